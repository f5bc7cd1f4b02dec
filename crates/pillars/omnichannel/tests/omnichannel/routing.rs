//! Routing: one table for each condition, each order and each part of the cost.

use crate::language::Shop;
use expect_test::{Expect, expect};
use realtail_kernel::{Channel, Instant};
use realtail_omnichannel::{Command, OrderLine, RouteAsk, SetRouting, SiteNo, Sites, route};
use realtail_vocabulary::{Assignment, DeliveryMethod, Destination, GeoPosition, RoutingAnswer, Solver};
use serde_json::{Value, json};

/// Three shops along a line, ten kilometres apart, with the shopper at the first; a warehouse 100 km away.
/// Nothing costs anything but the parcel: 100, and 1 for each kilometre.
const SHOPS: &str = r#"
    shop S1 50.0 10.0 store
    shop S2 50.09 10.0 store
    shop S3 50.18 10.0 store
    shop W 50.9 10.0 warehouse
    item A
    item B
"#;

/// A sentence a line. What is not a sentence of routing is one of the pillar's own language.
struct Routing {
    shop: Shop,
    now: Instant,
}

#[track_caller]
fn check(case: &str, expected: Expect) {
    let (given, asked) = case.split_once('|').expect("a case reads `given | asked`");
    let mut routing = Routing::new();
    routing.given(given);
    let answers: Vec<String> = asked.trim().lines().map(|line| routing.asked(line.trim())).collect();
    expected.assert_eq(&answers.join("\n"));
}

/// A case under one batch, with these fields.
#[track_caller]
fn batch(batch: Value, case: &str, expected: Expect) {
    let weights = json!({"split_penalty": 30, "parcel": 100, "parcel_per_km": 1, "markdown_ppm": 0});
    let mut of_rule = json!({"batch": "b"});
    of_rule.as_object_mut().expect("an object").extend(batch.as_object().expect("an object").clone());
    let rules = json!({"name": "r", "batches": [of_rule], "weights": weights});
    // Last of what is given, since rules name regions.
    let (given, asked) = case.split_once('|').expect("a case reads `given | asked`");
    check(&format!("{SHOPS}\n{given}\nrules {rules}\n|{asked}"), expected);
}

impl Routing {
    fn new() -> Routing {
        // A Wednesday, 11:20 in Berlin.
        let now = "2026-11-25T10:20:00Z".parse().expect("a time");
        Routing { shop: Shop { now, ..Shop::default() }, now }
    }

    #[track_caller]
    fn given(&mut self, sentences: &str) {
        for line in sentences.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (verb, rest) = line.split_once(' ').expect("a verb and more");
            match verb {
                "shop" => self.shop_at(rest),
                "rules" => self.set(SetRouting::Rules(Box::new(read(rest)))),
                "carrier" => self.set(SetRouting::Carrier(Box::new(read(rest)))),
                "settings" => self.set(SetRouting::Site(Box::new(read(rest)))),
                "weighs" => self.weighs(rest),
                "doubt" => self.shop.given(&format!("count {rest}")),
                _ => self.shop.given(line),
            }
        }
    }

    #[track_caller]
    fn set(&mut self, change: SetRouting) {
        let said = self.shop.run(&Command::SetRouting(change));
        assert!(!said.starts_with("refused"), "{said}");
    }

    fn shop_at(&mut self, rest: &str) {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let degree = |text: &str| -> f64 { text.parse().expect("degrees") };
        let mut site = json!({"site": words[0], "name": words[0], "kind": words[3], "timezone": "Europe/Berlin",
            "position": {"lat": degree(words[1]), "lon": degree(words[2])}});
        if let Some(services) = words.get(4) {
            site["serves"] = json!(services.split(',').collect::<Vec<_>>());
        }
        self.shop.run(&Command::SetSites(vec![read(&site.to_string())]));
    }

    fn weighs(&mut self, rest: &str) {
        let (item, grams) = rest.split_once(' ').expect("item and grams");
        let grams: u32 = grams.parse().expect("grams");
        let item = json!({"item": item, "name": item, "attributes": {"weight_g": grams}});
        self.shop.run(&Command::SetItems(vec![read(&item.to_string())]));
    }

    /// `A 2=900 B 1`, then options: `from web`, `not S1`, `by deliver`, `nowhere`, `express`, `by-then TIME`.
    fn asked(&self, question: &str) -> String {
        let (basket, options) = question.split_once(" with ").unwrap_or((question, ""));
        let words: Vec<&str> = basket.split_whitespace().collect();
        let catalogue = &self.shop.state.catalogue;
        let line = |(no, pair): (usize, &[&str])| {
            let (units, value) = pair[1].split_once('=').unwrap_or((pair[1], "1000"));
            OrderLine {
                line: no as u16 + 1,
                item: catalogue.item_no(&pair[0].parse().expect("an item")).expect("a known item"),
                units: units.parse().expect("units"),
                value: value.parse().expect("minor units"),
            }
        };
        let lines: Vec<OrderLine> = words.chunks(2).enumerate().map(line).collect();
        let mut question = Question::new();
        for option in options.split(',').map(str::trim).filter(|option| !option.is_empty()) {
            question
                .option(option, &|site| catalogue.site_no(&site.parse().expect("a site")).expect("known"));
        }
        let answer = route(&self.shop.state, &question.ask(&lines), self.now);
        assert_consistent(&answer, &lines);
        in_words(&answer, &lines, &|item| catalogue.item(item).item.to_string())
    }
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

