//! How items are replenished, and what to order of them now, over HTTP.

mod baskets;
mod plans;
mod record;

use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_intelligence::{Bound, Fit, Standing, Stockroom, Suggestion, Urgency, Worth};
use realtail_kernel::{Day, Instant, ItemId, Label, SiteId, Word};
use realtail_platform::Retail;
use realtail_vocabulary::{Forecast, ReplenishmentPlan};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_replenishments))
        .merge(plans::routes())
        .merge(baskets::routes())
        .merge(record::routes())
}

/// What to order.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ReplenishmentList {
    as_of: Instant,
    replenishments: Vec<Replenishment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// What to order of an item at a site, and the numbers that led to it.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct Replenishment {
    item: ItemId,
    /// What people call the item.
    name: Label,
    site: SiteId,
    plan: ReplenishmentPlan,
    stock: StockDocument,
    /// What to order; nothing before a model has said what to expect.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<SuggestionDocument>,
    /// The forecast in the log that it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    forecast: Option<Forecast>,
    /// How much of the suggestion fits what may be spent this week; nothing where no budget bounds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    budget: Option<FitDocument>,
    /// On which day the supplier takes an order placed now.
    order_on: Day,
    /// On which day its goods are expected.
    expected_on: Day,
    /// A person does not follow the suggestion until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    declined_until: Option<Instant>,
    /// In words.
    why: String,
}

/// How much of a suggestion fits a budget.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct FitDocument {
    /// The budget that bounds it most.
    budget: Word,
    /// How many units fit, beside all else that is suggested and gains more for its money.
    units: u32,
    /// Whether all of it fits.
    fits: bool,
}

/// What there is.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct StockDocument {
    /// Sellable units by the book.
    on_hand: i64,
    /// Units on their way.
    incoming: i64,
    /// Units held, or allocated to orders.
    promised: i64,
    /// What counts against demand to come: on hand and incoming without what is promised.
    position: i64,
}

/// How soon it should be ordered.
#[derive(Clone, Copy, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum UrgencyWord {
    /// Nothing need be ordered.
    None,
    /// With the next order.
    NextOrder,
    /// What is there is expected to run out before an order placed now arrives.
    RunsOut,
}

/// What to order.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct SuggestionDocument {
    /// Units: whole packs.
    order: i64,
    packs: i64,
    urgency: UrgencyWord,
    /// Up to so many units is ordered: enough for lead time and review time at the service level.
    order_up_to: i64,
    /// The mean demand over that time.
    expected_demand: f64,
    /// How many units are there because demand may be higher than its mean.
    safety: f64,
    /// Lead time and review time.
    days: u32,
    /// So long does what is there last at the mean demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    lasts_days: Option<f64>,
    /// Units that the shelf will not take when the order arrives.
    beyond_shelf: i64,
    /// What the order is worth, where the plan says what is at stake.
    #[serde(skip_serializing_if = "Option::is_none")]
    worth: Option<WorthDocument>,
}

/// What an order is worth, in minor units.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct WorthDocument {
    /// What it saves in shortages, less what it costs to hold and in waste.
    gain: i64,
    /// What it costs to buy.
    cost: i64,
    /// Units expected to be short on the days that it serves, without it.
    short_without: f64,
    /// And with it.
    short_with: f64,
    /// Units expected to expire that waiting would save.
    expired: f64,
    /// The probability that nothing is short until the order after it arrives.
    lasts_probability: f64,
    /// Below so many units another batch is worth its money.
    reorder_at: i64,
    /// What kept it from being more.
    bound: BoundWord,
}

/// What kept an order from being more.
#[derive(Clone, Copy, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BoundWord {
    /// Another batch would cost more than it brings.
    Worth,
    /// More would expire.
    Life,
    /// More would find no room.
    Capacity,
}

/// What to order now of what is planned, by item and site. It rests on forecasts that stand in the log, so that it can be
/// explained from the log alone. With `missing=true` only what should be ordered from suppliers and was not declined, the most
/// urgent first; what a site asks of another site is at `/v1/transfers/suggested`.
#[utoipa::path(get, path = "/v1/replenishments", tag = "intelligence",
    params(("site" = Option<SiteId>, Query), ("item" = Option<ItemId>, Query), ("missing" = Option<bool>, Query),
        ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = ReplenishmentList), Problems))]
async fn get_replenishments(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (site, item) = (query.one::<SiteId>("site")?, query.one::<ItemId>("item")?);
    let missing = query.one::<bool>("missing")?.unwrap_or(false);
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    switched_on(&app)?;
    let as_of = app.handle.now();
    let (plans, fits) = {
        let replica = app.read();
        let machine = &replica.machine;
        let plans: Vec<ReplenishmentPlan> = plans::of(machine, site.as_ref(), item.as_ref()).collect();
        (plans, machine.intelligence.fits(site.as_ref(), item.as_ref(), &machine.room(as_of)))
    };
    let look = |machine: &Retail, plan: &ReplenishmentPlan| replenishment(machine, plan, &fits, as_of);
    if missing {
        let plans = plans.into_iter().filter(|plan| plan.source.is_none()).collect();
        let found = most_urgent_first(app.by_turns(plans, look).await);
        let (replenishments, next_cursor) = crate::price::page(found.into_iter(), cursor, limit);
        return Ok(axum::Json(ReplenishmentList { as_of, replenishments, next_cursor }).into_response());
    }
    let (plans, next_cursor) = crate::price::page(plans.into_iter(), cursor, limit);
    let replenishments = app.by_turns(plans, look).await;
    Ok(axum::Json(ReplenishmentList { as_of, replenishments, next_cursor }).into_response())
}

