//! Signals in: CloudEvents 1.0 in structured, batch and binary mode.

use crate::app::App;
use crate::body;
use crate::caller::{Caller, Deed};
use crate::calls::{Answer, Keys, key, submit};
use crate::problem::{Problem, Problems};
use crate::readings::{command as reading_command, reading_of};
use crate::stock::{check_sale, content_of, oversold_in};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use realtail_engine::{KeyKind, Outcome, Request};
use realtail_kernel::{CustomerId, Epc, Instant, OwnerId, Word};
use realtail_omnichannel as omnichannel;
use realtail_platform::{Command, Refusal};
use realtail_vocabulary::{
    ContactChannel, GeoPosition, Observed, Oversold, Purpose, Sight, Signal, TagRead, WeatherForecast,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use smallvec::SmallVec;
use std::borrow::Cow;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The most events in one batch.
const BATCH_MAX: usize = 10_000;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_signals))
}

/// A CloudEvent as it comes; extension attributes are allowed and passed over.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    specversion: Option<Cow<'a, str>>,
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    source: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
    time: Option<Instant>,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    data_base64: Option<String>,
}

/// A CloudEvent, for the OpenAPI document.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "read as Envelope, which borrows from the body")]
pub(crate) struct CloudEvent {
    #[schema(pattern = "^1\\.0$")]
    specversion: String,
    #[schema(min_length = 1, max_length = 256)]
    id: String,
    #[schema(min_length = 1, max_length = 256)]
    source: String,
    /// One of those listed at /schemas.
    #[schema(rename = "type")]
    r#type: String,
    time: Option<Instant>,
    /// As its type asks, see /schemas/{type}.
    data: serde_json::Value,
}

/// What came of each event, in their order.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Verdicts {
    results: Vec<Verdict>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Verdict {
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// `accepted`, `duplicate` or `refused`.
    #[schema(value_type = String)]
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
    /// Lines of a sale that sold more than the book knew of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    oversold_at_till: Vec<Oversold>,
}

/// Take in signals. Each event is judged on its own; a repeated source and id has no second effect.
#[utoipa::path(post, path = "/v1/signals", tag = "signals",
    request_body(description = "A CloudEvent, a batch of them, or in binary mode (ce- headers) its data",
        content((CloudEvent = "application/cloudevents+json"),
            (Vec<CloudEvent> = "application/cloudevents-batch+json"),
            (serde_json::Value = "application/json"))),
    responses((status = 202, body = Verdicts), Problems))]
async fn post_signals(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    take(&app, &caller, None, &headers, body).await
}

/// Takes in signals; where they come from a shopper, only what is about that shopper.
pub(crate) async fn take(
    app: &App,
    caller: &Caller,
    shopper: Option<&CustomerId>,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    caller.may(Deed::Signal)?;
    let received_at = app.handle.now();
    let bytes = body::read(body).await?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let mut intake =
        Intake { app, caller, shopper, received_at, verdicts: Vec::new(), requests: SmallVec::new() };
    match kind.as_str() {
        "application/cloudevents+json" => intake.take(body::parse_borrowed(&bytes)?),
        "application/cloudevents-batch+json" => intake.take_all(&bytes)?,
        _ if headers.contains_key("ce-type") || headers.contains_key("ce-id") => {
            body::must_be_json(headers)?;
            intake.take(binary(headers, &bytes)?);
        }
        _ => {
            let detail = "send application/cloudevents+json, application/cloudevents-batch+json, or JSON with ce- headers";
            let (status, title) = (StatusCode::UNSUPPORTED_MEDIA_TYPE, "That is no CloudEvent");
            return Err(Problem::new(status, "not-a-cloudevent", title, detail));
        }
    }
    let results = intake.judge().await?;
    Ok((StatusCode::ACCEPTED, axum::Json(Verdicts { results })).into_response())
}

/// The attributes of an event in binary mode stand in headers.
fn binary<'a>(headers: &'a HeaderMap, bytes: &'a [u8]) -> Result<Envelope<'a>, Problem> {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).map(Cow::Borrowed);
    let time = match text("ce-time") {
        None => None,
        Some(time) => Some(
            time.parse().map_err(|e| Problem::malformed(format!("ce-time: {e}")).with("field", "ce-time"))?,
        ),
    };
    let data = if bytes.is_empty() { None } else { Some(body::parse_borrowed(bytes)?) };
    Ok(Envelope {
        specversion: text("ce-specversion"),
        id: text("ce-id"),
        source: text("ce-source"),
        kind: text("ce-type"),
        time,
        data,
        data_base64: None,
    })
}

