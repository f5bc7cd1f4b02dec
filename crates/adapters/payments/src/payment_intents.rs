//! Payment intents: the public API shape of Stripe and of those that offer the same. Authorised with a token of a payment
//! method, captured in parts, cancelled, refunded. No card number is ever sent.

mod amount;
mod answer;
mod client;
mod event;
mod form;
mod object;

use crate::provider::{Found, Notice, Performed, Provider, Refused, Reply, word};
use crate::sign;
use answer::{declined, judge, look};
use client::Client;
use hyper::HeaderMap;
use object::{Intent, IntentStatus, Page, Refund};
use realtail_kernel::{Instant, Word};
use realtail_vocabulary::{PaymentAsk, PaymentOperation, ProviderAnswer};
use std::sync::Arc;

/// How asks and addresses call it.
pub const NAME: &str = "payment_intents";
/// Refunds on one page of their list.
const PAGE: usize = 100;

/// Where the provider is, and what it knows us by.
#[derive(Clone)]
pub struct Settings {
    /// The start of its addresses, such as `https://api.stripe.com`.
    pub url: String,
    /// The secret key.
    pub key: String,
    /// What it signs its events with.
    pub webhook_secret: String,
    /// An event is not taken longer after it was signed.
    pub tolerance_s: i64,
    /// Which version of its interface is spoken.
    pub version: String,
    /// The start of all idempotency keys: different for each engine that has the same account.
    pub key_prefix: String,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("url", &self.url).finish_non_exhaustive()
    }
}

/// See the module.
pub struct PaymentIntents {
    client: Arc<Client>,
    webhook_secret: String,
    tolerance_s: i64,
}

impl PaymentIntents {
    /// A client of the provider.
    ///
    /// # Errors
    /// Where a setting cannot be: an address that is no address, or one that would carry the secret in the clear.
    pub fn new(settings: Settings) -> Result<PaymentIntents, String> {
        let Settings { webhook_secret, tolerance_s, .. } = settings.clone();
        if webhook_secret.is_empty() {
            return Err("there is no webhook secret, so anybody could say that something was paid".to_owned());
        }
        Ok(PaymentIntents { client: Arc::new(Client::new(settings)?), webhook_secret, tolerance_s })
    }
}

impl Provider for PaymentIntents {
    fn name(&self) -> &'static str {
        NAME
    }

    fn perform(&self, ask: &PaymentAsk) -> Reply<Performed> {
        let (client, ask) = (self.client.clone(), ask.clone());
        if let Err(code) = may_be_sent(&ask) {
            let detail = None;
            return Reply::Now(Performed::Answered(ProviderAnswer::Declined { code: word(code), detail }));
        }
        Reply::Later(Box::pin(async move {
            match ask.operation {
                PaymentOperation::Authorise => authorise(&client, &ask).await,
                PaymentOperation::Capture => capture(&client, &ask).await,
                PaymentOperation::Void => void(&client, &ask).await,
                PaymentOperation::Refund => refund(&client, &ask).await,
            }
        }))
    }

    fn look_up(&self, ask: &PaymentAsk) -> Reply<Found> {
        let (client, ask) = (self.client.clone(), ask.clone());
        if may_be_sent(&ask).is_err() {
            return Reply::Now(Found::NeverArrived);
        }
        Reply::Later(Box::pin(async move {
            match ask.operation {
                PaymentOperation::Authorise => find_authorisation(&client, &ask).await,
                PaymentOperation::Capture | PaymentOperation::Void => find_change(&client, &ask).await,
                PaymentOperation::Refund => find_refund(&client, &ask).await,
            }
        }))
    }

    fn read_webhook(&self, headers: &HeaderMap, body: &[u8], now: Instant) -> Result<Notice, Refused> {
        let signature = headers.get("stripe-signature").and_then(|value| value.to_str().ok());
        let secret = self.webhook_secret.as_bytes();
        sign::verify(secret, signature, body, now.micros() / 1_000_000, self.tolerance_s)?;
        event::read(body).map_err(|error| Refused::Unreadable(error.to_string()))
    }
}

/// What would be wrong to send, by the code of its refusal.
fn may_be_sent(ask: &PaymentAsk) -> Result<(), &'static str> {
    match (ask.operation, &ask.token, &ask.reference) {
        (PaymentOperation::Authorise, None, _) => return Err("token_missing"),
        (PaymentOperation::Authorise, Some(token), _) => {
            if realtail_kernel::looks_like_a_card_number(token.as_str()) {
                return Err("card_number_refused");
            }
            if !token.as_str().starts_with("pm_") {
                return Err("not_a_payment_method");
            }
        }
        (_, _, Some(reference)) if is_id(reference) => (),
        (_, _, _) => return Err("reference_missing"),
    }
    if ask.operation == PaymentOperation::Void {
        return Ok(());
    }
    amount::out(ask.amount, ask.currency).map(drop).ok_or("amount_not_payable")
}

