//! The log told again from its beginning into a state of its own, to grow rankers from what the state said before baskets,
//! and to hold versions against the newest days, from which none of them had learnt.

use super::rankers::Question;
use super::{No, Seen, Tastes, Watch};
use crate::told::tell;
use realtail_engine::log::LogReader;
use realtail_kernel::{CustomerId, Position};
use realtail_learn::boost::Settings;
use realtail_learn::chance::Chance;
use realtail_learn::taste::features::Moment;
use realtail_learn::taste::ranker::{Candidates, Lessons, Ranker};
use realtail_learn::taste::{Scored, complete, discover, next};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Days of baskets that are learnt from.
pub(crate) const LESSON_DAYS: f32 = 42.0;
/// The newest days, which are not learnt from: versions are tried on them.
pub(crate) const TRIAL_DAYS: f32 = 7.0;
/// Baskets that are learnt from, and on which versions are tried, about.
const LESSONS: f64 = 8_000.0;
const TRIALS: f64 = 2_000.0;
/// Customers with fewer baskets are neither learnt from nor tried on.
const BASKETS_MIN: u32 = 5;
/// With fewer items nothing can be taken out of a basket.
const ITEMS_MIN: usize = 3;
/// Each so-many-th basket is a lesson of one of which it is not known whose it is.
const STRANGER_STRIDE: u64 = 4;
/// The length of the lists that are tried.
const LENGTH: usize = 20;
/// Purchases that must be among the lessons of a question for a ranker to be grown.
const PURCHASES_MIN: u64 = 300;

/// What is wanted of a run.
pub(crate) struct Wanted<'a> {
    /// The last entry that is told; nothing after it is known.
    pub until: Position,
    /// From which day on nothing is learnt from.
    pub held_from: f32,
    /// From which day on nothing is tried either.
    pub held_until: f32,
    /// Versions to hold against the newest days, question by question.
    pub tried: [Vec<Arc<Ranker>>; 3],
    /// Whether habits of a customer may be learnt from.
    pub agrees: &'a dyn Fn(&CustomerId) -> bool,
}

/// What a run found of a question.
#[derive(Default)]
pub(crate) struct Found {
    /// What was grown, and from how many rows.
    pub grown: Option<(Arc<Ranker>, u64)>,
    /// A number that differs where what was learnt from differs.
    pub fingerprint: u64,
    /// On how many lists versions were tried.
    pub lists: u32,
    /// The share that was missed: by the plain rule, by the versions that were to be tried, by what was grown.
    pub missed: Vec<f64>,
}

/// What was missed of one question.
#[derive(Default)]
struct Trial {
    lists: u32,
    missed: Vec<f64>,
}

/// Lessons of one question.
struct Growing {
    lessons: Lessons,
    rows: u64,
    purchases: u64,
    fingerprint: u64,
}

struct Run<'a> {
    wanted: &'a Wanted<'a>,
    growing: [Growing; 3],
    /// What is tried; nothing until the first day of the trial.
    tried: Option<[Vec<Arc<Ranker>>; 3]>,
    grown: [Option<Arc<Ranker>>; 3],
    trials: [Trial; 3],
    agreed: FxHashMap<CustomerId, bool>,
    chance: Chance,
    baskets: u64,
}

/// Tells the log again. Nothing is found where it is stopped.
///
/// # Errors
/// Where the log cannot be read.
pub(crate) fn run(
    log: &dyn LogReader,
    wanted: &Wanted<'_>,
    stop: &AtomicBool,
) -> Result<Option<[Found; 3]>, String> {
    let mut tastes = Tastes::default();
    let mut run = Run::new(wanted);
    let told = tell(log, Position(1), stop, |entries| {
        for (position, entry) in entries {
            if *position > wanted.until {
                return false;
            }
            entry.events.iter().for_each(|event| tastes.take_watched(event, entry.at, &mut run));
        }
        true
    });
    Ok(told?.then(|| run.found()))
}

