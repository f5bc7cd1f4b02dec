//! Labour over HTTP: who can work, who is needed, shifts of a day, and where more lanes are wanted.

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_intelligence::{Command, KnownPlan, KnownShort, PlanningDay};
use realtail_kernel::{Day, Instant, Position, SiteId, Word};
use realtail_platform::Retail;
use realtail_vocabulary::{
    LabourRole, LaneAdvice, NeededPeople, PlannedShift, Roster, RosterPerson, ServiceTargets, ShiftPlan,
    ShiftRules,
};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Nobody asks for plans of more days at once.
const DAYS_MAX: i32 = 366;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(set_roster, get_roster, remove_roster))
        .routes(routes!(get_labour_needs))
        .routes(routes!(plan_shifts, list_shift_plans))
        .routes(routes!(get_shift_plan))
        .routes(routes!(accept_shifts))
        .routes(routes!(list_short_lanes))
        .routes(routes!(list_staffed_sites))
}

/// Who is expected at a site on a day, and who is needed for it.
#[derive(Clone, Debug)]
pub struct ToldLabour {
    /// The newest log entry that it rests on.
    pub current_to: Position,
    /// Shoppers at the tills by quarter hour: expected, and from how many to how many eight of ten times.
    pub shoppers: Vec<[f64; 3]>,
    /// Who came so far, where the day has begun.
    pub came: Option<Vec<u32>>,
    /// The quarter hour that it is on that day.
    pub now: Option<usize>,
    /// Orders to pick, by quarter hour.
    pub orders: Vec<f64>,
    /// Seconds that a shopper is served.
    pub service_seconds: f64,
    /// People needed by role and quarter hour.
    pub needs: Vec<NeededPeople>,
    /// Which model says so.
    pub model: Word,
    /// Which version of it.
    pub version: Word,
    /// A digest of what it says so from.
    pub fingerprint: Word,
}

/// What knows who comes, as the interface sees it.
pub trait LabourDoor: Send + Sync {
    /// The day that has begun in the retailer's world, and is not over at every site; nothing before the first sale.
    fn today(&self) -> Option<Day>;

    /// A day of a site; nothing where nobody was ever seen there.
    fn day(&self, site: &SiteId, day: Day, targets: &ServiceTargets) -> Option<ToldLabour>;

    /// Searches shifts for a day. It keeps a core busy for up to some seconds.
    fn plan(&self, roster: &Roster, day: Day, planning: &PlanningDay, told: &ToldLabour) -> ShiftPlan;
}

/// A roster, as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RosterBody {
    /// Who can work there.
    people: Vec<RosterPerson>,
    /// What their shifts keep.
    #[serde(default)]
    rules: ShiftRules,
    /// What shoppers are promised, and how long work takes.
    #[serde(default)]
    targets: ServiceTargets,
}

/// Who is expected on a day, and who is needed, by quarter hour from midnight on, on the clock of the site.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct LabourNeedsDocument {
    site: SiteId,
    date: Day,
    /// The newest log entry that it rests on.
    current_to: Position,
    model: Word,
    version: Word,
    /// Shoppers expected at the tills, each a quarter hour.
    shoppers: Vec<f64>,
    /// With nine of ten it is no fewer.
    shoppers_low: Vec<f64>,
    /// With nine of ten it is no more.
    shoppers_high: Vec<f64>,
    /// Who came so far, where the day has begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    came: Option<Vec<u32>>,
    /// The quarter hour that it is now on that day, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    quarter_now: Option<usize>,
    /// Orders to be picked that are expected.
    orders: Vec<f64>,
    /// Seconds that a shopper is served, by the lines that baskets have there.
    service_seconds: f64,
    /// People needed by role.
    needs: Vec<NeededPeople>,
}

/// Which day is to be planned.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanShiftsBody {
    site: SiteId,
    date: Day,
}

/// A day's plan, and what is in force.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct ShiftPlanDocument {
    #[serde(flatten)]
    plan: ShiftPlan,
    planned_at: Instant,
    /// The log entry that says so.
    position: Position,
    /// The shifts in force: as planned, or as a person changed them; nothing while nobody accepted the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<Vec<PlannedShift>>,
    /// Who accepted it, as the name of a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted_by: Option<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted_at: Option<Instant>,
    /// Whether what is in force is another plan than this one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    changed: bool,
}

/// Plans, by site and day.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ShiftPlanPage {
    plans: Vec<ShiftPlanDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Shifts that a person puts in force.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptShiftsBody {
    /// In place of those that were planned, all of the day; those that were planned where this is left out.
    shifts: Option<Vec<PlannedShift>>,
}

