//! The one place where tests touch the API: a small language for what happens in shops.
//!
//! A case reads `given | when`. Sentences are parted by `;`, and what is given must be accepted.
//! ```text
//! site S1 floor:sales_floor back:backroom     item A gtin 4006381333931 in Dairy      item F unstocked
//! region R S1 S2                              rule N item A site S1 channel web safety 2 buffer 1 sell no
//! receipt A 10 S1 lot L expires 30s           move A 5 S1/back -> S2!damaged transfer & B 1 S1 -> #D1 ship
//! count S1/floor A 5 B 3                      sell S1 A 5 B 3
//! dispatch D1 S1 -> S2 A 5 order PO due 60s   receive D1 S2 A 3!damaged more          expect PO S1 A 10 60s
//! hold h1 anna web 60s A 4@S1 B 1@R           post h1 A 2@S1 as allocation            void h1   extend h1 60s
//! fulfil h1   release h1   tick   restart     at 30s, at 30s-1us
//! available A@S1 web   carry A@S1 web   incoming A@S1   places A@S1   state h1   explain A@S1 web
//! ```

use realtail_kernel::{Instant, ItemId, Machine, Position, Quantity, Stamp};
use realtail_omnichannel::{
    Command, Extend, Frozen, Omnichannel, PlaceHold, PlaceWithin, PostHold, PostLine, invariants,
};
use realtail_vocabulary::{
    Account, CatalogueEvent, Condition, CountLine, CountMethod, Dispatch, Event, ExpectedLine, HoldEvent,
    HoldLine, HoldPlace, Item, Movement, Outside, PostAs, Posting, Reason, Receipt, Sale, SaleLine,
    ShipmentLine, Site, StockCount, StockEvent, StockRule, SupplyEvent, SupplyOrder, VoidReason,
};

/// Runs the case and compares what it says last.
#[track_caller]
pub fn check(case: &str, expected: expect_test::Expect) {
    let (given, when) = case.split_once('|').expect("a case reads `given | when`");
    let mut shop = Shop::default();
    shop.given(given);
    expected.assert_eq(&shop.say_all(when).join("\n"));
}

/// The pillar with a clock and a log.
#[derive(Clone, Default)]
pub struct Shop {
    pub state: Omnichannel,
    pub now: Instant,
    pub log: Vec<(Vec<Event>, Stamp)>,
}

impl Shop {
    /// Sentences that must be accepted.
    #[track_caller]
    pub fn given(&mut self, sentences: &str) {
        for (sentence, answer) in sentences.split(';').zip(self.say_all(sentences)) {
            assert!(!answer.starts_with("refused"), "{}: {answer}", sentence.trim());
        }
    }

    #[track_caller]
    pub fn say_all(&mut self, sentences: &str) -> Vec<String> {
        sentences.split(';').map(|sentence| self.say(sentence.trim())).collect()
    }

    /// Carries out one sentence and tells what came of it.
    #[track_caller]
    pub fn say(&mut self, sentence: &str) -> String {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        match words[..] {
            [] => String::new(),
            ["at", time] => {
                self.now = instant(time);
                String::new()
            }
            ["tick"] => {
                let events = self.state.tick(self.now);
                self.take_in(events)
            }
            ["restart"] => {
                let restarted = restart(&self.state);
                assert!(restarted == self.state, "a restart changes nothing");
                self.state = restarted;
                String::new()
            }
            ["available" | "carry" | "incoming" | "places" | "state" | "explain", ..] => self.read(&words),
            _ => {
                let command = command(&self.state, sentence);
                self.run(&command)
            }
        }
    }

    /// Decides, and takes in what was decided.
    #[track_caller]
    pub fn run(&mut self, command: &Command) -> String {
        match self.state.decide(command, self.now) {
            Ok(events) => self.take_in(events),
            Err(refusal) => format!("refused: {refusal}"),
        }
    }

