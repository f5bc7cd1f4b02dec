//! Forecasts of arrivals by quarter hour beside last week and the average of the last four.

use super::{CLOSED_DAY, END_DAY, FIRST_DAY};
use crate::table;
use crate::visits::{DAY_SECONDS, Visit};
use anyhow::{Context, Result};
use realtail_learn::counts::Counts;
use realtail_learn::labour::{Arrivals, QUARTERS};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// Arrivals by store, day and quarter hour.
pub type Came = BTreeMap<u32, Vec<Vec<f64>>>;

const QUANTILES: [f64; 10] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
const LARGEST: usize = 20;
/// The store of the whole chain.
pub const CHAIN: u32 = 0;

/// A way to forecast.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    LastWeek,
    LastFour,
    Ours,
    Live,
}

const METHODS: [(Method, &str); 4] = [
    (Method::LastWeek, "same quarter hour last week"),
    (Method::LastFour, "average of the last four weeks"),
    (Method::Ours, "ours, a week ahead"),
    (Method::Live, "ours, one quarter hour ahead"),
];

/// Error sums of a method.
#[derive(Clone, Copy, Default)]
struct Errors {
    pinball: f64,
    absolute: f64,
    over: f64,
    came: f64,
}

impl Errors {
    fn add(&mut self, forecast: Counts, came: f64) {
        for p in QUANTILES {
            let off = came - forecast.quantile(p);
            self.pinball += 2.0 * f64::max(p * off, (p - 1.0) * off) / QUANTILES.len() as f64;
        }
        self.absolute += (came - forecast.mean()).abs();
        self.over += forecast.mean() - came;
        self.came += came;
    }
}

/// The visits of the whole chain as one store, or of the twenty largest.
pub fn came(visits: &[Visit], store_of: impl Fn(&Visit) -> Option<u32>) -> Came {
    let mut came = Came::new();
    for visit in visits {
        let Some(store) = store_of(visit) else { continue };
        let days = came.entry(store).or_insert_with(|| vec![vec![0.0; QUARTERS]; END_DAY as usize]);
        let (day, quarter) = (visit.at_seconds / DAY_SECONDS, visit.at_seconds % DAY_SECONDS / 900);
        days[day as usize][quarter as usize] += 1.0;
    }
    came
}

/// The largest stores, by visits before the weeks that are scored.
pub fn largest(visits: &[Visit]) -> Vec<u32> {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    let before = visits.iter().filter(|visit| visit.at_seconds < FIRST_DAY * DAY_SECONDS);
    before.for_each(|visit| *counts.entry(visit.store).or_default() += 1);
    let mut stores: Vec<u32> = counts.keys().copied().collect();
    stores.sort_by_key(|store| std::cmp::Reverse(counts[store]));
    stores.truncate(LARGEST);
    stores
}

/// Forecasts of one store on one day, from what came before its week, or for one quarter hour after the other from what came
/// before it.
fn forecasts(
    came: &Came,
    first_day: i64,
    end_day: i64,
    mut tell: impl FnMut(u32, i64, Vec<Counts>, Vec<Counts>),
) {
    let mut arrivals = Arrivals::default();
    let mut week: BTreeMap<(u32, i64), Vec<Counts>> = BTreeMap::new();
    for day in 0..end_day {
        arrivals.end_days_before(day);
        // Day 1 is a Monday.
        if day >= first_day && (day - 1) % 7 == 0 {
            for (store, ahead) in
                came.keys().flat_map(|store| (day..day + 7).map(move |ahead| (*store, ahead)))
            {
                week.insert((store, ahead), arrivals.day(store, ahead));
            }
        }
        let mut live: BTreeMap<u32, Vec<Counts>> = BTreeMap::new();
        for quarter in 0..QUARTERS {
            for (store, days) in came {
                if day >= first_day {
                    let next = arrivals.live(*store, day, quarter)[0];
                    live.entry(*store).or_default().push(next);
                }
                for _ in 0..days[day as usize][quarter] as u32 {
                    arrivals.observe(*store, day, quarter);
                }
            }
        }
        for (store, live) in live {
            let ahead = week.remove(&(store, day)).unwrap_or_else(|| arrivals.day(store, day));
            tell(store, day, ahead, live);
        }
    }
}

