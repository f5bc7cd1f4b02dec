//! Routing rules over HTTP.

use super::{asks, gone, json};
use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use realtail_kernel::RuleName;
use realtail_omnichannel::SetRouting;
use realtail_vocabulary::{CostWeights, Fallback, OrderConditions, RoutingBatch, RoutingRules};
use serde::{Deserialize, Serialize};

/// Routing rules as they are sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RulesBody {
    /// Lower ranks are asked first; the first whose conditions fit the order routes it. 100 where nothing is said.
    #[serde(default = "hundred")]
    rank: u32,
    #[serde(default)]
    when: OrderConditions,
    #[schema(min_items = 1, max_items = 50)]
    batches: Vec<RoutingBatch>,
    #[serde(default)]
    fallback: Fallback,
    #[serde(default)]
    weights: CostWeights,
}

fn hundred() -> u32 {
    100
}

impl RulesBody {
    pub(super) fn named(self, name: RuleName) -> RoutingRules {
        let RulesBody { rank, when, batches, fallback, weights } = self;
        RoutingRules { name, version: 0, rank, when, batches, fallback, weights }
    }
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct RoutingRulesPage {
    /// In the order in which they are asked.
    rules: Vec<RoutingRules>,
}

/// Add or change routing rules.
#[utoipa::path(put, path = "/v1/routing/rules/{name}", tag = "routing", request_body = RulesBody,
    operation_id = "put_routing_rules", params(("name" = RuleName, Path)),
    responses((status = 200, body = RoutingRules), Problems))]
pub(crate) async fn put_rules(
    State(app): State<App>,
    caller: Caller,
    Segment(name): Segment<RuleName>,
    headers: HeaderMap,
    body: Json<RulesBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "routing_rules.set", &headers, &body.bytes)?;
    let rules = body.value.named(name);
    let answer = rules.clone();
    call.run(asks(SetRouting::Rules(Box::new(rules))), |_, _| json(&answer), || json(&answer)).await
}

/// Read routing rules.
#[utoipa::path(get, path = "/v1/routing/rules/{name}", tag = "routing", operation_id = "get_routing_rules",
    params(("name" = RuleName, Path)), responses((status = 200, body = RoutingRules), Problems))]
pub(crate) async fn get_rules(
    State(app): State<App>,
    caller: Caller,
    Segment(name): Segment<RuleName>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    let found = replica.machine.omnichannel.routing.rules_named(&name);
    found.map(json).ok_or_else(|| Problem::not_found("rule", &name))
}

/// Take routing rules away.
#[utoipa::path(delete, path = "/v1/routing/rules/{name}", tag = "routing", operation_id = "delete_routing_rules",
    params(("name" = RuleName, Path)), responses((status = 204), Problems))]
pub(crate) async fn delete_rules(
    State(app): State<App>,
    caller: Caller,
    Segment(name): Segment<RuleName>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "routing_rules.remove", &headers, name.as_str().as_bytes())?;
    call.run(asks(SetRouting::RemoveRules(name)), |_, _| gone(), gone).await
}

/// List routing rules.
#[utoipa::path(get, path = "/v1/routing/rules", tag = "routing", operation_id = "list_routing_rules",
    responses((status = 200, body = RoutingRulesPage), Problems))]
pub(crate) async fn list_rules(
    State(app): State<App>,
    caller: Caller,
    query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    let replica = app.read();
    let mut rules: Vec<RoutingRules> = replica.machine.omnichannel.routing.rules().cloned().collect();
    rules.sort_by_key(|rules| rules.rank);
    Ok(json(RoutingRulesPage { rules }))
}
