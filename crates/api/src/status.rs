//! How the engine is: status for people, metrics for Prometheus, health for whoever restarts it.

use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Instant, Position};
use realtail_omnichannel::{Omnichannel, invariants};
use serde::Serialize;
use std::fmt::Write;
use std::time::{Duration, Instant as Stopwatch};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_status))
        .routes(routes!(get_metrics))
        .routes(routes!(healthz))
        .routes(routes!(readyz))
}

/// How the engine is.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Status {
    #[schema(value_type = String)]
    version: &'static str,
    started_at: Instant,
    /// The newest durable entry.
    position: Position,
    /// Over the last few seconds.
    signals_per_s: f64,
    events_per_s: f64,
    holds_per_s: f64,
    sale_lines_per_s: f64,
    actions_per_s: f64,
    holds_open: usize,
    items: usize,
    sites: usize,
    /// Item-site pairs that ever had stock.
    pairs: usize,
    /// Whether the units of every item add up to zero over all accounts.
    conserved: bool,
    /// Units promised beyond what is there. Only a fact can bring that about: a till sale, a count, damage.
    overcommitted: i64,
    /// Of these, what the engine itself has promised too much. Always 0.
    oversold_by_engine: i64,
    /// Lines that a till sold beyond the book, since the start.
    oversold_at_till: u64,
    holds_expired: u64,
    /// Work that waits to be decided.
    queue_depth: usize,
    log: LogStatus,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct LogStatus {
    #[schema(value_type = String)]
    kind: &'static str,
    next_position: Position,
}

/// What every pair has to be looked at for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checked {
    conserved: bool,
    overcommitted: i64,
    oversold_by_engine: i64,
    at: Stopwatch,
    took: Duration,
}

/// Of so much time, one part is spent on looking at every pair, however often somebody asks.
const REST: u32 = 20;

/// Looks at every pair on a still copy, away from the event loop; or tells what was seen a moment ago.
async fn check(app: &App) -> Result<Checked, Problem> {
    let mut known = app.checked().await;
    if let Some(known) = known.filter(|known| known.at.elapsed() < known.took * REST) {
        return Ok(known);
    }
    let at = Stopwatch::now();
    let still = app.read().machine.omnichannel.still();
    let checking = move || check_still(&still, at);
    let checked = tokio::task::spawn_blocking(checking).await.map_err(Problem::fault)?;
    *known = Some(checked);
    Ok(checked)
}

fn check_still(still: &Omnichannel, at: Stopwatch) -> Checked {
    let conserved = invariants::units_are_conserved(still).is_ok();
    let (mut overcommitted, mut oversold_by_engine) = (0, 0);
    for cell in still.stock.cells() {
        let over = cell.held + cell.allocated - cell.on_hand.max(0);
        if over > 0 && cell.held + cell.allocated > 0 {
            overcommitted += over;
            // A pair that a fact disturbed has been told of: see the policy promised_beyond_stock_asks_a_person.
            oversold_by_engine += if cell.told_short() { 0 } else { over };
        }
    }
    Checked { conserved, overcommitted, oversold_by_engine, at, took: at.elapsed() }
}

/// How the engine is.
#[utoipa::path(get, path = "/v1/status", tag = "delay", responses((status = 200, body = Status), Problems))]
async fn get_status(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    let checked = check(&app).await?;
    let (counts, seconds) = app.feed.rates(app.handle.now());
    let totals = app.feed.totals();
    let per_s = |count: u64| count as f64 / seconds;
    let replica = app.read();
    let stock = &replica.machine.omnichannel;
    Ok(axum::Json(Status {
        version: env!("CARGO_PKG_VERSION"),
        started_at: app.started_at,
        position: Position(replica.next.0 - 1),
        signals_per_s: per_s(counts.signals),
        events_per_s: per_s(counts.events),
        holds_per_s: per_s(counts.holds),
        sale_lines_per_s: per_s(counts.sale_lines),
        actions_per_s: per_s(counts.actions),
        holds_open: stock.holds.open(),
        items: stock.catalogue.items().len(),
        sites: stock.catalogue.sites().len(),
        pairs: stock.stock.pairs(),
        conserved: checked.conserved,
        overcommitted: checked.overcommitted,
        oversold_by_engine: checked.oversold_by_engine,
        oversold_at_till: totals.oversold_at_till,
        holds_expired: totals.expired,
        queue_depth: app.handle.waiting(),
        log: LogStatus { kind: app.log_kind, next_position: replica.next },
    })
    .into_response())
}

