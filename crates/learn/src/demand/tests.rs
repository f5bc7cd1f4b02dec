//! A made-up shop, whose level, lifts and rushes are known, is told to the model.

use super::series::Series;
use super::*;
use crate::chance::Chance;
use crate::counts::Counts;

const CATEGORY: [u32; 2] = [7, 1];
const PLACES: u32 = 4;

/// Days of a made-up shop: items of one category, in four places.
struct Shop {
    demand: Demand,
    chance: Chance,
    days: u16,
    skies: Skies,
}

impl Shop {
    fn of(items: u32) -> Shop {
        let mut demand = Demand::default();
        for item in 1..=items {
            demand.know(item, CATEGORY);
            (1..=PLACES).for_each(|place| demand.follow(item, place));
        }
        Shop { demand, chance: Chance::new(11), days: 0, skies: Skies::default() }
    }

    /// Each item sells so many units a day in each place, on average.
    fn day(
        &mut self,
        promotions: &Promotions,
        mean: impl Fn(u32, u32, u16) -> f64,
        stocked: impl Fn(u32, u32) -> f32,
    ) {
        let items: Vec<u32> = self.demand.items.keys().copied().collect();
        for item in items {
            for place in 1..=PLACES {
                let wanted = Counts::new(mean(item, place, self.days), 1.0).quantile(self.chance.unit());
                let units = wanted as f32 * stocked(item, place);
                if units > 0.0 {
                    let state = promotions.state(item, place);
                    let sale = Sale {
                        item,
                        place,
                        units,
                        paid: 2.0 * units,
                        full: 2.0 * units,
                        state,
                        sky: self.skies.of(place),
                    };
                    self.demand.sell(&sale, CATEGORY);
                }
            }
        }
        let day = Day { number: self.days, weekday: (self.days % 7) as u8, open: true, feast: 0 };
        self.demand.close(&day, promotions, &self.skies, stocked);
        self.days += 1;
    }

    fn week(&self, item: u32, place: Option<u32>, promotions: &Promotions) -> f64 {
        (0..7).map(|weekday| self.demand.formula(item, place, [weekday, 0], promotions)).sum::<f64>() / 7.0
    }
}

fn always(_: u32, _: u32) -> f32 {
    1.0
}

#[track_caller]
fn near(found: f64, expected: f64, share: f64) {
    assert!((found / expected - 1.0).abs() < share, "{found} is not about {expected}");
}

#[test]
fn a_series_takes_less_than_a_kibibyte() {
    assert!(size_of::<Series>() < 512, "{}", size_of::<Series>());
}

#[test]
fn memories_halve_when_they_should() {
    for (memory, days) in [7, 14, 28, 56, 112].into_iter().enumerate() {
        let mut pace = pace::Pace::default();
        pace.close(8.0, 1.0);
        (0..days).for_each(|_| pace.close(0.0, 1.0));
        near(f64::from(pace.units(memory)), 4.0, 1e-4);
    }
}

#[test]
fn levels_and_weekdays_are_found_and_add_up() {
    let mut shop = Shop::of(3);
    let weekend = |day: u16| if day % 7 >= 5 { 2.0 } else { 0.6 };
    let mean = |item: u32, place: u32, day: u16| f64::from(item * place) * weekend(day);
    (0..200).for_each(|_| shop.day(&Promotions::default(), mean, always));
    let none = Promotions::default();
    for item in 1..=3 {
        near(shop.demand.formula(item, None, [6, 0], &none), 20.0 * f64::from(item), 0.15);
        near(shop.demand.formula(item, None, [1, 0], &none), 6.0 * f64::from(item), 0.2);
        near(shop.week(item, Some(4), &none), 4.0 * f64::from(item), 0.15);
        let places: f64 = (1..=PLACES).map(|place| shop.week(item, Some(place), &none)).sum();
        near(places, shop.week(item, None, &none), 0.15);
    }
}

#[test]
fn a_lift_is_found_and_lent_to_items_of_the_category() {
    let mut shop = Shop::of(4);
    let mut promotions = Promotions::default();
    (1..=3).for_each(|item| promotions.add(item, 2, 8));
    let promotions = promotions.sorted();
    let lifted = |item: u32, place: u32, _: u16| if item < 4 && place == 2 { 9.0 } else { 3.0 };
    for week in 0..30 {
        let promoted = week % 3 == 0;
        let this = if promoted { promotions.clone() } else { Promotions::default() };
        for _ in 0..7 {
            shop.day(&this, |item, place, day| if promoted { lifted(item, place, day) } else { 3.0 }, always);
        }
    }
    near(shop.week(1, Some(2), &promotions) / shop.week(1, Some(2), &Promotions::default()), 3.0, 0.25);
    // One place of four is lifted to three times: half as much again for the whole.
    near(shop.week(1, None, &promotions) / shop.week(1, None, &Promotions::default()), 1.5, 0.15);
    let mut other = Promotions::default();
    other.add(4, 2, 8);
    let other = other.sorted();
    near(shop.week(4, Some(2), &other) / shop.week(4, Some(2), &Promotions::default()), 3.0, 0.25);
}

