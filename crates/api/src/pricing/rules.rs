//! The rules by which prices are advised, and what competitors ask.

use super::{asks, json};
use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_intelligence::PricingCommand;
use realtail_kernel::{ItemId, Word};
use realtail_vocabulary::{CompetitorPrice, PriceRules, PriceTerms};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

/// More prices of competitors are sent in several calls.
const COMPETITORS_MAX: usize = 1_000;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_price_rules))
        .routes(routes!(put_price_rules, get_price_rules, delete_price_rules))
        .routes(routes!(see_competitor_prices, list_competitor_prices))
}

/// Rules by which prices are advised.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct PriceRulesDocument {
    rules: Word,
    #[serde(flatten)]
    terms: PriceTerms,
}

impl From<&PriceRules> for PriceRulesDocument {
    fn from(known: &PriceRules) -> PriceRulesDocument {
        PriceRulesDocument { rules: known.rules.clone(), terms: known.terms.clone() }
    }
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PriceRulesList {
    rules: Vec<PriceRulesDocument>,
}

/// What competitors were seen to ask.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CompetitorPricesBody {
    #[schema(min_items = 1, max_items = 1_000)]
    prices: Vec<CompetitorPrice>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CompetitorPriceList {
    prices: Vec<CompetitorPrice>,
}

/// All rules by which prices are advised, by name.
#[utoipa::path(get, path = "/v1/price-rules", tag = "intelligence",
    responses((status = 200, body = PriceRulesList), Problems))]
async fn list_price_rules(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    switched_on(&app)?;
    let replica = app.read();
    let all = replica.machine.intelligence.pricing().all_rules();
    Ok(json(PriceRulesList { rules: all.map(PriceRulesDocument::from).collect() }))
}

/// Say within which bounds prices of some goods are advised, and for what, as a whole: no lower than what they cost, no higher than
/// competitors ask, with which endings and steps; lots that expire, a season that ends, or regular prices. What is advised waits
/// for a person, or is set at once where the rules say so.
#[utoipa::path(put, path = "/v1/price-rules/{rules}", tag = "intelligence", request_body = PriceTerms,
    params(("rules" = Word, Path)), responses((status = 200, body = PriceRulesDocument), Problems))]
async fn put_price_rules(
    State(app): State<App>,
    caller: Caller,
    Segment(rules): Segment<Word>,
    headers: HeaderMap,
    body: Json<PriceTerms>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let content = [rules.as_str().as_bytes(), b"\0", &body.bytes].concat();
    let call = Call::new(&app, &caller, "price_rules.set", &headers, &content)?;
    let mut terms = body.value;
    {
        let replica = app.read();
        let catalogue = &replica.machine.omnichannel.catalogue;
        for site in &mut terms.sites {
            let known = catalogue.site_no(site).map_err(|_| Problem::not_found("site", &*site))?;
            *site = catalogue.site(known).site.clone();
        }
        for item in terms.goods.items.iter_mut().chain(&mut terms.goods.except_items) {
            let known = catalogue.item_no(item).map_err(|_| Problem::not_found("item", &*item))?;
            *item = catalogue.item(known).item.clone();
        }
    }
    let rules = PriceRules { rules, terms };
    let answer = || json(PriceRulesDocument::from(&rules));
    call.run(asks(PricingCommand::SetRules(Box::new(rules.clone()))), |_, _| answer(), answer).await
}

/// Read some rules.
#[utoipa::path(get, path = "/v1/price-rules/{rules}", tag = "intelligence", params(("rules" = Word, Path)),
    responses((status = 200, body = PriceRulesDocument), Problems))]
async fn get_price_rules(
    State(app): State<App>,
    caller: Caller,
    Segment(rules): Segment<Word>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    switched_on(&app)?;
    let replica = app.read();
    let known = replica.machine.intelligence.pricing().rules(rules.as_str());
    let known = known.ok_or_else(|| Problem::not_found("price rules", &rules))?;
    Ok(json(PriceRulesDocument::from(known)))
}

/// Take rules away, with what they advise. Prices that are set stay.
#[utoipa::path(delete, path = "/v1/price-rules/{rules}", tag = "intelligence", params(("rules" = Word, Path)),
    responses((status = 204), Problems))]
async fn delete_price_rules(
    State(app): State<App>,
    caller: Caller,
    Segment(rules): Segment<Word>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "price_rules.remove", &headers, rules.as_str().as_bytes())?;
    let gone = || StatusCode::NO_CONTENT.into_response();
    call.run(asks(PricingCommand::RemoveRules(rules)), |_, _| gone(), gone).await
}

/// Tell what competitors ask, all or none. The newest of each competitor and site counts, for 28 days.
#[utoipa::path(post, path = "/v1/competitor-prices", tag = "intelligence", request_body = CompetitorPricesBody,
    responses((status = 200, body = CompetitorPriceList), Problems))]
async fn see_competitor_prices(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<CompetitorPricesBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "competitor_prices.see", &headers, &body.bytes)?;
    let mut prices = body.value.prices;
    if prices.is_empty() || prices.len() > COMPETITORS_MAX {
        let problem = format!("{} prices; give 1 to {COMPETITORS_MAX} a call", prices.len());
        return Err(Problem::invalid("prices", problem));
    }
    {
        let replica = app.read();
        let catalogue = &replica.machine.omnichannel.catalogue;
        for price in &mut prices {
            let item = catalogue.item_no(&price.item).map_err(|_| Problem::not_found("item", &price.item))?;
            price.item = catalogue.item(item).item.clone();
            if let Some(site) = &mut price.site {
                let known = catalogue.site_no(site).map_err(|_| Problem::not_found("site", &*site))?;
                *site = catalogue.site(known).site.clone();
            }
        }
    }
    let answer = || json(CompetitorPriceList { prices: prices.clone() });
    call.run(asks(PricingCommand::SeeCompetitors(prices.clone())), |_, _| answer(), answer).await
}

/// What competitors were seen to ask for an item.
#[utoipa::path(get, path = "/v1/competitor-prices", tag = "intelligence", params(("item" = ItemId, Query)),
    responses((status = 200, body = CompetitorPriceList), Problems))]
async fn list_competitor_prices(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let item = query.one::<ItemId>("item")?.ok_or_else(|| Problem::invalid("item", "say which item"))?;
    query.end()?;
    switched_on(&app)?;
    let replica = app.read();
    let catalogue = &replica.machine.omnichannel.catalogue;
    let known = catalogue.item_no(&item).map_err(|_| Problem::not_found("item", &item))?;
    let prices = replica.machine.intelligence.pricing().competitors(&catalogue.item(known).item);
    Ok(json(CompetitorPriceList { prices: prices.to_vec() }))
}
