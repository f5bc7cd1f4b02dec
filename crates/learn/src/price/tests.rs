//! Prices against textbook values, against truths that are drawn, and against what must never happen.

use super::*;
use crate::chance::Chance;
use crate::counts::Counts;

fn sure(elasticity: f64) -> Belief {
    Belief::new(Estimate { mean: elasticity, deviation: 0.0 }, 0.0)
}

#[test]
fn pools_are_those_of_dersimonian_and_laird() {
    let estimate = |mean, deviation| Estimate { mean, deviation };
    for (estimates, mean, deviation, between) in [
        // Q = 2 with one degree of freedom, so the true values lie one apart: 1 = (2 - 1) / (2 - 2 / 2).
        (vec![estimate(1.0, 1.0), estimate(3.0, 1.0)], 2.0, 1.0, 1.0),
        (vec![estimate(2.0, 1.0), estimate(2.0, 1.0)], 2.0, 0.5_f64.sqrt(), 0.0),
        (vec![estimate(0.0, 1.0), estimate(3.0, 0.5)], 1.625, 1.495, 3.875),
    ] {
        let found = pool(&estimates).expect("there are estimates");
        let close = |a: f64, b: f64| (a - b).abs() < 0.01;
        assert!(close(found.mean.mean, mean) && close(found.mean.deviation, deviation), "{found:?}");
        assert!(close(found.between, between), "{found:?}");
    }
    assert_eq!(pool(&[]), None);
}

/// Weeks of items whose true elasticities are returned: 10 items in each of 8 categories.
fn drawn_weeks(weeks: usize) -> (Elasticities, Vec<f64>) {
    let mut chance = Chance::new(11);
    let (mut elasticities, mut truths) = (Elasticities::default(), Vec::new());
    for category in 0..8 {
        let of_category = -2.0 + 0.5 * chance.normal();
        for item in 0..10 {
            let truth = of_category + 0.5 * chance.normal();
            truths.push(truth);
            for _ in 0..weeks {
                let off = if chance.unit() < 0.3 { 0.3 * chance.unit() } else { 0.0 };
                let mailed = f64::from(u8::from(off > 0.1 && chance.unit() < 0.5));
                let rivals_price = 1.0 - 0.2 * chance.unit();
                let shelf_price = 2.0 * (1.0 + 0.02 * chance.normal());
                let mean = 30.0 * (1.0 - off).powf(truth) * rivals_price.powf(0.4) * (0.3 * mailed).exp();
                let units = Counts::new(mean, 1.5).quantile(chance.unit());
                let paid_price = shelf_price * (1.0 - off);
                let week = Week { units, shelf_price, paid_price, rivals_price, displayed: 0.0, mailed };
                elasticities.observe(category * 10 + item, category, &week);
            }
        }
    }
    (elasticities, truths)
}

#[test]
fn elasticities_are_found_and_their_intervals_are_honest() {
    for (weeks, off_max) in [(52, 0.3), (25, 0.4), (15, 0.6)] {
        let (elasticities, truths) = drawn_weeks(weeks);
        let estimates = elasticities.estimates();
        let (mut within, mut crossed, mut squares) = (0, 0.0, 0.0);
        for (item, truth) in truths.iter().enumerate() {
            let own = estimates.of(item as u32, item as u32 / 10);
            let (low, high) = own.paid.interval();
            within += u32::from(low <= *truth && *truth <= high);
            squares += (own.paid.mean - truth).powi(2);
            crossed += own.cross.mean / truths.len() as f64;
        }
        let off = (squares / truths.len() as f64).sqrt();
        assert!((71..=80).contains(&within), "{weeks} weeks: {within} of 80 within");
        assert!(off < off_max, "{weeks} weeks: off by {off}");
        assert!((crossed - 0.4).abs() < 0.2, "{weeks} weeks: rivals {crossed}");
    }
}

