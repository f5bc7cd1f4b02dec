//! The receipts as the definition wants them: kept lines, baskets as sets in order, and the items known at a cut.

use anyhow::Result;
use realtail_journey::{Journey, Product};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

const DEPARTMENTS_OUT: [&str; 8] = [
    "FUEL",
    "COUPON",
    "MISCELLANEOUS",
    "CNTRL/STORE SUP",
    "POSTAL CENTER",
    "PHOTO & VIDEO",
    "PROD-WHS SALES",
    "GM MERCH EXP",
];
const CATEGORIES_OUT: [&str; 3] = ["COUPON/MISC ITEMS", "COUPONS/STORE & MFG", "FUEL"];
/// Distinct baskets before a cut that make a product an item.
const BASKETS_MIN: usize = 10;
/// Days after a cut in which baskets are asked for.
pub const AHEAD_DAYS: i64 = 31;

/// Microseconds of a day.
pub const DAY: i64 = 86_400_000_000;
/// Midnight of 1 November 2017, in microseconds.
pub const VALIDATION: i64 = 17_471 * DAY;
/// Midnight of 1 December 2017, in microseconds.
pub const TEST: i64 = 17_501 * DAY;

/// A basket: a set of products.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Its number.
    pub basket: u64,
    /// Who bought, as the data numbers households.
    pub household: u32,
    /// Where, as a dense number.
    pub store: u32,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// Products by place in [`Receipts::products`], in ascending order of their numbers.
    pub products: Vec<u32>,
}

/// All baskets in order of time, and what they are made of.
pub struct Receipts {
    /// Ordered by time, then number.
    pub all: Vec<Receipt>,
    /// Ordered by number.
    pub products: Vec<Product>,
    /// The data's numbers of stores; their places are the dense numbers.
    pub stores: Vec<u32>,
    /// How many lines were kept.
    pub lines: usize,
}

impl Receipts {
    /// Reads and prepares them.
    pub fn read(journey: &Journey) -> Result<Receipts> {
        let mut products = journey.products()?;
        products.sort_by_key(|product| product.product);
        let kept = |product: &Product| {
            let out =
                |name: &Option<String>, out: &[&str]| name.as_deref().is_some_and(|name| out.contains(&name));
            product.department.is_some()
                && !out(&product.department, &DEPARTMENTS_OUT)
                && !out(&product.category, &CATEGORIES_OUT)
        };
        let places = products.iter().enumerate().filter(|(_, product)| kept(product));
        let places: FxHashMap<u32, u32> = places.map(|(place, p)| (p.product, place as u32)).collect();
        let mut baskets: BTreeMap<(i64, u64), Receipt> = BTreeMap::new();
        let (mut lines, mut stores) = (0, Vec::new());
        for line in journey.lines()? {
            let Some(place) = places.get(&line.product).filter(|_| line.quantity > 0) else { continue };
            lines += 1;
            stores.push(line.store);
            let receipt = baskets.entry((line.at_micros, line.basket)).or_insert_with(|| Receipt {
                basket: line.basket,
                household: line.household,
                store: line.store,
                at: line.at_micros,
                products: Vec::new(),
            });
            receipt.products.push(*place);
        }
        stores.sort_unstable();
        stores.dedup();
        let mut all: Vec<Receipt> = baskets.into_values().collect();
        for receipt in &mut all {
            receipt.products.sort_unstable();
            receipt.products.dedup();
            receipt.store = stores.partition_point(|store| *store < receipt.store) as u32;
        }
        Ok(Receipts { all, products, stores, lines })
    }

    /// The items known at a cut.
    pub fn cut(&self, at: i64) -> Cut {
        let mut baskets = vec![0usize; self.products.len()];
        for product in self.all.iter().take_while(|r| r.at < at).flat_map(|r| &r.products) {
            baskets[*product as usize] += 1;
        }
        let known = (0..self.products.len() as u32).filter(|p| baskets[*p as usize] >= BASKETS_MIN);
        let mut items: Vec<u32> = known.collect();
        items.sort_by_key(|product| (std::cmp::Reverse(baskets[*product as usize]), *product));
        let mut numbers = vec![None; self.products.len()];
        for (item, product) in items.iter().enumerate() {
            numbers[*product as usize] = Some(item as u32);
        }
        let visits = |receipt: &Receipt| {
            let items: Vec<u32> =
                receipt.products.iter().filter_map(|product| numbers[*product as usize]).collect();
            let Receipt { basket, household, store, at, .. } = *receipt;
            (!items.is_empty()).then_some(Visit { basket, household, store, at, items })
        };
        let end = at + AHEAD_DAYS * DAY;
        let visits: Vec<Visit> = self.all.iter().take_while(|r| r.at < end).filter_map(visits).collect();
        let before = visits.partition_point(|visit| visit.at < at);
        Cut { at, items, visits, before }
    }
}

/// A basket as the items that are known at a cut.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Its number.
    pub basket: u64,
    /// Who bought.
    pub household: u32,
    /// Where, as a dense number.
    pub store: u32,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// Items, in ascending order of their products' numbers.
    pub items: Vec<u32>,
}

impl Visit {
    /// When, in days since 1970.
    pub fn day(&self) -> f32 {
        day(self.at)
    }
}

/// Microseconds as days.
pub fn day(micros: i64) -> f32 {
    (micros as f64 / DAY as f64) as f32
}

/// What is known at a cut, and the month after it in the same items.
pub struct Cut {
    /// In microseconds since 1970.
    pub at: i64,
    /// Products by item, most bought first.
    pub items: Vec<u32>,
    /// Visits in order, up to the end of the month after the cut.
    pub visits: Vec<Visit>,
    /// How many of them lie before the cut.
    pub before: usize,
}

/// A household that is asked about, and what its first basket after the cut holds.
pub struct Target<'a> {
    /// Who.
    pub household: u32,
    /// Its first basket from the cut on.
    pub visit: &'a Visit,
}

impl Cut {
    /// Households with at least five baskets before `from` and one in the days after it, by number.
    pub fn targets(&self, from: i64) -> Vec<Target<'_>> {
        let start = self.visits.partition_point(|visit| visit.at < from);
        let end = self.visits.partition_point(|visit| visit.at < from + AHEAD_DAYS * DAY);
        let mut baskets: FxHashMap<u32, u32> = FxHashMap::default();
        for visit in &self.visits[..start] {
            *baskets.entry(visit.household).or_default() += 1;
        }
        let mut first: BTreeMap<u32, &Visit> = BTreeMap::new();
        for visit in &self.visits[start..end] {
            if baskets.get(&visit.household).is_some_and(|baskets| *baskets >= 5) {
                first.entry(visit.household).or_insert(visit);
            }
        }
        first.into_iter().map(|(household, visit)| Target { household, visit }).collect()
    }
}
