//! The binary under bad input and bad luck: rubbish, a second process, kill -9, a corrupt log, an older log.

mod engine;
#[path = "engine/shop.rs"]
mod shop;

use engine::{Engine, KEY};
use serde_json::{Value, json};
use shop::{hold, stock};
use std::process::Command;
use std::time::{Duration, Instant};

fn realtail(arguments: &[&str]) -> (bool, String) {
    let done =
        Command::new(env!("CARGO_BIN_EXE_realtail")).args(arguments).env("REALTAIL_ADMIN_KEY", KEY).output();
    let done = done.expect("the binary runs");
    let text = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8_lossy(&text).into_owned())
}

#[test]
fn rubbish_gets_a_word_on_what_is_wrong() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    stock(&engine, 5);
    let deep = "[".repeat(100_000);
    let large = format!("{{\"moves\": \"{}\"}}", "x".repeat(10 << 20));
    let moved = |quantity: &str| {
        format!(
            "{{\"moves\":[{{\"item\":\"A\",\"quantity\":{quantity},\"from\":{{\"outside\":\"supplier\"}},\"to\":{{\"site\":\"S\"}},\"reason\":\"receipt\"}}]}}"
        )
    };
    let cases: Vec<(&str, String, u16, &str)> = vec![
        ("/v1/stock/moves", String::new(), 400, "EOF"),
        ("/v1/stock/moves", large, 413, "8388608"),
        ("/v1/stock/moves", deep, 400, ""),
        ("/v1/stock/moves", moved("-1"), 400, "whole number from 1"),
        ("/v1/stock/moves", moved("1.5"), 400, "quantity"),
        ("/v1/stock/moves", moved("\"1\""), 400, "quantity"),
        ("/v1/stock/moves", moved("1,\"quantity\":2"), 400, "duplicate field `quantity`"),
        ("/v1/stock/moves", moved("1,\"colour\":2"), 400, "unknown field `colour`"),
        ("/v1/stock/moves", moved("1").replace("\"A\"", "\"B\""), 404, "no item"),
        ("/v1/stock/moves", moved("1,\"occurred_at\":\"2999-01-01T00:00:00Z\""), 422, "ahead"),
        (
            "/v1/stock/moves",
            moved("1").replace("\"outside\":\"supplier\"", "\"site\":\"S\",\"outside\":\"supplier\""),
            400,
            "an account is one of",
        ),
        ("/v1/holds", hold("h", 6).to_string(), 409, "6 of A at S asked for, 5 available"),
        ("/v1/holds", hold("h", 1).to_string().replace("600000", "0"), 422, "expires_in_ms"),
        ("/v1/holds/nothing/void", String::new(), 404, "no hold"),
        ("/v1/sales", "{}".to_owned(), 400, "missing field"),
        ("/v1/nothing", "{}".to_owned(), 404, "no path"),
    ];
    for (path, body, status, word) in cases {
        let (found, problem) = engine.raw("POST", path, "application/json", body.as_bytes());
        let shown = body.chars().take(80).collect::<String>();
        assert_eq!(found, status, "{path} {shown} {problem}");
        assert!(problem["detail"].as_str().is_some_and(|d| d.contains(word)), "{path} {shown} {problem}");
    }
    assert_eq!(engine.raw("POST", "/v1/holds", "text/plain", b"{}").0, 415);
    assert_eq!(engine.call("PUT", "/v1/holds", &json!({})).0, 405);
    let (_, problem) = engine.call("PUT", "/v1/items/B", &json!({"name": "B", "gtin": "4006381333932"}));
    assert!(problem["detail"].as_str().is_some_and(|d| d.contains("expected 1")), "{problem}");
    let (_, availability) = engine.call("GET", "/v1/availability?item=A&site=S", &Value::Null);
    assert_eq!(availability["lines"][0]["available"], 5, "nothing of it had an effect");
}

