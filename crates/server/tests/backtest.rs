//! `realtail backtest` over the log of a stopped engine.

mod engine;

use engine::Engine;
use serde_json::{Value, json};
use std::process::{Command, Output};

/// Monday, 6 January 2025.
const START: i64 = 20_094;
const DAY_MICROS: i64 = 86_400_000_000;
const DAYS: i64 = 110;

fn backtest(arguments: &[&str]) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_realtail")).arg("backtest").args(arguments).output();
    run.expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(if output.status.success() { &output.stdout } else { &output.stderr })
        .into_owned()
}

fn good(engine: &Engine, method: &str, path: &str, body: &Value) {
    let (status, found) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path}: {status} {found}");
}

/// A store whose Saturdays sell three times as much, so that the day of the week before says more than an average does.
fn trade(engine: &Engine, day: i64) {
    let line = |item: i64| {
        // The last of them costs a fifth less in every third week, and sells twice as much then.
        let reduced = item == 7 && day / 7 % 3 == 0;
        let quantity =
            (2 + (day * 7 + item * 5) % 3) * if day % 7 == 5 { 3 } else { 1 } * if reduced { 2 } else { 1 };
        let (price, off) = (100 + 10 * item, if reduced { (100 + 10 * item) / 5 } else { 0 });
        json!({"item": format!("i{item}"), "quantity": quantity, "unit_price": price, "discount": quantity * off})
    };
    let sold_at = realtail_kernel::Instant::from_micros((START + day) * DAY_MICROS + 36_000_000_000);
    let lines: Vec<Value> = (0..8).map(line).collect();
    let body = json!({"sale": format!("r-{day}"), "site": "north", "sold_at": sold_at, "lines": lines});
    good(engine, "POST", "/v1/sales", &body);
}

#[test]
fn a_past_period_is_told_again_and_each_day_is_exported_with_what_came_of_it() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    let site = json!({"name": "North", "kind": "store", "timezone": "Europe/Berlin"});
    good(&engine, "PUT", "/v1/sites/north", &site);
    for item in 0..8 {
        good(
            &engine,
            "PUT",
            &format!("/v1/items/i{item}"),
            &json!({"name": "An item", "categories": ["food"]}),
        );
    }
    (0..DAYS).for_each(|day| trade(&engine, day));
    drop(engine);

    let folder = data.path().to_str().expect("a path");
    let csv = data.path().join("days.csv");
    // Four weeks from the 80th day on: the 27th of March to the 23rd of April.
    let run = |from: &str, until: &str| {
        backtest(&[
            "demand",
            "--data",
            folder,
            "--from",
            from,
            "--until",
            until,
            "--export",
            csv.to_str().expect("a path"),
        ])
    };
    let found = run("2025-03-27", "2025-04-24");
    let text = said(&found);
    assert!(found.status.success(), "{text}");
    let rows = |by: &str| -> Vec<Vec<f64>> {
        let of = text.lines().filter(|line| line.contains(by) && !line.contains(':'));
        of.map(|line| line.split_whitespace().filter_map(|cell| cell.parse().ok()).collect()).collect()
    };
    for by in ["trees", "plain rule", "week before"] {
        assert_eq!(rows(by).len(), 3, "two origins and their mean by {by}: {text}");
    }
    let last = |by: &str| rows(by)[2].clone();
    let score = |cells: Vec<f64>| cells[cells.len() - 4];
    assert!(score(last("trees")) < score(last("plain rule")), "{text}");
    let mut reader = csv::Reader::from_path(&csv).expect("the export");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 8 * 28);
    for row in &rows {
        let cell = |at: usize| row[at].parse::<f64>().expect("a number");
        let [sold, mean, low, high] = [3, 4, 5, 6].map(cell);
        assert!(sold >= 2.0 && low <= mean && mean <= high, "{row:?}");
    }

    for (from, until, words) in [
        ("2025-03-27", "2025-03-27", "not after"),
        ("2030-01-01", "2030-03-01", "the log tells of 2025-01-06 to"),
        ("27.3.2025", "2025-03-27", "give a day such as 2026-09-01"),
    ] {
        let found = run(from, until);
        assert!(!found.status.success() && said(&found).contains(words), "{}", said(&found));
    }
    let nobody = backtest(&["tastes", "--data", folder, "--from", "2025-03-27", "--until", "2025-04-24"]);
    assert!(nobody.status.success() && said(&nobody).contains("basket-completion"), "{}", said(&nobody));
    let labour =
        said(&backtest(&["labour", "--data", folder, "--from", "2025-03-27", "--until", "2025-04-24"]));
    let north: Vec<f64> = labour
        .lines()
        .find_map(|line| line.strip_prefix("north"))
        .map(|rest| rest.split_whitespace().map(|cell| cell.parse().expect("a number")).collect())
        .unwrap_or_else(|| panic!("{labour}"));
    // One basket a day.
    assert_eq!(north[..2], [28.0, 28.0], "{labour}");
    assert!((0.8..1.0).contains(&north[4]), "{labour}");
    let prices =
        said(&backtest(&["prices", "--data", folder, "--from", "2025-03-27", "--until", "2025-04-24"]));
    let error = |by: &str| -> f64 {
        let line = prices.lines().find(|line| line.starts_with(by)).unwrap_or_else(|| panic!("{prices}"));
        line.split_whitespace().last().and_then(|cell| cell.parse().ok()).expect("a number")
    };
    assert!(error("elasticities") < error("as if prices did nothing") / 2.0, "{prices}");
    let elsewhere =
        backtest(&["demand", "--data", "/nowhere", "--from", "2025-03-27", "--until", "2025-04-24"]);
    assert!(said(&elsewhere).contains("there is no log in /nowhere"), "{}", said(&elsewhere));
}
