//! Events of the provider.

use crate::payment_intents::amount;
use crate::payment_intents::object::{ASK, Intent, IntentStatus, PAYMENT, Refund};
use crate::provider::{News, Notice, word};
use realtail_kernel::PaymentId;
use realtail_vocabulary::{PaymentOperation, ProviderAnswer};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Event<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
struct Data<'a> {
    #[serde(borrow)]
    object: &'a RawValue,
}

/// Reads an event whose signature is right. What comes late or out of order says no more than what was so when it was
/// made, which is what the ask it names is answered with; an ask is answered once.
pub(super) fn read(body: &[u8]) -> serde_json::Result<Notice> {
    let Event { id, kind, data } = serde_json::from_slice(body)?;
    let object = data.object.get();
    let news = match kind.as_str() {
        "payment_intent.amount_capturable_updated" | "payment_intent.succeeded" => {
            let intent: Intent = serde_json::from_str(object)?;
            if intent.amount_received > 0 { captured(&intent) } else { authorised(&intent) }
        }
        "payment_intent.payment_failed" => authorised(&serde_json::from_str(object)?),
        "payment_intent.canceled" => canceled(&serde_json::from_str(object)?),
        "refund.created" | "refund.updated" | "refund.failed" | "charge.refund.updated" => {
            refunded(&serde_json::from_str(object)?)
        }
        _ => None,
    };
    Ok(Notice { event: word(&id), news: news.unwrap_or(News::Nothing { kind }) })
}

fn payment(metadata: &BTreeMap<String, String>) -> Option<PaymentId> {
    PaymentId::new(metadata.get(PAYMENT)?).ok()
}

fn ask(metadata: &BTreeMap<String, String>) -> Option<u32> {
    metadata.get(ASK)?.parse().ok()
}

fn authorised(intent: &Intent) -> Option<News> {
    let (payment, ask) = (payment(&intent.metadata)?, ask(&intent.metadata)?);
    let answer = intent.authorisation();
    let is_known = !matches!(answer, ProviderAnswer::Unsure { .. });
    is_known.then_some(News::Answer {
        payment,
        ask: Some(ask),
        operation: PaymentOperation::Authorise,
        answer,
    })
}

/// The newest of its captures; each has an event of its own.
fn captured(intent: &Intent) -> Option<News> {
    let (payment, (ask, amount)) = (payment(&intent.metadata)?, intent.last_capture()?);
    let answer = ProviderAnswer::Done { reference: intent.reference(), amount };
    Some(News::Answer { payment, ask: Some(ask), operation: PaymentOperation::Capture, answer })
}

/// Which ask has cancelled it, the intent does not say; it may have been the provider, after some days.
fn canceled(intent: &Intent) -> Option<News> {
    if intent.status != IntentStatus::Canceled {
        return None;
    }
    let amount = amount::back(intent.amount - intent.amount_received, &intent.currency);
    let answer = ProviderAnswer::Done { reference: intent.reference(), amount };
    let operation = PaymentOperation::Void;
    Some(News::Answer { payment: payment(&intent.metadata)?, ask: None, operation, answer })
}

fn refunded(refund: &Refund) -> Option<News> {
    let (payment, ask) = (payment(&refund.metadata)?, ask(&refund.metadata)?);
    let answer = refund.answer();
    let is_known = !matches!(answer, ProviderAnswer::Unsure { .. });
    is_known.then_some(News::Answer { payment, ask: Some(ask), operation: PaymentOperation::Refund, answer })
}
