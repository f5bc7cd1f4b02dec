//! The calendar of 2017, and the days ahead of an origin.

use super::panel::{CLOSED, HORIZON_DAYS};
use super::plan::Plan;
use realtail_learn::demand::{Ahead, AheadDay};

/// Feasts of the United States before which people stock up: Easter, Memorial Day, Independence Day, Labor Day,
/// Thanksgiving, Christmas, and New Year at both ends.
const FEASTS: [usize; 8] = [0, 105, 148, 184, 246, 326, 358, 365];
const MONTHS: [usize; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// The 28 days from a Monday on.
pub fn ahead(plan: &Plan, origin: usize) -> Ahead<'_> {
    let day = |horizon: usize| {
        let day = origin + horizon;
        let month = MONTHS.iter().rposition(|first| *first <= day).unwrap_or(0);
        let next = FEASTS.iter().find(|feast| **feast >= day).map_or(0, |feast| feast - day);
        let last = FEASTS.iter().rfind(|feast| **feast < day).map_or(0, |feast| day - feast);
        AheadDay {
            weekday: weekday(day),
            day_of_month: (day - MONTHS[month] + 1) as u8,
            week: 1 + horizon / 7,
            feasts: [next, last].map(|days| days.min(30) as f32),
            feast: feast(day),
            open: day != CLOSED,
        }
    };
    let weeks = (0..5).map(|week| plan.on((origin + 7 * week).saturating_sub(7))).collect();
    Ahead { days: (0..HORIZON_DAYS).map(day).collect(), weeks }
}

/// Easter, Thanksgiving and Christmas, when families cook.
const GREAT_FEASTS: [usize; 3] = [105, 326, 358];

/// The week before a great feast, its last three days, the feast, and the two days after it.
pub fn feast(day: usize) -> u8 {
    for feast in GREAT_FEASTS {
        match (feast + 2).checked_sub(day) {
            Some(0 | 1) => return 4,
            Some(2) => return 3,
            Some(3..=5) => return 2,
            Some(6..=9) => return 1,
            _ => {}
        }
    }
    0
}

/// Monday is nothing; the first day of 2017 was a Sunday.
pub fn weekday(day: usize) -> u8 {
    ((day + 6) % 7) as u8
}
