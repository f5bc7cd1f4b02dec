//! What a shopper's own phone asks: open to all where the settings say so, and each session sees nothing but its own.

mod find;
mod hold;
mod item;
mod me;
mod near;
mod order;
mod placements;
mod session;
mod subscription;
mod suggest;
mod tag;
mod whereabouts;
mod wishes;

use crate::app::App;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
pub(crate) use find::catch_up;
pub use find::{SearchAnswer, SearchAsk, SearchDoor, SearchMatch};
pub(crate) use near::all_for_shoppers as stores_for_shoppers;
pub(crate) use session::{PREFIX as SESSION_PREFIX, Shopper, channel};
pub(crate) use tag::price_now;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use whereabouts::moved;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(session::begin))
        .routes(routes!(find::search))
        .routes(routes!(item::get))
        .routes(routes!(suggest::suggest))
        .routes(routes!(hold::place, hold::list))
        .routes(routes!(hold::get))
        .routes(routes!(hold::void))
        .routes(routes!(order::place, order::list))
        .routes(routes!(order::get))
        .routes(routes!(order::cancel))
        .routes(routes!(placements::decide))
        .routes(routes!(tell))
        .routes(routes!(me::me, me::erase))
        .routes(routes!(me::export))
        .routes(routes!(me::opened))
        .routes(routes!(subscription::push_key))
        .routes(routes!(subscription::subscribe, subscription::unsubscribe))
        .routes(routes!(wishes::set_quiet_hours, wishes::remove_quiet_hours))
        .routes(routes!(wishes::set_consents))
        .routes(routes!(whereabouts::position))
}

/// Tell what this shopper looks at, presses and puts in the basket. CloudEvents as at `/v1/signals`, of the types
/// `retail.page.viewed`, `retail.search.made`, `retail.basket.changed`, `retail.ad.viewed` and `retail.ad.clicked`, and with
/// this shopper as the visitor.
#[utoipa::path(post, path = "/v1/shop/signals", tag = "shop",
    request_body(content((crate::signals::CloudEvent = "application/cloudevents+json"),
        (Vec<crate::signals::CloudEvent> = "application/cloudevents-batch+json"))),
    responses((status = 202, body = crate::signals::Verdicts), crate::problem::Problems))]
async fn tell(
    State(app): State<App>,
    shopper: Shopper,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, crate::problem::Problem> {
    crate::signals::take(&app, &shopper.caller, Some(&shopper.customer), &headers, body).await
}
