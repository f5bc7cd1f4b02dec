//! Plain rules to compare with: a fixed threshold on counts, and how many deviations a day lies above the mean.

use super::floor::Floor;
use crate::visits::DAY_SECONDS;
use realtail_learn::loss::{Deed, Memory, Signal, Subject, Tally, What, count, visit};
use std::collections::BTreeMap;
use std::ops::Range;

/// A plain rule.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Refunds of a cashier within seven days, above a fixed number.
    RefundCount,
    /// Voids of a cashier on a day, as deviations above the mean of cashiers' days of the store.
    VoidDeviation,
    /// Every signal of every subject within seven days, each above a fixed number of its own.
    EveryCount,
}

/// A value of a rule that might be an alarm.
#[derive(Clone, Copy)]
pub struct Reading {
    /// When.
    pub at_seconds: i64,
    /// Where.
    pub store: u32,
    /// About whom.
    pub subject: Subject,
    /// Of what.
    pub signal: Signal,
    /// How much.
    pub value: f64,
}

/// Thresholds by kind of subject and signal.
pub type Thresholds = BTreeMap<(usize, Signal), f64>;

const WEEK_DAYS: i64 = 7;
const QUIET_SECONDS: i64 = 28 * DAY_SECONDS;

/// All values of a rule, in order of time.
pub fn readings(rule: Rule, floor: &Floor) -> Vec<Reading> {
    let mut memory = Memory::default();
    let mut days: BTreeMap<(Subject, Signal), BTreeMap<i64, f64>> = BTreeMap::new();
    let mut usual: BTreeMap<u32, Usual> = BTreeMap::new();
    let mut found = Vec::new();
    for planted in &floor.deeds {
        let deed = &planted.deed;
        let day = deed.at_seconds / DAY_SECONDS;
        for (subject, tallies) in read(&mut memory, deed) {
            for tally in
                tallies.into_iter().filter(|tally| tally.seen > 0.0 && rule.hears(subject, tally.signal))
            {
                let signal = if rule == Rule::VoidDeviation { Signal::Voids } else { tally.signal };
                let counts = days.entry((subject, signal)).or_default();
                *counts.entry(day).or_default() += tally.seen;
                let value = match rule {
                    Rule::VoidDeviation => {
                        usual.entry(deed.store).or_default().deviations(subject, day, counts[&day])
                    }
                    _ => counts.range(day - WEEK_DAYS + 1..).map(|(_, count)| count).sum(),
                };
                found.push(Reading {
                    at_seconds: deed.at_seconds,
                    store: deed.store,
                    subject,
                    signal,
                    value,
                });
            }
        }
    }
    found
}

impl Rule {
    fn hears(self, subject: Subject, signal: Signal) -> bool {
        let is_cashier = matches!(subject, Subject::Cashier(_));
        match self {
            Rule::RefundCount => is_cashier && signal == Signal::Refunds,
            Rule::VoidDeviation => is_cashier && matches!(signal, Signal::Voids | Signal::VoidsAfterTotal),
            Rule::EveryCount => true,
        }
    }
}

fn read(memory: &mut Memory, deed: &Deed) -> Vec<(Subject, Vec<Tally>)> {
    match &deed.what {
        What::Receipt(receipt) => {
            let (staff, customer) = memory.receipt(deed.at_seconds, receipt);
            let cashier = (Subject::Cashier(receipt.cashier), staff);
            let known = receipt.customer.map(|number| (Subject::Customer(number), customer));
            [cashier].into_iter().chain(known).collect()
        }
        What::Visit(seen) => vec![(Subject::Customer(seen.customer), visit(&seen.steps))],
        What::Attempt(attempt) => memory.attempt(deed.at_seconds, attempt),
        What::Count(counted) => vec![(Subject::Place(counted.place), count(counted))],
    }
}

/// Highest counts of cashiers' days of one store, over the last 28 days before today.
#[derive(Default)]
struct Usual {
    days: BTreeMap<i64, BTreeMap<Subject, f64>>,
}

impl Usual {
    fn deviations(&mut self, subject: Subject, day: i64, today: f64) -> f64 {
        self.days.entry(day).or_default().insert(subject, today);
        let before: Vec<f64> =
            self.days.range(day - 28..day).flat_map(|(_, of)| of.values().copied()).collect();
        if before.len() < 50 {
            return 0.0;
        }
        let mean = before.iter().sum::<f64>() / before.len() as f64;
        let variance = before.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / before.len() as f64;
        (today - mean) / variance.sqrt().max(0.5)
    }
}

/// Thresholds that give at most so many alarms on days on which all are honest, shared equally among the signals.
pub fn set(readings: &[Reading], days: Range<i64>, alarms: f64) -> Thresholds {
    let mut by: BTreeMap<(usize, Signal), Vec<Reading>> = BTreeMap::new();
    for reading in readings.iter().filter(|reading| days.contains(&(reading.at_seconds / DAY_SECONDS))) {
        by.entry((reading.subject.kind(), reading.signal)).or_default().push(*reading);
    }
    let each = alarms / by.len() as f64;
    let level = |readings: &Vec<Reading>| {
        let mut values: Vec<f64> = readings.iter().map(|reading| reading.value).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let is_within = |value: &f64| alarmed(readings, |_| *value, |_| true).len() as f64 <= each;
        let fits = values.partition_point(|value| !is_within(value));
        values.get(fits).copied().unwrap_or_else(|| values.last().map_or(0.0, |highest| highest + 1.0))
    };
    by.iter().map(|(key, readings)| (*key, level(readings))).collect()
}

/// Readings that reach their threshold and may raise an alarm, each subject once in 28 days.
pub fn alarmed<'a>(
    readings: impl IntoIterator<Item = &'a Reading>,
    threshold: impl Fn(&Reading) -> f64,
    mut may_open: impl FnMut(&Reading) -> bool,
) -> Vec<Reading> {
    let mut quiet: BTreeMap<Subject, i64> = BTreeMap::new();
    let mut alarms = Vec::new();
    for reading in readings.into_iter().filter(|reading| reading.value >= threshold(reading)) {
        let is_quiet = quiet.get(&reading.subject).is_some_and(|until| reading.at_seconds < *until);
        if !is_quiet && may_open(reading) {
            quiet.insert(reading.subject, reading.at_seconds + QUIET_SECONDS);
            alarms.push(*reading);
        }
    }
    alarms
}
