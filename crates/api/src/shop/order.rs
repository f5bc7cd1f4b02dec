//! A shopper's own orders.

use super::hold;
use super::session::{self, Shopper};
use crate::app::App;
use crate::body::{Json, PrivateJson, Query, Segment};
use crate::calls::key;
use crate::orders::{
    Doing, OrderBody, OrderContact, OrderDocument, OrderLineBody, TenderBody, content, current,
    order_document, place_read,
};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_engine::KeyKind;
use realtail_kernel::{HoldId, Instant, ItemId, OrderId, Position, Quantity, Reference, SiteId, Word};
use realtail_omnichannel::order::{CancelLines, OrderCommand};
use realtail_omnichannel::{Line, Omnichannel, OrderLine, Place, PromiseAsk, promise};
use realtail_vocabulary::{AdSeen, Delivery, DeliveryMethod, Destination, LineQuantity, Observed, Signal};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long the phone waits for the payment before it is told that it is under way.
const WAIT: Duration = Duration::from_secs(5);
/// Orders that are looked at for one page; others wait meanwhile.
const LOOKED_AT_MAX: usize = 20_000;

/// The most items that a shopper may agree to for a line.
const SUBSTITUTES_MAX: usize = 5;

/// How the shopper gets it.
#[derive(Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ShopMethod)]
pub(crate) enum Way {
    /// Collected at the store.
    Pickup,
    /// Sent.
    Ship,
}

/// What is ordered.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ShopLineBody)]
pub(crate) struct LineBody {
    item: ItemId,
    quantity: Quantity,
    /// What the shopper agrees to have instead where it runs short, the dearest wish first.
    #[serde(default)]
    #[schema(max_items = 5)]
    substitutes: Vec<ItemId>,
}

/// How it is paid.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ShopPaymentBody)]
pub(crate) struct PaymentBody {
    /// A payment provider that is switched on.
    provider: Word,
    /// What the provider gave to pay with. Never a card number.
    #[schema(value_type = Option<String>, max_length = 256)]
    token: Option<Word>,
}

/// An order as a shopper asks for it.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ShopOrderBody)]
pub(crate) struct Body {
    /// A hold of one's own, whose units it takes.
    hold: Option<HoldId>,
    /// What is ordered; what the hold keeps where nothing is said.
    #[schema(max_items = 100)]
    lines: Option<Vec<LineBody>>,
    /// At which store it is collected; where the hold is, if nothing is said.
    site: Option<SiteId>,
    method: Way,
    /// Where it is sent.
    to: Option<Destination>,
    /// Whom to tell, and where a parcel goes: sealed under the shopper's own key.
    contact: Option<OrderContact>,
    payment: PaymentBody,
    /// The placement that led here: it counts as clicked, if it did not yet.
    placement: Option<Reference>,
    /// The entry of the log with the notice that led here, as the header `Realtail-Cause` says it.
    push: Option<Position>,
}

/// The orders of a shopper.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ShopOrderPage)]
pub(crate) struct Page {
    orders: Vec<OrderDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ShopCancelBody)]
pub(crate) struct CancelBody {
    /// What; all that can still be cancelled where nothing is said.
    lines: Option<Vec<LineQuantity>>,
    /// Why; `changed_mind` where nothing is said.
    reason: Option<Word>,
}

/// Place an order: what is held or named, paid, with the promise that holds now. 201 once it is confirmed, 202 while the
/// payment is under way, 402 where it was declined.
#[utoipa::path(post, path = "/v1/shop/orders", tag = "shop", request_body = Body,
    responses((status = 201, body = OrderDocument), (status = 202, body = OrderDocument),
        (status = 402, body = Problem, description = "The payment was declined"), Problems))]
pub(crate) async fn place(
    State(app): State<App>,
    mut shopper: Shopper,
    headers: HeaderMap,
    body: PrivateJson<Body>,
) -> Result<Response, Problem> {
    let PrivateJson { value: body, bytes } = body;
    if let (None, Some(push)) = (shopper.caller.cause, body.push) {
        shopper.caller.cause = Some(app.cause(push).await?);
    }
    if let Some(placement) = &body.placement {
        let item = body.lines.iter().flatten().map(|line| &line.item).next().cloned();
        let item = item.or_else(|| held_item(&app, &shopper, body.hold.as_ref()?));
        click(&app, &shopper, placement, item).await?;
    }
    let body = read(&app, &shopper, body)?;
    let command = body.read(&app, &shopper.caller).await?;
    let call = shopper.call(&app, "order.place", &headers, &content(&app, &bytes))?;
    place_read(call, command, None, WAIT).await
}

