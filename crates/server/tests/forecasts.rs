//! What is likely to be sold, ordered and bought together, over HTTP, against the binary.

mod engine;

use engine::Engine;
use serde_json::{Value, json};
use std::process::Command;
use std::time::{Duration, Instant};

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path} {body}: {status} {answer}");
    answer
}

#[track_caller]
fn read(engine: &Engine, path: &str) -> Value {
    good(engine, "GET", path, &Value::Null)
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
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Two stores and a few things to buy, with stock in both.
fn stock_up(engine: &Engine) {
    let mut moves = Vec::new();
    for site in ["north", "south"] {
        let body = json!({"name": site, "kind": "store", "timezone": "Europe/Berlin"});
        good(engine, "PUT", &format!("/v1/sites/{site}"), &body);
        for item in ["jeans", "belt", "socks"] {
            good(engine, "PUT", &format!("/v1/items/{item}"), &json!({"name": item}));
            moves.push(json!({"item": item, "quantity": 50, "from": {"outside": "supplier"},
                "to": {"site": site}, "reason": "receipt"}));
        }
    }
    good(engine, "POST", "/v1/stock/moves", &json!({"moves": moves}));
}

fn sell(engine: &Engine, sale: &str, day: u32, items: &[&str]) -> Value {
    let line = |item: &&str| json!({"item": item, "quantity": 1, "unit_price": 1000});
    let lines: Vec<Value> = items.iter().map(line).collect();
    let body = json!({"sale": sale, "site": "north", "sold_at": format!("2026-03-{day:02}T10:00:00Z"),
        "lines": lines});
    good(engine, "POST", "/v1/sales", &body)
}

fn plan() -> Value {
    json!({"shelf_capacity": 12, "fill_at": 2, "pack_size": 6, "lead_time_days": 2, "review_days": 1,
        "service_level_ppm": 950_000})
}

#[test]
fn a_sale_moves_the_forecast_and_what_is_said_stands_behind_it_in_the_log() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    stock_up(&engine);
    let forecast = "/v1/forecasts?item=jeans&site=north&days=3";
    assert_eq!(read(&engine, forecast)["forecasts"][0]["mean_per_day"], 0.0);
    good(&engine, "PUT", "/v1/replenishments/plans/north/jeans", &plan());
    let replenishments = "/v1/replenishments?site=north&item=jeans";
    let before = eventually(&engine, replenishments, |found| {
        found["replenishments"][0]["forecast"]["mean_per_day"] == 0.0
    });
    assert_eq!(before["replenishments"][0]["suggestion"]["order"], 0, "{before}");
    for day in 1..=20 {
        sell(&engine, &format!("r{day}"), day, &["jeans", "belt"]);
    }
    let newest = sell(&engine, "last", 21, &["jeans", "jeans", "jeans", "socks"]);
    let position = newest["position"].as_u64().expect("a position");
    let sold_at = Instant::now();
    let moved = eventually(&engine, forecast, |found| found["current_to"].as_u64() >= Some(position));
    eprintln!("the forecast knew of the sale within {:?} of its answer", sold_at.elapsed());
    let told = &moved["forecasts"][0];
    assert_eq!(
        (&told["model"], &told["learned"]["sales"]),
        (&json!("discounted-rate"), &json!(23)),
        "{told}"
    );
    assert!((0.9..1.7).contains(&told["mean_per_day"].as_f64().expect("a mean")), "{told}");
    assert_eq!(told["days"][0]["day"], "2026-03-22", "{told}");
    // What is said of a planned pair stands in the log, with the sale as its cause.
    let said = eventually(&engine, replenishments, |found| {
        found["replenishments"][0]["forecast"]["current_to"].as_u64() >= Some(position)
    });
    let row = &said["replenishments"][0];
    assert_eq!(row["forecast"]["horizon_days"], 3);
    assert_eq!((&row["stock"]["on_hand"], &row["suggestion"]["order"]), (&json!(27), &json!(0)), "{row}");
    let trace = eventually(&engine, &format!("/v1/traces/{position}"), |trace| {
        trace.to_string().contains("forecast.say")
    });
    assert!(trace.to_string().contains("retail.forecast.said"), "{trace}");
    // What is left lasts no longer than it takes to come.
    let count = json!({"site": "north", "method": "manual", "lines": [{"item": "jeans", "counted": 1}]});
    good(&engine, "POST", "/v1/stock/counts", &count);
    let row = read(&engine, replenishments)["replenishments"][0].clone();
    let suggestion = &row["suggestion"];
    assert_eq!(suggestion["urgency"], "runs_out", "{row}");
    assert!(suggestion["packs"].as_i64() > Some(0), "{row}");
    // The same after a restart, from the checkpoint, and from the log alone.
    let told = |engine: &Engine| {
        let found = eventually(engine, forecast, |found| found["current_to"].as_u64() >= Some(position));
        (found["forecasts"][0]["quantiles"].clone(), found["forecasts"][0]["learned"]["sales"].clone())
    };
    let first = told(&engine);
    stop(engine);
    let again = Engine::start(data.path());
    assert_eq!(told(&again), first, "from the checkpoint");
    stop(again);
    std::fs::remove_dir_all(data.path().join("models")).expect("there is a checkpoint");
    let again = Engine::start(data.path());
    assert_eq!(told(&again), first, "from the log");
    good(&again, "DELETE", "/v1/replenishments/plans/north/jeans", &Value::Null);
    assert_eq!(read(&again, "/v1/replenishments")["replenishments"], json!([]));
}

