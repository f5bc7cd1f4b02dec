//! A store with a rush at noon: who is expected, who is needed, and when a lane must open.

use super::{LaneAdvising, LaneTold};
use crate::models::Models;
use realtail_engine::Entry;
use realtail_kernel::{Instant, ItemId, Position, Quantity, Reference, SaleId, SiteId};
use realtail_learn::chance::Chance;
use realtail_vocabulary::{
    Amount, CatalogueEvent, Event, IntelligenceEvent, Roster, SaleLine, ServiceTargets, Site, StockEvent,
};
use serde_json::json;

/// Monday, 6 January 2025.
const START: i32 = 20_094;
const NOON: usize = 48;

fn at(day: i32, quarter: usize, second: i64) -> Instant {
    Instant::from_micros(((i64::from(day) * 96 + quarter as i64) * 900 + second) * 1_000_000)
}

fn entry(at: Instant, event: Event) -> Entry<Event, ()> {
    Entry {
        at,
        received_at: at,
        signal: "retail.sale.completed".into(),
        by: "test".into(),
        cause: None,
        keys: Default::default(),
        events: vec![event],
        refusal: None,
    }
}

fn north() -> SiteId {
    SiteId::new("north").unwrap()
}

fn sold(at: Instant, till: usize) -> Entry<Event, ()> {
    let line = |item: usize| SaleLine {
        item: ItemId::new(format!("i{item}")).unwrap(),
        quantity: Quantity::try_from(1_i64).unwrap(),
        unit_price: Amount::Minor(100),
        discount: None,
    };
    entry(
        at,
        Event::Stock(StockEvent::Sold {
            sale: SaleId::new(format!("r-{}", at.micros())).unwrap(),
            site: north(),
            till: Some(Reference::new(format!("t{till}")).unwrap()),
            sold_at: at,
            customer: None,
            lines: (0..10).map(line).collect(),
            tenders: Vec::new(),
            postings: Vec::new(),
            oversold: Vec::new(),
        }),
    )
}

fn known() -> Vec<Entry<Event, ()>> {
    let site = json!({"site": "north", "name": "North", "kind": "store", "timezone": "UTC"});
    let roster = json!({"site": "north", "people": [], "targets": {"tills": 8}});
    let begin = at(START, 0, 0);
    vec![
        entry(
            begin,
            Event::Catalogue(CatalogueEvent::SiteSet(serde_json::from_value::<Site>(site).unwrap())),
        ),
        entry(
            begin,
            Event::Intelligence(IntelligenceEvent::RosterSet(Box::new(
                serde_json::from_value::<Roster>(roster).unwrap(),
            ))),
        ),
    ]
}

/// Shoppers a quarter hour from eight to six: twelve, and at noon for an hour 36; two tills are open, and at noon five.
fn day(day: i32, chance: &mut Chance, times: impl Fn(usize) -> f64) -> Vec<Entry<Event, ()>> {
    let mut entries = Vec::new();
    for quarter in 32..72 {
        let mean = times(quarter) * if (NOON..NOON + 4).contains(&quarter) { 36.0 } else { 12.0 };
        let mut shoppers: Vec<i64> = (0..(mean * (0.8 + 0.4 * chance.unit())).round() as usize)
            .map(|_| chance.below(900) as i64)
            .collect();
        shoppers.sort_unstable();
        let tills = if (NOON..NOON + 4).contains(&quarter) { 5 } else { 2 };
        entries.extend(
            shoppers
                .iter()
                .enumerate()
                .map(|(at_till, second)| sold(at(day, quarter, *second), at_till % tills)),
        );
    }
    entries
}

fn year(days: i32, seed: u64) -> Vec<Entry<Event, ()>> {
    let mut chance = Chance::new(seed);
    let mut entries = known();
    (START..START + days).for_each(|number| entries.extend(day(number, &mut chance, |_| 1.0)));
    entries
}

fn follow(models: &mut Models, entries: &[Entry<Event, ()>]) {
    let first = models.current_to().0 + 1;
    for (position, entry) in (first..).zip(entries) {
        models.follow(Position(position), entry);
    }
}

#[test]
fn a_rush_that_comes_every_day_is_staffed_for_and_the_night_is_not() {
    let mut models = Models::default();
    follow(&mut models, &year(56, 1));
    let tomorrow = START + 56;
    let found = models
        .labour_day(&north(), tomorrow, &ServiceTargets { tills: 8, ..ServiceTargets::default() })
        .unwrap();
    let [mean, low, high] = found.shoppers[NOON + 1];
    assert!((27.0..40.0).contains(&mean) && low < mean && mean < high, "{:?}", found.shoppers[NOON + 1]);
    assert!((60.0..80.0).contains(&found.service_seconds), "25 s and 4.5 s for each of ten lines");
    let [tills, picking, shelf] = &found.needs;
    assert!(tills[NOON + 1] > tills[36] && tills[36] >= 2, "{tills:?}");
    assert!(tills[..30].iter().chain(&tills[76..]).all(|people| *people == 0), "{tills:?}");
    assert!(
        picking.iter().chain(shelf).all(|people| *people == 0),
        "nobody orders, and shelves are not planned"
    );
    let targets = ServiceTargets { shelf_unit_seconds: 30, ..ServiceTargets::default() };
    let found = models.labour_day(&north(), tomorrow, &targets).unwrap();
    // Some 580 shoppers with ten units each take 30 s a unit: 48 hours over ten.
    assert!((4..=6).contains(&found.needs[2][40]) && found.needs[2][10] == 0, "{:?}", found.needs[2]);
    assert_eq!(models.labour_day(&SiteId::new("south").unwrap(), tomorrow, &targets), None);
}

