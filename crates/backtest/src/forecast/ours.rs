//! Our models over one fold: the formula alone, and the trees on it.

use super::calendar::{self, weekday};
use super::metrics::Prediction;
use super::panel::{DAYS, HORIZON_DAYS, Level, Panel};
use super::plan::Plan;
use super::replay::{opened, replay};
use crate::cpu;
use realtail_learn::counts::Counts;
use realtail_learn::demand::{Demand, Growth, Learner, Origin, Scatter};
use rustc_hash::FxHashMap;

/// A product, in a store or in all.
type Key = (u32, Option<u32>);

/// First origin that is learnt from: before it, too little is known.
const FIRST_ORIGIN: usize = 64;

/// What they say of each series of the panel.
pub struct Ours {
    pub formula: Vec<Prediction>,
    pub trees: Vec<Prediction>,
    /// Processor time of the formula, in seconds: the year told, and what is said of the days ahead.
    pub formula_seconds: f64,
    /// The same of everything together.
    pub seconds: f64,
}

/// One level: what is learnt from, and of whom is asked.
struct Side {
    learner: Learner,
    scatter: Scatter,
    keys: Vec<Key>,
    /// So many of the keys are asked for.
    asked: usize,
    units: Vec<Vec<f32>>,
    origin: Option<Origin>,
}

/// Learns from all days before `origin`, with some products beside those of the panel, and predicts the days from it on.
pub fn predict(panel: &Panel, plan: &Plan, products: &[u32], origin: usize) -> Ours {
    let (_, formula_seconds) = cpu::timed(|| {
        let mut demand = opened(panel, products);
        replay(panel, plan, origin, &mut demand, |_, _| ());
        demand
    });
    let start = cpu::seconds();
    let mut sides = [side(panel, Level::Place, &[], origin), side(panel, Level::Chain, products, origin)];
    let mut demand = opened(panel, products);
    replay(panel, plan, origin, &mut demand, |day, demand| {
        for side in &mut sides {
            pause(side, plan, day, origin, demand);
        }
    });
    let formula =
        panel.series.iter().map(|series| alone(&demand, plan, (series.product, series.store), origin));
    let formula = formula.collect::<Vec<_>>();
    let ahead = calendar::ahead(plan, origin);
    let mut counts: Vec<Vec<Counts>> = Vec::new();
    for side in &sides {
        let model = side.learner.fit(side.scatter);
        counts.extend(side.origin.iter().flat_map(|origin| model.predict(origin, &ahead)));
    }
    let seconds = cpu::seconds() - start;
    let told = |counts: &[Vec<Counts>]| {
        let each = panel.series.iter().zip(counts);
        each.map(|(series, counts)| Prediction::of(counts, &series.units[origin..])).collect()
    };
    Ours { formula: told(&formula), trees: told(&counts), formula_seconds, seconds }
}

fn side(panel: &Panel, level: Level, products: &[u32], end: usize) -> Side {
    let of_level = panel.series.iter().filter(|series| series.level == level);
    let mut keys: Vec<Key> = of_level.map(|series| (series.product, series.store)).collect();
    let asked = keys.len();
    let known: rustc_hash::FxHashSet<Key> = keys.iter().copied().collect();
    keys.extend(products.iter().map(|product| (*product, None)).filter(|key| !known.contains(key)));
    let (growth, scatter) = match level {
        Level::Place => (Growth::places(), Scatter::PLACES),
        Level::Chain => (Growth::chain(), Scatter::CHAIN),
    };
    let units = units(panel, &keys, end);
    Side { learner: Learner::new(growth), scatter, keys, asked, units, origin: None }
}

/// On Mondays, what is known is written down; 28 days later it is learnt from.
fn pause(side: &mut Side, plan: &Plan, day: usize, end: usize, demand: &Demand) {
    if day < FIRST_ORIGIN || weekday(day) > 0 {
        return;
    }
    let ahead = calendar::ahead(plan, day);
    if day == end {
        side.origin = Some(demand.origin(&side.keys[..side.asked], &ahead));
    } else if day + HORIZON_DAYS <= end {
        let origin = demand.origin(&side.keys, &ahead);
        side.learner.learn(&origin, &ahead, |at, horizon| side.units[at][day + horizon]);
    }
}

fn alone(demand: &Demand, plan: &Plan, (product, store): Key, origin: usize) -> Vec<Counts> {
    let scatter = if store.is_some() { Scatter::PLACES } else { Scatter::CHAIN };
    let spread = demand.spread(product, store);
    let day = |day: usize| {
        let when = [usize::from(weekday(day)), usize::from(calendar::feast(day))];
        let open = f64::from(u8::from(day != super::panel::CLOSED));
        scatter.counts(open * demand.formula(product, store, when, plan.on(day)), spread)
    };
    (origin..origin + HORIZON_DAYS).map(day).collect()
}

/// Units of each day before `end`, for each key.
fn units(panel: &Panel, keys: &[Key], end: usize) -> Vec<Vec<f32>> {
    let of: FxHashMap<Key, usize> = keys.iter().copied().zip(0..).collect();
    let mut units = vec![vec![0.0; DAYS]; keys.len()];
    for sale in panel.sales.iter().filter(|sale| usize::from(sale.day) < end) {
        for key in [(sale.product, None), (sale.product, Some(sale.store))] {
            if let Some(at) = of.get(&key) {
                units[*at][usize::from(sale.day)] += sale.units as f32;
            }
        }
    }
    units
}
