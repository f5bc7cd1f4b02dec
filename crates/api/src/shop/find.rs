//! Finding items by words, as a shopper types them: what can be had nearby comes first.

use super::near::{self, Near};
use super::session::{self, Shopper};
use super::tag::{self, PriceTag};
use crate::app::App;
use crate::body::Query;
use crate::problem::{Problem, Problems};
use crate::recommendations::agreeing;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Channel, Instant, ItemId, Label, SiteId};
use realtail_omnichannel::{ItemNo, Omnichannel};
use realtail_vocabulary::{GeoPosition, Item, Unit};
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct SearchAsk<'a> {
    /// Words, or their beginnings; everything where there are none.
    pub text: &'a str,
    /// Only what belongs to this category.
    pub category: Option<&'a str>,
    /// How many are wanted.
    pub limit: usize,
}

/// How well what was found answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SearchMatch {
    /// All words are in each.
    All,
    /// Words that are nearly those.
    Nearly,
    /// Not all of the words.
    Some,
}

/// What was found, best first.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchAnswer {
    /// Which items.
    pub items: Vec<ItemId>,
    /// How many there are in all.
    pub total: usize,
    /// How well they answer.
    pub matched: SearchMatch,
}

/// What finds items by words: a view of the catalogue that somebody else keeps.
pub trait SearchDoor: Send + Sync {
    /// Whether all that was decided can be found.
    fn is_current(&self) -> bool;

    /// Finds items.
    ///
    /// # Errors
    /// What is broken, where the index is.
    fn find(&self, ask: &SearchAsk<'_>) -> Result<SearchAnswer, String>;
}

/// So many of the best are looked at for whether they can be had nearby.
const LOOKED_AT_MAX: usize = 120;
/// So many stores around the shopper count as nearby.
const STORES_MAX: usize = 12;
/// No farther than this.
const NEARBY_M_MAX: u32 = 50_000;
/// How little the first few ranks differ.
const FUSION: f64 = 60.0;
const LIMIT_MAX: usize = 60;
const CATEGORIES_MAX: usize = 12;
const LETTERS_MAX: usize = 200;
/// How long a search waits for the index to take in what was decided before it.
const WAIT: Duration = Duration::from_millis(500);

/// What was found.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ShopFound)]
pub(crate) struct Found {
    as_of: Instant,
    items: Vec<FoundItem>,
    /// How many there are in all.
    total: usize,
    matched: SearchMatch,
    /// What the best of them belong to, the most frequent first.
    categories: Vec<CategoryCount>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CategoryCount {
    category: Label,
    count: usize,
}

/// An item that was found.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct FoundItem {
    item: ItemId,
    name: Label,
    #[serde(skip_serializing_if = "Option::is_none")]
    brand: Option<Label>,
    unit: Unit,
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<PriceTag>,
    /// Whether it can be had anywhere.
    pub(super) available: bool,
    /// The nearest store that has it, where the shopper says where that is from.
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<NearestStore>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct NearestStore {
    site: SiteId,
    name: Label,
    distance_m: u32,
    /// What may be promised there.
    available: i64,
    /// What of that can be carried out at once.
    carry_out: i64,
}

/// Find items by words, beginnings of words, numbers or GTINs, with a letter wrong too; those that can be had nearby first,
/// where `lat` and `lon` say from where.
#[utoipa::path(get, path = "/v1/shop/search", tag = "shop",
    params(("q" = Option<String>, Query), ("category" = Option<String>, Query),
        ("lat" = Option<f64>, Query, minimum = -90, maximum = 90),
        ("lon" = Option<f64>, Query, minimum = -180, maximum = 180),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 60)),
    responses((status = 200, body = Found), Problems))]
pub(crate) async fn search(
    State(app): State<App>,
    shopper: Shopper,
    mut query: Query,
) -> Result<Response, Problem> {
    let text = query.one::<String>("q")?.unwrap_or_default();
    let category = query.one::<String>("category")?.filter(|category| !category.trim().is_empty());
    let place = near::place(&mut query)?;
    let limit = query.one::<usize>("limit")?.unwrap_or(24);
    query.end()?;
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(Problem::malformed(format!("limit is 1 to {LIMIT_MAX}")).with("field", "limit"));
    }
    if text.chars().count() > LETTERS_MAX {
        return Err(Problem::malformed(format!("q has more than {LETTERS_MAX} letters")).with("field", "q"));
    }
    catch_up(&app).await;
    let ask = SearchAsk { text: &text, category: category.as_deref(), limit: LOOKED_AT_MAX.max(limit) };
    let SearchAnswer { mut items, total, matched } = app.search.find(&ask).map_err(Problem::fault)?;
    if matched == SearchMatch::All {
        items = liked_first(&app, &shopper, items);
    }
    let channel = session::channel()?;
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let around = Around::new(&app, state, replica.at, place, &channel);
    let mut found: Vec<(ItemNo, Option<NearestStore>)> = items
        .iter()
        .filter_map(|item| state.catalogue.item_no(item).ok())
        .map(|item| (item, around.nearest(item)))
        .collect();
    let categories = categories(found.iter().map(|(item, _)| state.catalogue.item(*item)));
    // Stable, so the better match stays before the worse.
    found.sort_by_key(|(_, nearest)| nearest.is_none());
    found.truncate(limit);
    let items = found.into_iter().map(|(no, nearest)| around.item(&shopper, no, nearest)).collect();
    let as_of = around.now;
    drop(replica);
    Ok(axum::Json(Found { as_of, items, total, matched, categories }).into_response())
}

