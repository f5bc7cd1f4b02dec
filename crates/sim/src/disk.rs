//! A log in memory, byte by byte: frames with checksums, torn by crashes, cut by whoever opens it next.

use realtail_engine::log::{AppendError, Batch, Log, LogFault, LogReader};
use realtail_kernel::Position;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// First position, count, payload length, checksum of all that and the payload.
const HEADER: usize = 8 + 4 + 4 + 4;

/// What survives a crash. Its clones are the same disk.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    image: Arc<Mutex<Image>>,
    /// Set by a mutation: a writer that was deposed may go on.
    pub takes_stale_writers: bool,
}

#[derive(Debug, Default)]
struct Image {
    bytes: Vec<u8>,
    /// Where each whole frame begins, and its batch.
    batches: Vec<(usize, Batch)>,
}

impl Image {
    fn next(&self) -> Position {
        self.batches.last().map_or(Position(1), |(_, batch)| batch.next())
    }
}

fn frame(first: Position, count: u32, payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + payload.len());
    bytes.extend_from_slice(&first.0.to_le_bytes());
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    let checksum = crc32c::crc32c_append(crc32c::crc32c(&bytes), payload);
    bytes.extend_from_slice(&checksum.to_le_bytes());
    bytes.extend_from_slice(payload);
    bytes
}

fn parse(bytes: &[u8]) -> Option<Batch> {
    let word = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let first = Position(u64::from(word(0)?) | u64::from(word(4)?) << 32);
    let (count, length, checksum) = (word(8)?, word(12)? as usize, word(16)?);
    let payload = bytes.get(HEADER..HEADER.checked_add(length)?)?;
    let found = crc32c::crc32c_append(crc32c::crc32c(&bytes[..16]), payload);
    (found == checksum && count > 0).then(|| Batch { first, count, payload: payload.to_vec() })
}

impl Disk {
    fn image(&self) -> MutexGuard<'_, Image> {
        self.image.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the bytes again and cuts a torn tail; tells how many bytes that were.
    pub fn open(&self) -> usize {
        let mut image = self.image();
        let (mut at, mut batches, mut next) = (0, Vec::new(), Position(1));
        while let Some(batch) = parse(&image.bytes[at..]).filter(|batch| batch.first == next) {
            let start = at;
            at += HEADER + batch.payload.len();
            next = batch.next();
            batches.push((start, batch));
        }
        let cut = image.bytes.len() - at;
        image.bytes.truncate(at);
        image.batches = batches;
        cut
    }

    /// What a crash leaves of an append under way: its first bytes, and rubbish where the rest should be.
    pub fn tear(&self, first: Position, count: u32, payload: &[u8], kept: usize, rubbish: &[u8]) {
        let frame = frame(first, count, payload);
        let mut image = self.image();
        if image.next() != first {
            return; // The disk had refused it anyway.
        }
        image.bytes.extend_from_slice(&frame[..kept.min(frame.len() - 1)]);
        image.bytes.extend_from_slice(rubbish);
    }

    /// Loses the last batch, which no disk may do.
    pub fn lose_last(&self) {
        let mut image = self.image();
        if let Some((start, _)) = image.batches.pop() {
            image.bytes.truncate(start);
        }
    }

    /// The batches that came after `from`.
    pub fn batches_from(&self, from: Position) -> Vec<Batch> {
        let image = self.image();
        let begin = image.batches.partition_point(|(_, batch)| batch.next() <= from);
        image.batches[begin..].iter().map(|(_, batch)| batch.clone()).collect()
    }
}

impl Log for Disk {
    fn next(&self) -> Position {
        self.image().next()
    }

    fn append(&mut self, expected_next: Position, count: u32, payload: &[u8]) -> Result<(), AppendError> {
        let mut image = self.image();
        let next = image.next();
        if expected_next != next && !self.takes_stale_writers {
            return Err(AppendError::Stale { expected: expected_next, next });
        }
        let batch = Batch { first: expected_next, count, payload: payload.to_vec() };
        let start = image.bytes.len();
        image.bytes.extend_from_slice(&frame(expected_next, count, payload));
        image.batches.push((start, batch));
        Ok(())
    }

    fn confirm(&mut self, expected_next: Position) -> Result<(), AppendError> {
        let next = self.image().next();
        if expected_next != next && !self.takes_stale_writers {
            return Err(AppendError::Stale { expected: expected_next, next });
        }
        Ok(())
    }

    fn reader(&self) -> Arc<dyn LogReader> {
        Arc::new(self.clone())
    }
}

impl LogReader for Disk {
    fn next(&self) -> Position {
        self.image().next()
    }

    fn read(&self, from: Position) -> Box<dyn Iterator<Item = Result<Batch, LogFault>> + Send + '_> {
        Box::new(self.batches_from(from).into_iter().map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_tail_is_cut_wherever_it_was_torn() {
        for kept in 0..40 {
            let mut disk = Disk::default();
            disk.append(Position(1), 2, b"first").expect("fits");
            disk.tear(Position(3), 1, b"second batch", kept, &[0; 3]);
            assert!(disk.open() > 0, "{kept} bytes kept");
            assert_eq!(Log::next(&disk), Position(3));
            disk.append(Position(3), 1, b"second batch").expect("goes on");
            assert_eq!(disk.open(), 0);
            assert_eq!(disk.batches_from(Position(1)).len(), 2);
        }
    }

    #[test]
    fn a_writer_that_missed_a_batch_is_refused() {
        let mut disk = Disk::default();
        let mut other = disk.clone();
        disk.append(Position(1), 1, b"a").expect("fits");
        let refused = other.append(Position(1), 1, b"b").expect_err("stale");
        assert!(matches!(refused, AppendError::Stale { next: Position(2), .. }), "{refused}");
    }
}