#[test]
fn what_comes_later_changes_nothing_and_a_restored_state_goes_on_as_one_that_never_stopped() {
    let targets = ServiceTargets::default();
    let known = year(60, 1);
    let before = known.iter().filter(|entry| entry.at < at(START + 50, 0, 0)).count();
    let mut other = known[..before].to_vec();
    let mut chance = Chance::new(9);
    (START + 50..START + 60).for_each(|number| other.extend(day(number, &mut chance, |_| 2.0)));
    let origin = |entries: &[Entry<Event, ()>]| {
        let mut models = Models::default();
        follow(&mut models, &entries[..before]);
        models.labour_day(&north(), START + 55, &targets)
    };
    assert_eq!(origin(&known), origin(&other));
    let mut models = Models::default();
    follow(&mut models, &known[..before]);
    let mut read: Models = rmp_serde::from_slice(&rmp_serde::to_vec(&models).unwrap()).unwrap();
    follow(&mut models, &known[before..]);
    follow(&mut read, &known[before..]);
    assert_eq!(read.labour, models.labour);
    assert_eq!(
        read.labour_day(&north(), START + 61, &targets),
        models.labour_day(&north(), START + 61, &targets)
    );
}

#[test]
fn a_rush_that_nobody_expected_asks_for_a_lane_once_and_is_over_when_it_is_over() {
    let mut models = Models::default();
    follow(&mut models, &year(56, 1));
    let all: Vec<LaneAdvising> = models.lane_advice();
    let told = |advising: &LaneAdvising| match &advising.what {
        LaneTold::Short(advice) => Event::Intelligence(IntelligenceEvent::LanesAdvised(advice.clone())),
        LaneTold::Suffice(site, lanes_open) => Event::Intelligence(IntelligenceEvent::LanesSufficed {
            site: site.clone(),
            lanes_open: *lanes_open,
        }),
    };
    // What was said of days before stands in the log by now.
    follow(
        &mut models,
        &all.iter().map(|advising| entry(at(START + 55, 80, 0), told(advising))).collect::<Vec<_>>(),
    );
    // Five times as many as usual from two to three, with two tills open.
    let mut chance = Chance::new(5);
    let rush = day(START + 56, &mut chance, |quarter| if (56..60).contains(&quarter) { 5.0 } else { 1.0 });
    let mut said: Vec<(Instant, LaneAdvising)> = Vec::new();
    for sale in &rush {
        follow(&mut models, std::slice::from_ref(sale));
        for advising in models.lane_advice() {
            let Event::Stock(StockEvent::Sold { sold_at, .. }) = &sale.events[0] else { continue };
            said.push((*sold_at, advising.clone()));
            follow(&mut models, &[entry(sale.at, told(&advising))]);
        }
    }
    let quarter = |at: Instant| (at.micros() / 900_000_000 % 96) as usize;
    let of_rush: Vec<&(Instant, LaneAdvising)> =
        said.iter().filter(|(at, _)| (56..72).contains(&quarter(*at))).collect();
    let Some((first, LaneAdvising { what: LaneTold::Short(advice), cause, .. })) = of_rush.first() else {
        panic!("{said:?}")
    };
    assert!(quarter(*first) <= 58 && advice.lanes_needed > advice.lanes_open, "{advice:?}");
    assert!(cause.entry.0 > 0 && advice.reason.as_str().contains("people are expected"), "{advice:?}");
    let shorts = of_rush.iter().filter(|(_, advising)| matches!(advising.what, LaneTold::Short(_))).count();
    assert!(shorts <= 3, "told again only where still more are needed: {said:?}");
    assert!(of_rush.iter().any(|(_, advising)| matches!(advising.what, LaneTold::Suffice(..))), "{said:?}");
}

#[test]
fn a_rush_before_midnight_asks_for_a_lane_too() {
    let mut models = Models::default();
    follow(&mut models, &year(56, 1));
    let sufficed = IntelligenceEvent::LanesSufficed { site: north(), lanes_open: 2 };
    follow(&mut models, &[entry(at(START + 55, 80, 0), Event::Intelligence(sufficed))]);
    // From 23:46 to 23:59, when a lane that is asked for would open tomorrow: one till, and a shopper every eight seconds.
    let rush: Vec<_> = (0..97).map(|number| sold(at(START + 56, 95, 60 + 8 * number), 0)).collect();
    follow(&mut models, &rush);
    let said = models.lane_advice();
    assert!(said.iter().any(|advising| matches!(advising.what, LaneTold::Short(_))), "{said:?}");
}
