//! What would have become of past orders under other rules.

use super::rules::RulesBody;
use super::{json, refused};
use crate::app::App;
use crate::body::Json;
use crate::caller::{Caller, Deed};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use realtail_kernel::{Channel, Instant, RuleName};
use realtail_omnichannel::{Replay, ReplayAnswer, ReplayAsk};
use realtail_vocabulary::DeliveryMethod;
use serde::Deserialize;

/// So many orders are replayed at once.
const ORDERS_MAX: usize = 1_000;
const DIFFERENCES: usize = 20;
const DIFFERENCES_MAX: usize = 100;
const DAYS_MAX: i64 = 31;
const DAY_MICROS: i64 = 24 * 3_600_000_000;

/// Which orders, and under which rules.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplayBody {
    /// Rules to try, as they would be set. They are tried beside those in force, so their rank and their conditions
    /// count. Where none are given, the rules in force are compared with what was done.
    rules: Option<RulesBody>,
    /// The rules in force whose place they take.
    replaces: Option<RuleName>,
    /// Orders placed then or later.
    from: Instant,
    /// And before then, at most 31 days later.
    to: Instant,
    /// Only those placed there.
    channel: Option<Channel>,
    /// Only those with something that is sent this way: `ship` or `deliver`.
    method: Option<DeliveryMethod>,
    /// So many of the orders that come out otherwise are told.
    #[schema(minimum = 0, maximum = 100, default = 20)]
    limit: Option<usize>,
}

/// Route past orders again and compare.
///
/// Takes the orders placed in the window that stand (paid, not cancelled) and of which something is sent, the oldest 1,000
/// at most. They are routed in the order in which they were placed, each at its own time, against the stock as it is now
/// with what these orders took given back; each takes its units and its sites' hours before the next one comes. So what
/// differs under the rules that are tried differs by the rules alone; but what was received, sold or counted since the
/// orders were placed is counted as it stands now, and hours are taken by the replayed orders only.
#[utoipa::path(post, path = "/v1/routes:replay", tag = "routing", request_body = ReplayBody,
    responses((status = 200, body = ReplayAnswer), Problems))]
pub(crate) async fn replay_routes(
    State(app): State<App>,
    caller: Caller,
    body: Json<ReplayBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let ReplayBody { rules, replaces, from, to, channel, method, limit } = body.value;
    check_window(from, to)?;
    if let Some(channel) = &channel {
        caller.on(channel)?;
    }
    if method.is_some_and(|method| !method.goes_out()) {
        let detail =
            "what is collected or carried out is not routed; name ship or deliver, or leave it out for both";
        return Err(Problem::invalid("method", detail));
    }
    if replaces.is_some() && rules.is_none() {
        return Err(Problem::invalid("replaces", "names what `rules` would replace, and no rules are given"));
    }
    let limit = limit.unwrap_or(DIFFERENCES);
    if limit > DIFFERENCES_MAX {
        return Err(Problem::invalid("limit", format!("is {limit}, and {DIFFERENCES_MAX} at most")));
    }
    let alone = app.replay_alone().ok_or_else(busy)?;
    let replay = {
        let replica = app.read();
        let state = &replica.machine.omnichannel;
        let rules = rules.map(|rules| named(state, rules, replaces)).transpose()?;
        let ask = ReplayAsk { from, to, channel, method, orders_max: ORDERS_MAX, rules };
        Replay::of(state, ask).map_err(refused)?
    };
    let run = move || {
        let _alone = alone;
        replay.run(limit)
    };
    let answer: ReplayAnswer = tokio::task::spawn_blocking(run).await.map_err(Problem::fault)?;
    Ok(json(answer))
}

fn check_window(from: Instant, to: Instant) -> Result<(), Problem> {
    if to <= from {
        return Err(Problem::invalid("to", format!("is {to}, and must be later than from, {from}")));
    }
    if to.micros_since(from) > DAYS_MAX * DAY_MICROS {
        let detail =
            format!("is more than {DAYS_MAX} days after from, {from}; replay one month after the other");
        return Err(Problem::invalid("to", detail));
    }
    Ok(())
}

fn named(
    state: &realtail_omnichannel::Omnichannel,
    rules: RulesBody,
    replaces: Option<RuleName>,
) -> Result<realtail_vocabulary::RoutingRules, Problem> {
    match replaces {
        Some(name) if state.routing.rules_named(&name).is_none() => {
            let detail =
                format!("there are no routing rules {name}; leave it out to try the rules beside the others");
            Err(Problem::invalid("replaces", detail))
        }
        Some(name) => Ok(rules.named(name)),
        None => Ok(rules.named(ReplayAsk::name_of_new(state))),
    }
}

/// One replay keeps one core busy for seconds; a second one is asked to come again.
fn busy() -> Problem {
    let detail = "another replay is running; ask again when it is done";
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "busy", "Too much at once", detail).retry(2)
}
