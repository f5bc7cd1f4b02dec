//! Price.

use crate::Common;
use anyhow::Result;
use clap::Args;

/// What it can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct PriceArgs {
    #[command(flatten)]
    common: Common,
}

/// Runs it.
pub fn run(args: &PriceArgs) -> Result<()> {
    args.common.journey()?;
    Ok(())
}
