//! Orders as agents are shown them.

mod history;
mod notes;

use super::agent::Agent;
use super::agreed::Agreed;
use super::answer::{self, Refused, refused, respond};
use super::document;
use super::person::{self, Person};
use super::request::{self, Number};
use crate::app::App;
use crate::calls::Call;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use history::History;
use realtail_engine::Outcome;
use realtail_kernel::OrderId;
use realtail_omnichannel::order::{Order, OrderLine};
use realtail_omnichannel::{Catalogue, CheckoutCommand, Command, NoteOrder};
use realtail_vocabulary::{Bringing, Checkout, DeliveryChoice};
use serde_json::{Value, json};

fn number(text: &str) -> Result<OrderId, Refused> {
    OrderId::new(text).map_err(|_| Refused::not_found("order", text))
}

/// Show an order.
pub(super) async fn get(
    State(app): State<App>,
    agent: Agent,
    Number(order): Number,
) -> Result<Response, Refused> {
    let document = of(&app, &agent.base, &agent.agreed, &number(&order)?).await?;
    Ok(respond(StatusCode::OK, document))
}

/// An order as its agent is told of it; nothing where no agent placed it, or it is remembered no more.
pub async fn order_for_agent(app: &App, base: &str, order: &OrderId) -> Option<Value> {
    app.answer(of(app, base, &Agreed::all(), order)).await.ok()
}

/// An order that an agent placed, as it is now.
async fn of(app: &App, base: &str, agreed: &Agreed, order: &OrderId) -> Result<Value, Refused> {
    let unknown = || Refused::not_found("order", order.as_str());
    let (known, checkout, notes) = {
        let replica = app.read();
        let stock = &replica.machine.omnichannel;
        let known = stock.orders.find(order).ok_or_else(unknown)?.clone();
        let checkout = stock.checkouts.of_order(order).ok_or_else(unknown)?.clone();
        (known, checkout, stock.checkouts.notes(order).cloned().unwrap_or_default())
    };
    let history = History::of(app, &known).await?;
    let person = person::of(app, &checkout);
    let catalogue = app.read().machine.omnichannel.catalogue.clone();
    let mut events = history.parcels(&known, &checkout);
    events.extend(notes.parcels.iter().map(notes::parcel));
    let mut adjustments = history.adjustments(&checkout);
    adjustments.extend(notes.adjustments.iter().map(notes::adjustment));
    let expected = |delivery: &DeliveryChoice| expectation(delivery, &checkout, &person, &catalogue);
    let expectations: Vec<Value> = checkout.deliveries.iter().map(expected).collect();
    let mut document = json!({
        "ucp": answer::head(agreed, "order"),
        "id": order,
        "label": order,
        "checkout_id": checkout.checkout,
        "permalink_url": format!("{base}/orders/{order}"),
        "currency": checkout.currency,
        "line_items": lines(&known, &checkout, &catalogue),
        "fulfillment": {"expectations": expectations, "events": events},
        "totals": document::totals(&checkout.quote, true),
    });
    if !adjustments.is_empty() {
        document["adjustments"] = Value::Array(adjustments);
    }
    Ok(document)
}

fn lines(order: &Order, checkout: &Checkout, catalogue: &Catalogue) -> Vec<Value> {
    let shown = |((line, quoted), bought): ((&realtail_vocabulary::CheckoutLine, _), &OrderLine)| {
        let total = bought.units - bought.cancelled - bought.returned;
        let fulfilled = (bought.left - bought.returned).clamp(0, total.max(0));
        json!({
            "id": line.line,
            "item": document::item(line, quoted, catalogue),
            "quantity": {"original": bought.units, "total": total, "fulfilled": fulfilled},
            "totals": document::line_totals(quoted),
            "status": status(total, fulfilled),
        })
    };
    checkout.lines.iter().zip(&checkout.quote.lines).zip(&order.lines).map(shown).collect()
}

fn status(total: i64, fulfilled: i64) -> &'static str {
    match (total, fulfilled) {
        (0, _) => "removed",
        (total, fulfilled) if fulfilled == total => "fulfilled",
        (_, 1..) => "partial",
        _ => "processing",
    }
}

/// What the shopper was told of how the goods come.
fn expectation(
    delivery: &DeliveryChoice,
    checkout: &Checkout,
    person: &Person,
    catalogue: &Catalogue,
) -> Value {
    let destination = delivery.destination.as_ref().map_or("", |destination| destination.as_str());
    let (kind, destination) = match delivery.bringing {
        Bringing::Shipping => ("shipping", document::address(destination, person)),
        Bringing::Pickup => ("pickup", document::site(destination, catalogue)),
    };
    let mine = checkout.lines.iter().filter(|line| delivery.lines.contains(&line.line));
    let lines: Vec<Value> = mine.map(|line| json!({"id": line.line, "quantity": line.quantity})).collect();
    let mut shown = json!({
        "id": format!("exp_{}", delivery.method),
        "line_items": lines,
        "method_type": kind,
        "destination": destination,
    });
    if let Some(taken) = delivery.taken() {
        shown["description"] = json!(taken.title);
    }
    shown
}

/// Take in what happened to an order outside. Only for the protocol's test suites: agents look at orders.
pub(super) async fn update(
    State(app): State<App>,
    agent: Agent,
    Number(order): Number,
    headers: HeaderMap,
    body: axum::body::Body,
) -> Result<Response, Refused> {
    if app.agents.simulation_secret.is_none() {
        let detail = "orders are changed by the shop; agents are told of it";
        return Err(Refused::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail));
    }
    let (bytes, _) = request::read::<serde::de::IgnoredAny>(&agent, &headers, body).await?;
    let order = number(&order)?;
    let note = notes::read(&order, &bytes)?;
    let NoteOrder { order, .. } = note.clone();
    let content = [order.as_str().as_bytes(), b"\0", &bytes].concat();
    let call = Call::new(&app, &agent.caller, "ucp.order.update", &headers, &content)?;
    let command = Command::Checkout(CheckoutCommand::NoteOrder(Box::new(note)));
    match call.submit(command.into()).await? {
        Outcome::Refused(refusal) => return Err(refused(&refusal)),
        Outcome::Conflict { .. } => return Err(answer::key_reused()),
        Outcome::Done { .. } | Outcome::Unchanged | Outcome::Repeated { .. } => (),
    }
    Ok(respond(StatusCode::OK, of(&app, &agent.base, &agent.agreed, &order).await?))
}
