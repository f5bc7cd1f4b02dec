//! The one place where these tests touch the API: a small language for prices.
//!
//! A case reads `given | when`. Sentences are parted by `;`, and what is given must be accepted.
//! ```text
//! item A    item B Dairy,Milk brand Alder    item K unit g    site S Europe/Berlin    region R S T    at 2026-01-05T09:00:00Z
//! list base EUR site:S channel:web group:staff prio:5 from:TIME until:TIME       no list base
//! price base A 199 B 250/1000 C - from:TIME until:TIME                           changed A 250 EUR at:S on:web from:TIME
//! promo p 10% | off 50 | price 150 | member 150 | 3for2 | cheapest 3 | half 2 | bundle 500 A,B*2 Dairy:*1 | spend 5000 10% | spend 5000 off 500
//!   with on:A,B cat:X brand:X not:A notcat:X notbrand:X and site: region: channel: group: members coupon: from: until: days: hours: zone:
//!   prio: exclusive best: budget: uses: percustomer: percoupon: times: named: in:EUR
//! end p     tax vat 19% incl kind:vat cat:X to:US-CA site:S region:R from: until:      no tax vat
//! basket A 3 B 1 A 1@150 web at:S to:US-CA by:anna of:staff member with:CODE in:EUR when:TIME explain
//! redeem (the last basket)    give back    restart
//! ```

use realtail_kernel::{Instant, Machine, Position, Stamp};
use realtail_omnichannel::{Basket, BasketLine, Command, Omnichannel, PriceCommand};
use realtail_vocabulary::{Event, PricedBasket, PricedLine};
use serde_json::{Value, json};

/// Runs the case and compares what it says last.
#[track_caller]
pub fn check(case: &str, expected: expect_test::Expect) {
    let (given, when) = case.rsplit_once('|').expect("a case reads `given | when`");
    let mut shop = Shop::default();
    shop.given(given);
    let said: Vec<String> = when.split(';').map(|sentence| shop.say(sentence.trim())).collect();
    expected.assert_eq(&said.join("\n"));
}

/// The pillar with a clock.
#[derive(Clone, Default)]
pub struct Shop {
    pub state: Omnichannel,
    pub now: Instant,
    position: u64,
    last: Option<(Basket, PricedBasket)>,
    orders: u32,
}

impl Shop {
    /// Sentences that must be accepted.
    #[track_caller]
    pub fn given(&mut self, sentences: &str) {
        for sentence in sentences.split(';') {
            let answer = self.say(sentence.trim());
            assert!(!answer.starts_with("refused"), "{sentence}: {answer}");
        }
    }

    /// Carries out one sentence and tells what came of it.
    #[track_caller]
    pub fn say(&mut self, sentence: &str) -> String {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        match words[..] {
            [] => String::new(),
            ["at", time] => {
                self.now = read(json!(time));
                String::new()
            }
            ["restart"] => {
                let bytes = rmp_serde::to_vec_named(&self.state.freeze()).expect("a state can be written");
                let thawed = Omnichannel::thaw(rmp_serde::from_slice(&bytes).expect("a state can be read"));
                assert!(thawed == self.state, "a restart changes nothing");
                self.state = thawed;
                String::new()
            }
            ["basket", ..] => {
                let (basket, at) = basket(&words[1..], self.now);
                match self.state.prices.evaluate(&self.state.catalogue, &basket, at) {
                    Ok(priced) => {
                        adds_up(&basket, &priced);
                        let text = in_words(&priced);
                        self.last = Some((basket, priced));
                        text
                    }
                    Err(refusal) => format!("refused: {refusal}"),
                }
            }
            ["redeem"] => self.count(true),
            ["give", "back"] => self.count(false),
            _ => self.run(&command(&words)),
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

    fn take_in(&mut self, events: Vec<Event>) -> String {
        self.position += 1;
        let stamp =
            Stamp { position: Position(self.position), origin: Position(self.position), at: self.now };
        let bytes = rmp_serde::to_vec_named(&events).expect("events can be written");
        let events: Vec<Event> = rmp_serde::from_slice(&bytes).expect("events can be read");
        events.iter().for_each(|event| self.state.apply(event, stamp));
        let told: Vec<&str> = events.iter().map(Event::kind).collect();
        if told.is_empty() { "nothing new".to_owned() } else { told.join(", ") }
    }

    /// The last basket becomes an order, or an order that was refused.
    fn count(&mut self, on: bool) -> String {
        let (basket, priced) = self.last.clone().expect("a basket was priced");
        let event = if on {
            self.orders += 1;
            json!({"placed": {"order": self.order(), "channel": basket.channel, "customer": basket.customer, "hold": "h",
                "delivery": {"method": "ship", "to": {"country": "DE"}}, "lines": [], "price": priced, "payments": [],
                "expires_at": "2100-01-01T00:00:00Z"}})
        } else {
            json!({"refused": {"order": self.order(), "why": {"reason": "payment_timed_out"}}})
        };
        self.take_in(vec![read(json!({"order": event}))])
    }

    fn order(&self) -> String {
        format!("o{}", self.orders)
    }
}

pub fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|e| panic!("{value}: {e}"))
}

