//! What models say of the days to come, and what is planned from it.

use crate::{DeclinedAdvice, LossCase, LossMark, ModelLive, ModelTrial, ModelVersion, PurchaseOrder};
use realtail_kernel::{Instant, ItemId, Label, Position, SiteId, Word};
use serde::{Deserialize, Serialize};

/// A quantile of demand.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DemandQuantile {
    /// Which, 0 to 1.
    pub p: f64,
    /// So many units, or fewer, are asked for with that probability.
    pub units: f64,
}

/// The demand for an item at a site over the next days, as a model says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Forecast {
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// Which model.
    pub model: Word,
    /// Which version of it.
    pub version: Word,
    /// When it was made.
    pub made_at: Instant,
    /// The newest log entry that it rests on.
    pub current_to: Position,
    /// Over how many days from then on.
    pub horizon_days: u16,
    /// Units a day, on average.
    pub mean_per_day: f64,
    /// Of the demand over the whole horizon, in rising order of `p`.
    pub quantiles: Vec<DemandQuantile>,
    /// Why it says so, in words.
    pub why: Label,
}

/// How an item is replenished at a site: from the backroom to the shelf, and from a supplier to the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplenishmentPlan {
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// How many units the shelf takes.
    #[schema(minimum = 1)]
    pub shelf_capacity: u32,
    /// At so many units on the sales floor, or fewer, the shelf is filled.
    #[serde(default)]
    pub fill_at: u32,
    /// Units are ordered in multiples of this.
    #[schema(minimum = 1)]
    pub pack_size: u32,
    /// From an order to its arrival, in days.
    pub lead_time_days: u16,
    /// From one order to the next, in days.
    #[schema(minimum = 1)]
    pub review_days: u16,
    /// In so many of a million cycles the stock should last.
    #[schema(minimum = 500_000, maximum = 999_999)]
    pub service_level_ppm: u32,
    /// Who delivers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier: Option<Label>,
    /// Whether what is missing is ordered by rule, at most once in `review_days`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub automatic: bool,
}

/// What models said, and what is planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntelligenceEvent {
    /// How an item is replenished at a site.
    PlanSet(Box<ReplenishmentPlan>),
    /// It is planned no more.
    PlanRemoved {
        /// Of what.
        item: ItemId,
        /// Where.
        site: SiteId,
    },
    /// What a model says now; it stands until it says something else.
    ForecastSaid(Box<Forecast>),
    /// An order to a supplier was placed.
    PurchaseOrderPlaced(Box<PurchaseOrder>),
    /// A person does not follow a suggestion.
    AdviceDeclined(Box<DeclinedAdvice>),
    /// A version of a model has been trained. It does not serve yet.
    ModelTrained(Box<ModelVersion>),
    /// Versions of a model were held against what came to pass.
    ModelTried(Box<ModelTrial>),
    /// Another version serves from now on.
    ModelWentLive(Box<ModelLive>),
    /// Somebody or something stands out, and a person should look.
    LossCaseOpened(Box<LossCase>),
    /// A person has looked.
    LossCaseMarked(Box<LossMark>),
}
