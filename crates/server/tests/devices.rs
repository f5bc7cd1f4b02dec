//! Devices and tags over HTTP and LLRP, against the binary.

mod engine;

use engine::Engine;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// GTIN 10614141123459, number 400 and so on.
fn epc(serial: u32) -> String {
    format!("urn:epc:id:sgtin:0614141.112345.{serial}")
}

/// A store with a floor and a backroom, and jeans of which the book knows five, nowhere in particular.
fn store() -> (tempfile::TempDir, Engine) {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    let site = json!({"name": "X", "kind": "store", "timezone": "UTC", "zones": [
        {"zone": "floor", "kind": "sales_floor"}, {"zone": "back", "kind": "backroom"}]});
    good(&engine, "PUT", "/v1/sites/X", &site);
    good(&engine, "PUT", "/v1/items/jeans", &json!({"name": "Jeans", "gtin": "10614141123459"}));
    let moves = json!({"moves": [{"item": "jeans", "quantity": 5, "from": {"outside": "supplier"},
        "to": {"site": "X"}, "reason": "receipt"}]});
    good(&engine, "POST", "/v1/stock/moves", &moves);
    (data, engine)
}

fn reader() -> Value {
    json!({"kind": "reader", "site": "X", "antennas": [{"antenna": 1, "zone": "floor"},
        {"antenna": 2, "zone": "back"}]})
}

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path} {body}: {status} {answer}");
    answer
}

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
        assert!(started.elapsed() < Duration::from_secs(30), "{path} stays {found}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// For so long the reader hears these tags, each at an antenna, a few times a second.
fn hear(engine: &Engine, ms: u64, tags: &[(u32, u16)]) {
    let until = Instant::now() + Duration::from_millis(ms);
    while Instant::now() < until {
        let n = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after").as_nanos();
        let signal = |(serial, antenna): &(u32, u16)| {
            json!({"specversion": "1.0", "source": "test", "id": format!("{serial}-{antenna}-{n}"),
                "type": "retail.tag.read",
                "data": {"epc": epc(*serial), "reader": "ceiling", "antenna": antenna, "site": "X",
                    "rssi_dbm": -50}})
        };
        let batch = Value::Array(tags.iter().map(signal).collect()).to_string();
        let kind = "application/cloudevents-batch+json";
        let (status, answer) = engine.raw("POST", "/v1/signals", kind, batch.as_bytes());
        assert_eq!(status, 202, "{answer}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// What the book says of each place: `floor 2, - 3`.
fn book(engine: &Engine) -> String {
    let found = read(engine, "/v1/stock/ledger?item=jeans&site=X");
    let mut places = std::collections::BTreeMap::<String, i64>::new();
    for row in found["rows"].as_array().expect("rows") {
        for (side, sign) in [("from", -1), ("to", 1)] {
            if row[side]["site"] == "X" {
                let zone = row[side]["zone"].as_str().unwrap_or("-").to_owned();
                *places.entry(zone).or_default() += sign * row["quantity"].as_i64().expect("a number");
            }
        }
    }
    places.retain(|_, units| *units != 0);
    places.iter().map(|(zone, units)| format!("{zone} {units}")).collect::<Vec<_>>().join(", ")
}

fn counts(page: &Value) -> String {
    let counts = page["counts"].as_array().expect("counts").iter();
    counts
        .map(|c| format!("{} {}", c["zone"].as_str().expect("a zone"), c["count"]))
        .collect::<Vec<_>>()
        .join(", ")
}

#[test]
fn devices_are_registered_and_what_cannot_be_is_refused() {
    let (_data, engine) = store();
    let device = good(&engine, "PUT", "/v1/devices/ceiling", &reader());
    assert_eq!((&device["device"], &device["site"]), (&json!("ceiling"), &json!("X")));
    good(&engine, "PUT", "/v1/devices/door", &json!({"kind": "counter", "site": "X", "zone": "floor"}));
    let page = read(&engine, "/v1/devices?site=X&limit=1");
    assert_eq!((&page["devices"][0]["device"], &page["next_cursor"]), (&json!("ceiling"), &json!("ceiling")));
    assert_eq!(page["devices"][0]["silent"], json!(false));
    let page = read(&engine, "/v1/devices?cursor=ceiling");
    assert_eq!((&page["devices"][0]["device"], &page["next_cursor"]), (&json!("door"), &Value::Null));
    for (body, status, told) in [
        (json!({"kind": "reader", "site": "Y"}), 422, "there is no site \"Y\""),
        (json!({"kind": "reader", "site": "X", "zone": "roof"}), 422, "site X has no zone \"roof\""),
        (
            json!({"kind": "sign", "site": "X", "antennas": [{"antenna": 1, "zone": "floor"}]}),
            422,
            "only a reader has one",
        ),
        (
            json!({"kind": "reader", "site": "X", "antennas": [{"antenna": 1, "zone": "floor"},
                {"antenna": 1, "zone": "back"}]}),
            422,
            "antenna 1 stands twice",
        ),
        (json!({"kind": "reader", "site": "X", "silent_after_ms": 0}), 422, "a year"),
        (json!({"kind": "reader", "site": "X", "antenna": []}), 400, "unknown field `antenna`"),
        (json!({"kind": "drone", "site": "X"}), 400, "unknown variant `drone`"),
    ] {
        let (found, problem) = engine.call("PUT", "/v1/devices/new", &body);
        assert_eq!(found, status, "{body}: {problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(told)), "{body}: {problem}");
    }
    assert_eq!(engine.call("DELETE", "/v1/devices/door", &Value::Null).0, 204);
    assert_eq!(engine.call("DELETE", "/v1/devices/door", &Value::Null).0, 404);
    assert_eq!(engine.call("GET", "/v1/devices/door", &Value::Null).0, 404);
    assert_eq!(engine.call("GET", "/v1/tags/xyz", &Value::Null).0, 400);
    assert_eq!(engine.call("GET", "/v1/tags/3074257BF7194E4000001A85", &Value::Null).0, 404);
    assert_eq!(engine.call("GET", "/v1/tags?item=nothing", &Value::Null).0, 404);
}

#[test]
fn reads_become_facts_and_facts_move_the_book() {
    let (data, engine) = store();
    good(&engine, "PUT", "/v1/devices/ceiling", &reader());
    hear(&engine, 900, &[(1, 1), (2, 1), (3, 2)]);
    let page = eventually(&engine, "/v1/tags?item=jeans&site=X", |page| counts(page) == "back 1, floor 2");
    assert_eq!(page["tags"].as_array().expect("tags").len(), 3);
    let tag = read(&engine, &format!("/v1/tags/{}", epc(3)));
    assert_eq!(
        (&tag["zone"], &tag["item"], &tag["gtin"]),
        (&json!("back"), &json!("jeans"), &json!("10614141123459"))
    );
    assert!(tag["confidence_ppm"].as_u64().is_some_and(|ppm| ppm > 600_000), "{tag}");
    assert_eq!(book(&engine), "- 2, back 1, floor 2");
    assert!(read(&engine, "/v1/devices/ceiling")["last_seen_at"].is_string());
    // One is carried to the back.
    hear(&engine, 4_000, &[(1, 2), (2, 1), (3, 2)]);
    eventually(&engine, "/v1/tags?item=jeans&site=X", |page| counts(page) == "back 2, floor 1");
    assert_eq!(book(&engine), "- 2, back 2, floor 1");
    // The page of policies says how often the book followed: once for what was heard together.
    let policies = read(&engine, "/v1/policies");
    let policy = policies["policies"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|p| p["policy"] == "tag_moved_moves_stock");
    assert!(policy.is_some_and(|p| p["since_start"]["count"].as_u64() >= Some(2)), "{policies}");
    // After a restart nothing arrives anew.
    drop(engine);
    let engine = Engine::start(data.path());
    hear(&engine, 900, &[(1, 2), (2, 1), (3, 2)]);
    assert_eq!(counts(&read(&engine, "/v1/tags?item=jeans&site=X")), "back 2, floor 1");
    assert_eq!(book(&engine), "- 2, back 2, floor 1");
    let delays = read(&engine, "/v1/delays");
    let moved = |row: &Value| row["signal"] == "tag.moved";
    assert!(!delays["rows"].as_array().expect("rows").iter().any(moved), "something arrived anew: {delays}");
}

#[test]
fn a_device_that_says_nothing_falls_silent_and_is_heard_again() {
    let (_data, engine) = store();
    let mut device = reader();
    device["silent_after_ms"] = json!(700);
    good(&engine, "PUT", "/v1/devices/ceiling", &device);
    eventually(&engine, "/v1/devices/ceiling", |device| device["silent"] == json!(true));
    hear(&engine, 600, &[(1, 1)]);
    eventually(&engine, "/v1/devices/ceiling", |device| device["silent"] == json!(false));
    eventually(&engine, "/v1/devices/ceiling", |device| device["silent"] == json!(true));
}

/// An emulated reader; gone when it goes out of sight.
struct Emulator(Child, u16);

impl Drop for Emulator {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_reader_that_nobody_answers_for_is_counted_and_tried_again() {
    let (_data, engine) = store();
    // Bound and let go again: nobody listens there.
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let mut device = reader();
    device["llrp"] = json!(free.to_string());
    let metric = |name: &str| engine.metric(&format!("realtail_{name}")).expect("it is told");
    assert_eq!((metric("llrp_connections_lost_total"), metric("rfid_reads_dropped_total")), (0, 0));
    good(&engine, "PUT", "/v1/devices/ceiling", &device);
    let begun = std::time::Instant::now();
    while metric("llrp_connections_lost_total") < 2 {
        assert!(begun.elapsed().as_secs() < 20, "it is not tried again");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!((metric("llrp_connections"), metric("llrp_connections_established_total")), (0, 0));
    assert_eq!(metric("llrp_reads_total"), 0);
}

#[test]
fn a_reader_that_speaks_llrp_is_connected_to_and_its_tags_are_known() {
    let Ok(python) = std::env::var("REALTAIL_LLRPKIT") else {
        eprintln!("REALTAIL_LLRPKIT names no Python with llrpkit: left out");
        return;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../adapters/llrp/tests/emulator.py");
    let mut command = Command::new(python);
    command.args([script, "60"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut process = command.spawn().expect("the emulator starts");
    let mut said = BufReader::new(process.stdout.take().expect("piped"));
    let mut told = process.stdin.take().expect("piped");
    let mut line = String::new();
    said.read_line(&mut line).expect("it speaks");
    let emulator = Emulator(process, line.trim().parse().expect("a port"));
    let (_data, engine) = store();
    let mut device = reader();
    device["llrp"] = json!(format!("127.0.0.1:{}", emulator.1));
    good(&engine, "PUT", "/v1/devices/ceiling", &device);
    // SGTIN-96 of 10614141123459 with the numbers 1, 2 and 3.
    for (serial, antenna) in [(1, 1), (2, 1), (3, 2)] {
        writeln!(told, "tag 3034257BF46DB640000000{serial:02X} {antenna} -50").expect("it listens");
    }
    eventually(&engine, "/v1/tags?item=jeans&site=X", |page| counts(page) == "back 1, floor 2");
    assert_eq!(book(&engine), "- 2, back 1, floor 2");
    // One is sold: its tag is heard no more, though the reader goes on.
    writeln!(told, "gone 3034257BF46DB64000000001").expect("it listens");
    eventually(&engine, "/v1/tags?item=jeans&site=X", |page| counts(page) == "back 1, floor 1");
    assert_eq!(book(&engine), "- 3, back 1, floor 1");
    let metric = |name: &str| engine.metric(&format!("realtail_llrp_{name}")).expect("it is told");
    assert_eq!((metric("connections"), metric("connections_established_total")), (1, 1));
    assert!(metric("reads_total") > 3, "each tag was heard, again and again");
    // The log has facts, and not one read.
    let delays = read(&engine, "/v1/delays");
    let signals: Vec<&Value> =
        delays["rows"].as_array().expect("rows").iter().map(|row| &row["signal"]).collect();
    assert!(!signals.iter().any(|signal| **signal == "retail.tag.read"), "{delays}");
}
