//! Goods that come back, over HTTP, against the binary with the test provider.

mod engine;

use engine::Engine;
use serde_json::{Value, json};
use std::process::Command;
use std::time::{Duration, Instant};

/// Two stores, three things to buy with prices, and stock in the first store.
fn shop() -> (tempfile::TempDir, Engine) {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    for site in ["north", "south"] {
        let body = json!({"name": site, "kind": "store", "timezone": "Europe/Berlin"});
        good(&engine, "PUT", &format!("/v1/sites/{site}"), &body);
    }
    let mut moves = Vec::new();
    for item in ["jeans", "shirt", "socks"] {
        good(&engine, "PUT", &format!("/v1/items/{item}"), &json!({"name": item}));
        moves.push(json!({"item": item, "quantity": 50, "from": {"outside": "supplier"},
            "to": {"site": "north"}, "reason": "receipt"}));
    }
    good(&engine, "POST", "/v1/stock/moves", &json!({"moves": moves}));
    good(&engine, "PUT", "/v1/price-lists/main", &json!({"currency": "EUR"}));
    let prices = json!({"prices": [{"item": "jeans", "unit_price": 5000}, {"item": "shirt", "unit_price": 1999},
        {"item": "socks", "unit_price": 333}]});
    good(&engine, "POST", "/v1/price-lists/main/prices", &prices);
    (data, engine)
}

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path} {body}: {status} {answer}");
    answer
}

#[track_caller]
fn refused(engine: &Engine, path: &str, body: &Value, status: u16, kind: &str) -> Value {
    let (found, problem) = engine.call("POST", path, body);
    assert_eq!(found, status, "{path} {body}: {problem}");
    assert!(problem["type"].as_str().is_some_and(|t| t.ends_with(kind)), "{path} {body}: {problem}");
    problem
}

fn read(engine: &Engine, path: &str) -> Value {
    good(engine, "GET", path, &Value::Null)
}

/// Places an order that is taken along, and waits until it is captured.
fn taken_along(engine: &Engine, order: &str, token: &str, lines: &Value) {
    let body = json!({"order": order, "channel": "store", "customer": "anna",
        "delivery": {"method": "carry_out", "site": "north"}, "lines": lines,
        "tenders": [{"kind": "test", "token": token}]});
    good(engine, "POST", "/v1/orders", &body);
    eventually(engine, &format!("/v1/orders/{order}"), |order| {
        let paid = &order["payments"][0];
        paid["captured"] == paid["authorised"] && paid["captured"] != 0
    });
}

