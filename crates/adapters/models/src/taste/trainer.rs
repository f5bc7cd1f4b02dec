//! Grows new versions of the rankers in the background, from the log, and has them tried before they serve.
//!
//! Once a week of business time the log is told again on a thread of its own, which stands back behind those that serve.
//! Rankers are grown from what was known before the newest week, and held against that week beside the versions that serve
//! or served and the plain rule. All this is told to the register, whose log says what serves from then on.

use super::files::Files;
use super::lessons::{self, Found, TRIAL_DAYS, Wanted};
use super::rankers::{Question, Serving};
use crate::background::{processor_ms, stand_back};
use crate::desk::{Desk, Heard, Training};
use crate::models::Models;
use crate::register::Versions;
use parking_lot::RwLock;
use realtail_engine::log::LogReader;
use realtail_kernel::{Instant, Position, Word};
use realtail_learn::taste::ranker::Ranker;
use realtail_vocabulary::{ModelTrial, ModelVersion, VersionScore};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant as Stopwatch};

/// How often it looks whether there is something to do.
const LOOK_AGAIN: Duration = Duration::from_millis(250);
/// Days that must be known before those that are held out.
const DAYS_MIN: f32 = 28.0;
/// What is measured: the share of what was bought that a list of twenty missed.
const METRIC: &str = "missed-at-20";
/// With fewer lists a trial says too little.
const LISTS_MIN: u32 = 50;
/// How often as long as it worked it rests.
const RESTS: u32 = 4;
const DAY_MICROS: f64 = 86_400e6;

/// The thread and what it works with.
pub(crate) struct Trainer {
    log: Arc<dyn LogReader>,
    desk: Arc<dyn Desk>,
    models: Arc<RwLock<Models>>,
    stop: Arc<AtomicBool>,
    files: Files,
    /// The last day on which something was done, so that what came to nothing is not tried again at once.
    done_on: Option<f32>,
    /// Fingerprints of versions that could not be had again, so that the log is not read for them once more.
    lost: Vec<Word>,
    /// Until when it rests, so that it takes no more than a fifth of a core where a year is replayed within hours.
    rests_until: Stopwatch,
}

/// A version that is held against the newest days.
type Tried = (Word, Arc<Ranker>);

impl Trainer {
    pub fn new(
        folder: &Path,
        log: Arc<dyn LogReader>,
        desk: Arc<dyn Desk>,
        models: Arc<RwLock<Models>>,
        stop: Arc<AtomicBool>,
    ) -> Trainer {
        Trainer {
            log,
            desk,
            models,
            stop,
            files: Files::new(folder),
            done_on: None,
            lost: Vec::new(),
            rests_until: Stopwatch::now(),
        }
    }

    /// Works until it is stopped.
    pub fn run(mut self) {
        stand_back("the trainer of the tastes");
        while !self.stop.load(Ordering::Acquire) {
            Question::ALL.into_iter().for_each(|question| self.follow(question));
            match self.due() {
                Some((until, today)) => {
                    self.done_on = Some(today);
                    let started = Stopwatch::now();
                    if let Err(fault) = self.train(until, today) {
                        tracing::error!("the tastes cannot be learnt again from the log: {fault}");
                    }
                    self.rests_until = Stopwatch::now() + started.elapsed() * RESTS;
                }
                None => std::thread::sleep(LOOK_AGAIN),
            }
        }
    }

    /// Lets serve what the log says: from its file, or grown again from what it was grown from.
    fn follow(&mut self, question: Question) {
        let (live, serving) = {
            let models = self.models.read();
            let live = models.register.model(question.model()).and_then(Versions::live).cloned();
            let serving = models.rankers.serving(question).map(|serving| serving.version.clone());
            (live, serving)
        };
        let is_lost = live.as_ref().is_some_and(|live| self.lost.contains(&live.fingerprint));
        if is_lost || live.as_ref().map(|live| &live.version) == serving.as_ref() {
            return;
        }
        let ranker = live.as_ref().and_then(|live| {
            self.files
                .read(question, &live.version)
                .map(Arc::new)
                .or_else(|| self.grown_again(question, live))
        });
        if let Some(live) = live.as_ref().filter(|_| ranker.is_none()) {
            tracing::warn!("{} {} is lost: the plain rule serves", question.model(), live.version);
            self.lost.push(live.fingerprint.clone());
        }
        let next = live.zip(ranker).map(|(live, ranker)| Serving { version: live.version, ranker });
        if next.is_some() || serving.is_some() {
            self.models.write().rankers.serve(question, next);
        }
    }

    fn grown_again(&self, question: Question, live: &ModelVersion) -> Option<Arc<Ranker>> {
        let wanted = Wanted {
            until: live.current_to,
            held_from: super::days(live.learnt_to),
            held_until: f32::INFINITY,
            tried: Default::default(),
            agrees: &|customer| self.desk.agrees(customer),
        };
        let found = match lessons::run(self.log.as_ref(), &wanted, &self.stop) {
            Ok(found) => found?,
            Err(fault) => {
                tracing::error!("{} {} cannot be learnt again: {fault}", question.model(), live.version);
                return None;
            }
        };
        let (ranker, _) = found.into_iter().nth(question as usize)?.grown?;
        if let Err(fault) = self.files.write(question, &live.version, live.current_to, &ranker) {
            tracing::warn!("{} {} cannot be written: {fault}", question.model(), live.version);
        }
        Some(ranker)
    }