#[test]
fn days_out_of_stock_are_no_reason_to_expect_less() {
    let none = Promotions::default();
    let run = |told: bool| {
        let mut shop = Shop::of(2);
        (0..120).for_each(|_| shop.day(&none, |_, _, _| 4.0, always));
        let missing = |item: u32, place: u32| if item == 1 && place == 1 { 0.0 } else { 1.0 };
        for _ in 0..40 {
            if told {
                shop.day(&none, |_, _, _| 4.0, missing);
            } else {
                shop.day(&none, |item, place, _| 4.0 * f64::from(missing(item, place)), always);
            }
        }
        [shop.week(1, Some(1), &none), shop.week(1, None, &none)]
    };
    let [place, whole] = run(true);
    near(place, 4.0, 0.15);
    near(whole, 16.0, 0.12);
    assert!(run(false)[0] < 3.5);
}

#[test]
fn a_closed_day_changes_no_level() {
    let mut shop = Shop::of(2);
    let none = Promotions::default();
    (0..60).for_each(|_| shop.day(&none, |_, _, _| 4.0, always));
    let before = shop.week(1, Some(1), &none);
    let closed = Day { number: 60, weekday: 4, open: false, feast: 0 };
    shop.demand.close(&closed, &none, &Skies::default(), always);
    near(shop.week(1, Some(1), &none), before, 1e-4);
}

#[test]
fn a_new_item_is_expected_to_sell_as_its_category_does() {
    let mut shop = Shop::of(5);
    let none = Promotions::default();
    (0..120).for_each(|_| shop.day(&none, |_, _, _| 2.0, always));
    shop.demand.know(9, CATEGORY);
    near(shop.week(9, None, &none), 8.0, 0.1);
    near(shop.week(9, Some(3), &none), 2.0, 0.15);
    assert_eq!(shop.week(10, None, &none), 0.0, "an item that is not known");
}

#[test]
fn the_rush_before_a_feast_is_remembered_for_the_next() {
    let mut shop = Shop::of(2);
    let none = Promotions::default();
    (0..100).for_each(|_| shop.day(&none, |_, _, _| 10.0, always));
    let level = shop.week(1, None, &none);
    for day in 100..103 {
        for place in 1..=PLACES {
            let sale = Sale { item: 1, place, units: 30.0, paid: 60.0, full: 60.0, state: 0, sky: 0 };
            shop.demand.sell(&sale, CATEGORY);
        }
        let rush = Day { number: day, weekday: (day % 7) as u8, open: true, feast: 2 };
        shop.demand.close(&rush, &none, &Skies::default(), always);
    }
    let rush = shop.demand.formula(1, None, [0, 2], &none) / shop.demand.formula(1, None, [0, 0], &none);
    assert!((1.3..3.0).contains(&rush), "{rush}");
    near(shop.week(1, None, &none), level, 0.25);
}

/// The 28 days from a first one on; items sell twice as much on the first ten days of a month of 30.
fn ahead(promotions: &Promotions, first: u16) -> Ahead<'_> {
    let day = |horizon: u16| AheadDay {
        weekday: ((first + horizon) % 7) as u8,
        day_of_month: ((first + horizon) % 30 + 1) as u8,
        promoted: PromotedDay { before: 0, on: 0, after: Some(0) },
        feasts: [30.0, 30.0],
        feast: 0,
        open: horizon != 27,
    };
    Ahead { days: (0..28).map(day).collect(), promotions: vec![promotions], skies: Vec::new() }
}

