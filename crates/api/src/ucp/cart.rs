//! Carts: gathered, priced, made into a checkout.

use super::agent::Agent;
use super::answer::{Refused, respond};
use super::checkout::{channel, run};
use super::document;
use super::person::{self, Person};
use super::request::{self, Number};
use super::wanted::{self, BasketBody};
use crate::app::App;
use crate::calls::Logged;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use realtail_kernel::CartId;
use realtail_omnichannel::{CheckoutCommand, SetCart};
use realtail_vocabulary::{Cart, CheckoutEvent, Event};

fn number(text: &str) -> Result<CartId, Refused> {
    CartId::new(text).map_err(|_| Refused::not_found("cart", text))
}

fn known(app: &App, cart: &CartId) -> Result<Cart, Refused> {
    let replica = app.read();
    let known = replica.machine.omnichannel.checkouts.cart(cart);
    known.cloned().map_err(|_| Refused::not_found("cart", cart.as_str()))
}

/// The cart that stands in an entry, as it was then.
fn shown(app: &App, agent: &Agent, entry: &Logged, status: StatusCode) -> Result<Response, Refused> {
    let set = entry.events.iter().find_map(|event| match event {
        Event::Checkout(CheckoutEvent::CartSet(cart) | CheckoutEvent::CartCancelled(cart)) => Some(cart),
        _ => None,
    });
    let cart = set.ok_or_else(|| crate::problem::Problem::fault("an entry has no cart"))?;
    Ok(respond(status, document::cart(app, agent, cart, &person::in_cart(app, cart))))
}

async fn set(
    app: &App,
    agent: &Agent,
    headers: &HeaderMap,
    body: axum::body::Body,
    cart: (CartId, bool),
) -> Result<Response, Refused> {
    let (bytes, mut body) = request::read::<BasketBody>(agent, headers, body).await?;
    let (cart, is_new) = cart;
    let person = match body.buyer.take().map(|buyer| Person { buyer, ..Person::default() }) {
        Some(person) => {
            let known =
                app.read().machine.omnichannel.checkouts.cart(&cart).ok().and_then(|c| c.customer.clone());
            Some(person::seal(app, known.as_ref(), &person).await?)
        }
        None => None,
    };
    let lines = body.line_items.as_deref().map(wanted::lines).transpose()?;
    let set = SetCart {
        cart: cart.clone(),
        channel: channel()?,
        currency: wanted::currency(&body)?,
        lines: lines.ok_or_else(|| Refused::invalid("line_items", "say what is in the cart"))?,
        codes: wanted::codes(&body)?,
        person,
    };
    let (status, signal) =
        if is_new { (StatusCode::CREATED, "ucp.cart.create") } else { (StatusCode::OK, "ucp.cart.update") };
    let done = |entry: &Logged| shown(app, agent, entry, status);
    let path = if is_new { b"".as_slice() } else { cart.as_str().as_bytes() };
    let content = [path, b"\0", &bytes].concat();
    run(app, agent, headers, signal, &content, CheckoutCommand::SetCart(Box::new(set)), done).await
}

/// Make a cart.
pub(super) async fn create(
    State(app): State<App>,
    agent: Agent,
    headers: HeaderMap,
    body: axum::body::Body,
) -> Result<Response, Refused> {
    let cart = number(&uuid::Uuid::now_v7().to_string())?;
    set(&app, &agent, &headers, body, (cart, true)).await
}

/// Put another content into a cart.
pub(super) async fn update(
    State(app): State<App>,
    agent: Agent,
    Number(cart): Number,
    headers: HeaderMap,
    body: axum::body::Body,
) -> Result<Response, Refused> {
    let cart = number(&cart)?;
    known(&app, &cart)?;
    set(&app, &agent, &headers, body, (cart, false)).await
}

/// Show a cart.
pub(super) async fn get(
    State(app): State<App>,
    agent: Agent,
    Number(cart): Number,
) -> Result<Response, Refused> {
    let cart = known(&app, &number(&cart)?)?;
    Ok(respond(StatusCode::OK, document::cart(&app, &agent, &cart, &person::in_cart(&app, &cart))))
}

/// Throw a cart away; what was in it is shown once more.
pub(super) async fn cancel(
    State(app): State<App>,
    agent: Agent,
    Number(cart): Number,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let cart = number(&cart)?;
    let command = CheckoutCommand::CancelCart(cart.clone());
    let done = |entry: &Logged| shown(&app, &agent, entry, StatusCode::OK);
    run(&app, &agent, &headers, "ucp.cart.cancel", cart.as_str().as_bytes(), command, done).await
}
