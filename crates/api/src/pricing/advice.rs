//! What is advised, what is accepted of it, and what is known of how demand answers to prices.

use super::{asks, json};
use crate::app::App;
use crate::body::{Json, Query};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::forecasts::known_pair;
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_intelligence::{KnownAdvice, KnownPrice, PricingCommand, TakeAsk};
use realtail_kernel::{Instant, ItemId, Label, LotId, Position, SiteId, Word};
use realtail_platform::Retail;
use realtail_vocabulary::{DeclinedPrice, PriceAdvice, PriceElasticity, TakenPrice};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_price_advice))
        .routes(routes!(accept_price_advice))
        .routes(routes!(decline_price_advice))
        .routes(routes!(list_advised_prices))
        .routes(routes!(list_elasticities))
}

/// A price that is advised.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct PriceAdviceDocument {
    #[serde(flatten)]
    advice: PriceAdvice,
    /// What people call the item.
    name: Label,
    advised_at: Instant,
    /// The log entry that says so.
    position: Position,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PriceAdvicePage {
    advice: Vec<PriceAdviceDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A price that was set by advice, and is not judged yet.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct AdvisedPriceDocument {
    #[serde(flatten)]
    taken: TakenPrice,
    /// What people call the item.
    name: Label,
    taken_at: Instant,
    /// The log entry that says so.
    position: Position,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct AdvisedPricePage {
    prices: Vec<AdvisedPriceDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Which advice is followed.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptPriceBody {
    item: ItemId,
    site: SiteId,
    /// Of which lot, where it is about one.
    lot: Option<LotId>,
    /// Another price than the one that is advised, in minor units; it keeps to the same bounds.
    #[schema(minimum = 1)]
    unit_price: Option<i64>,
}

/// How demand answers to the price of an item.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ToldElasticity {
    /// Which item.
    pub item: ItemId,
    /// To what is paid, beside what stands on the shelf: what a reduction does.
    pub paid: PriceElasticity,
    /// To the price on the shelf.
    pub shelf: PriceElasticity,
    /// To the prices of its rivals in the category.
    pub rivals: PriceElasticity,
    /// Whether it has weeks enough of its own; what is known of its category stands for it otherwise.
    pub own: bool,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ElasticityPage {
    /// The newest log entry that it rests on.
    current_to: Position,
    elasticities: Vec<ToldElasticity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

fn name(machine: &Retail, item: &ItemId) -> Label {
    let catalogue = &machine.omnichannel.catalogue;
    let known = catalogue.item_no(item).map(|item| catalogue.item(item).name.clone());
    known.unwrap_or_else(|_| Label::new(item.as_str()).expect("what names an item is a label"))
}

fn advised(machine: &Retail, known: &KnownAdvice) -> PriceAdviceDocument {
    PriceAdviceDocument {
        advice: known.advice.clone(),
        name: name(machine, &known.advice.item),
        advised_at: known.advised_at,
        position: known.position,
    }
}

fn set(machine: &Retail, known: &KnownPrice) -> AdvisedPriceDocument {
    AdvisedPriceDocument {
        taken: known.taken.clone(),
        name: name(machine, &known.taken.advice.item),
        taken_at: known.taken_at,
        position: known.position,
    }
}

fn is_of(advice: &PriceAdvice, item: Option<&ItemId>, site: Option<&SiteId>) -> bool {
    item.is_none_or(|item| advice.item == *item) && site.is_none_or(|site| advice.site == *site)
}

/// Which item and site are asked for.
fn asked(
    app: &App,
    caller: &Caller,
    query: &mut Query,
) -> Result<(Option<ItemId>, Option<SiteId>, usize, usize), Problem> {
    let item = query.one::<ItemId>("item")?;
    let site = caller.bounded(query.one::<SiteId>("site")?)?;
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    let replica = app.read();
    let catalogue = &replica.machine.omnichannel.catalogue;
    let item = item.map(|item| match catalogue.item_no(&item) {
        Ok(known) => Ok(catalogue.item(known).item.clone()),
        Err(_) => Err(Problem::not_found("item", &item)),
    });
    Ok((item.transpose()?, site, cursor, limit))
}

/// Prices that are advised and wait for an answer, those that gain most first.
#[utoipa::path(get, path = "/v1/price-advice", tag = "intelligence",
    params(("item" = Option<ItemId>, Query), ("site" = Option<SiteId>, Query), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = PriceAdvicePage), Problems))]
async fn list_price_advice(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    switched_on(&app)?;
    let (item, site, cursor, limit) = asked(&app, &caller, &mut query)?;
    query.end()?;
    let replica = app.read();
    let machine = &replica.machine;
    let is_asked = |known: &&KnownAdvice| is_of(&known.advice, item.as_ref(), site.as_ref());
    let mut all: Vec<&KnownAdvice> = machine.intelligence.pricing().all_advice().filter(is_asked).collect();
    all.sort_by_key(|known| std::cmp::Reverse(known.advice.gain));
    let (found, next_cursor) = crate::price::page(all.into_iter(), cursor, limit);
    let advice = found.into_iter().map(|known| advised(machine, known)).collect();
    Ok(json(PriceAdvicePage { advice, next_cursor }))
}

/// Set a price that is advised, or another one within the same bounds. It stands on the site's list `advised-{site}` for every
/// channel from then on, and labels are told by the action `price_label`; where other goods of the item lie beside the lot it is
/// about, it is for the stickers of the lot alone.
#[utoipa::path(post, path = "/v1/price-advice:accept", tag = "intelligence", request_body = AcceptPriceBody,
    responses((status = 200, body = AdvisedPriceDocument), Problems))]