/// What should be ordered and was not declined: what runs out before an order arrives, then what lasts least.
fn most_urgent_first(mut found: Vec<Replenishment>) -> Vec<Replenishment> {
    let missing = |found: &Replenishment| {
        found.declined_until.is_none() && found.suggestion.as_ref().is_some_and(|it| it.order > 0)
    };
    found.retain(missing);
    let urgency = |found: &Replenishment| {
        found.suggestion.as_ref().map_or((2, f64::INFINITY), |suggestion| {
            let later = !matches!(suggestion.urgency, UrgencyWord::RunsOut);
            (u8::from(later), suggestion.lasts_days.unwrap_or(f64::INFINITY))
        })
    };
    found.sort_by(|a, b| {
        let (a, b) = (urgency(a), urgency(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    found
}

/// How much of each suggestion fits what may be spent.
type Fits = BTreeMap<(ItemId, SiteId), Fit>;

fn replenishment(
    machine: &Retail,
    plan: &ReplenishmentPlan,
    fits: &Fits,
    now: Instant,
) -> Option<Replenishment> {
    let room = machine.room(now);
    let standing = room.standing(&plan.item, &plan.site)?;
    let cycle = machine.intelligence.cycle(plan, room.day(&plan.site, now));
    let forecast = machine.intelligence.said(&plan.item, &plan.site).cloned();
    let suggestion = machine.intelligence.suggest(plan, &room);
    let catalogue = &machine.omnichannel.catalogue;
    let name = catalogue.item(catalogue.item_no(&plan.item).ok()?).name.clone();
    let why = match &suggestion {
        None => "no model has said yet what to expect".to_owned(),
        Some(suggestion) => words(plan, suggestion),
    };
    let Standing { on_hand, incoming, promised } = standing;
    let order = suggestion.as_ref().map_or(0, |suggestion| suggestion.order);
    let fit = fits.get(&(plan.item.clone(), plan.site.clone()));
    Some(Replenishment {
        budget: fit.map(|fit| FitDocument {
            budget: fit.budget.clone(),
            units: fit.units,
            fits: i64::from(fit.units) >= order,
        }),
        order_on: cycle.order_on,
        expected_on: cycle.expected_on,
        item: plan.item.clone(),
        name,
        site: plan.site.clone(),
        plan: plan.clone(),
        stock: StockDocument { on_hand, incoming, promised, position: standing.position() },
        suggestion: suggestion.map(document),
        forecast,
        declined_until: machine
            .intelligence
            .purchases()
            .declined(&plan.item, &plan.site, now)
            .map(|declined| declined.until),
        why,
    })
}

fn words(plan: &ReplenishmentPlan, suggestion: &Suggestion) -> String {
    if let Some(worth) = &suggestion.worth {
        return worth.why.clone();
    }
    let Suggestion { packs, position, order_up_to, expected_demand, safety, days, .. } = suggestion;
    let level = f64::from(plan.service_level_ppm) / 1e4;
    let enough = format!(
        "{expected_demand:.1} units are expected in {days} days, and {safety:.1} more are kept so that it lasts in {level} % of all cycles: {order_up_to} in all"
    );
    match packs {
        0 => format!("{enough}; {position} are there or on their way"),
        packs => format!(
            "{enough}; {position} are there or on their way, so {packs} packs of {} are missing",
            plan.pack_size
        ),
    }
}

fn document(suggestion: Suggestion) -> SuggestionDocument {
    let urgency = match suggestion.urgency {
        Urgency::None => UrgencyWord::None,
        Urgency::NextOrder => UrgencyWord::NextOrder,
        Urgency::RunsOut => UrgencyWord::RunsOut,
    };
    SuggestionDocument {
        order: suggestion.order,
        packs: suggestion.packs,
        urgency,
        order_up_to: suggestion.order_up_to,
        expected_demand: suggestion.expected_demand,
        safety: suggestion.safety,
        days: suggestion.days,
        lasts_days: suggestion.lasts_days,
        beyond_shelf: suggestion.beyond_shelf,
        worth: suggestion.worth.map(worth),
    }
}

fn worth(worth: Worth) -> WorthDocument {
    let Worth { gain, cost, short: [short_without, short_with], expired, lasts, reorder_at, bound, .. } =
        worth;
    let bound = match bound {
        Bound::Worth => BoundWord::Worth,
        Bound::Life => BoundWord::Life,
        Bound::Capacity => BoundWord::Capacity,
    };
    WorthDocument {
        gain,
        cost,
        short_without,
        short_with,
        expired,
        lasts_probability: lasts,
        reorder_at,
        bound,
    }
}
