//! Price elasticities from weeks of receipts: of each item, of its category, and of all.

use super::pool::{Estimate, between, mean_of};
use super::regression::{COLUMNS, Fit, Sums};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A week of an item in which some of it was sold.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Week {
    /// Units sold.
    pub units: f64,
    /// What a unit cost on the shelf, on average: what was paid and what discounts took off.
    pub shelf_price: f64,
    /// What was paid for it, on average.
    pub paid_price: f64,
    /// What the rivals of its category cost against their usual price: 1 where as much as ever.
    pub rivals_price: f64,
    /// The share of its trade that was displayed.
    pub displayed: f64,
    /// The share of its trade that was in a mailer.
    pub mailed: f64,
}

/// What one item's own weeks say, before they are drawn to its category.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Item {
    category: u32,
    sums: Sums,
}

/// Elasticities, kept current by each week.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Elasticities(BTreeMap<u32, Item>);

/// What is known of an item's answer to prices.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Own {
    /// Per cent more units for each per cent that is paid more than stands on the shelf: what a reduction does; well
    /// below nothing as a rule.
    pub paid: Estimate,
    /// The same of the price on the shelf. Where units are weighed out, it tells more of their weights than of prices.
    pub shelf: Estimate,
    /// Per cent more units for each per cent of its rivals' prices.
    pub cross: Estimate,
}

/// All elasticities as of now.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimates {
    items: BTreeMap<u32, Own>,
    categories: BTreeMap<u32, Own>,
    all: Own,
}

/// Columns of the regression; the first is the constant.
const PAID: usize = 1;
const SHELF: usize = 2;
const CROSS: usize = 3;
/// Weekly units scatter as counts do, and by something of their own besides: variances of their logarithm.
const COUNT_VARIANCE: f64 = 1.5;
const WEEK_VARIANCE: f64 = 0.1;
/// Weeks that the scatter of all items weighs in that of one.
const USUAL_WEEKS: f64 = 20.0;
/// Keeps a column that never moved from saying anything.
const RIDGE: f64 = 1e-3;

impl Elasticities {
    /// Takes in a week of an item; a week without units or price says nothing.
    ///
    /// The logarithm of units is explained by those of the paid price over that on the shelf, of the price on the shelf,
    /// and of the rivals' price, and by displays and mailers, as in Montgomery, Marketing Science 1997. The paid price is
    /// taken over that on the shelf because a unit of what is weighed out is no fixed amount: its weight drops out.
    pub fn observe(&mut self, item: u32, category: u32, week: &Week) {
        if week.units <= 0.0 || week.paid_price <= 0.0 || week.shelf_price <= 0.0 || week.rivals_price <= 0.0
        {
            return;
        }
        let item = self.0.entry(item).or_default();
        item.category = category;
        let reduced = (week.paid_price / week.shelf_price).ln();
        let row = [1.0, reduced, week.shelf_price.ln(), week.rivals_price.ln(), week.displayed, week.mailed];
        debug_assert_eq!(row.len(), COLUMNS);
        item.sums.add(row, week.units.ln(), 1.0 / (COUNT_VARIANCE / week.units + WEEK_VARIANCE));
    }

    /// What is known now: each item's own estimate drawn to its category's, and that to the mean of all, by how far
    /// apart they lie (empirical Bayes: Morris, Journal of the American Statistical Association 1983).
    pub fn estimates(&self) -> Estimates {
        let fits = self.fits();
        let [paid, shelf, cross] = [PAID, SHELF, CROSS].map(|column| Pooled::of(&column_of(&fits, column)));
        let join = |of: fn(&Pooled) -> &BTreeMap<u32, Estimate>| {
            let own = |(key, paid): (&u32, &Estimate)| {
                Some((*key, Own { paid: *paid, shelf: *of(&shelf).get(key)?, cross: *of(&cross).get(key)? }))
            };
            of(&paid).iter().filter_map(own).collect()
        };
        Estimates {
            items: join(|pooled| &pooled.items),
            categories: join(|pooled| &pooled.categories),
            all: Own { paid: paid.all, shelf: shelf.all, cross: cross.all },
        }
    }