/// Errors of all methods, in the order of the table.
fn errors(came: &Came, first_day: i64, end_day: i64) -> [Errors; 4] {
    let mut errors = [Errors::default(); 4];
    let spreads: BTreeMap<u32, [f64; 2]> =
        came.iter().map(|(store, days)| (*store, spreads(days, first_day))).collect();
    forecasts(came, first_day, end_day, |store, day, ahead, live| {
        let days = &came[&store];
        for quarter in 0..QUARTERS {
            let before = |weeks: usize| {
                let sum: f64 = (1..=weeks).map(|week| days[day as usize - 7 * week][quarter]).sum();
                sum / weeks as f64
            };
            let all = METHODS.map(|(method, _)| match method {
                Method::LastWeek => Counts::new(before(1), spreads[&store][0]),
                Method::LastFour => Counts::new(before(4), spreads[&store][1]),
                Method::Ours => ahead[quarter],
                Method::Live => live[quarter],
            });
            for (errors, forecast) in errors.iter_mut().zip(all) {
                let forecast = if day == CLOSED_DAY { Counts::new(0.0, 1.0) } else { forecast };
                errors.add(forecast, days[day as usize][quarter]);
            }
        }
    });
    errors
}

/// Variance over mean of what the two plain rules leave over on the eight weeks before, so that their quantiles are fair.
fn spreads(days: &[Vec<f64>], first_day: i64) -> [f64; 2] {
    [1, 4].map(|weeks| {
        let (mut squares, mut sum) = (0.0, 1e-9);
        for day in (first_day - 56) as usize..first_day as usize {
            for (quarter, came) in days[day].iter().enumerate() {
                let before: f64 =
                    (1..=weeks).map(|week| days[day - 7 * week][quarter]).sum::<f64>() / weeks as f64;
                squares += (came - before).powi(2);
                sum += before;
            }
        }
        squares / sum
    })
}

/// The table of both levels, on the eight weeks that are scored and the eight before them, on which settings were chosen.
pub fn table(visits: &[Visit]) -> String {
    let stores = largest(visits);
    let mut rows = Vec::new();
    for (level, came) in [
        ("chain", came(visits, |_| Some(CHAIN))),
        ("20 stores", came(visits, |visit| stores.contains(&visit.store).then_some(visit.store))),
    ] {
        let before = errors(&came, FIRST_DAY - 56, FIRST_DAY);
        let scored = errors(&came, FIRST_DAY, END_DAY);
        for (at, (_, name)) in METHODS.iter().enumerate() {
            let share = |sum: f64, errors: &Errors| format!("{:.4}", sum / errors.came);
            rows.push(vec![
                format!("{level}: {name}"),
                share(before[at].pinball, &before[at]),
                share(scored[at].pinball, &scored[at]),
                share(scored[at].absolute, &scored[at]),
                format!("{:+.3}", scored[at].over / scored[at].came),
            ]);
        }
    }
    table::text(&["level: method", "pinball before", "pinball", "WAPE", "bias"], &rows)
}

/// Means of the chain and the stores a week ahead, beside what came.
pub fn export(folder: &Path, visits: &[Visit]) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
    let mut file = std::fs::File::create(folder.join("arrivals.csv")).context("make arrivals.csv")?;
    writeln!(file, "store,day,quarter,came,mean,q50,q90")?;
    let stores = largest(visits);
    for came in [
        came(visits, |_| Some(CHAIN)),
        came(visits, |visit| stores.contains(&visit.store).then_some(visit.store)),
    ] {
        let mut lines = String::new();
        forecasts(&came, FIRST_DAY, END_DAY, |store, day, ahead, _| {
            for (quarter, forecast) in ahead.iter().enumerate() {
                let (seen, mean) = (came[&store][day as usize][quarter], forecast.mean());
                let (q50, q90) = (forecast.quantile(0.5), forecast.quantile(0.9));
                lines += &format!("{store},{day},{quarter},{seen},{mean:.4},{q50},{q90}\n");
            }
        });
        file.write_all(lines.as_bytes()).context("write arrivals.csv")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_ahead_nothing_of_the_week_is_used() {
        let came = |bend: f64| -> Came {
            let day = |day: i64| {
                (0..QUARTERS).map(|q| if day >= 50 { bend } else { ((day + q as i64) % 3) as f64 }).collect()
            };
            [(CHAIN, (0..64).map(day).collect())].into()
        };
        let ahead = |came: &Came| {
            let mut told = Vec::new();
            forecasts(came, 50, 57, |_, day, ahead, live| {
                told.extend(ahead.iter().map(|counts| counts.mean().to_bits()));
                // Of the first quarter hour nothing came before it.
                if day == 50 {
                    told.push(live[0].mean().to_bits());
                }
            });
            told
        };
        assert_eq!(ahead(&came(1.0)), ahead(&came(4.0)));
        assert_eq!(ahead(&came(1.0)).len(), 7 * QUARTERS + 1);
    }

    #[test]
    fn pinball_of_a_sure_forecast_is_its_error() {
        let mut errors = Errors::default();
        errors.add(Counts::new(0.0, 1.0), 2.0);
        // Twice the mean of the levels, times two.
        assert!((errors.pinball - 2.0 * 2.0 * QUANTILES.iter().sum::<f64>() / 10.0).abs() < 1e-12);
        assert_eq!(errors.absolute, 2.0);
    }
}
