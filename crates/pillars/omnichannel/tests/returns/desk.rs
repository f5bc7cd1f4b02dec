//! The words in which goods come back; the only test code that knows the interface.
//!
//! ```text
//! sale s1 north of anna jeansx2 socksx3-99 pay cash 8000 card       a receipt, whose last tender takes the rest
//! return r1 of o1 at south 1x2 jeansx1:damaged:waste                LINExN or ITEMxN, condition, disposition, reason
//! return r1 sale s1 at south socksx1:opened to gift_card            to original, gift_card, exchange
//! return r1 blind at south socksx1 price 300                        with what one unit is to be paid back with
//! return r1 of o1 at south 1x1 for beltx1 override by anna ago 3d   taken instead; allowed; who brings it; when
//! announce r1 of o1 1x2                                             begun from afar: LINExN
//! dispose r1 1x1 waste      dispose r1 1x1 depot      again r1 [gift_card]      rules {"window_days": 3}
//! ? return r1      ? suspicion anna      ? room o1      ? announced
//! ```

use super::language::{Shop, in_words, sentences};
use expect_test::Expect;
use realtail_kernel::{
    Channel, CustomerId, GiftCardId, ItemId, Machine, OrderId, Quantity, ReturnId, SaleId, SiteId, Word,
};
use realtail_omnichannel::returns::{
    Announce, Dispose, DisposeLine, ExchangeLine, LineBack, NewCard, ReceiptShown, RefundAgain,
    ReturnCommand, Shown, TakeBack, part_state,
};
use realtail_omnichannel::{Command, CustomerCommand, Frozen, Omnichannel, PriceCommand, WalletCommand};
use realtail_vocabulary::{
    AcceptedReturn, AnnouncedLine, Digest, Disposition, Event, RefundPart, RefundPlace, RefundTo,
    ReturnEvent, ReturnOf, ReturnedCondition, Role, Sale, StockEvent,
};
use std::collections::BTreeMap;

/// Tells a story and compares what the log says of its last sentence.
#[track_caller]
pub fn check(story: &str, expected: Expect) {
    let mut desk = Desk::new();
    let mut told = String::new();
    for sentence in sentences(story) {
        told = desk.tell(sentence);
    }
    expected.assert_eq(&told);
}

/// A shop that takes goods back.
pub struct Desk {
    pub shop: Shop,
    receipts: BTreeMap<String, ReceiptShown>,
}

pub fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect(text)
}

fn word<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).expect(text)
}

fn quantity(text: &str) -> Quantity {
    Quantity::try_from(text.parse::<i64>().expect(text)).expect(text)
}

/// What stands behind a word.
fn after<'a>(words: &[&'a str], key: &str) -> Option<&'a str> {
    let at = words.iter().position(|word| *word == key)?;
    words.get(at + 1).copied()
}

const KEYS: [&str; 8] = ["to", "for", "override", "by", "ago", "price", "pay", "via"];

/// The words from one on, until one of the language's own comes.
fn until_key<'a, 'b>(words: &'b [&'a str]) -> &'b [&'a str] {
    let end = words.iter().position(|word| KEYS.contains(word)).unwrap_or(words.len());
    &words[..end]
}

impl Desk {
    pub fn new() -> Desk {
        Desk { shop: Shop::new(), receipts: BTreeMap::new() }
    }

