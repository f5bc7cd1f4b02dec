//! Tests of two prices by turns.

use super::{asks, json};
use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::forecasts::known_pair;
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_intelligence::{KnownTest, PricingCommand, TestAsk};
use realtail_kernel::{Day, Instant, ItemId, Position, SiteId, Word};
use realtail_vocabulary::PriceTest;
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_price_tests))
        .routes(routes!(put_price_test, get_price_test))
        .routes(routes!(end_price_test))
}

/// Which two prices are tested.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PriceTestBody {
    item: ItemId,
    site: SiteId,
    /// The price that is tried against that of now, in minor units for as many units.
    #[schema(minimum = 1)]
    unit_price: i64,
    /// The first day; tomorrow at the earliest.
    from: Day,
    /// Each price holds for so many days at a time: best as long as shoppers remember a price, in whole weeks.
    #[serde(default = "week")]
    #[schema(minimum = 1, maximum = 28)]
    period_days: u16,
    /// So many times each price has its turn.
    #[serde(default = "pairs")]
    #[schema(minimum = 2, maximum = 26)]
    pairs: u16,
}

fn week() -> u16 {
    7
}

fn pairs() -> u16 {
    4
}

/// How much more, or less, a period brings at the price that is tried.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct ToldEffect {
    /// On average over the pairs.
    pub difference: f64,
    /// In 95 of 100 tests it is no less than this.
    pub low: f64,
    /// And no more than this.
    pub high: f64,
}

/// What a test says so far.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ToldTrial {
    /// Each period that is over, in their order.
    pub periods: Vec<ToldPeriod>,
    /// Units; nothing before two pairs of periods are over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<ToldEffect>,
    /// What is paid for them, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue: Option<ToldEffect>,
    /// That less what they cost, where that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<ToldEffect>,
}

/// What a period brought.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct ToldPeriod {
    /// Whether the price was tried that is tested.
    pub tried: bool,
    /// Units sold.
    pub units: f64,
    /// What was paid for them, in minor units.
    pub revenue: f64,
}

/// A test of two prices, and what it says so far.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct PriceTestDocument {
    #[serde(flatten)]
    test: PriceTest,
    set_at: Instant,
    /// The log entry that says so.
    position: Position,
    /// When it was ended before its time.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Instant>,
    /// Whether a period of it is still to end.
    runs: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    trial: Option<ToldTrial>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PriceTestList {
    tests: Vec<PriceTestDocument>,
}

fn document(app: &App, known: &KnownTest) -> PriceTestDocument {
    let test = &known.test;
    let cost = {
        let replica = app.read();
        let room = replica.machine.room(app.handle.now());
        replica.machine.intelligence.unit_cost(&test.item, &test.site, &room)
    };
    PriceTestDocument {
        trial: app.models.as_ref().and_then(|door| door.price_trial(test.test.as_str(), cost)),
        test: test.clone(),
        set_at: known.set_at,
        position: known.position,
        ended_at: known.ended_at,
        runs: known.runs(app.handle.now()),
    }
}

fn known(app: &App, test: &Word) -> Result<KnownTest, Problem> {
    let replica = app.read();
    let known = replica.machine.intelligence.pricing().test(test.as_str()).cloned();
    known.ok_or_else(|| Problem::not_found("price test", test))
}

/// All tests of two prices, by name.
#[utoipa::path(get, path = "/v1/price-tests", tag = "intelligence",
    responses((status = 200, body = PriceTestList), Problems))]
async fn list_price_tests(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    switched_on(&app)?;
    let all: Vec<KnownTest> = app.read().machine.intelligence.pricing().tests().cloned().collect();
    Ok(json(PriceTestList { tests: all.iter().map(|known| document(&app, known)).collect() }))
}

/// Test a price against that of now at one site, by turns (switchback): of each pair of periods one has the one and the other the
/// other, in an order that is drawn from the name of the test. The prices are set for all turns at once. No price is advised
/// for the item there meanwhile.
#[utoipa::path(put, path = "/v1/price-tests/{test}", tag = "intelligence", request_body = PriceTestBody,
    params(("test" = Word, Path)), responses((status = 200, body = PriceTestDocument), Problems))]
async fn put_price_test(
    State(app): State<App>,
    caller: Caller,
    Segment(test): Segment<Word>,
    headers: HeaderMap,
    body: Json<PriceTestBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&body.value.site)?;
    let content = [test.as_str().as_bytes(), b"\0", &body.bytes].concat();
    let call = Call::new(&app, &caller, "price_test.set", &headers, &content)?;
    let PriceTestBody { item, site, unit_price, from, period_days, pairs } = body.value;
    let (item, site) = known_pair(&app.read().machine.omnichannel, &item, &site)?;
    let ask = TestAsk { test: test.clone(), item, site, unit_price, from, period_days, pairs };
    let answer = || match known(&app, &test) {
        Ok(known) => json(document(&app, &known)),
        Err(problem) => problem.into_response(),
    };
    call.run(asks(PricingCommand::SetTest(Box::new(ask))), |_, _| answer(), answer).await
}

/// A test of two prices, and what it says so far.
#[utoipa::path(get, path = "/v1/price-tests/{test}", tag = "intelligence", params(("test" = Word, Path)),
    responses((status = 200, body = PriceTestDocument), Problems))]
async fn get_price_test(
    State(app): State<App>,
    caller: Caller,
    Segment(test): Segment<Word>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    switched_on(&app)?;
    Ok(json(document(&app, &known(&app, &test)?)))
}

/// End a test before its time: the former price holds from now on. Periods that were over are still compared.
#[utoipa::path(post, path = "/v1/price-tests/{test}/end", tag = "intelligence", params(("test" = Word, Path)),
    responses((status = 200, body = PriceTestDocument), Problems))]
async fn end_price_test(
    State(app): State<App>,
    caller: Caller,
    Segment(test): Segment<Word>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&known(&app, &test)?.test.site)?;
    let call = Call::new(&app, &caller, "price_test.end", &headers, test.as_str().as_bytes())?;
    let answer = || match known(&app, &test) {
        Ok(known) => json(document(&app, &known)),
        Err(problem) => problem.into_response(),
    };
    call.run(asks(PricingCommand::EndTest(test.clone())), |_, _| answer(), answer).await
}
