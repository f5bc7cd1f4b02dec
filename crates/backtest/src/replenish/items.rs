//! The items whose orders are simulated: what is asked for of each, day by day, and what a unit is worth.

use crate::forecast::panel::{DAYS, Level, Panel, Sale};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// The first day that is measured.
pub const FIRST_DAY: usize = 200;
/// Series of middle sales.
const MIDDLE_SERIES: usize = 1_000;
/// Days that a series of middle sales has sold on, at least, before the first day that is measured.
const MIDDLE_DAYS_MIN: usize = 10;

/// Which items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The 1,000 product x store series of CJ-F1: the best sellers.
    Best,
    /// The 300 products of CJ-F1 in the whole chain: a distribution centre.
    Chain,
    /// 1,000 product x store series of middle sales.
    Middle,
}

impl Group {
    /// All of them.
    pub const ALL: [Group; 3] = [Group::Best, Group::Chain, Group::Middle];

    /// As the definition writes it.
    pub fn name(self) -> &'static str {
        match self {
            Group::Best => "PS",
            Group::Chain => "P",
            Group::Middle => "M",
        }
    }
}

/// An item at a place.
#[derive(Clone, Debug)]
pub struct Item {
    /// Which group it stands in.
    pub group: Group,
    /// Product number.
    pub product: u32,
    /// Store number, or nothing for the whole chain.
    pub store: Option<u32>,
    /// Units asked for on each day of the year.
    pub units: Vec<u32>,
    /// What a unit was sold for before the first day that is measured, in cents; of the few that were not sold before,
    /// in the whole year.
    pub price_cents: f64,
}

impl Item {
    fn new(group: Group, (product, store): (u32, Option<u32>), sales: &[&Sale]) -> Item {
        let mut units = vec![0; DAYS];
        let mut paid = [(0, 0); 2];
        for sale in sales {
            units[usize::from(sale.day)] += sale.units;
            let late = usize::from(usize::from(sale.day) >= FIRST_DAY);
            paid[late] = (paid[late].0 + sale.units, paid[late].1 + sale.cents);
        }
        let (sold, cents) = if paid[0].0 > 0 { paid[0] } else { paid[1] };
        Item { group, product, store, units, price_cents: cents as f64 / f64::from(sold.max(1)) }
    }
}

/// The items: CJ-F1, and as the middle those series that stand in the middle of all product x store series which sold on
/// ten days or more before the first day that is measured and are not in CJ-F1, by selling days, cents, product and store.
pub fn chosen(panel: &Panel) -> Vec<Item> {
    let mut of: FxHashMap<(u32, Option<u32>), Vec<&Sale>> = FxHashMap::default();
    for sale in &panel.sales {
        of.entry((sale.product, None)).or_default().push(sale);
        of.entry((sale.product, Some(sale.store))).or_default().push(sale);
    }
    let best = panel.series.iter().map(|series| {
        let group = match series.level {
            Level::Place => Group::Best,
            Level::Chain => Group::Chain,
        };
        Item::new(group, (series.product, series.store), &of[&(series.product, series.store)])
    });
    let mut items: Vec<Item> = best.collect();
    items.extend(middle(panel, &of).into_iter().map(|key| Item::new(Group::Middle, key, &of[&key])));
    items
}

fn middle(panel: &Panel, of: &FxHashMap<(u32, Option<u32>), Vec<&Sale>>) -> Vec<(u32, Option<u32>)> {
    let taken: FxHashSet<_> = panel.series.iter().map(|series| (series.product, series.store)).collect();
    let mut ranked = Vec::new();
    for (key, sales) in of.iter().filter(|(key, _)| key.1.is_some() && !taken.contains(key)) {
        let before = sales.iter().filter(|sale| usize::from(sale.day) < FIRST_DAY);
        let cents: i64 = before.clone().map(|sale| sale.cents).sum();
        let days = before.map(|sale| sale.day).collect::<FxHashSet<u16>>().len();
        if days >= MIDDLE_DAYS_MIN {
            ranked.push((Reverse(days), Reverse(cents), *key));
        }
    }
    ranked.sort_unstable();
    let skip = ranked.len().saturating_sub(MIDDLE_SERIES) / 2;
    ranked.into_iter().skip(skip).take(MIDDLE_SERIES).map(|(_, _, key)| key).collect()
}
