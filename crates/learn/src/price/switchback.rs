//! Tests of two prices in one place, by turns.

use super::pool::Estimate;
use crate::chance::Chance;
use serde::{Deserialize, Serialize};

/// Which of the two prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arm {
    /// The price of now.
    Now,
    /// The price that is tried.
    Tried,
}

/// A test by turns: in each pair of periods, one has the one price and the other the other, as a seed decides.
///
/// A period should be as long as shoppers remember a price, and start on the same weekday as its pair (Bojinov,
/// Simchi-Levi and Zhao, Management Science 2023).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Switchback {
    seed: u64,
}

/// What a test says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// How much more, or less, a period brings at the price that is tried.
    pub difference: Estimate,
    /// The bounds that the difference lies within in 95 of 100 tests.
    pub interval: (f64, f64),
    /// Pairs of periods that it rests on.
    pub pairs: usize,
}

impl Switchback {
    /// A test whose turns depend on the seed alone.
    pub fn new(seed: u64) -> Switchback {
        Switchback { seed }
    }

    /// The price of a period, counted from nothing.
    pub fn arm(&self, period: usize) -> Arm {
        let pair = Chance::new(self.seed ^ (period as u64 / 2)).next();
        let first_is_tried = pair.is_multiple_of(2);
        if first_is_tried == period.is_multiple_of(2) { Arm::Tried } else { Arm::Now }
    }

    /// Compares what each period brought, units or money, in the order of periods; a last one without its pair is left
    /// out. Nothing for fewer than two pairs.
    pub fn effect(&self, brought: &[f64]) -> Option<Effect> {
        let difference = |(pair, both): (usize, &[f64])| match self.arm(2 * pair) {
            Arm::Tried => both[0] - both[1],
            Arm::Now => both[1] - both[0],
        };
        let differences: Vec<f64> = brought.chunks_exact(2).enumerate().map(difference).collect();
        Effect::of(&differences)
    }
}

impl Effect {
    /// From what each pair differs by; nothing for fewer than two.
    pub fn of(differences: &[f64]) -> Option<Effect> {
        let pairs = differences.len();
        if pairs < 2 {
            return None;
        }
        let count = pairs as f64;
        let mean = differences.iter().sum::<f64>() / count;
        let squares: f64 = differences.iter().map(|difference| (difference - mean).powi(2)).sum();
        let deviation = (squares / (count - 1.0) / count).sqrt();
        let reach = student_95(pairs - 1) * deviation;
        Some(Effect {
            difference: Estimate { mean, deviation },
            interval: (mean - reach, mean + reach),
            pairs,
        })
    }
}

/// The 97.5 % quantile of Student's distribution: exact for one and two degrees of freedom, within 0.02 beyond (expansion
/// of Cornish and Fisher; Abramowitz and Stegun 26.7.5).
fn student_95(freedom: usize) -> f64 {
    const Z: f64 = 1.959_964;
    match freedom {
        1 => 12.706_2,
        2 => 4.302_7,
        _ => {
            let n = freedom as f64;
            let first = (Z.powi(3) + Z) / 4.0;
            let second = (5.0 * Z.powi(5) + 16.0 * Z.powi(3) + 3.0 * Z) / 96.0;
            let third = (3.0 * Z.powi(7) + 19.0 * Z.powi(5) + 17.0 * Z.powi(3) - 15.0 * Z) / 384.0;
            Z + first / n + second / n.powi(2) + third / n.powi(3)
        }
    }
}
