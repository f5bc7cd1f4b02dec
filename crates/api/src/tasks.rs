//! What associates are to do: tasks of a site, and waves that spare them walking.

mod floor;
mod waves;

use crate::app::App;
use crate::body::{Query, Segment};
use crate::caller::{Caller, Deed};
use crate::orders::{Doing, may_serve};
use crate::problem::{Problem, Problems};
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{
    Instant, ItemId, Label, LotId, OrderId, Position, ShipmentId, SiteId, TaskId, Word, ZoneId,
};
use realtail_omnichannel::order::{Claim, HandOver, OrderCommand, Pick, Reject, Ship, Stage, Task, TaskKind};
use realtail_omnichannel::task::{KnownTask, TaskCommand};
use realtail_omnichannel::{ItemNo, Omnichannel, SiteNo};
use realtail_vocabulary::{DeliveryMethod, FloorTaskKind, ZoneKind};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(claim))
        .routes(routes!(done))
        .routes(routes!(cannot))
        .merge(waves::routes())
}

/// What is to be done: for an order, or beside orders.
#[derive(Clone, Copy, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub(crate) enum AnyKind {
    Order(TaskKind),
    Floor(FloorTaskKind),
}

impl AnyKind {
    fn as_str(self) -> &'static str {
        match self {
            AnyKind::Order(kind) => kind.as_str(),
            AnyKind::Floor(kind) => kind.as_str(),
        }
    }

    fn all() -> impl Iterator<Item = AnyKind> {
        KINDS.into_iter().map(AnyKind::Order).chain(FloorTaskKind::ALL.into_iter().map(AnyKind::Floor))
    }
}

/// Something an associate is to do.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TaskDocument {
    task: String,
    kind: AnyKind,
    /// `open` or `claimed`; in the answer to a step beside orders also `done`, `not_done` or `withdrawn`.
    #[schema(value_type = String)]
    state: &'static str,
    site: SiteId,
    /// The order that it is for; nothing where it is for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<OrderId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fulfilment: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<DeliveryMethod>,
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
    /// Where goods for a shelf stand, or those to be looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<ZoneId>,
    /// Where they are wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<ZoneId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lot: Option<LotId>,
    /// The shipment that goods are to leave in, where they go to another site.
    #[serde(skip_serializing_if = "Option::is_none")]
    shipment: Option<ShipmentId>,
    /// Why, and why so many, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Label>,
    /// The log entry that raised it. What is done for the task has it as its cause, where no header `Realtail-Cause` says
    /// another.
    #[serde(skip_serializing_if = "Option::is_none")]
    raised_by: Option<Position>,
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

#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClaimBody {
    /// A badge or a device; the API key's name where nothing is said.
    by: Option<Word>,
}

/// A step with an order's task shows the order; one with another task shows the task.
#[derive(utoipa::ToSchema)]
#[serde(untagged)]
#[expect(dead_code, clippy::large_enum_variant, reason = "only its shape is told")]
pub(crate) enum TaskAnswer {
    Order(crate::orders::OrderDocument),
    Task(TaskDocument),
}

