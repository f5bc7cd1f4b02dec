//! How long it takes to learn a line, and how much memory a pair takes.

use crate::panel::{NEW_YEAR, Receipts};
use realtail_models::rate::{Moment, Rates};
use std::time::Instant;

fn resident_bytes() -> f64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split(' ').nth(1).and_then(|pages| pages.parse().ok()).map_or(0.0, |pages: f64| pages * 4_096.0)
}

pub fn measure(receipts: &Receipts) {
    let lines: Vec<(u32, u32, Moment, f32)> = receipts
        .demand()
        .map(|line| {
            let moment = Moment { at: line.micros as f64 / 86_400e6, day: NEW_YEAR + line.day as i32 };
            (receipts.items[&line.product], receipts.sites[&line.store], moment, line.units as f32)
        })
        .collect();
    let before = resident_bytes();
    let started = Instant::now();
    let mut demand = Rates::default();
    for (item, site, moment, units) in &lines {
        demand.learn(*item, *site, *moment, *units);
    }
    let seconds = started.elapsed().as_secs_f64();
    let bytes = resident_bytes() - before;
    println!(
        "\ndemand: {} lines learned at {:.2} µs a line; {} pairs, {:.0} bytes a pair with all that goes with it",
        lines.len(),
        seconds * 1e6 / lines.len() as f64,
        demand.pairs(),
        bytes / demand.pairs() as f64
    );
    let started = Instant::now();
    let queries = 100_000;
    let mut sum = 0.0;
    for (item, site, moment, _) in lines.iter().cycle().take(queries) {
        let outlook = demand.outlook(*item, *site, moment.at + 1.0);
        sum += outlook.quantiles(7.0 * outlook.on(moment.day), &[0.1, 0.5, 0.9, 0.95, 0.99])[4];
    }
    println!(
        "a forecast with five quantiles takes {:.2} µs ({sum:.0})",
        started.elapsed().as_secs_f64() * 1e6 / queries as f64
    );
}
