//! `realtail export` of a running engine: all that happened, once, in its order, or no file at all.

mod engine;

use engine::{Engine, KEY};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// A row of an exported file.
#[derive(Debug, PartialEq)]
struct Row {
    position: i64,
    number: i32,
    time: i64,
    texts: [String; 3],
    subject: Option<String>,
    cause: Option<String>,
    data: Value,
}

fn read(path: &Path) -> Vec<Row> {
    let reader = SerializedFileReader::new(File::open(path).expect("a file")).expect("a Parquet file");
    let rows = reader.get_row_iter(None).expect("rows").map(|row| {
        let row = row.expect("a row");
        let names: Vec<&str> = row.get_column_iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["position", "number", "time", "type", "subject", "trace", "cause", "by", "data"]);
        let text = |column: usize| row.get_string(column).expect("a text").clone();
        Row {
            position: row.get_long(0).expect("a position"),
            number: row.get_int(1).expect("a number"),
            time: row.get_timestamp_micros(2).expect("a time"),
            texts: [text(3), text(5), text(7)],
            subject: row.get_string(4).ok().cloned(),
            cause: row.get_string(6).ok().cloned(),
            data: serde_json::from_str(&text(8)).expect("JSON"),
        }
    });
    rows.collect()
}

/// What the engine itself tells; the stream has no end, so it is read until it falls silent.
fn told(engine: &Engine) -> Vec<Row> {
    let mut stream = TcpStream::connect(engine.address).expect("reachable");
    let head = format!("GET /v1/events?after=0 HTTP/1.0\r\nAuthorization: Bearer {KEY}\r\n\r\n");
    stream.write_all(head.as_bytes()).expect("sent");
    stream.set_read_timeout(Some(Duration::from_millis(1500))).expect("set");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8(answer).expect("text");
    let events = answer.lines().filter_map(|line| line.strip_prefix("data: "));
    let row = |line: &str| {
        let event: Value = serde_json::from_str(line).expect("JSON");
        let text = |name: &str| event[name].as_str().map(str::to_owned);
        let id = text("id").expect("an id");
        let (position, number) = id.split_once('.').expect("position and number");
        let time: realtail_kernel::Instant = event["time"].as_str().expect("a time").parse().expect("a time");
        Row {
            position: position.parse().expect("a number"),
            number: number.parse().expect("a number"),
            time: time.micros(),
            texts: ["type", "traceid", "by"].map(|name| text(name).expect("a text")),
            subject: text("subject"),
            cause: text("cause"),
            data: event["data"].clone(),
        }
    };
    events.map(row).collect()
}

fn export(engine: &Engine, out: &Path, more: &[&str]) -> (bool, String) {
    export_from(engine.address, out, more, KEY)
}

fn export_from(address: SocketAddr, out: &Path, more: &[&str], key: &str) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_realtail"))
        .args(["export", "history", "--listen", &address.to_string(), "--out"])
        .arg(out)
        .args(more)
        .env("REALTAIL_KEY", key)
        .output()
        .expect("the binary runs");
    let text = [done.stderr, done.stdout].concat();
    (done.status.success(), String::from_utf8_lossy(&text).into_owned())
}

/// A day that ends in an action, which follows from a sale.
fn trade(engine: &Engine) {
    let site = json!({"name": "S", "kind": "store", "timezone": "Europe/Berlin"});
    assert_eq!(engine.call("PUT", "/v1/sites/S", &site).0, 200);
    let items: Vec<Value> =
        (0..40).map(|n| json!({"item": format!("i{n}"), "name": "An \"item\" \u{1f95b}"})).collect();
    assert_eq!(engine.call("POST", "/v1/items:batch", &json!({"items": items})).0, 200);
    let line = |n: i64| {
        json!({"item": format!("i{n}"), "quantity": 1, "from": {"outside": "supplier"},
        "to": {"site": "S"}, "reason": "receipt"})
    };
    for n in 0..40 {
        assert_eq!(engine.call("POST", "/v1/stock/moves", &json!({"moves": [line(n)]})).0, 200);
    }
    let sale = json!({"sale": "R", "site": "S", "sold_at": "2026-11-20T10:00:00Z",
        "lines": [{"item": "i0", "quantity": 1, "unit_price": 99}]});
    let (status, answer) = engine.call("POST", "/v1/sales", &sale);
    assert!((200..300).contains(&status), "{answer}");
}

