//! Carries what is asked of payment providers to them and their answers back: each ask under one key for ever, and what
//! nobody knows is asked again, never guessed. Two providers: one for tests, and one in the shape of payment intents.

mod backoff;
mod courier;
mod desk;
mod line;
pub mod payment_intents;
mod provider;
mod sign;
pub mod test_provider;

pub use courier::Payments;
pub use desk::{Answered, Desk, NotTaken, Pending, Taken};
pub use hyper::HeaderMap;
pub use payment_intents::PaymentIntents;
pub use provider::{Found, News, Notice, Performed, Provider, Refused, Reply, Told};
pub use test_provider::TestProvider;

use std::time::Duration;

/// How providers are asked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Calls to one provider that may be on their way at once.
    pub window: usize,
    /// How long one call may take before nobody knows what became of it.
    pub timeout: Duration,
    /// The wait before a provider is asked again; it doubles with each time.
    pub backoff_base: Duration,
    /// The longest wait.
    pub backoff_max: Duration,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            window: 64,
            timeout: Duration::from_secs(10),
            backoff_base: Duration::from_millis(250),
            backoff_max: Duration::from_secs(60),
        }
    }
}
