//! How far counts scatter around a forecast.

use crate::counts::Counts;
use serde::{Deserialize, Serialize};

/// The variance of a day's units, by its parts.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Scatter {
    /// How much of a series' own spread beyond that of Poisson counts is to be expected again.
    pub own: f64,
    /// The variance of the level's relative error over the weeks ahead.
    pub level: f64,
}

impl Scatter {
    /// Of items in places, so that the middle 80 % of the days of validation held 80 %.
    pub const PLACES: Scatter = Scatter { own: 1.0, level: 0.1 };
    /// Of items in all places together.
    pub const CHAIN: Scatter = Scatter { own: 0.85, level: 0.05 };

    /// Counts of a mean, in units, for a series of a variance over mean. The mean may be that of one day or the sum of many:
    /// the level's error is the same for all days, so it does not average out.
    pub fn counts(self, mean: f64, spread: f32) -> Counts {
        Counts::new(mean, self.day_spread(spread) + self.level * mean)
    }

    /// Variance over mean of a day whose level is known.
    pub(super) fn day_spread(self, spread: f32) -> f64 {
        1.0 + self.own * (f64::from(spread) - 1.0)
    }
}