/// A site that needs more lanes soon than are open.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct ShortLanesDocument {
    #[serde(flatten)]
    advice: LaneAdvice,
    advised_at: Instant,
    /// The log entry that says so.
    position: Position,
}

/// All sites at which more lanes are wanted now.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ShortLanesPage {
    sites: Vec<ShortLanesDocument>,
}

fn document(known: &KnownPlan) -> ShiftPlanDocument {
    let accepted = known.accepted.as_ref();
    ShiftPlanDocument {
        plan: known.plan.clone(),
        planned_at: known.planned_at,
        position: known.position,
        accepted: accepted.map(|(accepted, _)| accepted.shifts.clone()),
        accepted_by: accepted.map(|(accepted, _)| accepted.by.clone()),
        accepted_at: accepted.map(|(_, at)| *at),
        changed: accepted.is_some_and(|(accepted, _)| accepted.shifts != known.plan.shifts),
    }
}

/// The site by the name that the catalogue knows.
fn known_site(machine: &Retail, site: &SiteId) -> Result<SiteId, Problem> {
    let catalogue = &machine.omnichannel.catalogue;
    let unknown = |refusal| Problem::from(&realtail_platform::Refusal::Omnichannel(refusal));
    Ok(catalogue.site(catalogue.site_no(site).map_err(unknown)?).site.clone())
}

fn plan_of(app: &App, site: &SiteId, day: Day) -> Result<ShiftPlanDocument, Problem> {
    let replica = app.read();
    let known = replica.machine.intelligence.labour().plan(site, day);
    known.map(document).ok_or_else(|| no_plan(site, day))
}

fn no_plan(site: &SiteId, day: Day) -> Problem {
    Problem::not_found("plan of shifts", format!("{site} on {day}"))
}

/// Say who can work at a site, what shifts keep, and what shoppers are promised; in place of what was said before. People stand
/// there by the retailer's own numbers: names do not belong in it.
#[utoipa::path(put, path = "/v1/sites/{site}/roster", tag = "intelligence", request_body = RosterBody,
    params(("site" = SiteId, Path)), responses((status = 200, body = Roster), Problems))]
async fn set_roster(
    State(app): State<App>,
    caller: Caller,
    Segment(site): Segment<SiteId>,
    headers: HeaderMap,
    body: Json<RosterBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&site)?;
    let call = Call::new(&app, &caller, "roster.set", &headers, &body.bytes)?;
    let site = known_site(&app.read().machine, &site)?;
    let RosterBody { people, rules, targets } = body.value;
    let roster = Roster { site, people, rules, targets };
    let answer = || axum::Json(&roster).into_response();
    let command = Command::SetRoster(Box::new(roster.clone()));
    call.run(realtail_platform::Command::Intelligence(command), |_, _| answer(), answer).await
}

/// Who can work at a site. Wages are for those who manage.
#[utoipa::path(get, path = "/v1/sites/{site}/roster", tag = "intelligence", params(("site" = SiteId, Path)),
    responses((status = 200, body = Roster), Problems))]
async fn get_roster(
    State(app): State<App>,
    caller: Caller,
    Segment(site): Segment<SiteId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&site)?;
    switched_on(&app)?;
    let replica = app.read();
    let roster = replica.machine.intelligence.labour().roster(&site);
    let roster = roster.ok_or_else(|| Problem::not_found("roster", &site))?;
    Ok(axum::Json(roster).into_response())
}

/// Plan nobody at a site any more. Shifts in force stay where they are told.
#[utoipa::path(delete, path = "/v1/sites/{site}/roster", tag = "intelligence", params(("site" = SiteId, Path)),
    responses((status = 204), Problems))]
async fn remove_roster(
    State(app): State<App>,
    caller: Caller,
    Segment(site): Segment<SiteId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&site)?;
    let call = Call::new(&app, &caller, "roster.remove", &headers, site.as_str().as_bytes())?;
    let answer = || StatusCode::NO_CONTENT.into_response();
    let command = realtail_platform::Command::Intelligence(Command::RemoveRoster(site));
    call.run(command, |_, _| answer(), answer).await
}

/// Who is expected at a site on a day, and who is needed for it. Without a roster it goes by the usual promise of nine in ten
/// shoppers who wait two minutes at most.
#[utoipa::path(get, path = "/v1/labour/needs", tag = "intelligence",
    params(("site" = SiteId, Query),
        ("date" = Option<Day>, Query, description = "The day that has begun in the retailer's world where it is left out")),
    responses((status = 200, body = LabourNeedsDocument), Problems))]
