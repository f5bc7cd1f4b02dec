//! The shop floor over HTTP, against the binary: what can be carried out, and what associates do beside orders.

mod engine;

use engine::{Engine, KEY};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A store with one pair of jeans on the floor and four behind.
fn shop() -> (tempfile::TempDir, Engine) {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    let zones = json!([{"zone": "floor", "kind": "sales_floor"}, {"zone": "back", "kind": "backroom"}]);
    for (site, zones) in [("north", zones), ("south", json!([]))] {
        let body = json!({"name": site, "kind": "store", "timezone": "Europe/Berlin", "zones": zones});
        good(&engine, "PUT", &format!("/v1/sites/{site}"), &body);
    }
    good(&engine, "PUT", "/v1/items/jeans", &json!({"name": "Jeans"}));
    good(&engine, "PUT", "/v1/price-lists/main", &json!({"currency": "EUR"}));
    good(
        &engine,
        "POST",
        "/v1/price-lists/main/prices",
        &json!({"prices": [{"item": "jeans", "unit_price": 5000}]}),
    );
    let receipt = |quantity: i64, to: Value| json!({"item": "jeans", "quantity": quantity, "from": {"outside": "supplier"}, "to": to, "reason": "receipt"});
    let moves = [
        receipt(1, json!({"site": "north", "zone": "floor"})),
        receipt(4, json!({"site": "north", "zone": "back"})),
        receipt(2, json!({"site": "south"})),
    ];
    good(&engine, "POST", "/v1/stock/moves", &json!({"moves": moves}));
    (data, engine)
}

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path} {body}: {status} {answer}");
    answer
}

fn read(engine: &Engine, path: &str) -> Value {
    good(engine, "GET", path, &Value::Null)
}

fn sell(engine: &Engine, sale: &str) {
    let body = json!({"sale": sale, "site": "north", "sold_at": "2026-01-05T10:00:00Z",
        "lines": [{"item": "jeans", "quantity": 1, "unit_price": 5000}]});
    good(engine, "POST", "/v1/sales", &body);
}

#[track_caller]
fn refused(engine: &Engine, path: &str, body: &Value, status: u16, says: &str) {
    let (found, problem) = engine.call("POST", path, body);
    assert_eq!(found, status, "{path} {body}: {problem}");
    assert!(problem["detail"].as_str().unwrap_or_default().contains(says), "{says:?} is not in {problem}");
}

#[test]
fn what_can_be_carried_out_is_what_stands_on_the_floor() {
    let (_data, engine) = shop();
    let units = |site: &str| {
        let line = read(&engine, &format!("/v1/availability?item=jeans&site={site}"))["lines"][0].clone();
        (line["available"].as_i64(), line["carry_out"].as_i64())
    };
    assert_eq!(units("north"), (Some(5), Some(1)));
    assert_eq!(units("south"), (Some(2), Some(2)), "no zones are known there");
    let ask = |quantity: i64, method: &str| {
        let basket = json!([{"item": "jeans", "quantity": quantity}]);
        let body = json!({"channel": "web", "basket": basket, "methods": [method], "sites": ["north"]});
        good(&engine, "POST", "/v1/promises:query", &body)
    };
    assert_eq!(ask(1, "carry_out")["promises"][0]["site"], "north");
    assert_eq!(ask(2, "pickup")["promises"][0]["site"], "north", "the backroom serves who collects");
    let short = ask(2, "carry_out");
    let reason = short["impossible"][0]["reason"].as_str().unwrap_or_default();
    assert_eq!(
        reason, "has 1 of jeans too few on the sales floor; they stand elsewhere in the site",
        "{short}"
    );
    let order = |quantity: i64| {
        json!({"channel": "store", "delivery": {"method": "carry_out", "site": "north"}, "tenders": [{"kind": "cash"}],
            "lines": [{"item": "jeans", "quantity": quantity}]})
    };
    refused(&engine, "/v1/orders", &order(2), 409, "2 of jeans at north asked for, 1 available");
    good(&engine, "POST", "/v1/orders", &order(1));
    assert_eq!(units("north"), (Some(4), Some(0)));
}

