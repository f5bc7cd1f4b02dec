//! What is bought together, over HTTP.

use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::models::{ToldMatch, door};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Channel, ItemId, Label, Position, SiteId};
use realtail_omnichannel::SiteNo;
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The most items that one basket may have.
const BASKET_MAX: usize = 100;
/// The most that is recommended.
const LIMIT_MAX: usize = 100;
/// How much is recommended where nothing is said.
const LIMIT: usize = 10;
/// So many items are looked at for each that is recommended: not all can be had.
const LOOKED_AT: usize = 10;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_recommendations))
}

/// What goes with a basket.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct RecommendationList {
    /// Which model says so.
    #[schema(value_type = String)]
    model: &'static str,
    /// Which version of it.
    #[schema(value_type = String)]
    version: &'static str,
    /// The newest log entry that it rests on.
    current_to: Position,
    /// From how many baskets it was learned.
    baskets: u64,
    recommendations: Vec<Recommendation>,
}

/// An item that goes with a basket, and why.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Recommendation {
    item: ItemId,
    name: Label,
    /// How well it goes with all of the basket; compare it within one answer only.
    score: f64,
    /// What may be promised of it at the site that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    available: Option<i64>,
    why: Why,
}

/// Which item of the basket speaks for it most.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Why {
    with: ItemId,
    /// Baskets with both.
    together: u32,
    /// Baskets with the item of the basket.
    of: u32,
    /// The same in words.
    text: String,
}

/// What is bought together with the items of a basket, the best first. `item` may be repeated. With a site, only what may
/// be promised there now, on the channel where one is given.
#[utoipa::path(get, path = "/v1/recommendations", tag = "intelligence",
    params(("item" = Vec<ItemId>, Query), ("site" = Option<SiteId>, Query), ("channel" = Option<Channel>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100)),
    responses((status = 200, body = RecommendationList), Problems))]
async fn get_recommendations(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let items = query.all::<ItemId>("item")?;
    let (site, channel) = (query.one::<SiteId>("site")?, query.one::<Channel>("channel")?);
    let limit = query.one::<usize>("limit")?.unwrap_or(LIMIT);
    query.end()?;
    let door = door(&app)?;
    if items.is_empty() {
        return Err(Problem::malformed("missing parameter item").with("field", "item"));
    }
    if items.len() > BASKET_MAX {
        return Err(Problem::invalid("item", format!("ask with at most {BASKET_MAX} items")));
    }
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(Problem::malformed(format!("limit goes from 1 to {LIMIT_MAX}")).with("field", "limit"));
    }
    let unknown = |refusal| Problem::from(&realtail_platform::Refusal::Omnichannel(refusal));
    let (basket, site) = {
        let replica = app.read();
        let catalogue = &replica.machine.omnichannel.catalogue;
        let own = |item: &ItemId| Ok(catalogue.item(catalogue.item_no(item)?).item.clone());
        let basket: Vec<ItemId> = items.iter().map(own).collect::<Result<_, _>>().map_err(unknown)?;
        (basket, site.map(|site| catalogue.site_no(&site)).transpose().map_err(unknown)?)
    };
    let told = door.matches(&basket, if site.is_some() { limit * LOOKED_AT } else { limit });
    let recommendations = had(&app, told.matches, site, channel.as_ref(), limit);
    let (model, version, current_to, baskets) = (told.model, told.version, told.current_to, told.baskets);
    let list = RecommendationList { model, version, current_to, baskets, recommendations };
    Ok(axum::Json(list).into_response())
}

/// Those that can be had at a site, where one is given.
fn had(
    app: &App,
    matches: Vec<ToldMatch>,
    site: Option<SiteNo>,
    channel: Option<&Channel>,
    limit: usize,
) -> Vec<Recommendation> {
    let now = app.handle.now();
    let replica = app.read();
    let stock = &replica.machine.omnichannel;
    let found = matches.into_iter().filter_map(|told| {
        let no = stock.catalogue.item_no(&told.item).ok()?;
        let available = site.map(|site| stock.availability(no, site, channel, now).available);
        if available.is_some_and(|available| available <= 0) {
            return None;
        }
        let ToldMatch { item, score, with, together, of } = told;
        let text = format!("bought with {with} in {together} of {of} baskets");
        let name = stock.catalogue.item(no).name.clone();
        Some(Recommendation { item, name, score, available, why: Why { with, together, of, text } })
    });
    found.take(limit).collect()
}
