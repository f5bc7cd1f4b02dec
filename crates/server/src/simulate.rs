//! `realtail sim`: the deterministic simulation; a seed that fails reproduces its failure.

use clap::Args;
use realtail_sim::Options;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What may be said on the command line.
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// How many seeds to run.
    #[arg(long, default_value_t = 300)]
    seeds: u64,
    /// The first seed.
    #[arg(long, default_value_t = 1)]
    first: u64,
    /// Only this seed: what a failure prints.
    #[arg(long, conflicts_with_all = ["seeds", "first"])]
    seed: Option<u64>,
    /// Steps of each run.
    #[arg(long, default_value_t = Options::default().steps)]
    steps: u64,
}

/// Runs until all seeds are done or one fails.
#[expect(clippy::print_stdout, reason = "what was found goes to the standard output")]
pub fn run(flags: &Flags) -> ExitCode {
    let (first_seed, seeds) = flags.seed.map_or((flags.first, flags.seeds), |seed| (seed, 1));
    let options = Options { first_seed, seeds, steps: flags.steps, ..Options::default() };
    let mut told = Instant::now();
    let done = realtail_sim::run(&options, |summary| {
        if told.elapsed() > Duration::from_secs(2) {
            told = Instant::now();
            eprintln!("{} of {seeds} seeds", summary.seeds);
        }
    });
    match done {
        Ok(summary) => {
            println!("{summary}");
            println!("{seeds} passed, 0 failed");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            println!("{failure}");
            println!("0 passed, 1 failed");
            ExitCode::FAILURE
        }
    }
}
