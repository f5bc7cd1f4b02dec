//! The steps of orders and their fulfilments over HTTP.

use super::document::{OrderDocument, current};
use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{ItemId, Label, OrderId, Word};
use realtail_omnichannel::Command;
use realtail_omnichannel::order::{
    Arrive, CancelLines, Claim, Found, HandOver, OrderCommand, Pick, RefundOrder, Reject, Ship, Stage,
};
use realtail_vocabulary::{LineQuantity, OrderLimits, Sealed};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(cancel))
        .routes(routes!(refund))
        .routes(routes!(accept))
        .routes(routes!(pick))
        .routes(routes!(stage))
        .routes(routes!(arrive))
        .routes(routes!(hand_over))
        .routes(routes!(ship))
        .routes(routes!(deliver))
        .routes(routes!(reject))
        .routes(routes!(put_back))
        .routes(routes!(route))
        .routes(routes!(get_limits, set_limits))
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CancelBody {
    /// What; all that can still be cancelled where nothing is said.
    lines: Option<Vec<LineQuantity>>,
    /// Why: `changed_mind`, `too_late`, or the shop's own word.
    reason: Word,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefundBody {
    /// How much, in minor units; no more than was taken.
    #[schema(minimum = 1)]
    amount: i64,
    reason: Word,
}

/// Who does it: a badge or a device. The API key's name where nothing is said.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ByBody {
    by: Option<Word>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FoundBody {
    line: u16,
    /// How many units were found.
    #[schema(minimum = 0)]
    picked: i64,
    /// What was taken instead, if the shopper agreed to it.
    substitute: Option<ItemId>,
}

#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PickBody {
    /// What was found, line by line; all of it where nothing is said.
    lines: Option<Vec<FoundBody>>,
    by: Option<Word>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StageBody {
    /// Where: a shelf, a locker.
    place: Label,
    by: Option<Word>,
}

#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ArriveBody {
    /// Where the car stands.
    bay: Option<Word>,
}

#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandOverBody {
    /// The code that the shopper shows.
    code: Option<Word>,
    /// The name that the shopper gives where there is no code; sealed before it is written down.
    #[schema(max_length = 300)]
    name: Option<String>,
    by: Option<Word>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShipBody {
    carrier: Word,
    /// The carrier's number of the parcel.
    tracking: Option<Word>,
    by: Option<Word>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RejectBody {
    /// `not_found` and `damaged` speak of the stock, which is doubted from then on; `too_busy` and `closed` do not.
    reason: Word,
    /// What cannot be served; all of it where nothing is said.
    lines: Option<Vec<LineQuantity>>,
    by: Option<Word>,
}

/// Reads a body that may be left out.
pub(crate) async fn optional<T: DeserializeOwned + Default>(
    headers: &HeaderMap,
    body: Body,
) -> Result<(T, axum::body::Bytes), Problem> {
    let bytes = crate::body::read(body).await?;
    if bytes.is_empty() {
        return Ok((T::default(), bytes));
    }
    crate::body::must_be_json(headers)?;
    Ok((crate::body::parse(&bytes)?, bytes))
}

pub(crate) fn by(given: Option<Word>, caller: &Caller) -> Result<Word, Problem> {
    given.map_or_else(|| Word::new(caller.key.as_str()).map_err(|e| Problem::malformed(e.to_string())), Ok)
}

/// Whose key it is and what it is about.
pub(crate) struct Doing<'a> {
    pub app: &'a App,
    pub caller: &'a Caller,
    pub headers: &'a HeaderMap,
    pub bytes: &'a [u8],
}

impl Doing<'_> {
    /// Goes a step with a whole order, and shows it as it is then.
    pub async fn order(
        self,
        order: &OrderId,
        signal: &'static str,
        command: OrderCommand,
    ) -> Result<Response, Problem> {
        let Doing { app, caller, headers, bytes } = self;
        {
            let replica = app.read();
            let known = replica.machine.omnichannel.orders.find(order);
            caller.on(&known.ok_or_else(|| Problem::not_found("order", order))?.channel)?;
        }
        // The same body for two orders is not a repetition.
        let content = [order.as_str().as_bytes(), b"\0", bytes].concat();
        let call = Call::new(app, caller, signal, headers, &content)?;
        let answer = || shown(app, caller, order);
        call.run(Command::Order(command), |_, _| answer(), answer).await
    }

    /// Goes a step with what one site does for an order, and shows the order as it is then.
    pub async fn fulfilment(
        self,
        order: &OrderId,
        fulfilment: u16,
        signal: &'static str,
        command: OrderCommand,
    ) -> Result<Response, Problem> {
        let Doing { app, caller, headers, bytes } = self;
        may_serve(app, caller, order, fulfilment)?;
        // The name of whoever takes the goods may stand in it: no digest that could be guessed at is kept.
        let content = super::content(app, &[format!("{order}-{fulfilment}\0").as_bytes(), bytes].concat());
        let call = Call::new(app, caller, signal, headers, &content)?;
        let answer = || shown(app, caller, order);
        call.run(Command::Order(command), |_, _| answer(), answer).await
    }
}

