//! How quickly placements are decided, and how soon they stop, over HTTP against the binary. A measurement, to be asked for:
//! `cargo test --release -p realtail-server --test media_load -- --ignored --nocapture`.

mod engine;

use engine::{Engine, KEY};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

const CAMPAIGNS: usize = 500;
const LINES: u32 = 16;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
    answer
}

/// A store with a sales floor, five hundred items on it, and a campaign for each of them.
fn load(engine: &Engine) {
    let zones = json!([{"zone": "floor", "kind": "sales_floor"}, {"zone": "back", "kind": "backroom"}]);
    let site = json!({"name": "North", "kind": "store", "timezone": "Europe/Berlin", "zones": zones});
    good(engine, "PUT", "/v1/sites/north", &site);
    good(
        engine,
        "POST",
        "/v1/brands/denim/funds",
        &json!({"amount": 900_000_000_000_i64, "currency": "EUR"}),
    );
    let item = |i: usize| json!({"item": format!("i{i}"), "name": format!("Item {i}")});
    let items: Vec<Value> = (0..CAMPAIGNS).map(item).collect();
    good(engine, "POST", "/v1/items:batch", &json!({"items": items}));
    let receipt = |i: usize| {
        json!({"item": format!("i{i}"), "quantity": 50, "from": {"outside": "supplier"},
            "to": {"site": "north", "zone": "floor"}, "reason": "receipt"})
    };
    let moves: Vec<Value> = (0..CAMPAIGNS).map(receipt).collect();
    good(engine, "POST", "/v1/stock/moves", &json!({"moves": moves}));
    for i in 0..CAMPAIGNS {
        let plan = json!({"name": "c", "brand": "denim", "items": [format!("i{i}")], "bid": 20 + i % 80,
            "currency": "EUR", "pays_for": "click", "budget_total": 1_000_000_000,
            "starts_at": "2020-01-01T00:00:00Z", "surfaces": ["search"]});
        good(engine, "PUT", &format!("/v1/campaigns/c{i}"), &plan);
    }
}

/// Sends one request after the other on one line, each at its time, and measures from that time on.
fn line(address: SocketAddr, body: &str, every: Duration, until: Instant, first: Instant) -> Vec<Duration> {
    let mut stream = TcpStream::connect(address).expect("a line");
    stream.set_nodelay(true).expect("no delay");
    let mut reader = BufReader::new(stream.try_clone().expect("a second end"));
    let request = format!(
        "POST /v1/placements:decide HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {KEY}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let (mut due, mut took) = (first, Vec::new());
    while due < until {
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        stream.write_all(request.as_bytes()).expect("sent");
        let mut length = 0;
        loop {
            let mut head = String::new();
            reader.read_line(&mut head).expect("an answer");
            let head = head.trim().to_ascii_lowercase();
            if let Some(value) = head.strip_prefix("content-length: ") {
                length = value.parse().expect("a number");
            }
            if head.is_empty() {
                break;
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).expect("all of it");
        assert!(answer.starts_with(b"{\"placement\":\""), "{}", String::from_utf8_lossy(&answer));
        took.push(due.elapsed());
        due += every;
    }
    took
}

#[test]
#[ignore = "a measurement"]
fn five_hundred_candidates() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    load(&engine);
    let (rate, seconds) = (number("RATE", 2_000), number("SECONDS", 10));
    let candidate = |i: usize| json!({"item": format!("i{i}"), "relevance": 0.2 + (i % 7) as f64 / 10.0});
    let candidates: Vec<Value> = (0..CAMPAIGNS).map(candidate).collect();
    let body = json!({"surface": "search", "site": "north", "method": "carry_out", "slots": 3,
        "candidates": candidates, "explain": false});
    let body = body.to_string();
    let every = Duration::from_secs(1) * LINES / rate as u32;
    let begin = Instant::now();
    let until = begin + Duration::from_secs(seconds);
    let mut took: Vec<Duration> = std::thread::scope(|scope| {
        let one = |n: u32| {
            let (address, body) = (engine.address, &body);
            scope.spawn(move || line(address, body, every, until, begin + every * n / LINES))
        };
        let lines: Vec<_> = (0..LINES).map(one).collect();
        lines.into_iter().flat_map(|line| line.join().expect("it went well")).collect()
    });
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    println!(
        "{} decisions at {rate}/s asked for, {:.0}/s answered: p50 {:?} p95 {:?} p99 {:?} max {:?}",
        took.len(),
        took.len() as f64 / begin.elapsed().as_secs_f64(),
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    );
    for i in 0..100 {
        let line = json!({"item": format!("i{i}"), "quantity": 50, "from": {"site": "north", "zone": "floor"},
            "to": {"site": "north", "zone": "back"}, "reason": "transfer"});
        good(&engine, "POST", "/v1/stock/moves", &json!({"moves": [line]}));
    }
    let delays = good(&engine, "GET", "/v1/delays", &Value::Null);
    let rows = delays["rows"].as_array().expect("rows");
    for row in rows.iter().filter(|row| row["action"] == "placement_stopped") {
        println!("stock event to placement stopped: {row}");
    }
}
