//! Promotions over HTTP.

use super::{asks, gone, json, page, refused};
use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Currency, Label, PromotionId, Word};
use realtail_omnichannel::PriceCommand;
use realtail_vocabulary::{Benefit, Conditions, Limits, Promotion, Selection, Stacking};
use serde::{Deserialize, Serialize};

/// A promotion as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PromotionBody {
    /// What the shopper reads on the receipt.
    name: Option<Label>,
    benefit: Benefit,
    /// The currency of its amounts. In any where it is not said.
    currency: Option<Currency>,
    /// On which goods; on all where nothing is said.
    #[serde(default)]
    goods: Selection,
    #[serde(default)]
    conditions: Conditions,
    /// The highest number goes first; among equals the name that sorts first.
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    stacking: Stacking,
    /// Of the promotions that name the same word only the best for the shopper is given.
    best_of: Option<Word>,
    #[serde(default)]
    limits: Limits,
}

impl PromotionBody {
    fn named(self, promotion: PromotionId) -> Promotion {
        let PromotionBody { name, benefit, currency, goods, conditions, priority, stacking, best_of, limits } =
            self;
        Promotion {
            promotion,
            name,
            benefit,
            currency,
            goods,
            conditions,
            priority,
            stacking,
            best_of,
            limits,
        }
    }
}

/// A promotion with what was given of it.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PromotionDocument {
    #[serde(flatten)]
    promotion: Promotion,
    /// The how manieth version it is, from 1.
    version: u32,
    /// How many baskets that became orders have had it.
    uses: i64,
    /// What it took off them, in minor units.
    given: i64,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PromotionPage {
    promotions: Vec<Promotion>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

fn document(app: &App, promotion: &PromotionId) -> Result<Response, Problem> {
    let replica = app.read();
    let prices = &replica.machine.omnichannel.prices;
    let (found, version) = prices.promotion(promotion).map_err(refused)?;
    let (uses, given) = prices.given(promotion, replica.at);
    Ok(json(PromotionDocument { promotion: found.clone(), version, uses, given }))
}

/// Add or change a promotion. What was given before stays, and counts against its limits.
#[utoipa::path(put, path = "/v1/promotions/{promotion}", tag = "prices", request_body = PromotionBody,
    params(("promotion" = PromotionId, Path)), responses((status = 200, body = PromotionDocument), Problems))]
pub(crate) async fn put_promotion(
    State(app): State<App>,
    caller: Caller,
    Segment(promotion): Segment<PromotionId>,
    headers: HeaderMap,
    body: Json<PromotionBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "promotion.set", &headers, &body.bytes)?;
    let command = PriceCommand::SetPromotion(Box::new(body.value.named(promotion.clone())));
    let answer = || document(&app, &promotion).unwrap_or_else(IntoResponse::into_response);
    call.run(asks(command), |_, _| answer(), answer).await
}

/// Read a promotion, with how often it was given.
#[utoipa::path(get, path = "/v1/promotions/{promotion}", tag = "prices",
    params(("promotion" = PromotionId, Path)), responses((status = 200, body = PromotionDocument), Problems))]
pub(crate) async fn get_promotion(
    State(app): State<App>,
    caller: Caller,
    Segment(promotion): Segment<PromotionId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    document(&app, &promotion)
}

/// End a promotion. What was priced with it before can still be priced again as of then.
#[utoipa::path(delete, path = "/v1/promotions/{promotion}", tag = "prices",
    params(("promotion" = PromotionId, Path)), responses((status = 204), Problems))]
pub(crate) async fn delete_promotion(
    State(app): State<App>,
    caller: Caller,
    Segment(promotion): Segment<PromotionId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "promotion.end", &headers, promotion.as_str().as_bytes())?;
    call.run(asks(PriceCommand::EndPromotion(promotion)), |_, _| gone(), gone).await
}

/// List promotions that were not ended.
#[utoipa::path(get, path = "/v1/promotions", tag = "prices",
    params(("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = PromotionPage), Problems))]
pub(crate) async fn list_promotions(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    let replica = app.read();
    let all = replica.machine.omnichannel.prices.promotions().cloned();
    let (promotions, next_cursor) = page(all, cursor, limit);
    Ok(json(PromotionPage { promotions, next_cursor }))
}
