//! Weeks of receipts, as elasticities are learnt from them.

use crate::forecast::panel::{HOLD_OUT, Panel, Sale, best_sellers};
use crate::forecast::plan::Plan;
use realtail_learn::price::{Elasticities, Week};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Products that elasticities are learnt of: those that sold for most money.
const PRODUCTS: usize = 1_000;

/// A product in a week.
#[derive(Clone, Copy, Debug, Default)]
struct Sold {
    units: f64,
    /// What was paid, and the same and what the retailer took off.
    cents: f64,
    full_cents: f64,
    /// Units that were displayed, and that were in a mailer, as far as their stores' share of the product goes.
    displayed: f64,
    mailed: f64,
}

/// Products, weeks and what was sold.
pub struct Weeks {
    /// By product, the category and each week's sales.
    products: BTreeMap<u32, (u32, BTreeMap<u16, Sold>)>,
}

impl Weeks {
    /// The products of which weeks are kept.
    pub fn products(panel: &Panel) -> Vec<u32> {
        best_sellers(&panel.sales, HOLD_OUT, PRODUCTS)
    }

    /// The weeks of some days. Weeks begin on Mondays, as promotions do.
    pub fn read(panel: &Panel, plan: &Plan, days: std::ops::Range<usize>) -> Weeks {
        let wanted = Weeks::products(panel);
        let mut products: BTreeMap<u32, (u32, BTreeMap<u16, Sold>)> =
            wanted.iter().map(|product| (*product, (panel.families[product][0], BTreeMap::new()))).collect();
        let mut stores: FxHashMap<u32, BTreeMap<u32, f64>> = FxHashMap::default();
        for sale in panel.sales.iter().filter(|sale| days.contains(&usize::from(sale.day))) {
            let Some((_, weeks)) = products.get_mut(&sale.product) else { continue };
            let week = weeks.entry(week(sale)).or_default();
            week.units += f64::from(sale.units);
            week.cents += sale.cents as f64;
            week.full_cents += sale.full_cents as f64;
            *stores.entry(sale.product).or_default().entry(sale.store).or_default() += f64::from(sale.units);
        }
        for (product, (_, weeks)) in &mut products {
            let Some(stores) = stores.get(product) else { continue };
            let all: f64 = stores.values().sum();
            for (week, sold) in weeks {
                let promotions = plan.on(usize::from(*week) * 7 + 1);
                for (store, units) in stores {
                    let state = promotions.state(*product, *store);
                    sold.displayed += units / all * f64::from(u8::from(state / 3 > 0));
                    sold.mailed += units / all * f64::from(u8::from(!state.is_multiple_of(3)));
                }
            }
        }
        Weeks { products }
    }

    /// Elasticities, learnt week by week.
    pub fn elasticities(&self) -> Elasticities {
        let rivals = Rivals::of(self);
        let mut elasticities = Elasticities::default();
        for (product, (category, weeks)) in &self.products {
            for (week, sold) in weeks.iter().filter(|(_, sold)| sold.cents > 0.0) {
                let week = Week {
                    units: sold.units,
                    shelf_price: sold.full_cents / sold.units,
                    paid_price: sold.cents / sold.units,
                    rivals_price: rivals.price(*category, *week, own(sold)),
                    displayed: sold.displayed,
                    mailed: sold.mailed,
                };
                elasticities.observe(*product, *category, &week);
            }
        }
        elasticities
    }
}

fn week(sale: &Sale) -> u16 {
    sale.day.saturating_sub(1) / 7
}

/// How far each category is reduced in each week: sums of weights and of weighted logarithms.
struct Rivals(BTreeMap<(u32, u16), (f64, f64)>);

/// A product's weight in its category, and the logarithm of what is paid for it over what stands on the shelf.
fn own(sold: &Sold) -> (f64, f64) {
    (sold.units, (sold.cents / sold.full_cents).ln())
}

impl Rivals {
    fn of(weeks: &Weeks) -> Rivals {
        let mut rivals = Rivals(BTreeMap::new());
        for (category, weeks) in weeks.products.values() {
            for (week, sold) in weeks.iter().filter(|(_, sold)| sold.cents > 0.0) {
                let (weight, dearer) = own(sold);
                let sum = rivals.0.entry((*category, *week)).or_default();
                *sum = (sum.0 + weight, sum.1 + weight * dearer);
            }
        }
        rivals
    }

    /// What all others of a category cost in a week against their shelves.
    fn price(&self, category: u32, week: u16, (weight, dearer): (f64, f64)) -> f64 {
        let (sum, weighted) = self.0[&(category, week)];
        if sum > weight { ((weighted - weight * dearer) / (sum - weight)).exp() } else { 1.0 }
    }
}
