//! Prices that are advised, beside a shop in plain maps.

use super::{PriceJudging, PricingCommand, TakeAsk, TestAsk};
use crate::{Command, Goods, Intelligence, LotThere, Outstanding, ShelfPrice, Standing, Stockroom};
use realtail_kernel::{
    Currency, Day, Instant, ItemId, LotId, Machine, Position, PurchaseOrderId, SiteId, Stamp, Word,
};
use realtail_vocabulary::{IntelligenceEvent, PricingEvent, Selection};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("what the test says")
}

const DAY_MICROS: i64 = 86_400_000_000;

/// Yoghurt at a store: what it costs, what it cost before, and its lots.
struct Shop {
    now: Instant,
    prices: Vec<(&'static str, i64)>,
    lots: Vec<(&'static str, &'static str, i64)>,
    on_hand: i64,
    unit_cost: Option<i64>,
}

impl Shop {
    fn price(unit_price: i64) -> ShelfPrice {
        ShelfPrice { unit_price, per: 1, currency: Currency::NONE }
    }
}

impl Stockroom for Shop {
    fn now(&self) -> Instant {
        self.now
    }

    fn standing(&self, _item: &ItemId, _site: &SiteId) -> Option<Standing> {
        Some(Standing { on_hand: self.on_hand, incoming: 0, promised: 0 })
    }

    fn free_units(&self, _item: &ItemId, _site: &SiteId) -> i64 {
        self.on_hand
    }

    fn due_units(&self, _item: &ItemId, _site: &SiteId, _by: Instant) -> i64 {
        0
    }

    fn outstanding(&self, _order: &PurchaseOrderId) -> Vec<Outstanding> {
        Vec::new()
    }

    fn goods(&self, _item: &ItemId) -> Goods {
        Goods { unit_cost: self.unit_cost, ..Goods::default() }
    }

    fn day(&self, _site: &SiteId, at: Instant) -> Day {
        Day::of_number(i32::try_from(at.micros().div_euclid(DAY_MICROS)).expect("a day"))
    }

    fn begins(&self, _site: &SiteId, day: Day) -> Instant {
        Instant::from_micros(i64::from(day.number()) * DAY_MICROS)
    }

    fn takes(&self, goods: &Selection, item: &ItemId) -> bool {
        goods.items.is_empty() || goods.items.contains(item)
    }

    fn shelf_price(&self, _item: &ItemId, _site: &SiteId) -> Option<ShelfPrice> {
        self.prices.last().map(|(_, price)| Shop::price(*price))
    }

    fn shelf_prices(&self, _item: &ItemId, _site: &SiteId, _days: u16) -> Vec<(Day, ShelfPrice)> {
        self.prices.iter().map(|(day, price)| (day.parse().expect("a day"), Shop::price(*price))).collect()
    }

    fn lots(&self, _item: &ItemId, _site: &SiteId) -> Vec<LotThere> {
        let there = |(lot, expires_at, units): &(&str, &str, i64)| LotThere {
            lot: LotId::new(*lot).expect("a lot"),
            expires_at: expires_at.parse().expect("a time"),
            units: *units,
        };
        self.lots.iter().map(there).collect()
    }
}

/// The pillar, told one thing after the other.
struct Told {
    pillar: Intelligence,
    shop: Shop,
    entry: u64,
}

impl Told {
    fn new() -> Told {
        let shop = Shop {
            now: "2026-11-27T08:00:00Z".parse().expect("a time"),
            prices: vec![("2026-09-01", 249), ("2026-11-16", 229), ("2026-11-20", 249)],
            lots: vec![("L1", "2026-11-28T22:00:00Z", 12)],
            on_hand: 12,
            unit_cost: Some(120),
        };
        Told { pillar: Intelligence::default(), shop, entry: 0 }
    }

    fn with_rules(change: Value) -> Told {
        let mut told = Told::new();
        told.rules(change).expect("rules");
        told
    }

