//! Sites, items, regions and rules over HTTP.

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Channel, Gln, Gtin, ItemId, Label, RegionId, RuleName, SiteId, Timezone};
use realtail_omnichannel::Command;
use realtail_vocabulary::{GeoPosition, Item, Service, Site, SiteKind, StockRule, Unit, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The most that one batch may hold.
const BATCH_MAX: usize = 10_000;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(put_site, get_site))
        .routes(routes!(list_sites))
        .routes(routes!(batch_sites))
        .routes(routes!(put_item, get_item))
        .routes(routes!(list_items))
        .routes(routes!(batch_items))
        .routes(routes!(put_region, get_region))
        .routes(routes!(list_regions))
        .routes(routes!(put_rule, delete_rule))
        .routes(routes!(list_rules))
}

/// A site as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SiteBody {
    /// Its code; in a batch only, where it must be given.
    site: Option<SiteId>,
    name: Label,
    kind: SiteKind,
    timezone: Timezone,
    gln: Option<Gln>,
    position: Option<GeoPosition>,
    /// As people write it: street and town.
    address: Option<Label>,
    #[serde(default)]
    #[schema(max_items = 200)]
    zones: Vec<Zone>,
    serves: Option<Vec<Service>>,
    daily_order_capacity: Option<u32>,
}

impl SiteBody {
    fn named(self, name: Option<SiteId>) -> Result<Site, Problem> {
        let site = the_name("site", name, self.site)?;
        let SiteBody {
            site: _,
            name,
            kind,
            timezone,
            gln,
            position,
            address,
            zones,
            serves,
            daily_order_capacity,
        } = self;
        Ok(Site { site, name, kind, timezone, gln, position, address, zones, serves, daily_order_capacity })
    }
}

/// The name in the path and the one in the body are one.
pub(crate) fn the_name<T: PartialEq>(
    what: &'static str,
    path: Option<T>,
    body: Option<T>,
) -> Result<T, Problem> {
    match (path, body) {
        (Some(path), Some(body)) if path != body => {
            Err(Problem::malformed(format!("{what} in the path and {what} in the body differ"))
                .with("field", what))
        }
        (Some(name), _) | (None, Some(name)) => Ok(name),
        (None, None) => Err(Problem::malformed(format!("missing field `{what}`")).with("field", what)),
    }
}

/// An item as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ItemBody {
    /// Its number; in a batch only, where it must be given.
    item: Option<ItemId>,
    name: Label,
    gtin: Option<Gtin>,
    brand: Option<Label>,
    #[serde(default)]
    categories: Vec<Label>,
    #[serde(default)]
    unit: Unit,
    #[serde(default = "yes")]
    stocked: bool,
    #[serde(default)]
    attributes: BTreeMap<String, serde_json::Value>,
}

fn yes() -> bool {
    true
}

impl ItemBody {
    fn named(self, name: Option<ItemId>) -> Result<Item, Problem> {
        let item = the_name("item", name, self.item)?;
        let ItemBody { name, gtin, brand, categories, unit, stocked, attributes, .. } = self;
        Ok(Item { item, name, gtin, brand, categories, unit, stocked, attributes })
    }
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SiteBatch {
    #[schema(max_items = 10_000)]
    sites: Vec<SiteBody>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ItemBatch {
    #[schema(max_items = 10_000)]
    items: Vec<ItemBody>,
}

/// How many there were.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Counted {
    count: usize,
}

/// A region as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegionBody {
    #[schema(min_items = 1)]
    sites: Vec<SiteId>,
}

/// A group of sites.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Region {
    region: RegionId,
    sites: Vec<SiteId>,
}

/// A stock rule as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleBody {
    item: Option<ItemId>,
    category: Option<Label>,
    site: Option<SiteId>,
    channel: Option<Channel>,
    safety_stock: Option<u32>,
    channel_buffer: Option<u32>,
    may_sell: Option<bool>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct SitePage {
    sites: Vec<Site>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ItemPage {
    items: Vec<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct RegionPage {
    regions: Vec<Region>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct RulePage {
    rules: Vec<StockRule>,
}

fn json(value: impl Serialize) -> Response {
    axum::Json(value).into_response()
}

/// Add or change a site.
#[utoipa::path(put, path = "/v1/sites/{site}", tag = "catalogue", request_body = SiteBody,
    params(("site" = SiteId, Path)), responses((status = 200, body = Site), Problems))]
async fn put_site(
    State(app): State<App>,
    caller: Caller,
    Segment(site): Segment<SiteId>,
    headers: HeaderMap,
    body: Json<SiteBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let site = body.value.named(Some(site))?;
    let call = Call::new(&app, &caller, "site.set", &headers, &body.bytes)?;
    let answer = site.clone();
    call.run(Command::SetSites(vec![site]), |_, _| json(&answer), || json(&answer)).await
}

/// Read a site.
#[utoipa::path(get, path = "/v1/sites/{site}", tag = "catalogue",
    params(("site" = SiteId, Path)), responses((status = 200, body = Site), Problems))]
