//! Forecasts of a whole and of its parts, made to add up.

use crate::counts::Counts;

/// Moves a whole and its parts until the parts add up to the whole, each as far as its variance allows: the least squares
/// solution with a diagonal of variances (Wickramasuriya, Athanasopoulos and Hyndman, JASA 2019). Categories, places and
/// the total are sums of what comes out, [`Counts::sum`], so all levels agree.
///
/// No part falls below nothing; then the whole follows its parts. The variance over mean of each stays.
pub fn reconcile(whole: Counts, parts: &[Counts]) -> (Counts, Vec<Counts>) {
    let gap = whole.mean() - parts.iter().map(|part| part.mean()).sum::<f64>();
    let variance = whole.variance() + parts.iter().map(|part| part.variance()).sum::<f64>();
    let moved = |part: &Counts| {
        let share = if variance > 0.0 { part.variance() / variance } else { 0.0 };
        with_mean(*part, part.mean() + gap * share)
    };
    let parts: Vec<Counts> = parts.iter().map(moved).collect();
    let sum = parts.iter().map(|part| part.mean()).sum();
    (with_mean(whole, sum), parts)
}

fn with_mean(counts: Counts, mean: f64) -> Counts {
    let spread = if counts.mean() > 0.0 { counts.variance() / counts.mean() } else { 1.0 };
    Counts::new(mean, spread)
}
