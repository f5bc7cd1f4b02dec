//! What a payment provider is asked, and what it may say.

use bytes::Bytes;
use hyper::HeaderMap;
use realtail_kernel::{Instant, PaymentId, Word};
use realtail_vocabulary::{PaymentAsk, PaymentOperation, ProviderAnswer};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;
use tokio::sync::mpsc::UnboundedReceiver;

/// What a provider says to a call: at once, or once it has been heard.
pub enum Reply<T> {
    /// Known already.
    Now(T),
    /// Known later.
    Later(Pin<Box<dyn Future<Output = T> + Send>>),
}

/// What became of an ask that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Performed {
    /// The provider has answered, or nobody knows whether it has acted.
    Answered(ProviderAnswer),
    /// The provider has certainly not acted, and may be asked again: it is down, or wants to be left alone.
    NotTaken {
        /// What is wrong, without secrets.
        problem: String,
        /// How long it wants to be left alone.
        wait: Option<Duration>,
    },
}

/// What a provider knows of an ask that may have been sent before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// What became of it.
    Answered(ProviderAnswer),
    /// It knows of none, so it may be sent, under the same key.
    NeverArrived,
    /// It cannot say yet.
    StillUnsure {
        /// Why, without secrets.
        problem: String,
        /// How long to wait, where it says so.
        wait: Option<Duration>,
    },
}

/// What a provider tells of its own accord.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The provider's number of the event: the same number is the same event.
    pub event: Word,
    /// What it says.
    pub news: News,
}

/// What an event says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// What became of an ask.
    Answer {
        /// Of which payment.
        payment: PaymentId,
        /// Which ask; where it does not say, the one of this payment that waits for such an operation.
        ask: Option<u32>,
        /// What was done or refused.
        operation: PaymentOperation,
        /// What came of it.
        answer: ProviderAnswer,
    },
    /// Nothing that anybody waits for.
    Nothing {
        /// The kind of event.
        kind: String,
    },
}

/// Why an event is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Not signed, not by the provider, or too long ago.
    BadSignature(&'static str),
    /// Signed, but it cannot be read.
    Unreadable(String),
}

/// An event that a provider inside this process has to tell, as it would come over HTTP.
#[derive(Clone, Debug)]
pub struct Told {
    /// After how long.
    pub after: Duration,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

/// A payment provider. The payment and the number of the ask are the key of a call for ever: the same key has one effect
/// and gets one answer.
pub trait Provider: Send + Sync + 'static {
    /// How asks and addresses call it.
    fn name(&self) -> &'static str;

    /// Does what is asked.
    fn perform(&self, ask: &PaymentAsk) -> Reply<Performed>;

    /// Looks for what became of an ask, without doing anything.
    fn look_up(&self, ask: &PaymentAsk) -> Reply<Found>;

    /// Reads an event that came over HTTP, once its signature is right.
    ///
    /// # Errors
    /// Where it is not signed by the provider, or cannot be read.
    fn read_webhook(&self, headers: &HeaderMap, body: &[u8], now: Instant) -> Result<Notice, Refused>;

    /// Events of a provider inside this process; asked for once.
    fn events(&self) -> Option<UnboundedReceiver<Told>> {
        None
    }
}

/// Other systems' texts may be of any length and hold anything.
pub(crate) fn word(text: &str) -> Word {
    let printable = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = text.chars().map(printable).collect();
    short.truncate(short.floor_char_boundary(256));
    Word::new(short.trim()).unwrap_or_else(|_| Word::new("unknown").expect("a short word"))
}
