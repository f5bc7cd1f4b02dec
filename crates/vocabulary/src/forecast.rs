//! What models say of the days to come, and what is planned from it.

use crate::{
    AcceptedShifts, ArrivedAdvice, Budget, DeclinedAdvice, DeclinedMove, JudgedAdvice, LaneAdvice, LossCase,
    LossMark, ModelLive, ModelTrial, ModelVersion, PricingEvent, PurchaseChange, PurchaseOrder, Roster,
    SeenLeadTime, ShiftPlan, SupplierTerms, Transfer, TransferTerms,
};
use realtail_kernel::{Instant, ItemId, Label, Position, Quantity, SiteId, TransferId, Word};
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
    /// The same day by day, where a model says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily: Option<DailyDemand>,
}

/// Demand day by day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DailyDemand {
    /// Units on average, of each day of the horizon.
    pub means: Vec<f64>,
    /// The variance of a day's units over their mean.
    pub spread: f64,
    /// How unsure the level of all days together is: its standard deviation as a share of it.
    pub doubt: f64,
}

/// What is at stake with one unit of an item at a site. Amounts are minor units of the retailer's currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanMoney {
    /// Paid to the supplier.
    #[schema(minimum = 1)]
    pub unit_cost: i64,
    /// Lost where a unit is asked for and not there: its margin, and what goodwill is thought to be worth.
    #[schema(minimum = 1)]
    pub short_cost: i64,
    /// What a day in stock costs for money tied up, space and shrinkage, in parts per million of the unit's cost.
    #[serde(default = "holding")]
    #[schema(minimum = 0, maximum = 1_000_000, default = 1_000)]
    pub holding_ppm_per_day: u32,
    /// What an order line costs whatever its size: picking, transport, receiving.
    #[serde(default)]
    #[schema(minimum = 0)]
    pub line_cost: i64,
    /// Days from receipt to expiry; without it the goods do not expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    pub life_days: Option<u16>,
    /// Units that must stand on the shelf for show; what is meant to be sold lies on top of them.
    #[serde(default = "one")]
    pub presentation_units: u32,
    /// The fewest units of an order.
    #[serde(default)]
    pub order_units_min: u32,
    /// Units of a full pallet, where the goods come on pallets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    pub pallet_size: Option<u32>,
    /// What handling a full pallet saves over handling its packs.
    #[serde(default, skip_serializing_if = "is_nothing")]
    #[schema(minimum = 0)]
    pub pallet_saving: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_nothing(amount: &i64) -> bool {
    *amount == 0
}

/// A tenth of a per cent a day: about a third a year.
fn holding() -> u32 {
    1_000
}

fn one() -> u32 {
    1
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
    /// Which site of the retailer's own it comes from, such as a distribution centre; not beside a supplier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SiteId>,
    /// Whether what is missing is ordered by rule, at most once in `review_days`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub automatic: bool,
    /// What is at stake: then money decides how much is ordered, and not the service level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<PlanMoney>,
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
    /// An order to a supplier arrived, after so many days.
    LeadTimeSeen(Box<SeenLeadTime>),
    /// Somebody or something stands out, and a person should look.
    LossCaseOpened(Box<LossCase>),
    /// A person has looked.
    LossCaseMarked(Box<LossMark>),
    /// Who can work at a site, and by which rules.
    RosterSet(Box<Roster>),
    /// Nobody is planned at a site any more.
    RosterRemoved {
        /// Where.
        site: SiteId,
    },
    /// A day's shifts were searched for. They are not in force yet.
    ShiftsPlanned(Box<ShiftPlan>),
    /// A person put a day's shifts in force.
    ShiftsAccepted(Box<AcceptedShifts>),
    /// More lanes are needed soon than are open; it stands until enough are.
    LanesAdvised(Box<LaneAdvice>),
    /// Enough lanes are open again.
    LanesSufficed {
        /// Where.
        site: SiteId,
        /// How many are open.
        lanes_open: u32,
    },
    /// How a supplier takes and delivers orders.
    SupplierTermsSet(Box<SupplierTerms>),
    /// Nothing is known of that any more.
    SupplierTermsRemoved {
        /// Of whom.
        supplier: Label,
    },
    /// What may be spent a week.
    BudgetSet(Box<Budget>),
    /// It bounds nothing any more.
    BudgetRemoved {
        /// Which.
        budget: Word,
    },
    /// What moving goods between sites costs.
    TransferTermsSet(Box<TransferTerms>),
    /// Goods are to go from one site to another.
    TransferAccepted(Box<Transfer>),
    /// They have left.
    TransferSent {
        /// Which.
        transfer: TransferId,
        /// How many units.
        quantity: Quantity,
    },
    /// They have arrived.
    TransferReceived {
        /// Which.
        transfer: TransferId,
        /// How many units were found.
        quantity: i64,
    },
    /// They do not go.
    TransferGivenUp {
        /// Which.
        transfer: TransferId,
        /// Why, in words.
        reason: Label,
    },
    /// A line of an order to a supplier is hastened or called off.
    PurchaseOrderChanged(Box<PurchaseChange>),
    /// A person does not follow an advice to move, hasten or call off.
    MoveDeclined(Box<DeclinedMove>),
    /// Goods that an accepted advice brought have arrived.
    AdviceArrived(Box<ArrivedAdvice>),
    /// What came of them.
    AdviceJudged(Box<JudgedAdvice>),
    /// What happens to prices that are advised.
    Pricing(PricingEvent),
}
