//! What the courier asks of the engine: what there is to ask of providers, and where to hand in their answers.

use crate::provider::Told;
use realtail_kernel::PaymentId;
use realtail_vocabulary::{PaymentAsk, ProviderAnswer};
use std::future::Future;
use std::pin::Pin;
use tokio::sync::mpsc::UnboundedReceiver;

/// What came of an ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Of which payment.
    pub payment: PaymentId,
    /// Which ask.
    pub ask: u32,
    /// What came of it.
    pub answer: ProviderAnswer,
}

/// Why answers were not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// Not now; to be handed in again in a moment.
    Busy,
    /// The engine is stopping.
    Stopping,
}

/// Something that will be there.
pub type Pending<T> = Pin<Box<dyn Future<Output = T> + Send>>;
/// Done once the answers are durable; one that changes nothing is done, too.
pub type Taken = Pending<Result<(), NotTaken>>;

/// What the courier asks of the engine.
pub trait Desk: Send + Sync + 'static {
    /// Asks that become durable from now on, in their order; asked for once, before `waiting`.
    fn asks(&self) -> UnboundedReceiver<Vec<PaymentAsk>>;

    /// All durable asks that have no final answer, in their order.
    fn waiting(&self) -> Pending<Vec<PaymentAsk>>;

    /// An ask as its provider takes it: with the token that was sealed, where the key to it still exists.
    fn open(&self, ask: PaymentAsk) -> PaymentAsk {
        ask
    }

    /// Whether an ask has no final answer: a webhook may have brought one.
    fn lacks_answer(&self, payment: &PaymentId, ask: u32) -> bool;

    /// Hands answers in. What follows from them is decided before this comes back.
    fn answer(&self, answers: Vec<Answered>) -> Taken;

    /// Takes an event of a provider inside this process, as if it had come over HTTP.
    fn told(&self, provider: &str, event: Told) -> Pending<()>;
}
