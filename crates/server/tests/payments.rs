//! Payments of a running engine: every failure of a provider, kill -9 at any moment, webhooks, refunds that race; in the
//! end the engine's book and the provider's say the same.

mod engine;
#[path = "engine/files.rs"]
mod files;
#[path = "engine/shop.rs"]
mod shop;

use engine::Engine;
use files::holding;
use hmac::{Hmac, Mac};
use realtail_engine::{Clock, Engine as InProcess, Outcome, Request, Settings, SystemClock};
use realtail_kernel::{Currency, ItemId, PriceListId};
use realtail_omnichannel::{Command as Omnichannel, PriceCommand};
use realtail_platform::{Command, Retail};
use realtail_vocabulary::{PriceEntry, PriceList};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use smallvec::smallvec;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command as Process;
use std::sync::Arc;
use std::time::{Duration, Instant};

const QUICK: &[&str] = &[
    "payments.test_provider=on",
    "payments.timeout_ms=150",
    "payments.backoff_ms=10",
    "payments.backoff_max_ms=100",
];

fn start(data: &Path, settings: &[&str]) -> Engine {
    Engine::start_by(Process::new(env!("CARGO_BIN_EXE_realtail")), data, settings)
}

/// An engine on a folder where item A costs a hundred.
fn open(data: &Path, settings: &[&str]) -> Engine {
    let engine = start(data, &[]);
    shop::stock(&engine, 1_000_000);
    drop(engine);
    set_prices(data);
    start(data, settings)
}

fn set_prices(data: &Path) {
    let settings = realtail_log_embedded::Settings { segment_bytes: 1 << 26 };
    let opened = realtail_log_embedded::EmbeddedLog::open(&data.join("log"), settings).expect("a log");
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let log = Box::new(opened.log);
    let ended = |fault: &str| panic!("{fault}");
    let engine: InProcess<Retail> =
        InProcess::start(log, None, clock, &Settings::default(), vec![], ended, |_| ()).expect("a start");
    let list = PriceListId::new("all").expect("a name");
    let entry = PriceEntry {
        item: ItemId::new("A").expect("a name"),
        unit_price: Some(100),
        per: 1,
        valid_from: None,
        valid_until: None,
    };
    let list_of_all = PriceList {
        list: list.clone(),
        name: None,
        currency: Currency::try_from("EUR".to_owned()).expect("a currency"),
        sites: vec![],
        regions: vec![],
        channels: vec![],
        groups: vec![],
        valid_from: None,
        valid_until: None,
        priority: 0,
    };
    let handle = engine.handle();
    for command in [PriceCommand::SetList(list_of_all), PriceCommand::SetPrices(list, vec![entry])] {
        let (sender, receiver) = std::sync::mpsc::channel();
        let request = Request {
            command: Command::from(Omnichannel::Price(command)),
            signal: "price.set".into(),
            by: "test".into(),
            received_at: handle.now(),
            cause: None,
            keys: smallvec![],
        };
        let taken = handle.submit(smallvec![request], Box::new(move |outcomes| drop(sender.send(outcomes))));
        taken.expect("taken");
        let outcome = receiver.recv().expect("an outcome").pop();
        assert!(matches!(outcome, Some(Outcome::Done { .. })), "{outcome:?}");
    }
    drop(handle);
    engine.stop().expect("stopped");
}

fn order(name: &str, units: u32, kind: &str, token: &str, wait_ms: u64) -> Value {
    json!({"order": name, "channel": "web", "delivery": {"method": "pickup", "site": "S"},
        "lines": [{"item": "A", "quantity": units}], "tenders": [{"kind": kind, "token": token}],
        "wait_ms": wait_ms})
}

fn place(engine: &Engine, name: &str, units: u32, token: &str) -> (u16, Value) {
    engine.call("POST", "/v1/orders", &order(name, units, "test", token, 10_000))
}

fn payment_of(engine: &Engine, order: &str) -> Value {
    let (status, order) = engine.call("GET", &format!("/v1/orders/{order}"), &Value::Null);
    assert_eq!(status, 200, "{order}");
    let payment = order["payments"][0]["payment"].as_str().expect("one payment").replace('/', "%2F");
    let (status, payment) = engine.call("GET", &format!("/v1/payments/{payment}"), &Value::Null);
    assert_eq!(status, 200, "{payment}");
    payment
}

