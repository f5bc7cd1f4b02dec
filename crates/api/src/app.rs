//! What every call can reach.

use crate::feed::Feed;
use realtail_engine::Handle;
use realtail_kernel::{Instant, KeyId};
use realtail_platform::Retail;
use realtail_vocabulary::Digest;
use std::sync::Arc;

/// What every call can reach. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// See [`App`].
pub struct Inner {
    /// The engine.
    pub handle: Handle<Retail>,
    /// What was seen of the log since the start.
    pub feed: Arc<Feed>,
    /// Of the key that has all rights whatever the log says, where the settings give one.
    pub admin_digest: Option<Digest>,
    /// The name under which that key's writes are logged.
    pub admin_key: KeyId,
    /// From which the secrets of webhooks are derived.
    pub webhook_secret: [u8; 32],
    /// Since when this process serves.
    pub started_at: Instant,
    /// Which kind of log it writes: `embedded` or `jetstream`.
    pub log_kind: &'static str,
}

impl App {
    /// Makes what is in it reachable.
    pub fn new(inner: Inner) -> App {
        App(Arc::new(inner))
    }
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
