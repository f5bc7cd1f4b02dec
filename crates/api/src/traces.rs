//! Actions, traces and delays over HTTP: what the engine did, why, and how long it took.

use crate::app::App;
use crate::body::{Query, Segment};
use crate::caller::{Caller, Deed};
use crate::events::{data_of, read_log, subject_of};
use crate::feed::{Percentiles, Seen};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_engine::Cause;
use realtail_kernel::{Instant, Position};
use realtail_vocabulary::{Action, Event};
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

/// What follows from one entry, at most.
const FOLLOWING_MAX: usize = 64;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_actions))
        .routes(routes!(list_traces))
        .routes(routes!(get_trace))
        .routes(routes!(get_delays))
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ActionPage {
    actions: Vec<ActionRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Something the engine decided to do.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ActionRow {
    id: String,
    position: Position,
    at: Instant,
    action: Action,
    /// What began it.
    signal: String,
    /// From the signal's arrival until the action was durable and on its way.
    delay_ms: f64,
    trace: String,
    /// The entry it follows from.
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TracePage {
    traces: Vec<TraceRow>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TraceRow {
    trace: String,
    signal: String,
    at: Instant,
    by: String,
    steps: usize,
    actions: usize,
    total_ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
}

/// The chain from a signal to the last action.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Trace {
    trace: String,
    signal: String,
    /// When the signal came in.
    signal_at: Instant,
    by: String,
    total_ms: f64,
    /// What came in: the signal that it began with, and each call that said it goes on with it.
    parts: Vec<Part>,
    steps: Vec<Step>,
}

/// Part of a trace: something that came in, and what followed from it by itself.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = TracePart)]
pub(crate) struct Part {
    signal: String,
    by: String,
    /// When it came in.
    at: Instant,
    /// How long that was after the first signal.
    since_start_ms: f64,
    /// From there until its last step was durable.
    total_ms: f64,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Step {
    id: String,
    position: Position,
    event: &'static str,
    /// When it was decided.
    at: Instant,
    /// From the signal's arrival until this was durable; until it was decided, for what is no longer in memory.
    delay_ms: f64,
    /// From the signal's arrival until this was decided.
    decided_ms: f64,
    /// From the arrival of the signal that the whole trace began with until this was durable. It is another than
    /// `delay_ms` where a caller went on with the trace: somebody did the task, somebody opened the notice.
    since_start_ms: f64,
    /// Of which part of the trace it is, by its number in `parts`.
    part: usize,
    /// The API key, or the policy, that asked for it.
    by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    data: serde_json::Value,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Delays {
    rows: Vec<DelayRow>,
    measured_since: Instant,
}

/// How long it takes from a signal to an action; the action `recorded` is the signal's own entry in the log.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct DelayRow {
    signal: String,
    action: String,
    #[serde(flatten)]
    since_start: Percentiles,
    last_minute: Percentiles,
}

fn delay_ms(seen: &Seen) -> f64 {
    seen.seen_at.micros_since(seen.entry.received_at).max(0) as f64 / 1000.0
}

/// What the engine decided to do, newest first.
#[utoipa::path(get, path = "/v1/actions", tag = "delay",
    params(("action" = Option<String>, Query, description = "Only this kind, such as sold_out"),
        ("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = ActionPage), Problems))]
async fn list_actions(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let wanted = query.one::<String>("action")?;
    let (cursor, limit) = (query.one::<u64>("cursor")?.map_or(Position(u64::MAX), Position), query.limit()?);
    query.end()?;
    let fits = |action: &Action| wanted.as_ref().is_none_or(|kind| kind == action.kind().as_str());
    let has = |seen: &Seen| seen.entry.events.iter().any(|e| matches!(e, Event::Action(a) if fits(a)));
    let found = app.feed.actions(cursor, limit, has);
    let next_cursor =
        (found.len() == limit).then(|| found.last().map(|seen| seen.position.to_string())).flatten();
    let row = |seen: &Seen, n: usize, action: &Action| ActionRow {
        id: format!("{}.{n}", seen.position),
        position: seen.position,
        at: seen.entry.at,
        action: action.clone(),
        signal: seen.entry.signal.to_string(),
        delay_ms: delay_ms(seen),
        trace: seen.entry.origin(seen.position).to_string(),
        cause: seen.entry.cause.map(|cause| cause.entry.to_string()),
    };
    let mut actions = Vec::new();
    for seen in &found {
        for (n, event) in seen.entry.events.iter().enumerate() {
            if let Event::Action(action) = event
                && fits(action)
            {
                actions.push(row(seen, n, action));
            }
        }
    }
    Ok(axum::Json(ActionPage { actions, next_cursor }).into_response())
}

/// The newest traces.
#[utoipa::path(get, path = "/v1/traces", tag = "delay",
    params(("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = TracePage), Problems))]
async fn list_traces(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let limit = query.limit()?;
    query.end()?;
    let row = |root: Seen| {
        let chain = chain_in_memory(&app, &root);
        let first = root.entry.events.first().map(data_of);
        let is_action = |event: &&Event| matches!(event, Event::Action(_));
        TraceRow {
            trace: root.position.to_string(),
            signal: root.entry.signal.to_string(),
            at: root.entry.received_at,
            by: root.entry.by.to_string(),
            steps: chain.iter().map(|seen| seen.entry.events.len()).sum(),
            actions: chain.iter().flat_map(|seen| &seen.entry.events).filter(is_action).count(),
            total_ms: chain.iter().map(delay_ms).fold(0.0, f64::max),
            subject: first.as_ref().and_then(subject_of),
        }
    };
    let traces = app.feed.roots(limit).into_iter().map(row).collect();
    Ok(axum::Json(TracePage { traces }).into_response())
}

/// What follows from an entry stands right behind it, so a trace is a run of entries.
fn chain_in_memory(app: &App, root: &Seen) -> Vec<Seen> {
    let mut chain = vec![root.clone()];
    for seen in app.feed.from(root.position.next(), FOLLOWING_MAX).unwrap_or_default() {
        if seen.entry.cause.is_none_or(|cause| cause.origin != root.position) {
            break;
        }
        chain.push(seen);
    }
    chain
}

/// The chain from a signal to the last action, with the delay of each step.
#[utoipa::path(get, path = "/v1/traces/{trace}", tag = "delay", params(("trace" = u64, Path)),
    responses((status = 200, body = Trace), Problems))]
async fn get_trace(
    State(app): State<App>,
    caller: Caller,
    Segment(trace): Segment<u64>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let log = app.handle.log().clone();
    let read = move || read_log(log.as_ref(), Position(trace.max(1)));
    let entries = tokio::task::spawn_blocking(read).await.map_err(Problem::fault)?.map_err(Problem::fault)?;
    let unknown = || Problem::not_found("trace", trace);
    let root = entries.first().filter(|seen| seen.position == Position(trace)).ok_or_else(unknown)?;
    if let Some(cause) = root.entry.cause {
        let detail = format!("entry {trace} belongs to the trace {}", cause.origin);
        return Err(Problem::not_found("trace", trace)
            .with("trace", cause.origin.to_string())
            .with("hint", detail));
    }
    let follows = |seen: &&Seen| {
        let own = |cause: Cause| cause.origin == root.position && !cause.later;
        seen.position == root.position || seen.entry.cause.is_some_and(own)
    };
    let own = entries.iter().take_while(follows);
    let own = own.map(|seen| app.feed.get(seen.position).unwrap_or_else(|| seen.clone())).collect();
    let mut chains: Vec<Vec<Seen>> = vec![own];
    for position in app.feed.linked(root.position) {
        chains.push(linked(&app, root.position, position).await?);
    }
    let parts: Vec<Part> = chains.iter().filter_map(|chain| part_of(chain, root)).collect();
    let numbered = chains.iter().enumerate();
    let steps: Vec<Step> = numbered
        .flat_map(|(part, chain)| chain.iter().flat_map(move |seen| steps_of(seen, root, part)))
        .collect();
    let answer = Trace {
        trace: trace.to_string(),
        signal: root.entry.signal.to_string(),
        signal_at: root.entry.received_at,
        by: root.entry.by.to_string(),
        total_ms: steps.iter().map(|step| step.since_start_ms).fold(0.0, f64::max),
        parts,
        steps,
    };
    Ok(axum::Json(answer).into_response())
}

/// What a caller went on with, and what followed from that: it stands right behind it.
async fn linked(app: &App, origin: Position, position: Position) -> Result<Vec<Seen>, Problem> {
    let found = match app.feed.from(position, FOLLOWING_MAX) {
        Some(found) => found,
        None => {
            let log = app.handle.log().clone();
            let read = tokio::task::spawn_blocking(move || read_log(log.as_ref(), position)).await;
            read.map_err(Problem::fault)?.map_err(Problem::fault)?
        }
    };
    let goes_on = |seen: &Seen| {
        let follows = |cause: Cause| cause.origin == origin && !cause.later;
        seen.position == position || seen.entry.cause.is_some_and(follows)
    };
    Ok(found.into_iter().take_while(goes_on).collect())
}

/// From the arrival of the signal of `root` until `seen` was durable.
fn since_ms(root: &Seen, seen: &Seen) -> f64 {
    seen.seen_at.micros_since(root.entry.received_at).max(0) as f64 / 1000.0
}

fn part_of(chain: &[Seen], root: &Seen) -> Option<Part> {
    let first = chain.first()?;
    Some(Part {
        signal: first.entry.signal.to_string(),
        by: first.entry.by.to_string(),
        at: first.entry.received_at,
        since_start_ms: first.entry.received_at.micros_since(root.entry.received_at) as f64 / 1000.0,
        total_ms: chain.iter().map(delay_ms).fold(0.0, f64::max),
    })
}

fn steps_of(seen: &Seen, root: &Seen, part: usize) -> Vec<Step> {
    let step = |(n, event): (usize, &Event)| {
        let data = data_of(event);
        Step {
            id: format!("{}.{n}", seen.position),
            position: seen.position,
            event: event.kind(),
            at: seen.entry.at,
            delay_ms: delay_ms(seen),
            decided_ms: seen.entry.at.micros_since(seen.entry.received_at).max(0) as f64 / 1000.0,
            since_start_ms: since_ms(root, seen),
            part,
            by: seen.entry.by.to_string(),
            cause: seen.entry.cause.map(|cause| cause.entry.to_string()),
            subject: subject_of(&data),
            data,
        }
    };
    seen.entry.events.iter().enumerate().map(step).collect()
}

/// How long it takes from each signal to each action, since the start and in the last minute.
#[utoipa::path(get, path = "/v1/delays", tag = "delay", responses((status = 200, body = Delays), Problems))]
async fn get_delays(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    let row = |(signal, action, since_start, last_minute): (String, &str, _, _)| DelayRow {
        signal,
        action: action.to_owned(),
        since_start,
        last_minute,
    };
    let rows = app.feed.delays(app.handle.now()).into_iter().map(row).collect();
    Ok(axum::Json(Delays { rows, measured_since: app.feed.started_at() }).into_response())
}
