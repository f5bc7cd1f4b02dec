//! Orders as agents are shown them.

use super::agent::Agent;
use super::answer::Refused;
use crate::app::App;
use crate::body::Segment;
use axum::extract::State;
use axum::response::Response;

/// Show an order.
pub(super) async fn get(
    State(_app): State<App>,
    _agent: Agent,
    Segment(order): Segment<String>,
) -> Result<Response, Refused> {
    Err(Refused::not_found("order", &order))
}

/// Take in what happened to an order outside.
pub(super) async fn update(
    State(_app): State<App>,
    _agent: Agent,
    Segment(order): Segment<String>,
) -> Result<Response, Refused> {
    Err(Refused::not_found("order", &order))
}
