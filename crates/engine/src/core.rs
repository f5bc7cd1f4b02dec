//! The loop without its threads: deciding on the state ahead of the disk, and gathering what must become durable.

use crate::codec::encode_entry;
use crate::entry::{Cause, Entry, KeyKind, Outcome, Request, Signal};
use crate::replica::Replica;
use compact_str::CompactString;
use realtail_kernel::{Instant, Machine, Mark, Platform, Position, Stamp};
use smallvec::SmallVec;
use std::sync::Arc;

/// Policies may answer what policies brought about, but not for ever.
const CHAIN_MAX: usize = 16;

/// An entry as it stands in the log.
pub type EntryOf<P> = Entry<<P as Machine>::Event, <P as Machine>::Refusal>;
/// What came of a request to this machine.
pub type OutcomeOf<P> = Outcome<<P as Machine>::Event, <P as Machine>::Refusal>;

/// Entries that have been decided and are not durable yet.
pub struct Pending<P: Platform> {
    /// The position of the first.
    pub first: Position,
    /// All of them, encoded.
    pub payload: Vec<u8>,
    /// All of them.
    pub entries: Vec<Arc<EntryOf<P>>>,
}

impl<P: Platform> Pending<P> {
    fn empty(first: Position, payload: Vec<u8>) -> Pending<P> {
        Pending { first, payload, entries: Vec::new() }
    }

    /// Adds what was decided next.
    pub fn extend(&mut self, next: Pending<P>) {
        if self.entries.is_empty() {
            *self = next;
            return;
        }
        self.payload.extend_from_slice(&next.payload);
        self.entries.extend(next.entries);
    }
}

/// Decides on the newest state, durable or not. What it decides must be answered only once it is durable.
pub struct Core<P: Platform> {
    replica: Replica<P>,
    pending: Pending<P>,
    /// Empty, and big enough for a batch like the last one.
    spare: Vec<u8>,
    clock: Instant,
}

/// A buffer that grew bigger than this is not kept.
const SPARE_BYTES_MAX: usize = 32 << 20;

impl<P: Platform> Core<P> {
    /// Goes on from a recovered state.
    pub fn new(replica: Replica<P>) -> Core<P> {
        let (pending, clock) = (Pending::empty(replica.next, Vec::new()), replica.at);
        Core { replica, pending, spare: Vec::new(), clock }
    }

    /// The newest state, ahead of the disk.
    pub fn replica(&self) -> &Replica<P> {
        &self.replica
    }

    /// Where the next entry will stand.
    pub fn next(&self) -> Position {
        self.replica.next
    }

    /// When the earliest timer is due.
    pub fn next_due(&self) -> Option<Instant> {
        self.replica.machine.next_due()
    }

    /// What was decided since the last call.
    pub fn take_pending(&mut self) -> Pending<P> {
        let payload = std::mem::take(&mut self.spare);
        std::mem::replace(&mut self.pending, Pending::empty(self.replica.next, payload))
    }

    /// Gives back the payload of a batch that is durable: the next but one is written where memory is warm already.
    pub fn reuse(&mut self, mut payload: Vec<u8>) {
        if (self.spare.capacity()..=SPARE_BYTES_MAX).contains(&payload.capacity()) {
            payload.clear();
            self.spare = payload;
        }
    }

    /// How many bytes wait to become durable.
    pub fn pending_bytes(&self) -> usize {
        self.pending.payload.len()
    }

    /// Decides a request at `now`. Timers that are due by then fire first, so no decision rests on a promise
    /// that has run out. A clock that goes backwards is not followed.
    pub fn take(&mut self, request: Request<P::Command>, now: Instant) -> OutcomeOf<P> {
        self.tick(now);
        let now = self.clock;
        if let Some(outcome) = self.repeated(&request) {
            return outcome;
        }
        let Request { command, signal, by, received_at, cause, keys } = request;
        // The caller's clock and ours are one, but a test's or a follower's may differ: no delay is below zero.
        let received_at = received_at.min(now);
        let named = |Mark { entry, origin }| Cause { entry, origin, later: true };
        let cause = cause.or_else(|| self.replica.machine.answers(&command).map(named));
        match self.replica.machine.decide(&command, now) {
            Ok(events) if events.is_empty() => Outcome::Unchanged,
            Ok(events) => {
                let entry = Entry { at: now, received_at, signal, by, cause, keys, events, refusal: None };
                self.append(entry, now)
            }
            Err(refusal) => {
                let kept: SmallVec<[_; 1]> =
                    keys.into_iter().filter(|k| k.kind == KeyKind::Request).collect();
                if !kept.is_empty() {
                    let entry = Entry {
                        at: now,
                        received_at,
                        signal,
                        by,
                        cause,
                        keys: kept,
                        events: Vec::new(),
                        refusal: Some(refusal.clone()),
                    };
                    self.append(entry, now);
                }
                Outcome::Refused(refusal)
            }
        }
    }