/// What a shopper who agrees to it buys comes before what only answers the words as well: by reciprocal rank fusion
/// (Cormack, Clarke and Büttcher, SIGIR 2009) of both orders.
fn liked_first(app: &App, shopper: &Shopper, items: Vec<ItemId>) -> Vec<ItemId> {
    let Some(door) = &app.models else { return items };
    let Some(customer) = agreeing(app, &shopper.customer) else { return items };
    let fondness = door.fondness(&customer, &items);
    let mut liked: Vec<usize> = (0..items.len()).filter(|at| fondness[*at] > 0.0).collect();
    liked.sort_by(|a, b| fondness[*b].total_cmp(&fondness[*a]));
    let mut scores: Vec<f64> = (0..items.len()).map(|at| 1.0 / (FUSION + at as f64)).collect();
    liked.iter().enumerate().for_each(|(rank, at)| scores[*at] += 1.0 / (FUSION + rank as f64));
    let mut scored: Vec<(f64, ItemId)> = scores.into_iter().zip(items).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().map(|(_, item)| item).collect()
}

/// What a shopper has around: what can be had, and where the nearest is.
pub(super) struct Around<'a> {
    state: &'a Omnichannel,
    channel: &'a Channel,
    stores: Vec<Near>,
    pub now: Instant,
    prices_at: Instant,
}

impl<'a> Around<'a> {
    pub fn new(
        app: &App,
        state: &'a Omnichannel,
        decided: Instant,
        place: Option<GeoPosition>,
        channel: &'a Channel,
    ) -> Around<'a> {
        let mut stores = near::stores(state, place, STORES_MAX);
        stores.retain(|store| store.metres.is_some_and(|metres| metres <= NEARBY_M_MAX));
        Around { state, channel, stores, now: app.handle.now(), prices_at: tag::at(app, decided) }
    }

    /// The nearest store that has an item.
    pub fn nearest(&self, item: ItemNo) -> Option<NearestStore> {
        nearest(self.state, item, &self.stores, self.channel, self.now)
    }

    /// An item as it is shown.
    pub fn item(&self, shopper: &Shopper, no: ItemNo, nearest: Option<NearestStore>) -> FoundItem {
        let item = self.state.catalogue.item(no);
        FoundItem {
            item: item.item.clone(),
            name: item.name.clone(),
            brand: item.brand.clone(),
            unit: item.unit,
            price: tag::of(self.state, Some(&shopper.customer), &item.item, None, self.prices_at),
            available: nearest.is_some() || is_anywhere(self.state, no, self.channel, self.now),
            nearest,
        }
    }
}

/// What an answered write changed is found by the next search, unless the index is far behind.
pub(crate) async fn catch_up(app: &App) {
    let started = std::time::Instant::now();
    while !app.search.is_current() && started.elapsed() < WAIT {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

fn nearest(
    state: &Omnichannel,
    item: ItemNo,
    stores: &[Near],
    channel: &Channel,
    now: Instant,
) -> Option<NearestStore> {
    stores.iter().find_map(|near| {
        let found = state.availability(item, near.no, Some(channel), now);
        let site = state.catalogue.site(near.no);
        (found.available > 0).then(|| NearestStore {
            site: site.site.clone(),
            name: site.name.clone(),
            distance_m: near.metres.unwrap_or(0),
            available: found.available,
            carry_out: found.carry_out,
        })
    })
}

fn is_anywhere(state: &Omnichannel, item: ItemNo, channel: &Channel, now: Instant) -> bool {
    let mut sites = state.stock.sites_of(item).map(|cell| cell.site);
    sites.any(|site| state.availability(item, site, Some(channel), now).available > 0)
}

fn categories<'a>(items: impl Iterator<Item = &'a Item>) -> Vec<CategoryCount> {
    let mut counts: BTreeMap<&Label, usize> = BTreeMap::new();
    for category in items.flat_map(|item| &item.categories) {
        *counts.entry(category).or_default() += 1;
    }
    let count = |(category, count): (&Label, usize)| CategoryCount { category: category.clone(), count };
    let mut counts: Vec<CategoryCount> = counts.into_iter().map(count).collect();
    counts.sort_by_key(|counted| std::cmp::Reverse(counted.count));
    counts.truncate(CATEGORIES_MAX);
    counts
}