#[test]
fn an_empty_shelf_is_filled_and_the_trace_goes_on() {
    let (_data, engine) = shop();
    sell(&engine, "s1");
    let tasks = read(&engine, "/v1/tasks?site=north");
    let task = &tasks["tasks"][0];
    assert_eq!(
        (
            &task["task"],
            &task["kind"],
            &task["state"],
            &task["from"],
            &task["to"],
            &task["lines"][0]["quantity"]
        ),
        (
            &json!("replenish-1"),
            &json!("replenish"),
            &json!("open"),
            &json!("back"),
            &json!("floor"),
            &json!(1)
        ),
        "{tasks}"
    );
    assert!(task["reason"].as_str().is_some_and(|why| why.contains("no forecast")), "{task}");
    let raised_by = task["raised_by"].as_u64().expect("the entry that raised it");
    let kinds = |kind: &str| {
        read(&engine, &format!("/v1/tasks?site=north&kind={kind}"))["tasks"].as_array().map(Vec::len)
    };
    assert_eq!((kinds("replenish"), kinds("inspect"), kinds("pick")), (Some(1), Some(0), Some(0)));
    assert_eq!(engine.call("GET", "/v1/tasks?site=north&kind=walk", &Value::Null).0, 400);

    let path = |step: &str| format!("/v1/tasks/replenish-1/{step}");
    let claimed = good(&engine, "POST", &path("claim"), &json!({"by": "ann"}));
    assert_eq!((&claimed["state"], &claimed["by"]), (&json!("claimed"), &json!("ann")), "{claimed}");
    refused(&engine, &path("claim"), &json!({"by": "bob"}), 409, "is with ann");
    refused(&engine, &path("done"), &json!({"quantity": 9}), 422, "4 of jeans stand in back of north");
    refused(&engine, &path("done"), &json!({"place": "A7"}), 422, "only by and quantity count");
    refused(&engine, "/v1/tasks/replenish-9/claim", &json!({}), 404, "replenish-9");
    refused(&engine, "/v1/tasks/replenish/claim", &json!({}), 400, "no task");
    let done = good(&engine, "POST", &path("done"), &json!({"by": "ann", "quantity": 3}));
    assert_eq!(done["state"], "done", "{done}");
    assert_eq!(read(&engine, "/v1/tasks?site=north")["tasks"], json!([]));
    let line = read(&engine, "/v1/availability?item=jeans&site=north")["lines"][0].clone();
    assert_eq!((&line["available"], &line["carry_out"]), (&json!(4), &json!(3)), "{line}");
    refused(&engine, &path("cannot"), &json!({"reason": "not_found"}), 409, "is done");

    // One chain: the sale, the task, the associate who is told, and what she did.
    let elsewhere = engine.call("GET", &format!("/v1/traces/{raised_by}"), &Value::Null).1;
    let trace = read(&engine, &format!("/v1/traces/{}", elsewhere["trace"].as_str().expect("its trace")));
    let text = trace.to_string();
    for kind in [
        "retail.sale.completed",
        "retail.task.raised",
        "retail.action.floor_task_assigned",
        "retail.task.claimed",
        "retail.task.done",
        "retail.stock.moved",
    ] {
        assert!(text.contains(kind), "{kind} is not in {trace}");
    }
}

/// What came in of the trace that an order belongs to, and who of it names which trace.
fn parts(engine: &Engine, order: &str) -> Vec<String> {
    let timeline = read(engine, &format!("/v1/orders/{order}"))["timeline"].clone();
    let placed = timeline[0]["position"].as_u64().expect("an entry");
    let trace = read(engine, &format!("/v1/traces/{placed}"));
    let signal = |part: &Value| part["signal"].as_str().expect("text").to_owned();
    trace["parts"].as_array().expect("parts").iter().map(signal).collect()
}

