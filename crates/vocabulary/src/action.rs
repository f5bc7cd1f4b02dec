//! What the engine decides to do on its own.

use realtail_kernel::{Channel, HoldId, ItemId, OwnerId, SiteId};
use serde::{Deserialize, Serialize};

/// Something that leaves the engine: to a channel, an associate, a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// Channels are told that nothing is left to promise.
    SoldOut {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
    },
    /// Channels are told that there is something to promise again.
    BackInStock {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// How much.
        available: i64,
    },
    /// A planner is told that the safety stock is touched.
    StockLow {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// What the book says is there.
        on_hand: i64,
        /// What should never be promised.
        safety_stock: i64,
    },
    /// The planner is told that there is enough again.
    StockRestored {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// What the book says is there.
        on_hand: i64,
    },
    /// An associate is asked to count, since a till sold what the book did not know of.
    CountRequested {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// What the book says.
        book: i64,
    },
    /// The channel of a hold is told that it ran out.
    HoldLapsed {
        /// The hold.
        hold: HoldId,
        /// Whose it was.
        owner: OwnerId,
        /// Which channel it was placed on.
        channel: Channel,
    },
    /// Somebody must decide who does not get what was promised: a fact took units away from under holds.
    Overcommitted {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// How many units are promised beyond what is there.
        units: i64,
    },
    /// There is enough again for all that is promised.
    CommitmentsCovered {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
    },
}

/// The kinds of actions.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Nothing left to promise.
    SoldOut,
    /// Something to promise again.
    BackInStock,
    /// Safety stock touched.
    StockLow,
    /// Safety stock whole again.
    StockRestored,
    /// Count asked for.
    CountRequested,
    /// Hold ran out.
    HoldLapsed,
    /// More promised than there is.
    Overcommitted,
    /// All that is promised is there again.
    CommitmentsCovered,
}

impl ActionKind {
    /// Its name as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ActionKind::SoldOut => "sold_out",
            ActionKind::BackInStock => "back_in_stock",
            ActionKind::StockLow => "stock_low",
            ActionKind::StockRestored => "stock_restored",
            ActionKind::CommitmentsCovered => "commitments_covered",
            ActionKind::CountRequested => "count_requested",
            ActionKind::HoldLapsed => "hold_lapsed",
            ActionKind::Overcommitted => "overcommitted",
        }
    }
}

impl Action {
    /// Which kind it is.
    pub fn kind(&self) -> ActionKind {
        match self {
            Action::SoldOut { .. } => ActionKind::SoldOut,
            Action::BackInStock { .. } => ActionKind::BackInStock,
            Action::StockLow { .. } => ActionKind::StockLow,
            Action::StockRestored { .. } => ActionKind::StockRestored,
            Action::CommitmentsCovered { .. } => ActionKind::CommitmentsCovered,
            Action::CountRequested { .. } => ActionKind::CountRequested,
            Action::HoldLapsed { .. } => ActionKind::HoldLapsed,
            Action::Overcommitted { .. } => ActionKind::Overcommitted,
        }
    }
}
