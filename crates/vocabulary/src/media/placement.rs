//! What is shown for money, what was seen of it, and why others were not shown.

use super::campaign::{PaysFor, Surface};
use crate::DeliveryMethod;
use realtail_kernel::{CampaignId, Instant, ItemId, PlacementId, SiteId};
use serde::{Deserialize, Serialize};

/// A visitor as the log knows one: not to be led back to who it is without the salt, and not to be linked once that is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pseudonym(pub u64);

/// Why something was not shown.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Lost {
    /// The campaign is paused.
    Paused,
    /// It has not begun.
    NotStarted,
    /// It is over.
    Ended,
    /// It is not for this surface.
    OtherSurface,
    /// It is not for shoppers of this site.
    OtherSite,
    /// It is not for goods that are had by this method.
    OtherMethod,
    /// It is for other searches.
    NoKeywordMatch,
    /// It is for other categories.
    OtherCategory,
    /// Its bid is below what a place costs at least.
    BelowReserve,
    /// What is left of its budget pays for no further click or view.
    BudgetSpent,
    /// What is left of today's budget does not.
    Paced,
    /// What its brand has paid in does not.
    NotFunded,
    /// The visitor has seen it often enough today.
    FrequencyCap,
    /// The item is not to be had there, by that method.
    NotObtainable,
    /// The item stands in another slot already.
    SameItem,
    /// Others offered more.
    Outbid,
}

impl Lost {
    /// All of them.
    pub const ALL: [Lost; 16] = [
        Lost::Paused,
        Lost::NotStarted,
        Lost::Ended,
        Lost::OtherSurface,
        Lost::OtherSite,
        Lost::OtherMethod,
        Lost::NoKeywordMatch,
        Lost::OtherCategory,
        Lost::BelowReserve,
        Lost::BudgetSpent,
        Lost::Paced,
        Lost::NotFunded,
        Lost::FrequencyCap,
        Lost::NotObtainable,
        Lost::SameItem,
        Lost::Outbid,
    ];
}

/// What stands in a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilledSlot {
    /// Which slot: 1 is the first.
    pub slot: u8,
    /// What is shown.
    pub item: ItemId,
    /// Who pays.
    pub campaign: CampaignId,
    /// For what.
    pub pays_for: PaysFor,
    /// How much that will cost, in minor units; set aside until it happened, or cannot any more.
    pub price: i64,
}

/// Those that lost for one reason. Each by the number of its campaign, times 256, plus the place of its item in there:
/// there may be hundreds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostFor {
    /// Why.
    pub reason: Lost,
    /// Which.
    pub who: Vec<u32>,
}

/// An answer to the question what is to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// Its name.
    pub placement: PlacementId,
    /// Where it is shown.
    pub surface: Surface,
    /// For shoppers of which site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// By which method the goods are to be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<DeliveryMethod>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visitor: Option<Pseudonym>,
    /// Until when what is seen of it counts.
    pub expires_at: Instant,
    /// What is shown.
    pub slots: Vec<FilledSlot>,
    /// Why the others are not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<LostFor>,
}

/// What a visitor did with something that was shown.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// Could see half of it for a second.
    Viewed,
    /// Followed it.
    Clicked,
}

/// Why a view or a click does not count.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum InVain {
    /// There is no such placement, or none any more.
    UnknownOrExpired,
    /// It shows no such item.
    OtherItem,
    /// It was shown to somebody else.
    OtherVisitor,
    /// It was told before: what counts counts once.
    Repeated,
}
