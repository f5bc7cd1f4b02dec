//! Grows new versions of the demand model in the background, from the log, and has them tried before they serve.
//!
//! Every two weeks of business time the log is told again on a thread of its own. The versions that stand are held against
//! the two newest weeks, which none of them learnt from, beside the plain rule; what the log makes of that lets one serve.
//! Then trees are grown from all weeks, as the next version: it waits in the shadow for its first trial.

mod file;
pub(crate) mod gathering;
pub(crate) mod run;
#[cfg(test)]
mod tests;
pub(crate) mod trial;

use crate::background::{processor_ms, stand_back};
use crate::demand::MODEL;
use crate::desk::{Desk, Heard, Training};
use crate::models::{Live, Models};
use crate::register::Versions;
use file::Files;
use parking_lot::RwLock;
use realtail_engine::log::LogReader;
use realtail_kernel::{Instant, Position, Word};
use realtail_learn::demand::Model;
use realtail_vocabulary::{ModelTrial, ModelVersion, VersionScore};
use run::{FIRST_ORIGIN_DAYS, Found, TRIAL_DAYS, Wanted};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often it looks whether there is something to do.
const LOOK_AGAIN: Duration = Duration::from_millis(250);
/// So often it is looked whether the log has told of a new version: for about a minute.
const HEARD_AFTER: usize = 2_400;
/// Days that must be over before the first version: the first origin, the four weeks ahead of it, and six more.
const FIRST_DAYS: i32 = FIRST_ORIGIN_DAYS + 28 + 42;
const DAY_MICROS: i64 = 86_400_000_000;
/// What is measured: see `run`.
const METRIC: &str = "wrmsse";

/// The thread and what it works with.
pub(crate) struct Trainer {
    pub log: Arc<dyn LogReader>,
    pub desk: Arc<dyn Desk>,
    pub models: Arc<RwLock<Models>>,
    pub stop: Arc<AtomicBool>,
    pub files: Files,
    /// The last day on which something was done, so that what the log refuses is not tried again at once.
    pub done_on: Option<i32>,
    /// A version whose trees could not be had again, so that the log is not read for it once more; the plain rule serves.
    pub lost: Option<Word>,
}

/// What there is to do.
enum Task {
    /// A version serves whose trees are not at hand.
    Load(ModelVersion),
    /// Two weeks have gone by.
    Train { until: Position, day: i32 },
}

impl Trainer {
    pub fn new(
        folder: &Path,
        log: Arc<dyn LogReader>,
        desk: Arc<dyn Desk>,
        models: Arc<RwLock<Models>>,
        stop: Arc<AtomicBool>,
    ) -> Trainer {
        Trainer { log, desk, models, stop, files: Files::new(folder), done_on: None, lost: None }
    }

    /// Works until it is stopped.
    pub fn run(mut self) {
        stand_back("the trainer of the demand model");
        while !self.stop.load(Ordering::Acquire) {
            match self.task() {
                Some(Task::Load(version)) => self.load(&version),
                Some(Task::Train { until, day }) => {
                    self.done_on = Some(day);
                    if let Err(fault) = self.train(until, day) {
                        tracing::error!("the demand model cannot learn from the log: {fault}");
                    }
                }
                None => std::thread::sleep(LOOK_AGAIN),
            }
        }
    }

    fn task(&self) -> Option<Task> {
        let models = self.models.read();
        if let Some(version) = models.wanted().filter(|version| self.lost.as_ref() != Some(version)) {
            let known = models.register.model(MODEL)?.useful().find(|known| known.version == version);
            return known.cloned().map(Task::Load);
        }
        let (day, days_known) = (models.trade.demand.day()?, models.trade.demand.days_known());
        let newest = models.register.model(MODEL).and_then(Versions::newest).map(learnt_day);
        let last = newest.max(self.done_on);
        let due = last.map_or(days_known >= FIRST_DAYS, |last| day >= last + TRIAL_DAYS);
        due.then(|| Task::Train { until: models.current_to(), day })
    }

    /// Brings the trees of a version that serves: from its file, or grown again from what it was grown from.
    fn load(&mut self, version: &ModelVersion) {
        let model = match self.trees(version) {
            Ok(Some(model)) => model,
            Ok(None) => return self.lost = Some(version.version.clone()),
            Err(fault) => {
                tracing::error!("the trees of demand {} cannot be grown again: {fault}", version.version);
                return self.lost = Some(version.version.clone());
            }
        };
        self.models.write().serve(Live { version: version.version.clone(), model: Arc::new(model) });
    }

