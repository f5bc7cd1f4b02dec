//! Shipments and purchase orders over HTTP.

use crate::app::App;
use crate::body::{Json, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::{Call, Logged};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Instant, ItemId, Label, Position, PurchaseOrderId, ShipmentId, SiteId};
use realtail_omnichannel::Command;
use realtail_vocabulary::{
    Difference, Dispatch, Event, ExpectedLine, Receipt, ShipmentLine, SupplyEvent, SupplyOrder,
};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(dispatch))
        .routes(routes!(get_shipment))
        .routes(routes!(receive))
        .routes(routes!(put_order, get_order))
}

/// A shipment, and what of it is still under way.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ShipmentDocument {
    shipment: ShipmentId,
    to: SiteId,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_at: Option<Instant>,
    dispatched_at: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_at: Option<Instant>,
    in_transit: Vec<UnderWay>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct UnderWay {
    item: ItemId,
    quantity: i64,
}

/// What arrived.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReceiveBody {
    site: SiteId,
    /// What was found; all that was sent where it is not said.
    #[schema(max_items = 10_000)]
    lines: Option<Vec<ShipmentLine>>,
    /// Whether more of it is still to come. Without that, what is missing is booked to `shrink`.
    #[serde(default)]
    more_to_come: bool,
    /// When it arrived; now where it is not said.
    received_at: Option<Instant>,
}

/// What came of a receipt.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Received {
    shipment: ShipmentId,
    position: Position,
    trace: String,
    closed: bool,
    /// Where what came is not what was sent.
    differences: Vec<Difference>,
}

/// A purchase order as it is sent. Without lines it is closed.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SupplyOrderBody)]
pub(crate) struct OrderBody {
    supplier: Option<Label>,
    site: SiteId,
    #[schema(max_items = 10_000)]
    lines: Vec<ExpectedLine>,
}

fn json(value: impl Serialize) -> Response {
    axum::Json(value).into_response()
}

fn shipment_document(app: &App, shipment: &ShipmentId) -> Result<Response, Problem> {
    let replica = app.read();
    let stock = &replica.machine.omnichannel;
    let known = stock.supply.shipment(shipment).map_err(|_| Problem::not_found("shipment", shipment))?;
    let line = |(item, quantity)| UnderWay { item: stock.catalogue.item(item).item.clone(), quantity };
    Ok(json(ShipmentDocument {
        shipment: shipment.clone(),
        to: known.to.clone(),
        expected_at: known.expected_at,
        dispatched_at: known.dispatched_at,
        closed_at: known.closed_at,
        in_transit: stock.stock.shipment_lines(shipment).map(line).collect(),
    }))
}

/// Tell of a shipment that left; the same as the signal `retail.shipment.dispatched`.
#[utoipa::path(post, path = "/v1/shipments", tag = "supply", request_body = Dispatch,
    responses((status = 201, body = ShipmentDocument), Problems))]
async fn dispatch(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<Dispatch>,
) -> Result<Response, Problem> {
    caller.may(Deed::Stock)?;
    if let Some(from) = &body.value.from {
        caller.at(from)?;
    }
    let call = Call::new(&app, &caller, "retail.shipment.dispatched", &headers, &body.bytes)?;
    let shipment = body.value.shipment.clone();
    let content = serde_json::to_vec(&body.value).unwrap_or_default();
    let call = call.named(&["shipment", shipment.as_str()], &content);
    let answer = || match shipment_document(&app, &shipment) {
        Ok(document) => (StatusCode::CREATED, document).into_response(),
        Err(problem) => problem.into_response(),
    };
    call.run(Command::Dispatch(body.value), |_, _| answer(), answer).await
}

/// Read a shipment.
#[utoipa::path(get, path = "/v1/shipments/{shipment}", tag = "supply",
    params(("shipment" = ShipmentId, Path)), responses((status = 200, body = ShipmentDocument), Problems))]
async fn get_shipment(
    State(app): State<App>,
    caller: Caller,
    Segment(shipment): Segment<ShipmentId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    shipment_document(&app, &shipment)
}

/// Tell what arrived of a shipment; the same as the signal `retail.shipment.received`.
#[utoipa::path(post, path = "/v1/shipments/{shipment}/receive", tag = "supply", request_body = ReceiveBody,
    params(("shipment" = ShipmentId, Path)), responses((status = 200, body = Received), Problems))]
async fn receive(
    State(app): State<App>,
    caller: Caller,
    Segment(shipment): Segment<ShipmentId>,
    headers: HeaderMap,
    body: Json<ReceiveBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Stock)?;
    caller.at(&body.value.site)?;
    let call = Call::new(&app, &caller, "retail.shipment.received", &headers, &body.bytes)?;
    let ReceiveBody { site, lines, more_to_come, received_at } = body.value;
    let receipt = Receipt { shipment: shipment.clone(), site, lines, more_to_come, received_at };
    let answer = |position: Position, entry: &Logged| received(position, entry, &shipment);
    call.run(Command::Receive(receipt), answer, || Problem::not_found("shipment", &shipment).into_response())
        .await
}

fn received(position: Position, entry: &Logged, shipment: &ShipmentId) -> Response {
    let found = entry.events.iter().find_map(|event| match event {
        Event::Supply(SupplyEvent::Received { differences, closed, .. }) => {
            Some((differences.clone(), *closed))
        }
        _ => None,
    });
    let (differences, closed) = found.unwrap_or_default();
    json(Received { shipment: shipment.clone(), position, trace: position.to_string(), closed, differences })
}

/// Say what supply is expected: a purchase order, set as a whole.
#[utoipa::path(put, path = "/v1/supply-orders/{order}", tag = "supply", request_body = OrderBody,
    params(("order" = PurchaseOrderId, Path)), responses((status = 200, body = SupplyOrder), Problems))]
async fn put_order(
    State(app): State<App>,
    caller: Caller,
    Segment(order): Segment<PurchaseOrderId>,
    headers: HeaderMap,
    body: Json<OrderBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "supply_order.set", &headers, &body.bytes)?;
    let OrderBody { supplier, site, lines } = body.value;
    if lines.len() > 10_000 {
        return Err(Problem::invalid("lines", "an order has at most 10000 lines"));
    }
    let order = SupplyOrder { order, supplier, site, lines };
    let answer = order.clone();
    call.run(Command::Expect(order), |_, _| json(&answer), || json(&answer)).await
}

/// Read what is still to come of a purchase order.
#[utoipa::path(get, path = "/v1/supply-orders/{order}", tag = "supply",
    params(("order" = PurchaseOrderId, Path)), responses((status = 200, body = SupplyOrder), Problems))]
async fn get_order(
    State(app): State<App>,
    caller: Caller,
    Segment(order): Segment<PurchaseOrderId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    let found = replica.machine.omnichannel.supply.order(order.as_str());
    found.map(json).ok_or_else(|| Problem::not_found("supply order", &order))
}
