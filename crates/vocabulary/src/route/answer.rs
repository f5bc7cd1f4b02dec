//! What the router answers: who serves what, why, and who else was asked.

use realtail_kernel::{CarrierName, Instant, ItemId, Quantity, RuleName, SiteId, Word};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which sites serve an order, and how that came about. Kept in the log and shown to people, so it is short.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RoutingAnswer {
    /// Who serves what.
    pub assignments: Vec<Assignment>,
    /// What nobody serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unrouted: Vec<Unrouted>,
    /// Where the order waits, where something is unrouted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parked: Option<Parked>,
    /// The rules that routed it; none where nobody has made any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleName>,
    /// Which version of them.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rule_version: u32,
    /// The batch that made the last of the assignments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<RuleName>,
    /// How the sites were chosen.
    pub solver: Solver,
    /// How many possibilities were looked at.
    pub nodes: u32,
    /// How far from the best it is at most, in parts per million of its cost; only where that is not nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap_ppm_max: Option<u32>,
    /// What it costs altogether, in minor units.
    pub total_cost: i64,
    /// How many sites were asked.
    pub considered: u32,
    /// Those asked that tell the most, those chosen first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// Why the others were not chosen, and how many.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub why_not_counts: BTreeMap<WhyNotKind, u32>,
}

fn is_zero(version: &u32) -> bool {
    *version == 0
}

/// How sites were chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Solver {
    /// Every way was looked at or ruled out: there is none better.
    #[default]
    Exact,
    /// There were too many ways to look at; the best of those that were.
    Greedy,
}

/// What one site serves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Assignment {
    /// The site.
    pub site: SiteId,
    /// What it serves.
    pub lines: Vec<AssignedLine>,
    /// What that costs.
    pub cost: CostParts,
    /// Who carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<CarrierName>,
    /// How far it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<u32>,
    /// When the site is to begin: the hour whose capacity it takes.
    pub slot_at: Instant,
    /// When it is packed.
    pub ready_at: Instant,
    /// By when the shopper has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrives_by: Option<Instant>,
}

/// A line, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AssignedLine {
    /// Which line of the order.
    pub line: u16,
    /// How much of it.
    pub quantity: Quantity,
}

/// A line, or a part of one, that nobody serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Unrouted {
    /// Which line of the order.
    pub line: u16,
    /// How much of it.
    pub quantity: Quantity,
    /// Why, in words.
    pub reason: String,
}

/// Where an order waits that could not be routed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Parked {
    /// The queue.
    pub queue: Word,
    /// When it is cancelled by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_at: Option<Instant>,
}

/// What a shipment costs, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct CostParts {
    /// The carrier.
    pub shipping: i64,
    /// Picking and packing.
    pub labour: i64,
    /// Coming in one part more.
    pub split: i64,
    /// Taking what could have been sold at its full price here.
    pub markdown: i64,
    /// That it may not be found.
    pub confidence: i64,
    /// Coming later than promised.
    #[serde(skip_serializing_if = "nothing")]
    pub late: i64,
}

fn nothing(amount: &i64) -> bool {
    *amount == 0
}

impl CostParts {
    /// All of it.
    pub fn total(&self) -> i64 {
        let CostParts { shipping, labour, split, markdown, confidence, late } = *self;
        shipping + labour + split + markdown + confidence + late
    }
}

/// A site that was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Candidate {
    /// The site.
    pub site: SiteId,
    /// What it would cost to have it serve all it can, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<i64>,
    /// How far it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<u32>,
    /// Why it was not chosen; nothing where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_not: Option<WhyNot>,
}

/// Why a site was not chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// It has rejected this order before, or whoever asked left it out.
    Excluded,
    /// It does not ship, or nobody may collect there.
    DoesNotServe,
    /// The rule asks for other kinds, regions, groups or sites.
    NotInRule,
    /// It is too far away.
    TooFar {
        /// How far.
        km: u32,
        /// How far it may be.
        km_max: u32,
    },
    /// Where it is, or where the shopper is, is not known, and the rule asks how far that is.
    DistanceUnknown,
    /// It can take no more orders.
    NoCapacity,
    /// Its book is not sure enough.
    Unsure {
        /// How sure.
        confidence_ppm: u32,
    },
    /// It has nothing of what is wanted.
    NoStock,
    /// It has a part, and the order comes from one site.
    NotAll {
        /// An item it has too little of.
        item: ItemId,
        /// How much is missing.
        missing: i64,
    },
    /// No carrier goes from there to the shopper, or none carries that much.
    NoCarrier,
    /// It would come later than promised.
    TooLate,
    /// Others do it for less.
    Dearer {
        /// By how much, in minor units, were it to serve alone; nothing where it could not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<i64>,
    },
    /// The rule's order puts others first.
    OthersFirst,
}

