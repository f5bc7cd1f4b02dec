//! Orders to suppliers, placed from what was suggested or by rule, against the binary.

mod engine;

use engine::{Engine, KEY};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path} {body}: {status} {answer}");
    answer
}

#[track_caller]
fn eventually(engine: &Engine, path: &str, so: impl Fn(&Value) -> bool) -> Value {
    let started = Instant::now();
    loop {
        let found = good(engine, "GET", path, &Value::Null);
        if so(&found) {
            return found;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "{path} stays {found}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What is answered in the form that is asked for.
fn text(engine: &Engine, path: &str, accept: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(engine.address).expect("it listens");
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {KEY}\r\nAccept: {accept}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    (head[9..12].parse().expect("a status"), body.to_owned())
}

/// A store that has sold milk for three weeks, and a plan for it.
fn store(engine: &Engine, automatic: bool) {
    let site = json!({"name": "North", "kind": "store", "timezone": "Europe/Berlin"});
    good(engine, "PUT", "/v1/sites/north", &site);
    good(engine, "PUT", "/v1/items/milk", &json!({"name": "Milk", "gtin": "04012345678901"}));
    let receipt = json!({"moves": [{"item": "milk", "quantity": 60, "from": {"outside": "supplier"},
        "to": {"site": "north"}, "reason": "receipt"}]});
    good(engine, "POST", "/v1/stock/moves", &receipt);
    let plan = json!({"shelf_capacity": 40, "pack_size": 6, "lead_time_days": 2, "review_days": 2,
        "service_level_ppm": 950_000, "supplier": "Dairy", "automatic": automatic});
    good(engine, "PUT", "/v1/replenishments/plans/north/milk", &plan);
    for day in 1..=21 {
        sell(engine, day, 3);
    }
}

fn sell(engine: &Engine, day: u32, quantity: u32) {
    let body = json!({"sale": format!("r{day}-{quantity}"), "site": "north",
        "sold_at": format!("2026-03-{day:02}T10:00:00Z"),
        "lines": [{"item": "milk", "quantity": quantity, "unit_price": 100}]});
    good(engine, "POST", "/v1/sales", &body);
}

#[test]
fn what_is_suggested_is_ordered_expected_and_printed_for_the_supplier() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    store(&engine, false);
    let missing = "/v1/replenishments?missing=true";
    let found =
        eventually(&engine, missing, |found| found["replenishments"][0]["suggestion"]["order"].is_u64());
    let suggested = found["replenishments"][0]["suggestion"]["order"].as_u64().expect("units");
    assert_eq!(suggested % 6, 0, "whole packs: {found}");
    let order = json!({"order": "po-1", "supplier": "Dairy", "site": "north", "expected_at": "2026-12-24T08:00:00Z",
        "lines": [{"item": "milk", "quantity": suggested, "suggested": suggested}]});
    good(&engine, "POST", "/v1/purchase-orders", &order);
    // Its goods are expected from then on, so nothing is missing any more.
    let found = eventually(&engine, missing, |found| found["replenishments"] == json!([]));
    assert_eq!(found["replenishments"], json!([]));
    let supply = good(&engine, "GET", "/v1/supply-orders/po-1", &Value::Null);
    assert_eq!(supply["lines"][0]["quantity"], suggested, "{supply}");
    let list = good(&engine, "GET", "/v1/purchase-orders?site=north", &Value::Null);
    assert_eq!(
        (&list["orders"][0]["order"], &list["orders"][0]["outstanding"]),
        (&json!("po-1"), &json!(suggested))
    );
    let (status, paper) = text(&engine, "/v1/purchase-orders/po-1", "application/edi-x12");
    assert!(
        status == 200 && paper.contains(&format!("PO1*1*{suggested}*EA***IN*MILK*UK*04012345678901~")),
        "{paper}"
    );
    let (_, table) = text(&engine, "/v1/purchase-orders/po-1", "text/csv");
    assert!(table.ends_with(&format!("milk,04012345678901,{suggested}\r\n")), "{table}");
    let (status, problem) = engine.call(
        "POST",
        "/v1/purchase-orders",
        &json!({"order": "po-2", "site": "north",
        "expected_at": "2026-12-24T08:00:00Z", "lines": [{"item": "milk", "quantity": 7}]}),
    );
    assert!(status == 422 && problem["detail"].to_string().contains("packs of 6"), "{problem}");
}

#[test]
fn what_was_declined_is_not_shown_and_a_rule_orders_what_is_missing() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    store(&engine, false);
    let missing = "/v1/replenishments?missing=true";
    eventually(&engine, missing, |found| found["replenishments"][0]["suggestion"]["order"].is_u64());
    let decline = json!({"item": "milk", "site": "north", "suggested": 6, "why": "the fridge is full",
        "until": "2099-01-01T00:00:00Z"});
    good(&engine, "POST", "/v1/replenishments:decline", &decline);
    assert_eq!(good(&engine, "GET", missing, &Value::Null)["replenishments"], json!([]));
    let all = good(&engine, "GET", "/v1/replenishments", &Value::Null);
    assert_eq!(all["replenishments"][0]["declined_until"], "2099-01-01T00:00:00Z");

    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    store(&engine, true);
    sell(&engine, 22, 6);
    let placed = eventually(&engine, "/v1/purchase-orders", |found| found["orders"][0]["automatic"] == true);
    let first = placed["orders"].as_array().and_then(|orders| orders.last()).expect("an order");
    assert_eq!((&first["order"], &first["supplier"]), (&json!("auto-000001"), &json!("Dairy")), "{placed}");
    let day = |order: &Value| order["expected_at"].as_str().expect("a time")[..10].to_owned();
    let days: Vec<String> = placed["orders"].as_array().expect("orders").iter().map(day).collect();
    assert!(days.windows(2).all(|two| two[0] > two[1]), "one day, one order: {days:?}");
    let order = first;
    let trace = order["order"].as_str().map(|order| format!("/v1/supply-orders/{order}")).expect("a number");
    eventually(&engine, &trace, |supply| supply["lines"][0]["item"] == "milk");
}

#[test]
fn models_are_listed_and_what_is_unknown_is_refused() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    assert_eq!(good(&engine, "GET", "/v1/models", &Value::Null)["models"], json!([]));
    let (status, _) = engine.call("POST", "/v1/models/demand/return", &json!({"why": "looks odd"}));
    assert_eq!(status, 404);
}
