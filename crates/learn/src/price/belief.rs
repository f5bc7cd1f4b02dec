//! What is believed of one item's answer to its price, and how each day's sales move it.

use super::pool::Estimate;
use crate::counts::Counts;
use serde::{Deserialize, Serialize};

/// Steps of the grid, in standard deviations.
const ELASTICITY_STEPS: [f64; 7] = [-2.25, -1.5, -0.75, 0.0, 0.75, 1.5, 2.25];
const LEVEL_STEPS: [f64; 5] = [-2.0, -1.0, 0.0, 1.0, 2.0];
/// Demand never rises with the price; the grid ends here.
const ELASTICITY_MAX: f64 = -0.05;

/// Probabilities of elasticities and of levels of demand, on a grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Belief {
    points: Vec<Point>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Point {
    elasticity: f64,
    /// True demand over what was forecast.
    level: f64,
    probability: f64,
}

/// A day on which something could be sold.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Day {
    /// Units forecast at the usual price.
    pub forecast_units: f64,
    /// Variance over mean of the day's demand.
    pub spread: f64,
    /// The price over the usual one.
    pub relative_price: f64,
}

impl Belief {
    /// From an estimate of the elasticity, and the standard deviation of the logarithm of demand over its forecast.
    pub fn new(elasticity: Estimate, level_deviation: f64) -> Belief {
        let mut points = Vec::new();
        for step in ELASTICITY_STEPS {
            for level in LEVEL_STEPS {
                points.push(Point {
                    elasticity: (elasticity.mean + step * elasticity.deviation).min(ELASTICITY_MAX),
                    level: (level * level_deviation).exp(),
                    probability: (-0.5 * (step * step + level * level)).exp(),
                });
            }
        }
        let mut belief = Belief { points };
        belief.normalise();
        belief
    }

    /// The elasticity as it is believed to be now.
    pub fn elasticity(&self) -> Estimate {
        let mean: f64 = self.points.iter().map(|point| point.probability * point.elasticity).sum();
        let apart = |point: &Point| point.probability * (point.elasticity - mean).powi(2);
        Estimate { mean, deviation: self.points.iter().map(apart).sum::<f64>().sqrt() }
    }

    /// Units expected on a day.
    pub fn mean(&self, day: &Day) -> f64 {
        self.points.iter().map(|point| point.probability * point.counts(day).mean()).sum()
    }

    /// The probabilities of 0, 1, 2 … `end - 1` units on a day.
    pub fn probabilities(&self, day: &Day, end: usize) -> Vec<f64> {
        let mut sums = vec![0.0; end];
        for point in &self.points {
            for (sum, probability) in sums.iter_mut().zip(point.counts(day).probabilities()) {
                *sum += point.probability * probability;
            }
        }
        sums
    }

    /// Takes in what a day sold. Where it sold all that there was, more may have been asked for.
    pub fn seen(&mut self, day: &Day, sold: u32, sold_out: bool) {
        for point in &mut self.points {
            let mut probabilities = point.counts(day).probabilities();
            let likelihood = if sold_out {
                1.0 - probabilities.take(sold as usize).sum::<f64>()
            } else {
                probabilities.nth(sold as usize).unwrap_or(0.0)
            };
            // Nothing is ever ruled out by one day.
            point.probability *= likelihood.max(1e-12);
        }
        self.normalise();
    }

    fn normalise(&mut self) {
        let sum: f64 = self.points.iter().map(|point| point.probability).sum();
        self.points.iter_mut().for_each(|point| point.probability /= sum);
    }
}

impl Point {
    fn counts(&self, day: &Day) -> Counts {
        let mean = day.forecast_units * self.level * day.relative_price.max(1e-3).powf(self.elasticity);
        Counts::new(mean, day.spread)
    }
}