#[test]
fn an_item_without_weeks_is_taken_for_one_of_its_category() {
    let (mut elasticities, truths) = drawn_weeks(52);
    let before = elasticities.estimates();
    let category: f64 = truths[30..40].iter().sum::<f64>() / 10.0;
    let new = before.of(999, 3).paid;
    assert!((new.mean - category).abs() < 0.3, "{new:?} for {category}");
    assert!(new.deviation > before.of(30, 3).paid.deviation);
    assert!(before.of(999, 99).paid.deviation > new.deviation);
    assert_eq!(before.of(999, 99), before.all());
    // Nothing to learn from nothing.
    let nothing = Week {
        units: 0.0,
        shelf_price: 1.0,
        paid_price: 1.0,
        rivals_price: 1.0,
        displayed: 0.0,
        mailed: 0.0,
    };
    elasticities.observe(1, 0, &nothing);
    assert_eq!(elasticities.estimates(), before);
}

#[test]
fn a_belief_moves_to_the_truth() {
    for (truth, relative_price) in [(-3.0, 0.7), (-1.0, 0.7), (-2.0, 0.5)] {
        let mut belief = Belief::new(Estimate { mean: -2.0, deviation: 0.8 }, 0.3);
        let before = belief.elasticity();
        let mut chance = Chance::new(5);
        for day in 0..40 {
            let relative_price = if day % 2 == 0 { 1.0 } else { relative_price };
            let day = Day { forecast_units: 20.0, spread: 1.5, relative_price };
            let mean = 20.0 * relative_price.powf(truth);
            belief.seen(&day, Counts::new(mean, 1.5).quantile(chance.unit()) as u32, false);
        }
        let after = belief.elasticity();
        assert!((after.mean - truth).abs() < 0.45, "{after:?} for {truth}");
        assert!(after.deviation < 0.6 * before.deviation, "{after:?}");
    }
}

#[test]
fn to_be_sold_out_says_less_than_to_sell_as_much() {
    let day = Day { forecast_units: 10.0, spread: 1.5, relative_price: 0.5 };
    let start = Belief::new(Estimate { mean: -2.0, deviation: 0.8 }, 0.3);
    let after = |sold_out| {
        let mut belief = start.clone();
        belief.seen(&day, 15, sold_out);
        belief.mean(&day)
    };
    assert!(after(false) < after(true), "more may have been asked for");
    assert!(after(false) < start.mean(&day));
}

#[test]
fn one_period_is_planned_as_by_hand() {
    // One unit, Poisson demand of mean 1 at the usual price: 1 - e^-m is sold, with m = relative price to the power -2.
    // At 100: 63.2; at 70: 70 * (1 - e^-2.04) = 60.9; at 50: 49.1.
    let lot = |units, forecast: &[f64], waste_cents| Lot {
        units,
        forecast_units: forecast.to_vec(),
        spread: 1.0,
        usual_cents: 100,
        waste_cents,
    };
    for (units, waste_cents, price_cents, revenue) in [
        (1, 0.0, 100, 63.2),
        // Waste tips it: 63.2 - 50 * 0.368 = 44.8 against 60.9 - 50 * 0.130 = 54.4.
        (1, 50.0, 70, 60.9),
        (100, 0.0, 50, 200.0),
    ] {
        let found = plan(&lot(units, &[1.0], waste_cents), &sure(-2.0), &[100, 70, 50]);
        assert_eq!(found.price_cents, price_cents, "{units} units, waste {waste_cents}: {found:?}");
        assert!((found.revenue_cents - revenue).abs() < 0.1, "{units} units: {found:?}");
    }
}