impl<'a> Run<'a> {
    fn new(wanted: &'a Wanted<'a>) -> Run<'a> {
        let growing = |lessons| Growing { lessons, rows: 0, purchases: 0, fingerprint: 0 };
        Run {
            wanted,
            growing: [growing(next::lessons()), growing(discover::lessons()), growing(complete::lessons())],
            tried: None,
            grown: [None, None, None],
            trials: Default::default(),
            agreed: FxHashMap::default(),
            chance: Chance::new(1),
            baskets: 0,
        }
    }

    fn agrees(&mut self, customer: &CustomerId) -> bool {
        if let Some(known) = self.agreed.get(customer) {
            return *known;
        }
        let agrees = (self.wanted.agrees)(customer);
        self.agreed.insert(customer.clone(), agrees);
        agrees
    }

    fn lesson(&mut self, tastes: &Tastes, seen: &Seen<'_>, household: Option<No>) {
        let taste = &tastes.taste;
        if let Some(household) = household {
            let moment = Moment::of(taste, household, seen.day);
            let hit = next::hit(seen.items);
            self.growing[Question::Next as usize].note(&next::candidates(&moment), seen.items, hit);
            if seen.items.iter().any(|item| moment.household.items.of(*item).is_none()) {
                self.growing[Question::New as usize].note(&discover::candidates(&moment), seen.items, hit);
            }
        }
        if seen.items.len() < ITEMS_MIN {
            return;
        }
        let (out, query) = self.held_out(seen.items);
        let growing = &mut self.growing[Question::Basket as usize];
        let mut note = |household: No| {
            let moment = Moment::of(taste, household, seen.day);
            growing.note(&complete::candidates(&moment, &query), &[out], 1.0);
        };
        household.into_iter().for_each(&mut note);
        // Whoever is not known must be answered too, from the basket alone.
        if household.is_none() || self.baskets.is_multiple_of(STRANGER_STRIDE) {
            note(No::MAX);
        }
    }

    /// An item that is taken out of a basket, and the others.
    fn held_out(&self, items: &[No]) -> (No, Vec<No>) {
        let out = items[(self.baskets % items.len() as u64) as usize];
        (out, items.iter().copied().filter(|item| *item != out).collect())
    }

    /// Grows all, the first time; then they are tried beside the others.
    fn grow(&mut self) {
        if self.tried.is_some() {
            return;
        }
        let mut tried = self.wanted.tried.clone();
        for question in Question::ALL {
            let at = question as usize;
            let growing = &self.growing[at];
            if growing.purchases >= PURCHASES_MIN {
                let grown = Arc::new(growing.lessons.fit(&settings(question), 1));
                tried[at].push(grown.clone());
                self.grown[at] = Some(grown);
            }
        }
        self.tried = Some(tried);
    }

    fn test(&mut self, tastes: &Tastes, seen: &Seen<'_>, household: Option<No>) {
        let (taste, day, items) = (&tastes.taste, seen.day, seen.items);
        if let Some(household) = household {
            let moment = Moment::of(taste, household, day);
            let is_own = |item: &No| moment.household.items.of(*item).is_some();
            let candidates = next::candidates(&moment);
            self.try_out(Question::Next, items, &taste.plain_next(household, day, LENGTH), &candidates);
            let new: Vec<No> = items.iter().copied().filter(|item| !is_own(item)).collect();
            if !new.is_empty() {
                let candidates = discover::candidates(&moment);
                self.try_out(Question::New, &new, &taste.plain_new(household, day, LENGTH), &candidates);
            }
        }
        if items.len() >= ITEMS_MIN {
            let (out, query) = self.held_out(items);
            let moment = Moment::of(taste, household.unwrap_or(No::MAX), day);
            let candidates = complete::candidates(&moment, &query);
            self.try_out(Question::Basket, &[out], &taste.plain_complete(&query, LENGTH), &candidates);
        }
    }

    fn try_out(&mut self, question: Question, wanted: &[No], plain: &[Scored], candidates: &Candidates) {
        let Some(tried) = &self.tried else { return };
        let tried = &tried[question as usize];
        let trial = &mut self.trials[question as usize];
        let missed = |list: &[Scored]| {
            let found = wanted.iter().filter(|item| list.iter().any(|scored| scored.item == **item)).count();
            1.0 - found as f64 / wanted.len() as f64
        };
        trial.missed.resize(1 + tried.len(), 0.0);
        trial.lists += 1;
        trial.missed[0] += missed(plain);
        for (sum, ranker) in trial.missed[1..].iter_mut().zip(tried) {
            *sum += missed(&ranker.rank(candidates, LENGTH));
        }
    }

    fn found(mut self) -> [Found; 3] {
        self.grow();
        Question::ALL.map(|question| {
            let at = question as usize;
            let (growing, trial) = (&self.growing[at], &self.trials[at]);
            let lists = f64::from(trial.lists.max(1));
            Found {
                grown: self.grown[at].clone().map(|grown| (grown, growing.rows)),
                fingerprint: growing.fingerprint,
                lists: trial.lists,
                missed: trial.missed.iter().map(|missed| missed / lists).collect(),
            }
        })
    }
}

impl Watch for Run<'_> {
    fn before(&mut self, tastes: &Tastes, seen: &Seen<'_>) {
        let held_from = self.wanted.held_from;
        self.baskets += 1;
        if seen.day < held_from - LESSON_DAYS || seen.day >= self.wanted.held_until {
            return;
        }
        let is_lesson = seen.day < held_from;
        let (wanted, days) = if is_lesson { (LESSONS, LESSON_DAYS) } else { (TRIALS, TRIAL_DAYS) };
        if !is_lesson {
            self.grow();
        }
        // As many as there will be, where baskets come as often as they did so far.
        let (first, today) = tastes.days();
        let a_day = tastes.baskets() as f64 / f64::from((today - first).max(1.0));
        if self.chance.unit() * a_day * f64::from(days) > wanted {
            return;
        }
        let customer = seen.customer.filter(|customer| self.agrees(customer));
        let household = customer.and_then(|customer| tastes.people.get(customer));
        let known = |no: &No| tastes.taste.household(*no).is_some_and(|known| known.baskets >= BASKETS_MIN);
        let household = household.filter(known);
        if is_lesson {
            self.lesson(tastes, seen, household);
        } else {
            self.test(tastes, seen, household);
        }
    }
}

impl Growing {
    fn note(&mut self, candidates: &Candidates, bought: &[No], hit: f32) {
        self.lessons.note(candidates, bought, hit);
        self.rows += candidates.items.len() as u64;
        for item in &candidates.items {
            let found = u64::from(bought.contains(item));
            self.purchases += found;
            let mixed = self.fingerprint ^ (u64::from(*item) << 1) ^ found;
            self.fingerprint = mixed.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }
}

/// As they were measured in `backtest recommend`, with one seed: an answer is to take less than a millisecond.
fn settings(question: Question) -> Settings {
    let (trees, rate) = match question {
        Question::Next => (150, 0.07),
        Question::New => (120, 0.08),
        Question::Basket => (120, 0.1),
    };
    Settings { trees, leaves: 24, rate, leaf_rows: 100, ..Settings::default() }
}
