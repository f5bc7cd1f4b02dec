//! What payment providers tell of their own accord, and the book of the one for tests.

use crate::app::App;
use crate::body::{self, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::{key, submit};
use crate::problem::{Problem, Problems};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_engine::{KeyKind, Outcome, Request};
use realtail_kernel::{Instant, PaymentId, Reference, Word};
use realtail_omnichannel as omnichannel;
use realtail_omnichannel::payment::{AnswerPayment, AskState};
use realtail_platform::Command;
use realtail_vocabulary::{Amount, Observed, PaymentOperation, PaymentSettled, ProviderAnswer, Signal};
use serde::Serialize;
use smallvec::smallvec;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Under which name answers of providers stand in the log.
const BY: &str = "payments";

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(webhook)).routes(routes!(test_book))
}

/// What a provider tells of its own accord.
#[derive(Clone, Debug)]
pub struct PaymentNotice {
    /// The provider's number of the event.
    pub event: Word,
    /// What it says; nothing where nobody waits for such events.
    pub news: Option<PaymentNews>,
}

/// What became of an ask.
#[derive(Clone, Debug)]
pub struct PaymentNews {
    /// Of which payment.
    pub payment: PaymentId,
    /// Which ask; where it is not said, the newest of this operation.
    pub ask: Option<u32>,
    /// What was done or refused.
    pub operation: PaymentOperation,
    /// What came of it.
    pub answer: ProviderAnswer,
}

/// Why an event is not read.
#[derive(Clone, Debug)]
pub enum WebhookRefused {
    /// No such provider is switched on.
    NoProvider,
    /// It is not signed by the provider.
    BadSignature(String),
    /// Signed, but it cannot be read.
    Unreadable(String),
}

/// The payment providers as the interface sees them.
pub trait PaymentDoor: Send + Sync {
    /// Reads an event once its signature is right.
    ///
    /// # Errors
    /// Where it is not read.
    fn read_webhook(
        &self,
        provider: &str,
        headers: &HeaderMap,
        body: &[u8],
        now: Instant,
    ) -> Result<PaymentNotice, WebhookRefused>;

    /// What the provider for tests has done: at most `max` payments behind `after`; nothing where it is switched off.
    fn test_book(&self, after: Option<&PaymentId>, max: usize) -> Option<Vec<TestPayment>>;
}

/// A payment in the book of the provider for tests.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct TestPayment {
    /// Which.
    pub payment: PaymentId,
    /// What is held, what was taken, let go and given back, and what was asked under which number.
    #[serde(flatten)]
    #[schema(additional_properties)]
    pub account: serde_json::Map<String, serde_json::Value>,
}

/// A page of the book of the provider for tests.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TestBookPage {
    payments: Vec<TestPayment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = WebhookVerdict)]
pub(crate) enum Verdict {
    /// It answered an ask.
    Taken,
    /// The event came before.
    Duplicate,
    /// The ask was answered before.
    Known,
    /// Nobody waits for it.
    Ignored,
}

/// What became of an event.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct WebhookTaken {
    event: Word,
    verdict: Verdict,
}

/// Take in what a payment provider tells, once its signature is right. The same event has one effect; one that nobody
/// waits for is taken and ignored, for a provider sends again what is not taken.
#[utoipa::path(post, path = "/v1/payments/webhooks/{provider}", tag = "payments", security(()),
    request_body(description = "As the provider sends it", content_type = "application/json", content = serde_json::Value),
    params(("provider" = String, Path, description = "`test` or `payment_intents`")),
    responses((status = 202, body = WebhookTaken), Problems))]
async fn webhook(
    State(app): State<App>,
    Segment(provider): Segment<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    if !app.payment_providers.contains(&provider.as_str()) {
        return Err(Problem::not_found("payment provider", provider));
    }
    let bytes = body::read(body).await?;
    let taken = take(&app, &provider, &headers, &bytes).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(taken)).into_response())
}

/// Takes in an event of a provider inside this process, as if it had come over HTTP.
///
/// # Errors
/// What its sender would have been told.
pub async fn take_payment_webhook(
    app: &App,
    provider: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), Problem> {
    app.answer(take(app, provider, headers, body)).await.map(drop)
}

async fn take(app: &App, provider: &str, headers: &HeaderMap, body: &[u8]) -> Result<WebhookTaken, Problem> {
    let read = app.payments.read_webhook(provider, headers, body, app.handle.now());
    let PaymentNotice { event, news } = read.map_err(|refused| match refused {
        WebhookRefused::NoProvider => Problem::not_found("payment provider", provider),
        WebhookRefused::BadSignature(why) => {
            Problem::new(StatusCode::UNAUTHORIZED, "bad-signature", "The signature is not right", why)
        }
        WebhookRefused::Unreadable(why) => Problem::malformed(why),
    })?;
    let Some(news) = news else { return Ok(WebhookTaken { event, verdict: Verdict::Ignored }) };
    let verdict = match standing(app, &news) {
        Standing::Open(ask) => {
            let PaymentNews { payment, answer, .. } = news;
            let command = omnichannel::Command::AnswerPayment(AnswerPayment { payment, ask, answer });
            record(app, provider, &event, body, command.into(), Verdict::Taken).await?
        }
        Standing::Agreed => Verdict::Known,
        Standing::Strange => match unasked(provider, &event, &news) {
            Some(command) => record(app, provider, &event, body, command, Verdict::Ignored).await?,
            None => Verdict::Ignored,
        },
    };
    if verdict == Verdict::Ignored {
        tracing::warn!("{provider} tells in event {event} of a payment that nobody asked for; it is ignored");
    }
    Ok(WebhookTaken { event, verdict })
}

