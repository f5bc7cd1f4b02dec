//! A retailer made from a seed: weekdays, seasons, promotions, and a few items that everybody buys.

use super::{Basket, Census, Gathered, Line, Retailer, scatter};
use crate::chance::{Chance, Use};
use crate::{DemoError, Size};
use realtail_kernel::{Gtin, Instant, ItemId, Label, SiteId, Timezone};
use realtail_vocabulary::{Item, Service, Site, SiteKind, Unit};
use std::collections::BTreeMap;

/// Midnight of 1 January 2025 in New York: a whole year ago, since nothing can have happened in the future.
const FIRST_DAY_MICROS: i64 = 1_735_707_600_000_000;
const HOUR_MICROS: f64 = 3_600_000_000.0;
const CUSTOMERS: usize = 20_000;

/// A department with what its items cost in cents, and how its demand swings over the year: the day of its height and by
/// how much.
struct Department {
    name: &'static str,
    kinds: &'static [&'static str],
    price_cents: f64,
    peak_day: f64,
    swing: f64,
    stocked: bool,
}

const fn department(
    name: &'static str,
    kinds: &'static [&'static str],
    price_cents: f64,
    peak_day: f64,
    swing: f64,
) -> Department {
    Department { name, kinds, price_cents, peak_day, swing, stocked: true }
}

const DEPARTMENTS: &[Department] = &[
    department("Jeans", &["Slim", "Straight", "Relaxed"], 5_900.0, 260.0, 0.2),
    department("Shirts", &["Oxford", "Linen", "Flannel", "T-shirt"], 2_900.0, 170.0, 0.3),
    department("Outerwear", &["Parka", "Raincoat", "Fleece"], 8_900.0, 330.0, 0.8),
    department("Shoes", &["Sneaker", "Boot", "Sandal"], 6_900.0, 120.0, 0.2),
    department("Swim", &["Trunks", "Bikini", "Goggles"], 2_400.0, 180.0, 0.9),
    department("Toys", &["Puzzle", "Blocks", "Board game"], 1_900.0, 350.0, 0.9),
    department("Kitchen", &["Pan", "Knife", "Bowl", "Mug"], 2_200.0, 340.0, 0.3),
    department("Garden", &["Planter", "Hose", "Seeds"], 1_500.0, 135.0, 0.9),
    department("Grocery", &["Coffee", "Pasta", "Cookies", "Tea", "Olive oil"], 450.0, 340.0, 0.1),
    department("Drugstore", &["Soap", "Shampoo", "Toothpaste"], 390.0, 20.0, 0.1),
    Department {
        name: "Services",
        kinds: &["Gift card", "Alteration", "Carrier bag"],
        price_cents: 1_000.0,
        peak_day: 350.0,
        swing: 0.3,
        stocked: false,
    },
];

/// How busy each hour from 8 to 21 is, and each day from Wednesday, the first of the year, on.
const HOURS: [f64; 14] = [2.0, 4.0, 6.0, 8.0, 9.0, 9.0, 8.0, 8.0, 10.0, 12.0, 11.0, 8.0, 5.0, 2.0];
const WEEKDAYS: [f64; 7] = [0.9, 1.0, 1.25, 1.5, 1.1, 0.8, 0.8];

/// How many items are on promotion in a week, how much more they sell, and what is taken off.
const PROMOTED_SHARE: f64 = 0.02;
const PROMOTED_LIFT: f64 = 3.0;
const PROMOTED_OFF: f64 = 0.2;

/// Makes the retailer.
pub(super) fn make(size: Size, seed: u64) -> Result<Retailer, DemoError> {
    let items: Vec<Item> = (0..size.items.max(1)).map(|n| item(seed, n)).collect::<Result<_, _>>()?;
    let mut towns = Vec::new();
    let mut sites = Vec::new();
    for number in 1..=size.sites.max(1) {
        let (town, site) = site(seed, number)?;
        towns.push(town);
        sites.push(site);
    }
    let regions = scatter::regions(&towns)?;
    let gathered = Year::new(size, seed).receipts();
    let (baskets, lines, pairs) = gathered.finish(&items);
    let not_stocked = lines.iter().filter(|line| line.pair.is_none()).count() as u64;
    let census = Census { rows: lines.len() as u64, lines_not_stocked: not_stocked, ..Census::default() };
    let name = "Made-up retailer";
    Ok(Retailer { name, sites, items, regions, rules: vec![], pairs, census, baskets, lines })
}

