//! The pillar as one machine.

use crate::notice::{Notice, NoticeState};
use crate::offer::{self, Offer};
use crate::shopper::Shopper;
use realtail_kernel::{
    CustomerId, Instant, ItemId, Machine, Position, PushId, PushOfferId, Rejection, Stamp, SubscriptionId,
    Word,
};
use realtail_vocabulary::{MobileEvent, PushOffer, Subscription, SubscriptionEnd, WallHours};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What may be asked of the pillar, beside [`crate::DecidePush`], which has to know more than the pillar does.
#[derive(Clone, Debug)]
pub enum Command {
    /// Tell one more of a shopper's phones.
    Subscribe(Box<Subscription>),
    /// Tell it no more.
    Unsubscribe {
        /// Whose.
        customer: CustomerId,
        /// Which.
        subscription: SubscriptionId,
        /// Why.
        why: SubscriptionEnd,
    },
    /// Disturb a shopper at other hours.
    SetQuietHours(CustomerId, Option<WallHours>),
    /// Tell of an offer.
    SetOffer(Box<PushOffer>),
    /// Tell of it no more.
    RemoveOffer(PushOfferId),
    /// Forget what a shopper looked at.
    ForgetInterest(CustomerId),
    /// The push service has taken a notice.
    Sent(PushId),
    /// The push service has not taken it.
    Failed(PushId, Word),
    /// The shopper opened it.
    Opened(PushId, CustomerId),
}

/// Notices to shoppers' phones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mobile {
    /// The offers.
    pub offers: BTreeMap<PushOfferId, Offer>,
    /// A copy of all shares each with its original until one of them changes.
    shoppers: BTreeMap<CustomerId, Arc<Shopper>>,
    /// Notices that were decided and are not told yet, by where they stand in the log, and for whom.
    waiting: BTreeMap<Position, (PushId, CustomerId)>,
    /// Where the newest notices stand, and for whom they are.
    decided: BTreeMap<PushId, (Position, CustomerId)>,
}

impl Machine for Mobile {
    type Command = Command;
    type Event = MobileEvent;
    type Refusal = Rejection;

    fn decide(&self, command: &Command, _now: Instant) -> Result<Vec<MobileEvent>, Rejection> {
        match command {
            Command::Subscribe(subscription) => self.subscribe(subscription),
            Command::Unsubscribe { customer, subscription, why } => {
                let known =
                    self.shopper(customer).is_some_and(|one| one.subscriptions.contains_key(subscription));
                let (customer, subscription) = (customer.clone(), subscription.clone());
                let removed = MobileEvent::SubscriptionRemoved { customer, subscription, why: *why };
                Ok(known.then_some(removed).into_iter().collect())
            }
            Command::SetQuietHours(customer, quiet) => {
                let known = self.shopper(customer).and_then(|shopper| shopper.quiet.as_ref());
                let set = MobileEvent::QuietHoursSet { customer: customer.clone(), quiet: quiet.clone() };
                Ok((known != quiet.as_ref()).then_some(set).into_iter().collect())
            }
            Command::SetOffer(offer) => offer::set(self, offer),
            Command::RemoveOffer(offer) => offer::remove(self, offer),
            Command::ForgetInterest(customer) => {
                let known = self.shopper(customer).is_some_and(|shopper| !shopper.interest.is_empty());
                let forgotten = MobileEvent::InterestForgotten { customer: customer.clone() };
                Ok(known.then_some(forgotten).into_iter().collect())
            }
            Command::Sent(push) => Ok(self.if_waiting(push, || MobileEvent::PushSent { push: push.clone() })),
            Command::Failed(push, reason) => {
                let failed = || MobileEvent::PushFailed { push: push.clone(), reason: reason.clone() };
                Ok(self.if_waiting(push, failed))
            }
            Command::Opened(push, customer) => self.open(push, customer),
        }
    }

    fn apply(&mut self, event: &MobileEvent, stamp: Stamp) {
        match event {
            MobileEvent::SubscriptionSet(one) => {
                let (name, one) = (one.subscription.clone(), one.as_ref().clone());
                self.shopper_mut(&one.customer.clone()).subscriptions.insert(name, one);
            }
            MobileEvent::SubscriptionRemoved { customer, subscription, .. } => {
                self.shopper_mut(customer).subscriptions.remove(subscription);
                self.tidy(customer);
            }
            MobileEvent::QuietHoursSet { customer, quiet } => {
                self.shopper_mut(customer).quiet.clone_from(quiet);
                self.tidy(customer);
            }
            MobileEvent::OfferSet(offer) => {
                let set = Offer { offer: offer.as_ref().clone(), position: stamp.position };
                self.offers.insert(offer.offer.clone(), set);
            }
            MobileEvent::OfferRemoved { offer } => {
                self.offers.remove(offer);
            }
            MobileEvent::InterestShown { customer, item } => {
                self.shopper_mut(customer).show_interest(item, stamp.at);
            }
            MobileEvent::InterestForgotten { customer } => {
                self.shopper_mut(customer).interest.clear();
                self.tidy(customer);
            }
            MobileEvent::PushDecided { push, customer, offer, item, site, at, expires_at } => {
                let notice = Notice {
                    push: push.clone(),
                    offer: offer.clone(),
                    item: item.clone(),
                    site: site.clone(),
                    at: *at,
                    expires_at: *expires_at,
                    position: stamp.position,
                    state: NoticeState::Decided,
                };
                self.waiting.insert(stamp.position, (push.clone(), customer.clone()));
                self.tell(customer, notice);
            }
            MobileEvent::PushSent { push } => self.settle(push, NoticeState::Sent(stamp.at)),
            MobileEvent::PushFailed { push, reason } => {
                self.settle(push, NoticeState::Failed(reason.clone()));
            }
            MobileEvent::PushOpened { push, .. } => self.settle(push, NoticeState::Opened(stamp.at)),
        }
    }
}

