//! Prices of a basket of thirty lines while 1,000 promotions are live.

use anyhow::Result;

use super::wide;
use crate::bench::{Bench, step};
use crate::load::Success;
use crate::realtail::Realtail;

/// Over HTTP; the evaluation alone is measured beside the code.
pub const PRICE: &str = "price, 30 lines, 1,000 promotions";
const LINES: usize = 30;
const PROMOTIONS: u32 = 1_000;

/// Measures it.
pub fn run(bench: &mut Bench) -> Result<()> {
    if let Some(realtail) = &bench.realtail {
        step("set 1,000 promotions", || set_promotions(realtail))?;
    }
    let lines = [r#"{"item":"item-<item>","quantity":2}"#; LINES].join(",");
    let body = format!(r#"{{"channel":"web","site":"site-<site>","lines":[{lines}]}}"#);
    let request = Realtail::post("/v1/baskets:price", "application/json", &body, &wide::marks());
    step(PRICE, || bench.drive_realtail(PRICE, "baskets", wide::CLIENTS, &request, &Success::Answer(200)))?;
    let alone = "cargo run --release --example price_speed -p realtail-omnichannel";
    bench.report.notes.push(format!(
        "prices are asked for over HTTP, and the generator shares the cores; `{alone}` measures the evaluation alone"
    ));
    Ok(())
}

/// Of every kind, most of them on a few items each, as promotions are.
fn set_promotions(realtail: &Realtail) -> Result<()> {
    let mut wire = realtail.wire()?;
    for number in 0..PROMOTIONS {
        let items: Vec<String> = (0..5)
            .map(|step| format!(r#""item-{:05}""#, (number * 7 + step * 131) % wide::SHOP.items))
            .collect();
        let goods = format!(r#"{{"items":[{}]}}"#, items.join(","));
        let benefit = match number % 5 {
            0 => r#"{"kind":"percent","rate_ppm":100000}"#,
            1 => r#"{"kind":"amount_off","amount":50}"#,
            2 => r#"{"kind":"n_for_m","take":3,"pay":2}"#,
            3 => r#"{"kind":"cheapest_free","of":4}"#,
            _ => r#"{"kind":"threshold","spend":5000,"off":{"kind":"percent","rate_ppm":50000}}"#,
        };
        let body = format!(r#"{{"benefit":{benefit},"goods":{goods}}}"#);
        wire.must("PUT", &format!("/v1/promotions/promotion-{number:04}"), &body)?;
    }
    Ok(())
}