    /// The fit of each item, by category.
    fn fits(&self) -> BTreeMap<u32, Vec<(u32, Fit)>> {
        let mut groups: BTreeMap<u32, Vec<(u32, Fit)>> = BTreeMap::new();
        for (number, item) in &self.0 {
            if let Some(fit) = item.sums.fit(RIDGE) {
                groups.entry(item.category).or_default().push((*number, fit));
            }
        }
        groups
    }
}

/// One coefficient of each item. How far its weeks scatter is drawn to how far those of all do, for a few weeks that
/// happen to lie close together must not count for more than they know (moderated variances: Smyth, Statistical
/// Applications in Genetics and Molecular Biology 2004).
fn column_of(fits: &BTreeMap<u32, Vec<(u32, Fit)>>, column: usize) -> BTreeMap<u32, Vec<(u32, Estimate)>> {
    let all = || fits.values().flatten().map(|(_, fit)| fit);
    let usual = all().map(|fit| fit.residual).sum::<f64>() / all().map(|fit| fit.free).sum::<f64>().max(1.0);
    let estimate = |(number, fit): &(u32, Fit)| {
        let variance = (fit.residual + USUAL_WEEKS * usual) / (fit.free + USUAL_WEEKS);
        let deviation = (variance * fit.leverages[column]).sqrt();
        (*number, Estimate { mean: fit.coefficients[column], deviation })
    };
    fits.iter().map(|(category, group)| (*category, group.iter().map(estimate).collect())).collect()
}

/// One coefficient of all items.
struct Pooled {
    items: BTreeMap<u32, Estimate>,
    categories: BTreeMap<u32, Estimate>,
    all: Estimate,
}

/// Before anything is seen: Tellis, Journal of Marketing Research 1988, over 367 estimates.
const USUAL: Estimate = Estimate { mean: -1.76, deviation: 1.5 };

impl Pooled {
    fn of(groups: &BTreeMap<u32, Vec<(u32, Estimate)>>) -> Pooled {
        let plain: Vec<Vec<Estimate>> =
            groups.values().map(|group| group.iter().map(|(_, estimate)| *estimate).collect()).collect();
        // Taken a standard error wider than found: intervals that trust it would be too narrow (Morris 1983).
        let wide = |between: Estimate| between.mean + between.deviation;
        let within = wide(between(&plain.iter().map(Vec::as_slice).collect::<Vec<_>>()));
        let means: Vec<Estimate> = plain.iter().filter_map(|group| mean_of(group, within)).collect();
        let among = wide(between(&[&means]));
        let Some(mean) = mean_of(&means, among) else {
            return Pooled { items: BTreeMap::new(), categories: BTreeMap::new(), all: USUAL };
        };
        let wider = |estimate: Estimate, variance: f64| Estimate {
            deviation: (estimate.deviation.powi(2) + variance).sqrt(),
            ..estimate
        };
        let (mut items, mut categories) = (BTreeMap::new(), BTreeMap::new());
        for ((category, group), own) in groups.iter().zip(&means) {
            let of_category = own.and(wider(mean, among));
            categories.insert(*category, wider(of_category, within));
            for (number, estimate) in group {
                items.insert(*number, estimate.and(wider(of_category, within)));
            }
        }
        Pooled { items, categories, all: wider(mean, among + within) }
    }
}

impl Estimates {
    /// Of an item; of one that is not known yet, what is known of its category, or of all.
    pub fn of(&self, item: u32, category: u32) -> Own {
        self.items.get(&item).or_else(|| self.categories.get(&category)).copied().unwrap_or(self.all)
    }

    /// Whether an item has weeks enough to have its own.
    pub fn knows(&self, item: u32) -> bool {
        self.items.contains_key(&item)
    }

    /// Of one more item of no category that is known.
    pub fn all(&self) -> Own {
        self.all
    }

    /// The items with weeks enough to have their own.
    pub fn items(&self) -> impl Iterator<Item = (u32, Own)> + '_ {
        self.items.iter().map(|(item, own)| (*item, *own))
    }
}
