//! Deciding on the callers' threads, one at a time, while another thread makes durable what was decided before.

use crate::clock::Clock;
use crate::core::{Core, EntryOf, OutcomeOf, Pending};
use crate::entry::Request;
use crate::log::{AppendError, Log, LogFault, LogReader};
use crate::replica::Replica;
use parking_lot::{Condvar, Mutex, MutexGuard};
use realtail_kernel::{Instant, Platform, Position};
use smallvec::SmallVec;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

/// Requests decided before others have their turn.
const TURN_MAX: usize = 16;
/// With less room than this behind all that waits, the engine takes no new work, so that it never stops in the middle:
/// one more call has to fit, and what follows from timers.
const ROOM_BYTES_MIN: u64 = 32 << 20;

/// How long a full log is left alone before it is asked again for room.
const FULL_PAUSE: Duration = Duration::from_millis(500);

/// Told once, with the outcome of each request, when all of it is durable.
pub type Reply<P> = Box<dyn FnOnce(Outcomes<P>) + Send>;
/// One for each request, in their order.
pub type Outcomes<P> = SmallVec<[OutcomeOf<P>; 1]>;

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

/// A batch that has just become durable.
pub struct Committed<'a, P: Platform> {
    /// The position of the first entry.
    pub first: Position,
    /// All entries.
    pub entries: &'a [Arc<EntryOf<P>>],
    /// When it was durable.
    pub at: Instant,
}

impl<P: Platform> Committed<'_, P> {
    /// The entries with their positions.
    pub fn iter(&self) -> impl Iterator<Item = (Position, &Arc<EntryOf<P>>)> {
        (self.first.0..).map(Position).zip(self.entries)
    }

    /// The position behind the last entry.
    pub fn next(&self) -> Position {
        Position(self.first.0 + self.entries.len() as u64)
    }
}

/// Sees every batch once it is durable, before its callers are answered.
pub trait Observer<P: Platform>: Send {
    /// Takes a batch in. Runs between two batches, so it must be quick.
    fn committed(&mut self, batch: &Committed<'_, P>);
}

/// The newest state, and all that was decided on it and is not durable yet.
struct Writer<P: Platform> {
    core: Core<P>,
    replies: Vec<(Reply<P>, Outcomes<P>)>,
    /// Whether the committing thread sleeps.
    idle: bool,
    stopping: bool,
    /// Calls that have let go in the middle, and will go on.
    in_the_middle: usize,
    /// Whether somebody is changing the state: seen from outside, he has panicked.
    deciding: bool,
}

impl<P: Platform> Writer<P> {
    fn decide<T>(&mut self, decide: impl FnOnce(&mut Core<P>) -> T) -> T {
        self.deciding = true;
        let decided = decide(&mut self.core);
        self.deciding = false;
        decided
    }
}

/// What the threads share.
pub(crate) struct Shared<P: Platform> {
    writer: Mutex<Writer<P>>,
    work: Condvar,
    reader: Arc<dyn LogReader>,
    clock: Arc<dyn Clock>,
    /// With more than this waiting to become durable, callers are told to come back.
    waiting_bytes_max: usize,
    /// Bytes that are being made durable.
    under_way_bytes: AtomicU64,
    /// Calls that wait for the disk.
    waiting: AtomicUsize,
    /// Bytes that can still be appended.
    room_bytes: AtomicU64,
    /// The first entry that is not durable.
    durable: AtomicU64,
    on_fault: OnFault,
}

pub(crate) type OnFault = Arc<dyn Fn(&str) + Send + Sync>;

/// Says so when a thread unwinds in the middle of the engine: the state is broken, and callers would wait for ever.
pub(crate) struct PanicGuard<'a> {
    pub doing: &'static str,
    pub on_fault: &'a OnFault,
}

impl Drop for PanicGuard<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            (self.on_fault)(&format!("panic while the engine was {}", self.doing));
        }
    }
}

/// The newest state. It may be ahead of the disk, so what is read here is told to nobody before [`Handle::durable`]
/// has come to `next`.
pub struct Look<'a, P: Platform>(MutexGuard<'a, Writer<P>>);

impl<P: Platform> std::ops::Deref for Look<'_, P> {
    type Target = Replica<P>;

    fn deref(&self) -> &Replica<P> {
        self.0.core.replica()
    }
}

