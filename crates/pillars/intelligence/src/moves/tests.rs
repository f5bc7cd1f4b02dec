//! Goods that move, orders that change, suppliers' calendars and budgets, beside a retailer in plain maps.

use crate::{
    Arrival, Command, Goods, Intelligence, LotThere, MoveCommand, Outstanding, ShelfPrice, Standing,
    Stockroom, TransferState,
};
use realtail_kernel::{Day, Instant, ItemId, Label, Machine, Position, PurchaseOrderId, SiteId, Stamp};
use realtail_vocabulary::{IntelligenceEvent, Selection, TransferKind};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("what the test says")
}

fn label(text: &str) -> Label {
    Label::new(text).expect("a label")
}

/// What there is, and what is on its way.
struct Room {
    now: Instant,
    on_hand: BTreeMap<(String, String), i64>,
    outstanding: BTreeMap<String, Vec<Outstanding>>,
}

impl Stockroom for Room {
    fn now(&self) -> Instant {
        self.now
    }

    fn standing(&self, item: &ItemId, site: &SiteId) -> Option<Standing> {
        let incoming = self.outstanding.values().flatten();
        let incoming = incoming.filter(|open| open.item == *item).map(|open| open.units).sum();
        Some(Standing { on_hand: self.free_units(item, site), incoming, promised: 0 })
    }

    fn free_units(&self, item: &ItemId, site: &SiteId) -> i64 {
        self.on_hand.get(&(item.to_string(), site.to_string())).copied().unwrap_or(0)
    }

    fn due_units(&self, _item: &ItemId, _site: &SiteId, _by: Instant) -> i64 {
        0
    }

    fn outstanding(&self, order: &PurchaseOrderId) -> Vec<Outstanding> {
        self.outstanding.get(order.as_str()).cloned().unwrap_or_default()
    }

    fn goods(&self, item: &ItemId) -> Goods {
        let weight_g = (item.as_str() == "milk").then_some(1_000);
        Goods { name: None, categories: vec![label("dairy")], weight_g, unit_cost: None }
    }

    fn day(&self, _site: &SiteId, at: Instant) -> Day {
        Day::of_number(i32::try_from(at.micros().div_euclid(86_400_000_000)).expect("a day"))
    }

    fn begins(&self, _site: &SiteId, day: Day) -> Instant {
        Instant::from_micros(i64::from(day.number()) * 86_400_000_000)
    }

    fn takes(&self, _goods: &Selection, _item: &ItemId) -> bool {
        unreachable!("moves ask of no prices")
    }

    fn shelf_price(&self, _item: &ItemId, _site: &SiteId) -> Option<ShelfPrice> {
        None
    }

    fn shelf_prices(&self, _item: &ItemId, _site: &SiteId, _days: u16) -> Vec<(Day, ShelfPrice)> {
        Vec::new()
    }

    fn lots(&self, _item: &ItemId, _site: &SiteId) -> Vec<LotThere> {
        Vec::new()
    }
}

/// The pillar, told one thing after the other.
struct Told {
    pillar: Intelligence,
    room: Room,
    entry: u64,
}

impl Told {
    fn new(on_hand: &[(&str, i64)]) -> Told {
        // A Friday.
        let now = "2026-11-27T08:00:00Z".parse().expect("a time");
        let on_hand = on_hand.iter().map(|(site, units)| (("milk".to_owned(), (*site).to_owned()), *units));
        let room = Room { now, on_hand: on_hand.collect(), outstanding: BTreeMap::new() };
        Told { pillar: Intelligence::default(), room, entry: 0 }
    }

    fn run(&mut self, command: Command) -> Result<Vec<IntelligenceEvent>, String> {
        let events = self.pillar.decide_in(&command, &self.room).map_err(|refusal| refusal.to_string())?;
        for event in &events {
            self.entry += 1;
            let position = Position(self.entry);
            self.pillar.apply(event, Stamp { position, origin: position, at: self.room.now });
        }
        Ok(events)
    }

    fn moved(&mut self, command: MoveCommand) -> Result<Vec<IntelligenceEvent>, String> {
        self.run(Command::Move(command))
    }

    fn plan(&mut self, site: &str, change: Value) {
        let mut plan = json!({"item": "milk", "site": site, "shelf_capacity": 100, "pack_size": 6,
            "lead_time_days": 2, "review_days": 3, "service_level_ppm": 950_000,
            "money": {"unit_cost": 100, "short_cost": 200, "presentation_units": 0}});
        if let (Some(plan), Value::Object(change)) = (plan.as_object_mut(), change) {
            plan.extend(change);
        }
        self.run(Command::SetPlan(Box::new(read(plan)))).expect("a plan");
    }

