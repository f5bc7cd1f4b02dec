//! Customers and their data on the real binary: what is found, what is shown to whom, and what is left of whom is erased.

mod engine;
#[path = "engine/files.rs"]
mod files;

use engine::Engine;
use files::holding;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

const PRIVATE: [&str; 8] =
    ["Annabelle", "annabelle", "4930901820", "Linden", "10115", "allergic", "grumpy", "Annabelle's"];

fn ann() -> Value {
    json!({"name": "Annabelle Example", "email": "Annabelle@Example.com", "phone": "+49 30 901820",
        "loyalty": "L-7", "groups": ["staff"],
        "addresses": [{"label": "home", "lines": ["Linden 1"], "postal_code": "10115", "city": "Berlin", "country": "DE"}]})
}

fn good(answer: (u16, Value)) -> Value {
    assert!((200..300).contains(&answer.0), "{answer:?}");
    answer.1
}

fn get(engine: &Engine, path: &str) -> Value {
    good(engine.call("GET", path, &Value::Null))
}

fn find(engine: &Engine, by: Value) -> Vec<String> {
    let found = good(engine.call("POST", "/v1/customers:find", &by));
    let customers = found["customers"].as_array().expect("a list").iter();
    customers.map(|c| c["customer"].as_str().expect("a number").to_owned()).collect()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").filter_map(Result::ok) {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).expect("copied");
        }
    }
}

fn stop(mut engine: Engine) {
    let pid = engine.process.id().to_string();
    assert!(std::process::Command::new("kill").arg(&pid).status().expect("kill runs").success());
    assert!(engine.process.wait().expect("its end").success(), "{:?}", engine.said);
}

#[test]
fn nothing_personal_is_on_the_disk_and_nothing_is_left_of_whom_is_erased() {
    let (data, old) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let engine = Engine::start(data.path());
    let head = "application/json\r\nIdempotency-Key: ann-1";
    let shown = good(engine.raw("PUT", "/v1/customers/c1", head, ann().to_string().as_bytes()));
    assert_eq!(
        [&shown["profile"], &shown["email"], &shown["phone"], &shown["loyalty"]],
        ["shown", "annabelle@example.com", "+4930901820", "L-7"],
    );
    assert!(shown["member_since"].is_string(), "{shown}");
    good(engine.call(
        "PUT",
        "/v1/customers/c2",
        &json!({"name": "Annabelle Example", "email": "annabelle@example.com"}),
    ));
    assert_eq!(find(&engine, json!({"email": " ANNABELLE@example.com"})), ["c1", "c2"]);
    let talk = json!({"channel": "phone", "note": "allergic to wool, was grumpy", "about": "order-1"});
    let talked = good(engine.call("POST", "/v1/customers/c2/contacts", &talk));
    assert_eq!(talked["note"], talk["note"]);
    // Who misspells a field is told so, and what was given is not repeated.
    let (status, wrong) = engine.call("PUT", "/v1/customers/c3", &json!({"name": ["Annabelle"]}));
    assert!(status == 400 && !wrong.to_string().contains("Annabelle"), "{wrong}");
    let (status, wrong) = engine.call("PUT", "/v1/customers/c3", &json!({"email": "annabelle"}));
    assert!(status == 422 && !wrong.to_string().contains("annabelle"), "{wrong}");

    good(engine.call("POST", "/v1/customers/c2/merge", &json!({"into": "c1"})));
    assert_eq!(find(&engine, json!({"email": "annabelle@example.com"})), ["c1"]);
    let shown = get(&engine, "/v1/customers/c2");
    assert_eq!((&shown["customer"], &shown["aliases"]), (&json!("c1"), &json!(["c2"])));
    let contacts = get(&engine, "/v1/customers/c1/contacts");
    assert_eq!(
        (&contacts["contacts"][0]["note"], &contacts["contacts"][0]["customer"]),
        (&talk["note"], &json!("c2"))
    );

    assert_eq!(holding(data.path(), &PRIVATE), [""; 0], "before anybody is erased");
    stop(engine);
    assert_eq!(holding(data.path(), &PRIVATE), [""; 0], "in a snapshot neither");
    copy(data.path(), old.path());

    let engine = Engine::start(data.path());
    assert_eq!(find(&engine, json!({"phone": "004930901820"})), ["c1"], "after a restart");
    assert_eq!(get(&engine, "/v1/customers/c1")["name"], "Annabelle Example");
    assert_eq!(engine.call("DELETE", "/v1/customers/c2", &Value::Null).0, 204);
    assert_eq!(engine.call("DELETE", "/v1/customers/c1", &Value::Null).0, 204, "again is fine");
    let erased = |engine: &Engine| {
        assert!(find(engine, json!({"email": "annabelle@example.com"})).is_empty());
        assert!(find(engine, json!({"loyalty": "L-7"})).is_empty());
        for customer in ["c1", "c2"] {
            let shown = get(engine, &format!("/v1/customers/{customer}"));
            assert_eq!((&shown["profile"], &shown["name"]), (&json!("erased"), &Value::Null), "{shown}");
            let (status, problem) = engine.call("PUT", &format!("/v1/customers/{customer}"), &ann());
            assert!(status == 409, "{problem}");
        }
        assert!(get(engine, "/v1/customers/c1/timeline")["entries"].as_array().is_some_and(Vec::is_empty));
    };
    erased(&engine);
    stop(engine);
    let engine = Engine::start(data.path());
    erased(&engine);
    stop(engine);

    // A copy of the log from before, beside the vault of now.
    std::fs::remove_dir_all(old.path().join("vault")).expect("gone");
    copy(&data.path().join("vault"), &old.path().join("vault"));
    let engine = Engine::start(old.path());
    assert!(find(&engine, json!({"email": "annabelle@example.com"})).is_empty());
    let shown = get(&engine, "/v1/customers/c1");
    assert_eq!((&shown["profile"], &shown["name"]), (&json!("erased"), &Value::Null), "{shown}");
    assert_eq!(get(&engine, "/v1/customers/c1/contacts")["contacts"][0]["note"], Value::Null);
    let (status, problem) = engine.call("PUT", "/v1/customers/c1", &ann());
    assert!(
        status == 409 && problem["type"].as_str().is_some_and(|t| t.ends_with("/customer-erased")),
        "{problem}"
    );
}