    /// Up to which entry and day there is something to learn, where there is.
    fn due(&self) -> Option<(Position, f32)> {
        let models = self.models.read();
        let (first, today) = models.tastes.days();
        if today - first < DAYS_MIN + TRIAL_DAYS || Stopwatch::now() < self.rests_until {
            return None;
        }
        let newest =
            Question::ALL.iter().filter_map(|question| models.register.model(question.model())?.newest());
        let learnt = newest.map(|version| super::days(version.learnt_to) + TRIAL_DAYS);
        let last = learnt.chain(self.done_on).reduce(f32::max);
        last.is_none_or(|last| today >= last + TRIAL_DAYS).then(|| (models.current_to(), today))
    }

    /// Grows the next versions, and holds all that stand against the newest week.
    fn train(&mut self, until: Position, today: f32) -> Result<(), String> {
        let held_from = today - TRIAL_DAYS;
        let tried = Question::ALL.map(|question| self.standing(question, held_from));
        let started = processor_ms();
        let wanted = Wanted {
            until,
            held_from,
            held_until: f32::INFINITY,
            tried: tried.clone().map(|tried| tried.into_iter().map(|(_, ranker)| ranker).collect()),
            agrees: &|customer| self.desk.agrees(customer),
        };
        let Some(found) = lessons::run(self.log.as_ref(), &wanted, &self.stop)? else { return Ok(()) };
        let cpu_ms = processor_ms().saturating_sub(started);
        for ((question, found), tried) in Question::ALL.into_iter().zip(found).zip(tried) {
            if let Some(training) = self.told(question, &found, tried, until, today, cpu_ms)? {
                self.report(training);
            }
        }
        Ok(())
    }

    /// Versions that serve or served, and had learnt nothing of the days from one on.
    fn standing(&self, question: Question, held_from: f32) -> Vec<Tried> {
        let useful = self.useful(question).into_iter();
        let known = useful.filter(|version| super::days(version.learnt_to) <= held_from);
        let read = known.filter_map(|version| {
            let ranker = self.files.read(question, &version.version)?;
            Some((version.version, Arc::new(ranker)))
        });
        read.collect()
    }

    fn useful(&self, question: Question) -> Vec<ModelVersion> {
        let models = self.models.read();
        let versions = models.register.model(question.model());
        versions.map(|versions| versions.useful().cloned().collect()).unwrap_or_default()
    }

    /// Writes down what was grown; tells of it and of the trial.
    fn told(
        &self,
        question: Question,
        found: &Found,
        mut tried: Vec<Tried>,
        until: Position,
        today: f32,
        cpu_ms: u64,
    ) -> Result<Option<Vec<Training>>, String> {
        let model = word(question.model())?;
        let at = |day: f32| Instant::from_micros((f64::from(day) * DAY_MICROS) as i64);
        let mut training = Vec::new();
        if let Some((ranker, rows)) = &found.grown {
            // One version for an entry of the log: what is grown again after a loss is another version.
            let version = word(&format!("{}-{}", (today - TRIAL_DAYS).floor() as i64, until.0))?;
            self.files.write(question, &version, until, ranker).map_err(|fault| fault.to_string())?;
            tried.push((version.clone(), ranker.clone()));
            training.push(Training::Trained(ModelVersion {
                model: model.clone(),
                version,
                learnt_to: at(today - TRIAL_DAYS),
                current_to: until,
                rows: *rows,
                cpu_ms,
                fingerprint: word(&format!("{:016x}", found.fingerprint))?,
            }));
        }
        if found.lists >= LISTS_MIN && !tried.is_empty() && tried.len() + 1 == found.missed.len() {
            let scored = tried.iter().zip(&found.missed[1..]);
            training.push(Training::Tried(ModelTrial {
                model,
                metric: word(METRIC)?,
                until: at(today),
                days: TRIAL_DAYS as u16,
                series: found.lists,
                baseline: found.missed[0],
                scores: scored
                    .map(|((version, _), score)| VersionScore { version: version.clone(), score: *score })
                    .collect(),
            }));
        }
        let mut kept: Vec<Word> = tried.into_iter().map(|(version, _)| version).collect();
        kept.extend(self.useful(question).into_iter().map(|version| version.version));
        self.files.keep(question, &kept);
        Ok((!training.is_empty()).then_some(training))
    }

    fn report(&self, training: Vec<Training>) {
        while !self.stop.load(Ordering::Acquire) && self.desk.report(training.clone()) == Heard::Busy {
            std::thread::sleep(LOOK_AGAIN);
        }
    }
}

fn word(text: &str) -> Result<Word, String> {
    Word::new(text).map_err(|problem| problem.to_string())
}
