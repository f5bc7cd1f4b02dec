//! Markdowns of goods that must be gone by a day: a lot before it expires, a season before it ends.

use super::belief::{Belief, Day};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Goods that must be gone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Lot {
    /// Units left.
    pub units: u32,
    /// Units forecast at the usual price for each period left, this one first; the price may change between periods, which
    /// are days for what spoils and weeks for a season.
    pub forecast_units: Vec<f64>,
    /// Variance over mean of demand.
    pub spread: f64,
    /// The usual price, in cents.
    pub usual_cents: u32,
    /// Lost with a unit that is left at the end, in cents: what its removal costs, less what is still got for it.
    pub waste_cents: f64,
}

/// The price of this period and what is expected until the end, if later prices are planned as well.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The price, in cents.
    pub price_cents: u32,
    /// Money that the units left bring until the end, in cents.
    pub revenue_cents: f64,
    /// Units that are left at the end.
    pub waste_units: f64,
    /// The same money and units if the price of now stayed to the end.
    pub stay_revenue_cents: f64,
    /// See above.
    pub stay_waste_units: f64,
}

impl fmt::Display for Plan {
    /// One sentence for a person who is to say yes or no; money in the currency's main unit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plan { price_cents, revenue_cents, waste_units, stay_revenue_cents, stay_waste_units } = self;
        write!(
            f,
            "ask {:.2}: brings {:.2} until the end",
            f64::from(*price_cents) / 100.0,
            revenue_cents / 100.0
        )?;
        write!(
            f,
            " and leaves {waste_units:.1}; the price of now would bring {:.2}",
            stay_revenue_cents / 100.0
        )?;
        write!(f, " and leave {stay_waste_units:.1}")
    }
}

/// Money and waste to come, by units left.
#[derive(Clone)]
struct Future {
    value: Vec<f64>,
    waste: Vec<f64>,
}

/// Plans the price of this period from a ladder of allowed prices, dearest first, the price of now at its head.
///
/// Backwards from the end, for each number of units and each step of the ladder, the step that brings most from there on;
/// a price never rises again (Gallego and van Ryzin, Management Science 1994; Bitran and Mondschein, Management Science
/// 1997, where prices may only fall). Demand is what is believed now; the plan is made anew each period with what was
/// learnt in it, as in Aviv and Pazgal, Management Science 2005 (open-loop feedback).
///
/// # Panics
///
/// Where the ladder is empty.
pub fn plan(lot: &Lot, belief: &Belief, ladder: &[u32]) -> Plan {
    assert!(!ladder.is_empty(), "a ladder has a step");
    let units = lot.units as usize;
    let end = Future {
        value: (0..=units).map(|left| -lot.waste_cents * left as f64).collect(),
        waste: (0..=units).map(|left| left as f64).collect(),
    };
    // What follows from standing on each step at the start of a period, when it may still go down.
    let mut futures = vec![end.clone(); ladder.len()];
    let mut stay = end;
    let mut chosen = ladder.len() - 1;
    for forecast_units in lot.forecast_units.iter().rev() {
        let mut best: Option<Future> = None;
        for step in (0..ladder.len()).rev() {
            let price = f64::from(ladder[step]);
            let day = Day {
                forecast_units: *forecast_units,
                spread: lot.spread,
                relative_price: price / f64::from(lot.usual_cents.max(1)),
            };
            let probabilities = belief.probabilities(&day, units);
            let here = period(&futures[step], &probabilities, price);
            if step == 0 {
                stay = period(&stay, &probabilities, price);
            }
            let better = match best {
                None => here,
                Some(lower) => {
                    if here.value[units] >= lower.value[units] {
                        chosen = step;
                    }
                    best_of(here, lower)
                }
            };
            if step + 1 == ladder.len() {
                chosen = step;
            }
            futures[step] = better.clone();
            best = Some(better);
        }
    }
    let waste_units = futures[0].waste[units];
    Plan {
        price_cents: ladder[chosen],
        revenue_cents: futures[0].value[units] + lot.waste_cents * waste_units,
        waste_units,
        stay_revenue_cents: stay.value[units] + lot.waste_cents * stay.waste[units],
        stay_waste_units: stay.waste[units],
    }
}

/// Shares the forecast of an item out among its lots, by what is left of each and its days to expiry: shoppers are expected
/// to take what expires first, and the next lot gets what that cannot serve. Returns, for each lot, the units forecast for
/// each of its days, today first; the last day of the forecast stands for those after it.
pub fn by_expiry(lots: &[(u32, u32)], forecast_units: &[f64]) -> Vec<Vec<f64>> {
    let mut order: Vec<usize> = (0..lots.len()).collect();
    order.sort_by_key(|lot| lots[*lot].1);
    let days = lots.iter().map(|(_, days)| *days as usize).max().unwrap_or_default();
    let last = forecast_units.last().copied().unwrap_or_default();
    let mut open: Vec<f64> = (0..days).map(|day| forecast_units.get(day).copied().unwrap_or(last)).collect();
    let mut shared = vec![Vec::new(); lots.len()];
    for lot in order {
        let (units, days) = lots[lot];
        let mut left = f64::from(units);
        shared[lot] = open[..days as usize].to_vec();
        for day in &mut open[..days as usize] {
            let sold = day.min(left);
            left -= sold;
            *day -= sold;
        }
    }
    shared
}

/// A period at a price, and what follows, by units at its start.
fn period(next: &Future, probabilities: &[f64], price: f64) -> Future {
    let count = next.value.len();
    let mut here = Future { value: Vec::with_capacity(count), waste: Vec::with_capacity(count) };
    for units in 0..count {
        let (mut value, mut waste, mut rest) = (0.0, 0.0, 1.0);
        for (asked, probability) in probabilities.iter().take(units).enumerate() {
            rest -= probability;
            value += probability * (price * asked as f64 + next.value[units - asked]);
            waste += probability * next.waste[units - asked];
        }
        let rest = f64::max(rest, 0.0);
        here.value.push(value + rest * (price * units as f64 + next.value[0]));
        here.waste.push(waste + rest * next.waste[0]);
    }
    here
}

/// The better of two for each number of units; the dearer one where they bring the same.
fn best_of(dearer: Future, lower: Future) -> Future {
    let mut best = lower;
    for (units, value) in dearer.value.into_iter().enumerate() {
        if value >= best.value[units] {
            (best.value[units], best.waste[units]) = (value, dearer.waste[units]);
        }
    }
    best
}
