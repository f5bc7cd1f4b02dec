//! What is remembered of many items together.

use super::pace::Pace;
use super::shape::Shape;
use serde::{Deserialize, Serialize};

/// A category, a department, a place, or all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Group {
    pub(super) pace: Pace,
    pub(super) shape: Shape,
    /// Units over days of items: how fast an item of it sells.
    pub(super) per_item: Pace,
    /// Seen against expected.
    pub(super) surprise: Pace,
    today_units: f32,
    today_items: [f32; 3],
}

impl Group {
    pub fn today_units(&self) -> f32 {
        self.today_units
    }

    pub fn sell(&mut self, units: f32) {
        self.today_units += units;
    }

    /// One of its items, whose day is over.
    pub fn item(&mut self, units: f32, exposure: f32, expected: f32) {
        let [sum, exposures, all] = &mut self.today_items;
        *sum += units;
        *exposures += exposure;
        *all += expected;
    }

    pub fn close(&mut self, open: bool) {
        let (units, [sum, exposures, expected]) =
            (std::mem::take(&mut self.today_units), std::mem::take(&mut self.today_items));
        if open {
            self.pace.close(units, 1.0);
            self.per_item.close(sum, exposures);
            self.surprise.close(sum, expected);
        }
    }
}