    /// Does what a sentence says, and tells what the log says of it. Refusals are told too.
    #[track_caller]
    pub fn tell(&mut self, sentence: &str) -> String {
        let words: Vec<&str> = sentence.split(' ').filter(|word| !word.is_empty()).collect();
        let command = match words[..] {
            ["sale", ..] => return self.sell(&words),
            ["restart"] => return self.restart(),
            ["?", "return", name] => return self.show(name),
            ["?", "announced"] => return self.announced(),
            ["?", "suspicion", customer] => return self.suspicion(customer),
            ["?", "room", order] => {
                let order = self.shop.state.orders.get(&id::<OrderId>(order)).expect("an order");
                return order.refundable(&self.shop.state).to_string();
            }
            ["?", "places", item, site] => return self.places(item, site),
            ["rules", ..] => {
                let rules = serde_json::from_str(sentence.split_once(' ').expect("rules").1).expect("rules");
                ReturnCommand::SetRules(Box::new(rules))
            }
            ["promotion", ..] => {
                let promotion = sentence.split_once(' ').expect("a promotion").1;
                let promotion = Box::new(serde_json::from_str(promotion).expect("a promotion"));
                return self.run(&Command::Price(PriceCommand::SetPromotion(promotion)));
            }
            ["programme", ..] => {
                let programme = sentence.split_once(' ').expect("a programme").1;
                let programme = serde_json::from_str(programme).expect("a programme");
                return self.run(&Command::Wallet(WalletCommand::SetProgramme(programme)));
            }
            ["member", customer] => {
                let record = serde_json::json!({"customer": customer, "loyalty": format!("card-{customer}")});
                let record = Box::new(serde_json::from_value(record).expect("a record"));
                return self.run(&Command::Customer(CustomerCommand::Set(record)));
            }
            ["earn", customer, source, amount] => {
                let spent =
                    serde_json::json!({"amount": amount.parse::<i64>().expect(amount), "currency": "XXX"});
                return self.run(&Command::Wallet(WalletCommand::Earn {
                    customer: id(customer),
                    source: id(source),
                    spent: serde_json::from_value(spent).expect("money"),
                }));
            }
            ["return", ..] => ReturnCommand::TakeBack(Box::new(self.take_back(&words))),
            ["announce", name, "of", order, ref lines @ ..] => ReturnCommand::Announce(Announce {
                return_id: id(name),
                order: id(order),
                by: id("anna"),
                lines: lines.iter().map(|text| announced_line(text)).collect(),
            }),
            ["dispose", name, ref lines @ ..] => ReturnCommand::Dispose(dispose(name, lines)),
            ["again", name, ref to @ ..] => ReturnCommand::Refund(RefundAgain {
                return_id: id(name),
                by: id("anna"),
                to: to.first().map_or(RefundTo::Original, |to| word(to)),
                card: Some(card(&format!("{name}-again"))),
            }),
            ["suspect", customer] => {
                let found = self.shop.state.suspicion(&id::<CustomerId>(customer)).expect("a suspicion");
                let action = realtail_vocabulary::Action::ReturnAbuseSuspected {
                    customer: found.customer,
                    returns: found.returns,
                    window_days: found.window_days,
                    value: found.value,
                    currency: found.currency,
                    share_ppm: found.share_ppm,
                };
                self.shop.take_in(&[Event::Action(action)]);
                return "told".to_owned();
            }
            _ => return self.shop.tell(sentence),
        };
        self.run(&Command::Return(command))
    }

    #[track_caller]
    pub fn run(&mut self, command: &Command) -> String {
        match self.shop.state.decide(command, self.shop.now) {
            Ok(events) => {
                let bytes = rmp_serde::to_vec_named(&events).expect("events can be written");
                let read: Vec<Event> = rmp_serde::from_slice(&bytes).expect("events can be read");
                assert_eq!(read, events, "events come back from the log as they went in");
                self.shop.take_in(&events);
                told(&events)
            }
            Err(refusal) => format!("refused: {refusal}"),
        }
    }

    fn announced(&self) -> String {
        let known = self.shop.state.returns.all_announced(self.shop.now).map(|known| {
            let lines = known.announced.lines.iter().map(|line| format!("{}x{}", line.line, line.quantity));
            let lines = lines.collect::<Vec<_>>().join(" ");
            format!("{} of {}: {lines}", known.announced.return_id, known.announced.order)
        });
        let told = known.collect::<Vec<_>>().join("; ");
        if told.is_empty() { "nothing".to_owned() } else { told }
    }

    fn restart(&mut self) -> String {
        let bytes = rmp_serde::to_vec_named(&self.shop.state.freeze()).expect("a state can be written");
        let frozen: Frozen = rmp_serde::from_slice(&bytes).expect("a state can be read");
        let restarted = Omnichannel::thaw(frozen);
        assert!(restarted == self.shop.state, "a restart changes nothing");
        self.shop.state = restarted;
        "restarted".to_owned()
    }

