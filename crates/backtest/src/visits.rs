//! Visits: the real receipts as one row each, on the stores' own clock.

use anyhow::Result;
use realtail_journey::Journey;
use std::collections::BTreeMap;

/// Seconds of a day.
pub const DAY_SECONDS: i64 = 86_400;
/// 2017-01-01, in days since 1970: day 0 of the data.
pub const FIRST_DAY: i64 = 17_167;

/// A receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// When, in seconds since 2017-01-01 of the stores' clock.
    pub at_seconds: i64,
    /// Where.
    pub store: u32,
    /// Who.
    pub household: u32,
    /// Lines of the receipt.
    pub lines: u32,
    /// What was paid, in cents.
    pub cents: i64,
}

/// All receipts of the year, in order of time.
pub fn read(journey: &Journey) -> Result<Vec<Visit>> {
    let mut visits: BTreeMap<u64, Visit> = BTreeMap::new();
    for line in journey.lines()? {
        let visit = visits.entry(line.basket).or_insert(Visit {
            at_seconds: local_seconds(line.at_micros.div_euclid(1_000_000)),
            store: line.store,
            household: line.household,
            lines: 0,
            cents: 0,
        });
        visit.lines += 1;
        visit.cents += line.paid_cents;
    }
    let mut visits: Vec<Visit> = visits.into_values().collect();
    visits.sort_by_key(|visit| (visit.at_seconds, visit.store, visit.household));
    visits.retain(|visit| (0..365 * DAY_SECONDS).contains(&visit.at_seconds));
    Ok(visits)
}

/// Universal time in seconds since 1970, as seconds since 2017-01-01 on a clock four hours behind from 2017-03-12 07:00
/// to 2017-11-05 06:00, and five hours behind otherwise.
fn local_seconds(universal: i64) -> i64 {
    let behind = if (1_489_302_000..1_509_861_600).contains(&universal) { 4 } else { 5 };
    universal - behind * 3_600 - FIRST_DAY * DAY_SECONDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_change_twice() {
        // 2017-01-01 05:00, 2017-03-12 06:59:59 and 07:00, 2017-11-05 05:59:59 and 06:00, universal.
        for (universal, local) in [
            (1_483_246_800, 0),
            (1_489_301_999, 70 * DAY_SECONDS + 2 * 3_600 - 1),
            (1_489_302_000, 70 * DAY_SECONDS + 3 * 3_600),
            (1_509_861_599, 308 * DAY_SECONDS + 2 * 3_600 - 1),
            (1_509_861_600, 308 * DAY_SECONDS + 3_600),
        ] {
            assert_eq!(local_seconds(universal), local, "{universal}");
        }
    }
}