fn stop(mut engine: Engine) {
    let _ = Command::new("kill").arg(engine.process.id().to_string()).status();
    let _ = engine.process.wait();
}

#[test]
fn what_is_bought_together_is_recommended_where_it_can_be_had() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    stock_up(&engine);
    for day in 1..=9 {
        let basket: &[&str] = if day % 3 == 0 { &["jeans", "socks"] } else { &["jeans", "belt"] };
        sell(&engine, &format!("r{day}"), day, basket);
    }
    let of_jeans = eventually(&engine, "/v1/recommendations?item=jeans", |found| found["baskets"] == 9);
    let items: Vec<&Value> =
        of_jeans["recommendations"].as_array().expect("a list").iter().map(|r| &r["item"]).collect();
    assert_eq!(items, ["belt", "socks"], "{of_jeans}");
    assert_eq!(of_jeans["recommendations"][0]["why"]["text"], "bought with jeans in 6 of 9 baskets");
    let count = json!({"site": "south", "method": "manual", "lines": [{"item": "belt", "counted": 0}]});
    good(&engine, "POST", "/v1/stock/counts", &count);
    let south = read(&engine, "/v1/recommendations?item=jeans&site=south&limit=1");
    assert_eq!(south["recommendations"][0]["item"], "socks", "{south}");
    assert_eq!(south["recommendations"][0]["available"], 50, "{south}");
    // path, status, what is wrong
    for (path, status, kind) in [
        ("/v1/recommendations", 400, "/malformed-request"),
        ("/v1/recommendations?item=hat", 404, "/unknown-item"),
        ("/v1/recommendations?item=jeans&limit=0", 400, "/malformed-request"),
        ("/v1/forecasts?item=jeans", 400, "/malformed-request"),
        ("/v1/forecasts?item=jeans&site=moon", 404, "/unknown-site"),
        ("/v1/forecasts?item=jeans&site=north&days=0", 400, "/malformed-request"),
        ("/v1/forecasts?item=jeans&site=north&day=1", 400, "/malformed-request"),
        ("/v1/replenishments/plans/north/jeans", 404, "/not-found"),
    ] {
        let (found, problem) = engine.call("GET", path, &Value::Null);
        assert_eq!(found, status, "{path}: {problem}");
        assert!(problem["type"].as_str().is_some_and(|t| t.ends_with(kind)), "{path}: {problem}");
    }
    let mut wrong = plan();
    wrong["pack_size"] = json!(0);
    let (status, problem) = engine.call("PUT", "/v1/replenishments/plans/north/jeans", &wrong);
    assert_eq!((status, &problem["field"]), (422, &json!("pack_size")), "{problem}");
}

