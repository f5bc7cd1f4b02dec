//! Plain rules to stand beside: last week again, and the average of eight weeks.

use super::metrics::Prediction;
use super::panel::{CLOSED, HORIZON_DAYS, Level, Panel, Series};
use realtail_learn::counts::Counts;

/// A rule over all series. How far counts scatter is that of the last 112 days, as the definition has it, drawn to the
/// level's median as by 20 units.
pub fn predict(
    panel: &Panel,
    origin: usize,
    rule: fn(&Series, usize) -> [f64; HORIZON_DAYS],
) -> Vec<Prediction> {
    let past = |series: &Series| {
        let past = &series.units[origin - 112..origin];
        let sum = past.iter().sum::<f32>();
        let mean = sum / 112.0;
        let squares = past.iter().map(|units| (units - mean).powi(2)).sum::<f32>() / 111.0;
        (f64::from(sum), if mean > 0.0 { f64::from(squares / mean) } else { 1.0 })
    };
    let median = |level| {
        let of_level = panel.series.iter().filter(|series| series.level == level);
        let mut spreads: Vec<f64> = of_level.map(|series| past(series).1).collect();
        spreads.sort_unstable_by(f64::total_cmp);
        spreads.get(spreads.len() / 2).copied().unwrap_or(1.0)
    };
    let medians = [Level::Place, Level::Chain].map(|level| (level, median(level)));
    let one = |series: &Series| {
        let usual =
            medians.iter().find(|(level, _)| *level == series.level).map_or(1.0, |(_, median)| *median);
        let (units, own) = past(series);
        let spread = ((units * own + 20.0 * usual) / (units + 20.0)).clamp(1.0, 60.0);
        let counts = rule(series, origin).map(|mean| Counts::new(mean, spread));
        Prediction::of(&counts, &series.units[origin..])
    };
    panel.series.iter().map(one).collect()
}

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
fn opened(origin: usize, mean: impl Fn(usize) -> f64) -> [f64; HORIZON_DAYS] {
    std::array::from_fn(|day| if origin + day == CLOSED { 0.0 } else { mean(day) })
}
