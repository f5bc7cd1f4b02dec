//! How much is sold in a day, as sales come in one by one: sums in which what is older weighs less.

use serde::{Deserialize, Serialize};

/// Days of business time since 1970, with their fractions.
pub type Days = f64;

/// How soon what was sold is forgotten, and how far little evidence is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tuning {
    /// The mean age of what the quick sum remembers, in days.
    pub fast_days: f64,
    /// The same of the slow sum.
    pub slow_days: f64,
    /// The weight of the quick sum, 0 to 1.
    pub fast_share: f64,
    /// For how many days' evidence what is expected of the pair counts: the item's sales, by the site's share of all.
    pub prior_days: f64,
    /// For how many units' evidence the weekdays of the site count beside those of the item.
    pub weekday_units: f64,
    /// For how many units' evidence the spread of the item, and of all items, counts beside that of the pair.
    pub spread_units: f64,
    /// How unsure the level is, in shares of what its evidence says.
    pub level_doubt: f64,
}

impl Default for Tuning {
    fn default() -> Tuning {
        Tuning {
            fast_days: 14.0,
            slow_days: 112.0,
            fast_share: 0.5,
            prior_days: 14.0,
            weekday_units: 100.0,
            spread_units: 20.0,
            level_doubt: 1.0,
        }
    }
}

/// What was sold of one thing at one place. A sale is a few multiplications; days without one cost nothing, since only
/// the time that has gone by is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rate {
    /// When the sums were right.
    pub at: Days,
    /// Units, the quickly forgotten sum.
    pub fast: f32,
    /// Units, the slowly forgotten sum.
    pub slow: f32,
    /// Squares of the units of each day, slowly forgotten.
    pub squares: f32,
    /// The newest day with a sale, in days since 1970 on the wall of the site.
    pub today: i32,
    /// Units on that day.
    pub today_units: f32,
    /// Since when there was anything to sell: when the first sale was.
    pub since: f32,
    /// Sales so far.
    pub sales: u32,
}

/// What a sale added.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Added {
    /// The weight of a sale of that age in slow sums.
    pub weight: f32,
    /// By how much slow sums of the same holder had to shrink before.
    pub shrunk: f32,
    /// What the sum of squares grew by.
    pub squares: f32,
}

impl Rate {
    /// Takes in a sale, told in time or late.
    pub fn learn(&mut self, at: Days, day: i32, units: f32, tuning: &Tuning) -> Added {
        if self.sales == 0 {
            (self.at, self.since, self.today) = (at, at as f32, day);
        }
        self.sales = self.sales.saturating_add(1);
        self.since = self.since.min(at as f32);
        let age = at - self.at;
        let (fast, slow) = (remains(age.abs(), tuning.fast_days), remains(age.abs(), tuning.slow_days));
        let (fast_weight, weight, shrunk) = if age > 0.0 {
            self.at = at;
            (self.fast, self.slow, self.squares) = (self.fast * fast, self.slow * slow, self.squares * slow);
            (1.0, 1.0, slow)
        } else {
            (fast, slow, 1.0)
        };
        self.fast += units * fast_weight;
        self.slow += units * weight;
        let squares = weight * self.on_day(day, units);
        self.squares += squares;
        Added { weight, shrunk, squares }
    }

    /// By how much the square of a day's units grows. What is told late of a day before is a day of its own.
    fn on_day(&mut self, day: i32, units: f32) -> f32 {
        if day > self.today {
            (self.today, self.today_units) = (day, 0.0);
        }
        if day < self.today {
            return units * units;
        }
        let before = self.today_units;
        self.today_units += units;
        self.today_units * self.today_units - before * before
    }

    /// The quick and the slow sum at a time.
    pub fn sums(&self, at: Days, tuning: &Tuning) -> (f64, f64) {
        let age = (at - self.at).max(0.0);
        let fast = f64::from(self.fast) * (-age / tuning.fast_days).exp();
        (fast, f64::from(self.slow) * (-age / tuning.slow_days).exp())
    }

    /// The squares of the units of each day, at a time.
    pub fn squares_at(&self, at: Days, tuning: &Tuning) -> f64 {
        f64::from(self.squares) * (-(at - self.at).max(0.0) / tuning.slow_days).exp()
    }

    /// Units a day, and the days of evidence for it, where there was something to sell since `since`.
    pub fn level(&self, since: Days, at: Days, tuning: &Tuning) -> (f64, f64) {
        let (fast, slow) = self.sums(at, tuning);
        let age = (at - since).max(0.5);
        let seen = |life: f64| life * (1.0 - (-age / life).exp());
        let (seen_fast, seen_slow) = (seen(tuning.fast_days), seen(tuning.slow_days));
        let share = tuning.fast_share;
        (share * fast / seen_fast + (1.0 - share) * slow / seen_slow, seen_slow)
    }
}

/// What remains of a sum after a while.
pub(crate) fn remains(age: Days, life: Days) -> f32 {
    (-age / life).exp() as f32
}
