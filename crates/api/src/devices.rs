//! Devices over HTTP: which there are, and when they were heard last.

pub(crate) mod seen;
mod tags;

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::catalogue::the_name;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_devices::{Command, Devices};
use realtail_kernel::{DeviceId, Instant, Label, SiteId, ZoneId};
use realtail_vocabulary::{Antenna, ClimatePlan, Device, DeviceKind, ShelfPlan};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(put_device, get_device, delete_device))
        .routes(routes!(list_devices))
        .merge(tags::routes())
}

/// A device as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeviceBody {
    /// Its name, where it is given a second time.
    device: Option<DeviceId>,
    kind: DeviceKind,
    site: SiteId,
    zone: Option<ZoneId>,
    name: Option<Label>,
    /// Of a reader: which antenna listens to which zone.
    #[serde(default)]
    #[schema(max_items = 256)]
    antennas: Vec<Antenna>,
    /// Of a reader that is connected to: its address, `HOST` or `HOST:PORT`, of the Low Level Reader Protocol.
    llrp: Option<Label>,
    shelf: Option<ShelfPlan>,
    climate: Option<ClimatePlan>,
    /// After so long without a word it is taken for silent, in milliseconds.
    #[schema(minimum = 1, maximum = 31_622_400_000_u64)]
    silent_after_ms: Option<u64>,
}

impl DeviceBody {
    fn named(self, name: DeviceId) -> Result<Device, Problem> {
        let device = the_name("device", Some(name), self.device)?;
        let DeviceBody { kind, site, zone, name, antennas, llrp, shelf, climate, silent_after_ms, .. } = self;
        Ok(Device { device, kind, site, zone, name, antennas, llrp, shelf, climate, silent_after_ms })
    }
}

/// A device, and how it is.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct DeviceDocument {
    #[serde(flatten)]
    device: Device,
    /// When it was heard last since the engine started, or before it fell silent.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_seen_at: Option<Instant>,
    /// Whether nothing was heard of it for longer than `silent_after_ms`.
    silent: bool,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct DevicePage {
    devices: Vec<DeviceDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

impl DeviceDocument {
    fn of(app: &App, devices: &Devices, device: &Device) -> DeviceDocument {
        let silent_since = devices.registry.silent_since(&device.device);
        DeviceDocument {
            last_seen_at: app.device_seen(&device.device).or(silent_since),
            silent: silent_since.is_some(),
            device: device.clone(),
        }
    }
}

/// Add or change a device.
#[utoipa::path(put, path = "/v1/devices/{device}", tag = "devices", request_body = DeviceBody,
    params(("device" = DeviceId, Path)), responses((status = 200, body = Device), Problems))]
async fn put_device(
    State(app): State<App>,
    caller: Caller,
    Segment(device): Segment<DeviceId>,
    headers: HeaderMap,
    body: Json<DeviceBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let device = body.value.named(device)?;
    must_stand_somewhere(&app, &device)?;
    let call = Call::new(&app, &caller, "device.set", &headers, &body.bytes)?;
    let answer = || axum::Json(device.clone()).into_response();
    let command = Command::Set(Box::new(device.clone()));
    call.run(realtail_platform::Command::Devices(command), |_, _| answer(), answer).await
}

/// Refuses sites, zones and items that the catalogue does not know: nobody would find out why nothing is heard of them.
fn must_stand_somewhere(app: &App, device: &Device) -> Result<(), Problem> {
    let replica = app.read();
    let catalogue = &replica.machine.omnichannel.catalogue;
    let no_site = |_| Problem::invalid("site", format!("there is no site {:?}", device.site.as_str()));
    let site = catalogue.site_no(&device.site).map_err(no_site)?;
    let must_be_there = |field: &str, zone: &ZoneId| {
        if catalogue.zone_kind(site, zone).is_some() {
            return Ok(());
        }
        let (site, zone) = (&device.site, zone.as_str());
        Err(Problem::invalid(field, format!("site {site} has no zone {zone:?}; give it one first")))
    };
    device.zone.iter().try_for_each(|zone| must_be_there("zone", zone))?;
    device.antennas.iter().try_for_each(|antenna| must_be_there("antennas", &antenna.zone))?;
    if let Some(shelf) = &device.shelf
        && catalogue.item_no(&shelf.item).is_err()
    {
        return Err(Problem::invalid("shelf.item", format!("there is no item {:?}", shelf.item.as_str())));
    }
    Ok(())
}

/// Read a device.
#[utoipa::path(get, path = "/v1/devices/{device}", tag = "devices",
    params(("device" = DeviceId, Path)), responses((status = 200, body = DeviceDocument), Problems))]
async fn get_device(
    State(app): State<App>,
    caller: Caller,
    Segment(name): Segment<DeviceId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    let devices = &replica.machine.devices;
    let device = devices.registry.device(&name).ok_or_else(|| Problem::not_found("device", &name))?;
    caller.at(&device.site)?;
    Ok(axum::Json(DeviceDocument::of(&app, devices, device)).into_response())
}

/// Take a device away.
#[utoipa::path(delete, path = "/v1/devices/{device}", tag = "devices",
    params(("device" = DeviceId, Path)), responses((status = 204), Problems))]
async fn delete_device(
    State(app): State<App>,
    caller: Caller,
    Segment(device): Segment<DeviceId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "device.remove", &headers, device.as_str().as_bytes())?;
    let gone = || StatusCode::NO_CONTENT.into_response();
    call.run(realtail_platform::Command::Devices(Command::Remove(device)), |_, _| gone(), gone).await
}

/// List devices, with when they were heard last and whether they are silent.
#[utoipa::path(get, path = "/v1/devices", tag = "devices",
    params(("site" = Option<SiteId>, Query), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = DevicePage), Problems))]
async fn list_devices(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let site = caller.bounded(query.one::<SiteId>("site")?)?;
    let (cursor, limit) = (query.one::<DeviceId>("cursor")?, query.limit()?);
    query.end()?;
    let replica = app.read();
    let all = &replica.machine.devices;
    let behind = |device: &&Device| cursor.as_ref().is_none_or(|cursor| device.device > *cursor);
    let wanted = |device: &&Device| site.as_ref().is_none_or(|site| device.site == *site);
    let mut found = all.registry.devices().filter(behind).filter(wanted).peekable();
    let devices: Vec<DeviceDocument> =
        found.by_ref().take(limit).map(|device| DeviceDocument::of(&app, all, device)).collect();
    let last = devices.last().map(|last| last.device.device.to_string());
    let next_cursor = last.filter(|_| found.peek().is_some());
    Ok(axum::Json(DevicePage { devices, next_cursor }).into_response())
}
