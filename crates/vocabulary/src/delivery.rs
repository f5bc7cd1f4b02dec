//! How actions reach the outside.

use realtail_kernel::{Instant, Position, WebhookName};
use serde::{Deserialize, Serialize};

/// An address that is told of actions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Webhook {
    /// Its name.
    pub webhook: WebhookName,
    /// Where to send.
    pub url: String,
    /// Which actions; all where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<crate::ActionKind>,
}

/// A delivery that was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DeadLetter {
    /// Who should have got it.
    pub webhook: WebhookName,
    /// The entry of the action.
    pub position: Position,
    /// How often it was tried.
    pub attempts: u32,
    /// What came of the last try.
    pub error: String,
    /// When it was given up.
    pub given_up_at: Instant,
}

/// A change to what was delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryEvent {
    /// An address was added or changed.
    WebhookSet(Webhook),
    /// An address was taken away.
    WebhookRemoved {
        /// Which.
        webhook: WebhookName,
    },
    /// All actions up to an entry were delivered or given up.
    Advanced {
        /// To whom.
        webhook: WebhookName,
        /// Up to which entry.
        through: Position,
    },
    /// One was given up.
    GivenUp(DeadLetter),
    /// One that was given up is to be tried again.
    Resent {
        /// To whom.
        webhook: WebhookName,
        /// The entry of the action.
        position: Position,
    },
    /// One that was to be tried again has arrived.
    Redelivered {
        /// At whom.
        webhook: WebhookName,
        /// The entry of the action.
        position: Position,
    },
}