    fn sell(&mut self, words: &[&str]) -> String {
        let (name, site) = (words[1], words[2]);
        let mut rest = &words[3..];
        let mut customer = None;
        if let ["of", who, lines @ ..] = rest {
            (customer, rest) = (Some(*who), lines);
        }
        let price = |item: &str| match item {
            "jeans" => 5000,
            "shirt" => 1999,
            "socks" => 333,
            _ => 1500,
        };
        let line = |text: &&str| {
            let (item, units) = text.split_once('x').expect("ITEMxN");
            let (units, discount) = units.split_once('-').unwrap_or((units, "0"));
            serde_json::json!({"item": item, "quantity": units.parse::<i64>().expect(units),
                "unit_price": price(item), "discount": discount.parse::<i64>().expect(discount)})
        };
        let lines: Vec<serde_json::Value> = until_key(rest).iter().map(line).collect();
        let cost = |line: &serde_json::Value| {
            let number = |key: &str| line[key].as_i64().expect(key);
            number("quantity") * number("unit_price") - number("discount")
        };
        let mut left: i64 = lines.iter().map(cost).sum();
        let mut tenders = Vec::new();
        let paid = rest.iter().position(|word| *word == "pay").map_or(&[][..], |at| &rest[at + 1..]);
        for (n, text) in paid.iter().enumerate().filter(|(_, text)| text.parse::<i64>().is_err()) {
            let amount = paid.get(n + 1).and_then(|amount| amount.parse::<i64>().ok()).unwrap_or(left);
            left -= amount;
            tenders.push(serde_json::json!({"kind": text, "amount": amount}));
        }
        let sold_at = serde_json::to_value(self.shop.now).expect("a time");
        let mut sale = serde_json::json!({"sale": name, "site": site, "sold_at": sold_at, "lines": lines,
            "tenders": tenders});
        if let Some(customer) = customer {
            sale["customer"] = customer.into();
        }
        let sale: Sale = serde_json::from_value(sale).expect("a sale");
        let events = self.shop.do_it(&Command::Sell(sale));
        let position = realtail_kernel::Position(self.shop.position);
        for event in &events {
            if let Event::Stock(StockEvent::Sold { sale, sold_at, customer, lines, tenders, .. }) = event {
                let shown = ReceiptShown {
                    sale: sale.clone(),
                    position,
                    sold_at: *sold_at,
                    customer: customer.clone(),
                    lines: lines.clone(),
                    tenders: tenders.clone(),
                };
                let known = &self.shop.state.returns.receipts;
                assert!(known.positions(sale).contains(&position), "the receipt is found");
                self.receipts.insert(name.to_owned(), shown);
            }
        }
        "sold".to_owned()
    }

    /// The command in a sentence; see the top of the file.
    pub fn take_back(&self, words: &[&str]) -> TakeBack {
        let name = words[1];
        let (of, rest) = match &words[2..] {
            ["of", order, rest @ ..] => (Shown::Order(id(order)), rest),
            ["sale", sale, rest @ ..] => {
                let shown = self.receipts.get(*sale).cloned().unwrap_or_else(|| ReceiptShown {
                    sale: id::<SaleId>(sale),
                    position: realtail_kernel::Position(1),
                    sold_at: self.shop.now,
                    customer: None,
                    lines: Vec::new(),
                    tenders: Vec::new(),
                });
                (Shown::Receipt(Box::new(shown)), rest)
            }
            ["blind", rest @ ..] => (Shown::Nothing, rest),
            other => panic!("a return is of something: {other:?}"),
        };
        let ["at", site, rest @ ..] = rest else { panic!("a return is at a site: {rest:?}") };
        let price = after(rest, "price").map(|price| price.parse().expect(price));
        let instead = rest.iter().position(|word| *word == "for").map_or(&[][..], |at| &rest[at + 1..]);
        let instead: Vec<ExchangeLine> = until_key(instead).iter().map(|text| exchange_line(text)).collect();
        let named = after(rest, "to").map(word);
        let default = if instead.is_empty() { RefundTo::Original } else { RefundTo::Exchange };
        let days = after(rest, "ago").map(|ago| ago.trim_end_matches('d').parse::<i64>().expect(ago));
        TakeBack {
            return_id: id(name),
            site: id(site),
            of,
            customer: after(rest, "by").map(id),
            by: id("desk"),
            returned_at: days.map(|days| self.shop.now.plus_ms(-days * 24 * 3_600_000)),
            lines: until_key(rest).iter().map(|text| line_back(text, price)).collect(),
            refund_to: named.unwrap_or(default),
            card: Some(card(name)),
            exchange: instead,
            channel: id::<Channel>("store"),
            override_by: rest.contains(&"override").then_some(Role::Operator),
        }
    }

