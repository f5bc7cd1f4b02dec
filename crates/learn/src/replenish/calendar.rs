//! On which days a supplier takes orders.

use serde::{Deserialize, Serialize};

/// The weekdays on which a supplier takes orders; Monday is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar([bool; 7]);

impl Calendar {
    /// Orders are taken on these weekdays.
    pub fn new(weekdays: [bool; 7]) -> Calendar {
        Calendar(weekdays)
    }

    /// Orders are taken every day.
    pub fn daily() -> Calendar {
        Calendar([true; 7])
    }

    /// Days from an order on this weekday, Monday being nothing, to the next chance to order; nothing where none is
    /// taken today. What is ordered today must last for the time the supplier takes and so many days.
    pub fn review_days(&self, weekday: u8) -> Option<u32> {
        let taken = |ahead: u32| self.0[(usize::from(weekday) + ahead as usize) % 7];
        (1..=7).find(|ahead| taken(*ahead)).filter(|_| taken(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_to_the_next_chance() {
        let twice = Calendar::new([true, false, false, true, false, false, false]);
        for (calendar, weekday, days) in [
            (Calendar::daily(), 3, Some(1)),
            (twice, 0, Some(3)),
            (twice, 3, Some(4)),
            (twice, 1, None),
            (Calendar::new([false, false, false, false, false, false, true]), 6, Some(7)),
            (Calendar::new([false; 7]), 0, None),
        ] {
            assert_eq!(calendar.review_days(weekday), days, "{calendar:?} on {weekday}");
        }
    }
}
