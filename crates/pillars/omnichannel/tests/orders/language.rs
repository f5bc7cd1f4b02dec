//! The words in which the stories are told; the only test code that knows the interface.

use expect_test::Expect;
use realtail_kernel::{
    Channel, Currency, HoldId, Instant, ItemId, Label, Machine, OrderId, OwnerId, PaymentId, Position,
    PriceListId, Quantity, SiteId, Stamp, Word,
};
use realtail_omnichannel::order::{
    Arrive, CancelLines, Claim, Found, HandOver, OrderCommand, Pick, PlaceOrder, RefundOrder, Reject, Ship,
    Stage, TenderAsked,
};
use realtail_omnichannel::payment::AnswerPayment;
use realtail_omnichannel::{Command, Omnichannel, PlaceHold, PriceCommand, SetRouting, invariants};
use realtail_vocabulary::{
    Account, Delivery, Event, HoldEvent, HoldLine, HoldPlace, Item, LineQuantity, Movement, OrderEvent,
    Outside, PaymentEvent, PlacedLine, PlannedFulfilment, PostedLine, PriceEntry, PriceList, ProviderAnswer,
    Reason, Site,
};

/// Two stores and a warehouse, three things to buy, and time that stands still unless it is told to go on.
pub struct Shop {
    pub state: Omnichannel,
    pub now: Instant,
    pub position: u64,
    taken_out_of_zones: bool,
}

const START: &str = "2026-11-23T09:00:00Z";

/// Tells a story and compares what the log says of its last sentence.
#[track_caller]
pub fn check(story: &str, expected: Expect) {
    let mut shop = Shop::new();
    let mut told = String::new();
    for sentence in sentences(story) {
        told = shop.tell(sentence);
    }
    expected.assert_eq(&told);
}

pub fn sentences(story: &str) -> impl Iterator<Item = &str> {
    story.lines().map(str::trim).filter(|sentence| !sentence.is_empty())
}

fn name<T: TryFrom<String>>(text: &str) -> T
where
    T::Error: std::fmt::Debug,
{
    T::try_from(text.to_owned()).expect("a name")
}

fn word(text: &str) -> Word {
    Word::new(text).expect("a word")
}

impl Shop {
    pub fn new() -> Shop {
        let mut shop = Shop {
            state: Omnichannel::default(),
            now: START.parse().expect("a time"),
            position: 0,
            taken_out_of_zones: false,
        };
        let site = |site: &str, kind: &str, lat: f64| -> Site {
            let zones = serde_json::json!([{"zone": "floor", "kind": "sales_floor"}, {"zone": "counter", "kind": "pickup"}]);
            let zones = if kind == "store" { zones } else { serde_json::json!([]) };
            serde_json::from_value(serde_json::json!({
                "site": site, "name": site, "kind": kind, "timezone": "Europe/Berlin",
                "position": {"lat": lat, "lon": 13.0}, "zones": zones,
            }))
            .expect("a site")
        };
        shop.do_it(&Command::SetSites(vec![
            site("north", "store", 53.0),
            site("south", "store", 52.0),
            site("depot", "warehouse", 51.0),
        ]));
        let item = |item: &str| -> Item {
            serde_json::from_value(serde_json::json!({"item": item, "name": item})).expect("an item")
        };
        shop.do_it(&Command::SetItems(["jeans", "shirt", "socks", "belt"].map(item).to_vec()));
        shop.prices();
        shop
    }

    fn prices(&mut self) {
        let list: PriceListId = PriceListId::new("main").expect("a name");
        let currency: Currency = name("EUR");
        let set: PriceList =
            serde_json::from_value(serde_json::json!({"list": list, "currency": currency})).expect("a list");
        self.do_it(&Command::Price(PriceCommand::SetList(set)));
        let entry = |(item, price): (&str, i64)| -> PriceEntry {
            serde_json::from_value(serde_json::json!({"item": item, "unit_price": price})).expect("a price")
        };
        let prices = [("jeans", 5000), ("shirt", 1999), ("socks", 333), ("belt", 1500)].map(entry).to_vec();
        self.do_it(&Command::Price(PriceCommand::SetPrices(list, prices)));
    }

