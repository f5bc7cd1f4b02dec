//! Follows the log on a thread of its own, and opens a case as soon as somebody stands out.

use super::{Losses, Opening};
use crate::checkpoint::Checkpoint;
use crate::desk::Heard;
use crate::follower::{Batch, Prepared};
use crate::told::tell;
use parking_lot::RwLock;
use realtail_engine::log::LogReader;
use realtail_kernel::{LossCaseId, Position};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Counts up whenever what is learned changes its shape or its meaning.
const SHAPE: u32 = 3;
/// How long it sleeps where nothing happens.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// How long it waits where the engine has no room for a case.
const PAUSE: Duration = Duration::from_millis(20);
/// After so many entries a checkpoint is left.
const CHECKPOINT_EVERY: u64 = 200_000;

/// What the follower asks of the engine.
pub trait LossDesk: Send + Sync + 'static {
    /// Hands cases to the engine, without waiting until they are durable.
    fn open(&self, openings: Vec<Opening>) -> Heard;
}

/// What was learned so far, for whoever asks.
#[derive(Clone)]
pub struct CurrentLosses(Arc<RwLock<Losses>>);

impl CurrentLosses {
    /// Looks at it. Keep it short: what happens meanwhile waits to be learned.
    pub fn look<T>(&self, look: impl FnOnce(&Losses) -> T) -> T {
        look(&self.0.read())
    }
}

/// The follower at work. Stop it before the engine, whose handles it holds.
pub struct LossFollower {
    losses: Arc<RwLock<Losses>>,
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl LossFollower {
    /// Starts on a thread of its own with a budget of cases per site and day, from the checkpoint in `folder` where there is a
    /// good one of the same budget.
    ///
    /// # Errors
    /// Where the folder cannot be made, or the thread cannot be had.
    pub fn start<R: Send + Sync + 'static>(
        prepared: Prepared<R>,
        budget: f64,
        folder: &Path,
        log: Arc<dyn LogReader>,
        desk: Arc<dyn LossDesk>,
    ) -> std::io::Result<LossFollower> {
        let checkpoint = Checkpoint::open(folder, SHAPE)?;
        let is_good = |known: &Losses| known.current_to() < log.next() && known.budget() == budget;
        let losses = checkpoint.read::<Losses>().filter(is_good).unwrap_or_else(|| Losses::new(budget));
        let left_at = losses.current_to();
        let losses = Arc::new(RwLock::new(losses));
        let stop = Arc::new(AtomicBool::new(false));
        let follow = Follow {
            log,
            desk,
            checkpoint,
            left_at,
            losses: losses.clone(),
            stop: stop.clone(),
            handed_in: BTreeSet::new(),
        };
        let run = move || follow.run(&prepared.receiver, &prepared.missed);
        let thread = std::thread::Builder::new().name("losses".to_owned()).spawn(run)?;
        Ok(LossFollower { losses, stop, thread })
    }

    /// What was learned so far.
    pub fn current(&self) -> CurrentLosses {
        CurrentLosses(self.losses.clone())
    }

    /// Ends, and leaves a checkpoint.
    pub fn stop(self) {
        self.stop.store(true, Ordering::Release);
        if self.thread.join().is_err() {
            tracing::error!("the thread that looks for losses has panicked");
        }
    }
}

struct Follow {
    log: Arc<dyn LogReader>,
    desk: Arc<dyn LossDesk>,
    checkpoint: Checkpoint,
    /// Up to where the checkpoint knows the log.
    left_at: Position,
    losses: Arc<RwLock<Losses>>,
    stop: Arc<AtomicBool>,
    /// Cases that are on their way into the log.
    handed_in: BTreeSet<LossCaseId>,
}

impl Follow {
    fn run<R>(mut self, receiver: &Receiver<Batch<R>>, missed: &AtomicBool) {
        self.read_log();
        let mut is_busy = self.open();
        while !self.stop.load(Ordering::Acquire) {
            match receiver.recv_timeout(if is_busy { PAUSE } else { LOOK_AGAIN }) {
                Ok(batch) => self.take(&batch),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if missed.swap(false, Ordering::AcqRel) {
                self.read_log();
            }
            is_busy = self.open();
            if self.losses.read().current_to().0 >= self.left_at.0 + CHECKPOINT_EVERY {
                self.leave_checkpoint();
            }
        }
        self.leave_checkpoint();
    }

    fn take<R>(&mut self, batch: &Batch<R>) {
        if batch.first > self.losses.read().current_to().next() {
            self.read_log();
        }
        let mut losses = self.losses.write();
        for (entry, position) in batch.entries.iter().zip(batch.first.0..) {
            losses.take(Position(position), entry);
        }
    }

    /// Takes in what the log has beyond what is known.
    fn read_log(&mut self) {
        let from = self.losses.read().current_to().next();
        if from >= self.log.next() {
            return;
        }
        let told = tell(self.log.as_ref(), from, &self.stop, |entries| {
            let mut losses = self.losses.write();
            entries.iter().for_each(|(position, entry)| losses.take(*position, entry));
            true
        });
        if let Err(fault) = told {
            tracing::error!("losses cannot be looked for: {fault}");
        }
    }

    /// Hands in each case that waits, once. Whether the engine had no room for them.
    fn open(&mut self) -> bool {
        let openings: Vec<Opening> = {
            let losses = self.losses.read();
            let waiting = losses.waiting();
            if waiting.is_empty() {
                self.handed_in.clear();
            }
            waiting.iter().filter(|opening| !self.handed_in.contains(&opening.case.case)).cloned().collect()
        };
        if openings.is_empty() {
            return false;
        }
        let cases: Vec<LossCaseId> = openings.iter().map(|opening| opening.case.case.clone()).collect();
        match self.desk.open(openings) {
            Heard::Taken => {
                self.handed_in.extend(cases);
                false
            }
            Heard::Busy => true,
            Heard::Stopping => false,
        }
    }

    fn leave_checkpoint(&mut self) {
        let losses = self.losses.read();
        if losses.current_to() == self.left_at {
            return;
        }
        if let Err(fault) = self.checkpoint.write(&*losses) {
            tracing::warn!("{fault}; the next start reads more of the log");
        }
        self.left_at = losses.current_to();
    }
}
