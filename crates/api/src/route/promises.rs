//! Promises over HTTP: when and how a basket can be had.

use super::basket::{self, BasketLine};
use super::json;
use crate::app::App;
use crate::body::Json;
use crate::caller::{Caller, Deed};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::Response;
use realtail_kernel::{Channel, HoldId, Instant, SiteId};
use realtail_omnichannel::{PromiseAnswer, PromiseAsk, promise};
use realtail_vocabulary::{DeliveryMethod, Destination};
use serde::{Deserialize, Serialize};

/// A basket for which dates are asked.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PromisesBody {
    /// `web` where nothing is said.
    channel: Option<Channel>,
    #[schema(min_items = 1, max_items = 500)]
    basket: Vec<BasketLine>,
    /// Where the shopper is.
    place: Option<Destination>,
    #[schema(min_items = 1, max_items = 4)]
    methods: Vec<DeliveryMethod>,
    /// Where it is to come from, or to be collected; everywhere where nothing is said.
    #[serde(default)]
    sites: Vec<SiteId>,
    /// A hold that keeps its units already.
    hold: Option<HoldId>,
    /// As if it were ordered then; now where nothing is said.
    at: Option<Instant>,
}

/// When and how it can be had.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PromisesDocument {
    as_of: Instant,
    #[serde(flatten)]
    answer: PromiseAnswer,
}

/// When and how a basket can be had: each way with its date, how sure that is, and why; and the ways that do not exist.
#[utoipa::path(post, path = "/v1/promises:query", tag = "routing", request_body = PromisesBody,
    responses((status = 200, body = PromisesDocument), Problems))]
pub(crate) async fn query_promises(
    State(app): State<App>,
    caller: Caller,
    body: Json<PromisesBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let PromisesBody { channel, basket, place, methods, sites, hold, at } = body.value;
    if methods.is_empty() || methods.len() > 4 {
        return Err(Problem::invalid("methods", "name at least one of pickup, ship, deliver, carry_out"));
    }
    let channel = channel.unwrap_or_else(|| Channel::new("web").expect("a channel"));
    caller.on(&channel)?;
    let now = app.handle.now();
    if at.is_some_and(|at| at < now) {
        return Err(Problem::invalid("at", "is now or later: what is past cannot be promised"));
    }
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let lines = basket::lines(state, &basket)?;
    let own = basket::own(state, hold.as_ref())?;
    let sites = basket::sites(state, &sites)?;
    let ask = PromiseAsk {
        channel: &channel,
        lines: &lines,
        place: place.as_ref(),
        methods: &methods,
        sites: &sites,
        own: &own,
    };
    let answer = promise(state, &ask, at.unwrap_or(now));
    Ok(json(PromisesDocument { as_of: now, answer }))
}