#[track_caller]
fn eventually(engine: &Engine, path: &str, so: impl Fn(&Value) -> bool) -> Value {
    let started = Instant::now();
    loop {
        let found = read(engine, path);
        if so(&found) {
            return found;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "{path} stays {found}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn available(engine: &Engine, item: &str, site: &str) -> i64 {
    let found = read(engine, &format!("/v1/availability?item={item}&site={site}"));
    found["lines"][0]["available"].as_i64().expect("a number")
}

#[test]
fn goods_of_an_order_come_back_elsewhere_and_are_for_sale_there_at_once() {
    let (data, engine) = shop();
    taken_along(&engine, "o1", "success_token", &json!([{"item": "socks", "quantity": 3}]));
    let body = json!({"return": "r1", "site": "south", "order": "o1",
        "lines": [{"line": 1, "quantity": 2, "reason": "too_small", "condition": "opened"}]});
    let back = good(&engine, "POST", "/v1/returns", &body);
    assert_eq!(available(&engine, "socks", "south"), 2, "the next read shows it");
    assert_eq!((&back["refund"], &back["currency"]), (&json!(666), &json!("EUR")), "{back}");
    assert_eq!(back["lines"][0]["disposition"], "resell", "{back}");
    let back = eventually(&engine, "/v1/returns/r1", |back| back["state"] == "refunded");
    assert_eq!(back["payments"][0]["payment"], "o1-p1", "{back}");
    let order = read(&engine, "/v1/orders/o1");
    assert_eq!((&order["lines"][0]["returned"], &order["payments"][0]["refunded"]), (&json!(2), &json!(666)));
    let told = order["timeline"].as_array().expect("a timeline");
    assert!(told.iter().any(|step| step["what"] == "retail.return.accepted"), "{order}");
    // The same again is the same; another content is not; more than was handed out is not.
    assert_eq!(good(&engine, "POST", "/v1/returns", &body)["return"], "r1");
    let other = json!({"return": "r1", "site": "south", "order": "o1",
        "lines": [{"line": 1, "quantity": 1, "reason": "too_small", "condition": "opened"}]});
    refused(&engine, "/v1/returns", &other, 409, "/conflicting-retry");
    let more = json!({"site": "south", "order": "o1",
        "lines": [{"item": "socks", "quantity": 2, "reason": "too_small", "condition": "opened"}]});
    let problem = refused(&engine, "/v1/returns", &more, 422, "/invalid-value");
    assert!(
        problem["detail"].as_str().is_some_and(|d| d.contains("1 units can come back, not 2")),
        "{problem}"
    );
    // One of them is looked at again, and goes to the other store.
    let body = json!({"lines": [{"line": 1, "quantity": 1, "disposition": {"send_to": {"site": "north"}}}]});
    let back = good(&engine, "POST", "/v1/returns/r1/dispose", &body);
    let sent = &back["lines"][0]["dispositions"][1];
    assert_eq!((&sent["gone"], &sent["quantity"]), (&json!(true), &json!(1)), "{back}");
    let shipment =
        read(&engine, &format!("/v1/shipments/{}", sent["shipment"].as_str().expect("a shipment")));
    assert_eq!((&shipment["to"], &shipment["in_transit"][0]["quantity"]), (&json!("north"), &json!(1)));
    assert_eq!(available(&engine, "socks", "south"), 1);
    for query in ["site=south", "order=o1", "customer=anna", "state=refunded", ""] {
        let found = read(&engine, &format!("/v1/returns?{query}"));
        assert_eq!(found["returns"][0]["return"], "r1", "{query} {found}");
    }
    assert_eq!(read(&engine, "/v1/returns?site=north")["returns"], json!([]));
    let delays = read(&engine, "/v1/delays").to_string();
    assert!(delays.contains("return.take_back"), "{delays}");
    verified(data, engine);
}

/// What stands in the log is read again from the start, and all that must hold does.
fn verified(data: tempfile::TempDir, engine: Engine) {
    drop(engine);
    let folder = data.path().display().to_string();
    let done = Command::new(env!("CARGO_BIN_EXE_realtail")).args(["verify", "--data", &folder]).output();
    let done = done.expect("the binary runs");
    let said = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
    assert!(done.status.success() && said.contains("all holds"), "{said}");
}

#[test]
fn a_receipt_comes_back_by_its_number_or_by_the_customer() {
    let (data, engine) = shop();
    let sale = json!({"sale": "s1", "site": "north", "sold_at": now(), "customer": "ben",
        "lines": [{"item": "jeans", "quantity": 1, "unit_price": {"amount": 5000, "currency": "EUR"}},
            {"item": "socks", "quantity": 3, "unit_price": {"amount": 333, "currency": "EUR"},
                "discount": {"amount": 99, "currency": "EUR"}}],
        "tenders": [{"kind": "card", "amount": {"amount": 4000, "currency": "EUR"}},
            {"kind": "cash", "amount": {"amount": 2000, "currency": "EUR"}}]});
    good(&engine, "POST", "/v1/sales", &sale);
    let receipt = read(&engine, "/v1/receipts/s1");
    // Of the 2,000 in cash 100 came back as change.
    assert_eq!(
        (&receipt["paid"], &receipt["tenders"][1]["amount"]),
        (&json!(5900), &json!(1900)),
        "{receipt}"
    );
    assert_eq!((&receipt["lines"][1]["returnable"], &receipt["lines"][1]["value"]), (&json!(3), &json!(900)));
    assert_eq!(read(&engine, "/v1/receipts?customer=ben")["receipts"][0]["sale"], "s1");
    assert_eq!(engine.call("GET", "/v1/receipts/s2", &Value::Null).0, 404);
    assert_eq!(engine.call("GET", "/v1/receipts", &Value::Null).0, 400);
    let line = |item: &str, quantity: i64| {
        json!({"item": item, "quantity": quantity, "reason": "changed_mind",
        "condition": "unopened"})
    };
    let back = json!({"return": "r1", "site": "south", "sale": "s1", "lines": [line("socks", 1)]});
    let back = good(&engine, "POST", "/v1/returns", &back);
    assert_eq!((&back["state"], &back["refund"]), (&json!("refunded"), &json!(300)), "{back}");
    assert_eq!(
        (&back["payments"][0]["means"], &back["payments"][0]["amount"]),
        (&json!("cash"), &json!(300))
    );
    let rest =
        json!({"return": "r2", "site": "south", "sale": "s1", "lines": [line("socks", 2), line("jeans", 1)]});
    let rest = good(&engine, "POST", "/v1/returns", &rest);
    assert_eq!(rest["refund"], 5600, "the parts add up to what was paid: {rest}");
    let receipt = read(&engine, "/v1/receipts/s1");
    assert_eq!(
        (&receipt["refunded"], &receipt["returns"]),
        (&json!(5900), &json!(["r1", "r2"])),
        "{receipt}"
    );
    let over = json!({"site": "south", "sale": "s1", "lines": [line("jeans", 1)]});
    refused(&engine, "/v1/returns", &over, 422, "/invalid-value");
    refused(
        &engine,
        "/v1/returns",
        &json!({"site": "south", "sale": "s9", "lines": [line("jeans", 1)]}),
        404,
        "/not-found",
    );
    refused(
        &engine,
        "/v1/returns",
        &json!({"site": "south", "lines": [line("jeans", 1)]}),
        422,
        "/invalid-value",
    );
    verified(data, engine);
}

fn now() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    let micros = i64::try_from(since.as_micros()).expect("before the year 294,000");
    realtail_kernel::Instant::from_micros(micros).to_string()
}

#[test]
fn a_refund_on_a_gift_card_pays_for_what_is_taken_instead() {
    let (data, engine) = shop();
    taken_along(&engine, "o1", "success_token", &json!([{"item": "jeans", "quantity": 1}]));
    let body = json!({"return": "r1", "site": "north", "order": "o1",
        "lines": [{"line": 1, "quantity": 1, "reason": "too_small", "condition": "opened"}],
        "exchange": {"lines": [{"item": "shirt", "quantity": 2}]}});
    let back = good(&engine, "POST", "/v1/returns", &body);
    let (hold, card) = (&back["exchange"]["hold"], &back["payments"][0]);
    assert_eq!(
        (&back["exchange"]["price"], &back["exchange"]["difference"]),
        (&json!(3998), &json!(-1002)),
        "{back}"
    );
    assert_eq!((&card["to"], &card["amount"]), (&json!("gift_card"), &json!(3998)), "{back}");
    assert_eq!(back["payments"][1]["amount"], 1002, "the rest goes back as it was paid: {back}");
    // The answer may have been lost: whoever asks again is told the code again, and nobody else is.
    assert_eq!(good(&engine, "POST", "/v1/returns", &body)["payments"][0]["code"], card["code"]);
    assert_eq!(read(&engine, "/v1/returns/r1")["payments"][0].get("code"), None);
    let twice = json!({"channel": "store", "delivery": {"method": "carry_out", "site": "north"},
        "lines": [{"item": "shirt", "quantity": 3}], "tenders": [{"kind": "gift_card", "token": card["code"],
            "amount": 3998}, {"kind": "gift_card", "token": card["code"]}]});
    refused(&engine, "/v1/orders", &twice, 422, "/invalid-value");
    let order = json!({"order": "o2", "channel": "store", "hold": hold,
        "delivery": {"method": "carry_out", "site": "north"}, "lines": [{"item": "shirt", "quantity": 2}],
        "tenders": [{"kind": "gift_card", "token": card["code"]}]});
    let order = good(&engine, "POST", "/v1/orders", &order);
    assert_eq!(
        (&order["state"], &order["payments"][0]["captured"]),
        (&json!("completed"), &json!(3998)),
        "{order}"
    );
    assert_eq!(read(&engine, "/v1/returns/r1")["exchange"]["order"], "o2");
    verified(data, engine);
}

/// juspay/hyperswitch#13182, over HTTP: refunds and returns that come at the same moment.
#[test]
fn hyperswitch_13182_refunds_at_the_same_moment_stay_within_what_was_captured() {
    let (data, engine) = shop();
    for n in 0..8 {
        let order = format!("o{n}");
        taken_along(&engine, &order, "success_token", &json!([{"item": "jeans", "quantity": 2}]));
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let ask = |client: usize| {
                let (engine, order) = (&engine, &order);
                scope.spawn(move || {
                    if client % 2 < 1 {
                        let body = json!({"amount": 6000, "reason": "late"});
                        return engine.call("POST", &format!("/v1/orders/{order}/refund"), &body).0;
                    }
                    let body = json!({"site": "south", "order": order,
                        "lines": [{"line": 1, "quantity": 1, "reason": "x", "condition": "opened"}]});
                    engine.call("POST", "/v1/returns", &body).0
                })
            };
            let clients: Vec<_> = (0..6).map(ask).collect();
            clients.into_iter().map(|client| client.join().expect("an answer")).collect()
        });
        let order = eventually(&engine, &format!("/v1/orders/{order}"), |order| {
            let returned = order["lines"][0]["returned"].as_i64().unwrap_or(0);
            returned == 2 && order["payments"][0]["refunded"] == 10_000
        });
        assert_eq!(order["payments"][0]["captured"], 10_000, "{order}");
        let refunds = statuses.iter().step_by(2).filter(|status| **status == 200).count();
        let returns = statuses.iter().skip(1).step_by(2).filter(|status| **status == 201).count();
        assert!(refunds <= 1 && returns == 2, "{statuses:?}");
    }
    verified(data, engine);
}

