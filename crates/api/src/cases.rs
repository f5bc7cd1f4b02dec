//! Cases of the service team over HTTP: who waits for a person, what was said and tried, and the person's answer.

mod document;

use crate::app::App;
use crate::body::{PrivateJson, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::customers::content;
use crate::orders::{by, optional};
use crate::problem::{Problem, Problems};
use crate::vault;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
pub(crate) use document::{CaseDocument, SaidDocument, all_of, said};
use document::{CasePage, current, row};
use realtail_kernel::{CaseId, CustomerId, Word};
use realtail_omnichannel::Command;
use realtail_omnichannel::case::{Case, CaseCommand};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The longest answer.
const TEXT_BYTES_MAX: usize = 10_000;
const STATES: [&str; 3] = ["open", "claimed", "closed"];

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(get))
        .routes(routes!(claim))
        .routes(routes!(answer))
        .routes(routes!(close))
}

/// Who does it: a badge. The API key's name where nothing is said.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseByBody)]
pub(crate) struct ByBody {
    by: Option<Word>,
}

/// An answer to a customer.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseAnswerBody)]
pub(crate) struct AnswerBody {
    /// What the customer reads. It is sealed under the customer's key.
    #[schema(min_length = 1, max_length = 10_000)]
    text: String,
    /// Who answers; the API key's name where nothing is said. The customer is not told.
    by: Option<Word>,
}

fn private(value: impl serde::Serialize) -> Response {
    (StatusCode::OK, [(header::CACHE_CONTROL, "no-store")], axum::Json(value)).into_response()
}

/// List cases: those that are still to be answered, the longest waiting first; or those of a state or a customer, the
/// newest first.
#[utoipa::path(get, path = "/v1/cases", tag = "cases",
    params(("state" = Option<String>, Query, description = "`open`, `claimed` or `closed`"),
        ("customer" = Option<CustomerId>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = CasePage), Problems))]
async fn list(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Serve)?;
    let state = query.one::<String>("state")?;
    let customer = query.one::<CustomerId>("customer")?;
    let limit = query.limit()?;
    query.end()?;
    if state.as_ref().is_some_and(|state| !STATES.contains(&state.as_str())) {
        let detail = format!("state is one of {}", STATES.join(", "));
        return Err(Problem::malformed(detail).with("field", "state"));
    }
    let replica = app.read();
    let shop = &replica.machine.omnichannel;
    let customer = customer.as_ref().map(|customer| shop.customers.resolve(customer));
    let fits = |known: &&Case| match (&state, customer) {
        (None, None) => known.state.is_open(),
        (state, customer) => {
            state.as_ref().is_none_or(|state| known.state.as_str() == state)
                && customer.is_none_or(|customer| shop.customers.resolve(&known.customer) == customer)
        }
    };
    let mut found: Vec<&Case> = shop.cases.all().filter(fits).collect();
    found.sort_by_key(|known| known.opened_by);
    if state.is_some() || customer.is_some() {
        found.reverse();
    } else {
        // Whoever waits goes before whoever was answered.
        found.sort_by_key(|known| !known.waits);
    }
    let total = found.len();
    let cases = found.into_iter().take(limit).map(row).collect();
    Ok(private(CasePage { cases, total }))
}

/// Read a case: what was said and tried before, why a person takes over, and what was written since.
#[utoipa::path(get, path = "/v1/cases/{case}", tag = "cases", params(("case" = CaseId, Path)),
    responses((status = 200, body = CaseDocument), Problems))]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Segment(case): Segment<CaseId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Serve)?;
    Ok(private(current(&app, &case).await?))
}

/// Take a case: from then on it is answered by you.
#[utoipa::path(post, path = "/v1/cases/{case}/claim", tag = "cases", request_body = ByBody,
    params(("case" = CaseId, Path)), responses((status = 200, body = CaseDocument), Problems))]
async fn claim(
    State(app): State<App>,
    caller: Caller,
    Segment(case): Segment<CaseId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    caller.may(Deed::Serve)?;
    let (body, bytes) = optional::<ByBody>(&headers, body).await?;
    let command = CaseCommand::Claim(case.clone(), by(body.by, &caller)?);
    let content = [case.as_str().as_bytes(), b"\0", &bytes].concat();
    step(Call::new(&app, &caller, "case.claim", &headers, &content)?, &app, &case, command).await
}

/// Answer a case; who answers one that nobody has, takes it. The customer reads it in the shop.
#[utoipa::path(post, path = "/v1/cases/{case}/answers", tag = "cases", request_body = AnswerBody,
    params(("case" = CaseId, Path)), responses((status = 200, body = CaseDocument), Problems))]
async fn answer(
    State(app): State<App>,
    caller: Caller,
    Segment(case): Segment<CaseId>,
    headers: HeaderMap,
    body: PrivateJson<AnswerBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Serve)?;
    let AnswerBody { text, by: named } = body.value;
    if text.trim().is_empty() || text.len() > TEXT_BYTES_MAX {
        return Err(Problem::invalid("text", format!("an answer has from 1 to {TEXT_BYTES_MAX} bytes")));
    }
    let customer = {
        let replica = app.read();
        let known = replica.machine.omnichannel.cases.get(&case);
        known.map_err(|refusal| Problem::from(&refusal.into()))?.customer.clone()
    };
    let words = vault::seal(&app, &customer, &text).await?;
    let command = CaseCommand::Answer(case.clone(), by(named, &caller)?, customer, words);
    let content = content(&app, &[case.as_str().as_bytes(), b"\0", &body.bytes].concat());
    step(Call::new(&app, &caller, "case.answer", &headers, &content)?, &app, &case, command).await
}

/// Close a case: the customer has been answered, or needs no answer any more.
#[utoipa::path(post, path = "/v1/cases/{case}/close", tag = "cases", request_body = ByBody,
    params(("case" = CaseId, Path)), responses((status = 200, body = CaseDocument), Problems))]
async fn close(
    State(app): State<App>,
    caller: Caller,
    Segment(case): Segment<CaseId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    caller.may(Deed::Serve)?;
    let (body, bytes) = optional::<ByBody>(&headers, body).await?;
    let command = CaseCommand::Close(case.clone(), by(body.by, &caller)?);
    let content = [case.as_str().as_bytes(), b"\0", &bytes].concat();
    step(Call::new(&app, &caller, "case.close", &headers, &content)?, &app, &case, command).await
}

/// Goes a step with a case, and shows it as it is then.
async fn step(call: Call<'_>, app: &App, case: &CaseId, command: CaseCommand) -> Result<Response, Problem> {
    let done = || StatusCode::OK.into_response();
    let answer = call.run(Command::Case(command), |_, _| done(), done).await?;
    if !answer.status().is_success() {
        return Ok(answer);
    }
    let mut shown = private(current(app, case).await?);
    let replayed = answer.headers().iter().filter(|(name, _)| name.as_str() == "idempotent-replayed");
    shown.headers_mut().extend(replayed.map(|(name, value)| (name.clone(), value.clone())));
    Ok(shown)
}
