//! How high a score must be for a case: learnt from the stream of scores, for a budget of alarms.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const BINS: usize = 600;
const BIN: f64 = 0.05;
const FADING_A_DAY: f64 = 0.99;
/// Subject-days before a tail is known.
const ENOUGH: f64 = 400.0;

/// The highest scores of subject-days, and their tail.
///
/// Beyond a high level the excess of a score is taken as exponential, and carried on to scores that were not met yet:
/// peaks over a threshold, as in Siffer, Fouque, Termier and Largouët (KDD 2017), with the shape of the tail fixed at
/// nothing, for scores are logarithms of probabilities. The slope is taken between two quantiles, which the few that are
/// guilty cannot move far. What raised a case is not learnt from unless it turns out to be wrong.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tail {
    bins: Vec<f64>,
    total: f64,
    a_day: f64,
    today: f64,
}

impl Tail {
    /// Learns the highest score of a subject on a day.
    pub fn learn(&mut self, score: f64) {
        if self.bins.is_empty() {
            self.bins = vec![0.0; BINS];
        }
        let bin = ((score / BIN) as usize).min(BINS - 1);
        self.bins[bin] += 1.0;
        self.total += 1.0;
        self.today += 1.0;
    }

    /// Ends a day.
    pub fn end_day(&mut self) {
        self.bins.iter_mut().for_each(|bin| *bin *= FADING_A_DAY);
        self.total *= FADING_A_DAY;
        self.a_day = if self.a_day > 0.0 { 0.9 * self.a_day + 0.1 * self.today } else { self.today };
        self.today = 0.0;
    }

    /// The score that at most `alarms` subjects a day reach by chance; none while too little was seen to tell.
    pub fn level(&self, alarms: f64) -> Option<f64> {
        if self.total < ENOUGH || self.a_day <= 0.0 {
            return None;
        }
        let (near, far) = (self.above(0.05), self.above(0.01));
        // A tail that is steeper than that of the probabilities themselves is not believed.
        let slope = ((far - near) / f64::ln(5.0)).max(1.0 / std::f64::consts::LN_10);
        let share = (alarms / self.a_day).clamp(1e-9, 0.05);
        Some(near + slope * (0.05 / share).ln())
    }

    /// The lowest score that no more than such a share exceeds.
    fn above(&self, share: f64) -> f64 {
        let mut left = self.total * share;
        for (bin, weight) in self.bins.iter().enumerate().rev() {
            left -= weight;
            if left < 0.0 {
                return (bin + 1) as f64 * BIN;
            }
        }
        0.0
    }
}

/// How many cases each store may still open: an allowance that grows by the budget each day, and that a week fills.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Budget {
    cases_per_store_day: f64,
    left: BTreeMap<u32, f64>,
}

impl Budget {
    /// So many cases a store and day, on average; over any span of days no store opens more than that times the days, and
    /// one week's more (or one case, where that is more).
    pub fn new(cases_per_store_day: f64) -> Budget {
        Budget { cases_per_store_day, left: BTreeMap::new() }
    }

    /// The most that can be opened at once.
    pub fn burst(&self) -> f64 {
        (7.0 * self.cases_per_store_day).max(1.0)
    }

    /// Notes that a store is there.
    pub fn meet(&mut self, store: u32) {
        self.left.entry(store).or_insert(0.0);
    }

    /// False alarms that all stores together may expect in a day: half of what may be opened, so that the guilty find
    /// room.
    pub fn false_alarms_per_day(&self) -> f64 {
        0.5 * self.cases_per_store_day * self.left.len() as f64
    }

    /// Opens a case in a store, where it may.
    pub fn spend(&mut self, store: u32) -> bool {
        let left = self.left.entry(store).or_insert(0.0);
        let may = *left >= 1.0;
        if may {
            *left -= 1.0;
        }
        may
    }

    /// Ends a day.
    pub fn end_day(&mut self) {
        let burst = self.burst();
        for left in self.left.values_mut() {
            *left = (*left + self.cases_per_store_day).min(burst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    #[test]
    fn as_many_pass_as_may() {
        let (mut tail, mut chance) = (Tail::default(), Chance::new(3));
        let mut score = || -(1.0 - chance.unit()).log10();
        for _ in 0..100 {
            (0..500).for_each(|_| tail.learn(score()));
            tail.end_day();
        }
        for alarms in [1.0, 0.1, 0.01] {
            let level = tail.level(alarms).unwrap();
            let expected = f64::log10(500.0 / alarms);
            assert!((level - expected).abs() < 0.25, "{alarms}: {level} {expected}");
        }
    }

    #[test]
    fn a_budget_is_never_exceeded() {
        for budget in [0.05, 0.5, 2.0] {
            let mut left = Budget::new(budget);
            let mut opened = 0.0;
            for day in 1..200 {
                left.meet(1);
                (0..50).for_each(|_| opened += f64::from(u8::from(left.spend(1))));
                left.end_day();
                assert!(opened <= budget * f64::from(day), "{budget} {day}");
            }
            assert!(opened > budget * 190.0 - 2.0, "{budget}: {opened}");
            (0..20).for_each(|_| left.end_day());
            let at_once = (0..50).filter(|_| left.spend(1)).count() as f64;
            assert!(at_once <= left.burst(), "{budget}: {at_once}");
        }
    }
}