#[test]
fn who_may_not_see_a_person_sees_a_number() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    good(engine.call("PUT", "/v1/customers/c1", &ann()));
    let key = good(engine.call("POST", "/v1/keys", &json!({"name": "reports", "role": "read_only"})));
    let call = |method: &str, path: &str, body: &str| {
        let secret = key["secret"].as_str().expect("a secret");
        engine.try_raw_as(secret, method, path, "application/json", body.as_bytes()).expect("an answer")
    };
    let shown = good(call("GET", "/v1/customers/c1", ""));
    assert_eq!(
        (&shown["profile"], &shown["name"], &shown["groups"]),
        (&json!("hidden"), &Value::Null, &json!(["staff"]))
    );
    for (method, path, body) in [
        ("GET", "/v1/customers/c1/timeline", ""),
        ("GET", "/v1/customers/c1/contacts", ""),
        ("POST", "/v1/customers:find", r#"{"email":"annabelle@example.com"}"#),
        ("PUT", "/v1/customers/c1", "{}"),
        ("DELETE", "/v1/customers/c1", ""),
    ] {
        assert_eq!(call(method, path, body).0, 403, "{method} {path}");
    }
}

/// Killed at any moment, the log never has what no key opens, and what was answered opens.
#[test]
fn what_was_answered_opens_however_the_engine_dies() {
    let data = tempfile::tempdir().expect("a folder");
    let mut answered: Vec<String> = Vec::new();
    for round in 0..6 {
        let mut engine = Engine::start(data.path());
        for customer in &answered {
            let shown = get(&engine, &format!("/v1/customers/{customer}"));
            assert_eq!(
                (&shown["profile"], &shown["name"]),
                (&json!("shown"), &json!(format!("Name {customer}")))
            );
        }
        let more = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..4)
                .map(|thread| {
                    let engine = &engine;
                    scope.spawn(move || {
                        let mut mine = Vec::new();
                        for n in 0_u32.. {
                            let customer = format!("r{round}-t{thread}-{n}");
                            let body = json!({"name": format!("Name {customer}"), "email": format!("{customer}@example.com")});
                            let path = format!("/v1/customers/{customer}");
                            let asked = engine.try_raw("PUT", &path, "application/json", body.to_string().as_bytes());
                            match asked {
                                Ok((200, _)) => mine.push(customer),
                                _ => return mine,
                            }
                        }
                        mine
                    })
                })
                .collect();
            std::thread::sleep(Duration::from_millis(150 + round * 37));
            let pid = engine.process.id().to_string();
            assert!(
                std::process::Command::new("kill").args(["-9", &pid]).status().expect("kill runs").success()
            );
            writers.into_iter().flat_map(|writer| writer.join().expect("whole")).collect::<Vec<_>>()
        });
        engine.process.wait().expect("its end");
        assert!(!more.is_empty(), "round {round} wrote nothing");
        answered.extend(more);
    }
    let engine = Engine::start(data.path());
    for customer in answered.iter().rev().take(20) {
        assert_eq!(
            find(&engine, json!({"email": format!("{customer}@example.com")})),
            std::slice::from_ref(customer)
        );
    }
}

#[test]
fn a_rotated_vault_opens_what_was_sealed_before() {
    let data = tempfile::tempdir().expect("a folder");
    let rotate = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_realtail"));
        let told = command.args(["vault", "rotate", "--data"]).arg(data.path()).output().expect("it runs");
        (told.status.success(), String::from_utf8_lossy(&[told.stdout, told.stderr].concat()).into_owned())
    };
    let (done, told) = rotate();
    assert!(!done && told.contains("there is no vault in"), "{told}");
    let engine = Engine::start(data.path());
    good(engine.call("PUT", "/v1/customers/c1", &ann()));
    let (done, told) = rotate();
    assert!(!done && told.contains("in use"), "{told}");
    stop(engine);
    let (done, told) = rotate();
    assert!(done && told.starts_with("1 keys are wrapped by a new master"), "{told}");
    let engine = Engine::start(data.path());
    assert_eq!(get(&engine, "/v1/customers/c1")["name"], "Annabelle Example");
}