/// Waits until no ask of any of these orders is without a final answer.
fn settle(engine: &Engine, orders: &[String]) {
    let started = Instant::now();
    for name in orders {
        loop {
            let payment = payment_of(engine, name);
            let asks = payment["asks"].as_array().expect("asks").clone();
            if asks.iter().all(|ask| ask["state"] == "done" || ask["state"] == "declined") {
                break;
            }
            assert!(started.elapsed() < Duration::from_secs(60), "{name} is not settled: {payment}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// The book of the test provider.
fn book(engine: &Engine) -> BTreeMap<String, Value> {
    let (mut all, mut path) = (BTreeMap::new(), "/v1/payments/test-provider/book?limit=1000".to_owned());
    loop {
        let (status, page) = engine.call("GET", &path, &Value::Null);
        assert_eq!(status, 200, "{page}");
        for payment in page["payments"].as_array().expect("payments") {
            all.insert(payment["payment"].as_str().expect("a name").to_owned(), payment.clone());
        }
        let Some(cursor) = page["next_cursor"].as_str() else { return all };
        path = format!("/v1/payments/test-provider/book?limit=1000&cursor={}", cursor.replace('/', "%2F"));
    }
}

/// An order stands if and only if it is paid for; and of every payment both books say the same.
fn audit(engine: &Engine, orders: &[String]) {
    let book = book(engine);
    let mut stands = 0;
    for name in orders {
        let (_, order) = engine.call("GET", &format!("/v1/orders/{name}"), &Value::Null);
        let ours = payment_of(engine, name);
        let payment = ours["payment"].as_str().expect("a name");
        let theirs = book.get(payment).unwrap_or_else(|| panic!("{payment} is not in the provider's book"));
        for field in ["authorised", "captured", "refunded"] {
            assert_eq!(ours[field], theirs[field], "{field} of {name}: {ours} and {theirs}");
        }
        let authorisations = theirs["entries"].as_array().expect("entries").iter();
        let authorised = authorisations.filter(|e| e["operation"] == "authorise" && e["declined"].is_null());
        assert!(authorised.count() <= 1, "{name} was authorised twice: {theirs}");
        let held =
            theirs["authorised"].as_i64().expect("a number") - theirs["voided"].as_i64().expect("a number");
        let is_standing = order["state"] != "refused";
        assert_eq!(is_standing, held > 0, "{name} is {}, and {held} are held: {theirs}", order["state"]);
        stands += usize::from(is_standing);
    }
    assert!(stands > 0, "some orders came about");
}

fn verify(data: &Path) {
    let arguments = ["verify", "--data", &data.display().to_string()];
    let done = Process::new(env!("CARGO_BIN_EXE_realtail")).args(arguments).output().expect("it runs");
    let said = [done.stdout, done.stderr].concat();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&said));
}

#[test]
fn an_order_is_answered_as_its_payment_is() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), QUICK);
    let check = |name: &str, token: &str, status: u16, word: &str| {
        let (found, answer) = place(&engine, name, 1, token);
        assert_eq!(found, status, "{token}: {answer}");
        let said = if status == 402 { &answer["code"] } else { &answer["payments"][0]["state"] };
        assert_eq!(said, word, "{token}: {answer}");
    };
    check("o1", "success_token", 201, "authorised");
    check("o2", "fail_token", 402, "card_declined");
    check("o3", "insufficient_funds", 402, "insufficient_funds");
    check("o4", "nonsense", 402, "unknown_token");
    check("o5", "slow_50", 201, "authorised");
    check("o6", "timeout_then_success", 201, "authorised");
    check("o7", "timeout_then_declined", 402, "card_declined");
    check("o8", "timeout_never_arrived", 201, "authorised");
    check("o9", "double_webhook", 201, "authorised");
    check("o10", "settles_by_webhook", 201, "authorised");
    let (status, refused) =
        engine.call("POST", "/v1/orders", &order("o11", 1, "test", "4242424242424242", 0));
    assert_eq!((status, &refused["field"]), (422, &json!("tenders[0].token")), "{refused}");
    let (status, refused) = engine.call("POST", "/v1/orders", &order("o12", 1, "payment_intents", "pm_x", 0));
    assert_eq!((status, &refused["field"]), (422, &json!("tenders[0].kind")), "{refused}");
    let orders: Vec<String> = (1..=10).map(|n| format!("o{n}")).collect();
    settle(&engine, &orders);
    audit(&engine, &orders);
    // The bank knows it, of course.
    let book = data.path().join("test-provider.book");
    let known = format!("timeout_then_success in {}", book.display());
    assert_eq!(holding(data.path(), &["timeout_then_success"]), [known]);
}