fn shown(app: &App, caller: &Caller, order: &OrderId) -> Response {
    match current(app, caller, order) {
        Ok(document) => axum::Json(document).into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// A key for one site serves only what is that site's.
pub(crate) fn may_serve(app: &App, caller: &Caller, order: &OrderId, fulfilment: u16) -> Result<(), Problem> {
    caller.may(Deed::Serve)?;
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let known = state.orders.find(order).ok_or_else(|| Problem::not_found("order", order))?;
    let known = known
        .fulfilment(fulfilment)
        .ok_or_else(|| Problem::not_found("fulfilment", format!("{order}-{fulfilment}")))?;
    caller.at(&state.catalogue.site(known.site).site)
}

/// The number of a fulfilment in a path: its number in the order, or its whole name.
pub(crate) struct Number(pub u16);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = text.rsplit('-').next().and_then(|number| number.parse().ok());
        number.map(Number).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "{text:?} is no fulfilment; give its number in the order, such as 1"
            ))
        })
    }
}

/// Cancel part or all of an order, as long as it has not left.
#[utoipa::path(post, path = "/v1/orders/{order}/cancel", tag = "orders", request_body = CancelBody,
    params(("order" = OrderId, Path)), responses((status = 200, body = OrderDocument), Problems))]
async fn cancel(
    State(app): State<App>,
    caller: Caller,
    Segment(order): Segment<OrderId>,
    headers: HeaderMap,
    body: Json<CancelBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Hold)?;
    let Json { value: CancelBody { lines, reason }, bytes } = body;
    let by = by(None, &caller)?;
    let command = OrderCommand::Cancel(CancelLines { order: order.clone(), lines, reason, by });
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &bytes }
        .order(&order, "order.cancel", command)
        .await
}

/// Give money back beside any return.
#[utoipa::path(post, path = "/v1/orders/{order}/refund", tag = "orders", request_body = RefundBody,
    params(("order" = OrderId, Path)), responses((status = 200, body = OrderDocument), Problems))]
async fn refund(
    State(app): State<App>,
    caller: Caller,
    Segment(order): Segment<OrderId>,
    headers: HeaderMap,
    body: Json<RefundBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Refund)?;
    let Json { value: RefundBody { amount, reason }, bytes } = body;
    let by = by(None, &caller)?;
    let command = OrderCommand::Refund(RefundOrder { order: order.clone(), amount, reason, by });
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &bytes }
        .order(&order, "order.refund", command)
        .await
}

/// Take a fulfilment on.
#[utoipa::path(post, path = "/v1/orders/{order}/fulfilments/{fulfilment}/accept", tag = "orders",
    request_body = Option<ByBody>, params(("order" = OrderId, Path), ("fulfilment" = String, Path)),
    responses((status = 200, body = OrderDocument), Problems))]
async fn accept(
    State(app): State<App>,
    caller: Caller,
    Segment((order, Number(fulfilment))): Segment<(OrderId, Number)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let (body, bytes) = optional::<ByBody>(&headers, body).await?;
    let command = Claim { order: order.clone(), fulfilment, by: by(body.by, &caller)? };
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &bytes }
        .fulfilment(&order, fulfilment, "fulfilment.accept", OrderCommand::Claim(command))
        .await
}

/// Say what was taken off the shelf. What was not found goes to another site, or off the order.
#[utoipa::path(post, path = "/v1/orders/{order}/fulfilments/{fulfilment}/pick", tag = "orders",
    request_body = Option<PickBody>, params(("order" = OrderId, Path), ("fulfilment" = String, Path)),
    responses((status = 200, body = OrderDocument), Problems))]
