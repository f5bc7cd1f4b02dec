//! Agent commerce: the Universal Commerce Protocol at its own paths, so that any shopping agent can buy here.

#![allow(clippy::result_large_err, reason = "a refusal is the answer itself, and as large as one")]

mod agent;
mod agreed;
mod answer;
mod cart;
mod checkout;
mod complete;
mod document;
mod door;
mod order;
mod people;
mod person;
mod profile;
mod request;
mod testing;
mod wanted;

pub use agent::Agents;
pub use door::{AgentDoor, Meeting, Met, NotMet, SignedCall, WhyNotMet};
pub use order::order_for_agent;

use crate::app::App;
use axum::extract::Request;
use axum::http::{Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

/// The version of the protocol that is spoken here.
pub const VERSION: &str = "2026-04-08";

/// Earlier releases whose requests are read as well, the latest first: they ask for less of the same. Answers are in ours.
const EARLIER: [&str; 2] = ["2026-01-23", "2026-01-11"];

/// Described by the protocol's own documents, not by ours. A person who follows an order's link gets a page instead.
pub(crate) fn routes(
    page: impl Fn(&Request) -> Response + Clone + Send + Sync + 'static,
) -> axum::Router<App> {
    let for_people = middleware::from_fn(move |request: Request, next: Next| {
        let page = is_a_person(&request).then(|| page(&request));
        async move {
            match page {
                Some(page) => page,
                None => next.run(request).await,
            }
        }
    });
    axum::Router::new()
        .route("/.well-known/ucp", get(profile::get))
        .route("/checkout-sessions", post(checkout::create))
        .route("/checkout-sessions/{checkout}", get(checkout::get).put(checkout::update))
        .route("/checkout-sessions/{checkout}/complete", post(complete::complete))
        .route("/checkout-sessions/{checkout}/cancel", post(checkout::cancel))
        .route("/carts", post(cart::create))
        .route("/carts/{cart}", get(cart::get).put(cart::update))
        .route("/carts/{cart}/cancel", post(cart::cancel))
        .route("/orders/{order}", get(order::get).put(order::update).layer(for_people))
        .route("/testing/simulate-shipping/{order}", post(testing::simulate_shipping))
        .method_not_allowed_fallback(request::method_not_allowed)
}

/// The answer where a path begins as one of the protocol's and is none; nothing for all other paths.
pub(crate) fn no_such_path(uri: &Uri) -> Option<Response> {
    let first = uri.path().trim_start_matches('/').split('/').next().unwrap_or_default();
    let is_own = ["checkout-sessions", "carts", "testing", ".well-known"].contains(&first);
    is_own.then(|| request::no_such_path(uri).into_response())
}

fn is_a_person(request: &Request) -> bool {
    let accepts = request.headers().get(header::ACCEPT).and_then(|accepts| accepts.to_str().ok());
    request.method() == "GET" && accepts.is_some_and(|accepts| accepts.contains("text/html"))
}
