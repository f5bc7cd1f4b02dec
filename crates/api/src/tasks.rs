//! What associates are to do: tasks of a site, and waves that spare them walking.

use crate::app::App;
use crate::body::{Query, Segment};
use crate::caller::{Caller, Deed};
use crate::orders::{Doing, may_serve};
use crate::problem::{Problem, Problems};
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Instant, ItemId, Label, OrderId, SiteId, Word, ZoneId};
use realtail_omnichannel::order::{Claim, HandOver, OrderCommand, Pick, Reject, Ship, Stage, Task, TaskKind};
use realtail_omnichannel::{ItemNo, Omnichannel, SiteNo};
use realtail_vocabulary::{DeliveryMethod, ZoneKind};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Orders that are walked for at once.
const WAVE_ORDERS_MAX: usize = 8;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(claim))
        .routes(routes!(done))
        .routes(routes!(cannot))
        .routes(routes!(waves))
}

/// Something an associate is to do.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TaskDocument {
    task: String,
    kind: TaskKind,
    /// `open` or `claimed`.
    #[schema(value_type = String)]
    state: &'static str,
    site: SiteId,
    order: OrderId,
    fulfilment: u16,
    method: DeliveryMethod,
    since: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<Instant>,
    late: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Word>,
    /// Where picked goods lie.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Label>,
    /// Where the shopper waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    bay: Option<Word>,
    /// What, in the order of the walk.
    lines: Vec<TaskLine>,
}

#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct TaskLine {
    line: u16,
    item: ItemId,
    name: Label,
    quantity: i64,
    /// Where it is likeliest to be found.
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<ZoneId>,
    /// How sure the book is, 0 to 1.
    confidence: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    substitutes: Vec<ItemId>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TaskList {
    as_of: Instant,
    tasks: Vec<TaskDocument>,
}

