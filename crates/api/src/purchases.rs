//! Orders to suppliers over HTTP: placed from what was suggested, and read as JSON, CSV or X12 850.

mod changes;
mod paper;

pub(crate) use changes::FollowUpDocument;

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::forecasts::known_pair;
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use realtail_intelligence::{Command, Placed};
use realtail_kernel::{Instant, ItemId, Label, PurchaseOrderId, SiteId};
use realtail_platform::Retail;
use realtail_vocabulary::{DeclinedAdvice, PurchaseChange, PurchaseLine, PurchaseOrder};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(place_purchase_order, list_purchase_orders))
        .routes(routes!(get_purchase_order))
        .routes(routes!(decline_advice))
        .merge(changes::routes())
}

/// An order to a supplier, as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PurchaseBody {
    order: PurchaseOrderId,
    /// Who delivers.
    supplier: Option<Label>,
    /// Where to.
    site: SiteId,
    /// When it was ordered; now where it is not said.
    ordered_at: Option<Instant>,
    /// When it should be there.
    expected_at: Instant,
    /// What is ordered, each item once, in whole packs where a plan says how it is packed.
    #[schema(min_items = 1, max_items = 10_000)]
    lines: Vec<PurchaseLine>,
}

/// An order, and when it was placed.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct PurchaseDocument {
    #[serde(flatten)]
    order: PurchaseOrder,
    placed_at: Instant,
    /// Units that have not come yet.
    outstanding: i64,
    /// What to do about lines that have not come yet, where the supplier's terms let something be done and it pays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    advice: Vec<FollowUpDocument>,
    /// What was hastened or called off, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<PurchaseChange>,
}

/// Orders to suppliers, the newest first.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PurchasePage {
    orders: Vec<PurchaseDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A suggestion that is not followed, as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeclineBody {
    item: ItemId,
    site: SiteId,
    /// How many units were suggested.
    suggested: u32,
    /// Why not, in words.
    why: Option<Label>,
    /// Until then it is neither shown first nor ordered by rule.
    until: Instant,
}

fn document(machine: &Retail, placed: &Placed, now: Instant) -> PurchaseDocument {
    let open = machine.omnichannel.supply.order(placed.order.order.as_str());
    let outstanding = open.into_iter().flat_map(|open| &open.lines).map(|line| line.quantity.units()).sum();
    let planned = &machine.intelligence;
    let advice = planned.follow_up(placed, &machine.room(now)).into_iter().map(FollowUpDocument::from);
    PurchaseDocument {
        order: placed.order.clone(),
        placed_at: placed.placed_at,
        outstanding,
        advice: advice.collect(),
        changes: planned.purchases().changes(&placed.order.order).cloned().collect(),
    }
}

/// Place an order with a supplier. Its goods are expected at the site from then on, and whoever carries orders to suppliers
/// is told by the action `purchase_order_sent`.
#[utoipa::path(post, path = "/v1/purchase-orders", tag = "intelligence", request_body = PurchaseBody,
    responses((status = 201, body = PurchaseOrder), Problems))]
async fn place_purchase_order(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<PurchaseBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&body.value.site)?;
    let call = Call::new(&app, &caller, "purchase_order.place", &headers, &body.bytes)?;
    let PurchaseBody { order, supplier, mut site, ordered_at, expected_at, mut lines } = body.value;
    {
        let replica = app.read();
        for line in &mut lines {
            (line.item, site) = known_pair(&replica.machine.omnichannel, &line.item, &site)?;
        }
    }
    let order = PurchaseOrder { order, supplier, site, ordered_at, expected_at, lines, automatic: false };
    let answer = || (StatusCode::CREATED, axum::Json(&order)).into_response();
    let command = Command::PlacePurchaseOrder(Box::new(order.clone()));
    call.run(realtail_platform::Command::Intelligence(command), |_, _| answer(), answer).await
}

/// Orders to suppliers, the newest first, also those that a rule has placed.
#[utoipa::path(get, path = "/v1/purchase-orders", tag = "intelligence",
    params(("site" = Option<SiteId>, Query),
        ("advised" = Option<bool>, Query, description = "Only those of which a line should be hastened or called off"),
        ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = PurchasePage), Problems))]
async fn list_purchase_orders(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let site = query.one::<SiteId>("site")?;
    let advised = query.one::<bool>("advised")?.unwrap_or(false);
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    switched_on(&app)?;
    let replica = app.read();
    let machine = &replica.machine;
    let placed = machine.intelligence.purchases().newest_first();
    let placed = placed.filter(|placed| site.as_ref().is_none_or(|site| placed.order.site == *site));
    let now = app.handle.now();
    let orders = placed.map(|placed| document(machine, placed, now));
    let asked = orders.filter(|order| !advised || !order.advice.is_empty());
    let (orders, next_cursor) = crate::price::page(asked, cursor, limit);
    Ok(axum::Json(PurchasePage { orders, next_cursor }).into_response())
}

/// Read an order to a supplier: as JSON, as CSV (`Accept: text/csv`), or as an X12 850 purchase order
/// (`Accept: application/edi-x12`).
#[utoipa::path(get, path = "/v1/purchase-orders/{order}", tag = "intelligence",
    params(("order" = PurchaseOrderId, Path)),
    responses((status = 200, content((PurchaseDocument = "application/json"), (String = "text/csv"),
        (String = "application/edi-x12"))), Problems))]
async fn get_purchase_order(
    State(app): State<App>,
    caller: Caller,
    Segment(order): Segment<PurchaseOrderId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    switched_on(&app)?;
    let replica = app.read();
    let machine = &replica.machine;
    let placed = machine.intelligence.purchases().get(order.as_str());
    let placed = placed.ok_or_else(|| Problem::not_found("purchase order", &order))?;
    caller.at(&placed.order.site)?;
    let accepts = headers.get(header::ACCEPT).and_then(|accepts| accepts.to_str().ok()).unwrap_or_default();
    let told = |kind: &'static str, text: String| ([(header::CONTENT_TYPE, kind)], text).into_response();
    let catalogue = &machine.omnichannel.catalogue;
    Ok(match accepts {
        "application/edi-x12" => {
            let terms = placed.order.supplier.as_ref();
            let terms = terms.and_then(|supplier| machine.intelligence.suppliers().terms(supplier.as_str()));
            told("application/edi-x12", paper::x12(placed, catalogue, terms))
        }
        "text/csv" => told("text/csv; charset=utf-8", paper::csv(placed, catalogue)),
        _ => axum::Json(document(machine, placed, app.handle.now())).into_response(),
    })
}

/// Do not follow a suggestion for a while: until then it is neither shown first nor ordered by rule.
#[utoipa::path(post, path = "/v1/replenishments:decline", tag = "intelligence", request_body = DeclineBody,
    responses((status = 200, body = DeclinedAdvice), Problems))]
async fn decline_advice(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<DeclineBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&body.value.site)?;
    let call = Call::new(&app, &caller, "advice.decline", &headers, &body.bytes)?;
    let DeclineBody { item, site, suggested, why, until } = body.value;
    let (item, site) = known_pair(&app.read().machine.omnichannel, &item, &site)?;
    let declined = DeclinedAdvice { item, site, suggested, why, until };
    let answer = || axum::Json(&declined).into_response();
    let command = Command::DeclineAdvice(Box::new(declined.clone()));
    call.run(realtail_platform::Command::Intelligence(command), |_, _| answer(), answer).await
}
