//! Arrivals by quarter hour: a level, a weekday and a profile of the day for each store, kept current by each arrival.
//!
//! A store's profile is drawn to that of all stores, which is drawn to the profile of all weekdays, by adding its shares as
//! counts (Dirichlet smoothing); old weeks fade. Counts scatter as the negative binomial does, by what was left over on the
//! days before. A forecast uses whole days that are over; [`Arrivals::live`] also what came since this morning.

use super::QUARTERS;
use crate::counts::Counts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const WEEKDAYS: usize = 7;
/// Weeks after which a profile weighs half.
const PROFILE_HALF_LIFE_WEEKS: f64 = 52.0;
/// Days after which the level weighs half.
const LEVEL_HALF_LIFE_DAYS: f64 = 21.0;
/// Arrivals that all stores lend to a store's profile of a weekday.
const LENT_ARRIVALS: f64 = 400.0;
/// Arrivals that all weekdays lend to one.
const LENT_BY_WEEKDAYS: f64 = 400.0;
/// Days that all stores lend to a store's weekday.
const LENT_DAYS: f64 = 8.0;
/// Expected arrivals that stand behind a scatter of Poisson.
const LENT_SCATTER: f64 = 50.0;
/// How a quarter hour is smoothed over its neighbours.
const KERNEL: [f64; 5] = [0.1, 0.2, 0.4, 0.2, 0.1];
/// Quarters after which what came today weighs half in what comes next.
const LIVE_HALF_LIFE_QUARTERS: f64 = 8.0;
/// Expected arrivals that stand behind today being as usual.
const LIVE_LENT: f64 = 150.0;

/// Arrivals of all stores.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Arrivals {
    whole: Profile,
    stores: BTreeMap<u32, Store>,
    day: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Profile {
    /// By weekday and quarter hour, fading.
    counts: Vec<f64>,
    /// By weekday: days, fading, and arrivals over the level of the day, fading.
    weekdays: [(f64, f64); WEEKDAYS],
}

impl Default for Profile {
    fn default() -> Profile {
        Profile { counts: vec![0.0; WEEKDAYS * QUARTERS], weekdays: [(0.0, 0.0); WEEKDAYS] }
    }
}

impl Profile {
    fn add(&mut self, weekday: usize, today: &[f64], level: f64) {
        let keep = (-1.0 / PROFILE_HALF_LIFE_WEEKS).exp2();
        let counts = &mut self.counts[weekday * QUARTERS..(weekday + 1) * QUARTERS];
        for (count, today) in counts.iter_mut().zip(today) {
            *count = *count * keep + today;
        }
        let (days, times) = &mut self.weekdays[weekday];
        *days = *days * keep + 1.0;
        *times = *times * keep + if level > 0.0 { today.iter().sum::<f64>() / level } else { 1.0 };
    }

    fn of(&self, weekday: usize) -> &[f64] {
        &self.counts[weekday * QUARTERS..(weekday + 1) * QUARTERS]
    }

    /// The share of a weekday's arrivals that comes in each quarter hour, drawn to that of all weekdays.
    fn shares(&self, weekday: usize) -> Vec<f64> {
        let mut all = vec![1e-3; QUARTERS];
        for of in 0..WEEKDAYS {
            all.iter_mut().zip(self.of(of)).for_each(|(sum, count)| *sum += count);
        }
        let whole: f64 = all.iter().sum();
        let own = self.of(weekday);
        let lent = LENT_BY_WEEKDAYS / whole;
        let drawn: Vec<f64> = own.iter().zip(&all).map(|(own, all)| own + lent * all).collect();
        let sum: f64 = drawn.iter().sum();
        smooth(&drawn).into_iter().map(|count| count / sum).collect()
    }

