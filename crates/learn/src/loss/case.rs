//! A case: who stands out, by what, beside whom; and what is learnt once somebody has looked.

use super::deed::Subject;
use super::rates::View;
use super::signal::Signal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What speaks for a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Which count.
    pub signal: Signal,
    /// Beside what, and over how long.
    pub view: View,
    /// How many were seen, old ones fading.
    pub seen: f64,
    /// How many peers of the same store and hours would have come to, and where the view says so, by its own habit.
    pub expected: f64,
    /// How rare that is among peers, as `-log10` of the probability.
    pub surprise: f64,
    /// Its part of the score, from nothing to one.
    pub share: f64,
    /// Worth of what was seen, in cents.
    pub cents: f64,
}

/// Something for a person to look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its number: counted from one.
    pub case: u64,
    /// When it was opened, in seconds.
    pub at_seconds: i64,
    /// Where.
    pub store: u32,
    /// About whom or what.
    pub subject: Subject,
    /// How far it stands out: the sum of surprises, each by the weight of its signal.
    pub score: f64,
    /// What the score had to reach.
    pub threshold: f64,
    /// How many peers it was compared with in its store.
    pub peers: usize,
    /// What speaks for it, the strongest first.
    pub evidence: Vec<Evidence>,
}

impl Case {
    /// In words and numbers, for the person who looks.
    pub fn reason(&self) -> String {
        let mut text = String::new();
        for evidence in &self.evidence {
            let Evidence { signal, view, seen, expected, surprise, cents, .. } = evidence;
            let beside = if *view == View::Habit { "peers" } else { "peers and own habit" };
            let between = if text.is_empty() { "" } else { "; " };
            if *signal == Signal::Odd {
                let one_in = 10f64.powf(*surprise);
                let _ = write!(text, "{between}{}: 1 of {one_in:.0} stands as alone", signal.words());
                continue;
            }
            let _ = write!(
                text,
                "{between}{}: {seen:.1} seen where {expected:.1} are expected of {beside} ({:.1} times, half-life {} days, \
                 by chance 1 in 10^{surprise:.1}, worth {:.2})",
                signal.words(),
                seen / expected.max(0.01),
                view.half_life_days(),
                cents / 100.0,
            );
        }
        let _ = write!(text, "; beside {} peers of store {}", self.peers, self.store);
        text
    }
}

/// What somebody found who looked at a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// It was as the case says.
    Right,
    /// There was a good reason.
    Wrong,
}

/// Marks that a signal is taken to have had before the first, right and wrong alike.
const SIGNAL_MARKS: f64 = 6.0;
/// And a kind of subject.
const KIND_MARKS: f64 = 1.0;

/// How much each signal of each kind of subject is heard: twice the mean of a beta distribution of its marks, each shared by
/// what the signal was of the score. The same of each kind says how much of the budget it gets.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Weights {
    signals: BTreeMap<(usize, Signal), Marks>,
    kinds: BTreeMap<usize, Marks>,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Marks {
    right: f64,
    wrong: f64,
}

impl Marks {
    fn add(&mut self, verdict: Verdict, share: f64) {
        match verdict {
            Verdict::Right => self.right += share,
            Verdict::Wrong => self.wrong += share,
        }
    }

    fn weight(self, before: f64) -> f64 {
        2.0 * (self.right + before) / (self.right + self.wrong + 2.0 * before)
    }
}

impl Weights {
    /// Of a signal of a subject's kind, from nothing to two; one where nothing was marked.
    pub fn of(&self, subject: Subject, signal: Signal) -> f64 {
        self.signals.get(&(subject.kind(), signal)).copied().unwrap_or_default().weight(SIGNAL_MARKS)
    }

    /// Of a kind of subject, likewise.
    pub fn of_kind(&self, kind: usize) -> f64 {
        self.kinds.get(&kind).copied().unwrap_or_default().weight(KIND_MARKS)
    }

    /// Learns from a verdict.
    pub fn learn(&mut self, case: &Case, verdict: Verdict) {
        let kind = case.subject.kind();
        self.kinds.entry(kind).or_default().add(verdict, 1.0);
        for part in &case.evidence {
            self.signals.entry((kind, part.signal)).or_default().add(verdict, part.share);
        }
    }
}
