//! Bays of shelves over HTTP: what is planned to stand where, what a camera saw of it, and stills that are looked at here.

mod look;

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::catalogue::the_name;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_devices::Command;
use realtail_devices::bays::KnownBay;
use realtail_kernel::{BayId, Instant, ItemId, SiteId, TaskId, ZoneId};
use realtail_platform::Retail;
use realtail_vocabulary::{Bay, BayShelf, BayView, DeviceKind, FloorTaskKind, ShelfLook};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use look::command as look_command;
pub use look::{SeenShelf, VisionDoor, VisionFault};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(put_planogram, get_planogram, delete_planogram))
        .routes(routes!(list_planograms))
        .merge(look::routes())
}

/// A planogram as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanogramBody {
    /// Its site, where it is given a second time.
    site: Option<SiteId>,
    /// Its name, where it is given a second time.
    bay: Option<BayId>,
    zone: Option<ZoneId>,
    /// How wide the bay is, in centimetres.
    #[schema(minimum = 1, maximum = 2000)]
    width_cm: u16,
    /// How high it is, in centimetres.
    #[schema(minimum = 1, maximum = 1000)]
    height_cm: u16,
    /// Its shelves, from the top.
    #[schema(min_items = 1, max_items = 20)]
    shelves: Vec<BayShelf>,
    /// Which cameras see it, and where in their pictures.
    #[serde(default)]
    #[schema(max_items = 8)]
    views: Vec<BayView>,
}

/// An item that is missing from a bay.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct GapDocument {
    item: ItemId,
    /// When it was first seen to be missing.
    since: Instant,
    /// Whether it is sure, and the store was told.
    told: bool,
    /// The open task to bring it from the backroom.
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<TaskId>,
}

/// A bay as it is planned, and what was seen of it last.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PlanogramDocument {
    #[serde(flatten)]
    bay: Bay,
    /// The last look at it since it was planned so.
    #[serde(skip_serializing_if = "Option::is_none")]
    look: Option<ShelfLook>,
    gaps: Vec<GapDocument>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Planograms {
    planograms: Vec<PlanogramDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

fn document(retail: &Retail, known: &KnownBay) -> PlanogramDocument {
    let stock = &retail.omnichannel;
    let task = |item: &ItemId| {
        let (item, site) =
            (stock.catalogue.item_no(item).ok()?, stock.catalogue.site_no(&known.bay.site).ok()?);
        let mut open = stock.tasks.of(item, site);
        open.find(|open| open.task.kind == FloorTaskKind::Replenish).map(|open| open.task.task.clone())
    };
    let gap = |(item, alarm, told): (&ItemId, realtail_devices::Alarm, bool)| GapDocument {
        item: item.clone(),
        since: alarm.since,
        told,
        task: task(item),
    };
    PlanogramDocument {
        bay: known.bay.clone(),
        look: known.look.clone(),
        gaps: known.gaps().map(gap).collect(),
    }
}

/// Plan a bay of shelves, or plan it otherwise. What was seen of it counts for what still stands there.
#[utoipa::path(put, path = "/v1/planograms/{site}/{bay}", tag = "devices", request_body = PlanogramBody,
    params(("site" = SiteId, Path), ("bay" = BayId, Path)), responses((status = 200, body = Bay), Problems))]
async fn put_planogram(
    State(app): State<App>,
    caller: Caller,
    Segment((site, bay)): Segment<(SiteId, BayId)>,
    headers: HeaderMap,
    body: Json<PlanogramBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&site)?;
    let call = Call::new(&app, &caller, "planogram.set", &headers, &body.bytes)?;
    let PlanogramBody { site: other, bay: named, zone, width_cm, height_cm, shelves, views } = body.value;
    let (site, bay) = (the_name("site", Some(site), other)?, the_name("bay", Some(bay), named)?);
    let bay = Bay { site, bay, zone, width_cm, height_cm, shelves, views };
    must_be_known(&app, &bay)?;
    let answer = || axum::Json(&bay).into_response();
    let command = Command::SetBay(Box::new(bay.clone()));
    call.run(realtail_platform::Command::Devices(command), |_, _| answer(), answer).await
}

/// Refuses sites, zones, items and cameras that nobody knows: what is missing would never be found out.
fn must_be_known(app: &App, bay: &Bay) -> Result<(), Problem> {
    let replica = app.read();
    let catalogue = &replica.machine.omnichannel.catalogue;
    let site = catalogue.site_no(&bay.site).map_err(|_| Problem::not_found("site", &bay.site))?;
    if let Some(zone) = &bay.zone
        && catalogue.zone_kind(site, zone).is_none()
    {
        let detail = format!("site {} has no zone {:?}; give it one first", bay.site, zone.as_str());
        return Err(Problem::invalid("zone", detail));
    }
    for (s, shelf) in bay.shelves.iter().enumerate() {
        for (p, place) in shelf.places.iter().enumerate() {
            if catalogue.item_no(&place.item).is_err() {
                let field = format!("shelves[{s}].places[{p}].item");
                return Err(Problem::invalid(&field, format!("there is no item {:?}", place.item.as_str())));
            }
        }
    }
    for view in &bay.views {
        let known = replica.machine.devices.registry.device(&view.camera);
        if !known.is_some_and(|known| known.kind == DeviceKind::Camera && known.site == bay.site) {
            let detail =
                format!("site {} has no camera {:?}; register it first", bay.site, view.camera.as_str());
            return Err(Problem::invalid("views", detail));
        }
    }
    Ok(())
}

/// Read the planogram of a bay, the last look at it, and what is missing from it.
#[utoipa::path(get, path = "/v1/planograms/{site}/{bay}", tag = "devices",
    params(("site" = SiteId, Path), ("bay" = BayId, Path)),
    responses((status = 200, body = PlanogramDocument), Problems))]
async fn get_planogram(
    State(app): State<App>,
    caller: Caller,
    Segment((site, bay)): Segment<(SiteId, BayId)>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    caller.at(&site)?;
    let replica = app.read();
    let known = replica.machine.devices.bays.bay(&site, &bay);
    let known = known.ok_or_else(|| Problem::not_found("planogram of bay", &bay))?;
    Ok(axum::Json(document(&replica.machine, known)).into_response())
}

/// Plan a bay no more. What was missing from it is missing no longer.
#[utoipa::path(delete, path = "/v1/planograms/{site}/{bay}", tag = "devices",
    params(("site" = SiteId, Path), ("bay" = BayId, Path)), responses((status = 204), Problems))]
async fn delete_planogram(
    State(app): State<App>,
    caller: Caller,
    Segment((site, bay)): Segment<(SiteId, BayId)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&site)?;
    let named = format!("{site}/{bay}");
    let call = Call::new(&app, &caller, "planogram.remove", &headers, named.as_bytes())?;
    let gone = || StatusCode::NO_CONTENT.into_response();
    let command = realtail_platform::Command::Devices(Command::RemoveBay(site, bay));
    call.run(command, |_, _| gone(), gone).await
}

/// List planograms by site and bay, each with the last look at it and what is missing from it.
#[utoipa::path(get, path = "/v1/planograms", tag = "devices",
    params(("site" = Option<SiteId>, Query), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = Planograms), Problems))]
async fn list_planograms(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let site = caller.bounded(query.one::<SiteId>("site")?)?;
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    let replica = app.read();
    let retail = &replica.machine;
    let found = retail.devices.bays.bays(site.as_ref());
    let (page, next_cursor) = crate::price::page(found, cursor, limit);
    let planograms = page.into_iter().map(|known| document(retail, known)).collect();
    Ok(axum::Json(Planograms { planograms, next_cursor }).into_response())
}
