//! Campaigns, placements, attribution and consent over HTTP, against the binary.

mod engine;

use engine::Engine;
use serde_json::{Value, json};
use std::process::Command;

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path} {body}: {status} {answer}");
    answer
}

fn read(engine: &Engine, path: &str) -> Value {
    good(engine, "GET", path, &Value::Null)
}

fn move_stock(engine: &Engine, from: &Value, to: &Value, reason: &str, quantity: u32) {
    let line = json!({"item": "jeans", "quantity": quantity, "from": from, "to": to, "reason": reason});
    good(engine, "POST", "/v1/stock/moves", &json!({"moves": [line]}));
}

/// A store with a sales floor and a backroom, one pair of jeans on the floor and four behind, and a campaign for them.
fn shop() -> (tempfile::TempDir, Engine) {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    let zones = json!([{"zone": "floor", "kind": "sales_floor"}, {"zone": "back", "kind": "backroom"}]);
    let site = json!({"name": "North", "kind": "store", "timezone": "Europe/Berlin", "zones": zones});
    good(&engine, "PUT", "/v1/sites/north", &site);
    good(&engine, "PUT", "/v1/items/jeans", &json!({"name": "Jeans", "brand": "denim"}));
    good(&engine, "PUT", "/v1/items/socks", &json!({"name": "Socks", "brand": "denim"}));
    move_stock(&engine, &json!({"outside": "supplier"}), &floor(), "receipt", 1);
    move_stock(&engine, &json!({"outside": "supplier"}), &back(), "receipt", 4);
    good(&engine, "POST", "/v1/brands/denim/funds", &json!({"amount": 10_000, "currency": "EUR"}));
    good(&engine, "PUT", "/v1/campaigns/autumn", &plan());
    (data, engine)
}

fn floor() -> Value {
    json!({"site": "north", "zone": "floor"})
}

fn back() -> Value {
    json!({"site": "north", "zone": "back"})
}

fn plan() -> Value {
    json!({"name": "Autumn", "brand": "denim", "items": ["jeans"], "bid": 50, "currency": "EUR",
        "pays_for": "click", "budget_total": 5_000, "starts_at": "2020-01-01T00:00:00Z",
        "surfaces": ["search", "signage"], "keywords": ["jeans"]})
}

fn decide(engine: &Engine, method: &str, visitor: &str) -> Value {
    let body = json!({"surface": "search", "site": "north", "method": method, "query": "blue jeans",
        "visitor": visitor, "slots": 2});
    good(engine, "POST", "/v1/placements:decide", &body)
}

fn tell(engine: &Engine, kind: &str, id: &str, placement: &Value, visitor: &str) -> Value {
    let event = json!({"specversion": "1.0", "id": id, "source": "shop", "type": kind,
        "data": {"visitor": visitor, "placement": placement["placement"], "item": "jeans"}});
    let body = event.to_string();
    let (status, answer) = engine.raw("POST", "/v1/signals", "application/cloudevents+json", body.as_bytes());
    assert_eq!(status, 202, "{answer}");
    answer["results"][0].clone()
}

fn actions(engine: &Engine) -> Vec<String> {
    let list = read(engine, "/v1/actions?limit=100");
    let rows = list["actions"].as_array().expect("a list").iter().rev();
    let told = rows.filter(|row| row["action"]["campaign"] == "autumn");
    told.map(|row| {
        let action = &row["action"];
        format!("{} {}", action["action"].as_str().expect("a kind"), action["method"].as_str().expect("one"))
    })
    .collect()
}

#[test]
fn a_placement_stops_where_the_item_cannot_be_had_and_stays_where_it_can() {
    let (_data, engine) = shop();
    let placed = decide(&engine, "carry_out", "v1");
    assert_eq!(placed["slots"][0]["item"], "jeans", "{placed}");
    assert_eq!(placed["slots"][0]["price"], 1);
    // The last one leaves the sales floor: from here on not one more is shown to those who want to take it along.
    move_stock(&engine, &floor(), &back(), "transfer", 1);
    let gone = decide(&engine, "carry_out", "v1");
    assert_eq!(gone["slots"], json!([]));
    assert_eq!(gone["losers"], json!([{"campaign": "autumn", "item": "jeans", "reason": "not_obtainable"}]));
    assert_eq!(decide(&engine, "pickup", "v1")["slots"][0]["item"], "jeans");
    assert_eq!(actions(&engine), ["placement_stopped carry_out"]);
    move_stock(&engine, &back(), &floor(), "transfer", 2);
    assert_eq!(decide(&engine, "carry_out", "v1")["slots"][0]["item"], "jeans");
    move_stock(&engine, &floor(), &json!({"outside": "waste"}), "waste", 2);
    move_stock(&engine, &back(), &json!({"outside": "waste"}), "waste", 3);
    assert_eq!(decide(&engine, "pickup", "v1")["slots"], json!([]));
    let told = ["placement_stopped carry_out", "placement_resumed carry_out", "placement_stopped carry_out"];
    assert_eq!(actions(&engine)[..3], told);
    assert_eq!(actions(&engine)[3..], ["placement_stopped pickup"]);
}

