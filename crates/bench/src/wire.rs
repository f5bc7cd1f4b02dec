//! A plain HTTP client, one call at a time, for loading and looking.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::reply::{Parsed, Protocol};

/// A connection that stays open.
#[derive(Debug)]
pub struct Wire {
    addr: SocketAddr,
    socket: TcpStream,
    headers: String,
    received: Vec<u8>,
}

impl Wire {
    /// Connects; `key` goes into every call.
    pub fn open(addr: SocketAddr, key: &str) -> Result<Wire> {
        Wire::with_header(addr, "authorization", &format!("Bearer {key}"))
    }

    /// Connects; this header goes into every call.
    pub fn with_header(addr: SocketAddr, name: &str, value: &str) -> Result<Wire> {
        let socket = TcpStream::connect_timeout(&addr, Duration::from_secs(2)).context("connect")?;
        socket.set_nodelay(true).context("set TCP_NODELAY")?;
        socket.set_read_timeout(Some(Duration::from_secs(120))).context("set a time-out")?;
        Ok(Wire { addr, socket, headers: format!("{name}: {value}\r\n"), received: Vec::new() })
    }

    /// One call; the status and the body.
    pub fn call(&mut self, method: &str, path: &str, body: &str) -> Result<(u16, String)> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.addr);
        request += &self.headers;
        if method != "GET" {
            request += &format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len());
        }
        request += "\r\n";
        request += body;
        self.socket.write_all(request.as_bytes()).with_context(|| format!("send {method} {path}"))?;
        let mut chunk = vec![0; 64 * 1024];
        self.received.clear();
        loop {
            match Protocol::Http.parse(&self.received) {
                Parsed::Reply { status, body, .. } => {
                    return Ok((status, String::from_utf8_lossy(body).into_owned()));
                }
                Parsed::Broken(reason) => bail!("answer to {method} {path}: {reason}"),
                Parsed::Incomplete => (),
            }
            let count = self
                .socket
                .read(&mut chunk)
                .with_context(|| format!("read the answer to {method} {path}"))?;
            if count == 0 {
                bail!("the connection closed before {method} {path} was answered");
            }
            self.received.extend_from_slice(&chunk[..count]);
        }
    }

    /// One call that must succeed.
    pub fn must(&mut self, method: &str, path: &str, body: &str) -> Result<String> {
        for _ in 0..200 {
            match self.call(method, path, body)? {
                (200..300, body) => return Ok(body),
                // Busy: what it says to do is to come back.
                (429 | 503, _) => std::thread::sleep(Duration::from_millis(50)),
                (status, body) => {
                    let start: String = body.chars().take(400).collect();
                    bail!("{method} {path} was answered {status}: {start}")
                }
            }
        }
        bail!("{method} {path}: busy for ten seconds")
    }
}