struct Question {
    channel: Channel,
    method: DeliveryMethod,
    service: Option<realtail_kernel::Word>,
    to: Destination,
    exclude: Vec<SiteNo>,
    promised_at: Option<Instant>,
}

impl Question {
    fn new() -> Question {
        let position = Some(GeoPosition { lat: 50.0, lon: 10.0 });
        let country = read("\"DE\"");
        let postal_code = realtail_kernel::Word::new("10115").ok();
        Question {
            channel: Channel::new("web").expect("a channel"),
            method: DeliveryMethod::Ship,
            service: None,
            to: Destination { country, postal_code, region: None, position },
            exclude: Vec::new(),
            promised_at: None,
        }
    }

    fn option(&mut self, option: &str, site: &dyn Fn(&str) -> SiteNo) {
        match option.split_once(' ').unwrap_or((option, "")) {
            ("from", channel) => self.channel = Channel::new(channel).expect("a channel"),
            ("by", method) => self.method = read(&format!("\"{method}\"")),
            ("not", name) => self.exclude.push(site(name)),
            ("to", country) => self.to.country = read(&format!("\"{country}\"")),
            ("promised", at) => self.promised_at = Some(at.parse().expect("a time")),
            ("nowhere", _) => self.to.position = None,
            (service, _) => self.service = realtail_kernel::Word::new(service).ok(),
        }
    }

    fn ask<'a>(&'a self, lines: &'a [OrderLine]) -> RouteAsk<'a> {
        RouteAsk {
            order: "o1",
            channel: &self.channel,
            method: self.method,
            service: self.service.as_ref(),
            to: &self.to,
            lines,
            sites: Sites::All,
            exclude: &self.exclude,
            own: &[],
            promised_at: self.promised_at,
        }
    }
}

/// What an answer never lacks: each unit is served or not, and the parts of the cost are all of it.
fn assert_consistent(answer: &RoutingAnswer, lines: &[OrderLine]) {
    for line in lines {
        let served = answer.assignments.iter().flat_map(|a| &a.lines).filter(|l| l.line == line.line);
        let unrouted = answer.unrouted.iter().filter(|l| l.line == line.line).map(|l| l.quantity.units());
        let all: i64 = served.map(|l| l.quantity.units()).chain(unrouted).sum();
        assert_eq!(all, line.units, "{answer:?}");
    }
    let parts: i64 = answer.assignments.iter().map(|a| a.cost.total()).sum();
    assert_eq!(answer.total_cost, parts, "{answer:?}");
    if let ([only], true) = (&answer.assignments[..], answer.unrouted.is_empty()) {
        let alone = answer.candidates.iter().find(|c| c.site == only.site).and_then(|c| c.cost);
        assert!(alone.is_none_or(|alone| alone == answer.total_cost), "{answer:?}");
    }
    let counted: u32 = answer.why_not_counts.values().sum();
    assert_eq!(answer.parked.is_some(), !answer.unrouted.is_empty());
    assert!(counted <= answer.considered && answer.candidates.len() <= 20, "{answer:?}");
}

