//! The panel against its definition, the measures against sums by hand, and the proof that nothing leaks.

use super::metrics::PROBABILITIES;
use super::panel::{DAYS, HORIZON_DAYS, Level, Sale, Series};
use super::*;
use realtail_learn::chance::Chance;
use realtail_learn::counts::Counts;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

/// Runs only where the data is: the definition's checksum, over all 1,300 series.
#[test]
fn the_panel_is_that_of_the_definition() {
    let Ok(journey) = Common::default().journey() else { return };
    let panel = Panel::read(&journey).unwrap();
    let hash = Sha256::digest(panel.text());
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hash, "1d508d852e0b723424e42d06c9ce5c1ee6143c0de0bc8494016b092e8f0335d6");
    let units: u32 = panel.sales.iter().map(|sale| sale.units).sum();
    let cents: i64 = panel.sales.iter().map(|sale| sale.cents).sum();
    assert_eq!((panel.sales.len(), units, cents), (1_440_677, 1_895_798, 418_181_949));
    // Two scores that the definition tells.
    let window = plain::predict(&panel, 309, plain::window_average);
    assert!((metrics::levels(&panel.series, &window, 309)[2].wrmsse - 0.7810).abs() < 5e-5);
    let naive = plain::predict(&panel, 309, plain::seasonal_naive);
    assert!((metrics::levels(&panel.series, &naive, 309)[2].wrmsse - 1.1021).abs() < 5e-5);
}

/// Twenty products in three stores, over the year.
fn panel() -> Panel {
    let mut chance = Chance::new(5);
    let mut sales = Vec::new();
    for day in 0..DAYS as u16 {
        for product in 1..=20 {
            for store in 1..=3 {
                let units =
                    Counts::new(f64::from(product * store) / 20.0, 1.5).quantile(chance.unit()) as u32;
                let cents = i64::from(units * product);
                if units > 0 {
                    sales.push(Sale { day, product, store, units, cents, full_cents: cents });
                }
            }
        }
    }
    let families = (1..=20).map(|product| (product, [product % 3, 0])).collect::<FxHashMap<_, _>>();
    Panel::of(sales, families)
}

#[test]
fn nothing_after_the_origin_is_used() {
    const ORIGIN: usize = 176;
    let panel = panel();
    let mut other = self::panel();
    for sale in other.sales.iter_mut().filter(|sale| usize::from(sale.day) >= ORIGIN) {
        (sale.units, sale.cents, sale.full_cents) = (sale.units * 7 + 3, 1, 2);
    }
    for series in &mut other.series {
        series.units[ORIGIN..].iter_mut().for_each(|units| *units = 99.0);
        series.cents[ORIGIN..].iter_mut().for_each(|cents| *cents = 99);
    }
    let plan = Plan::none();
    let said = |panel: &Panel| {
        let products = panel::best_sellers(&panel.sales, ORIGIN, 10);
        let ours = ours::predict(panel, &plan, &products, ORIGIN);
        let both = ours.formula.into_iter().chain(ours.trees);
        let bits = |prediction: Prediction| {
            let quantiles = prediction.quantiles.into_iter().flatten();
            prediction.mean.into_iter().chain(quantiles).map(f64::to_bits).collect::<Vec<_>>()
        };
        both.map(bits).collect::<Vec<_>>()
    };
    assert!(said(&panel) == said(&other));
}

fn series(level: Level, units: Vec<f32>) -> Series {
    let cents = units.iter().map(|units| *units as i64 * 10).collect();
    Series { level, product: 1, store: None, units, cents }
}

#[test]
fn errors_are_over_those_of_naming_the_day_before() {
    // Up and down by two from the first sale on: the scale is four.
    let mut units: Vec<f32> = (0..60).map(|day| if day >= 4 && day % 2 == 0 { 2.0 } else { 0.0 }).collect();
    units.extend([3.0; HORIZON_DAYS]);
    let series = series(Level::Chain, units);
    assert_eq!(metrics::rmsse(&series, &[3.0; HORIZON_DAYS], 60), 0.0);
    assert_eq!(metrics::rmsse(&series, &[1.0; HORIZON_DAYS], 60), 1.0);
}

#[test]
fn intervals_hold_as_many_days_as_they_should() {
    let mut chance = Chance::new(2);
    for (mean, spread) in [(0.05, 1.2), (0.4, 2.0), (30.0, 6.0)] {
        let covered = |said: Counts, chance: &mut Chance| {
            let drawn = Counts::new(mean, spread);
            let predictions: Vec<Prediction> = (0..300)
                .map(|_| {
                    let seen: Vec<f32> =
                        (0..HORIZON_DAYS).map(|_| drawn.quantile(chance.unit()) as f32).collect();
                    Prediction::of(&[said; HORIZON_DAYS], &seen)
                })
                .collect();
            let flat = series(Level::Place, vec![1.0; 100]);
            let all = vec![&flat; predictions.len()];
            metrics::score(&all, &predictions.iter().collect::<Vec<_>>(), 70).coverage
        };
        let right = covered(Counts::new(mean, spread), &mut chance);
        assert!((right - 0.8).abs() < 0.015, "{mean}: {right}");
        let high = covered(Counts::new(mean * 4.0, spread), &mut chance);
        assert!((high - 0.8).abs() > 0.02, "{mean}: {high}");
    }
}

#[test]
fn quantiles_lose_what_the_definition_says() {
    let mut units = vec![1.0; 60];
    units.extend([2.0; HORIZON_DAYS]);
    let series = series(Level::Place, units);
    let mut said = Prediction::of(&[Counts::new(0.0, 1.0); HORIZON_DAYS], &[2.0; HORIZON_DAYS]);
    // Always none: twice the mean of all probabilities.
    let loss = 2.0 * PROBABILITIES.iter().sum::<f64>() / 10.0;
    let score = metrics::score(&[&series], &[&said], 60);
    assert!((score.wql - loss).abs() < 1e-12);
    assert_eq!(score.bias, -1.0);
    said.quantiles = [[2.0; 10]; HORIZON_DAYS];
    assert_eq!(metrics::score(&[&series], &[&said], 60).wql, 0.0);
}

#[test]
fn the_calendar_is_that_of_2017() {
    let plan = Plan::none();
    // A Sunday, the Monday after it, Thanksgiving's Thursday, and Christmas.
    for (day, weekday) in [(0, 6), (1, 0), (326, 3), (358, 0)] {
        assert_eq!(calendar::weekday(day), weekday, "{day}");
    }
    for (day, feast) in [(316, 0), (317, 1), (320, 1), (321, 2), (323, 2), (324, 3), (325, 4), (327, 0)] {
        assert_eq!(calendar::feast(day + 2), feast, "{day}");
    }
    let ahead = calendar::ahead(&plan, 337);
    assert_eq!((ahead.days[0].day_of_month, ahead.days[27].day_of_month), (4, 31));
    assert_eq!((ahead.days[0].promoted.on, ahead.days[27].promoted.on), (1, 4));
    assert_eq!((ahead.days[20].promoted.after, ahead.days[27].promoted.after), (Some(4), None));
    assert!(!ahead.days[21].open && ahead.days[20].open);
    assert_eq!(ahead.days[0].feasts, [21.0, 11.0]);
}

#[test]
fn folds_follow_one_another() {
    let origins = [Fold::V4, Fold::V3, Fold::V2, Fold::V1, Fold::T].map(Fold::origin);
    assert_eq!(origins, [225, 253, 281, 309, 337]);
}
