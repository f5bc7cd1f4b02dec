//! A shopper's own phone, over HTTP: finding, holding, paying, and seeing nothing of anybody else.

mod engine;

use engine::Engine;
use serde_json::{Value, json};
use std::process::Command;

struct Phone<'a> {
    engine: &'a Engine,
    shopper: String,
    token: String,
}

impl Phone<'_> {
    fn call(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let kind =
            if path.ends_with("/signals") { "application/cloudevents+json" } else { "application/json" };
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let answer = self.engine.try_raw_as(&self.token, method, path, kind, text.as_bytes());
        answer.expect("an answer")
    }

    #[track_caller]
    fn ok(&self, method: &str, path: &str, body: &Value, status: u16) -> Value {
        let (given, answer) = self.call(method, path, body);
        assert_eq!(given, status, "{method} {path}: {answer}");
        answer
    }
}

#[track_caller]
fn set(engine: &Engine, method: &str, path: &str, body: &Value) {
    let (status, answer) = engine.call(method, path, body);
    assert!(status < 300, "{method} {path}: {answer}");
}

/// Two stores, of which only the far one has jeans; shelves and a backroom in both.
fn open() -> (tempfile::TempDir, Engine) {
    let data = tempfile::tempdir().expect("a folder");
    let engine = stocked(Engine::start(data.path()));
    (data, engine)
}

fn stocked(engine: Engine) -> Engine {
    let zones = json!([{"zone": "floor", "kind": "sales_floor"}, {"zone": "back", "kind": "backroom"}]);
    for (site, name, lat) in [("near", "Mitte", 52.52), ("far", "Potsdam", 52.40)] {
        let site_body = json!({"name": name, "kind": "store", "timezone": "Europe/Berlin",
            "position": {"lat": lat, "lon": 13.4}, "zones": zones});
        set(&engine, "PUT", &format!("/v1/sites/{site}"), &site_body);
    }
    for (item, name) in [("jeans", "Röhrenjeans dunkelblau"), ("jacket", "Jeansjacke hell"), ("mug", "Tasse")]
    {
        let body = json!({"name": name, "brand": "Nordhaus", "categories": ["Mode"]});
        set(&engine, "PUT", &format!("/v1/items/{item}"), &body);
    }
    set(&engine, "PUT", "/v1/price-lists/shop", &json!({"currency": "EUR"}));
    let prices =
        json!({"prices": [{"item": "jeans", "unit_price": 5_900}, {"item": "jacket", "unit_price": 7_900}]});
    set(&engine, "POST", "/v1/price-lists/shop/prices", &prices);
    let receive = |item: &str, site: &str, zone: &str, quantity: u32| {
        json!({"item": item, "quantity": quantity, "from": {"outside": "supplier"},
            "to": {"site": site, "zone": zone}, "reason": "receipt"})
    };
    let moves = [receive("jeans", "far", "floor", 1), receive("jeans", "far", "back", 2)];
    set(&engine, "POST", "/v1/stock/moves", &json!({"moves": moves}));
    engine
}

fn phone(engine: &Engine) -> Phone<'_> {
    let (status, session) =
        engine.try_raw_as("", "POST", "/v1/shop/sessions", "application/json", b"").expect("an answer");
    assert_eq!(status, 201, "{session}");
    let text = |name: &str| session[name].as_str().expect("text").to_owned();
    Phone { engine, shopper: text("shopper"), token: text("token") }
}

fn numbers(found: &Value) -> Vec<&str> {
    found["items"].as_array().expect("items").iter().map(|i| i["item"].as_str().expect("text")).collect()
}

#[test]
fn a_shopper_finds_what_can_be_had_nearby_first() {
    let (_data, engine) = open();
    let phone = phone(&engine);
    let here = "&lat=52.52&lon=13.4";
    for (query, expected, matched) in [
        // Both fit; only the jeans can be had nearby.
        (format!("q=nordhaus%20mode{here}&limit=1"), vec!["jeans"], "all"),
        ("q=rohren".to_owned(), vec!["jeans"], "all"),
        ("q=R%C3%96HRENJEANS".to_owned(), vec!["jeans"], "all"),
        ("q=rohrenjaens".to_owned(), vec!["jeans"], "nearly"),
        ("q=jacket".to_owned(), vec!["jacket"], "all"),
        ("q=quark".to_owned(), vec![], "nearly"),
    ] {
        let found = phone.ok("GET", &format!("/v1/shop/search?{query}"), &Value::Null, 200);
        assert_eq!((numbers(&found), &found["matched"]), (expected, &json!(matched)), "{query}: {found}");
    }
    let found = phone.ok("GET", &format!("/v1/shop/search?q=jeans{here}"), &Value::Null, 200);
    assert_eq!(found["items"][0]["nearest"]["site"], "far");
    assert_eq!(found["items"][0]["nearest"]["carry_out"], 1);
    assert_eq!(found["items"][0]["price"]["total"], 5_900);
    // What was renamed is found by its new name at once.
    set(&engine, "PUT", "/v1/items/mug", &json!({"name": "Becher"}));
    assert_eq!(numbers(&phone.ok("GET", "/v1/shop/search?q=becher", &Value::Null, 200)), ["mug"]);
    for (wrong, field) in
        [("lat=1", "lon"), ("lat=91&lon=1", "lat"), ("limit=0", "limit"), ("lat=NaN&lon=0", "lat")]
    {
        let (status, problem) = phone.call("GET", &format!("/v1/shop/search?{wrong}"), &Value::Null);
        assert_eq!((status, &problem["field"]), (400, &json!(field)), "{wrong}: {problem}");
    }
}

