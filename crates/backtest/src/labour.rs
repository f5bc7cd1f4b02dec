//! Labour: arrivals by quarter hour forecast a week ahead, and the queue and hours that plans from them make.

mod floor;
mod forecast;
mod queue;

use crate::visits;
use crate::{Common, cpu};
use anyhow::Result;
use clap::Args;

/// What it can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct LabourArgs {
    #[command(flatten)]
    common: Common,
}

/// The first day of the last eight weeks, Monday 2017-11-06, which are scored.
pub const FIRST_DAY: i64 = 309;
/// The day after the last of them.
pub const END_DAY: i64 = 365;
/// 2017-12-25, on which every store is closed.
pub const CLOSED_DAY: i64 = 358;

/// Runs it.
pub fn run(args: &LabourArgs) -> Result<()> {
    let visits = visits::read(&args.common.journey()?)?;
    let (rows, seconds) = cpu::timed(|| forecast::table(&visits));
    println!(
        "arrivals by quarter hour, forecast each Sunday night for the week, days {FIRST_DAY} to {}; pinball and WAPE over \
         arrivals\n\n{rows}\n{seconds:.1} s of one processor\n",
        END_DAY - 1
    );
    let (outcome, seconds) = cpu::timed(|| floor::run(&visits));
    println!("{}\n{seconds:.1} s of one processor", outcome.text());
    if let Some(folder) = &args.common.export {
        outcome.export(folder)?;
        forecast::export(folder, &visits)?;
    }
    Ok(())
}