    pub fn do_it(&mut self, command: &Command) -> Vec<Event> {
        let events = self.state.decide(command, self.now).expect("it can be done");
        self.take_in(&events);
        events
    }

    pub fn take_in(&mut self, events: &[Event]) {
        self.position += 1;
        let stamp =
            Stamp { position: Position(self.position), origin: Position(self.position), at: self.now };
        for event in events {
            self.taken_out_of_zones |= !event.postings().is_empty();
            self.state.apply(event, stamp);
        }
        invariants::all(&self.state).expect("what must hold");
    }

    /// Does what a sentence says, and tells what the log says of it. Refusals are told too.
    pub fn tell(&mut self, sentence: &str) -> String {
        if let Some(minutes) = sentence.strip_prefix("later ") {
            return self.later(minutes.trim_end_matches(" min").parse().expect("minutes"));
        }
        if let Some(question) = sentence.strip_prefix("? ") {
            return self.answer(question);
        }
        let command = command(sentence);
        match self.state.decide(&command, self.now) {
            Ok(events) => {
                self.take_in(&events);
                in_words(&events)
            }
            Err(refusal) => format!("refused: {refusal}"),
        }
    }

    /// Lets time pass, one instant after the other, as the engine does.
    fn later(&mut self, minutes: i64) -> String {
        let until = self.now.plus_ms(minutes * 60_000);
        let mut told = Vec::new();
        while let Some(due) = self.state.next_due().filter(|due| *due <= until) {
            self.now = due;
            let events = self.state.tick(due);
            assert!(!events.is_empty(), "a timer that is due brings something about");
            self.take_in(&events);
            told.push(in_words(&events));
        }
        self.now = until;
        if told.is_empty() { "nothing".to_owned() } else { told.join("\n") }
    }

    fn answer(&self, question: &str) -> String {
        let words: Vec<&str> = question.split(' ').collect();
        match words[..] {
            ["order", order] => {
                let order = self.state.orders.get(&name_order(order)).expect("an order");
                let fulfilment = |f: &realtail_omnichannel::order::Fulfilment| {
                    let site = &self.state.catalogue.site(f.site).site;
                    let lines: Vec<String> = f
                        .lines
                        .iter()
                        .map(|l| format!("{}x{}", self.state.catalogue.item(l.item).item, l.units))
                        .collect();
                    format!("{} {} {} [{}]", f.number, site, f.state.as_str(), lines.join(" "))
                };
                let parts: Vec<String> = order.fulfilments.iter().map(fulfilment).collect();
                format!("{} {}: {}", order.state_word(), order.total(), parts.join(", "))
            }
            ["payment", payment] => {
                let payment =
                    self.state.payments.get(&PaymentId::new(payment).expect("a name")).expect("a payment");
                format!(
                    "{} {}/{}/{}",
                    payment.state(),
                    payment.authorised,
                    payment.captured,
                    payment.refunded
                )
            }
            ["stock", item, site] => {
                let item =
                    self.state.catalogue.item_no(&ItemId::new(item).expect("a name")).expect("an item");
                let site = self.state.catalogue.site_no(&SiteId::new(site).expect("a name")).expect("a site");
                let found = self.state.availability(item, site, None, self.now);
                let zones: Vec<String> = self.state.stock.cell(item, site).map_or(Vec::new(), |cell| {
                    let zone = |p: realtail_omnichannel::PlaceBalance| {
                        format!("{}:{}", p.zone.map_or("-".to_owned(), |z| z.to_string()), p.quantity)
                    };
                    self.state.stock.places(cell).into_iter().map(zone).collect()
                });
                format!(
                    "{} on hand, {} allocated, {} free, sure {:.2} {}",
                    found.on_hand,
                    found.allocated,
                    found.available,
                    found.confidence,
                    zones.join(" ")
                )
                .trim_end()
                .to_owned()
            }
            ["tasks", site] => {
                let site = self.state.catalogue.site_no(&SiteId::new(site).expect("a name")).expect("a site");
                let tasks: Vec<String> = self.state.orders.tasks(site).map(|task| task.name()).collect();
                tasks.join(" ")
            }
            _ => panic!("no such question: {question}"),
        }
    }
}