/// Tells that a placement was clicked, once.
async fn click(
    app: &App,
    shopper: &Shopper,
    placement: &Reference,
    item: Option<ItemId>,
) -> Result<(), Problem> {
    let source = Word::new(format!("shop/{}", shopper.customer)).map_err(Problem::fault)?;
    // The number under which the phone told it, if it did.
    let id =
        item.as_ref().map_or_else(|| format!("clicked/{placement}"), |i| format!("clicked/{placement}/{i}"));
    let id = Word::new(id).map_err(|e| Problem::invalid("placement", e.to_string()))?;
    let mut call = shopper.call(app, "retail.ad.clicked", &HeaderMap::new(), b"")?;
    call.keys.push(key(KeyKind::Signal, &["signal", source.as_str(), id.as_str()], b""));
    let signal = Signal::AdClicked(AdSeen { visitor: shopper.owner()?, placement: placement.clone(), item });
    let observed = Observed { source, id, time: None, signal };
    // Whether the media pillar wants it or not, the order goes on.
    let _ = call.submit(realtail_platform::Command::Observe(Box::new(observed))).await?;
    Ok(())
}

/// What a hold of this shopper's keeps.
fn held_item(app: &App, shopper: &Shopper, hold: &HoldId) -> Option<ItemId> {
    hold::own(app, shopper, hold).ok()?;
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let line = state.holds.get(hold).ok()?.lines.first()?;
    Some(state.catalogue.item(line.item).item.clone())
}

/// Reads what was asked for as an order of this shopper's, with the promise that holds now.
fn read(app: &App, shopper: &Shopper, body: Body) -> Result<OrderBody, Problem> {
    if let Some(hold) = &body.hold {
        hold::own(app, shopper, hold)?;
    }
    let now = app.handle.now();
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let held = body.hold.as_ref().and_then(|hold| state.holds.get(hold).ok());
    let own: Vec<Line> = held.map_or_else(Vec::new, |hold| hold.lines.to_vec());
    let lines = match body.lines {
        Some(lines) => lines,
        None => held_lines(state, &own)?,
    };
    let site = body.site.or_else(|| {
        own.iter().find_map(|line| match line.place {
            Place::Site(no) => Some(state.catalogue.site(no).site.clone()),
            Place::Region(_) => None,
        })
    });
    let missing = |field: &'static str, why: &str| Problem::malformed(why).with("field", field);
    let delivery = match body.method {
        Way::Pickup => Delivery::Pickup {
            site: site.ok_or_else(|| missing("site", "site: name the store where it is collected"))?,
            curbside: false,
        },
        Way::Ship => Delivery::Ship {
            to: body.to.ok_or_else(|| missing("to", "to: say where it is sent, at least the country"))?,
            service: None,
        },
    };
    if lines.iter().any(|line| line.substitutes.len() > SUBSTITUTES_MAX) {
        let detail = format!("name at most {SUBSTITUTES_MAX} substitutes for a line");
        return Err(Problem::invalid("lines.substitutes", detail));
    }
    let promised_at = promised(state, &lines, &delivery, &own, now);
    drop(replica);
    let line = |line: LineBody| OrderLineBody {
        item: line.item,
        quantity: line.quantity,
        delivery: None,
        substitutes: line.substitutes,
    };
    Ok(OrderBody {
        order: None,
        channel: session::channel()?,
        customer: Some(shopper.customer.clone()),
        hold: body.hold,
        delivery,
        promised_at,
        contact: body.contact,
        lines: lines.into_iter().map(line).collect(),
        coupons: Vec::new(),
        currency: None,
        carriage: 0,
        tenders: vec![TenderBody { kind: body.payment.provider, token: body.payment.token, amount: None }],
        wait_ms: 0,
    })
}

fn held_lines(state: &Omnichannel, own: &[Line]) -> Result<Vec<LineBody>, Problem> {
    let line = |line: &Line| {
        let item = state.catalogue.item(line.item).item.clone();
        let quantity = Quantity::try_from(line.units).map_err(Problem::fault)?;
        Ok(LineBody { item, quantity, substitutes: Vec::new() })
    };
    let lines = own.iter().map(line).collect::<Result<Vec<_>, Problem>>()?;
    if lines.is_empty() {
        return Err(Problem::malformed("lines: name what is ordered, or a hold").with("field", "lines"));
    }
    Ok(lines)
}

