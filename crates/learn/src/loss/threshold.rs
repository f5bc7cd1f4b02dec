//! How high a score must be for a case: learnt from the stream of scores, for a budget of alarms.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const LEVELS: usize = 600;
const STEP: f64 = 0.05;
const FADING_A_DAY: f64 = 0.99;
/// Days before a tail is known.
const DAYS_MIN: f64 = 14.0;
/// The tail is carried on from the level that this share of subjects passes, so that the few guilty, who are among them for
/// as long as they are not found, move it little; but from no fewer and no more subjects than these.
const FEW_SHARE: f64 = 0.08;
const FEW: std::ops::RangeInclusive<f64> = 5.0..=25.0;
/// Its slope is taken from there to the level that so many times as many pass.
const SLOPE_TIMES: f64 = 4.0;
/// Subjects before a tail is known.
const SUBJECTS_MIN: f64 = 25.0;

/// How often each level of a score is passed.
///
/// A subject that stays high raises one alarm and not one a day, so what is learnt of a day is the levels that a subject
/// passed for the first time in weeks. Beyond what was met the tail is taken as exponential and carried on: peaks over a
/// threshold, as in Siffer, Fouque, Termier and Largouët (KDD 2017), with the shape fixed at nothing, for scores are
/// logarithms of probabilities. What raises a case is learnt from
/// like all else: the level is where as many pass as there may be cases, guilty or not.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tail {
    /// By level; the first is that of being there at all.
    passed: Vec<f64>,
    days: f64,
    far: Option<Far>,
}

/// From where the tail is carried on.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Far {
    /// So many passed.
    passed: f64,
    /// This score.
    score: f64,
    /// So much more is passed by fewer by a factor of e.
    slope: f64,
}

impl Tail {
    /// Learns a score of a subject, that passed so many levels before.
    pub fn learn(&mut self, passed: &mut u16, score: f64) {
        if self.passed.is_empty() {
            self.passed = vec![0.0; LEVELS + 1];
        }
        let end = level_of(score) + 1;
        let first = usize::from(*passed);
        if first < end {
            self.passed[first..end].iter_mut().for_each(|passed| *passed += 1.0);
            *passed = end as u16;
        }
    }

    /// Ends a day.
    pub fn end_day(&mut self) {
        self.passed.iter_mut().for_each(|passed| *passed *= FADING_A_DAY);
        self.days = self.days * FADING_A_DAY + 1.0;
        let there = self.passed.first().copied().unwrap_or_default();
        self.far = (self.days >= DAYS_MIN && there >= SUBJECTS_MIN).then(|| {
            let passed = (FEW_SHARE * there).clamp(*FEW.start(), *FEW.end());
            let (score, near) = (self.lowest(passed), self.lowest(SLOPE_TIMES * passed));
            // A tail that is steeper than that of the probabilities themselves is not believed.
            let slope = ((score - near) / SLOPE_TIMES.ln()).max(1.0 / std::f64::consts::LN_10);
            Far { passed, score, slope }
        });
    }

    /// Whether enough was seen to tell.
    pub fn is_known(&self) -> bool {
        self.far.is_some()
    }

    /// The score that at most `alarms` subjects a day pass by chance; none while too little was seen to tell.
    pub fn level(&self, alarms: f64) -> Option<f64> {
        let Far { passed, score, slope } = self.far?;
        let wanted = (alarms * self.days).max(1e-6);
        Some(if wanted >= passed { self.lowest(wanted) } else { score + slope * (passed / wanted).ln() })
    }

    /// How rarely a score is passed among subjects that are there, as `-log10` of the share; the score itself while too
    /// little was seen to tell.
    pub fn rarity(&self, score: f64) -> f64 {
        let Some(far) = self.far else { return score };
        let there = self.passed[0];
        if score >= far.score {
            return (there / far.passed).log10() + (score - far.score) / far.slope / std::f64::consts::LN_10;
        }
        (there / self.passed[level_of(score)].max(far.passed)).log10()
    }

    /// The lowest score that was passed so often at most.
    fn lowest(&self, passed: f64) -> f64 {
        self.passed.partition_point(|of| *of > passed) as f64 * STEP
    }
}

fn level_of(score: f64) -> usize {
    ((score / STEP).max(0.0) as usize).min(LEVELS)
}

/// How many cases each store may still open: an allowance that grows by the budget each day, and that four weeks fill.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Budget {
    cases_per_store_day: f64,
    left: BTreeMap<u32, f64>,
}

impl Budget {
    /// So many cases a store and day, on average; over any span of days no store opens more than that times the days, and
    /// four weeks' more (or one case, where that is more).
    pub fn new(cases_per_store_day: f64) -> Budget {
        Budget { cases_per_store_day, left: BTreeMap::new() }
    }

    /// The most that can be opened at once.
    pub fn burst(&self) -> f64 {
        (28.0 * self.cases_per_store_day).max(1.0)
    }

    /// Notes that a store is there.
    pub fn meet(&mut self, store: u32) {
        self.left.entry(store).or_insert(0.0);
    }

    /// Cases that all stores together may open in a day.
    pub fn cases_per_day(&self) -> f64 {
        self.cases_per_store_day * self.left.len() as f64
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
        for _ in 0..200 {
            (0..500).for_each(|_| tail.learn(&mut 0, score()));
            tail.end_day();
        }
        for alarms in [1.0, 0.1, 0.01] {
            let level = tail.level(alarms).unwrap();
            let expected = f64::log10(500.0 / alarms);
            assert!((level - expected).abs() < 0.35, "{alarms}: {level} {expected}");
        }
        for score in [0.5, 2.0, 6.0] {
            assert!((tail.rarity(score) - score).abs() < 0.35, "{score}: {}", tail.rarity(score));
        }
    }

    #[test]
    fn who_stays_high_is_one_alarm() {
        let (mut tail, mut passed) = (Tail::default(), 0);
        for _ in 0..30 {
            (0..5).for_each(|_| tail.learn(&mut 0, 1.0));
            tail.learn(&mut passed, 9.0);
            tail.end_day();
        }
        assert!(tail.level(0.1).unwrap() < 3.0, "{:?}", tail.level(0.1));
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