    #[track_caller]
    fn take_in(&mut self, events: Vec<Event>) -> String {
        let stamp = Stamp {
            position: Position(self.log.len() as u64 + 1),
            origin: Position(self.log.len() as u64 + 1),
            at: self.now,
        };
        let bytes = rmp_serde::to_vec_named(&events).expect("events can be written");
        let read: Vec<Event> = rmp_serde::from_slice(&bytes).expect("events can be read");
        assert_eq!(read, events, "events come back from the log as they went in");
        for event in &events {
            self.state.apply(event, stamp);
        }
        let told: Vec<String> = events.iter().map(event_in_words).collect();
        self.log.push((events, stamp));
        invariants::all(&self.state).expect("all invariants hold");
        if told.is_empty() { "nothing new".to_owned() } else { told.join("; ") }
    }

    fn read(&self, words: &[&str]) -> String {
        let catalogue = &self.state.catalogue;
        if words[0] == "state" {
            return match self.state.holds.get(&id(words[1])) {
                Ok(hold) => format!("{} until {}", hold.state.as_str(), time(hold.expires_at)),
                Err(refusal) => refusal.to_string(),
            };
        }
        let (item, place) = words[1].split_once('@').expect("item@site");
        let item = catalogue.item_no(&id(item)).expect("an item");
        let channel = words.get(2).map(|c| id(c));
        if let Ok(region) = catalogue.region_no(&id(place)) {
            let room = self.state.available_in_region(item, region, channel.as_ref(), self.now);
            return format!("{room} available");
        }
        let site = catalogue.site_no(&id(place)).expect("a site");
        match words[0] {
            "available" => {
                let a = self.state.availability(item, site, channel.as_ref(), self.now);
                let mut text = format!("{} on hand", a.on_hand);
                for (units, what) in
                    [(a.held, "held"), (a.allocated, "allocated"), (a.safety_stock, "kept back")]
                {
                    if units != 0 {
                        text += &format!(", {units} {what}");
                    }
                }
                text + &format!(", {} available", a.available)
            }
            "carry" => {
                let a = self.state.availability(item, site, channel.as_ref(), self.now);
                format!("{} of {} can be carried out", a.carry_out, a.available)
            }
            "incoming" => {
                let due = |at: Option<Instant>| at.map_or("some day".to_owned(), time);
                let found = self.state.incoming(item, site);
                let told: Vec<String> = found
                    .iter()
                    .map(|i| format!("{} {} from {}", i.quantity, due(i.expected_at), i.source))
                    .collect();
                if told.is_empty() { "nothing".to_owned() } else { told.join(", ") }
            }
            "places" => {
                let Some(cell) = self.state.stock.cell(item, site) else { return "nothing".to_owned() };
                let one = |p: &realtail_omnichannel::PlaceBalance| {
                    let zone = p.zone.as_ref().map_or("loose", |z| z.as_str());
                    format!("{zone}{} {}", condition(p.condition), p.quantity)
                };
                self.state.stock.places(cell).iter().map(one).collect::<Vec<_>>().join(", ")
            }
            "explain" => {
                let e = self.state.explain(item, site, channel.as_ref());
                let one = |name: &str, s: Option<(String, String)>| {
                    s.map(|(v, rule)| format!("{name} {v} by {rule}"))
                };
                let own =
                    |s: realtail_omnichannel::Setting<u32>| s.map(|(v, n)| (v.to_string(), n.to_string()));
                let sell = e.may_sell.map(|(v, n)| (v.to_string(), n.to_string()));
                [one("safety", own(e.safety_stock)), one("buffer", own(e.channel_buffer)), one("sell", sell)]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            other => panic!("no such reading: {other}"),
        }
    }
}

/// The state after it went to disk and came back.
pub fn restart(state: &Omnichannel) -> Omnichannel {
    let bytes = rmp_serde::to_vec_named(&state.freeze()).expect("a state can be written");
    let frozen: Frozen = rmp_serde::from_slice(&bytes).expect("a state can be read");
    Omnichannel::thaw(frozen)
}

pub fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect(text)
}

pub fn quantity(units: i64) -> Quantity {
    Quantity::try_from(units).expect("a quantity")
}