async fn get_labour_needs(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let site = query.one::<SiteId>("site")?.ok_or_else(|| Problem::invalid("site", "say which site"))?;
    let date = query.one::<Day>("date")?;
    query.end()?;
    switched_on(&app)?;
    caller.at(&site)?;
    let (site, targets) = {
        let replica = app.read();
        let site = known_site(&replica.machine, &site)?;
        let roster = replica.machine.intelligence.labour().roster(&site);
        (site.clone(), roster.map(|roster| roster.targets).unwrap_or_default())
    };
    let door = app.labour.clone().ok_or_else(crate::models::off)?;
    let date = date.or_else(|| door.today()).ok_or_else(|| nobody_seen(&site))?;
    let told = door.day(&site, date, &targets).ok_or_else(|| nobody_seen(&site))?;
    let rounded = |at: usize| told.shoppers.iter().map(|all| (all[at] * 1e3).round() / 1e3).collect();
    Ok(axum::Json(LabourNeedsDocument {
        shoppers: rounded(0),
        shoppers_low: rounded(1),
        shoppers_high: rounded(2),
        site,
        date,
        current_to: told.current_to,
        model: told.model,
        version: told.version,
        came: told.came,
        quarter_now: told.now,
        orders: told.orders.iter().map(|orders| (orders * 1e3).round() / 1e3).collect(),
        service_seconds: told.service_seconds,
        needs: told.needs,
    })
    .into_response())
}

fn nobody_seen(site: &SiteId) -> Problem {
    let detail =
        format!("nothing was sold at a till of {site} yet, so nobody is expected; send its sales first");
    Problem::new(StatusCode::CONFLICT, "wrong-state", "It cannot be done as things stand", detail)
}

/// Search shifts for a day: who works when and at what, so that what is needed is covered at the least cost. The plan is not in
/// force before it is accepted.
#[utoipa::path(post, path = "/v1/labour/plans", tag = "intelligence", request_body = PlanShiftsBody,
    responses((status = 201, body = ShiftPlanDocument), Problems))]
async fn plan_shifts(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<PlanShiftsBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let PlanShiftsBody { site, date } = body.value;
    caller.at(&site)?;
    let call = Call::new(&app, &caller, "shifts.plan", &headers, &body.bytes)?;
    let door = app.labour.clone().ok_or_else(crate::models::off)?;
    let (roster, planning) = {
        let replica = app.read();
        let labour = replica.machine.intelligence.labour();
        let site = known_site(&replica.machine, &site)?;
        let roster = labour.roster(&site).cloned().ok_or_else(|| Problem::not_found("roster", &site))?;
        let planning = labour.planning(&site, date).ok_or_else(|| Problem::not_found("roster", &site))?;
        (roster, planning)
    };
    let site = roster.site.clone();
    let told = door.day(&site, date, &roster.targets).ok_or_else(|| nobody_seen(&site))?;
    let room = app.plan_in_turn().await;
    let search = move || {
        let plan = door.plan(&roster, date, &planning, &told);
        drop(room);
        plan
    };
    let plan = tokio::task::spawn_blocking(search).await.map_err(Problem::fault)?;
    let answer = || match plan_of(&app, &site, date) {
        Ok(document) => (StatusCode::CREATED, axum::Json(document)).into_response(),
        Err(problem) => problem.into_response(),
    };
    let command = realtail_platform::Command::Intelligence(Command::PlanShifts(Box::new(plan)));
    call.run(command, |_, _| answer(), answer).await
}

/// Plans of shifts, by site and day. Who works when is for those who work there too; what each earns is not in it.
#[utoipa::path(get, path = "/v1/labour/plans", tag = "intelligence",
    params(("site" = Option<SiteId>, Query), ("from" = Option<Day>, Query),
        ("until" = Option<Day>, Query, description = "The day behind the last one"),
        ("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = ShiftPlanPage), Problems))]
async fn list_shift_plans(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let site = caller.bounded(query.one::<SiteId>("site")?)?;
    let (from, until) = (query.one::<Day>("from")?, query.one::<Day>("until")?);
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    switched_on(&app)?;
    if let (Some(from), Some(until)) = (from, until)
        && !(1..=DAYS_MAX).contains(&(until.number() - from.number()))
    {
        return Err(Problem::invalid("until", format!("give 1 to {DAYS_MAX} days after from")));
    }
    let replica = app.read();
    let plans = replica.machine.intelligence.labour().plans(site.as_ref()).filter(|known| {
        from.is_none_or(|from| known.plan.day >= from) && until.is_none_or(|until| known.plan.day < until)
    });
    let (found, next_cursor) = crate::price::page(plans, cursor, limit);
    let plans = found.into_iter().map(document).collect();
    Ok(axum::Json(ShiftPlanPage { plans, next_cursor }).into_response())
}

/// The plan of a day.
#[utoipa::path(get, path = "/v1/labour/plans/{site}/{date}", tag = "intelligence",
    params(("site" = SiteId, Path), ("date" = Day, Path)),
    responses((status = 200, body = ShiftPlanDocument), Problems))]