#[test]
fn nothing_is_charged_twice_or_for_nothing_through_kill_9() {
    const TOKENS: [&str; 9] = [
        "success_token",
        "slow_40",
        "fail_token",
        "timeout_then_success",
        "success_token",
        "timeout_never_arrived",
        "settles_by_webhook",
        "timeout_then_declined",
        "double_webhook",
    ];
    let data = tempfile::tempdir().expect("a folder");
    let mut engine = open(data.path(), QUICK);
    let mut orders: Vec<String> = Vec::new();
    for round in 0..5 {
        let (sender, answered) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            for client in 0..3 {
                let (engine, sender) = (&engine, sender.clone());
                scope.spawn(move || {
                    for n in 0.. {
                        let name = format!("o-{round}-{client}-{n}");
                        let body = order(&name, 1, "test", TOKENS[n % TOKENS.len()], 0).to_string();
                        match engine.try_raw("POST", "/v1/orders", "application/json", body.as_bytes()) {
                            Ok((201 | 202 | 402, _)) => sender.send(name).expect("somebody listens"),
                            _ => break,
                        }
                    }
                });
            }
            // Not the same moment of the same order each time.
            std::thread::sleep(Duration::from_millis(150 + 70 * round));
            let killed = Process::new("kill").args(["-9", &engine.process.id().to_string()]).status();
            assert!(killed.is_ok_and(|status| status.success()));
        });
        drop(sender);
        orders.extend(answered.try_iter());
        // The log is its own until it is gone.
        drop(engine);
        engine = start(data.path(), QUICK);
    }
    assert!(orders.len() > 10, "only {} orders were taken", orders.len());
    settle(&engine, &orders);
    audit(&engine, &orders);
    drop(engine);
    verify(data.path());
}

/// Picked, staged and handed over: now it is captured.
fn hand_over(engine: &Engine, name: &str) {
    let (_, placed) = engine.call("GET", &format!("/v1/orders/{name}"), &Value::Null);
    let code = placed["pickup_code"].clone();
    let units = placed["lines"][0]["quantity"].clone();
    let steps = [
        ("pick", json!({"lines": [{"line": 1, "picked": units}]})),
        ("stage", json!({"place": "A1"})),
        ("hand_over", json!({"code": code})),
    ];
    for (step, body) in steps {
        let path = format!("/v1/orders/{name}/fulfilments/1/{step}");
        let (status, answer) = engine.call("POST", &path, &body);
        assert_eq!(status, 200, "{step}: {answer}");
    }
}

#[test]
fn refunds_that_race_give_back_no_more_than_was_taken() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), QUICK);
    let mut orders = Vec::new();
    for (n, token) in ["success_token", "refund_times_out", "slow_30"].into_iter().enumerate() {
        let name = format!("r{n}");
        assert_eq!(place(&engine, &name, 1, token).0, 201);
        hand_over(&engine, &name);
        settle(&engine, std::slice::from_ref(&name));
        assert_eq!(payment_of(&engine, &name)["captured"], 100);
        let taken: usize = std::thread::scope(|scope| {
            let refund = || {
                let body = json!({"amount": 60, "reason": "goodwill"});
                usize::from(engine.call("POST", &format!("/v1/orders/{name}/refund"), &body).0 == 200)
            };
            let racing: Vec<_> = (0..8).map(|_| scope.spawn(refund)).collect();
            racing.into_iter().map(|thread| thread.join().expect("no panic")).sum()
        });
        assert_eq!(taken, 1, "of 100, 60 can be given back once");
        orders.push(name);
    }
    settle(&engine, &orders);
    audit(&engine, &orders);
    for name in &orders {
        assert_eq!(payment_of(&engine, name)["refunded"], 60);
    }
}

