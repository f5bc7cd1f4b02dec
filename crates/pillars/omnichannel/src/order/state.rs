//! How far an order and its parts have got.

use super::Order;
use realtail_vocabulary::Refused;
use serde::{Deserialize, Serialize};

/// What has become of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Its units are held, its payments have not all answered.
    Placed,
    /// It never came about.
    Refused(Refused),
    /// It is being served.
    Confirmed,
    /// Every unit is with the shopper or cancelled.
    Completed,
    /// Every unit was cancelled.
    Cancelled,
}

/// How far one site has got with its part.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FulfilmentState {
    /// The units are kept, but nobody is to work on it yet.
    Parked,
    /// The site is asked to pick.
    Released,
    /// Somebody picks.
    Picking,
    /// It is picked.
    Picked,
    /// It lies ready.
    Staged,
    /// The shopper has come for it.
    Arrived,
    /// The shopper has it.
    HandedOver,
    /// A carrier has it.
    Shipped,
    /// The carrier has brought it.
    Delivered,
    /// The site could not serve it.
    Rejected,
    /// It is not wanted any more.
    Cancelled,
    /// Nobody came for it.
    Uncollected,
}

impl FulfilmentState {
    /// Its name as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            FulfilmentState::Parked => "parked",
            FulfilmentState::Released => "released",
            FulfilmentState::Picking => "picking",
            FulfilmentState::Picked => "picked",
            FulfilmentState::Staged => "staged",
            FulfilmentState::Arrived => "arrived",
            FulfilmentState::HandedOver => "handed_over",
            FulfilmentState::Shipped => "shipped",
            FulfilmentState::Delivered => "delivered",
            FulfilmentState::Rejected => "rejected",
            FulfilmentState::Cancelled => "cancelled",
            FulfilmentState::Uncollected => "uncollected",
        }
    }

    /// Whether its goods are still with us and meant for the shopper.
    pub fn is_open(self) -> bool {
        use FulfilmentState::{Arrived, Parked, Picked, Picking, Released, Staged};
        matches!(self, Parked | Released | Picking | Picked | Staged | Arrived)
    }

    /// Whether the site has begun, and what it does or did is still meant for the shopper.
    fn is_begun(self) -> bool {
        self > FulfilmentState::Released && (self.is_open() || self.has_left())
    }

    /// Whether its goods are with the shopper or on their way.
    pub fn has_left(self) -> bool {
        use FulfilmentState::{Delivered, HandedOver, Shipped};
        matches!(self, HandedOver | Shipped | Delivered)
    }
}

impl Order {
    /// How far it has got, in the contract's word: what the parts say that are not rejected, cancelled or left lying.
    pub fn state_word(&self) -> &'static str {
        match &self.state {
            OrderState::Placed => "placed",
            OrderState::Refused(_) => "refused",
            OrderState::Completed => "completed",
            OrderState::Cancelled => "cancelled",
            OrderState::Confirmed if self.any(|state| state == FulfilmentState::Parked) => "parked",
            OrderState::Confirmed if self.any(FulfilmentState::is_begun) => "in_progress",
            OrderState::Confirmed => "released",
        }
    }

    fn any(&self, so: impl Fn(FulfilmentState) -> bool) -> bool {
        self.fulfilments.iter().any(|fulfilment| so(fulfilment.state))
    }
}
