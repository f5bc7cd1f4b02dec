//! Loss and fraud: who stands out among peers, at the till, among returns, orders and shelves.
//!
//! Each deed is turned into counts of signals; each count is set beside what peers of the same store and hour would have
//! come to; the surprises of a subject's signals, each weighed, are its score. A case is opened where the score passes a
//! threshold that is learnt from the stream of scores, so that alarms stay within a budget. Marks of those who looked move
//! the weights, and what a subject was wrongly accused of is expected of it from then on. Scores are settled before the
//! deed is learnt from, and nothing but deeds so far is used.

mod case;
mod deed;
mod forest;
mod rates;
mod shrink;
mod signal;
mod tail;
mod threshold;

pub use case::{Case, Evidence, Verdict, Weights};
pub use deed::{Answer, Attempt, Count, Deed, Proof, Receipt, Step, Subject, Visit, What};
pub use forest::Forest;
pub use rates::View;
pub use shrink::{Cause, Lost, Shrink};
pub use signal::{Memory, Signal, Tally, count, visit};
pub use tail::surprise;
pub use threshold::{Budget, Tail};

use rates::{Peers, Standing};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const DAY_SECONDS: i64 = 86_400;
/// Scores are not worth learning before it is known how rare their parts are.
const RARITIES_DAYS: i64 = 21;
/// After a case its subject is let be for so long: somebody is looking.
const QUIET_DAYS: i64 = 28;
const QUIET_SECONDS: i64 = QUIET_DAYS * DAY_SECONDS;
/// What was not heard of for so long is forgotten.
const FORGOTTEN_SECONDS: i64 = 60 * DAY_SECONDS;
/// Surprises below this are everyday: one in ten.
const EVERYDAY: f64 = 1.0;
/// Evidence below this part of the score is not told.
const SHARE_MIN: f64 = 0.1;
/// How the budget is shared among kinds of subjects before anything is marked: by how many signals each has. What tills say
/// their cashiers say better.
const KIND_SHARES: [f64; Subject::KINDS] = [8.0, 1.0, 2.0, 1.0, 4.0, 4.0, 2.0];
/// A rate of a signal, of a cashier or a till, is a coordinate of the forest.
const STAFF: [Signal; 8] = [
    Signal::Unscanned,
    Signal::Voids,
    Signal::VoidsAfterTotal,
    Signal::Refunds,
    Signal::RefundsAfterSale,
    Signal::Overrides,
    Signal::OverridesDiscounted,
    Signal::GiftLoads,
];

/// Watches deeds as they come, and opens cases.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Watch {
    memory: Memory,
    peers: Peers,
    standings: BTreeMap<Subject, Standing>,
    forest: Forest,
    tails: Vec<Tail>,
    rarities: BTreeMap<(usize, Signal), [Tail; 3]>,
    budget: Budget,
    weights: Weights,
    shrink: Shrink,
    open: BTreeMap<u64, Case>,
    opened: u64,
    day: Option<i64>,
    rarities_from_day: Option<i64>,
}

impl Watch {
    /// With a budget of cases per store and day, and the seed of the forest.
    pub fn new(cases_per_store_day: f64, seed: u64) -> Watch {
        Watch {
            memory: Memory::default(),
            peers: Peers::default(),
            standings: BTreeMap::new(),
            forest: Forest::new(STAFF.len(), seed),
            tails: vec![Tail::default(); Subject::KINDS],
            rarities: BTreeMap::new(),
            budget: Budget::new(cases_per_store_day),
            weights: Weights::default(),
            shrink: Shrink::default(),
            open: BTreeMap::new(),
            opened: 0,
            day: None,
            rarities_from_day: None,
        }
    }

