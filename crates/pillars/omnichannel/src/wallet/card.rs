//! One gift card.

use crate::register::Named;
use realtail_kernel::{Currency, GiftCardId, Instant};
use realtail_vocabulary::Digest;
use serde::{Deserialize, Serialize};

/// A gift card. The balances change by postings only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiftCard {
    /// Its number, which is no secret.
    pub card: GiftCardId,
    /// Of its code.
    pub(super) digest: Digest,
    /// What it is in.
    pub currency: Currency,
    /// What it holds when it is activated, in minor units.
    pub worth: i64,
    /// Until when it may be spent.
    pub expires_at: Option<Instant>,
    /// Since when it may be spent.
    pub active_since: Option<Instant>,
    /// What may be spent.
    pub balance: i64,
    /// What is set aside for payments.
    pub reserved: i64,
    pub(super) due_at: Option<Instant>,
}

impl Named for GiftCard {
    fn name(&self) -> &str {
        self.card.as_str()
    }
}

impl GiftCard {
    /// Whether its time has run out.
    pub fn is_expired(&self, now: Instant) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }

    /// What may be spent at `now`. Expiry is exact, with no tick to wait for.
    pub fn spendable(&self, now: Instant) -> i64 {
        if self.is_expired(now) { 0 } else { self.balance }
    }
}
