//! What is made small, as a slope and a curvature of each row's raw score.

/// What the trees make small.
#[derive(Clone, Copy, Debug)]
pub enum Objective {
    /// Half the squared difference; the raw score is the mean.
    Squared,
    /// Deviance of the Tweedie distribution of a power between 1 and 2 (Jørgensen, 1987): mass at nothing and a long
    /// tail. The raw score is the logarithm of the mean.
    Tweedie {
        /// The power of the mean that the variance grows with.
        power: f32,
    },
    /// Deviance of the Bernoulli distribution; the raw score is the logarithm of the odds.
    Logistic,
    /// Pinball loss at a probability (Koenker and Bassett, 1978); the raw score is the quantile.
    Pinball {
        /// The share of what is seen that lies below.
        p: f32,
    },
}

impl Objective {
    /// The raw score that is best where nothing is known of a row.
    pub(super) fn constant(self, target: &[f32], weight: &[f32]) -> f64 {
        let each = |row: usize| f64::from(weight.get(row).copied().unwrap_or(1.0));
        let total: f64 = (0..target.len()).map(each).sum();
        let mean = (0..target.len()).map(|row| each(row) * f64::from(target[row])).sum::<f64>()
            / total.max(f64::MIN_POSITIVE);
        match self {
            Objective::Squared => mean,
            Objective::Tweedie { .. } => mean.max(1e-9).ln(),
            Objective::Logistic => {
                let mean = mean.clamp(1e-9, 1.0 - 1e-9);
                (mean / (1.0 - mean)).ln()
            }
            Objective::Pinball { p } => {
                let mut sorted = target.to_vec();
                sorted.sort_unstable_by(f32::total_cmp);
                let at = (f64::from(p) * sorted.len() as f64) as usize;
                f64::from(sorted.get(at.min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0))
            }
        }
    }

    /// First and second derivative of each row's loss by its score, times its weight.
    pub(super) fn slopes(self, scores: &[f32], target: &[f32], weight: &[f32], slopes: &mut [[f32; 2]]) {
        for (row, slope) in slopes.iter_mut().enumerate() {
            let (score, seen) = (scores[row], target[row]);
            let [first, second] = match self {
                Objective::Squared => [score - seen, 1.0],
                Objective::Tweedie { power } => {
                    let low = seen * ((1.0 - power) * score).exp();
                    let high = ((2.0 - power) * score).exp();
                    [high - low, (2.0 - power) * high - (1.0 - power) * low]
                }
                Objective::Logistic => {
                    let mean = 1.0 / (1.0 + (-score).exp());
                    [mean - seen, (mean * (1.0 - mean)).max(1e-6)]
                }
                Objective::Pinball { p } => [if seen > score { -p } else { 1.0 - p }, 1.0],
            };
            let weight = weight.get(row).copied().unwrap_or(1.0);
            *slope = [first * weight, second * weight];
        }
    }

    /// Whether a leaf's value is asked of its rows once it is grown, since the curvature says nothing of it.
    pub(super) fn renews_leaves(self) -> bool {
        matches!(self, Objective::Pinball { .. })
    }

    /// The best step for rows with these differences between what was seen and the score, each with its weight.
    pub(super) fn renewed(self, left: &mut [(f32, f32)]) -> f32 {
        let Objective::Pinball { p } = self else { return 0.0 };
        left.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let total: f32 = left.iter().map(|(_, weight)| weight).sum();
        let mut below = 0.0;
        for (difference, weight) in left.iter() {
            below += weight;
            if below >= p * total {
                return *difference;
            }
        }
        left.last().map_or(0.0, |(difference, _)| *difference)
    }
}
