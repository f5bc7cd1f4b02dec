//! What prices that were set were expected to make, and what came of them.

use super::json;
use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::Response;
use realtail_intelligence::PriceRecordWeek;
use realtail_kernel::Day;
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_price_record))
}

/// Prices of one kind that were set in a week.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct PriceRecordWeekDocument {
    /// The Monday on which it begins, in UTC.
    week: Day,
    /// `lot`, `season` or `regular`.
    #[schema(value_type = String)]
    kind: &'static str,
    #[serde(flatten)]
    came: PriceRecordWeek,
}

/// The record of what was set.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PriceRecordList {
    /// The newest first.
    weeks: Vec<PriceRecordWeekDocument>,
    /// How many prices hold, or held, and are not judged yet.
    open: usize,
}

/// What prices that were set by advice were expected to make, and what came of them, by week and kind.
///
/// A markdown is judged when its lot is sold or has expired, or its season is over; a regular price after the days that the rules
/// let it stand. What the former price would have sold is what was sold, in the proportion that the elasticity says as it is
/// believed in the end; on a day on which all was sold, no less than was forecast, and over all no more than there was. `made` is
/// what was asked for what was sold, less that at the former price; less removal of what is left beyond it; of a regular price
/// less what more units cost.
#[utoipa::path(get, path = "/v1/price-advice/record", tag = "intelligence",
    responses((status = 200, body = PriceRecordList), Problems))]
async fn get_price_record(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    switched_on(&app)?;
    let replica = app.read();
    let pricing = replica.machine.intelligence.pricing();
    let week = |(week, kind, came): (Day, &'static str, &PriceRecordWeek)| PriceRecordWeekDocument {
        week,
        kind,
        came: came.clone(),
    };
    let weeks = pricing.record().weeks().map(week).collect();
    Ok(json(PriceRecordList { weeks, open: pricing.all_prices().count() }))
}
