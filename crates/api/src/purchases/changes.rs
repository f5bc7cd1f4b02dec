//! Lines of orders to suppliers that are hastened or called off, over HTTP.

use super::paper;
use crate::app::App;
use crate::body::{Json, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use realtail_intelligence::{Command, LineAdvice, MoveCommand};
use realtail_kernel::{Instant, ItemId, Label, PurchaseOrderId};
use realtail_vocabulary::{DeclinedMove, MoveAdvice, PurchaseChange, PurchaseChangeKind};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(change_purchase_order))
        .routes(routes!(get_purchase_change))
        .routes(routes!(decline_follow_up))
}

/// What to do about a line that has not come yet.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct FollowUpDocument {
    item: ItemId,
    /// What.
    what: PurchaseChangeKind,
    /// How many units are still to come.
    units: i64,
    /// What the supplier asks for it, in minor units.
    cost: i64,
    /// What it is expected to gain after that, in minor units.
    gain: i64,
    /// In words.
    why: String,
}

impl From<LineAdvice> for FollowUpDocument {
    fn from(advice: LineAdvice) -> FollowUpDocument {
        let LineAdvice { item, what, units, cost, gain, why } = advice;
        FollowUpDocument { item, what, units, cost, gain, why }
    }
}

/// A change of an order to a supplier, as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PurchaseChangeBody {
    item: ItemId,
    /// Whether it is to come sooner, or not at all.
    what: PurchaseChangeKind,
    /// Why, in words.
    why: Option<Label>,
}

/// An advice that is not followed, as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeclineFollowUpBody {
    item: ItemId,
    /// Why not, in words.
    why: Option<Label>,
    /// Until then it is not shown.
    until: Instant,
}

fn asks(command: MoveCommand) -> realtail_platform::Command {
    realtail_platform::Command::Intelligence(Command::Move(command))
}

/// An order that the caller may see.
fn visible(app: &App, caller: &Caller, order: &PurchaseOrderId) -> Result<(), Problem> {
    let replica = app.read();
    let placed = replica.machine.intelligence.purchases().get(order.as_str());
    caller.at(&placed.ok_or_else(|| Problem::not_found("purchase order", order))?.order.site)
}

/// Hasten all that is still to come of an item of an order, or call it off, as the supplier's terms let it. What is expected at
/// the site is changed at once, and whoever carries orders to suppliers is told by the action `purchase_order_changed`.
#[utoipa::path(post, path = "/v1/purchase-orders/{order}/changes", tag = "intelligence",
    request_body = PurchaseChangeBody, params(("order" = PurchaseOrderId, Path)),
    responses((status = 201, body = PurchaseChange), Problems))]
async fn change_purchase_order(
    State(app): State<App>,
    caller: Caller,
    Segment(order): Segment<PurchaseOrderId>,
    headers: HeaderMap,
    body: Json<PurchaseChangeBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    visible(&app, &caller, &order)?;
    let content = [order.as_str().as_bytes(), b"\0", &body.bytes].concat();
    let call = Call::new(&app, &caller, "purchase_order.change", &headers, &content)?;
    let PurchaseChangeBody { item, what, why } = body.value;
    let (gain, why) = {
        let replica = app.read();
        let machine = &replica.machine;
        let placed = machine.intelligence.purchases().get(order.as_str());
        let room = machine.room(app.handle.now());
        let advised = placed.map(|placed| machine.intelligence.follow_up(placed, &room)).unwrap_or_default();
        let advised = advised.into_iter().find(|advice| advice.item == item && advice.what == what);
        (advised.as_ref().map(|advice| advice.gain), why.or_else(|| Label::new(advised?.why).ok()))
    };
    let answer = || {
        let replica = app.read();
        let newest = replica.machine.intelligence.purchases().changes(&order);
        match newest.rev().find(|change| change.item == item) {
            Some(change) => (StatusCode::CREATED, axum::Json(change)).into_response(),
            None => Problem::not_found("change of order", &order).into_response(),
        }
    };
    let command = MoveCommand::ChangePurchase(order.clone(), item.clone(), what, gain, why);
    call.run(asks(command), |_, _| answer(), answer).await
}

/// Read a change of an order: as JSON, as CSV (`Accept: text/csv`), or as an X12 860 change of a purchase order
/// (`Accept: application/edi-x12`).
#[utoipa::path(get, path = "/v1/purchase-orders/{order}/changes/{change}", tag = "intelligence",
    params(("order" = PurchaseOrderId, Path), ("change" = u32, Path)),
    responses((status = 200, content((PurchaseChange = "application/json"), (String = "text/csv"),
        (String = "application/edi-x12"))), Problems))]
async fn get_purchase_change(
    State(app): State<App>,
    caller: Caller,
    Segment((order, change)): Segment<(PurchaseOrderId, u32)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    switched_on(&app)?;
    visible(&app, &caller, &order)?;
    let replica = app.read();
    let machine = &replica.machine;
    let purchases = machine.intelligence.purchases();
    let found = purchases.changes(&order).find(|known| known.change == change);
    let missing = || Problem::not_found("change of order", format!("{order} {change}"));
    let (change, placed) = found.zip(purchases.get(order.as_str())).ok_or_else(missing)?;
    let accepts = headers.get(header::ACCEPT).and_then(|accepts| accepts.to_str().ok()).unwrap_or_default();
    let told = |kind: &'static str, text: String| ([(header::CONTENT_TYPE, kind)], text).into_response();
    let catalogue = &machine.omnichannel.catalogue;
    Ok(match accepts {
        "application/edi-x12" => {
            told("application/edi-x12", paper::change_x12(placed, change, catalogue, app.handle.now()))
        }
        "text/csv" => told("text/csv; charset=utf-8", paper::change_csv(placed, change, catalogue)),
        _ => axum::Json(change).into_response(),
    })
}

/// Do not follow an advice about a line of an order for a while: until then it is not shown.
#[utoipa::path(post, path = "/v1/purchase-orders/{order}/decline", tag = "intelligence",
    request_body = DeclineFollowUpBody, params(("order" = PurchaseOrderId, Path)),
    responses((status = 200, body = DeclinedMove), Problems))]
async fn decline_follow_up(
    State(app): State<App>,
    caller: Caller,
    Segment(order): Segment<PurchaseOrderId>,
    headers: HeaderMap,
    body: Json<DeclineFollowUpBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    visible(&app, &caller, &order)?;
    let content = [order.as_str().as_bytes(), b"\0", &body.bytes].concat();
    let call = Call::new(&app, &caller, "follow_up.decline", &headers, &content)?;
    let DeclineFollowUpBody { item, why, until } = body.value;
    let declined = DeclinedMove { advice: MoveAdvice::FollowUp { order, item }, why, until };
    let answer = || axum::Json(&declined).into_response();
    call.run(asks(MoveCommand::Decline(Box::new(declined.clone()))), |_, _| answer(), answer).await
}
