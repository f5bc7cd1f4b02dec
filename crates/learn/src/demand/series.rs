//! What is remembered of one item, in one place or in all: a few hundred bytes, changed by each sale and each day's end.

use super::pace::{Pace, Ratio};
use super::shape::WEEKDAY_KEPT;
use serde::{Deserialize, Serialize};

/// Half-lives of what is remembered of prices, in days: about 14 and 112.
const PRICE_KEPT: [f32; 2] = [0.951_695_4, 0.993_830_2];
/// Of how far counts scatter: 56 days.
const SPREAD_KEPT: f32 = 0.987_698_4;

/// Variance over mean of an item of which little is known.
pub(super) const USUAL_SPREAD: f32 = 1.5;

/// Money and units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Paid {
    units: f32,
    paid: f32,
    full: f32,
}

/// The memory of one item, in one place or in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    pub(super) pace: Pace,
    /// Own weekdays, beside those of the item.
    pub(super) weekday: [Ratio; 7],
    /// Days with a sale.
    pub(super) selling: Pace,
    /// Squared surprises over what was expected, which is one for Poisson counts.
    scatter: Ratio,
    /// What promotion and weekday lifted lately.
    pub(super) lifted: Pace,
    pub(super) last_sale_day: Option<u16>,
    paid: [Paid; 2],
    today: Paid,
}

impl Series {
    /// A sale of today, of so many units for so much money, and for how much without the card.
    pub fn sell(&mut self, units: f32, paid: f32, full: f32) {
        self.today.units += units;
        self.today.paid += paid;
        self.today.full += full;
    }

    /// Units sold today so far.
    pub fn today_units(&self) -> f32 {
        self.today.units
    }

    /// The day is over, on which `expected` units of a share `open` were expected under these factors.
    pub fn close(&mut self, day: u16, weekday: usize, expected: f32, factors: [f32; 2], open: f32) {
        let today = std::mem::take(&mut self.today);
        if today.units > 0.0 {
            self.last_sale_day = Some(day);
        }
        for (past, kept) in self.paid.iter_mut().zip(PRICE_KEPT) {
            past.units = past.units * kept + today.units;
            past.paid = past.paid * kept + today.paid;
            past.full = past.full * kept + today.full;
        }
        if open <= 0.0 {
            return;
        }
        let [weekday_factor, lift] = factors;
        let surprise = today.units - expected;
        self.scatter.add(surprise * surprise, expected, SPREAD_KEPT);
        let level = expected / (weekday_factor * lift).max(f32::MIN_POSITIVE);
        self.weekday[weekday].add(today.units, level * lift, WEEKDAY_KEPT);
        self.pace.close(today.units, open * weekday_factor * lift);
        self.selling.close(f32::from(u8::from(today.units > 0.0)), open);
        self.lifted.close(lift, 1.0);
    }

    /// Variance over mean, drawn to the usual as by 20 units.
    pub fn spread(&self) -> f32 {
        self.scatter.shrunk(USUAL_SPREAD, 20.0).max(1.0)
    }

    /// Money paid for a unit over each memory; not a number where none was sold.
    pub(super) fn prices(&self) -> [f32; 2] {
        self.paid.map(|paid| paid.paid / paid.units)
    }

    /// Money off a unit's full price over each memory, as a share.
    pub(super) fn discounts(&self) -> [f32; 2] {
        self.paid.map(|paid| 1.0 - paid.paid / paid.full)
    }
}