    fn say(&mut self, site: &str, a_day: f64) {
        let forecast = json!({"item": "milk", "site": site, "model": "told", "version": "1", "made_at": self.room.now,
            "current_to": 1, "horizon_days": 5, "mean_per_day": a_day, "quantiles": [], "why": "a test says so",
            "daily": {"means": vec![a_day; 5], "spread": 1.0, "doubt": 0.1}});
        self.run(Command::Say(Box::new(read(forecast)))).expect("a forecast");
    }

    fn accept(&mut self, number: &str, (from, to): (&str, &str), quantity: u32) -> Result<usize, String> {
        let transfer = json!({"transfer": number, "item": "milk", "from": from, "to": to, "quantity": quantity,
            "kind": "balance", "expected_at": "2026-11-28T08:00:00Z", "suggested": quantity, "gain": 500});
        self.moved(MoveCommand::Accept(Box::new(read(transfer)))).map(|events| events.len())
    }

    fn state(&self, number: &str) -> &TransferState {
        &self.pillar.moves().get(number).expect("a transfer").state
    }
}

#[test]
fn a_transfer_goes_step_by_step_and_takes_only_what_is_there() {
    let mut told = Told::new(&[("north", 10)]);
    let steps = |told: &mut Told, step: &str| -> Result<usize, String> {
        let mut words = step.split(' ');
        let (verb, number) = (words.next().expect("a verb"), words.next().expect("a number"));
        let units = |word: Option<&str>| word.and_then(|word| word.parse().ok()).unwrap_or(1);
        match verb {
            "accept" => told.accept(number, ("north", "south"), units(words.next()) as u32),
            "back" => told.accept(number, ("north", "north"), 1),
            "sent" => {
                told.moved(MoveCommand::NoteSent(read(number.into()), units(words.next()))).map(|e| e.len())
            }
            "got" => told
                .moved(MoveCommand::NoteReceived(read(number.into()), units(words.next())))
                .map(|e| e.len()),
            _ => told.moved(MoveCommand::GiveUp(read(number.into()), label("no van"))).map(|e| e.len()),
        }
    };
    for (step, answer) in [
        ("accept a 11", Err("quantity: 10 of milk at north are there and promised to nobody")),
        ("accept a 10", Ok(1)),
        ("accept a 10", Ok(0)),
        ("accept a 9", Err("there is another transfer \"a\" already")),
        ("back b", Err("to: north sends it; name another site")),
        ("got a 10", Ok(0)),
        ("sent a 8", Ok(1)),
        ("sent a 2", Ok(0)),
        ("give-up a", Err("the goods of transfer a have left")),
        ("got a 5", Ok(1)),
        ("got a 3", Ok(1)),
        ("give-up c", Err("there is no transfer \"c\"")),
        ("accept c 4", Ok(1)),
        ("give-up c", Ok(1)),
        ("give-up c", Ok(0)),
        ("sent c 4", Ok(0)),
    ] {
        let found = steps(&mut told, step);
        match (&found, &answer) {
            (Err(found), Err(part)) => assert!(found.starts_with(part), "{step}: {found}"),
            _ => assert_eq!(found, answer.map_err(str::to_owned), "{step}"),
        }
    }
    assert_eq!(told.state("a"), &TransferState::Received(8));
    assert_eq!(told.state("c"), &TransferState::GivenUp(label("no van")));
    let open = told.pillar.moves().of_goods("transfer-a").map(|known| known.transfer.transfer.as_str());
    assert_eq!((open, told.pillar.moves().of_goods("a").is_none()), (Some("a"), true));
}

#[test]
fn short_goods_are_shared_and_a_rule_asks_for_its_share_once() {
    let mut told = Told::new(&[("dc", 18), ("north", 0), ("south", 6)]);
    told.plan("dc", json!({"supplier": "Dairy"}));
    for site in ["north", "south"] {
        told.plan(site, json!({"source": "dc", "lead_time_days": 1}));
        told.say(site, 4.0);
    }
    let found = told.pillar.suggested_transfers(None, None, &told.room);
    let shares: Vec<(&str, u32, bool)> =
        found.iter().map(|one| (one.to.as_str(), one.units, one.kind == TransferKind::Supply)).collect();
    assert_eq!(
        shares,
        [("north", 12, true), ("south", 6, true)],
        "the one that has less gets more: {found:?}"
    );
    assert!(found.iter().all(|one| one.wanted > one.units && one.gain > Some(0)), "{found:?}");
    told.room.on_hand.insert(("milk".to_owned(), "dc".to_owned()), 600);
    let found = told.pillar.suggested_transfers(None, Some(&read("north".into())), &told.room);
    assert_eq!(found.iter().map(|one| one.units).collect::<Vec<_>>(), [found[0].wanted], "there is enough");
    // By rule: only where the plan says so, and once in its review time.
    let by_rule = |told: &mut Told, days: i64| {
        let at = told.room.now.plus_ms(days * 86_400_000);
        told.moved(MoveCommand::AcceptByRule(read("milk".into()), read("north".into()), 12, at))
            .expect("planned")
            .len()
    };
    assert_eq!(by_rule(&mut told, 0), 0, "the plan does not say so");
    told.plan("north", json!({"source": "dc", "lead_time_days": 1, "automatic": true}));
    assert_eq!([0, 2, 3].map(|days| by_rule(&mut told, days)), [1, 0, 1]);
    assert!(told.pillar.moves().newest_first().all(|known| known.transfer.automatic));
}