    fn trees(&self, version: &ModelVersion) -> Result<Option<Model>, String> {
        if let Some(model) = self.files.read(&version.version) {
            return Ok(Some(model));
        }
        let day = learnt_day(version);
        let wanted = Wanted { until: version.current_to, day, tried: Vec::new(), grow: true };
        let Some(grown) = run::run(self.log.as_ref(), &wanted, &self.stop)?.grown else { return Ok(None) };
        if word(format!("{:016x}", grown.fingerprint)) != Some(version.fingerprint.clone()) {
            tracing::warn!("demand {} was grown again, from other rows than at first", version.version);
        }
        self.files.write(&version.version, &grown.model).map_err(|fault| fault.to_string())?;
        Ok(Some(grown.model))
    }

    /// Holds the versions that stand against the newest weeks, and grows the next one.
    fn train(&mut self, until: Position, day: i32) -> Result<(), String> {
        let useful: Vec<ModelVersion> = {
            let models = self.models.read();
            models.register.model(MODEL).map(|model| model.useful().cloned().collect()).unwrap_or_default()
        };
        let mut tried = Vec::new();
        for version in useful.iter().filter(|version| learnt_day(version) <= day - TRIAL_DAYS) {
            tried.extend(self.trees(version)?.map(|model| (version.clone(), Arc::new(model))));
        }
        let models = tried.iter().map(|(_, model)| model.clone()).collect();
        let started = processor_ms();
        let wanted = Wanted { until, day, tried: models, grow: true };
        let found = run::run(self.log.as_ref(), &wanted, &self.stop)?;
        let cpu_ms = processor_ms().saturating_sub(started);
        if self.stop.load(Ordering::Acquire) {
            return Ok(());
        }
        self.files.keep(&useful.iter().map(|version| &version.version).collect::<Vec<_>>());
        let mut training: Vec<Training> = trial(&found, &tried, day).into_iter().collect();
        let version = self.version(found, until, day, cpu_ms)?;
        training.extend(version.clone().map(Training::Trained));
        while !training.is_empty() && self.desk.report(training.clone()) == Heard::Busy {
            std::thread::sleep(LOOK_AGAIN);
        }
        if let Some(version) = version {
            self.wait_for(&version.version);
        }
        Ok(())
    }

    /// Until the log has told of a version: the next trial must be of it. The log may refuse it, or the pillar be off.
    fn wait_for(&self, version: &Word) {
        for _ in 0..HEARD_AFTER {
            let models = self.models.read();
            let newest = models.register.model(MODEL).and_then(Versions::newest);
            if self.stop.load(Ordering::Acquire) || newest.is_some_and(|newest| newest.version == *version) {
                return;
            }
            drop(models);
            std::thread::sleep(LOOK_AGAIN / 10);
        }
    }

    fn version(
        &self,
        found: Found,
        until: Position,
        day: i32,
        cpu_ms: u64,
    ) -> Result<Option<ModelVersion>, String> {
        let Some(grown) = found.grown else { return Ok(None) };
        let (Some(model), Some(version), Some(fingerprint)) =
            (word(MODEL.to_owned()), word(day.to_string()), word(format!("{:016x}", grown.fingerprint)))
        else {
            return Ok(None);
        };
        self.files.write(&version, &grown.model).map_err(|fault| fault.to_string())?;
        Ok(Some(ModelVersion {
            model,
            version,
            learnt_to: Instant::from_micros(i64::from(day) * DAY_MICROS),
            current_to: until,
            rows: grown.rows,
            cpu_ms,
            fingerprint,
        }))
    }
}

fn trial(found: &Found, tried: &[(ModelVersion, Arc<Model>)], day: i32) -> Option<Training> {
    let scores = found.scores.as_ref().filter(|scores| scores.series > 0)?;
    let (baseline, reached) = scores.wrmsse.split_first()?;
    let scored = tried.iter().zip(reached);
    Some(Training::Tried(ModelTrial {
        model: word(MODEL.to_owned())?,
        metric: word(METRIC.to_owned())?,
        until: Instant::from_micros(i64::from(day) * DAY_MICROS),
        days: TRIAL_DAYS as u16,
        series: scores.series,
        baseline: *baseline,
        scores: scored
            .map(|((version, _), score)| VersionScore { version: version.version.clone(), score: *score })
            .collect(),
    }))
}

/// The day before which a version knows all, in days since 1970.
fn learnt_day(version: &ModelVersion) -> i32 {
    version.learnt_to.micros().div_euclid(DAY_MICROS) as i32
}

fn word(text: String) -> Option<Word> {
    Word::new(text).ok()
}
