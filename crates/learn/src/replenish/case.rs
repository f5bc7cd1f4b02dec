//! What an order of so many units comes to, and how many are allowed.

use super::order::{Bound, Situation, Stakes, Terms};
use super::outlook::Window;

/// An item on the day of its review.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub situation: &'a Situation<'a>,
    pub terms: &'a Terms,
    pub stakes: &'a Stakes,
}

impl Case<'_> {
    /// Units meant to be sold that are in stock and on the way.
    pub fn position_units(&self) -> i64 {
        self.situation.position_units - i64::from(self.terms.presentation_units)
    }

    pub fn window(&self, position: i64, units: u32) -> Window {
        self.situation.outlook.window(self.situation.lead, position, units)
    }

    /// Units expected to expire that an order at the next review would not lose.
    pub fn expired_units(&self, position: i64) -> f64 {
        let Situation { outlook, lead, .. } = self.situation;
        let Some(life) = self.terms.life_days else { return 0.0 };
        let left = |days: u32| outlook.left(days + life, position);
        let each =
            lead.shares().map(|(days, share)| share * (left(days) - left(days + outlook.review_days())));
        each.sum()
    }

    /// What shortage, stock and waste come to, in cents.
    pub fn loss_cents(&self, position: i64, units: u32) -> f64 {
        let window = self.window(position, units);
        window.short_units * self.stakes.short_cents
            + window.stock_unit_days * self.stakes.holding_cents_day
            + self.expired_units(position + i64::from(units)) * self.stakes.expired_cents
    }

    /// The greatest position at which a batch still pays, or one less than nothing where it never does.
    pub fn reorder_units(&self, batch: u32) -> i64 {
        let pays = |position: i64| self.loss_cents(position, batch) < self.loss_cents(position, 0);
        let (mut below, mut above) = (-1, 0);
        while pays(above) {
            (below, above) = (above, above * 2 + 1);
        }
        while above - below > 1 {
            let middle = (below + above) / 2;
            if pays(middle) { below = middle } else { above = middle }
        }
        below + i64::from(self.terms.presentation_units)
    }

    /// Units that may be ordered at most, in whole packs, and why no more.
    pub fn limit_units(&self) -> (u32, Bound) {
        let Situation { outlook, lead, position_units } = self.situation;
        let pack = i64::from(self.terms.pack_units.max(1));
        let packs =
            |units: f64| ((units.floor() as i64 - position_units) / pack * pack).clamp(0, 1 << 30) as u32;
        let lead_days = lead.mean().floor() as u32;
        let mut limit = (1 << 30, Bound::Worth);
        if let Some(life_days) = self.terms.life_days {
            limit = (packs(outlook.mean(lead_days + life_days)), Bound::Life);
        }
        if let Some(capacity) = self.terms.capacity_units {
            let room = packs(f64::from(capacity) + outlook.mean(lead_days));
            if room < limit.0 {
                limit = (room, Bound::Capacity);
            }
        }
        limit
    }
}
