//! Deciding whether a shopper who is near is told of an offer.

use crate::machine::Mobile;
use crate::shopper::NOTICES_MAX;
use realtail_kernel::{CustomerId, Instant, ItemId, PushId, PushOfferId, Rejection, SiteId};
use realtail_vocabulary::{ContactChannel, MobileEvent, OfferMethod, Purpose, PushOffer};

/// For how long a notice is worth telling.
const NOTICE_MS: i64 = 30 * 60 * 1_000;

/// Whether shoppers agree to something, at this very instant.
pub trait Agreement {
    /// Whether the shopper agrees to it now.
    fn agrees(&self, customer: &CustomerId, purpose: Purpose, channel: ContactChannel) -> bool;
}

/// Whether something can be had, at this very instant.
pub trait Supply {
    /// Whether a unit of the item can be had at the site by that method now.
    fn can_be_had(&self, item: &ItemId, site: &SiteId, method: OfferMethod, now: Instant) -> bool;
}

/// How many notices a shopper gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// At most, in a day.
    pub a_day: usize,
    /// At most, in a week.
    pub a_week: usize,
}

/// Tell a shopper of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidePush {
    /// The name of the notice.
    pub push: PushId,
    /// Who is near.
    pub customer: CustomerId,
    /// Of which offer.
    pub offer: PushOfferId,
    /// Near which of its sites.
    pub site: SiteId,
    /// How many notices a shopper gets.
    pub caps: Caps,
}

/// Why a shopper is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Declined {
    /// There is no such offer any more.
    NoOffer,
    /// It has not begun, or has ended.
    NotLive,
    /// The shopper does not agree to be told of offers.
    NoConsent,
    /// The shopper does not agree that the position is used.
    NoLocationConsent,
    /// The shopper has no phone that can be told.
    NoPhone,
    /// The shopper was told of this offer.
    AlreadyTold,
    /// The shopper did not look at the item, or does not agree that this is used.
    NoInterest,
    /// The shopper is not to be disturbed now. The notice is not held back: when the hours end, the shopper is somewhere
    /// else, and the next position is decided on anew.
    QuietHours,
    /// Shoppers are not told of the offer at this hour.
    OutsideHours,
    /// The shopper got as many notices as a day may have.
    DailyCap,
    /// The shopper got as many notices as a week may have.
    WeeklyCap,
    /// The item cannot be had there.
    NotToBeHad,
}

impl Declined {
    /// All of them.
    pub const ALL: [Declined; 12] = [
        Declined::NoOffer,
        Declined::NotLive,
        Declined::NoConsent,
        Declined::NoLocationConsent,
        Declined::NoPhone,
        Declined::AlreadyTold,
        Declined::NoInterest,
        Declined::QuietHours,
        Declined::OutsideHours,
        Declined::DailyCap,
        Declined::WeeklyCap,
        Declined::NotToBeHad,
    ];

    /// Its code.
    pub fn as_str(self) -> &'static str {
        match self {
            Declined::NoOffer => "no_offer",
            Declined::NotLive => "not_live",
            Declined::NoConsent => "no_consent",
            Declined::NoLocationConsent => "no_location_consent",
            Declined::NoPhone => "no_phone",
            Declined::AlreadyTold => "already_told",
            Declined::NoInterest => "no_interest",
            Declined::QuietHours => "quiet_hours",
            Declined::OutsideHours => "outside_hours",
            Declined::DailyCap => "daily_cap",
            Declined::WeeklyCap => "weekly_cap",
            Declined::NotToBeHad => "not_to_be_had",
        }
    }
}

impl From<Declined> for Rejection {
    fn from(declined: Declined) -> Rejection {
        Rejection::wrong_state(declined.as_str())
    }
}

impl Mobile {
    /// Whether the shopper is told, and what is logged of it. What the position of the phone says was looked at before.
    ///
    /// # Errors
    /// Why the shopper is not told.
    pub fn decide_push(
        &self,
        ask: &DecidePush,
        around: &(impl Agreement + Supply),
        now: Instant,
    ) -> Result<MobileEvent, Declined> {
        let DecidePush { push, customer, offer, site, caps } = ask;
        if self.notice(push).is_some() {
            return Err(Declined::AlreadyTold); // A retry: this very notice was decided, whatever became of it.
        }
        let offer = self.may_push(customer, (offer, site), *caps, around, now)?;
        Ok(MobileEvent::PushDecided {
            push: push.clone(),
            customer: customer.clone(),
            offer: offer.offer.clone(),
            item: offer.item.clone(),
            site: site.clone(),
            at: now,
            expires_at: offer.ends_at.min(now.plus_ms(NOTICE_MS)),
        })
    }

    /// Whether a shopper may be told of an offer near one of its sites, as things stand.
    ///
    /// # Errors
    /// Why the shopper is not told.
    pub fn may_push(
        &self,
        customer: &CustomerId,
        (offer, site): (&PushOfferId, &SiteId),
        caps: Caps,
        around: &(impl Agreement + Supply),
        now: Instant,
    ) -> Result<&PushOffer, Declined> {
        let known = self.offers.get(offer).filter(|known| known.offer.sites.contains(site));
        let known = known.ok_or(Declined::NoOffer)?;
        let shopper = self.shopper(customer).ok_or(Declined::NoPhone)?;
        if shopper.told.contains(offer) {
            return Err(Declined::AlreadyTold);
        }
        self.may_be_told(customer, offer, around, now)?;
        let offer = &known.offer;
        let interested = || {
            shopper.is_interested_in(&offer.item, now)
                && around.agrees(customer, Purpose::Personalisation, ContactChannel::Push)
        };
        if offer.needs_interest && !interested() {
            return Err(Declined::NoInterest);
        }
        if shopper.told_within(1, now) >= caps.a_day.min(NOTICES_MAX) {
            return Err(Declined::DailyCap);
        }
        if shopper.told_within(7, now) >= caps.a_week.min(NOTICES_MAX) {
            return Err(Declined::WeeklyCap);
        }
        if !around.can_be_had(&offer.item, site, offer.method, now) {
            return Err(Declined::NotToBeHad);
        }
        Ok(offer)
    }

    /// What must still hold right before a notice is sent, however long it waited: the offer is live at this hour, the shopper agrees
    /// to it and is not to be left in peace, and a phone can be told.
    ///
    /// # Errors
    /// Why the shopper is not told.
    pub fn may_be_told(
        &self,
        customer: &CustomerId,
        offer: &PushOfferId,
        around: &impl Agreement,
        now: Instant,
    ) -> Result<(), Declined> {
        let known = self.offers.get(offer).ok_or(Declined::NoOffer)?;
        let shopper = self.shopper(customer).ok_or(Declined::NoPhone)?;
        if !known.is_live(now) {
            return Err(Declined::NotLive);
        }
        if known.offer.hours.as_ref().is_some_and(|hours| !hours.contain(now)) {
            return Err(Declined::OutsideHours);
        }
        if !around.agrees(customer, Purpose::Offers, ContactChannel::Push) {
            return Err(Declined::NoConsent);
        }
        if !around.agrees(customer, Purpose::Location, ContactChannel::Push) {
            return Err(Declined::NoLocationConsent);
        }
        if shopper.phones(now).next().is_none() {
            return Err(Declined::NoPhone);
        }
        if shopper.is_quiet(now) {
            return Err(Declined::QuietHours);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
