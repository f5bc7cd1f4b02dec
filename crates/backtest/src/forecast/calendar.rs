//! The calendar of 2017, and the days ahead of an origin.

use super::panel::{CLOSED, HORIZON_DAYS};
use super::plan::Plan;
use realtail_learn::demand::{self, Ahead, Land, PromotedDay};

/// The first of January 2017, in days since 1970.
const FIRST_DAY: i32 = 17_167;
/// Weeks whose promotions are told: that before the origin, and those ahead.
const WEEKS: usize = 1 + HORIZON_DAYS / 7;

/// The 28 days from a Monday on.
pub fn ahead(plan: &Plan, origin: usize) -> Ahead<'_> {
    let day = |horizon: usize| {
        let day = origin + horizon;
        let week = 1 + horizon / 7;
        let after = (week + 1 < WEEKS).then_some(week + 1);
        let promoted = PromotedDay { before: week - 1, on: week, after };
        Land::UnitedStates.ahead(FIRST_DAY + day as i32, promoted, day != CLOSED)
    };
    let promotions = (0..WEEKS).map(|week| plan.on((origin + 7 * week).saturating_sub(7))).collect();
    Ahead { days: (0..HORIZON_DAYS).map(day).collect(), promotions, skies: Vec::new() }
}

/// Which time around a great feast it is.
pub fn feast(day: usize) -> u8 {
    Land::UnitedStates.season(FIRST_DAY + day as i32)
}

/// Monday is nothing.
pub fn weekday(day: usize) -> u8 {
    demand::weekday(FIRST_DAY + day as i32)
}
