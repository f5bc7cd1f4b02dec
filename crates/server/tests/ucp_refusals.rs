//! What agents get that ask for what cannot be: the protocol's own form of an error, and never a credential.

mod engine;
#[path = "engine/files.rs"]
mod files;
mod shop;

use serde_json::{Value, json};
use shop::{Answer, Shop, basket, home, paid_with, path, shipping};
use std::process::Command;
use std::time::{Duration, Instant};

/// Checks the form of a refusal and tells what matters of it in a line: status, code, path, severity.
#[track_caller]
fn refusal(answer: &Answer) -> String {
    let Answer { status, head, body, text } = answer;
    assert!(head.contains("content-type: application/json\r\n"), "{head}\n{text}");
    assert_eq!(body["ucp"]["version"], "2026-04-08", "{text}");
    assert_eq!(body["ucp"]["status"], "error", "{text}");
    assert_eq!(body["messages"].as_array().map(Vec::len), Some(1), "{text}");
    let message = &body["messages"][0];
    assert_eq!(message["type"], "error", "{text}");
    assert!(message["content"].as_str().is_some_and(|content| !content.is_empty()), "{text}");
    // Where the protocol's errors of transport have them, and where its own test suite looks.
    assert_eq!((&body["code"], &body["content"]), (&message["code"], &message["content"]), "{text}");
    assert_eq!(body["detail"], message["content"], "{text}");
    // A refusal is no checkout.
    assert!(["id", "line_items", "status"].iter().all(|name| body.get(name).is_none()), "{text}");
    let word = |name: &str| message.get(name).map_or("-", |word| word.as_str().expect("text")).to_owned();
    format!("{status} {} {} {}", word("code"), word("path"), word("severity"))
}