    /// How many times its level a weekday has.
    fn weekday(&self, weekday: usize, lent: f64, wider: f64) -> f64 {
        let (days, times) = self.weekdays[weekday];
        (times + lent * wider) / (days + lent)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Store {
    profile: Profile,
    /// Arrivals of a day, over its weekday's, fading: sum and weight.
    level: (f64, f64),
    today: Vec<f64>,
    /// Squares left over, and what Poisson leaves, fading.
    scatter: (f64, f64),
}

impl Store {
    fn level(&self) -> f64 {
        if self.level.1 > 0.0 { self.level.0 / self.level.1 } else { 0.0 }
    }
}

impl Arrivals {
    /// Somebody came: in which store, on which day (days since 1970, or any count of days that goes on), in which quarter
    /// hour. Days before are ended first. Weekdays are days modulo seven.
    pub fn observe(&mut self, store: u32, day: i64, quarter: usize) {
        self.end_days_before(day);
        let store = self.stores.entry(store).or_default();
        store.today.resize(QUARTERS, 0.0);
        store.today[quarter.min(QUARTERS - 1)] += 1.0;
    }

    /// Learns the days before this one, those that are over. A day on which nobody came anywhere was closed, and teaches
    /// nothing.
    pub fn end_days_before(&mut self, day: i64) {
        let last = *self.day.get_or_insert(day);
        if day <= last {
            return;
        }
        self.day = Some(day);
        if self.stores.values().any(|store| store.today.iter().any(|count| *count > 0.0)) {
            self.learn(last);
        }
    }

    fn learn(&mut self, day: i64) {
        let weekday = day.rem_euclid(WEEKDAYS as i64) as usize;
        let expected: Vec<Vec<f64>> = self.stores.keys().map(|store| self.means(*store, day)).collect();
        let mut all = vec![0.0; QUARTERS];
        let mut levels = 0.0;
        for (store, expected) in self.stores.values_mut().zip(expected) {
            store.today.resize(QUARTERS, 0.0);
            let today = std::mem::take(&mut store.today);
            all.iter_mut().zip(&today).for_each(|(sum, count)| *sum += count);
            let keep = (-1.0 / LEVEL_HALF_LIFE_DAYS).exp2();
            let times = self.whole.weekday(weekday, 1.0, 1.0);
            let own = store.profile.weekday(weekday, LENT_DAYS, times);
            store.level.0 = store.level.0 * keep + today.iter().sum::<f64>() / own.max(0.05);
            store.level.1 = store.level.1 * keep + 1.0;
            let level = store.level();
            levels += level;
            store.profile.add(weekday, &today, level);
            for (came, mean) in today.iter().zip(expected) {
                store.scatter.0 += (came - mean).powi(2);
                store.scatter.1 += mean;
            }
            store.scatter = (store.scatter.0 * keep, store.scatter.1 * keep);
        }
        self.whole.add(weekday, &all, levels);
    }

    /// Expected arrivals of a store in each quarter hour of a day, as counts; nothing in a store that was never seen.
    pub fn day(&self, store: u32, day: i64) -> Vec<Counts> {
        let spread = self.spread(store);
        self.means(store, day).into_iter().map(|mean| Counts::new(mean, spread)).collect()
    }

    /// The same for the quarters of today from `now` on, in the light of what came before it today.
    pub fn live(&self, store: u32, day: i64, now: usize) -> Vec<Counts> {
        let means = self.means(store, day);
        let (mut seen, mut expected) = (LIVE_LENT, LIVE_LENT);
        let today = self.stores.get(&store).map(|store| store.today.as_slice()).unwrap_or_default();
        for (quarter, mean) in means.iter().enumerate().take(now) {
            let weight = (-((now - 1 - quarter) as f64) / LIVE_HALF_LIFE_QUARTERS).exp2();
            seen += weight * today.get(quarter).copied().unwrap_or_default();
            expected += weight * mean;
        }
        let spread = self.spread(store);
        means[now.min(QUARTERS)..].iter().map(|mean| Counts::new(mean * seen / expected, spread)).collect()
    }

    /// Who came to a store today so far, by quarter hour.
    pub fn today(&self, store: u32) -> &[f64] {
        self.stores.get(&store).map_or(&[], |store| &store.today)
    }

    fn spread(&self, store: u32) -> f64 {
        let (left, poisson) = self.stores.get(&store).map(|store| store.scatter).unwrap_or_default();
        (left + LENT_SCATTER) / (poisson + LENT_SCATTER)
    }

    fn means(&self, store: u32, day: i64) -> Vec<f64> {
        let Some(store) = self.stores.get(&store) else { return vec![0.0; QUARTERS] };
        let weekday = day.rem_euclid(WEEKDAYS as i64) as usize;
        let wider = self.whole.shares(weekday);
        let own = smooth(store.profile.of(weekday));
        let sum: f64 = own.iter().sum();
        let times = store.profile.weekday(weekday, LENT_DAYS, self.whole.weekday(weekday, 1.0, 1.0));
        let daily = store.level() * times;
        let share = |(own, wider): (&f64, &f64)| (own + LENT_ARRIVALS * wider) / (sum + LENT_ARRIVALS);
        own.iter().zip(&wider).map(|pair| daily * share(pair)).collect()
    }
}

/// Each quarter hour with its neighbours; what would fall out of the day stays at its edge.
fn smooth(counts: &[f64]) -> Vec<f64> {
    let mut smoothed = vec![0.0; counts.len()];
    let reach = KERNEL.len() / 2;
    for (at, count) in counts.iter().enumerate() {
        for (step, weight) in KERNEL.iter().enumerate() {
            let to = (at + step).saturating_sub(reach).min(counts.len() - 1);
            smoothed[to] += count * weight;
        }
    }
    smoothed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    /// Days of a store with a morning and an evening rush, twice as many on the sixth weekday.
    fn year(days: i64, bend_day: i64, bend: u64) -> Vec<(i64, usize)> {
        let mut chance = Chance::new(7);
        let mut came = Vec::new();
        for day in 0..days {
            if day == bend_day {
                chance = Chance::new(bend);
            }
            let times = if day % 7 == 6 { 2.0 } else { 1.0 };
            for quarter in 32..80 {
                let mean = times
                    * if (36..44).contains(&quarter) || (66..74).contains(&quarter) { 4.0 } else { 1.0 };
                let mut left = mean + 0.5 * chance.normal();
                while left > chance.unit() {
                    came.push((day, quarter));
                    left -= 1.0;
                }
            }
        }
        came
    }

    fn learnt(came: &[(i64, usize)], before: i64) -> Arrivals {
        let mut arrivals = Arrivals::default();
        for (day, quarter) in came.iter().filter(|(day, _)| *day < before) {
            arrivals.observe(1, *day, *quarter);
        }
        arrivals.end_days_before(before);
        arrivals
    }

    #[test]
    fn the_rush_of_the_sixth_weekday_is_learnt() {
        let arrivals = learnt(&year(140, -1, 0), 140);
        for (day, quarter, mean) in
            [(140, 40, 4.0), (140, 50, 1.0), (146, 40, 8.0), (146, 70, 8.0), (146, 10, 0.0)]
        {
            let ours = arrivals.day(1, day)[quarter].mean();
            assert!((ours - mean).abs() < 0.15 * mean + 0.1, "{day} {quarter}: {ours}");
        }
        assert_eq!(arrivals.day(2, 140)[40].mean(), 0.0);
    }

    #[test]
    fn today_moves_what_comes_next() {
        let mut arrivals = learnt(&year(140, -1, 0), 140);
        let usual = arrivals.live(1, 140, 44)[0].mean();
        (36..44).for_each(|quarter| (0..8).for_each(|_| arrivals.observe(1, 140, quarter)));
        let busy = arrivals.live(1, 140, 44)[0].mean();
        assert!(busy > 1.3 * usual, "{busy} {usual}");
        // What was planned from the days before stays.
        assert_eq!(arrivals.day(1, 140)[44].mean(), learnt(&year(140, -1, 0), 140).day(1, 140)[44].mean());
    }

    #[test]
    fn what_comes_later_changes_nothing() {
        let (one, other) = (year(160, 140, 1), year(160, 140, 2));
        assert_ne!(one, other);
        let bits = |came: &[(i64, usize)]| {
            learnt(came, 140).day(1, 146).iter().map(|counts| counts.mean().to_bits()).collect::<Vec<_>>()
        };
        assert_eq!(bits(&one), bits(&other));
    }
}