#[test]
fn captures_that_fail_leave_both_books_the_same() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), QUICK);
    let mut orders = Vec::new();
    for (n, token) in ["capture_times_out", "capture_fails_once", "refund_fails"].into_iter().enumerate() {
        let name = format!("c{n}");
        assert_eq!(place(&engine, &name, 2, token).0, 201);
        hand_over(&engine, &name);
        orders.push(name);
    }
    settle(&engine, &orders);
    audit(&engine, &orders);
    let body = json!({"amount": 100, "reason": "goodwill"});
    assert_eq!(engine.call("POST", "/v1/orders/c2/refund", &body).0, 200);
    settle(&engine, &orders);
    audit(&engine, &orders);
    assert_eq!(payment_of(&engine, "c2")["refunded"], 0, "the provider did not give it back");
}

#[test]
fn a_cancelled_order_is_let_go_at_the_provider() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), QUICK);
    let mut orders = Vec::new();
    for (n, token) in ["success_token", "void_times_out"].into_iter().enumerate() {
        let name = format!("v{n}");
        assert_eq!(place(&engine, &name, 1, token).0, 201);
        let body = json!({"reason": "changed_mind"});
        let (status, answer) = engine.call("POST", &format!("/v1/orders/{name}/cancel"), &body);
        assert_eq!(status, 200, "{answer}");
        orders.push(name);
    }
    settle(&engine, &orders);
    let book = book(&engine);
    for name in &orders {
        let payment = payment_of(&engine, name);
        assert_eq!(payment["state"], "voided", "{payment}");
        assert_eq!(book[payment["payment"].as_str().expect("a name")]["voided"], 100);
    }
}

/// Sends an event as the provider would, without an API key.
fn webhook(engine: &Engine, provider: &str, header: &str, body: &str) -> (u16, Value) {
    let mut stream = std::net::TcpStream::connect(engine.address).expect("a connection");
    let head = format!(
        "POST /v1/payments/webhooks/{provider} HTTP/1.1\r\nHost: t\r\n{header}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a body");
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
    (status, serde_json::from_str(body).unwrap_or(Value::Null))
}

