//! The binary as a process, for tests.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The key with all rights.
pub const KEY: &str = "test-key";

/// A running engine; killed when it goes out of sight.
pub struct Engine {
    /// Its process.
    pub process: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// What it has said so far.
    pub said: Arc<Mutex<Vec<String>>>,
}

impl Drop for Engine {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the engine said: {:#?}", self.said);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[allow(dead_code, reason = "no test uses all of it")]
impl Engine {
    /// Starts the binary on a data folder.
    pub fn start(data: &Path) -> Engine {
        Engine::start_by(Command::new(env!("CARGO_BIN_EXE_realtail")), data, &[])
    }

    /// The same by a command that ends in the binary, with settings.
    pub fn start_by(mut command: Command, data: &Path, settings: &[&str]) -> Engine {
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data);
        for setting in settings {
            command.args(["--set", setting]);
        }
        if command.get_envs().all(|(name, _)| name != "REALTAIL_LOG") {
            command.env("REALTAIL_LOG", "info");
        }
        let mut process =
            command.env("REALTAIL_ADMIN_KEY", KEY).stderr(Stdio::piped()).spawn().expect("the binary starts");
        let said = Arc::new(Mutex::new(Vec::new()));
        let mut lines = BufReader::new(process.stderr.take().expect("piped")).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            said.lock().expect("whole").push(line.clone());
            // Providers and webhooks are told of with their addresses too, before this line.
            let rest = line.split_once("console and interface at http://")?.1;
            rest.trim_end_matches('/').parse().ok()
        });
        let address = address.unwrap_or_else(|| panic!("the engine does not listen: {said:?}"));
        let rest = said.clone();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| rest.lock().expect("whole").push(line));
        });
        Engine { process, address, said }
    }

    /// The status and the JSON of the answer.
    pub fn call(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        self.raw(method, path, "application/json", text.as_bytes())
    }

    /// The same with a body of any kind.
    pub fn raw(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> (u16, Value) {
        self.try_raw(method, path, kind, body).expect("an answer")
    }

    /// The same, where the engine may be killed meanwhile.
    pub fn try_raw(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: &[u8],
    ) -> std::io::Result<(u16, Value)> {
        self.try_raw_as(KEY, method, path, kind, body)
    }

    /// A metric as `/metrics` tells it, where it does, with its kind and its help in lines of their own.
    pub fn metric(&self, name: &str) -> Option<u64> {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n").expect("sent");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("an answer");
        let kind = if name.ends_with("_total") { "counter" } else { "gauge" };
        let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))?;
        assert!(text.contains(&format!("# TYPE {name} {kind}\n")), "{text}");
        assert!(text.contains(&format!("# HELP {name} ")), "{text}");
        Some(value.parse().expect("a number"))
    }

    /// The same with another key.
    pub fn try_raw_as(
        &self,
        key: &str,
        method: &str,
        path: &str,
        kind: &str,
        body: &[u8],
    ) -> std::io::Result<(u16, Value)> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n\
             Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        // A body that is too large is refused before it has been sent.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").ok_or(std::io::ErrorKind::UnexpectedEof)?;
        let status =
            head.split(' ').nth(1).and_then(|s| s.parse().ok()).ok_or(std::io::ErrorKind::InvalidData)?;
        Ok((status, serde_json::from_str(body).unwrap_or(Value::Null)))
    }
}