#[test]
fn an_item_says_what_can_be_carried_out_and_what_collected() {
    let (_data, engine) = open();
    let phone = phone(&engine);
    let shown = phone.ok("GET", "/v1/shop/items/jeans?lat=52.52&lon=13.4", &Value::Null, 200);
    let stores = shown["stores"].as_array().expect("stores");
    let ways = |n: usize| {
        (&stores[n]["site"], &stores[n]["pickup"]["available"], &stores[n]["carry_out"]["available"])
    };
    assert_eq!(ways(0), (&json!("near"), &json!(0), &json!(0)));
    assert_eq!(ways(1), (&json!("far"), &json!(3), &json!(1)));
    assert!(stores[1]["pickup"]["ready_at"].is_string(), "{shown}");
    assert!(stores[0]["pickup"]["ready_at"].is_null(), "{shown}");
    assert_eq!(phone.call("GET", "/v1/shop/items/nothing", &Value::Null).0, 404);
}

#[test]
fn a_shopper_has_only_so_many_holds_open() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = stocked(Engine::start_by(
        Command::new(env!("CARGO_BIN_EXE_realtail")),
        data.path(),
        &["shop.holds_max=2"],
    ));
    let (ann, bob) = (phone(&engine), phone(&engine));
    let wish = json!({"item": "jeans", "quantity": 1, "site": "far"});
    let name = |hold: &Value| hold["hold"].as_str().expect("text").to_owned();
    let first = ann.ok("POST", "/v1/shop/holds", &wish, 201);
    let second = ann.ok("POST", "/v1/shop/holds", &wish, 201);
    let problem = ann.ok("POST", "/v1/shop/holds", &wish, 409);
    let said = |name: &str| problem[name].clone();
    assert!(said("type").as_str().expect("text").ends_with("/too-many-holds"), "{problem}");
    assert_eq!((said("open"), said("open_max")), (json!(2), json!(2)), "{problem}");
    assert_eq!(said("next_ends_at"), first["expires_at"], "{problem}");
    assert!(said("detail").as_str().expect("text").contains("give one back"), "{problem}");
    // Others are not kept from it, and nobody sees what others hold.
    let others = bob.ok("POST", "/v1/shop/holds", &wish, 201);
    let open = |of: &Phone<'_>| {
        let listed = of.ok("GET", "/v1/shop/holds", &Value::Null, 200);
        assert_eq!(listed["open_max"], 2);
        listed["holds"].as_array().expect("holds").iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!((open(&ann), open(&bob)), (vec![name(&first), name(&second)], vec![name(&others)]));
    // One that is given back, or ordered, makes room for another.
    bob.ok("POST", &format!("/v1/shop/holds/{}/void", name(&others)), &Value::Null, 200);
    ann.ok("POST", &format!("/v1/shop/holds/{}/void", name(&first)), &Value::Null, 200);
    let third = ann.ok("POST", "/v1/shop/holds", &wish, 201);
    let payment = json!({"provider": "test", "token": "success_token"});
    let order = json!({"hold": name(&second), "method": "pickup", "payment": payment});
    ann.ok("POST", "/v1/shop/orders", &order, 201);
    assert_eq!(open(&ann), [name(&third)]);
    ann.ok("POST", "/v1/shop/holds", &wish, 201);
}

