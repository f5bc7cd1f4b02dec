//! The words in which the stories are told; the only test code that knows the interface.
//!
//! ```text
//! stock jeans 4 back        move jeans 1 back floor       sell jeans 1          count jeans back 0
//! said croston 2 mean 1 p90 12 in 10 days                 plan jeans takes 6 fill 1 review 2
//! claim replenish-1 ann     done replenish-1 ann 3        cannot replenish-1 ann not_found
//! order o1 ship milk 2      order o1 pickup milk 2       pick o1 1             hold h1 milk 2
//! warm fridge               off intelligence          policy NAME off               ? jeans      ? tasks
//! ```

use expect_test::Expect;
use realtail_kernel::{Instant, Machine, Platform, Position, Stamp};
use realtail_omnichannel as omnichannel;
use realtail_omnichannel::PriceCommand;
use realtail_omnichannel::order::{OrderCommand, Pick, PlaceOrder, TenderAsked};
use realtail_omnichannel::task::{DoneTask, TaskCommand};
use realtail_platform::{Command, Pillar, Retail};
use realtail_vocabulary::{
    Account, Action, DeviceEvent, Event, IntelligenceEvent, OrderEvent, PlannedFulfilment, StockEvent,
    TaskEvent,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::VecDeque;

/// A store with a sales floor, a backroom and a fridge, a second store, and two things to buy.
pub struct Shop {
    pub retail: Retail,
    pub now: Instant,
    next: u64,
}

/// Tells a story and compares what the log says of its last sentence.
#[track_caller]
pub fn check(story: &str, expected: Expect) {
    let mut shop = Shop::new();
    let mut told = String::new();
    for sentence in story.lines().map(str::trim).filter(|sentence| !sentence.is_empty()) {
        told = shop.tell(sentence);
    }
    expected.assert_eq(&told);
}

pub fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {value}"))
}

fn name<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect(text)
}

fn number(text: &str) -> i64 {
    text.parse().expect(text)
}

impl Shop {
    pub fn new() -> Shop {
        let now = "2026-11-23T09:00:00Z".parse().expect("a time");
        let mut shop = Shop { retail: Retail::default(), now, next: 1 };
        let site = |site: &str| {
            let zones = json!([{"zone": "floor", "kind": "sales_floor"}, {"zone": "back", "kind": "backroom"},
                {"zone": "fridge", "kind": "cold"}]);
            read(json!({"site": site, "name": site, "kind": "store", "timezone": "Europe/Berlin",
                "position": {"lat": 52.0, "lon": 13.0}, "zones": zones}))
        };
        let plain =
            read(json!({"site": "plain", "name": "plain", "kind": "store", "timezone": "Europe/Berlin"}));
        shop.run(omnichannel::Command::SetSites(vec![site("north"), site("south"), plain]));
        let item = |item: &str| read(json!({"item": item, "name": item}));
        shop.run(omnichannel::Command::SetItems(["jeans", "milk"].map(item).to_vec()));
        let list = read(json!({"list": "main", "currency": "EUR"}));
        shop.run(omnichannel::Command::Price(PriceCommand::SetList(list)));
        let prices = ["jeans", "milk"].map(|item| read(json!({"item": item, "unit_price": 100}))).to_vec();
        shop.run(omnichannel::Command::Price(PriceCommand::SetPrices(name("main"), prices)));
        shop
    }

    pub fn run(&mut self, command: impl Into<Command>) -> String {
        match self.retail.decide(&command.into(), self.now) {
            Ok(events) => self.take_in(events),
            Err(refusal) => format!("refused: {refusal}"),
        }
    }

    /// Takes in events, and what policies answer, as the engine does; tells all of it.
    pub fn take_in(&mut self, events: Vec<Event>) -> String {
        let mut told = Vec::new();
        let mut answers = self.apply(&events, &mut told);
        while let Some(answer) = answers.pop_front() {
            if let Ok(events) = self.retail.decide(&answer, self.now)
                && !events.is_empty()
            {
                answers.extend(self.apply(&events, &mut told));
            }
        }
        self.retail.check().expect("what must hold");
        self.survives();
        if told.is_empty() { "nothing new".to_owned() } else { told.join("; ") }
    }

