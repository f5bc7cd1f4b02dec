//! Prices that are advised, over HTTP, against the binary: lots that expire, seasons that end, what is set, and tests by turns.

mod engine;

use engine::Engine;
use realtail_kernel::Instant;
use serde_json::{Value, json};
use std::time::{Duration, Instant as Stopwatch, SystemTime};

const DAY_MS: i64 = 86_400_000;

fn now() -> Instant {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    Instant::from_micros(since.as_micros() as i64)
}

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path} {body}: {status} {answer}");
    answer
}

#[track_caller]
fn read(engine: &Engine, path: &str) -> Value {
    good(engine, "GET", path, &Value::Null)
}

#[track_caller]
fn refused(engine: &Engine, path: &str, body: &Value) -> String {
    let method = if path.contains("/price-advice") { "POST" } else { "PUT" };
    let (status, problem) = engine.call(method, path, body);
    assert!((400..500).contains(&status), "{path} {body}: {status} {problem}");
    problem["detail"].as_str().expect("why").to_owned()
}

#[track_caller]
fn eventually(engine: &Engine, path: &str, so: impl Fn(&Value) -> bool) -> Value {
    let started = Stopwatch::now();
    loop {
        let found = read(engine, path);
        if so(&found) {
            return found;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "{path} stays {found}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn rows<'a>(found: &'a Value, field: &str) -> &'a Vec<Value> {
    found[field].as_array().expect("a list")
}

/// A store that sells yoghurt at 2.49 and coats at 99.99.
fn store() -> (tempfile::TempDir, Engine) {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    good(&engine, "PUT", "/v1/sites/S", &json!({"name": "S", "kind": "store", "timezone": "UTC"}));
    for (item, cost) in [("yoghurt", 120), ("coat", 4_000)] {
        let body = json!({"name": item, "categories": [item], "attributes": {"unit_cost": cost}});
        good(&engine, "PUT", &format!("/v1/items/{item}"), &body);
    }
    good(&engine, "PUT", "/v1/price-lists/shop", &json!({"currency": "EUR"}));
    let prices =
        json!({"prices": [{"item": "yoghurt", "unit_price": 249}, {"item": "coat", "unit_price": 9_999}]});
    good(&engine, "POST", "/v1/price-lists/shop/prices", &prices);
    (data, engine)
}

/// The same, which sold three yoghurts a day for the last ten days, and has none left.
fn shop() -> (tempfile::TempDir, Engine) {
    let (data, engine) = store();
    receive(&engine, "yoghurt", 30, None);
    for day in (1..=10).rev() {
        sell(&engine, &format!("s{day}"), "yoghurt", 3, 249, now().plus_ms(-day * DAY_MS));
    }
    (data, engine)
}

fn receive(engine: &Engine, item: &str, units: u32, lot: Option<(&str, Instant)>) {
    let mut receipt = json!({"item": item, "quantity": units, "from": {"outside": "supplier"}, "to": {"site": "S"},
        "reason": "receipt"});
    if let Some((lot, expires_at)) = lot {
        (receipt["lot"], receipt["expires_at"]) = (json!(lot), json!(expires_at));
    }
    good(engine, "POST", "/v1/stock/moves", &json!({"moves": [receipt]}));
}

fn sell(engine: &Engine, sale: &str, item: &str, units: u32, unit_price: i64, sold_at: Instant) {
    let body = json!({"sale": sale, "site": "S", "sold_at": sold_at,
        "lines": [{"item": item, "quantity": units, "unit_price": unit_price}]});
    good(engine, "POST", "/v1/sales", &body);
}

fn rules(change: Value) -> Value {
    let mut rules = json!({"goods": {"items": ["yoghurt"]}, "ending": "nine", "removal_cost": 10});
    if let (Some(rules), Value::Object(change)) = (rules.as_object_mut(), change) {
        rules.extend(change);
    }
    rules
}

fn asked_at_the_till(engine: &Engine, item: &str) -> i64 {
    let basket =
        json!({"channel": "store", "site": "S", "lines": [{"line": 1, "item": item, "quantity": 1}]});
    good(engine, "POST", "/v1/baskets:price", &basket)["total"].as_i64().expect("a total")
}

#[test]
fn a_lot_that_would_be_left_is_marked_down_on_every_channel_and_label() {
    let (data, engine) = shop();
    let expires_at = now().plus_ms(2 * DAY_MS);
    good(&engine, "PUT", "/v1/price-rules/dairy", &rules(json!({})));
    receive(&engine, "yoghurt", 40, Some(("L1", expires_at)));
    let found = eventually(&engine, "/v1/price-advice?site=S", |found| !rows(found, "advice").is_empty());
    let advice = &rows(&found, "advice")[0];
    let price = advice["unit_price"].as_i64().expect("a price");
    assert!((120..249).contains(&price) && price % 10 == 9, "{advice}");
    assert_eq!(
        (&advice["aim"]["kind"], &advice["aim"]["lot"], &advice["units"]),
        (&json!("lot"), &json!("L1"), &json!(40))
    );
    assert!(advice["without"]["waste_units"].as_f64() > advice["with"]["waste_units"].as_f64(), "{advice}");
    assert_eq!(
        (&advice["model"], &advice["per"], &advice["currency"]),
        (&json!("prices"), &json!(1), &json!("EUR"))
    );
    assert_eq!(asked_at_the_till(&engine, "yoghurt"), 249, "nothing is set before somebody says so");

    let accept = |price: Option<i64>| {
        let mut body = json!({"item": "yoghurt", "site": "S", "lot": "L1"});
        if let Some(price) = price {
            body["unit_price"] = json!(price);
        }
        body
    };
    let why = refused(&engine, "/v1/price-advice:accept", &accept(Some(99)));
    assert_eq!(
        why,
        "unit_price: 99 is out of bounds; give at least 120 by what the goods cost, and let it end in 9"
    );
    let taken = good(&engine, "POST", "/v1/price-advice:accept", &accept(None));
    assert_eq!((&taken["unit_price"], &taken["list"]), (&json!(price), &json!("advised-S")));
    assert_eq!(taken.get("reference_unit_price"), None, "nobody knows what it cost in the days before today");
    assert_eq!(asked_at_the_till(&engine, "yoghurt"), price);
    let label = &rows(&read(&engine, "/v1/actions?action=price_label"), "actions")[0]["action"].clone();
    assert_eq!((&label["unit_price"], &label["valid_until"]), (&json!(price), &json!(expires_at)), "{label}");
    assert_eq!(label.get("lot"), None, "all that lies there is of the lot");

    // It stands through a kill.
    drop(engine);
    let engine = Engine::start(data.path());
    assert_eq!(asked_at_the_till(&engine, "yoghurt"), price);
    let held = read(&engine, "/v1/advised-prices?item=yoghurt");
    assert_eq!(rows(&held, "prices").len(), 1, "{held}");
    // It is judged once its day is over.
    let record = read(&engine, "/v1/price-advice/record");
    assert_eq!(
        (&record["weeks"][0]["kind"], &record["weeks"][0]["prices"], &record["open"]),
        (&json!("lot"), &json!(1), &json!(1))
    );
}

#[test]
fn stickers_bear_the_price_where_fresh_goods_lie_beside_and_rules_may_set_it_at_once() {
    let (_data, engine) = shop();
    receive(&engine, "yoghurt", 30, Some(("fresh", now().plus_ms(20 * DAY_MS))));
    receive(&engine, "yoghurt", 40, Some(("old", now().plus_ms(DAY_MS))));
    let why = refused(&engine, "/v1/price-rules/dairy", &rules(json!({"steps_percent": [50, 20]})));
    assert!(why.starts_with("steps_percent: "), "{why}");
    let why = refused(&engine, "/v1/price-rules/dairy", &rules(json!({"sites": ["nowhere"]})));
    assert!(why.contains("nowhere"), "{why}");
    good(&engine, "PUT", "/v1/price-rules/dairy", &rules(json!({"automatic": true})));
    let held = eventually(&engine, "/v1/advised-prices?site=S", |found| !rows(found, "prices").is_empty());
    let taken = &rows(&held, "prices")[0];
    assert_eq!(
        (taken["advice"]["aim"]["lot"].as_str(), taken.get("list"), taken.get("by")),
        (Some("old"), None, None)
    );
    assert_eq!(asked_at_the_till(&engine, "yoghurt"), 249, "the fresh ones cost what they did");
    let actions =
        eventually(&engine, "/v1/actions?action=price_label", |found| !rows(found, "actions").is_empty());
    assert_eq!(rows(&actions, "actions")[0]["action"]["lot"], "old");
    assert_eq!(rows(&read(&engine, "/v1/price-advice"), "advice").len(), 0, "nobody is asked");
}

#[test]
fn what_competitors_ask_and_what_is_declined_bounds_what_is_advised() {
    let (_data, engine) = shop();
    let seen =
        json!({"prices": [{"item": "yoghurt", "competitor": "B", "unit_price": 150, "seen_at": now()}]});
    good(&engine, "POST", "/v1/competitor-prices", &seen);
    assert_eq!(rows(&read(&engine, "/v1/competitor-prices?item=yoghurt"), "prices").len(), 1);
    good(&engine, "PUT", "/v1/price-rules/dairy", &rules(json!({"competitor_percent": 100})));
    receive(&engine, "yoghurt", 40, Some(("L1", now().plus_ms(2 * DAY_MS))));
    let found = eventually(&engine, "/v1/price-advice?site=S", |found| !rows(found, "advice").is_empty());
    let price = rows(&found, "advice")[0]["unit_price"].as_i64().expect("a price");
    assert!((120..=149).contains(&price), "no dearer than the competitor: {found}");
    let until = now().plus_ms(DAY_MS);
    let decline = json!({"item": "yoghurt", "site": "S", "lot": "L1", "until": until});
    good(&engine, "POST", "/v1/price-advice:decline", &decline);
    assert_eq!(rows(&read(&engine, "/v1/price-advice"), "advice").len(), 0);
    let (status, _) = engine.call("DELETE", "/v1/price-rules/dairy", &Value::Null);
    assert_eq!(status, 204);
    let (status, _) = engine.call("GET", "/v1/price-rules/dairy", &Value::Null);
    assert_eq!(status, 404);
}

#[test]
fn weeks_of_receipts_say_how_demand_answers_and_a_season_is_cleared_by_it() {
    let (_data, engine) = store();
    receive(&engine, "coat", 2_000, None);
    // Ten weeks at two prices by turns, of which the lower one sells twice as much: an elasticity of about -3.
    for day in (1..=70).rev() {
        let sold_at = now().plus_ms(-day * DAY_MS);
        // Weeks begin on Mondays, and 1970 on a Thursday.
        let low = (sold_at.micros() / (DAY_MS * 1_000) + 3) / 7 % 2 == 0;
        let body = json!({"sale": format!("c{day}"), "site": "S", "sold_at": sold_at,
            "lines": [{"item": "coat", "quantity": if low { 8 } else { 4 }, "unit_price": 9_999,
                "discount": if low { 2_000 * 8 } else { 0 }}]});
        good(&engine, "POST", "/v1/sales", &body);
    }
    sell(&engine, "today", "coat", 4, 9_999, now());
    let found =
        eventually(&engine, "/v1/elasticities?item=coat", |found| found["elasticities"][0]["own"] == true);
    let paid = &found["elasticities"][0]["paid"];
    let (mean, low, high) = (paid["mean"].as_f64(), paid["low"].as_f64(), paid["high"].as_f64());
    assert!(mean.is_some_and(|mean| (-4.0..-2.0).contains(&mean)) && low < mean && mean < high, "{found}");

    let end = (now().plus_ms(20 * DAY_MS)).to_string()[..10].to_owned();
    let season = json!({"goods": {"items": ["coat"]}, "season_end": end, "ending": "ninety_nine", "floor_percent": 100});
    good(&engine, "PUT", "/v1/price-rules/winter", &season);
    let found = eventually(&engine, "/v1/price-advice?item=coat", |found| !rows(found, "advice").is_empty());
    let advice = &rows(&found, "advice")[0];
    let price = advice["unit_price"].as_i64().expect("a price");
    assert!((4_000..9_999).contains(&price) && price % 100 == 99, "{advice}");
    assert_eq!(advice["aim"], json!({"kind": "season", "end": end}));
}

#[test]
fn two_prices_are_tested_by_turns_and_the_test_can_be_ended() {
    let (_data, engine) = shop();
    good(&engine, "PUT", "/v1/price-rules/dairy", &rules(json!({})));
    let soon = now().plus_ms(2 * DAY_MS).to_string()[..10].to_owned();
    let test =
        |price: i64| json!({"item": "yoghurt", "site": "S", "unit_price": price, "from": soon, "pairs": 2});
    let why = refused(&engine, "/v1/price-tests/t", &test(99));
    assert!(why.contains("out of bounds"), "{why}");
    let set = good(&engine, "PUT", "/v1/price-tests/t", &test(229));
    assert_eq!(
        (rows(&set, "periods").len(), &set["runs"], &set["unit_price_now"]),
        (4, &json!(true), &json!(249))
    );
    let told = eventually(&engine, "/v1/price-tests/t", |found| found.get("trial").is_some());
    assert_eq!(rows(&told["trial"], "periods").len(), 0, "none is over");
    let list = read(&engine, "/v1/price-lists/advised-S/prices");
    let entries = rows(&list, "prices");
    assert_eq!(entries.len(), 2, "each turn of the price that is tried: {list}");
    assert!(entries.iter().all(|entry| entry["unit_price"] == 229), "{list}");
    assert_eq!(rows(&read(&engine, "/v1/actions?action=price_label"), "actions").len(), 4);
    good(&engine, "PUT", "/v1/price-tests/t", &test(229));
    let ended = good(&engine, "POST", "/v1/price-tests/t/end", &Value::Null);
    assert_eq!(ended["runs"], false);
    let list = read(&engine, "/v1/price-lists/advised-S/prices");
    assert!(rows(&list, "prices").iter().any(|entry| entry["unit_price"] == 249), "{list}");
    assert_eq!(rows(&read(&engine, "/v1/price-tests"), "tests").len(), 1);
}
