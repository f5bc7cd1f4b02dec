//! An agent's platform: it has a profile, and takes in what shops tell it of orders.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// What it was told.
pub struct Told {
    pub headers: Vec<(String, String)>,
    pub body: Value,
}

impl Told {
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("{name} among {:?}", self.headers)).1
    }
}

/// A platform that listens.
pub struct Platform {
    /// What it says of itself in the header `UCP-Agent`.
    pub agent: String,
    told: Receiver<Told>,
}

impl Platform {
    /// Takes in what it is told; so many times it fails first.
    pub fn listen(failures: u32) -> Platform {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let profile = json!({"ucp": {"version": "2026-04-08", "capabilities": {"dev.ucp.shopping.order": [
            {"version": "2026-04-08", "config": {"webhook_url": format!("{base}/events/order")}}]}}});
        let (sender, told) = channel();
        let mut failures = failures;
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(stream, &profile, &mut failures, &sender);
            }
        });
        Platform { agent: format!("profile=\"{base}/profile.json\""), told }
    }

    /// What comes next.
    #[track_caller]
    pub fn next(&self) -> Told {
        self.told.recv_timeout(Duration::from_secs(20)).expect("something is told")
    }
}

fn serve(stream: TcpStream, profile: &Value, failures: &mut u32, sender: &Sender<Told>) {
    let mut reader = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    };
    let asked = line();
    let lines = std::iter::from_fn(|| Some(line()).filter(|line| !line.is_empty()));
    let header = |line: String| line.split_once(": ").map(|(n, v)| (n.to_lowercase(), v.to_owned()));
    let headers: Vec<(String, String)> = lines.filter_map(header).collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let mut body = vec![0; length.map_or(0, |(_, length)| length.parse().expect("a length"))];
    reader.read_exact(&mut body).expect("a body");
    let mut status = "200 OK";
    let answer = if asked.starts_with("GET ") {
        profile.to_string()
    } else {
        if *failures > 0 {
            *failures -= 1;
            status = "500 Not now";
        }
        let body = serde_json::from_slice(&body).expect("JSON");
        // The test may have seen enough.
        let _ = sender.send(Told { headers, body });
        String::new()
    };
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", answer.len());
    let mut stream = reader.into_inner();
    stream.write_all(format!("{head}{answer}").as_bytes()).expect("answered");
}
