//! Many estimates of the same kind, each drawn to what they have in common.

use serde::{Deserialize, Serialize};
/// A number that is known to within a standard deviation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation.
    pub deviation: f64,
}

impl Estimate {
    /// The bounds that it lies within in 95 of 100 cases.
    pub fn interval(self) -> (f64, f64) {
        (self.mean - 1.96 * self.deviation, self.mean + 1.96 * self.deviation)
    }

    fn variance(self) -> f64 {
        (self.deviation * self.deviation).max(1e-12)
    }

    /// What two sources say together, each by how sure it is.
    pub fn and(self, other: Estimate) -> Estimate {
        let (here, there) = (1.0 / self.variance(), 1.0 / other.variance());
        let mean = (self.mean * here + other.mean * there) / (here + there);
        Estimate { mean, deviation: (1.0 / (here + there)).sqrt() }
    }
}

/// What estimates have in common.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pool {
    /// The mean, and how well it is known.
    pub mean: Estimate,
    /// How far the true values lie apart: their variance.
    pub between: f64,
}

impl Pool {
    /// What is known of one more, before anything is seen of it.
    pub fn another(&self) -> Estimate {
        let deviation = (self.between + self.mean.deviation.powi(2)).sqrt();
        Estimate { mean: self.mean.mean, deviation }
    }
}

/// The mean of estimates and how far apart the true values lie, by the moments (DerSimonian and Laird, Controlled Clinical
/// Trials 1986); nothing where there is none.
pub fn pool(estimates: &[Estimate]) -> Option<Pool> {
    let between = between(&[estimates]).mean;
    mean_of(estimates, between).map(|mean| Pool { mean, between })
}

/// The variance of true values within groups, which is the same in all of them; and its standard error, about.
pub(super) fn between(groups: &[&[Estimate]]) -> Estimate {
    let (mut surplus, mut scale, mut free, mut weight) = (0.0, 0.0, 0.0, 0.0);
    for group in groups.iter().filter(|group| group.len() > 1) {
        let weights = || group.iter().map(|estimate| 1.0 / estimate.variance());
        let sum: f64 = weights().sum();
        let mean = group.iter().zip(weights()).map(|(estimate, w)| w * estimate.mean).sum::<f64>() / sum;
        let apart: f64 =
            group.iter().zip(weights()).map(|(estimate, w)| w * (estimate.mean - mean).powi(2)).sum();
        surplus += apart - (group.len() as f64 - 1.0);
        scale += sum - weights().map(|w| w * w).sum::<f64>() / sum;
        free += group.len() as f64 - 1.0;
        weight += sum;
    }
    if scale <= 0.0 {
        return Estimate { mean: 0.0, deviation: 0.0 };
    }
    let mean = f64::max(surplus / scale, 0.0);
    let count: f64 = groups.iter().map(|group| group.len() as f64).sum();
    // Of a sum of squares with so many degrees of freedom, each of them wider by what lies between.
    let deviation = (2.0 * free).sqrt() * (1.0 + mean * weight / count) / scale;
    Estimate { mean, deviation }
}

/// The mean of true values that lie so far apart.
pub(super) fn mean_of(estimates: &[Estimate], between: f64) -> Option<Estimate> {
    let weights = || estimates.iter().map(|estimate| 1.0 / (estimate.variance() + between));
    let sum: f64 = weights().sum();
    let mean = estimates.iter().zip(weights()).map(|(estimate, w)| w * estimate.mean).sum::<f64>() / sum;
    (sum > 0.0).then(|| Estimate { mean, deviation: (1.0 / sum).sqrt() })
}