/// `key:value` among the words.
fn said<'w>(words: &[&'w str], key: &str) -> Option<&'w str> {
    words.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix(':'))
}

fn list(words: &[&str], key: &str) -> Vec<String> {
    said(words, key).map_or(Vec::new(), |text| text.split(',').map(str::to_owned).collect())
}

fn number(words: &[&str], key: &str) -> Option<i64> {
    said(words, key).map(|text| text.parse().expect("a number"))
}

/// `12.5%` in parts per million.
fn ppm(word: &str) -> u32 {
    let percent: f64 = word.strip_suffix('%').and_then(|n| n.parse().ok()).expect("a part, such as 10%");
    (percent * 10_000.0).round() as u32
}

/// Without what was not said.
fn without_nothing(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, without_nothing(v))).collect(),
        ),
        other => other,
    }
}

fn command(words: &[&str]) -> Command {
    let price = |command: PriceCommand| Command::Price(command);
    match words {
        ["item", item, rest @ ..] => {
            let after = |word: &str| rest.windows(2).find(|two| two[0] == word).map(|two| two[1]);
            let categories = rest.first().filter(|word| !matches!(**word, "brand" | "unit" | "tax"));
            let categories: Vec<&str> = categories.map_or(Vec::new(), |word| word.split(',').collect());
            let attributes = after("tax").map(|word| json!({"tax_category": word}));
            Command::SetItems(vec![read(without_nothing(
                json!({"item": item, "name": item, "categories": categories,
                "brand": after("brand"), "unit": after("unit"), "attributes": attributes}),
            ))])
        }
        ["site", site, timezone] => Command::SetSites(vec![read(
            json!({"site": site, "name": site, "kind": "store", "timezone": timezone}),
        )]),
        ["region", region, sites @ ..] => Command::SetRegion(read(json!(region)), read(json!(sites))),
        ["list", name, currency, rest @ ..] => price(PriceCommand::SetList(read(without_nothing(json!({
            "list": name, "currency": currency, "sites": list(rest, "site"), "regions": list(rest, "region"),
            "channels": list(rest, "channel"), "groups": list(rest, "group"), "priority": number(rest, "prio").unwrap_or(0),
            "valid_from": said(rest, "from"), "valid_until": said(rest, "until")}))))),
        ["no", "list", name] => price(PriceCommand::RemoveList(read(json!(name)))),
        ["price", name, rest @ ..] => {
            let (from, until) = (said(rest, "from"), said(rest, "until"));
            let goods: Vec<&str> = rest.iter().filter(|word| !word.contains(':')).copied().collect();
            let entry = |two: &[&str]| {
                let (amount, per) = two[1].split_once('/').unwrap_or((two[1], "1"));
                read(without_nothing(json!({"item": two[0], "unit_price": amount.parse::<i64>().ok(),
                    "per": per.parse::<u32>().expect("a number"), "valid_from": from, "valid_until": until})))
            };
            price(PriceCommand::SetPrices(read(json!(name)), goods.chunks(2).map(entry).collect()))
        }
        ["changed", item, amount, rest @ ..] => {
            let amount: i64 = amount.parse().expect("a price");
            let money = rest.first().filter(|word| word.len() == 3);
            let unit_price =
                money.map_or(json!(amount), |currency| json!({"amount": amount, "currency": currency}));
            price(PriceCommand::Change(read(without_nothing(json!({"item": item, "unit_price": unit_price,
                "site": said(rest, "at"), "channel": said(rest, "on"), "valid_from": said(rest, "from")})))))
        }
        ["promo", name, rest @ ..] => price(PriceCommand::SetPromotion(Box::new(promotion(name, rest)))),
        ["end", name] => price(PriceCommand::EndPromotion(read(json!(name)))),
        ["tax", name, rate, rest @ ..] => {
            price(PriceCommand::SetTax(Box::new(read(without_nothing(json!({
            "tax": name, "kind": said(rest, "kind").unwrap_or("vat"), "rate_ppm": ppm(rate), "category": said(rest, "cat"),
            "places": said(rest, "to").map_or(Vec::new(), |to| to.split(',').map(place).collect()),
            "sites": list(rest, "site"), "regions": list(rest, "region"), "inclusive": rest.contains(&"incl"),
            "valid_from": said(rest, "from"), "valid_until": said(rest, "until")}))))))
        }
        ["no", "tax", name] => price(PriceCommand::RemoveTax(read(json!(name)))),
        _ => panic!("{words:?} is no sentence"),
    }
}

