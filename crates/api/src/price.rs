//! Prices, promotions and taxes over HTTP.

mod basket;
mod lists;
mod promotions;
mod taxes;

use crate::app::App;
use crate::problem::Problem;
use axum::response::{IntoResponse, Response};
use realtail_omnichannel::{Command, PriceCommand, Refusal};
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(basket::price_basket))
        .routes(routes!(lists::put_list, lists::get_list, lists::delete_list))
        .routes(routes!(lists::list_lists))
        .routes(routes!(lists::set_prices, lists::list_prices))
        .routes(routes!(promotions::put_promotion, promotions::get_promotion, promotions::delete_promotion))
        .routes(routes!(promotions::list_promotions))
        .routes(routes!(taxes::put_tax, taxes::get_tax, taxes::delete_tax))
        .routes(routes!(taxes::list_taxes))
}

fn json(value: impl Serialize) -> Response {
    axum::Json(value).into_response()
}

fn gone() -> Response {
    axum::http::StatusCode::NO_CONTENT.into_response()
}

fn asks(command: PriceCommand) -> Command {
    Command::Price(command)
}

fn refused(refusal: Refusal) -> Problem {
    Problem::from(&realtail_platform::Refusal::from(refusal))
}

/// One page of what a list has, and where the next begins.
pub(crate) fn page<T: Clone>(
    all: impl Iterator<Item = T>,
    cursor: usize,
    limit: usize,
) -> (Vec<T>, Option<String>) {
    let mut rest = all.skip(cursor);
    let page: Vec<T> = rest.by_ref().take(limit).collect();
    let next = rest.next().map(|_| (cursor + limit).to_string());
    (page, next)
}