#[test]
fn a_click_pays_once_and_a_sale_is_put_down_to_it() {
    let (data, engine) = shop();
    let placed = decide(&engine, "pickup", "shopper-1");
    assert_eq!(tell(&engine, "retail.ad.viewed", "1", &placed, "shopper-1")["verdict"], "accepted");
    assert_eq!(tell(&engine, "retail.ad.clicked", "2", &placed, "shopper-1")["verdict"], "accepted");
    assert_eq!(tell(&engine, "retail.ad.clicked", "3", &placed, "shopper-1")["verdict"], "accepted");
    let line = json!({"item": "jeans", "quantity": 2, "unit_price": {"amount": 5_000, "currency": "EUR"}});
    let now = read(&engine, "/v1/me")["now"].clone();
    let sale = json!({"sale": "r-1", "site": "north", "sold_at": now,
        "customer": "shopper-1", "lines": [line]});
    good(&engine, "POST", "/v1/sales", &sale);
    let report = read(&engine, "/v1/brands/denim/report");
    let own = &report["report"];
    for (field, value) in
        [("impressions", 1), ("clicks", 1), ("spent", 1), ("sales_last_touch", 10_000), ("units", 2)]
    {
        assert_eq!(own[field], value, "{field}: {report}");
    }
    assert_eq!((&own["sales_linear"], &own["roas"]), (&json!(10_000), &json!(10_000.0)));
    assert_eq!(report["campaigns"][0]["campaign"]["campaign"], "autumn");
    // One comes back.
    let back = json!({"return": "ret-1", "sale": "r-1", "site": "north",
        "lines": [{"line": 1, "quantity": 1, "reason": "too_small", "condition": "unopened"}]});
    good(&engine, "POST", "/v1/returns", &back);
    let report = read(&engine, "/v1/campaigns/autumn/report");
    assert_eq!((&report["sales_last_touch"], &report["returned_units"]), (&json!(5_000), &json!(1)));
    // What was decided stands after a start from the log alone, and so do the books.
    let before = read(&engine, "/v1/brands/denim/report");
    drop(engine);
    let again = Engine::start(data.path());
    assert_eq!(read(&again, "/v1/brands/denim/report"), before);
    drop(again);
    let verified =
        Command::new(env!("CARGO_BIN_EXE_realtail")).args(["verify", "--data"]).arg(data.path()).output();
    let verified = verified.expect("it runs");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}

#[test]
fn consent_is_what_was_said_last_and_ends_with_the_person() {
    let (_data, engine) = shop();
    let say = |customer: &str, given: bool| {
        let consent = json!({"purpose": "measurement", "channel": "onsite", "given": given, "wording": "v1"});
        let path = format!("/v1/customers/{customer}/consents");
        good(&engine, "PUT", &path, &json!({"consents": [consent]}))
    };
    good(&engine, "PUT", "/v1/customers/anna", &json!({}));
    good(&engine, "PUT", "/v1/customers/anne", &json!({}));
    assert_eq!(say("anna", true)["consents"][0]["given"], true);
    say("anne", false);
    good(&engine, "POST", "/v1/customers/anne/merge", &json!({"into": "anna"}));
    let said = read(&engine, "/v1/customers/anne/consents");
    assert_eq!((&said["customer"], &said["consents"][0]["given"]), (&json!("anna"), &json!(false)));
    say("anna", true);
    good(&engine, "DELETE", "/v1/customers/anna", &Value::Null);
    assert_eq!(engine.call("GET", "/v1/customers/anna/consents", &Value::Null).0, 404);
    let (status, problem) = engine.call("PUT", "/v1/customers/bob/consents", &json!({"consents": []}));
    assert_eq!((status, &problem["field"]), (422, &json!("consents")));
    let unknown =
        json!({"consents": [{"purpose": "spying", "channel": "push", "given": true, "wording": "v1"}]});
    assert_eq!(engine.call("PUT", "/v1/customers/bob/consents", &unknown).0, 400);
}

#[test]
fn with_the_pillar_off_its_routes_say_so_and_the_rest_works() {
    let (data, engine) = shop();
    drop(engine);
    let binary = Command::new(env!("CARGO_BIN_EXE_realtail"));
    let engine = Engine::start_by(binary, data.path(), &["pillars.media=off"]);
    let ask = json!({"surface": "search", "slots": 1, "query": "jeans"});
    for (method, path, body) in [
        ("GET", "/v1/campaigns", Value::Null),
        ("GET", "/v1/campaigns/autumn", Value::Null),
        ("PUT", "/v1/campaigns/autumn", plan()),
        ("POST", "/v1/placements:decide", ask),
        ("GET", "/v1/brands/denim/report", Value::Null),
        ("POST", "/v1/brands/denim/funds", json!({"amount": 1, "currency": "EUR"})),
    ] {
        let (status, problem) = engine.call(method, path, &body);
        assert!(problem["type"].as_str().is_some_and(|t| t.ends_with("/switched-off")), "{path}: {problem}");
        assert_eq!(status, 403, "{path}");
    }
    move_stock(&engine, &floor(), &back(), "transfer", 1);
    let consent = json!({"purpose": "offers", "channel": "push", "given": true, "wording": "v1"});
    good(&engine, "PUT", "/v1/customers/anna/consents", &json!({"consents": [consent]}));
}

