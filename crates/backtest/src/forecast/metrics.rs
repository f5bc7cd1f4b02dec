//! The definition's measures: WRMSSE (Makridakis and others, 2022), weighted quantile loss, bias and coverage.

use super::panel::{HORIZON_DAYS, Level, Series};
use realtail_learn::chance::Chance;
use realtail_learn::counts::Counts;

/// The probabilities that quantiles are asked for.
pub const PROBABILITIES: [f64; 10] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/// What a method says of a series, day by day.
#[derive(Clone, Debug)]
pub struct Prediction {
    /// Units.
    pub mean: [f64; HORIZON_DAYS],
    /// Units at each of [`PROBABILITIES`].
    pub quantiles: [[f64; PROBABILITIES.len()]; HORIZON_DAYS],
    /// Probabilities of less than what was seen, and of as much or less.
    pub below: [[f64; 2]; HORIZON_DAYS],
}

impl Prediction {
    /// The counts of each day, beside the units that were seen.
    pub fn of(counts: &[Counts], seen: &[f32]) -> Prediction {
        let days: [_; HORIZON_DAYS] = std::array::from_fn(|day| (counts[day], seen[day]));
        Prediction {
            mean: days.map(|(counts, _)| counts.mean()),
            quantiles: days.map(|(counts, _)| PROBABILITIES.map(|p| counts.quantile(p))),
            below: days.map(|(counts, seen)| {
                let mut less = 0.0;
                for probability in counts.probabilities().take(seen as usize) {
                    less += probability;
                }
                let as_many = counts.probabilities().nth(seen as usize).unwrap_or(0.0);
                [less, less + as_many]
            }),
        }
    }
}

/// How good it was, for one level.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub wrmsse: f64,
    pub wql: f64,
    pub bias: f64,
    /// Share of days in the middle 80 %, by randomised PIT.
    pub coverage: f64,
}

/// Scores the predictions of one level's series from a first day on.
///
/// The weights are those of the 28 days before `origin`, the scales those of all days before it.
pub fn score(series: &[&Series], predictions: &[&Prediction], origin: usize) -> Score {
    let weights: Vec<f64> =
        series.iter().map(|s| s.cents[origin - HORIZON_DAYS..origin].iter().sum::<i64>() as f64).collect();
    let total: f64 = weights.iter().sum();
    let (mut wrmsse, mut loss, mut sold, mut over) = (0.0, [0.0; PROBABILITIES.len()], 0.0, 0.0);
    for ((series, prediction), weight) in series.iter().zip(predictions).zip(&weights) {
        let seen = &series.units[origin..origin + HORIZON_DAYS];
        wrmsse += weight / total * rmsse(series, &prediction.mean, origin);
        let price = price_cents(series, origin);
        for (day, units) in seen.iter().enumerate() {
            let units = f64::from(*units);
            sold += price * units;
            over += price * (prediction.mean[day] - units);
            for ((loss, p), q) in loss.iter_mut().zip(PROBABILITIES).zip(prediction.quantiles[day]) {
                let short = units - q;
                *loss += 2.0 * price * if short > 0.0 { p * short } else { (p - 1.0) * short };
            }
        }
    }
    let wql = loss.iter().sum::<f64>() / PROBABILITIES.len() as f64 / sold;
    Score { wrmsse, wql, bias: over / sold, coverage: coverage(predictions) }
}

/// Root of the mean squared error over that of naming each day the units of the day before.
pub fn rmsse(series: &Series, mean: &[f64; HORIZON_DAYS], origin: usize) -> f64 {
    let past = &series.units[..origin];
    let first = past.iter().position(|units| *units > 0.0).unwrap_or(0);
    let steps = past[first..].windows(2).map(|pair| f64::from(pair[1] - pair[0]).powi(2));
    let scale = steps.sum::<f64>() / (origin - first).saturating_sub(1).max(1) as f64;
    let seen = &series.units[origin..origin + HORIZON_DAYS];
    let error = seen.iter().zip(mean).map(|(y, f)| (f64::from(*y) - f).powi(2)).sum::<f64>();
    if scale > 0.0 { (error / HORIZON_DAYS as f64 / scale).sqrt() } else { 0.0 }
}

fn price_cents(series: &Series, origin: usize) -> f64 {
    let cents = series.cents[..origin].iter().sum::<i64>() as f64;
    let units = series.units[..origin].iter().sum::<f32>();
    if units > 0.0 { cents / f64::from(units) } else { 0.0 }
}

/// The share of days whose place in their own distribution lies in its middle 80 %. Counts are whole, so the place is
/// drawn between the probability of less and that of as much (Czado, Gneiting and Held, Biometrics 2009).
fn coverage(predictions: &[&Prediction]) -> f64 {
    let mut chance = Chance::new(80);
    let (mut days, mut within) = (0usize, 0usize);
    for [less, at_most] in predictions.iter().flat_map(|prediction| prediction.below) {
        // A closed day is certain, and says nothing of an interval.
        if less == 0.0 && at_most == 1.0 {
            continue;
        }
        let place = less + (at_most - less) * chance.unit();
        days += 1;
        within += usize::from((0.1..0.9).contains(&place));
    }
    if days > 0 { within as f64 / days as f64 } else { f64::NAN }
}

/// Scores of places, of the chain, and their mean.
pub fn levels(series: &[Series], predictions: &[Prediction], origin: usize) -> [Score; 3] {
    let of = |level| {
        let both = series.iter().zip(predictions).filter(|(series, _)| series.level == level);
        let (series, predictions): (Vec<_>, Vec<_>) = both.unzip();
        score(&series, &predictions, origin)
    };
    let (place, chain) = (of(Level::Place), of(Level::Chain));
    let mean = |part: fn(&Score) -> f64| (part(&place) + part(&chain)) / 2.0;
    let both = Score {
        wrmsse: mean(|s| s.wrmsse),
        wql: mean(|s| s.wql),
        bias: mean(|s| s.bias),
        coverage: mean(|s| s.coverage),
    };
    [place, chain, both]
}
