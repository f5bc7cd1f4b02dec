//! The binary as a process, for tests.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The key with all rights.
pub const KEY: &str = "test-key";

/// A running engine; killed when it goes out of sight.
pub struct Engine {
    /// Its process.
    pub process: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Engine {
    /// Starts the binary on a data folder.
    pub fn start(data: &Path) -> Engine {
        let mut process = Command::new(env!("CARGO_BIN_EXE_realtail"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env("REALTAIL_ADMIN_KEY", KEY)
            .env("REALTAIL_LOG", "info")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut lines = BufReader::new(process.stderr.take().expect("piped")).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let rest = line.split_once("http://")?.1;
            rest.trim_end_matches('/').parse().ok()
        });
        let address = address.expect("the engine says where it listens");
        std::thread::spawn(move || lines.for_each(drop));
        Engine { process, address }
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
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {KEY}\r\nConnection: close\r\n\
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