fn name_order(order: &str) -> OrderId {
    OrderId::new(order).expect("a name")
}

fn quantity(text: &str) -> Quantity {
    Quantity::try_from(text.parse::<i64>().expect("a number")).expect("a quantity")
}

/// `1x2 2x1`: line and quantity.
fn line_quantities(words: &[&str]) -> Option<Vec<LineQuantity>> {
    let line = |word: &&str| {
        let (line, units) = word.split_once('x').expect("LINExQUANTITY");
        LineQuantity { line: line.parse().expect("a line"), quantity: quantity(units) }
    };
    (!words.is_empty()).then(|| words.iter().map(line).collect())
}

fn command(sentence: &str) -> Command {
    let words: Vec<&str> = sentence.split(' ').collect();
    let order = |at: usize| name_order(words[at]);
    let number = |at: usize| words[at].parse::<u16>().expect("a number");
    let by = || word("anna");
    match words[..] {
        ["stock", item, site, units] => stock(item, site, None, units),
        ["stock", item, site, zone, units] => stock(item, site, Some(zone), units),
        ["sold", item, site, units] => sold(item, site, units),
        ["hold", hold, site, ref lines @ ..] => place_hold(hold, site, lines),
        ["order", ..] => Command::PlaceOrder(Box::new(place(&words))),
        ["answer", payment, ask, ref answer @ ..] => Command::AnswerPayment(AnswerPayment {
            payment: PaymentId::new(payment).expect("a name"),
            ask: ask.parse().expect("a number"),
            answer: provider_answer(answer),
        }),
        ["claim", ..] => {
            Command::Order(OrderCommand::Claim(Claim { order: order(1), fulfilment: number(2), by: by() }))
        }
        ["pick", _, _, ref lines @ ..] => {
            let lines = (!lines.is_empty()).then(|| lines.iter().map(|line| found(line)).collect());
            Command::Order(OrderCommand::Pick(Pick {
                order: order(1),
                fulfilment: number(2),
                by: by(),
                lines,
            }))
        }
        ["stage", ..] => {
            let place = Label::new(words[3]).expect("a place");
            Command::Order(OrderCommand::Stage(Stage {
                order: order(1),
                fulfilment: number(2),
                by: by(),
                place,
            }))
        }
        ["arrive", ..] => Command::Order(OrderCommand::Arrive(Arrive {
            order: order(1),
            fulfilment: number(2),
            bay: words.get(3).map(|bay| word(bay)),
        })),
        ["hand", ..] => Command::Order(OrderCommand::HandOver(HandOver {
            order: order(1),
            fulfilment: number(2),
            by: by(),
            code: words.get(3).map(|code| word(code)),
            name: None,
        })),
        ["ship", ..] => Command::Order(OrderCommand::Ship(Ship {
            order: order(1),
            fulfilment: number(2),
            by: by(),
            carrier: word("post"),
            tracking: None,
        })),
        ["deliver", ..] => Command::Order(OrderCommand::Deliver(order(1), number(2))),
        ["reject", _, _, reason, ref lines @ ..] => Command::Order(OrderCommand::Reject(Reject {
            order: order(1),
            fulfilment: number(2),
            by: by(),
            reason: word(reason),
            lines: line_quantities(lines),
        })),
        ["cancel", _, ref lines @ ..] => Command::Order(OrderCommand::Cancel(CancelLines {
            order: order(1),
            lines: line_quantities(lines),
            reason: word("changed_mind"),
            by: by(),
        })),
        ["back", ..] => Command::Order(OrderCommand::PutBack(order(1), number(2), by())),
        ["route", ..] => Command::Order(OrderCommand::Route(order(1), number(2))),
        ["refund", _, amount] => Command::Order(OrderCommand::Refund(RefundOrder {
            order: order(1),
            amount: amount.parse().expect("an amount"),
            reason: word("late"),
            by: by(),
        })),
        ["reroute-unclaimed"] => Command::Order(OrderCommand::SetLimits(realtail_vocabulary::OrderLimits {
            reroute_unclaimed: true,
            ..Default::default()
        })),
        ["settings", ..] => {
            let settings = serde_json::from_str(sentence.trim().trim_start_matches("settings"));
            Command::SetRouting(SetRouting::Site(Box::new(settings.expect("settings"))))
        }
        ["void", hold] => Command::Void(HoldId::new(hold).expect("a name")),
        _ => panic!("no such sentence: {sentence}"),
    }
}

