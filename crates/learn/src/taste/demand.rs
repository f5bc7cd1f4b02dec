//! How much of each item is bought by everybody: now, lately and before.

use super::popular::{Popular, Strength};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Days after which a purchase counts for 1/e.
const MEMORIES_DAYS: [f32; 3] = [5.0, 21.0, 90.0];

/// Purchases that fade, at three paces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fading {
    day: f32,
    counts: [f32; 3],
}

impl Fading {
    fn learn(&mut self, day: f32) {
        let day = day.max(self.day);
        self.counts = self.at(day).map(|count| count + 1.0);
        self.day = day;
    }

    /// What is left of them on a day, as purchases a day.
    fn at(&self, day: f32) -> [f32; 3] {
        let age = (day - self.day).max(0.0);
        let mut counts = self.counts;
        for (count, memory) in counts.iter_mut().zip(MEMORIES_DAYS) {
            *count *= (-age / memory).exp();
        }
        counts
    }
}

/// Everybody's purchases of one item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Demand {
    fading: Fading,
    pub(super) strength: Strength,
    /// Baskets that held it.
    pub baskets: u32,
    /// Households that bought it.
    pub buyers: u32,
    /// When it was bought first, in days.
    pub first_day: f32,
}

impl Demand {
    /// Learns of a purchase.
    pub(super) fn learn(&mut self, day: f32, first_time: bool) {
        if self.baskets == 0 {
            self.first_day = day;
        }
        self.fading.learn(day);
        self.strength.learn(day);
        self.baskets += 1;
        self.buyers += u32::from(first_time);
    }

    /// Purchases a day: of this week, of this month, of this season.
    pub fn daily(&self, day: f32) -> [f32; 3] {
        let mut daily = self.fading.at(day);
        for (count, memory) in daily.iter_mut().zip(MEMORIES_DAYS) {
            *count /= memory;
        }
        daily
    }
}

/// Everybody's purchases of a kind or a category.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Of all its items.
    pub demand: Demand,
    /// The most bought of them.
    pub popular: Popular,
}

/// Days after which a purchase in one store counts for 1/e.
const SHELF_MEMORY_DAYS: f32 = 60.0;

/// What is sold in which store.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shelves {
    sold: FxHashMap<(u32, u32), (f32, f32)>,
}

impl Shelves {
    /// Learns of a purchase.
    pub(super) fn learn(&mut self, store: u32, item: u32, day: f32) {
        let (last_day, count) = self.sold.entry((store, item)).or_default();
        let day = day.max(*last_day);
        *count = *count * ((*last_day - day) / SHELF_MEMORY_DAYS).exp() + 1.0;
        *last_day = day;
    }

    /// Purchases a day of an item in a store, and days since the last one; neither where it was never sold there.
    pub fn daily(&self, store: u32, item: u32, day: f32) -> Option<[f32; 2]> {
        let (last_day, count) = self.sold.get(&(store, item))?;
        let age = day - last_day;
        Some([count * (-age / SHELF_MEMORY_DAYS).exp() / SHELF_MEMORY_DAYS, age])
    }
}