/// `US-CA-902`: country, region, postal code.
fn place(text: &str) -> Value {
    let mut parts = text.split('-');
    let (country, region, postal) = (parts.next(), parts.next().filter(|r| !r.is_empty()), parts.next());
    without_nothing(json!({"country": country, "region": region, "postal_prefix": postal}))
}

fn selection(words: &[&str]) -> Value {
    json!({"items": list(words, "on"), "categories": list(words, "cat"), "brands": list(words, "brand"),
        "except_items": list(words, "not"), "except_categories": list(words, "notcat"),
        "except_brands": list(words, "notbrand")})
}

/// `A,B*2` or `Dairy:*1`: items, or a category, and how many.
fn group(word: &str) -> Value {
    let (goods, quantity) = word.split_once('*').expect("goods*quantity");
    let quantity: u32 = quantity.parse().expect("a number");
    let goods = match goods.strip_suffix(':') {
        Some(category) => json!({"categories": [category]}),
        None => json!({"items": goods.split(',').collect::<Vec<_>>()}),
    };
    json!({"goods": goods, "quantity": quantity})
}

fn benefit(words: &[&str]) -> Value {
    let n = |text: &str| text.parse::<i64>().unwrap_or_else(|_| panic!("{text} is no number"));
    let unit = |text: &str| {
        let (amount, per) = text.split_once('/').unwrap_or((text, "1"));
        (n(amount), n(per))
    };
    match words {
        ["off", amount, ..] => json!({"kind": "amount_off", "amount": unit(amount).0, "per": unit(amount).1}),
        ["price", price, ..] => {
            json!({"kind": "fixed_price", "unit_price": unit(price).0, "per": unit(price).1})
        }
        ["member", price, ..] => {
            json!({"kind": "member_price", "unit_price": unit(price).0, "per": unit(price).1})
        }
        ["cheapest", of, ..] => json!({"kind": "cheapest_free", "of": n(of)}),
        ["half", of, ..] => json!({"kind": "cheapest_free", "of": n(of), "rate_ppm": 500_000}),
        ["bundle", price, groups @ ..] => {
            let groups: Vec<Value> = groups.iter().filter(|w| w.contains('*')).map(|w| group(w)).collect();
            json!({"kind": "bundle_price", "price": n(price), "groups": groups})
        }
        ["spend", spend, "off", amount, ..] => {
            json!({"kind": "threshold", "spend": n(spend), "off": {"kind": "amount", "amount": n(amount)}})
        }
        ["spend", spend, rate, ..] => {
            json!({"kind": "threshold", "spend": n(spend), "off": {"kind": "percent", "rate_ppm": ppm(rate)}})
        }
        [word, ..] if word.ends_with('%') => json!({"kind": "percent", "rate_ppm": ppm(word)}),
        [word, ..] => {
            let (take, pay) = word.split_once("for").expect("a benefit");
            json!({"kind": "n_for_m", "take": n(take), "pay": n(pay)})
        }
        [] => panic!("a promotion gives something"),
    }
}

fn promotion(name: &str, words: &[&str]) -> realtail_vocabulary::Promotion {
    let hours = said(words, "hours")
        .and_then(|text| text.split_once('-'))
        .map(|(from, to)| json!({"from": from, "to": to}));
    let stacking = if words.contains(&"exclusive") { "exclusive" } else { "stackable" };
    read(without_nothing(json!({
        "promotion": name, "name": said(words, "named"), "benefit": benefit(words), "currency": said(words, "in"),
        "goods": selection(words), "priority": number(words, "prio").unwrap_or(0), "stacking": stacking,
        "best_of": said(words, "best"),
        "conditions": without_nothing(json!({"sites": list(words, "site"), "regions": list(words, "region"),
            "channels": list(words, "channel"), "groups": list(words, "group"), "members_only": words.contains(&"members"),
            "coupons": list(words, "coupon"), "valid_from": said(words, "from"), "valid_until": said(words, "until"),
            "days": list(words, "days"), "hours": hours, "timezone": said(words, "zone")})),
        "limits": {"budget": number(words, "budget"), "uses": number(words, "uses"),
            "uses_per_customer": number(words, "percustomer"), "uses_per_coupon": number(words, "percoupon"),
            "times_per_basket": number(words, "times")},
    })))
}

