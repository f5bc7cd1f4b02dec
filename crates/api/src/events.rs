//! Events out: CloudEvents over server-sent events, in order, resumable.

use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::calls::Logged;
use crate::feed::Seen;
use crate::problem::{Problem, Problems};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use realtail_kernel::{Instant, Position, SiteId};
use realtail_vocabulary::{Event, IntelligenceEvent, Signal};
use serde::Serialize;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Entries taken from the feed at once.
const CHUNK: usize = 512;
/// With nothing to tell for so long, a comment keeps the line open.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_events))
}

/// An event as it goes out.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CloudEventOut<'a> {
    specversion: &'static str,
    /// Position in the log, a dot, and the number of the event in its entry: what to resume after.
    id: String,
    source: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    time: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// The trace it belongs to.
    traceid: String,
    /// The entry it follows from.
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
    /// Whose API key it came with.
    by: &'a str,
    data: serde_json::Value,
}

/// What an event says, without secrets and without the enums around it.
pub(crate) fn data_of(event: &Event) -> serde_json::Value {
    let mut value = serde_json::to_value(event).unwrap_or_default();
    // {"stock": {"sold": {...}}}: the type says that already.
    for _ in 0..2 {
        let inner = match &mut value {
            serde_json::Value::Object(map) if map.len() == 1 && !matches!(event, Event::Action(_)) => {
                map.values_mut().next().map(serde_json::Value::take)
            }
            _ => None,
        };
        match inner {
            Some(inner) if inner.is_object() => value = inner,
            Some(other) => return other,
            None => break,
        }
    }
    if let (Event::Action(_), serde_json::Value::Object(map)) = (event, &mut value)
        && let Some(inner) =
            map.get_mut("action").filter(|inner| inner.is_object()).map(serde_json::Value::take)
    {
        value = inner;
    }
    if let serde_json::Value::Object(map) = &mut value {
        let secrets: &[&str] = match event {
            Event::Access(_) => &["digest"],
            // Who sees it could collect the goods, or tell what was sealed from what was not.
            Event::Order(_) => &["pickup_code", "contact"],
            Event::Payment(_) => &["token", "sealed_token"],
            // Sealed, and of no use to anybody without a key.
            Event::Customer(_) => &["identity", "profile"],
            Event::Case(_) => &["transcript", "words"],
            Event::Wallet(_) => &["digest"],
            // Who stands out, and what every operator did, is only for those who look after losses.
            Event::Intelligence(IntelligenceEvent::LossCaseOpened(_)) => &["subject", "evidence"],
            Event::Intelligence(IntelligenceEvent::LossCaseMarked(_)) => &["note"],
            // What people earn is for those who manage.
            Event::Intelligence(IntelligenceEvent::RosterSet(_)) => &["people"],
            Event::Observed(observed) => match observed.signal {
                Signal::TillTransacted(_) | Signal::PaymentAttempted(_) => &["signal"],
                _ => &[],
            },
            _ => &[],
        };
        secrets.iter().for_each(|secret| drop(map.remove(*secret)));
        if let (Event::Customer(_), Some(contact)) =
            (event, map.get_mut("contact").and_then(|c| c.as_object_mut()))
        {
            contact.remove("note");
        }
    }
    value
}

/// What an event is about: the item, the hold, the site.
pub(crate) fn subject_of(data: &serde_json::Value) -> Option<String> {
    ["hold", "sale", "shipment", "item", "order", "site", "region", "webhook", "key", "customer", "card"]
        .iter()
        .find_map(|name| data.get(name)?.as_str().map(|id| format!("{name}/{id}")))
}

/// Whether the data of an event names a site, in whichever part.
fn names_site(data: &serde_json::Value, site: &SiteId) -> bool {
    match data {
        serde_json::Value::Object(map) => map
            .iter()
            .any(|(key, value)| (key == "site" && value == site.as_str()) || names_site(value, site)),
        serde_json::Value::Array(parts) => parts.iter().any(|part| names_site(part, site)),
        _ => false,
    }
}

/// An event as a CloudEvent in JSON.
pub fn cloud_event(position: Position, n: usize, entry: &Logged, event: &Event) -> String {
    let data = data_of(event);
    let out = CloudEventOut {
        specversion: "1.0",
        id: format!("{position}.{n}"),
        source: "/realtail",
        kind: event.kind(),
        time: entry.at,
        subject: subject_of(&data),
        traceid: entry.origin(position).to_string(),
        cause: entry.cause.map(|cause| cause.entry.to_string()),
        by: &entry.by,
        data,
    };
    serde_json::to_string(&out).unwrap_or_default()
}

fn out(position: Position, n: usize, entry: &Logged, event: &Event) -> Bytes {
    let json = cloud_event(position, n, entry, event);
    Bytes::from(format!("id: {position}.{n}\nevent: {}\ndata: {json}\n\n", event.kind()))
}

/// Where a reader stands: the next event to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    position: Position,
    n: usize,
}

impl std::str::FromStr for Place {
    type Err = &'static str;