#[test]
fn more_stock_and_less_time_make_it_cheaper() {
    let ladder = [100, 90, 80, 70, 60, 50, 40, 30];
    let price = |units, days| {
        let lot =
            Lot { units, forecast_units: vec![2.0; days], spread: 1.5, usual_cents: 100, waste_cents: 5.0 };
        let belief = Belief::new(Estimate { mean: -1.8, deviation: 0.5 }, 0.3);
        let found = plan(&lot, &belief, &ladder);
        assert!(
            found.revenue_cents - 5.0 * found.waste_units
                >= found.stay_revenue_cents - 5.0 * found.stay_waste_units - 1e-9
        );
        assert!(found.waste_units <= f64::from(units));
        found.price_cents
    };
    for days in 1..5 {
        for units in 1..15 {
            assert!(price(units, days) >= price(units + 1, days), "{units} units, {days} days");
            assert!(price(units, days) <= price(units, days + 1), "{units} units, {days} days");
        }
    }
}

#[test]
fn what_expires_first_is_taken_first() {
    for (lots, forecast, shared) in [
        (&[(5, 3)][..], &[2.0, 3.0][..], vec![vec![2.0, 3.0, 3.0]]),
        // Five of the older lot serve today and half of tomorrow; what it cannot serve is left to the newer one.
        (&[(9, 4), (5, 2)], &[4.0, 2.0, 2.0, 2.0], vec![vec![0.0, 1.0, 2.0, 2.0], vec![4.0, 2.0]]),
        (&[], &[1.0], vec![]),
    ] {
        assert_eq!(by_expiry(lots, forecast), shared, "{lots:?}");
    }
}

#[test]
fn plans_explain_themselves() {
    let lot = Lot { units: 1, forecast_units: vec![1.0], spread: 1.0, usual_cents: 100, waste_cents: 50.0 };
    assert_eq!(
        plan(&lot, &sure(-2.0), &[100, 70, 50]).to_string(),
        "ask 0.70: brings 0.61 until the end and leaves 0.1; the price of now would bring 0.63 and leave 0.4"
    );
}

#[test]
fn ladders_keep_to_their_guards_and_never_go_up() {
    let guards = |floor_cents, competitor_cents, ending| Guards {
        floor_cents,
        competitor_cents,
        ending,
        steps_percent: vec![10, 30, 50, 70],
    };
    for (floor, competitor, ending, usual, now, ladder) in [
        (0, None, Ending::Any, 1_000, 1_000, vec![1_000, 900, 700, 500, 300]),
        (0, None, Ending::Nine, 1_000, 1_000, vec![1_000, 899, 699, 499, 299]),
        (450, None, Ending::Nine, 1_000, 1_000, vec![1_000, 899, 699, 499]),
        (0, None, Ending::NinetyNine, 1_050, 1_050, vec![1_050, 899, 699, 499, 299]),
        // Marked down already: the dearer steps are gone for good.
        (0, None, Ending::Nine, 1_000, 699, vec![699, 499, 299]),
        // Dearer than the competitor: it may not stay.
        (0, Some(650), Ending::Nine, 1_000, 1_000, vec![499, 299]),
        (2_000, None, Ending::Nine, 1_000, 1_000, vec![1_000]),
    ] {
        assert_eq!(guards(floor, competitor, ending).ladder(usual, now), ladder, "{usual} {now} {ending:?}");
    }
    assert_eq!(endings_at_most(5, Ending::Nine), None);
    assert!(guards(100, Some(300), Ending::Nine).allow(259));
    assert!(!guards(100, Some(300), Ending::Nine).allow(309));
    assert!(!guards(100, None, Ending::Nine).allow(99));
    assert!(!guards(100, None, Ending::Nine).allow(260));
}

