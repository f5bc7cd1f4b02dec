//! Restarting on a long log: without a snapshot, with one; and what the log takes on disk.

use std::time::Duration;

use anyhow::Result;

use crate::bench::{Bench, OPENING_UNITS, step};
use crate::load::{Load, Success, drive};
use crate::machine::written_bytes;
use crate::realtail::Realtail;
use crate::reply::Protocol;
use crate::shop::Shop;
use crate::template::Template;

/// Per million events, the log alone.
pub const REPLAYED: &str = "recovery without snapshot, per million events";
/// As it restarts by itself.
pub const FROM_SNAPSHOT: &str = "recovery with snapshot";
const ALL_OPEN: &str = "recovery with snapshot, every hold still open";
/// How long a hold that lapses stands.
const BRIEF_MS: u32 = 2_000;
const CLIENTS: usize = 8;
/// Small, so that the log is made of holds and hardly of the stock they are placed on.
const SHOP: Shop = Shop { items: 1_000, sites: 10 };
const SNAPSHOTS: &str = "snapshots";

/// Fills logs of its own and restarts on them.
pub fn run(bench: &mut Bench) -> Result<()> {
    without_snapshot(bench)?;
    with_snapshot(bench)
}

fn start(bench: &Bench) -> Result<Realtail> {
    step("start a Realtail to recover", || {
        let realtail = Realtail::start(bench.args.binary.as_deref(), &bench.args.temp)?;
        realtail.load_catalogue(SHOP, 0)?;
        realtail.load_stock(SHOP, OPENING_UNITS, SHOP.pairs())?;
        Ok(realtail)
    })
}

/// The log alone, and with a snapshot in which every hold still stands.
fn without_snapshot(bench: &mut Bench) -> Result<()> {
    let events = bench.plan.recovery_events;
    let mut realtail = start(bench)?;
    let before = written_bytes(&realtail.data(), &[SNAPSHOTS]);
    let placed = step(&format!("place {events} holds"), || {
        place(bench, &realtail, events, &super::bulk::hundred_holds(SHOP))
    })?;
    realtail.server.stop();
    let bytes = written_bytes(&realtail.data(), &[SNAPSHOTS]).saturating_sub(before);
    let how = format!("{placed} holds of one line, placed by the hundred");
    bench.report.add_figure("log per event", bytes as f64 / placed as f64, "bytes", how);

    let took = step("restart with snapshot", || realtail.restart())?;
    let how = format!("{placed} holds, all of which still stand, stopped with SIGTERM");
    bench.report.add_figure(ALL_OPEN, took.as_secs_f64(), "s", how);

    realtail.server.kill();
    std::fs::remove_dir_all(realtail.data().join(SNAPSHOTS)).unwrap_or_default();
    let took = step("restart without snapshot, after a kill", || realtail.restart())?;
    let how = format!("{:.2} s for {placed} holds", took.as_secs_f64());
    bench.report.add_figure(REPLAYED, took.as_secs_f64() * 1e6 / placed as f64, "s", how);
    Ok(())
}

/// Many more holds, that lapse as most do: the log is long, what stands is not.
fn with_snapshot(bench: &mut Bench) -> Result<()> {
    let events = bench.plan.snapshot_events;
    let mut realtail = start(bench)?;
    let request = super::bulk::hundred_brief_holds(SHOP, BRIEF_MS);
    let placed =
        step(&format!("place {events} holds that lapse"), || place(bench, &realtail, events, &request))?;
    realtail.server.stop();
    let took = step("restart with snapshot", || realtail.restart())?;
    let how = format!("{placed} holds of two seconds, stopped with SIGTERM");
    bench.report.add_figure(FROM_SNAPSHOT, took.as_secs_f64(), "s", how);
    Ok(())
}

fn place(bench: &Bench, realtail: &Realtail, events: u64, request: &Template) -> Result<u64> {
    let success = Success::Needles(r#""status":201"#, 100);
    let mut placed = 0;
    while placed < events {
        let load = Load {
            warm_up: Duration::ZERO,
            counted: Duration::from_secs(1),
            ..bench.load(&realtail.server, Protocol::Http, CLIENTS, success.clone())
        };
        let tally = drive(&load, request)?;
        anyhow::ensure!(tally.units > 0, "no hold was placed: {:?}", tally.failures);
        placed += tally.units;
        eprintln!("  {placed} placed");
    }
    Ok(placed)
}
