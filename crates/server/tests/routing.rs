//! Routing and promises over HTTP, against the binary: what it answers, and how it refuses.

mod engine;

use engine::Engine;
use realtail_kernel::Instant;
use serde_json::{Value, json};

/// Two stores and a warehouse in a row from south to north, jeans in all of them and socks in the warehouse.
fn shop() -> (tempfile::TempDir, Engine) {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    let mut moves = Vec::new();
    let mut stock = |item: &str, site: &str, quantity: i64| {
        moves.push(json!({"item": item, "quantity": quantity, "from": {"outside": "supplier"},
            "to": {"site": site}, "reason": "receipt"}));
    };
    for (site, kind, lat, jeans) in
        [("south", "store", 52.0, 2), ("north", "store", 53.0, 5), ("depot", "warehouse", 54.0, 50)]
    {
        let body = json!({"name": site, "kind": kind, "timezone": "Europe/Berlin", "position": {"lat": lat, "lon": 13.0}});
        good(&engine, "PUT", &format!("/v1/sites/{site}"), &body);
        stock("jeans", site, jeans);
    }
    stock("socks", "depot", 50);
    for item in ["jeans", "socks"] {
        good(&engine, "PUT", &format!("/v1/items/{item}"), &json!({"name": item}));
    }
    good(&engine, "POST", "/v1/stock/moves", &json!({"moves": moves}));
    good(&engine, "PUT", "/v1/price-lists/main", &json!({"currency": "EUR"}));
    let prices =
        json!({"prices": [{"item": "jeans", "unit_price": 5000}, {"item": "socks", "unit_price": 333}]});
    good(&engine, "POST", "/v1/price-lists/main/prices", &prices);
    (data, engine)
}

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path} {body}: {status} {answer}");
    answer
}

/// Is refused with this status, names this field where it is not empty, and says this.
#[track_caller]
fn refused(
    engine: &Engine,
    (method, path): (&str, &str),
    body: &Value,
    status: u16,
    field: &str,
    says: &str,
) {
    let (found, problem) = engine.call(method, path, body);
    assert_eq!(found, status, "{method} {path} {body}: {problem}");
    let named = problem["field"].as_str().unwrap_or_default();
    assert_eq!(named, field, "{method} {path} {body}: {problem}");
    let detail = problem["detail"].as_str().unwrap_or_default();
    assert!(detail.contains(says), "{method} {path} {body}: {says:?} is not in {problem}");
}

fn read(engine: &Engine, path: &str) -> Value {
    good(engine, "GET", path, &Value::Null)
}

/// Where the shopper of these tests lives: next to the southern store.
fn home() -> Value {
    json!({"country": "DE", "postal_code": "10115", "position": {"lat": 52.1, "lon": 13.0}})
}

fn ship() -> Value {
    json!({"method": "ship", "to": home()})
}

fn from_kind(kind: &str) -> Value {
    json!({"rank": 1, "batches": [{"batch": "b", "from": {"kinds": [kind]}}]})
}

#[test]
fn rules_are_set_asked_in_their_order_and_taken_away() {
    let (_data, engine) = shop();
    let set = good(&engine, "PUT", "/v1/routing/rules/stores", &from_kind("store"));
    assert_eq!((&set["name"], &set["rank"]), (&json!("stores"), &json!(1)), "{set}");
    assert_eq!(set["weights"]["split_penalty"], 300, "what is not said is told: {set}");
    let mut second = from_kind("warehouse");
    second["rank"] = json!(0);
    good(&engine, "PUT", "/v1/routing/rules/warehouses", &second);
    let names =
        |page: &Value| page["rules"].as_array().expect("rules").iter().map(|r| r["name"].clone()).collect();
    let listed: Vec<Value> = names(&read(&engine, "/v1/routing/rules"));
    assert_eq!(listed, ["warehouses", "stores"], "lower ranks first");
    assert_eq!(read(&engine, "/v1/routing/rules/warehouses")["version"], 2);
    good(&engine, "DELETE", "/v1/routing/rules/warehouses", &Value::Null);
    assert_eq!(engine.call("GET", "/v1/routing/rules/warehouses", &Value::Null).0, 404);

    let put = ("PUT", "/v1/routing/rules/r");
    refused(&engine, put, &json!({"batches": []}), 422, "batches", "1 to 50 batches");
    let twice = json!({"batches": [{"batch": "b"}, {"batch": "b"}]});
    refused(&engine, put, &twice, 422, "batches", "batch b stands twice");
    let moon = json!({"batches": [{"batch": "b", "from": {"sites": ["moon"]}}]});
    refused(&engine, put, &moon, 404, "", "there is no site \"moon\"");
    let dear = json!({"batches": [{"batch": "b"}], "weights": {"parcel": -1}});
    refused(&engine, put, &dear, 422, "weights.parcel", "0 to 1000000000 minor units, not -1");
    refused(
        &engine,
        put,
        &json!({"batch": []}),
        400,
        "batch",
        "unknown field `batch`, expected one of `rank`",
    );
    let unknown = json!({"batches": [{"batch": "b", "sort": [{"by": "luck"}]}]});
    refused(
        &engine,
        put,
        &unknown,
        400,
        "batches[0].sort[0].by",
        "unknown variant `luck`, expected one of `distance`",
    );
    refused(&engine, ("DELETE", "/v1/routing/rules/r"), &Value::Null, 404, "", "there is no rule \"r\"");
}