async fn accept_price_advice(
    State(app): State<App>,
    mut caller: Caller,
    headers: HeaderMap,
    body: Json<AcceptPriceBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&body.value.site)?;
    let AcceptPriceBody { item, site, lot, unit_price } = body.value;
    let ((item, site), before) = {
        let replica = app.read();
        let pair = known_pair(&replica.machine.omnichannel, &item, &site)?;
        let known = replica.machine.intelligence.pricing().advice(&pair.0, &pair.1, lot.as_ref());
        let before = known.map(|known| known.position);
        (pair, before)
    };
    // It answers the advice, so that the trace goes on from there.
    if let (None, Some(before)) = (&caller.cause, before) {
        caller.cause = Some(app.cause(before).await?);
    }
    let call = Call::new(&app, &caller, "price_advice.accept", &headers, &body.bytes)?;
    let by = Word::new(caller.key.as_str()).map_err(Problem::fault)?;
    let answer = || {
        let replica = app.read();
        let known = replica.machine.intelligence.pricing().price(&item, &site, lot.as_ref());
        known.map_or_else(
            || Problem::not_found("advised price", format!("{item} at {site}")).into_response(),
            |known| json(set(&replica.machine, known)),
        )
    };
    let ask = TakeAsk { item: item.clone(), site: site.clone(), lot: lot.clone(), unit_price, by };
    call.run(asks(PricingCommand::Take(Box::new(ask))), |_, _| answer(), answer).await
}

/// Do not follow an advice on a price for a while: until then none is given for these goods.
#[utoipa::path(post, path = "/v1/price-advice:decline", tag = "intelligence", request_body = DeclinedPrice,
    responses((status = 200, body = DeclinedPrice), Problems))]
async fn decline_price_advice(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<DeclinedPrice>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&body.value.site)?;
    let call = Call::new(&app, &caller, "price_advice.decline", &headers, &body.bytes)?;
    let mut declined = body.value;
    (declined.item, declined.site) =
        known_pair(&app.read().machine.omnichannel, &declined.item, &declined.site)?;
    let answer = || json(&declined);
    call.run(asks(PricingCommand::Decline(Box::new(declined.clone()))), |_, _| answer(), answer).await
}

/// Prices that were set by advice and are not judged yet, by item and site.
#[utoipa::path(get, path = "/v1/advised-prices", tag = "intelligence",
    params(("item" = Option<ItemId>, Query), ("site" = Option<SiteId>, Query), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = AdvisedPricePage), Problems))]
async fn list_advised_prices(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    switched_on(&app)?;
    let (item, site, cursor, limit) = asked(&app, &caller, &mut query)?;
    query.end()?;
    let replica = app.read();
    let machine = &replica.machine;
    let is_asked = |known: &&KnownPrice| is_of(&known.taken.advice, item.as_ref(), site.as_ref());
    let all = machine.intelligence.pricing().all_prices().filter(is_asked);
    let (found, next_cursor) = crate::price::page(all, cursor, limit);
    let prices = found.into_iter().map(|known| set(machine, known)).collect();
    Ok(json(AdvisedPricePage { prices, next_cursor }))
}

/// How demand answers to prices, by the receipts of whole weeks: of an item, or of all that have weeks enough of their own. Each
/// estimate is drawn to that of its category by how far items differ (empirical Bayes), and told with the bounds that it lies
/// within in 95 of 100 cases.
#[utoipa::path(get, path = "/v1/elasticities", tag = "intelligence",
    params(("item" = Option<ItemId>, Query), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = ElasticityPage), Problems))]
async fn list_elasticities(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    switched_on(&app)?;
    let (item, _, cursor, limit) = asked(&app, &caller, &mut query)?;
    query.end()?;
    let door = app.models.clone().ok_or_else(crate::models::off)?;
    // The weeks of a large catalogue are fitted anew once a week, for whoever asks first.
    let told = tokio::task::spawn_blocking(move || door.elasticities(item.as_ref()));
    let (current_to, all) = told.await.map_err(Problem::fault)?;
    let (elasticities, next_cursor) = crate::price::page(all.into_iter(), cursor, limit);
    Ok(json(ElasticityPage { current_to, elasticities, next_cursor }))
}
