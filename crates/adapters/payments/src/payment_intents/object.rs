//! Intents, refunds and errors as the provider writes them; of each only what is needed.

use crate::payment_intents::amount;
use crate::payment_intents::answer::declined;
use crate::provider::word;
use realtail_kernel::Word;
use realtail_vocabulary::{PaymentAsk, ProviderAnswer};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The payment of ours that an object is about.
pub(super) const PAYMENT: &str = "realtail_payment";
/// The number of the ask that made it.
pub(super) const ASK: &str = "realtail_ask";
/// The order that is paid.
pub(super) const ORDER: &str = "realtail_order";
/// With the number of an ask behind it: what that ask has captured.
pub(super) const CAPTURE: &str = "realtail_capture_";

/// How far an intent has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum IntentStatus {
    /// The payment method was declined.
    RequiresPaymentMethod,
    /// The shopper would have to do something.
    RequiresAction,
    /// Authorised.
    RequiresCapture,
    /// Let go.
    Canceled,
    /// Captured.
    Succeeded,
    /// Not decided yet: `processing`, `requires_confirmation`, or one that is newer than this.
    #[serde(other)]
    Undecided,
}

/// A payment intent.
#[derive(Debug, Deserialize)]
pub(super) struct Intent {
    pub id: String,
    pub status: IntentStatus,
    pub amount: i64,
    #[serde(default)]
    pub amount_capturable: i64,
    #[serde(default)]
    pub amount_received: i64,
    pub currency: String,
    #[serde(default)]
    pub last_payment_error: Option<ApiError>,
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
    #[serde(default)]
    latest_charge: Option<Charge>,
}

/// A charge: its number, or the whole where that was asked for.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Charge {
    Id(#[expect(dead_code, reason = "told apart from the whole by its shape")] String),
    Whole { payment_method_details: Option<Details> },
}

#[derive(Debug, Deserialize)]
struct Details {
    card: Option<Card>,
}

#[derive(Debug, Deserialize)]
struct Card {
    multicapture: Option<Multicapture>,
}

#[derive(Debug, Deserialize)]
struct Multicapture {
    status: String,
}

/// A refund.
#[derive(Debug, Deserialize)]
pub(super) struct Refund {
    pub id: String,
    pub status: Option<String>,
    pub amount: i64,
    pub currency: String,
    #[serde(default)]
    pub failure_reason: Option<String>,
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
}

/// What is wrong.
#[derive(Debug, Default, Deserialize)]
pub(super) struct ApiError {
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
    #[serde(default)]
    pub code: Option<String>,
    #[serde(default)]
    pub decline_code: Option<String>,
    #[serde(default)]
    pub message: Option<String>,
    #[serde(default)]
    pub payment_intent: Option<Box<Intent>>,
}

/// The body of an answer that says what is wrong.
#[derive(Debug, Deserialize)]
pub(super) struct ErrorBody {
    pub error: ApiError,
}

/// A page of a list.
#[derive(Debug, Deserialize)]
pub(super) struct Page<T> {
    pub data: Vec<T>,
    #[serde(default)]
    pub has_more: bool,
}

impl Intent {
    pub fn reference(&self) -> Word {
        word(&self.id)
    }

    /// Whether this ask of ours has made it.
    pub fn authorises(&self, ask: &PaymentAsk) -> bool {
        is_about(&self.metadata, ask)
    }

    /// What came of the authorisation.
    pub fn authorisation(&self) -> ProviderAnswer {
        match self.status {
            IntentStatus::RequiresCapture | IntentStatus::Succeeded => {
                let amount = amount::back(self.amount, &self.currency);
                ProviderAnswer::Done { reference: self.reference(), amount }
            }
            IntentStatus::RequiresPaymentMethod => match &self.last_payment_error {
                Some(error) => error.declined(),
                None => declined("requires_payment_method", None),
            },
            IntentStatus::RequiresAction => declined("authentication_required", None),
            IntentStatus::Canceled => declined("canceled", None),
            IntentStatus::Undecided => {
                ProviderAnswer::Unsure { problem: word("the provider has not decided") }
            }
        }
    }

    /// What an ask has captured, if it has.
    pub fn captured_by(&self, ask: &PaymentAsk) -> Option<i64> {
        self.metadata.get(&format!("{CAPTURE}{}", ask.ask))?.parse().ok()
    }

    /// The newest capture: the number of its ask, and the amount.
    pub fn last_capture(&self) -> Option<(u32, i64)> {
        let captures = self.metadata.iter().filter_map(|(key, amount)| {
            Some((key.strip_prefix(CAPTURE)?.parse().ok()?, amount.parse().ok()?))
        });
        captures.max()
    }

    /// Whether more can be captured after a part was.
    pub fn takes_several_captures(&self) -> bool {
        let Some(Charge::Whole { payment_method_details: Some(details) }) = &self.latest_charge else {
            return false;
        };
        let multicapture = details.card.as_ref().and_then(|card| card.multicapture.as_ref());
        multicapture.is_some_and(|multicapture| multicapture.status == "available")
    }

    /// Whether nothing of the customer's money is held any more.
    pub fn holds_nothing(&self) -> bool {
        match self.status {
            IntentStatus::Canceled => true,
            IntentStatus::Succeeded => self.amount_capturable == 0,
            IntentStatus::RequiresPaymentMethod
            | IntentStatus::RequiresAction
            | IntentStatus::RequiresCapture
            | IntentStatus::Undecided => false,
        }
    }
}

impl Refund {
    /// Whether this ask of ours has made it.
    pub fn is_for(&self, ask: &PaymentAsk) -> bool {
        is_about(&self.metadata, ask)
    }

    /// What came of it.
    pub fn answer(&self) -> ProviderAnswer {
        match self.status.as_deref() {
            Some("succeeded") => {
                let amount = amount::back(self.amount, &self.currency);
                ProviderAnswer::Done { reference: word(&self.id), amount }
            }
            Some("failed" | "canceled") => {
                declined(self.failure_reason.as_deref().unwrap_or("refund_failed"), None)
            }
            _ => ProviderAnswer::Unsure { problem: word("the refund is under way") },
        }
    }
}

impl ApiError {
    /// As a refusal: the bank's own reason before the provider's.
    pub fn declined(&self) -> ProviderAnswer {
        let code = self.decline_code.as_ref().or(self.code.as_ref()).or(self.kind.as_ref());
        declined(code.map_or("declined", String::as_str), self.message.as_deref())
    }
}

fn is_about(metadata: &BTreeMap<String, String>, ask: &PaymentAsk) -> bool {
    metadata.get(PAYMENT).is_some_and(|payment| payment == ask.payment.as_str())
        && metadata.get(ASK).is_some_and(|n| *n == ask.ask.to_string())
}
