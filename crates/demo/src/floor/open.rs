//! What the engine has to know of the store before it is shown: zones, items by their GTIN, devices, plans, the campaign.

use super::plan::{FloorPlan, Planned};
use super::{campaign, climate, shelves, staff, tags};
use crate::http::{Call, Client};
use crate::{BaseStock, DemoError, Retailer};
use realtail_kernel::ZoneId;
use realtail_vocabulary::{Zone, ZoneKind};
use serde_json::{Value, json};

/// The zones of the store.
pub(super) const FLOOR: &str = "floor";
pub(super) const BACK: &str = "back";
pub(super) const COLD: &str = "cold";
const ZONES: [(&str, ZoneKind); 4] = [
    (FLOOR, ZoneKind::SalesFloor),
    (BACK, ZoneKind::Backroom),
    (COLD, ZoneKind::Cold),
    ("tills", ZoneKind::Checkout),
];

/// Tells the engine of the store. Its stock is there already, nowhere in particular.
pub(crate) async fn open(client: &Client, retailer: &Retailer, plan: &FloorPlan) -> Result<(), DemoError> {
    let mut site =
        retailer.sites.get(plan.index as usize).cloned().ok_or_else(|| DemoError::data("no such site"))?;
    for (zone, kind) in ZONES {
        site.zones.push(Zone { zone: ZoneId::new(zone).map_err(DemoError::data)?, kind });
    }
    send(client, Call::post("/v1/sites:batch", &json!({ "sites": [site] }))?).await?;
    let known = plan.items.iter().filter_map(|planned| {
        let mut item = retailer.items.get(planned.index as usize)?.clone();
        item.gtin = Some(planned.gtin);
        Some(item)
    });
    send(client, Call::post("/v1/items:batch", &json!({ "items": known.collect::<Vec<_>>() }))?).await?;
    put_in_place(client, plan).await?;
    for (device, body) in
        tags::devices(plan).into_iter().chain(shelves::devices(plan)).chain(climate::devices(plan))
    {
        send(client, Call::put(format!("/v1/devices/{device}"), &body)?).await?;
    }
    let plans: Vec<Value> = plan.items.iter().map(|planned| replenished(plan, planned)).collect();
    send(client, Call::post("/v1/replenishments/plans:batch", &json!({ "plans": plans }))?).await?;
    staff::open(client, plan).await?;
    campaign::open(client, plan).await
}

/// As much as the shelf takes to the sales floor, the rest to the backroom.
async fn put_in_place(client: &Client, plan: &FloorPlan) -> Result<(), DemoError> {
    let step = |planned: &Planned, zone: &str, units: u32| {
        json!({"item": planned.item, "quantity": units, "from": {"site": plan.site},
            "to": {"site": plan.site, "zone": zone}, "reason": "transfer"})
    };
    let mut moves = Vec::new();
    for planned in &plan.items {
        moves.push(step(planned, FLOOR, planned.capacity));
        if planned.units > planned.capacity {
            moves.push(step(planned, BACK, planned.units - planned.capacity));
        }
    }
    send(client, Call::post("/v1/stock/moves", &json!({ "moves": moves }))?.once("floor-opening")).await
}

/// Of what a unit brings in, so much was paid for it; the rest is lost where one is missing.
const COST_PERCENT: i64 = 65;

fn replenished(plan: &FloorPlan, planned: &Planned) -> Value {
    let rule = BaseStock::default();
    let unit_cost = (planned.price_cents * COST_PERCENT / 100).max(1);
    let short_cost = (planned.price_cents - unit_cost).max(1);
    json!({"item": planned.item, "site": plan.site, "shelf_capacity": planned.capacity,
        "fill_at": u32::from(planned.capacity > 2), "pack_size": 1, "lead_time_days": rule.lead_days,
        "review_days": rule.review_days, "service_level_ppm": 950_000,
        "money": {"unit_cost": unit_cost, "short_cost": short_cost}})
}

pub(super) async fn send(client: &Client, call: Call) -> Result<(), DemoError> {
    client.send(call).await?.success().map(drop)
}
