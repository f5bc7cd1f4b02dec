//! What every log has to do, as tests: a log crate names them all with [`log_suite!`](crate::log_suite).

use crate::log::{AppendError, Batch, Log, LogReader};
use realtail_kernel::Position;
use std::sync::atomic::{AtomicBool, Ordering};

/// A place for one log, empty at first, where it can be opened again and again.
pub trait Store {
    /// Opens the log that lives here, or says why it will not.
    ///
    /// # Errors
    /// The sentence an operator would read.
    fn open(&self) -> Result<Box<dyn Log>, String>;
}

/// Makes a test of each check here; the expression gives a `Store` that nobody has used.
#[macro_export]
macro_rules! log_suite {
    ($store:expr) => {
        $crate::log_suite!(@ $store;
            an_empty_log_begins_with_one an_append_moves_the_log_on a_stale_append_writes_nothing
            a_second_writer_never_shares_the_log a_log_is_the_same_when_opened_again
            reading_starts_with_the_batch_that_holds_the_position each_position_finds_its_batch
            readers_see_whole_batches_in_order_while_the_writer_goes_on big_batches_come_back_whole
            an_empty_payload_is_a_batch_too there_is_room_for_a_batch);
    };
    (@ $store:expr; $($name:ident)*) => {
        $(#[test]
        fn $name() {
            $crate::log_suite::$name(&$store);
        })*
    };
}

/// Position 1 is the first, and there is nothing to read.
pub fn an_empty_log_begins_with_one(store: &dyn Store) {
    let log = open(store);
    assert_eq!(log.next(), Position(1));
    check(&*log.reader(), &[]);
    for position in [0, 1, 2, u64::MAX] {
        assert_eq!(log.reader().batch_at(Position(position)).expect("a lookup"), None);
    }
}

/// Each batch begins where the one before has ended, and is readable at once.
pub fn an_append_moves_the_log_on(store: &dyn Store) {
    let mut log = open(store);
    let reader = log.reader();
    let batches = [batch(1, 1, 10), batch(2, 3, 200), batch(5, 1, 1)];
    for (appended, batch) in batches.iter().enumerate() {
        append(&mut *log, batch);
        assert_eq!((log.next(), reader.next()), (batch.next(), batch.next()));
        check(&*reader, &batches[..=appended]);
    }
}

/// Neither a writer that is behind nor one that is ahead can append.
pub fn a_stale_append_writes_nothing(store: &dyn Store) {
    let mut log = open(store);
    let batches = [batch(1, 2, 100)];
    append(&mut *log, &batches[0]);
    for wrong in [0, 1, 2, 4, 99] {
        match log.append(Position(wrong), 1, b"stale") {
            Err(AppendError::Stale { expected, next }) => {
                assert_eq!((expected, next), (Position(wrong), Position(3)));
            }
            other => panic!("an append at {wrong} gave {other:?}"),
        }
        assert!(matches!(log.confirm(Position(wrong)), Err(AppendError::Stale { .. })), "at {wrong}");
    }
    log.confirm(Position(3)).expect("this writer is the only one");
    check(&*log.reader(), &batches);
    append(&mut *log, &batch(3, 1, 5));
}

/// Either the second writer is refused, or the first is deposed by the second's first append.
pub fn a_second_writer_never_shares_the_log(store: &dyn Store) {
    let mut first = open(store);
    append(&mut *first, &batch(1, 1, 10));
    match store.open() {
        Err(refusal) => {
            assert!(refusal.contains("is in use by another process"), "{refusal}");
            append(&mut *first, &batch(2, 1, 10));
        }
        Ok(mut second) => {
            first.confirm(Position(2)).expect("nobody has written yet");
            append(&mut *second, &batch(2, 2, 20));
            for _ in 0..2 {
                match first.confirm(Position(2)) {
                    Err(AppendError::Stale { expected: Position(2), next: Position(4) }) => (),
                    other => panic!("the deposed writer was told {other:?}"),
                }
                match first.append(Position(2), 1, b"deposed") {
                    Err(AppendError::Stale { expected: Position(2), next: Position(4) }) => (),
                    other => panic!("the deposed writer got {other:?}"),
                }
            }
            append(&mut *second, &batch(4, 1, 10));
            check(&*second.reader(), &[batch(1, 1, 10), batch(2, 2, 20), batch(4, 1, 10)]);
        }
    }
}

/// Nothing is lost or changed by closing, and the log goes on where it was.
pub fn a_log_is_the_same_when_opened_again(store: &dyn Store) {
    let mut batches = Vec::new();
    for round in 0..4 {
        let mut log = open(store);
        check(&*log.reader(), &batches);
        for size in [1, 500, 70_000] {
            let next = batch(log.next().0, round + 1, size);
            append(&mut *log, &next);
            batches.push(next);
        }
    }
    check(&*open(store).reader(), &batches);
}

