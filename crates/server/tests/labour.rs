//! Labour against the binary: a roster is set, shifts are searched and put in force, and a lane is asked for when it gets full.

mod engine;

use engine::{Engine, KEY};
use serde_json::{Value, json};
use std::process::Command;
use std::time::{Duration, Instant};

/// Monday, 6 January 2025.
const START: i64 = 20_094;
const DAY_SECONDS: i64 = 86_400;
/// Shoppers are told of every so many minutes from 08:00 to 18:00.
const DAYS: i64 = 21;

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
    answer
}

#[track_caller]
fn refused(engine: &Engine, method: &str, path: &str, body: &Value) -> (u16, String) {
    let (status, answer) = engine.call(method, path, body);
    assert!(status >= 400, "{method} {path}: {status} {answer}");
    (status, answer.to_string())
}

fn eventually(engine: &Engine, path: &str, wished: impl Fn(&Value) -> bool) -> Value {
    let begin = Instant::now();
    loop {
        let (_, found) = engine.call("GET", path, &Value::Null);
        if wished(&found) {
            return found;
        }
        assert!(begin.elapsed() < Duration::from_secs(60), "{path}: {found}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn sale(day: i64, second: i64, till: i64) -> Value {
    let at =
        realtail_kernel::Instant::from_micros((START + day) * DAY_SECONDS * 1_000_000 + second * 1_000_000);
    let id = format!("{day}-{second}-{till}");
    json!({"specversion": "1.0", "id": id, "source": "tills", "type": "retail.sale.completed",
        "data": {"sale": id, "site": "north", "till": format!("t{till}"), "sold_at": at,
            "lines": (0..8).map(|item| json!({"item": format!("i{item}"), "quantity": 1, "unit_price": 100})).collect::<Vec<_>>()}})
}

/// Shoppers a quarter hour, from a second on until another.
fn trade(engine: &Engine, day: i64, from: i64, to: i64, per_quarter: i64, tills: i64) {
    let step = 900 / per_quarter;
    let sales: Vec<Value> = (from / step..to / step).map(|at| sale(day, at * step, at % tills)).collect();
    let body = serde_json::to_vec(&sales).expect("JSON");
    let (status, answer) = engine.raw("POST", "/v1/signals", "application/cloudevents-batch+json", &body);
    assert_eq!(status, 202, "{answer}");
}

fn hours(hour: i64) -> i64 {
    hour * 3_600
}

fn roster() -> Value {
    let available: Vec<Value> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        .map(|weekday| json!({"weekday": weekday, "from": "07:00", "to": "19:00"}))
        .into();
    let person = |number: usize| {
        json!({"person": format!("P-{number}"), "roles": if number.is_multiple_of(2) { json!(["till", "shelf"]) } else { json!(["till"]) },
            "available": available, "contract_minutes": 1_800, "overtime_minutes": 240, "wage_per_hour": 1_600})
    };
    json!({"people": (0..10).map(person).collect::<Vec<_>>(), "targets": {"tills": 8, "shelf_unit_seconds": 5}})
}

#[test]
fn a_day_is_planned_by_who_is_expected_put_in_force_and_a_rush_asks_for_a_lane() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    let site = json!({"name": "North", "kind": "store", "timezone": "UTC"});
    good(&engine, "PUT", "/v1/sites/north", &site);
    for item in 0..8 {
        good(&engine, "PUT", &format!("/v1/items/i{item}"), &json!({"name": "An item"}));
    }
    assert_eq!(refused(&engine, "GET", "/v1/sites/north/roster", &Value::Null).0, 404);
    let mut wrong = roster();
    wrong["people"][3]["available"][2]["to"] = json!("06:00");
    let (status, why) = refused(&engine, "PUT", "/v1/sites/north/roster", &wrong);
    assert!(
        status == 422 && why.contains("people[3].available[2]") && why.contains("first before the second"),
        "{why}"
    );
    assert_eq!(refused(&engine, "PUT", "/v1/sites/nowhere/roster", &roster()).0, 404);
    assert_eq!(good(&engine, "GET", "/v1/labour/sites", &Value::Null), json!({"sites": []}));
    good(&engine, "PUT", "/v1/sites/north/roster", &roster());
    let staffed = good(&engine, "GET", "/v1/labour/sites", &Value::Null);
    assert_eq!(staffed, json!({"sites": [{"site": "north", "people": 10}]}));
    assert_eq!(good(&engine, "GET", "/v1/sites/north/roster", &Value::Null)["people"][9]["person"], "P-9");
    let (status, why) = refused(&engine, "GET", "/v1/labour/needs?site=north", &Value::Null);
    assert!(status == 409 && why.contains("send its sales first"), "{why}");

    // Nine shoppers a quarter hour, at noon for two hours 30: three weeks of it, and the morning of another day.
    for day in 0..DAYS {
        trade(&engine, day, hours(8), hours(12), 9, 2);
        trade(&engine, day, hours(12), hours(14), 30, 4);
        trade(&engine, day, hours(14), hours(18), 9, 2);
    }
    trade(&engine, DAYS, hours(8), hours(9), 9, 2);
    let today = realtail_kernel::Day::of_number((START + DAYS) as i32);
    let tomorrow = today.next();
    let path = format!("/v1/labour/needs?site=north&date={tomorrow}");
    let is_current = |found: &Value| found["shoppers"][50].as_f64().is_some_and(|shoppers| shoppers > 20.0);
    let needs = eventually(&engine, &path, is_current);
    let of =
        |role: usize, quarter: usize| needs["needs"][role]["people"][quarter].as_u64().expect("a number");
    assert!(of(0, 50) > of(0, 40) && of(0, 40) >= 1 && of(0, 10) == 0, "{needs}");
    assert!(of(2, 40) >= 1, "what is sold is brought to the shelves again: {needs}");
    let now = eventually(&engine, "/v1/labour/needs?site=north", |found| found["quarter_now"] == 35);
    assert_eq!((&now["date"], &now["came"][34]), (&json!(today.to_string()), &json!(9)), "{now}");

    let plan = good(&engine, "POST", "/v1/labour/plans", &json!({"site": "north", "date": tomorrow}));
    let shifts = plan["shifts"].as_array().expect("shifts");
    assert!(shifts.len() >= 3 && plan["accepted"].is_null(), "{plan}");
    let (wages, cost, bound) = (&plan["wages"], &plan["cost"], &plan["cost_bound"]);
    assert!(
        wages.as_i64() > Some(0) && bound.as_i64() <= cost.as_i64() && wages.as_i64() <= cost.as_i64(),
        "{plan}"
    );
    let again = good(&engine, "POST", "/v1/labour/plans", &json!({"site": "north", "date": tomorrow}));
    assert_eq!(again["shifts"], plan["shifts"], "the same is searched in the same way");
    // A person changes it; what breaks a rule is refused and says which.
    let accept = format!("/v1/labour/plans/north/{tomorrow}/accept");
    let mut changed = json!({"shifts": shifts});
    changed["shifts"][0]["to"] = json!("23:00");
    let (status, why) = refused(&engine, "POST", &accept, &changed);
    assert!(
        status == 422 && why.contains("shifts[0]") && why.contains("is free from 07:00 to 19:00"),
        "{why}"
    );
    changed["shifts"].as_array_mut().expect("shifts").remove(0);
    let accepted = good(&engine, "POST", &accept, &changed);
    assert_eq!(
        (&accepted["changed"], &accepted["accepted_by"]),
        (&json!(true), &json!("admin")),
        "{accepted}"
    );
    let accepted = good(&engine, "POST", &accept, &json!({}));
    assert_eq!((&accepted["accepted"], accepted.get("changed")), (&plan["shifts"], None), "{accepted}");
    let page = good(&engine, "GET", &format!("/v1/labour/plans?site=north&from={tomorrow}"), &Value::Null);
    assert_eq!(page["plans"].as_array().map(Vec::len), Some(1));
    assert_eq!(refused(&engine, "GET", &format!("/v1/labour/plans/north/{today}"), &Value::Null).0, 404);

    // Many more than ever at nine, with two tills: somebody is told to open lanes, once, within milliseconds of the sale.
    trade(&engine, DAYS, hours(9), hours(10), 60, 2);
    let short = eventually(&engine, "/v1/labour/lanes", |found| found["sites"][0]["site"] == "north");
    let advice = &short["sites"][0];
    assert!(advice["lanes_needed"].as_u64() > advice["lanes_open"].as_u64(), "{advice}");
    let told = |found: &Value| {
        let rows = found["rows"].as_array().or(found["delays"].as_array()).cloned().unwrap_or_default();
        rows.iter().any(|row| row["action"] == "lanes_short" && row["count"].as_u64() > Some(0))
    };
    eventually(&engine, "/v1/delays", told);
    // It gets calm again.
    trade(&engine, DAYS, hours(10), hours(12), 9, 6);
    eventually(&engine, "/v1/labour/lanes", |found| found["sites"].as_array().is_some_and(Vec::is_empty));
    good(&engine, "DELETE", "/v1/sites/north/roster", &Value::Null);
    assert_eq!(
        refused(&engine, "POST", "/v1/labour/plans", &json!({"site": "north", "date": tomorrow})).0,
        404
    );
}

#[test]
fn a_roster_comes_from_a_file_and_keeps_the_rules_that_were_set() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    good(&engine, "PUT", "/v1/sites/north", &json!({"name": "North", "kind": "store", "timezone": "UTC"}));
    let rules = json!({"people": [], "rules": {"shortest_minutes": 180}, "targets": {"tills": 3}});
    good(&engine, "PUT", "/v1/sites/north/roster", &rules);
    let import = |text: &str| {
        let file = data.path().join("roster.csv");
        std::fs::write(&file, text).expect("writable");
        let done = Command::new(env!("CARGO_BIN_EXE_realtail"))
            .args(["import", "--listen", &engine.address.to_string(), "roster"])
            .arg(&file)
            .env("REALTAIL_KEY", KEY)
            .output()
            .expect("the binary runs");
        (done.status.success(), String::from_utf8_lossy(&[done.stderr, done.stdout].concat()).into_owned())
    };
    let head = "site,person,roles,contract_hours,overtime_hours,wage_per_hour,mon,sat";
    let (good_one, said) = import(&format!(
        "{head}\nnorth,P-1,till+shelf,37.5,4,1650,06:00-14:00,\nnorth,P-2,picking,20,,1500,,08:00-16:00\n"
    ));
    assert!(good_one && said.contains("2 people at north"), "{said}");
    let found = good(&engine, "GET", "/v1/sites/north/roster", &Value::Null);
    assert_eq!(found["people"][0]["contract_minutes"], 2_250);
    assert_eq!(found["people"][1]["available"], json!([{"weekday": "sat", "from": "08:00", "to": "16:00"}]));
    assert_eq!((&found["rules"]["shortest_minutes"], &found["targets"]["tills"]), (&json!(180), &json!(3)));
    for (row, words) in [
        ("north,P-1,cook,37.5,4,1650,,", "roles \"cook\": give till, picking, shelf"),
        ("north,P-1,till,many,4,1650,,", "contract_hours \"many\": give hours a week"),
        ("north,P-1,till,37.5,4,16.50,,", "give whole numbers of the smallest coin"),
        ("north,P-1,till,37.5,4,1650,mornings,", "mon \"mornings\": give two times"),
        ("north,P-1,till,37.5,4,1650,06:10-14:00,", "people[0].available[0]"),
        ("nowhere,P-1,till,37.5,4,1650,,", "the roster of nowhere was refused"),
    ] {
        let (good_one, said) = import(&format!("{head}\n{row}\n"));
        assert!(!good_one && said.contains(words), "{row}: {said}");
    }
}