impl Mobile {
    /// What is known of a shopper.
    pub fn shopper(&self, customer: &CustomerId) -> Option<&Shopper> {
        self.shoppers.get(customer).map(Arc::as_ref)
    }

    /// How many shoppers something is known of.
    pub fn shoppers(&self) -> usize {
        self.shoppers.len()
    }

    pub(crate) fn all_shoppers(&self) -> impl Iterator<Item = (&CustomerId, &Shopper)> {
        self.shoppers.iter().map(|(customer, shopper)| (customer, shopper.as_ref()))
    }

    /// Notices that were decided and are not told yet, the oldest first: where, which, and for whom.
    pub fn waiting(&self) -> impl Iterator<Item = (Position, &PushId, &CustomerId)> {
        self.waiting.iter().map(|(position, (push, customer))| (*position, push, customer))
    }

    /// A notice, and for whom it is.
    pub fn notice(&self, push: &PushId) -> Option<(&CustomerId, &Notice)> {
        let (_, customer) = self.decided.get(push)?;
        let notice = self.shopper(customer)?.notices.iter().find(|notice| notice.push == *push)?;
        Some((customer, notice))
    }

    /// A shopper who agreed to it looked at an item.
    pub fn interest(customer: &CustomerId, item: &ItemId) -> MobileEvent {
        MobileEvent::InterestShown { customer: customer.clone(), item: item.clone() }
    }

    /// Forgets whoever is forgotten everywhere.
    pub fn forget(&mut self, customers: &[CustomerId]) {
        for customer in customers {
            let Some(shopper) = self.shoppers.remove(customer) else { continue };
            for notice in &shopper.notices {
                self.waiting.remove(&notice.position);
                self.decided.remove(&notice.push);
            }
        }
    }

    fn subscribe(&self, subscription: &Subscription) -> Result<Vec<MobileEvent>, Rejection> {
        if let Some(known) = self.shopper(&subscription.customer) {
            known.may_add(&subscription.subscription)?;
        }
        Ok(vec![MobileEvent::SubscriptionSet(Box::new(subscription.clone()))])
    }

    /// Whoever sends may say so twice.
    fn if_waiting(&self, push: &PushId, event: impl FnOnce() -> MobileEvent) -> Vec<MobileEvent> {
        let waits = self.decided.get(push).is_some_and(|(position, _)| self.waiting.contains_key(position));
        waits.then(event).into_iter().collect()
    }

    fn open(&self, push: &PushId, customer: &CustomerId) -> Result<Vec<MobileEvent>, Rejection> {
        let known = self.notice(push).filter(|(to, _)| *to == customer);
        let (_, notice) = known.ok_or_else(|| Rejection::unknown("notice", push))?;
        Ok(match notice.state {
            NoticeState::Opened(_) => Vec::new(),
            // A phone may show it before the push service has answered us.
            NoticeState::Decided | NoticeState::Sent(_) | NoticeState::Failed(_) => {
                vec![MobileEvent::PushOpened { push: push.clone(), customer: customer.clone() }]
            }
        })
    }

    fn shopper_mut(&mut self, customer: &CustomerId) -> &mut Shopper {
        Arc::make_mut(self.shoppers.entry(customer.clone()).or_default())
    }

    /// Of whom nothing is left, nothing is kept.
    fn tidy(&mut self, customer: &CustomerId) {
        if self.shopper(customer).is_some_and(Shopper::is_blank) {
            self.shoppers.remove(customer);
        }
    }

    fn tell(&mut self, customer: &CustomerId, notice: Notice) {
        self.decided.insert(notice.push.clone(), (notice.position, customer.clone()));
        if let Some(oldest) = self.shopper_mut(customer).tell(notice) {
            self.decided.remove(&oldest.push);
            self.waiting.remove(&oldest.position);
        }
    }

    fn settle(&mut self, push: &PushId, state: NoticeState) {
        let Some((position, customer)) = self.decided.get(push).cloned() else { return };
        self.waiting.remove(&position);
        let shopper = self.shopper_mut(&customer);
        let Some(notice) = shopper.notices.iter_mut().find(|notice| notice.push == *push) else { return };
        // Opened is the last that becomes of it, whatever the push service says later.
        if matches!(notice.state, NoticeState::Opened(_)) {
            return;
        }
        notice.state = state;
        let offer = notice.offer.clone();
        // Another notice of the same offer may have reached the shopper.
        match shopper.notices.iter().any(|notice| notice.offer == offer && notice.counts()) {
            true => shopper.told.insert(offer),
            false => shopper.told.remove(&offer),
        };
    }
}
