//! Waves: walks through a site that serve several orders at once.

use super::{site_no, urgency, zone_of};
use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Instant, ItemId, Label, SiteId, ZoneId};
use realtail_omnichannel::order::{Task, TaskKind};
use realtail_omnichannel::{Omnichannel, SiteNo};
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Orders that are walked for at once.
const WAVE_ORDERS_MAX: usize = 8;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(waves))
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