/// One walk through a site for several orders.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Wave {
    wave: usize,
    site: SiteId,
    /// The earliest time limit of its tasks.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<Instant>,
    /// The tasks, each with a place on the trolley.
    tasks: Vec<String>,
    /// The stops, zone by zone.
    stops: Vec<Stop>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Stop {
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<ZoneId>,
    item: ItemId,
    name: Label,
    /// For all orders of the wave together.
    quantity: i64,
    parts: Vec<StopPart>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct StopPart {
    task: String,
    line: u16,
    quantity: i64,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct WaveList {
    as_of: Instant,
    waves: Vec<Wave>,
}

#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClaimBody {
    /// A badge or a device; the API key's name where nothing is said.
    by: Option<Word>,
}

/// What a task came to. Which fields count depends on its kind.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DoneBody {
    by: Option<Word>,
    /// Pick: what was found, line by line; all where nothing is said.
    lines: Option<Vec<DoneLine>>,
    /// Stage: where it lies.
    place: Option<Label>,
    /// Hand over: the code that the shopper shows.
    code: Option<Word>,
    /// Ship: the carrier.
    carrier: Option<Word>,
    /// Ship: the carrier's number.
    tracking: Option<Word>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DoneLine {
    line: u16,
    #[schema(minimum = 0)]
    picked: i64,
    substitute: Option<ItemId>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CannotBody {
    /// `not_found`, `damaged`, `too_busy`, `closed`, or the site's own word.
    reason: Word,
    by: Option<Word>,
}

/// Where most of an item stands that is for sale, and how early a walk through the zones as they are listed comes there.
fn zone_of(state: &Omnichannel, item: ItemNo, site: SiteNo) -> (usize, Option<ZoneId>) {
    let Some(cell) = state.stock.cell(item, site) else { return (usize::MAX, None) };
    let zones = &state.catalogue.site(site).zones;
    let on_the_way = |zone: &ZoneId| {
        let walk = |kind| !matches!(kind, ZoneKind::Pickup | ZoneKind::Checkout | ZoneKind::Exit);
        zones.iter().position(|known| known.zone == *zone && walk(known.kind))
    };
    let stand = state.stock.places(cell).into_iter().filter(|p| p.condition.is_sellable() && p.quantity > 0);
    let found = stand.filter_map(|place| Some((place.quantity, on_the_way(place.zone.as_ref()?)?)));
    let best = found.max_by_key(|(units, n)| (*units, std::cmp::Reverse(*n)));
    best.map_or((usize::MAX, None), |(_, n)| (n, Some(zones[n].zone.clone())))
}

fn lines_of(state: &Omnichannel, task: &Task) -> Vec<TaskLine> {
    let site = task.fulfilment.site;
    let back = task.fulfilment.put_back.iter().map(|(line, item, units)| (*line, *item, *units));
    let own = task.fulfilment.lines.iter().map(|line| (line.line, line.item, line.units));
    let wanted: Vec<_> = if task.kind == TaskKind::PutBack { back.collect() } else { own.collect() };
    let line = |(line, no, quantity): (u16, ItemNo, i64)| {
        let item = state.catalogue.item(no);
        let (walk, zone) = zone_of(state, no, site);
        let substitutes = task.order.line(line).map(|line| &line.substitutes[..]).unwrap_or_default();
        let line = TaskLine {
            line,
            item: item.item.clone(),
            name: item.name.clone(),
            quantity,
            zone,
            confidence: state.availability(no, site, None, task.fulfilment.since).confidence,
            substitutes: substitutes.iter().map(|no| state.catalogue.item(*no).item.clone()).collect(),
        };
        (walk, line)
    };
    let mut lines: Vec<_> = wanted.into_iter().map(line).collect();
    lines.sort_by(|(a, x), (b, y)| (a, &x.item).cmp(&(b, &y.item)));
    lines.into_iter().map(|(_, line)| line).collect()
}

fn document(state: &Omnichannel, task: &Task) -> TaskDocument {
    let fulfilment = task.fulfilment;
    TaskDocument {
        task: task.name(),
        kind: task.kind,
        state: if task.is_claimed() { "claimed" } else { "open" },
        site: state.catalogue.site(fulfilment.site).site.clone(),
        order: task.order.order.clone(),
        fulfilment: fulfilment.number,
        method: fulfilment.method,
        since: fulfilment.since,
        due_at: task.due_at(),
        late: fulfilment.late,
        by: fulfilment.by.clone().filter(|_| task.is_claimed()),
        place: fulfilment.place.clone(),
        bay: fulfilment.bay.clone(),
        lines: lines_of(state, task),
    }
}

fn site_no(state: &Omnichannel, caller: &Caller, site: &SiteId) -> Result<SiteNo, Problem> {
    caller.at(site)?;
    let no = state.catalogue.site_no(site);
    no.map_err(|refusal| Problem::from(&realtail_platform::Refusal::from(refusal)))
}

/// What associates of a site are to do, the most urgent first.
#[utoipa::path(get, path = "/v1/tasks", tag = "tasks",
    params(("site" = SiteId, Query), ("kind" = Option<String>, Query), ("state" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = TaskList), Problems))]
async fn list(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let site = query.one::<SiteId>("site")?;
    let site = site.ok_or_else(|| Problem::malformed("name the site: ?site=").with("field", "site"))?;
    let (kind, state) = (query.one::<String>("kind")?, query.one::<String>("state")?);
    let limit = query.limit()?;
    query.end()?;
    if kind.as_deref().is_some_and(|kind| !KINDS.iter().any(|known| known.as_str() == kind)) {
        let known = KINDS.map(TaskKind::as_str).join(", ");
        return Err(Problem::malformed(format!("kind is one of {known}")).with("field", "kind"));
    }
    if state.as_deref().is_some_and(|state| !["open", "claimed"].contains(&state)) {
        return Err(Problem::malformed("state is open or claimed").with("field", "state"));
    }
    let replica = app.read();
    let machine = &replica.machine.omnichannel;
    let no = site_no(machine, &caller, &site)?;
    let wanted = |task: &Task| {
        kind.as_deref().is_none_or(|kind| kind == task.kind.as_str())
            && state.as_deref().is_none_or(|state| (state == "claimed") == task.is_claimed())
    };
    let mut tasks: Vec<Task> = machine.orders.tasks(no).filter(wanted).collect();
    tasks.sort_by_key(urgency);
    tasks.truncate(limit);
    let tasks = tasks.iter().map(|task| document(machine, task)).collect();
    drop(replica);
    Ok(axum::Json(TaskList { as_of: app.handle.now(), tasks }).into_response())
}