    /// From the id of the last event that was seen.
    fn from_str(text: &str) -> Result<Place, &'static str> {
        let wrong = "an event id is POSITION.NUMBER, as in the id of an event before";
        let (position, n) = text.split_once('.').unwrap_or((text, "18446744073709551614"));
        let position = Position(position.parse().map_err(|_| wrong)?);
        Ok(Place { position, n: n.parse::<usize>().map_err(|_| wrong)?.saturating_add(1) })
    }
}

/// Follow what happens: server-sent events, each a CloudEvent. Without `after`, from now on.
#[utoipa::path(get, path = "/v1/events", tag = "signals",
    params(("types" = Option<String>, Query, description = "Types, separated by commas; all where none is named"),
        ("site" = Option<SiteId>, Query, description = "Only what names this site; everything where none is named"),
        ("after" = Option<String>, Query, description = "The id of the last event that was seen; 0 for the first of the log"),
        ("Last-Event-ID" = Option<String>, Header, description = "The same, as browsers send it")),
    responses((status = 200, content_type = "text/event-stream", body = String), Problems))]
async fn get_events(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let types: Vec<String> = query.all("types")?;
    let site = query.one::<SiteId>("site")?;
    let after = query.one::<Place>("after")?;
    query.end()?;
    let types: BTreeSet<String> = types
        .iter()
        .flat_map(|list| list.split(','))
        .map(|t| t.trim().to_owned())
        .filter(|t| !t.is_empty())
        .collect();
    let header = headers.get("last-event-id").and_then(|v| v.to_str().ok());
    let header = header.map(str::parse::<Place>).transpose().map_err(Problem::malformed)?;
    let live = Place { position: *app.feed.watch().borrow(), n: 0 };
    let place = header.or(after).unwrap_or(live);
    let response = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
    Ok((response, Body::from_stream(follow(app, place, types, site))).into_response())
}

struct Follower {
    app: App,
    place: Place,
    types: Arc<BTreeSet<String>>,
    site: Option<SiteId>,
    more: tokio::sync::watch::Receiver<Position>,
    greeted: bool,
}

fn follow(
    app: App,
    place: Place,
    types: BTreeSet<String>,
    site: Option<SiteId>,
) -> impl Stream<Item = Result<Bytes, Infallible>> {
    let more = app.feed.watch();
    let follower = Follower { app, place, types: Arc::new(types), site, more, greeted: false };
    stream::unfold(follower, |mut follower| async move {
        let bytes = follower.next().await?;
        Some((Ok(bytes), follower))
    })
}

impl Follower {
    /// The next events, or a comment where nothing happens. Nothing more when the engine stops or the log fails.
    async fn next(&mut self) -> Option<Bytes> {
        if !std::mem::replace(&mut self.greeted, true) {
            return Some(Bytes::from_static(b": realtail\n\n"));
        }
        loop {
            self.more.borrow_and_update();
            let seen = self.fetch().await?;
            let mut told = Vec::new();
            for Seen { position, entry, .. } in &seen {
                let skip = if *position == self.place.position { self.place.n } else { 0 };
                for (n, event) in entry.events.iter().enumerate().skip(skip) {
                    if self.wants(event) {
                        told.extend_from_slice(&out(*position, n, entry, event));
                    }
                }
                self.place = Place { position: position.next(), n: 0 };
            }
            if !told.is_empty() {
                return Some(Bytes::from(told));
            }
            if seen.is_empty() {
                match tokio::time::timeout(KEEP_ALIVE, self.more.changed()).await {
                    Ok(Ok(())) => (),
                    Ok(Err(_)) => return None,
                    Err(_) => return Some(Bytes::from_static(b": still here\n\n")),
                }
            }
        }
    }

    fn wants(&self, event: &Event) -> bool {
        (self.types.is_empty() || self.types.contains(event.kind()))
            && self.site.as_ref().is_none_or(|site| names_site(&data_of(event), site))
    }

    async fn fetch(&self) -> Option<Vec<Seen>> {
        let from = Position(self.place.position.0.max(1));
        if let Some(seen) = self.app.feed.from(from, CHUNK) {
            return Some(seen);
        }
        let log = self.app.handle.log().clone();
        let read = move || read_log(log.as_ref(), from);
        match tokio::task::spawn_blocking(read).await {
            Ok(Ok(seen)) => Some(seen),
            Ok(Err(fault)) => {
                tracing::error!("follow events: {fault}");
                None
            }
            Err(_) => None,
        }
    }
}

/// Reads entries that are no longer in memory.
///
/// # Errors
/// What is wrong with the log, in words.
pub fn read_log(log: &dyn realtail_engine::log::LogReader, from: Position) -> Result<Vec<Seen>, String> {
    let mut seen = Vec::new();
    for batch in log.read(from) {
        let batch = batch.map_err(|e| e.to_string())?;
        for (position, entry) in realtail_engine::decode_batch(&batch).map_err(|e| e.to_string())? {
            if position >= from {
                let entry: Logged = entry;
                seen.push(Seen { position, seen_at: entry.at, entry: Arc::new(entry) });
            }
        }
        if seen.len() >= CHUNK {
            break;
        }
    }
    Ok(seen)
}
