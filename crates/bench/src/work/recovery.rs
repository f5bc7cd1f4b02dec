//! Restarting on a long log: without a snapshot, with one; and what the log takes on disk.

use std::time::Duration;

use anyhow::Result;

use crate::bench::{Bench, OPENING_UNITS, step};
use crate::load::{Load, Success, drive};
use crate::machine::written_bytes;
use crate::realtail::Realtail;
use crate::reply::Protocol;
use crate::shop::Shop;

/// Per million events, the log alone.
pub const REPLAYED: &str = "recovery without snapshot, per million events";
/// As it restarts by itself.
pub const FROM_SNAPSHOT: &str = "recovery with snapshot";
const CLIENTS: usize = 8;
/// Small, so that the log is made of holds and hardly of the stock they are placed on.
const SHOP: Shop = Shop { items: 1_000, sites: 10 };
const SNAPSHOTS: &str = "snapshots";

/// Fills a log of its own and restarts on it.
pub fn run(bench: &mut Bench) -> Result<()> {
    let events = bench.plan.recovery_events;
    let mut realtail = step("start a Realtail to recover", || {
        let realtail = Realtail::start(bench.args.binary.as_deref(), &bench.args.temp)?;
        realtail.load_catalogue(SHOP, 0)?;
        realtail.load_stock(SHOP, OPENING_UNITS, SHOP.pairs())?;
        Ok(realtail)
    })?;
    let before = written_bytes(&realtail.data(), &[SNAPSHOTS]);
    let placed = step(&format!("place {events} holds"), || place(bench, &realtail, events))?;
    realtail.server.stop();
    let bytes = written_bytes(&realtail.data(), &[SNAPSHOTS]).saturating_sub(before);
    let how = format!("{placed} holds of one line, placed by the hundred");
    bench.report.add_figure("log per event", bytes as f64 / placed as f64, "bytes", how);

    let took = step("restart with snapshot", || realtail.restart())?;
    let how = format!("after {placed} holds, stopped with SIGTERM");
    bench.report.add_figure(FROM_SNAPSHOT, took.as_secs_f64(), "s", how);

    realtail.server.kill();
    std::fs::remove_dir_all(realtail.data().join(SNAPSHOTS)).unwrap_or_default();
    let took = step("restart without snapshot, after a kill", || realtail.restart())?;
    let how = format!("{:.2} s for {placed} holds", took.as_secs_f64());
    bench.report.add_figure(REPLAYED, took.as_secs_f64() * 1e6 / placed as f64, "s", how);
    Ok(())
}

fn place(bench: &Bench, realtail: &Realtail, events: u64) -> Result<u64> {
    let request = super::bulk::hundred_holds(SHOP);
    let success = Success::Needles(r#""status":201"#, 100);
    let mut placed = 0;
    while placed < events {
        let load = Load {
            warm_up: Duration::ZERO,
            counted: Duration::from_secs(1),
            ..bench.load(&realtail.server, Protocol::Http, CLIENTS, success.clone())
        };
        let tally = drive(&load, &request)?;
        anyhow::ensure!(tally.units > 0, "no hold was placed: {:?}", tally.failures);
        placed += tally.units;
        eprintln!("  {placed} placed");
    }
    Ok(placed)
}
