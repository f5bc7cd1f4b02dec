//! The weather against the binary: a service that fails as real ones do is asked until it answers, and what it says stands
//! beside the forecasts.

mod engine;

use engine::Engine;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A service that answers by how often it was asked and by what. What it was asked is kept.
fn service(
    answer: impl Fn(usize, &str) -> (u16, String) + Send + 'static,
) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heard = asked.clone();
    std::thread::spawn(move || {
        for (at, stream) in listener.incoming().enumerate() {
            let Ok(mut stream) = stream else { return };
            let mut head = [0; 4_096];
            let read = stream.read(&mut head).unwrap_or(0);
            let text = String::from_utf8_lossy(&head[..read]).into_owned();
            let question = text.lines().next().unwrap_or_default();
            heard.lock().expect("whole").push(question.to_owned());
            let (status, body) = answer(at, question);
            let answer = format!(
                "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (address, asked)
}

/// Days from one on, by the wall of the site.
fn days(first: &str, highs: &[f64]) -> String {
    let first: realtail_kernel::Day = first.parse().expect("a day");
    let days: Vec<String> = (first.number()..)
        .take(highs.len())
        .map(|day| realtail_kernel::Day::of_number(day).to_string())
        .collect();
    json!({"latitude": 38.72, "longitude": -9.14, "timezone": "Europe/Lisbon",
        "daily_units": {"time": "iso8601", "temperature_2m_max": "°C", "precipitation_sum": "mm"},
        "daily": {"time": days, "temperature_2m_max": highs, "precipitation_sum": vec![0.4; highs.len()]}})
    .to_string()
}

fn start(data: &std::path::Path, service: SocketAddr) -> Engine {
    let url = format!("weather.url=http://{service}/v1/forecast");
    let settings = [url.as_str(), "weather.every_s=1", "weather.backoff_ms=50"];
    Engine::start_by(Command::new(env!("CARGO_BIN_EXE_realtail")), data, &settings)
}

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
    answer
}

fn until(so: impl Fn() -> bool) {
    let begin = Instant::now();
    while !so() {
        assert!(begin.elapsed() < Duration::from_secs(60), "it does not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_service_that_fails_is_asked_again_and_what_it_says_stands_beside_the_forecast() {
    let today = realtail_kernel::Instant::from_micros(
        std::time::UNIX_EPOCH.elapsed().expect("after 1970").as_micros() as i64,
    );
    let today = &today.to_string()[..10];
    let answers = [
        (503, "<html>busy</html>".to_owned()),
        (200, "<html>a page</html>".to_owned()),
        (429, r#"{"error": true, "reason": "Hourly API request limit exceeded."}"#.to_owned()),
        (200, days(today, &[12.0, 13.5, 21.0, 9.0])),
    ];
    // The last is given for ever.
    let (address, asked) = service(move |at, _| answers[at.min(answers.len() - 1)].clone());
    let data = tempfile::tempdir().expect("a folder");
    let engine = start(data.path(), address);
    let lisbon = json!({"name": "Lisbon", "kind": "store", "timezone": "Europe/Lisbon",
        "position": {"lat": 38.7223, "lon": -9.1393}});
    good(&engine, "PUT", "/v1/sites/lisbon", &lisbon);
    good(
        &engine,
        "PUT",
        "/v1/sites/nowhere",
        &json!({"name": "Nowhere", "kind": "store", "timezone": "UTC"}),
    );
    good(&engine, "PUT", "/v1/items/umbrella", &json!({"name": "Umbrella"}));
    let moves = json!({"moves": [{"item": "umbrella", "quantity": 10, "reason": "receipt",
        "from": {"outside": "supplier"}, "to": {"site": "lisbon"}}]});
    good(&engine, "POST", "/v1/stock/moves", &moves);
    let sale = json!({"sale": "r1", "site": "lisbon", "sold_at": format!("{today}T00:00:01Z"),
        "lines": [{"item": "umbrella", "quantity": 1, "unit_price": {"amount": 999, "currency": "EUR"}}]});
    good(&engine, "POST", "/v1/sales", &sale);
    until(|| engine.metric("realtail_weather_forecasts_total") == Some(1));
    assert_eq!(engine.metric("realtail_weather_failures_total"), Some(3));
    let asked = asked.lock().expect("whole").clone();
    assert!(asked.len() >= 4);
    for question in &asked {
        assert!(
            question.starts_with(
                "GET /v1/forecast?latitude=38.72&longitude=-9.14&daily=temperature_2m_max,precipitation_sum&timezone=Europe%2FLisbon&past_days=28&forecast_days=16 "
            ),
            "{question}"
        );
    }
    let path = "/v1/forecasts?item=umbrella&site=lisbon&days=4";
    until(|| {
        let found = good(&engine, "GET", path, &Value::Null);
        found["forecasts"][0]["days"].as_array().is_some_and(|days| {
            days.iter().any(|day| day["high_celsius"] == 21.0 && day["precipitation_mm"] == 0.4)
        })
    });
    // The same again is no news.
    let answers = engine.metric("realtail_weather_answers_total").expect("counted");
    until(|| engine.metric("realtail_weather_answers_total") >= Some(answers + 2));
    assert_eq!(engine.metric("realtail_weather_forecasts_total"), Some(1));
    let warned = engine
        .said
        .lock()
        .expect("whole")
        .iter()
        .filter(|line| line.contains("the weather is not known"))
        .count();
    assert_eq!(warned, 1, "one failure after the other is told of once");
}

#[test]
fn a_site_that_the_service_does_not_know_keeps_no_other_from_being_asked_about() {
    let today = realtail_kernel::Instant::from_micros(
        std::time::UNIX_EPOCH.elapsed().expect("after 1970").as_micros() as i64,
    );
    let known = days(&today.to_string()[..10], &[12.0, 13.5]);
    let unknown = r#"{"error": true, "reason": "No data is available for this location"}"#.to_owned();
    let (address, asked) = service(move |_, question| {
        if question.contains("latitude=1.00&") { (400, unknown.clone()) } else { (200, known.clone()) }
    });
    let data = tempfile::tempdir().expect("a folder");
    let engine = start(data.path(), address);
    // By name the unknown one comes first.
    for (site, lat) in [("atlantis", 1.0), ("lisbon", 38.7)] {
        let body =
            json!({"name": site, "kind": "store", "timezone": "UTC", "position": {"lat": lat, "lon": 1.0}});
        good(&engine, "PUT", &format!("/v1/sites/{site}"), &body);
    }
    until(|| engine.metric("realtail_weather_forecasts_total") == Some(1));
    assert!(asked.lock().expect("whole").iter().any(|question| question.contains("latitude=1.00&")));
    assert!(engine.metric("realtail_weather_failures_total") >= Some(1));
}

#[test]
fn the_weather_may_be_told_as_a_signal_and_is_checked() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    good(&engine, "PUT", "/v1/sites/lisbon", &json!({"name": "Lisbon", "kind": "store", "timezone": "UTC"}));
    let told = |id: &str, site: &str, days: Value| {
        let event = json!([{"specversion": "1.0", "id": id, "source": "met", "type": "retail.weather.forecast",
            "data": {"site": site, "issued_at": "2026-11-28T06:00:00Z", "days": days}}]);
        let bytes = event.to_string();
        let (_, answer) =
            engine.raw("POST", "/v1/signals", "application/cloudevents-batch+json", bytes.as_bytes());
        answer.to_string()
    };
    let day =
        |day: &str, high: f64, rain: f64| json!({"day": day, "high_celsius": high, "precipitation_mm": rain});
    let two = json!([day("2026-11-28", 14.0, 2.0), day("2026-11-29", 12.0, 0.0)]);
    for (id, site, days, expected) in [
        ("1", "lisbon", two.clone(), "accepted"),
        ("1", "lisbon", two.clone(), "duplicate"),
        ("2", "porto", two.clone(), "porto"),
        ("3", "lisbon", json!([]), "give 1 to 92 days"),
        ("4", "lisbon", json!([day("2026-11-29", 14.0, 2.0), day("2026-11-28", 14.0, 2.0)]), "rising order"),
        ("5", "lisbon", json!([day("2026-11-28", 70.0, 2.0)]), "from -90 to 60"),
        ("6", "lisbon", json!([day("2026-11-28", 7.0, -2.0)]), "from 0 to 2000"),
        ("7", "lisbon", json!([{"day": "soon", "high_celsius": 1.0}]), "is no day"),
    ] {
        let verdict = told(id, site, days);
        assert!(verdict.contains(expected), "{id}: {verdict}");
    }
}
