//! The contracts between the engine and what it drives.

use crate::Instant;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

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
    /// The first entry of its chain.
    pub origin: Position,
    /// When it was decided.
    pub at: Instant,
}

impl Stamp {
    /// What the entry is known by to whatever follows from it later.
    pub const fn mark(self) -> Mark {
        Mark { entry: self.position, origin: self.origin }
    }
}

/// An entry, and the first of its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where it stands.
    pub entry: Position,
    /// Where its chain began.
    pub origin: Position,
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

    /// Which entry a command answers, where whoever asks names none: the one that raised what is to be done.
    fn answers(&self, _command: &Self::Command) -> Option<Mark> {
        None
    }

    /// Takes in an event. Never refuses: the log is already true.
    fn apply(&mut self, event: &Self::Event, stamp: Stamp);

    /// When the earliest timer is due.
    fn next_due(&self) -> Option<Instant> {
        None
    }

    /// What the timers that are due at `now` bring about. The engine asks for one instant after the other.
    fn tick(&self, _now: Instant) -> Vec<Self::Event> {
        Vec::new()
    }

    /// Which entry set the timer that brings an event of `tick` about, where that is known: what the timer does goes on in
    /// its trace. Asked before the event is applied; those that others set, or nobody knows who, are told apart.
    fn began(&self, _event: &Self::Event) -> Option<Mark> {
        None
    }
}

/// A machine that the engine can run: it answers its own events, can be set aside, and knows what must hold.
pub trait Platform:
    Machine<
        Command: Clone + Send,
        Event: Serialize + DeserializeOwned + Send + Sync,
        Refusal: Serialize + DeserializeOwned + Clone + std::fmt::Display + Send + Sync,
    > + Clone
    + Default
    + Send
    + Sync
    + 'static
{
    /// The whole state at rest.
    type Frozen: Serialize + DeserializeOwned + Send;

    /// Counts up whenever the state at rest changes its shape. Snapshots of another shape are dropped.
    const SHAPE: u32;

    /// The commands that follow from an event whose entry has just been applied. They are decided at once and stand in the
    /// same durable batch, so what follows from an event is as durable as the event, and happens once. Each comes with
    /// the name of the policy that asks for it.
    fn react(&self, event: &Self::Event, now: Instant) -> Vec<(&'static str, Self::Command)>;

    /// A copy that costs next to nothing, to be written down while the machine goes on.
    fn freeze(&self) -> Self::Frozen;

    /// The machine as it was when it was frozen.
    fn thaw(frozen: Self::Frozen) -> Self;

    /// Checks all invariants.
    ///
    /// # Errors
    /// The first breach, in words.
    fn check(&self) -> Result<(), String>;
}

/// Answers an event with commands; one sentence of how the pillars work together.
pub trait Policy<M: Machine>: Send + Sync {
    /// The sentence, with underscores.
    fn name(&self) -> &'static str;

    /// The commands that follow from `event`, which `machine` has already applied.
    fn react(&self, event: &M::Event, machine: &M, now: Instant) -> Vec<M::Command>;
}
