//! How often, how lately and how regularly a household buys something: an item, a kind of item or a category.

use serde::{Deserialize, Serialize};

/// Days after which a purchase counts for 1/e, from the quickest to the slowest memory.
pub const MEMORIES_DAYS: [f32; 4] = [10.0, 30.0, 90.0, 180.0];
/// What a purchase still counts for after each later basket of the household.
const KEPT_A_BASKET: [f32; 2] = [0.85, 0.97];

/// A habit, kept current by each purchase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Habit {
    /// Baskets that held it.
    pub count: u32,
    /// When it was bought first, in days.
    pub first_day: f32,
    /// When it was bought last, in days.
    pub last_day: f32,
    /// The household's number of baskets before it was bought first.
    pub first_basket: u32,
    /// The household's number of baskets before it was bought last.
    pub last_basket: u32,
    /// Baskets that held it while it was advertised.
    pub advertised: u32,
    /// Days between the last two purchases.
    pub last_gap_days: f32,
    /// Sum of squares of all such gaps.
    gap_squares: f32,
    /// Purchases that faded with time, as they stood at the last one.
    faded: [f32; 4],
    /// Purchases that faded with later baskets, as they stood at the last one.
    faded_baskets: [f32; 2],
}

impl Habit {
    /// Learns of a purchase on a day, after so many earlier baskets of the household. What is told late counts as bought
    /// when the last one was.
    pub fn learn(&mut self, day: f32, basket: u32) {
        let day = if self.count == 0 { day } else { day.max(self.last_day) };
        if self.count == 0 {
            (self.first_day, self.first_basket) = (day, basket);
        } else {
            self.last_gap_days = day - self.last_day;
            self.gap_squares += self.last_gap_days * self.last_gap_days;
        }
        self.faded = self.faded(day).map(|count| count + 1.0);
        self.faded_baskets = self.faded_baskets(basket).map(|count| count + 1.0);
        self.count += 1;
        (self.last_day, self.last_basket) = (day, basket);
    }

    /// Purchases that count the less the longer ago they were, one number for each of [`MEMORIES_DAYS`].
    pub fn faded(&self, day: f32) -> [f32; 4] {
        let age = (day - self.last_day).max(0.0);
        let mut faded = self.faded;
        for (count, memory) in faded.iter_mut().zip(MEMORIES_DAYS) {
            *count *= (-age / memory).exp();
        }
        faded
    }

    /// The same by one of [`MEMORIES_DAYS`].
    pub fn faded_by(&self, memory: usize, day: f32) -> f32 {
        let age = (day - self.last_day).max(0.0);
        self.faded[memory] * (-age / MEMORIES_DAYS[memory]).exp()
    }

    /// The same by later baskets of the household, of which there were `basket` in all.
    pub fn faded_baskets(&self, basket: u32) -> [f32; 2] {
        let later = basket.saturating_sub(self.last_basket) as i32;
        let mut faded = self.faded_baskets;
        for (count, kept) in faded.iter_mut().zip(KEPT_A_BASKET) {
            *count *= kept.powi(later);
        }
        faded
    }

    /// Takes over the purchases of another household's habit, whose baskets are numbered together with these by now.
    pub(super) fn join(&mut self, other: &Habit) {
        let (day, basket) = (self.last_day.max(other.last_day), self.last_basket.max(other.last_basket));
        let (own, others) = (self.faded(day), other.faded(day));
        self.faded = std::array::from_fn(|at| own[at] + others[at]);
        let (own, others) = (self.faded_baskets(basket), other.faded_baskets(basket));
        self.faded_baskets = std::array::from_fn(|at| own[at] + others[at]);
        self.last_gap_days = (self.last_day - other.last_day).abs();
        self.gap_squares += other.gap_squares;
        self.count += other.count;
        self.advertised += other.advertised;
        (self.last_day, self.last_basket) = (day, basket);
        self.first_day = self.first_day.min(other.first_day);
        self.first_basket = self.first_basket.min(other.first_basket);
    }

    /// The same habit, where so many baskets of another household come before its own.
    pub(super) fn later(mut self, baskets: u32) -> Habit {
        self.first_basket += baskets;
        self.last_basket += baskets;
        self
    }

    /// Days between purchases, on average; not a number after a single one.
    pub fn gap_days(&self) -> f32 {
        if self.count < 2 { f32::NAN } else { (self.last_day - self.first_day) / (self.count - 1) as f32 }
    }

    /// Baskets between purchases, on average; not a number after a single one.
    pub fn gap_baskets(&self) -> f32 {
        let gaps = self.count.saturating_sub(1) as f32;
        if gaps < 1.0 { f32::NAN } else { (self.last_basket - self.first_basket) as f32 / gaps }
    }

    /// How far gaps scatter, over their mean; not a number after fewer than three purchases.
    pub fn gap_scatter(&self) -> f32 {
        if self.count < 3 {
            return f32::NAN;
        }
        let mean = self.gap_days();
        let variance = (self.gap_squares / (self.count - 1) as f32 - mean * mean).max(0.0);
        variance.sqrt() / mean.max(0.1)
    }
}
