//! What one order to a supplier would be today, over HTTP.

use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use crate::transfers::name_of;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_intelligence::{Basket, BasketLine};
use realtail_kernel::{Day, Instant, ItemId, Label, SiteId};
use realtail_platform::Retail;
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_baskets))
}

/// An item of such an order, or one that was left out of it.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct BasketLineDocument {
    item: ItemId,
    /// What people call the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Label>,
    /// How many units would be ordered; none where it is left out.
    units: u32,
    /// How many were suggested for it alone.
    suggested: u32,
    /// What they gain, in minor units; nothing where the plan does not say what is at stake.
    #[serde(skip_serializing_if = "Option::is_none")]
    gain: Option<i64>,
    /// What they cost, in minor units; nothing where the plan does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<i64>,
    /// The share of a truck that they take; nothing where there is no truck, or nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    truck_share: Option<f64>,
    /// Why more or fewer than were suggested, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

/// What one order to a supplier would be today.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct BasketDocument {
    supplier: Label,
    site: SiteId,
    /// On which day the supplier takes it.
    order_on: Day,
    /// On which day its goods are expected.
    expected_on: Day,
    lines: Vec<BasketLineDocument>,
    /// What its lines cost, as far as plans say, in minor units.
    cost: i64,
    /// What it gains, in minor units: its lines less the room that stays empty in its trucks. What a full truck costs is paid
    /// whenever the goods come.
    gain: i64,
    /// What its trucks cost, in minor units.
    transport: i64,
    /// How many trucks it takes; nothing where the supplier has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    trucks: Option<u32>,
    /// How full they are, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    truck_fill: Option<f64>,
    /// What is wrong with it as it stands, in words: it is too small for the supplier, or no truck pays.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

/// Orders to suppliers as they would be today.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct BasketList {
    as_of: Instant,
    orders: Vec<BasketDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

fn line(machine: &Retail, line: BasketLine) -> BasketLineDocument {
    let BasketLine { item, units, suggested, gain, cost, truck_share, why } = line;
    let name = name_of(machine, &item);
    BasketLineDocument { item, name, units, suggested, gain, cost, truck_share, why }
}

fn document(machine: &Retail, basket: Basket) -> BasketDocument {
    let Basket { supplier, site, cycle, lines, cost, gain, transport, trucks, truck_fill, problem } = basket;
    BasketDocument {
        supplier,
        site,
        order_on: cycle.order_on,
        expected_on: cycle.expected_on,
        lines: lines.into_iter().map(|one| line(machine, one)).collect(),
        cost,
        gain,
        transport,
        trucks,
        truck_fill,
        problem,
    }
}

/// What orders to suppliers would be today, by supplier and site: as many trucks as pay for themselves and as full as is worth
/// it, or filled up to the least that the supplier takes, with what was added or left out and why. Budgets bound what is shown at
/// `/v1/replenishments`, and not this.
#[utoipa::path(get, path = "/v1/replenishments/orders", tag = "intelligence",
    params(("supplier" = Option<Label>, Query), ("site" = Option<SiteId>, Query),
        ("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = BasketList), Problems))]
async fn get_baskets(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let supplier = query.one::<Label>("supplier")?;
    let site = caller.bounded(query.one::<SiteId>("site")?)?;
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    switched_on(&app)?;
    let as_of = app.handle.now();
    let groups = {
        let replica = app.read();
        let machine = &replica.machine;
        machine.intelligence.basket_plans(supplier.as_ref(), site.as_ref(), as_of)
    };
    let orders = app.by_turns(groups.into_iter().collect(), |machine, ((supplier, site), plans)| {
        let basket = machine.intelligence.basket(supplier, site, plans, &machine.room(as_of));
        basket.map(|basket| document(machine, basket))
    });
    let (orders, next_cursor) = crate::price::page(orders.await.into_iter(), cursor, limit);
    Ok(axum::Json(BasketList { as_of, orders, next_cursor }).into_response())
}
