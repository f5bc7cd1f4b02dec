//! Starting and stopping: recovery, the committing thread, snapshots.

use crate::clock::Clock;
use crate::codec::{CodecFault, Placed, decode_batch};
use crate::core::Core;
use crate::log::{AppendError, Log, LogFault, LogReader};
use crate::pipeline::{Handle, Observer, OnFault, PanicGuard, Shared, commit_loop};
use crate::replica::{Frozen, Replica};
use crate::snapshot::Snapshots;
use parking_lot::Mutex;
use realtail_kernel::{Platform, Position};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread::JoinHandle;
use std::time::Instant;

/// Batches that may be decoded before they are applied.
const DECODED_AHEAD_MAX: usize = 16;

/// How the engine runs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Bytes of entries that may wait to become durable; with more, callers are told to come back.
    pub waiting_bytes_max: usize,
    /// Entries between two snapshots.
    pub snapshot_every: u64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { waiting_bytes_max: 32 << 20, snapshot_every: 500_000 }
    }
}

/// Why the engine did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The log cannot be read.
    #[error(transparent)]
    Log(#[from] LogFault),
    /// The log holds something that is no entry.
    #[error(transparent)]
    Codec(#[from] CodecFault),
    /// The log has a gap.
    #[error("the log goes on at {found} where {expected} was expected")]
    Gap {
        /// What should stand there.
        expected: Position,
        /// What does.
        found: Position,
    },
    /// No thread could be started.
    #[error("start thread: {0}")]
    Thread(#[from] std::io::Error),
}

/// What recovery has done so far.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Where it began: behind the snapshot.
    pub from: Position,
    /// What it will read next.
    pub next: Position,
    /// Where the log ends.
    pub end: Position,
    /// Snapshots that could not be used, and why.
    pub passed_over: Vec<String>,
}

/// A running engine. Stopping it waits until all that was taken is durable.
pub struct Engine<P: Platform> {
    shared: Arc<Shared<P>>,
    snapshots: Option<Snapshots>,
    committer: JoinHandle<Result<(), AppendError>>,
}

/// Brings a replica up to the end of a log: the newest good snapshot, and what comes after it.
///
/// # Errors
/// Where the log cannot be read from there to its end.
pub fn recover<P: Platform>(
    log: &dyn Log,
    snapshots: Option<&Snapshots>,
    progress: impl FnMut(&Progress),
) -> Result<Replica<P>, StartError> {
    let reader = log.reader();
    let (snapshot, passed_over) = snapshots.map_or((None, Vec::new()), |s| s.newest::<P>(reader.next()));
    replay(reader.as_ref(), snapshot.unwrap_or_else(Replica::empty), passed_over, progress)
}

/// Takes in all that a log holds behind `replica`.
///
/// # Errors
/// Where the log cannot be read from there to its end.
pub fn replay<P: Platform>(
    reader: &dyn LogReader,
    mut replica: Replica<P>,
    passed_over: Vec<String>,
    mut progress: impl FnMut(&Progress),
) -> Result<Replica<P>, StartError> {
    let mut told = Progress { from: replica.next, next: replica.next, end: reader.next(), passed_over };
    progress(&told);
    let from = replica.next;
    let (decoded, batches) = sync_channel(DECODED_AHEAD_MAX);
    // One thread reads and decodes ahead of the other, which applies: each takes about half of the work.
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for batch in reader.read(from) {
                let entries = batch.map_err(StartError::from).and_then(|b| Ok(decode_batch(&b)?));
                let failed = entries.is_err();
                if decoded.send(entries).is_err() || failed {
                    return;
                }
            }
        });
        for entries in batches {
            take_in(&mut replica, entries?)?;
            if replica.next.0 / 65_536 != told.next.0 / 65_536 {
                told.next = replica.next;
                progress(&told);
            }
        }
        Ok::<(), StartError>(())
    })?;
    told.next = replica.next;
    progress(&told);
    Ok(replica)
}

fn take_in<P: Platform>(
    replica: &mut Replica<P>,
    entries: Placed<P::Event, P::Refusal>,
) -> Result<(), StartError> {
    for (position, entry) in entries {
        if position > replica.next {
            return Err(StartError::Gap { expected: replica.next, found: position });
        }
        if position == replica.next {
            replica.apply(&entry);
        }
    }
    Ok(())
}

