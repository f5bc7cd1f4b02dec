//! Durable batches a second: this log, the store it was chosen over, and what the disk itself allows.
//!
//! `cargo bench -p realtail-log-embedded`; the argument `--seconds N` says how long each cell takes.

use realtail_engine::log::Log;
use realtail_log_embedded::{EmbeddedLog, Settings};
use rustix::fs::{FallocateFlags, fallocate};
use std::fs::File;
use std::hint::black_box;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const ENTRY_BYTES: usize = 200;
const BATCHES: [usize; 5] = [1, 16, 64, 256, 1024];
const RESERVED_BYTES: u64 = 2 << 30;
const ZEROED_BYTES: u64 = 64 << 20;
const ROUNDS: u32 = 10;

/// Writes one batch and returns once it is durable.
type Commit = Box<dyn FnMut(&[u8])>;

/// Sets up in a folder of its own.
type Way = fn(&Path) -> Commit;

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let seconds =
        words.iter().position(|word| word == "--seconds").and_then(|at| words.get(at + 1)?.parse().ok());
    let time = Duration::from_secs_f64(seconds.unwrap_or(1.0));
    let ways: [(&'static str, Way); 5] = [
        ("a file that grows", |dir| raw(dir, |_| (), u64::MAX)),
        ("a file of fallocated space", |dir| raw(dir, reserve, RESERVED_BYTES)),
        ("a file of zeros", |dir| raw(dir, zeros, ZEROED_BYTES)),
        ("this log", ours),
        ("fjall, SyncData", fjall),
    ];
    println!(
        "commits/s in the best of {ROUNDS} rounds, and p10/p50/p99 in ms over all, by entries of {ENTRY_BYTES} bytes in a batch"
    );
    for entries in BATCHES {
        let batch: Vec<u8> = (0..entries * ENTRY_BYTES).map(|at| (at * 31 % 251) as u8).collect();
        let dirs = ways.map(|_| TempDir::new().expect("a temporary folder"));
        let mut rows = ways
            .iter()
            .zip(&dirs)
            .map(|((name, way), dir)| Row::new(name, way(dir.path())))
            .collect::<Vec<_>>();
        // All ways take turns, so that what else the machine does falls on all alike.
        for _ in 0..ROUNDS {
            rows.iter_mut().for_each(|row| row.measure(time / ROUNDS, &batch));
        }
        rows.iter_mut().for_each(|row| row.print(entries));
    }
    recovery();
}

/// One way to commit, and how it went.
struct Row {
    name: &'static str,
    commit: Commit,
    taken: Vec<Duration>,
    best: f64,
}

impl Row {
    fn new(name: &'static str, commit: Commit) -> Row {
        Row { name, commit, taken: Vec::new(), best: 0.0 }
    }

    fn measure(&mut self, time: Duration, batch: &[u8]) {
        let (before, start) = (self.taken.len(), Instant::now());
        while start.elapsed() < time {
            let begun = Instant::now();
            (self.commit)(batch);
            self.taken.push(begun.elapsed());
        }
        let commits = (self.taken.len() - before) as f64 / start.elapsed().as_secs_f64();
        self.best = self.best.max(commits);
    }

    fn print(&mut self, entries: usize) {
        self.taken.sort();
        let at =
            |part: f64| self.taken[((self.taken.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
        let (low, middle, high) = (at(0.1), at(0.5), at(0.99));
        println!("{entries:>5} {:<28} {:>8.0} {low:>7.3} {middle:>7.2} {high:>7.2}", self.name, self.best);
    }
}

fn ours(dir: &Path) -> Commit {
    let mut log = EmbeddedLog::open(dir, Settings::default()).expect("a log").log;
    Box::new(move |batch| log.append(log.next(), 1, batch).expect("an append"))
}

/// Each batch is one value: what the engine would store.
fn fjall(dir: &Path) -> Commit {
    let database = fjall::Database::builder(dir).open().expect("a database");
    let batches = database.keyspace("log", fjall::KeyspaceCreateOptions::default).expect("a keyspace");
    let mut next = 1_u64;
    Box::new(move |batch| {
        batches.insert(next.to_be_bytes(), batch).expect("an insert");
        database.persist(fjall::PersistMode::SyncData).expect("a sync");
        next += 1;
    })
}

/// Begins again at `end`.
fn raw(dir: &Path, prepare: fn(&File), end: u64) -> Commit {
    let file = File::create(dir.join("raw")).expect("a file");
    prepare(&file);
    let mut at = 0;
    Box::new(move |batch| {
        if at + batch.len() as u64 > end {
            at = 0;
        }
        file.write_all_at(batch, at).expect("a write");
        file.sync_data().expect("a sync");
        at += batch.len() as u64;
    })
}

fn reserve(file: &File) {
    fallocate(file, FallocateFlags::empty(), 0, RESERVED_BYTES).expect("space");
    file.sync_all().expect("a sync");
}

fn zeros(file: &File) {
    file.write_all_at(&vec![0; ZEROED_BYTES as usize], 0).expect("a write");
    file.sync_all().expect("a sync");
}

/// Opening a log of 200 MB and reading all of it.
fn recovery() {
    let dir = TempDir::new().expect("a temporary folder");
    let mut log = EmbeddedLog::open(dir.path(), Settings::default()).expect("a log").log;
    for _ in 0..4_000 {
        log.append(log.next(), 256, &[7; 256 * ENTRY_BYTES]).expect("an append");
    }
    drop(log);
    let begun = Instant::now();
    let log = EmbeddedLog::open(dir.path(), Settings::default()).expect("a log").log;
    let opened = begun.elapsed();
    let entries: u64 =
        log.reader().read(realtail_kernel::Position(1)).map(|b| u64::from(b.expect("a batch").count)).sum();
    let read = begun.elapsed() - opened;
    println!("open {opened:.1?}, verify and read {entries} entries {read:.1?}");
    let begun = Instant::now();
    for at in 0..10_000_u64 {
        let position = realtail_kernel::Position(1 + at * 7919 % entries);
        black_box(log.reader().batch_at(position).expect("a lookup"));
    }
    println!("batch_at {:.1?}", begun.elapsed() / 10_000);
}