fn in_words(
    answer: &RoutingAnswer,
    lines: &[OrderLine],
    name: &dyn Fn(realtail_omnichannel::ItemNo) -> String,
) -> String {
    let item = |line: u16| name(lines[usize::from(line) - 1].item);
    let assigned = |a: &Assignment| {
        let lines: Vec<String> = a.lines.iter().map(|l| format!("{} {}", item(l.line), l.quantity)).collect();
        let parts = serde_json::to_value(a.cost).expect("parts");
        let parts: Vec<String> = parts
            .as_object()
            .expect("an object")
            .iter()
            .filter(|(_, amount)| **amount != json!(0))
            .map(|(part, amount)| format!("{part} {amount}"))
            .collect();
        let carrier = a.carrier.as_ref().map_or(String::new(), |c| format!(" by {c}"));
        format!("{} serves {}{carrier}: {}", a.site, lines.join(", "), parts.join(" + "))
    };
    let mut told: Vec<String> = answer.assignments.iter().map(assigned).collect();
    for rest in &answer.unrouted {
        told.push(format!("nobody serves {} {}: {}", item(rest.line), rest.quantity, rest.reason));
    }
    if let Some(parked) = &answer.parked {
        let until = parked.cancel_at.map_or(String::new(), |at| format!(" until {at}"));
        told.push(format!("waits in {}{until}", parked.queue));
    }
    let why = |c: &realtail_vocabulary::Candidate| Some(format!("{} {}", c.site, c.why_not.as_ref()?));
    let others: Vec<String> = answer.candidates.iter().filter_map(why).collect();
    if !others.is_empty() {
        told.push(format!("({})", others.join("; ")));
    }
    if answer.solver == Solver::Greedy {
        told.push("greedy".to_owned());
    }
    told.join("\n")
}

