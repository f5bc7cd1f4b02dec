//! The outbox on a real engine, through the public interface.

use super::*;
use crate::config;
use crate::serve::{self, Running};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Answers every delivery with `status`, and keeps the bodies.
struct Receiver {
    address: SocketAddr,
    status: Arc<AtomicU16>,
    bodies: Arc<Mutex<Vec<Value>>>,
}

impl Receiver {
    fn new(status: u16) -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (status, bodies) = (Arc::new(AtomicU16::new(status)), Arc::new(Mutex::new(Vec::new())));
        let receiver = Receiver { address, status: status.clone(), bodies: bodies.clone() };
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (headers, body) = read_message(&mut stream);
                assert!(headers.contains("webhook-signature: v1,"), "{headers}");
                bodies.lock().expect("no panic").push(serde_json::from_str(&body).expect("JSON"));
                let status = status.load(Ordering::SeqCst);
                let answer = format!("HTTP/1.1 {status} x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                stream.write_all(answer.as_bytes()).expect("sent");
            }
        });
        receiver
    }

    fn bodies(&self) -> Vec<Value> {
        self.bodies.lock().expect("no panic").clone()
    }
}

fn read_message(stream: &mut TcpStream) -> (String, String) {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line");
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
        if line.trim_end().is_empty() {
            break;
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    (head, String::from_utf8(body).expect("text"))
}

/// An engine that was started, and a key to it.
struct Shop {
    running: Running,
    key: String,
}

impl Shop {
    fn open(data: &Path, key: Option<String>) -> Shop {
        let set = ["webhook.attempts_max=2", "webhook.backoff_ms=20", "webhook.timeout_ms=1000"];
        let flags = config::Flags {
            data: Some(data.to_owned()),
            listen: Some("127.0.0.1:0".to_owned()),
            set: set.map(str::to_owned).to_vec(),
            ..config::Flags::default()
        };
        let running = serve::start(&config::read(&flags).expect("good settings")).expect("a start");
        let key = key.or_else(|| running.new_key.clone()).expect("a key");
        Shop { running, key }
    }

    fn call(&self, method: &str, path: &str, body: Value) -> Value {
        let mut stream = TcpStream::connect(self.running.address()).expect("a connection");
        let body = if body.is_null() { String::new() } else { body.to_string() };
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.key,
            body.len(),
        )
        .expect("sent");
        let (head, body) = read_message(&mut stream);
        assert!(head.starts_with("HTTP/1.1 2"), "{method} {path}: {head}{body}");
        serde_json::from_str(&body).unwrap_or_default()
    }

    /// Stock of one unit of an item that is then sold out.
    fn sell_out(&self, item: &str) {
        let site = json!({"name": "One", "kind": "store", "timezone": "Europe/Berlin"});
        self.call("PUT", "/v1/sites/S1", site);
        self.call("PUT", &format!("/v1/items/{item}"), json!({"name": item}));
        for (from, to, reason) in [
            (json!({"outside": "supplier"}), json!({"site": "S1"}), "receipt"),
            (json!({"site": "S1"}), json!({"outside": "waste"}), "waste"),
        ] {
            let line = json!({"item": item, "quantity": 1, "from": from, "to": to, "reason": reason});
            self.call("POST", "/v1/stock/moves", json!({"moves": [line]}));
        }
    }

    fn actions(&self) -> Vec<(u64, String)> {
        let page = self.call("GET", "/v1/actions", Value::Null);
        let rows = page["actions"].as_array().cloned().unwrap_or_default();
        let row = |row: &Value| {
            (row["position"].as_u64().unwrap_or(0), row["id"].as_str().unwrap_or("").to_owned())
        };
        rows.iter().rev().map(row).collect()
    }

    fn webhook(&self) -> Value {
        self.call("GET", "/v1/webhooks", Value::Null)["webhooks"][0].clone()
    }
}

#[track_caller]
fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..1000 {
        if so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("never: {what}");
}

#[test]
fn actions_reach_a_webhook_through_failures_and_a_restart() {
    let data = tempfile::tempdir().expect("a folder");
    let receiver = Receiver::new(200);
    let shop = Shop::open(data.path(), None);
    let url = json!({"url": format!("http://{}/", receiver.address)});
    let set = shop.call("PUT", "/v1/webhooks/till", url);
    assert!(set["signing_secret"].as_str().is_some_and(|secret| secret.starts_with("whsec_")));

    shop.sell_out("A");
    let actions = shop.actions();
    assert!(!actions.is_empty(), "something was decided");
    until("delivered", || receiver.bodies().len() == actions.len());
    let (body, (_, id)) = (&receiver.bodies()[0], &actions[0]);
    assert_eq!(body["id"].as_str(), Some(id.as_str()));
    assert!(body["traceid"].is_string() && body["cause"].is_string(), "{body}");
    assert!(body["type"].as_str().is_some_and(|kind| kind.starts_with("retail.action.")), "{body}");
    until("the cursor is written down", || {
        shop.webhook()["delivered_through"].as_u64() >= actions.last().map(|(position, _)| *position)
    });
    let delays = shop.call("GET", "/v1/delays", Value::Null)["rows"].clone();
    let is_delivered = |row: &&Value| row["action"] == "webhook_delivered";
    let rows = delays.as_array().cloned().unwrap_or_default();
    let counted: u64 = rows.iter().filter(is_delivered).filter_map(|row| row["count"].as_u64()).sum();
    assert_eq!(counted, actions.len() as u64, "{delays}");
    assert!(rows.iter().all(|row| row["signal"] != "outbox.advance"), "{delays}");

    // It fails: given up, and kept for a person to look at.
    receiver.status.store(500, Ordering::SeqCst);
    shop.sell_out("B");
    let failed: Vec<(u64, String)> = shop.actions().split_off(actions.len());
    until("given up", || shop.webhook()["dead_letters"].as_u64() == Some(failed.len() as u64));
    let letters = shop.call("GET", "/v1/dead-letters", Value::Null)["dead_letters"].clone();
    assert_eq!(letters[0]["attempts"], 2, "{letters}");
    assert!(letters[0]["error"].as_str().is_some_and(|error| error.contains("500")), "{letters}");

    // Stopped, started, mended, sent again.
    let Shop { running, key } = shop;
    running.stop().expect("a clean stop");
    receiver.status.store(200, Ordering::SeqCst);
    let shop = Shop::open(data.path(), Some(key));
    let before = receiver.bodies().len();
    for (position, _) in &failed {
        shop.call("POST", &format!("/v1/dead-letters/till/{position}/resend"), Value::Null);
    }
    until("sent again", || receiver.bodies().len() >= before + failed.len());
    assert_eq!(shop.webhook()["dead_letters"], 0);
    let resent: Vec<&str> = failed.iter().map(|(_, id)| id.as_str()).collect();
    let bodies = receiver.bodies();
    assert!(resent.iter().all(|id| bodies[before..].iter().any(|body| body["id"] == *id)), "{bodies:?}");

    // Taken away: nothing more is told.
    let told = receiver.bodies().len();
    shop.call("DELETE", "/v1/webhooks/till", Value::Null);
    shop.sell_out("C");
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(receiver.bodies().len(), told);
    shop.running.stop().expect("a clean stop");
}
