//! What is likely to be sold, over HTTP.

mod record;
mod total;

use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::models::{ToldForecast, ToldForecastDay, door};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Day, ItemId, Position, SiteId, Weekday};
use realtail_omnichannel::Omnichannel;
use realtail_vocabulary::Forecast;
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The most pairs that one call may ask for.
const PAIRS_MAX: usize = 1_000;
/// The furthest that is looked ahead.
const DAYS_MAX: u16 = 365;
/// How far is looked ahead where nothing is said.
const DAYS: u16 = 7;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_forecasts)).merge(record::routes()).merge(total::routes())
}

/// What is likely to be sold.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ForecastList {
    /// The newest log entry that the models know of.
    current_to: Position,
    forecasts: Vec<ForecastDocument>,
}

/// What is likely to be sold of an item at a site.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ForecastDocument {
    #[serde(flatten)]
    forecast: Forecast,
    /// Each of the days.
    days: Vec<DayDocument>,
    learned: LearnedDocument,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct DayDocument {
    day: Day,
    weekday: Weekday,
    /// Units, on average.
    mean: f64,
    /// One of ten times it is fewer.
    low: f64,
    /// One of ten times it is more.
    high: f64,
    /// The highest temperature there, in degrees Celsius, where it is forecast.
    #[serde(skip_serializing_if = "Option::is_none")]
    high_celsius: Option<f64>,
    /// Rain and melted snow, in millimetres, where it is forecast.
    #[serde(skip_serializing_if = "Option::is_none")]
    precipitation_mm: Option<f64>,
}

impl From<ToldForecastDay> for DayDocument {
    fn from(told: ToldForecastDay) -> DayDocument {
        let ToldForecastDay { day, mean, band: [low, high], weather } = told;
        let high_celsius = weather.and_then(|weather| weather.high_celsius);
        let precipitation_mm = weather.and_then(|weather| weather.precipitation_mm);
        DayDocument { day, weekday: day.weekday(), mean, low, high, high_celsius, precipitation_mm }
    }
}

/// From what it was learned.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct LearnedDocument {
    /// Sales of this item at this site.
    sales: u32,
    /// Days of evidence, what is older weighing less.
    days: f64,
}

/// What is likely to be sold of items at sites over the days after this one. `item` and `site` may be repeated. The
/// quantiles are those of all days together.
#[utoipa::path(get, path = "/v1/forecasts", tag = "intelligence",
    params(("item" = Vec<ItemId>, Query), ("site" = Vec<SiteId>, Query),
        ("days" = Option<u16>, Query, minimum = 1, maximum = 365)),
    responses((status = 200, body = ForecastList), Problems))]
async fn get_forecasts(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (items, sites) = (query.all::<ItemId>("item")?, query.all::<SiteId>("site")?);
    let days = query.one::<u16>("days")?.unwrap_or(DAYS);
    query.end()?;
    let door = door(&app)?;
    if !(1..=DAYS_MAX).contains(&days) {
        return Err(Problem::malformed(format!("days goes from 1 to {DAYS_MAX}")).with("field", "days"));
    }
    for (name, is_empty) in [("item", items.is_empty()), ("site", sites.is_empty())] {
        if is_empty {
            return Err(Problem::malformed(format!("missing parameter {name}")).with("field", name));
        }
    }
    if items.len().saturating_mul(sites.len()) > PAIRS_MAX {
        return Err(Problem::invalid("item", format!("ask for at most {PAIRS_MAX} pairs a call")));
    }
    let pairs = known_pairs(&app.read().machine.omnichannel, &items, &sites)?;
    let mut forecasts = Vec::with_capacity(pairs.len());
    for (item, site) in &pairs {
        let told = door.forecast(item, site, days);
        forecasts.push(document(told.ok_or_else(|| Problem::not_found("forecast", item))?));
    }
    let current_to = forecasts.iter().map(|f| f.forecast.current_to).min().unwrap_or_default();
    Ok(axum::Json(ForecastList { current_to, forecasts }).into_response())
}

/// Each item at each site, by the retailer's own numbers.
fn known_pairs(
    stock: &Omnichannel,
    items: &[ItemId],
    sites: &[SiteId],
) -> Result<Vec<(ItemId, SiteId)>, Problem> {
    let mut pairs = Vec::with_capacity(items.len() * sites.len());
    for item in items {
        for site in sites {
            pairs.push(known_pair(stock, item, site)?);
        }
    }
    Ok(pairs)
}

/// Items that the catalogue knows, by the retailer's own numbers.
fn known_items(stock: &Omnichannel, items: &[ItemId]) -> Result<Vec<ItemId>, Problem> {
    let unknown = |refusal| Problem::from(&realtail_platform::Refusal::Omnichannel(refusal));
    let own = |item: &ItemId| {
        let no = stock.catalogue.item_no(item).map_err(unknown)?;
        Ok(stock.catalogue.item(no).item.clone())
    };
    items.iter().map(own).collect()
}

/// An item and a site that the catalogue knows, by the retailer's own numbers.
pub(crate) fn known_pair(
    stock: &Omnichannel,
    item: &ItemId,
    site: &SiteId,
) -> Result<(ItemId, SiteId), Problem> {
    let unknown = |refusal| Problem::from(&realtail_platform::Refusal::Omnichannel(refusal));
    let item = stock.catalogue.item_no(item).map_err(unknown)?;
    let site = stock.catalogue.site_no(site).map_err(unknown)?;
    Ok((stock.catalogue.item(item).item.clone(), stock.catalogue.site(site).site.clone()))
}

fn document(told: ToldForecast) -> ForecastDocument {
    let ToldForecast { forecast, days, sales, evidence_days } = told;
    ForecastDocument {
        forecast,
        days: days.into_iter().map(DayDocument::from).collect(),
        learned: LearnedDocument { sales, days: evidence_days },
    }
}