/// Why sites were not chosen, for counting them.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the same words as in WhyNot")]
pub enum WhyNotKind {
    Excluded,
    DoesNotServe,
    NotInRule,
    TooFar,
    DistanceUnknown,
    NoCapacity,
    Unsure,
    NoStock,
    NotAll,
    NoCarrier,
    TooLate,
    Dearer,
    OthersFirst,
}

impl WhyNot {
    /// Which kind of reason it is.
    pub fn kind(&self) -> WhyNotKind {
        match self {
            WhyNot::Excluded => WhyNotKind::Excluded,
            WhyNot::DoesNotServe => WhyNotKind::DoesNotServe,
            WhyNot::NotInRule => WhyNotKind::NotInRule,
            WhyNot::TooFar { .. } => WhyNotKind::TooFar,
            WhyNot::DistanceUnknown => WhyNotKind::DistanceUnknown,
            WhyNot::NoCapacity => WhyNotKind::NoCapacity,
            WhyNot::Unsure { .. } => WhyNotKind::Unsure,
            WhyNot::NoStock => WhyNotKind::NoStock,
            WhyNot::NotAll { .. } => WhyNotKind::NotAll,
            WhyNot::NoCarrier => WhyNotKind::NoCarrier,
            WhyNot::TooLate => WhyNotKind::TooLate,
            WhyNot::Dearer { .. } => WhyNotKind::Dearer,
            WhyNot::OthersFirst => WhyNotKind::OthersFirst,
        }
    }
}

impl WhyNotKind {
    /// What it says of all sites for which it holds.
    pub fn as_str(self) -> &'static str {
        match self {
            WhyNotKind::Excluded => "those that might have rejected it before",
            WhyNotKind::DoesNotServe => "no site serves orders this way",
            WhyNotKind::NotInRule => "the rule leaves no site",
            WhyNotKind::TooFar => "all sites are too far away",
            WhyNotKind::DistanceUnknown => "how far away the sites are, is not known",
            WhyNotKind::NoCapacity => "no site can take more orders",
            WhyNotKind::Unsure => "no site is sure enough of its stock",
            WhyNotKind::NoStock => "no site has any of it",
            WhyNotKind::NotAll => "no site has all of it",
            WhyNotKind::NoCarrier => "no carrier goes there",
            WhyNotKind::TooLate => "it would come later than promised",
            WhyNotKind::Dearer => "others are cheaper",
            WhyNotKind::OthersFirst => "others come first by the rule",
        }
    }
}

impl std::fmt::Display for WhyNot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WhyNot::Excluded => f.write_str("rejected it before"),
            WhyNot::DoesNotServe => f.write_str("does not serve orders this way"),
            WhyNot::NotInRule => f.write_str("is not among the sites of the rule"),
            WhyNot::TooFar { km, km_max } => write!(f, "{km} km away, more than {km_max}"),
            WhyNot::DistanceUnknown => f.write_str("how far it is, is not known"),
            WhyNot::NoCapacity => f.write_str("can take no more orders that day"),
            WhyNot::Unsure { confidence_ppm } => {
                write!(f, "its stock is sure to {} % only", confidence_ppm / 10_000)
            }
            WhyNot::NoStock => f.write_str("has none of it"),
            WhyNot::NotAll { item, missing } => write!(f, "has {missing} of {item} too few"),
            WhyNot::NoCarrier => f.write_str("no carrier goes from there"),
            WhyNot::TooLate => f.write_str("would come later than promised"),
            WhyNot::Dearer { by: Some(..=0) } => f.write_str("costs as much; the other was asked first"),
            WhyNot::Dearer { by: Some(by) } => write!(f, "{by} dearer"),
            WhyNot::Dearer { by: None } => f.write_str("dearer together with others"),
            WhyNot::OthersFirst => f.write_str("others come first by the rule"),
        }
    }
}
