//! How far demand scatters around what was expected of it, kept current by each day.

use serde::{Deserialize, Serialize};

/// Of what is remembered, what the next day leaves: half after 69 days.
const KEEP: f64 = 0.99;
/// The variance over the mean of an item that nothing is known of, and units that it weighs.
const USUAL: f64 = 1.5;
const USUAL_UNITS: f64 = 20.0;

/// Squared surprises over expected units; both fade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scatter {
    squares: f64,
    expected: f64,
}

impl Scatter {
    /// A day is over on which so many units were expected and so many asked for. Days on which the item could not be had
    /// are not told.
    pub fn seen(&mut self, expected: f64, units: f64) {
        self.squares = self.squares * KEEP + (units - expected).powi(2);
        self.expected = self.expected * KEEP + expected;
    }

    /// Variance over mean, one or more: what [`crate::counts::Counts`] takes.
    pub fn spread(&self) -> f64 {
        ((self.squares + USUAL * USUAL_UNITS) / (self.expected + USUAL_UNITS)).clamp(1.0, 60.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surprises_widen_and_their_absence_narrows() {
        for (seen, spread) in [
            (&[][..], 1.5),
            (&[(10.0, 10.0); 300], 1.0),
            (&[(10.0, 0.0), (10.0, 20.0)], 5.7),
            (&[(0.0, 9.0); 99], 60.0),
        ] {
            let mut scatter = Scatter::default();
            seen.iter().for_each(|(expected, units)| scatter.seen(*expected, *units));
            assert!((scatter.spread() - spread).abs() < 0.1, "{seen:?}: {}", scatter.spread());
        }
    }
}
