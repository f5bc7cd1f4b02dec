//! The two threads: one decides, the other makes durable, shows and answers, while the first goes on deciding.

use crate::clock::Clock;
use crate::core::{Core, EntryOf, OutcomeOf, Pending};
use crate::entry::Request;
use crate::log::{AppendError, Log, LogFault, LogReader};
use crate::replica::Replica;
use realtail_kernel::{Instant, Platform, Position};
use smallvec::SmallVec;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

/// Requests decided before what they brought about is handed on.
const STEP_MAX: usize = 256;
/// Bytes that may wait to become durable before deciding waits too.
const WAITING_BYTES_MAX: usize = 4 << 20;
/// With less room than this the engine takes no new work, so that it never stops in the middle.
const ROOM_BYTES_MIN: u64 = 8 << 20;

/// Told once, with the outcome of each request, when all of it is durable.
pub type Reply<P> = Box<dyn FnOnce(Outcomes<P>) + Send>;
/// One for each request, in their order.
pub type Outcomes<P> = SmallVec<[OutcomeOf<P>; 1]>;

pub(crate) struct Work<P: Platform> {
    requests: SmallVec<[Request<P::Command>; 1]>,
    reply: Reply<P>,
}

/// Why work was not taken. Nothing has happened, and it may be asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Too much waits already.
    #[error("the engine has more work than it can take; try again in a moment")]
    Busy,
    /// The log is nearly full.
    #[error("the storage of the log is full; free some space, reads go on meanwhile")]
    StorageFull,
    /// The engine has stopped or is stopping.
    #[error("the engine is stopping")]
    Stopping,
}

/// A batch that has just become durable and visible.
pub struct Committed<'a, P: Platform> {
    /// The position of the first entry.
    pub first: Position,
    /// All entries.
    pub entries: &'a [Arc<EntryOf<P>>],
    /// When it was durable.
    pub at: Instant,
    /// The state with the batch in it.
    pub replica: &'a Replica<P>,
}

impl<P: Platform> Committed<'_, P> {
    /// The entries with their positions.
    pub fn iter(&self) -> impl Iterator<Item = (Position, &Arc<EntryOf<P>>)> {
        (self.first.0..).map(Position).zip(self.entries)
    }
}

/// Sees every batch once it is durable, before its callers are answered.
pub trait Observer<P: Platform>: Send {
    /// Takes a batch in. Runs between two batches, so it must be quick.
    fn committed(&mut self, batch: &Committed<'_, P>);
}

/// What the threads and the handles share.
pub(crate) struct Shared<P: Platform> {
    pub replica: RwLock<Replica<P>>,
    pub reader: Arc<dyn LogReader>,
    pub clock: Arc<dyn Clock>,
    /// Requests that wait to be decided.
    pub waiting: AtomicUsize,
    /// With more than this waiting, callers are told to come back.
    pub waiting_max: usize,
    /// Bytes that can still be appended.
    pub room_bytes: AtomicU64,
}

/// The engine as its callers see it.
pub struct Handle<P: Platform> {
    work: SyncSender<Work<P>>,
    shared: Arc<Shared<P>>,
}

impl<P: Platform> Clone for Handle<P> {
    fn clone(&self) -> Handle<P> {
        Handle { work: self.work.clone(), shared: self.shared.clone() }
    }
}

impl<P: Platform> Handle<P> {
    pub(crate) fn new(work: SyncSender<Work<P>>, shared: Arc<Shared<P>>) -> Handle<P> {
        Handle { work, shared }
    }

    /// Asks for requests to be decided one after the other; `reply` is told when all of it is durable.
    ///
    /// # Errors
    /// Where nothing was taken; `reply` is dropped then.
    pub fn submit(
        &self,
        requests: SmallVec<[Request<P::Command>; 1]>,
        reply: Reply<P>,
    ) -> Result<(), NotTaken> {
        if self.shared.room_bytes.load(Ordering::Relaxed) < ROOM_BYTES_MIN {
            return Err(NotTaken::StorageFull);
        }
        let count = requests.len();
        if self.shared.waiting.fetch_add(count, Ordering::Relaxed) > self.shared.waiting_max {
            self.shared.waiting.fetch_sub(count, Ordering::Relaxed);
            return Err(NotTaken::Busy);
        }
        let sent = self.work.try_send(Work { requests, reply });
        if sent.is_err() {
            self.shared.waiting.fetch_sub(count, Ordering::Relaxed);
        }
        sent.map_err(|e| match e {
            TrySendError::Full(_) => NotTaken::Busy,
            TrySendError::Disconnected(_) => NotTaken::Stopping,
        })
    }

    /// The state with all that is durable. Hold it for a moment only: the next batch waits.
    pub fn read(&self) -> RwLockReadGuard<'_, Replica<P>> {
        self.shared.replica.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The time, as the engine counts it.
    pub fn now(&self) -> Instant {
        self.shared.clock.now()
    }

    /// The log, for what no view keeps.
    pub fn log(&self) -> &Arc<dyn LogReader> {
        &self.shared.reader
    }

    /// How much work waits to be decided.
    pub fn waiting(&self) -> usize {
        self.shared.waiting.load(Ordering::Relaxed)
    }