    fn apply(&mut self, events: &[Event], told: &mut Vec<String>) -> VecDeque<Command> {
        let stamp = Stamp { position: Position(self.next), origin: Position(self.next), at: self.now };
        self.next += 1;
        events.iter().for_each(|event| self.retail.apply(event, stamp));
        told.extend(events.iter().filter_map(in_words));
        events.iter().flat_map(|event| self.retail.react(event, self.now)).map(|(_, answer)| answer).collect()
    }

    fn survives(&self) {
        let bytes = serde_json::to_vec(&self.retail.omnichannel.tasks).expect("it can be written");
        let again: omnichannel::task::FloorTasks = serde_json::from_slice(&bytes).expect("it can be read");
        assert!(again == self.retail.omnichannel.tasks, "a restart changes nothing");
    }

    pub fn tell(&mut self, sentence: &str) -> String {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        match words[..] {
            ["?", ..] => self.say(words[1]),
            ["off", pillar] => {
                let pillar =
                    Pillar::ALL.into_iter().find(|known| known.as_str() == pillar).expect("a pillar");
                self.run(Command::SwitchPillar(pillar, false))
            }
            ["policy", policy, on] => self.run(Command::SwitchPolicy(name(policy), on == "on")),
            ["said", ..] | ["plan", ..] => self.intelligence(&words),
            ["order", ..] | ["hold", ..] | ["pick", ..] => self.orders(&words),
            ["warm", zone] => self.take_in(vec![Event::Device(DeviceEvent::GotTooWarm {
                device: name("t1"),
                site: name("north"),
                zone: (zone != "nowhere").then(|| name(zone)),
                millicelsius: 9_400,
                since: self.now.plus_ms(-20 * 60_000),
            })]),
            ["seen", item, units] => self.take_in(seen(item, units, self.now)),
            ["claim", task, by] => self.task(TaskCommand::Claim(name(task), name(by))),
            ["done", task, by, ..] => {
                let quantity = words.get(3).map(|units| number(units));
                self.task(TaskCommand::Done(DoneTask { task: name(task), by: name(by), quantity }))
            }
            ["cannot", task, by, why] => self.task(TaskCommand::NotDone(name(task), name(by), name(why))),
            _ => self.stock(&words),
        }
    }

    fn task(&mut self, command: TaskCommand) -> String {
        self.run(omnichannel::Command::Task(command))
    }

    fn orders(&mut self, words: &[&str]) -> String {
        match *words {
            ["order", order, way, item, units] => {
                let to =
                    json!({"country": "DE", "postal_code": "10115", "position": {"lat": 52.0, "lon": 13.0}});
                let delivery = match way {
                    "ship" => json!({"method": "ship", "to": to}),
                    _ => json!({"method": way, "site": "north"}),
                };
                let line = json!({"line": 1, "item": item, "quantity": number(units)});
                let tender = TenderAsked {
                    means: name("cash"),
                    token: None,
                    sealed_token: None,
                    purse: None,
                    amount: None,
                };
                self.now = self.now.plus_ms(1);
                self.run(omnichannel::Command::PlaceOrder(Box::new(PlaceOrder {
                    order: name(order),
                    channel: name("web"),
                    customer: None,
                    hold: None,
                    delivery: read(delivery),
                    promised_at: None,
                    lines: vec![read(line)],
                    coupons: Vec::new(),
                    currency: None,
                    carriage: 0,
                    tenders: vec![tender],
                    contact: None,
                    pickup_code: None,
                })))
            }
            ["pick", order, fulfilment] => {
                let (order, by) = (name(order), name("ann"));
                let pick = Pick { order, fulfilment: number(fulfilment) as u16, by, lines: None };
                self.run(omnichannel::Command::Order(OrderCommand::Pick(pick)))
            }
            ["hold", hold, item, units] => {
                let line = json!({"item": item, "quantity": number(units), "site": "north"});
                self.run(omnichannel::Command::Place(omnichannel::PlaceHold {
                    hold: name(hold),
                    owner: name("anna"),
                    channel: name("web"),
                    expires_in_ms: 60_000,
                    lines: vec![read(line)].into(),
                }))
            }
            _ => panic!("no such sentence: {words:?}"),
        }
    }

