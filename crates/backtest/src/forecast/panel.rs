//! The panel CJ-F1: which lines are kept, on which local day they fall, and the 1,300 series chosen from them.

use anyhow::Result;
use realtail_journey::{Journey, ReadError};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// Days of the year.
pub const DAYS: usize = 365;
/// Days of a forecast.
pub const HORIZON_DAYS: usize = 28;
/// First day of the hold-out; series and weights are chosen on the days before it.
pub const HOLD_OUT: usize = 337;
/// Christmas, on which no store opens.
pub const CLOSED: usize = 358;

const PLACE_SERIES: usize = 1_000;
const CHAIN_SERIES: usize = 300;

/// A kept line of a receipt.
#[derive(Clone, Copy, Debug)]
pub struct Sale {
    /// Days since 2017-01-01.
    pub day: u16,
    pub product: u32,
    pub store: u32,
    pub units: u32,
    /// What was paid.
    pub cents: i64,
    /// What was paid and what the retailer's card took off.
    pub full_cents: i64,
}

/// The two levels of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A product in one store, `PS`.
    Place,
    /// A product in all stores together, `P`.
    Chain,
}

impl Level {
    /// As the definition writes it.
    pub fn name(self) -> &'static str {
        match self {
            Level::Place => "PS",
            Level::Chain => "P",
        }
    }
}

/// A series to be forecast.
#[derive(Clone, Debug)]
pub struct Series {
    pub level: Level,
    pub product: u32,
    /// Nothing for the whole chain.
    pub store: Option<u32>,
    /// Units of each day.
    pub units: Vec<f32>,
    /// Money of each day, in cents.
    pub cents: Vec<i64>,
}

/// All that is kept, in the order of days.
pub struct Panel {
    pub sales: Vec<Sale>,
    /// First those of places, then those of the chain, each in the order of their rank.
    pub series: Vec<Series>,
    /// Category and department of each kept product, as numbers in the order of their names.
    pub families: FxHashMap<u32, [u32; 2]>,
}

impl Panel {
    /// Reads and chooses; what it gives is the same each time.
    pub fn read(journey: &Journey) -> Result<Panel> {
        let families = families(journey)?;
        let kept = |line: &realtail_journey::Line| line.quantity >= 1 && families.contains_key(&line.product);
        let sale = |line: realtail_journey::Line| Sale {
            day: local_day(line.at_micros),
            product: line.product,
            store: line.store,
            units: line.quantity.unsigned_abs(),
            cents: line.paid_cents,
            full_cents: line.paid_cents + line.card_cents,
        };
        Ok(Panel::of(journey.lines()?.into_iter().filter(kept).map(sale).collect(), families))
    }

    /// Chooses the series from sales in any order.
    pub fn of(mut sales: Vec<Sale>, families: FxHashMap<u32, [u32; 2]>) -> Panel {
        sales.sort_by_key(|sale| (sale.day, sale.product, sale.store));
        let mut series = ranked(&sales, Level::Place);
        series.extend(ranked(&sales, Level::Chain));
        Panel { sales, series, families }
    }

    /// The text form, one line a series, that the definition's checksum is of.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for series in &self.series {
            let units: Vec<String> = series.units.iter().map(f32::to_string).collect();
            let store = series.store.unwrap_or(0);
            let name = series.level.name();
            text += &format!("{name},{},{store},{}\n", series.product, units.join(" "));
        }
        text
    }
}

/// In days since 2017-01-01; the stores are 5 hours behind universal time, and 4 in summer.
fn local_day(at_micros: i64) -> u16 {
    const HOUR: i64 = 3_600;
    // 2017-01-01, 2017-03-12 07:00 and 2017-11-05 06:00, in seconds since 1970.
    const YEAR: i64 = 1_483_228_800;
    const SUMMER: std::ops::Range<i64> = 1_489_302_000..1_509_861_600;
    let seconds = at_micros.div_euclid(1_000_000);
    let behind = if SUMMER.contains(&seconds) { 4 } else { 5 };
    (seconds - behind * HOUR - YEAR).div_euclid(24 * HOUR) as u16
}

