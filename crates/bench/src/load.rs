//! The load generator: many connections on few threads, one request outstanding on each.

mod connection;
mod generator;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use hdrhistogram::Histogram;

use crate::reply::Protocol;
use crate::template::Template;

/// How hard, how long and at whom to aim.
#[derive(Clone, Debug)]
pub struct Load {
    /// The server.
    pub addr: SocketAddr,
    /// What it speaks.
    pub protocol: Protocol,
    /// Connections, each with one request outstanding.
    pub clients: usize,
    /// Threads of the generator.
    pub threads: usize,
    /// Time before counting begins.
    pub warm_up: Duration,
    /// Time during which replies are counted.
    pub counted: Duration,
    /// Requests per second; without it each client sends as soon as it was answered.
    pub pace: Option<f64>,
    /// What makes a reply a success.
    pub success: Success,
}

/// What makes a reply a success and how many units of work it carries.
#[derive(Clone, Debug)]
pub enum Success {
    /// A status from 200 to 299 is one unit.
    Status,
    /// Exactly this status is one unit.
    Answer(u16),
    /// Each occurrence of the needle in a good reply is a unit, and this many are expected.
    Needles(&'static str, u64),
    /// The body of a good reply is exactly this; one unit.
    Body(&'static str),
}

/// What was counted.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Replies.
    pub requests: u64,
    /// Units of work in good replies.
    pub units: u64,
    /// Everything else, by reason.
    pub failures: BTreeMap<String, u64>,
    /// Nanoseconds from sending (or, when paced, from when it was due) to the whole reply.
    pub latency: Histogram<u64>,
    /// Time counted.
    pub counted: Duration,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(counted: Duration) -> Tally {
        // One microsecond to two minutes, to a tenth of a percent: bounds that are always valid.
        let latency = Histogram::new_with_bounds(1_000, 120_000_000_000, 3);
        let latency = latency.unwrap_or_else(|_| unreachable!("constant bounds"));
        Tally { requests: 0, units: 0, failures: BTreeMap::new(), latency, counted }
    }

    /// Units per second.
    pub fn rate(&self) -> f64 {
        self.units as f64 / self.counted.as_secs_f64()
    }

    /// Replies per second.
    pub fn request_rate(&self) -> f64 {
        self.requests as f64 / self.counted.as_secs_f64()
    }

    /// A percentile in milliseconds.
    pub fn millis_at(&self, quantile: f64) -> f64 {
        self.latency.value_at_quantile(quantile) as f64 / 1e6
    }

    /// How many replies were no success.
    pub fn failed(&self) -> u64 {
        self.failures.values().sum()
    }

    pub(crate) fn fail(&mut self, reason: String) {
        *self.failures.entry(reason).or_default() += 1;
    }

    /// Puts another count of the same time beside this one.
    pub fn merge(&mut self, other: &Tally) {
        self.requests += other.requests;
        self.units += other.units;
        for (reason, count) in &other.failures {
            *self.failures.entry(reason.clone()).or_default() += count;
        }
        // Same bounds on both sides, so this cannot fail.
        self.latency.add(&other.latency).unwrap_or_default();
    }
}

/// Sends until the time is over and says what came back.
pub fn drive(load: &Load, template: &Template) -> Result<Tally> {
    let begin = Instant::now() + Duration::from_millis(5);
    let mut total = Tally::new(load.counted);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..load.threads)
            .map(|thread| {
                let clients = share(load.clients, load.threads, thread);
                let template = template.clone().starting_at(fresh_uniques(), thread as u64 + 7);
                scope.spawn(move || generator::run(load, clients, begin, template))
            })
            .collect();
        for thread in threads {
            let tally = thread.join().map_err(|_| anyhow!("a generator thread panicked"))?;
            total.merge(&tally.with_context(|| format!("drive {} clients at {}", load.clients, load.addr))?);
        }
        Ok(total)
    })
}

fn share(clients: usize, threads: usize, thread: usize) -> usize {
    clients / threads + usize::from(thread < clients % threads)
}

/// Every phase and thread numbers its requests in a range of its own, so no id comes twice.
pub fn fresh_uniques() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed) * 100_000_000
}
