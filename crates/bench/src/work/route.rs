//! Routing of an order over 500 candidate sites, as a preview: the same decision, without an order.

use anyhow::Result;

use super::wide;
use crate::bench::{Bench, step};
use crate::load::Success;
use crate::realtail::Realtail;

/// An order of three lines.
pub const SHORT: &str = "route, 3 lines, 500 sites";
/// An order of ten lines, which hardly a site has all of.
pub const LONG: &str = "route, 10 lines, 500 sites";

/// Measures both.
pub fn run(bench: &mut Bench) -> Result<()> {
    for (work, lines) in [(SHORT, 3), (LONG, 10)] {
        let lines = vec![r#"{"item":"item-<item>","quantity":1}"#; lines].join(",");
        let body = format!(
            concat!(
                r#"{{"channel":"web","lines":[{lines}],"delivery":{{"method":"ship","to":{{"country":"NL","#,
                r#""postal_code":"1011","position":{{"lat":52.<place>,"lon":5.<place>}}}}}}}}"#
            ),
            lines = lines
        );
        let request = Realtail::post("/v1/routes:preview", "application/json", &body, &wide::marks());
        for clients in [wide::FEW_CLIENTS, wide::CLIENTS] {
            step(&format!("{work}, {clients} clients"), || {
                bench.drive_realtail(work, "routes", clients, &request, &Success::Answer(200))
            })?;
        }
    }
    Ok(())
}
