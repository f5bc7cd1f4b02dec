//! Where units go: shrink by place and cause, from counts beside the books.

use super::deed::Count;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why units are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Cause {
    /// Thrown away, and not booked.
    Waste,
    /// Seen to be handed over unscanned.
    Till,
    /// Many at once, with no delivery since: swept off the shelf.
    Sweep,
    /// Many at once, after a delivery: fewer came than were booked.
    Receiving,
    /// A few at a time, as it has always been there.
    Steady,
}

/// Units and their worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lost {
    /// Units missing.
    pub units: u64,
    /// Worth of them, in cents.
    pub cents: i64,
}

/// Shrink by store, place and cause, since the beginning.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Shrink {
    lost: BTreeMap<(u32, u64, Cause), Lost>,
}

/// As rare as one count in a thousand is "many at once".
const MANY_SURPRISE: f64 = 3.0;

impl Shrink {
    /// Divides what one count misses among causes: what is known first, then by how surprising the rest is (`-log10`, as
    /// the place's rate tells). Returns the cause of the rest, if there was any.
    pub fn add(&mut self, store: u32, count: &Count, surprise: f64) -> Option<Cause> {
        let mut left = count.expected_units.saturating_sub(count.found_units);
        let mut give = |cause, units: u32| {
            let units = units.min(left);
            left -= units;
            if units > 0 {
                let lost = self.lost.entry((store, count.place, cause)).or_default();
                lost.units += u64::from(units);
                lost.cents += i64::from(units) * count.unit_cents;
            }
            units > 0
        };
        give(Cause::Waste, count.wasted_units);
        give(Cause::Till, count.unscanned_units);
        let cause = match (surprise >= MANY_SURPRISE, count.delivered_units > 0) {
            (false, _) => Cause::Steady,
            (true, false) => Cause::Sweep,
            (true, true) => Cause::Receiving,
        };
        give(cause, u32::MAX).then_some(cause)
    }

    /// All of it, by store, place and cause.
    pub fn lost(&self) -> impl Iterator<Item = (u32, u64, Cause, Lost)> {
        self.lost.iter().map(|((store, place, cause), lost)| (*store, *place, *cause, *lost))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_explains_first() {
        let count = Count {
            place: 1,
            expected_units: 100,
            found_units: 70,
            wasted_units: 5,
            delivered_units: 0,
            unscanned_units: 3,
            unit_cents: 200,
        };
        for (surprise, delivered_units, rest) in
            [(0.5, 0, Cause::Steady), (4.0, 0, Cause::Sweep), (4.0, 50, Cause::Receiving)]
        {
            let mut shrink = Shrink::default();
            let count = Count { delivered_units, ..count.clone() };
            assert_eq!(shrink.add(9, &count, surprise), Some(rest));
            let lost: Vec<_> = shrink.lost().map(|(_, _, cause, lost)| (cause, lost.units)).collect();
            assert_eq!(lost, [(Cause::Waste, 5), (Cause::Till, 3), (rest, 22)]);
            assert_eq!(shrink.lost().map(|(.., lost)| lost.cents).sum::<i64>(), 30 * 200);
        }
    }
}