async fn get_site(
    State(app): State<App>,
    caller: Caller,
    Segment(site): Segment<SiteId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    let catalogue = &replica.machine.omnichannel.catalogue;
    let no = catalogue.site_no(&site).map_err(|_| Problem::not_found("site", &site))?;
    Ok(json(catalogue.site(no)))
}

/// List sites.
#[utoipa::path(get, path = "/v1/sites", tag = "catalogue",
    params(("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = SitePage), Problems))]
async fn list_sites(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    let catalogue = app.read().machine.omnichannel.catalogue.clone();
    let sites: Vec<Site> = catalogue.sites().skip(cursor).take(limit).cloned().collect();
    let end = cursor.saturating_add(limit);
    let next_cursor = (end < catalogue.sites().len()).then(|| end.to_string());
    Ok(json(SitePage { sites, next_cursor }))
}

/// Add or change up to 10,000 sites, all or none.
#[utoipa::path(post, path = "/v1/sites:batch", tag = "catalogue", request_body = SiteBatch,
    responses((status = 200, body = Counted), Problems))]
async fn batch_sites(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<SiteBatch>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "site.set", &headers, &body.bytes)?;
    let sites: Vec<Site> =
        body.value.sites.into_iter().map(|site| site.named(None)).collect::<Result<_, _>>()?;
    let count = not_too_many(sites.len())?;
    call.run(Command::SetSites(sites), |_, _| json(Counted { count }), || json(Counted { count })).await
}

fn not_too_many(count: usize) -> Result<usize, Problem> {
    if count > BATCH_MAX {
        return Err(Problem::invalid(
            "batch",
            format!("{count} are too many; send at most {BATCH_MAX} a call"),
        ));
    }
    Ok(count)
}

/// Add or change an item.
#[utoipa::path(put, path = "/v1/items/{item}", tag = "catalogue", request_body = ItemBody,
    params(("item" = ItemId, Path)), responses((status = 200, body = Item), Problems))]
async fn put_item(
    State(app): State<App>,
    caller: Caller,
    Segment(item): Segment<ItemId>,
    headers: HeaderMap,
    body: Json<ItemBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let item = body.value.named(Some(item))?;
    let call = Call::new(&app, &caller, "item.set", &headers, &body.bytes)?;
    let answer = item.clone();
    call.run(Command::SetItems(vec![item]), |_, _| json(&answer), || json(&answer)).await
}

/// Read an item, by its number or a GTIN.
#[utoipa::path(get, path = "/v1/items/{item}", tag = "catalogue",
    params(("item" = ItemId, Path)), responses((status = 200, body = Item), Problems))]
async fn get_item(
    State(app): State<App>,
    caller: Caller,
    Segment(item): Segment<ItemId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    let catalogue = &replica.machine.omnichannel.catalogue;
    let no = catalogue.item_no(&item).map_err(|_| Problem::not_found("item", &item))?;
    Ok(json(catalogue.item(no)))
}

/// List items, or search them by a part of number, GTIN, name or brand.
#[utoipa::path(get, path = "/v1/items", tag = "catalogue",
    params(("query" = Option<String>, Query), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = ItemPage), Problems))]
async fn list_items(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let wanted = query.one::<String>("query")?.unwrap_or_default().to_lowercase();
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    let catalogue = app.read().machine.omnichannel.catalogue.clone();
    let total = catalogue.items().len();
    let mut items = Vec::new();
    let mut next_cursor = None;
    for (no, item) in (cursor..).zip(catalogue.items_from(cursor)) {
        if !wanted.is_empty() && !matches(item, &wanted) {
            continue;
        }
        items.push(item.clone());
        if items.len() == limit {
            next_cursor = (no + 1 < total).then(|| (no + 1).to_string());
            break;
        }
    }
    Ok(json(ItemPage { items, next_cursor }))
}

