//! Carriers over HTTP.

use super::{asks, gone, json};
use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use realtail_kernel::{CarrierName, TimeOfDay, Weekday, Word};
use realtail_omnichannel::SetRouting;
use realtail_vocabulary::{Carrier, CarrierZone, DeliveryMethod};
use serde::{Deserialize, Serialize};

/// A carrier as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CarrierBody {
    /// `ship`, or `deliver` for what is brought from nearby.
    #[serde(default = "ship")]
    method: DeliveryMethod,
    /// `standard` where nothing is said.
    service: Option<Word>,
    #[schema(min_items = 1, max_items = 200)]
    zones: Vec<CarrierZone>,
    /// The end of the day where nothing is said.
    cut_off: Option<TimeOfDay>,
    /// Monday to Friday where nothing is said.
    pickup_days: Option<Vec<Weekday>>,
}

fn ship() -> DeliveryMethod {
    DeliveryMethod::Ship
}

impl CarrierBody {
    fn named(self, carrier: CarrierName) -> Carrier {
        let CarrierBody { method, service, zones, cut_off, pickup_days } = self;
        Carrier {
            carrier,
            version: 0,
            method,
            service: service.unwrap_or_else(|| Word::new("standard").expect("a word")),
            zones,
            cut_off: cut_off.unwrap_or(TimeOfDay::END),
            pickup_days: pickup_days.unwrap_or_else(|| Weekday::ALL[..5].to_vec()),
        }
    }
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CarrierPage {
    carriers: Vec<Carrier>,
}

/// Add or change a carrier.
#[utoipa::path(put, path = "/v1/routing/carriers/{carrier}", tag = "routing", request_body = CarrierBody,
    params(("carrier" = CarrierName, Path)), responses((status = 200, body = Carrier), Problems))]
pub(crate) async fn put_carrier(
    State(app): State<App>,
    caller: Caller,
    Segment(carrier): Segment<CarrierName>,
    headers: HeaderMap,
    body: Json<CarrierBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "carrier.set", &headers, &body.bytes)?;
    let carrier = body.value.named(carrier);
    let answer = carrier.clone();
    call.run(asks(SetRouting::Carrier(Box::new(carrier))), |_, _| json(&answer), || json(&answer)).await
}

/// Read a carrier.
#[utoipa::path(get, path = "/v1/routing/carriers/{carrier}", tag = "routing",
    params(("carrier" = CarrierName, Path)), responses((status = 200, body = Carrier), Problems))]
pub(crate) async fn get_carrier(
    State(app): State<App>,
    caller: Caller,
    Segment(carrier): Segment<CarrierName>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    let found = replica.machine.omnichannel.routing.carrier(&carrier);
    found.map(json).ok_or_else(|| Problem::not_found("carrier", &carrier))
}

/// Take a carrier away.
#[utoipa::path(delete, path = "/v1/routing/carriers/{carrier}", tag = "routing",
    params(("carrier" = CarrierName, Path)), responses((status = 204), Problems))]
pub(crate) async fn delete_carrier(
    State(app): State<App>,
    caller: Caller,
    Segment(carrier): Segment<CarrierName>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "carrier.remove", &headers, carrier.as_str().as_bytes())?;
    call.run(asks(SetRouting::RemoveCarrier(carrier)), |_, _| gone(), gone).await
}

/// List carriers.
#[utoipa::path(get, path = "/v1/routing/carriers", tag = "routing",
    responses((status = 200, body = CarrierPage), Problems))]
pub(crate) async fn list_carriers(
    State(app): State<App>,
    caller: Caller,
    query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    let replica = app.read();
    Ok(json(CarrierPage { carriers: replica.machine.omnichannel.routing.carriers().cloned().collect() }))
}
