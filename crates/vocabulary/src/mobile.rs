//! Notices to shoppers' phones, and the offers that they tell of.

use crate::Sealed;
use realtail_kernel::{
    BrandId, CampaignId, CustomerId, Instant, ItemId, Label, PushId, PushOfferId, SiteId, SubscriptionId,
    TimeOfDay, Timezone, Word,
};
use serde::{Deserialize, Serialize};

/// Where one of a shopper's phones is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Its name, which says nothing of the address.
    pub subscription: SubscriptionId,
    /// Whose.
    pub customer: CustomerId,
    /// The address at the push service, and the keys of the phone.
    pub sealed: Sealed,
    /// When the push service lets it end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
}

/// Why a phone is told no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionEnd {
    /// The shopper said so.
    Withdrawn,
    /// The push service knows it no more.
    Gone,
}

/// Hours of each day, by the clock on the wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WallHours {
    /// From when.
    pub from: TimeOfDay,
    /// Until when; on the next day where that is earlier.
    pub to: TimeOfDay,
    /// On which clock.
    pub timezone: Timezone,
}

impl WallHours {
    /// Whether it is one of them.
    pub fn contain(&self, now: Instant) -> bool {
        let WallHours { from, to, timezone } = self;
        let (_, time) = timezone.wall().read(now);
        match from <= to {
            true => *from <= time && time < *to,
            false => *from <= time || time < *to,
        }
    }
}

/// How a shopper who is told of an offer gets the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferMethod {
    /// Takes it off the sales floor.
    CarryOut,
    /// Orders it and collects it.
    Pickup,
}

/// An offer that shoppers near a site are told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PushOffer {
    /// Its name.
    pub offer: PushOfferId,
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub sites: Vec<SiteId>,
    /// The first line of the notice.
    pub title: Label,
    /// The rest of it.
    pub text: Label,
    /// How far around each site, in metres.
    pub radius_m: u32,
    /// From when on.
    pub starts_at: Instant,
    /// Until when.
    pub ends_at: Instant,
    /// Whether only those are told who looked at the item.
    pub needs_interest: bool,
    /// How the item is got.
    pub method: OfferMethod,
    /// The brand that pays for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<BrandId>,
    /// What it pays it from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<CampaignId>,
    /// In which hours shoppers are told of it; in all where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<WallHours>,
}

/// What happened in the mobile pillar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MobileEvent {
    /// One of a shopper's phones can be told; again where it could be before.
    SubscriptionSet(Box<Subscription>),
    /// It is told no more.
    SubscriptionRemoved {
        /// Whose.
        customer: CustomerId,
        /// Which.
        subscription: SubscriptionId,
        /// Why.
        why: SubscriptionEnd,
    },
    /// A shopper said when not to be disturbed; never, where nothing is said.
    QuietHoursSet {
        /// Who.
        customer: CustomerId,
        /// When.
        quiet: Option<WallHours>,
    },
    /// Shoppers near its sites are told of an offer; it stands here as a whole.
    OfferSet(Box<PushOffer>),
    /// They are told no more.
    OfferRemoved {
        /// Of which.
        offer: PushOfferId,
    },
    /// A shopper who agreed to it looked at an item.
    InterestShown {
        /// Who.
        customer: CustomerId,
        /// At what.
        item: ItemId,
    },
    /// What a shopper looked at is forgotten: the consent was withdrawn.
    InterestForgotten {
        /// Whose.
        customer: CustomerId,
    },
    /// A notice is to go out.
    PushDecided {
        /// Its name.
        push: PushId,
        /// To whom.
        customer: CustomerId,
        /// About which offer.
        offer: PushOfferId,
        /// Of what.
        item: ItemId,
        /// Near which site.
        site: SiteId,
        /// When.
        at: Instant,
        /// Until when it may arrive.
        expires_at: Instant,
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
    /// The shopper opened it.
    PushOpened {
        /// Which.
        push: PushId,
        /// Who.
        customer: CustomerId,
    },
}
