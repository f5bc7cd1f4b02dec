//! What associates do on the shop floor that is no part of an order.

use realtail_kernel::{Instant, ItemId, Label, LotId, ShipmentId, SiteId, TaskId, Word, ZoneId};
use serde::{Deserialize, Serialize};

/// What is to be done.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FloorTaskKind {
    /// Bring goods from one zone to another.
    Replenish,
    /// Look at lots that may not be sold as they are, and decide.
    Inspect,
    /// Pick goods and send them to another site.
    Send,
}

impl FloorTaskKind {
    /// All of them.
    pub const ALL: [FloorTaskKind; 3] =
        [FloorTaskKind::Replenish, FloorTaskKind::Inspect, FloorTaskKind::Send];

    /// Its name as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            FloorTaskKind::Replenish => "replenish",
            FloorTaskKind::Inspect => "inspect",
            FloorTaskKind::Send => "send",
        }
    }
}

/// Something to be done at a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FloorTask {
    /// Its name.
    pub task: TaskId,
    /// What is to be done.
    pub kind: FloorTaskKind,
    /// Where.
    pub site: SiteId,
    /// With which item.
    pub item: ItemId,
    /// With how many units.
    pub quantity: i64,
    /// Which lot, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotId>,
    /// Where they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<ZoneId>,
    /// Where they are wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<ZoneId>,
    /// The shipment that they are to leave in, for goods that go to another site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipment: Option<ShipmentId>,
    /// Why so many, in words: from which forecast, up to what the shelf takes.
    pub reason: Label,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Instant>,
}

/// What happened to such tasks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskEvent {
    /// There is something to do.
    Raised(Box<FloorTask>),
    /// Somebody has taken it on.
    Claimed {
        /// Which.
        task: TaskId,
        /// Who.
        by: Word,
    },
    /// It is done.
    Done {
        /// Which.
        task: TaskId,
        /// Who did it.
        by: Word,
        /// With how many units.
        quantity: i64,
    },
    /// It cannot be done.
    NotDone {
        /// Which.
        task: TaskId,
        /// Who says so.
        by: Word,
        /// Why.
        reason: Word,
    },
    /// It need not be done any more.
    Withdrawn {
        /// Which.
        task: TaskId,
        /// Why.
        reason: Word,
    },
}
