//! The bench on its own; `realtail bench` is the same.

use clap::Parser;
use realtail_bench::args::BenchArgs;

/// Measures Realtail against what a user would pick instead.
#[derive(Parser)]
struct Command {
    #[command(flatten)]
    args: BenchArgs,
}

fn main() -> anyhow::Result<()> {
    realtail_bench::run(Command::parse().args).map(|_| ())
}