fn department_of(item: u32) -> &'static Department {
    &DEPARTMENTS[item as usize % DEPARTMENTS.len()]
}

fn price_cents(seed: u64, item: u32) -> u32 {
    let mut chance = Chance::of(seed, Use::Generated, 1_000_000_000 + u64::from(item));
    let cents = department_of(item).price_cents * (0.4 * chance.bell()).exp();
    // Prices end in 9.
    (cents / 10.0).round().max(1.0) as u32 * 10 - 1
}

fn item(seed: u64, number: u32) -> Result<Item, DemoError> {
    let mut chance = Chance::of(seed, Use::Generated, 2_000_000_000 + u64::from(number));
    let department = department_of(number);
    let kind = department.kinds[chance.below(department.kinds.len())];
    let brand = ["Ashby", "Brightwell", "Corvane", "Delmore", "Everly", "Fenwick"][chance.below(6)];
    let label = |text: &str| Label::new(text).map_err(DemoError::data);
    // 952 is for demonstrations: no company has it.
    let body = format!("952{number:09}");
    let gtin = (0..10).find_map(|digit| format!("{body}{digit}").parse::<Gtin>().ok());
    Ok(Item {
        item: ItemId::new(format!("M{number:05}")).map_err(DemoError::data)?,
        name: label(&format!("{brand} {kind} {number}"))?,
        gtin,
        brand: Some(label(brand)?),
        categories: vec![label(department.name)?, label(kind)?],
        unit: Unit::Each,
        stocked: department.stocked,
        attributes: BTreeMap::new(),
    })
}

fn site(seed: u64, number: u32) -> Result<(usize, Site), DemoError> {
    let (town, position) = scatter::place(seed, u64::from(number));
    let timezone: Timezone = "America/New_York".parse().map_err(DemoError::data)?;
    let site = Site {
        site: SiteId::new(format!("S{number:02}")).map_err(DemoError::data)?,
        name: Label::new(format!("Made-up store {number}")).map_err(DemoError::data)?,
        kind: SiteKind::Store,
        timezone,
        gln: None,
        position: Some(position),
        zones: vec![],
        serves: Some(vec![Service::Sale, Service::Pickup, Service::Ship]),
        address: None,
        daily_order_capacity: None,
    };
    Ok((town, site))
}

/// Weights, added up, so that a draw is a search.
struct Wheel(Vec<f64>);

impl Wheel {
    fn new(weights: impl Iterator<Item = f64>) -> Wheel {
        let mut sum = 0.0;
        Wheel(
            weights
                .map(|weight| {
                    sum += weight;
                    sum
                })
                .collect(),
        )
    }

    fn total(&self) -> f64 {
        self.0.last().copied().unwrap_or_default()
    }

    fn spin(&self, chance: &mut Chance) -> usize {
        let at = chance.between(0.0, self.total());
        self.0.partition_point(|sum| *sum <= at).min(self.0.len().saturating_sub(1))
    }
}

struct Year {
    size: Size,
    seed: u64,
    sites: Wheel,
    hours: Wheel,
    /// Which rank each item has: 1 for the one that everybody buys.
    ranks: Vec<u32>,
}

impl Year {
    fn new(size: Size, seed: u64) -> Year {
        let mut ranks: Vec<u32> = (1..=size.items.max(1)).collect();
        let mut chance = Chance::of(seed, Use::Generated, 0);
        for i in (1..ranks.len()).rev() {
            ranks.swap(i, chance.below(i + 1));
        }
        let sites = Wheel::new((1..=size.sites.max(1)).map(|n| 1.0 / f64::from(n).sqrt()));
        Year { size, seed, sites, hours: Wheel::new(HOURS.into_iter()), ranks }
    }

    fn receipts(&self) -> Gathered {
        let days: Vec<f64> = (0..self.size.days.max(1)).map(busy).collect();
        let scale = f64::from(self.size.receipts) / days.iter().sum::<f64>();
        let mut gathered = Gathered::default();
        let mut due = 0.0;
        let mut items = Wheel(vec![]);
        for (day, busy) in (0..).zip(days) {
            if day % 7 == 0 {
                items = self.week(day);
            }
            due += busy * scale;
            while due >= 1.0 {
                due -= 1.0;
                self.receipt(day, &items, &mut gathered);
            }
        }
        gathered
    }