/// `30s`, `500ms`, `2d`, `30s-1us`.
fn instant(text: &str) -> Instant {
    Instant::from_micros(micros(text))
}

fn micros(text: &str) -> i64 {
    if let Some((long, short)) = text.split_once('-') {
        return micros(long) - micros(short);
    }
    let digits = text.trim_end_matches(char::is_alphabetic);
    let unit = match &text[digits.len()..] {
        "us" => 1,
        "ms" => 1_000,
        "s" => 1_000_000,
        "d" => 86_400_000_000,
        other => panic!("no such unit of time: {other:?} in {text}"),
    };
    digits.parse::<i64>().expect(text) * unit
}

fn time(at: Instant) -> String {
    match at.micros() {
        us if us % 1_000_000 == 0 => format!("{}s", us / 1_000_000),
        us => format!("{us}us"),
    }
}

fn account(text: &str) -> Account {
    let outside = |outside| Account::Outside { outside };
    match text {
        "supplier" => outside(Outside::Supplier),
        "customer" => outside(Outside::Customer),
        "waste" => outside(Outside::Waste),
        "shrink" => outside(Outside::Shrink),
        _ if text.starts_with('#') => Account::Shipment { shipment: id(&text[1..]) },
        _ => {
            let (place, condition) = text.split_once('!').unwrap_or((text, "sellable"));
            let (site, zone) =
                place.split_once('/').map_or((place, None), |(site, zone)| (site, Some(id(zone))));
            Account::Site { site: id(site), zone, condition: word(condition) }
        }
    }
}

/// A word of the contract, read as JSON reads it.
fn word<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).expect(text)
}

/// What stands behind a word such as `lot`.
fn after<'a>(words: &[&'a str], key: &str) -> Option<&'a str> {
    let at = words.iter().position(|w| *w == key)?;
    words.get(at + 1).copied()
}

/// Pairs of item and amount, until a word of the language comes.
fn pairs<'a>(words: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let end = |w: &&str| ["order", "due", "more", "as", "lot", "expires"].contains(w);
    let until = words.iter().position(end).unwrap_or(words.len());
    words[..until].chunks(2).map(|pair| (pair[0], pair[1])).collect()
}

fn units(text: &str) -> Quantity {
    quantity(text.parse().expect(text))
}

fn command(state: &Omnichannel, sentence: &str) -> Command {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let rest = &words[1..];
    match words[0] {
        "site" | "item" | "region" | "rule" | "unrule" => catalogue_command(words[0], rest),
        "receipt" | "move" | "count" | "sell" | "lease-sold" => stock_command(words[0], rest),
        "dispatch" | "receive" | "expect" => supply_command(words[0], rest),
        "hold" => Command::Place(hold(state, rest)),
        "hold-of-2" => Command::PlaceWithin(PlaceWithin { place: hold(state, rest), open_max: 2 }),
        "post" => Command::Post(PostHold {
            hold: id(rest[0]),
            lines: Some(pairs(&rest[1..]).into_iter().map(post_line).collect::<Vec<_>>())
                .filter(|l| !l.is_empty()),
            post_as: after(rest, "as").map_or(PostAs::Sale, word),
        }),
        "void" => Command::Void(id(rest[0])),
        "extend" => Command::Extend(Extend { hold: id(rest[0]), expires_in_ms: micros(rest[1]) / 1000 }),
        "fulfil" => Command::Fulfil(id(rest[0])),
        "release" => Command::Release(id(rest[0])),
        other => panic!("no such sentence: {other}"),
    }
}