const KINDS: [TaskKind; 5] =
    [TaskKind::Pick, TaskKind::Stage, TaskKind::HandOver, TaskKind::Ship, TaskKind::PutBack];

/// Who waits in person comes first; then what is due first.
fn urgency(task: &Task) -> (bool, bool, Instant) {
    let somebody_waits = task.fulfilment.bay.is_some() || task.kind == TaskKind::HandOver;
    let due_at = task.due_at().unwrap_or_else(|| task.fulfilment.since.plus_ms(86_400_000));
    (!somebody_waits, !task.fulfilment.late, due_at)
}

/// Walks through a site, each for several orders, zone by zone; the most urgent first.
#[utoipa::path(get, path = "/v1/waves", tag = "tasks", params(("site" = SiteId, Query)),
    responses((status = 200, body = WaveList), Problems))]
async fn waves(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let site = query.one::<SiteId>("site")?;
    let site = site.ok_or_else(|| Problem::malformed("name the site: ?site=").with("field", "site"))?;
    query.end()?;
    let replica = app.read();
    let machine = &replica.machine.omnichannel;
    let no = site_no(machine, &caller, &site)?;
    let open = |task: &Task| task.kind == TaskKind::Pick && !task.is_claimed();
    let mut tasks: Vec<Task> = machine.orders.tasks(no).filter(open).collect();
    tasks.sort_by_key(urgency);
    let waves =
        tasks.chunks(WAVE_ORDERS_MAX).enumerate().map(|(n, tasks)| wave(machine, n + 1, &site, no, tasks));
    let waves = waves.collect();
    drop(replica);
    Ok(axum::Json(WaveList { as_of: app.handle.now(), waves }).into_response())
}

fn wave(state: &Omnichannel, wave: usize, site: &SiteId, no: SiteNo, tasks: &[Task]) -> Wave {
    let mut stops: Vec<(usize, Stop)> = Vec::new();
    for task in tasks {
        for line in &task.fulfilment.lines {
            let item = state.catalogue.item(line.item);
            let part = StopPart { task: task.name(), line: line.line, quantity: line.units };
            match stops.iter_mut().find(|(_, stop)| stop.item == item.item) {
                Some((_, stop)) => {
                    stop.quantity += line.units;
                    stop.parts.push(part);
                }
                None => {
                    let (walk, zone) = zone_of(state, line.item, no);
                    let (item, name) = (item.item.clone(), item.name.clone());
                    stops.push((walk, Stop { zone, item, name, quantity: line.units, parts: vec![part] }));
                }
            }
        }
    }
    stops.sort_by(|(a, x), (b, y)| (a, &x.zone, &x.item).cmp(&(b, &y.zone, &y.item)));
    Wave {
        wave,
        site: site.clone(),
        due_at: tasks.iter().filter_map(Task::due_at).min(),
        tasks: tasks.iter().map(Task::name).collect(),
        stops: stops.into_iter().map(|(_, stop)| stop).collect(),
    }
}

/// A task's name: `ORDER-NUMBER:KIND`.
struct TaskName {
    order: OrderId,
    fulfilment: u16,
    kind: TaskKind,
}

impl<'de> Deserialize<'de> for TaskName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<TaskName, D::Error> {
        let text = String::deserialize(deserializer)?;
        let read = || {
            let (fulfilment, kind) = text.rsplit_once(':')?;
            let (order, number) = fulfilment.rsplit_once('-')?;
            let kind = KINDS.into_iter().find(|known| known.as_str() == kind)?;
            Some(TaskName { order: OrderId::new(order).ok()?, fulfilment: number.parse().ok()?, kind })
        };
        read().ok_or_else(|| serde::de::Error::custom(format!("{text:?} is no task; take it from /v1/tasks")))
    }
}

