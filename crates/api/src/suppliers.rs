//! How suppliers take and deliver orders, and what may be spent on them, over HTTP.

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_intelligence::{Command, SupplierCommand};
use realtail_kernel::{Currency, Day, Label, SiteId, Weekday, Word};
use realtail_platform::Retail;
use realtail_vocabulary::{Budget, CancelTerms, ExpediteTerms, SupplierTerms, Truck};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_suppliers))
        .routes(routes!(put_supplier_terms, get_supplier_terms, delete_supplier_terms))
        .routes(routes!(list_budgets))
        .routes(routes!(put_budget, get_budget, delete_budget))
}

/// How a supplier takes and delivers orders, as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SupplierTermsBody {
    /// On which weekdays orders are taken; on all where nothing is said.
    order_days: Option<Vec<Weekday>>,
    /// On which weekdays goods arrive; on all where nothing is said.
    delivery_days: Option<Vec<Weekday>>,
    /// On these days neither.
    #[serde(default)]
    #[schema(max_items = 1_000)]
    closed: Vec<Day>,
    /// The least that an order must come to, in minor units.
    #[schema(minimum = 0)]
    order_value_min: Option<i64>,
    /// The fewest units of an order, over all its lines.
    order_units_min: Option<u32>,
    /// What the goods come in.
    truck: Option<Truck>,
    /// How fast it can be, where a line can be hastened.
    expedite: Option<ExpediteTerms>,
    /// How late a line can be called off, where it can.
    cancel: Option<CancelTerms>,
    /// What orders are made out in, ISO 4217; the amounts above and the unit costs of the plans are in it.
    currency: Option<Currency>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct SupplierPage {
    suppliers: Vec<SupplierTerms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// What may be spent a week, as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BudgetBody {
    /// For which sites; for all where none is named.
    #[serde(default)]
    sites: Vec<SiteId>,
    /// For which suppliers; for all where none is named.
    #[serde(default)]
    suppliers: Vec<Label>,
    /// For items of which categories; of all where none is named.
    #[serde(default)]
    categories: Vec<Label>,
    /// How much from Monday to Sunday, in minor units.
    #[schema(minimum = 0)]
    money_per_week: i64,
}

/// A budget, and what of it is spent.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct BudgetDocument {
    #[serde(flatten)]
    budget: Budget,
    /// What was ordered since Monday at the unit costs of the plans, in minor units.
    spent: i64,
    /// What may be ordered besides, in minor units.
    left: i64,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct BudgetList {
    budgets: Vec<BudgetDocument>,
}

fn json(value: impl Serialize) -> Response {
    axum::Json(value).into_response()
}

fn asks(command: SupplierCommand) -> realtail_platform::Command {
    realtail_platform::Command::Intelligence(Command::Supplier(command))
}

fn gone() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

fn budget_document(app: &App, machine: &Retail, budget: &Budget) -> BudgetDocument {
    let spent = machine.intelligence.spent(budget, &machine.room(app.handle.now()));
    BudgetDocument { budget: budget.clone(), spent: spent.spent, left: spent.left }
}

/// The terms of all suppliers, by name.
#[utoipa::path(get, path = "/v1/suppliers", tag = "intelligence",
    params(("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = SupplierPage), Problems))]
async fn list_suppliers(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    switched_on(&app)?;
    let replica = app.read();
    let all = replica.machine.intelligence.suppliers().all_terms().cloned();
    let (suppliers, next_cursor) = crate::price::page(all, cursor, limit);
    Ok(json(SupplierPage { suppliers, next_cursor }))
}

/// Say how a supplier takes and delivers orders, as a whole. What is suggested of its goods goes by it from then on: until when
/// an order must last, how full its trucks are, and whether an order is large enough.
#[utoipa::path(put, path = "/v1/suppliers/{supplier}/terms", tag = "intelligence", request_body = SupplierTermsBody,
    params(("supplier" = Label, Path)), responses((status = 200, body = SupplierTerms), Problems))]
async fn put_supplier_terms(
    State(app): State<App>,
    caller: Caller,
    Segment(supplier): Segment<Label>,
    headers: HeaderMap,
    body: Json<SupplierTermsBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let content = [supplier.as_str().as_bytes(), b"\0", &body.bytes].concat();
    let call = Call::new(&app, &caller, "supplier_terms.set", &headers, &content)?;
    let SupplierTermsBody {
        order_days,
        delivery_days,
        closed,
        order_value_min,
        order_units_min,
        truck,
        expedite,
        cancel,
        currency,
    } = body.value;
    let every = || Weekday::ALL.to_vec();
    let terms = SupplierTerms {
        supplier,
        order_days: order_days.unwrap_or_else(every),
        delivery_days: delivery_days.unwrap_or_else(every),
        closed,
        order_value_min,
        order_units_min,
        truck,
        expedite,
        cancel,
        currency,
    };
    let answer = || json(&terms);
    call.run(asks(SupplierCommand::SetTerms(Box::new(terms.clone()))), |_, _| answer(), answer).await
}