/// By when it is there, as the shopper was told a moment ago; nothing where nobody can say.
fn promised(
    state: &Omnichannel,
    lines: &[LineBody],
    delivery: &Delivery,
    own: &[Line],
    now: Instant,
) -> Option<Instant> {
    let line = |(line, body): (u16, &LineBody)| {
        let item = state.catalogue.item_no(&body.item).ok()?;
        Some(OrderLine { line, item, units: body.quantity.units(), value: 0 })
    };
    let lines: Vec<OrderLine> = (1..).zip(lines).map(line).collect::<Option<_>>()?;
    let (method, sites, place) = match delivery {
        Delivery::Pickup { site, .. } => {
            (DeliveryMethod::Pickup, vec![state.catalogue.site_no(site).ok()?], None)
        }
        Delivery::Ship { to, .. } => (DeliveryMethod::Ship, Vec::new(), Some(to)),
        Delivery::Deliver { .. } | Delivery::CarryOut { .. } => return None,
    };
    let channel = session::channel().ok()?;
    let ask = PromiseAsk { channel: &channel, lines: &lines, place, methods: &[method], sites: &sites, own };
    let first = promise(state, &ask, now).promises.into_iter().next()?;
    first.arrives_by.or(first.ready_at)
}

/// An order of this shopper's; whether there is another of this number is nobody's business.
fn own(app: &App, shopper: &Shopper, order: &OrderId) -> Result<(), Problem> {
    let replica = app.read();
    let known = replica.machine.omnichannel.orders.find(order);
    let own = known.filter(|order| order.customer.as_ref() == Some(&shopper.customer));
    own.map(|_| ()).ok_or_else(|| Problem::not_found("order", order))
}

/// Read an order of one's own, with its pickup code.
#[utoipa::path(get, path = "/v1/shop/orders/{order}", tag = "shop",
    params(("order" = OrderId, Path)), responses((status = 200, body = OrderDocument), Problems))]
pub(crate) async fn get(
    State(app): State<App>,
    shopper: Shopper,
    Segment(order): Segment<OrderId>,
) -> Result<Response, Problem> {
    own(&app, &shopper, &order)?;
    Ok(axum::Json(current(&app, &shopper.caller, &order)?).into_response())
}

/// List one's own orders, newest first.
#[utoipa::path(get, path = "/v1/shop/orders", tag = "shop",
    params(("cursor" = Option<u32>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = Page), Problems))]
pub(crate) async fn list(
    State(app): State<App>,
    shopper: Shopper,
    mut query: Query,
) -> Result<Response, Problem> {
    let (cursor, limit) = (query.one::<u32>("cursor")?.unwrap_or(u32::MAX), query.limit()?);
    query.end()?;
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let (mut orders, mut next_cursor) = (Vec::new(), None);
    for (looked_at, (number, order)) in state.orders.before(cursor).enumerate() {
        if orders.len() == limit || looked_at == LOOKED_AT_MAX {
            next_cursor = Some((number + 1).to_string());
            break;
        }
        if order.customer.as_ref() == Some(&shopper.customer) {
            orders.push(order_document(state, order, &shopper.caller));
        }
    }
    drop(replica);
    Ok(axum::Json(Page { orders, next_cursor }).into_response())
}

/// Cancel part or all of an order of one's own, as long as it has not left.
#[utoipa::path(post, path = "/v1/shop/orders/{order}/cancel", tag = "shop", request_body = CancelBody,
    params(("order" = OrderId, Path)), responses((status = 200, body = OrderDocument), Problems))]
pub(crate) async fn cancel(
    State(app): State<App>,
    shopper: Shopper,
    Segment(order): Segment<OrderId>,
    headers: HeaderMap,
    body: Json<CancelBody>,
) -> Result<Response, Problem> {
    own(&app, &shopper, &order)?;
    let Json { value: CancelBody { lines, reason }, bytes } = body;
    let reason = reason.map_or_else(|| Word::new("changed_mind").map_err(Problem::fault), Ok)?;
    let by = Word::new(shopper.caller.key.as_str()).map_err(Problem::fault)?;
    let command = OrderCommand::Cancel(CancelLines { order: order.clone(), lines, reason, by });
    Doing { app: &app, caller: &shopper.caller, headers: &headers, bytes: &bytes }
        .order(&order, "order.cancel", command)
        .await
}