#[test]
fn trees_learn_what_the_formula_does_not_know() {
    let mut shop = Shop::of(12);
    let none = Promotions::default();
    let payday = |day: u16| if day % 30 < 10 { 6.0 } else { 3.0 };
    let keys: Vec<(u32, Option<u32>)> = (1..=12).map(|item| (item, None)).collect();
    let mut growth = Growth::chain();
    growth.share = 1.0;
    let mut learner = Learner::new(growth);
    for start in 0..350 {
        if start >= 70 && start % 7 == 0 && start + 28 <= 350 {
            let ahead = ahead(&none, start);
            let origin = shop.demand.origin(&keys, &ahead);
            learner.learn(&origin, &ahead, |_, day| (4.0 * payday(start + day as u16)) as f32);
        }
        shop.day(&none, |_, _, day| payday(day), always);
    }
    let model = learner.fit(Scatter::CHAIN);
    let ahead = ahead(&none, 350);
    let predicted = model.predict(&shop.demand.origin(&keys, &ahead), &ahead);
    // Days 360 to 369 begin a month.
    near(predicted[3][12].mean(), 24.0, 0.2);
    near(predicted[3][2].mean(), 12.0, 0.2);
    assert_eq!(predicted[3][27].mean(), 0.0, "a closed day");
}

#[test]
fn what_the_weather_does_is_learnt_and_expected_where_it_is_forecast() {
    let mut shop = Shop::of(3);
    let none = Promotions::default();
    let warm = |skies: &Skies, place| skies.of(place) == sky(Some(9.0), None);
    for day in 0..300_u16 {
        // Every fifth day is much warmer than lately, in all places but the fourth.
        shop.skies = Skies::default();
        if day % 5 == 0 {
            (1..PLACES).for_each(|place| shop.skies.set(place, sky(Some(9.0), None)));
        }
        let skies = shop.skies.clone();
        // The third item does not care.
        let mean = |item, place, _| if item < 3 && warm(&skies, place) { 8.0 } else { 4.0 };
        shop.day(&none, mean, always);
    }
    let mut warm = Skies::default();
    (1..=PLACES).for_each(|place| warm.set(place, sky(Some(9.0), None)));
    let plain = Skies::default();
    let keys = [(1, Some(1)), (3, Some(1)), (1, None), (1, Some(4))];
    let mut ahead = ahead(&none, 300);
    ahead.skies = vec![&warm, &plain];
    let origin = shop.demand.origin(&keys, &ahead);
    let model = Learner::new(Growth::chain()).fit(Scatter::CHAIN);
    let predicted = model.predict(&origin, &ahead);
    let ratio = |series: usize| predicted[series][0].mean() / predicted[series][7].mean();
    near(ratio(0), 2.0, 0.1);
    near(ratio(1), 1.0, 0.15);
    near(ratio(2), 2.0, 0.1);
    // What is known of the others is lent to a place that was never warm.
    near(ratio(3), 2.0, 0.1);
    near(predicted[0][7].mean(), 4.0, 0.1);
    near(predicted[0][1].mean(), predicted[0][8].mean(), 1e-6);
}

#[test]
fn without_rows_the_formula_stands_alone() {
    let mut shop = Shop::of(2);
    let none = Promotions::default();
    (0..60).for_each(|_| shop.day(&none, |_, _, _| 4.0, always));
    let ahead = ahead(&none, 60);
    let origin = shop.demand.origin(&[(1, None), (9, None)], &ahead);
    let predicted = Learner::new(Growth::chain()).fit(Scatter::CHAIN).predict(&origin, &ahead);
    near(predicted[0][0].mean(), shop.demand.formula(1, None, [4, 0], &none), 1e-4);
    assert!(predicted[1].is_empty(), "nothing is said of an item that is not known");
}

#[test]
fn a_whole_and_its_parts_add_up() {
    for (whole, parts) in [
        (Counts::new(10.0, 2.0), vec![Counts::new(2.0, 1.0), Counts::new(5.0, 3.0)]),
        (Counts::new(1.0, 1.0), vec![Counts::new(4.0, 1.0), Counts::new(0.1, 9.0)]),
        (Counts::new(3.0, 1.0), vec![Counts::new(0.0, 1.0); 2]),
        (Counts::new(0.0, 1.0), vec![]),
    ] {
        let (moved, parts_moved) = reconcile(whole, &parts);
        let sum: f64 = parts_moved.iter().map(|part| part.mean()).sum();
        assert!((moved.mean() - sum).abs() < 1e-9);
        assert!(parts_moved.iter().all(|part| part.mean() >= 0.0));
    }
    // Gap 3, variances 20, 2 and 15 of 37.
    let (whole, parts) = reconcile(Counts::new(10.0, 2.0), &[Counts::new(2.0, 1.0), Counts::new(5.0, 3.0)]);
    near(parts[0].mean(), 2.0 + 3.0 * 2.0 / 37.0, 1e-9);
    near(whole.mean(), 10.0 - 3.0 * 20.0 / 37.0, 1e-9);
}