fn signature(secret: &[u8], age_s: u64, body: &str) -> String {
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().expect("after 1970").as_secs() - age_s;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("a key");
    mac.update(format!("{now}.{body}").as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={now},v1={hex}")
}

fn intent(event: &str, kind: &str, payment: &str, status: &str) -> String {
    json!({"id": event, "object": "event", "type": kind, "data": {"object": {"id": "pi_1",
        "object": "payment_intent", "status": status, "amount": 100, "amount_capturable": 100,
        "amount_received": 0, "currency": "eur",
        "metadata": {"realtail_payment": payment, "realtail_ask": "1"}}}})
    .to_string()
}

#[test]
fn a_webhook_answers_for_a_provider_that_cannot_be_reached() {
    let data = tempfile::tempdir().expect("a folder");
    let settings = [
        "payments.payment_intents.url=http://127.0.0.1:9",
        "payments.payment_intents.key=sk_test_x",
        "payments.payment_intents.webhook_secret=whsec_x",
        "payments.backoff_ms=10",
    ];
    let engine = open(data.path(), &settings);
    let placed = engine.call("POST", "/v1/orders", &order("w", 1, "payment_intents", "pm_card_visa", 0));
    assert_eq!(placed.0, 202, "{}", placed.1);
    let payment = placed.1["payments"][0]["payment"].as_str().expect("a payment").to_owned();
    let kind = "payment_intent.amount_capturable_updated";
    let body = intent("evt_1", kind, &payment, "requires_capture");
    let send = |secret: &[u8], age_s: u64, body: &str| {
        let header = format!("Stripe-Signature: {}", signature(secret, age_s, body));
        webhook(&engine, "payment_intents", &header, body)
    };
    assert_eq!(webhook(&engine, "payment_intents", "X: y", &body).0, 401, "not signed");
    assert_eq!(send(b"whsec_y", 0, &body).0, 401, "signed by somebody else");
    assert_eq!(send(b"whsec_x", 900, &body).0, 401, "signed long ago");
    assert_eq!(send(b"whsec_x", 0, "{}").0, 400, "signed and no event");
    assert_eq!(webhook(&engine, "nobody", "X: y", &body).0, 404);
    assert_eq!(webhook(&engine, "test", "X: y", &body).0, 404, "it is off where there is another");
    assert_eq!(engine.call("GET", "/v1/payments/test-provider/book", &Value::Null).0, 404);
    assert_eq!(payment_of(&engine, "w")["state"], "pending", "nothing of it had an effect");
    let verdict = |answer: (u16, Value)| {
        assert_eq!(answer.0, 202, "{}", answer.1);
        answer.1["verdict"].as_str().expect("a verdict").to_owned()
    };
    let ignored = intent("evt_0", kind, "nothing", "requires_capture");
    assert_eq!(verdict(send(b"whsec_x", 0, &ignored)), "ignored");
    let other = r#"{"id":"evt_9","type":"customer.created","data":{"object":{"id":"cus_1"}}}"#;
    assert_eq!(verdict(send(b"whsec_x", 0, other)), "ignored");
    assert_eq!(verdict(send(b"whsec_x", 0, &body)), "taken");
    assert_eq!(payment_of(&engine, "w")["state"], "authorised");
    let again = verdict(send(b"whsec_x", 0, &body));
    assert!(matches!(again.as_str(), "duplicate" | "known"), "{again}");
    let late = intent("evt_2", "payment_intent.payment_failed", &payment, "requires_payment_method");
    assert_eq!(verdict(send(b"whsec_x", 0, &late)), "ignored", "it was answered otherwise");
    assert_eq!(payment_of(&engine, "w")["state"], "authorised");
    let (_, order) = engine.call("GET", "/v1/orders/w", &Value::Null);
    assert_eq!(order["state"], "released", "{order}");
    let said = engine.said.lock().expect("whole").join("\n");
    assert!(!said.contains("sk_test_x") && !said.contains("whsec_x"), "{said}");
}

#[test]
fn two_events_at_once_have_one_effect() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), &["payments.test_provider=on", "payments.timeout_ms=60000"]);
    let placed = engine.call("POST", "/v1/orders", &order("d", 1, "test", "timeout_then_success", 0));
    assert_eq!(placed.0, 202);
    let payment = placed.1["payments"][0]["payment"].clone();
    let secret = std::fs::read(data.path().join("webhook-secret")).expect("a secret");
    let secret = Sha256::digest([&secret[..], b"payments/test"].concat());
    let body = json!({"id": "evt", "payment": payment, "ask": 1, "operation": "authorise",
        "answer": {"done": {"reference": "test_d", "amount": 100}}})
    .to_string();
    let verdicts: Vec<String> = std::thread::scope(|scope| {
        let send = || {
            let header = format!("Test-Provider-Signature: {}", signature(&secret, 0, &body));
            let (status, answer) = webhook(&engine, "test", &header, &body);
            assert_eq!(status, 202, "{answer}");
            answer["verdict"].as_str().expect("a verdict").to_owned()
        };
        let sending: Vec<_> = (0..6).map(|_| scope.spawn(send)).collect();
        sending.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let taken = verdicts.iter().filter(|verdict| *verdict == "taken").count();
    assert_eq!(taken, 1, "{verdicts:?}");
    assert_eq!(payment_of(&engine, "d")["authorised"], 100);
}

#[test]
fn settings_are_shown_without_secrets() {
    let shown = Process::new(env!("CARGO_BIN_EXE_realtail"))
        .arg("config")
        .env("REALTAIL_PAYMENTS_PAYMENT_INTENTS_KEY", "sk_live_secret")
        .env("REALTAIL_PAYMENTS_PAYMENT_INTENTS_WEBHOOK_SECRET", "whsec_secret")
        .output()
        .expect("it runs");
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("payments.payment_intents.key = \"(hidden)\""), "{shown}");
    assert!(!shown.contains("sk_live") && !shown.contains("whsec"), "{shown}");
}