fn catalogue_command(verb: &str, rest: &[&str]) -> Command {
    match verb {
        "site" => {
            let zone = |pair: &&str| {
                let (zone, kind) = pair.split_once(':').expect("zone:kind");
                realtail_vocabulary::Zone { zone: id(zone), kind: word(kind) }
            };
            Command::SetSites(vec![Site {
                site: id(rest[0]),
                name: id(rest[0]),
                kind: word("store"),
                timezone: id("Europe/Berlin"),
                gln: None,
                position: None,
                zones: rest[1..].iter().map(zone).collect(),
                serves: None,
                address: None,
                daily_order_capacity: None,
            }])
        }
        "item" => Command::SetItems(vec![Item {
            item: id(rest[0]),
            name: id(rest[0]),
            gtin: after(rest, "gtin").map(id),
            brand: None,
            categories: after(rest, "in").into_iter().flat_map(|c| c.split(',')).map(id).collect(),
            unit: Default::default(),
            stocked: !rest.contains(&"unstocked"),
            attributes: Default::default(),
        }]),
        "region" => Command::SetRegion(id(rest[0]), rest[1..].iter().map(|s| id(s)).collect()),
        "unrule" => Command::RemoveRule(id(rest[0])),
        _ => Command::SetRule(StockRule {
            name: id(rest[0]),
            item: after(rest, "item").map(id),
            category: after(rest, "category").map(id),
            site: after(rest, "site").map(id),
            channel: after(rest, "channel").map(id),
            safety_stock: after(rest, "safety").map(|n| n.parse().expect(n)),
            channel_buffer: after(rest, "buffer").map(|n| n.parse().expect(n)),
            may_sell: after(rest, "sell").map(|w| w == "yes"),
        }),
    }
}

fn stock_command(verb: &str, rest: &[&str]) -> Command {
    match verb {
        "receipt" => {
            let sentence =
                format!("{} {} supplier -> {} receipt {}", rest[0], rest[1], rest[2], rest[3..].join(" "));
            Command::Move(vec![movement(&sentence)])
        }
        "move" => Command::Move(rest.join(" ").split('&').map(movement).collect()),
        "count" => {
            let Account::Site { site, zone, .. } = account(rest[0]) else { panic!("count a site") };
            let line = |(item, n): (&str, &str)| CountLine { item: id(item), counted: n.parse().expect(n) };
            Command::Count(StockCount {
                site,
                zone,
                lines: pairs(&rest[1..]).into_iter().map(line).collect(),
                counted_at: None,
                method: CountMethod::Manual,
            })
        }
        "lease-sold" => {
            let sold = sale(rest[0], &pairs(&rest[3..]));
            Command::Sell(Sale { till: Some(id(rest[1])), hold: Some(id(rest[2])), ..sold })
        }
        _ => Command::Sell(sale(rest[0], &pairs(&rest[1..]))),
    }
}

pub fn sale(site: &str, lines: &[(&str, &str)]) -> Sale {
    let line = |(item, n): &(&str, &str)| SaleLine {
        item: id(item),
        quantity: units(n),
        unit_price: realtail_vocabulary::Amount::Minor(100),
        discount: None,
    };
    Sale {
        sale: id("sale"),
        site: id(site),
        till: None,
        sold_at: Instant::EPOCH,
        customer: None,
        lines: lines.iter().map(line).collect(),
        tenders: Vec::new(),
        hold: None,
    }
}

fn movement(sentence: &str) -> Movement {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    Movement {
        item: id(words[0]),
        quantity: units(words[1]),
        from: account(words[2]),
        to: account(words[4]),
        reason: word::<Reason>(words[5]),
        reference: after(&words, "ref").map(id),
        lot: after(&words, "lot").map(id),
        expires_at: after(&words, "expires").map(instant),
        occurred_at: after(&words, "happened").map(instant),
    }
}