    fn show(&self, name: &str) -> String {
        let state = &self.shop.state;
        let known = state.returns.get(&id::<ReturnId>(name)).expect("a return");
        let part = |part: &RefundPart| {
            format!("{} {:?}", part_in_words(part), part_state(&state.payments, part)).to_lowercase()
        };
        let line = |line: &realtail_omnichannel::returns::ReturnLine| {
            let goods = line.goods.iter().map(|part| {
                let gone = if part.gone { " gone" } else { "" };
                format!("{} {}{gone}", part.units, disposition_in_words(&part.disposition))
            });
            let item = &state.catalogue.item(line.item).item;
            format!("{}: {item} {}", line.line, goods.collect::<Vec<_>>().join(" + "))
        };
        format!(
            "{} {}, {} outstanding [{}] {}",
            state.refund_state(known).as_str(),
            known.refund(),
            known.outstanding(&state.payments),
            known.refunds.iter().map(part).collect::<Vec<_>>().join(", "),
            known.lines.iter().map(line).collect::<Vec<_>>().join(", "),
        )
    }

    fn suspicion(&self, customer: &str) -> String {
        match self.shop.state.suspicion(&id::<CustomerId>(customer)) {
            None => "none".to_owned(),
            Some(found) => format!(
                "{}: {} returns in {} days worth {}, {} % of what was bought",
                found.customer,
                found.returns,
                found.window_days,
                found.value,
                found.share_ppm / 10_000
            ),
        }
    }

    fn places(&self, item: &str, site: &str) -> String {
        let catalogue = &self.shop.state.catalogue;
        let (item, site) = (catalogue.item_no(&id::<ItemId>(item)), catalogue.site_no(&id::<SiteId>(site)));
        let (item, site) = (item.expect("an item"), site.expect("a site"));
        let available = self.shop.state.availability(item, site, None, self.shop.now).available;
        let Some(cell) = self.shop.state.stock.cell(item, site) else { return "nothing".to_owned() };
        let places = self.shop.state.stock.places(cell);
        let place = |p: &realtail_omnichannel::PlaceBalance| {
            let zone = p.zone.as_ref().map_or(String::new(), |zone| format!("{zone} "));
            format!("{zone}{:?} {}", p.condition, p.quantity).to_lowercase()
        };
        let places: Vec<String> = places.iter().map(place).collect();
        format!("{available} available; {}", places.join(", "))
    }
}

fn card(name: &str) -> NewCard {
    let mut digest = [0; 32];
    digest[..name.len()].copy_from_slice(name.as_bytes());
    NewCard { card: id::<GiftCardId>(name), digest: Digest(digest) }
}

fn exchange_line(text: &str) -> ExchangeLine {
    let (item, units) = text.split_once('x').expect("ITEMxN");
    let (units, site) = units.split_once('@').map_or((units, None), |(units, site)| (units, Some(id(site))));
    ExchangeLine { item: id(item), quantity: quantity(units), site }
}

/// `1x2:opened:resell:too_small`, `socksx1`, `1=socksx1:used`.
fn line_back(text: &str, unit_price: Option<i64>) -> LineBack {
    let mut parts = text.split(':');
    let (what, units) = parts.next().and_then(|what| what.split_once('x')).expect("LINExN or ITEMxN");
    let (line, item) = match what.split_once('=') {
        Some((line, item)) => (line.parse().ok(), Some(id(item))),
        None => match what.parse() {
            Ok(line) => (Some(line), None),
            Err(_) => (None, Some(id(what))),
        },
    };
    let condition = parts.next().map_or(ReturnedCondition::Unopened, word);
    let disposition = parts.next().filter(|text| !text.is_empty()).map(disposition);
    let reason = parts.next().unwrap_or("changed_my_mind");
    LineBack {
        line,
        item,
        quantity: quantity(units),
        reason: id::<Word>(reason),
        condition,
        disposition,
        unit_price,
    }
}

fn disposition(text: &str) -> Disposition {
    match text {
        "resell" | "inspect" | "damaged" | "to_vendor" | "waste" => word(text),
        site => Disposition::SendTo { site: id(site) },
    }
}