fn stock(item: &str, site: &str, zone: Option<&str>, units: &str) -> Command {
    let to = Account::Site {
        site: SiteId::new(site).expect("a name"),
        zone: zone.map(|zone| realtail_kernel::ZoneId::new(zone).expect("a name")),
        condition: Default::default(),
    };
    let movement = Movement {
        item: ItemId::new(item).expect("a name"),
        quantity: quantity(units),
        from: Outside::Supplier.into(),
        to,
        reason: Reason::Receipt,
        reference: None,
        lot: None,
        expires_at: None,
        occurred_at: None,
    };
    Command::Move(vec![movement])
}

fn sold(item: &str, site: &str, units: &str) -> Command {
    let sale = serde_json::json!({
        "sale": format!("receipt-{item}-{site}-{units}"), "site": site, "sold_at": START,
        "lines": [{"item": item, "quantity": units.parse::<i64>().expect("a number"), "unit_price": 1}],
    });
    Command::Sell(serde_json::from_value(sale).expect("a sale"))
}

fn place_hold(hold: &str, site: &str, lines: &[&str]) -> Command {
    let line = |word: &&str| {
        let (item, units) = word.split_once('x').expect("ITEMxQUANTITY");
        let place = HoldPlace::Site(SiteId::new(site).expect("a name"));
        HoldLine { item: ItemId::new(item).expect("a name"), quantity: quantity(units), place }
    };
    Command::Place(PlaceHold {
        hold: HoldId::new(hold).expect("a name"),
        owner: OwnerId::new("basket").expect("a name"),
        channel: Channel::new("web").expect("a name"),
        expires_in_ms: 600_000,
        lines: lines.iter().map(line).collect(),
    })
}