async fn pick(
    State(app): State<App>,
    caller: Caller,
    Segment((order, Number(fulfilment))): Segment<(OrderId, Number)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let (PickBody { lines, by: given }, bytes) = optional::<PickBody>(&headers, body).await?;
    let found =
        |found: FoundBody| Found { line: found.line, picked: found.picked, substitute: found.substitute };
    let lines = lines.map(|lines| lines.into_iter().map(found).collect());
    let command = Pick { order: order.clone(), fulfilment, by: by(given, &caller)?, lines };
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &bytes }
        .fulfilment(&order, fulfilment, "fulfilment.pick", OrderCommand::Pick(command))
        .await
}

/// Say where picked goods lie ready.
#[utoipa::path(post, path = "/v1/orders/{order}/fulfilments/{fulfilment}/stage", tag = "orders",
    request_body = StageBody, params(("order" = OrderId, Path), ("fulfilment" = String, Path)),
    responses((status = 200, body = OrderDocument), Problems))]
async fn stage(
    State(app): State<App>,
    caller: Caller,
    Segment((order, Number(fulfilment))): Segment<(OrderId, Number)>,
    headers: HeaderMap,
    body: Json<StageBody>,
) -> Result<Response, Problem> {
    let Json { value: StageBody { place, by: given }, bytes } = body;
    let command = Stage { order: order.clone(), fulfilment, by: by(given, &caller)?, place };
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &bytes }
        .fulfilment(&order, fulfilment, "fulfilment.stage", OrderCommand::Stage(command))
        .await
}

/// Say that the shopper is there: at the counter, or in the car.
#[utoipa::path(post, path = "/v1/orders/{order}/fulfilments/{fulfilment}/arrive", tag = "orders",
    request_body = Option<ArriveBody>, params(("order" = OrderId, Path), ("fulfilment" = String, Path)),
    responses((status = 200, body = OrderDocument), Problems))]
async fn arrive(
    State(app): State<App>,
    caller: Caller,
    Segment((order, Number(fulfilment))): Segment<(OrderId, Number)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    // The shopper's app says so too, on the channel the order was placed on.
    caller.may(Deed::Hold)?;
    let (ArriveBody { bay }, bytes) = optional::<ArriveBody>(&headers, body).await?;
    let command = OrderCommand::Arrive(Arrive { order: order.clone(), fulfilment, bay });
    let content = [format!("{fulfilment}\0").as_bytes(), &bytes[..]].concat();
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &content }
        .order(&order, "fulfilment.arrive", command)
        .await
}

/// The name of whoever takes the goods, under the key of the order's customer.
pub(crate) async fn sealed_name(
    app: &App,
    order: &OrderId,
    name: Option<String>,
) -> Result<Option<Sealed>, Problem> {
    let Some(name) = name else { return Ok(None) };
    let customer = app.read().machine.omnichannel.orders.find(order).and_then(|order| order.customer.clone());
    let customer = customer.map_or_else(|| super::contact::guest(order), Ok)?;
    crate::vault::seal(app, &customer, &name).await.map(Some)
}

/// Give picked goods to the shopper, against the pickup code.
#[utoipa::path(post, path = "/v1/orders/{order}/fulfilments/{fulfilment}/hand_over", tag = "orders",
    request_body = Option<HandOverBody>, params(("order" = OrderId, Path), ("fulfilment" = String, Path)),
    responses((status = 200, body = OrderDocument), Problems))]
async fn hand_over(
    State(app): State<App>,
    caller: Caller,
    Segment((order, Number(fulfilment))): Segment<(OrderId, Number)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let (HandOverBody { code, name, by: given }, bytes) = optional::<HandOverBody>(&headers, body).await?;
    let name = sealed_name(&app, &order, name).await?;
    let command = HandOver { order: order.clone(), fulfilment, by: by(given, &caller)?, code, name };
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &bytes }
        .fulfilment(&order, fulfilment, "fulfilment.hand_over", OrderCommand::HandOver(command))
        .await
}

/// Give picked goods to a carrier.
#[utoipa::path(post, path = "/v1/orders/{order}/fulfilments/{fulfilment}/ship", tag = "orders",
    request_body = ShipBody, params(("order" = OrderId, Path), ("fulfilment" = String, Path)),
    responses((status = 200, body = OrderDocument), Problems))]