fn dispose(name: &str, words: &[&str]) -> Dispose {
    let line = |pair: &[&str]| {
        let (line, units) = pair[0].split_once('x').expect("LINExN");
        DisposeLine {
            line: line.parse().expect(line),
            quantity: quantity(units),
            to: disposition(pair[1]),
            shipment: None,
        }
    };
    Dispose { return_id: id(name), by: id("desk"), lines: words.chunks(2).map(line).collect() }
}

fn disposition_in_words(disposition: &Disposition) -> String {
    match disposition {
        Disposition::SendTo { site } => format!("to {site}"),
        other => other.as_str().to_owned(),
    }
}

fn part_in_words(part: &RefundPart) -> String {
    match &part.to {
        RefundPlace::Payment { payment, ask: Some(ask) } => format!("{} {payment}/{ask}", part.amount),
        RefundPlace::Payment { payment, ask: None } => format!("{} {payment}", part.amount),
        RefundPlace::Till { means, .. } => format!("{} {means}", part.amount),
        RefundPlace::GiftCard { card } => format!("{} card {card}", part.amount),
    }
}

fn parts_in_words(parts: &[RefundPart]) -> String {
    parts.iter().map(part_in_words).collect::<Vec<_>>().join(", ")
}

fn accepted_in_words(accepted: &AcceptedReturn) -> String {
    let line = |line: &realtail_vocabulary::AcceptedLine| {
        let of = line.of_line.map_or(String::new(), |of| format!("{of}:"));
        let fee = if line.fee == 0 { String::new() } else { format!(" less {}", line.fee) };
        let short = line.value - line.fee - line.refund;
        let short = if short == 0 { String::new() } else { format!(" less {short} given back before") };
        let way = disposition_in_words(&line.disposition);
        format!("{of}{}x{} {way} {}{fee}{short}", line.item, line.quantity, line.value)
    };
    let of = match &accepted.of {
        ReturnOf::Order(order) => order.to_string(),
        ReturnOf::Sale(sale) => sale.to_string(),
        ReturnOf::Blind => "nothing".to_owned(),
    };
    let mut text =
        format!("back from {of} [{}]", accepted.lines.iter().map(line).collect::<Vec<_>>().join(", "));
    if !accepted.refunds.is_empty() {
        text += &format!(" refund {}", parts_in_words(&accepted.refunds));
    }
    if let Some(exchange) = &accepted.exchange {
        let price = exchange.price.map_or("of no price".to_owned(), |price| format!("for {price}"));
        text += &format!(" exchange {} {price}", exchange.hold);
    }
    for rule in &accepted.overridden {
        text += &format!(" although {rule:?}");
    }
    for given in &accepted.redemptions {
        text += &format!(" promotion {} {}", given.promotion, given.amount);
    }
    text
}

fn announced_line(text: &str) -> AnnouncedLine {
    let (line, units) = text.split_once('x').expect("LINExN");
    AnnouncedLine { line: line.parse().expect(line), quantity: quantity(units), reason: id("fit") }
}

fn told(events: &[Event]) -> String {
    if events.is_empty() {
        return "nothing new".to_owned();
    }
    let one = |event: &Event| match event {
        Event::Return(ReturnEvent::Accepted(accepted)) => accepted_in_words(accepted),
        Event::Return(ReturnEvent::Announced(announced)) => format!("announced {}", announced.return_id),
        Event::Return(ReturnEvent::Disposed { lines, .. }) => {
            let line = |line: &realtail_vocabulary::DisposedLine| {
                let (from, to) = (disposition_in_words(&line.from), disposition_in_words(&line.to));
                format!("{}x{} {from} -> {to}", line.line, line.quantity)
            };
            format!("disposed [{}]", lines.iter().map(line).collect::<Vec<_>>().join(", "))
        }
        Event::Return(ReturnEvent::RefundAsked { refunds, raised, .. }) => {
            let more: i64 = raised.iter().map(|line| line.amount).sum();
            let more = if more == 0 { String::new() } else { format!(", {more} more than before") };
            format!("refund {}{more}", parts_in_words(refunds))
        }
        other => in_words(std::slice::from_ref(other)),
    };
    events.iter().map(one).collect::<Vec<_>>().join("; ")
}