#[test]
fn carriers_and_sites_are_set_and_read_back() {
    let (_data, engine) = shop();
    let zone = json!({"zone": "home", "to": [{"country": "DE"}], "prices": [{"weight_g_max": 31_500, "price": 490}],
        "transit": {"days_min": 1, "days_max": 1, "on_time_ppm": 950_000}});
    let set = good(&engine, "PUT", "/v1/routing/carriers/post", &json!({"zones": [zone]}));
    assert_eq!((&set["method"], &set["service"]), (&json!("ship"), &json!("standard")), "{set}");
    assert_eq!(set["pickup_days"], json!(["mon", "tue", "wed", "thu", "fri"]), "{set}");
    assert_eq!(read(&engine, "/v1/routing/carriers")["carriers"][0]["carrier"], "post");
    let put = ("PUT", "/v1/routing/carriers/mail");
    refused(&engine, put, &json!({"zones": []}), 422, "zones", "1 to 200 zones");
    refused(
        &engine,
        put,
        &json!({"zones": [zone], "colour": "red"}),
        400,
        "colour",
        "unknown field `colour`, expected one of",
    );

    let settings = json!({"hours": {"mon": [{"from": "10:00", "to": "18:00"}]}, "orders_per_hour": 3,
        "groups": ["city"]});
    let set = good(&engine, "PUT", "/v1/routing/sites/south", &settings);
    assert_eq!((&set["site"], &set["orders_per_hour"]), (&json!("south"), &json!(3)), "{set}");
    assert_eq!(read(&engine, "/v1/routing/sites")["sites"][0]["groups"], json!(["city"]));
    // A site of which nothing was said is read as it is taken to be.
    assert_eq!(read(&engine, "/v1/routing/sites/north")["lead_minutes"], 0);
    let put = ("PUT", "/v1/routing/sites/south");
    let backwards = json!({"hours": {"mon": [{"from": "18:00", "to": "10:00"}]}});
    refused(&engine, put, &backwards, 422, "hours", "");
    refused(&engine, ("PUT", "/v1/routing/sites/moon"), &settings, 404, "", "there is no site \"moon\"");
}

#[test]
fn a_preview_tells_who_would_serve_and_why_not_others() {
    let (_data, engine) = shop();
    let basket = |items: &[(&str, i64)]| -> Value {
        let line =
            |(item, quantity): &(&str, i64)| json!({"item": item, "quantity": quantity, "value": 1000});
        json!({"channel": "web", "delivery": ship(), "lines": items.iter().map(line).collect::<Vec<_>>()})
    };
    let sites = |answer: &Value| -> Vec<Value> {
        answer["assignments"].as_array().expect("assignments").iter().map(|a| a["site"].clone()).collect()
    };
    let one = good(&engine, "POST", "/v1/routes:preview", &basket(&[("jeans", 1)]));
    assert_eq!((sites(&one), &one["solver"]), (vec![json!("south")], &json!("exact")), "{one}");
    assert_eq!(
        one["total_cost"],
        one["assignments"][0]["cost"]
            .as_object()
            .map_or(json!(0), |parts| { json!(parts.values().filter_map(Value::as_i64).sum::<i64>()) })
    );
    let others: Vec<&Value> = one["candidates"].as_array().expect("candidates").iter().collect();
    assert!(others.iter().any(|c| c["site"] == "north" && c["why_not"]["dearer"]["by"].is_i64()), "{one}");

    let mut tried = basket(&[("jeans", 1)]);
    tried["rules"] = from_kind("warehouse");
    assert_eq!(sites(&good(&engine, "POST", "/v1/routes:preview", &tried)), ["depot"]);
    let all = good(&engine, "POST", "/v1/routes:preview", &basket(&[("jeans", 60)]));
    assert_eq!(sites(&all).len(), 3, "{all}");
    assert_eq!((&all["unrouted"][0]["quantity"], &all["parked"]["queue"]), (&json!(3), &json!("unrouted")));

    let post = ("POST", "/v1/routes:preview");
    refused(&engine, post, &basket(&[]), 422, "basket", "1 to 500 lines");
    refused(&engine, post, &basket(&[("gold", 1)]), 404, "", "there is no item \"gold\"");
    refused(&engine, post, &basket(&[("jeans", 0)]), 400, "lines[0].quantity", "from 1 to");
    let mut collected = basket(&[("jeans", 1)]);
    collected["delivery"] = json!({"method": "pickup", "site": "south"});
    refused(&engine, post, &collected, 422, "delivery", "its site serves it");
}