async fn ship(
    State(app): State<App>,
    caller: Caller,
    Segment((order, Number(fulfilment))): Segment<(OrderId, Number)>,
    headers: HeaderMap,
    body: Json<ShipBody>,
) -> Result<Response, Problem> {
    let Json { value: ShipBody { carrier, tracking, by: given }, bytes } = body;
    let command = Ship { order: order.clone(), fulfilment, by: by(given, &caller)?, carrier, tracking };
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &bytes }
        .fulfilment(&order, fulfilment, "fulfilment.ship", OrderCommand::Ship(command))
        .await
}

/// Say that the carrier has brought them.
#[utoipa::path(post, path = "/v1/orders/{order}/fulfilments/{fulfilment}/deliver", tag = "orders",
    params(("order" = OrderId, Path), ("fulfilment" = String, Path)),
    responses((status = 200, body = OrderDocument), Problems))]
async fn deliver(
    State(app): State<App>,
    caller: Caller,
    Segment((order, Number(fulfilment))): Segment<(OrderId, Number)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let command = OrderCommand::Deliver(order.clone(), fulfilment);
    Doing { app: &app, caller: &caller, headers: &headers, bytes: b"" }
        .fulfilment(&order, fulfilment, "fulfilment.deliver", command)
        .await
}

/// Say that the site cannot serve part or all of it: another is asked at once.
#[utoipa::path(post, path = "/v1/orders/{order}/fulfilments/{fulfilment}/reject", tag = "orders",
    request_body = RejectBody, params(("order" = OrderId, Path), ("fulfilment" = String, Path)),
    responses((status = 200, body = OrderDocument), Problems))]
async fn reject(
    State(app): State<App>,
    caller: Caller,
    Segment((order, Number(fulfilment))): Segment<(OrderId, Number)>,
    headers: HeaderMap,
    body: Json<RejectBody>,
) -> Result<Response, Problem> {
    let Json { value: RejectBody { reason, lines, by: given }, bytes } = body;
    let command = Reject { order: order.clone(), fulfilment, by: by(given, &caller)?, reason, lines };
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &bytes }
        .fulfilment(&order, fulfilment, "fulfilment.reject", OrderCommand::Reject(command))
        .await
}

/// Say that goods of a cancelled line are back in their place.
#[utoipa::path(post, path = "/v1/orders/{order}/fulfilments/{fulfilment}/put_back", tag = "orders",
    request_body = Option<ByBody>, params(("order" = OrderId, Path), ("fulfilment" = String, Path)),
    responses((status = 200, body = OrderDocument), Problems))]
async fn put_back(
    State(app): State<App>,
    caller: Caller,
    Segment((order, Number(fulfilment))): Segment<(OrderId, Number)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let (body, bytes) = optional::<ByBody>(&headers, body).await?;
    let command = OrderCommand::PutBack(order.clone(), fulfilment, by(body.by, &caller)?);
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &bytes }
        .fulfilment(&order, fulfilment, "fulfilment.put_back", command)
        .await
}

/// Let another site serve what is parked, by the rules as they are now.
#[utoipa::path(post, path = "/v1/orders/{order}/fulfilments/{fulfilment}/route", tag = "orders",
    params(("order" = OrderId, Path), ("fulfilment" = String, Path)),
    responses((status = 200, body = OrderDocument), Problems))]
async fn route(
    State(app): State<App>,
    caller: Caller,
    Segment((order, Number(fulfilment))): Segment<(OrderId, Number)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let command = OrderCommand::Route(order.clone(), fulfilment);
    Doing { app: &app, caller: &caller, headers: &headers, bytes: b"" }
        .fulfilment(&order, fulfilment, "fulfilment.route", command)
        .await
}

/// How long each step of an order may take.
#[utoipa::path(get, path = "/v1/order-limits", tag = "orders",
    responses((status = 200, body = OrderLimits), Problems))]
async fn get_limits(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    let limits = app.read().machine.omnichannel.orders.limits;
    Ok(axum::Json(limits).into_response())
}

/// Set how long each step may take. What has begun keeps its limit.
#[utoipa::path(put, path = "/v1/order-limits", tag = "orders", request_body = OrderLimits,
    responses((status = 200, body = OrderLimits), Problems))]
async fn set_limits(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<OrderLimits>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "order_limits.set", &headers, &body.bytes)?;
    let answer = || axum::Json(body.value).into_response();
    call.run(Command::Order(OrderCommand::SetLimits(body.value)), |_, _| answer(), answer).await
}