fn matches(item: &Item, wanted: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(wanted);
    has(item.item.as_str())
        || has(item.name.as_str())
        || item.brand.as_ref().is_some_and(|brand| has(brand.as_str()))
        || item.gtin.is_some_and(|gtin| gtin.to_string().contains(wanted))
}

/// Add or change up to 10,000 items, all or none.
#[utoipa::path(post, path = "/v1/items:batch", tag = "catalogue", request_body = ItemBatch,
    responses((status = 200, body = Counted), Problems))]
async fn batch_items(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<ItemBatch>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "item.set", &headers, &body.bytes)?;
    let items: Vec<Item> =
        body.value.items.into_iter().map(|item| item.named(None)).collect::<Result<_, _>>()?;
    let count = not_too_many(items.len())?;
    call.run(Command::SetItems(items), |_, _| json(Counted { count }), || json(Counted { count })).await
}

/// Add or change a region.
#[utoipa::path(put, path = "/v1/regions/{region}", tag = "catalogue", request_body = RegionBody,
    params(("region" = RegionId, Path)), responses((status = 200, body = Region), Problems))]
async fn put_region(
    State(app): State<App>,
    caller: Caller,
    Segment(region): Segment<RegionId>,
    headers: HeaderMap,
    body: Json<RegionBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "region.set", &headers, &body.bytes)?;
    let sites = body.value.sites;
    let answer = Region { region: region.clone(), sites: sites.clone() };
    call.run(Command::SetRegion(region, sites), |_, _| json(&answer), || json(&answer)).await
}

/// Read a region.
#[utoipa::path(get, path = "/v1/regions/{region}", tag = "catalogue",
    params(("region" = RegionId, Path)), responses((status = 200, body = Region), Problems))]
async fn get_region(
    State(app): State<App>,
    caller: Caller,
    Segment(region): Segment<RegionId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let catalogue = app.read().machine.omnichannel.catalogue.clone();
    let found = catalogue.regions().find(|(name, _)| **name == region);
    let (region, sites) = found.ok_or_else(|| Problem::not_found("region", &region))?;
    Ok(json(Region { region: region.clone(), sites: sites.cloned().collect() }))
}

/// List regions.
#[utoipa::path(get, path = "/v1/regions", tag = "catalogue", responses((status = 200, body = RegionPage), Problems))]
async fn list_regions(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    let catalogue = app.read().machine.omnichannel.catalogue.clone();
    let region = |(name, sites): (&RegionId, _)| Region {
        region: name.clone(),
        sites: Iterator::cloned(sites).collect(),
    };
    Ok(json(RegionPage { regions: catalogue.regions().map(|(n, s)| region((n, s))).collect() }))
}

/// Add or change a stock rule. The most specific rule that says something wins: item before category, then site, then channel.
#[utoipa::path(put, path = "/v1/stock/rules/{name}", tag = "stock", request_body = RuleBody,
    params(("name" = RuleName, Path)), responses((status = 200, body = StockRule), Problems))]
async fn put_rule(
    State(app): State<App>,
    caller: Caller,
    Segment(name): Segment<RuleName>,
    headers: HeaderMap,
    body: Json<RuleBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "stock_rule.set", &headers, &body.bytes)?;
    let RuleBody { item, category, site, channel, safety_stock, channel_buffer, may_sell } = body.value;
    let rule = StockRule { name, item, category, site, channel, safety_stock, channel_buffer, may_sell };
    let answer = rule.clone();
    call.run(Command::SetRule(rule), |_, _| json(&answer), || json(&answer)).await
}

/// Take a stock rule away.
#[utoipa::path(delete, path = "/v1/stock/rules/{name}", tag = "stock",
    params(("name" = RuleName, Path)), responses((status = 204), Problems))]
async fn delete_rule(
    State(app): State<App>,
    caller: Caller,
    Segment(name): Segment<RuleName>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "stock_rule.remove", &headers, name.as_str().as_bytes())?;
    let gone = || axum::http::StatusCode::NO_CONTENT.into_response();
    call.run(Command::RemoveRule(name), |_, _| gone(), gone).await
}

/// List stock rules.
#[utoipa::path(get, path = "/v1/stock/rules", tag = "stock", responses((status = 200, body = RulePage), Problems))]
async fn list_rules(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    let catalogue = app.read().machine.omnichannel.catalogue.clone();
    Ok(json(RulePage { rules: catalogue.rules().cloned().collect() }))
}