fn families(journey: &Journey) -> Result<FxHashMap<u32, [u32; 2]>, ReadError> {
    let products = journey.products()?;
    let kept: Vec<(u32, String, String)> = products
        .into_iter()
        .filter_map(|product| Some((product.product, product.category?, product.department?)))
        .filter(|(_, category, department)| {
            !["FUEL", "MISCELLANEOUS", "COUPON"].contains(&department.as_str())
                && !["COUPON/MISC ITEMS", "FUEL"].contains(&category.as_str())
        })
        .collect();
    let numbers = |names: Vec<&str>| -> FxHashMap<String, u32> {
        let sorted = std::collections::BTreeSet::from_iter(names);
        sorted.into_iter().map(str::to_owned).zip(0..).collect()
    };
    let categories = numbers(kept.iter().map(|(_, category, _)| category.as_str()).collect());
    let departments = numbers(kept.iter().map(|(_, _, department)| department.as_str()).collect());
    let family = |(product, category, department): (u32, String, String)| {
        (product, [categories[&category], departments[&department]])
    };
    Ok(kept.into_iter().map(family).collect())
}

#[derive(Default)]
struct Rank {
    last_day: Option<u16>,
    days: usize,
    cents: i64,
}

/// The definition's point 3.
fn ranked(sales: &[Sale], level: Level) -> Vec<Series> {
    let key = |sale: &Sale| (sale.product, (level == Level::Place).then_some(sale.store));
    let mut ranks: FxHashMap<(u32, Option<u32>), Rank> = FxHashMap::default();
    for sale in sales.iter().filter(|sale| usize::from(sale.day) < HOLD_OUT) {
        let rank = ranks.entry(key(sale)).or_default();
        if rank.last_day != Some(sale.day) {
            rank.last_day = Some(sale.day);
            rank.days += 1;
        }
        rank.cents += sale.cents;
    }
    let mut order: Vec<_> = ranks.into_iter().collect();
    let count = match level {
        Level::Place => {
            order.sort_unstable_by_key(|(key, rank)| (Reverse(rank.days), Reverse(rank.cents), *key));
            PLACE_SERIES
        }
        Level::Chain => {
            order.sort_unstable_by_key(|(key, rank)| (Reverse(rank.cents), *key));
            CHAIN_SERIES
        }
    };
    let keys: Vec<_> = order.into_iter().take(count).map(|(key, _)| key).collect();
    let of: FxHashMap<_, usize> = keys.iter().copied().zip(0..).collect();
    let empty =
        |(product, store)| Series { level, product, store, units: vec![0.0; DAYS], cents: vec![0; DAYS] };
    let mut series: Vec<Series> = keys.into_iter().map(empty).collect();
    for sale in sales {
        if let Some(at) = of.get(&key(sale)) {
            series[*at].units[usize::from(sale.day)] += sale.units as f32;
            series[*at].cents[usize::from(sale.day)] += sale.cents;
        }
    }
    series
}

/// Products that sold for most money before a day, most first: a model may learn from more than it is asked for.
pub fn best_sellers(sales: &[Sale], before: usize, count: usize) -> Vec<u32> {
    let mut cents: FxHashMap<u32, i64> = FxHashMap::default();
    for sale in sales.iter().filter(|sale| usize::from(sale.day) < before) {
        *cents.entry(sale.product).or_default() += sale.cents;
    }
    let mut order: Vec<(u32, i64)> = cents.into_iter().collect();
    order.sort_unstable_by_key(|(product, cents)| (Reverse(*cents), *product));
    order.into_iter().take(count).map(|(product, _)| product).collect()
}

/// The products of a set of series.
pub fn products(series: &[Series]) -> FxHashSet<u32> {
    series.iter().map(|series| series.product).collect()
}
