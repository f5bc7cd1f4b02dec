//! What happened to a customer: where in the log to read it.

use realtail_kernel::{Instant, Position};
use realtail_vocabulary::TimelineKind;
use serde::{Deserialize, Serialize};

/// The newest things that are kept of each customer.
const NOTED_MAX: usize = 100;

/// Something that happened to a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(Instant, TimelineKind, Position)", into = "(Instant, TimelineKind, Position)")]
pub struct Noted {
    /// When it happened.
    pub at: Instant,
    /// What kind of thing.
    pub kind: TimelineKind,
    /// The entry that says it.
    pub position: Position,
}

impl From<(Instant, TimelineKind, Position)> for Noted {
    fn from((at, kind, position): (Instant, TimelineKind, Position)) -> Noted {
        Noted { at, kind, position }
    }
}

impl From<Noted> for (Instant, TimelineKind, Position) {
    fn from(noted: Noted) -> (Instant, TimelineKind, Position) {
        (noted.at, noted.kind, noted.position)
    }
}

/// The newest things that happened to a customer, in the order of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timeline(Vec<Noted>);

impl Timeline {
    /// The newest first.
    pub fn newest(&self) -> impl Iterator<Item = &Noted> {
        self.0.iter().rev()
    }

    /// An entry says one thing of each kind, however many events it has.
    pub(super) fn note(&mut self, noted: Noted) {
        let of_entry = self.0.iter().rev().take_while(|last| last.position == noted.position);
        if of_entry.clone().any(|last| last.kind == noted.kind) {
            return;
        }
        if self.0.len() >= NOTED_MAX {
            self.0.remove(0);
        }
        self.0.push(noted);
    }

    /// Two customers were one.
    pub(super) fn join(&mut self, other: &Timeline) {
        self.0.extend_from_slice(&other.0);
        self.0.sort_by_key(|noted| (noted.position, noted.kind));
        self.0.dedup();
        self.0.drain(..self.0.len().saturating_sub(NOTED_MAX));
    }
}