    fn intelligence(&mut self, words: &[&str]) -> String {
        let event = match *words {
            ["said", model, version, "mean", mean, "p90", units, "in", days, "days"] => {
                let mean: f64 = mean.parse().expect(mean);
                let units: f64 = units.parse().expect(units);
                let quantiles = json!([{"p": 0.5, "units": mean}, {"p": 0.9, "units": units}, {"p": 0.99, "units": 99.0}]);
                IntelligenceEvent::ForecastSaid(read(
                    json!({"item": "jeans", "site": "north", "model": model,
                    "version": version, "made_at": self.now, "current_to": 1, "horizon_days": number(days),
                    "mean_per_day": mean, "quantiles": quantiles, "why": "as the test says"}),
                ))
            }
            ["plan", item, "takes", takes, "fill", fill, "review", review] => IntelligenceEvent::PlanSet(
                read(json!({"item": item, "site": "north", "shelf_capacity": number(takes),
                    "fill_at": number(fill), "pack_size": 1, "lead_time_days": 1, "review_days": number(review),
                    "service_level_ppm": 900_000})),
            ),
            _ => panic!("no such sentence: {words:?}"),
        };
        self.take_in(vec![Event::Intelligence(event)])
    }

    fn stock(&mut self, words: &[&str]) -> String {
        let account = |zone: &str| match zone {
            "supplier" | "waste" => json!({"outside": zone}),
            _ => match zone.split_once('/') {
                Some((site, zone)) => json!({"site": site, "zone": zone}),
                None if zone == "plain" => json!({"site": "plain"}),
                None => json!({"site": "north", "zone": zone}),
            },
        };
        let moved = |item: &str, units: &str, from: &str, to: &str, reason: &str, rest: &[&str]| {
            let mut movement = json!({"item": item, "quantity": number(units), "from": account(from),
                "to": account(to), "reason": reason});
            if let ["lot", lot, ..] = rest {
                movement["lot"] = json!(lot);
            }
            omnichannel::Command::Move(vec![read(movement)])
        };
        match *words {
            ["stock", item, units, zone, ref rest @ ..] => {
                self.run(moved(item, units, "supplier", zone, "receipt", rest))
            }
            ["move", item, units, from, to] => self.run(moved(item, units, from, to, "put_away", &[])),
            ["waste", item, units, from] => self.run(moved(item, units, from, "waste", "waste", &[])),
            ["sell", item, units] => self.run(omnichannel::Command::Sell(read(json!({
                "sale": format!("s{}", self.next), "site": "north", "sold_at": self.now,
                "lines": [{"item": item, "quantity": number(units), "unit_price": 100}],
            })))),
            ["count", item, zone, units] => self.run(omnichannel::Command::Count(read(json!({
                "site": "north", "zone": zone, "lines": [{"item": item, "counted": number(units)}], "method": "manual",
            })))),
            _ => panic!("no such sentence: {words:?}"),
        }
    }