/// `order NUMBER pickup SITE jeansx2 shirtx1 pay test` and the like; `jeans|shirtx2` is a line with a substitute;
/// `by TIME` says what the shopper was promised; `with HOLD` uses a hold; `pay test 1000 cash` splits.
fn place(words: &[&str]) -> PlaceOrder {
    let pay = words.iter().position(|word| *word == "pay").expect("every order is paid");
    let (what, tenders) = (&words[2..pay], &words[pay + 1..]);
    let (promised_at, what) = match what {
        ["by", at, rest @ ..] => (Some(at.parse::<Instant>().expect("a time")), rest),
        _ => (None, what),
    };
    let (hold, what) = match what {
        ["with", hold, rest @ ..] => (Some(HoldId::new(hold).expect("a name")), rest),
        _ => (None, what),
    };
    let delivery = match what[0] {
        "ship" => {
            serde_json::json!({"method": "ship", "to": {"country": "DE", "position": {"lat": 52.1, "lon": 13.0}}})
        }
        "pickup" => serde_json::json!({"method": "pickup", "site": what[1]}),
        "carry" => serde_json::json!({"method": "carry_out", "site": what[1]}),
        other => panic!("no such method: {other}"),
    };
    let lines = &what[if what[0] == "ship" { 1 } else { 2 }..];
    let line = |(line, word): (u16, &&str)| {
        let (items, units) = word.rsplit_once('x').expect("ITEMxQUANTITY");
        let mut items = items.split('|').map(|item| ItemId::new(item).expect("a name"));
        PlacedLine {
            line,
            item: items.next().expect("an item"),
            quantity: quantity(units),
            delivery: None,
            substitutes: items.collect(),
        }
    };
    let mut asked: Vec<TenderAsked> = Vec::new();
    for text in tenders {
        match text.parse::<i64>() {
            Ok(amount) => asked.last_mut().expect("a tender before its amount").amount = Some(amount),
            Err(_) => asked.push(TenderAsked {
                means: word(text),
                token: None,
                sealed_token: None,
                purse: None,
                amount: None,
            }),
        }
    }
    PlaceOrder {
        order: name_order(words[1]),
        channel: Channel::new("web").expect("a name"),
        customer: None,
        hold,
        delivery: serde_json::from_value::<Delivery>(delivery).expect("a delivery"),
        promised_at,
        lines: (1..).zip(lines).map(line).collect(),
        coupons: Vec::new(),
        currency: None,
        carriage: 0,
        tenders: asked,
        contact: None,
        pickup_code: (what[0] == "pickup").then(|| word("ABCD-2345")),
    }
}

fn provider_answer(words: &[&str]) -> ProviderAnswer {
    match words {
        ["done", amount] => {
            ProviderAnswer::Done { reference: word("pi_1"), amount: amount.parse().expect("an amount") }
        }
        ["declined", code] => ProviderAnswer::Declined { code: word(code), detail: None },
        ["unsure"] => ProviderAnswer::Unsure { problem: word("no answer within 10 s") },
        other => panic!("no such answer: {other:?}"),
    }
}

/// `1=2` or `1=2belt`: line, what was found, what was taken instead.
fn found(text: &str) -> Found {
    let (line, found) = text.split_once('=').expect("LINE=FOUND");
    let split = found.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(found.len());
    let (picked, substitute) = found.split_at(split);
    Found {
        line: line.parse().expect("a line"),
        picked: picked.parse().expect("a number"),
        substitute: (!substitute.is_empty()).then(|| ItemId::new(substitute).expect("a name")),
    }
}

pub fn in_words(events: &[Event]) -> String {
    if events.is_empty() {
        return "nothing new".to_owned();
    }
    events.iter().map(event_in_words).collect::<Vec<_>>().join("; ")
}

fn posted(lines: &[PostedLine]) -> String {
    let line = |l: &PostedLine| format!("{}x{}@{}", l.item, l.quantity, l.site);
    lines.iter().map(line).collect::<Vec<_>>().join(" ")
}

fn lines(lines: &[LineQuantity]) -> String {
    lines.iter().map(|l| format!("{}x{}", l.line, l.quantity)).collect::<Vec<_>>().join(" ")
}

fn planned(plans: &[PlannedFulfilment]) -> String {
    let plan = |plan: &PlannedFulfilment| {
        let parked = plan.parked.as_ref().map_or(String::new(), |queue| format!(" parked in {queue}"));
        format!("{} {} [{}]{parked}", plan.fulfilment, plan.site, lines(&plan.lines))
    };
    plans.iter().map(plan).collect::<Vec<_>>().join(", ")
}

