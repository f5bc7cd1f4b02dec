//! Routing and promises over HTTP: rules, carriers, what sites can do, and what would be done with a basket.

mod basket;
mod carriers;
mod preview;
mod promises;
mod replay;
mod rules;
mod sites;

use crate::app::App;
use crate::problem::Problem;
use axum::response::{IntoResponse, Response};
use realtail_omnichannel::{Command, Refusal, SetRouting};
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(rules::put_rules, rules::get_rules, rules::delete_rules))
        .routes(routes!(rules::list_rules))
        .routes(routes!(carriers::put_carrier, carriers::get_carrier, carriers::delete_carrier))
        .routes(routes!(carriers::list_carriers))
        .routes(routes!(sites::put_site_settings, sites::get_site_settings))
        .routes(routes!(sites::list_site_settings))
        .routes(routes!(preview::preview_route))
        .routes(routes!(replay::replay_routes))
        .routes(routes!(promises::query_promises))
}

fn json(value: impl Serialize) -> Response {
    axum::Json(value).into_response()
}

fn gone() -> Response {
    axum::http::StatusCode::NO_CONTENT.into_response()
}

fn asks(change: SetRouting) -> Command {
    Command::SetRouting(change)
}

fn refused(refusal: Refusal) -> Problem {
    Problem::from(&realtail_platform::Refusal::from(refusal))
}