    /// Fires the timers that are due at `now`, one instant after the other: what follows from each is decided as of
    /// then, so however many are due, none of it has to look at those that come after it.
    pub fn tick(&mut self, now: Instant) {
        self.clock = self.clock.max(now);
        while let Some(due) = self.next_due().filter(|due| *due <= self.clock) {
            let machine = &self.replica.machine;
            let mut events = machine.tick(due);
            let Some(first) = events.first() else { return };
            let began = machine.began(first);
            // The others' timers are still due then.
            events.retain(|event| machine.began(event) == began);
            let cause = began.map(|Mark { entry, origin }| Cause { entry, origin, later: true });
            let entry = Entry {
                at: self.clock,
                received_at: due,
                signal: Signal::const_new("timer.due"),
                by: CompactString::const_new("engine"),
                cause,
                keys: SmallVec::new(),
                events,
                refusal: None,
            };
            self.append(entry, due);
        }
    }

    fn repeated(&self, request: &Request<P::Command>) -> Option<OutcomeOf<P>> {
        request.keys.iter().find_map(|key| {
            let (position, content) = self.replica.window.find(key.name)?;
            let same = content == key.content || key.kind == KeyKind::Signal;
            Some(if same {
                Outcome::Repeated { position, kind: key.kind }
            } else {
                Outcome::Conflict { kind: key.kind }
            })
        })
    }

    /// Writes an entry down, applies it, and lets the policies answer each of its events as of `then`.
    fn append(&mut self, entry: EntryOf<P>, then: Instant) -> OutcomeOf<P> {
        let origin = entry.origin(self.replica.next);
        let (received_at, signal) = (entry.received_at, entry.signal.clone());
        let (position, entry, mut answers) = self.write(entry, then);
        for _ in 0..CHAIN_MAX {
            if answers.is_empty() {
                break;
            }
            let mut further = Vec::new();
            for (cause, policy, command) in answers {
                let Ok(events) = self.replica.machine.decide(&command, self.clock) else { continue };
                if events.is_empty() {
                    continue;
                }
                let answer = Entry {
                    at: self.clock,
                    received_at,
                    signal: signal.clone(),
                    by: CompactString::const_new(policy),
                    cause: Some(Cause { entry: cause, origin, later: false }),
                    keys: SmallVec::new(),
                    events,
                    refusal: None,
                };
                further.extend(self.write(answer, then).2);
            }
            answers = further;
        }
        Outcome::Done { position, entry }
    }

    #[expect(clippy::type_complexity, reason = "three things that are only ever taken apart at once")]
    fn write(
        &mut self,
        entry: EntryOf<P>,
        then: Instant,
    ) -> (Position, Arc<EntryOf<P>>, Vec<(Position, &'static str, P::Command)>) {
        let position = self.replica.next;
        if let Err(fault) = encode_entry(position, &entry, &mut self.pending.payload) {
            // An event that cannot be written must not take effect; there is no state to go back to.
            panic!("{fault}");
        }
        let stamp = Stamp { position, origin: entry.origin(position), at: entry.at };
        entry.events.iter().for_each(|event| self.replica.machine.apply(event, stamp));
        let mut answers = Vec::new();
        for event in &entry.events {
            let commands = self.replica.machine.react(event, then);
            answers.extend(commands.into_iter().map(|(policy, command)| (position, policy, command)));
        }
        self.replica.passed(&entry);
        let entry = Arc::new(entry);
        self.pending.entries.push(entry.clone());
        (position, entry, answers)
    }
}