#[test]
fn without_the_pillar_its_routes_say_so_and_the_rest_works() {
    let data = tempfile::tempdir().expect("a folder");
    let command = Command::new(env!("CARGO_BIN_EXE_realtail"));
    let engine = Engine::start_by(command, data.path(), &["pillars.intelligence=off"]);
    stock_up(&engine);
    sell(&engine, "r1", 1, &["jeans"]);
    for (method, path, body) in [
        ("GET", "/v1/forecasts?item=jeans&site=north", Value::Null),
        ("GET", "/v1/recommendations?item=jeans", Value::Null),
        ("GET", "/v1/replenishments", Value::Null),
        ("PUT", "/v1/replenishments/plans/north/jeans", plan()),
    ] {
        let (status, problem) = engine.call(method, path, &body);
        assert_eq!(status, 403, "{path}: {problem}");
        assert!(problem["type"].as_str().is_some_and(|t| t.ends_with("/switched-off")), "{path}: {problem}");
    }
    assert!(!data.path().join("models").exists(), "nobody follows the log");
}

/// A promotion that everybody knew of before it began, on some weeks.
fn promote(engine: &Engine, week: i64, start: i64) {
    let date = |day: i64| realtail_kernel::Instant::from_micros((start + day) * 86_400_000_000).to_string();
    let body = json!({"benefit": {"kind": "percent", "rate_ppm": 200_000}, "goods": {"categories": ["snacks"]},
        "conditions": {"valid_from": date(week * 7), "valid_until": date(week * 7 + 7)}});
    good(engine, "PUT", &format!("/v1/promotions/week-{week}"), &body);
}

const ITEMS: i64 = 12;
/// Monday, 6 January 2025.
const START: i64 = 20_094;

/// A day of trade in two stores: more on Saturdays, and three times as much of what is promoted.
fn trade(engine: &Engine, day: i64) {
    for (at, site) in ["north", "south"].into_iter().enumerate() {
        let mut lines = Vec::new();
        for item in 0..ITEMS {
            let promoted = (day / 7) % 3 == 2 && item % 2 == 0;
            let usual = 1 + item % 3 + i64::from(day % 7 == 5) * 2 + (day * 7 + item * 5 + at as i64) % 2;
            let quantity = if promoted { 3 * usual } else { usual };
            lines.push(
                json!({"item": format!("i{item}"), "quantity": quantity, "unit_price": 100 + 10 * item}),
            );
        }
        let sold_at = realtail_kernel::Instant::from_micros((START + day) * 86_400_000_000 + 36_000_000_000);
        let body = json!({"sale": format!("{site}-{day}"), "site": site, "sold_at": sold_at, "lines": lines});
        good(engine, "POST", "/v1/sales", &body);
    }
}

