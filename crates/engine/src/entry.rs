//! What stands in the log, and what is asked of the engine.

use compact_str::CompactString;
use realtail_kernel::{Instant, Position};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::sync::Arc;

/// The kind of a signal or a command, such as `retail.sale.completed` or `hold.place`.
pub type Signal = CompactString;

/// Which entry stands before this one, and which began it all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// The entry whose event this one answers.
    pub entry: Position,
    /// The first of the chain: the name of its trace.
    pub origin: Position,
    /// Whether it came later, by a caller or a timer: a policy's answer stands right behind its cause.
    #[serde(default, alias = "by_caller", skip_serializing_if = "std::ops::Not::not")]
    pub later: bool,
}

/// What one command brought about. The log is a sequence of these.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry<E, R> {
    /// When it was decided.
    pub at: Instant,
    /// When the signal that began it came in; the delay of an action counts from here.
    pub received_at: Instant,
    /// What that signal was.
    pub signal: Signal,
    /// Whose API key it came with; the policy that asked for it, or the engine itself, where none.
    pub by: CompactString,
    /// What it follows from; nothing for what came from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The keys under which a repetition is recognised.
    #[serde(default, skip_serializing_if = "SmallVec::is_empty")]
    pub keys: SmallVec<[Key; 1]>,
    /// What happened.
    pub events: Vec<E>,
    /// Why nothing happened; kept only under an idempotency key, so that a retry gets the same answer.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub refusal: Option<R>,
}

fn none<R>() -> Option<R> {
    None
}

impl<E, R> Entry<E, R> {
    /// The first entry of the chain this one belongs to, given its own position.
    pub fn origin(&self, position: Position) -> Position {
        self.cause.map_or(position, |cause| cause.origin)
    }
}

/// Under what a repetition is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// The caller's idempotency key.
    Request,
    /// The retailer's own number of the thing, such as a receipt number.
    Thing,
    /// The source and id of a CloudEvent: the same pair is the same event, whatever it carries.
    Signal,
}

/// A name that makes a command happen once. Only its digest is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// What it is.
    pub kind: KeyKind,
    /// The first 128 bits of its SHA-256.
    pub name: u128,
    /// Of the content it came with: another content under the same name is a mistake, not a repetition.
    pub content: u64,
}

/// Something that is asked of the engine.
#[derive(Clone, Debug)]
pub struct Request<C> {
    /// What.
    pub command: C,
    /// What it is called in delays and traces.
    pub signal: Signal,
    /// Whose API key it came with.
    pub by: CompactString,
    /// When it came in.
    pub received_at: Instant,
    /// Which entry it answers, where the caller says: a notice that was opened, an advertisement that was clicked. Where it
    /// says nothing, the machine may know: the entry that raised the task which is done.
    pub cause: Option<Cause>,
    /// Under which keys a repetition is recognised.
    pub keys: SmallVec<[Key; 1]>,
}

/// What came of a request. Told once all it rests on is durable.
#[derive(Clone, Debug)]
pub enum Outcome<E, R> {
    /// It was carried out, now.
    Done {
        /// Where it stands in the log.
        position: Position,
        /// What it brought about.
        entry: Arc<Entry<E, R>>,
    },
    /// It had been carried out before, and nobody gave it a key: the state tells.
    Unchanged,
    /// The same was asked for before: the entry there has the answer.
    Repeated {
        /// Where.
        position: Position,
        /// Which key told.
        kind: KeyKind,
    },
    /// The key was used before with another content.
    Conflict {
        /// Which key.
        kind: KeyKind,
    },
    /// It was not carried out.
    Refused(R),
}
