//! Durable batches a second in a JetStream log, beside the server's own sync policy.
//!
//! `cargo bench -p realtail-log-jetstream`; the argument `--seconds N` says how long each cell takes.

#[allow(dead_code)] // The tests need more of it.
#[path = "../tests/nats/mod.rs"]
mod nats;

use realtail_engine::log::Log;
use realtail_kernel::Position;
use realtail_log_jetstream::{JetStreamLog, Settings};
use std::time::{Duration, Instant};

const ENTRY_BYTES: usize = 200;

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let seconds =
        words.iter().position(|word| word == "--seconds").and_then(|at| words.get(at + 1)?.parse().ok());
    let time = Duration::from_secs_f64(seconds.unwrap_or(1.0));
    println!(
        "commits/s and p50/p99/max in ms, by entries of {ENTRY_BYTES} bytes in a batch, one after the other"
    );
    for (sync, name) in [(true, "each message synced"), (false, "synced every two minutes")] {
        let server = nats::Server::start(if sync { nats::SYNCED } else { "" }, "");
        let settings = Settings { servers: server.url(), ..Settings::default() };
        let mut log = JetStreamLog::open(&settings).expect("a log");
        for entries in [1, 16, 64, 256, 1024] {
            measure(&mut log, name, entries, time);
        }
        let begun = Instant::now();
        let batches = log.reader().read(Position(1)).filter(Result::is_ok).count();
        println!("read {batches} batches in {:.1?}", begun.elapsed());
    }
}

fn measure(log: &mut JetStreamLog, name: &str, entries: usize, time: Duration) {
    let payload = vec![7; entries * ENTRY_BYTES];
    let (mut taken, start) = (Vec::new(), Instant::now());
    while start.elapsed() < time {
        let begun = Instant::now();
        log.append(log.next(), entries as u32, &payload).expect("an append");
        taken.push(begun.elapsed());
    }
    let commits = taken.len() as f64 / start.elapsed().as_secs_f64();
    taken.sort();
    let at = |part: f64| taken[((taken.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
    let (middle, high, most) = (at(0.5), at(0.99), at(1.0));
    println!("{entries:>5} {name:<28} {commits:>8.0} {middle:>7.2} {high:>7.2} {most:>7.2}");
}
