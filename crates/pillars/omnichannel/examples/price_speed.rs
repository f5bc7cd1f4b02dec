//! What pricing costs: `cargo run --release --example price_speed -p realtail-omnichannel`.
//!
//! Baskets of 30 lines under 1,000 live promotions of all kinds, on one core, with two sets of promotions:
//!
//! - Dense: most name a whole category or a brand, so about 190 of the 1,000 concern a basket, a line has about 12 offers,
//!   and 71 promotions are given. Nobody runs a shop like this; it is there for what many offers on one line cost.
//! - Leaflet: what a grocer has. Most name 1 to 20 items, some one narrow category, a handful ask for a spend in a
//!   department, so a line has one or two offers.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "it measures, and prints what it measured"
)]

use realtail_kernel::{Instant, Machine, Position, Stamp};
use realtail_omnichannel::{Basket, BasketLine, Command, Omnichannel, PriceCommand};
use serde_json::{Value, json};
use std::hint::black_box;

const ITEMS: u64 = 5_000;
const PROMOTIONS: u64 = 1_000;
const BASKETS: u64 = 1_000;
const LINES: u64 = 30;
const ROUNDS: usize = 10;

fn main() {
    let state = shop_with(PROMOTIONS, promotion);
    let now = Instant::from_micros(2_000_000);
    let baskets: Vec<Basket> = (0..BASKETS).map(|n| basket(n, n % 20)).collect();
    report("dense", &state, &baskets, now);
    timed("basket of 30 lines under 1,000 promotions", &state, &baskets, now);
    let without = shop_with(0, promotion);
    timed("the same without promotions", &without, &baskets, now);
    timed("the same as of before the last change", &state, &baskets, Instant::from_micros(1_000_500));
    let leaflet = shop_with(PROMOTIONS, in_leaflet);
    report("leaflet", &leaflet, &baskets, now);
    timed("basket of 30 lines under a leaflet of 1,000 promotions", &leaflet, &baskets, now);
}

/// The median says what a basket costs where others share the machine; baskets a second are by the whole time.
fn timed(what: &str, state: &Omnichannel, baskets: &[Basket], at: Instant) {
    let mut each = Vec::with_capacity(ROUNDS * baskets.len());
    for basket in (0..ROUNDS).flat_map(|_| baskets) {
        let start = std::time::Instant::now();
        black_box(state.prices.evaluate(&state.catalogue, basket, at).expect("it has prices"));
        each.push(start.elapsed());
    }
    let all: f64 = each.iter().map(|time| time.as_secs_f64()).sum();
    each.sort_unstable();
    let median_us = each[each.len() / 2].as_secs_f64() * 1e6;
    println!("{what}: {:.0} baskets a second, median {median_us:.1} us", each.len() as f64 / all);
}

/// What the baskets get, so that the number above is of something.
fn report(what: &str, state: &Omnichannel, baskets: &[Basket], at: Instant) {
    let (mut discounts, mut given, mut told, mut concerning) = (0, 0, 0, 0);
    for basket in baskets {
        let priced = state.prices.evaluate(&state.catalogue, basket, at).expect("it has prices");
        discounts += priced.lines.iter().map(|line| line.discounts.len()).sum::<usize>();
        given += priced.redemptions.len();
        told += priced.not_applied.len();
        // Those too that are for another place, time, channel or group.
        let basket = Basket { explain: true, ..basket.clone() };
        let explained = state.prices.evaluate(&state.catalogue, &basket, at).expect("it has prices");
        concerning += explained.redemptions.len() + explained.not_applied.len();
    }
    let each = |n: usize| n as f64 / baskets.len() as f64;
    println!(
        "{what}: {} promotions live, of which {:.1} concern the goods of a basket; it gets {:.1} of them in {:.1} discounts on its \
         lines, and is told of {:.1} more",
        state.prices.promotions().count(),
        each(concerning),
        each(given),
        each(discounts),
        each(told)
    );
}

