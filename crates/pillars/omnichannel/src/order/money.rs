//! What a line costs, unit by unit, so that what is taken and given back adds up to the minor unit.

use serde::{Deserialize, Serialize};

/// What a line of an order costs, and what has become of that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineMoney {
    /// What one unit costs before discounts, in minor units.
    pub unit_price: i64,
    /// What was taken off the line.
    pub discount: i64,
    /// The tax in or on it.
    pub tax: i64,
    /// What the shopper pays for all of it.
    pub total: i64,
    /// What of it was cancelled.
    pub cancelled: i64,
    /// What of it was taken.
    pub captured: i64,
    /// What of that is given back or on its way back.
    pub refunded: i64,
}

/// What `now` more units of a line cost, after `before` units of its `units` were dealt with.
///
/// The first n units cost `total * n / units`, rounded down, whatever the steps in which n was reached, so the parts
/// always add up to the whole.
pub(crate) fn share(total: i64, units: i64, before: i64, now: i64) -> i64 {
    if units <= 0 {
        return 0;
    }
    let upto = |n: i64| i128::from(total) * i128::from(n) / i128::from(units);
    i64::try_from(upto(before + now) - upto(before)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn parts_add_up_however_they_are_cut() {
        for (total, units) in [(100, 3), (1, 7), (9_999, 10), (0, 4), (7, 1), (-5, 3)] {
            let singly: i64 = (0..units).map(|n| share(total, units, n, 1)).sum();
            let halves =
                share(total, units, 0, units / 2) + share(total, units, units / 2, units - units / 2);
            assert_eq!((singly, halves), (total, total), "{total} over {units}");
        }
    }
}
