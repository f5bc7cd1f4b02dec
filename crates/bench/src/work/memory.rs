//! Memory taken by item-site pairs that have stock.

use anyhow::{Context, Result};

use crate::bench::{Bench, step};
use crate::cpu::resident_bytes;
use crate::realtail::Realtail;
use crate::shop::Shop;

/// Ten million pairs, measured or reckoned from fewer.
pub const OF_TEN_MILLION: &str = "memory of 10 million pairs";
const SITES: u32 = 100;
const UNITS: u32 = 12;

/// Loads the pairs into a Realtail of its own.
pub fn run(bench: &mut Bench) -> Result<()> {
    let pairs = bench.plan.pairs;
    let items = u32::try_from(pairs.div_ceil(u64::from(SITES))).unwrap_or(u32::MAX).clamp(1, 100_000);
    let shop = Shop { items, sites: SITES };
    let pairs = pairs.min(shop.pairs());
    let realtail = Realtail::start(bench.args.binary.as_deref(), &bench.args.temp)?;
    let resident =
        |realtail: &Realtail| resident_bytes(realtail.server.pid()).context("read the memory of Realtail");
    let empty = resident(&realtail)?;
    step(&format!("load {pairs} item-site pairs"), || {
        realtail.load_catalogue(shop, 0)?;
        realtail.load_stock(shop, UNITS, pairs)
    })?;
    let full = resident(&realtail)?;
    let per_pair = full.saturating_sub(empty) as f64 / pairs as f64;
    let how = format!("{} MiB resident with {pairs} pairs, {} MiB empty", full >> 20, empty >> 20);
    bench.report.add_figure("memory per item-site pair", per_pair, "bytes", how);
    let gib = (empty as f64 + per_pair * 1e7) / f64::from(1 << 30);
    let how = if pairs < 10_000_000 { format!("reckoned from {pairs} pairs") } else { "measured".to_owned() };
    bench.report.add_figure(OF_TEN_MILLION, gib, "GiB", how);
    Ok(())
}
