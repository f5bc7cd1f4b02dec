//! Plain rules to stand beside: last week again, and the average of eight weeks.

use super::panel::{CLOSED, HORIZON_DAYS, Series};

/// Units of the same weekday of the last week.
pub fn seasonal_naive(series: &Series, origin: usize) -> [f64; HORIZON_DAYS] {
    opened(origin, |day| f64::from(series.units[origin - 7 + day % 7]))
}

/// The average of the last 56 days.
pub fn window_average(series: &Series, origin: usize) -> [f64; HORIZON_DAYS] {
    let mean = series.units[origin - 56..origin].iter().sum::<f32>() / 56.0;
    opened(origin, |_| f64::from(mean))
}

/// Nothing where the stores are closed.
pub fn opened(origin: usize, mean: impl Fn(usize) -> f64) -> [f64; HORIZON_DAYS] {
    std::array::from_fn(|day| if origin + day == CLOSED { 0.0 } else { mean(day) })
}
