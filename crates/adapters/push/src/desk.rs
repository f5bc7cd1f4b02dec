//! What the couriers need of the engine.

use bytes::Bytes;
use realtail_kernel::{Instant, Position, PushId, SubscriptionId};
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use tokio::sync::watch;

/// Something that is being done.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// One of a shopper's phones.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone {
    /// Its name at the shop.
    pub subscription: SubscriptionId,
    /// Its address at the push service.
    pub endpoint: String,
    /// Its public key, a point of P-256.
    pub key: Vec<u8>,
    /// What only it and the shop know.
    pub auth: Vec<u8>,
}

/// What a shopper's phones are told.
#[derive(Clone)]
pub struct Letter {
    /// Which phones.
    pub phones: Vec<Phone>,
    /// What.
    pub payload: Bytes,
    /// Until when it is worth telling.
    pub expires_at: Instant,
}

/// What became of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A push service has it.
    Sent,
    /// None has, and why.
    Failed(String),
}

/// The engine as the couriers see it.
pub trait Desk: Send + Sync {
    /// Tells when a notice was decided.
    fn changed(&self) -> watch::Receiver<Position>;

    /// The oldest notices that wait, at most `max`, without those that are at work.
    fn waiting(&self, at_work: &BTreeSet<PushId>, max: usize) -> Vec<PushId>;

    /// What is to be told, as things stand at this moment. It is asked before each try.
    ///
    /// # Errors
    /// Why it is not to be told any more.
    fn letter(&self, push: &PushId) -> Result<Letter, String>;

    /// Writes down what became of it.
    fn settle<'a>(&'a self, push: &'a PushId, outcome: Outcome) -> Pending<'a, ()>;

    /// Writes down that the push service knows one of its phones no more.
    fn gone<'a>(&'a self, push: &'a PushId, phone: &'a SubscriptionId) -> Pending<'a, ()>;

    /// The time.
    fn now(&self) -> Instant;
}
