//! Orders over HTTP: placing, reading, cancelling.

mod batch;
mod body;
mod contact;
mod document;
mod payment;
mod steps;
mod timeline;

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::{Call, told};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
pub(crate) use body::{OrderBody, OrderLineBody, TenderBody};
pub(crate) use contact::{OrderContact, of as contact_of};
pub(crate) use document::OrderDocument;
pub(crate) use document::{current, order_document};
use realtail_engine::Outcome;
use realtail_kernel::{CustomerId, OrderId, SiteId};
use realtail_omnichannel::Command;
use realtail_omnichannel::order::{Order, PlaceOrder};
use realtail_vocabulary::Refused;
use serde::Serialize;
use std::time::{Duration, Instant};
pub(crate) use steps::{Doing, by, may_serve, optional};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(place, list))
        .routes(routes!(batch::place_batch))
        .routes(routes!(get))
        .merge(steps::routes())
        .merge(payment::routes())
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct OrderPage {
    orders: Vec<OrderDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Place an order: priced, held, paid and routed, or not at all.
///
/// 201 once it is confirmed; 202 while the payment has not answered within `wait_ms`; 402 where it was declined.
#[utoipa::path(post, path = "/v1/orders", tag = "orders", request_body = OrderBody,
    responses((status = 201, body = OrderDocument), (status = 202, body = OrderDocument),
        (status = 402, body = Problem, description = "The payment was declined"), Problems))]
async fn place(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<OrderBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Hold)?;
    let wait = Duration::from_millis(body.value.wait_ms);
    let named = body.value.order().cloned();
    let command = body.value.read(&app, &caller).await?;
    let content = content(&app, &body.bytes);
    let mut call = Call::new(&app, &caller, "order.place", &headers, &content)?;
    if let Some(named) = &named {
        call = call.named(&["order", named.as_str()], &content);
    }
    place_read(call, command, named, wait).await
}

/// Places an order that was read, and waits for its payment.
pub(crate) async fn place_read(
    call: Call<'_>,
    command: PlaceOrder,
    named: Option<OrderId>,
    wait: Duration,
) -> Result<Response, Problem> {
    let (app, caller, order) = (call.app, call.caller, command.order.clone());
    let outcome = call.submit(Command::PlaceOrder(Box::new(command)).into()).await?;
    let order = match &outcome {
        Outcome::Repeated { .. } => named.or_else(|| repeated(app, &outcome)).unwrap_or(order),
        _ => order,
    };
    if matches!(outcome, Outcome::Done { .. } | Outcome::Repeated { .. }) {
        settle(app, &order, wait).await;
    }
    told(app, outcome, |_, _| settled(current(app, caller, &order)))
}

/// What tells an order sent again from another under the same number: of a body with personal data in it the log keeps
/// no digest that could be guessed at.
pub(crate) fn content(app: &App, body: &[u8]) -> [u8; 16] {
    app.vault.hash("order", &String::from_utf8_lossy(body))
}

/// The number of an order that was made up the first time.
fn repeated(app: &App, outcome: &crate::calls::Answer) -> Option<OrderId> {
    let Outcome::Repeated { position, .. } = outcome else { return None };
    let entry = app.handle.entry(*position).ok()??;
    entry.events.iter().find_map(|event| match event {
        realtail_vocabulary::Event::Order(event) => event.order().cloned(),
        _ => None,
    })
}

/// Waits until the order is confirmed or refused, or for as long as the caller would.
pub(crate) async fn settle(app: &App, order: &OrderId, wait: Duration) {
    settle_all(app, &[(order, wait)]).await;
}

/// The same for many at once: they settle together, so the wait for all of them is the longest one.
pub(crate) async fn settle_all(app: &App, orders: &[(&OrderId, Duration)]) {
    let told = app.feed.settled.wait_for(orders.iter().map(|(order, _)| *order));
    let is_pending: Vec<bool> = {
        let replica = app.read();
        let book = &replica.machine.omnichannel.orders;
        let is_placed = |order: &OrderId| book.find(order).is_some_and(|o| o.state_word() == "placed");
        orders.iter().map(|(order, wait)| !wait.is_zero() && is_placed(order)).collect()
    };
    let started = Instant::now();
    for ((told, is_pending), (_, wait)) in told.into_iter().zip(is_pending).zip(orders) {
        if is_pending {
            let _ = tokio::time::timeout(wait.saturating_sub(started.elapsed()), told).await;
        }
    }
    app.feed.settled.give_up(orders.iter().map(|(order, _)| *order));
}

