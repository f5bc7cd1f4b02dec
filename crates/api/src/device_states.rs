//! How devices are over HTTP: what was read last, what is too warm or low, and since when.

use crate::app::App;
use crate::body::{Query, Segment};
use crate::caller::{Caller, Deed};
use crate::problem::{Problem, Problems};
use crate::readings::Measure;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_devices::{Alarm, shelf};
use realtail_kernel::{DeviceId, Instant, SiteId};
use realtail_platform::Retail;
use realtail_vocabulary::Device;
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_states)).routes(routes!(get_state))
}

/// What was read last, since this process started: readings are not logged, only what they come to.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct LastDocument {
    /// Of a thermometer.
    #[serde(skip_serializing_if = "Option::is_none")]
    celsius: Option<f64>,
    /// Of a shelf.
    #[serde(skip_serializing_if = "Option::is_none")]
    weight_g: Option<i64>,
    /// How many units that is, by its plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    units: Option<i64>,
    /// When, by the clock of the device.
    at: Instant,
    received_at: Instant,
}

/// Something that is out of bounds.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct AlertDocument {
    /// Since when.
    since: Instant,
    /// Whether the store was told.
    told: bool,
    /// When it is told, if no reading says otherwise before.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<Instant>,
}

/// How a device is.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct DeviceState {
    device: DeviceId,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<LastDocument>,
    /// Too warm.
    #[serde(skip_serializing_if = "Option::is_none")]
    too_warm: Option<AlertDocument>,
    /// Nearly empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<AlertDocument>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct DeviceStates {
    states: Vec<DeviceState>,
}

fn state_of(app: &App, retail: &Retail, known: &Device) -> DeviceState {
    let alert = |Alarm { since, due_at }: Alarm| AlertDocument { since, told: due_at.is_none(), due_at };
    let last = app.readings().last(&known.device).map(|last| {
        let (celsius, weight_g) = match last.measure {
            Measure::Celsius(celsius) => (Some(celsius), None),
            Measure::WeightG(weight_g) => (None, Some(weight_g)),
        };
        let units = weight_g.and_then(|weight_g| Some(shelf::units(known.shelf.as_ref()?, weight_g)));
        LastDocument { celsius, weight_g, units, at: last.at, received_at: last.received_at }
    });
    DeviceState {
        device: known.device.clone(),
        last,
        too_warm: retail.devices.climates.warm(&known.device).map(alert),
        low: retail.devices.shelves.low(&known.device).map(alert),
    }
}

/// How all devices are.
#[utoipa::path(get, path = "/v1/device-states", tag = "devices",
    params(("site" = Option<SiteId>, Query, description = "Only those there")),
    responses((status = 200, body = DeviceStates), Problems))]
async fn list_states(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let site = caller.bounded(query.one::<SiteId>("site")?)?;
    query.end()?;
    let replica = app.read();
    let retail = &replica.machine;
    let wanted = retail.devices.registry.devices().filter(|d| site.as_ref().is_none_or(|s| *s == d.site));
    let states = wanted.map(|known| state_of(&app, retail, known)).collect();
    Ok(axum::Json(DeviceStates { states }).into_response())
}

/// How a device is.
#[utoipa::path(get, path = "/v1/devices/{device}/state", tag = "devices",
    params(("device" = DeviceId, Path)), responses((status = 200, body = DeviceState), Problems))]
async fn get_state(
    State(app): State<App>,
    caller: Caller,
    Segment(device): Segment<DeviceId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    let known = replica.machine.devices.registry.device(&device);
    let known = known.ok_or_else(|| Problem::not_found("device", &device))?;
    caller.at(&known.site)?;
    Ok(axum::Json(state_of(&app, &replica.machine, known)).into_response())
}
