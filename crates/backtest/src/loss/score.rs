//! How good cases are: how many are right, how many schemes are found, how soon, and what was lost by then.

use super::floor::Floor;
use super::scheme::Kind;
use crate::visits::DAY_SECONDS;
use realtail_learn::loss::Subject;
use std::collections::BTreeMap;

/// A case as it was opened, by whichever method.
#[derive(Clone, Debug)]
pub struct Opened {
    /// When, in seconds.
    pub at_seconds: i64,
    /// Where.
    pub store: u32,
    /// About whom.
    pub subject: Subject,
    /// How strong.
    pub score: f64,
    /// Why.
    pub reason: String,
    /// The scheme that explains it.
    pub scheme: Option<usize>,
}

/// What one kind of scheme came to.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many were planted.
    pub planted: usize,
    /// Hours from the first deed to the case, of each that was found.
    pub hours: Vec<f64>,
    /// Lost before the case, or in all where there was none, in cents.
    pub lost_cents: i64,
    /// Lost had nobody looked, in cents.
    pub whole_cents: i64,
}

/// What a method came to on one floor.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Cases after the warm-up.
    pub cases: usize,
    /// Of them, right ones.
    pub right: usize,
    /// By kind.
    pub kinds: BTreeMap<Kind, Found>,
}

impl Outcome {
    /// Of cases on a floor.
    pub fn of(floor: &Floor, cases: &[Opened]) -> Outcome {
        let right = cases.iter().filter(|case| case.scheme.is_some()).count();
        let mut outcome = Outcome { cases: cases.len(), right, kinds: BTreeMap::new() };
        let mut deeds: Vec<Vec<(i64, i64)>> = vec![Vec::new(); floor.schemes.len()];
        for planted in &floor.deeds {
            if let Some((scheme, lost)) = planted.guilt {
                deeds[scheme].push((planted.deed.at_seconds, lost));
            }
        }
        for (at, scheme) in floor.schemes.iter().enumerate() {
            let found = outcome.kinds.entry(scheme.kind).or_default();
            let case = cases.iter().filter(|case| case.scheme == Some(at)).map(|case| case.at_seconds).min();
            let first =
                deeds[at].first().map_or(scheme.first_day * DAY_SECONDS, |(at_seconds, _)| *at_seconds);
            found.planted += 1;
            found.hours.extend(case.map(|case| (case - first).max(0) as f64 / 3_600.0));
            let until = case.unwrap_or(i64::MAX);
            found.lost_cents +=
                deeds[at].iter().filter(|(when, _)| *when <= until).map(|(_, lost)| lost).sum::<i64>();
            found.whole_cents += deeds[at].iter().map(|(_, lost)| lost).sum::<i64>();
        }
        outcome
    }

    /// Right cases over cases; one where there was none.
    pub fn precision(&self) -> f64 {
        if self.cases == 0 { 1.0 } else { self.right as f64 / self.cases as f64 }
    }

    /// Schemes found over schemes planted.
    pub fn recall(&self) -> f64 {
        let planted: usize = self.kinds.values().map(|found| found.planted).sum();
        let found: usize = self.kinds.values().map(|found| found.hours.len()).sum();
        found as f64 / planted.max(1) as f64
    }

    /// Share of the whole loss that came before the cases.
    pub fn lost_share(&self) -> f64 {
        let lost: i64 = self.kinds.values().map(|found| found.lost_cents).sum();
        let whole: i64 = self.kinds.values().map(|found| found.whole_cents).sum();
        lost as f64 / whole.max(1) as f64
    }

    /// Hours to each case that found a scheme.
    pub fn hours(&self) -> Vec<f64> {
        self.kinds.values().flat_map(|found| found.hours.iter().copied()).collect()
    }
}
