//! Which running engine a command speaks to, with which key, and the speaking itself.

use anyhow::{Context, bail};
use clap::Args;
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);
/// How often an engine that is busy is asked again, once a second.
const BUSY_MAX: u32 = 60;

/// Which engine.
#[derive(Args)]
pub struct At {
    /// Where the engine listens.
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:7070", env = "REALTAIL_LISTEN")]
    listen: String,
    /// A file with an API key on its first line. Without it, REALTAIL_KEY or REALTAIL_ADMIN_KEY holds the key. It is
    /// not taken from the command line, which every process of the machine can read.
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
}

impl At {
    /// Finds the key. It is not tried yet.
    pub fn engine(&self) -> anyhow::Result<Engine> {
        let key = match &self.key_file {
            Some(path) => from_file(path).with_context(|| format!("read the key in {}", path.display()))?,
            None => from_environment().context(
                "there is no API key; name a file that holds one with --key-file, or set REALTAIL_KEY",
            )?,
        };
        if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            bail!(
                "the API key has a space or a character that no key has; give it as `realtail keys create` printed it"
            );
        }
        Ok(Engine::new(&self.listen, key))
    }

    /// Whether the key is named by a file.
    pub fn names_a_file(&self) -> bool {
        self.key_file.is_some()
    }

    /// With a key that was found elsewhere.
    pub fn with_key(&self, key: &str) -> Engine {
        Engine::new(&self.listen, key.to_owned())
    }
}

fn from_file(path: &Path) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(path)?;
    let key = text.lines().next().unwrap_or_default().trim();
    if key.is_empty() {
        bail!("its first line is empty; put the key there");
    }
    Ok(key.to_owned())
}

fn from_environment() -> Option<String> {
    let variables = ["REALTAIL_KEY", "REALTAIL_ADMIN_KEY"].into_iter();
    variables.filter_map(|name| std::env::var(name).ok()).find(|key| !key.is_empty())
}

/// A running engine.
pub struct Engine {
    address: String,
    key: String,
}

/// A call.
pub struct Call<'a> {
    /// GET, POST, …
    pub method: &'a str,
    /// Path and query.
    pub path: &'a str,
    /// What kind of body.
    pub content_type: &'a str,
    /// The body; empty for none.
    pub body: &'a str,
}

impl<'a> Call<'a> {
    /// Reads.
    pub fn get(path: &'a str) -> Call<'a> {
        Call { method: "GET", path, content_type: "application/json", body: "" }
    }
}

impl Engine {
    fn new(listen: &str, key: String) -> Engine {
        let address = listen.strip_prefix("http://").unwrap_or(listen).trim_end_matches('/');
        Engine { address: address.to_owned(), key }
    }

    /// Asks until the engine has time. The problem document where it refuses; a fault where asking again is no use.
    pub fn ask(&self, call: &Call<'_>) -> anyhow::Result<Result<Value, Value>> {
        for _ in 0..BUSY_MAX {
            let (status, answer) = self.exchange(call)?;
            let answer = serde_json::from_str(&answer).unwrap_or_default();
            match status {
                200..300 => return Ok(Ok(answer)),
                401 | 403 => bail!("{}", reason(&answer)),
                429 | 503 => std::thread::sleep(Duration::from_secs(1)),
                400..500 => return Ok(Err(answer)),
                _ => bail!(
                    "the engine answered {status} to {} {}: {}",
                    call.method,
                    call.path,
                    reason(&answer)
                ),
            }
        }
        bail!("the engine has been too busy for {BUSY_MAX} s; try again later")
    }

    /// Reads what must be there.
    pub fn get(&self, path: &str) -> anyhow::Result<Value> {
        self.ask(&Call::get(path))?.map_err(|problem| anyhow::anyhow!("read {path}: {}", reason(&problem)))
    }

    /// One call, one connection. The status and the body of the answer.
    pub fn exchange(&self, call: &Call<'_>) -> anyhow::Result<(u16, String)> {
        self.exchange_once(call, None)
    }

    /// The same, carried out once under a key however often it is sent.
    pub fn exchange_once(&self, call: &Call<'_>, key: Option<&str>) -> anyhow::Result<(u16, String)> {
        let Call { method, path, content_type, body } = call;
        let mut stream = self.connect()?;
        let mut head = format!("Content-Type: {content_type}\r\nContent-Length: {}\r\n", body.len());
        if let Some(key) = key {
            if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
                bail!("the key {key:?} has a space or a character that no idempotency key has");
            }
            head.push_str(&format!("Idempotency-Key: {key}\r\n"));
        }
        self.send(&mut stream, &format!("{method} {path} HTTP/1.1"), &head, body)?;
        let mut answer = Vec::new();
        let read = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let Some((head, body)) = answer.split_once("\r\n\r\n") else {
            read.with_context(|| format!("hear the answer to {method} {path}"))?;
            bail!("the engine at {} closed without an answer to {method} {path}", self.address);
        };
        Ok((status(head)?, body.to_owned()))
    }

    /// A stream that is read line by line: as HTTP/1.0, whose body is plain and ends with the connection.
    pub fn follow(&self, path: &str) -> anyhow::Result<TcpStream> {
        let mut stream = self.connect()?;
        self.send(&mut stream, &format!("GET {path} HTTP/1.0"), "", "")?;
        Ok(stream)
    }

    fn connect(&self) -> anyhow::Result<TcpStream> {
        let stream = TcpStream::connect(&self.address)
            .with_context(|| format!("reach the engine at {}; is it running?", self.address))?;
        stream.set_read_timeout(Some(ANSWER_WITHIN))?;
        Ok(stream)
    }

    fn send(&self, stream: &mut TcpStream, line: &str, head: &str, body: &str) -> anyhow::Result<()> {
        let Engine { address, key } = self;
        let start = format!(
            "{line}\r\nHost: {address}\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n{head}\r\n"
        );
        stream.write_all(start.as_bytes())?;
        // A body that is too large is refused before it has been sent; the answer says so.
        let _ = stream.write_all(body.as_bytes());
        Ok(())
    }
}

/// The status in the first line of an answer.
pub fn status(head: &str) -> anyhow::Result<u16> {
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.context("the answer has no status: is that a Realtail engine?")
}

/// What a problem document says.
pub fn reason(problem: &Value) -> &str {
    problem["detail"].as_str().or(problem["title"].as_str()).unwrap_or("the engine gave no reason")
}
