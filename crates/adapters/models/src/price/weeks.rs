//! Weeks of receipts, chain by chain and item by item, from which elasticities are learnt.

use crate::cache::Cache;
use crate::demand::Demand;
use crate::rate::No;
use realtail_learn::price::{Elasticities, Estimate, Estimates, Own, Week};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// An item's weeks are looked at once it has sold in so many.
const WEEKS_BEFORE: u8 = 2;

/// What an item sold in the week that is gathered. Money is minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Sold {
    units: f64,
    /// What was paid.
    paid: f64,
    /// What it would have been without discounts.
    full: f64,
}

impl Sold {
    /// The logarithm of what is paid over what stands on the shelf.
    fn reduced(&self) -> f64 {
        (self.paid / self.full).ln()
    }
}

/// An item in its category, by the last week in which it sold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Share {
    /// What stood on the shelf for a unit.
    shelf_price: f32,
    /// Its part of the category's units.
    units: f32,
    /// What all others of the category took, over what it took itself.
    others: f32,
    /// In how many weeks it sold, as far as that is counted.
    weeks: u8,
}

/// What is known of an item's answer to prices, and of its place among its rivals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ElasticityOf {
    /// By its own weeks, drawn to its category; by the category alone where it has too few.
    pub own: Own,
    /// Whether it has weeks enough of its own.
    pub is_its_own: bool,
    /// Its part of the category's units, and what its rivals take over what it takes.
    pub rivals: Option<(f64, f64)>,
}

/// What an item sold in a week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SoldWeek {
    pub item: No,
    pub units: f64,
    /// The logarithm of what was paid over what stood on the shelf.
    pub reduced: f64,
}

/// Weeks since the Monday before 1970, which was a Thursday.
fn week_of(day: i32) -> i32 {
    (day + 3).div_euclid(7)
}

/// All weeks so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Weeks {
    /// Which week is gathered, counted in weeks since the Monday before 1970.
    week: Option<i32>,
    sold: FxHashMap<No, Sold>,
    shares: FxHashMap<No, Share>,
    elasticities: Elasticities,
    estimates: Cache<Estimates>,
}

impl Weeks {
    pub fn sold(&mut self, item: No, units: f64, paid: f64, full: f64) {
        let sold = self.sold.entry(item).or_default();
        sold.units += units;
        sold.paid += paid;
        sold.full += full;
    }

    /// A day has begun: the week before is over where it is a Monday.
    pub fn begin(&mut self, day: i32, demand: &Demand) {
        if self.ends_by(day) {
            self.end(demand);
        }
        self.week = Some(week_of(day));
    }

    fn end(&mut self, demand: &Demand) {
        let mut sold: Vec<(No, Sold)> =
            std::mem::take(&mut self.sold).into_iter().filter(|(_, sold)| sold.paid > 0.0).collect();
        sold.sort_unstable_by_key(|(item, _)| *item);
        let category = |item: No| demand.category(item).unwrap_or(No::MAX);
        // Units, units by how far they are reduced, and money of each category.
        let mut sums: FxHashMap<No, [f64; 3]> = FxHashMap::default();
        for (item, sold) in &sold {
            let sum = sums.entry(category(*item)).or_default();
            let adds = [sold.units, sold.units * sold.reduced(), sold.paid];
            sum.iter_mut().zip(adds).for_each(|(sum, add)| *sum += add);
        }
        for (item, sold) in &sold {
            let [units, reduced, money] = sums[&category(*item)];
            let rivals_price = if units > sold.units {
                ((reduced - sold.units * sold.reduced()) / (units - sold.units)).exp()
            } else {
                1.0
            };
            let week = Week {
                units: sold.units,
                shelf_price: sold.full / sold.units,
                paid_price: sold.paid / sold.units,
                rivals_price,
                displayed: 0.0,
                mailed: 0.0,
            };
            // Most items of a chain sell in few weeks, which say nothing: nothing is kept of them.
            let weeks = self.shares.get(item).map_or(0, |share| share.weeks).saturating_add(1);
            if weeks > WEEKS_BEFORE {
                self.elasticities.observe(*item, category(*item), &week);
            }
            let share = Share {
                weeks,
                shelf_price: week.shelf_price as f32,
                units: (sold.units / units) as f32,
                others: ((money - sold.paid) / sold.paid) as f32,
            };
            self.shares.insert(*item, share);
        }
        self.estimates.drop();
    }

    /// Whether the week that is gathered is over with a day.
    pub fn ends_by(&self, day: i32) -> bool {
        self.week.is_some_and(|week| week < week_of(day))
    }

    /// What every item sold in the week that is gathered, by item.
    pub fn ended(&self) -> Vec<SoldWeek> {
        let week =
            |(item, sold): (&No, &Sold)| SoldWeek { item: *item, units: sold.units, reduced: sold.reduced() };
        let mut all: Vec<SoldWeek> = self.sold.iter().filter(|(_, sold)| sold.paid > 0.0).map(week).collect();
        all.sort_unstable_by_key(|sold| sold.item);
        all
    }

    /// Makes ready for questions.
    pub fn prepare(&mut self) {
        let Weeks { estimates, elasticities, .. } = self;
        estimates.get_or(|| elasticities.estimates());
    }

    /// What is known of an item's answer to prices; nothing before it was made ready.
    pub fn elasticity(&self, item: No, demand: &Demand) -> Option<ElasticityOf> {
        let estimates = self.estimates.get()?;
        let category = demand.category(item).unwrap_or(No::MAX);
        let rivals = self.shares.get(&item).map(|share| (f64::from(share.units), f64::from(share.others)));
        let is_its_own = estimates.knows(item);
        Some(ElasticityOf { own: estimates.of(item, category), is_its_own, rivals })
    }

    /// All items that have their own.
    pub fn items(&self) -> impl Iterator<Item = (No, Own)> + '_ {
        self.estimates.get().into_iter().flat_map(Estimates::items)
    }

    /// What stood on the shelf for a unit of an item last, in minor units, by the receipts of the week, or of the last one.
    pub fn shelf_price(&self, item: No) -> Option<f64> {
        let week = self.sold.get(&item).filter(|sold| sold.units > 0.0).map(|sold| sold.full / sold.units);
        week.or_else(|| self.shares.get(&item).map(|share| f64::from(share.shelf_price)))
    }
}

/// Whether a number is known well enough to change a regular price by it.
pub(super) fn is_sure(estimate: Estimate) -> bool {
    estimate.deviation < 1.0 && estimate.mean + estimate.deviation < 0.0
}
