//! The log told again from its beginning, to grow trees from past origins and to hold versions against days they never saw.

use super::gathering::Gathering;
use super::trial::{Foreteller, Scores, Trial};
use crate::told::tell;
use crate::trade::{Trade, Watch};
use realtail_engine::log::LogReader;
use realtail_kernel::Position;
use realtail_learn::demand::{Model, Scatter};
use realtail_vocabulary::{Event, IntelligenceEvent};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub use super::gathering::FIRST_ORIGIN_DAYS;
/// Days of a trial.
pub const TRIAL_DAYS: i32 = 14;

/// What is wanted of a run.
pub struct Wanted {
    /// The last entry that is told; nothing after it is known.
    pub until: Position,
    /// The day that has begun by then, in days since 1970: a trial is of the days before it.
    pub day: i32,
    /// Versions to hold against the newest days, none of which had learnt from them.
    pub tried: Vec<Arc<Model>>,
    /// Whether trees are to be grown.
    pub grow: bool,
}

/// Trees that were grown.
pub struct Grown {
    pub model: Model,
    pub rows: u64,
    pub fingerprint: u64,
}

/// What a run found.
#[derive(Default)]
pub struct Found {
    pub grown: Option<Grown>,
    pub scores: Option<Scores>,
}

struct Run<'a> {
    wanted: &'a Wanted,
    gathering: Gathering,
    trial: Option<Trial>,
}

/// Tells the log again.
///
/// # Errors
/// Where the log cannot be read.
pub fn run(log: &dyn LogReader, wanted: &Wanted, stop: &AtomicBool) -> Result<Found, String> {
    let mut run = Run { wanted, gathering: Gathering::new(), trial: None };
    let told = tell_trade(log, wanted.until, stop, &mut run);
    Ok(if told? { run.found() } else { Found::default() })
}

/// Tells what is sold up to an entry, and lets somebody watch. Whether it came to its end, and was not stopped.
///
/// # Errors
/// Where the log cannot be read.
pub fn tell_trade(
    log: &dyn LogReader,
    until: Position,
    stop: &AtomicBool,
    watch: &mut dyn Watch,
) -> Result<bool, String> {
    let mut trade = Trade::default();
    tell(log, Position(1), stop, |entries| {
        for (position, entry) in entries {
            if *position > until {
                return false;
            }
            for event in &entry.events {
                if let Event::Intelligence(IntelligenceEvent::PlanSet(plan)) = event {
                    let pair = (trade.items.number(&plan.item), trade.sites.number(&plan.site));
                    trade.demand.plan(pair);
                }
                trade.take(event, entry.at, watch);
            }
        }
        true
    })
}

impl Watch for Run<'_> {
    fn ending(&mut self, trade: &Trade, day: i32) {
        self.gathering.ending(trade, day);
    }

    fn begun(&mut self, trade: &Trade, day: i32) {
        self.gathering.learn(day);
        if day == self.wanted.day - TRIAL_DAYS && !self.wanted.tried.is_empty() {
            let mut who = vec![Foreteller::PlainRule];
            who.extend(self.wanted.tried.iter().cloned().map(Foreteller::Trees));
            self.trial = Some(Trial::begin(trade, &self.gathering, &who, day, TRIAL_DAYS as usize));
        }
        if self.wanted.grow {
            self.gathering.begin(trade, day);
        }
    }
}

impl Run<'_> {
    fn found(self) -> Found {
        let scores = self.trial.as_ref().map(|trial| trial.scores(&self.gathering));
        let learner = &self.gathering.learner;
        let grown = (self.wanted.grow && learner.rows() > 0).then(|| Grown {
            model: learner.fit(Scatter::PLACES),
            rows: learner.rows() as u64,
            fingerprint: learner.fingerprint(),
        });
        Found { grown, scores }
    }
}
