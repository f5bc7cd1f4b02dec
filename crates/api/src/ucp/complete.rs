//! Completing a checkout: the order is placed, its payment asked for, and the answer waited for.

use super::agent::Agent;
use super::answer::{Refused, refused, respond};
use super::checkout::{as_it_is, channel, number, told};
use super::person;
use super::profile;
use super::request::{self, Number};
use super::wanted::{InstrumentBody, PaymentBody};
use crate::app::App;
use crate::calls::{Call, Logged};
use crate::{customers, vault};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use realtail_kernel::{OrderId, Word, looks_like_a_card_number};
use realtail_omnichannel::order::{OrderState, TenderAsked};
use realtail_omnichannel::{CheckoutCommand, Command, CompleteCheckout};
use realtail_vocabulary::{Checkout, CheckoutEvent, CheckoutState, Event, Refused as OrderRefused, Sealed};
use serde::Deserialize;
use std::time::Duration;

/// For how long the provider is waited for; after that the checkout says that it is under way.
const WAIT: Duration = Duration::from_secs(10);
/// The provider that is asked where the handler names none of its own.
const PROVIDER: &str = "test";

/// What a checkout is completed with.
#[derive(Default, Deserialize)]
struct CompleteBody {
    payment: Option<PaymentBody>,
    /// As earlier versions of the protocol have it.
    payment_data: Option<InstrumentBody>,
}

/// Where what pays stands in a request.
const INSTRUMENT: &str = "payment.instruments[0]";

/// What pays: a token of the provider, and never a card's number. What is wrong is told without what was given.
fn token(body: CompleteBody) -> Result<Word, Refused> {
    let bad = |part: &str, why: &str| Refused::invalid(&format!("{INSTRUMENT}{part}"), why);
    let instruments = body.payment.and_then(|payment| payment.instruments).unwrap_or_default();
    let instrument = instruments.into_iter().next().or(body.payment_data);
    let instrument = instrument.ok_or_else(|| bad("", "give one, with its credential"))?;
    if instrument.handler_id.as_deref().is_some_and(|handler| handler != profile::HANDLER) {
        let why = format!("this shop takes what {} gives; see ucp.payment_handlers", profile::HANDLER);
        return Err(bad(".handler_id", &why));
    }
    let credential = instrument.credential.ok_or_else(|| bad(".credential", "give one"))?;
    let card = "a card's number is not taken here; give the token of a payment handler";
    if credential.number.is_some() {
        return Err(bad(".credential", card));
    }
    let token = credential.token.filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| bad(".credential.token", "give one"))?;
    if looks_like_a_card_number(&token) {
        return Err(bad(".credential.token", card));
    }
    let too_odd = |_| bad(".credential.token", "a token has 1 to 256 printable characters");
    Word::new(token).map_err(too_odd)
}

/// Complete a checkout.
pub(super) async fn complete(
    State(app): State<App>,
    agent: Agent,
    Number(checkout): Number,
    headers: HeaderMap,
    body: axum::body::Body,
) -> Result<Response, Refused> {
    let (bytes, body) = request::read(&agent, &headers, body).await?;
    let token = token(body)?;
    let checkout = number(&checkout)?;
    let known = app.read().machine.omnichannel.checkouts.get(&checkout).cloned();
    let known = known.map_err(|_| Refused::not_found("checkout", checkout.as_str()))?;
    let order = uuid::Uuid::now_v7().to_string();
    let command = CompleteCheckout {
        checkout: checkout.clone(),
        order: OrderId::new(order).map_err(crate::problem::Problem::fault)?,
        tenders: vec![tender(&app, &known, &token).await?],
        contact: contact(&app, &known).await?,
        pickup_code: None,
        channel: channel()?,
    };
    let command = Command::Checkout(CheckoutCommand::Complete(Box::new(command)));
    let content = customers::content(&app, &[checkout.as_str().as_bytes(), b"\0", &bytes].concat());
    let call = Call::new(&app, &agent.caller, "ucp.checkout.complete", &headers, &content)?;
    let outcome = call.submit(command.into()).await?;
    let order = std::cell::RefCell::new(None);
    let placed = |entry: &Logged| {
        *order.borrow_mut() = order_in(entry);
        Ok(respond(StatusCode::OK, serde_json::Value::Null))
    };
    let replayed = told(&app, outcome, placed)?.headers().get("idempotent-replayed").cloned();
    let order = order.into_inner().ok_or_else(|| crate::problem::Problem::fault("an entry has no order"))?;
    settled(&app, &order).await?;
    let mut response = respond(StatusCode::OK, as_it_is(&app, &agent, &checkout)?);
    response
        .headers_mut()
        .extend(replayed.map(|value| (axum::http::HeaderName::from_static("idempotent-replayed"), value)));
    Ok(response)
}

/// How it is paid: by a token that only the courier to the provider opens.
async fn tender(app: &App, known: &Checkout, token: &Word) -> Result<TenderAsked, Refused> {
    let means = Word::new(PROVIDER).map_err(crate::problem::Problem::fault)?;
    let customer = known.customer.clone().map_or_else(vault::guest, Ok)?;
    let sealed_token = Some(vault::sealed_token(app, customer, token).await?);
    Ok(TenderAsked { means, token: None, sealed_token, purse: None, amount: None })
}

/// Who the order is for and where it goes, under the key that the checkout is sealed with already.
async fn contact(app: &App, known: &Checkout) -> Result<Option<Sealed>, Refused> {
    let Some(customer) = &known.customer else { return Ok(None) };
    let person = person::of(app, known);
    Ok(Some(vault::sealed_contact(app, customer, &person.contact(known)).await?))
}

fn order_in(entry: &Logged) -> Option<OrderId> {
    entry.events.iter().find_map(|event| match event {
        Event::Checkout(CheckoutEvent::Moved { state: CheckoutState::Completing { order }, .. }) => {
            Some(order.clone())
        }
        _ => None,
    })
}

/// Waits until the payment has answered, for a while; a payment that was declined is refused.
async fn settled(app: &App, order: &OrderId) -> Result<(), Refused> {
    let deadline = tokio::time::Instant::now() + WAIT;
    let mut changed = app.feed.watch();
    loop {
        changed.borrow_and_update();
        let state = app.read().machine.omnichannel.orders.find(order).map(|order| order.state.clone());
        match state {
            Some(OrderState::Placed) => (),
            Some(OrderState::Refused(why)) => return Err(no_order(&why)),
            Some(OrderState::Confirmed | OrderState::Completed | OrderState::Cancelled) | None => {
                return Ok(());
            }
        }
        match tokio::time::timeout_at(deadline, changed.changed()).await {
            Ok(Ok(())) => (),
            // Under way: the agent asks again.
            Ok(Err(_)) | Err(_) => return Ok(()),
        }
    }
}

fn no_order(why: &OrderRefused) -> Refused {
    let declined = |detail: String| Refused::new(StatusCode::PAYMENT_REQUIRED, "payment_failed", detail);
    match why {
        OrderRefused::PaymentDeclined { code, .. } => {
            declined(format!("the payment was declined ({code}); try another means of payment"))
        }
        OrderRefused::PaymentTimedOut => declined("the payment did not answer in time; try again".to_owned()),
        OrderRefused::StockGone => {
            let shortages = Vec::new();
            refused(&realtail_omnichannel::Refusal::InsufficientStock { shortages }.into())
        }
        OrderRefused::GivenUp => Refused::new(StatusCode::CONFLICT, "conflict", "the order was given up"),
    }
}
