//! What must hold of the simulation, and that no rule sees what comes after its morning.

use super::items::{self, Item};
use super::outlook::{means, outlooks};
use super::rules::Rule;
use super::shelf::{self, Day, START_DAY, Supplier};
use super::sweep;
use crate::forecast::panel::{Level, Panel, Sale, Series};
use crate::forecast::plan::Plan;
use realtail_learn::chance::Chance;

/// Sales of four products in two stores, drawn from a seed; from `cut` on, from another.
fn panel(cut: usize) -> Panel {
    let mut sales = Vec::new();
    for day in 0..365_usize {
        let mut chance = Chance::new(day as u64 + if day < cut { 0 } else { 1_000 });
        for product in 0..4 {
            for store in 1..=2 {
                let units = chance.below(5) as u32 * product;
                if units > 0 {
                    let cents = i64::from(units) * 150;
                    sales.push(Sale { day: day as u16, product, store, units, cents, full_cents: cents });
                }
            }
        }
    }
    let series = |product| Series {
        level: Level::Place,
        product,
        store: Some(1),
        units: vec![0.0; 365],
        cents: vec![0; 365],
    };
    let families = (0..4).map(|product| (product, [0, 0])).collect();
    Panel { sales, series: (1..4).map(series).collect(), families }
}

fn simulated(panel: &Panel, rule: Rule, service: f64) -> Vec<Vec<Day>> {
    let mut items = items::chosen(panel);
    // What a unit is worth is told, not learnt.
    items.iter_mut().for_each(|item| item.price_cents = 150.0);
    let means = means(panel, &Plan::none(), &items);
    let each = items.iter().zip(&means).enumerate();
    let days = |(index, (item, means)): (usize, (&Item, _))| {
        sweep::run(item, &Supplier::new(index, 1), &outlooks(means), rule, service)
    };
    each.map(days).collect()
}

#[test]
fn units_are_conserved() {
    for rule in Rule::ALL {
        for days in simulated(&panel(365), rule, 1.65) {
            let (mut arrived, mut sold, mut ordered) = (0, 0, 0);
            for day in &days {
                arrived += day.arrived;
                sold += day.sold;
                ordered += day.ordered;
                assert_eq!(arrived, sold + day.left, "{rule:?}: {day:?}");
                assert!(day.sold <= day.asked && arrived <= ordered, "{rule:?}: {day:?}");
                assert_eq!(day.ordered % shelf::PACK_UNITS, 0, "{rule:?}: {day:?}");
            }
        }
    }
}

#[test]
fn what_comes_later_changes_nothing_before() {
    const CUT: usize = 300;
    for rule in Rule::ALL {
        let service = if rule.forecasts() { 60.0 } else { 1.65 };
        let before = |cut| -> Vec<Vec<Day>> {
            let all = simulated(&panel(cut), rule, service);
            // On the morning of the cut orders still know nothing of that day.
            all.into_iter().map(|days| days[..CUT - START_DAY].to_vec()).collect()
        };
        assert_eq!(before(CUT), before(365), "{rule:?}");
        assert!(before(365).iter().flatten().any(|day| day.ordered > 0), "{rule:?} orders");
        assert_ne!(simulated(&panel(CUT), rule, service), simulated(&panel(365), rule, service), "{rule:?}");
    }
}

#[test]
fn suppliers_take_two_to_seven_days_about_what_they_quote() {
    for item in 0..200 {
        let supplier = Supplier::new(item, 1);
        let taken: Vec<u32> = (0..365).map(|day| supplier.takes_days(day)).collect();
        assert!(taken.iter().all(|days| (2..=7).contains(days) && days.abs_diff(supplier.quoted_days) <= 1));
        let mean = taken.iter().sum::<u32>() as f64 / 365.0;
        assert!((mean - f64::from(supplier.quoted_days)).abs() < 0.15, "{mean} for {}", supplier.quoted_days);
    }
}
