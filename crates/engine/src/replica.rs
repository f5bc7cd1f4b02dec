//! The state at one point of the log: the machine, and the keys of what it has taken in.

use crate::entry::Entry;
use crate::window::Window;
use realtail_kernel::{Instant, Platform, Position, Stamp};
use serde::{Deserialize, Serialize};

/// The state after all entries before `next`. The writer has one that runs ahead of the disk, recovery makes one, a
/// follower would have one; all are made the same way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replica<P> {
    /// The machine.
    pub machine: P,
    /// The first entry that has not been taken in.
    pub next: Position,
    /// The newest time of any entry: the engine's clock never falls behind it.
    pub at: Instant,
    pub(crate) window: Window,
}

/// A replica at rest.
#[derive(Serialize, Deserialize)]
pub(crate) struct Frozen<F> {
    pub next: Position,
    pub at: Instant,
    window: Window,
    machine: F,
}

impl<P: Platform> Replica<P> {
    /// The state before the first entry.
    pub fn empty() -> Replica<P> {
        Replica { machine: P::default(), next: Position(1), at: Instant::EPOCH, window: Window::default() }
    }

    /// Takes in the next entry.
    pub fn apply(&mut self, entry: &Entry<P::Event, P::Refusal>) {
        let stamp = Stamp { position: self.next, origin: entry.origin(self.next), at: entry.at };
        for event in &entry.events {
            self.machine.apply(event, stamp);
        }
        self.passed(entry);
    }

    /// Notes that all events of the entry at `next` have been applied.
    pub(crate) fn passed(&mut self, entry: &Entry<P::Event, P::Refusal>) {
        for key in &entry.keys {
            self.window.remember(key, self.next);
        }
        self.at = self.at.max(entry.at);
        self.next = self.next.next();
    }

    pub(crate) fn freeze(&self) -> Frozen<P::Frozen> {
        Frozen { next: self.next, at: self.at, window: self.window.freeze(), machine: self.machine.freeze() }
    }

    pub(crate) fn thaw(frozen: Frozen<P::Frozen>) -> Replica<P> {
        let Frozen { next, at, mut window, machine } = frozen;
        window.index();
        Replica { machine: P::thaw(machine), next, at, window }
    }
}
