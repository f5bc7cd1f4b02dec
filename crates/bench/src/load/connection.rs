//! One client: a socket with at most one request outstanding.

use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use mio::net::TcpStream;

use crate::reply::{Parsed, Protocol};

/// A client of the generator.
pub struct Connection {
    /// The socket, for registration.
    pub socket: TcpStream,
    /// When the outstanding request was sent, or was due.
    pub started: Instant,
    unsent: Vec<u8>,
    received: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub fn open(addr: SocketAddr) -> Result<Connection> {
        let socket = std::net::TcpStream::connect(addr).with_context(|| format!("connect to {addr}"))?;
        socket.set_nodelay(true).context("set TCP_NODELAY")?;
        socket.set_nonblocking(true).context("set nonblocking")?;
        let socket = TcpStream::from_std(socket);
        Ok(Connection { socket, started: Instant::now(), unsent: Vec::new(), received: Vec::new() })
    }

    /// Sends what the socket takes at once and keeps the rest.
    pub fn send(&mut self, request: &[u8], started: Instant) -> Result<()> {
        self.started = started;
        let sent = write_some(&mut self.socket, request)?;
        if sent < request.len() {
            self.unsent.extend_from_slice(&request[sent..]);
        }
        Ok(())
    }

    /// Sends more of what is left.
    pub fn flush(&mut self) -> Result<()> {
        if !self.unsent.is_empty() {
            let sent = write_some(&mut self.socket, &self.unsent)?;
            self.unsent.drain(..sent);
        }
        Ok(())
    }

    /// Reads what has come; where that completes the reply, gives it to `answered`.
    pub fn receive<T>(
        &mut self,
        protocol: Protocol,
        scratch: &mut [u8],
        answered: impl FnOnce(u16, &[u8]) -> T,
    ) -> Result<Option<T>> {
        loop {
            let count = match self.socket.read(scratch) {
                Ok(0) => bail!("the server closed a connection"),
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(None),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error).context("read reply"),
            };
            let received = match self.received.is_empty() {
                true => &scratch[..count],
                false => {
                    self.received.extend_from_slice(&scratch[..count]);
                    &self.received
                }
            };
            match protocol.parse(received) {
                Parsed::Reply { length, status, body } if length == received.len() => {
                    let answer = answered(status, body);
                    self.received.clear();
                    return Ok(Some(answer));
                }
                Parsed::Reply { .. } => bail!("bytes after the reply to the only request outstanding"),
                Parsed::Broken(reason) => bail!("cannot follow the reply: {reason}"),
                Parsed::Incomplete if self.received.is_empty() => {
                    self.received.extend_from_slice(&scratch[..count])
                }
                Parsed::Incomplete => (),
            }
            // Edge-triggered: a short read has emptied the socket, and what comes later wakes us again.
            if count < scratch.len() {
                return Ok(None);
            }
        }
    }
}

fn write_some(socket: &mut TcpStream, bytes: &[u8]) -> Result<usize> {
    let mut sent = 0;
    while sent < bytes.len() {
        match socket.write(&bytes[sent..]) {
            Ok(count) => sent += count,
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) if error.kind() == ErrorKind::Interrupted => (),
            Err(error) => return Err(error).context("send request"),
        }
    }
    Ok(sent)
}
