//! The receipts, and the series that are scored.

use crate::Result;
use crate::columns::Table;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// 2017-01-01 in days since 1970: day 0 of the year.
pub const NEW_YEAR: i32 = 17_167;
/// Days in the year.
pub const DAYS: usize = 365;
/// The day on which all stores are closed: known beforehand.
pub const CLOSED: usize = 358;
/// Series are chosen by what was sold before this day.
const CHOSEN_BEFORE: usize = 337;

/// A line of a receipt.
#[derive(Clone, Copy)]
pub struct Line {
    pub micros: i64,
    pub basket: i64,
    pub product: i64,
    pub store: i64,
    pub units: i64,
    pub cents: i64,
    pub day: usize,
    /// Whether it counts for forecasts.
    pub is_demand: bool,
}

/// All lines, in the order of their time.
pub struct Receipts {
    pub lines: Vec<Line>,
    pub items: HashMap<i64, u32>,
    pub sites: HashMap<i64, u32>,
}

/// The demand for one thing, day by day.
pub struct Series {
    pub product: i64,
    /// One store, or all of them.
    pub store: Option<i64>,
    pub units: Vec<f64>,
    pub cents: Vec<f64>,
}

impl Receipts {
    pub fn read(folder: &Path) -> Result<Receipts> {
        let products = Table::open(&folder.join("products.parquet"))?;
        let (departments, categories) = (products.texts("department")?, products.texts("product_category")?);
        let numbers = products.integers("product_id")?;
        let mut kinds = HashMap::new();
        for ((number, department), category) in numbers.iter().zip(&departments).zip(&categories) {
            kinds.insert(number.ok_or("a product has no number")?, counts_as_demand(department, category));
        }
        let table = Table::open(&folder.join("transactions.parquet"))?;
        let full = |column: Vec<Option<i64>>| column.into_iter().map(Option::unwrap_or_default);
        let (mut baskets, mut products) =
            (full(table.integers("basket_id")?), full(table.integers("product_id")?));
        let (mut stores, mut units) = (full(table.integers("store_id")?), full(table.integers("quantity")?));
        let mut times = full(table.times("transaction_timestamp")?);
        let mut lines = Vec::new();
        for value in table.fractions("sales_value")? {
            let micros = times.next().unwrap_or_default();
            let (product, units) = (products.next().unwrap_or_default(), units.next().unwrap_or_default());
            let line = Line {
                micros,
                basket: baskets.next().unwrap_or_default(),
                product,
                store: stores.next().unwrap_or_default(),
                units,
                cents: (value.unwrap_or_default() * 100.0).round() as i64,
                day: day(micros),
                is_demand: units >= 1 && kinds.get(&product).is_some_and(|counts| *counts),
            };
            lines.push(line);
        }
        lines.sort_by_key(|line| (line.micros, line.basket, line.product));
        let (mut items, mut sites) = (HashMap::new(), HashMap::new());
        for line in &lines {
            let next = items.len() as u32;
            items.entry(line.product).or_insert(next);
            let next = sites.len() as u32;
            sites.entry(line.store).or_insert(next);
        }
        Ok(Receipts { lines, items, sites })
    }

    pub fn demand(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.is_demand)
    }

    /// The 1,000 series of a product in a store with the most days of sales, and the 300 of a product everywhere with the
    /// most money.
    pub fn panel(&self) -> (Vec<Series>, Vec<Series>) {
        let (mut pairs, mut products) = (BTreeMap::new(), BTreeMap::new());
        for line in self.demand() {
            let add = |series: &mut Series| {
                series.units[line.day] += line.units as f64;
                series.cents[line.day] += line.cents as f64;
            };
            let new = |store| Series {
                product: line.product,
                store,
                units: vec![0.0; DAYS],
                cents: vec![0.0; DAYS],
            };
            add(pairs.entry((line.product, line.store)).or_insert_with(|| new(Some(line.store))));
            add(products.entry(line.product).or_insert_with(|| new(None)));
        }
        let cents = |series: &Series| series.cents[..CHOSEN_BEFORE].iter().sum::<f64>() as i64;
        let days =
            |series: &Series| series.units[..CHOSEN_BEFORE].iter().filter(|units| **units > 0.0).count();
        let mut pairs: Vec<Series> = pairs.into_values().collect();
        pairs.sort_by_cached_key(|s| (std::cmp::Reverse((days(s), cents(s))), s.product, s.store));
        pairs.truncate(1_000);
        let mut products: Vec<Series> = products.into_values().collect();
        products.sort_by_cached_key(|s| (std::cmp::Reverse(cents(s)), s.product));
        products.truncate(300);
        (pairs, products)
    }
}

/// The day of the year on the clocks of the stores, four or five hours behind UTC.
fn day(micros: i64) -> usize {
    let (summer, winter) = (1_489_302_000, 1_509_861_600);
    let seconds = micros.div_euclid(1_000_000);
    let behind = if (summer..winter).contains(&seconds) { 4 } else { 5 };
    let day = (seconds - behind * 3_600).div_euclid(86_400) as i32 - NEW_YEAR;
    usize::try_from(day).unwrap_or(0).min(DAYS - 1)
}

fn counts_as_demand(department: &Option<String>, category: &Option<String>) -> bool {
    let (Some(department), Some(category)) = (department, category) else { return false };
    !["FUEL", "MISCELLANEOUS", "COUPON"].contains(&department.as_str())
        && !["COUPON/MISC ITEMS", "FUEL"].contains(&category.as_str())
}
