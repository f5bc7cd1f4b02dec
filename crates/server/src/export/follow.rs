//! The stream of events of an engine, line by line, however long it is.

use super::Stopped;
use crate::reach::{Engine, reason, status};
use anyhow::{Context, anyhow};
use realtail_kernel::Instant;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;

/// What the engine says where nothing has happened for a while.
const STILL_HERE: &[u8] = b": still here";

/// An event as `/v1/events` tells it.
#[derive(Deserialize)]
pub(super) struct Told<'a> {
    /// Its position, a dot, and its number in the entry.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    pub kind: Cow<'a, str>,
    pub time: Instant,
    pub subject: Option<String>,
    #[serde(borrow)]
    pub traceid: Cow<'a, str>,
    pub cause: Option<String>,
    #[serde(borrow)]
    pub by: Cow<'a, str>,
    #[serde(borrow)]
    pub data: &'a RawValue,
}

impl Told<'_> {
    /// Its position, and its number in the entry.
    pub fn place(&self) -> anyhow::Result<(u64, u64)> {
        let place = self.id.split_once('.').and_then(|(position, number)| {
            let number = number.parse().ok()?;
            Some((position.parse().ok()?, number))
        });
        place.with_context(|| format!("the id {:?} is no position and number", self.id))
    }
}

/// What comes next.
pub(super) enum Heard<'a> {
    Event(Box<Told<'a>>),
    /// Nothing has happened for a while.
    Nothing,
}

/// A stream of events.
pub(super) struct Follower {
    stream: BufReader<TcpStream>,
    line: Vec<u8>,
}

impl Follower {
    /// Opens the stream behind an event.
    pub fn open(engine: &Engine, after: &str) -> Result<Follower, Stopped> {
        let stream = engine.follow(&format!("/v1/events?after={after}")).map_err(Stopped::BrokenOff)?;
        let mut follower = Follower { stream: BufReader::with_capacity(1 << 16, stream), line: Vec::new() };
        follower.read_line()?;
        let status = status(&String::from_utf8_lossy(&follower.line)).map_err(Stopped::Fault)?;
        while !follower.line.is_empty() {
            follower.read_line()?;
        }
        match status {
            200 => Ok(follower),
            429 | 503 => Err(Stopped::BrokenOff(anyhow!("the engine is too busy; try again later"))),
            _ => Err(Stopped::Fault(follower.refused())),
        }
    }

    fn refused(mut self) -> anyhow::Error {
        let mut body = String::new();
        // What could not be read is said as no reason.
        let _ = self.stream.read_to_string(&mut body);
        anyhow!("{}", reason(&serde_json::from_str(&body).unwrap_or_default()).to_owned())
    }

    /// The next event; waits for it.
    pub fn hear(&mut self) -> Result<Heard<'_>, Stopped> {
        const DATA: &[u8] = b"data:";
        loop {
            self.read_line()?;
            if self.line == STILL_HERE {
                return Ok(Heard::Nothing);
            }
            if self.line.starts_with(DATA) {
                break;
            }
        }
        let told = serde_json::from_slice(&self.line[DATA.len()..]).context("read an event");
        told.map(Heard::Event).map_err(Stopped::Fault)
    }

    /// The next line, without its end. A line that is cut off is none.
    fn read_line(&mut self) -> Result<(), Stopped> {
        self.line.clear();
        let read = self.stream.read_until(b'\n', &mut self.line).context("hear the engine");
        read.map_err(Stopped::BrokenOff)?;
        if self.line.pop() != Some(b'\n') {
            return Err(Stopped::BrokenOff(anyhow!("the engine has broken off its stream of events")));
        }
        if self.line.last() == Some(&b'\r') {
            self.line.pop();
        }
        Ok(())
    }
}
