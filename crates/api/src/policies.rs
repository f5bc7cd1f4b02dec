//! The sentences that join the pillars: which are in force, how often each was followed, and how soon.

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::feed::Percentiles;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Instant, Word};
use realtail_platform::{Command, Pillar, Switches, policies};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_policies)).routes(routes!(put_policy))
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PolicyList {
    policies: Vec<PolicyDocument>,
    pillars: Vec<PillarDocument>,
    measured_since: Instant,
}

/// A sentence that joins the pillars.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PolicyDocument {
    policy: String,
    on: bool,
    /// What it answered since the start, from the arrival of the signal until the answer was durable.
    since_start: Percentiles,
    last_minute: Percentiles,
}

/// A part of the engine that the settings switch on or off.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PillarDocument {
    #[schema(value_type = String)]
    pillar: &'static str,
    on: bool,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyBody {
    /// Whether it is in force.
    on: bool,
}

/// All policies, with how often each was followed and how soon; and the pillars.
#[utoipa::path(get, path = "/v1/policies", tag = "delay", responses((status = 200, body = PolicyList), Problems))]
async fn list_policies(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    let counted = app.feed.policies(app.handle.now());
    let switches: Switches = app.read().machine.switches.clone();
    let row = |name: &str| {
        let (since_start, last_minute) = counted.get(name).copied().unwrap_or_default();
        PolicyDocument { policy: name.to_owned(), on: switches.in_force(name), since_start, last_minute }
    };
    let pillar = |pillar: Pillar| PillarDocument { pillar: pillar.as_str(), on: switches.is_on(pillar) };
    let answer = PolicyList {
        policies: policies::ALL.iter().map(|policy| row(policy.name())).collect(),
        pillars: Pillar::ALL.map(pillar).into(),
        measured_since: app.feed.started_at(),
    };
    Ok(axum::Json(answer).into_response())
}

/// Put a policy in force, or out of it. What it answered before still stands.
#[utoipa::path(put, path = "/v1/policies/{policy}", tag = "delay", request_body = PolicyBody,
    params(("policy" = Word, Path)), responses((status = 200, body = PolicyBody), Problems))]
async fn put_policy(
    State(app): State<App>,
    caller: Caller,
    Segment(policy): Segment<Word>,
    headers: HeaderMap,
    body: Json<PolicyBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let Json { value: PolicyBody { on }, bytes } = body;
    let answer = || axum::Json(serde_json::json!({ "on": on })).into_response();
    Call::new(&app, &caller, "policy.switch", &headers, &bytes)?
        .run(Command::SwitchPolicy(policy, on), |_, _| answer(), answer)
        .await
}