fn supply_command(verb: &str, rest: &[&str]) -> Command {
    let line = |words: &[&str], (item, amount): (&str, &str)| {
        let (n, condition) = amount.split_once('!').unwrap_or((amount, "sellable"));
        ShipmentLine {
            item: id(item),
            quantity: units(n),
            lot: after(words, "lot").map(id),
            expires_at: after(words, "expires").map(instant),
            condition: word::<Condition>(condition),
        }
    };
    match verb {
        "dispatch" => Command::Dispatch(Dispatch {
            shipment: id(rest[0]),
            from: Some(rest[1]).filter(|from| *from != "supplier").map(id),
            to: id(rest[3]),
            lines: pairs(&rest[4..]).into_iter().map(|pair| line(rest, pair)).collect(),
            expected_at: after(rest, "due").map(instant),
            order: after(rest, "order").map(id),
        }),
        "receive" => {
            let all = rest.get(2).is_none_or(|w| *w == "more");
            let lines = pairs(&rest[2..]).into_iter().filter(|(item, _)| *item != "nothing");
            Command::Receive(Receipt {
                shipment: id(rest[0]),
                site: id(rest[1]),
                lines: (!all).then(|| lines.map(|pair| line(rest, pair)).collect()),
                more_to_come: rest.contains(&"more"),
                received_at: None,
            })
        }
        _ => {
            let line = |w: &[&str]| ExpectedLine {
                item: id(w[0]),
                quantity: units(w[1]),
                expected_at: instant(w[2]),
            };
            Command::Expect(SupplyOrder {
                order: id(rest[0]),
                supplier: None,
                site: id(rest[1]),
                lines: rest[2..].chunks(3).map(line).collect(),
            })
        }
    }
}

/// `h anna web 60s A 4@S1`
fn hold(state: &Omnichannel, rest: &[&str]) -> PlaceHold {
    let line = |(item, amount): (&str, &str)| {
        let (n, place) = amount.split_once('@').expect("units@place");
        hold_line(state, item, n.parse().expect(n), place)
    };
    PlaceHold {
        hold: id(rest[0]),
        owner: id(rest[1]),
        channel: id(rest[2]),
        expires_in_ms: micros(rest[3]) / 1000,
        lines: pairs(&rest[4..]).into_iter().map(line).collect(),
    }
}

pub fn hold_line(state: &Omnichannel, item: &str, n: i64, place: &str) -> HoldLine {
    let place = match state.catalogue.region_no(&id(place)) {
        Ok(_) => HoldPlace::Region(id(place)),
        Err(_) => HoldPlace::Site(id(place)),
    };
    HoldLine { item: id::<ItemId>(item), quantity: quantity(n), place }
}

fn post_line((item, amount): (&str, &str)) -> PostLine {
    let (n, site) = amount.split_once('@').map_or((amount, None), |(n, site)| (n, Some(id(site))));
    PostLine { item: id(item), quantity: units(n), site }
}

fn condition(condition: Condition) -> String {
    let name = serde_json::to_value(condition).expect("a condition");
    if condition.is_sellable() { String::new() } else { format!("!{}", name.as_str().expect("a word")) }
}

fn account_in_words(account: &Account) -> String {
    match account {
        Account::Site { site, zone, condition: c } => {
            let zone = zone.as_ref().map(|z| format!("/{z}")).unwrap_or_default();
            format!("{site}{zone}{}", condition(*c))
        }
        Account::Shipment { shipment } => format!("#{shipment}"),
        Account::Outside { outside } => format!("{outside:?}").to_lowercase(),
    }
}

