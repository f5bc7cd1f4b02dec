//! What accepted advice was expected to make, and what came of it, over HTTP.

use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_intelligence::RecordWeek;
use realtail_kernel::Day;
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_record))
}

/// What advice of one kind of one week was expected to make, and what came of it.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct RecordWeekDocument {
    /// The Monday on which it begins, in UTC.
    week: Day,
    /// `purchase_order`, `transfer`, `expedite` or `cancel`.
    #[schema(value_type = String)]
    kind: &'static str,
    #[serde(flatten)]
    came: RecordWeek,
}

/// The record of what was followed.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct RecordList {
    /// The newest first.
    weeks: Vec<RecordWeekDocument>,
    /// How many lines have arrived and wait for the next goods of their item to be judged.
    open: usize,
}

/// What suggestions that were followed were expected to make, and what came of them, by week and kind.
///
/// A line is judged when the next goods of the item arrive at the site. Without the units that it brought the stock would have
/// been lower by as many, so it would have run out by those brought less those left: `sold_units` = brought - min(brought, left),
/// and `made` is that at the plan's `short_cost`. Units that were written off or went missing meanwhile count as sold, what they
/// cost to hold is not taken off, and what was sold elsewhere because it was missing here is not known.
#[utoipa::path(get, path = "/v1/replenishments/record", tag = "intelligence",
    responses((status = 200, body = RecordList), Problems))]
async fn get_record(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    switched_on(&app)?;
    let replica = app.read();
    let record = replica.machine.intelligence.moves().record();
    let week = |(week, kind, came): (Day, &'static str, &RecordWeek)| RecordWeekDocument {
        week,
        kind,
        came: came.clone(),
    };
    let weeks = record.weeks().map(week).collect();
    Ok(axum::Json(RecordList { weeks, open: record.all_open().count() }).into_response())
}
