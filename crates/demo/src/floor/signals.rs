//! What the store's devices say, and what becomes of it.

use super::Floor;
use super::plan::FloorPlan;
use crate::DemoError;
use crate::customer_order::wall_micros;
use crate::http::Call;
use crate::wire::{CloudEvent, Outcome, SIGNALS, Verdicts};
use hyper::Method;
use realtail_kernel::Instant;
use serde_json::Value;

/// No call carries more signals.
const SIGNALS_MAX: usize = 250;

/// A signal of the store's devices. Their clocks go by wall time: they have none for business time.
pub(super) fn event(
    kind: &'static str,
    id: String,
    plan: &FloorPlan,
    data: &Value,
) -> Result<CloudEvent, DemoError> {
    CloudEvent::new(kind, format!("floor-{id}"), &plan.site, now(), data)
}

/// Wall time.
pub(super) fn now() -> Instant {
    Instant::from_micros(wall_micros())
}

/// Says it all, and counts what was taken.
pub(super) async fn tell(floor: &Floor, said: Vec<CloudEvent>) -> Result<(), DemoError> {
    for part in said.chunks(SIGNALS_MAX) {
        let body = serde_json::to_vec(part).map_err(DemoError::data)?.into();
        let call = Call { body, content_type: SIGNALS, ..Call::get("/v1/signals") };
        let call = Call { method: Method::POST, ..call };
        let verdicts: Verdicts = floor.client.send(call).await?.success()?.parse()?;
        let mut tally = floor.world.tally();
        for verdict in verdicts.results {
            match verdict.verdict {
                Outcome::Accepted | Outcome::Duplicate => tally.floor.signals += 1,
                Outcome::Refused => {
                    tally.signals_refused += 1;
                    let problem = verdict.problem.unwrap_or_default();
                    tally.surprise(format!("a signal of the shown store was refused: {problem}"));
                }
            }
        }
    }
    Ok(())
}