struct Intake<'a> {
    app: &'a App,
    caller: &'a Caller,
    /// Whose phone they come from.
    shopper: Option<&'a CustomerId>,
    received_at: Instant,
    /// One for each event; those without a verdict of their own wait for the engine's.
    verdicts: Vec<(Verdict, bool)>,
    requests: SmallVec<[Request<Command>; 1]>,
}

impl Intake<'_> {
    fn take_all(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let events: Vec<&RawValue> = body::parse_borrowed(bytes)?;
        if events.len() > BATCH_MAX {
            return Err(Problem::invalid("batch", format!("send at most {BATCH_MAX} events a call")));
        }
        for event in events {
            match body::parse_borrowed::<Envelope<'_>>(event.get().as_bytes()) {
                Ok(envelope) => self.take(envelope),
                Err(problem) => self.verdicts.push((refused(None, None, problem), true)),
            }
        }
        Ok(())
    }

    fn take(&mut self, envelope: Envelope<'_>) {
        let own = |text: &Option<Cow<'_, str>>| text.as_ref().map(|t| t.to_string());
        let (source, id) = (own(&envelope.source), own(&envelope.id));
        match self.read(envelope) {
            Ok(request) => {
                self.requests.push(request);
                let verdict = Verdict {
                    source,
                    id,
                    verdict: "accepted",
                    trace: None,
                    problem: None,
                    oversold_at_till: Vec::new(),
                };
                self.verdicts.push((verdict, false));
            }
            Err(problem) => self.verdicts.push((refused(source, id, problem), true)),
        }
    }

    fn read(&self, envelope: Envelope<'_>) -> Result<Request<Command>, Problem> {
        let missing = |what: &'static str| {
            Problem::malformed(format!("missing attribute `{what}`")).with("field", what)
        };
        match envelope.specversion.as_deref() {
            Some("1.0") => (),
            Some(other) => {
                let detail = format!("specversion is {other:?}; send 1.0");
                return Err(Problem::malformed(detail).with("field", "specversion"));
            }
            None => return Err(missing("specversion")),
        }
        let word = |what: &'static str, text: Option<Cow<'_, str>>| {
            let text = text.ok_or_else(|| missing(what))?;
            Word::new(&text).map_err(|e| Problem::malformed(format!("{what}: {e}")).with("field", what))
        };
        let (source, id) = (word("source", envelope.source)?, word("id", envelope.id)?);
        let kind = envelope.kind.ok_or_else(|| missing("type"))?;
        let decoded;
        let data = match (envelope.data, &envelope.data_base64) {
            (Some(data), _) => data.get(),
            (None, Some(text)) => {
                let wrong =
                    |e: String| Problem::malformed(format!("data_base64: {e}")).with("field", "data_base64");
                let bytes = base64::engine::general_purpose::STANDARD
                    .decode(text)
                    .map_err(|e| wrong(e.to_string()))?;
                decoded = String::from_utf8(bytes).map_err(|e| wrong(e.to_string()))?;
                &decoded
            }
            (None, None) => return Err(missing("data")),
        };
        let signal = Signal::parse(&kind, data)
            .map_err(|e| Problem::malformed(e.to_string()).with("field", "data"))?;
        let source = match self.shopper {
            Some(shopper) => own_only(self.app, &signal, shopper)?,
            None => source,
        };
        let name = compact_str::CompactString::const_new(signal.kind().name());
        let mut keys = Keys::new();
        keys.push(key(KeyKind::Signal, &["signal", source.as_str(), id.as_str()], b""));
        let command = self.command(signal, source, id, envelope.time, &mut keys)?;
        let by = compact_str::CompactString::new(self.caller.key.as_str());
        Ok(Request {
            command,
            signal: name,
            by,
            received_at: self.received_at,
            cause: self.caller.cause,
            keys,
        })
    }

    /// Which command a signal is.
    fn command(
        &self,
        signal: Signal,
        source: Word,
        id: Word,
        time: Option<Instant>,
        keys: &mut Keys,
    ) -> Result<Command, Problem> {
        let caller = self.caller;
        let observed = |source, id, signal| Command::Observe(Box::new(Observed { source, id, time, signal }));
        Ok(match signal {
            Signal::SaleCompleted(sale) => {
                check_sale(caller, &sale)?;
                keys.push(key(KeyKind::Thing, &["sale", sale.sale.as_str()], &content_of(&sale)));
                omnichannel::Command::Sell(sale).into()
            }
            Signal::StockCounted(mut count) => {
                caller.may(Deed::Stock)?;
                caller.at(&count.site)?;
                count.counted_at = count.counted_at.or(time);
                omnichannel::Command::Count(count).into()
            }
            Signal::ShipmentDispatched(dispatch) => {
                caller.may(Deed::Stock)?;
                dispatch.from.as_ref().map_or(Ok(()), |from| caller.at(from))?;
                omnichannel::Command::Dispatch(dispatch).into()
            }
            Signal::ShipmentReceived(receipt) => {
                caller.may(Deed::Stock)?;
                caller.at(&receipt.site)?;
                omnichannel::Command::Receive(receipt).into()
            }
            Signal::PriceChanged(change) => {
                caller.may(Deed::Manage)?;
                omnichannel::Command::Price(omnichannel::PriceCommand::Change(change)).into()
            }
            Signal::TagRead(read) => {
                check_read(caller, &read)?;
                observed(source, id, Signal::TagRead(read))
            }
            Signal::ShelfSeen(seen) => {
                crate::shelves::look_command(self.app, caller, (source, id), seen, (time, self.received_at))?
            }
            Signal::AdViewed(told) => crate::media::seen(told, Sight::Viewed),
            Signal::AdClicked(told) => crate::media::seen(told, Sight::Clicked),
            Signal::PositionChanged(mut moved) => {
                // It goes no further: where somebody is stands in no log.
                if let Some(position) = moved.position.take() {
                    self.moved(&moved.visitor, position)?;
                }
                observed(source, id, Signal::PositionChanged(moved))
            }
            signal => {
                if let Some(reading) = reading_of(&signal, time)
                    && let Some(command) = reading_command(self.app, caller, &reading, self.received_at)?
                {
                    return Ok(command);
                }
                observed(source, id, checked(self.app, caller, signal)?)
            }
        })
    }

    fn moved(&self, visitor: &OwnerId, position: GeoPosition) -> Result<(), Problem> {
        crate::push::check_place(position.lat, position.lon)?;
        if let Ok(customer) = CustomerId::new(visitor.as_str()) {
            crate::shop::moved(self.app, &customer, position, self.received_at);
        }
        Ok(())
    }

    async fn judge(self) -> Result<Vec<Verdict>, Problem> {
        let mut outcomes = if self.requests.is_empty() {
            None
        } else {
            Some(submit(self.app, self.requests).await?.into_iter())
        };
        let settle = |(verdict, settled): (Verdict, bool)| {
            if settled {
                return verdict;
            }
            match outcomes.as_mut().and_then(Iterator::next) {
                Some(outcome) => settled_by(verdict, outcome),
                None => verdict,
            }
        };
        Ok(self.verdicts.into_iter().map(settle).collect())
    }
}

