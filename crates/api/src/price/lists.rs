//! Price lists and their prices over HTTP.

use super::{asks, gone, json, page, refused};
use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use realtail_kernel::{Channel, Currency, GroupName, Instant, Label, PriceListId, RegionId, SiteId};
use realtail_omnichannel::PriceCommand;
use realtail_vocabulary::{PriceEntry, PriceList};
use serde::{Deserialize, Serialize};

/// A price list as it is sent. Where it says nothing of sites, channels, groups or times, it is for all of them.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PriceListBody {
    name: Option<Label>,
    currency: Currency,
    #[serde(default)]
    sites: Vec<SiteId>,
    #[serde(default)]
    regions: Vec<RegionId>,
    #[serde(default)]
    channels: Vec<Channel>,
    #[serde(default)]
    groups: Vec<GroupName>,
    valid_from: Option<Instant>,
    valid_until: Option<Instant>,
    /// Of the lists that have a price for an item, the one with the highest number gives it. Among equals the list that
    /// is for fewer (groups, then sites, then channels, then a time) goes first, then the name that sorts first.
    #[serde(default)]
    priority: i32,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PricesBody {
    #[schema(max_items = 10_000)]
    prices: Vec<PriceEntry>,
}

/// How many prices were sent.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PricesTaken {
    list: PriceListId,
    count: usize,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PriceListPage {
    lists: Vec<PriceList>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PricePage {
    list: PriceListId,
    /// What counts now, and what will begin to count.
    prices: Vec<PriceEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Add or change a price list; its prices stay.
#[utoipa::path(put, path = "/v1/price-lists/{list}", tag = "prices", request_body = PriceListBody,
    params(("list" = PriceListId, Path)), responses((status = 200, body = PriceList), Problems))]
pub(crate) async fn put_list(
    State(app): State<App>,
    caller: Caller,
    Segment(list): Segment<PriceListId>,
    headers: HeaderMap,
    body: Json<PriceListBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "price_list.set", &headers, &body.bytes)?;
    let PriceListBody { name, currency, sites, regions, channels, groups, valid_from, valid_until, priority } =
        body.value;
    let list = PriceList {
        list,
        name,
        currency,
        sites,
        regions,
        channels,
        groups,
        valid_from,
        valid_until,
        priority,
    };
    let answer = list.clone();
    call.run(asks(PriceCommand::SetList(list)), |_, _| json(&answer), || json(&answer)).await
}

/// Read a price list.
#[utoipa::path(get, path = "/v1/price-lists/{list}", tag = "prices",
    params(("list" = PriceListId, Path)), responses((status = 200, body = PriceList), Problems))]
pub(crate) async fn get_list(
    State(app): State<App>,
    caller: Caller,
    Segment(list): Segment<PriceListId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    replica.machine.omnichannel.prices.list(&list).map(json).map_err(refused)
}

/// Take a price list away, with its prices. What was priced by it before can still be priced again as of then.
#[utoipa::path(delete, path = "/v1/price-lists/{list}", tag = "prices",
    params(("list" = PriceListId, Path)), responses((status = 204), Problems))]
pub(crate) async fn delete_list(
    State(app): State<App>,
    caller: Caller,
    Segment(list): Segment<PriceListId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "price_list.remove", &headers, list.as_str().as_bytes())?;
    call.run(asks(PriceCommand::RemoveList(list)), |_, _| gone(), gone).await
}

/// List price lists.
#[utoipa::path(get, path = "/v1/price-lists", tag = "prices",
    params(("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = PriceListPage), Problems))]
pub(crate) async fn list_lists(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    let replica = app.read();
    let (lists, next_cursor) = page(replica.machine.omnichannel.prices.lists().cloned(), cursor, limit);
    Ok(json(PriceListPage { lists, next_cursor }))
}

/// Set up to 10,000 prices of a list, all or none.
#[utoipa::path(post, path = "/v1/price-lists/{list}/prices", tag = "prices", request_body = PricesBody,
    params(("list" = PriceListId, Path)), responses((status = 200, body = PricesTaken), Problems))]
pub(crate) async fn set_prices(
    State(app): State<App>,
    caller: Caller,
    Segment(list): Segment<PriceListId>,
    headers: HeaderMap,
    body: Json<PricesBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "price.set", &headers, &body.bytes)?;
    let prices = body.value.prices;
    let answer = || json(PricesTaken { list: list.clone(), count: prices.len() });
    call.run(asks(PriceCommand::SetPrices(list.clone(), prices.clone())), |_, _| answer(), answer).await
}

/// List the prices of a list by item: what counts now, and what will begin to count.
#[utoipa::path(get, path = "/v1/price-lists/{list}/prices", tag = "prices",
    params(("list" = PriceListId, Path), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = PricePage), Problems))]
pub(crate) async fn list_prices(
    State(app): State<App>,
    caller: Caller,
    Segment(list): Segment<PriceListId>,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (cursor, limit) = (query.one::<u32>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    let replica = app.read();
    let omnichannel = &replica.machine.omnichannel;
    let now = app.handle.now().max(replica.at);
    let entries = omnichannel.prices.entries(&list, &omnichannel.catalogue, cursor, now).map_err(refused)?;
    let (mut prices, mut next_cursor) = (Vec::new(), None);
    for (n, (item, some)) in entries.enumerate() {
        if n == limit {
            next_cursor = Some(item.0.to_string());
            break;
        }
        prices.extend(some);
    }
    Ok(json(PricePage { list, prices, next_cursor }))
}