/// What is answered once an order was placed: confirmed, still under way, or refused.
pub(crate) fn settled(document: Result<OrderDocument, Problem>) -> Response {
    let document = match document {
        Ok(document) => document,
        Err(problem) => return problem.into_response(),
    };
    match (&document.refused, document.state) {
        (Some(why), _) => refusal(why).with("order", document).into_response(),
        (None, "placed") => (StatusCode::ACCEPTED, axum::Json(document)).into_response(),
        (None, _) => (StatusCode::CREATED, axum::Json(document)).into_response(),
    }
}

pub(crate) fn refusal(why: &Refused) -> Problem {
    let declined =
        |title, detail: String| Problem::new(StatusCode::PAYMENT_REQUIRED, "payment-declined", title, detail);
    match why {
        Refused::PaymentDeclined { payment, code } => {
            let detail = format!(
                "payment {payment} was declined: {code}; the units are free again, ask for another means"
            );
            declined("The payment was declined", detail).with("payment", payment).with("code", code)
        }
        Refused::PaymentTimedOut => {
            let detail = "the provider did not answer in time; nothing is held and nothing will be taken";
            declined("The payment was not answered", detail.to_owned()).with("code", "timed_out")
        }
        Refused::StockGone => {
            let detail = "the goods were sold at a till before the payment was authorised; nothing was taken";
            Problem::new(StatusCode::CONFLICT, "insufficient-stock", "There is not enough stock", detail)
        }
        Refused::GivenUp => {
            let detail = "the order was cancelled before the payment was authorised; nothing was taken";
            Problem::new(StatusCode::CONFLICT, "order-refused", "The order was given up", detail)
        }
    }
}

/// Read an order: how far it has got, why these sites serve it, and all that happened.
#[utoipa::path(get, path = "/v1/orders/{order}", tag = "orders",
    params(("order" = OrderId, Path)), responses((status = 200, body = OrderDocument), Problems))]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Segment(order): Segment<OrderId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let mut document = current(&app, &caller, &order)?;
    let timeline::Story { steps, routing, contact } = timeline::of(&app, &order).await?;
    (document.timeline, document.routing) = (Some(steps), routing);
    document.contact = contact.filter(|_| caller.sees_people());
    Ok(axum::Json(document).into_response())
}

/// List orders, newest first.
#[utoipa::path(get, path = "/v1/orders", tag = "orders",
    params(("state" = Option<String>, Query), ("site" = Option<SiteId>, Query), ("customer" = Option<CustomerId>, Query),
        ("channel" = Option<String>, Query), ("late" = Option<bool>, Query), ("cursor" = Option<u32>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = OrderPage), Problems))]
async fn list(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    const STATES: [&str; 7] =
        ["placed", "refused", "released", "parked", "in_progress", "completed", "cancelled"];
    /// Orders that are looked at for one page; others wait meanwhile.
    const LOOKED_AT_MAX: usize = 20_000;
    caller.may(Deed::Look)?;
    let (state, site) = (query.one::<String>("state")?, query.one::<SiteId>("site")?);
    let (customer, channel) = (query.one::<CustomerId>("customer")?, query.one::<String>("channel")?);
    let late = query.one::<bool>("late")?;
    let (cursor, limit) = (query.one::<u32>("cursor")?.unwrap_or(u32::MAX), query.limit()?);
    query.end()?;
    if state.as_deref().is_some_and(|state| !STATES.contains(&state)) {
        return Err(
            Problem::malformed(format!("state is one of {}", STATES.join(", "))).with("field", "state")
        );
    }
    let replica = app.read();
    let machine = &replica.machine.omnichannel;
    let site = site.map(|site| machine.catalogue.site_no(&site)).transpose();
    let site = site.map_err(|refusal| Problem::from(&realtail_platform::Refusal::from(refusal)))?;
    let wanted = |order: &Order| {
        state.as_deref().is_none_or(|state| state == order.state_word())
            && site.is_none_or(|site| order.fulfilments.iter().any(|f| f.site == site))
            && customer.as_ref().is_none_or(|customer| order.customer.as_ref() == Some(customer))
            && channel.as_deref().is_none_or(|channel| channel == order.channel.as_str())
            && late.is_none_or(|late| late == order.is_late())
    };
    let (mut orders, mut next_cursor, mut looked_at) = (Vec::new(), None, 0);
    for (number, order) in machine.orders.before(cursor) {
        if orders.len() == limit || looked_at == LOOKED_AT_MAX {
            next_cursor = Some((number + 1).to_string());
            break;
        }
        looked_at += 1;
        if wanted(order) {
            orders.push(order_document(machine, order, &caller));
        }
    }
    drop(replica);
    Ok(axum::Json(OrderPage { orders, next_cursor }).into_response())
}