    fn run(&mut self, command: PricingCommand) -> Result<Vec<PricingEvent>, String> {
        let command = Command::Pricing(command);
        let events = self.pillar.decide_in(&command, &self.shop).map_err(|refusal| refusal.to_string())?;
        for event in &events {
            self.entry += 1;
            let position = Position(self.entry);
            self.pillar.apply(event, Stamp { position, origin: position, at: self.shop.now });
        }
        let pricing = |event| match event {
            IntelligenceEvent::Pricing(event) => event,
            other => panic!("{other:?} is not about prices"),
        };
        Ok(events.into_iter().map(pricing).collect())
    }

    fn rules(&mut self, change: Value) -> Result<Vec<PricingEvent>, String> {
        let mut terms = json!({"ending": "nine"});
        let mut name = json!("dairy");
        if let (Some(terms), Value::Object(mut change)) = (terms.as_object_mut(), change) {
            name = change.remove("rules").unwrap_or(name);
            terms.extend(change);
        }
        self.run(PricingCommand::SetRules(Box::new(read(json!({"rules": name, "terms": terms})))))
    }

    fn advise(&mut self, aim: Value, now: i64, unit_price: i64) -> Result<Vec<PricingEvent>, String> {
        let outlook = json!({"sold_units": 8.0, "revenue": 1_500, "waste_units": 4.0});
        let advice = json!({"item": "yoghurt", "site": "S", "aim": aim, "rules": "dairy",
            "unit_price_now": now, "unit_price_usual": 249, "unit_price": unit_price, "per": 1, "currency": "XXX",
            "units": 12, "forecast": {"means": [3.0, 5.0], "spread": 1.5, "doubt": 0.3}, "with": outlook, "without": outlook, "gain": 340,
            "elasticity": {"mean": -2.0, "low": -3.0, "high": -1.0}, "reason": "a test says so", "model": "prices",
            "version": "1", "fingerprint": "f", "current_to": 1});
        self.run(PricingCommand::Advise(Box::new(read(advice))))
    }

    fn take(&mut self, lot: Option<&str>, unit_price: Option<i64>) -> Result<Vec<PricingEvent>, String> {
        let (item, site, lot, by) =
            (read(json!("yoghurt")), read(json!("S")), lot.map(|lot| read(json!(lot))), word("ann"));
        self.run(PricingCommand::Take(Box::new(TakeAsk { item, site, lot, unit_price, by })))
    }

