//! What a line costs, and what of that was taken and given back.

use serde::{Deserialize, Serialize};

/// What a line of an order costs, and what has become of that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineMoney {
    /// What one unit costs before discounts, in minor units.
    pub unit_price: i64,
    /// What was taken off the line.
    pub discount: i64,
    /// The tax in or on it.
    pub tax: i64,
    /// What the shopper pays for all of it.
    pub total: i64,
    /// What of it was cancelled.
    pub cancelled: i64,
    /// What of it was taken.
    pub captured: i64,
    /// What of that is given back or on its way back.
    pub refunded: i64,
    /// What was taken for the units that came back; more than was given back where something was kept for it.
    #[serde(default)]
    pub came_back: i64,
}
