//! What is likely to be sold of many items or at many sites together.

use super::{DAYS, DAYS_MAX, DayDocument, known_items};
use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::models::door;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{ItemId, Label, Position, SiteId};
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The most pairs of item and site that one sum is made of.
const PAIRS_MAX: usize = 20_000;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_total))
}

/// What is likely to be sold of many pairs together.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TotalForecast {
    /// The newest log entry that it rests on.
    current_to: Position,
    /// Over how many pairs of item and site.
    pairs: usize,
    /// Units over all days, on average.
    mean: f64,
    /// One of ten times it is fewer.
    low: f64,
    /// One of ten times it is more.
    high: f64,
    /// Each of the days.
    days: Vec<DayDocument>,
}

/// What is likely to be sold of items at sites together, over the days after this one: of an item everywhere, of a category at
/// a site, of a site as a whole. `item`, `category` and `site` may be repeated; all where none is named. Levels add up: each
/// is the sum of its pairs of item and site, as `/v1/forecasts` tells them.
#[utoipa::path(get, path = "/v1/forecasts/total", tag = "intelligence",
    params(("item" = Vec<ItemId>, Query), ("category" = Vec<Label>, Query), ("site" = Vec<SiteId>, Query),
        ("days" = Option<u16>, Query, minimum = 1, maximum = 365)),
    responses((status = 200, body = TotalForecast), Problems))]
async fn get_total(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (items, sites) = (query.all::<ItemId>("item")?, query.all::<SiteId>("site")?);
    let categories = query.all::<Label>("category")?;
    let days = query.one::<u16>("days")?.unwrap_or(DAYS);
    query.end()?;
    let door = door(&app)?;
    if !(1..=DAYS_MAX).contains(&days) {
        return Err(Problem::malformed(format!("days goes from 1 to {DAYS_MAX}")).with("field", "days"));
    }
    let (items, sites) = wanted(&app, items, &categories, &sites)?;
    let total = door.total(items.as_deref(), sites.as_deref(), days, PAIRS_MAX).ok_or_else(|| {
        let problem =
            format!("that is more than {PAIRS_MAX} pairs of item and site; ask for fewer at a time");
        Problem::invalid("item", problem)
    })?;
    let [low, high] = total.band;
    let days = total.days.into_iter().map(DayDocument::from).collect();
    let (pairs, current_to, mean) = (total.pairs, total.current_to, total.mean);
    Ok(axum::Json(TotalForecast { current_to, pairs, mean, low, high, days }).into_response())
}

/// The items named and those of the categories, and the sites; nothing where none is named.
type Wanted = (Option<Vec<ItemId>>, Option<Vec<SiteId>>);

fn wanted(app: &App, items: Vec<ItemId>, categories: &[Label], sites: &[SiteId]) -> Result<Wanted, Problem> {
    let replica = app.read();
    let stock = &replica.machine.omnichannel;
    let named = !items.is_empty() || !categories.is_empty();
    let mut found = known_items(stock, &items)?;
    if !categories.is_empty() {
        let of =
            |item: &&realtail_vocabulary::Item| item.categories.iter().any(|own| categories.contains(own));
        found.extend(stock.catalogue.items().filter(of).map(|item| item.item.clone()));
    }
    let unknown = |refusal| Problem::from(&realtail_platform::Refusal::Omnichannel(refusal));
    let site = |site: &SiteId| {
        stock.catalogue.site_no(site).map(|no| stock.catalogue.site(no).site.clone()).map_err(unknown)
    };
    let known = sites.iter().map(site).collect::<Result<Vec<_>, _>>()?;
    Ok((named.then_some(found), (!known.is_empty()).then_some(known)))
}
