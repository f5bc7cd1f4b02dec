//! The most bought items of a group, kept in order by each purchase.
//!
//! Purchases of all items fade at one pace, so the order of two items changes only when one of them is bought. What is
//! kept is the logarithm of a faded count, moved to a common day; it needs no renewal while nothing is bought.

use serde::{Deserialize, Serialize};

/// Days after which a purchase counts for 1/e.
const MEMORY_DAYS: f32 = 14.0;

/// The most bought of some items.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Popular {
    /// Items and their strengths, strongest first.
    order: Vec<(u32, f32)>,
}

/// The strength of an item's purchases, comparable on every day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Strength(f32);

impl Default for Strength {
    fn default() -> Strength {
        Strength(f32::NEG_INFINITY)
    }
}

impl Strength {
    /// Learns of one more purchase.
    pub(super) fn learn(&mut self, day: f32) {
        let now = day / MEMORY_DAYS;
        // What is told so late that nothing of it is left.
        if self.0 - now > 20.0 {
            return;
        }
        self.0 = now + ((self.0 - now).exp() + 1.0).ln();
    }
}

impl Popular {
    /// Learns that an item has become stronger, and keeps at most so many.
    pub(super) fn learn(&mut self, item: u32, strength: Strength, most: usize) {
        let found = self.order.iter().position(|(other, _)| *other == item);
        if found.is_none() && self.order.len() == most {
            match self.order.last() {
                Some((_, weakest)) if *weakest < strength.0 => self.order.pop(),
                _ => return,
            };
        }
        let mut at = found.unwrap_or(self.order.len());
        if found.is_none() {
            self.order.push((item, strength.0));
        }
        self.order[at].1 = strength.0;
        while at > 0 && self.order[at - 1].1 < strength.0 {
            self.order.swap(at - 1, at);
            at -= 1;
        }
    }

    /// Strongest first.
    pub fn items(&self) -> impl Iterator<Item = u32> {
        self.order.iter().map(|(item, _)| *item)
    }
}