    fn say(&self, what: &str) -> String {
        let stock = &self.retail.omnichannel;
        let site = stock.catalogue.site_no(&name("north")).expect("a site");
        if what == "tasks" {
            let one = |known: &omnichannel::task::KnownTask| {
                format!("{} {} (entry {})", known.task.task, known.state.as_str(), known.raised_by.entry)
            };
            let told: Vec<String> = stock.tasks.at(site).map(one).collect();
            return if told.is_empty() { "none".to_owned() } else { told.join(", ") };
        }
        let item = stock.catalogue.item_no(&name(what)).expect("an item");
        let Some(cell) = stock.stock.cell(item, site) else { return "nothing".to_owned() };
        if what == "milk" {
            let found = stock.availability(item, site, None, self.now);
            let (on_hand, allocated, sure) = (found.on_hand, found.allocated, found.confidence);
            return format!("{on_hand} on hand, {allocated} allocated, sure {sure:.2}");
        }
        let one = |place: omnichannel::PlaceBalance| {
            let zone = place.zone.as_ref().map_or("loose", |zone| zone.as_str()).to_owned();
            let condition =
                if place.condition.is_sellable() { String::new() } else { format!("!{:?}", place.condition) };
            format!("{zone}{} {}", condition.to_lowercase(), place.quantity)
        };
        stock.stock.places(cell).into_iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

fn in_words(event: &Event) -> Option<String> {
    Some(match event {
        Event::Task(TaskEvent::Raised(task)) => {
            let zone = |zone: &Option<realtail_kernel::ZoneId>| zone.as_ref().map(ToString::to_string);
            let way =
                [zone(&task.from), zone(&task.to)].into_iter().flatten().collect::<Vec<_>>().join(" -> ");
            format!("{}: {} {} {way} ({})", task.task, task.quantity, task.item, task.reason)
        }
        Event::Task(TaskEvent::Claimed { task, by }) => format!("{task} with {by}"),
        Event::Task(TaskEvent::Done { task, by, quantity }) => format!("{task} done by {by} with {quantity}"),
        Event::Task(TaskEvent::NotDone { task, by, reason }) => format!("{task} not done by {by}: {reason}"),
        Event::Task(TaskEvent::Withdrawn { task, reason }) => format!("{task} withdrawn: {reason}"),
        Event::Stock(StockEvent::Moved { postings, .. }) => {
            let one = |p: &realtail_vocabulary::Posting| {
                let lot = p.lot.as_ref().map(|lot| format!(" lot {lot}")).unwrap_or_default();
                format!("{} {} {} -> {}{lot}", p.item, p.quantity, place(&p.from), place(&p.to))
            };
            postings.iter().map(one).collect::<Vec<_>>().join(", ")
        }
        Event::Action(Action::FloorTaskAssigned { task, .. }) => format!("told of {task}"),
        Event::Action(Action::Overcommitted { item, units, .. }) => {
            format!("{units} {item} promised too many")
        }
        Event::Action(Action::CommitmentsCovered { item, .. }) => format!("all {item} promised is there"),
        Event::Action(Action::TaskAssigned { order, site, .. }) => format!("{site} told of {order}"),
        Event::Action(Action::OrderReduced { order, amount, .. }) => {
            format!("shopper told that {order} costs {amount} less")
        }
        Event::Order(OrderEvent::Rejected { order, lines, reason, .. }) => {
            let units: i64 = lines.iter().map(|line| line.quantity.units()).sum();
            format!("north has no {units} of {order}: {reason}")
        }
        Event::Order(OrderEvent::Confirmed { order, fulfilments, .. }) => {
            format!("{order} by {}", planned(fulfilments))
        }
        Event::Order(OrderEvent::Rerouted { order, fulfilments, .. }) => {
            format!("{order} now by {}", planned(fulfilments))
        }
        Event::Hold(_)
        | Event::Payment(_)
        | Event::Price(_)
        | Event::Device(_)
        | Event::Stock(_)
        | Event::Catalogue(_)
        | Event::Intelligence(_)
        | Event::Switch(_)
        | Event::Action(_) => {
            return None;
        }
        other => other.kind().to_owned(),
    })
}

fn planned(fulfilments: &[PlannedFulfilment]) -> String {
    let units = |f: &PlannedFulfilment| f.lines.iter().map(|l| l.quantity.units()).sum::<i64>();
    let one = |f: &PlannedFulfilment| format!("{} ({})", f.site, units(f));
    fulfilments.iter().map(one).collect::<Vec<_>>().join(" and ")
}

fn place(account: &Account) -> String {
    match account {
        Account::Site { site, zone, condition } => {
            let zone = zone.as_ref().map(|zone| format!("/{zone}")).unwrap_or_default();
            let condition = if condition.is_sellable() { String::new() } else { format!("!{condition:?}") };
            format!("{site}{zone}{}", condition.to_lowercase())
        }
        Account::Shipment { shipment } => format!("#{shipment}"),
        Account::Outside { outside } => format!("{outside:?}").to_lowercase(),
    }
}

/// A camera sees so many facings of an item: it is missing, or, of three, back.
fn seen(item: &str, facings: &str, at: Instant) -> Vec<Event> {
    let bay = json!({"site": "north", "bay": "b", "width_cm": 30, "height_cm": 40, "shelves": [{"top_cm": 0,
        "height_cm": 40, "places": [{"item": item, "left_cm": 0, "facing_width_cm": 10, "facings": 3}]}]});
    let units = number(facings);
    let (site, item) = (name("north"), name(item));
    let (device, bay_name) = (name("c1"), Some(name("b")));
    let told = if units < 3 {
        let zone = Some(name("floor"));
        DeviceEvent::ShelfRanLow { device, site, zone, bay: bay_name, item, units, since: at }
    } else {
        DeviceEvent::ShelfFilled { device, site, bay: bay_name, item, units, at: Some(at) }
    };
    vec![Event::Device(DeviceEvent::BaySet(read(bay))), Event::Device(told)]
}
