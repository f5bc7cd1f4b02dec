//! `realtail bench`: the engine beside what a user would pick instead, or models over a past period of real data.

use clap::Args;
use realtail_backtest::Model;
use realtail_bench::args::BenchArgs;
use std::process::ExitCode;

/// What to measure: a model, or else the engine.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Flags {
    #[command(subcommand)]
    model: Option<Model>,
    #[command(flatten)]
    args: BenchArgs,
}

/// Measures, and prints the tables.
pub fn run(flags: Flags) -> anyhow::Result<ExitCode> {
    match &flags.model {
        Some(model) => realtail_backtest::run(model)?,
        None => drop(realtail_bench::run(flags.args)?),
    }
    Ok(ExitCode::SUCCESS)
}