#[test]
fn trees_are_grown_from_the_log_wait_in_the_shadow_and_serve_once_they_do_better() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    for site in ["north", "south"] {
        let body = json!({"name": site, "kind": "store", "timezone": "Europe/Berlin"});
        good(&engine, "PUT", &format!("/v1/sites/{site}"), &body);
    }
    for item in 0..ITEMS {
        let categories = [["food", "snacks"], ["food", "bread"]][(item % 2) as usize];
        let body = json!({"name": format!("Item {item}"), "categories": categories});
        good(&engine, "PUT", &format!("/v1/items/i{item}"), &body);
    }
    (2..40).step_by(3).for_each(|week| promote(&engine, week, START));
    good(&engine, "PUT", "/v1/replenishments/plans/north/i0", &plan());
    // As many days as the first version needs: it is grown on that day, however quick the trainer is.
    (0..127).for_each(|day| trade(&engine, day));
    let one = |models: &Value| models["models"][0]["versions"].as_array().is_some_and(|all| !all.is_empty());
    let trained = eventually(&engine, "/v1/models", one);
    let model = &trained["models"][0];
    assert_eq!((&model["model"], &model["live"]), (&json!("demand"), &Value::Null), "it waits: {trained}");
    assert_eq!(model["shadow"], model["versions"][0]["version"]);
    let forecast = "/v1/forecasts?item=i0&site=north&days=14";
    assert_eq!(read(&engine, forecast)["forecasts"][0]["model"], "discounted-rate");
    // Two weeks that it had not learnt from.
    (127..141).for_each(|day| trade(&engine, day));
    let live = |models: &Value| models["models"][0]["live"].is_string();
    let tried = eventually(&engine, "/v1/models", live);
    let trial = &tried["models"][0]["trials"][0];
    let (plain, reached) = (trial["baseline"].as_f64(), trial["scores"][0]["score"].as_f64());
    assert!(reached < plain && trial["series"].as_u64() >= Some(20), "{trial}");
    let by_trees = |found: &Value| found["forecasts"][0]["model"] == "demand";
    let told = eventually(&engine, forecast, by_trees)["forecasts"][0].clone();
    // What is promoted from the day after the next Monday on is expected to sell, and it says so for the days ahead.
    let means: Vec<f64> =
        told["days"].as_array().expect("days").iter().filter_map(|day| day["mean"].as_f64()).collect();
    let most = means.iter().copied().fold(0.0, f64::max);
    let least = means.iter().copied().fold(f64::INFINITY, f64::min);
    assert!(most > 1.8 * least, "{told}");
    assert_eq!(told["daily"]["means"].as_array().map(Vec::len), Some(14), "{told}");
    // A sale of today moves it at once.
    let more: Vec<Value> = (0..8).map(|_| json!({"item": "i0", "quantity": 9, "unit_price": 100})).collect();
    let sold_at = realtail_kernel::Instant::from_micros((START + 140) * 86_400_000_000 + 40_000_000_000);
    good(
        &engine,
        "POST",
        "/v1/sales",
        &json!({"sale": "rush", "site": "north", "sold_at": sold_at, "lines": more}),
    );
    let mean = told["mean_per_day"].as_f64().expect("a mean");
    eventually(&engine, forecast, |found| found["forecasts"][0]["mean_per_day"].as_f64() > Some(mean * 1.02));
    // How right it was, and what it adds up to.
    let accuracy = read(&engine, "/v1/forecasts/accuracy");
    assert!(accuracy["days"].as_array().is_some_and(|days| days.len() > 60), "{accuracy}");
    let history = read(&engine, "/v1/forecasts/history?item=i0&site=north");
    assert!(history["days"].as_array().is_some_and(|days| days.len() == 70), "{history}");
    let sum = |path: &str| read(&engine, path)["mean"].as_f64().expect("a mean");
    let parts = sum("/v1/forecasts/total?category=snacks") + sum("/v1/forecasts/total?category=bread");
    assert!((sum("/v1/forecasts/total") - parts).abs() < 1e-6);
    let sites = sum("/v1/forecasts/total?item=i0&site=north") + sum("/v1/forecasts/total?item=i0&site=south");
    assert!((sum("/v1/forecasts/total?item=i0") - sites).abs() < 1e-6);
    // After a restart the same serves, also where its trees must be grown again.
    let before = read(&engine, "/v1/forecasts?item=i3&site=south")["forecasts"][0]["days"].clone();
    stop(engine);
    for lost in [false, true] {
        if lost {
            for file in std::fs::read_dir(data.path().join("models")).expect("a folder").flatten() {
                if file.file_name().to_string_lossy().starts_with("demand-") {
                    std::fs::remove_file(file.path()).expect("it is there");
                }
            }
        }
        let engine = Engine::start(data.path());
        let path = "/v1/forecasts?item=i3&site=south";
        let again = eventually(&engine, path, by_trees)["forecasts"][0]["days"].clone();
        assert_eq!(again, before, "trees lost: {lost}");
        stop(engine);
    }
}
