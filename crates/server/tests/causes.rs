//! Traces that go on when a caller says which entry it answers, and the policies that can be put out of force.

mod engine;
#[path = "engine/shop.rs"]
mod shop;

use engine::{Engine, KEY};
use serde_json::{Value, json};
use shop::{hold, stock};
use std::io::{Read, Write};
use std::net::TcpStream;

/// A call that says which entry it answers.
fn answering(engine: &Engine, cause: &str, path: &str, body: &Value) -> (u16, Value) {
    let mut stream = TcpStream::connect(engine.address).expect("it listens");
    let body = body.to_string();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {KEY}\r\nConnection: close\r\n\
         Realtail-Cause: {cause}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).expect("a status").parse().expect("a number");
    (status, serde_json::from_str(body).unwrap_or(Value::Null))
}

fn newest_trace(engine: &Engine) -> String {
    let traces = engine.call("GET", "/v1/traces?limit=1", &Value::Null).1;
    traces["traces"][0]["trace"].as_str().expect("a trace").to_owned()
}

#[test]
fn a_trace_goes_on_with_the_call_that_answers_it() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    stock(&engine, 5);
    assert_eq!(engine.call("POST", "/v1/holds", &hold("first", 5)).0, 201);
    let trace = newest_trace(&engine);
    // Something else happens in between, and is no part of it.
    let count = json!({"site": "S", "lines": [{"item": "A", "counted": 7}], "method": "manual"});
    assert_eq!(engine.call("POST", "/v1/stock/counts", &count).0, 200);
    assert_eq!(answering(&engine, &trace, "/v1/holds/first/void", &json!({})).0, 200);

    let (status, found) = engine.call("GET", &format!("/v1/traces/{trace}"), &Value::Null);
    assert_eq!(status, 200, "{found}");
    let parts: Vec<&str> = found["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .map(|p| p["signal"].as_str().expect("text"))
        .collect();
    assert_eq!(parts, ["hold.place", "hold.void"], "{found}");
    let steps = found["steps"].as_array().expect("steps");
    let told: Vec<(u64, &str, &str)> = steps
        .iter()
        .map(|s| {
            let text = |name: &str| s[name].as_str().expect("text");
            (s["part"].as_u64().expect("a number"), text("event"), text("by"))
        })
        .collect();
    assert_eq!(
        told,
        [
            (0, "retail.hold.placed", "admin"),
            (0, "retail.action.sold_out", "nothing_left_tells_channels"),
            (1, "retail.hold.voided", "admin"),
        ],
        "{found}"
    );
    let since = |n: usize| steps[n]["since_start_ms"].as_f64().expect("a number");
    assert!(since(2) > since(1) && found["total_ms"].as_f64() == Some(since(2)), "{found}");
    // It is no trace of its own.
    assert_ne!(newest_trace(&engine), steps[2]["position"].to_string());

    let cases = [("0", 404, "no entry"), ("999999", 404, "no entry"), ("x", 400, "position of a log entry")];
    for (cause, status, word) in cases {
        let (found, problem) = answering(&engine, cause, "/v1/holds", &hold("other", 1));
        assert_eq!(found, status, "{cause} {problem}");
        assert!(problem["detail"].as_str().is_some_and(|d| d.contains(word)), "{cause} {problem}");
    }
}

#[test]
fn a_policy_is_counted_and_can_be_put_out_of_force() {
    let data = tempfile::tempdir().expect("a folder");
    let policy = "nothing_left_tells_channels";
    let told = |engine: &Engine| {
        let found = engine.call("GET", "/v1/policies", &Value::Null).1;
        let rows = found["policies"].as_array().expect("policies").clone();
        let row = rows.into_iter().find(|row| row["policy"] == policy).expect("it is known");
        (row["on"].as_bool().expect("a word"), row["since_start"]["count"].as_u64().expect("a number"))
    };
    let path = format!("/v1/policies/{policy}");
    let engine = Engine::start(data.path());
    stock(&engine, 2);
    engine.call("POST", "/v1/holds", &hold("a", 2));
    assert_eq!(told(&engine), (true, 1));
    assert_eq!(engine.call("PUT", &path, &json!({"on": false})).0, 200);
    engine.call("POST", "/v1/holds/a/void", &json!({}));
    engine.call("POST", "/v1/holds", &hold("b", 2));
    assert_eq!(told(&engine), (false, 1));
    assert_eq!(engine.call("PUT", "/v1/policies/nothing_of_the_kind", &json!({"on": false})).0, 404);
    drop(engine);

    // It stays out of force, and a pillar that the settings switch off says so.
    let binary = || std::process::Command::new(env!("CARGO_BIN_EXE_realtail"));
    let engine = Engine::start_by(binary(), data.path(), &["pillars.media=off"]);
    assert!(!told(&engine).0);
    let found = engine.call("GET", "/v1/policies", &Value::Null).1;
    let off = json!([{"pillar": "devices", "on": true}, {"pillar": "intelligence", "on": true},
        {"pillar": "media", "on": false}, {"pillar": "mobile", "on": true}]);
    assert_eq!(found["pillars"], off, "{found}");
    assert_eq!(engine.call("PUT", &path, &json!({"on": true})).0, 200);
    engine.call("POST", "/v1/holds/b/void", &json!({}));
    assert_eq!(told(&engine), (true, 1));
}

#[test]
fn a_pillar_that_is_off_says_so_and_the_rest_goes_on() {
    let device = json!({"kind": "thermometer", "site": "S"});
    let offer = json!({"item": "A", "sites": ["S"], "title": "A", "text": "A", "method": "pickup",
        "starts_at": "2020-01-01T00:00:00Z", "ends_at": "2100-01-01T00:00:00Z"});
    let plan = json!({"shelf_capacity": 8, "pack_size": 6, "lead_time_days": 3, "review_days": 1,
        "service_level_ppm": 950_000});
    let funds = json!({"amount": 100, "currency": "EUR"});
    let calls = [
        ("devices", "PUT", "/v1/devices/t", &device),
        ("mobile", "PUT", "/v1/push-offers/o", &offer),
        ("intelligence", "PUT", "/v1/replenishments/plans/S/A", &plan),
        ("media", "POST", "/v1/brands/b/funds", &funds),
    ];
    for (off, ..) in calls {
        let data = tempfile::tempdir().expect("a folder");
        let binary = std::process::Command::new(env!("CARGO_BIN_EXE_realtail"));
        let engine = Engine::start_by(binary, data.path(), &[&format!("pillars.{off}=off")]);
        stock(&engine, 5);
        let site = json!({"name": "S", "kind": "store", "timezone": "Europe/Berlin",
            "position": {"lat": 52.5, "lon": 13.4}});
        assert_eq!(engine.call("PUT", "/v1/sites/S", &site).0, 200);
        for (pillar, method, path, body) in calls {
            let (status, answer) = engine.call(method, path, body);
            if pillar == off {
                assert_eq!(status, 403, "{off} is off: {path} {answer}");
                assert!(answer["type"].as_str().is_some_and(|t| t.ends_with("/switched-off")), "{answer}");
            } else {
                assert!(status < 300, "{off} is off: {path} {status} {answer}");
            }
        }
        assert_eq!(engine.call("POST", "/v1/holds", &hold("h", 5)).0, 201);
        let told = engine.call("GET", "/v1/actions", &Value::Null).1;
        assert_eq!(told["actions"][0]["action"]["action"], "sold_out", "{off} is off: {told}");
    }
}