#[test]
fn promises_tell_ways_and_dates_and_what_cannot_be() {
    let (_data, engine) = shop();
    let ask = |methods: &[&str], quantity: i64| json!({"basket": [{"item": "jeans", "quantity": quantity}], "place": home(), "methods": methods});
    let found = good(&engine, "POST", "/v1/promises:query", &ask(&["pickup", "ship"], 1));
    let promises = found["promises"].as_array().expect("promises");
    let ways: Vec<&str> = promises.iter().filter_map(|p| p["method"].as_str()).collect();
    assert!(ways.contains(&"pickup") && ways.contains(&"ship"), "{found}");
    assert_eq!(promises[0]["site"], "south", "the nearest place to collect comes first: {found}");
    assert!(found["as_of"].is_string());
    let much = good(&engine, "POST", "/v1/promises:query", &ask(&["ship"], 1_000));
    assert_eq!(
        (&much["promises"], much["impossible"][0]["method"].as_str()),
        (&json!([]), Some("ship")),
        "{much}"
    );

    let post = ("POST", "/v1/promises:query");
    refused(&engine, post, &ask(&[], 1), 422, "methods", "pickup, ship, deliver, carry_out");
    refused(
        &engine,
        post,
        &ask(&["drone"], 1),
        400,
        "methods[0]",
        "unknown variant `drone`, expected one of `pickup`",
    );
    let mut past = ask(&["ship"], 1);
    past["at"] = json!("2020-01-01T00:00:00Z");
    refused(&engine, post, &past, 422, "at", "now or later");
    let mut on_moon = ask(&["ship"], 1);
    on_moon["sites"] = json!(["moon"]);
    refused(&engine, post, &on_moon, 404, "", "there is no site \"moon\"");
}

/// A window that holds all that this test does.
fn window() -> Value {
    json!({"from": "2000-01-01T00:00:00Z", "to": "2000-01-31T00:00:00Z"})
}

/// From a day before what was just done to a day after it.
fn around(at: &Value) -> Value {
    let at: realtail_kernel::Instant = at.as_str().and_then(|at| at.parse().ok()).expect("a time");
    let day_ms = 24 * 3_600_000;
    json!({"from": at.plus_ms(-day_ms).to_string(), "to": at.plus_ms(day_ms).to_string()})
}

#[test]
fn a_replay_compares_what_was_done_with_other_rules() {
    let (_data, engine) = shop();
    let mut placed_at = Value::Null;
    for order in ["o1", "o2", "o3"] {
        let body = json!({"order": order, "channel": "web", "delivery": ship(),
            "lines": [{"item": "jeans", "quantity": 1}], "tenders": [{"kind": "cash"}]});
        placed_at = good(&engine, "POST", "/v1/orders", &body)["placed_at"].clone();
    }
    let ask = around(&placed_at);
    let as_served = good(&engine, "POST", "/v1/routes:replay", &ask);
    assert_eq!(
        (&as_served["orders"], &as_served["before_is"]),
        (&json!(3), &json!("as_served")),
        "{as_served}"
    );
    assert_eq!((&as_served["differing"], &as_served["truncated"]), (&json!(0), &json!(false)), "{as_served}");
    assert_eq!(as_served["after"]["sites"], json!({"north": 1, "south": 2}), "{as_served}");
    assert_eq!(as_served["before"]["cost_total"], Value::Null, "{as_served}");

    let mut other = ask.clone();
    other["rules"] = from_kind("warehouse");
    other["limit"] = json!(2);
    let compared = good(&engine, "POST", "/v1/routes:replay", &other);
    assert_eq!((&compared["before_is"], &compared["differing"]), (&json!("rules_in_force"), &json!(3)));
    assert_eq!(compared["after"]["sites"], json!({"depot": 3}), "{compared}");
    let cost = |side: &str| compared[side]["cost_total"].as_i64().expect("a cost");
    assert!(cost("after") > cost("before"), "the depot is further away: {compared}");
    let told = compared["differences"].as_array().expect("differences");
    assert_eq!((told.len(), &told[0]["order"]), (2, &json!("o1")), "{compared}");
    assert_eq!(told[0]["before"]["parcels"][0]["site"], "south", "{compared}");
    assert_eq!(told[0]["after"]["parcels"][0]["site"], "depot", "{compared}");
    // Nothing was done by it.
    assert_eq!(read(&engine, "/v1/routing/rules")["rules"], json!([]));
    let mut of_app = ask.clone();
    of_app["channel"] = json!("app");
    assert_eq!(good(&engine, "POST", "/v1/routes:replay", &of_app)["orders"], 0);
}