/// Take a task on, so that two do not walk for the same goods.
#[utoipa::path(post, path = "/v1/tasks/{task}/claim", tag = "tasks", request_body = Option<ClaimBody>,
    params(("task" = String, Path)),
    responses((status = 200, body = crate::orders::OrderDocument), Problems))]
async fn claim(
    State(app): State<App>,
    caller: Caller,
    Segment(TaskName { order, fulfilment, kind }): Segment<TaskName>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let (ClaimBody { by }, bytes) = crate::orders::optional::<ClaimBody>(&headers, body).await?;
    may_serve(&app, &caller, &order, fulfilment)?;
    if kind != TaskKind::Pick {
        return Err(Problem::invalid("task", "only picks are claimed; the rest is done where the goods lie"));
    }
    let command = Claim { order: order.clone(), fulfilment, by: crate::orders::by(by, &caller)? };
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &bytes }
        .fulfilment(&order, fulfilment, "task.claim", OrderCommand::Claim(command))
        .await
}

/// Say that a task is done.
#[utoipa::path(post, path = "/v1/tasks/{task}/done", tag = "tasks", request_body = Option<DoneBody>,
    params(("task" = String, Path)),
    responses((status = 200, body = crate::orders::OrderDocument), Problems))]
async fn done(
    State(app): State<App>,
    caller: Caller,
    Segment(TaskName { order, fulfilment, kind }): Segment<TaskName>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let (body, bytes) = crate::orders::optional::<DoneBody>(&headers, body).await?;
    let command = as_command(body, &caller, &order, fulfilment, kind)?;
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &bytes }
        .fulfilment(&order, fulfilment, "task.done", command)
        .await
}

fn as_command(
    body: DoneBody,
    caller: &Caller,
    order: &OrderId,
    fulfilment: u16,
    kind: TaskKind,
) -> Result<OrderCommand, Problem> {
    let DoneBody { by, lines, place, code, carrier, tracking } = body;
    let (by, order) = (crate::orders::by(by, caller)?, order.clone());
    let missing = |field: &str| Problem::invalid(field, format!("say which {field}"));
    Ok(match kind {
        TaskKind::Pick => {
            let found = |line: DoneLine| realtail_omnichannel::order::Found {
                line: line.line,
                picked: line.picked,
                substitute: line.substitute,
            };
            let lines = lines.map(|lines| lines.into_iter().map(found).collect());
            OrderCommand::Pick(Pick { order, fulfilment, by, lines })
        }
        TaskKind::Stage => {
            let place = place.ok_or_else(|| missing("place"))?;
            OrderCommand::Stage(Stage { order, fulfilment, by, place })
        }
        TaskKind::HandOver => OrderCommand::HandOver(HandOver { order, fulfilment, by, code, name: None }),
        TaskKind::Ship => {
            let carrier = carrier.ok_or_else(|| missing("carrier"))?;
            OrderCommand::Ship(Ship { order, fulfilment, by, carrier, tracking })
        }
        TaskKind::PutBack => OrderCommand::PutBack(order, fulfilment, by),
    })
}

/// Say that a task cannot be done: another site is asked at once.
#[utoipa::path(post, path = "/v1/tasks/{task}/cannot", tag = "tasks", request_body = CannotBody,
    params(("task" = String, Path)),
    responses((status = 200, body = crate::orders::OrderDocument), Problems))]
async fn cannot(
    State(app): State<App>,
    caller: Caller,
    Segment(TaskName { order, fulfilment, .. }): Segment<TaskName>,
    headers: HeaderMap,
    body: crate::body::Json<CannotBody>,
) -> Result<Response, Problem> {
    let crate::body::Json { value: CannotBody { reason, by }, bytes } = body;
    let by = crate::orders::by(by, &caller)?;
    let command = Reject { order: order.clone(), fulfilment, by, reason, lines: None };
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &bytes }
        .fulfilment(&order, fulfilment, "task.cannot", OrderCommand::Reject(command))
        .await
}
