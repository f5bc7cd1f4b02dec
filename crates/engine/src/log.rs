//! The contract of a log: append-only, durable, totally ordered, one writer.

use realtail_kernel::Position;
use std::sync::Arc;

/// Entries that became durable together. What an entry holds is the engine's concern, not the log's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The position of the first entry.
    pub first: Position,
    /// How many entries there are, one or more.
    pub count: u32,
    /// All entries, encoded by the engine.
    pub payload: Vec<u8>,
}

impl Batch {
    /// The position behind the last entry.
    pub fn next(&self) -> Position {
        Position(self.first.0 + u64::from(self.count))
    }
}

/// Why a batch was not appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Somebody else has appended in between: this writer is deposed and must stop.
    #[error("the log goes on at {next}, this writer expected {expected}: another writer has taken over")]
    Stale {
        /// Where this writer thought the log ends.
        expected: Position,
        /// Where it does end.
        next: Position,
    },
    /// The write failed, or nobody knows whether it did. Never tried again: the process stops.
    #[error(transparent)]
    Fault(#[from] LogFault),
}

/// Broken machinery: what was being done, where, and what came of it.
#[derive(Debug, thiserror::Error)]
#[error("{doing} ({place}): {cause}")]
pub struct LogFault {
    /// The verb and its object, such as "append batch".
    pub doing: &'static str,
    /// The file and offset, or the stream and sequence.
    pub place: String,
    /// What the machinery said.
    pub cause: String,
}

/// The writing side of a log. One at a time.
pub trait Log: Send {
    /// Where the next entry will stand; 1 in an empty log.
    fn next(&self) -> Position;

    /// Appends a batch and returns once it is durable.
    ///
    /// # Errors
    /// `Stale` with nothing written where the log does not end at `expected_next`; a fault otherwise.
    fn append(&mut self, expected_next: Position, count: u32, payload: &[u8]) -> Result<(), AppendError>;

    /// Whether this writer is still the only one, and the log ends at `expected_next`. Asked before callers are told
    /// something that appends nothing, such as a refusal: the log could not refuse that.
    ///
    /// # Errors
    /// `Stale` where another writer has taken over; a fault otherwise.
    fn confirm(&mut self, expected_next: Position) -> Result<(), AppendError>;

    /// How many more bytes can be appended before the storage is full, where that is known.
    /// The engine refuses new work before it runs out, rather than stop in the middle.
    fn room_bytes(&self) -> Option<u64> {
        None
    }

    /// How big the payload of one batch may be. The engine spreads more than that over several batches.
    fn batch_bytes_max(&self) -> usize {
        16 << 20
    }

    /// A handle for reading, usable from any thread while the writer goes on.
    fn reader(&self) -> Arc<dyn LogReader>;
}

/// The reading side of a log: sees durable batches only.
pub trait LogReader: Send + Sync {
    /// Where the next entry will stand, as far as is durable now.
    fn next(&self) -> Position;

    /// The batches from the one that holds `from` up to what is durable now, in order and without gaps.
    fn read(&self, from: Position) -> Box<dyn Iterator<Item = Result<Batch, LogFault>> + Send + '_>;

    /// The batch that holds `position`, if the log goes that far.
    ///
    /// # Errors
    /// A fault of the storage.
    fn batch_at(&self, position: Position) -> Result<Option<Batch>, LogFault> {
        if position.0 == 0 || position >= self.next() {
            return Ok(None);
        }
        self.read(position).next().transpose()
    }
}
