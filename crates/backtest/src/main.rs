//! The back-tests on their own; `realtail bench forecast` and its like are the same.

use clap::Parser;
use realtail_backtest::Model;

/// Runs a model over a past period of real data.
#[derive(Parser)]
struct Command {
    #[command(subcommand)]
    model: Model,
}

fn main() -> anyhow::Result<()> {
    realtail_backtest::run(&Command::parse().model)
}
