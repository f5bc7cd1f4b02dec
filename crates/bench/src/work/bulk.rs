//! Many at once: holds by the hundred, and signals by five hundred sales.

use anyhow::Result;

use crate::bench::{Bench, step};
use crate::load::Success;
use crate::realtail::Realtail;
use crate::shop::Shop;
use crate::template::Template;

/// A hundred holds a call.
pub const BATCH: &str = "holds:batch of 100";
/// Five hundred sales of five lines a call.
pub const SIGNALS: &str = "signals, 500 sales of 5 lines";
/// Connections for both.
const CLIENTS: usize = 8;
const HOLDS: usize = 100;
const SALES: usize = 500;
const LINES: usize = 5;

/// Measures holds by the hundred.
pub fn holds(bench: &mut Bench) -> Result<()> {
    step(BATCH, || {
        let success = Success::Needles(r#""status":201"#, HOLDS as u64);
        bench.drive_realtail(BATCH, "holds", CLIENTS, &hundred_holds(Shop::UNIFORM), &success)
    })
}

/// Measures sales by the five hundred; the unit is a line.
pub fn signals(bench: &mut Bench) -> Result<()> {
    step(SIGNALS, || {
        let success = Success::Needles(r#""verdict":"accepted""#, SALES as u64);
        bench.drive_realtail(SIGNALS, "sales", CLIENTS, &five_hundred_sales(), &success)
    })?;
    for row in bench.report.rows.iter_mut().filter(|row| row.work == SIGNALS && row.unit == "sales") {
        row.unit = "lines";
        row.samples.iter_mut().for_each(|sample| sample.per_second *= LINES as f64);
    }
    Ok(())
}

/// The request for a hundred holds.
pub fn hundred_holds(shop: Shop) -> Template {
    hundred_of(super::holds::BODY, shop)
}

/// The same where each hold lapses after so long.
pub fn hundred_brief_holds(shop: Shop, lasts_ms: u32) -> Template {
    let usual = r#""expires_in_ms":900000"#;
    assert!(super::holds::BODY.contains(usual), "the usual hold lasts a quarter of an hour");
    hundred_of(&super::holds::BODY.replace(usual, &format!(r#""expires_in_ms":{lasts_ms}"#)), shop)
}

fn hundred_of(hold: &str, shop: Shop) -> Template {
    let body = format!(r#"{{"holds":[{}]}}"#, vec![hold; HOLDS].join(","));
    Realtail::post("/v1/holds:batch", "application/json", &body, &shop.marks())
}

fn five_hundred_sales() -> Template {
    let line = r#"{"item":"item-<item>","quantity":1,"unit_price":{"amount":1299,"currency":"EUR"}}"#;
    let sale = sale("site-<site>", &[line; LINES].join(","));
    let body = format!("[{}]", vec![sale; SALES].join(","));
    Realtail::post("/v1/signals", "application/cloudevents-batch+json", &body, &Shop::UNIFORM.marks())
}

/// A sale as a CloudEvent.
pub fn sale(site: &str, lines: &str) -> String {
    let now = jiff::Timestamp::now();
    format!(
        concat!(
            r#"{{"specversion":"1.0","type":"retail.sale.completed","source":"/bench/tills","id":"e<hold>","#,
            r#""time":"{now:.3}","data":{{"sale":"r<hold>","site":"{site}","till":"till-1","sold_at":"{now:.3}","#,
            r#""lines":[{lines}]}}}}"#
        ),
        now = now,
        site = site,
        lines = lines
    )
}