#[test]
fn reductions_are_told_against_the_lowest_price_of_thirty_days() {
    for (changes, day, cents, reference) in [
        (&[(0, 1_000)][..], 40, 800, Some(1_000)),
        // Lowered step by step: against the price before the first step.
        (&[(0, 1_000), (40, 800)], 45, 600, Some(1_000)),
        (&[(0, 1_000), (40, 800), (45, 700)], 50, 600, Some(1_000)),
        // It was cheaper in between.
        (&[(0, 1_000), (20, 700), (25, 1_000)], 40, 800, None),
        (&[(0, 1_000), (20, 700), (25, 1_000)], 40, 600, Some(700)),
        (&[(0, 1_000), (20, 700), (25, 1_000)], 60, 800, Some(1_000)),
        // The lower price has become the usual one.
        (&[(0, 1_000), (40, 800)], 200, 600, Some(800)),
        (&[(0, 1_000)], 40, 1_000, None),
        (&[], 40, 800, None),
    ] {
        let mut history = PriceHistory::default();
        changes.iter().for_each(|(day, cents)| history.set(*day, *cents));
        assert_eq!(reference_cents(&history, day, cents), reference, "{changes:?} then {cents} on {day}");
    }
}

#[test]
fn the_best_regular_price_is_that_of_the_formula() {
    // Constant elasticity e: cost * e / (1 + e).
    for (elasticity, cost_cents, price_cents) in [(-2.0, 100.0, 200), (-3.0, 100.0, 150), (-1.5, 60.0, 180)] {
        let regular =
            Regular { price_cents: 170, cost_cents, units_day: 10.0, rivals: (0.0, 0.0), change_max: 0.5 };
        let guards = Guards {
            floor_cents: cost_cents as u32,
            competitor_cents: None,
            ending: Ending::Any,
            steps_percent: Vec::new(),
        };
        let found = recommend(&regular, &sure(elasticity), &guards);
        assert_eq!(found.price_cents, price_cents, "{elasticity}: {found:?}");
        assert!(found.gain_cents_day > 0.0);
        let capped = Guards { competitor_cents: Some(160), ending: Ending::Nine, ..guards.clone() };
        assert!(capped.allow(
            recommend(&Regular { price_cents: 159, ..regular }, &sure(elasticity), &capped).price_cents
        ));
        // What rivals lose to a lower price is counted.
        let found_with_rivals =
            recommend(&Regular { rivals: (0.5, 5_000.0), ..regular }, &sure(elasticity), &guards);
        assert!(found_with_rivals.price_cents > found.price_cents);
    }
}

#[test]
fn switchback_intervals_hold_the_truth() {
    let (mut within, tests) = (0, 400);
    for seed in 0..tests {
        let (test, mut chance) = (Switchback::new(seed), Chance::new(seed + 1_000));
        let brought: Vec<f64> = (0..16)
            .map(|period| {
                let trend = 100.0 + 3.0 * f64::from(period);
                let tried = if test.arm(period as usize) == Arm::Tried { 10.0 } else { 0.0 };
                trend + tried + 15.0 * chance.normal()
            })
            .collect();
        let found = test.effect(&brought).expect("eight pairs");
        assert_eq!(found.pairs, 8);
        within += u64::from(found.interval.0 <= 10.0 && 10.0 <= found.interval.1);
    }
    assert!((370..=392).contains(&within), "{within} of {tests}");
    let arms = |seed| (0..40).map(|period| Switchback::new(seed).arm(period)).collect::<Vec<_>>();
    assert!(arms(3).chunks(2).all(|pair| pair[0] != pair[1]));
    assert_ne!(arms(3), arms(4));
    assert_eq!(Switchback::new(1).effect(&[1.0, 2.0, 3.0]), None);
}

#[test]
fn intervals_are_as_wide_as_students() {
    for (pairs, quantile) in [(2, 12.706), (3, 4.303), (4, 3.182), (11, 2.228), (31, 2.042), (1_001, 1.962)] {
        let differences: Vec<f64> = (0..pairs).map(|pair| f64::from(pair % 2)).collect();
        let found = Effect::of(&differences).expect("pairs enough");
        let reach = (found.interval.1 - found.difference.mean) / found.difference.deviation;
        assert!((reach - quantile).abs() < 0.03, "{pairs} pairs: {reach}");
    }
}
