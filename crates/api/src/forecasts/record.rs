//! How right forecasts were.

use super::known_pair;
use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::models::{ToldForetold, ToldScore, door};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Day, ItemId, SiteId};
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_history)).routes(routes!(get_accuracy))
}

/// What was sold of an item at a site, and what was foretold of it.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ForecastHistory {
    /// Units of each day, the oldest first.
    days: Vec<SoldDay>,
    /// What stood in the log when a day began, the oldest first.
    foretold: Vec<ForetoldDocument>,
}

/// A day that is over.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct SoldDay {
    day: Day,
    units: f64,
}

/// What was foretold of some days together.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ForetoldDocument {
    /// The first of the days.
    day: Day,
    /// How many days.
    days: u16,
    /// Units on average.
    mean: f64,
    /// One of ten times it is fewer.
    low: f64,
    /// One of ten times it is more.
    high: f64,
    /// What the plain rule said.
    plain: f64,
    /// What it came to, once the days are over.
    #[serde(skip_serializing_if = "Option::is_none")]
    units: Option<f64>,
}

/// How forecasts of all that is planned did.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ForecastAccuracy {
    /// By the last of the days foretold, the oldest first.
    days: Vec<ScoredDay>,
}

/// How forecasts did whose last day was this one. Errors are sums of units.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ScoredDay {
    day: Day,
    /// Over how many pairs of item and site.
    pairs: u32,
    /// Units sold of them.
    units: f64,
    /// What was said was off by so many.
    error: f64,
    /// And what the plain rule said.
    plain_error: f64,
    /// And what was sold on the same days of the week before.
    naive_error: f64,
    /// For so many pairs it lay within the band of eight in ten.
    inside: u32,
}

impl From<ToldForetold> for ForetoldDocument {
    fn from(told: ToldForetold) -> ForetoldDocument {
        let ToldForetold { day, days, mean, band: [low, high], plain, units } = told;
        ForetoldDocument { day, days, mean, low, high, plain, units }
    }
}

impl From<ToldScore> for ScoredDay {
    fn from(told: ToldScore) -> ScoredDay {
        let ToldScore { day, pairs, units, error, plain_error, naive_error, inside } = told;
        ScoredDay { day, pairs, units, error, plain_error, naive_error, inside }
    }
}

/// What was sold of a planned item at a site on the last days, and what was foretold of them: the forecast that stood in the
/// log when each day began.
#[utoipa::path(get, path = "/v1/forecasts/history", tag = "intelligence",
    params(("item" = ItemId, Query), ("site" = SiteId, Query)),
    responses((status = 200, body = ForecastHistory), Problems))]
async fn get_history(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let missing = |name: &'static str| {
        move || Problem::malformed(format!("missing parameter {name}")).with("field", name)
    };
    let item = query.one::<ItemId>("item")?.ok_or_else(missing("item"))?;
    let site = query.one::<SiteId>("site")?.ok_or_else(missing("site"))?;
    query.end()?;
    let door = door(&app)?;
    let (item, site) = known_pair(&app.read().machine.omnichannel, &item, &site)?;
    let told = door.record(&item, &site).unwrap_or_default();
    let days = told.days.into_iter().map(|(day, units)| SoldDay { day, units }).collect();
    let foretold = told.foretold.into_iter().map(ForetoldDocument::from).collect();
    Ok(axum::Json(ForecastHistory { days, foretold }).into_response())
}

/// How right forecasts of all that is planned were, day by day, beside a plain rule and the sales of the week before.
#[utoipa::path(get, path = "/v1/forecasts/accuracy", tag = "intelligence",
    responses((status = 200, body = ForecastAccuracy), Problems))]
async fn get_accuracy(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    let days = door(&app)?.accuracy().into_iter().map(ScoredDay::from).collect();
    Ok(axum::Json(ForecastAccuracy { days }).into_response())
}
