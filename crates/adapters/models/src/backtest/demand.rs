//! Demand: trees grown as of each origin, beside the plain rule and the week before.

use crate::rate::No;
use crate::trade::{Trade, Watch};
use crate::trainer::gathering::Gathering;
use crate::trainer::run::{TRIAL_DAYS, tell_trade};
use crate::trainer::trial::{Foreteller, Trial};
use realtail_engine::log::LogReader;
use realtail_kernel::{ItemId, Position, SiteId};
use realtail_learn::demand::Scatter;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use crate::trainer::trial::{Said, Scores};

/// Who foretells, in this order.
pub const FORETELLERS: [&str; 3] = ["trees", "plain rule", "week before"];

/// A day from which the two weeks after it were foretold.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The first day that was foretold, in days since 1970.
    pub day: i32,
    /// From how many rows the trees were grown; with none the formula stood alone.
    pub rows: usize,
    /// How each of [`FORETELLERS`] did.
    pub scores: Scores,
    /// All that was foretold, and what came of it.
    pub days: Vec<BacktestDay>,
}

/// What was foretold of an item at a site on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct BacktestDay {
    /// What.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// When, in days since 1970.
    pub day: i32,
    /// Units sold; nothing where it ran out.
    pub sold: Option<f64>,
    /// What each of [`FORETELLERS`] said: units on average, and from how many to how many eight of ten times.
    pub said: Vec<Said>,
}

struct Back<'a> {
    days: Range<i32>,
    /// The days that were told.
    met: Option<Range<i32>>,
    gathering: Gathering,
    trial: Option<(Trial, usize)>,
    each: &'a mut dyn FnMut(Origin),
    over: &'a AtomicBool,
}

/// Foretells some days, in days since 1970, two weeks at a time, and tells of each origin once its days have been seen. Two
/// weeks that reach beyond the last of the days are left out. Which days it met, up to that one.
///
/// # Errors
/// Where the log cannot be read.
pub fn demand(
    log: &dyn LogReader,
    days: Range<i32>,
    each: &mut dyn FnMut(Origin),
) -> Result<Option<Range<i32>>, String> {
    let over = AtomicBool::new(false);
    let mut back = Back { days, met: None, gathering: Gathering::new(), trial: None, each, over: &over };
    tell_trade(log, Position(log.next().0.saturating_sub(1)), &over, &mut back)?;
    Ok(back.met)
}

impl Watch for Back<'_> {
    fn ending(&mut self, trade: &Trade, day: i32) {
        self.gathering.ending(trade, day);
        self.met.get_or_insert(day..day).end = day + 1;
    }

    fn begun(&mut self, trade: &Trade, day: i32) {
        self.gathering.learn(day);
        if let Some((trial, rows)) = self.trial.take_if(|(trial, _)| trial.day + TRIAL_DAYS <= day) {
            let origin = self.origin(trade, &trial, rows);
            (self.each)(origin);
        }
        if day >= self.days.end {
            self.over.store(true, Ordering::Release);
        }
        let first = self.days.start;
        let is_origin = day >= first && (day - first) % TRIAL_DAYS == 0 && day + TRIAL_DAYS <= self.days.end;
        if is_origin {
            let learner = &self.gathering.learner;
            let trees = Foreteller::Trees(Arc::new(learner.fit(Scatter::PLACES)));
            let who = [trees, Foreteller::PlainRule, Foreteller::WeekBefore];
            let trial = Trial::begin(trade, &self.gathering, &who, day, TRIAL_DAYS as usize);
            self.trial = Some((trial, learner.rows()));
        }
        self.gathering.begin(trade, day);
    }
}

impl Back<'_> {
    fn origin(&self, trade: &Trade, trial: &Trial, rows: usize) -> Origin {
        let mut days = Vec::new();
        for (pair, said) in trial.pairs.iter().zip(&trial.said) {
            days.extend(self.days_of(trade, *pair, said, trial.day));
        }
        Origin { day: trial.day, rows, scores: trial.scores(&self.gathering), days }
    }

    fn days_of<'a>(
        &'a self,
        trade: &'a Trade,
        pair: (No, No),
        said: &'a [Vec<Said>],
        first: i32,
    ) -> impl Iterator<Item = BacktestDay> + 'a {
        let told = said.iter().map(Vec::len).min().unwrap_or(0);
        (0..told).filter_map(move |at| {
            let day = first + at as i32;
            let sold = self.gathering.units(pair, day).filter(|units| !units.is_nan()).map(f64::from);
            let said = said.iter().map(|days| days[at]).collect();
            let (item, site) = (trade.items.name(pair.0)?.clone(), trade.sites.name(pair.1)?.clone());
            Some(BacktestDay { item, site, day, sold, said })
        })
    }
}
