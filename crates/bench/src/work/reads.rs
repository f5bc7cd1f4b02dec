//! Availability of one item at one site, alone and while holds are being placed.

use std::time::Duration;

use anyhow::{Result, anyhow};

use crate::args::Contender;
use crate::bench::{Bench, step, take};
use crate::load::{Load, Success, drive};
use crate::realtail::Realtail;
use crate::reply::Protocol;
use crate::shop::Shop;

/// Nobody writes.
pub const ALONE: &str = "availability reads, alone";
/// Others write.
pub const WHILE_WRITING: &str = "availability reads + writes";
/// The writes beside them.
const WRITING: &str = "holds beside the reads";
const CLIENTS: usize = 64;
const WRITERS: usize = 8;
/// Holds per second beside the reads: a busy retailer's peak, not the most that goes.
const WRITES_PER_SECOND: f64 = 2_000.0;

/// Measures both.
pub fn run(bench: &mut Bench) -> Result<()> {
    let path = "/v1/availability?item=item-<item>&site=site-<site>&channel=web";
    let read = Realtail::get(path, &Shop::UNIFORM.marks());
    let success = Success::Needles(r#""available""#, 1);
    step(ALONE, || bench.drive_realtail(ALONE, "reads", CLIENTS, &read, &success))?;
    step(WHILE_WRITING, || {
        for _ in 0..bench.plan.rounds {
            let Some(realtail) = &bench.realtail else { return Ok(()) };
            let reads = bench.load(&realtail.server, Protocol::Http, CLIENTS, success.clone());
            let writes = Load {
                clients: WRITERS,
                threads: 1,
                pace: Some(WRITES_PER_SECOND),
                // Begins before and ends after what is counted of the reads.
                counted: reads.counted + Duration::from_millis(100),
                success: Success::Status,
                ..reads.clone()
            };
            let pids = [realtail.server.pid()];
            let (read_sample, written) = std::thread::scope(|scope| {
                let writer = scope.spawn(|| drive(&writes, &super::holds::request(Shop::UNIFORM)));
                let sample = take(&pids, || drive(&reads, &read));
                (sample, writer.join().map_err(|_| anyhow!("the writer panicked")))
            });
            let tally = written??;
            bench.keep(WHILE_WRITING, "reads", Contender::Realtail, CLIENTS, read_sample?);
            let write_sample = take(&pids, || Ok(tally))?;
            bench.keep(WRITING, "holds", Contender::Realtail, WRITERS, write_sample);
        }
        Ok(())
    })
}
