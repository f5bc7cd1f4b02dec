//! What is known of one shopper here: phones, quiet hours, what was looked at, what was told.

use crate::notice::Notice;
use realtail_kernel::{Instant, ItemId, PushOfferId, Rejection, SubscriptionId};
use realtail_vocabulary::{Subscription, WallHours};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most phones of one shopper.
const SUBSCRIPTIONS_MAX: usize = 10;
/// The most items of which it is kept that a shopper looked at them.
const INTEREST_MAX: usize = 50;
/// For how long it is kept.
const INTEREST_MS: i64 = 7 * 24 * 60 * 60 * 1_000;
/// The most notices that are kept; caps are never higher.
pub(crate) const NOTICES_MAX: usize = 50;

/// One shopper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shopper {
    /// The phones.
    pub subscriptions: BTreeMap<SubscriptionId, Subscription>,
    /// When not to be disturbed.
    pub quiet: Option<WallHours>,
    /// What was looked at, and when last.
    pub interest: BTreeMap<ItemId, Instant>,
    /// What was told, the oldest first.
    pub notices: Vec<Notice>,
    /// Of which offers a notice reached the shopper, or still may.
    pub told: BTreeSet<PushOfferId>,
}

impl Shopper {
    /// Whether nothing is known.
    pub(crate) fn is_blank(&self) -> bool {
        *self == Shopper::default()
    }

    /// Phones that the push service has not let end.
    pub fn phones(&self, now: Instant) -> impl Iterator<Item = &Subscription> {
        self.subscriptions.values().filter(move |one| one.expires_at.is_none_or(|end| end > now))
    }

    /// Whether the shopper looked at an item lately.
    pub fn is_interested_in(&self, item: &ItemId, now: Instant) -> bool {
        self.interest.get(item).is_some_and(|at| now < at.plus_ms(INTEREST_MS))
    }

    /// Whether it is a time at which the shopper is not to be disturbed.
    pub fn is_quiet(&self, now: Instant) -> bool {
        self.quiet.as_ref().is_some_and(|quiet| quiet.contain(now))
    }

    /// How many notices of the last so many days count.
    pub(crate) fn told_within(&self, days: i64, now: Instant) -> usize {
        let since = now.plus_ms(-days * 24 * 60 * 60 * 1_000);
        self.notices.iter().filter(|notice| notice.at > since && notice.counts()).count()
    }

    pub(crate) fn may_add(&self, subscription: &SubscriptionId) -> Result<(), Rejection> {
        if self.subscriptions.len() < SUBSCRIPTIONS_MAX || self.subscriptions.contains_key(subscription) {
            return Ok(());
        }
        let problem = format!("{SUBSCRIPTIONS_MAX} phones are told already; remove one first");
        Err(Rejection::wrong_state(problem))
    }

    pub(crate) fn show_interest(&mut self, item: &ItemId, at: Instant) {
        self.interest.retain(|_, seen| at < seen.plus_ms(INTEREST_MS));
        self.interest.insert(item.clone(), at);
        if self.interest.len() > INTEREST_MAX
            && let Some(oldest) =
                self.interest.iter().min_by_key(|(_, at)| **at).map(|(item, _)| item.clone())
        {
            self.interest.remove(&oldest);
        }
    }

    /// Keeps a notice, and gives back the one for which there is no room any more.
    pub(crate) fn tell(&mut self, notice: Notice) -> Option<Notice> {
        self.told.insert(notice.offer.clone());
        self.notices.push(notice);
        (self.notices.len() > NOTICES_MAX).then(|| self.notices.remove(0))
    }
}
