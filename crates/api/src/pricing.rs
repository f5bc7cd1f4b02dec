//! Prices that are advised, over HTTP: the rules that bound them, what competitors ask, what is advised, what was set, and tests.

mod advice;
mod record;
mod rules;
mod trials;

pub use advice::ToldElasticity;
pub use trials::{ToldEffect, ToldPeriod, ToldTrial};

use crate::app::App;
use axum::response::{IntoResponse, Response};
use realtail_intelligence::{Command, PricingCommand};
use serde::Serialize;
use utoipa_axum::router::OpenApiRouter;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(rules::routes())
        .merge(advice::routes())
        .merge(record::routes())
        .merge(trials::routes())
}

fn json(value: impl Serialize) -> Response {
    axum::Json(value).into_response()
}

fn asks(command: PricingCommand) -> realtail_platform::Command {
    realtail_platform::Command::Intelligence(Command::Pricing(command))
}
