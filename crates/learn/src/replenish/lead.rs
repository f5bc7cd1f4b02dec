//! How long a supplier takes: learnt from each receipt, as a distribution of whole days.

use serde::{Deserialize, Serialize};

/// Receipts that the quoted time is worth before any was seen.
const QUOTED_RECEIPTS: f64 = 4.0;
/// Of an older receipt's weight, what each new one leaves: about the last 50 count.
const KEEP: f64 = 0.98;
/// Days from order to receipt that are told apart; longer ones count as this.
pub const LEAD_DAYS_MAX: u32 = 60;

/// Days from an order to its receipt, as a histogram whose older receipts fade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeadTimes {
    /// Weight of the receipts that took so many days, by days.
    weights: Vec<f64>,
}

impl LeadTimes {
    /// What is believed of a supplier who quotes so many days: half of the orders take as long, the others a day more
    /// or less. It fades as receipts come in.
    pub fn quoted(days: u32) -> LeadTimes {
        let mut lead = LeadTimes { weights: Vec::new() };
        for (day, share) in [(days.saturating_sub(1), 0.25), (days, 0.5), (days + 1, 0.25)] {
            *lead.weight(day) += QUOTED_RECEIPTS * share;
        }
        lead
    }

    /// Takes in that an order was received so many days after it was placed.
    pub fn received(&mut self, days: u32) {
        for weight in &mut self.weights {
            *weight *= KEEP;
        }
        *self.weight(days) += 1.0;
    }

    /// The same with each number of days made another: a supplier that is shut that day brings it on a later one.
    pub fn mapped(&self, days: impl Fn(u32) -> u32) -> LeadTimes {
        let mut mapped = LeadTimes { weights: Vec::new() };
        for (taken, share) in self.shares() {
            *mapped.weight(days(taken)) += share;
        }
        mapped
    }

    /// The mean, in days.
    pub fn mean(&self) -> f64 {
        self.shares().map(|(days, share)| f64::from(days) * share).sum()
    }

    /// The standard deviation, in days.
    pub fn deviation(&self) -> f64 {
        let mean = self.mean();
        self.shares().map(|(days, share)| (f64::from(days) - mean).powi(2) * share).sum::<f64>().sqrt()
    }

    /// Each number of days that was seen or quoted, with its probability.
    pub fn shares(&self) -> impl Iterator<Item = (u32, f64)> + '_ {
        let least = 1e-3 * self.weights.iter().sum::<f64>();
        let seen = (0u32..).zip(&self.weights).filter(move |(_, weight)| **weight > least);
        let total: f64 = seen.clone().map(|(_, weight)| weight).sum();
        seen.map(move |(days, weight)| (days, weight / total))
    }

    /// The most days that are reckoned with.
    pub fn days_max(&self) -> u32 {
        self.shares().map(|(days, _)| days).max().unwrap_or_default()
    }

    fn weight(&mut self, days: u32) -> &mut f64 {
        let index = days.min(LEAD_DAYS_MAX) as usize;
        if self.weights.len() <= index {
            self.weights.resize(index + 1, 0.0);
        }
        &mut self.weights[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn receipts_move_the_mean_and_the_spread() {
        for (receipts, mean, deviation) in [
            (&[][..], 4.0, 0.71),
            (&[4; 200][..], 4.0, 0.0),
            (&[9; 200][..], 9.0, 0.0),
            (&[3, 7, 3, 7, 3, 7, 3, 7, 3, 7, 3, 7], 4.79, 1.82),
        ] {
            let mut lead = LeadTimes::quoted(4);
            receipts.iter().for_each(|days| lead.received(*days));
            let close = |a: f64, b: f64| (a - b).abs() < 0.1;
            assert!(close(lead.mean(), mean), "{receipts:?}: mean {}", lead.mean());
            assert!(close(lead.deviation(), deviation), "{receipts:?}: deviation {}", lead.deviation());
        }
    }

    #[test]
    fn days_that_are_put_off_add_up_where_they_meet() {
        // Quoted 3: a quarter takes 2, half 3 and a quarter 4 days; nothing comes on the third.
        let mapped = LeadTimes::quoted(3).mapped(|days| if days == 3 { 4 } else { days });
        assert_eq!(mapped.shares().collect::<Vec<_>>(), [(2, 0.25), (4, 0.75)]);
    }

    #[test]
    fn shares_add_up_to_one() {
        let mut lead = LeadTimes::quoted(0);
        [5, 1_000, 2].iter().for_each(|days| lead.received(*days));
        assert!((lead.shares().map(|(_, share)| share).sum::<f64>() - 1.0).abs() < 1e-9);
        assert_eq!(lead.days_max(), LEAD_DAYS_MAX);
    }
}
