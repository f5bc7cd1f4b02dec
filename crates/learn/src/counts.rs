//! Distributions of counts: how many units are asked for, given a mean and how far counts scatter around it.

/// The negative binomial distribution by its mean and its variance over its mean; Poisson where that is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counts {
    mean: f64,
    /// Variance over mean, one or more.
    spread: f64,
}

/// Sums of that many terms are slow.
const EXACT_MAX: f64 = 2_000.0;

impl Counts {
    /// Counts of a mean, in units, and a variance that is `spread` times the mean. A spread below that of Poisson is
    /// taken for Poisson, and a mean below nothing for nothing.
    pub fn new(mean: f64, spread: f64) -> Counts {
        Counts { mean: mean.max(0.0), spread: spread.max(1.0) }
    }

    /// The mean, in units.
    pub fn mean(self) -> f64 {
        self.mean
    }

    /// The variance, in squared units.
    pub fn variance(self) -> f64 {
        self.mean * self.spread
    }

    /// The probabilities of nothing, one, two and so on, for as long as they are worth telling.
    pub fn probabilities(self) -> impl Iterator<Item = f64> {
        let Counts { mean, spread } = self;
        let poisson = spread < 1.000_1;
        let shape = mean / (spread - 1.0);
        let nothing = if poisson { -mean } else { -shape * spread.ln() };
        let mut log = nothing;
        (0u32..).map(move |count| {
            if count > 0 {
                let before = f64::from(count) - 1.0;
                let ratio = if poisson { mean } else { (before + shape) * (spread - 1.0) / spread };
                log += (ratio / f64::from(count)).ln();
            }
            log.exp()
        })
    }

    /// The fewest units of which at most as many are asked for with a probability of `p` or more.
    pub fn quantile(self, p: f64) -> f64 {
        if self.mean <= 0.0 {
            return 0.0;
        }
        if self.mean > EXACT_MAX {
            return gamma(self.mean, self.spread, p).round();
        }
        let end = self.mean + 40.0 * (self.variance().sqrt() + self.spread);
        let mut sum = 0.0;
        for (count, probability) in self.probabilities().enumerate() {
            sum += probability;
            if sum >= p || count as f64 > end {
                return count as f64;
            }
        }
        end
    }

    /// Units that are expected to be asked for beyond a stock of so many.
    pub fn short(self, stock: u32) -> f64 {
        if self.mean > EXACT_MAX {
            return self.short_of_many(f64::from(stock));
        }
        // E[(D - S)+] = E[D] - sum over k < S of P(D > k).
        let (mut sum, mut met) = (0.0, 0.0);
        for probability in self.probabilities().take(stock as usize) {
            sum += probability;
            met += (1.0 - sum).max(0.0);
        }
        (self.mean - met).max(0.0)
    }

    fn short_of_many(self, stock: f64) -> f64 {
        let deviation = self.variance().sqrt();
        let z = (stock - self.mean) / deviation;
        let density = (-0.5 * z * z).exp() / (std::f64::consts::TAU).sqrt();
        (deviation * (density - z * (1.0 - normal_below(z)))).max(0.0)
    }

    /// The sum of independent counts, by their means and variances.
    pub fn sum(parts: impl IntoIterator<Item = Counts>) -> Counts {
        let (mut mean, mut variance) = (0.0, 0.0);
        for part in parts {
            mean += part.mean;
            variance += part.variance();
        }
        Counts::new(mean, if mean > 0.0 { variance / mean } else { 1.0 })
    }
}

/// A quantile of the gamma distribution of that mean and spread (Wilson and Hilferty, 1931).
fn gamma(mean: f64, spread: f64, p: f64) -> f64 {
    let shape = mean / spread;
    let root = 1.0 - 1.0 / (9.0 * shape) + normal_quantile(p) / (3.0 * shape.sqrt());
    mean * root.max(0.0).powi(3)
}

/// A quantile of the normal distribution, within 0.00045 (Abramowitz and Stegun 26.2.23).
pub fn normal_quantile(p: f64) -> f64 {
    let p = p.clamp(1e-9, 1.0 - 1e-9);
    let t = (-2.0 * p.min(1.0 - p).ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let z = t - above / below;
    if p < 0.5 { -z } else { z }
}

/// The share of the normal distribution below `z`, within 7.5e-8 (Abramowitz and Stegun 26.2.17).
pub fn normal_below(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let terms = [0.319_381_53, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let sum = terms.iter().rev().fold(0.0, |sum, term| (sum + term) * t);
    let above = (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt() * sum;
    if z < 0.0 { above } else { 1.0 - above }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (mean, spread, p, units) in [
            // Poisson: P(X <= 1) = 0.736 at a mean of 1, P(X <= 3) = 0.981.
            (1.0, 1.0, 0.7, 1.0),
            (1.0, 1.0, 0.95, 3.0),
            // Geometric, mean 1: P(X <= k) = 1 - 0.5^(k+1).
            (1.0, 2.0, 0.49, 0.0),
            (1.0, 2.0, 0.9, 3.0),
            (1.0, 2.0, 0.97, 5.0),
            (0.01, 1.1, 0.95, 0.0),
            (0.0, 1.0, 0.99, 0.0),
            // Near the normal: 10000 + 1.645 * 200.
            (10_000.0, 4.0, 0.95, 10_331.0),
        ] {
            assert_eq!(Counts::new(mean, spread).quantile(p), units, "{mean} {spread} {p}");
        }
    }

    #[test]
    fn what_is_short_is_what_the_probabilities_say() {
        for (mean, spread, stock) in
            [(1.0, 1.0, 0), (1.0, 1.0, 2), (3.5, 2.5, 4), (0.2, 1.3, 1), (40.0, 6.0, 55)]
        {
            let counts = Counts::new(mean, spread);
            let each = counts.probabilities().take(2_000).enumerate();
            let expected: f64 = each.map(|(k, p)| p * (k as f64 - f64::from(stock)).max(0.0)).sum();
            assert!((counts.short(stock) - expected).abs() < 1e-9, "{mean} {spread} {stock}");
        }
        let many = Counts::new(10_000.0, 4.0);
        assert!((many.short(10_000) - 200.0 * 0.398_942).abs() < 0.1);
    }

    #[test]
    fn means_and_variances_of_sums_add_up() {
        let sum = Counts::sum([Counts::new(1.0, 1.0), Counts::new(3.0, 3.0)]);
        assert_eq!((sum.mean(), sum.variance()), (4.0, 10.0));
    }

    #[test]
    fn the_normal_distribution_is_that_of_the_tables() {
        assert!((normal_below(1.96) - 0.975).abs() < 1e-4);
        assert!((normal_below(-1.0) - 0.158_655).abs() < 1e-6);
        assert!((normal_quantile(0.975) - 1.96).abs() < 1e-3);
    }
}