#[test]
fn what_cannot_be_is_refused_in_the_form_of_the_protocol() {
    let shop = Shop::open();
    let ready = shop.ready();
    let (of, complete) = (path(&ready), format!("{}/complete", path(&ready)));
    let post =
        |text: &str| shop.send("POST", "/checkout-sessions", text, &[("Content-Type", "application/json")]);
    let check = |answer: Answer, expected: &str| assert_eq!(refusal(&answer), expected, "{}", answer.text);
    let whole = "400 invalid_request - recoverable";
    check(post("{"), whole);
    check(post(""), whole);
    check(post("[]"), whole);
    check(post(r#"{"line_items":{}}"#), "400 invalid_request $.line_items recoverable");
    check(post(r#"{"line_items":[{"quantity":1}]}"#), "400 invalid_request $.line_items[0] recoverable");
    let quantity = "400 invalid_request $.line_items[0].quantity recoverable";
    check(post(r#"{"line_items":[{"item":{"id":"pot_ceramic"},"quantity":"two"}]}"#), quantity);
    check(shop.ask("POST", "/checkout-sessions", &basket("pot_ceramic", 0)), quantity);
    check(shop.ask("POST", "/checkout-sessions", &basket("pot_ceramic", -1)), quantity);
    check(
        shop.ask("POST", "/checkout-sessions", &json!({"currency": "USD"})),
        "400 invalid_request $.line_items recoverable",
    );
    check(
        shop.ask("POST", "/checkout-sessions", &json!({"line_items": []})),
        "400 invalid_request $.line_items recoverable",
    );
    let mut dollars = basket("pot_ceramic", 1);
    dollars["currency"] = "dollars".into();
    check(shop.ask("POST", "/checkout-sessions", &dollars), "400 invalid_request $.currency recoverable");
    check(shop.ask("POST", "/checkout-sessions", &basket("pink_wumpus", 1)), "400 not_found - recoverable");
    check(shop.ask("POST", "/checkout-sessions", &basket("gardenias", 1)), "400 out_of_stock - recoverable");
    check(
        shop.ask("POST", "/checkout-sessions", &json!({"cart_id": "none"})),
        "400 not_found $.cart_id recoverable",
    );
    let by_drone = json!({"fulfillment": {"methods": [{"type": "drone"}]}});
    check(shop.ask("PUT", &of, &by_drone), "400 invalid_request $.fulfillment.methods[0].type recoverable");
    check(shop.ask("POST", "/carts", &json!({})), "400 invalid_request $.line_items recoverable");
    check(
        shop.ask("POST", &complete, &json!({})),
        "400 invalid_request $.payment.instruments[0] recoverable",
    );
    let unsettled = shop.checkout("pot_ceramic", 1);
    let answer = shop.ask("POST", &format!("{}/complete", path(&unsettled)), &paid_with("success_token"));
    check(answer, "400 invalid_request $.fulfillment recoverable");
    check(shop.ask("POST", &complete, &paid_with("fail_token")), "402 payment_failed - recoverable");
    check(shop.send("POST", &complete, "x", &[("Content-Type", "text/plain")]), "415 not_json - recoverable");
    check(shop.ask("GET", "/checkout-sessions/none", &Value::Null), "404 not_found - unrecoverable");
    check(shop.ask("GET", "/checkout-sessions/%FF", &Value::Null), whole);
    check(shop.ask("GET", "/carts/none", &Value::Null), "404 not_found - unrecoverable");
    check(shop.ask("GET", "/orders/none", &Value::Null), "404 not_found - unrecoverable");
    check(shop.ask("GET", &format!("{of}/none"), &Value::Null), "404 not_found - unrecoverable");
    check(shop.ask("DELETE", &of, &Value::Null), "405 method_not_allowed - unrecoverable");
    check(shop.ask("POST", "/.well-known/ucp", &json!({})), "405 method_not_allowed - unrecoverable");
    let odd = [("Idempotency-Key", "")];
    check(shop.ask_as("POST", "/checkout-sessions", &basket("pot_ceramic", 1), &odd), whole);
    shop.ask("POST", &format!("{of}/cancel"), &Value::Null).ok(200);
    check(shop.ask("POST", &format!("{of}/cancel"), &Value::Null), "409 conflict - recoverable");
}

#[test]
fn a_version_that_is_not_spoken_is_refused_whatever_the_profile() {
    let shop = Shop::open();
    let ask = |agent: &str| {
        shop.ask_as("POST", "/checkout-sessions", &basket("pot_ceramic", 1), &[("UCP-Agent", agent)])
    };
    // Nobody answers there, and nobody is asked in a version that is not spoken.
    let profile = r#"profile="http://127.0.0.1:9/profile""#;
    for version in ["2099-01-01", "2026-04-09", "2026-01-12", "draft", ""] {
        let answer = ask(&format!(r#"{profile}; version="{version}""#));
        assert_eq!(refusal(&answer), "422 version_unsupported - unrecoverable", "{version}");
        assert!(answer.text.contains("2026-04-08"), "what is spoken is named: {}", answer.text);
    }
    // What the protocol's own test suite and samples name, and is nowhere.
    let nowhere = r#"profile="...""#;
    for agent in [nowhere, r#"profile="https://agent.example/profile""#, "x"] {
        ask(agent).ok(201);
    }
    for version in ["2026-04-08", "2026-01-23", "2026-01-11"] {
        let answer = ask(&format!(r#"{nowhere}; version="{version}""#)).ok(201);
        assert_eq!(answer["ucp"]["version"], "2026-04-08");
    }
}

#[test]
fn a_shop_that_wants_a_key_says_so_in_the_same_form() {
    let shop = Shop::empty(&["ucp.open=false"]);
    let answer = shop.ask("POST", "/checkout-sessions", &basket("a", 1));
    assert_eq!(refusal(&answer), "401 unauthorized - unrecoverable");
    assert!(answer.head.contains("www-authenticate: bearer"), "{}", answer.head);
}

/// A token that nothing else is called, since it says how long the provider takes.
const TOKEN: &str = "slow_137";
/// A number that a card could have.
const CARD: &str = "4242424242424242";

#[test]
fn no_answer_and_no_line_of_the_log_has_a_credential_in_it() {
    let shop = Shop::open().restart_talkative();
    let mut body = basket("bouquet_roses", 1);
    body["fulfillment"] = shipping(&json!([home("US")]), Some("home"), Some("std-ship"));
    body["payment"] = paid_with(TOKEN)["payment"].clone();
    let mut answers = vec![shop.ask("POST", "/checkout-sessions", &body)];
    let checkout = answers[0].body.clone();
    let complete = format!("{}/complete", path(&checkout));
    let mut pay = |credential: Value| {
        let mut body = paid_with("");
        body["payment"]["instruments"][0]["credential"] = credential;
        answers.push(shop.ask("POST", &complete, &body));
        answers.last().expect("one").status
    };
    // Where it is of another form than is expected, what is wrong is told without it.
    for wrong in [
        json!(TOKEN),
        json!([TOKEN]),
        json!({"token": [TOKEN]}),
        json!({"token": {"token": TOKEN}}),
        json!({"token": format!("{TOKEN}\u{7}")}),
        json!({"number": CARD}),
        json!({"token": CARD}),
        json!({"token": 4_242_424_242_424_242_u64}),
    ] {
        assert_eq!(pay(wrong.clone()), 400, "{wrong}");
    }
    assert_eq!(pay(json!({"type": "token", "token": TOKEN})), 200);
    let mut elsewhere = paid_with(TOKEN);
    elsewhere["payment"]["instruments"][0]["handler_id"] = "another_handler".into();
    answers.push(shop.ask("POST", &complete, &elsewhere));
    answers.push(shop.ask("PUT", &path(&checkout), &body));
    answers.push(shop.ask("GET", &path(&checkout), &Value::Null));
    let order = answers.last().expect("one").body["order"]["id"].as_str().expect("an order").to_owned();
    answers.push(shop.ask("GET", &format!("/orders/{order}"), &Value::Null));
    for (path, what) in [
        (format!("/v1/orders/{order}"), "the order, and what happened to it"),
        ("/v1/actions".to_owned(), "what was done"),
    ] {
        let (status, answer) = shop.engine.call("GET", &path, &Value::Null);
        assert_eq!(status, 200, "{what}: {answer}");
        assert!(!has_a_credential(&answer.to_string()), "{what}: {answer}");
    }
    answers.push(shop.ask("GET", "/.well-known/ucp", &Value::Null));
    for answer in &answers {
        let text = &answer.text;
        assert!(!has_a_credential(text) && !text.contains("success_token"), "{text}");
    }
    for line in shop.engine.said.lock().expect("whole").iter() {
        assert!(!has_a_credential(line), "{line}");
    }
}

#[test]
fn a_token_stands_in_no_file_and_still_pays_after_a_kill() {
    const SLOW: &str = "slow_1717";
    let shop = Shop::open();
    let ready = shop.ready();
    let status = |shop: &Shop| shop.ask("GET", &path(&ready), &Value::Null).ok(200)["status"].clone();
    std::thread::scope(|scope| {
        // Nobody hears the answer.
        let asked = scope.spawn(|| shop.ask("POST", &format!("{}/complete", path(&ready)), &paid_with(SLOW)));
        wait_until(|| status(&shop) == "complete_in_progress");
        let id = shop.engine.process.id().to_string();
        assert!(Command::new("kill").args(["-9", &id]).status().expect("a shell").success());
        assert!(asked.join().is_err());
    });
    assert_eq!(files::holding(shop.data.path(), &[SLOW]), [""; 0]);
    let shop = shop.restart();
    wait_until(|| status(&shop) == "completed");
}

#[track_caller]
fn wait_until(is_so: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_secs(20);
    while !is_so() {
        assert!(Instant::now() < until, "it is not so after 20 seconds");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn has_a_credential(text: &str) -> bool {
    text.contains(TOKEN) || text.contains(CARD)
}
