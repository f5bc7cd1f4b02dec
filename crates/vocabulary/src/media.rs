//! Consent, campaigns, and what is shown for money.

mod attribution;
mod campaign;
mod placement;

pub use attribution::{
    AttributedLine, Attribution, Credit, JoinedConsents, NotAttributed, TakenOutLine, TouchKind, TouchOf,
};
pub use campaign::{AttributionWindows, CampaignPlan, PaysFor, PlacementRules, Surface};
pub use placement::{FilledSlot, InVain, Lost, LostFor, Placement, Pseudonym, Sight};

use realtail_kernel::{
    BrandId, CampaignId, CustomerId, Instant, ItemId, Money, PlacementId, PushOfferId, Reference, Word,
};
use serde::{Deserialize, Serialize};

/// What a customer's data may be used for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To tell of offers.
    Offers,
    /// To choose by what the customer did what is shown.
    Personalisation,
    /// To find out which advertising led to a sale.
    Measurement,
    /// To use the position of the customer's phone.
    Location,
}

/// By what the customer is reached for it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ContactChannel {
    /// Pages and apps.
    Onsite,
    /// Notices on the phone.
    Push,
    /// E-mail.
    Email,
}

/// What a customer has agreed to, or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Consent {
    /// Who.
    pub customer: CustomerId,
    /// For what.
    pub purpose: Purpose,
    /// By which channel.
    pub channel: ContactChannel,
    /// Whether it is agreed to.
    pub given: bool,
    /// Under which text, by its version.
    pub wording: Word,
}

/// What happened in the media pillar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaEvent {
    /// A customer agreed to something, or withdrew it.
    ConsentChanged(Consent),
    /// Customers were forgotten: nothing they agreed to stands.
    ConsentsForgotten {
        /// Who, with all aliases.
        customers: Vec<CustomerId>,
    },
    /// Two customers are one: what either withdrew is withdrawn.
    ConsentsJoined(JoinedConsents),
    /// A brand has more to spend, or less.
    BrandFunded {
        /// Which.
        brand: BrandId,
        /// By how much.
        amount: Money,
    },
    /// By what visitors are made unknowable from now on.
    SaltSet {
        /// Two halves of a key.
        salt: [u64; 2],
    },
    /// What holds for all placements is this from now on.
    RulesSet(PlacementRules),
    /// A campaign is planned, or planned anew.
    CampaignSet {
        /// Which.
        campaign: CampaignId,
        /// What it pays for.
        plan: Box<CampaignPlan>,
    },
    /// A campaign is paused, or goes on.
    CampaignSwitched {
        /// Which.
        campaign: CampaignId,
        /// Whether it runs.
        running: bool,
    },
    /// It was decided what is shown for money at one place.
    Placed(Box<Placement>),
    /// What was shown was seen, or followed.
    PlacementSeen {
        /// Where.
        placement: PlacementId,
        /// In which slot.
        slot: u8,
        /// What happened.
        sight: Sight,
        /// What it cost, in minor units.
        charged: i64,
        /// Who did, where a touch of theirs may be kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        touched: Option<Pseudonym>,
    },
    /// A view or a click came that does not count.
    SeenInVain {
        /// Of what it said to be.
        placement: Reference,
        /// What it said.
        sight: Sight,
        /// Why it does not count.
        reason: InVain,
    },
    /// What was set aside for placements is given back: nothing that is seen of them counts any more.
    PlacementsExpired {
        /// For all that were good until then, or less.
        through: Instant,
    },
    /// A shopper opened a notice.
    PushTouched {
        /// Who.
        visitor: Pseudonym,
        /// What it told of.
        offer: PushOfferId,
        /// Of which item.
        item: ItemId,
        /// The campaign that the offer is part of; what is sold by it counts there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        campaign: Option<CampaignId>,
    },
    /// A sale is put down to what led to it.
    Attributed(Box<Attribution>),
    /// A sale of an advertised item is put down to nothing.
    Unattributed {
        /// The receipt or the order.
        sale: Reference,
        /// Why.
        reason: NotAttributed,
    },
    /// What had been put down to something came back, or was cancelled.
    TakenOut {
        /// The receipt or the order.
        sale: Reference,
        /// What.
        lines: Vec<TakenOutLine>,
    },
}