    fn test(&mut self, test: &str, unit_price: i64, from: &str) -> Result<Vec<PricingEvent>, String> {
        self.run(PricingCommand::SetTest(Box::new(TestAsk {
            test: word(test),
            item: read(json!("yoghurt")),
            site: read(json!("S")),
            unit_price,
            from: from.parse().expect("a day"),
            period_days: 7,
            pairs: 3,
        })))
    }
}

fn word(text: &str) -> Word {
    Word::new(text).expect("a word")
}

fn lot() -> Value {
    json!({"kind": "lot", "lot": "L1", "expires_at": "2026-11-28T22:00:00Z"})
}

fn kinds(events: Result<Vec<PricingEvent>, String>) -> String {
    let kind = |event: &PricingEvent| {
        let json = serde_json::to_value(event).expect("JSON");
        json.as_object().expect("an object").keys().next().expect("a kind").clone()
    };
    match events {
        Ok(events) => events.iter().map(kind).collect::<Vec<_>>().join(" "),
        Err(why) => why,
    }
}

#[test]
fn bounds_are_made_of_costs_competitors_and_endings() {
    let competitor = |price: i64, seen: &str, site: Value| json!({"item": "yoghurt", "competitor": "B", "unit_price": price, "seen_at": seen, "site": site});
    let near = || competitor(200, "2026-11-20T00:00:00Z", Value::Null);
    let old = || competitor(200, "2026-10-01T00:00:00Z", Value::Null);
    let elsewhere = || competitor(200, "2026-11-20T00:00:00Z", json!("T"));
    let percent = || json!({"competitor_percent": 105});
    type Case = (Value, Option<i64>, Option<Value>, i64, &'static str);
    let cases: [Case; 10] = [
        (json!({}), Some(120), None, 199, "advised"),
        (json!({}), Some(120), None, 129, "advised"),
        (
            json!({}),
            Some(120),
            None,
            119,
            "unit_price: 119 is out of bounds; give at least 120 by what the goods cost, and let it end in 9",
        ),
        (
            json!({}),
            Some(120),
            None,
            195,
            "unit_price: 195 is out of bounds; give at least 120 by what the goods cost, and let it end in 9",
        ),
        (
            json!({"floor_percent": 110}),
            Some(120),
            None,
            129,
            "unit_price: 129 is out of bounds; give at least 132 by what the goods cost, and let it end in 9",
        ),
        (json!({"floor_percent": 0}), None, None, 9, "advised"),
        (
            json!({}),
            None,
            None,
            199,
            "nobody has said what a unit of yoghurt costs, so no price is known to be high enough; give its replenishment plan at S the money's unit_cost, or the item the attribute unit_cost, or the price rules dairy a floor_percent of 0",
        ),
        (
            percent(),
            Some(120),
            Some(near()),
            219,
            "unit_price: 219 is out of bounds; give at least 120 by what the goods cost, at most 210 by what competitors ask, and let it end in 9",
        ),
        (percent(), Some(120), Some(old()), 219, "advised"),
        (percent(), Some(120), Some(elsewhere()), 219, "advised"),
    ];
    for (rules, unit_cost, competitor, unit_price, expected) in cases {
        let mut told = Told::with_rules(rules);
        told.shop.unit_cost = unit_cost;
        if let Some(competitor) = competitor {
            told.run(PricingCommand::SeeCompetitors(vec![read(competitor)])).expect("seen");
        }
        assert_eq!(kinds(told.advise(lot(), 249, unit_price)), expected);
    }
}

#[test]
fn what_is_advised_is_taken_changed_declined_or_withdrawn() {
    let mut told = Told::with_rules(json!({}));
    assert_eq!(kinds(told.take(Some("L1"), None)), "there is no price advice \"yoghurt at S, lot L1\"");
    assert_eq!(kinds(told.advise(lot(), 249, 259)), "unit_price: a markdown from 249 goes down");
    assert_eq!(kinds(told.advise(lot(), 249, 199)), "advised");
    assert_eq!(kinds(told.advise(lot(), 249, 199)), "", "the same again is no news");
    assert_eq!(kinds(told.take(Some("L1"), Some(249))), "unit_price: 249 is no markdown; give less than 249");
    assert_eq!(
        kinds(told.take(Some("L1"), Some(99))),
        "unit_price: 99 is out of bounds; give at least 120 by what the goods cost, and let it end in 9"
    );
    let events = told.take(Some("L1"), Some(189)).expect("taken");
    let PricingEvent::Taken(taken) = &events[0] else { panic!("{events:?}") };
    assert_eq!((taken.unit_price, taken.by.as_ref().map(Word::as_str)), (189, Some("ann")));
    // The whole stock is of the lot; the 30 days before saw 229 at the lowest.
    assert_eq!(taken.list.as_ref().map(|list| list.as_str()), Some("advised-S"));
    assert_eq!(taken.reference_unit_price, Some(229));
    assert_eq!(taken.valid_until, "2026-11-28T22:00:00Z".parse().ok());
    assert_eq!(told.pillar.pricing().all_advice().count(), 0);

    // A step further down is the same markdown, and judged with it.
    told.advise(lot(), 189, 149).expect("advised");
    told.shop.now = told.shop.now.plus_ms(3_600_000);
    told.take(Some("L1"), None).expect("taken");
    let pricing = told.pillar.pricing();
    let known = pricing.all_prices().next().expect("a price");
    assert_eq!((known.taken.unit_price, known.expected_gain), (149, 340));
    assert!(known.first_at < known.taken_at);

    let until: Instant = "2026-11-28T00:00:00Z".parse().expect("a time");
    let declined =
        |until: Instant| read(json!({"item": "yoghurt", "site": "S", "lot": "L1", "until": until}));
    told.advise(lot(), 149, 129).expect("advised");
    let over = told.shop.now;
    assert_eq!(
        kinds(told.run(PricingCommand::Decline(Box::new(declined(over))))),
        "until: give a time that has not come yet"
    );
    assert_eq!(kinds(told.run(PricingCommand::Decline(Box::new(declined(until))))), "declined");
    assert_eq!(kinds(told.run(PricingCommand::Decline(Box::new(declined(until))))), "", "it is already");
    assert_eq!(kinds(told.advise(lot(), 149, 129)), "", "nobody asks again so soon");
    told.shop.now = until;
    assert_eq!(kinds(told.advise(lot(), 149, 129)), "advised");
    let withdraw =
        || PricingCommand::Withdraw(read(json!("yoghurt")), read(json!("S")), Some(read(json!("L1"))));
    assert_eq!(kinds(told.run(withdraw())), "withdrawn");
    assert_eq!(kinds(told.run(withdraw())), "");
}

#[test]
fn stickers_bear_the_price_of_a_lot_beside_others() {
    // What else lies there, and whether the list of the site bears the price.
    let fresh = ("L2", "2026-12-05T22:00:00Z", 30);
    let older = ("L0", "2026-11-27T22:00:00Z", 3);
    for (lots, on_hand, on_list) in
        [(vec![], 12, true), (vec![fresh], 42, false), (vec![older], 15, true), (vec![], 20, false)]
    {
        let mut told = Told::with_rules(json!({"automatic": true}));
        told.shop.lots.extend(lots);
        told.shop.on_hand = on_hand;
        let events = told.advise(lot(), 249, 199).expect("advised");
        let [PricingEvent::Advised(_), PricingEvent::Taken(taken)] = &events[..] else {
            panic!("{events:?}")
        };
        assert_eq!(taken.list.is_some(), on_list, "{:?}", told.shop.lots);
        assert_eq!(taken.by, None);
    }
}

#[test]
fn what_came_of_a_price_is_what_it_sold_against_what_the_former_would_have() {
    let sold = |sold: i64, revenue: i64, waste: i64, without: f64, lot: bool| PriceJudging {
        item: read(json!("yoghurt")),
        site: read(json!("S")),
        lot: lot.then(|| read(json!("L1"))),
        sold_units: sold,
        revenue,
        waste_units: waste,
        without_units: without,
    };
    // Ten sold at 1.99 and two left, where the former price had sold six at 2.49 and left six; a unit left costs 0.10.
    let mut told = Told::with_rules(json!({"removal_cost": 10}));
    assert_eq!(
        kinds(told.run(PricingCommand::Judge(Box::new(sold(10, 1_990, 2, 6.0, true))))),
        "",
        "nothing was set"
    );
    told.advise(lot(), 249, 199).expect("advised");
    told.take(Some("L1"), None).expect("taken");
    let events = told.run(PricingCommand::Judge(Box::new(sold(10, 1_990, 2, 6.0, true)))).expect("judged");
    let [PricingEvent::Judged(judged)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(judged.made, 1_990 - 6 * 249 + (6 - 2) * 10);
    assert_eq!(told.pillar.pricing().all_prices().count(), 0);
    let (_, kind, week) = told.pillar.pricing().record().weeks().next().expect("a week");
    assert_eq!((kind, week.prices, week.judged, week.expected_gain, week.made), ("lot", 1, 1, 340, 536));

    // A regular price: a hundred sold at 2.59 and not 104 at 2.49, each of which costs 1.20.
    let mut told = Told::with_rules(json!({"regular_percent": 10}));
    told.advise(json!({"kind": "regular"}), 249, 259).expect("advised");
    told.take(None, None).expect("taken");
    let events =
        told.run(PricingCommand::Judge(Box::new(sold(100, 25_900, 0, 104.0, false)))).expect("judged");
    let [PricingEvent::Judged(judged)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(judged.made, 25_900 - 104 * 249 + 4 * 120);
}

#[test]
fn regular_prices_go_no_further_than_the_rules_let_them() {
    let mut told = Told::with_rules(json!({"regular_percent": 5}));
    told.advise(json!({"kind": "regular"}), 249, 259).expect("advised");
    assert_eq!(kinds(told.take(None, Some(269))), "unit_price: 269 is too far from 249; give 237 to 261");
    assert_eq!(kinds(told.take(None, Some(239))), "taken");
}

#[test]
fn a_test_gives_each_price_its_turns() {
    let mut told = Told::new();
    assert_eq!(kinds(told.test("t", 229, "2026-11-30")), "there is no price rules \"for yoghurt at S\"");
    told.rules(json!({})).expect("rules");
    assert_eq!(
        kinds(told.test("t", 229, "2026-11-27")),
        "from: give a day after 2026-11-27, at most 365 days ahead"
    );
    assert_eq!(kinds(told.test("t", 249, "2026-11-30")), "unit_price: give another price than that of now");
    assert!(kinds(told.test("t", 99, "2026-11-30")).contains("out of bounds"));
    let events = told.test("t", 229, "2026-11-30").expect("set");
    let [PricingEvent::TestSet(test)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(test.periods.len(), 6);
    for pair in test.periods.chunks(2) {
        assert_eq!(pair.iter().filter(|period| period.tried).count(), 1, "each has its turn once");
        assert_eq!(pair[0].until, pair[1].from);
        assert_eq!(pair[0].until.micros_since(pair[0].from), 7 * DAY_MICROS);
    }
    assert_eq!(kinds(told.test("t", 229, "2026-11-30")), "", "the same again");
    assert_eq!(kinds(told.test("t", 219, "2026-11-30")), "there is another price test \"t\" already");
    assert!(kinds(told.test("u", 219, "2026-11-30")).contains("is in the price test t already"));
    assert_eq!(kinds(told.advise(lot(), 249, 199)), "yoghurt at S is in the price test t");
    assert_eq!(kinds(told.run(PricingCommand::EndTest(word("t")))), "test_ended");
    assert_eq!(kinds(told.run(PricingCommand::EndTest(word("t")))), "");
    assert_eq!(kinds(told.advise(lot(), 249, 199)), "advised");
}

#[test]
fn rules_are_checked_and_the_lowest_rank_goes_first() {
    for (change, expected) in [
        (
            json!({"steps_percent": [20, 10]}),
            "steps_percent: give 1 to 20 steps of 1 to 95 per cent, each more than the one before",
        ),
        (
            json!({"steps_percent": []}),
            "steps_percent: give 1 to 20 steps of 1 to 95 per cent, each more than the one before",
        ),
        (json!({"lot_days": 31}), "lot_days: 31; give 0 to 30"),
        (json!({"regular_percent": 51}), "regular_percent: 51; give 0 to 50"),
        (json!({"competitor_percent": 20}), "competitor_percent: 20; give 50 to 1000"),
        (json!({}), "rules_set"),
    ] {
        assert_eq!(kinds(Told::new().rules(change)), expected);
    }
    let mut told = Told::with_rules(json!({"rank": 2}));
    assert_eq!(kinds(told.rules(json!({"rank": 2}))), "", "the same again");
    told.rules(json!({"rules": "first", "rank": 1, "goods": {"items": ["yoghurt"]}})).expect("rules");
    assert_eq!(kinds(told.advise(lot(), 249, 199)), "first are the rules of yoghurt at S now, not dairy");
    let rules = |rules: &str| PricingCommand::RemoveRules(word(rules));
    assert_eq!(kinds(told.run(rules("first"))), "rules_removed");
    assert_eq!(kinds(told.run(rules("first"))), "there is no price rules \"first\"");
    assert_eq!(kinds(told.advise(lot(), 249, 199)), "advised");
}
