//! How quickly placements are decided, how soon they stop, and how soon phones and signs know, over HTTP against the binary.
//! Measurements, to be asked for, of the binary that `./dev build` makes:
//! `REALTAIL_BINARY=$PWD/target/release/realtail cargo test --workspace --test speed -- --ignored --nocapture`.

mod engine;

use engine::{Engine, KEY};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
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

fn start(data: &Path) -> Engine {
    let built =
        std::env::var("REALTAIL_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_realtail").to_owned());
    Engine::start_by(Command::new(built), data, &[])
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

/// A connection that stays.
struct Line {
    stream: TcpStream,
    reader: BufReader<TcpStream>,
}

impl Line {
    fn to(address: SocketAddr) -> Line {
        let stream = TcpStream::connect(address).expect("a line");
        stream.set_nodelay(true).expect("no delay");
        let reader = BufReader::new(stream.try_clone().expect("a second end"));
        Line { stream, reader }
    }

    fn ask(&mut self, request: &str) -> Vec<u8> {
        self.stream.write_all(request.as_bytes()).expect("sent");
        let mut length = 0;
        loop {
            let mut head = String::new();
            self.reader.read_line(&mut head).expect("an answer");
            let head = head.trim().to_ascii_lowercase();
            if let Some(value) = head.strip_prefix("content-length: ") {
                length = value.parse().expect("a number");
            }
            if head.is_empty() {
                break;
            }
        }
        let mut answer = vec![0; length];
        self.reader.read_exact(&mut answer).expect("all of it");
        answer
    }

    fn get(&mut self, path: &str) -> Value {
        let answer =
            self.ask(&format!("GET {path} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {KEY}\r\n\r\n"));
        serde_json::from_slice(&answer).expect("JSON")
    }
}

fn post(path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {KEY}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Sends one request after the other on one line, each at its time, and measures from that time on.
fn decide(address: SocketAddr, body: &str, every: Duration, until: Instant, first: Instant) -> Vec<Duration> {
    let mut line = Line::to(address);
    let request = post("/v1/placements:decide", body);
    let (mut due, mut took) = (first, Vec::new());
    while due < until {
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let answer = line.ask(&request);
        assert!(answer.starts_with(b"{\"placement\":\""), "{}", String::from_utf8_lossy(&answer));
        took.push(due.elapsed());
        due += every;
    }
    took
}

fn say(what: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    let (p50, p95, p99, max) = (at(0.5), at(0.95), at(0.99), at(1.0));
    println!("{what}, {} times: p50 {p50:?} p95 {p95:?} p99 {p99:?} max {max:?}", took.len());
}

#[test]
#[ignore = "a measurement"]
fn five_hundred_candidates() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = start(data.path());
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
    let took: Vec<Duration> = std::thread::scope(|scope| {
        let one = |n: u32| {
            let (address, body) = (engine.address, &body);
            scope.spawn(move || decide(address, body, every, until, begin + every * n / LINES))
        };
        let lines: Vec<_> = (0..LINES).map(one).collect();
        lines.into_iter().flat_map(|line| line.join().expect("it went well")).collect()
    });
    let answered = took.len() as f64 / begin.elapsed().as_secs_f64();
    say(&format!("decided among {CAMPAIGNS}, {rate}/s asked for, {answered:.0}/s answered"), took);
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

type Since = Arc<Mutex<Vec<Option<Instant>>>>;

/// Listens for events at the store, asks what `path` says each time, and notes when it first says so of each item.
fn listen(
    address: SocketAddr,
    types: &str,
    path: String,
    since: &Since,
    says: fn(&Value) -> Vec<usize>,
) -> Vec<Duration> {
    let mut events = TcpStream::connect(address).expect("a line");
    let ask =
        format!("GET /v1/events?types={types}&site=north HTTP/1.0\r\nAuthorization: Bearer {KEY}\r\n\r\n");
    events.write_all(ask.as_bytes()).expect("sent");
    let mut line = Line::to(address);
    let (mut known, mut took) = (vec![false; CAMPAIGNS], Vec::new());
    let mut events = BufReader::new(events).lines().map_while(Result::ok);
    while took.len() < FACTS {
        let Some(said) = events.next() else { break };
        if !said.starts_with("data:") {
            continue;
        }
        for i in says(&line.get(&path)) {
            let begun = since.lock().expect("whole")[i];
            if let Some(begun) = begun.filter(|_| !std::mem::replace(&mut known[i], true)) {
                took.push(begun.elapsed());
            }
        }
    }
    took
}

const FACTS: usize = 180;

fn number_of(item: &Value) -> Option<usize> {
    item["item"].as_str()?.strip_prefix('i')?.parse().ok()
}

/// As the associates' phones and the signs do it: they listen, and ask once they hear something.
#[test]
#[ignore = "a measurement"]
fn phones_and_signs() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = start(data.path());
    load(&engine);
    let back: Vec<Value> = (0..FACTS)
        .map(|i| {
            json!({"item": format!("i{i}"), "quantity": 9, "from": {"outside": "supplier"},
            "to": {"site": "north", "zone": "back"}, "reason": "receipt"})
        })
        .collect();
    good(&engine, "POST", "/v1/stock/moves", &json!({"moves": back}));
    let since: Since = Arc::new(Mutex::new(vec![None; CAMPAIGNS]));
    let (address, names) = (engine.address, (0..FACTS).map(|i| format!("&item=i{i}")).collect::<String>());
    let (phone, sign) = std::thread::scope(|scope| {
        let phone = scope.spawn(|| {
            let path = "/v1/tasks?site=north&limit=200".to_owned();
            listen(address, "retail.action.floor_task_assigned", path, &since, |answer| {
                let tasks = answer["tasks"].as_array().expect("tasks");
                tasks.iter().filter_map(|task| number_of(&task["lines"][0])).collect()
            })
        });
        let sign = scope.spawn(|| {
            let path = format!("/v1/availability?site=north{names}");
            listen(address, "retail.stock.moved", path, &since, |answer| {
                let lines = answer["lines"].as_array().expect("lines");
                lines.iter().filter(|line| line["carry_out"] == 0).filter_map(number_of).collect()
            })
        });
        std::thread::sleep(Duration::from_millis(500));
        let mut line = Line::to(address);
        for i in 0..FACTS {
            let away = json!({"moves": [{"item": format!("i{i}"), "quantity": 50, "reason": "transfer",
                "from": {"site": "north", "zone": "floor"}, "to": {"site": "north", "zone": "back"}}]});
            since.lock().expect("whole")[i] = Some(Instant::now());
            line.ask(&post("/v1/stock/moves", &away.to_string()));
            std::thread::sleep(Duration::from_millis(25));
        }
        (phone.join().expect("it went well"), sign.join().expect("it went well"))
    });
    say("from the fact that a shelf is empty to the task on a phone", phone);
    say("from the fact to a sign that knows it is gone", sign);
}