/// What a task came to. Which fields count depends on its kind.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DoneBody {
    by: Option<Word>,
    /// Pick: what was found, line by line; all where nothing is said.
    lines: Option<Vec<DoneLine>>,
    /// Replenish: how many units were brought; inspect: how many were looked at. All where nothing is said.
    #[schema(minimum = 1)]
    quantity: Option<i64>,
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
        kind: AnyKind::Order(task.kind),
        state: if task.is_claimed() { "claimed" } else { "open" },
        site: state.catalogue.site(fulfilment.site).site.clone(),
        order: Some(task.order.order.clone()),
        fulfilment: Some(fulfilment.number),
        method: Some(fulfilment.method),
        since: fulfilment.since,
        due_at: task.due_at(),
        late: fulfilment.late,
        by: fulfilment.by.clone().filter(|_| task.is_claimed()),
        place: fulfilment.place.clone(),
        bay: fulfilment.bay.clone(),
        from: None,
        to: None,
        lot: None,
        shipment: None,
        reason: None,
        raised_by: Some(fulfilment.raised_by.entry),
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
    if kind.as_deref().is_some_and(|kind| !AnyKind::all().any(|known| known.as_str() == kind)) {
        let known = AnyKind::all().map(AnyKind::as_str).collect::<Vec<_>>().join(", ");
        return Err(Problem::malformed(format!("kind is one of {known}")).with("field", "kind"));
    }
    if state.as_deref().is_some_and(|state| !["open", "claimed"].contains(&state)) {
        return Err(Problem::malformed("state is open or claimed").with("field", "state"));
    }
    let replica = app.read();
    let machine = &replica.machine.omnichannel;
    let no = site_no(machine, &caller, &site)?;
    let as_of = app.handle.now();
    let wanted = |task: &AnyTask| {
        kind.as_deref().is_none_or(|kind| kind == task.kind().as_str())
            && state.as_deref().is_none_or(|state| (state == "claimed") == task.is_claimed())
    };
    let of_orders = machine.orders.tasks(no).map(AnyTask::Order);
    let of_floor = machine.tasks.at(no).map(AnyTask::Floor);
    let mut tasks: Vec<AnyTask> = of_orders.chain(of_floor).filter(wanted).collect();
    tasks.sort_by_key(|task| match task {
        AnyTask::Order(task) => urgency(task),
        // A shelf makes nobody wait who could be named.
        AnyTask::Floor(known) => {
            (true, known.task.due_at.is_none_or(|due| due >= as_of), floor::due_at(known))
        }
    });
    tasks.truncate(limit);
    let shown = |task: &AnyTask| match task {
        AnyTask::Order(task) => document(machine, task),
        AnyTask::Floor(known) => floor::document(machine, known, as_of),
    };
    let tasks = tasks.iter().map(shown).collect();
    drop(replica);
    Ok(axum::Json(TaskList { as_of, tasks }).into_response())
}

/// Something to be done for an order, or beside orders.
enum AnyTask<'a> {
    Order(Task<'a>),
    Floor(&'a KnownTask),
}

impl AnyTask<'_> {
    fn kind(&self) -> AnyKind {
        match self {
            AnyTask::Order(task) => AnyKind::Order(task.kind),
            AnyTask::Floor(known) => AnyKind::Floor(known.task.kind),
        }
    }

    fn is_claimed(&self) -> bool {
        match self {
            AnyTask::Order(task) => task.is_claimed(),
            AnyTask::Floor(known) => floor::is_claimed(known),
        }
    }
}

const KINDS: [TaskKind; 5] =
    [TaskKind::Pick, TaskKind::Stage, TaskKind::HandOver, TaskKind::Ship, TaskKind::PutBack];

/// Who waits in person comes first; then what is due first.
fn urgency(task: &Task) -> (bool, bool, Instant) {
    let somebody_waits = task.fulfilment.bay.is_some() || task.kind == TaskKind::HandOver;
    let due_at = task.due_at().unwrap_or_else(|| task.fulfilment.since.plus_ms(86_400_000));
    (!somebody_waits, !task.fulfilment.late, due_at)
}

/// A task's name: `ORDER-NUMBER:KIND` for an order's, `KIND-NUMBER` for others.
enum TaskName {
    Order(OfOrder),
    Floor(TaskId),
}

struct OfOrder {
    order: OrderId,
    fulfilment: u16,
    kind: TaskKind,
}

