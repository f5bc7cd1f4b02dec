//! Holding with one tap: a quarter of an hour to go there, or to pay.

use super::session::{self, Shopper};
use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::calls::told;
use crate::holds::{HoldDocument, as_placed, current, fresh_hold, hold_document, placed, respond};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use realtail_engine::Outcome;
use realtail_kernel::{HoldId, ItemId, Quantity, SiteId};
use realtail_omnichannel::{Command, PlaceHold, PlaceWithin};
use realtail_vocabulary::{HoldLine, HoldPlace};
use serde::{Deserialize, Serialize};
use smallvec::smallvec;

/// For how long.
const HOLD_MS: i64 = 15 * 60 * 1000;

/// What is to be kept.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ShopHoldBody)]
pub(crate) struct HoldBody {
    item: ItemId,
    quantity: Quantity,
    /// In which store.
    site: SiteId,
}

/// Hold an item in a store for a quarter of an hour. A shopper has only so many holds open at once (`too-many-holds`).
#[utoipa::path(post, path = "/v1/shop/holds", tag = "shop", request_body = HoldBody,
    responses((status = 201, body = HoldDocument), Problems))]
pub(crate) async fn place(
    State(app): State<App>,
    shopper: Shopper,
    headers: HeaderMap,
    body: Json<HoldBody>,
) -> Result<Response, Problem> {
    let Json { value: HoldBody { item, quantity, site }, bytes } = body;
    let hold = fresh_hold()?;
    let command = PlaceHold {
        hold: hold.clone(),
        owner: shopper.owner()?,
        channel: session::channel()?,
        expires_in_ms: HOLD_MS,
        lines: smallvec![HoldLine { item, quantity, place: HoldPlace::Site(site) }],
    };
    let within = PlaceWithin { place: command, open_max: app.shop_holds_max };
    let call = shopper.call(&app, "hold.place", &headers, &bytes)?;
    match call.submit(Command::PlaceWithin(within).into()).await? {
        Outcome::Unchanged => Ok(respond(StatusCode::CREATED, as_placed(&app, &hold))),
        outcome => told(&app, outcome, |_, entry| {
            respond(StatusCode::CREATED, placed(entry).ok_or_else(|| Problem::not_found("hold", &hold)))
        }),
    }
}

/// A hold of this shopper's; whether another has one of this number is nobody's business.
pub(super) fn own(app: &App, shopper: &Shopper, hold: &HoldId) -> Result<(), Problem> {
    let replica = app.read();
    let known = replica.machine.omnichannel.holds.get(hold).ok();
    let own = known.filter(|hold| hold.owner.as_str() == shopper.customer.as_str());
    own.map(|_| ()).ok_or_else(|| Problem::not_found("hold", hold))
}

/// A shopper's open holds.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ShopHolds)]
pub(crate) struct Holds {
    /// The oldest first.
    holds: Vec<HoldDocument>,
    /// How many may be open at once.
    open_max: u32,
}

/// List one's own holds that are open.
#[utoipa::path(get, path = "/v1/shop/holds", tag = "shop", responses((status = 200, body = Holds), Problems))]
pub(crate) async fn list(
    State(app): State<App>,
    shopper: Shopper,
    query: Query,
) -> Result<axum::Json<Holds>, Problem> {
    query.end()?;
    let owner = shopper.owner()?;
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let open = state.open_holds(&owner, app.handle.now());
    let holds = open.into_iter().map(|hold| hold_document(hold, &state.catalogue)).collect();
    Ok(axum::Json(Holds { holds, open_max: app.shop_holds_max }))
}

/// Read a hold of one's own.
#[utoipa::path(get, path = "/v1/shop/holds/{hold}", tag = "shop",
    params(("hold" = HoldId, Path)), responses((status = 200, body = HoldDocument), Problems))]
pub(crate) async fn get(
    State(app): State<App>,
    shopper: Shopper,
    Segment(hold): Segment<HoldId>,
) -> Result<Response, Problem> {
    own(&app, &shopper, &hold)?;
    Ok(respond(StatusCode::OK, current(&app, &hold)))
}

/// Give a hold of one's own back.
#[utoipa::path(post, path = "/v1/shop/holds/{hold}/void", tag = "shop",
    params(("hold" = HoldId, Path)), responses((status = 200, body = HoldDocument), Problems))]
pub(crate) async fn void(
    State(app): State<App>,
    shopper: Shopper,
    Segment(hold): Segment<HoldId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    own(&app, &shopper, &hold)?;
    let call = shopper.call(&app, "hold.void", &headers, hold.as_str().as_bytes())?;
    let answer = || respond(StatusCode::OK, current(&app, &hold));
    call.run(Command::Void(hold.clone()), |_, _| answer(), answer).await
}