impl<P: Platform> Engine<P> {
    /// Recovers and starts. `on_fault` is called when a durable write has failed or a thread has panicked inside the
    /// engine: the process must end, since nobody knows what is on the disk or in the state.
    ///
    /// # Errors
    /// Where the log cannot be read to its end.
    pub fn start(
        mut log: Box<dyn Log>,
        snapshots: Option<Snapshots>,
        clock: Arc<dyn Clock>,
        settings: &Settings,
        mut observers: Vec<Box<dyn Observer<P>>>,
        on_fault: impl Fn(&str) + Send + Sync + 'static,
        progress: impl FnMut(&Progress),
    ) -> Result<Engine<P>, StartError> {
        snapshots.iter().for_each(|snapshots| snapshots.tidy(log.next()));
        let replica: Replica<P> = recover(log.as_ref(), snapshots.as_ref(), progress)?;
        let mut snapshotter = Snapshotter::new(snapshots.clone(), settings.snapshot_every, replica.next);
        let on_fault: OnFault = Arc::new(on_fault);
        let core = Core::new(replica);
        let shared =
            Arc::new(Shared::new(core, log.as_ref(), clock, settings.waiting_bytes_max, on_fault.clone()));
        let committer = {
            let shared = shared.clone();
            let run = move || {
                let _guard = PanicGuard { doing: "making durable", on_fault: &on_fault };
                let after = |shared: &Shared<P>, durable| snapshotter.after_batch(shared, durable);
                let ended = commit_loop(log.as_mut(), &shared, &mut observers, after);
                if let Err(fault) = &ended {
                    on_fault(&fault.to_string());
                }
                ended
            };
            std::thread::Builder::new().name("commit".to_owned()).spawn(run)?
        };
        Ok(Engine { shared, snapshots, committer })
    }

    /// A handle for callers.
    pub fn handle(&self) -> Handle<P> {
        Handle(self.shared.clone())
    }

    /// Takes no more work, waits until all that was taken is durable, and leaves a snapshot.
    ///
    /// # Errors
    /// The fault that ended the log, if there was one.
    pub fn stop(self) -> Result<(), AppendError> {
        let Engine { shared, snapshots, committer } = self;
        shared.stop();
        let Ok(ended) = committer.join() else {
            tracing::error!("the committing thread has panicked");
            return Ok(());
        };
        let frozen = shared.freeze();
        if let (Some(snapshots), Ok(())) = (snapshots, &ended)
            && frozen.next == shared.durable()
            && let Err(fault) = snapshots.write::<P>(&frozen)
        {
            tracing::warn!("{fault}");
        }
        ended
    }
}

/// Of the time at most one part in so many is spent writing snapshots, however large the state has become.
const REST: u32 = 10;
/// Writing one gives way to whoever answers calls: of a core that both want it has about a tenth.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Writes a snapshot every so many entries, on a thread of its own, one at a time.
struct Snapshotter<P: Platform> {
    snapshots: Option<Snapshots>,
    every: u64,
    last: Position,
    /// Taken, but not written yet: it is still ahead of the disk.
    frozen: Option<Frozen<P::Frozen>>,
    writing: Arc<AtomicBool>,
    /// Before this none is begun.
    rests_until: Arc<Mutex<Option<Instant>>>,
}

impl<P: Platform> Snapshotter<P> {
    fn new(snapshots: Option<Snapshots>, every: u64, last: Position) -> Snapshotter<P> {
        let (writing, rests_until) = (Arc::default(), Arc::default());
        Snapshotter { snapshots, every, last, frozen: None, writing, rests_until }
    }

    fn after_batch(&mut self, shared: &Shared<P>, durable: Position) {
        let Some(snapshots) = &self.snapshots else { return };
        let is_due = durable.0.saturating_sub(self.last.0) >= self.every;
        let rests = || self.rests_until.lock().is_some_and(|until| Instant::now() < until);
        if is_due && !rests() && !self.writing.swap(true, Ordering::AcqRel) {
            let frozen = shared.freeze();
            self.last = frozen.next;
            self.frozen = Some(frozen);
        }
        let Some(frozen) = self.frozen.take_if(|frozen| frozen.next <= durable) else { return };
        let (snapshots, writing) = (snapshots.clone(), self.writing.clone());
        let rests_until = self.rests_until.clone();
        let write = move || {
            // On Linux this is about the thread alone; where it is refused, nobody is the worse for it but by a little time.
            #[cfg(target_os = "linux")]
            let _ = rustix::process::nice(NICENESS);
            let begun = Instant::now();
            if let Err(fault) = snapshots.write::<P>(&frozen) {
                tracing::warn!("{fault}");
            }
            *rests_until.lock() = Some(Instant::now() + begun.elapsed() * (REST - 1));
            writing.store(false, Ordering::Release);
        };
        if let Err(fault) = std::thread::Builder::new().name("snapshot".to_owned()).spawn(write) {
            tracing::warn!("start snapshot thread: {fault}");
            self.writing.store(false, Ordering::Release);
        }
    }
}
