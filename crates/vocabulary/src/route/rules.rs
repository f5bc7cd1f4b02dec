//! Routing rules: which sites an order may come from, in which order they are asked, and what counts as cheap.

use crate::{Country, DeliveryMethod, SiteKind};
use realtail_kernel::{Channel, Label, RegionId, RuleName, SiteId, Word};
use serde::{Deserialize, Serialize};

/// Rules for a kind of order: batches that are tried one after the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RoutingRules {
    /// Their name.
    pub name: RuleName,
    /// Which change of them this is, from 1.
    #[serde(default)]
    pub version: u32,
    /// Lower ranks are asked first; the first whose conditions fit the order routes it.
    #[serde(default = "hundred")]
    pub rank: u32,
    /// Which orders they are for.
    #[serde(default)]
    pub when: OrderConditions,
    /// What is tried, in this order.
    pub batches: Vec<RoutingBatch>,
    /// What becomes of an order that no batch could route.
    #[serde(default)]
    pub fallback: Fallback,
    /// What counts as cheap.
    #[serde(default)]
    pub weights: CostWeights,
}

fn hundred() -> u32 {
    100
}

/// Which orders; all of it must hold, and what is not said holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderConditions {
    /// Placed on one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// To be had in one of these ways.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<DeliveryMethod>,
    /// With one of these services.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Word>,
    /// Going to one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<Country>,
    /// Worth this much or more, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_min: Option<i64>,
    /// Worth this much or less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_max: Option<i64>,
    /// With at least one item of one of these categories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Label>,
}

/// One attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoutingBatch {
    /// Its name.
    pub batch: RuleName,
    /// Which orders it is for.
    #[serde(default)]
    pub when: OrderConditions,
    /// Which sites may serve.
    #[serde(default)]
    pub from: SiteConditions,
    /// Which sites come first, whatever they cost. The cheapest way is taken where nothing is said, and among equals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sort: Vec<SiteSort>,
    /// Whether an order may come in parts.
    #[serde(default)]
    pub split: Split,
    /// What happens where not all of the order can be served so.
    #[serde(default)]
    pub incomplete: Incomplete,
}

/// Which sites; all of it must hold, and what is not said holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteConditions {
    /// Of one of these kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<SiteKind>,
    /// In one of these regions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionId>,
    /// In one of these groups of the site's settings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Label>,
    /// One of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<SiteId>,
    /// None of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_sites: Vec<SiteId>,
    /// No further from the shopper than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_km_max: Option<u32>,
    /// Able to take this many more orders on its working day, this one included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity_left_min: Option<u32>,
    /// Units of each item that stay there, besides what stock rules keep back.
    #[serde(default)]
    pub safety_stock: u32,
    /// Whose book of the item is at least so sure, in parts per million.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 1_000_000)]
    pub confidence_ppm_min: Option<u32>,
    /// Able to keep the date that the shopper was promised.
    #[serde(default)]
    pub in_time: bool,
}

/// Which site comes first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum SiteSort {
    /// The nearest; those in the same band of so many kilometres are equal.
    Distance {
        /// How wide a band is.
        #[serde(default = "one")]
        band_km: u32,
    },
    /// The one with the most stock of the order's items compared with the others, in steps of ten per cent.
    StockBalance,
    /// The one that can take the most orders.
    CapacityLeft,
    /// The one whose book is surest, in steps of ten per cent.
    Confidence,
    /// By what it is.
    Kind {
        /// The first comes first; what is not named comes last.
        order: Vec<SiteKind>,
    },
    /// The one that would serve the most of the order.
    MostLines,
}

fn one() -> u32 {
    1
}

/// How far an order may be taken apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Splitting {
    /// Not at all: one site serves all of it.
    Never,
    /// Between lines: each line comes from one site.
    Lines,
    /// Between units: a line may come from several sites, each giving all it has but one.
    #[default]
    Units,
}

/// Whether an order may come in parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// How far it may be taken apart.
    #[serde(default)]
    pub allow: Splitting,
    /// Into how many shipments at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipments_max: Option<u32>,
    /// What each shipment must be worth where there are several, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipment_value_min: Option<i64>,
}

/// What happens where a batch cannot serve all of an order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Incomplete {
    /// Nothing of it is kept; the next batch tries the whole order.
    #[default]
    Next,
    /// What could be served stays; the next batch tries the rest.
    Keep,
    /// The order waits in a queue; no further batch is tried.
    Park(Fallback),
}

/// Where an order waits that could not be routed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fallback {
    /// The queue; `unrouted` where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<Word>,
    /// After how many days it is cancelled by itself; never where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_after_days: Option<u32>,
}

/// What counts as cheap. Amounts are minor units, rates parts per million.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CostWeights {
    /// What each shipment beyond the first costs in trouble.
    pub split_penalty: i64,
    /// What a parcel costs where no carrier is known, whatever its way.
    pub parcel: i64,
    /// What each kilometre adds where no carrier is known.
    pub parcel_per_km: i64,
    /// How much labour counts: a million is fully.
    pub labour_ppm: u32,
    /// What part of its value an item is expected to lose where it is left over; the item's own attribute `markdown_ppm`
    /// goes before. Stock that a site has beyond what others have is used free of this, scarce stock pays it in full.
    pub markdown_ppm: u32,
    /// What a line costs that is then not found: it must be routed again. Counts by how unsure the book is.
    pub reroute: i64,
    /// What each day beyond the promised date costs.
    pub late_per_day: i64,
}

impl Default for CostWeights {
    fn default() -> CostWeights {
        CostWeights {
            split_penalty: 300,
            parcel: 450,
            parcel_per_km: 1,
            labour_ppm: 1_000_000,
            markdown_ppm: 20_000,
            reroute: 800,
            late_per_day: 500,
        }
    }
}
