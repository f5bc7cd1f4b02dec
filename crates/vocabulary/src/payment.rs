//! Payments: what is asked of a provider, what it answered, and what has become of the money.

use crate::customer::Sealed;
use realtail_kernel::{Currency, CustomerId, Instant, OrderId, PaymentId, ReturnId, Word};
use serde::{Deserialize, Serialize};

/// What a provider may be asked for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PaymentOperation {
    /// Keep the amount ready for us.
    Authorise,
    /// Take an amount of what is kept ready.
    Capture,
    /// Keep nothing ready any longer.
    Void,
    /// Give an amount back of what was taken.
    Refund,
}

impl PaymentOperation {
    /// Its name as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            PaymentOperation::Authorise => "authorise",
            PaymentOperation::Capture => "capture",
            PaymentOperation::Void => "void",
            PaymentOperation::Refund => "refund",
        }
    }
}

/// A shopper's token at a provider, sealed under a key of whoever pays: a copy of the log pays for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedToken {
    /// Under whose key.
    pub customer: CustomerId,
    /// The token.
    pub sealed: Sealed,
}

/// An ask to a provider, durable before it leaves. The payment and the number of the ask are its idempotency key for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentAsk {
    /// The payment.
    pub payment: PaymentId,
    /// Which ask of this payment: 1 is the first.
    pub ask: u32,
    /// What is asked for.
    pub operation: PaymentOperation,
    /// How much, in minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// Who is asked: `test`, `payment_intents`.
    pub provider: Word,
    /// What the provider gave the shopper to pay with: a token, never a card number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Word>,
    /// The same, sealed; it is opened when the provider is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_token: Option<SealedToken>,
    /// The provider's own number of the payment, once it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Word>,
    /// The order that is paid.
    pub order: OrderId,
    /// The return that is refunded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_id: Option<ReturnId>,
}

/// What a provider answered to an ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderAnswer {
    /// It did it.
    Done {
        /// Its own number of the payment.
        reference: Word,
        /// How much, in minor units.
        amount: i64,
    },
    /// It did not, and will not.
    Declined {
        /// Its word for why, such as `card_declined`.
        code: Word,
        /// More of it, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<Word>,
    },
    /// Nobody knows: it is looked up, or asked again under the same key.
    Unsure {
        /// What happened on the way.
        problem: Word,
    },
}

/// A change to a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentEvent {
    /// The provider is asked.
    Asked(PaymentAsk),
    /// It answered.
    Answered {
        /// The payment.
        payment: PaymentId,
        /// Which ask.
        ask: u32,
        /// What it was asked for.
        operation: PaymentOperation,
        /// What it said.
        answer: ProviderAnswer,
    },
    /// Money that needs no provider changed hands: cash at a till, points, a gift card.
    Settled {
        /// The payment.
        payment: PaymentId,
        /// What happened.
        operation: PaymentOperation,
        /// How much, in minor units.
        amount: i64,
        /// ISO 4217.
        currency: Currency,
        /// The means: `cash`, `points`, `gift_card`.
        means: Word,
        /// The order that is paid.
        order: OrderId,
        /// The return that is refunded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        return_id: Option<ReturnId>,
        /// When.
        at: Instant,
    },
}

impl PaymentEvent {
    /// The payment it is about.
    pub fn payment(&self) -> &PaymentId {
        match self {
            PaymentEvent::Asked(ask) => &ask.payment,
            PaymentEvent::Answered { payment, .. } | PaymentEvent::Settled { payment, .. } => payment,
        }
    }
}
