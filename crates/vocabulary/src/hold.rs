//! Holds: stock that is promised to somebody for a while.

use crate::Posting;
use realtail_kernel::{Channel, HoldId, Instant, ItemId, OwnerId, Quantity, RegionId, SiteId};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// Where held units are: at a site, or anywhere in a region until the hold is posted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HoldPlace {
    /// This site.
    Site(SiteId),
    /// One of this region's.
    Region(RegionId),
}

/// One line of a hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HoldLine {
    /// What is held.
    pub item: ItemId,
    /// How much.
    pub quantity: Quantity,
    /// Where.
    #[serde(flatten)]
    pub place: HoldPlace,
}

/// One line of what a posted hold took, at the site it was taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PostedLine {
    /// What was held.
    pub item: ItemId,
    /// How much of it was taken.
    pub quantity: Quantity,
    /// From which site.
    pub site: SiteId,
}

/// What a posted hold becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PostAs {
    /// The units leave for the customer at once.
    #[default]
    Sale,
    /// The units stay where they are, promised for good, until they are fulfilled or released.
    Allocation,
}

/// Why a hold was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VoidReason {
    /// It was asked for.
    Asked,
    /// Its owner placed a newer hold that needed the units.
    SupersededBy(HoldId),
}

/// A change to a hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldEvent {
    /// Units were promised.
    Placed {
        /// The hold.
        hold: HoldId,
        /// For whom.
        owner: OwnerId,
        /// On which channel.
        channel: Channel,
        /// Until when.
        expires_at: Instant,
        /// What.
        lines: SmallVec<[HoldLine; 1]>,
    },
    /// The promise was kept: part or all was taken, the rest given back.
    Posted {
        /// The hold.
        hold: HoldId,
        /// What it became.
        post_as: PostAs,
        /// What was taken, from where.
        lines: Vec<PostedLine>,
        /// What that moved; nothing for an allocation.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        postings: Vec<Posting>,
    },
    /// The promise was taken back.
    Voided {
        /// The hold.
        hold: HoldId,
        /// Why.
        reason: VoidReason,
    },
    /// Part of what was promised was sold by its owner; the rest stays promised.
    Drawn {
        /// The hold.
        hold: HoldId,
        /// What was sold, from where.
        lines: Vec<PostedLine>,
    },
    /// The promise lasts until another time.
    Extended {
        /// The hold.
        hold: HoldId,
        /// Until when.
        expires_at: Instant,
    },
    /// The promise ran out.
    Expired {
        /// The hold.
        hold: HoldId,
    },
    /// The units of an allocation left for the customer.
    Fulfilled {
        /// The hold that became the allocation.
        hold: HoldId,
        /// What that moved.
        postings: Vec<Posting>,
    },
    /// The units of an allocation are free again.
    Released {
        /// The hold that became the allocation.
        hold: HoldId,
    },
    /// Part of an allocation left for the customer.
    PartlyFulfilled {
        /// The hold that became the allocation.
        hold: HoldId,
        /// What left, from where.
        lines: Vec<PostedLine>,
        /// What that moved.
        postings: Vec<Posting>,
    },
    /// An allocation stands for other units from now on: of other sites, other items, or fewer.
    Reassigned {
        /// The hold that became the allocation.
        hold: HoldId,
        /// What is free again.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        released: Vec<PostedLine>,
        /// What is promised instead.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        promised: Vec<PostedLine>,
    },
}

impl HoldEvent {
    /// The hold it is about.
    pub fn hold(&self) -> &HoldId {
        match self {
            HoldEvent::Placed { hold, .. }
            | HoldEvent::Posted { hold, .. }
            | HoldEvent::Voided { hold, .. }
            | HoldEvent::Drawn { hold, .. }
            | HoldEvent::Extended { hold, .. }
            | HoldEvent::Expired { hold }
            | HoldEvent::Fulfilled { hold, .. }
            | HoldEvent::PartlyFulfilled { hold, .. }
            | HoldEvent::Reassigned { hold, .. }
            | HoldEvent::Released { hold } => hold,
        }
    }

    /// What it moved.
    pub fn postings(&self) -> &[Posting] {
        match self {
            HoldEvent::Posted { postings, .. }
            | HoldEvent::Fulfilled { postings, .. }
            | HoldEvent::PartlyFulfilled { postings, .. } => postings,
            HoldEvent::Placed { .. }
            | HoldEvent::Voided { .. }
            | HoldEvent::Drawn { .. }
            | HoldEvent::Extended { .. }
            | HoldEvent::Expired { .. }
            | HoldEvent::Reassigned { .. }
            | HoldEvent::Released { .. } => &[],
        }
    }
}