/// Also when that position stands in the middle of a batch, or behind the end.
pub fn reading_starts_with_the_batch_that_holds_the_position(store: &dyn Store) {
    let (mut log, batches) = filled(store);
    let end = log.next().0;
    for _ in ["just written", "just opened"] {
        let reader = log.reader();
        for from in 0..end + 2 {
            let expected: Vec<_> = batches.iter().filter(|batch| batch.next().0 > from).cloned().collect();
            let expected = if from >= end { Vec::new() } else { expected };
            assert!(read(&*reader, from) == expected, "reading from {from}");
        }
        log = reopen(store, log);
    }
}

/// In any order, in a log that was just opened too.
pub fn each_position_finds_its_batch(store: &dyn Store) {
    let (mut log, batches) = filled(store);
    let end = log.next().0;
    for _ in ["just written", "just opened"] {
        let reader = log.reader();
        for position in (0..end + 2).rev() {
            let expected = batches.iter().find(|b| b.first.0 <= position && position < b.next().0);
            let found = reader.batch_at(Position(position)).expect("a lookup");
            assert!(found.as_ref() == expected, "position {position}");
        }
        log = reopen(store, log);
    }
}

/// A reader never sees half a batch, a gap, or less than was acknowledged before it looked.
pub fn readers_see_whole_batches_in_order_while_the_writer_goes_on(store: &dyn Store) {
    let mut log = open(store);
    let reader = log.reader();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut seen = Position(1);
                while !(done.load(Ordering::Acquire) && seen == reader.next()) {
                    let acknowledged = reader.next();
                    for found in reader.read(seen) {
                        let found = found.expect("a batch");
                        assert!(found == batch(seen.0, found.count, found.payload.len()), "at {seen}");
                        seen = found.next();
                    }
                    assert!(seen >= acknowledged);
                }
            });
        }
        for round in 0..300 {
            let next = batch(log.next().0, 1 + round % 5, (round as usize * 997) % 9_000);
            append(&mut *log, &next);
        }
        done.store(true, Ordering::Release);
    });
}

/// Up to the size the log says it takes.
pub fn big_batches_come_back_whole(store: &dyn Store) {
    let mut log = open(store);
    let most = log.batch_bytes_max().min(20 << 20);
    let mut batches = Vec::new();
    for size in [most, 1, most / 2, most, 7] {
        let next = batch(log.next().0, 1000, size);
        append(&mut *log, &next);
        batches.push(next);
    }
    check(&*log.reader(), &batches);
    drop(log);
    check(&*open(store).reader(), &batches);
}

/// What the entries hold is not the log's concern.
pub fn an_empty_payload_is_a_batch_too(store: &dyn Store) {
    let mut log = open(store);
    let batches = [batch(1, 7, 0), batch(8, 1, 0)];
    for batch in &batches {
        append(&mut *log, batch);
    }
    drop(log);
    check(&*open(store).reader(), &batches);
}

/// Where a log knows how much it can take, an empty one can take a batch.
pub fn there_is_room_for_a_batch(store: &dyn Store) {
    let log = open(store);
    assert!(log.room_bytes().is_none_or(|room| room > 100_000), "{:?}", log.room_bytes());
}

/// A batch whose payload can be told from that of every other, and says where a byte is out of place.
pub fn batch(first: u64, count: u32, bytes: usize) -> Batch {
    let seed = (first as u32).wrapping_mul(31).wrapping_add(count);
    let payload = (0..bytes as u32).map(|at| (at.wrapping_mul(7) ^ seed ^ (at >> 8)) as u8).collect();
    Batch { first: Position(first), count, payload }
}

/// Appends where the batch says.
#[track_caller]
pub fn append(log: &mut dyn Log, batch: &Batch) {
    log.append(batch.first, batch.count, &batch.payload).expect("an append");
}

/// Everything from a position on.
#[track_caller]
pub fn read(reader: &dyn LogReader, from: u64) -> Vec<Batch> {
    reader.read(Position(from)).collect::<Result<_, _>>().expect("a sound log")
}

#[track_caller]
fn check(reader: &dyn LogReader, expected: &[Batch]) {
    let found = read(reader, 1);
    let outline =
        |batches: &[Batch]| -> Vec<_> { batches.iter().map(|b| (b.first, b.payload.len())).collect() };
    assert_eq!(outline(&found), outline(expected));
    assert!(found == expected, "a payload differs");
    assert_eq!(reader.next(), expected.last().map_or(Position(1), Batch::next));
}

#[track_caller]
fn open(store: &dyn Store) -> Box<dyn Log> {
    store.open().expect("a log")
}

#[track_caller]
fn reopen(store: &dyn Store, log: Box<dyn Log>) -> Box<dyn Log> {
    drop(log);
    open(store)
}

fn filled(store: &dyn Store) -> (Box<dyn Log>, Vec<Batch>) {
    let mut log = open(store);
    let mut batches = Vec::new();
    for (round, size) in [10, 30_000, 0, 50_000, 100, 100, 40_000, 65_536, 1].into_iter().enumerate() {
        let next = batch(log.next().0, 1 + round as u32 % 4, size);
        append(&mut *log, &next);
        batches.push(next);
    }
    (log, batches)
}