    /// Learns a deed, and opens at most one case: about whom of those concerned is the furthest beyond the threshold.
    /// Deeds come in the order of their time; one that is late is taken at the time of the last.
    pub fn observe(&mut self, deed: &Deed) -> Option<Case> {
        self.turn_day(deed.at_seconds);
        self.budget.meet(deed.store);
        let mut suspect: Option<(f64, Case)> = None;
        for (subject, tallies) in self.read(deed) {
            let mut standing = self.standings.remove(&subject).unwrap_or_default();
            let expected = self.peers.add(subject, deed.at_seconds, deed.store, &mut standing, &tallies);
            if let What::Count(count) = &deed.what {
                let missing = tallies.iter().map(|tally| tally.seen).sum();
                let rare =
                    surprise(missing, expected, self.peers.shape(subject, Signal::Missing, View::Days));
                self.shrink.add(deed.store, count, rare);
            }
            if tallies.iter().any(|tally| tally.seen > 0.0) {
                let (score, evidence) = self.score(subject, &standing);
                standing.score_max = Some(standing.score_max.map_or(score, |max| max.max(score)));
                let threshold = self.threshold(subject);
                // Where little stands out the threshold may fall to nothing; whoever does nothing odd is accused of nothing.
                let beyond = threshold.filter(|_| score > 0.0).map_or(-1.0, |threshold| score - threshold);
                let furthest = suspect.as_ref().is_none_or(|(other, _)| beyond > *other);
                if beyond >= 0.0 && furthest && deed.at_seconds >= standing.quiet_until {
                    let case = Case {
                        case: self.opened + 1,
                        at_seconds: deed.at_seconds,
                        store: deed.store,
                        subject,
                        score,
                        threshold: score - beyond,
                        peers: 0,
                        evidence,
                    };
                    suspect = Some((beyond, case));
                }
            } else {
                standing.score_max.get_or_insert(0.0);
            }
            self.standings.insert(subject, standing);
        }
        let (_, case) = suspect?;
        self.budget.spend(deed.store).then(|| self.note(case))
    }

    /// Learns from somebody who looked at a case; one that is not open, or was marked before, changes nothing.
    pub fn mark(&mut self, case: u64, verdict: Verdict) {
        let Some(case) = self.open.remove(&case) else { return };
        self.weights.learn(&case, verdict);
        if verdict == Verdict::Right {
            return;
        }
        if let Some(standing) = self.standings.get_mut(&case.subject) {
            standing.quiet_until = case.at_seconds;
            for part in &case.evidence {
                standing.excuse(part.signal, self.peers.shape(case.subject, part.signal, View::Habit));
            }
        }
    }

    /// How much each signal is heard.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Where units went.
    pub fn shrink(&self) -> &Shrink {
        &self.shrink
    }

    /// What the score of a kind of subject must reach for a case; none while too little was seen.
    pub fn threshold(&self, subject: Subject) -> Option<f64> {
        self.levels()[subject.kind()]
    }

    /// The budget is shared among the kinds of which enough was seen, more to those that were right more often.
    fn levels(&self) -> Vec<Option<f64>> {
        let share = |(kind, tail): (usize, &Tail)| {
            if tail.is_known() { KIND_SHARES[kind] * self.weights.of_kind(kind) } else { 0.0 }
        };
        let shares: Vec<f64> = self.tails.iter().enumerate().map(share).collect();
        let whole = shares.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let alarms = |share: f64| self.budget.cases_per_day() * share / whole;
        self.tails.iter().zip(shares).map(|(tail, share)| tail.level(alarms(share))).collect()
    }

    fn read(&mut self, deed: &Deed) -> Vec<(Subject, Vec<Tally>)> {
        match &deed.what {
            What::Receipt(receipt) => {
                let (staff, customer) = self.memory.receipt(deed.at_seconds, receipt);
                let till = (Subject::Till(receipt.till), staff.clone());
                let known = receipt.customer.map(|number| (Subject::Customer(number), customer));
                [(Subject::Cashier(receipt.cashier), staff), till].into_iter().chain(known).collect()
            }
            What::Visit(visit) => {
                vec![(Subject::Customer(visit.customer), signal::visit(&visit.steps))]
            }
            What::Attempt(attempt) => self.memory.attempt(deed.at_seconds, attempt),
            What::Count(count) => vec![(Subject::Place(count.place), signal::count(count))],
        }
    }

    /// Each signal's surprise in the view that is the rarest, by how rare such surprises are among subjects of its kind, and
    /// the sums it comes from.
    fn surprises(&self, subject: Subject, standing: &Standing) -> Vec<(Signal, Evidence)> {
        let of = |(signal, rate): (&Signal, &rates::Rate)| {
            let rarities = self.rarities.get(&(subject.kind(), *signal));
            let each = rate.sums.iter().zip(View::ALL).map(|(sums, view)| {
                let surprise = self.peers.surprise(subject, *signal, view, sums);
                Evidence {
                    signal: *signal,
                    view,
                    seen: sums.seen,
                    expected: sums.expected,
                    surprise: rarities.map_or(surprise, |tails| tails[view as usize].rarity(surprise)),
                    share: 0.0,
                    cents: rate.cents,
                }
            });
            each.max_by(|one, other| one.surprise.total_cmp(&other.surprise)).map(|part| (*signal, part))
        };
        standing.rates.iter().filter_map(of).collect()
    }