/// Metrics in the Prometheus text format.
#[utoipa::path(get, path = "/metrics", tag = "delay", responses((status = 200, content_type = "text/plain", body = String)))]
async fn get_metrics(State(app): State<App>) -> Response {
    match check(&app).await {
        Ok(checked) => {
            let text = metrics(&app, &checked);
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

fn metrics(app: &App, checked: &Checked) -> String {
    let totals = app.feed.totals();
    let next = app.handle.durable();
    let (holds_open, pairs) = {
        let replica = app.read();
        (replica.machine.omnichannel.holds.open(), replica.machine.omnichannel.stock.pairs())
    };
    let mut text = String::new();
    let mut metric = |name: &str, kind: &str, help: &str, value: f64| {
        crate::meters::metric(&mut text, name, kind, help, value);
    };
    metric("log_position", "gauge", "Newest durable entry.", next.0 as f64 - 1.0);
    metric("signals_total", "counter", "Signals and commands taken in.", totals.signals as f64);
    metric("events_total", "counter", "Events logged.", totals.events as f64);
    metric("holds_placed_total", "counter", "Holds placed.", totals.holds as f64);
    metric("holds_expired_total", "counter", "Holds that ran out.", totals.expired as f64);
    metric("holds_open", "gauge", "Holds that stand.", holds_open as f64);
    metric("actions_total", "counter", "Actions decided.", totals.actions as f64);
    metric("sale_lines_total", "counter", "Lines of sales taken in.", totals.sale_lines as f64);
    metric(
        "oversold_at_till_total",
        "counter",
        "Lines a till sold beyond the book.",
        totals.oversold_at_till as f64,
    );
    metric("pairs", "gauge", "Item-site pairs with stock.", pairs as f64);
    metric("queue_depth", "gauge", "Calls that wait for the disk.", app.handle.waiting() as f64);
    metric(
        "units_conserved",
        "gauge",
        "1 while all accounts of every item add up to zero.",
        f64::from(u8::from(checked.conserved)),
    );
    metric(
        "overcommitted_units",
        "gauge",
        "Units promised beyond what is there.",
        checked.overcommitted as f64,
    );
    metric(
        "oversold_by_engine_units",
        "gauge",
        "Of these, the engine's own doing.",
        checked.oversold_by_engine as f64,
    );
    app.meters().write(&mut text);
    let name = "realtail_delay_seconds";
    let _ = write!(
        text,
        "# HELP {name} From a signal's arrival to the action it caused.\n# TYPE {name} summary\n"
    );
    for (signal, action, delays, _) in app.feed.delays(app.handle.now()) {
        let labels = format!("signal=\"{signal}\",action=\"{action}\"");
        for (quantile, ms) in [("0.5", delays.p50_ms), ("0.95", delays.p95_ms), ("0.99", delays.p99_ms)] {
            let _ = writeln!(text, "{name}{{{labels},quantile=\"{quantile}\"}} {}", ms / 1000.0);
        }
        let _ = writeln!(text, "{name}_count{{{labels}}} {}", delays.count);
    }
    text
}

/// Whether the process lives.
#[utoipa::path(get, path = "/healthz", tag = "delay", responses((status = 200, content_type = "text/plain", body = String)))]
async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether it can be worked with: the log has been read, and there is room to write.
#[utoipa::path(get, path = "/readyz", tag = "delay", responses((status = 200, content_type = "text/plain", body = String), Problems))]
async fn readyz(State(app): State<App>) -> Response {
    match app.handle.ready() {
        Ok(()) => "ready\n".into_response(),
        Err(reason) => Problem::from(reason).into_response(),
    }
}