/// SplitMix64.
fn mixed(n: u64) -> u64 {
    let mut z = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn basket(n: u64, site: u64) -> Basket {
    let line = |k: u64| BasketLine {
        line: k as u32 + 1,
        item: read(json!(item(mixed(n * LINES + k) % ITEMS))),
        quantity: read(json!(1 + mixed(n * 77 + k) % 3)),
        unit_price: None,
    };
    Basket {
        channel: read(json!(["web", "store", "app"][(n % 3) as usize])),
        site: Some(read(json!(format!("S{site}")))),
        ship_to: None,
        customer: Some(read(json!(format!("c{n}")))),
        groups: if n % 5 < 1 { vec![read(json!("staff"))] } else { Vec::new() },
        member: n % 2 < 1,
        coupons: if n % 4 < 1 { vec![read(json!(format!("CODE{}", n % 100)))] } else { Vec::new() },
        currency: None,
        lines: (0..LINES).map(line).collect(),
        explain: false,
    }
}

fn item(n: u64) -> String {
    format!("I{n:07}")
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("as the contract says")
}

/// Kinds in the proportions of a grocer's leaflet; a tenth is exclusive, a tenth for a coupon.
fn promotion(n: u64) -> Value {
    let m = mixed(n);
    let benefit = match n % 20 {
        0..=6 => json!({"kind": "percent", "rate_ppm": 50_000 + m % 20 * 10_000}),
        7..=9 => json!({"kind": "amount_off", "amount": 10 + m % 50}),
        10..=12 => json!({"kind": "fixed_price", "unit_price": 99 + m % 200}),
        13 => json!({"kind": "member_price", "unit_price": 99 + m % 100}),
        14 | 15 => json!({"kind": "n_for_m", "take": 3, "pay": 2}),
        16 => json!({"kind": "cheapest_free", "of": 2, "rate_ppm": 500_000}),
        17 | 18 => json!({"kind": "bundle_price", "price": 500, "groups": [
            {"goods": {"categories": [category(m % 200)]}, "quantity": 1},
            {"goods": {"categories": [category(m / 256 % 200)]}, "quantity": 1}]}),
        _ => {
            json!({"kind": "threshold", "spend": 2_000 + m % 10 * 1_000, "off": {"kind": "percent", "rate_ppm": 50_000}})
        }
    };
    let goods = match (n % 20, m / 1024 % 4) {
        (17 | 18, _) => json!({}),
        (19, _) => json!({"categories": [format!("D{}", m % 10)]}),
        (_, 0) => json!({"items": (0..10).map(|k| item(mixed(n * 31 + k) % ITEMS)).collect::<Vec<_>>()}),
        (_, 1) => json!({"brands": [format!("B{}", m % 100)], "except_categories": [category(m % 200)]}),
        _ => json!({"categories": [category(m % 200)]}),
    };
    let mut conditions = json!({"valid_from": "1970-01-01T00:00:01Z", "valid_until": "2100-01-01T00:00:00Z"});
    match n % 10 {
        3 => conditions["coupons"] = json!([format!("CODE{}", n % 100)]),
        4 => conditions["sites"] = json!([format!("S{}", m % 20)]),
        5 => conditions["channels"] = json!(["web", "app"]),
        6 => conditions["groups"] = json!(["staff"]),
        _ => (),
    }
    json!({"promotion": format!("P{n:04}"), "name": "Leaflet", "benefit": benefit, "goods": goods, "conditions": conditions,
        "priority": m % 5, "stacking": if n % 10 == 7 { "exclusive" } else { "stackable" },
        "limits": if n % 10 == 8 { json!({"uses_per_customer": 3}) } else { json!({}) }})
}

fn category(n: u64) -> String {
    format!("C{n}")
}

/// The same kinds, conditions and stacking, on few goods each.
fn in_leaflet(n: u64) -> Value {
    let m = mixed(n);
    let some = |salt: u64| {
        let count = 1 + (m / 32 % 20) * (m / 1024 % 20) / 20;
        json!({"items": (0..count).map(|k| item(mixed(n * 64 + salt + k) % ITEMS)).collect::<Vec<_>>()})
    };
    let mut value = promotion(n);
    match n % 20 {
        17 | 18 => {
            value["benefit"]["groups"][0]["goods"] = some(0);
            value["benefit"]["groups"][1]["goods"] = some(32);
        }
        // Five of them ask for a spend; the others of their kind take something off.
        19 if n % 200 == 19 => (),
        19 => {
            value["benefit"] = json!({"kind": "percent", "rate_ppm": 100_000});
            value["goods"] = some(0);
        }
        2 | 9 => value["goods"] = json!({"categories": [category(m % 200)]}),
        _ => value["goods"] = some(0),
    }
    value
}

fn shop_with(promotions: u64, promotion: fn(u64) -> Value) -> Omnichannel {
    let mut state = Omnichannel::default();
    let mut now = Instant::from_micros(1_000_000);
    let mut run = |command: Command| {
        now = Instant::from_micros(now.micros() + 1);
        let events = state.decide(&command, now).expect("accepted");
        events.iter().for_each(|event| {
            state.apply(event, Stamp { position: Position(1), origin: Position(1), at: now })
        });
    };
    let site =
        |n| read(json!({"site": format!("S{n}"), "name": "x", "kind": "store", "timezone": "Europe/Berlin"}));
    run(Command::SetSites((0..20).map(site).collect()));
    let named = |n: u64| {
        let c = mixed(n) % 200;
        read(json!({"item": item(n), "name": "x", "brand": format!("B{}", mixed(n * 3) % 100),
            "categories": [format!("D{}", c / 20), format!("G{}", c / 5), category(c)]}))
    };
    run(Command::SetItems((0..ITEMS).map(named).collect()));
    run(Command::SetRegion(read(json!("south")), read(json!(["S1", "S2", "S3"]))));
    let price = |command| Command::Price(command);
    for (list, more) in [
        ("base", json!({})),
        ("south", json!({"regions": ["south"]})),
        ("staff", json!({"groups": ["staff"]})),
    ] {
        let mut value = json!({"list": list, "currency": "EUR"});
        value.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        run(price(PriceCommand::SetList(read(value))));
        let step = if list == "base" { 1 } else { 10 };
        let entry = |n: u64| read(json!({"item": item(n), "unit_price": 99 + mixed(n) % 2_000}));
        run(price(PriceCommand::SetPrices(read(json!(list)), (0..ITEMS).step_by(step).map(entry).collect())));
    }
    for (tax, rate, category) in
        [("standard", 190_000, None), ("reduced", 70_000, Some("D1")), ("books", 50_000, Some("D2"))]
    {
        let mut value = json!({"tax": tax, "kind": "vat", "rate_ppm": rate, "inclusive": true});
        if let Some(category) = category {
            value["category"] = json!(category);
        }
        run(price(PriceCommand::SetTax(read(value))));
    }
    for n in 0..promotions {
        run(price(PriceCommand::SetPromotion(read(promotion(n)))));
    }
    state
}
