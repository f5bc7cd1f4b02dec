//! Prices beside a store in plain facts: which are worth setting, and what came of those that were.

use super::held::Held;
use super::trial::Tested;
use super::{PriceFacts, PriceSet, PriceTold};
use crate::models::Models;
use realtail_engine::Entry;
use realtail_kernel::{Currency, Instant, ItemId, LotId, Position, SiteId};
use realtail_learn::price::{Ending, Guards};
use realtail_vocabulary::{
    CatalogueEvent, Event, Outside, PriceAdvice, PriceAim, PriceTest, StockEvent, TakenPrice,
};
use serde_json::{Value, json};

const DAY_MICROS: i64 = 86_400_000_000;
/// Monday, 6 January 2025.
const START: i32 = 20_094;

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn at(day: i32, hour: i64) -> Instant {
    Instant::from_micros(i64::from(day) * DAY_MICROS + hour * 3_600_000_000)
}

/// A store that sold so many units of each item on each day of so many weeks, given what they cost.
fn sold(items: &[(&str, &str)], weeks: i32, mut units: impl FnMut(&str, i32) -> (u32, f64)) -> Models {
    let mut models = Models::default();
    let mut position = 0;
    let mut tell = |at: Instant, event: Event| {
        position += 1;
        let entry: Entry<Event, ()> = Entry {
            at,
            received_at: at,
            signal: "test".into(),
            by: "test".into(),
            cause: None,
            keys: Default::default(),
            events: vec![event],
            refusal: None,
        };
        models.follow(Position(position), &entry);
    };
    let site = json!({"site": "north", "name": "North", "kind": "store", "timezone": "UTC"});
    tell(at(START, 0), Event::Catalogue(CatalogueEvent::SiteSet(read(site))));
    for (item, category) in items {
        let goods = json!({"item": item, "name": item, "categories": [category]});
        tell(at(START, 0), Event::Catalogue(CatalogueEvent::ItemSet(read(goods))));
    }
    for day in START..START + 7 * weeks {
        for (number, (item, _)) in items.iter().enumerate() {
            let (units, reduced) = units(item, day);
            let discount = (f64::from(units) * 1_000.0 * reduced).round();
            let sold_at = at(day, 10 + number as i64);
            let sale = json!({"sale": format!("{item}-{day}"), "site": "north", "sold_at": sold_at, "postings": [],
                "lines": [{"item": item, "quantity": units, "unit_price": 1_000, "discount": discount as i64}]});
            if units > 0 {
                tell(sold_at, Event::Stock(read::<StockEvent>(json!({"sold": sale}))));
            }
        }
    }
    models.prices.weeks.prepare();
    models
}

fn facts_on(day: i32, terms: Value) -> PriceFacts {
    PriceFacts {
        rules: read(json!({"rules": "r", "terms": terms})),
        guards: Guards {
            floor_cents: 400,
            competitor_cents: None,
            ending: Ending::Any,
            steps_percent: vec![10, 20, 30, 40, 50],
        },
        price: Some((1_000, 1, Currency::NONE)),
        unit_cost: Some(400),
        units: 0,
        lots: Vec::new(),
        set: Vec::new(),
        now: at(day, 8),
    }
}

fn lot(lot: &str, expires_at: Instant, units: i64) -> (LotId, Instant, i64) {
    (LotId::new(lot).unwrap(), expires_at, units)
}

fn look(models: &Models, facts: &PriceFacts) -> Vec<PriceTold> {
    let pair = (
        models.trade.items.get(&ItemId::new("milk").unwrap()).unwrap(),
        models.trade.sites.get(&SiteId::new("north").unwrap()).unwrap(),
    );
    models.look_at_price(pair, facts)
}

fn advised(told: &[PriceTold]) -> Vec<(&PriceAim, i64)> {
    told.iter()
        .filter_map(|told| match told {
            PriceTold::Advise(advice) => Some((&advice.aim, advice.unit_price)),
            PriceTold::Keep(..) | PriceTold::Judge(_) => None,
        })
        .collect()
}

#[test]
fn what_would_be_left_is_marked_down_and_what_sells_anyway_is_not() {
    let models = sold(&[("milk", "dairy")], 6, |_, _| (4, 0.0));
    let today = START + 42;
    // Units of a lot, days to its expiry, and whether it is to be marked down.
    for (units, days, is_marked_down) in
        [(2, 1, false), (6, 2, false), (40, 2, true), (40, 5, false), (9, 3, false)]
    {
        let mut facts = facts_on(today, json!({"lot_days": 3}));
        facts.lots = vec![lot("L1", at(today + days - 1, 22), units)];
        let told = look(&models, &facts);
        assert_eq!(!advised(&told).is_empty(), is_marked_down, "{units} units, {days} days: {told:?}");
    }
    // A step of a cent is no step.
    let mut facts = facts_on(today, json!({"lot_days": 3}));
    facts.lots = vec![lot("L1", at(today, 22), 40)];
    facts.price = Some((501, 1, Currency::NONE));
    facts.guards.steps_percent = vec![1, 2, 4];
    assert!(advised(&look(&models, &facts)).is_empty());
    // What expires first is sold first: the second lot of the same size is the one that would be left.
    let mut facts = facts_on(today, json!({"lot_days": 3}));
    facts.lots = vec![lot("L1", at(today + 1, 22), 1), lot("L2", at(today + 2, 22), 25)];
    let told = look(&models, &facts);
    let found = advised(&told);
    assert_eq!(found.len(), 1, "{told:?}");
    assert_eq!(found[0].0.lot().map(LotId::as_str), Some("L2"));
}