/// How what is told stands to what was asked.
enum Standing {
    /// The ask waits for it.
    Open(u32),
    /// The ask was answered so, or nobody can say more.
    Agreed,
    /// There is no such ask, or it was answered otherwise.
    Strange,
}

fn standing(app: &App, news: &PaymentNews) -> Standing {
    let replica = app.read();
    let Ok(payment) = replica.machine.omnichannel.payments.get(&news.payment) else {
        return Standing::Strange;
    };
    let mut asks = (1..).zip(&payment.asks).filter(|(_, ask)| ask.operation == news.operation);
    let found = match news.ask {
        Some(number) => asks.find(|(n, _)| *n == number),
        None => asks.last(),
    };
    match (found.map(|(n, ask)| (n, &ask.state)), &news.answer) {
        (Some((n, AskState::Waiting | AskState::Unsure)), _) => Standing::Open(n),
        (Some((_, AskState::Done)), ProviderAnswer::Done { .. } | ProviderAnswer::Unsure { .. })
        | (
            Some((_, AskState::Declined(_))),
            ProviderAnswer::Declined { .. } | ProviderAnswer::Unsure { .. },
        ) => Standing::Agreed,
        (Some((_, AskState::Done | AskState::Declined(_))) | None, _) => Standing::Strange,
    }
}

/// Money that moved at the provider and that nobody here asked for belongs into the log.
fn unasked(provider: &str, event: &Word, news: &PaymentNews) -> Option<Command> {
    let ProviderAnswer::Done { reference, amount } = &news.answer else { return None };
    let amount = match news.operation {
        PaymentOperation::Capture => *amount,
        PaymentOperation::Refund => -amount,
        PaymentOperation::Authorise | PaymentOperation::Void => return None,
    };
    let payment = Reference::new(reference.as_str()).or_else(|_| Reference::new(news.payment.as_str()));
    let settled = PaymentSettled { payment: payment.ok()?, sale: None, amount: Amount::Minor(amount) };
    let source = Word::new(format!("payments/{provider}")).ok()?;
    let signal = Signal::PaymentSettled(settled);
    Some(Command::Observe(Box::new(Observed { source, id: event.clone(), time: None, signal })))
}

async fn record(
    app: &App,
    provider: &str,
    event: &Word,
    body: &[u8],
    command: Command,
    verdict: Verdict,
) -> Result<Verdict, Problem> {
    let request = Request {
        command,
        signal: "payment.webhook".into(),
        by: BY.into(),
        received_at: app.handle.now(),
        cause: None,
        keys: smallvec![key(KeyKind::Signal, &["payment-webhook", provider, event.as_str()], body)],
    };
    match submit(app, smallvec![request]).await?.pop() {
        Some(Outcome::Done { .. }) => Ok(verdict),
        Some(Outcome::Repeated { .. } | Outcome::Conflict { .. }) => Ok(Verdict::Duplicate),
        Some(Outcome::Unchanged) | None => Ok(Verdict::Known),
        Some(Outcome::Refused(refusal)) => Err(Problem::from(&refusal)),
    }
}

/// Read the book of the payment provider for tests, to hold it beside the engine's own.
#[utoipa::path(get, path = "/v1/payments/test-provider/book", tag = "payments",
    params(("cursor" = Option<String>, Query), ("limit" = Option<usize>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = TestBookPage), Problems))]
async fn test_book(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Keys)?;
    let (after, limit) = (query.one::<PaymentId>("cursor")?, query.limit()?);
    query.end()?;
    let book = app.payments.test_book(after.as_ref(), limit + 1);
    let mut payments = book.ok_or_else(|| Problem::not_found("payment provider", "test"))?;
    let has_more = payments.len() > limit;
    payments.truncate(limit);
    let last = payments.last().map(|payment| payment.payment.to_string());
    let next_cursor = last.filter(|_| has_more);
    Ok(axum::Json(TestBookPage { payments, next_cursor }).into_response())
}

/// A request that hands in what a provider answered.
pub fn payment_answered(
    ask: (PaymentId, u32),
    answer: ProviderAnswer,
    received_at: Instant,
) -> Request<Command> {
    let (payment, ask) = ask;
    let answer = AnswerPayment { payment, ask, answer };
    Request {
        command: omnichannel::Command::AnswerPayment(answer).into(),
        signal: "payment.answer".into(),
        by: BY.into(),
        received_at,
        cause: None,
        keys: smallvec![],
    }
}
