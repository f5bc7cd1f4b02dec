//! Push services for tests: the npm package web-push-testing, which decrypts; and one that answers what it is told to.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The push service of the npm package, as a process.
pub struct TestingService {
    process: Child,
    port: u16,
    /// It keeps its notes where it runs.
    _folder: tempfile::TempDir,
}

impl Drop for TestingService {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl TestingService {
    /// Starts it; nothing where `REALTAIL_WEB_PUSH_TESTING` does not name the folder of the package.
    pub fn start() -> Option<TestingService> {
        let package = PathBuf::from(std::env::var_os("REALTAIL_WEB_PUSH_TESTING")?);
        let free = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("a port").port();
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new("node");
        command.arg(package.join("src/bin/server.js")).arg(free.to_string()).current_dir(folder.path());
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("node starts");
        let service = TestingService { process, port: free, _folder: folder };
        let begun = Instant::now();
        while TcpStream::connect(("localhost", free)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "the push service does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(service)
    }

    fn ask(&self, path: &str, body: &Value) -> Value {
        let mut stream = TcpStream::connect(("localhost", self.port)).expect("a connection");
        let body = body.to_string();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).expect("sent");
        stream.write_all(body.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        serde_json::from_str(body).unwrap_or_default()
    }

    /// A phone that takes messages of this key: its name there, its address, and its keys.
    pub fn subscribe(&self, key: &str) -> (String, String, String, String) {
        let options = json!({"userVisibleOnly": "true", "applicationServerKey": key});
        let answer = self.ask("/subscribe", &options);
        let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
        let data = &answer["data"];
        let keys = &data["keys"];
        (text(&data["clientHash"]), text(&data["endpoint"]), text(&keys["p256dh"]), text(&keys["auth"]))
    }

    /// What a phone was told, decrypted.
    pub fn messages(&self, client: &str) -> Vec<String> {
        let answer = self.ask("/get-notifications", &json!({"clientHash": client}));
        let messages = answer["data"]["messages"].as_array().cloned().unwrap_or_default();
        messages.iter().filter_map(|message| message.as_str().map(str::to_owned)).collect()
    }

    /// The phone is known no more.
    pub fn expire(&self, client: &str) {
        self.ask(&format!("/expire-subscription/{client}"), &json!({}));
    }
}

#[derive(Default)]
struct Notes {
    arrived: Vec<(String, Instant)>,
    answers: VecDeque<String>,
}

/// A push service that notes what arrives and answers what it is told to, else 201.
pub struct Receiver {
    port: u16,
    notes: Arc<Mutex<Notes>>,
}

impl Receiver {
    pub fn start() -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("a port").port();
        let notes: Arc<Mutex<Notes>> = Arc::default();
        let kept = notes.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let notes = kept.clone();
                std::thread::spawn(move || serve(stream, &notes));
            }
        });
        Receiver { port, notes }
    }

    pub fn endpoint(&self, name: &str) -> String {
        format!("http://127.0.0.1:{}/send/{name}", self.port)
    }

    /// What the next few are answered.
    pub fn answer(&self, status: &str, times: usize) {
        let mut notes = self.notes.lock().expect("whole");
        notes.answers.extend(std::iter::repeat_n(status.to_owned(), times));
    }

    pub fn arrived(&self) -> Vec<(String, Instant)> {
        self.notes.lock().expect("whole").arrived.clone()
    }
}

fn serve(stream: TcpStream, notes: &Mutex<Notes>) {
    let mut answers = stream.try_clone().expect("a stream");
    let mut reader = BufReader::new(stream);
    loop {
        let (mut path, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if path.is_empty() {
                path = line.split(' ').nth(1).unwrap_or_default().to_owned();
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        let mut body = vec![0; length];
        if reader.read_exact(&mut body).is_err() {
            return;
        }
        let status = {
            let mut notes = notes.lock().expect("whole");
            notes.arrived.push((path, Instant::now()));
            notes.answers.pop_front().unwrap_or_else(|| "201 Created".to_owned())
        };
        let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
        if answers.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}