#[test]
fn a_hold_an_order_and_nobody_elses() {
    let (_data, engine) = open();
    let (ann, bob) = (phone(&engine), phone(&engine));
    let wish = json!({"item": "jeans", "quantity": 1, "site": "far"});
    let hold = ann.ok("POST", "/v1/shop/holds", &wish, 201);
    assert_eq!((&hold["owner"], &hold["channel"]), (&json!(ann.shopper), &json!("app")));
    let name = hold["hold"].as_str().expect("text");
    assert_eq!(bob.call("GET", &format!("/v1/shop/holds/{name}"), &Value::Null).0, 404);
    assert_eq!(bob.call("POST", &format!("/v1/shop/holds/{name}/void"), &Value::Null).0, 404);
    let payment = json!({"provider": "test", "token": "success_token"});
    let order = json!({"hold": name, "method": "pickup", "payment": payment});
    assert_eq!(bob.call("POST", "/v1/shop/orders", &order).0, 404);

    let placed = ann.ok("POST", "/v1/shop/orders", &order, 201);
    assert_eq!((&placed["customer"], &placed["total"]), (&json!(ann.shopper), &json!(5_900)));
    assert!(placed["promised_at"].is_string() && placed["pickup_code"].is_string(), "{placed}");
    let number = placed["order"].as_str().expect("text");
    assert_eq!(ann.ok("GET", "/v1/shop/orders", &Value::Null, 200)["orders"][0]["order"], number);
    assert_eq!(bob.ok("GET", "/v1/shop/orders", &Value::Null, 200)["orders"], json!([]));
    for (method, path) in
        [("GET", format!("/v1/shop/orders/{number}")), ("POST", format!("/v1/shop/orders/{number}/cancel"))]
    {
        let body = if method == "POST" { json!({}) } else { Value::Null };
        assert_eq!(bob.call(method, &path, &body).0, 404, "{path}");
    }
    let cancelled = ann.ok("POST", &format!("/v1/shop/orders/{number}/cancel"), &json!({}), 200);
    assert_eq!(cancelled["state"], "cancelled");

    let declined = json!({"lines": [{"item": "jeans", "quantity": 1}], "site": "far", "method": "pickup",
        "payment": {"provider": "test", "token": "fail_token"}});
    assert_eq!(ann.call("POST", "/v1/shop/orders", &declined).0, 402);
    let too_many = json!({"item": "jeans", "quantity": 9, "site": "far"});
    let (status, problem) = ann.call("POST", "/v1/shop/holds", &too_many);
    assert_eq!((status, &problem["shortages"][0]["available"]), (409, &json!(3)), "{problem}");
    for wrong in [
        json!({"method": "pickup", "payment": payment}),
        json!({"lines": [{"item": "jeans", "quantity": 1}], "method": "pickup", "payment": payment}),
        json!({"lines": [{"item": "jeans", "quantity": 1}], "method": "ship", "payment": payment}),
        json!({"hold": name, "method": "pickup", "payment": payment, "owner": "x"}),
    ] {
        assert_eq!(ann.call("POST", "/v1/shop/orders", &wrong).0, 400, "{wrong}");
    }
}

#[test]
fn a_phone_tells_of_its_own_shopper_only() {
    let (_data, engine) = open();
    let (ann, bob) = (phone(&engine), phone(&engine));
    let event = |kind: &str, data: &Value| json!({"specversion": "1.0", "id": "1", "source": "shop", "type": kind, "data": data});
    let viewed =
        event("retail.page.viewed", &json!({"visitor": ann.shopper, "channel": "app", "item": "jeans"}));
    let verdict = |phone: &Phone<'_>, body: &Value| {
        let answer = phone.ok("POST", "/v1/shop/signals", body, 202);
        answer["results"][0]["verdict"].as_str().expect("text").to_owned()
    };
    assert_eq!(verdict(&bob, &viewed), "refused");
    // What pages were looked at is kept of those alone who agree to it.
    assert_eq!(verdict(&ann, &viewed), "refused");
    let agreed = json!({"consents": [{"purpose": "personalisation", "given": true, "wording": "1"}]});
    for phone in [&ann, &bob] {
        phone.ok("PUT", "/v1/shop/me/consents", &agreed, 200);
    }
    assert_eq!(verdict(&ann, &viewed), "accepted");
    assert_eq!(verdict(&ann, &viewed), "duplicate");
    // The same number of another phone is another signal.
    let own =
        event("retail.page.viewed", &json!({"visitor": bob.shopper, "channel": "app", "item": "jeans"}));
    assert_eq!(verdict(&bob, &own), "accepted");
    let web = event("retail.page.viewed", &json!({"visitor": bob.shopper, "channel": "web"}));
    assert_eq!(verdict(&bob, &web), "refused");
    let sale = json!({"sale": "1", "site": "far", "sold_at": "2026-01-01T00:00:00Z", "lines": []});
    assert_eq!(verdict(&ann, &event("retail.sale.completed", &sale)), "refused");
    let (status, _) =
        engine.raw("POST", "/v1/shop/signals", "application/cloudevents+json", viewed.to_string().as_bytes());
    assert_eq!(status, 401, "a key is no session");
}