fn basket(words: &[&str], now: Instant) -> (Basket, Instant) {
    let end = words
        .chunks(2)
        .take_while(|two| two.len() == 2 && two[1].starts_with(|c: char| c.is_ascii_digit()))
        .count();
    let (goods, rest) = words.split_at(2 * end);
    let line = |(n, two): (u32, &[&str])| {
        let (quantity, unit_price) = two[1].split_once('@').map_or((two[1], None), |(q, p)| (q, Some(p)));
        BasketLine {
            line: n,
            item: read(json!(two[0])),
            quantity: read(json!(quantity.parse::<i64>().expect("a quantity"))),
            unit_price: unit_price.map(|price| price.parse().expect("a price")),
        }
    };
    let to = said(rest, "to").map(|to| {
        let mut place = place(to);
        let postal = place.as_object_mut().and_then(|place| place.remove("postal_prefix"));
        place.as_object_mut().expect("an object").extend(postal.map(|code| ("postal_code".to_owned(), code)));
        read(place)
    });
    let channel = rest.first().filter(|word| !word.contains(':') && !matches!(**word, "member" | "explain"));
    let basket = Basket {
        channel: read(json!(channel.unwrap_or(&"web"))),
        site: said(rest, "at").map(|site| read(json!(site))),
        ship_to: to,
        customer: said(rest, "by").map(|customer| read(json!(customer))),
        groups: read(json!(list(rest, "of"))),
        member: rest.contains(&"member"),
        coupons: read(json!(list(rest, "with"))),
        currency: said(rest, "in").map(|currency| read(json!(currency))),
        lines: (1..).zip(goods.chunks(2)).map(line).collect(),
        explain: rest.contains(&"explain"),
    };
    (basket, said(rest, "when").map_or(now, |at| read(json!(at))))
}

/// What must hold of every priced basket.
#[track_caller]
pub fn adds_up(basket: &Basket, priced: &PricedBasket) {
    let sum = |each: fn(&PricedLine) -> i64| priced.lines.iter().map(each).sum::<i64>();
    let off = |line: &PricedLine| line.discounts.iter().map(|d| d.amount).sum::<i64>();
    let taxes = |line: &PricedLine| line.taxes.iter().map(|t| t.amount).sum::<i64>();
    assert_eq!(sum(|line| line.total), priced.total, "the lines add up to the total");
    assert_eq!(priced.lines.iter().map(off).sum::<i64>(), priced.discount, "discounts add up");
    assert_eq!(priced.lines.iter().map(taxes).sum::<i64>(), priced.tax, "taxes add up");
    assert_eq!(
        priced.redemptions.iter().map(|r| r.amount).sum::<i64>(),
        priced.discount,
        "redemptions add up"
    );
    for (line, asked) in priced.lines.iter().zip(&basket.lines) {
        let inside: i64 = line.taxes.iter().filter(|t| t.inclusive).map(|t| t.amount).sum();
        assert_eq!((line.line, line.quantity), (asked.line, asked.quantity), "lines stay as they are");
        assert!((0..=line.list_amount).contains(&off(line)), "no discount is more than the price: {line:?}");
        assert!(line.discounts.iter().all(|d| d.amount > 0), "every discount takes something off: {line:?}");
        assert_eq!(line.net, line.list_amount - off(line) - inside, "{line:?}");
        assert_eq!(line.net + taxes(line), line.total, "{line:?}");
        assert!(line.net >= 0 && line.taxes.iter().all(|t| t.amount >= 0), "nothing is below zero: {line:?}");
    }
    assert_eq!(priced.lines.len(), basket.lines.len(), "every line is priced");
}

fn in_words(priced: &PricedBasket) -> String {
    let mut text: Vec<String> = priced.lines.iter().map(line_in_words).collect();
    let tax = if priced.tax > 0 { format!(", tax {}", priced.tax) } else { String::new() };
    let cash = priced.cash_total.map_or(String::new(), |cash| format!(", in cash {cash}"));
    let currency = String::from(priced.currency);
    text.push(format!("= {} {currency}{tax}{cash}", priced.total));
    for told in &priced.not_applied {
        let mut reason = serde_json::to_value(&told.reason).expect("a reason");
        let because = reason["because"].take();
        let missing = reason["missing"].as_i64().map_or(String::new(), |n| format!(" {n}"));
        let promotion = told.promotion.as_ref().map_or(String::new(), |p| format!(" {p}"));
        let coupon = told.coupon.as_ref().map_or(String::new(), |c| format!(" for {c}"));
        text.push(format!("not{promotion}{coupon}: {}{missing}", because.as_str().expect("a word")));
    }
    text.join("\n")
}

fn line_in_words(line: &PricedLine) -> String {
    let mut text = format!("{} {}: {}", line.item, line.quantity, line.list_amount);
    for discount in &line.discounts {
        text += &format!(" - {} {}", discount.amount, discount.promotion);
    }
    for tax in &line.taxes {
        let sign = if tax.inclusive { "incl" } else { "+" };
        text += &format!(" {sign} {} {}", tax.amount, tax.tax);
    }
    if line.discounts.is_empty() && line.taxes.is_empty() { text } else { format!("{text} = {}", line.total) }
}
