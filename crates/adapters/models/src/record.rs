//! How right forecasts were: what was said of planned pairs, beside what was sold, a plain rule and last week's sales.
//!
//! It rests on the log alone: what is judged is what stood there when a day began.

use crate::rate::No;
use crate::said::Said;
use crate::trade::{Trade, Watch};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

/// Days of units, and promises, that are remembered of a pair.
const KEPT: usize = 70;
/// Days of which the accuracy is remembered.
const DAYS_KEPT: usize = 400;

/// What was foretold of some days together, when the first of them began.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Foretold {
    /// The first day, in days since 1970.
    pub day: i32,
    /// How many days.
    pub days: u16,
    /// Units on average.
    pub mean: f32,
    /// Eight of ten times it is from so many units to so many.
    pub band: [f32; 2],
    /// What the plain rule said.
    pub plain: f32,
    /// What it came to, once the days are over.
    pub units: Option<f32>,
}

/// What is known of a planned pair.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Units of each day, the newest last.
    pub units: VecDeque<f32>,
    /// Which day the newest was, in days since 1970.
    pub newest_day: i32,
    /// The newest last.
    pub foretold: VecDeque<Foretold>,
}

impl Record {
    /// Units sold from a day on, in so many days; nothing where they are not all known.
    fn sum(&self, first: i32, days: u16) -> Option<f32> {
        let oldest = self.newest_day + 1 - self.units.len() as i32;
        let from = usize::try_from(first - oldest).ok()?;
        let until = from + usize::from(days);
        (until <= self.units.len()).then(|| self.units.range(from..until).sum())
    }
}

/// How forecasts did whose last day was this one. Errors are sums of units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DayScore {
    /// The day, in days since 1970.
    pub day: i32,
    /// Over how many pairs.
    pub pairs: u32,
    /// Units sold of them.
    pub units: f32,
    /// What was said was off by so many.
    pub error: f32,
    /// And what the plain rule said.
    pub plain_error: f32,
    /// And what was sold on the same days of the week before.
    pub naive_error: f32,
    /// For so many pairs it lay within the band of eight in ten.
    pub inside: u32,
}

/// All records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Records {
    pairs: BTreeMap<(No, No), Record>,
    days: VecDeque<DayScore>,
}

impl Records {
    /// What is known of a planned pair.
    pub fn of(&self, pair: (No, No)) -> Option<&Record> {
        self.pairs.get(&pair)
    }

    /// How forecasts did, by day, the newest last.
    pub fn days(&self) -> impl Iterator<Item = &DayScore> {
        self.days.iter()
    }
}

/// Writes records as days end and begin.
pub(crate) struct Recorder<'a> {
    pub records: &'a mut Records,
    pub said: &'a Said,
}

impl Watch for Recorder<'_> {
    fn ending(&mut self, trade: &Trade, day: i32) {
        let mut score = DayScore { day, ..DayScore::default() };
        for pair in self.said.pairs() {
            let Some([units, ..]) = trade.demand.today(pair) else { continue };
            let record = self.records.pairs.entry(pair).or_default();
            if record.newest_day + 1 != day {
                record.units.clear();
            }
            keep(&mut record.units, units);
            record.newest_day = day;
            judge(record, day, &mut score);
        }
        if score.pairs > 0 {
            self.records.days.push_back(score);
            if self.records.days.len() > DAYS_KEPT {
                self.records.days.pop_front();
            }
        }
    }

    fn begun(&mut self, trade: &Trade, day: i32) {
        for pair in self.said.pairs() {
            let Some(foretold) = self.said.foretold(pair) else { continue };
            let outlook = trade.rates.outlook(pair.0, pair.1, f64::from(day));
            let plain: f64 = (0..i32::from(foretold.days)).map(|at| outlook.on(day + at)).sum();
            let record = self.records.pairs.entry(pair).or_default();
            let foretold = Foretold { day, plain: plain as f32, ..foretold };
            record.foretold.push_back(foretold);
            if record.foretold.len() > KEPT {
                record.foretold.pop_front();
            }
        }
    }
}

fn keep(units: &mut VecDeque<f32>, newest: f32) {
    units.push_back(newest);
    if units.len() > KEPT {
        units.pop_front();
    }
}

/// What was foretold of days that end with this one.
fn judge(record: &mut Record, day: i32, score: &mut DayScore) {
    let over = |foretold: &&Foretold| foretold.day + i32::from(foretold.days) == day + 1;
    let Some(foretold) = record.foretold.iter().rev().find(over).copied() else { return };
    let weeks = i32::from(foretold.days.div_ceil(7));
    let naive = record.sum(foretold.day - 7 * weeks, foretold.days);
    let (Some(units), Some(naive)) = (record.sum(foretold.day, foretold.days), naive) else { return };
    if let Some(known) = record.foretold.iter_mut().rev().find(|known| known.day == foretold.day) {
        known.units = Some(units);
    }
    score.pairs += 1;
    score.units += units;
    score.error += (foretold.mean - units).abs();
    score.plain_error += (foretold.plain - units).abs();
    score.naive_error += (naive - units).abs();
    score.inside += u32::from(foretold.band[0] <= units && units <= foretold.band[1]);
}
