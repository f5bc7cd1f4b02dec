//! What is planned ahead: displays and mailers by week.

use anyhow::Result;
use realtail_journey::Journey;
use realtail_learn::demand::Promotions;
use rustc_hash::FxHashSet;

/// Weeks of the year; the first is of one day.
const WEEKS: usize = 53;

/// Displays and mailers of each week.
pub struct Plan(Vec<Promotions>);

impl Plan {
    /// Reads those of some products.
    pub fn read(journey: &Journey, wanted: &FxHashSet<u32>) -> Result<Plan> {
        let mut weeks: Vec<Promotions> = (0..WEEKS).map(|_| Promotions::default()).collect();
        for promotion in journey.promotions(|product| wanted.contains(&product))? {
            let state = 3 * display(promotion.display) + mailer(promotion.mailer);
            let week = weeks.get_mut(usize::from(promotion.week).wrapping_sub(1));
            if let Some(week) = week.filter(|_| state > 0) {
                week.add(promotion.product, promotion.store, state);
            }
        }
        Ok(Plan(weeks.into_iter().map(Promotions::sorted).collect()))
    }

    /// Weeks without any.
    #[cfg(test)]
    pub fn none() -> Plan {
        Plan((0..WEEKS).map(|_| Promotions::default()).collect())
    }

    /// What is promoted on a day of the year.
    pub fn on(&self, day: usize) -> &Promotions {
        &self.0[day.saturating_sub(1) / 7 + usize::from(day > 0)]
    }
}

/// None, in the shelf, at the end of an aisle, within one, and elsewhere.
fn display(code: u8) -> u8 {
    match code {
        b'0' => 0,
        b'A' => 1,
        b'3' | b'4' | b'5' | b'6' => 2,
        b'7' => 3,
        _ => 4,
    }
}

/// None, inside, and on the front, the back or the wrap.
fn mailer(code: u8) -> u8 {
    match code {
        b'0' => 0,
        b'A' | b'C' | b'P' | b'X' => 1,
        _ => 2,
    }
}
