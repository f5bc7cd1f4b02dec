//! Promises for a basket of ten lines: which of 500 sites could have it ready or send it, and when.

use anyhow::Result;

use super::wide;
use crate::bench::{Bench, step};
use crate::load::Success;
use crate::realtail::Realtail;

/// All methods, all sites.
pub const PROMISE: &str = "promise, 10 lines, 500 sites";
const LINES: usize = 10;

/// Measures it.
pub fn run(bench: &mut Bench) -> Result<()> {
    let basket = [r#"{"item":"item-<item>","quantity":1}"#; LINES].join(",");
    let body = format!(
        concat!(
            r#"{{"basket":[{basket}],"place":{{"country":"NL","postal_code":"1011","#,
            r#""position":{{"lat":52.<place>,"lon":5.<place>}}}},"methods":["pickup","ship"]}}"#
        ),
        basket = basket
    );
    let request = Realtail::post("/v1/promises:query", "application/json", &body, &wide::marks());
    for clients in [wide::FEW_CLIENTS, wide::CLIENTS] {
        step(&format!("{PROMISE}, {clients} clients"), || {
            bench.drive_realtail(PROMISE, "promises", clients, &request, &Success::Answer(200))
        })?;
    }
    Ok(())
}
