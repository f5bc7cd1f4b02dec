//! Checkout sessions: opened, shown, changed, given up.

use super::agent::Agent;
use super::answer::{Refused, key_reused, refused, respond};
use super::document;
use super::people::Somebody;
use super::person::{self, Person};
use super::request::{self, Number};
use super::wanted::{self, BasketBody, FulfillmentBody, Known};
use crate::app::App;
use crate::calls::{Answer, Call, Logged};
use crate::customers;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use realtail_engine::{KeyKind, Outcome};
use realtail_kernel::{CartId, Channel, CheckoutId};
use realtail_omnichannel::{CheckoutCommand, Command, SetCheckout, WantedDelivery};
use realtail_vocabulary::{Checkout, CheckoutEvent, CheckoutState, DeliveryPlace, Event};
use serde_json::Value;

/// What agents sell on.
pub(super) const CHANNEL: &str = "agent";

pub(super) fn channel() -> Result<Channel, Refused> {
    Channel::new(CHANNEL).map_err(|error| Refused::bad("invalid_request", error.to_string()))
}

/// The number of a checkout in a path.
pub(super) fn number(text: &str) -> Result<CheckoutId, Refused> {
    CheckoutId::new(text).map_err(|_| Refused::not_found("checkout", text))
}

/// Asks the engine under the idempotency key of the call, and reads the answer off what stands in the log for it: now,
/// or the first time.
pub(super) async fn run(
    app: &App,
    agent: &Agent,
    headers: &HeaderMap,
    signal: &'static str,
    content: &[u8],
    command: CheckoutCommand,
    done: impl Fn(&Logged) -> Result<Response, Refused>,
) -> Result<Response, Refused> {
    let content = customers::content(app, content);
    let call = Call::new(app, &agent.caller, signal, headers, &content)?;
    let outcome = call.submit(Command::Checkout(command).into()).await?;
    told(app, outcome, done)
}

pub(super) fn told(
    app: &App,
    outcome: Answer,
    done: impl Fn(&Logged) -> Result<Response, Refused>,
) -> Result<Response, Refused> {
    match outcome {
        Outcome::Done { entry, .. } => done(&entry),
        Outcome::Unchanged => {
            Err(crate::problem::Problem::fault("nothing had to happen, and nobody said so").into())
        }
        Outcome::Refused(refusal) => Err(refused(&refusal)),
        Outcome::Conflict { kind: KeyKind::Request } | Outcome::Conflict { .. } => Err(key_reused()),
        Outcome::Repeated { position, .. } => {
            let entry = app.handle.entry(position).map_err(crate::problem::Problem::fault)?;
            let entry = entry.ok_or_else(|| crate::problem::Problem::fault("an entry is missing"))?;
            if let Some(refusal) = &entry.refusal {
                return Err(refused(refusal));
            }
            let mut response = done(&entry)?;
            response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
            Ok(response)
        }
    }
}

/// The checkout that stands in an entry, as it was then.
fn as_logged(app: &App, agent: &Agent, entry: &Logged, status: StatusCode) -> Result<Response, Refused> {
    let set = entry.events.iter().find_map(|event| match event {
        Event::Checkout(CheckoutEvent::Set(checkout)) => Some(checkout),
        _ => None,
    });
    let checkout = set.ok_or_else(|| crate::problem::Problem::fault("an entry has no checkout"))?;
    let person = person::of(app, checkout);
    Ok(respond(status, document::checkout(app, agent, checkout, &person, false)))
}

/// A checkout as it is now.
pub(super) fn as_it_is(app: &App, agent: &Agent, checkout: &CheckoutId) -> Result<Value, Refused> {
    let (known, lapsed) = {
        let replica = app.read();
        let stock = &replica.machine.omnichannel;
        let known =
            stock.checkouts.get(checkout).map_err(|_| Refused::not_found("checkout", checkout.as_str()))?;
        (known.clone(), document::is_lapsed(known, &stock.holds, app.handle.now()))
    };
    let person = person::of(app, &known);
    Ok(document::checkout(app, agent, &known, &person, lapsed))
}

/// Open a checkout.
pub(super) async fn create(
    State(app): State<App>,
    agent: Agent,
    headers: HeaderMap,
    body: axum::body::Body,
) -> Result<Response, Refused> {
    let (bytes, mut body) = request::read::<BasketBody>(&agent, &headers, body).await?;
    let mut person = Person { buyer: body.buyer.take().unwrap_or_default(), ..Person::default() };
    let mut set = SetCheckout {
        checkout: number(&uuid::Uuid::now_v7().to_string())?,
        seen: None,
        channel: channel()?,
        agent: agent.profile.clone(),
        cart: None,
        currency: wanted::currency(&body)?,
        lines: body.line_items.as_deref().map(wanted::lines).transpose()?,
        codes: wanted::codes(&body)?,
        person: None,
        deliveries: None,
        instruments: body.payment.as_ref().map(wanted::instruments).transpose()?,
        hold_ms: app.agents.hold_ms,
    };
    if let Some(cart) = &body.cart_id
        && let Some(open) = take_over(&app, &agent, cart, &mut set, &mut person)?
    {
        return Ok(respond(StatusCode::OK, open));
    }
    if set.lines.is_none() {
        return Err(Refused::invalid("line_items", "say what is bought"));
    }
    bring(&app, &agent, &body, None, &mut set, person).await?;
    let command = CheckoutCommand::Set(Box::new(set));
    let done = |entry: &Logged| as_logged(&app, &agent, entry, StatusCode::CREATED);
    run(&app, &agent, &headers, "ucp.checkout.create", &bytes, command, done).await
}

