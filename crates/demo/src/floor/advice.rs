//! What the engine suggests to order for the store's planned items, and what came of following it, as it tells itself.

use super::{Floor, Planned};
use crate::DemoError;
use crate::http::{Call, Client};
use realtail_kernel::{Instant, ItemId, PurchaseOrderId, SiteId};
use serde::Deserialize;
use serde_json::json;

/// What came of orders that were placed as suggested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct AdviceTally {
    /// Lines that arrived.
    pub lines: u64,
    /// Of those, the ones after which the next goods of their item came.
    pub judged: u64,
    /// What these were expected to gain, in cents.
    pub expected_cents: i64,
    /// What they made, in cents.
    pub made_cents: i64,
}

#[derive(Deserialize)]
struct Suggested {
    replenishments: Vec<Replenishment>,
}

#[derive(Deserialize)]
struct Replenishment {
    item: ItemId,
    suggestion: Option<Suggestion>,
}

#[derive(Deserialize)]
struct Suggestion {
    order: u32,
    worth: Option<Worth>,
}

#[derive(Deserialize)]
struct Worth {
    gain: i64,
}

#[derive(Deserialize)]
struct Record {
    weeks: Vec<Week>,
}

#[derive(Deserialize)]
struct Week {
    kind: String,
    lines: u64,
    judged: u64,
    judged_expected_gain: i64,
    made: i64,
}

/// Places an order as the engine suggests it. What is to be sent: pairs and units; nothing where nothing is missing.
pub(crate) async fn order(
    client: &Client,
    site: &SiteId,
    planned: &[Planned],
    order: &PurchaseOrderId,
    (at, arrives): (Instant, Instant),
) -> Result<Vec<(u32, u32)>, DemoError> {
    let path = format!("/v1/replenishments?site={site}&missing=true&limit=1000");
    let suggested: Suggested = client.send(Call::get(path)).await?.success()?.parse()?;
    let line = |found: Replenishment| {
        let planned = planned.iter().find(|planned| planned.item == found.item)?;
        let Suggestion { order, worth } = found.suggestion?;
        (order > 0).then(|| (planned, order, worth.map(|worth| worth.gain)))
    };
    let lines: Vec<(&Planned, u32, Option<i64>)> =
        suggested.replenishments.into_iter().filter_map(line).collect();
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let line = |(planned, units, gain): &(&Planned, u32, Option<i64>)| json!({"item": planned.item, "quantity": units, "suggested": units, "gain": gain});
    let body = json!({"order": order, "supplier": "The depot", "site": site, "ordered_at": at,
        "expected_at": arrives, "lines": lines.iter().map(line).collect::<Vec<_>>()});
    let call = Call::post("/v1/purchase-orders", &body)?.once(order.as_str());
    client.send(call).await?.success()?;
    Ok(lines.into_iter().map(|(planned, units, _)| (planned.pair, units)).collect())
}

/// Asks the engine once the year is over.
pub(super) async fn look_back(floor: &Floor) -> Result<(), DemoError> {
    let record: Record =
        floor.client.send(Call::get("/v1/replenishments/record".to_owned())).await?.success()?.parse()?;
    let weeks: Vec<Week> = record.weeks.into_iter().filter(|week| week.kind == "purchase_order").collect();
    floor.world.tally().floor.advice = AdviceTally {
        lines: weeks.iter().map(|week| week.lines).sum(),
        judged: weeks.iter().map(|week| week.judged).sum(),
        expected_cents: weeks.iter().map(|week| week.judged_expected_gain).sum(),
        made_cents: weeks.iter().map(|week| week.made).sum(),
    };
    Ok(())
}
