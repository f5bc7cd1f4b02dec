//! How much of each item each site keeps: derived from the demand itself, since no data says it.
//!
//! The rule is a base stock with weekly review. Each pair of item and site has a target. Opening stock is the target.
//! Once a week a site looks at its book and orders what is missing to the target, counting what is under way; the
//! delivery arrives [`BaseStock::lead_days`] later. The target has to last from one arrival to the one after the next
//! review, so over `review_days + lead_days`:
//!
//! `target = max(ceil(mean * days + z * deviation * sqrt(days)), the largest single purchase, 1)`
//!
//! with mean and deviation of the daily demand over the whole year, days without demand included. Where a week brings
//! more than that, the shelf runs out: tills then sell what the book does not have, and online shoppers are refused.

use crate::Retailer;

/// Microseconds in a day.
pub(crate) const DAY_MICROS: i64 = 86_400_000_000;

/// The rule by which sites keep stock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BaseStock {
    /// Days from one look at the book to the next.
    pub review_days: u32,
    /// Days from the order to its arrival.
    pub lead_days: u32,
    /// How many deviations of the demand are kept for safety: 1.645 lasts in 95 of 100 periods, were demand normal.
    pub z: f64,
}

impl Default for BaseStock {
    fn default() -> BaseStock {
        BaseStock { review_days: 7, lead_days: 2, z: 1.645 }
    }
}

/// What is known of the demand of one pair.
#[derive(Clone, Copy, Debug, Default)]
struct Demand {
    units: f64,
    squares: f64,
    today: (i64, f64),
    largest: u32,
}

impl Demand {
    fn add(&mut self, day: i64, units: u32) {
        if self.today.0 != day {
            self.close_day();
            self.today = (day, 0.0);
        }
        self.today.1 += f64::from(units);
        self.largest = self.largest.max(units);
    }

    fn close_day(&mut self) {
        self.units += self.today.1;
        self.squares += self.today.1 * self.today.1;
        self.today.1 = 0.0;
    }
}

impl BaseStock {
    fn target(&self, mean: f64, deviation: f64, largest: u32) -> u32 {
        let days = f64::from(self.review_days + self.lead_days);
        let lasting = (mean * days + self.z * deviation * days.sqrt() - 1e-9).ceil().max(0.0);
        (lasting as u32).max(largest).max(1)
    }
}

/// The target of each pair of the retailer.
pub fn targets(retailer: &Retailer, rule: BaseStock) -> Vec<u32> {
    let (first, last) = retailer.span();
    let day = |micros: i64| (micros - first.micros()).div_euclid(DAY_MICROS);
    let days = (day(last.micros()) + 1) as f64;
    let mut demand = vec![Demand::default(); retailer.pairs.len()];
    for (basket, lines) in retailer.baskets() {
        for line in lines {
            let pair = line.pair.and_then(|pair| demand.get_mut(pair as usize));
            if let Some(pair) = pair {
                pair.add(day(basket.sold_at.micros()), line.quantity);
            }
        }
    }
    let target = |mut demand: Demand| {
        demand.close_day();
        let mean = demand.units / days;
        let deviation = (demand.squares / days - mean * mean).max(0.0).sqrt();
        rule.target(mean, deviation, demand.largest)
    };
    demand.into_iter().map(target).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_lasts_until_the_delivery_after_the_next() {
        let rule = BaseStock::default();
        for (mean, deviation, largest, expected) in [
            (0.0, 0.0, 0, 1),    // never nothing: it is in the range
            (1.0, 0.0, 1, 9),    // steady: nine days' worth
            (1.0, 1.0, 1, 14),   // 9 + 1.645 * 3
            (0.003, 0.05, 1, 1), // sold once a year
            (0.003, 0.05, 4, 4), // sold once a year, four at once
        ] {
            assert_eq!(rule.target(mean, deviation, largest), expected, "{mean} {deviation} {largest}");
        }
        assert_eq!(BaseStock { z: 0.0, ..rule }.target(1.0, 1.0, 1), 9);
    }

    #[test]
    fn demand_is_gathered_by_day() {
        let mut demand = Demand::default();
        for (day, units) in [(0, 1), (0, 2), (3, 4)] {
            demand.add(day, units);
        }
        demand.close_day();
        assert_eq!((demand.units, demand.squares, demand.largest), (7.0, 25.0, 4));
    }
}