/// What goes into the log as it is told, once it was looked through: what identifies a payment is veiled.
fn checked(app: &App, caller: &Caller, signal: Signal) -> Result<Signal, Problem> {
    match &signal {
        Signal::TillTransacted(told) => crate::loss::check_transaction(caller, told)?,
        Signal::WeatherForecast(told) => check_weather(app, caller, told)?,
        _ => {}
    }
    match signal {
        Signal::PaymentAttempted(told) => {
            crate::loss::veil_attempt(caller, &app.webhook_secret, told).map(Signal::PaymentAttempted)
        }
        signal => Ok(signal),
    }
}

/// A forecast of the weather is of a site that there is, and of days and degrees that there can be.
fn check_weather(app: &App, caller: &Caller, told: &WeatherForecast) -> Result<(), Problem> {
    caller.at(&told.site)?;
    if let Some((field, problem)) = told.fault() {
        return Err(Problem::invalid(&field, problem));
    }
    let known = app.read().machine.omnichannel.catalogue.site_no(&told.site).map(|_| ());
    known.map_err(|refusal| Problem::from(&Refusal::Omnichannel(refusal)))
}

/// What a shopper's phone may tell: what its own bearer looks at, presses and puts in the basket. Its source is the shopper,
/// whatever it calls itself, so that nobody takes the numbers of somebody else's signals. Pages and searches are kept only with
/// the consent `personalisation`.
fn own_only(app: &App, signal: &Signal, shopper: &CustomerId) -> Result<Word, Problem> {
    let keeps_habits = matches!(signal, Signal::PageViewed(_) | Signal::SearchMade(_));
    let (visitor, channel) = match signal {
        Signal::PageViewed(page) => (&page.visitor, Some(&page.channel)),
        Signal::SearchMade(search) => (&search.visitor, Some(&search.channel)),
        Signal::BasketChanged(basket) => (&basket.owner, Some(&basket.channel)),
        Signal::AdViewed(ad) | Signal::AdClicked(ad) => (&ad.visitor, None),
        Signal::SaleCompleted(_)
        | Signal::StockCounted(_)
        | Signal::ShipmentDispatched(_)
        | Signal::ShipmentReceived(_)
        | Signal::OrderPlaced(_)
        | Signal::PriceChanged(_)
        | Signal::ShelfWeighed(_)
        | Signal::ShelfSeen(_)
        | Signal::TemperatureRead(_)
        | Signal::TrafficCounted(_)
        | Signal::TagRead(_)
        | Signal::PaymentSettled(_)
        | Signal::LoyaltyJoined(_)
        | Signal::PositionChanged(_)
        | Signal::TillTransacted(_)
        | Signal::PaymentAttempted(_)
        | Signal::WeatherForecast(_) => {
            let kind = signal.kind().name();
            return Err(Problem::forbidden(format!("a shopper's phone does not tell of {kind}")));
        }
    };
    if visitor.as_str() != shopper.as_str() {
        return Err(Problem::forbidden("a session tells only of its own shopper, as visitor or owner"));
    }
    if channel.is_some_and(|channel| channel.as_str() != "app") {
        return Err(Problem::forbidden("a session is on the channel app"));
    }
    if keeps_habits && !remembers(app, shopper) {
        let detail = "the shopper does not agree that this is kept; PUT /v1/shop/me/consents with the purpose personalisation";
        return Err(Problem::new(StatusCode::FORBIDDEN, "no-consent", "The shopper does not agree", detail));
    }
    Word::new(format!("shop/{shopper}")).map_err(Problem::fault)
}

