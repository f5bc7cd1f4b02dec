//! From the moment a signal is accepted to the action it causes, at half of full load.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::bench::{BARE_ITEMS, Bench, step};
use crate::load::{Load, Success, drive};
use crate::realtail::Realtail;
use crate::reply::Protocol;
use crate::template::{Fill, Mark, Template};

/// Half of the signals cause their action sooner.
pub const P50: &str = "signal to action, p50";
/// All but one in a hundred do.
pub const P99: &str = "signal to action, p99";
/// Full load, found first.
const FULL: &str = "signals that each cause an action";
const CLIENTS: usize = 64;
const SIGNAL: &str = "retail.sale.completed";
const ACTION: &str = "count_requested";

#[derive(Deserialize)]
struct Delays {
    rows: Vec<Delay>,
}

#[derive(Deserialize)]
struct Delay {
    signal: String,
    action: String,
    last_minute: LastMinute,
}

#[derive(Deserialize)]
struct LastMinute {
    count: u64,
    p50_ms: f64,
    p99_ms: f64,
}

/// Finds full load, then sends at half of it and asks the engine for its delays.
pub fn run(bench: &mut Bench) -> Result<()> {
    if bench.realtail.is_none() {
        return Ok(());
    }
    let signal = oversold_sale();
    let success = Success::Needles(r#""verdict":"accepted""#, 1);
    step(FULL, || bench.drive_realtail(FULL, "signals", CLIENTS, &signal, &success))?;
    let full =
        bench.report.row(FULL, crate::args::Contender::Realtail, CLIENTS).map_or(0.0, |row| row.per_second());
    if full < 1.0 {
        bail!("no signal was accepted at full load");
    }
    let Some(realtail) = &mut bench.realtail else { return Ok(()) };
    // The engine tells delays since its start: a new start leaves nothing of the full load in them.
    realtail.server.stop();
    realtail.restart()?;
    let Some(realtail) = &bench.realtail else { return Ok(()) };
    let counted = Duration::from_secs(if bench.args.quick { 5 } else { 20 });
    let load = Load {
        pace: Some(full / 2.0),
        counted,
        ..bench.load(&realtail.server, Protocol::Http, CLIENTS, success)
    };
    let tally = step(&format!("{:.0} signals/s for {counted:?}", full / 2.0), || drive(&load, &signal))?;
    let answer = realtail.wire()?.must("GET", "/v1/delays", "")?;
    let delays: Delays = serde_json::from_str(&answer).context("read /v1/delays")?;
    let ours = |row: &&Delay| row.signal == SIGNAL && row.action.ends_with(ACTION);
    let row =
        delays.rows.iter().find(ours).with_context(|| format!("no row {SIGNAL} -> {ACTION}: {answer}"))?;
    let how = format!(
        "{} -> {}, {} at {:.0} signals/s, {} failed; answered p50 {:.2} ms, p99 {:.2} ms",
        row.signal,
        row.action,
        row.last_minute.count,
        tally.rate(),
        tally.failed(),
        tally.millis_at(0.5),
        tally.millis_at(0.99)
    );
    let (p50_ms, p99_ms) = (row.last_minute.p50_ms, row.last_minute.p99_ms);
    bench.report.add_figure(P50, p50_ms, "ms", how);
    bench.report.add_figure(P99, p99_ms, "ms", "the same signals");
    Ok(())
}

/// A till sells what the book has none of: each such sale causes a request to count.
fn oversold_sale() -> Template {
    let line = r#"{"item":"bare-<bare>","quantity":1,"unit_price":{"amount":1299,"currency":"EUR"}}"#;
    let marks = [
        Mark { name: "<bare>", digits: 5, fill: Fill::Below(BARE_ITEMS) },
        Mark { name: "<site>", digits: 3, fill: Fill::Below(100) },
        Mark { name: "<hold>", digits: 14, fill: Fill::Unique },
    ];
    let body = super::bulk::sale("site-<site>", line);
    Realtail::post("/v1/signals", "application/cloudevents+json", &body, &marks)
}