#[test]
fn a_markdown_never_goes_up_and_keeps_to_its_steps() {
    let models = sold(&[("milk", "dairy")], 6, |_, _| (4, 0.0));
    let today = START + 42;
    let expires_at = at(today, 22);
    for now in [1_000, 800, 600, 500] {
        let mut facts = facts_on(today, json!({"lot_days": 3}));
        facts.lots = vec![lot("L1", expires_at, 60)];
        if now < 1_000 {
            facts.set = vec![PriceSet {
                aim: PriceAim::Lot { lot: LotId::new("L1").unwrap(), expires_at },
                unit_price: now,
                unit_price_usual: 1_000,
                taken_at: at(today - 1, 8),
                valid_until: Some(expires_at),
            }];
        }
        for (_, price) in advised(&look(&models, &facts)) {
            assert!(price < now && [500, 600, 700, 800, 900].contains(&price), "{price} after {now}");
        }
    }
}

#[test]
fn elasticities_are_learnt_from_whole_weeks_alone() {
    // Every third week costs a fifth less and sells twice as much: ln 2 / ln 0.8 is about -3.1.
    let reduced = |day: i32| (day - START) / 7 % 3 == 0;
    let models = sold(&[("milk", "dairy"), ("cream", "dairy")], 24, |item, day| match item {
        "milk" if reduced(day) => (8, 0.2),
        _ => (4, 0.0),
    });
    let milk = models.elasticity(&ItemId::new("milk").unwrap()).unwrap();
    assert!(milk.is_its_own);
    assert!((-3.8..-2.4).contains(&milk.own.paid.mean), "{milk:?}");
    let (low, high) = milk.own.paid.interval();
    assert!(low < -3.1 && -3.1 < high, "{milk:?}");
    // The week that has begun is not looked at before it is over.
    let before = sold(&[("milk", "dairy")], 1, |_, _| (4, 0.0));
    assert!(!before.elasticity(&ItemId::new("milk").unwrap()).unwrap().is_its_own);
}

#[test]
fn a_season_is_cleared_week_by_week() {
    let models = sold(&[("milk", "dairy")], 6, |_, _| (4, 0.0));
    let today = START + 42;
    let end = realtail_kernel::Day::of_number(today + 20);
    let terms = || json!({"season_end": end});
    // Units left, and whether they are too many for three weeks of four a day.
    for (units, is_marked_down) in [(40, false), (300, true), (2_000, true)] {
        let facts = PriceFacts { units, ..facts_on(today, terms()) };
        let told = look(&models, &facts);
        assert_eq!(!advised(&told).is_empty(), is_marked_down, "{units}: {told:?}");
    }
    let mut facts = PriceFacts { units: 2_000, ..facts_on(today, terms()) };
    let set = |taken_at: Instant| PriceSet {
        aim: PriceAim::Season { end },
        unit_price: 900,
        unit_price_usual: 1_000,
        taken_at,
        valid_until: None,
    };
    facts.set = vec![set(at(today - 3, 8))];
    assert!(advised(&look(&models, &facts)).is_empty(), "a price stands for a week");
    facts.set = vec![set(at(today - 8, 8))];
    facts.price = Some((900, 1, Currency::NONE));
    assert!(!advised(&look(&models, &facts)).is_empty());
    let before = PriceFacts { units: 2_000, ..facts_on(today - 100, terms()) };
    assert!(advised(&look(&models, &before)).is_empty(), "a season is looked at in its last weeks");
}

#[test]
fn a_regular_price_moves_where_its_answer_is_known() {
    // What it costs matters much: half price sells hardly more.
    let reduced = |day: i32| (day - START) / 7 % 2 == 0;
    let models =
        sold(
            &[("milk", "dairy"), ("cream", "dairy")],
            40,
            |_, day| if reduced(day) { (5, 0.3) } else { (4, 0.0) },
        );
    let terms = json!({"regular_percent": 10, "regular_days": 28});
    let told = look(&models, &facts_on(START + 280, terms.clone()));
    // The price on the shelf never moved: nobody knows what it does.
    assert!(advised(&told).is_empty(), "{told:?}");
    let mut unknown = facts_on(START + 280, terms);
    unknown.unit_cost = None;
    assert!(advised(&look(&models, &unknown)).is_empty());
}

