//! What a campaign did in a day.

use realtail_kernel::Instant;
use realtail_vocabulary::Lost;
use serde::{Deserialize, Serialize};

const DAY_US: i64 = 86_400_000_000;

/// The UTC day of an instant, counted from 1970.
pub fn day_of(at: Instant) -> i32 {
    i32::try_from(at.micros().div_euclid(DAY_US)).unwrap_or(i32::MAX)
}

/// What a campaign did in a day. Amounts are in minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DayTotals {
    /// Slots that it won.
    pub won: u64,
    /// Of those of any day, how many could be seen on this one.
    pub views: u64,
    /// How many were followed.
    pub clicks: u64,
    /// What that cost.
    pub spent: i64,
    /// Units that were sold to whom it touched last.
    pub units: i64,
    /// What they cost, put down to the last touch.
    pub last: i64,
    /// What is put down to it where each touch gets an equal part.
    pub linear: i64,
    /// Of other items of the brand: put down to the last touch.
    pub halo_last: i64,
    /// Of other items of the brand: an equal part.
    pub halo_linear: i64,
    /// Units of those that came back on this day.
    pub returned_units: i64,
    /// What that takes off by the last touch.
    pub returned_last: i64,
    /// What that takes off by equal parts.
    pub returned_linear: i64,
    /// How often it lost, by reason.
    pub lost: [u64; Lost::ALL.len()],
}

impl DayTotals {
    /// How often it lost for this reason.
    pub fn lost_for(&self, reason: Lost) -> u64 {
        self.lost[reason as usize]
    }

    /// Takes another day's into the sum.
    pub fn add(&mut self, other: &DayTotals) {
        self.won += other.won;
        self.views += other.views;
        self.clicks += other.clicks;
        self.spent += other.spent;
        self.units += other.units;
        self.last += other.last;
        self.linear += other.linear;
        self.halo_last += other.halo_last;
        self.halo_linear += other.halo_linear;
        self.returned_units += other.returned_units;
        self.returned_last += other.returned_last;
        self.returned_linear += other.returned_linear;
        self.lost.iter_mut().zip(other.lost).for_each(|(sum, more)| *sum += more);
    }
}