/// Whether the shopper agrees that what she looks at is remembered.
fn remembers(app: &App, shopper: &CustomerId) -> bool {
    let state = app.read();
    let consents = &state.machine.media.consents;
    [ContactChannel::Onsite, ContactChannel::Push]
        .into_iter()
        .any(|channel| consents.agrees(shopper, Purpose::Personalisation, channel))
}

/// Takes one event in structured mode, from whoever brings it on another line than HTTP.
pub(crate) async fn take_one(app: &App, caller: &Caller, bytes: &[u8]) -> Result<Vec<Verdict>, Problem> {
    let received_at = app.handle.now();
    let mut intake =
        Intake { app, caller, shopper: None, received_at, verdicts: Vec::new(), requests: SmallVec::new() };
    intake.take(body::parse_borrowed(bytes)?);
    intake.judge().await
}

impl Verdict {
    /// Why it was refused, where it was.
    pub(crate) fn into_problem(self) -> Option<Problem> {
        self.problem
    }
}

fn settled_by(mut verdict: Verdict, outcome: Answer) -> Verdict {
    match outcome {
        Outcome::Done { position, entry } => {
            verdict.trace = Some(position.to_string());
            verdict.oversold_at_till = oversold_in(&entry);
            verdict
        }
        Outcome::Unchanged => verdict,
        Outcome::Repeated { position, .. } => {
            verdict.verdict = "duplicate";
            verdict.trace = Some(position.to_string());
            verdict
        }
        Outcome::Conflict { .. } => {
            let detail = "a sale of this number came with another content before";
            refused(verdict.source, verdict.id, Problem::conflicting_retry(detail))
        }
        Outcome::Refused(refusal) => refused(verdict.source, verdict.id, Problem::from(&refusal)),
    }
}

fn refused(source: Option<String>, id: Option<String>, problem: Problem) -> Verdict {
    let problem = Some(problem);
    Verdict { source, id, verdict: "refused", trace: None, problem, oversold_at_till: Vec::new() }
}

/// Kept as it was sent, but nobody could use what is no tag.
fn check_read(caller: &Caller, read: &TagRead) -> Result<(), Problem> {
    caller.at(&read.site)?;
    let is_one = read.epc.as_str().parse::<Epc>();
    is_one.map(drop).map_err(|problem| Problem::invalid("epc", problem.to_string()))
}