#[test]
fn a_refund_that_is_declined_is_told_and_can_go_another_way() {
    let (data, engine) = shop();
    taken_along(&engine, "o1", "refund_fails", &json!([{"item": "jeans", "quantity": 1}]));
    let body = json!({"return": "r1", "site": "south", "order": "o1",
        "lines": [{"line": 1, "quantity": 1, "reason": "x", "condition": "faulty"}]});
    good(&engine, "POST", "/v1/returns", &body);
    let back = eventually(&engine, "/v1/returns/r1", |back| back["state"] == "refund_failed");
    assert_eq!(
        (&back["outstanding"], &back["payments"][0]["state"]),
        (&json!(5000), &json!("declined")),
        "{back}"
    );
    let told = eventually(&engine, "/v1/actions?action=payment_failed", |told| told["actions"] != json!([]));
    let action = &told["actions"][0]["action"];
    assert_eq!((&action["return"], &action["operation"]), (&json!("r1"), &json!("refund")), "{told}");
    let back = good(&engine, "POST", "/v1/returns/r1/refund", &json!({"refund_to": "gift_card"}));
    assert_eq!((&back["state"], &back["outstanding"]), (&json!("refunded"), &json!(0)), "{back}");
    assert!(back["payments"][1]["code"].as_str().is_some_and(|code| code.len() == 19), "{back}");
    // Nothing is left to give back, and asking again gives nothing more.
    refused(&engine, "/v1/orders/o1/refund", &json!({"amount": 1, "reason": "late"}), 422, "/invalid-value");
    let again = good(&engine, "POST", "/v1/returns/r1/refund", &json!({}));
    assert_eq!(again["payments"].as_array().map(Vec::len), Some(2), "{again}");
    verified(data, engine);
}

