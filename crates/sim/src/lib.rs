//! The whole platform from one seed: fake clock, faulty log and clients, and an auditor that predicts every answer.

mod chance;
mod disk;
mod essence;
mod history;
mod invariants;
mod learned;
mod model;
mod moments;
mod mutation;
mod node;
mod provider;
mod readers;
mod tally;
mod workload;
mod world;

pub use mutation::Mutation;
pub use tally::{Failure, Summary, Tally};

use invariants::{Held, breach};
use mutation::{Bent, Subject};
use realtail_engine::log::Batch;
use realtail_platform::Retail;
use std::panic::{AssertUnwindSafe, catch_unwind};
use world::World;

/// What is to be simulated.
#[derive(Clone, Debug)]
pub struct Options {
    /// The first seed.
    pub first_seed: u64,
    /// How many seeds, one after the other.
    pub seeds: u64,
    /// Steps of each run.
    pub steps: u64,
    /// A fault on purpose, for the simulator's own tests.
    pub mutation: Option<Mutation>,
    /// Whether the auditor predicts answers; without it only invariants are checked.
    pub audited: bool,
    /// Whether orders are placed; in every other run where it is not said.
    pub sells: Option<bool>,
}

impl Default for Options {
    fn default() -> Options {
        Options { first_seed: 1, seeds: 100, steps: 1_500, mutation: None, audited: true, sells: None }
    }
}

/// Runs seed after seed; `progress` is told after each how many are done and what they add up to.
///
/// # Errors
/// The first seed that breaches an invariant, with what led to it.
pub fn run(options: &Options, mut progress: impl FnMut(&Summary)) -> Result<Summary, Box<Failure>> {
    let started = std::time::Instant::now();
    let mut summary = Summary::default();
    mutation::bend(options.mutation);
    for seed in options.first_seed..options.first_seed.saturating_add(options.seeds) {
        let tally = match options.mutation {
            None => play::<Retail>(seed, options)?.tally,
            Some(_) => play::<Bent>(seed, options)?.tally,
        };
        summary.add(&tally, started.elapsed());
        progress(&summary);
    }
    Ok(summary)
}

/// The log that the run of one seed leaves on its disk, whole.
///
/// # Errors
/// Where it breaches an invariant.
pub fn log(seed: u64, options: &Options) -> Result<Vec<Batch>, Box<Failure>> {
    Ok(play::<Retail>(seed, options)?.log())
}

fn play<P: Subject>(seed: u64, options: &Options) -> Result<World<P>, Box<Failure>> {
    let mut world = World::<P>::new(seed, options);
    let ran: Held = catch_unwind(AssertUnwindSafe(|| world.run(options.steps))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let words = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no words");
        Err(breach("nothing_panics", words))
    });
    world.tally.digest = world.history.digest();
    match ran {
        Ok(()) => Ok(world),
        Err(breach) => Err(Box::new(Failure {
            seed,
            invariant: breach.invariant,
            words: breach.words,
            history: world.history.last_steps(),
        })),
    }
}