    fn score(&mut self, subject: Subject, standing: &Standing) -> (f64, Vec<Evidence>) {
        let mut parts = self.surprises(subject, standing);
        if matches!(subject, Subject::Cashier(_) | Subject::Till(_)) {
            let point = STAFF.map(|signal| {
                let habit = standing.rates.get(&signal).map(rates::Rate::habit).unwrap_or_default();
                let shape = self.peers.shape(subject, signal, View::Habit);
                let times = (habit.seen + shape) / (habit.expected + shape);
                times / (1.0 + times)
            });
            let odd = self.forest.observe(&point);
            let part = Evidence {
                signal: Signal::Odd,
                view: View::Habit,
                seen: 0.0,
                expected: 0.0,
                surprise: odd,
                share: 0.0,
                cents: 0.0,
            };
            parts.push((Signal::Odd, part));
        }
        let mut score = 0.0;
        for (signal, part) in &mut parts {
            part.share = self.weights.of(subject, *signal) * (part.surprise - EVERYDAY).max(0.0);
            score += part.share;
        }
        let mut evidence: Vec<Evidence> = parts.into_iter().map(|(_, part)| part).collect();
        evidence.iter_mut().for_each(|part| part.share /= score.max(f64::MIN_POSITIVE));
        evidence.retain(|part| part.share >= SHARE_MIN);
        evidence.sort_by(|one, other| other.share.total_cmp(&one.share));
        (score, evidence)
    }

    /// Notes a case that is opened, beside how many it stands out.
    fn note(&mut self, mut case: Case) -> Case {
        let is_peer = |(other, standing): &(&Subject, &Standing)| {
            **other != case.subject && other.kind() == case.subject.kind() && standing.store == case.store
        };
        case.peers = self.standings.iter().filter(is_peer).count();
        self.opened = case.case;
        if let Some(standing) = self.standings.get_mut(&case.subject) {
            standing.quiet_until = case.at_seconds + QUIET_SECONDS;
            self.tails[case.subject.kind()].learn(&mut standing.passed, case.score);
        }
        self.open.insert(case.case, case.clone());
        case
    }

    /// At the end of a day: what it came to is learnt, and what is old is forgotten.
    fn turn_day(&mut self, at_seconds: i64) {
        let today = at_seconds.div_euclid(DAY_SECONDS);
        let before = *self.day.get_or_insert(today);
        self.rarities_from_day.get_or_insert(today + RARITIES_DAYS);
        if today <= before {
            return;
        }
        self.day = Some(today);
        let rarities_are_known = today >= self.rarities_from_day.unwrap_or(i64::MAX);
        // What a subject passed is forgotten every four weeks, for all at once.
        let is_new_month = before.div_euclid(QUIET_DAYS) != today.div_euclid(QUIET_DAYS);
        for (subject, standing) in &mut self.standings {
            if is_new_month {
                standing.forget_passed();
            }
            let Some(score) = standing.score_max.take() else { continue };
            let kind = subject.kind();
            if at_seconds < standing.quiet_until {
                continue;
            }
            if rarities_are_known {
                self.tails[kind].learn(&mut standing.passed, score);
            }
            self.peers.learn_scatter(*subject, standing);
            for (signal, rate) in &mut standing.rates {
                let tails = self.rarities.entry((kind, *signal)).or_default();
                for view in View::ALL {
                    let at = view as usize;
                    let surprise = self.peers.surprise(*subject, *signal, view, &rate.sums[at]);
                    tails[at].learn(&mut rate.passed[at], surprise);
                }
            }
        }
        self.peers.fade_scatter();
        for _ in before..today {
            self.tails.iter_mut().chain(self.rarities.values_mut().flatten()).for_each(Tail::end_day);
            self.budget.end_day();
        }
        let old = at_seconds - FORGOTTEN_SECONDS;
        self.standings.retain(|_, standing| standing.at_seconds >= old);
        self.memory.forget(old);
        self.open.retain(|_, case| case.at_seconds >= old);
    }
}

#[cfg(test)]
mod tests;
