//! What customers agree to, or withdraw, over HTTP. Other pillars go by it too, so it is here with this one switched off.

use super::json;
use crate::app::App;
use crate::body::{Json, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{CustomerId, Word};
use realtail_media as media;
use realtail_platform::Command;
use realtail_vocabulary::{Consent, ContactChannel, Purpose};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

const CONSENTS_MAX: usize = 100;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(put_consents, get_consents))
}

/// What a customer agrees to, or withdraws.
#[derive(Clone, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsentBody {
    /// For what.
    purpose: Purpose,
    /// By which channel.
    channel: ContactChannel,
    /// Whether it is agreed to.
    given: bool,
    /// Under which text, by its version.
    wording: Word,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsentsBody {
    #[schema(min_items = 1, max_items = 100)]
    consents: Vec<ConsentBody>,
}

/// All that a customer ever said, the newest of each.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ConsentsDocument {
    customer: CustomerId,
    consents: Vec<ConsentBody>,
}

/// The number that goes on for a customer's; nothing is agreed to by who was forgotten.
fn goes_on(app: &App, customer: &CustomerId) -> Result<CustomerId, Problem> {
    let replica = app.read();
    let customers = &replica.machine.omnichannel.customers;
    if customers.is_erased(customer) {
        return Err(Problem::not_found("customer", customer));
    }
    Ok(customers.resolve(customer).clone())
}

fn document(app: &App, customer: &CustomerId) -> Response {
    let replica = app.read();
    let body = |consent: &Consent| {
        let Consent { purpose, channel, given, wording, .. } = consent.clone();
        ConsentBody { purpose, channel, given, wording }
    };
    let consents = replica.machine.media.consents.of(customer).map(body).collect();
    json(ConsentsDocument { customer: customer.clone(), consents })
}

/// Say what a customer agrees to, or withdraws. What is not named stays as it is; what is withdrawn ends at once.
#[utoipa::path(put, path = "/v1/customers/{customer}/consents", tag = "media", request_body = ConsentsBody,
    params(("customer" = CustomerId, Path)), responses((status = 200, body = ConsentsDocument), Problems))]
async fn put_consents(
    State(app): State<App>,
    caller: Caller,
    Segment(customer): Segment<CustomerId>,
    headers: HeaderMap,
    body: Json<ConsentsBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Person)?;
    let wanted = body.value.consents;
    if wanted.is_empty() || wanted.len() > CONSENTS_MAX {
        return Err(Problem::invalid("consents", format!("give 1 to {CONSENTS_MAX}")));
    }
    let customer = goes_on(&app, &customer)?;
    let consent = |body: ConsentBody| {
        let ConsentBody { purpose, channel, given, wording } = body;
        Consent { customer: customer.clone(), purpose, channel, given, wording }
    };
    let command = media::Command::ChangeConsents(wanted.into_iter().map(consent).collect());
    let answer = || document(&app, &customer);
    let told = answer;
    Call::new(&app, &caller, "consent.change", &headers, &body.bytes)?
        .run(Command::Media(command), |_, _| answer(), told)
        .await
        .map(IntoResponse::into_response)
}

/// Read what a customer agreed to, and withdrew.
#[utoipa::path(get, path = "/v1/customers/{customer}/consents", tag = "media",
    params(("customer" = CustomerId, Path)), responses((status = 200, body = ConsentsDocument), Problems))]
async fn get_consents(
    State(app): State<App>,
    caller: Caller,
    Segment(customer): Segment<CustomerId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Person)?;
    let customer = goes_on(&app, &customer)?;
    Ok(document(&app, &customer))
}
