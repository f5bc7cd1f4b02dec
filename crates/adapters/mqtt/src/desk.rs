//! What the broker needs of the engine.

use realtail_kernel::{DeviceId, Instant, SiteId};
use realtail_vocabulary::Digest;
use std::future::Future;
use std::pin::Pin;

/// Something that takes a while.
pub type Pending<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What a device measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured {
    /// How warm it is, in degrees Celsius.
    Celsius(f64),
    /// What lies on it, in grams.
    WeightG(i64),
}

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// A device measured something.
    Reading {
        /// Where it stands.
        site: SiteId,
        /// Which.
        device: DeviceId,
        /// What.
        measured: Measured,
        /// When, by its own clock; when it came in, where it does not say.
        at: Instant,
    },
    /// A CloudEvent in structured mode, as it came.
    Signal(Vec<u8>),
}

/// Why something was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The key is unknown, or was revoked.
    UnknownKey,
    /// The key may not do that.
    NotAllowed(String),
    /// It says what cannot be.
    Invalid(String),
    /// The engine has no time: later.
    Busy,
}

/// The engine as the broker sees it.
pub trait Desk: Send + Sync + 'static {
    /// The time, as the engine counts it.
    fn now(&self) -> Instant;

    /// Whose key it is, by its digest.
    ///
    /// # Errors
    /// Where it is unknown, or may not send signals.
    fn admit(&self, secret: &str) -> Result<Digest, Refused>;

    /// Takes a message in; done once all that it came to is durable. Polled on one thread.
    fn take(&self, key: Digest, message: Message) -> Pending<Result<(), Refused>>;

    /// The line of a device is dead.
    fn silent(&self, key: Digest, site: SiteId, device: DeviceId) -> Pending<Result<(), Refused>>;
}
