//! Agent commerce: the Universal Commerce Protocol at its own paths, so that any shopping agent can buy here.

mod agent;
mod answer;
mod cart;
mod checkout;
mod complete;
mod document;
mod order;
mod person;
mod profile;
mod testing;
mod wanted;

pub use agent::Agents;

use crate::app::App;
use axum::routing::{get, post};

/// The version of the protocol that is spoken here.
pub const VERSION: &str = "2026-04-08";

/// Described by the protocol's own documents, not by ours.
pub(crate) fn routes() -> axum::Router<App> {
    axum::Router::new()
        .route("/.well-known/ucp", get(profile::get))
        .route("/checkout-sessions", post(checkout::create))
        .route("/checkout-sessions/{checkout}", get(checkout::get).put(checkout::update))
        .route("/checkout-sessions/{checkout}/complete", post(complete::complete))
        .route("/checkout-sessions/{checkout}/cancel", post(checkout::cancel))
        .route("/carts", post(cart::create))
        .route("/carts/{cart}", get(cart::get).put(cart::update))
        .route("/carts/{cart}/cancel", post(cart::cancel))
        .route("/orders/{order}", get(order::get).put(order::update))
        .route("/testing/simulate-shipping/{order}", post(testing::simulate_shipping))
}
