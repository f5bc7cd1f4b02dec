//! How long a fact about a tag takes, from the read that makes it certain until it is durable, at so many reads a second over
//! LLRP: `cargo run --release -p realtail-server --example read_to_fact -- BINARY [READS_A_SECOND] [SECONDS]`.
//! The engine is the binary itself, the reader a listener of this program that speaks the protocol.

use anyhow::Context;
use realtail_llrp::{Frame, Frames};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const KEY: &str = "bench";
/// Each tag is heard two or three times a second.
const READS_A_TAG: f64 = 2.5;
/// One in so many tags moves within a second.
const MOVES_ONE_IN: f64 = 100.0;

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let binary = args.next().context("say where the binary is")?;
    let rate: f64 = args.next().map_or(Ok(5_000.0), |text| text.parse())?;
    let seconds: u64 = args.next().map_or(Ok(75), |text| text.parse())?;
    let data = tempfile::tempdir()?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    std::thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a connection");
        // The engine hangs up when it ends.
        let _ = read_aloud(stream, rate);
    });
    let engine = Engine::start(&binary, data.path())?;
    let zones = json!([{"zone": "floor", "kind": "sales_floor"}, {"zone": "back", "kind": "backroom"}]);
    engine.put("/v1/sites/X", &json!({"name": "X", "kind": "store", "timezone": "UTC", "zones": zones}))?;
    engine.put("/v1/items/jeans", &json!({"name": "Jeans", "gtin": "10614141123459"}))?;
    let antennas = json!([{"antenna": 1, "zone": "floor"}, {"antenna": 2, "zone": "back"}]);
    let reader =
        json!({"kind": "reader", "site": "X", "antennas": antennas, "llrp": format!("127.0.0.1:{port}")});
    engine.put("/v1/devices/ceiling", &reader)?;
    std::thread::sleep(Duration::from_secs(seconds));
    let delays = engine.call("GET", "/v1/delays", &Value::Null)?;
    println!(
        "{rate} reads a second of {} tags over LLRP, for {seconds} s; delays in ms",
        (rate / READS_A_TAG) as u64
    );
    for row in delays["rows"].as_array().into_iter().flatten().filter(|row| row["signal"] == "tag.moved") {
        println!("{} -> {}", row["signal"], row["action"]);
        println!("  {row}");
    }
    let policies = engine.call("GET", "/v1/policies", &Value::Null)?;
    let policies = policies["policies"].as_array().into_iter().flatten();
    for policy in policies.filter(|policy| policy["policy"] == "tag_moved_moves_stock") {
        println!("the book follows: {}", policy["last_minute"]);
    }
    let tags = engine.call("GET", "/v1/tags?item=jeans&site=X&limit=1", &Value::Null)?;
    println!("where the tags are: {}", tags["counts"]);
    Ok(())
}

struct Engine {
    process: Child,
    address: String,
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Engine {
    fn start(binary: &str, data: &std::path::Path) -> anyhow::Result<Engine> {
        let mut command = Command::new(binary);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data).stderr(Stdio::piped());
        let mut process = command.env("REALTAIL_ADMIN_KEY", KEY).env("REALTAIL_LOG", "info").spawn()?;
        let mut lines = BufReader::new(process.stderr.take().context("piped")?).lines().map_while(Result::ok);
        let address = lines.find_map(|line| {
            Some(line.split_once("console and interface at http://")?.1.trim_end_matches('/').to_owned())
        });
        std::thread::spawn(move || lines.for_each(|line| eprintln!("{line}")));
        Ok(Engine { process, address: address.context("the engine does not listen")? })
    }

    fn put(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.call("PUT", path, body)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> anyhow::Result<Value> {
        let mut stream = TcpStream::connect(&self.address)?;
        let body = if body.is_null() { String::new() } else { body.to_string() };
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {KEY}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        anyhow::ensure!(answer.starts_with("HTTP/1.1 2"), "{method} {path}: {answer}");
        let (_, body) = answer.split_once("\r\n\r\n").context("an answer")?;
        Ok(serde_json::from_str(body)?)
    }
}

fn frame(kind: u16, id: u32, body: Vec<u8>) -> Vec<u8> {
    Frame { kind, id, body: body.into() }.to_bytes().to_vec()
}

/// A reader: takes the connection, says yes to all that is asked, and then reads without end.
fn read_aloud(mut stream: TcpStream, rate: f64) -> anyhow::Result<()> {
    stream.set_nodelay(true)?;
    // A connection attempt that is taken, inside what a reader tells of itself.
    let taken = [&[0x00, 0xF6, 0, 22, 0x00, 0x80, 0, 12][..], &[0; 8], &[0x01, 0x00, 0, 6, 0, 0]].concat();
    stream.write_all(&frame(63, 0, taken))?;
    let mut asked = Frames::default();
    let mut bytes = [0; 4096];
    loop {
        let count = stream.read(&mut bytes)?;
        anyhow::ensure!(count > 0, "hung up");
        asked.buffer.extend_from_slice(&bytes[..count]);
        while let Some(ask) = asked.next()? {
            let well = vec![0x01, 0x1F, 0, 8, 0, 0, 0, 0];
            stream.write_all(&frame(ask.kind + 10, ask.id, well))?;
            if ask.kind == 22 {
                let mut ears = stream.try_clone()?;
                std::thread::spawn(move || while ears.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {});
                return tell(stream, rate);
            }
        }
    }
}

fn tell(mut stream: TcpStream, rate: f64) -> anyhow::Result<()> {
    let tags = (rate / READS_A_TAG) as usize;
    let mut places: Vec<bool> = (0..tags).map(|tag| tag % 3 == 0).collect();
    let mut seed = 3_u64;
    let mut draw = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    let (begun, mut told, mut moved, mut alive) = (Instant::now(), 0.0, 0.0, 0);
    loop {
        let passed = begun.elapsed().as_secs_f64();
        let mut out = Vec::new();
        while told < passed * rate {
            told += 1.0;
            let tag = draw() % tags;
            // One in five is heard by the antenna next door, more weakly.
            let is_stray = draw() % 5 == 0;
            let antenna = 1 + u8::from(places[tag] != is_stray);
            let dbm = if is_stray { -65_i8 } else { -52 } + (draw() % 7) as i8;
            let now_us = SystemTime::now().duration_since(UNIX_EPOCH)?.as_micros() as u64;
            // The SGTIN of one item, with the tag's number.
            let mut report = vec![0x00, 0xF0, 0, 0, 0x8D, 0x30, 0x34, 0x25, 0x7B, 0xF4, 0x6D, 0xB6, 0x40];
            report.extend_from_slice(&(tag as u32).to_be_bytes());
            report.extend_from_slice(&[0x81, 0, antenna, 0x86, dbm as u8, 0x84]);
            report.extend_from_slice(&now_us.to_be_bytes());
            let len = report.len() as u16;
            report[2..4].copy_from_slice(&len.to_be_bytes());
            out.extend(frame(61, 0, report));
        }
        // Not in the first seconds: all arrive then.
        while passed > 10.0 && moved < (passed - 10.0) * tags as f64 / MOVES_ONE_IN {
            moved += 1.0;
            let tag = draw() % tags;
            places[tag] = !places[tag];
        }
        if passed as u64 / 2 > alive {
            alive = passed as u64 / 2;
            out.extend(frame(62, 1, Vec::new()));
        }
        stream.write_all(&out)?;
        std::thread::sleep(Duration::from_millis(2));
    }
}
