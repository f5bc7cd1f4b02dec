//! What a stock meets in the days to come: units expected to be short, left over and sold, for each level of stock.

use super::lead::LeadTimes;
use crate::counts::Counts;

/// The demand of the coming days, tabulated once for all levels of stock.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// Of the first day, the first two days and so on.
    sums: Vec<Demand>,
    /// Of the days from one review to the next, which begin after so many days.
    windows: Vec<Demand>,
    review_days: u32,
}

/// What is expected of the days that only this order can serve: from its arrival to that of the order after it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Window {
    /// Units asked for and not there.
    pub short_units: f64,
    /// Stock at the end of each day, summed.
    pub stock_unit_days: f64,
}

/// Units asked for.
#[derive(Clone, Debug)]
struct Demand {
    mean: f64,
    /// The probability of 0, 1, 2 … units.
    probabilities: Vec<f64>,
    /// Units expected to be asked for beyond a stock of 0, 1, 2 … units.
    short: Vec<f64>,
}

/// Expected shortage below which a table ends, in units.
const TABLE_END_UNITS: f64 = 1e-4;

impl Outlook {
    /// From the demand of each day, today first, in units, for an item that is reviewed every `review_days`.
    ///
    /// Days scatter independently of one another; what is common to all of them, that the level itself is not known
    /// exactly, is `doubt`: its standard deviation as a share of the level (0.3: the true level is often 30 % above or
    /// below). The last day stands for all after it.
    pub fn new(days: &[Counts], doubt: f64, review_days: u32) -> Outlook {
        let review_days = review_days.max(1);
        let demand = |days: &[Counts]| {
            let sum = Counts::sum(days.iter().copied());
            let variance = sum.variance() + (doubt * sum.mean()).powi(2);
            Demand::new(Counts::new(sum.mean(), if sum.mean() > 0.0 { variance / sum.mean() } else { 1.0 }))
        };
        let reach = days.len();
        let sums = (1..=reach).map(|end| demand(&days[..end])).collect();
        let windows = (0..reach).map(|start| demand(&days[start..(start + review_days as usize).min(reach)]));
        Outlook { sums, windows: windows.collect(), review_days }
    }

    /// Days from one chance to order to the next.
    pub fn review_days(&self) -> u32 {
        self.review_days
    }

    /// Units expected to be asked for over the first `days`.
    pub fn mean(&self, days: u32) -> f64 {
        let mean = |days: usize| days.checked_sub(1).map_or(0.0, |index| self.sums[index].mean);
        let reach = self.sums.len();
        let last = mean(reach) - mean(reach.saturating_sub(1));
        mean(reach.min(days as usize)) + f64::from(days.saturating_sub(reach as u32)) * last
    }

    /// Units expected to be asked for on a day, after the first `days`: on average over what is known of them. A batch lasts
    /// into these days, so a promotion that is over by then must not make it larger.
    pub fn pace(&self, days: u32) -> f64 {
        let reach = (self.sums.len() as u32).max(days + 1);
        (self.mean(reach) - self.mean(days)) / f64::from(reach - days)
    }

    /// Units expected to be left of a stock after `days`, if nothing arrives.
    pub fn left(&self, days: u32, units: i64) -> f64 {
        let units = units.max(0);
        self.sum(days).map_or(units as f64, |sum| units as f64 - sum.mean + sum.short(units as usize))
    }

    /// The probability that a stock of `units` is enough for `days`.
    pub fn lasts(&self, days: u32, units: i64) -> f64 {
        match (self.sum(days), usize::try_from(units)) {
            (_, Err(_)) => 0.0,
            (None, Ok(_)) => 1.0,
            (Some(sum), Ok(units)) => sum.probabilities.iter().take(units + 1).sum::<f64>().min(1.0),
        }
    }

    /// The fewest units that are enough for `days` with a probability of `level` or more.
    pub fn units_that_last(&self, days: u32, level: f64) -> i64 {
        let end = self.sum(days).map_or(0, |sum| sum.probabilities.len() as i64);
        (0..end).find(|units| self.lasts(days, *units) >= level).unwrap_or(end)
    }

    /// What the window that an order of `units` serves comes to, with `position` units in stock and on the way before
    /// it. What is asked for before it arrives and not there is lost, and does not wait for it. Averaged over how long
    /// the supplier may take. A position below nothing is promised already: the order serves that first, and what it
    /// leaves of it is short.
    pub fn window(&self, lead: &LeadTimes, position: i64, units: u32) -> Window {
        let promised = (-position).max(0);
        let served = promised.min(i64::from(units));
        let units = units - served as u32;
        let mut mean = Window { short_units: (promised - served) as f64, stock_unit_days: 0.0 };
        for (days, share) in lead.shares() {
            let window = self.window_after(days, position.max(0) as usize, units as usize);
            mean.short_units += share * window.short_units;
            mean.stock_unit_days += share * window.stock_unit_days;
        }
        mean
    }

    fn window_after(&self, days: u32, position: usize, units: usize) -> Window {
        let last = self.windows.len().saturating_sub(1);
        let Some(window) = self.windows.get(last.min(days as usize)) else { return Window::default() };
        let (start, short) = match self.sum(days) {
            None => (position as f64, window.short(position + units)),
            Some(before) => {
                let (mut left_probability, mut start, mut short) = (1.0, 0.0, 0.0);
                for (asked, probability) in before.probabilities.iter().take(position).enumerate() {
                    let left = position - asked;
                    left_probability -= probability;
                    start += probability * left as f64;
                    short += probability * window.short(left + units);
                }
                (start, short + f64::max(left_probability, 0.0) * window.short(units))
            }
        };
        let start = start + units as f64;
        let end = start - window.mean + short;
        let review_days = f64::from(self.review_days);
        Window {
            short_units: short,
            stock_unit_days: review_days * start + (end - start) * (review_days + 1.0) / 2.0,
        }
    }

    /// The demand of the first `days`, or of all that are known.
    fn sum(&self, days: u32) -> Option<&Demand> {
        let index = self.sums.len().min(days as usize).checked_sub(1)?;
        self.sums.get(index)
    }
}

impl Demand {
    fn new(counts: Counts) -> Demand {
        let mean = counts.mean();
        let mut demand = Demand { mean, probabilities: Vec::new(), short: vec![mean] };
        // E[(D - S - 1)+] = E[(D - S)+] - P(D > S).
        let (mut above, mut short) = (1.0, mean);
        for probability in counts.probabilities() {
            demand.probabilities.push(probability);
            above -= probability;
            short -= above.max(0.0);
            if mean <= 0.0 || short <= TABLE_END_UNITS || above <= 1e-9 {
                break;
            }
            demand.short.push(short);
        }
        demand
    }

    fn short(&self, units: usize) -> f64 {
        self.short.get(units).copied().unwrap_or(0.0)
    }
}