#[test]
fn rules_say_what_comes_back_and_who_may_allow_more() {
    let (_data, engine) = shop();
    let blind = |more: &Value| {
        let mut body = json!({"site": "south", "blind": true,
            "lines": [{"item": "jeans", "quantity": 1, "reason": "gift", "condition": "unopened"}]});
        for (key, value) in more.as_object().expect("fields") {
            body[key] = value.clone();
        }
        body
    };
    let problem = refused(&engine, "/v1/returns", &blind(&json!({})), 409, "/against-return-rules");
    assert_eq!(problem["broken"][0]["rule"], "blind_not_allowed", "{problem}");
    let rules = json!({"blind_up_to": 2000, "may_override": ["admin"],
        "abuse": {"window_days": 30, "returns_from": 3, "share_ppm_from": 0, "share_returns_from": 0}});
    good(&engine, "PUT", "/v1/returns/rules", &rules);
    assert_eq!(read(&engine, "/v1/returns/rules")["blind_up_to"], 2000);
    let problem = refused(&engine, "/v1/returns", &blind(&json!({})), 409, "/against-return-rules");
    assert_eq!((&problem["broken"][0]["value"], &problem["may_override"]), (&json!(5000), &json!(["admin"])));
    let key = |name: &str, role: &str, site: &Value| {
        let mut body = json!({"name": name, "role": role});
        if !site.is_null() {
            body["site"] = site.clone();
        }
        let made = good(&engine, "POST", "/v1/keys", &body);
        made["secret"].as_str().expect("a secret").to_owned()
    };
    let (associate, channel) =
        (key("till", "associate", &json!("south")), key("web", "channel", &Value::Null));
    let as_who = |secret: &str, body: &Value| {
        let body = body.to_string();
        let answer = engine.try_raw_as(secret, "POST", "/v1/returns", "application/json", body.as_bytes());
        answer.expect("an answer").0
    };
    assert_eq!(as_who(&associate, &blind(&json!({"override": true}))), 409, "an associate may not override");
    assert_eq!(
        as_who(&associate, &blind(&json!({"site": "north"}))),
        403,
        "that is not the associate's site"
    );
    assert_eq!(as_who(&channel, &blind(&json!({}))), 403, "a channel takes no goods back");
    let small = |name: &str| {
        json!({"return": name, "site": "south", "blind": true, "customer": "cleo",
            "lines": [{"item": "socks", "quantity": 1, "reason": "gift", "condition": "unopened"}]})
    };
    assert_eq!(as_who(&associate, &small("r1")), 201);
    assert_eq!(as_who(&associate, &small("r2")), 201);
    let allowed =
        good(&engine, "POST", "/v1/returns", &blind(&json!({"override": true, "customer": "cleo"})));
    assert_eq!(allowed["overridden"][0]["rule"], "blind_above", "{allowed}");
    // Three returns in a month are many here: somebody is told, once, and how long that took is known.
    let told =
        eventually(&engine, "/v1/actions?action=return_abuse_suspected", |t| t["actions"] != json!([]));
    let action = &told["actions"][0];
    assert_eq!(
        (&action["action"]["customer"], &action["action"]["value"]),
        (&json!("cleo"), &json!(5666)),
        "{told}"
    );
    assert!(action["delay_ms"].as_f64().is_some_and(|ms| ms > 0.0), "{told}");
    good(&engine, "POST", "/v1/returns", &small("r3"));
    let told = read(&engine, "/v1/actions?action=return_abuse_suspected");
    assert_eq!(told["actions"].as_array().map(Vec::len), Some(1), "{told}");
    let rows = read(&engine, "/v1/delays");
    let row = rows["rows"].as_array().expect("rows").iter().find(|r| r["action"] == "return_abuse_suspected");
    assert_eq!(row.expect("a row")["signal"], "return.take_back", "{rows}");
    assert_eq!(engine.call("GET", "/v1/returns?state=lost", &Value::Null).0, 400);
}