fn postings_in_words(postings: &[Posting]) -> String {
    let one = |p: &Posting| {
        let lot = p.lot.as_ref().map(|l| format!(" lot {l}")).unwrap_or_default();
        let expires = p.expires_at.map(|e| format!(" expires {}", time(e))).unwrap_or_default();
        format!(
            "{} {} {} -> {}{lot}{expires}",
            p.item,
            p.quantity,
            account_in_words(&p.from),
            account_in_words(&p.to)
        )
    };
    postings.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn event_in_words(event: &Event) -> String {
    match event {
        Event::Catalogue(CatalogueEvent::RuleRemoved { name }) => format!("rule {name} removed"),
        Event::Catalogue(_) | Event::Routing(_) => "set".to_owned(),
        Event::Stock(event) => stock_in_words(event),
        Event::Supply(event) => supply_in_words(event),
        Event::Hold(event) => hold_in_words(event),
        other => panic!("the pillar decides no {other:?}"),
    }
}

fn stock_in_words(event: &StockEvent) -> String {
    match event {
        StockEvent::Moved { reason, postings, .. } => {
            format!("{}: {}", format!("{reason:?}").to_lowercase(), postings_in_words(postings))
        }
        StockEvent::Counted { lines, postings, .. } => {
            let lines: Vec<String> =
                lines.iter().map(|l| format!("{} {} (book {})", l.item, l.counted, l.book)).collect();
            format!("counted {}: {}", lines.join(", "), postings_in_words(postings))
        }
        StockEvent::Sold { lines, postings, oversold, .. } => {
            let mut text = format!("sold {} lines: {}", lines.len(), postings_in_words(postings));
            for o in oversold {
                text += &format!(", {} below zero by {}", o.item, o.units);
            }
            text
        }
    }
}

fn supply_in_words(event: &SupplyEvent) -> String {
    match event {
        SupplyEvent::OrderSet(order) => {
            let lines: Vec<String> = order
                .lines
                .iter()
                .map(|l| format!("{} {} {}", l.item, l.quantity, time(l.expected_at)))
                .collect();
            format!(
                "order {}: {}",
                order.order,
                if lines.is_empty() { "closed".to_owned() } else { lines.join(", ") }
            )
        }
        SupplyEvent::Dispatched { shipment, postings, .. } => {
            format!("dispatched {shipment}: {}", postings_in_words(postings))
        }
        SupplyEvent::Received { differences, closed, postings, .. } => {
            let mut text = format!("received: {}", postings_in_words(postings));
            for d in differences {
                text += &format!(", {} of {} {}", d.received, d.expected, d.item);
            }
            text + if *closed { ", done" } else { ", more to come" }
        }
    }
}

fn hold_in_words(event: &HoldEvent) -> String {
    match event {
        HoldEvent::Placed { hold, expires_at, lines, .. } => {
            let one = |l: &HoldLine| match &l.place {
                HoldPlace::Site(site) => format!("{} {}@{site}", l.item, l.quantity),
                HoldPlace::Region(region) => format!("{} {}@{region}", l.item, l.quantity),
            };
            let lines: Vec<String> = lines.iter().map(one).collect();
            format!("held {hold} until {}: {}", time(*expires_at), lines.join(", "))
        }
        HoldEvent::Posted { hold, post_as, lines, postings } => {
            let lines: Vec<String> =
                lines.iter().map(|l| format!("{} {}@{}", l.item, l.quantity, l.site)).collect();
            match post_as {
                PostAs::Sale => format!("sold {hold}: {}", postings_in_words(postings)),
                PostAs::Allocation => format!("allocated {hold}: {}", lines.join(", ")),
            }
        }
        HoldEvent::Voided { hold, reason: VoidReason::Asked } => format!("voided {hold}"),
        HoldEvent::Voided { hold, reason: VoidReason::SupersededBy(by) } => format!("voided {hold} for {by}"),
        HoldEvent::Drawn { hold, lines } => {
            let lines: Vec<String> =
                lines.iter().map(|l| format!("{} {}@{}", l.item, l.quantity, l.site)).collect();
            format!("drawn {hold}: {}", lines.join(", "))
        }
        HoldEvent::Extended { hold, expires_at } => format!("extended {hold} until {}", time(*expires_at)),
        HoldEvent::Expired { hold } => format!("expired {hold}"),
        HoldEvent::Fulfilled { hold, postings } => {
            format!("fulfilled {hold}: {}", postings_in_words(postings))
        }
        HoldEvent::Released { hold } => format!("released {hold}"),
        HoldEvent::PartlyFulfilled { hold, postings, .. } => {
            format!("partly fulfilled {hold}: {}", postings_in_words(postings))
        }
        HoldEvent::Reassigned { hold, .. } => format!("reassigned {hold}"),
    }
}

impl Shop {
    /// One sentence without checking everything after it, for long stories.
    pub fn quietly(&mut self, sentence: &str) {
        let command = command(&self.state, sentence);
        let stamp = Stamp { position: Position(1), origin: Position(1), at: self.now };
        for event in self.state.decide(&command, self.now).expect(sentence) {
            self.state.apply(&event, stamp);
        }
    }
}