#[test]
fn a_site_that_supplies_others_orders_for_what_they_will_sell() {
    let mut told = Told::new(&[("dc", 0), ("north", 30), ("south", 30)]);
    told.plan("dc", json!({"supplier": "Dairy"}));
    let plan = told.pillar.plan(&read("milk".into()), &read("dc".into())).expect("a plan").clone();
    assert_eq!(told.pillar.suggest(&plan, &told.room), None, "nothing was foretold");
    for site in ["north", "south"] {
        told.plan(site, json!({"source": "dc", "lead_time_days": 1}));
        told.say(site, 4.0);
    }
    let order = |told: &Told| told.pillar.suggest(&plan, &told.room).expect("foretold").clone();
    let full = order(&told);
    // Two days from the supplier, three to the next order, one from there to the stores.
    assert_eq!((full.expected_demand, full.position, full.days), (48.0, 60, 6), "{full:?}");
    told.room.on_hand.insert(("milk".to_owned(), "south".to_owned()), 0);
    assert!(order(&told).order > full.order, "what the stores have counts");
    assert_eq!(order(&told).position, 30);
    let room = crate::room::NoRoom(told.room.now);
    assert_eq!(told.pillar.suggest(&plan, &room), None, "where nothing is known nothing is said");
}

#[test]
fn lines_are_hastened_and_called_off_as_the_terms_let_it() {
    let mut told = Told::new(&[("north", 0)]);
    told.plan("north", json!({"supplier": "Dairy"}));
    told.say("north", 4.0);
    let order = json!({"order": "po", "site": "north", "supplier": "Dairy", "expected_at": "2026-12-03T08:00:00Z",
        "lines": [{"item": "milk", "quantity": 24}]});
    told.run(Command::PlacePurchaseOrder(Box::new(read(order)))).expect("an order");
    let open = |days: i64| Outstanding {
        item: read("milk".into()),
        units: 24,
        expected_at: "2026-11-27T08:00:00Z".parse::<Instant>().expect("a time").plus_ms(days * 86_400_000),
    };
    let ask = |told: &mut Told, order: &str, what: &str| {
        let command = MoveCommand::ChangePurchase(
            read(order.into()),
            read("milk".into()),
            read(what.into()),
            Some(9),
            None,
        );
        told.moved(command).map(|events| events.len())
    };
    told.room.outstanding.insert("po".to_owned(), vec![open(6)]);
    assert!(ask(&mut told, "po", "expedite").expect_err("no terms").contains("set \"expedite\" there"));
    let terms = json!({"supplier": "Dairy", "order_days": ["mon"], "delivery_days": ["tue"],
        "expedite": {"lead_time_days": 2, "cost": 50}, "cancel": {"days_before": 4, "cost": 10}});
    let terms = crate::SupplierCommand::SetTerms(Box::new(read(terms)));
    told.run(Command::Supplier(terms)).expect("terms");
    let advice = |told: &Told| {
        let placed = told.pillar.purchases().get("po").expect("an order");
        told.pillar.follow_up(placed, &told.room).first().map(|advice| (advice.what, advice.gain > 0))
    };
    assert_eq!(advice(&told), Some((read("expedite".into()), true)), "nothing is there for six days");
    for (order, what, due_days, answer) in [
        ("no", "cancel", 6, Err("there is no purchase order \"no\"")),
        (
            "po",
            "cancel",
            3,
            Err("milk of order po is due in 3 days; the supplier lets it be called off 4 days before"),
        ),
        ("po", "expedite", 1, Err("milk of order po is due at")),
        ("po", "expedite", 6, Ok(1)),
        // It is on its way as fast as it can be.
        ("po", "expedite", 2, Ok(0)),
        ("po", "cancel", 6, Ok(1)),
    ] {
        told.room.outstanding.insert("po".to_owned(), vec![open(due_days)]);
        let found = ask(&mut told, order, what);
        match (&found, &answer) {
            (Err(found), Err(part)) => assert!(found.starts_with(part), "{what}: {found}"),
            _ => assert_eq!(found, answer.map_err(str::to_owned), "{what} in {due_days}"),
        }
    }
    told.room.outstanding.clear();
    assert_eq!(ask(&mut told, "po", "cancel"), Ok(0), "sent again");
    assert_eq!(
        ask(&mut told, "po", "expedite"),
        Err("nothing of milk is still to come of order po".to_owned())
    );
    let changes: Vec<u32> =
        told.pillar.purchases().changes(&read("po".into())).map(|change| change.change).collect();
    assert_eq!(changes, [1, 2]);
}

