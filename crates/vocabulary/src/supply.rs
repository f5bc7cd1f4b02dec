//! What is on its way: shipments and purchase orders.

use crate::{Account, Condition, Posting};
use realtail_kernel::{Instant, ItemId, Label, LotId, PurchaseOrderId, Quantity, ShipmentId, SiteId};
use serde::{Deserialize, Serialize};

/// One line of a shipment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShipmentLine {
    /// The item.
    pub item: ItemId,
    /// How much.
    pub quantity: Quantity,
    /// Which lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotId>,
    /// Until when the lot may be sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
    /// What state it arrived in; for receipts.
    #[serde(default, skip_serializing_if = "Condition::is_sellable")]
    pub condition: Condition,
}

/// A shipment that left: the data of `retail.shipment.dispatched`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Dispatch {
    /// The shipment.
    pub shipment: ShipmentId,
    /// The site it left from; from a supplier outside where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<SiteId>,
    /// The site it goes to.
    pub to: SiteId,
    /// What is in it.
    #[schema(min_items = 1, max_items = 10_000)]
    pub lines: Vec<ShipmentLine>,
    /// When it will be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_at: Option<Instant>,
    /// The purchase order it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<PurchaseOrderId>,
}

/// What arrived: the data of `retail.shipment.received`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The shipment.
    pub shipment: ShipmentId,
    /// Where it arrived.
    pub site: SiteId,
    /// What was found in it; all that was sent where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 10_000)]
    pub lines: Option<Vec<ShipmentLine>>,
    /// Whether more of it is still to come. Without that, what is missing is booked to `shrink`.
    #[serde(default)]
    pub more_to_come: bool,
    /// When it arrived; now where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Instant>,
}

/// What was sent beside what came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Difference {
    /// The item.
    pub item: ItemId,
    /// How many units were under way.
    pub expected: i64,
    /// How many were found.
    pub received: i64,
}

/// One line of a purchase order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpectedLine {
    /// The item.
    pub item: ItemId,
    /// How much.
    pub quantity: Quantity,
    /// When it will be there.
    pub expected_at: Instant,
}

/// Supply that is expected at a site: a purchase order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SupplyOrder {
    /// The order.
    pub order: PurchaseOrderId,
    /// Who delivers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier: Option<Label>,
    /// Where to.
    pub site: SiteId,
    /// What is still to come. None left: the order is closed.
    pub lines: Vec<ExpectedLine>,
}

/// A change of what is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupplyEvent {
    /// A purchase order was placed, changed or closed.
    OrderSet(SupplyOrder),
    /// A shipment left.
    Dispatched {
        /// The shipment.
        shipment: ShipmentId,
        /// Where from.
        from: Account,
        /// Where to.
        to: SiteId,
        /// When it will be there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected_at: Option<Instant>,
        /// The purchase order it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<PurchaseOrderId>,
        /// What that moved.
        postings: Vec<Posting>,
    },
    /// A shipment, or a part of it, arrived.
    Received {
        /// The shipment.
        shipment: ShipmentId,
        /// Where.
        site: SiteId,
        /// Where what came is not what was sent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        differences: Vec<Difference>,
        /// Whether it is done with.
        closed: bool,
        /// When it arrived; when the log says so, where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        received_at: Option<Instant>,
        /// What that moved.
        postings: Vec<Posting>,
    },
}

impl SupplyEvent {
    /// What it moved.
    pub fn postings(&self) -> &[Posting] {
        match self {
            SupplyEvent::OrderSet(_) => &[],
            SupplyEvent::Dispatched { postings, .. } | SupplyEvent::Received { postings, .. } => postings,
        }
    }
}
