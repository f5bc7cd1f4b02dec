//! Starting and stopping: recovery, the two threads, snapshots.

use crate::clock::Clock;
use crate::codec::{CodecFault, decode_batch};
use crate::core::Core;
use crate::log::{AppendError, Log, LogFault, LogReader};
use crate::pipeline::{Handle, Observer, Shared, Slot, commit_loop, decide_loop};
use crate::replica::Replica;
use crate::snapshot::Snapshots;
use realtail_kernel::{Platform, Position};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::JoinHandle;

/// How the engine runs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Requests that may wait; more are told to come back.
    pub queue_max: usize,
    /// Entries between two snapshots.
    pub snapshot_every: u64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { queue_max: 8192, snapshot_every: 500_000 }
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
    handle: Handle<P>,
    shared: Arc<Shared<P>>,
    snapshots: Option<Snapshots>,
    decider: JoinHandle<()>,
    committer: JoinHandle<Result<(), AppendError>>,
}

type OnFault = Arc<dyn Fn(&str) + Send + Sync>;

/// Says so when a thread of the engine unwinds: those who wait for it would wait for ever.
struct PanicGuard {
    thread: &'static str,
    on_fault: OnFault,
}

impl Drop for PanicGuard {
    fn drop(&mut self) {
        if std::thread::panicking() {
            (self.on_fault)(&format!("the {} thread has panicked", self.thread));
        }
    }
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
    for batch in reader.read(replica.next) {
        let batch = batch?;
        for (position, entry) in decode_batch::<P::Event, P::Refusal>(&batch)? {
            if position < replica.next {
                continue;
            }
            if position > replica.next {
                return Err(StartError::Gap { expected: replica.next, found: position });
            }
            replica.apply(&entry);
        }
        if replica.next.0 / 65_536 != told.next.0 / 65_536 {
            told.next = replica.next;
            progress(&told);
        }
    }
    told.next = replica.next;
    progress(&told);
    Ok(replica)
}

impl<P: Platform> Engine<P> {
    /// Recovers and starts. `on_fault` is called when a durable write has failed or a thread of the engine has
    /// panicked: the process must end, since nobody knows what is on the disk or in the state.
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
        let replica: Replica<P> = recover(log.as_ref(), snapshots.as_ref(), progress)?;
        let core = Core::new(replica.clone());
        let shared = Arc::new(Shared {
            replica: RwLock::new(replica),
            reader: log.reader(),
            clock,
            waiting: AtomicUsize::new(0),
            waiting_max: settings.queue_max,
            room_bytes: AtomicU64::new(log.room_bytes().unwrap_or(u64::MAX)),
        });
        let on_fault: OnFault = Arc::new(on_fault);
        let (sender, receiver) = sync_channel(settings.queue_max);
        let slot = Arc::new(Slot::new());
        let decider = {
            let (slot, shared) = (slot.clone(), shared.clone());
            let guard = PanicGuard { thread: "decide", on_fault: on_fault.clone() };
            let run = move || {
                let _guard = guard;
                decide_loop(core, &receiver, &slot, &shared);
            };
            std::thread::Builder::new().name("decide".to_owned()).spawn(run)?
        };
        let mut snapshotter = Snapshotter::new(snapshots.clone(), settings.snapshot_every, &shared);
        let committer = {
            let shared = shared.clone();
            let run = move || {
                let _guard = PanicGuard { thread: "commit", on_fault: on_fault.clone() };
                let after = |shared: &Shared<P>| snapshotter.after_batch(shared);
                let ended = commit_loop(log.as_mut(), &slot, &shared, &mut observers, after);
                if let Err(fault) = &ended {
                    on_fault(&fault.to_string());
                }
                ended
            };
            std::thread::Builder::new().name("commit".to_owned()).spawn(run)?
        };
        let handle = Handle::new(sender, shared.clone());
        Ok(Engine { handle, shared, snapshots, decider, committer })
    }

    /// A handle for callers.
    pub fn handle(&self) -> Handle<P> {
        self.handle.clone()
    }

    /// Stops once all handles are gone and all that was taken is durable, and leaves a snapshot.
    ///
    /// # Errors
    /// The fault that ended the log, if there was one.
    pub fn stop(self) -> Result<(), AppendError> {
        let Engine { handle, shared, snapshots, decider, committer } = self;
        drop(handle);
        if decider.join().is_err() {
            tracing::error!("the deciding thread has panicked");
        }
        let ended = committer.join().unwrap_or(Ok(()));
        if let (Some(snapshots), Ok(())) = (snapshots, &ended) {
            let frozen = shared.replica.read().unwrap_or_else(PoisonError::into_inner).freeze();
            if let Err(fault) = snapshots.write::<P>(&frozen) {
                tracing::warn!("{fault}");
            }
        }
        ended
    }
}

/// Writes a snapshot every so many entries, on a thread of its own, one at a time.
struct Snapshotter {
    snapshots: Option<Snapshots>,
    every: u64,
    last: Position,
    writing: Arc<AtomicBool>,
}

impl Snapshotter {
    fn new<P: Platform>(snapshots: Option<Snapshots>, every: u64, shared: &Shared<P>) -> Snapshotter {
        let last = shared.replica.read().unwrap_or_else(PoisonError::into_inner).next;
        Snapshotter { snapshots, every, last, writing: Arc::default() }
    }

    fn after_batch<P: Platform>(&mut self, shared: &Shared<P>) {
        use std::sync::atomic::Ordering;
        let Some(snapshots) = &self.snapshots else { return };
        let replica = shared.replica.read().unwrap_or_else(PoisonError::into_inner);
        if replica.next.0 - self.last.0 < self.every || self.writing.swap(true, Ordering::AcqRel) {
            return;
        }
        self.last = replica.next;
        let frozen = replica.freeze();
        let (snapshots, writing) = (snapshots.clone(), self.writing.clone());
        let write = move || {
            if let Err(fault) = snapshots.write::<P>(&frozen) {
                tracing::warn!("{fault}");
            }
            writing.store(false, Ordering::Release);
        };
        if let Err(fault) = std::thread::Builder::new().name("snapshot".to_owned()).spawn(write) {
            tracing::warn!("start snapshot thread: {fault}");
            self.writing.store(false, Ordering::Release);
        }
    }
}