fn as_key(engine: &Engine, key: &str, method: &str, path: &str) -> (u16, Value) {
    engine.try_raw_as(key, method, path, "application/json", b"{}").expect("an answer")
}

#[test]
fn a_brands_key_sees_its_own_campaigns_and_nothing_else() {
    let (_data, engine) = shop();
    good(&engine, "POST", "/v1/brands/wool/funds", &json!({"amount": 7_000, "currency": "EUR"}));
    let mut other = plan();
    (other["brand"], other["items"]) = (json!("wool"), json!(["socks"]));
    good(&engine, "PUT", "/v1/campaigns/knit", &other);
    for (body, status, field) in [
        (json!({"name": "d", "role": "brand"}), 422, "brand"),
        (json!({"name": "d", "role": "brand", "brand": "denim", "site": "north"}), 422, "site"),
        (json!({"name": "d", "role": "brand", "brand": "denim", "channel": "web"}), 422, "channel"),
        (json!({"name": "d", "role": "read_only", "brand": "denim"}), 422, "brand"),
    ] {
        let (found, problem) = engine.call("POST", "/v1/keys", &body);
        assert_eq!((found, &problem["field"]), (status, &json!(field)), "{body}: {problem}");
    }
    let body = |brand: &str| json!({"name": "Denim & Sons", "role": "brand", "brand": brand});
    assert_eq!(engine.call("POST", "/v1/keys", &body("nobody")).0, 404);
    let made = good(&engine, "POST", "/v1/keys", &body("denim"));
    assert_eq!(made["brand"], "denim", "{made}");
    let key = made["secret"].as_str().expect("a secret");
    let get = |path: &str| as_key(&engine, key, "GET", path);

    let me = get("/v1/me").1;
    assert_eq!((&me["role"], &me["brand"]), (&json!("brand"), &json!("denim")), "{me}");
    let (_, brands) = get("/v1/brands");
    assert_eq!(
        (brands["brands"].as_array().map(Vec::len), &brands["brands"][0]["brand"]),
        (Some(1), &json!("denim"))
    );
    let (_, report) = get("/v1/brands/denim/report");
    assert_eq!(
        (&report["funded"], &report["campaigns"][0]["campaign"]["campaign"]),
        (&json!(10_000), &json!("autumn")),
        "{report}"
    );
    assert_eq!((get("/v1/brands/wool/report").0, get("/v1/brands/nobody/report").0), (403, 403));
    let (_, campaigns) = get("/v1/campaigns");
    assert_eq!(campaigns["campaigns"].as_array().map(Vec::len), Some(1), "{campaigns}");
    assert_eq!((get("/v1/campaigns?brand=denim").0, get("/v1/campaigns?brand=wool").0), (200, 403));
    assert_eq!((get("/v1/campaigns/autumn").0, get("/v1/campaigns/knit").0), (200, 404));
    assert_eq!((get("/v1/campaigns/autumn/report").0, get("/v1/campaigns/knit/report").0), (200, 404));

    // Whatever else the document describes is refused, before anything of the call is looked at.
    let own = [
        "/v1/me",
        "/v1/brands",
        "/v1/brands/{brand}/report",
        "/v1/campaigns",
        "/v1/campaigns/{campaign}",
        "/v1/campaigns/{campaign}/report",
    ];
    // What takes no key at all has nothing of anybody's in it.
    let open_to_all = ["/healthz", "/metrics", "/readyz", "/schemas", "/schemas/{type}"];
    let document = read(&engine, "/openapi.json");
    let (mut refused, mut let_in) = (0, Vec::new());
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, described) in methods.as_object().expect("methods") {
            // Shoppers come with sessions of their own, and some things are open to all.
            let is_open = described["security"] == json!([{}])
                || open_to_all.contains(&path.as_str())
                || path.starts_with("/v1/shop/");
            if is_open || method == "get" && own.contains(&path.as_str()) {
                continue;
            }
            let filled = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part });
            let filled = filled.collect::<Vec<_>>().join("/");
            let (status, problem) = as_key(&engine, key, &method.to_uppercase(), &filled);
            let is_refused =
                status == 403 && problem["type"].as_str().is_some_and(|kind| kind.ends_with("/forbidden"));
            if is_refused {
                refused += 1
            } else {
                let_in.push(format!("{method} {path}: {status} {problem}"))
            }
        }
    }
    assert!(let_in.is_empty(), "{let_in:#?}");
    // So are agents who come with such a key.
    for (method, path) in [("POST", "/checkout-sessions"), ("GET", "/orders/1")] {
        let (status, answer) = as_key(&engine, key, method, path);
        assert_eq!(status, 403, "{method} {path}: {answer}");
    }
    assert!(refused > 100, "{refused} were tried");
}