#[test]
fn what_a_buyer_pays_with_is_not_on_the_disk() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    let site = json!({"name": "S", "kind": "store", "timezone": "Europe/Berlin"});
    good(engine.call("PUT", "/v1/sites/S", &site));
    good(engine.call("PUT", "/v1/items/A", &json!({"name": "A"})));
    good(engine.call("PUT", "/v1/price-lists/shelf", &json!({"currency": "EUR"})));
    let prices = json!({"prices": [{"item": "A", "unit_price": 500}]});
    good(engine.call("POST", "/v1/price-lists/shelf/prices", &prices));
    let receipt = json!({"moves": [{"item": "A", "quantity": 9, "reason": "receipt",
        "from": {"outside": "supplier"}, "to": {"site": "S"}}]});
    good(engine.call("POST", "/v1/stock/moves", &receipt));
    let order = |buyer: Value| {
        let mut order = json!({"channel": "web", "delivery": {"method": "pickup", "site": "S"},
            "lines": [{"item": "A", "quantity": 1}], "tenders": [{"kind": "test", "token": "slow_1"}]});
        order.as_object_mut().expect("an object").extend(buyer.as_object().expect("an object").clone());
        let placed = good(engine.call("POST", "/v1/orders", &order));
        assert_eq!(placed["payments"][0]["state"], "authorised", "{placed}");
    };
    order(json!({"customer": "c1"}));
    order(json!({"contact": {"name": "Annabelle Example"}}));
    // Of a guest nothing is known; what pays is sealed all the same.
    order(json!({}));
    assert_eq!(holding(&data.path().join("log"), &["slow_1"]), [""; 0]);
}

#[test]
fn points_and_gift_cards_over_http() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    let (status, none) = engine.call("GET", "/v1/loyalty/programme", &Value::Null);
    assert_eq!(status, 404, "{none}");
    let programme = json!({"currency": "EUR", "earn_points": 1, "per_minor": 100, "value_minor": 1, "value_points": 1,
        "pending_days": 0, "expiry_months": 12});
    good(engine.call("PUT", "/v1/loyalty/programme", &programme));
    assert_eq!(get(&engine, "/v1/loyalty/programme"), programme);
    good(engine.call("PUT", "/v1/customers/c1", &json!({"loyalty": "L1"})));
    good(engine.call(
        "PUT",
        "/v1/sites/S",
        &json!({"name": "S", "kind": "store", "timezone": "Europe/Berlin"}),
    ));
    good(engine.call("PUT", "/v1/items/A", &json!({"name": "A"})));
    let sale = json!({"sale": "r1", "site": "S", "sold_at": "2026-01-01T10:00:00Z", "customer": "c1",
        "lines": [{"item": "A", "quantity": 3, "unit_price": 1050, "discount": 100}]});
    good(engine.call("POST", "/v1/sales", &sale));
    let begin = std::time::Instant::now();
    let points = loop {
        let points = get(&engine, "/v1/customers/c1/wallet")["points"].clone();
        if points["pending"] == 0 || begin.elapsed() > Duration::from_secs(10) {
            break points;
        }
    };
    assert_eq!((&points["available"], &points["worth"]["amount"]), (&json!(30), &json!(30)), "{points}");
    assert_eq!(points["expiring"][0]["points"], 30);
    let timeline = get(&engine, "/v1/customers/c1/timeline");
    let kinds: Vec<&str> =
        timeline["entries"].as_array().expect("a list").iter().filter_map(|e| e["event"].as_str()).collect();
    assert_eq!(kinds, ["retail.points.earned", "retail.sale.completed", "retail.customer.registered"]);

    let card = json!({"card": "g1", "amount": 5000, "currency": "EUR", "active": false});
    let issued = good(engine.call("POST", "/v1/gift-cards", &card));
    let code = issued["code"].as_str().expect("a code").to_owned();
    assert_eq!((&issued["state"], &issued["balance"]), (&json!("issued"), &json!(0)));
    assert_eq!(engine.call("POST", "/v1/gift-cards", &card).0, 409);
    good(engine.call("POST", "/v1/gift-cards/g1/activate", &Value::Null));
    good(engine.call("POST", "/v1/gift-cards/g1/activate", &Value::Null));
    let typed = code.to_lowercase().replace('-', " ");
    let balance = good(engine.call("POST", "/v1/gift-cards:balance", &json!({"code": typed})));
    assert_eq!(
        (&balance["card"], &balance["balance"], &balance["state"]),
        (&json!("g1"), &json!(5000), &json!("active"))
    );
    let (status, problem) = engine.call("POST", "/v1/gift-cards:balance", &json!({"code": "0000-0000"}));
    assert!(status == 404 && !problem.to_string().contains("0000-"), "{problem}");
    let plain = code.replace('-', "");
    assert_eq!(holding(data.path(), &[code.as_str(), plain.as_str()]), [""; 0], "a code is nowhere");
}
