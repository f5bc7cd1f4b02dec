//! One brand's campaign for a few of the items that have tags, and what phones nearby are told of them.

use super::Floor;
use super::open::send;
use super::plan::{FloorPlan, Planned};
use crate::DemoError;
use crate::http::{Call, Client};
use realtail_kernel::BrandId;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;

const CAMPAIGN: &str = "demo";
/// What the brand pays in, the most that all of it may cost, and one click, in cents.
const FUNDS_CENTS: u32 = 1_000_000;
const BUDGET_CENTS: u32 = 500_000;
const BID_CENTS: u32 = 45;
/// The least that a click costs.
const RESERVE_CENTS: u32 = 20;

/// The brand pays in, and plans its campaign.
pub(super) async fn open(client: &Client, plan: &FloorPlan) -> Result<(), DemoError> {
    let brand =
        BrandId::new(plan.brand.as_str()).or_else(|_| BrandId::new("brand")).map_err(DemoError::data)?;
    let funds = json!({"amount": FUNDS_CENTS, "currency": "USD"});
    let path = format!("/v1/brands/{}/funds", percent(brand.as_str()));
    send(client, Call::post(path, &funds)?.once("floor-funds")).await?;
    // Nobody bids against it, so it pays the least that the retailer takes.
    send(client, Call::put("/v1/placement-rules", &json!({ "reserve_price": RESERVE_CENTS }))?).await?;
    let items: Vec<_> = plan.advertised().map(|planned| &planned.item).collect();
    let keywords: BTreeSet<&str> = plan.advertised().map(Planned::word).collect();
    let body = json!({"name": format!("{brand} in store and app"), "brand": brand, "items": items,
        "bid": BID_CENTS, "currency": "USD", "pays_for": "click", "budget_total": BUDGET_CENTS,
        "starts_at": "2017-01-01T00:00:00Z", "surfaces": ["search", "home"],
        "keywords": keywords});
    send(client, Call::put(format!("/v1/campaigns/{CAMPAIGN}"), &body)?).await?;
    for (n, planned) in plan.advertised().enumerate() {
        let offer = json!({"item": planned.item, "sites": [plan.site], "title": planned.name,
            "text": "Kept for you for a quarter of an hour", "starts_at": "2017-01-01T00:00:00Z",
            "ends_at": "2100-01-01T00:00:00Z", "needs_interest": true, "method": "pickup"});
        send(client, Call::put(format!("/v1/push-offers/demo-{n}"), &offer)?).await?;
    }
    Ok(())
}

/// As a path takes it.
pub(super) fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let one = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(one).collect()
}

#[derive(Deserialize)]
struct Figures {
    spent: i64,
    units: i64,
    sales_last_touch: i64,
}

/// What the campaign came to.
pub(super) async fn look_back(floor: &Floor) -> Result<(), DemoError> {
    let path = format!("/v1/campaigns/{CAMPAIGN}/report");
    let found: Figures = floor.client.send(Call::get(path)).await?.success()?.parse()?;
    let tally = &mut floor.world.tally().floor;
    tally.spent_cents = found.spent;
    tally.units_put_down = found.units;
    tally.sales_put_down_cents = found.sales_last_touch;
    Ok(())
}
