//! Prices in words.

use realtail_kernel::Currency;

/// An amount of minor units as people write it: 1.99.
pub(super) fn money(minor: f64, currency: Currency) -> String {
    let digits = usize::from(currency.minor_digits());
    format!("{:.digits$}", minor / 10f64.powi(digits as i32))
}

/// How demand answers, for people who say yes or no.
pub(super) fn answer(mean: f64, low: f64, high: f64) -> String {
    format!("1 % off the price sells {:.1} % more ({:.1} to {:.1})", -mean, -high, -low)
}
