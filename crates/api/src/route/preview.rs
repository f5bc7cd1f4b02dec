//! What the router would do with a basket, without anything being placed.

use super::basket::{self, BasketLine};
use super::json;
use super::rules::RulesBody;
use crate::app::App;
use crate::body::Json;
use crate::caller::{Caller, Deed};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::Response;
use realtail_kernel::{Channel, HoldId, Instant, RuleName, SiteId};
use realtail_omnichannel::{RouteAsk, Sites, route, route_by};
use realtail_vocabulary::{Delivery, RoutingAnswer};
use serde::Deserialize;

/// A basket that is to be routed.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewBody {
    channel: Channel,
    delivery: Delivery,
    #[schema(min_items = 1, max_items = 500)]
    lines: Vec<BasketLine>,
    /// A hold that keeps its units already.
    hold: Option<HoldId>,
    /// Sites that may not serve.
    #[serde(default)]
    exclude: Vec<SiteId>,
    /// By when the shopper was promised to have it.
    promised_at: Option<Instant>,
    /// Rules to try; those in force where none are given.
    rules: Option<RulesBody>,
}

/// Route a basket without placing anything.
#[utoipa::path(post, path = "/v1/routes:preview", tag = "routing", request_body = PreviewBody,
    responses((status = 200, body = RoutingAnswer), Problems))]
pub(crate) async fn preview_route(
    State(app): State<App>,
    caller: Caller,
    body: Json<PreviewBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let PreviewBody { channel, delivery, lines, hold, exclude, promised_at, rules } = body.value;
    caller.on(&channel)?;
    let Some(to) = delivery.destination() else {
        let detail = "what is collected or carried out is not routed: its site serves it";
        return Err(Problem::invalid("delivery", detail));
    };
    let now = app.handle.now();
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let lines = basket::lines(state, &lines)?;
    let own = basket::own(state, hold.as_ref())?;
    let exclude = basket::sites(state, &exclude)?;
    let fixed = delivery.site().map(|site| basket::sites(state, std::slice::from_ref(site))).transpose()?;
    let ask = RouteAsk {
        order: "preview",
        channel: &channel,
        method: delivery.method(),
        service: delivery.service(),
        to,
        lines: &lines,
        sites: fixed.as_deref().map_or(Sites::All, Sites::These),
        exclude: &exclude,
        own: &own,
        promised_at,
    };
    let tried = rules.map(|rules| rules.named(RuleName::new("preview").expect("a name")));
    Ok(json(match &tried {
        Some(rules) => route_by(state, rules, &ask, now),
        None => route(state, &ask, now),
    }))
}
