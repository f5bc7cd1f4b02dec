//! What the protocol's test suites need: an order that is shipped at a word. Offered only where a secret guards it.

use super::answer::Refused;
use crate::app::App;
use crate::body::Segment;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

/// Refuses whoever does not know the secret.
pub(super) fn guard(app: &App, headers: &HeaderMap) -> Result<(), Refused> {
    let given = headers.get("simulation-secret").map(axum::http::HeaderValue::as_bytes);
    let secret = app.agents.simulation_secret.as_ref().map(String::as_bytes);
    // By digest, so that the time it takes tells nothing of the secret.
    let digest = |bytes: &[u8]| <sha2::Sha256 as sha2::Digest>::digest(bytes);
    match (given, secret) {
        (Some(given), Some(secret)) if digest(given) == digest(secret) => Ok(()),
        _ => Err(Refused::new(StatusCode::FORBIDDEN, "forbidden", "the Simulation-Secret is not the one")),
    }
}

/// Ship an order.
pub(super) async fn simulate_shipping(
    State(app): State<App>,
    Segment(order): Segment<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    guard(&app, &headers)?;
    Err(Refused::not_found("order", &order))
}
