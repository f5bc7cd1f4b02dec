//! How items are replenished at sites.

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::forecasts::known_pair;
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_intelligence::Command;
use realtail_kernel::{ItemId, Label, SiteId};
use realtail_platform::Retail;
use realtail_vocabulary::{PlanMoney, ReplenishmentPlan};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The most plans in one call.
const PLANS_MAX: usize = 10_000;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_plans))
        .routes(routes!(put_plan, get_plan, delete_plan))
        .routes(routes!(batch_plans))
}

/// How an item is replenished at a site, as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanBody {
    /// How many units the shelf takes.
    #[schema(minimum = 1, maximum = 1_000_000)]
    shelf_capacity: u32,
    /// At so many units on the sales floor, or fewer, the shelf is filled.
    #[serde(default)]
    fill_at: u32,
    /// Units are ordered in multiples of this.
    #[schema(minimum = 1, maximum = 1_000_000)]
    pack_size: u32,
    /// From an order to its arrival, in days.
    #[schema(maximum = 365)]
    lead_time_days: u16,
    /// From one order to the next, in days.
    #[schema(minimum = 1, maximum = 365)]
    review_days: u16,
    /// In so many of a million cycles the stock should last.
    #[schema(minimum = 500_000, maximum = 999_999)]
    service_level_ppm: u32,
    /// Who delivers it.
    supplier: Option<Label>,
    /// Which site of the retailer's own it comes from, such as a distribution centre; not beside a supplier.
    source: Option<SiteId>,
    /// Whether what is missing is ordered by rule, at most once in `review_days`.
    #[serde(default)]
    automatic: bool,
    /// What is at stake: then money decides how much is ordered, and not the service level.
    money: Option<PlanMoney>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanBatch {
    #[schema(max_items = 10_000)]
    plans: Vec<ReplenishmentPlan>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PlansCounted {
    count: usize,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PlanPage {
    plans: Vec<ReplenishmentPlan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// The plans of a site, of an item, or all, by item and site.
pub(super) fn of<'a>(
    machine: &'a Retail,
    site: Option<&'a SiteId>,
    item: Option<&'a ItemId>,
) -> impl Iterator<Item = ReplenishmentPlan> + 'a {
    let wanted = move |plan: &&ReplenishmentPlan| {
        site.is_none_or(|site| plan.site == *site) && item.is_none_or(|item| plan.item == *item)
    };
    machine.intelligence.plans().filter(wanted).cloned()
}

fn json(value: impl Serialize) -> Response {
    axum::Json(value).into_response()
}

/// Which items are planned, where and how.
#[utoipa::path(get, path = "/v1/replenishments/plans", tag = "intelligence",
    params(("site" = Option<SiteId>, Query), ("item" = Option<ItemId>, Query), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = PlanPage), Problems))]
async fn list_plans(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (site, item) = (query.one::<SiteId>("site")?, query.one::<ItemId>("item")?);
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    switched_on(&app)?;
    let replica = app.read();
    let plans = of(&replica.machine, site.as_ref(), item.as_ref());
    let (plans, next_cursor) = crate::price::page(plans, cursor, limit);
    Ok(json(PlanPage { plans, next_cursor }))
}

/// Plan how an item is replenished at a site, as a whole. From then on its forecast stands in the log.
#[utoipa::path(put, path = "/v1/replenishments/plans/{site}/{item}", tag = "intelligence", request_body = PlanBody,
    params(("site" = SiteId, Path), ("item" = ItemId, Path)),
    responses((status = 200, body = ReplenishmentPlan), Problems))]
async fn put_plan(
    State(app): State<App>,
    caller: Caller,
    Segment((site, item)): Segment<(SiteId, ItemId)>,
    headers: HeaderMap,
    body: Json<PlanBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&site)?;
    let (item, site) = known_pair(&app.read().machine.omnichannel, &item, &site)?;
    let call = Call::new(&app, &caller, "replenishment_plan.set", &headers, &body.bytes)?;
    let PlanBody {
        shelf_capacity,
        fill_at,
        pack_size,
        lead_time_days,
        review_days,
        service_level_ppm,
        supplier,
        source,
        automatic,
        money,
    } = body.value;
    let known = |source: SiteId| known_pair(&app.read().machine.omnichannel, &item, &source);
    let source = source.map(known).transpose()?.map(|(_, source)| source);
    let plan = ReplenishmentPlan {
        item,
        site,
        shelf_capacity,
        fill_at,
        pack_size,
        lead_time_days,
        review_days,
        service_level_ppm,
        supplier,
        source,
        automatic,
        money,
    };
    let answer = plan.clone();
    let command = realtail_platform::Command::Intelligence(Command::SetPlan(Box::new(plan)));
    call.run(command, |_, _| json(&answer), || json(&answer)).await
}

/// Read how an item is replenished at a site.
#[utoipa::path(get, path = "/v1/replenishments/plans/{site}/{item}", tag = "intelligence",
    params(("site" = SiteId, Path), ("item" = ItemId, Path)),
    responses((status = 200, body = ReplenishmentPlan), Problems))]
async fn get_plan(
    State(app): State<App>,
    caller: Caller,
    Segment((site, item)): Segment<(SiteId, ItemId)>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    switched_on(&app)?;
    let replica = app.read();
    let (item, site) = known_pair(&replica.machine.omnichannel, &item, &site)?;
    let plan = replica.machine.intelligence.plan(&item, &site);
    plan.map(json).ok_or_else(|| Problem::not_found("replenishment plan", format!("{item} at {site}")))
}

/// Plan an item at a site no more.
#[utoipa::path(delete, path = "/v1/replenishments/plans/{site}/{item}", tag = "intelligence",
    params(("site" = SiteId, Path), ("item" = ItemId, Path)), responses((status = 204), Problems))]
async fn delete_plan(
    State(app): State<App>,
    caller: Caller,
    Segment((site, item)): Segment<(SiteId, ItemId)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&site)?;
    let (item, site) = known_pair(&app.read().machine.omnichannel, &item, &site)?;
    let content = format!("{site}/{item}");
    let call = Call::new(&app, &caller, "replenishment_plan.remove", &headers, content.as_bytes())?;
    let command = realtail_platform::Command::Intelligence(Command::RemovePlan(item, site));
    let answer = || StatusCode::NO_CONTENT.into_response();
    call.run(command, |_, _| answer(), answer).await
}

/// Plan up to 10,000 pairs, all or none.
#[utoipa::path(post, path = "/v1/replenishments/plans:batch", tag = "intelligence", request_body = PlanBatch,
    responses((status = 200, body = PlansCounted), Problems))]
async fn batch_plans(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<PlanBatch>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "replenishment_plan.set", &headers, &body.bytes)?;
    let mut plans = body.value.plans;
    let count = plans.len();
    if count > PLANS_MAX {
        return Err(Problem::invalid("plans", format!("send at most {PLANS_MAX} plans a call")));
    }
    {
        let replica = app.read();
        for plan in &mut plans {
            caller.at(&plan.site)?;
            (plan.item, plan.site) = known_pair(&replica.machine.omnichannel, &plan.item, &plan.site)?;
            if let Some(source) = &plan.source {
                plan.source = Some(known_pair(&replica.machine.omnichannel, &plan.item, source)?.1);
            }
        }
    }
    let command = realtail_platform::Command::Intelligence(Command::SetPlans(plans));
    call.run(command, |_, _| json(PlansCounted { count }), || json(PlansCounted { count })).await
}
