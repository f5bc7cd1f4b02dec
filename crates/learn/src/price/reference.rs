//! The price that a reduction may be told against.

use serde::{Deserialize, Serialize};

/// Days before a reduction whose lowest price is the reference: Directive 98/6/EC, article 6a (2), as amended by Directive
/// (EU) 2019/2161.
const BEFORE_DAYS: i64 = 30;

/// Days that a price is remembered for after it ended.
const KEPT_DAYS: i64 = 365;

/// The prices of an item over time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceHistory {
    /// The first day of each price, and the price in cents; in the order of days.
    changes: Vec<(i64, u32)>,
}

impl PriceHistory {
    /// From this day on it costs so many cents. What ended more than a year ago is forgotten.
    pub fn set(&mut self, day: i64, cents: u32) {
        self.changes.retain(|(changed, _)| *changed < day);
        let ended = |next: &(i64, u32)| next.0 < day - KEPT_DAYS;
        let gone = self.changes.iter().skip(1).take_while(|next| ended(next)).count();
        self.changes.drain(..gone);
        if self.changes.last().is_none_or(|(_, before)| *before != cents) {
            self.changes.push((day, cents));
        }
    }

    /// The lowest price on the days from `from` until before `until`.
    fn lowest(&self, from: i64, until: i64) -> Option<u32> {
        let ends = self.changes.iter().skip(1).map(|(day, _)| *day).chain([i64::MAX]);
        let on = self.changes.iter().zip(ends).filter(|((start, _), end)| *start < until && *end > from);
        on.map(|((_, cents), _)| *cents).min()
    }
}

/// What a price of `cents` from `day` on may be told as a reduction from: the lowest price of the 30 days before. Where
/// the price has only gone down, step by step, since a first reduction, it is the lowest of the 30 days before that one
/// (article 6a (5)). Nothing where it is no reduction, or nothing is known of the days before.
pub fn reference_cents(history: &PriceHistory, day: i64, cents: u32) -> Option<u32> {
    let before: Vec<(i64, u32)> =
        history.changes.iter().filter(|(changed, _)| *changed < day).copied().collect();
    let mut first = (day, cents);
    for (changed, price) in before.iter().rev() {
        if *price <= first.1 {
            break;
        }
        // A dearer price that began less than 30 days ago may itself be a reduction of the same series.
        let reduced = before.iter().any(|(earlier, dearer)| earlier < changed && *dearer > *price);
        if !reduced || first.0 - changed > BEFORE_DAYS {
            break;
        }
        first = (*changed, *price);
    }
    history.lowest(first.0 - BEFORE_DAYS, first.0).filter(|reference| *reference > cents)
}