#[test]
fn what_is_done_for_an_order_goes_on_with_its_trace() {
    let (_data, engine) = shop();
    let body = json!({"order": "o1", "channel": "web", "delivery": {"method": "pickup", "site": "north"},
        "tenders": [{"kind": "test", "token": "success_token"}], "wait_ms": 10_000,
        "lines": [{"item": "jeans", "quantity": 1}]});
    let code = good(&engine, "POST", "/v1/orders", &body)["pickup_code"].clone();
    let task = |of: &str| read(&engine, &format!("/v1/tasks?site={of}"))["tasks"][0].clone();
    // The task says which entry raised it: the answer of the payment provider, by which the order was confirmed.
    let raised_by = task("north")["raised_by"].clone();
    let elsewhere = engine.call("GET", &format!("/v1/traces/{raised_by}"), &Value::Null).1;
    assert!(elsewhere["trace"].is_string(), "it belongs to the trace of the order: {elsewhere}");

    good(&engine, "POST", "/v1/tasks/o1-1:pick/claim", &json!({}));
    good(&engine, "POST", "/v1/tasks/o1-1:pick/done", &json!({}));
    good(&engine, "POST", "/v1/tasks/o1-1:stage/done", &json!({"place": "A1"}));
    good(&engine, "POST", "/v1/orders/o1/fulfilments/1/arrive", &json!({}));
    good(&engine, "POST", "/v1/tasks/o1-1:hand_over/done", &json!({"code": code}));
    let own = ["order.place", "payment.answer", "task.claim", "task.done", "task.done"];
    let till_the_end = [own.as_slice(), &["fulfilment.arrive", "task.done"]].concat();
    let found = parts(&engine, "o1");
    assert_eq!(found[..till_the_end.len()], till_the_end, "{found:?}");

    // Another site goes on with it, where the first could not.
    let mut body = body;
    (body["order"], body["delivery"]) = (json!("o2"), json!({"method": "ship", "to": {"country": "DE"}}));
    good(&engine, "POST", "/v1/orders", &body);
    let site = read(&engine, "/v1/orders/o2")["fulfilments"][0]["site"].as_str().expect("text").to_owned();
    good(&engine, "POST", "/v1/tasks/o2-1:pick/cannot", &json!({"reason": "not_found"}));
    let other = if site == "north" { "south" } else { "north" };
    assert_eq!(task(other)["task"], "o2-2:pick", "{other}");
    good(&engine, "POST", "/v1/orders/o2/fulfilments/2/accept", &json!({}));
    assert_eq!(parts(&engine, "o2"), ["order.place", "payment.answer", "task.cannot", "fulfilment.accept"]);
}

#[test]
fn who_cannot_says_why_and_a_key_of_another_store_may_not() {
    let (_data, engine) = shop();
    sell(&engine, "s1");
    let key =
        good(&engine, "POST", "/v1/keys", &json!({"name": "south-1", "role": "associate", "site": "south"}));
    let secret = key["secret"].as_str().expect("a secret");
    let as_south = |path: &str| {
        engine
            .try_raw_as(secret, "POST", path, "application/json", b"{\"reason\":\"too_busy\"}")
            .expect("an answer")
    };
    assert_eq!(as_south("/v1/tasks/replenish-1/cannot").0, 403);
    let not =
        good(&engine, "POST", "/v1/tasks/replenish-1/cannot", &json!({"reason": "not_found", "by": "ann"}));
    assert_eq!(not["state"], "not_done", "{not}");
    assert_eq!(read(&engine, "/v1/tasks?site=north")["tasks"], json!([]));
}

#[test]
fn a_phone_hears_of_its_own_site_alone() {
    let (_data, engine) = shop();
    sell(&engine, "R-1");
    let heard = |query: &str| -> Vec<Value> {
        let mut stream = TcpStream::connect(engine.address).expect("a line");
        stream.set_read_timeout(Some(Duration::from_millis(500))).expect("a time limit");
        let head = format!("GET /v1/events?after=0{query} HTTP/1.0\r\nAuthorization: Bearer {KEY}\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("sent");
        let lines = BufReader::new(stream).lines().map_while(Result::ok);
        lines.filter_map(|line| serde_json::from_str(line.strip_prefix("data: ")?).ok()).collect()
    };
    let types = |query: &str| -> Vec<String> {
        heard(query).iter().map(|event| event["type"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let north = types("&site=north");
    assert!(north.iter().any(|kind| kind == "retail.sale.completed"), "{north:?}");
    let south = types("&site=south");
    assert!(south.iter().any(|kind| kind == "retail.stock.moved"), "{south:?}");
    assert!(!south.iter().any(|kind| kind == "retail.sale.completed"), "{south:?}");
    assert_eq!(types("&site=north&types=retail.action.floor_task_assigned").len(), 1);
    assert!(types("&site=south&types=retail.action.floor_task_assigned").is_empty());
    assert!(types("&site=nowhere").is_empty());
}