/// The engine as its callers see it.
pub struct Handle<P: Platform>(pub(crate) Arc<Shared<P>>);

impl<P: Platform> Clone for Handle<P> {
    fn clone(&self) -> Handle<P> {
        Handle(self.0.clone())
    }
}

impl<P: Platform> Handle<P> {
    /// Decides requests one after the other, here and now; `reply` is told when all of it is durable.
    ///
    /// # Errors
    /// Where nothing was taken; `reply` is dropped then.
    pub fn submit(
        &self,
        requests: SmallVec<[Request<P::Command>; 1]>,
        reply: Reply<P>,
    ) -> Result<(), NotTaken> {
        let shared = &*self.0;
        let _guard = PanicGuard { doing: "deciding", on_fault: &shared.on_fault };
        let mut writer = shared.lock();
        let waiting_bytes = shared.waiting_bytes(&writer)?;
        if waiting_bytes > shared.waiting_bytes_max as u64 {
            return Err(NotTaken::Busy);
        }
        let now = shared.clock.now();
        let mut outcomes = Outcomes::<P>::with_capacity(requests.len());
        for request in requests {
            if outcomes.len() % TURN_MAX == TURN_MAX - 1 {
                // Others, who ask for less, need not wait for all of this. It is handed to whoever waits: else this thread
                // would have it again before the other is awake.
                writer.in_the_middle += 1;
                shared.wake(&mut writer);
                MutexGuard::bump(&mut writer);
                writer.in_the_middle -= 1;
            }
            outcomes.push(writer.decide(|core| core.take(request, now)));
        }
        writer.replies.push((reply, outcomes));
        shared.waiting.store(writer.replies.len(), Ordering::Relaxed);
        shared.let_go(writer);
        Ok(())
    }

    /// Whether work would be taken now.
    ///
    /// # Errors
    /// Why not.
    pub fn ready(&self) -> Result<(), NotTaken> {
        self.0.waiting_bytes(&self.0.lock()).map(|_| ())
    }

