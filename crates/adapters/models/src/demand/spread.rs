//! How demand spreads around its mean: the negative binomial distribution by its mean and variance.

/// So many units, or fewer, are asked for with each probability. `probabilities` rise.
pub(crate) fn quantiles(mean: f64, variance: f64, probabilities: &[f64]) -> Vec<f64> {
    if mean <= 0.0 {
        return vec![0.0; probabilities.len()];
    }
    let variance = variance.max(mean * 1.000_1);
    let shape = mean * mean / (variance - mean);
    let success = shape / (shape + mean);
    let nothing_log = shape * success.ln();
    // Sums of that many terms are slow, and the first of them is too small to write down.
    if mean > 1_000.0 || nothing_log < -600.0 {
        return probabilities.iter().map(|p| of_gamma(mean, variance, *p).round()).collect();
    }
    let (mut units, mut term) = (0.0, nothing_log.exp());
    let mut sum = term;
    let mut found = Vec::with_capacity(probabilities.len());
    for p in probabilities {
        while sum < *p && term > 1e-300 && units < 1e6 {
            term *= (units + shape) / (units + 1.0) * (1.0 - success);
            units += 1.0;
            sum += term;
        }
        found.push(units);
    }
    found
}

/// A quantile of the gamma distribution of that mean and variance (Wilson and Hilferty 1931).
fn of_gamma(mean: f64, variance: f64, p: f64) -> f64 {
    let shape = mean * mean / variance;
    let root = 1.0 - 1.0 / (9.0 * shape) + normal(p) / (3.0 * shape.sqrt());
    mean * root.max(0.0).powi(3)
}

/// A quantile of the normal distribution, within 0.00045 (Abramowitz and Stegun 26.2.23).
fn normal(p: f64) -> f64 {
    let p = p.clamp(1e-9, 1.0 - 1e-9);
    let t = (-2.0 * p.min(1.0 - p).ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let z = t - above / below;
    if p < 0.5 { -z } else { z }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        // mean, variance, probability, units
        for (mean, variance, p, units) in [
            // Poisson: P(X <= 1) = 0.736 at a mean of 1, P(X <= 3) = 0.981.
            (1.0, 1.0, 0.7, 1.0),
            (1.0, 1.0, 0.95, 3.0),
            // Geometric, mean 1: P(X <= k) = 1 - 0.5^(k+1).
            (1.0, 2.0, 0.49, 0.0),
            (1.0, 2.0, 0.9, 3.0),
            (1.0, 2.0, 0.97, 5.0),
            (0.01, 0.011, 0.95, 0.0),
            (0.0, 0.0, 0.99, 0.0),
            // Near the normal: 10000 + 1.645 * 200.
            (10_000.0, 40_000.0, 0.95, 10_331.0),
        ] {
            assert_eq!(quantiles(mean, variance, &[p]), [units], "{mean} {variance} {p}");
        }
        let rising = quantiles(3.0, 9.0, &[0.1, 0.5, 0.9, 0.95, 0.99]);
        assert!(rising.is_sorted(), "{rising:?}");
    }
}
