//! Notices to shoppers' phones, and the offers that they tell of.

use realtail_kernel::{CustomerId, PushId, PushOfferId, Word};
use serde::{Deserialize, Serialize};

/// What happened in the mobile pillar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MobileEvent {
    /// A notice is to go out.
    PushDecided {
        /// Its name.
        push: PushId,
        /// To whom.
        customer: CustomerId,
        /// About which offer.
        offer: PushOfferId,
    },
    /// The push service has taken it.
    PushSent {
        /// Which.
        push: PushId,
    },
    /// The push service has not taken it.
    PushFailed {
        /// Which.
        push: PushId,
        /// Why.
        reason: Word,
    },
}