/// Read how a supplier takes and delivers orders.
#[utoipa::path(get, path = "/v1/suppliers/{supplier}/terms", tag = "intelligence",
    params(("supplier" = Label, Path)), responses((status = 200, body = SupplierTerms), Problems))]
async fn get_supplier_terms(
    State(app): State<App>,
    caller: Caller,
    Segment(supplier): Segment<Label>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    switched_on(&app)?;
    let replica = app.read();
    let terms = replica.machine.intelligence.suppliers().terms(supplier.as_str());
    terms.map(json).ok_or_else(|| Problem::not_found("terms of supplier", &supplier))
}

/// Forget how a supplier takes and delivers orders: any day, any size.
#[utoipa::path(delete, path = "/v1/suppliers/{supplier}/terms", tag = "intelligence",
    params(("supplier" = Label, Path)), responses((status = 204), Problems))]
async fn delete_supplier_terms(
    State(app): State<App>,
    caller: Caller,
    Segment(supplier): Segment<Label>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "supplier_terms.remove", &headers, supplier.as_str().as_bytes())?;
    call.run(asks(SupplierCommand::RemoveTerms(supplier)), |_, _| gone(), gone).await
}

/// All budgets, and what of each is spent this week.
#[utoipa::path(get, path = "/v1/budgets", tag = "intelligence", responses((status = 200, body = BudgetList), Problems))]
async fn list_budgets(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    switched_on(&app)?;
    let replica = app.read();
    let machine = &replica.machine;
    let all = machine.intelligence.suppliers().budgets();
    let budgets = all.map(|budget| budget_document(&app, machine, budget)).collect();
    Ok(json(BudgetList { budgets }))
}

/// Say what may be spent on orders to suppliers in a week, as a whole. Each suggestion tells from then on how much of it fits.
#[utoipa::path(put, path = "/v1/budgets/{budget}", tag = "intelligence", request_body = BudgetBody,
    params(("budget" = Word, Path)), responses((status = 200, body = BudgetDocument), Problems))]
async fn put_budget(
    State(app): State<App>,
    caller: Caller,
    Segment(budget): Segment<Word>,
    headers: HeaderMap,
    body: Json<BudgetBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let content = [budget.as_str().as_bytes(), b"\0", &body.bytes].concat();
    let call = Call::new(&app, &caller, "budget.set", &headers, &content)?;
    let BudgetBody { mut sites, suppliers, categories, money_per_week } = body.value;
    {
        let replica = app.read();
        let catalogue = &replica.machine.omnichannel.catalogue;
        for site in &mut sites {
            let known = catalogue.site_no(site).map_err(|_| Problem::not_found("site", &*site))?;
            *site = catalogue.site(known).site.clone();
        }
    }
    let budget = Budget { budget, sites, suppliers, categories, money_per_week };
    let answer = || json(budget_document(&app, &app.read().machine, &budget));
    call.run(asks(SupplierCommand::SetBudget(Box::new(budget.clone()))), |_, _| answer(), answer).await
}

/// Read a budget, and what of it is spent this week.
#[utoipa::path(get, path = "/v1/budgets/{budget}", tag = "intelligence", params(("budget" = Word, Path)),
    responses((status = 200, body = BudgetDocument), Problems))]
async fn get_budget(
    State(app): State<App>,
    caller: Caller,
    Segment(budget): Segment<Word>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    switched_on(&app)?;
    let replica = app.read();
    let known = replica.machine.intelligence.suppliers().budget(budget.as_str());
    let known = known.ok_or_else(|| Problem::not_found("budget", &budget))?;
    Ok(json(budget_document(&app, &replica.machine, known)))
}

/// Take a budget away: it bounds nothing any more.
#[utoipa::path(delete, path = "/v1/budgets/{budget}", tag = "intelligence", params(("budget" = Word, Path)),
    responses((status = 204), Problems))]
async fn delete_budget(
    State(app): State<App>,
    caller: Caller,
    Segment(budget): Segment<Word>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "budget.remove", &headers, budget.as_str().as_bytes())?;
    call.run(asks(SupplierCommand::RemoveBudget(budget)), |_, _| gone(), gone).await
}
