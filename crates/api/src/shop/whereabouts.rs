//! Where a shopper is.

use super::session::Shopper;
use crate::app::App;
use crate::body::PrivateJson;
use crate::problem::{Problem, Problems};
use crate::push::{Trigger, check_place, place_of};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{CustomerId, Instant};
use realtail_vocabulary::{ContactChannel, GeoPosition, Purpose};
use serde::{Deserialize, Serialize};

/// What a position is called in delays and traces.
const SIGNAL: &str = "retail.position.changed";
/// A phone that is less sure than this does not know which store is near.
const ACCURACY_M_MAX: f64 = 5_000.0;

/// Where a shopper is.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PositionBody {
    #[schema(minimum = -90, maximum = 90)]
    lat: f64,
    #[schema(minimum = -180, maximum = 180)]
    lon: f64,
    /// How sure the phone is, in metres.
    #[schema(minimum = 0)]
    accuracy_m: Option<f64>,
}

/// What was done with it.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PositionKept {
    /// Until when it is kept, in memory alone; not at all where the phone is not sure of it.
    kept_until: Option<Instant>,
}

/// Say where the shopper is. It takes the consent `location`, is kept in memory for a quarter of an hour, and is never
/// written down.
#[utoipa::path(post, path = "/v1/shop/me/position", tag = "shop", request_body = PositionBody,
    responses((status = 202, body = PositionKept), Problems))]
pub(crate) async fn position(
    State(app): State<App>,
    shopper: Shopper,
    body: PrivateJson<PositionBody>,
) -> Result<Response, Problem> {
    let received_at = app.handle.now();
    let PositionBody { lat, lon, accuracy_m } = body.value;
    check_place(lat, lon)?;
    if !agrees(&app, &shopper.customer) {
        let detail = "the shopper does not agree that positions are used; PUT /v1/shop/me/consents with the purpose location";
        return Err(Problem::new(StatusCode::FORBIDDEN, "no-consent", "The shopper does not agree", detail));
    }
    let sure = accuracy_m.is_none_or(|metres| (0.0..=ACCURACY_M_MAX).contains(&metres));
    let kept_until =
        if sure { moved(&app, &shopper.customer, GeoPosition { lat, lon }, received_at) } else { None };
    Ok((StatusCode::ACCEPTED, axum::Json(PositionKept { kept_until })).into_response())
}

/// Whether the shopper agrees that positions are used for notices.
fn agrees(app: &App, customer: &CustomerId) -> bool {
    app.read().machine.media.consents.agrees(customer, Purpose::Location, ContactChannel::Push)
}

/// A shopper is somewhere: where the shopper agrees to it, that is kept for a while, and offers nearby are decided on.
pub(crate) fn moved(
    app: &App,
    customer: &CustomerId,
    position: GeoPosition,
    received_at: Instant,
) -> Option<Instant> {
    if !agrees(app, customer) {
        return None;
    }
    let trigger = Trigger { signal: SIGNAL.into(), received_at, cause: None };
    let until = app.scout.moved(app, customer, place_of(position)?, &trigger);
    // What was withdrawn between the two looks is not kept.
    if !agrees(app, customer) {
        app.scout.presence.leave(customer);
        return None;
    }
    Some(until)
}
