//! Goods that move between the retailer's own sites, and what came of all that was advised.

use realtail_kernel::{Instant, ItemId, Label, PurchaseOrderId, Quantity, SiteId, TransferId};
use serde::{Deserialize, Serialize};

/// What moving goods between sites costs. Amounts are minor units of the retailer's currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferTerms {
    /// Of picking, packing and putting away a unit.
    #[schema(minimum = 0)]
    pub unit_cost: i64,
    /// Of the way from one site to another.
    #[schema(minimum = 0)]
    pub trip_cost: i64,
    /// From the advice to the arrival, in days.
    #[schema(maximum = 365)]
    pub lead_time_days: u16,
    /// Between which sites goods may move; between all where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<SiteId>,
}

/// Why goods move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TransferKind {
    /// From the site that supplies the other by its plan.
    Supply,
    /// From where they are missed least to where they save most.
    Balance,
}

/// Goods that are to go from one site to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Transfer {
    /// Its number.
    pub transfer: TransferId,
    /// Of what.
    pub item: ItemId,
    /// Which site sends.
    pub from: SiteId,
    /// Which site gets it.
    pub to: SiteId,
    /// How many units.
    pub quantity: Quantity,
    /// Why.
    pub kind: TransferKind,
    /// When they should be there.
    pub expected_at: Instant,
    /// How many units were suggested; nothing where nobody had suggested any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<u32>,
    /// What that was expected to gain after its cost, in minor units; nothing where nobody had said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gain: Option<i64>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Label>,
    /// Whether a rule accepted it, and no person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub automatic: bool,
}

/// An advice about goods that are there or on their way already.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MoveAdvice {
    /// To move them.
    Transfer {
        /// Of what.
        item: ItemId,
        /// From where.
        from: SiteId,
        /// Where to.
        to: SiteId,
    },
    /// To hasten them, or to call them off.
    FollowUp {
        /// Of which order.
        order: PurchaseOrderId,
        /// Of what.
        item: ItemId,
    },
}

/// Such an advice that a person does not follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DeclinedMove {
    /// Which.
    pub advice: MoveAdvice,
    /// Why not, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Label>,
    /// Until then it is not shown.
    pub until: Instant,
}

/// What brought goods that were advised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AdviceSource {
    /// An order to a supplier.
    PurchaseOrder {
        /// Which.
        order: PurchaseOrderId,
    },
    /// A transfer.
    Transfer {
        /// Which.
        transfer: TransferId,
    },
}

impl AdviceSource {
    /// Its kind, as it is written in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            AdviceSource::PurchaseOrder { .. } => "purchase_order",
            AdviceSource::Transfer { .. } => "transfer",
        }
    }
}

/// Goods that an accepted advice brought, when they arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ArrivedAdvice {
    /// What brought them.
    pub source: AdviceSource,
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// How many units arrived.
    pub units: i64,
    /// What the advice was expected to gain, in minor units; nothing where nobody had said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gain: Option<i64>,
    /// What a unit that is missing loses, by the plan, in minor units; nothing where the plan does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_cost: Option<i64>,
    /// When, in the retailer's world.
    pub arrived_at: Instant,
}

/// What came of goods that an accepted advice brought: told when the next goods of the item arrive there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct JudgedAdvice {
    /// Which.
    pub advice: ArrivedAdvice,
    /// Sellable units that were left just before the next goods arrived.
    pub left_units: i64,
    /// Units of it that are gone and would not have been there without it: those brought less those left, at least none.
    pub sold_units: i64,
    /// What they would have lost, in minor units; nothing where the plan does not say what a missing unit loses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<i64>,
    /// When, in the retailer's world.
    pub judged_at: Instant,
}