    /// The newest state. Hold it for a moment only: everybody else waits, and whoever holds it and asks the engine for
    /// anything waits for ever.
    pub fn read(&self) -> Look<'_, P> {
        Look(self.0.lock())
    }

    /// The first entry that is not durable yet.
    pub fn durable(&self) -> Position {
        self.0.durable()
    }

    /// The time, as the engine counts it.
    pub fn now(&self) -> Instant {
        self.0.clock.now()
    }

    /// The log, for what no view keeps.
    pub fn log(&self) -> &Arc<dyn LogReader> {
        &self.0.reader
    }

    /// How many calls wait for what was decided to become durable.
    pub fn waiting(&self) -> usize {
        self.0.waiting.load(Ordering::Relaxed)
    }

    /// The entry at `position`, read back from the log.
    ///
    /// # Errors
    /// A fault of the storage, or an entry that cannot be read.
    pub fn entry(&self, position: Position) -> Result<Option<EntryOf<P>>, LogFault> {
        let Some(batch) = self.0.reader.batch_at(position)? else { return Ok(None) };
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

impl<P: Platform> Shared<P> {
    pub fn new(
        core: Core<P>,
        log: &dyn Log,
        clock: Arc<dyn Clock>,
        waiting_bytes_max: usize,
        on_fault: OnFault,
    ) -> Shared<P> {
        let durable = AtomicU64::new(core.next().0);
        let writer = Writer {
            core,
            replies: Vec::new(),
            idle: false,
            stopping: false,
            in_the_middle: 0,
            deciding: false,
        };
        Shared {
            writer: Mutex::new(writer),
            work: Condvar::new(),
            reader: log.reader(),
            clock,
            waiting_bytes_max,
            under_way_bytes: AtomicU64::new(0),
            waiting: AtomicUsize::new(0),
            room_bytes: AtomicU64::new(log.room_bytes().unwrap_or(u64::MAX)),
            durable,
            on_fault,
        }
    }

    /// A reader that panics leaves the state whole; one that decides is known by `deciding`.
    fn lock(&self) -> MutexGuard<'_, Writer<P>> {
        self.writer.lock()
    }

    /// How much waits for the disk, if more would be taken.
    fn waiting_bytes(&self, writer: &Writer<P>) -> Result<u64, NotTaken> {
        if writer.stopping || writer.deciding {
            return Err(NotTaken::Stopping);
        }
        let waiting = writer.core.pending_bytes() as u64 + self.under_way_bytes.load(Ordering::Relaxed);
        let is_full = self.room_bytes.load(Ordering::Relaxed) < ROOM_BYTES_MIN + waiting;
        if is_full { Err(NotTaken::StorageFull) } else { Ok(waiting) }
    }

    /// Lets others have the writer, and wakes the committing thread where it sleeps.
    fn let_go(&self, mut writer: MutexGuard<'_, Writer<P>>) {
        let sleeps = std::mem::take(&mut writer.idle);
        drop(writer);
        if sleeps {
            self.work.notify_one();
        }
    }

    /// Wakes the committing thread where it sleeps; it goes on once it can have the writer.
    fn wake(&self, writer: &mut Writer<P>) {
        if std::mem::take(&mut writer.idle) {
            self.work.notify_one();
        }
    }

    /// Takes no more work; what was taken still becomes durable.
    pub fn stop(&self) {
        let mut writer = self.lock();
        writer.stopping = true;
        self.let_go(writer);
    }

    /// The first entry that is not durable.
    pub fn durable(&self) -> Position {
        Position(self.durable.load(Ordering::Acquire))
    }

    /// The state at rest. It may be ahead of the disk.
    pub fn freeze(&self) -> crate::replica::Frozen<P::Frozen> {
        self.lock().core.replica().freeze()
    }

    /// Waits until something was decided or a timer is due, or for a moment where the log is full; nothing when the
    /// engine is to stop. `written` is the payload of what was taken before.
    fn take(&self, written: Vec<u8>) -> Option<Waiting<P>> {
        let _guard = PanicGuard { doing: "firing timers", on_fault: &self.on_fault };
        let mut writer = self.lock();
        writer.core.reuse(written);
        loop {
            if writer.deciding {
                return None;
            }
            let now = self.clock.now();
            writer.decide(|core| core.tick(now));
            if writer.core.pending_bytes() > 0 || !writer.replies.is_empty() {
                let pending = writer.core.take_pending();
                self.under_way_bytes.store(pending.payload.len() as u64, Ordering::Relaxed);
                self.waiting.store(0, Ordering::Relaxed);
                return Some(Waiting { pending, replies: std::mem::take(&mut writer.replies) });
            }
            if writer.stopping && writer.in_the_middle == 0 {
                return None;
            }
            let idle = writer.core.next_due().map_or(Duration::from_secs(3600), |due| {
                Duration::from_micros(u64::try_from(due.micros_since(now)).unwrap_or(0))
            });
            let is_full = self.room_bytes.load(Ordering::Relaxed) < ROOM_BYTES_MIN;
            let idle = if is_full { idle.min(FULL_PAUSE) } else { idle };
            writer.idle = true;
            self.work.wait_for(&mut writer, idle);
            writer.idle = false;
            if is_full {
                // Nothing may be appended, so only asking again tells when there is room.
                return Some(Waiting { pending: writer.core.take_pending(), replies: Vec::new() });
            }
        }
    }
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

/// Makes durable, shows, answers; until the engine is told to stop, or a write fails.
pub(crate) fn commit_loop<P: Platform>(
    log: &mut dyn Log,
    shared: &Shared<P>,
    observers: &mut [Box<dyn Observer<P>>],
    mut after: impl FnMut(&Shared<P>, Position),
) -> Result<(), AppendError> {
    let mut written = Vec::new();
    while let Some(Waiting { pending, replies }) = shared.take(std::mem::take(&mut written)) {
        if pending.entries.is_empty() {
            if !replies.is_empty() {
                log.confirm(pending.first)?;
            }
        } else {
            append(log, &pending)?;
            let batch = Committed { first: pending.first, entries: &pending.entries, at: shared.clock.now() };
            shared.durable.store(batch.next().0, Ordering::Release);
            observers.iter_mut().for_each(|observer| observer.committed(&batch));
        }
        for (reply, outcomes) in replies {
            reply(outcomes);
        }
        shared.room_bytes.store(log.room_bytes().unwrap_or(u64::MAX), Ordering::Relaxed);
        if !pending.entries.is_empty() {
            shared.under_way_bytes.store(0, Ordering::Relaxed);
            after(shared, Position(pending.first.0 + pending.entries.len() as u64));
        }
        written = pending.payload;
    }
    Ok(())
}
