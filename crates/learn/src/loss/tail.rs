//! How rare a count is: the upper tail of the negative binomial, also of counts that are not whole.

/// How rare it is to see `seen` or more where `expected` are expected, as `-log10` of the probability; nothing where no
/// more is seen than expected.
///
/// The rates of peers are taken to scatter as a gamma distribution of mean 1 and shape `shape` around what is expected,
/// so counts scatter as the negative binomial does (DuMouchel, The American Statistician 53, 1999, section 3). Its tail
/// is the regularised incomplete beta function, which takes counts that fade and so are not whole.
pub fn surprise(seen: f64, expected: f64, shape: f64) -> f64 {
    if seen <= expected || expected <= 0.0 {
        return 0.0;
    }
    let share = expected / (expected + shape);
    -ln_beta_below(seen, shape, share) / std::f64::consts::LN_10
}

/// Logarithm of the regularised incomplete beta function for `x` below its mean, by its continued fraction
/// (Abramowitz and Stegun 26.5.8; evaluated after Lentz, Applied Optics 15, 1976).
fn ln_beta_below(a: f64, b: f64, x: f64) -> f64 {
    const SMALLEST: f64 = 1e-300;
    let front = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (1.0 - x).ln() - a.ln();
    let away = |value: f64| if value.abs() < SMALLEST { SMALLEST } else { value };
    let (mut above, mut below) = (1.0, 1.0 / away(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = below;
    for step in 1..300 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = fraction;
        for term in [even, odd] {
            below = 1.0 / away(1.0 + term * below);
            above = away(1.0 + term / above);
            fraction *= below * above;
        }
        if (fraction / before - 1.0).abs() < 1e-10 {
            break;
        }
    }
    (front + fraction.max(SMALLEST).ln()).min(0.0)
}

/// Logarithm of the gamma function for positive numbers (Stirling's series after shifting, Abramowitz and Stegun
/// 6.1.41), within 1e-10.
fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut shift) = (x, 0.0);
    while x < 10.0 {
        shift -= x.ln();
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0))) / x;
    shift + (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Counts;

    #[test]
    fn the_gamma_function_is_that_of_the_tables() {
        for (x, value) in [(1.0, 1.0), (5.0, 24.0), (0.5, std::f64::consts::PI.sqrt()), (10.0, 362_880.0)] {
            assert!((ln_gamma(x) - f64::ln(value)).abs() < 1e-9, "{x}");
        }
    }

    #[test]
    fn the_tail_is_the_sum_of_the_probabilities() {
        for (seen, expected, shape) in
            [(3, 1.0, 4.0), (10, 2.0, 1.5), (1, 0.01, 6.0), (60, 20.0, 3.0), (5, 4.9, 50.0)]
        {
            let counts = Counts::new(expected, 1.0 + expected / shape);
            let tail: f64 = 1.0 - counts.probabilities().take(seen).sum::<f64>();
            let ours = surprise(seen as f64, expected, shape);
            assert!(
                (ours + tail.log10()).abs() < 1e-6,
                "{seen} {expected} {shape}: {ours} {}",
                -tail.log10()
            );
        }
    }

    #[test]
    fn the_rarest_counts_stay_finite() {
        let far = surprise(5_000.0, 1.0, 10.0);
        assert!(far.is_finite() && far > 300.0, "{far}");
        assert_eq!(surprise(2.0, 3.0, 1.0), 0.0);
    }
}
