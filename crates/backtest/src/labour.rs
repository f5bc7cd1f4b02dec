//! Labour.

use crate::Common;
use anyhow::Result;
use clap::Args;

/// What it can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct LabourArgs {
    #[command(flatten)]
    common: Common,
}

/// Runs it.
pub fn run(args: &LabourArgs) -> Result<()> {
    args.common.journey()?;
    Ok(())
}