    fn promoted(&self, week: u32, item: u32) -> bool {
        let number = (u64::from(week) << 32) | u64::from(item);
        Chance::of(self.seed, Use::Generated, number).unit() < PROMOTED_SHARE
    }

    /// How much of each item is bought in the week from `day` on: Zipf, season and promotions.
    fn week(&self, day: u32) -> Wheel {
        Wheel::new((0..).zip(&self.ranks).map(|(item, rank)| {
            let department = department_of(item);
            let angle = (f64::from(day) - department.peak_day) / 365.0 * std::f64::consts::TAU;
            let lift = if self.promoted(day / 7, item) { PROMOTED_LIFT } else { 1.0 };
            (1.0 + department.swing * angle.cos()) * lift / f64::from(*rank).powf(0.9)
        }))
    }

    fn receipt(&self, day: u32, items: &Wheel, gathered: &mut Gathered) {
        let number = gathered.baskets.len() as u64;
        let mut chance = Chance::of(self.seed, Use::Generated, 3_000_000_000 + number);
        let hour = 8.0 + self.hours.spin(&mut chance) as f64 + chance.unit();
        let at = FIRST_DAY_MICROS + ((f64::from(day) * 24.0 + hour) * HOUR_MICROS) as i64;
        let lines = 1 + (-4.0 * (1.0 - chance.unit()).ln()) as usize;
        // An item stands on a receipt once.
        let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
        for _ in 0..lines.min(60) {
            let quantity = if chance.unit() < 0.85 { 1 } else { 2 + chance.below(2) as u32 };
            *taken.entry(items.spin(&mut chance) as u32).or_default() += quantity;
        }
        let basket = Basket {
            sale: number + 1,
            site: self.sites.spin(&mut chance) as u32,
            customer: 1 + chance.below(CUSTOMERS) as u32,
            sold_at: Instant::from_micros(at),
            coupon_cents: 0,
            lines: 0..0,
        };
        let line = |(item, quantity)| {
            let unit_price_cents = price_cents(self.seed, item);
            let off = if self.promoted(day / 7, item) { PROMOTED_OFF } else { 0.0 };
            let discount_cents = (f64::from(unit_price_cents * quantity) * off).round() as u32;
            Line { item, quantity, unit_price_cents, discount_cents, pair: None }
        };
        gathered.push(basket, taken.into_iter().map(line));
    }
}

/// How busy a day is: by weekday, and more so before Christmas.
fn busy(day: u32) -> f64 {
    let christmas = if (325..358).contains(&day) { 1.6 } else { 1.0 };
    WEEKDAYS[day as usize % 7] * christmas
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Size = Size { sites: 4, items: 200, days: 28, receipts: 2_000 };

    #[test]
    fn a_seed_makes_one_retailer() {
        let (one, two) = (make(SMALL, 1).expect("made"), make(SMALL, 1).expect("made"));
        let told = |r: &Retailer| {
            r.baskets().map(|(b, l)| (b.sale, b.site, b.sold_at, l.to_vec())).collect::<Vec<_>>()
        };
        assert_eq!(told(&one), told(&two));
        assert_ne!(told(&one), told(&make(SMALL, 2).expect("made")));
    }

    #[test]
    fn it_trades_as_a_retailer_does() {
        let retailer = make(SMALL, 1).expect("made");
        assert!((1_990..=2_000).contains(&retailer.baskets().len()));
        assert!(retailer.baskets().is_sorted_by_key(|(basket, _)| basket.sold_at));
        let lines = retailer.lines_total() as f64 / retailer.baskets().len() as f64;
        assert!((3.0..6.0).contains(&lines), "{lines} lines a receipt");
        for (basket, lines) in retailer.baskets() {
            assert!(!lines.is_empty());
            for line in lines {
                assert!(line.discount_cents <= line.unit_price_cents * line.quantity);
                assert_eq!(line.pair.is_some(), retailer.items[line.item as usize].stocked);
                let pair = line.pair.map(|pair| retailer.pairs[pair as usize]);
                assert!(pair.is_none_or(|pair| (pair.site, pair.item) == (basket.site, line.item)));
            }
        }
        assert!(retailer.items.iter().all(|item| item.gtin.is_some()));
        let saturday = retailer
            .baskets()
            .filter(|(b, _)| (b.sold_at.micros() - FIRST_DAY_MICROS) / 86_400_000_000 % 7 == 3);
        assert!(saturday.count() > 2_000 / 7, "Saturdays are busy");
    }
}