#[test]
fn what_came_of_what_was_advised_is_judged_when_the_next_goods_arrive() {
    let mut told = Told::new(&[("north", 50)]);
    told.plan("south", json!({"supplier": "Dairy"}));
    told.accept("a", ("north", "south"), 10).expect("ten are there");
    let mut arrive = |order: Option<&str>, units: i64, there_before: i64| {
        let arrival = Arrival {
            item: read("milk".into()),
            site: read("south".into()),
            order: order.map(|order| read(order.into())),
            units,
            there_before,
            at: told.room.now,
        };
        told.moved(MoveCommand::Judge(Box::new(arrival))).expect("an arrival").len()
    };
    assert_eq!(arrive(None, 5, 0), 0, "nobody advised it");
    assert_eq!(arrive(Some("transfer-a"), 10, 3), 1, "it begins");
    assert_eq!(arrive(Some("unknown"), 7, 4), 1, "it is judged by what is left");
    assert_eq!(arrive(None, 7, 4), 0, "once");
    let record: Vec<_> = told.pillar.moves().record().weeks().collect();
    let [(monday, "transfer", week)] = record[..] else { panic!("{record:?}") };
    assert_eq!(monday.to_string(), "2026-11-23");
    // Of ten, four are left: six were sold that would not have been there, at 2.00 each.
    assert_eq!((week.lines, week.judged, week.expected_gain), (1, 1, 500));
    assert_eq!((week.units, week.sold_units, week.made), (10, 6, 1_200));
}

#[test]
fn a_budget_lets_through_what_gains_most_for_its_money() {
    let mut told = Told::new(&[("north", 0), ("south", 0)]);
    for (site, short_cost) in [("north", 400), ("south", 90)] {
        let money = json!({"unit_cost": 100, "short_cost": short_cost, "presentation_units": 0});
        told.plan(site, json!({"supplier": "Dairy", "money": money}));
        told.say(site, 4.0);
    }
    let set = |told: &mut Told, change: Value| {
        let mut budget = json!({"budget": "week", "money_per_week": 1_200});
        if let (Some(budget), Value::Object(change)) = (budget.as_object_mut(), change) {
            budget.extend(change);
        }
        let command = crate::SupplierCommand::SetBudget(Box::new(read(budget)));
        told.run(Command::Supplier(command)).map(|events| events.len())
    };
    let fits = |told: &Told| -> Vec<(String, u32)> {
        let found = told.pillar.fits(None, None, &told.room);
        found.into_iter().map(|((_, site), fit)| (site.to_string(), fit.units)).collect()
    };
    assert_eq!(fits(&told), [], "there is no budget");
    assert!(set(&mut told, json!({"money_per_week": -1})).is_err());
    assert_eq!(set(&mut told, json!({})), Ok(1));
    assert_eq!(
        fits(&told),
        [("north".to_owned(), 12), ("south".to_owned(), 0)],
        "what is dear to miss goes first"
    );
    assert_eq!(set(&mut told, json!({"sites": ["south"]})), Ok(1));
    assert_eq!(fits(&told), [("south".to_owned(), 12)]);
    for (change, bounds) in [
        (json!({"suppliers": ["Bakery"]}), 0),
        (json!({"suppliers": ["Dairy"]}), 2),
        (json!({"categories": ["bread"]}), 0),
        (json!({"categories": ["bread", "dairy"]}), 2),
    ] {
        set(&mut told, change.clone()).expect("a budget");
        assert_eq!(fits(&told).len(), bounds, "{change}");
    }
    let order = json!({"order": "po", "site": "north", "supplier": "Dairy", "expected_at": "2026-12-03T08:00:00Z",
        "ordered_at": "2026-11-23T00:00:00Z", "lines": [{"item": "milk", "quantity": 6}]});
    told.run(Command::PlacePurchaseOrder(Box::new(read(order)))).expect("an order");
    let order = json!({"order": "last-week", "site": "north", "supplier": "Dairy", "expected_at": "2026-12-03T08:00:00Z",
        "ordered_at": "2026-11-22T23:00:00Z", "lines": [{"item": "milk", "quantity": 60}]});
    told.run(Command::PlacePurchaseOrder(Box::new(read(order)))).expect("an order");
    let budget = told.pillar.suppliers().budget("week").expect("a budget").clone();
    let spent = told.pillar.spent(&budget, &told.room);
    assert_eq!((spent.spent, spent.left), (600, 600), "since Monday");
}