async fn get_shift_plan(
    State(app): State<App>,
    caller: Caller,
    Segment((site, date)): Segment<(SiteId, Day)>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    caller.at(&site)?;
    switched_on(&app)?;
    Ok(axum::Json(plan_of(&app, &site, date)?).into_response())
}

/// Put a day's shifts in force: as they were planned, or changed. Both keep the roster's hours, contracts, breaks and rest; what
/// does not is refused, and says which rule it breaks.
#[utoipa::path(post, path = "/v1/labour/plans/{site}/{date}/accept", tag = "intelligence",
    request_body = AcceptShiftsBody, params(("site" = SiteId, Path), ("date" = Day, Path)),
    responses((status = 200, body = ShiftPlanDocument), Problems))]
async fn accept_shifts(
    State(app): State<App>,
    mut caller: Caller,
    Segment((site, date)): Segment<(SiteId, Day)>,
    headers: HeaderMap,
    body: Json<AcceptShiftsBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&site)?;
    let before = plan_of(&app, &site, date)?;
    // It answers the plan, so that the trace goes on from there.
    if caller.cause.is_none() {
        caller.cause = Some(app.cause(before.position).await?);
    }
    let call = Call::new(&app, &caller, "shifts.accept", &headers, &body.bytes)?;
    let by = Word::new(caller.key.as_str()).map_err(Problem::fault)?;
    let command = Command::AcceptShifts(site.clone(), date, body.value.shifts, by);
    let answer = || match plan_of(&app, &site, date) {
        Ok(document) => axum::Json(document).into_response(),
        Err(problem) => problem.into_response(),
    };
    call.run(realtail_platform::Command::Intelligence(command), |_, _| answer(), answer).await
}

/// Sites at which more lanes are needed soon than are open, as of now.
#[utoipa::path(get, path = "/v1/labour/lanes", tag = "intelligence", params(("site" = Option<SiteId>, Query)),
    responses((status = 200, body = ShortLanesPage), Problems))]
async fn list_short_lanes(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let site = caller.bounded(query.one::<SiteId>("site")?)?;
    query.end()?;
    switched_on(&app)?;
    let replica = app.read();
    let all = replica.machine.intelligence.labour().all_short();
    let wanted = all.filter(|short| site.as_ref().is_none_or(|site| short.advice.site == *site));
    let told = |short: &KnownShort| ShortLanesDocument {
        advice: short.advice.clone(),
        advised_at: short.advised_at,
        position: short.position,
    };
    Ok(axum::Json(ShortLanesPage { sites: wanted.map(told).collect() }).into_response())
}

/// Sites whose people are planned.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct StaffedSitesPage {
    sites: Vec<StaffedSite>,
}

/// A site that has a roster.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct StaffedSite {
    site: SiteId,
    /// How many people can work there.
    people: usize,
}

/// Sites that have a roster, by name.
#[utoipa::path(get, path = "/v1/labour/sites", tag = "intelligence",
    responses((status = 200, body = StaffedSitesPage), Problems))]
async fn list_staffed_sites(
    State(app): State<App>,
    caller: Caller,
    query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    let own = caller.bounded(None)?;
    switched_on(&app)?;
    let replica = app.read();
    let rosters = replica.machine.intelligence.labour().rosters();
    let wanted = rosters.filter(|roster| own.as_ref().is_none_or(|site| roster.site == *site));
    let told = |roster: &Roster| StaffedSite { site: roster.site.clone(), people: roster.people.len() };
    Ok(axum::Json(StaffedSitesPage { sites: wanted.map(told).collect() }).into_response())
}

/// People needed, by role.
#[must_use]
pub fn needed_people(needs: [Vec<u32>; 3]) -> Vec<NeededPeople> {
    LabourRole::ALL.into_iter().zip(needs).map(|(role, people)| NeededPeople { role, people }).collect()
}
