//! Reading: the sequence that holds a position is searched for, what is behind it is fetched ahead.

use crate::connection::Connection;
use realtail_engine::log::{Batch, LogFault, LogReader};
use realtail_kernel::Position;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, RwLock};

/// How far apart the sequences are whose positions are kept.
const MARK_SEQUENCES: u64 = 64;

/// At most so many batches are fetched ahead, and fewer where they are big.
const AHEAD_MAX: u64 = 256;
const AHEAD_BYTES: usize = 16 << 20;

/// What any thread may read from.
pub struct Reader {
    connection: Arc<Connection>,
    known: RwLock<Known>,
}

/// What is known of where positions stand.
struct Known {
    next: Position,
    last_sequence: u64,
    /// First positions of some messages, and their sequences.
    marks: BTreeMap<u64, u64>,
}

impl Reader {
    pub fn new(connection: Arc<Connection>, next: Position, last_sequence: u64) -> Reader {
        let known = Known { next, last_sequence, marks: BTreeMap::from([(1, 1)]) };
        Reader { connection, known: RwLock::new(known) }
    }

    /// All before `next` is durable now.
    pub fn reach(&self, next: Position, last_sequence: u64) {
        let mut known = self.known.write().expect("never left half written");
        (known.next, known.last_sequence) = (next, last_sequence);
    }

    /// Remembers where a batch stands, if that is not near what is known.
    pub fn learn(&self, first: Position, sequence: u64) {
        if sequence.is_multiple_of(MARK_SEQUENCES) {
            self.known.write().expect("never left half written").marks.insert(first.0, sequence);
        }
    }

    /// The sequence and first position of a message at or before the one that holds `from`, and the first
    /// sequence that is certainly behind it.
    fn around(&self, from: Position) -> (u64, u64) {
        let known = self.known.read().expect("never left half written");
        let at = known.marks.range(..=from.0).next_back().map_or(1, |(_, sequence)| *sequence);
        let behind = known.marks.range(from.0 + 1..).next().map(|(_, sequence)| *sequence);
        (at, behind.unwrap_or(known.last_sequence + 1))
    }

    /// The sequence whose batch holds `from`, which is in the log.
    fn holding(&self, from: Position) -> Result<u64, LogFault> {
        let (mut at, mut behind) = self.around(from);
        while behind - at > 1 {
            let middle = at + (behind - at) / 2;
            let batch = self.connection.get(middle)?.batch;
            self.learn(batch.first, middle);
            if batch.first <= from {
                at = middle;
            } else {
                behind = middle;
            }
        }
        Ok(at)
    }

    fn batches(&self, from: Position) -> Batches<'_> {
        let known = self.known.read().expect("never left half written");
        let (until, last_sequence) = (known.next, known.last_sequence);
        Batches {
            reader: self,
            from,
            until,
            last_sequence,
            sequence: 0,
            ahead: 1,
            next: None,
            fetched: VecDeque::new(),
        }
    }
}

impl LogReader for Reader {
    fn next(&self) -> Position {
        self.known.read().expect("never left half written").next
    }

    fn read(&self, from: Position) -> Box<dyn Iterator<Item = Result<Batch, LogFault>> + Send + '_> {
        Box::new(self.batches(Position(from.0.max(1))))
    }
}

/// Fetches twice as far ahead each time: a look-up costs one message, a recovery few round trips.
struct Batches<'a> {
    reader: &'a Reader,
    from: Position,
    until: Position,
    last_sequence: u64,
    /// Of the next message to fetch; zero before the search.
    sequence: u64,
    ahead: u64,
    /// Where the next batch has to begin, once one has been seen.
    next: Option<Position>,
    fetched: VecDeque<Batch>,
}

impl Iterator for Batches<'_> {
    type Item = Result<Batch, LogFault>;

    fn next(&mut self) -> Option<Result<Batch, LogFault>> {
        let more = self.fetched.is_empty() && self.next.unwrap_or(self.from) < self.until;
        if more && let Err(fault) = self.fetch() {
            self.until = Position(0); // Nothing can be read behind a gap.
            return Some(Err(fault));
        }
        let batch = self.fetched.pop_front()?;
        Some(self.in_order(batch))
    }
}

impl Batches<'_> {
    fn fetch(&mut self) -> Result<(), LogFault> {
        if self.sequence == 0 {
            self.sequence = self.reader.holding(self.from)?;
        }
        let count = self.ahead.min((self.last_sequence + 1).saturating_sub(self.sequence));
        for message in self.reader.connection.get_range(self.sequence, count)? {
            self.reader.learn(message.batch.first, self.sequence);
            self.fetched.push_back(message.batch);
            self.sequence += 1;
        }
        let bytes: usize = self.fetched.iter().map(|batch| batch.payload.len()).sum();
        self.ahead = if bytes > AHEAD_BYTES { 1.max(self.ahead / 2) } else { AHEAD_MAX.min(self.ahead * 2) };
        Ok(())
    }

    fn in_order(&mut self, batch: Batch) -> Result<Batch, LogFault> {
        let expected = self.next.unwrap_or(batch.first);
        if batch.first != expected || (self.next.is_none() && batch.first > self.from) {
            self.until = Position(0);
            self.fetched.clear();
            let cause = format!("position {expected} is expected, the batch begins with {}", batch.first);
            return Err(self.reader.connection.read_fault(self.sequence, cause));
        }
        self.next = Some(batch.next());
        Ok(batch)
    }
}