    /// The entry at `position`, read back from the log.
    ///
    /// # Errors
    /// A fault of the storage, or an entry that cannot be read.
    pub fn entry(&self, position: Position) -> Result<Option<EntryOf<P>>, LogFault> {
        let Some(batch) = self.shared.reader.batch_at(position)? else { return Ok(None) };
        let entries = crate::codec::decode_batch(&batch).map_err(|e| LogFault {
            doing: "read entry",
            place: position.to_string(),
            cause: e.to_string(),
        })?;
        Ok(entries.into_iter().find(|(p, _)| *p == position).map(|(_, entry)| entry))
    }
}

/// Decided work on its way to the disk, with those who wait for it.
struct Waiting<P: Platform> {
    pending: Pending<P>,
    replies: Vec<(Reply<P>, Outcomes<P>)>,
}

/// Between the two threads: at most one batch waits, and grows while the one before it is made durable.
pub(crate) struct Slot<P: Platform> {
    waiting: Mutex<(Option<Waiting<P>>, bool)>,
    changed: Condvar,
}

impl<P: Platform> Slot<P> {
    pub fn new() -> Slot<P> {
        Slot { waiting: Mutex::new((None, false)), changed: Condvar::new() }
    }

    fn put(&self, next: Waiting<P>) {
        let mut guard = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while guard.0.as_ref().is_some_and(|w| w.pending.payload.len() > WAITING_BYTES_MAX) {
            guard = self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner);
        }
        match &mut guard.0 {
            Some(waiting) => {
                waiting.pending.extend(next.pending);
                waiting.replies.extend(next.replies);
            }
            empty => *empty = Some(next),
        }
        drop(guard);
        self.changed.notify_all();
    }

    fn close(&self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).1 = true;
        self.changed.notify_all();
    }

    fn take(&self) -> Option<Waiting<P>> {
        let mut guard = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(waiting) = guard.0.take() {
                drop(guard);
                self.changed.notify_all();
                return Some(waiting);
            }
            if guard.1 {
                return None;
            }
            guard = self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Decides until all handles are gone.
pub(crate) fn decide_loop<P: Platform>(
    mut core: Core<P>,
    work: &Receiver<Work<P>>,
    slot: &Slot<P>,
    shared: &Shared<P>,
) {
    loop {
        let idle = core.next_due().map_or(Duration::from_secs(3600), |due| {
            Duration::from_micros(u64::try_from(due.micros_since(shared.clock.now())).unwrap_or(0))
        });
        let first = match work.recv_timeout(idle) {
            Ok(work) => Some(work),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => break,
        };
        let now = shared.clock.now();
        let mut replies = Vec::new();
        let mut next = first;
        while let Some(Work { requests, reply }) = next {
            shared.waiting.fetch_sub(requests.len(), Ordering::Relaxed);
            let outcomes = requests.into_iter().map(|request| core.take(request, now)).collect();
            replies.push((reply, outcomes));
            let more = replies.len() < STEP_MAX && core.pending_bytes() < WAITING_BYTES_MAX;
            next = if more { work.try_recv().ok() } else { None };
        }
        core.tick(now);
        let pending = core.take_pending();
        if !replies.is_empty() || !pending.entries.is_empty() {
            slot.put(Waiting { pending, replies });
        }
    }
    slot.close();
}

/// One batch where it fits, else several. What follows from an entry stays in the entry's batch.
fn append<P: Platform>(log: &mut dyn Log, pending: &Pending<P>) -> Result<(), AppendError> {
    let (mut first, mut start, mut end, mut count) = (pending.first, 0, 0, 0);
    let (mut chain_end, mut chain_count) = (0, 0);
    for entry in &pending.entries {
        if entry.cause.is_none() {
            (chain_end, chain_count) = (end, count);
        }
        let length =
            pending.payload[end..].first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize);
        end += 4 + length;
        count += 1;
        if end - start > log.batch_bytes_max() && chain_count > 0 {
            log.append(first, chain_count, &pending.payload[start..chain_end])?;
            first = Position(first.0 + u64::from(chain_count));
            (start, count, chain_count) = (chain_end, count - chain_count, 0);
        }
    }
    log.append(first, count, &pending.payload[start..end])
}

/// Makes durable, shows, answers; until the slot is closed and empty, or a write fails.
pub(crate) fn commit_loop<P: Platform>(
    log: &mut dyn Log,
    slot: &Slot<P>,
    shared: &Shared<P>,
    observers: &mut [Box<dyn Observer<P>>],
    mut after: impl FnMut(&Shared<P>),
) -> Result<(), AppendError> {
    while let Some(Waiting { pending, replies }) = slot.take() {
        if !pending.entries.is_empty() {
            append(log, &pending)?;
            shared.room_bytes.store(log.room_bytes().unwrap_or(u64::MAX), Ordering::Relaxed);
            let at = shared.clock.now();
            let mut replica = shared.replica.write().unwrap_or_else(PoisonError::into_inner);
            pending.entries.iter().for_each(|entry| replica.apply(entry));
            let batch = Committed { first: pending.first, entries: &pending.entries, at, replica: &replica };
            observers.iter_mut().for_each(|observer| observer.committed(&batch));
        }
        for (reply, outcomes) in replies {
            reply(outcomes);
        }
        after(shared);
    }
    Ok(())
}
