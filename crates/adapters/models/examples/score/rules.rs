//! Plain rules that a model should beat.

use crate::panel::CLOSED;
use crate::scores::{QUANTILES, Said};

/// A rule that says what comes from what was.
#[derive(Clone, Copy)]
pub enum Rule {
    /// The mean of the last 28 days; quantiles are those of the sums over so many days in the last 112.
    Mean28,
    /// The same day of the week before; quantiles are those of the last eight.
    SameWeekday,
}

impl Rule {
    pub fn name(self) -> &'static str {
        match self {
            Rule::Mean28 => "mean of the last 28 days",
            Rule::SameWeekday => "seasonal naive",
        }
    }

    /// What it says of `span` days together, from `ahead` days behind the last of `was`.
    pub fn say(self, was: &[f64], ahead: usize, span: usize) -> Said {
        let day = was.len() + ahead;
        if span == 1 && day == CLOSED {
            return Said::nothing();
        }
        let recent = |days: usize| &was[was.len().saturating_sub(days)..];
        match self {
            Rule::Mean28 => {
                let mean = recent(28).iter().sum::<f64>() / 28.0 * span as f64;
                let history = if span == 1 { recent(28) } else { recent(112) };
                Said {
                    mean,
                    quantiles: empirical(history.windows(span).map(|days| days.iter().sum()).collect()),
                }
            }
            Rule::SameWeekday => {
                let days =
                    |weeks: usize| (0..span).filter_map(move |n| was.get((day + n).checked_sub(7 * weeks)?));
                let sum = |weeks: usize| days(weeks).sum::<f64>();
                // The newest of the same weekdays that are known.
                let known = (ahead + span).div_ceil(7);
                Said { mean: sum(known), quantiles: empirical((known..known + 8).map(sum).collect()) }
            }
        }
    }
}

fn empirical(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    let at = |p: &f64| values[((p * values.len() as f64).ceil() as usize).clamp(1, values.len()) - 1];
    QUANTILES.iter().map(at).collect()
}