/// What the order is given by default.
#[test]
fn without_rules_the_nearest_site_with_everything_serves() {
    check(
        &format!(
            "{SHOPS} receipt A 5 S2\n receipt A 5 S3\n receipt B 5 S3\n | A 2\n A 2 B 1\n A 12\n B 1 with nowhere"
        ),
        expect![[r#"
            S2 serves A 2: markdown 20 + shipping 460
            (S3 10 dearer; S1 has none of it; W has none of it)
            S3 serves A 2, B 1: markdown 40 + shipping 470
            (S2 has 1 of B too few; S1 has none of it; W has none of it)
            S2 serves A 5: markdown 8 + shipping 460
            S3 serves A 5: markdown 8 + shipping 470 + split 300
            nobody serves A 2: sites that may serve have 2 of A too few
            waits in unrouted
            (S1 has none of it; W has none of it)
            S3 serves B 1: markdown 20 + shipping 450
            (S1 has none of it; S2 has none of it)"#]],
    );
}

#[test]
fn rules_ask_for_sites() {
    let stock = "receipt A 5 S1\n receipt A 5 S2\n receipt A 5 W\n | A 2";
    batch(
        json!({"from": {"kinds": ["warehouse"]}}),
        stock,
        expect![[r#"
        W serves A 2: shipping 200
        (S1 is not among the sites of the rule; S2 is not among the sites of the rule)"#]],
    );
    batch(
        json!({"from": {"sites": ["S2", "W"]}}),
        stock,
        expect![[r#"
        S2 serves A 2: shipping 110
        (W 90 dearer; S1 is not among the sites of the rule; S3 is not among the sites of the rule)"#]],
    );
    batch(
        json!({"from": {"not_sites": ["S1"]}}),
        stock,
        expect![[r#"
        S2 serves A 2: shipping 110
        (W 90 dearer; S1 is not among the sites of the rule; S3 has none of it)"#]],
    );
    batch(
        json!({"from": {"distance_km_max": 5}}),
        stock,
        expect![[r#"
        S1 serves A 2: shipping 100
        (S2 11 km away, more than 5; S3 21 km away, more than 5)"#]],
    );
    batch(
        json!({"from": {"distance_km_max": 5}}),
        &format!("{stock} with nowhere"),
        expect![[r#"
            nobody serves A 2: how far away the sites are, is not known
            waits in unrouted
            (S1 how far it is, is not known; S2 how far it is, is not known)"#]],
    );
    batch(
        json!({"from": {"regions": ["R"]}}),
        &format!("region R S2 S3\n {stock}"),
        expect![[r#"
        S2 serves A 2: shipping 110
        (S1 is not among the sites of the rule; W is not among the sites of the rule; S3 has none of it)"#]],
    );
    let grouped = format!("settings {}\n {stock}", json!({"site": "W", "groups": ["hub"]}));
    batch(
        json!({"from": {"groups": ["hub"]}}),
        &grouped,
        expect![[r#"
        W serves A 2: shipping 200
        (S1 is not among the sites of the rule; S2 is not among the sites of the rule)"#]],
    );
    batch(
        json!({"from": {"safety_stock": 4}}),
        stock,
        expect![[r#"
        S1 serves A 1: shipping 100
        S2 serves A 1: shipping 110 + split 30
        (W dearer together with others; S3 has none of it)"#]],
    );
    let kept = format!("rule keep item A site S1 safety 4\n {stock}");
    batch(
        json!({}),
        &kept,
        expect![[r#"
        S2 serves A 2: shipping 110
        (W 90 dearer; S1 has 1 of A too few; S3 has none of it)"#]],
    );
    let doubted = format!("doubt S1 A 4\n {stock}");
    batch(
        json!({"from": {"confidence_ppm_min": 600_000}}),
        &doubted.replace("doubt S1 A 4\n", ""),
        expect![[r#"
            S1 serves A 2: shipping 100
            (S2 10 dearer; W 100 dearer; S3 has none of it)"#]],
    );
    batch(
        json!({}),
        &format!("{stock} with not S1"),
        expect![[r#"
        S2 serves A 2: shipping 110
        (W 90 dearer; S1 rejected it before; S3 has none of it)"#]],
    );
}

#[test]
fn a_site_that_does_not_ship_is_not_asked() {
    batch(
        json!({}),
        "shop S1 50.0 10.0 store pickup,sale\n receipt A 5 S1\n receipt A 5 W\n | A 2\n A 1 with by pickup",
        expect![[r#"
            W serves A 2: shipping 200
            (S1 does not serve orders this way; S2 has none of it; S3 has none of it)
            S1 serves A 1: 
            (W costs as much; the other was asked first; S2 has none of it; S3 has none of it)"#]],
    );
}

#[test]
fn a_doubted_book_costs_its_risk() {
    let stock = "receipt A 5 S1\n receipt A 5 S2\n count S1 A 4\n | A 2";
    batch(
        json!({}),
        stock,
        expect![[r#"
        S2 serves A 2: shipping 110
        (S1 390 dearer; S3 has none of it; W has none of it)"#]],
    );
    batch(
        json!({"from": {"confidence_ppm_min": 600_000}}),
        stock,
        expect![[r#"
        S2 serves A 2: shipping 110
        (S1 its stock is sure to 50 % only; S3 has none of it; W has none of it)"#]],
    );
    batch(
        json!({"sort": [{"by": "confidence"}]}),
        stock,
        expect![[r#"
        S2 serves A 2: shipping 110
        (S1 others come first by the rule; S3 has none of it; W has none of it)"#]],
    );
}

#[test]
fn rules_put_sites_in_order() {
    let stock = "receipt A 3 S1\n receipt A 30 S2\n receipt A 5 W\n receipt B 5 W\n | A 2";
    batch(
        json!({"sort": [{"by": "stock_balance"}]}),
        stock,
        expect![[r#"
        S2 serves A 2: shipping 110
        (W others come first by the rule; S1 others come first by the rule; S3 has none of it)"#]],
    );
    batch(
        json!({"sort": [{"by": "distance", "band_km": 5}]}),
        stock,
        expect![[r#"
        S1 serves A 2: shipping 100
        (S2 others come first by the rule; W others come first by the rule; S3 has none of it)"#]],
    );
    batch(
        json!({"sort": [{"by": "distance", "band_km": 50}, {"by": "stock_balance"}]}),
        stock,
        expect![[r#"
            S2 serves A 2: shipping 110
            (S1 others come first by the rule; W others come first by the rule; S3 has none of it)"#]],
    );
    batch(
        json!({"sort": [{"by": "kind", "order": ["warehouse", "store"]}]}),
        stock,
        expect![[r#"
        W serves A 2: shipping 200
        (S1 others come first by the rule; S2 others come first by the rule; S3 has none of it)"#]],
    );
    batch(
        json!({"sort": [{"by": "most_lines"}]}),
        &stock.replace("| A 2", "| A 2 B 1"),
        expect![[r#"
        W serves A 2, B 1: shipping 200
        (S1 has 1 of B too few; S2 has 1 of B too few; S3 has none of it)"#]],
    );
    let limits =
        |site: &str, orders: u32| format!("settings {}\n", json!({"site": site, "orders_per_hour": orders}));
    let limited = format!("{}{}{}{stock}", limits("S1", 2), limits("S2", 9), limits("W", 5));
    batch(
        json!({"sort": [{"by": "capacity_left"}]}),
        &limited,
        expect![[r#"
        S2 serves A 2: shipping 110
        (W others come first by the rule; S1 others come first by the rule; S3 has none of it)"#]],
    );
}

#[test]
fn orders_may_come_in_parts_or_not() {
    let stock = "receipt A 3 S1\n receipt B 5 S2\n receipt A 3 S3\n | A 2 B 1\n A 5";
    batch(
        json!({}),
        stock,
        expect![[r#"
        S1 serves A 2: shipping 100
        S2 serves B 1: shipping 110 + split 30
        (S3 dearer together with others; W has none of it)
        S1 serves A 3: shipping 100
        S3 serves A 2: shipping 120 + split 30
        (S2 has none of it; W has none of it)"#]],
    );
    batch(
        json!({"split": {"allow": "lines"}}),
        stock,
        expect![[r#"
        S1 serves A 2: shipping 100
        S2 serves B 1: shipping 110 + split 30
        (S3 dearer together with others; W has none of it)
        nobody serves A 5: cannot be served in as few parcels as the rule allows
        waits in unrouted
        (S1 has 2 of A too few; S3 has 2 of A too few; S2 has none of it; W has none of it)"#]],
    );
    batch(
        json!({"split": {"allow": "never"}}),
        stock,
        expect![[r#"
        nobody serves A 2: cannot be served in as few parcels as the rule allows
        nobody serves B 1: cannot be served in as few parcels as the rule allows
        waits in unrouted
        (S1 has 1 of B too few; S2 has 2 of A too few; W has none of it)
        nobody serves A 5: cannot be served in as few parcels as the rule allows
        waits in unrouted
        (S1 has 2 of A too few; S3 has 2 of A too few; S2 has none of it; W has none of it)"#]],
    );
    batch(
        json!({"split": {"shipments_max": 1}, "incomplete": "keep"}),
        stock,
        expect![[r#"
        S1 serves A 2: shipping 100
        nobody serves B 1: cannot be served in as few parcels as the rule allows
        waits in unrouted
        (S2 has 2 of A too few; S3 has 1 of B too few; W has none of it)
        S1 serves A 3: shipping 100
        nobody serves A 2: cannot be served in as few parcels as the rule allows
        waits in unrouted
        (S3 has 2 of A too few; S2 has none of it; W has none of it)"#]],
    );
    batch(
        json!({"split": {"shipment_value_min": 800}}),
        &stock.replace("B 1", "B 1=700"),
        expect![[r#"
        nobody serves A 2: cannot be served in as few parcels as the rule allows
        nobody serves B 1: cannot be served in as few parcels as the rule allows
        waits in unrouted
        (S1 has 1 of B too few; S2 has 2 of A too few; W has none of it)
        nobody serves A 5: cannot be served in as few parcels as the rule allows
        waits in unrouted
        (S1 has 2 of A too few; S3 has 2 of A too few; S2 has none of it; W has none of it)"#]],
    );
}

#[test]
fn what_cannot_be_served_waits() {
    let stock = "receipt A 3 S1\n | A 5";
    batch(
        json!({}),
        stock,
        expect![[r#"
        nobody serves A 5: sites that may serve have 2 of A too few
        waits in unrouted
        (S1 has 2 of A too few; S2 has none of it; S3 has none of it)"#]],
    );
    batch(
        json!({"incomplete": "keep"}),
        stock,
        expect![[r#"
        S1 serves A 3: shipping 100
        nobody serves A 2: sites that may serve have 2 of A too few
        waits in unrouted
        (S2 has none of it; S3 has none of it)"#]],
    );
    batch(
        json!({"incomplete": {"park": {"queue": "buyer", "cancel_after_days": 3}}}),
        stock,
        expect![[r#"
            nobody serves A 5: sites that may serve have 2 of A too few
            waits in buyer until 2026-11-28T10:20:00Z
            (S1 has 2 of A too few; S2 has none of it; S3 has none of it)"#]],
    );
}

#[test]
fn batches_are_tried_one_after_the_other() {
    let rules = |incomplete: &str| {
        json!({"name": "r", "weights": {"parcel": 100, "parcel_per_km": 1, "markdown_ppm": 0, "split_penalty": 30},
            "fallback": {"queue": "later", "cancel_after_days": 7},
            "batches": [
                {"batch": "near", "from": {"kinds": ["store"]}, "incomplete": incomplete},
                {"batch": "dear", "when": {"value_min": 5000}, "from": {"sites": ["S3"]}},
                {"batch": "hub", "from": {"kinds": ["warehouse"]}}]})
    };
    let stock = "receipt A 1 S1\n receipt A 9 W\n receipt B 9 W\n receipt B 1 S2\n | A 2\n A 1 B 2\n A 11";
    check(
        &format!("{SHOPS} rules {}\n {stock}", rules("next")),
        expect![[r#"
        W serves A 2: shipping 200
        (S1 is not among the sites of the rule; S2 is not among the sites of the rule)
        W serves A 1, B 2: shipping 200
        (S1 is not among the sites of the rule; S2 is not among the sites of the rule)
        nobody serves A 11: sites that may serve have 2 of A too few
        waits in later until 2026-12-02T10:20:00Z
        (W has 2 of A too few; S1 is not among the sites of the rule; S2 is not among the sites of the rule)"#]],
    );
    check(
        &format!("{SHOPS} rules {}\n {stock}", rules("keep")),
        expect![[r#"
        S1 serves A 1: shipping 100
        W serves A 1: shipping 200 + split 30
        (S1 is not among the sites of the rule; S2 is not among the sites of the rule)
        S1 serves A 1: shipping 100
        S2 serves B 1: shipping 110 + split 30
        W serves B 1: shipping 200 + split 30
        (S1 is not among the sites of the rule; S2 is not among the sites of the rule)
        S1 serves A 1: shipping 100
        nobody serves A 10: sites that may serve have 1 of A too few
        waits in later until 2026-12-02T10:20:00Z
        (W has 1 of A too few; S1 is not among the sites of the rule; S2 is not among the sites of the rule)"#]],
    );
}

#[test]
fn rules_are_for_some_orders() {
    let to = |name: &str, rank: u32, when: Value, site: &str| {
        let batch = json!({"batch": "b", "from": {"sites": [site]}});
        format!("rules {}\n", json!({"name": name, "rank": rank, "when": when, "batches": [batch]}))
    };
    let rules = to("app", 1, json!({"channels": ["app"]}), "S1")
        + &to("dear", 2, json!({"value_min": 5000}), "S2")
        + &to("food", 3, json!({"categories": ["Food"]}), "S3")
        + &to("express", 3, json!({"services": ["express"]}), "S3")
        + &to("abroad", 3, json!({"countries": ["AT"]}), "S1")
        + &to("rest", 9, json!({"value_max": 9000, "methods": ["ship"]}), "W");
    let stock =
        "item F in Food\n receipt A 5 S1\n receipt A 5 S2\n receipt A 5 S3\n receipt A 5 W\n receipt F 5 S3";
    check(
        &format!(
            "{SHOPS} {rules} {stock} | A 1\n A 1 with from app\n A 1=6000\n F 1\n A 1 with express\n A 1 with to AT\n A 1 with by deliver"
        ),
        expect![[r#"
            W serves A 1: markdown 20 + shipping 550
            (S1 is not among the sites of the rule; S2 is not among the sites of the rule)
            S1 serves A 1: markdown 20 + shipping 450
            (S2 is not among the sites of the rule; S3 is not among the sites of the rule)
            S2 serves A 1: markdown 120 + shipping 460
            (S1 is not among the sites of the rule; S3 is not among the sites of the rule)
            S3 serves F 1: markdown 20 + shipping 470
            (S1 is not among the sites of the rule; S2 is not among the sites of the rule)
            S3 serves A 1: markdown 20 + shipping 470
            (S1 is not among the sites of the rule; S2 is not among the sites of the rule)
            S1 serves A 1: markdown 20 + shipping 450
            (S2 is not among the sites of the rule; S3 is not among the sites of the rule)
            S1 serves A 1: markdown 20 + shipping 450
            (S2 10 dearer; S3 20 dearer; W 100 dearer)"#]],
    );
}

const POST: &str = r#"carrier {"carrier": "post", "method": "ship", "cut_off": "17:00", "zones": [
    {"zone": "city", "to": [{"country": "DE", "postal_prefix": "10"}], "distance_km_max": 15,
     "prices": [{"weight_g_max": 1000, "price": 300}, {"weight_g_max": 5000, "price": 500}], "transit": {"days_min": 1, "days_max": 1}},
    {"zone": "land", "to": [{"country": "DE"}],
     "prices": [{"weight_g_max": 1000, "price": 400}, {"weight_g_max": 5000, "price": 900}], "transit": {"days_min": 2, "days_max": 3}}]}"#;

#[test]
fn carriers_are_paid_by_zone_and_weight() {
    let post = POST.replace('\n', " ");
    let given = format!("{post}\n weighs A 400\n receipt A 9 S2\n receipt A 19 W\n");
    batch(
        json!({}),
        &format!("{given} | A 1\n A 3\n A 10\n A 30\n A 1 with to FR\n A 1 with express"),
        expect![[r#"
            S2 serves A 1 by post: shipping 300
            (W 100 dearer; S1 has none of it; S3 has none of it)
            S2 serves A 3 by post: shipping 500
            (W 400 dearer; S1 has none of it; S3 has none of it)
            W serves A 10 by post: shipping 900
            (S2 has 1 of A too few; S1 has none of it; S3 has none of it)
            nobody serves A 30: sites that may serve have 2 of A too few
            waits in unrouted
            (S2 has 21 of A too few; W has 11 of A too few; S1 has none of it; S3 has none of it)
            nobody serves A 1: no carrier goes there
            waits in unrouted
            (S1 no carrier goes from there; S2 no carrier goes from there)
            nobody serves A 1: no carrier goes there
            waits in unrouted
            (S1 no carrier goes from there; S2 no carrier goes from there)"#]],
    );
    // A line may go in two parcels where steps of weight make that cheaper.
    let express =
        post.replace("\"post\"", "\"dash\"").replace("\"ship\",", "\"ship\", \"service\": \"express\",");
    batch(
        json!({}),
        &format!("{given} {express}\n | A 1 with express"),
        expect![[r#"
        S2 serves A 1 by dash: shipping 300
        (W 100 dearer; S1 has none of it; S3 has none of it)"#]],
    );
    let only = json!({"site": "W", "carriers": ["dash"]});
    batch(
        json!({}),
        &format!("{given} settings {only}\n | A 10"),
        expect![[r#"
        nobody serves A 10: sites that may serve have 1 of A too few
        waits in unrouted
        (S2 has 1 of A too few; W no carrier goes from there; S1 has none of it; S3 has none of it)"#]],
    );
}

#[test]
fn labour_is_paid_by_order_line_and_minute() {
    let site = |site: &str, minute: u32, line: u32| json!({"site": site, "pick_minutes_per_order": 2, "pick_minutes_per_line": 3, "labour_per_minute": minute, "labour_per_line": line});
    let given = format!(
        "settings {}\n settings {}\n receipt A 5 S1\n receipt B 5 S1\n receipt A 5 S2\n receipt B 5 S2\n",
        site("S1", 10, 5),
        site("S2", 1, 0)
    );
    batch(
        json!({}),
        &format!("{given} | A 1\n A 1 B 1"),
        expect![[r#"
        S2 serves A 1: labour 5 + shipping 110
        (S1 40 dearer; S3 has none of it; W has none of it)
        S2 serves A 1, B 1: labour 8 + shipping 110
        (S1 72 dearer; S3 has none of it; W has none of it)"#]],
    );
}

#[test]
fn scarce_stock_is_spared() {
    let rules = |ppm: u32| json!({"name": "r", "batches": [{"batch": "b"}], "weights": {"parcel": 100, "parcel_per_km": 1, "markdown_ppm": ppm}});
    let stock = "receipt A 2 S1\n receipt A 40 S2\n | A 1=4000";
    check(
        &format!("{SHOPS} rules {}\n {stock}", rules(0)),
        expect![[r#"
        S1 serves A 1: shipping 100
        (S2 10 dearer; S3 has none of it; W has none of it)"#]],
    );
    check(
        &format!("{SHOPS} rules {}\n {stock}", rules(100_000)),
        expect![[r#"
        S2 serves A 1: markdown 210 + shipping 110
        (S1 180 dearer; S3 has none of it; W has none of it)"#]],
    );
}

#[test]
fn a_promise_is_kept_or_its_days_are_paid() {
    let post = POST.replace('\n', " ");
    let stock = "receipt A 5 S3\n receipt A 5 S1\n count S1 A 4";
    // The city's parcel is there tomorrow, the land's on Monday.
    batch(
        json!({}),
        &format!(
            "{post}\n {stock}\n | A 1\n A 1 with promised 2026-11-27T00:00:00Z\n A 1 with promised 2026-11-26T00:00:00Z"
        ),
        expect![[r#"
            S3 serves A 1 by post: shipping 400
            (S1 300 dearer; S2 has none of it; W has none of it)
            S1 serves A 1 by post: confidence 400 + shipping 300
            (S3 1700 dearer; S2 has none of it; W has none of it)
            S1 serves A 1 by post: confidence 400 + late 500 + shipping 300
            (S3 1700 dearer; S2 has none of it; W has none of it)"#]],
    );
    batch(
        json!({"from": {"in_time": true, "not_sites": ["S1"]}}),
        &format!(
            "{post}\n {stock}\n | A 1 with promised 2026-11-27T00:00:00Z\n A 1 with promised 2026-12-01T00:00:00Z"
        ),
        expect![[r#"
            nobody serves A 1: no site has any of it
            waits in unrouted
            (S1 is not among the sites of the rule; S2 has none of it; W has none of it; S3 would come later than promised)
            S3 serves A 1 by post: shipping 400
            (S1 is not among the sites of the rule; S2 has none of it; W has none of it)"#]],
    );
}

#[test]
fn capacity_is_for_so_many_orders() {
    let full = json!({"site": "S1", "orders_per_hour": 0});
    let stock = "receipt A 5 S1\n receipt A 5 S2\n | A 1";
    batch(
        json!({"from": {"capacity_left_min": 1}}),
        &format!("settings {full}\n {stock}"),
        expect![[r#"
        S2 serves A 1: shipping 110
        (S3 has none of it; W has none of it; S1 can take no more orders that day)"#]],
    );
}