/// A checkout made from a cart takes what is in it, and an open one that was made from it before goes on.
fn take_over(
    app: &App,
    agent: &Agent,
    cart: &str,
    set: &mut SetCheckout,
    person: &mut Person,
) -> Result<Option<Value>, Refused> {
    let unknown = || Refused::bad("not_found", format!("cart {cart:?} not found")).at("cart_id");
    let cart = CartId::new(cart).map_err(|_| unknown())?;
    let (known, open) = {
        let replica = app.read();
        let checkouts = &replica.machine.omnichannel.checkouts;
        let open = checkouts.of_cart(&cart).filter(|checkout| checkout.state == CheckoutState::Open);
        (checkouts.cart(&cart).map_err(|_| unknown())?.clone(), open.map(|open| open.checkout.clone()))
    };
    if let Some(open) = open {
        return as_it_is(app, agent, &open).map(Some);
    }
    let of_cart = person::in_cart(app, &known);
    if of_cart != Person::default() {
        *person = of_cart;
    }
    (set.lines, set.codes) = (Some(known.lines), Some(known.codes));
    (set.currency, set.cart) = (Some(known.currency), Some(cart));
    Ok(None)
}

/// Puts to a change how its lines are to come, and what is personal of it.
async fn bring(
    app: &App,
    agent: &Agent,
    body: &BasketBody,
    known: Option<&Checkout>,
    set: &mut SetCheckout,
    mut person: Person,
) -> Result<(), Refused> {
    let mut somebody = Somebody::find(app, agent, &person).await?;
    if let Some(fulfillment) = &body.fulfillment {
        set.deliveries = Some(wanted(fulfillment, known, somebody.as_ref(), &mut person)?);
        if let Some(somebody) = &mut somebody {
            somebody.remember(app, agent, &person).await?;
        }
    }
    let before = known.map(|known| person::of(app, known)).unwrap_or_default();
    if person != before {
        let own = somebody.filter(|somebody| somebody.is_known).map(|somebody| somebody.customer);
        let key = own.or_else(|| known.and_then(|known| known.customer.clone()));
        set.person = Some(person::seal(app, key.as_ref(), &person).await?);
    }
    Ok(())
}

/// How the lines are wanted, of what the checkout had and what is known of the buyer where nothing else is said.
fn wanted(
    fulfillment: &FulfillmentBody,
    known: Option<&Checkout>,
    somebody: Option<&Somebody>,
    person: &mut Person,
) -> Result<Vec<WantedDelivery>, Refused> {
    let addresses = somebody.map(Somebody::addresses).unwrap_or_default();
    let destinations = |method: &str| -> Vec<DeliveryPlace> {
        let deliveries = known.map(|known| known.deliveries.as_slice()).unwrap_or_default();
        let delivery = deliveries.iter().find(|delivery| delivery.method.as_str() == method);
        delivery.map(|delivery| delivery.destinations.clone()).unwrap_or_default()
    };
    let context = Known { destinations: &destinations, addresses: &addresses };
    wanted::deliveries(fulfillment, &context, person)
}

/// Show a checkout.
pub(super) async fn get(
    State(app): State<App>,
    agent: Agent,
    Number(checkout): Number,
) -> Result<Response, Refused> {
    Ok(respond(StatusCode::OK, as_it_is(&app, &agent, &number(&checkout)?)?))
}

/// Change what is named of a checkout.
pub(super) async fn update(
    State(app): State<App>,
    agent: Agent,
    Number(checkout): Number,
    headers: HeaderMap,
    body: axum::body::Body,
) -> Result<Response, Refused> {
    let (bytes, mut body) = request::read::<BasketBody>(&agent, &headers, body).await?;
    let checkout = number(&checkout)?;
    let known = {
        let replica = app.read();
        let known = replica.machine.omnichannel.checkouts.get(&checkout);
        known.map_err(|_| Refused::not_found("checkout", checkout.as_str()))?.clone()
    };
    let mut person = person::of(&app, &known);
    if let Some(buyer) = body.buyer.take() {
        person.buyer = buyer;
    }
    let mut set = SetCheckout {
        checkout: checkout.clone(),
        seen: Some(known.revision),
        channel: channel()?,
        agent: agent.profile.clone(),
        cart: None,
        currency: wanted::currency(&body)?,
        lines: body.line_items.as_deref().map(wanted::lines).transpose()?,
        codes: wanted::codes(&body)?,
        person: None,
        deliveries: None,
        instruments: body.payment.as_ref().map(wanted::instruments).transpose()?,
        hold_ms: app.agents.hold_ms,
    };
    bring(&app, &agent, &body, Some(&known), &mut set, person).await?;
    let command = CheckoutCommand::Set(Box::new(set));
    let done = |entry: &Logged| as_logged(&app, &agent, entry, StatusCode::OK);
    let content = [checkout.as_str().as_bytes(), b"\0", &bytes].concat();
    run(&app, &agent, &headers, "ucp.checkout.update", &content, command, done).await
}

/// Give a checkout up.
pub(super) async fn cancel(
    State(app): State<App>,
    agent: Agent,
    Number(checkout): Number,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let checkout = number(&checkout)?;
    let command = CheckoutCommand::Cancel(checkout.clone());
    let done = |_: &Logged| Ok(respond(StatusCode::OK, as_it_is(&app, &agent, &checkout)?));
    run(&app, &agent, &headers, "ucp.checkout.cancel", checkout.as_str().as_bytes(), command, done).await
}