/// It becomes a part of an address.
fn is_id(reference: &Word) -> bool {
    reference.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

async fn authorise(client: &Client, ask: &PaymentAsk) -> Performed {
    let heard = client.post("/v1/payment_intents", &form::authorise(ask), ask).await;
    judge(heard, |body| Ok(serde_json::from_slice::<Intent>(body)?.authorisation()))
}

/// Looks first: what was captured under this key stands in the intent itself, however old the key is; and what can still
/// be captured tells whether this is the last part.
async fn capture(client: &Client, ask: &PaymentAsk) -> Performed {
    let intent = match look::<Intent>(client.get(&address(ask, "?expand[]=latest_charge")).await) {
        Ok(intent) => intent,
        Err(Found::Answered(answer)) => return Performed::Answered(answer),
        Err(Found::StillUnsure { problem, wait }) => return Performed::NotTaken { problem, wait },
        Err(Found::NeverArrived) => return Performed::Answered(declined("resource_missing", None)),
    };
    if let Some(amount) = intent.captured_by(ask) {
        return Performed::Answered(ProviderAnswer::Done { reference: intent.reference(), amount });
    }
    let is_last = !intent.takes_several_captures() || Some(intent.amount_capturable) == sent(ask);
    let heard = client.post(&address(ask, "/capture"), &form::capture(ask, is_last), ask).await;
    judge(heard, |body| {
        let reference = serde_json::from_slice::<Intent>(body)?.reference();
        Ok(ProviderAnswer::Done { reference, amount: ask.amount })
    })
}

async fn void(client: &Client, ask: &PaymentAsk) -> Performed {
    let heard = client.post(&address(ask, "/cancel"), &form::void(), ask).await;
    // A capture that was the last has let the rest go: there is nothing left to void.
    if let Some(intent) = answer::intent_at_fault(&heard)
        && intent.holds_nothing()
    {
        return Performed::Answered(ProviderAnswer::Done {
            reference: intent.reference(),
            amount: ask.amount,
        });
    }
    judge(heard, |body| {
        let reference = serde_json::from_slice::<Intent>(body)?.reference();
        Ok(ProviderAnswer::Done { reference, amount: ask.amount })
    })
}

async fn refund(client: &Client, ask: &PaymentAsk) -> Performed {
    let heard = client.post("/v1/refunds", &form::refund(ask), ask).await;
    judge(heard, |body| Ok(serde_json::from_slice::<Refund>(body)?.answer()))
}

/// By what we wrote into the intent. The index of the search is some seconds behind, and keys are forgotten after a day:
/// what is too young to be found is sent again under the same key, and what is too old for the key is found.
async fn find_authorisation(client: &Client, ask: &PaymentAsk) -> Found {
    let page: Page<Intent> = match look(client.get(&form::search(ask)).await) {
        Ok(page) => page,
        // Not every provider of this shape can search.
        Err(Found::Answered(_) | Found::NeverArrived) => return Found::NeverArrived,
        Err(unsure) => return unsure,
    };
    match page.data.iter().find(|intent| intent.authorises(ask)) {
        Some(intent) => Found::Answered(intent.authorisation()),
        None => Found::NeverArrived,
    }
}

async fn find_change(client: &Client, ask: &PaymentAsk) -> Found {
    let intent: Intent = match look(client.get(&address(ask, "")).await) {
        Ok(intent) => intent,
        Err(found) => return found,
    };
    let done = if ask.operation == PaymentOperation::Void {
        (intent.status == IntentStatus::Canceled).then_some(ask.amount)
    } else {
        intent.captured_by(ask)
    };
    match done {
        Some(amount) => Found::Answered(ProviderAnswer::Done { reference: intent.reference(), amount }),
        None => Found::NeverArrived,
    }
}

async fn find_refund(client: &Client, ask: &PaymentAsk) -> Found {
    let mut after = None;
    loop {
        let page: Page<Refund> = match look(client.get(&form::refunds(ask, after.as_deref(), PAGE)).await) {
            Ok(page) => page,
            Err(found) => return found,
        };
        if let Some(refund) = page.data.iter().find(|refund| refund.is_for(ask)) {
            return Found::Answered(refund.answer());
        }
        match page.data.last() {
            Some(last) if page.has_more => after = Some(last.id.clone()),
            _ => return Found::NeverArrived,
        }
    }
}

/// Below the intent of an ask.
fn address(ask: &PaymentAsk, rest: &str) -> String {
    format!("/v1/payment_intents/{}{rest}", ask.reference.as_ref().map_or("", Word::as_str))
}

/// The amount as it goes over the wire.
fn sent(ask: &PaymentAsk) -> Option<i64> {
    amount::out(ask.amount, ask.currency)
}