impl<'de> Deserialize<'de> for TaskName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<TaskName, D::Error> {
        let text = String::deserialize(deserializer)?;
        let read = || {
            let Some((fulfilment, kind)) = text.rsplit_once(':') else {
                let (kind, _) = text.rsplit_once('-')?;
                let is_known = FloorTaskKind::ALL.into_iter().any(|known| known.as_str() == kind);
                return is_known.then(|| TaskId::new(&text).ok().map(TaskName::Floor)).flatten();
            };
            let (order, number) = fulfilment.rsplit_once('-')?;
            let kind = KINDS.into_iter().find(|known| known.as_str() == kind)?;
            let (order, fulfilment) = (OrderId::new(order).ok()?, number.parse().ok()?);
            Some(TaskName::Order(OfOrder { order, fulfilment, kind }))
        };
        read().ok_or_else(|| serde::de::Error::custom(format!("{text:?} is no task; take it from /v1/tasks")))
    }
}

/// Take a task on, so that two do not walk for the same goods.
#[utoipa::path(post, path = "/v1/tasks/{task}/claim", tag = "tasks", request_body = Option<ClaimBody>,
    params(("task" = String, Path)),
    responses((status = 200, body = TaskAnswer), Problems))]
async fn claim(
    State(app): State<App>,
    caller: Caller,
    Segment(name): Segment<TaskName>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let (ClaimBody { by }, bytes) = crate::orders::optional::<ClaimBody>(&headers, body).await?;
    let OfOrder { order, fulfilment, kind } = match name {
        TaskName::Order(of_order) => of_order,
        TaskName::Floor(task) => {
            let command = TaskCommand::Claim(task.clone(), crate::orders::by(by, &caller)?);
            let (app, caller, headers, bytes, task) = (&app, &caller, &headers, &bytes, &task);
            return floor::Step { app, caller, headers, bytes, task }.go("task.claim", command).await;
        }
    };
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
    responses((status = 200, body = TaskAnswer), Problems))]
async fn done(
    State(app): State<App>,
    caller: Caller,
    Segment(name): Segment<TaskName>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let (body, bytes) = crate::orders::optional::<DoneBody>(&headers, body).await?;
    let OfOrder { order, fulfilment, kind } = match name {
        TaskName::Order(of_order) => of_order,
        TaskName::Floor(task) => {
            let by = crate::orders::by(body.by.clone(), &caller)?;
            let command = floor::done(body, &task, by)?;
            let (app, caller, headers, bytes, task) = (&app, &caller, &headers, &bytes, &task);
            return floor::Step { app, caller, headers, bytes, task }.go("task.done", command).await;
        }
    };
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
    let DoneBody { by, lines, quantity, place, code, carrier, tracking } = body;
    if quantity.is_some() {
        return Err(Problem::invalid("quantity", "is for tasks beside orders; a pick tells its lines"));
    }
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

/// Say that a task cannot be done: of an order's, another site is asked at once.
#[utoipa::path(post, path = "/v1/tasks/{task}/cannot", tag = "tasks", request_body = CannotBody,
    params(("task" = String, Path)),
    responses((status = 200, body = TaskAnswer), Problems))]
async fn cannot(
    State(app): State<App>,
    caller: Caller,
    Segment(name): Segment<TaskName>,
    headers: HeaderMap,
    body: crate::body::Json<CannotBody>,
) -> Result<Response, Problem> {
    let crate::body::Json { value: CannotBody { reason, by }, bytes } = body;
    let by = crate::orders::by(by, &caller)?;
    let OfOrder { order, fulfilment, .. } = match name {
        TaskName::Order(of_order) => of_order,
        TaskName::Floor(task) => {
            let command = TaskCommand::NotDone(task.clone(), by, reason);
            let (app, caller, headers, bytes, task) = (&app, &caller, &headers, &bytes, &task);
            return floor::Step { app, caller, headers, bytes, task }.go("task.cannot", command).await;
        }
    };
    let command = Reject { order: order.clone(), fulfilment, by, reason, lines: None };
    Doing { app: &app, caller: &caller, headers: &headers, bytes: &bytes }
        .fulfilment(&order, fulfilment, "task.cannot", OrderCommand::Reject(command))
        .await
}