#[test]
fn a_folder_has_one_engine() {
    let data = tempfile::tempdir().expect("a folder");
    let _engine = Engine::start(data.path());
    let folder = data.path().display().to_string();
    let (good, said) = realtail(&["serve", "--listen", "127.0.0.1:0", "--data", &folder]);
    assert!(!good && said.contains("in use by another process"), "{said}");
}

#[test]
fn what_was_answered_outlives_kill_9() {
    let data = tempfile::tempdir().expect("a folder");
    let mut held: Vec<String> = Vec::new();
    for round in 0..3 {
        let engine = Engine::start(data.path());
        if round == 0 {
            stock(&engine, 1_000_000);
        }
        let started = Instant::now();
        let (sender, answered) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            for client in 0..4 {
                let (engine, sender) = (&engine, sender.clone());
                scope.spawn(move || {
                    for n in 0.. {
                        let name = format!("h-{round}-{client}-{n}");
                        let body = hold(&name, 1).to_string();
                        match engine.try_raw("POST", "/v1/holds", "application/json", body.as_bytes()) {
                            Ok((201, _)) => sender.send(name).expect("somebody listens"),
                            _ => break,
                        }
                    }
                });
            }
            while started.elapsed() < Duration::from_millis(500) {
                std::thread::sleep(Duration::from_millis(20));
            }
            let killed = Command::new("kill").args(["-9", &engine.process.id().to_string()]).status();
            assert!(killed.is_ok_and(|status| status.success()));
        });
        drop(sender);
        held.extend(answered.try_iter());
    }
    assert!(held.len() > 10, "only {} holds were placed", held.len());
    let engine = Engine::start(data.path());
    for name in &held {
        let (status, hold) = engine.call("GET", &format!("/v1/holds/{name}"), &Value::Null);
        assert_eq!((status, &hold["state"]), (200, &json!("held")), "{name} was answered, then lost");
        // Asked again, it is the same hold, not another.
        assert_eq!(engine.call("POST", "/v1/holds", &self::hold(name, 1)).0, 201);
    }
    let (_, availability) = engine.call("GET", "/v1/availability?item=A&site=S", &Value::Null);
    let available = availability["lines"][0]["available"].as_i64().expect("a number");
    // Holds that were durable but whose answer the kill has cut off stand too: four clients, three rounds.
    let held_units = 1_000_000 - available;
    assert!(
        (held.len() as i64..=held.len() as i64 + 12).contains(&held_units),
        "{held_units} of {}",
        held.len()
    );
    drop(engine);
    let (good, said) = realtail(&["verify", "--data", &data.path().display().to_string()]);
    assert!(good && said.contains("all holds"), "{said}");
}

#[test]
fn a_corrupt_log_is_refused_with_its_position() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    stock(&engine, 5);
    for n in 0..5 {
        assert_eq!(engine.call("POST", "/v1/holds", &hold(&format!("h{n}"), 1)).0, 201);
    }
    drop(engine);
    let segments = std::fs::read_dir(data.path().join("log")).expect("a log").filter_map(Result::ok);
    let name = b"\"S\"".len();
    let segment =
        segments.map(|e| e.path()).filter(|p| std::fs::metadata(p).is_ok_and(|m| m.len() > 1000)).min();
    let path = segment.expect("a segment");
    let mut bytes = std::fs::read(&path).expect("readable");
    let at =
        bytes.windows(4 + name).position(|w| w.starts_with(b"Europe")).expect("the site stands in the log");
    bytes[at] ^= 1;
    std::fs::write(&path, bytes).expect("writable");
    let folder = data.path().display().to_string();
    for verb in ["verify", "serve"] {
        let (good, said) = realtail(
            &[verb, "--data", &folder, "--listen", "127.0.0.1:0"][..if verb == "serve" { 5 } else { 3 }],
        );
        assert!(!good && said.contains("position 1"), "{verb}: {said}");
    }
}