fn event_in_words(event: &Event) -> String {
    match event {
        Event::Hold(event) => match event {
            HoldEvent::Placed { hold, lines, .. } => {
                let line = |l: &HoldLine| match &l.place {
                    HoldPlace::Site(site) => format!("{}x{}@{site}", l.item, l.quantity),
                    HoldPlace::Region(region) => format!("{}x{}@{region}", l.item, l.quantity),
                };
                format!("hold {hold}: {}", lines.iter().map(line).collect::<Vec<_>>().join(" "))
            }
            HoldEvent::Posted { lines, .. } => format!("allocated {}", posted(lines)),
            HoldEvent::Reassigned { released, promised, .. } => {
                format!("reassigned -[{}] +[{}]", posted(released), posted(promised))
            }
            HoldEvent::PartlyFulfilled { lines, .. } => format!("left {}", posted(lines)),
            HoldEvent::Drawn { .. } => format!("drawn {}", event.hold()),
            HoldEvent::Voided { hold, .. } => format!("void {hold}"),
            HoldEvent::Expired { hold } => format!("expired {hold}"),
            HoldEvent::Extended { hold, .. } => format!("extended {hold}"),
            HoldEvent::Fulfilled { .. } | HoldEvent::Released { .. } => event.hold().to_string(),
        },
        Event::Payment(event) => match event {
            PaymentEvent::Asked(ask) => {
                format!("ask {}/{} {} {}", ask.payment, ask.ask, ask.operation.as_str(), ask.amount)
            }
            PaymentEvent::Answered { payment, ask, .. } => format!("answered {payment}/{ask}"),
            PaymentEvent::Settled { payment, operation, amount, .. } => {
                format!("{} {} {amount}", payment, operation.as_str())
            }
        },
        Event::Order(event) => order_in_words(event),
        Event::Stock(_) => "moved".to_owned(),
        _ => event.kind().to_owned(),
    }
}

fn order_in_words(event: &OrderEvent) -> String {
    match event {
        OrderEvent::Placed(placed) => format!("placed {} for {}", placed.order, placed.price.total),
        OrderEvent::Confirmed { order, fulfilments, .. } => {
            format!("confirmed {order}: {}", planned(fulfilments))
        }
        OrderEvent::Refused { order, why } => format!("no order {order}: {why:?}"),
        OrderEvent::Claimed { fulfilment, by, .. } => format!("{by} picks {fulfilment}"),
        OrderEvent::Picked { fulfilment, lines, .. } => {
            let line = |l: &realtail_vocabulary::PickedLine| {
                let instead = l.substitute.as_ref().map_or(String::new(), |item| format!(" as {item}"));
                format!("{}: {} of {}{instead}", l.line, l.picked, l.asked)
            };
            format!("picked {fulfilment} [{}]", lines.iter().map(line).collect::<Vec<_>>().join(", "))
        }
        OrderEvent::Staged { fulfilment, place, .. } => format!("{fulfilment} lies at {place}"),
        OrderEvent::Arrived { fulfilment, .. } => format!("shopper of {fulfilment} is here"),
        OrderEvent::HandedOver { fulfilment, proof, .. } => format!("handed over {fulfilment} by {proof:?}"),
        OrderEvent::Shipped { fulfilment, carrier, .. } => format!("shipped {fulfilment} with {carrier}"),
        OrderEvent::Delivered { fulfilment, .. } => format!("delivered {fulfilment}"),
        OrderEvent::Rejected { fulfilment, reason, lines: rejected, .. } => {
            format!("rejected {fulfilment} [{}]: {reason}", lines(rejected))
        }
        OrderEvent::Rerouted { fulfilments, .. } => format!("rerouted: {}", planned(fulfilments)),
        OrderEvent::Cancelled { lines: cancelled, amount, .. } => {
            format!("cancelled [{}] worth {amount}", lines(cancelled))
        }
        OrderEvent::PutBack { fulfilment, .. } => format!("put back {fulfilment}"),
        OrderEvent::Late { fulfilment, clock, .. } => format!("late {fulfilment}: {clock:?}"),
        OrderEvent::Uncollected { fulfilment, .. } => format!("uncollected {fulfilment}"),
        OrderEvent::Completed { order } => format!("done {order}"),
        OrderEvent::Refunded { amount, .. } => format!("gave back {amount}"),
        OrderEvent::LimitsSet(_) => "limits".to_owned(),
    }
}
