//! At which hours of the day people buy.

use serde::{Deserialize, Serialize};

/// What a day leaves of the days before it: a mean age of 50 days.
const KEPT: f32 = 0.98;
const HOUR_MICROS: i64 = 3_600_000_000;

/// Lines sold in each hour of the day, on the clock of the site, slowly forgotten.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hours {
    past: [f32; 24],
    today: [f32; 24],
}

impl Hours {
    /// A line was sold at a time of the day, in microseconds since midnight.
    pub fn sell(&mut self, micros: i64) {
        let hour = (micros / HOUR_MICROS).clamp(0, 23) as usize;
        self.today[hour] += 1.0;
    }

    /// The day is over.
    pub fn end_day(&mut self) {
        for (past, today) in self.past.iter_mut().zip(std::mem::take(&mut self.today)) {
            *past = *past * KEPT + today;
        }
    }

    /// Which share of a day's trade is over at a time of the day; as if it were even before anything is known.
    pub fn gone(&self, micros: i64) -> f32 {
        let micros = micros.clamp(0, 24 * HOUR_MICROS);
        let hour = (micros / HOUR_MICROS) as usize;
        let part = (micros % HOUR_MICROS) as f32 / HOUR_MICROS as f32;
        let all: f32 = self.past.iter().sum();
        if all <= 0.0 {
            return micros as f32 / (24 * HOUR_MICROS) as f32;
        }
        let over: f32 = self.past[..hour].iter().sum();
        let running = self.past.get(hour).map_or(0.0, |lines| lines * part);
        ((over + running) / all).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_that_is_over_follows_the_trade() {
        let mut hours = Hours::default();
        assert_eq!(hours.gone(6 * HOUR_MICROS), 0.25);
        (0..3).for_each(|_| hours.sell(9 * HOUR_MICROS));
        hours.sell(17 * HOUR_MICROS);
        hours.end_day();
        for (hour, gone) in [(0.0, 0.0), (9.0, 0.0), (9.5, 0.375), (10.0, 0.75), (17.0, 0.75), (24.0, 1.0)] {
            assert_eq!(hours.gone((hour * HOUR_MICROS as f64) as i64), gone, "at {hour}");
        }
    }
}
