//! Demand of the panel CJ-F1, 28 days ahead.

mod calendar;
mod metrics;
mod panel;
mod plain;
mod plan;
mod replay;
mod trial;

use crate::Common;
use anyhow::Result;
use clap::Args;

/// What it can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct ForecastArgs {
    #[command(flatten)]
    common: Common,
}

/// Runs it.
pub fn run(args: &ForecastArgs) -> Result<()> {
    let journey = args.common.journey()?;
    trial::run(&journey)
}
