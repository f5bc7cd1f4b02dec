//! How far a forecast was from what came.

/// The quantiles that are scored.
pub const QUANTILES: [f64; 10] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/// What was said of a day, or of days together.
#[derive(Clone)]
pub struct Said {
    pub mean: f64,
    pub quantiles: Vec<f64>,
}

impl Said {
    pub fn nothing() -> Said {
        Said { mean: 0.0, quantiles: vec![0.0; QUANTILES.len()] }
    }
}

/// Sums over all that was said.
#[derive(Clone, Default)]
pub struct Scores {
    errors: f64,
    weights: f64,
    pinball: f64,
    worth: f64,
    bias: f64,
    below: [f64; 2],
    count: f64,
}

impl Scores {
    /// Adds what was said of a series beside what came. `scale` is the mean square of its steps, `weight` its part in
    /// the money, `price` what a unit of it is worth.
    pub fn add(&mut self, said: &[Said], came: &[f64], scale: f64, weight: f64, price: f64) {
        let pairs = || said.iter().zip(came);
        let squares: f64 = pairs().map(|(said, came)| (said.mean - came).powi(2)).sum();
        self.errors += weight * (squares / came.len() as f64 / scale).sqrt();
        self.weights += weight;
        for (said, came) in pairs() {
            for (p, quantile) in QUANTILES.iter().zip(&said.quantiles) {
                let above = came - quantile;
                let loss = if above > 0.0 { p * above } else { (p - 1.0) * above };
                self.pinball += 2.0 * price * loss / QUANTILES.len() as f64;
            }
            self.worth += price * came;
            self.bias += price * (said.mean - came);
            self.count += 1.0;
            self.below[0] += f64::from(*came <= said.quantiles[4]);
            self.below[1] += f64::from(*came <= said.quantiles[9]);
        }
    }

    pub fn wrmsse(&self) -> f64 {
        self.errors / self.weights
    }

    pub fn wql(&self) -> f64 {
        self.pinball / self.worth
    }

    pub fn bias(&self) -> f64 {
        self.bias / self.worth
    }

    /// The part of what came that was at most the median, and at most the quantile of 0.95.
    pub fn coverage(&self) -> (f64, f64) {
        (self.below[0] / self.count, self.below[1] / self.count)
    }
}