#[test]
fn a_replay_that_cannot_be_is_refused_with_what_instead() {
    let (_data, engine) = shop();
    let with = |field: &str, value: Value| {
        let mut ask = window();
        ask[field] = value;
        ask
    };
    let post = ("POST", "/v1/routes:replay");
    refused(&engine, post, &json!({"from": "2000-01-01T00:00:00Z"}), 400, "", "missing field `to`");
    refused(&engine, post, &with("to", json!("1999-01-01T00:00:00Z")), 422, "to", "later than from");
    refused(&engine, post, &with("to", json!("2000-03-01T00:00:00Z")), 422, "to", "31 days");
    refused(&engine, post, &with("method", json!("pickup")), 422, "method", "name ship or deliver");
    refused(&engine, post, &with("limit", json!(101)), 422, "limit", "100 at most");
    refused(&engine, post, &with("replaces", json!("r")), 422, "replaces", "no rules are given");
    refused(
        &engine,
        post,
        &with("colour", json!("red")),
        400,
        "colour",
        "unknown field `colour`, expected one of",
    );
    let mut unknown = with("rules", from_kind("store"));
    unknown["replaces"] = json!("r");
    refused(&engine, post, &unknown, 422, "replaces", "no routing rules r");
    refused(&engine, post, &with("rules", json!({"batches": []})), 422, "batches", "1 to 50 batches");
}

#[test]
fn an_order_takes_the_promise_along() {
    let (_data, engine) = shop();
    let basket = json!([{"item": "jeans", "quantity": 1}]);
    let ask = json!({"basket": basket, "sites": ["north"], "methods": ["pickup"]});
    let promised = good(&engine, "POST", "/v1/promises:query", &ask)["promises"][0]["ready_at"].clone();
    let order = |promised_at: &Value| {
        json!({"channel": "web", "delivery": {"method": "pickup", "site": "north"}, "lines": basket,
            "promised_at": promised_at, "tenders": [{"kind": "test", "token": "success_token"}]})
    };
    let placed = good(&engine, "POST", "/v1/orders", &order(&promised));
    assert_eq!(placed["promised_at"], promised, "{placed}");
    let over = order(&json!("2020-01-01T00:00:00Z"));
    refused(&engine, ("POST", "/v1/orders"), &over, 422, "promised_at", "ask for promises again");
}

#[test]
fn a_store_that_begins_later_is_not_late_before_and_takes_no_more_an_hour_than_it_can() {
    let (_data, engine) = shop();
    let settings = json!({"lead_minutes": 60, "pick_minutes_per_order": 65, "orders_per_hour": 1});
    good(&engine, "PUT", "/v1/routing/sites/north", &settings);
    let basket = json!([{"item": "jeans", "quantity": 1}]);
    let at = |at: &Value| at.as_str().expect("a time").parse::<Instant>().expect("a time");
    let ready_at = || {
        let ask = json!({"basket": basket, "sites": ["north"], "methods": ["pickup"]});
        at(&good(&engine, "POST", "/v1/promises:query", &ask)["promises"][0]["ready_at"])
    };
    let minutes_to_claim = |site: &str| {
        let body = json!({"channel": "web", "delivery": {"method": "pickup", "site": site}, "lines": basket,
            "tenders": [{"kind": "test", "token": "success_token"}]});
        let order = good(&engine, "POST", "/v1/orders", &body);
        at(&order["fulfilments"][0]["due_at"]).micros_since(at(&order["placed_at"])) / 60_000_000
    };
    let first = ready_at();
    assert_eq!((minutes_to_claim("south"), minutes_to_claim("north")), (30, 90));
    // Two of them, for the next hour may begin within the quarter to which a pickup's time is rounded.
    minutes_to_claim("north");
    let next = ready_at();
    assert!(next > first, "two hours are taken: {first}, then {next}");
}
