//! Loss: who would have stood out in a past period, held against what people found who looked, beside a plain count.

use crate::loss::Losses;
use crate::told::tell;
use realtail_engine::Entry;
use realtail_engine::log::LogReader;
use realtail_kernel::{Instant, LossCaseId, Position, Reference, SiteId};
use realtail_vocabulary::{
    Event, IntelligenceEvent, LossCase, LossSubject, LossVerdict, Signal, StockEvent, TillStep,
    TillTransaction,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::atomic::AtomicBool;

const DAY_MICROS: i64 = 86_400_000_000;
/// Refunds of an operator within so many days are counted together by the plain rule.
const WEEK_DAYS: i32 = 7;

/// What became of some subjects: as the log says of cases that were opened on them at any time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LossFound {
    /// Cases.
    pub cases: u32,
    /// About somebody or something of whom a case was marked right.
    pub right: u32,
    /// Of whom cases were marked wrong alone.
    pub wrong: u32,
}

impl LossFound {
    /// Of whom no case was looked at.
    pub fn not_marked(self) -> u32 {
        self.cases - self.right - self.wrong
    }

    fn add(&mut self, verdict: Option<LossVerdict>) {
        self.cases += 1;
        match verdict {
            Some(LossVerdict::Right) => self.right += 1,
            Some(LossVerdict::Wrong) => self.wrong += 1,
            None => {}
        }
    }
}

/// How cases of a period did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LossScore {
    /// Days of sites on which anything happened at a till.
    pub site_days: usize,
    /// By kind of subject, as it is written in JSON.
    pub found: BTreeMap<&'static str, LossFound>,
    /// The operators with the most refunds in any seven days, as many as operators had cases above.
    pub by_refunds: LossFound,
}

#[derive(Default)]
struct Back {
    opened: BTreeMap<LossCaseId, LossCase>,
    site_days: BTreeSet<(SiteId, i32)>,
    /// Refunds by operator and day.
    refunds: BTreeMap<Reference, BTreeMap<i32, u32>>,
    /// Cases of the log, and what was found of their subjects; right outlasts wrong.
    told: BTreeMap<LossCaseId, LossSubject>,
    verdicts: BTreeMap<LossSubject, LossVerdict>,
}

/// Watches the log from its beginning with a budget of cases per site and day, and holds the cases of some days, in days
/// since 1970, against the marks of the whole log. What is learnt of a deed is what stood in the log before it, marks
/// included.
///
/// # Errors
/// Where the log cannot be read.
pub fn loss(log: &dyn LogReader, days: Range<i32>, budget: f64) -> Result<LossScore, String> {
    let (mut losses, mut back) = (Losses::new(budget), Back::default());
    tell(log, Position(1), &AtomicBool::new(false), |entries| {
        for (position, entry) in entries {
            losses.take(*position, entry);
            let new = losses.waiting().iter().filter(|opening| opening.case.current_to == *position);
            back.opened.extend(new.map(|opening| (opening.case.case.clone(), opening.case.clone())));
            back.take(entry, &days);
        }
        true
    })?;
    Ok(back.score(&days))
}

fn day(at: Instant) -> i32 {
    at.micros().div_euclid(DAY_MICROS) as i32
}

impl Back {
    fn take<R>(&mut self, entry: &Entry<Event, R>, days: &Range<i32>) {
        for event in &entry.events {
            match event {
                Event::Stock(StockEvent::Sold { site, sold_at, .. }) => {
                    self.traded(site, day(*sold_at), days);
                }
                Event::Observed(observed) => {
                    if let Signal::TillTransacted(told) = &observed.signal {
                        self.traded(&told.site, day(told.ended_at), days);
                        self.count_refunds(told, days);
                    }
                }
                Event::Intelligence(IntelligenceEvent::LossCaseOpened(case)) => {
                    self.told.insert(case.case.clone(), case.subject.clone());
                }
                Event::Intelligence(IntelligenceEvent::LossCaseMarked(mark)) => {
                    let Some(subject) = self.told.get(&mark.case) else { continue };
                    let verdict = self.verdicts.entry(subject.clone()).or_insert(mark.verdict);
                    if mark.verdict == LossVerdict::Right {
                        *verdict = LossVerdict::Right;
                    }
                }
                _ => {}
            }
        }
    }

    fn traded(&mut self, site: &SiteId, day: i32, days: &Range<i32>) {
        if days.contains(&day) {
            self.site_days.insert((site.clone(), day));
        }
    }

    fn count_refunds(&mut self, told: &TillTransaction, days: &Range<i32>) {
        let day = day(told.ended_at);
        let refunds = told.steps.iter().filter(|step| matches!(step, TillStep::Refunded { .. })).count();
        if refunds > 0 && days.contains(&day) {
            let days = self.refunds.entry(told.operator.clone()).or_default();
            *days.entry(day).or_default() += refunds as u32;
        }
    }

    fn score(&self, days: &Range<i32>) -> LossScore {
        let mut score = LossScore { site_days: self.site_days.len(), ..LossScore::default() };
        let verdict = |subject: &LossSubject| self.verdicts.get(subject).copied();
        for case in self.opened.values().filter(|case| days.contains(&day(case.happened_at))) {
            score.found.entry(case.subject.kind()).or_default().add(verdict(&case.subject));
        }
        let operators = score.found.get("operator").map_or(0, |found| found.cases);
        let mut most: Vec<(u32, &Reference)> =
            self.refunds.iter().map(|(operator, days)| (of_a_week(days), operator)).collect();
        most.sort_unstable_by_key(|(refunds, operator)| (std::cmp::Reverse(*refunds), *operator));
        for (_, operator) in most.into_iter().take(operators as usize) {
            score.by_refunds.add(verdict(&LossSubject::Operator { operator: operator.clone() }));
        }
        score
    }
}

/// The most within any seven days.
fn of_a_week(days: &BTreeMap<i32, u32>) -> u32 {
    let week = |first: &i32| days.range(*first..*first + WEEK_DAYS).map(|(_, count)| count).sum();
    days.keys().map(week).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_within_any_seven_days() {
        for (days, expected) in [
            (&[][..], 0),
            (&[(3, 2)], 2),
            (&[(3, 2), (9, 4)], 6),
            (&[(3, 2), (10, 4)], 4),
            (&[(1, 5), (8, 1), (9, 1), (14, 4)], 6),
        ] {
            assert_eq!(of_a_week(&days.iter().copied().collect()), expected, "{days:?}");
        }
    }
}
