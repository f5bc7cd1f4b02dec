//! The contracts between the engine and what it drives.

use crate::Instant;
use serde::{Deserialize, Serialize};

/// The place of an entry in the log: 1 is the first, and there are no gaps.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(transparent)]
#[schema(value_type = u64)]
pub struct Position(pub u64);

impl Position {
    /// The place behind this one.
    pub const fn next(self) -> Position {
        Position(self.0 + 1)
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Where and when an event stands in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The entry that carries it.
    pub position: Position,
    /// When it was decided.
    pub at: Instant,
}

/// A deterministic state machine: same events, same state, on every node.
///
/// `decide` and `tick` read; only `apply` writes, live and on replay. None of them asks a clock.
pub trait Machine {
    /// What may be asked for.
    type Command;
    /// What has happened.
    type Event;
    /// Why a command was not carried out: an answer, not a fault.
    type Refusal;

    /// The events that carry out `command` at `now`; none where it was carried out before.
    ///
    /// # Errors
    /// A refusal, with nothing changed.
    fn decide(&self, command: &Self::Command, now: Instant) -> Result<Vec<Self::Event>, Self::Refusal>;

    /// Takes in an event. Never refuses: the log is already true.
    fn apply(&mut self, event: &Self::Event, stamp: Stamp);

    /// When the earliest timer is due.
    fn next_due(&self) -> Option<Instant> {
        None
    }

    /// What the timers that are due at `now` bring about.
    fn tick(&self, _now: Instant) -> Vec<Self::Event> {
        Vec::new()
    }
}

/// Answers an event with commands. Run right behind the event it answers, in the same durable batch,
/// so what follows from an event is as durable as the event, and happens once.
pub trait Policy<M: Machine> {
    /// What it does, as a sentence with underscores.
    fn name(&self) -> &'static str;

    /// The commands that follow from `event`, which `machine` has already applied.
    fn react(&self, event: &M::Event, machine: &M, now: Instant) -> Vec<M::Command>;
}
