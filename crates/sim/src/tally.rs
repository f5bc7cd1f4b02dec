//! What runs add up to, and how one fails.

use realtail_engine::Outcome;
use std::collections::BTreeMap;
use std::time::Duration;

/// How often what happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what its name says")]
pub struct Tally {
    pub steps: u64,
    pub requests: u64,
    pub reads: u64,
    pub entries: u64,
    pub done: u64,
    pub unchanged: u64,
    pub repeated: u64,
    pub conflicts: u64,
    pub refused: u64,
    pub busy: u64,
    pub crashes: u64,
    pub failed_writes: u64,
    pub torn_tails: u64,
    pub takeovers: u64,
    pub deposed: u64,
    pub snapshots_recovered: u64,
    pub snapshots_corrupt: u64,
    pub simulated_ms: u64,
    /// Events, by their kind.
    pub kinds: BTreeMap<&'static str, u64>,
    /// Of the whole history: the same only for runs that did the same.
    pub digest: u64,
}

impl Tally {
    pub(crate) fn count<E, R>(&mut self, outcome: &Outcome<E, R>) {
        let count = match outcome {
            Outcome::Done { .. } => &mut self.done,
            Outcome::Unchanged => &mut self.unchanged,
            Outcome::Repeated { .. } => &mut self.repeated,
            Outcome::Conflict { .. } => &mut self.conflicts,
            Outcome::Refused(_) => &mut self.refused,
        };
        *count += 1;
    }

    fn add(&mut self, other: &Tally) {
        self.steps += other.steps;
        self.requests += other.requests;
        self.reads += other.reads;
        self.entries += other.entries;
        self.done += other.done;
        self.unchanged += other.unchanged;
        self.repeated += other.repeated;
        self.conflicts += other.conflicts;
        self.refused += other.refused;
        self.busy += other.busy;
        self.crashes += other.crashes;
        self.failed_writes += other.failed_writes;
        self.torn_tails += other.torn_tails;
        self.takeovers += other.takeovers;
        self.deposed += other.deposed;
        self.snapshots_recovered += other.snapshots_recovered;
        self.snapshots_corrupt += other.snapshots_corrupt;
        self.simulated_ms += other.simulated_ms;
        for (kind, count) in &other.kinds {
            *self.kinds.entry(kind).or_default() += count;
        }
        self.digest = self.digest.rotate_left(1) ^ other.digest;
    }
}

/// What all seeds so far add up to.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// How many seeds.
    pub seeds: u64,
    /// All of them together.
    pub tally: Tally,
    /// How long that took.
    pub wall: Duration,
}

impl Summary {
    pub(crate) fn add(&mut self, tally: &Tally, wall: Duration) {
        self.seeds += 1;
        self.tally.add(tally);
        self.wall = wall;
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let t = &self.tally;
        writeln!(f, "seeds                {}, all sound", self.seeds)?;
        writeln!(f, "steps                {}", t.steps)?;
        writeln!(f, "requests             {}, {} entries logged", t.requests, t.entries)?;
        writeln!(
            f,
            "answers              {} done, {} unchanged, {} repeated, {} conflicts, {} refused, {} busy",
            t.done, t.unchanged, t.repeated, t.conflicts, t.refused, t.busy
        )?;
        writeln!(
            f,
            "crashes              {}, of them {} failed writes and {} deposed writers; {} take-overs",
            t.crashes, t.failed_writes, t.deposed, t.takeovers
        )?;
        writeln!(f, "torn tails           {} cut", t.torn_tails)?;
        writeln!(
            f,
            "snapshots            {} recovered from, {} corrupt and passed over",
            t.snapshots_recovered, t.snapshots_corrupt
        )?;
        let of = |kinds: &[&str]| kinds.iter().filter_map(|kind| t.kinds.get(kind)).sum::<u64>();
        writeln!(
            f,
            "around orders        {} placements, {} views and clicks, {} notices decided, {} told",
            of(&["retail.placement.decided"]),
            of(&["retail.placement.viewed", "retail.placement.clicked"]),
            of(&["retail.push.decided"]),
            of(&["retail.push.sent"]),
        )?;
        writeln!(
            f,
            "                     {} reports of tags, {} alarms, {} forecasts, {} sales put down to something",
            of(&["retail.tag.moved"]),
            of(&["retail.temperature.too_warm", "retail.shelf.ran_low"]),
            of(&["retail.forecast.said"]),
            of(&["retail.sale.attributed"]),
        )?;
        writeln!(f, "simulated time       {:.1} days", t.simulated_ms as f64 / 86_400_000.0)?;
        let seconds = self.wall.as_secs_f64().max(1e-9);
        write!(f, "wall time            {seconds:.1} s, {:.1} seeds/s", self.seeds as f64 / seconds)
    }
}

/// A seed that breaches an invariant. The seed alone brings it about again.
#[derive(Clone, Debug, thiserror::Error)]
#[error(
    "seed {seed} breaches {invariant}\n  {words}\nlast steps:\n{history}again with: realtail sim --seed {seed}"
)]
pub struct Failure {
    /// The seed.
    pub seed: u64,
    /// What does not hold.
    pub invariant: &'static str,
    /// How that shows.
    pub words: String,
    /// The last steps.
    pub history: String,
}
