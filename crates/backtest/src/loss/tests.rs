//! A floor of a few hundred visits a day.

use super::*;
use crate::visits::Visit;

fn visits() -> Vec<Visit> {
    let mut chance = Chance::new(4);
    let mut visits: Vec<Visit> = (0..DAYS * 60)
        .map(|number| Visit {
            at_seconds: number / 60 * DAY_SECONDS + 8 * 3_600 + chance.below(12 * 3_600) as i64,
            store: chance.below(16) as u32,
            household: chance.below(400) as u32,
            lines: 1 + chance.below(20) as u32,
            cents: 500 + chance.below(5_000) as i64,
        })
        .collect();
    visits.sort_by_key(|visit| visit.at_seconds);
    visits
}

#[test]
fn every_scheme_leaves_deeds_and_none_begins_in_the_warm_up() {
    let floor = Floor::new(&visits(), 1, Morals::Mixed);
    assert_eq!(floor.schemes.len(), Kind::ALL.len() * scheme::EACH);
    for (at, scheme) in floor.schemes.iter().enumerate() {
        let mut deeds =
            floor.deeds.iter().filter(|planted| planted.guilt.is_some_and(|(of, _)| of == at)).peekable();
        assert!(deeds.peek().is_some(), "{:?}", scheme.kind);
        let days = scheme.first_day * DAY_SECONDS..(scheme.end_day + 1) * DAY_SECONDS;
        assert!(deeds.all(|planted| days.contains(&planted.deed.at_seconds)), "{:?}", scheme.kind);
    }
    assert!(Floor::new(&visits(), 1, Morals::Honest).deeds.iter().all(|planted| planted.guilt.is_none()));
}

#[test]
fn no_method_opens_more_than_its_budget() {
    let floor = Floor::new(&visits(), 2, Morals::Mixed);
    let readings = plain::readings(Rule::EveryCount, &floor);
    let alarming: Thresholds =
        readings.iter().map(|reading| ((reading.subject.kind(), reading.signal), 1.0)).collect();
    for budget in [0.02, 0.3] {
        for cases in
            [by_rule(&floor, &readings, &alarming, budget), by_watch(&floor, budget, 1, Method::Marked)]
        {
            for store in 0..STORES {
                let opened = cases.iter().filter(|case| case.store == store).count();
                assert!(opened as f64 <= budget * DAYS as f64 + 1e-6, "{budget}: {opened}");
            }
        }
    }
}

#[test]
fn a_rule_keeps_its_share_of_alarms() {
    let floor = Floor::new(&visits(), 0, Morals::Honest);
    let readings = plain::readings(Rule::RefundCount, &floor);
    let thresholds = plain::set(&readings, WARM_UP_DAYS..DAYS, 10.0);
    let level = |reading: &Reading| thresholds[&(reading.subject.kind(), reading.signal)];
    let watched = readings.iter().filter(|reading| reading.at_seconds >= WARM_UP_DAYS * DAY_SECONDS);
    let alarms = plain::alarmed(watched, level, |_| true).len();
    assert!((1..=10).contains(&alarms), "{alarms}");
}