fn taken(aim: Value, units: i64, unit_price: i64, means: &[f64]) -> TakenPrice {
    let outlook = json!({"sold_units": 0.0, "revenue": 0, "waste_units": 0.0});
    let advice: PriceAdvice = read(json!({"item": "milk", "site": "north", "aim": aim, "rules": "r",
        "unit_price_now": 1_000, "unit_price_usual": 1_000, "unit_price": unit_price, "per": 1, "currency": "XXX",
        "units": units, "forecast": {"means": means, "spread": 1.2, "doubt": 0.2}, "with": outlook, "without": outlook,
        "gain": 0, "elasticity": {"mean": -2.0, "low": -2.2, "high": -1.8}, "reason": "r", "model": "m",
        "version": "1", "fingerprint": "f", "current_to": 1}));
    read(
        json!({"advice": advice, "unit_price": unit_price, "bounds": {"floor": 1, "ending": "any"}, "list_priority": 1}),
    )
}

fn of_lot() -> Value {
    json!({"kind": "lot", "lot": "L1", "expires_at": "2025-02-01T00:00:00Z"})
}

#[test]
fn what_the_former_price_would_have_sold_is_told_when_it_is_over() {
    // Units, those sold on each of three days at four fifths of the price, and lost; then sold, left, and what the former price
    // would have sold: 0.64 of it, as long as not all was sold, and never more than there was.
    type Case = (i64, [i64; 3], i64, i64, i64, std::ops::Range<f64>);
    let cases: [Case; 4] = [
        (30, [5, 5, 5], 0, 15, 15, 9.0..10.4),
        (30, [5, 5, 5], 3, 15, 15, 9.0..10.4),
        (10, [5, 5, 0], 0, 10, 0, 9.0..10.1),
        (30, [0, 0, 0], 30, 0, 30, 0.0..0.1),
    ];
    for (units, sold, lost, sold_units, waste_units, without) in cases {
        let mut held = Held::new(&taken(of_lot(), units, 800, &[3.0, 3.0, 3.0]), 100);
        for (day, sold) in (100..).zip(sold) {
            assert_eq!(held.outcome(), None, "it is not over");
            held.post(Outside::Customer, sold);
            if day == 100 {
                held.post(Outside::Waste, lost);
            }
            held.end_days_before(day + 1);
            if held.outcome().is_some() {
                break;
            }
        }
        held.end_days_before(104);
        let seen = held.outcome().expect("it is over");
        assert_eq!((seen.sold_units, seen.waste_units), (sold_units, waste_units), "{units} {sold:?}");
        assert_eq!(seen.revenue, 800 * sold_units);
        assert!(without.contains(&seen.without_units), "{units} {sold:?}: {seen:?}");
        held.handed_in();
        assert_eq!(held.outcome(), None, "it is told once");
    }
}

#[test]
fn what_sells_moves_what_is_believed() {
    let elasticity = |sold: i64| {
        let mut held = Held::new(&taken(json!({"kind": "regular"}), 0, 800, &[10.0; 14]), 100);
        for day in 100..114 {
            held.post(Outside::Customer, sold);
            held.end_days_before(day + 1);
        }
        held.belief.elasticity().mean
    };
    assert!(elasticity(25) < elasticity(15) && elasticity(15) < elasticity(9));
}

#[test]
fn turns_that_are_over_are_compared_in_pairs() {
    let periods: Vec<Value> = (0..4)
        .map(|period| json!({"from": at(100 + 7 * period, 0), "until": at(107 + 7 * period, 0), "tried": period % 2 == 0}))
        .collect();
    let test: PriceTest = read(json!({"test": "t", "item": "milk", "site": "north", "unit_price_now": 1_000,
        "unit_price": 900, "per": 1, "currency": "XXX", "bounds": {"floor": 1, "ending": "any"}, "from": "1970-04-11",
        "period_days": 7, "periods": periods, "list": "l", "list_priority": 1}));
    let mut tested = Tested::new((1, 2), &test);
    for (day, units) in [(101, 10.0), (108, 8.0), (115, 11.0), (122, 8.0)] {
        tested.sold((1, 2), at(day, 9), units, units as f32 * if day % 2 == 1 { 900.0 } else { 1_000.0 });
        tested.sold((3, 2), at(day, 9), 99.0, 1.0);
    }
    assert_eq!(tested.tell(at(113, 0)).periods.len(), 1);
    assert_eq!(tested.tell(at(113, 0)).units, None, "a period without its pair says nothing");
    let all = tested.tell(at(128, 0));
    assert_eq!(all.units.unwrap().difference.mean, 2.5);
    assert_eq!(all.revenue.unwrap().difference.mean, (1_000.0 + 1_900.0) / 2.0);
    assert_eq!(all.margin(400.0).unwrap().difference.mean, (1_000.0 - 800.0 + 1_900.0 - 1_200.0) / 2.0);
    tested.end(at(115, 0));
    assert_eq!(tested.tell(at(128, 0)).periods.len(), 2, "what an early end cut short is not compared");
}
