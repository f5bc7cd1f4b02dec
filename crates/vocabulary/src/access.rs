//! API keys and what their bearers may do.

use realtail_kernel::{BrandId, Channel, Instant, KeyId, Label, SiteId};
use serde::{Deserialize, Serialize};

/// What the bearer of a key may do.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    Admin,
    /// Everything but keys.
    Operator,
    /// What is done in one store.
    Associate,
    /// What a shop on one channel does: read availability, hold, sell.
    Channel,
    /// Look.
    ReadOnly,
    /// See what one brand's campaigns did, and nothing else.
    Brand,
}

/// SHA-256 of a key's secret. Keys are random and long, so a slow hash would add nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest(pub [u8; 32]);

/// An API key as the log knows it: who, not the secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    /// Its public part.
    pub key: KeyId,
    /// Whose it is, in words.
    pub name: Label,
    /// What it may do.
    pub role: Role,
    /// The only site it may touch; for associates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// The only channel it may sell on; for channels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The brand whose campaigns it sees; for brands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<BrandId>,
    /// Of its secret.
    pub digest: Digest,
    /// Since when.
    pub created_at: Instant,
}

/// A change to the keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessEvent {
    /// A key was made.
    KeyCreated(ApiKey),
    /// A key is good no more.
    KeyRevoked {
        /// Which.
        key: KeyId,
    },
}