/// Names of what is in a folder.
fn listed(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn an_export_holds_all_that_happened() {
    let (data, files) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let engine = Engine::start(data.path());
    let out = files.path().join("history.parquet");
    trade(&engine);
    let told = told(&engine);
    assert!(told.iter().any(|row| row.cause.is_some()), "a sold-out follows from the sale");
    let (good, said) = export(&engine, &out, &[]);
    let end = told.last().expect("events").position;
    assert!(good && said.contains(&format!("{} events, positions 1 to {end}", told.len())), "{said}");
    let rows = read(&out);
    assert_eq!(rows, told);
    let places: Vec<(i64, i32)> = rows.iter().map(|row| (row.position, row.number)).collect();
    assert!(places.is_sorted_by(|one, next| one < next), "positions rise: {places:?}");
    assert_eq!(listed(files.path()), ["history.parquet"]);
    parts_make_the_whole(&engine, &rows, files.path());
    an_end_without_events_is_an_end(&engine, rows.len(), files.path());
}

/// What was exported in two parts is what was exported at once.
fn parts_make_the_whole(engine: &Engine, rows: &[Row], folder: &Path) {
    let (one, two) = (folder.join("one.parquet"), folder.join("two.parquet"));
    // Position 2 holds forty events: a part ends behind all of them.
    assert!(export(engine, &one, &["--until", "2"]).0);
    assert!(export(engine, &two, &["--from", "3"]).0);
    let (mut parts, rest) = (read(&one), read(&two));
    assert_eq!(parts.len(), rows.iter().filter(|row| row.position <= 2).count());
    parts.extend(rest);
    assert_eq!(parts, rows);
    let next = (rows.last().expect("rows").position + 1).to_string();
    let (good, said) = export(engine, &two, &["--from", &next]);
    assert!(good && said.contains("0 events; nothing stands behind position"), "{said}");
    assert_eq!(read(&two), [], "the file is there, and empty");
}

/// A refusal under an idempotency key is an entry without events.
fn an_end_without_events_is_an_end(engine: &Engine, events: usize, folder: &Path) {
    let hold = json!({"hold": "h", "owner": "o", "channel": "web", "expires_in_ms": 60_000,
        "lines": [{"item": "i1", "quantity": 9, "site": "S"}]})
    .to_string();
    let mut stream = TcpStream::connect(engine.address).expect("reachable");
    let head = format!(
        "POST /v1/holds HTTP/1.0\r\nAuthorization: Bearer {KEY}\r\nIdempotency-Key: k\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{hold}",
        hold.len()
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.contains("409"), "{answer}");
    let started = std::time::Instant::now();
    let out = folder.join("three.parquet");
    let (good, said) = export(engine, &out, &[]);
    assert!(good && said.contains(&format!("{events} events")), "{said}");
    assert!(started.elapsed() < Duration::from_secs(10), "it waited for an event that never comes");
}

/// Something that answers as an engine with three events does, and breaks off its stream of them behind each, halfway
/// through the next; where `is_silent`, before the first.
fn breaking_engine(is_silent: bool) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut lines =
                BufReader::new(stream.try_clone().expect("a clone")).lines().map_while(Result::ok);
            let asked = lines.next().unwrap_or_default();
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            let body = match asked.split_once("after=").map(|(_, rest)| rest.split(['.', ' ']).next()) {
                Some(_) if is_silent => "data: {\"id\":\"1.".to_owned(),
                Some(after) => {
                    let next = after.and_then(|after| after.parse::<u64>().ok()).expect("a position") + 1;
                    let event = json!({"id": format!("{next}.0"), "type": "t", "time": "2026-11-20T10:00:00Z",
                        "traceid": "1", "by": "b", "data": {"n": next}});
                    format!(": realtail\n\nid: {next}.0\nevent: t\ndata: {event}\n\ndata: {{\"id\":\"1.")
                }
                None if asked.contains("/v1/status") => json!({"position": 3}).to_string(),
                None => json!({"steps": [{"position": 3}]}).to_string(),
            };
            let _ = stream.write_all(format!("HTTP/1.0 200 OK\r\n\r\n{body}").as_bytes());
        }
    });
    address
}

#[test]
fn a_stream_that_breaks_off_is_taken_up_again_or_given_up() {
    let files = tempfile::tempdir().expect("a folder");
    let out = files.path().join("history.parquet");
    let (good, said) = export_from(breaking_engine(true), &out, &[], KEY);
    assert!(!good && said.contains("no file was written") && said.contains("broken off"), "{said}");
    assert_eq!(listed(files.path()), [""; 0], "half a file is none");
    let (good, said) = export_from(breaking_engine(false), &out, &[], KEY);
    assert!(good && said.contains("3 events, positions 1 to 3"), "{said}");
    let rows = read(&out);
    assert_eq!(rows.iter().map(|row| row.position).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(rows[2].data, json!({"n": 3}));
}

#[test]
fn what_cannot_be_exported_leaves_what_was_there() {
    let (data, files) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let engine = Engine::start(data.path());
    trade(&engine);
    let out = files.path().join("history.parquet");
    assert!(export(&engine, &out, &[]).0);
    let before = std::fs::read(&out).expect("a file");
    let check = |more: &[&str], key: &str, word: &str| {
        let (good, said) = export_from(engine.address, &out, more, key);
        assert!(!good && said.contains(word), "{more:?}: {said}");
        assert!(!said.contains("wrong-key"), "a key is told: {said}");
    };
    check(&["--until", "999999"], KEY, "--until 999999 is behind the end of the log; its newest position is");
    check(&["--from", "999999"], KEY, "--from 999999 is behind the end of the log");
    check(&["--from", "9", "--until", "3"], KEY, "--until 3 is before --from 9");
    check(&["--from", "0"], KEY, "0 is not in 1..");
    check(&[], "wrong-key", "key");
    check(&["--key-file", "no-such-file"], KEY, "read the key in no-such-file");
    let (good, said) = export(&engine, &files.path().join("none/history.parquet"), &[]);
    assert!(!good && said.contains("none/history.parquet"), "{said}");
    assert_eq!(std::fs::read(&out).expect("a file"), before);
    assert_eq!(listed(files.path()), ["history.parquet"]);
}
