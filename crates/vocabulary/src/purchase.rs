//! Orders to suppliers: placed from what was suggested, by a person or by rule.

use realtail_kernel::{Instant, ItemId, Label, PurchaseOrderId, Quantity, SiteId};
use serde::{Deserialize, Serialize};

/// One line of an order to a supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PurchaseLine {
    /// Of what.
    pub item: ItemId,
    /// How many units.
    pub quantity: Quantity,
    /// How many units were suggested when it was ordered; nothing where nobody had suggested any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<u32>,
    /// What it was expected to gain when it was ordered, in minor units; nothing where nobody had said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gain: Option<i64>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Label>,
}

/// An order to a supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PurchaseOrder {
    /// Its number.
    pub order: PurchaseOrderId,
    /// Who delivers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier: Option<Label>,
    /// Where to.
    pub site: SiteId,
    /// When it was ordered in the retailer's world; when the log says it was placed, where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered_at: Option<Instant>,
    /// When it should be there.
    pub expected_at: Instant,
    /// What is ordered, each item once.
    pub lines: Vec<PurchaseLine>,
    /// Whether a rule placed it, and no person.
    #[serde(default)]
    pub automatic: bool,
}

/// How long a supplier took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SeenLeadTime {
    /// For which order.
    pub order: PurchaseOrderId,
    /// Who delivered.
    pub supplier: Label,
    /// Whole days from the order to its first receipt.
    pub days: u32,
}

/// A suggestion that a person does not follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DeclinedAdvice {
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// How many units were suggested.
    pub suggested: u32,
    /// Why not, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Label>,
    /// Until then it is neither shown first nor ordered by rule.
    pub until: Instant,
}

/// What is done about a line that is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PurchaseChangeKind {
    /// It is to come sooner.
    Expedite,
    /// It is not to come at all.
    Cancel,
}

/// A change of an order to a supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PurchaseChange {
    /// Of which order.
    pub order: PurchaseOrderId,
    /// Its number among the changes of the order, from 1.
    pub change: u32,
    /// Of which of its items.
    pub item: ItemId,
    /// What is done.
    pub what: PurchaseChangeKind,
    /// With how many units: all that is still to come of the item.
    pub quantity: Quantity,
    /// When they should be there now; for what is called off, when they should have been.
    pub expected_at: Instant,
    /// What the supplier asks for it, in minor units.
    pub cost: i64,
    /// What it was expected to gain beyond that, in minor units; nothing where nobody advised it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gain: Option<i64>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Label>,
}
