//! What was counted in the store that is shown.

use super::{AdviceTally, ForecastTally};

/// What was counted in the store that is shown, most of it by the engine's own events.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct FloorTally {
    /// Signals of its devices that the engine took.
    pub signals: u64,
    /// Facts: a tag came, moved or left.
    pub tag_facts: u64,
    /// Shelves that an associate was asked to fill.
    pub tasks_raised: u64,
    /// Of those, the ones that were filled.
    pub tasks_done: u64,
    /// Forecasts that models said.
    pub forecasts_said: u64,
    /// And how right those were.
    pub forecasts: ForecastTally,
    /// What came of orders that followed them.
    pub advice: AdviceTally,
    /// How often a fridge was too warm for too long.
    pub too_warm: u64,
    /// How often a shelf that weighs ran low.
    pub shelves_low: u64,
    /// Shoppers' phones that opened the shop.
    pub phones: u64,
    /// Orders they placed.
    pub phone_orders: u64,
    /// Placements that were decided.
    pub placements_decided: u64,
    /// Of those, the ones that somebody followed.
    pub placements_clicked: u64,
    /// What that cost the brand.
    pub spent_cents: i64,
    /// Sales that were put down to advertising, by the last touch.
    pub sales_put_down: u64,
    /// Units of the advertised items in them.
    pub units_put_down: i64,
    /// What those brought in.
    pub sales_put_down_cents: i64,
    /// Notices that were decided for phones. None where the engine calls no push service on its own machine.
    pub notices_decided: u64,
    /// Of those, the ones that the push service took.
    pub notices_sent: u64,
    /// Of those, the ones that somebody opened.
    pub notices_opened: u64,
    /// Phones that the push service knows no longer.
    pub phones_gone: u64,
}
