//! A made-up shop whose promotions begin on Mondays is learnt, and tried from any day of the week on.

use super::run::{TRIAL_DAYS, Wanted, run};
use crate::told::memory::Memory;
use realtail_kernel::{Instant, ItemId, Position, Quantity, SaleId, SiteId};
use realtail_learn::chance::Chance;
use realtail_vocabulary::{
    Amount, CatalogueEvent, Event, Item, PriceEvent, Promotion, SaleLine, Site, StockEvent,
};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Monday, 6 January 2025.
const START: i32 = 20_094;
const ITEMS: u32 = 12;
const SITES: [&str; 2] = ["north", "south"];
/// A week in three is promoted: every other item sells three times as much.
const LIFT: f64 = 3.0;

fn at(day: i32, hour: i64) -> Instant {
    Instant::from_micros((i64::from(day) * 24 + hour) * 3_600_000_000)
}

fn promoted(day: i32) -> bool {
    (day - START).div_euclid(7) % 3 == 2
}

/// The range and the promotions, all known from the first day on.
fn known(days: i32) -> Vec<Event> {
    let mut events = Vec::new();
    for site in SITES {
        let site = json!({"site": site, "name": site, "kind": "store", "timezone": "UTC"});
        events.push(Event::Catalogue(CatalogueEvent::SiteSet(serde_json::from_value::<Site>(site).unwrap())));
    }
    for item in 0..ITEMS {
        let category = ["snacks", "bread"][(item % 2) as usize];
        let item = json!({"item": format!("i{item}"), "name": "an item", "categories": ["food", category]});
        events.push(Event::Catalogue(CatalogueEvent::ItemSet(serde_json::from_value::<Item>(item).unwrap())));
    }
    for monday in (START..START + days + 60).step_by(7).filter(|day| promoted(*day)) {
        let promotion = json!({"promotion": format!("from-{monday}"), "benefit": {"kind": "percent", "rate_ppm": 200_000},
            "goods": {"categories": ["snacks"]},
            "conditions": {"valid_from": at(monday, 0), "valid_until": at(monday + 7, 0)}});
        let promotion = serde_json::from_value::<Promotion>(promotion).unwrap();
        events.push(Event::Price(PriceEvent::PromotionSet(Box::new(promotion))));
    }
    events
}

fn sold(chance: &mut Chance, day: i32, site: &str) -> Event {
    let line = |item: u32| {
        let usual = f64::from(1 + item % 3) + if day.rem_euclid(7) == 2 { 2.0 } else { 0.0 };
        let mean = if promoted(day) && item.is_multiple_of(2) { LIFT * usual } else { usual };
        let units = (mean * (0.6 + 0.8 * chance.unit())).round().max(1.0) as i64;
        SaleLine {
            item: ItemId::new(format!("i{item}")).unwrap(),
            quantity: Quantity::try_from(units).unwrap(),
            unit_price: Amount::Minor(100),
            discount: None,
        }
    };
    Event::Stock(StockEvent::Sold {
        sale: SaleId::new(format!("{site}-{day}")).unwrap(),
        site: SiteId::new(site).unwrap(),
        till: None,
        sold_at: at(day, 10),
        customer: None,
        lines: (0..ITEMS).map(line).collect(),
        tenders: Vec::new(),
        postings: Vec::new(),
        oversold: Vec::new(),
    })
}

#[test]
fn a_promotion_that_begins_in_the_middle_of_a_week_ahead_is_told_day_by_day() {
    let days = 170;
    let mut events = known(days);
    let before = events.len();
    let mut chance = Chance::new(4);
    for day in START..START + days {
        SITES.into_iter().for_each(|site| events.push(sold(&mut chance, day, site)));
    }
    let log = Memory::new(&events);
    // The last entry of the day before one.
    let until = |day: i32| Position((before + 2 * (day - START) as usize) as u64);
    let stop = AtomicBool::new(false);
    let grown = START + 126;
    let wanted = Wanted { until: until(grown), day: grown, tried: Vec::new(), grow: true };
    let version = Arc::new(run(&log, &wanted, &stop).unwrap().grown.expect("trees").model);
    for first in grown..grown + 14 {
        let day = first + TRIAL_DAYS;
        // One sale more ends the day before.
        let until = Position(until(day).0 + 1);
        let wanted = Wanted { until, day, tried: vec![version.clone()], grow: false };
        let scores = run(&log, &wanted, &stop).unwrap().scores.expect("a trial");
        assert!(scores.series >= 20, "{}", scores.series);
        let [plain, trees] = scores.wrmsse[..] else { panic!("{scores:?}") };
        assert!(trees < 0.9 * plain, "from day {}: {scores:?}", first - START);
    }
}
