//! From a call to the engine and back: keys, waiting, and the answer read off the log entry.

use crate::app::App;
use crate::caller::Caller;
use crate::problem::Problem;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use realtail_engine::{EntryOf, Key, KeyKind, NotTaken, Outcome, OutcomeOf, Outcomes, Request};
use realtail_kernel::Position;
use realtail_platform::{Command, Retail};
use sha2::{Digest as _, Sha256};
use smallvec::SmallVec;
use std::future::Future;
use std::sync::Arc;
use tokio::sync::oneshot;

/// What came of a request to the retailer.
pub(crate) type Answer = OutcomeOf<Retail>;
/// What stands in the log for it.
pub type Logged = EntryOf<Retail>;
/// The keys of a request.
pub(crate) type Keys = SmallVec<[Key; 1]>;

/// A key from parts that cannot run into each other.
pub(crate) fn key(kind: KeyKind, name: &[&str], content: &[u8]) -> Key {
    let mut names = Sha256::new();
    for part in name {
        names.update((part.len() as u64).to_le_bytes());
        names.update(part.as_bytes());
    }
    let (name, content) = (names.finalize(), Sha256::digest(content));
    let (mut n, mut c) = ([0; 16], [0; 8]);
    n.copy_from_slice(&name[..16]);
    c.copy_from_slice(&content[..8]);
    Key { kind, name: u128::from_le_bytes(n), content: u64::from_le_bytes(c) }
}

/// A write that is being asked for.
pub(crate) struct Call<'a> {
    pub app: &'a App,
    pub caller: &'a Caller,
    pub signal: &'static str,
    pub keys: Keys,
}

impl<'a> Call<'a> {
    /// A call with the idempotency key that came in its headers, if one did.
    pub fn new(
        app: &'a App,
        caller: &'a Caller,
        signal: &'static str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Call<'a>, Problem> {
        Ok(Call::keyed(app, caller, signal, idempotency_key(headers)?.as_ref(), body))
    }

    /// A call with its idempotency key, if it has one.
    pub fn keyed(
        app: &'a App,
        caller: &'a Caller,
        signal: &'static str,
        idempotency_key: Option<&HeaderValue>,
        body: &[u8],
    ) -> Call<'a> {
        let name = |value: &HeaderValue| {
            let text = value.to_str().unwrap_or_default();
            key(KeyKind::Request, &["request", caller.key.as_str(), signal, text], body)
        };
        Call { app, caller, signal, keys: idempotency_key.map(name).into_iter().collect() }
    }

    /// The thing has a number of its own, under which it is recognised.
    pub fn named(mut self, name: &[&str], content: &[u8]) -> Call<'a> {
        self.keys.push(key(KeyKind::Thing, name, content));
        self
    }

    /// Asks, waits, and answers. `done` reads the answer off what stands in the log, now or the first time;
    /// `unchanged` tells it where nothing had to happen.
    pub async fn run(
        self,
        command: impl Into<Command>,
        done: impl Fn(Position, &Logged) -> Response,
        unchanged: impl FnOnce() -> Response,
    ) -> Result<Response, Problem> {
        let app = self.app;
        match self.submit(command.into()).await? {
            Outcome::Unchanged => Ok(unchanged()),
            outcome => told(app, outcome, done),
        }
    }

    /// Asks; the outcome comes when all it rests on is durable.
    pub fn submit(self, command: Command) -> impl Future<Output = Result<Answer, Problem>> + use<> {
        let Call { app, caller, signal, keys } = self;
        let request = Request {
            command,
            signal: compact_str::CompactString::const_new(signal),
            by: compact_str::CompactString::new(caller.key.as_str()),
            received_at: app.handle.now(),
            cause: caller.cause,
            keys,
        };
        crate::gate::submit(app, request)
    }
}

/// The idempotency key that came in the headers, if one did.
pub(crate) fn idempotency_key(headers: &HeaderMap) -> Result<Option<HeaderValue>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    match value.to_str() {
        Ok(text) if (1..=255).contains(&text.len()) => Ok(Some(value.clone())),
        _ => Err(Problem::malformed("Idempotency-Key takes 1 to 255 printable characters")),
    }
}

/// What came of a request, as a response. Where nothing had to happen, the caller knows what to say.
pub(crate) fn told(
    app: &App,
    outcome: Answer,
    done: impl Fn(Position, &Logged) -> Response,
) -> Result<Response, Problem> {
    match outcome {
        Outcome::Done { position, entry } => Ok(done(position, &entry)),
        Outcome::Unchanged => Err(Problem::fault("nothing had to happen, and nobody said so")),
        Outcome::Refused(refusal) => Err(Problem::from(&refusal)),
        Outcome::Repeated { position, .. } => repeated(app, position, done),
        Outcome::Conflict { kind: KeyKind::Request } => Err(Problem::key_reused()),
        Outcome::Conflict { .. } => {
            Err(Problem::conflicting_retry("this number came with another content before"))
        }
    }
}

/// Hands the requests of one call to the engine and waits until all they rest on is durable.
pub(crate) async fn submit(
    app: &App,
    requests: SmallVec<[Request<Command>; 1]>,
) -> Result<Outcomes<Retail>, Problem> {
    let (sender, receiver) = oneshot::channel();
    let reply = Box::new(move |outcomes| {
        // A caller that has gone away needs no answer.
        let _ = sender.send(outcomes);
    });
    app.handle.submit(requests, reply)?;
    receiver.await.map_err(|_| Problem::from(NotTaken::Stopping))
}

/// An entry that is durable: from memory where it is among the newest, else from the log. Reading the log takes a while:
/// not on a thread that serves.
pub(crate) fn entry(app: &App, position: Position) -> Result<Arc<Logged>, Problem> {
    if let Some(seen) = app.feed.get(position) {
        return Ok(seen.entry);
    }
    let entry = app.handle.entry(position).map_err(Problem::fault)?;
    entry.map(Arc::new).ok_or_else(|| Problem::fault(format!("entry {position} is missing")))
}

/// The first answer again.
fn repeated(
    app: &App,
    position: Position,
    done: impl Fn(Position, &Logged) -> Response,
) -> Result<Response, Problem> {
    let entry = app.handle.entry(position).map_err(Problem::fault)?;
    let entry = entry.ok_or_else(|| Problem::fault(format!("entry {position} is missing")))?;
    let mut response = match &entry.refusal {
        Some(refusal) => Problem::from(refusal).into_response(),
        None => done(position, &entry),
    };
    let name = HeaderName::from_static("idempotent-replayed");
    response.headers_mut().insert(name, HeaderValue::from_static("true"));
    Ok(response)
}
