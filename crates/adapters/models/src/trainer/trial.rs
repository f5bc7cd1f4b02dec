//! Days that are foretold by several, none of whom knows them, and how each did.

use super::gathering::{Gathering, Pending};
use crate::rate::No;
use crate::trade::Trade;
use realtail_learn::demand::Model;
use std::sync::Arc;

/// Who foretells.
pub enum Foreteller {
    /// The rule that serves where no trees do.
    PlainRule,
    /// What was sold on the same day of the week before.
    WeekBefore,
    /// A version of the demand model.
    Trees(Arc<Model>),
}

/// What is said of a day: units on average, and from how many to how many eight of ten times.
pub type Said = [f64; 3];

/// What was foretold of days.
pub struct Trial {
    /// The first of them, in days since 1970.
    pub day: i32,
    /// Of what.
    pub pairs: Vec<(No, No)>,
    /// Of each pair: what each says of each day.
    pub said: Vec<Vec<Vec<Said>>>,
    /// Of each pair: its weight in money, and the squared step from day to day.
    scale: Vec<[f64; 2]>,
}

/// How everybody did, in the order in which they were named. What is lower is better, and nobody's band is told of who gave
/// none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// Over how many pairs.
    pub series: u32,
    /// The weighted root mean squared scaled error (WRMSSE; Makridakis, Spiliotis and Assimakopoulos 2022) over pairs.
    pub wrmsse: Vec<f64>,
    /// Units of error over units sold.
    pub error_share: Vec<f64>,
    /// Units foretold over units sold.
    pub foretold_share: Vec<f64>,
    /// The share of days on which no fewer and no more were sold than the band says.
    pub covered: Vec<f64>,
}

impl Trial {
    /// Lets everybody foretell so many days from one on that begins.
    pub fn begin(trade: &Trade, gathering: &Gathering, who: &[Foreteller], day: i32, days: usize) -> Trial {
        let Pending { pairs, origin, ahead, .. } = gathering.origin(trade, day);
        let ahead = ahead.first(days);
        let all: Vec<Vec<Vec<Said>>> = who
            .iter()
            .map(|who| match who {
                Foreteller::Trees(model) => {
                    let counts = model.predict(&origin, &ahead);
                    let of_day = |counts: &realtail_learn::counts::Counts| {
                        [counts.mean(), counts.quantile(0.1), counts.quantile(0.9)]
                    };
                    counts.iter().map(|days| days.iter().map(of_day).collect()).collect()
                }
                Foreteller::PlainRule => pairs.iter().map(|pair| plain(trade, *pair, day, days)).collect(),
                Foreteller::WeekBefore => {
                    pairs.iter().map(|pair| week_before(gathering, *pair, day, days)).collect()
                }
            })
            .collect();
        let of_pair = |at: usize| all.iter().map(|pairs| pairs[at].clone()).collect();
        let said = (0..pairs.len()).map(of_pair).collect();
        let scale = pairs.iter().map(|pair| gathering.scale(*pair, day)).collect();
        Trial { day, pairs, said, scale }
    }

    /// How everybody did, now that the days have been seen.
    pub fn scores(&self, gathering: &Gathering) -> Scores {
        let who = self.said.first().map_or(0, Vec::len);
        let mut sums = vec![[0.0; 4]; who];
        let (mut weights, mut series, mut sold, mut days_seen) = (0.0, 0, 0.0, 0.0);
        for ((pair, said), [money, step]) in self.pairs.iter().zip(&self.said).zip(&self.scale) {
            let days = said.iter().map(Vec::len).min().unwrap_or(0);
            let seen: Vec<(usize, f64)> = (0..days)
                .filter_map(|at| Some((at, f64::from(gathering.units(*pair, self.day + at as i32)?))))
                .filter(|(_, units)| !units.is_nan())
                .collect();
            if *money <= 0.0 || *step <= 0.0 || seen.is_empty() {
                continue;
            }
            series += 1;
            weights += money;
            sold += seen.iter().map(|(_, units)| units).sum::<f64>();
            days_seen += seen.len() as f64;
            for (sums, said) in sums.iter_mut().zip(said) {
                let mut squares = 0.0;
                for (at, units) in &seen {
                    let [mean, low, high] = said[*at];
                    squares += (mean - units).powi(2);
                    sums[1] += (mean - units).abs();
                    sums[2] += mean;
                    sums[3] += f64::from(u8::from(low <= *units && *units <= high));
                }
                sums[0] += money * (squares / seen.len() as f64 / step).sqrt();
            }
        }
        let share = |at: usize, whole: f64| {
            sums.iter().map(|sums| if whole > 0.0 { sums[at] / whole } else { 0.0 }).collect()
        };
        Scores {
            series,
            wrmsse: share(0, weights),
            error_share: share(1, sold),
            foretold_share: share(2, sold),
            covered: share(3, days_seen),
        }
    }
}

fn plain(trade: &Trade, (item, site): (No, No), day: i32, days: usize) -> Vec<Said> {
    let outlook = trade.rates.outlook(item, site, f64::from(day));
    let on = |at: usize| {
        let mean = outlook.on(day + at as i32);
        let band = outlook.quantiles(mean, &[0.1, 0.9]);
        [mean, band[0], band[1]]
    };
    (0..days).map(on).collect()
}

fn week_before(gathering: &Gathering, pair: (No, No), day: i32, days: usize) -> Vec<Said> {
    let on = |at: usize| {
        let units = gathering.units(pair, day + (at % 7) as i32 - 7).unwrap_or_default();
        // Of a day on which it was out of stock nothing is known.
        [if units.is_nan() { 0.0 } else { f64::from(units) }; 3]
    };
    (0..days).map(on).collect()
}
