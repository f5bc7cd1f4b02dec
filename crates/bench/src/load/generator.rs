//! One thread of the load generator: an epoll loop over its connections.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use memchr::memmem;
use mio::{Events, Interest, Poll, Token};

use super::connection::Connection;
use super::{Load, Success, Tally};
use crate::template::Template;

/// How long replies may be missing after the last request before that is an error.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest nap between two looks at the clock when paced.
const NAP: Duration = Duration::from_micros(50);

/// Drives `clients` connections; counting begins after the warm-up that starts at `begin`.
pub fn run(load: &Load, clients: usize, begin: Instant, template: Template) -> Result<Tally> {
    Generator::open(load, clients, begin, template)?.run()
}

struct Generator<'a> {
    load: &'a Load,
    template: Template,
    poll: Poll,
    connections: Vec<Connection>,
    idle: Vec<usize>,
    due: Instant,
    gap: Option<Duration>,
    count_from: Instant,
    count_until: Instant,
    tally: Tally,
    scratch: Vec<u8>,
}

impl<'a> Generator<'a> {
    fn open(load: &'a Load, clients: usize, begin: Instant, template: Template) -> Result<Generator<'a>> {
        let poll = Poll::new().context("make an epoll instance")?;
        let mut connections = Vec::with_capacity(clients);
        for index in 0..clients {
            let mut connection = Connection::open(load.addr)?;
            let interest = Interest::READABLE | Interest::WRITABLE;
            poll.registry()
                .register(&mut connection.socket, Token(index), interest)
                .context("watch a socket")?;
            connections.push(connection);
        }
        let begin = begin.max(Instant::now());
        let count_from = begin + load.warm_up;
        let share = clients as f64 / load.clients as f64;
        Ok(Generator {
            load,
            template,
            poll,
            idle: (0..clients).collect(),
            connections,
            due: begin,
            gap: load.pace.map(|pace| Duration::from_secs_f64(1.0 / (pace * share))),
            count_from,
            count_until: count_from + load.counted,
            tally: Tally::new(load.counted),
            scratch: vec![0; 64 * 1024],
        })
    }

    fn run(mut self) -> Result<Tally> {
        let mut events = Events::with_capacity(self.connections.len().clamp(64, 1024));
        loop {
            let now = Instant::now();
            if now >= self.count_until {
                if self.idle.len() == self.connections.len() {
                    return Ok(self.tally);
                }
                if now > self.count_until + PATIENCE {
                    bail!("{} replies never came", self.connections.len() - self.idle.len());
                }
            } else {
                self.send_due(now)?;
            }
            self.wait(&mut events, now)?;
            for event in &events {
                let index = event.token().0;
                if event.is_writable() {
                    self.connections[index].flush()?;
                }
                if event.is_readable() {
                    self.receive(index)?;
                }
            }
        }
    }

    fn wait(&mut self, events: &mut Events, now: Instant) -> Result<()> {
        let timeout = match self.gap {
            // epoll counts in milliseconds: too coarse to keep a pace, so nap and look again.
            Some(_) if now < self.count_until => {
                std::thread::sleep(self.due.saturating_duration_since(now).min(NAP));
                Duration::ZERO
            }
            _ => Duration::from_millis(20),
        };
        match self.poll.poll(events, Some(timeout)) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => Ok(()),
            polled => polled.context("wait for sockets"),
        }
    }

    /// Sends on idle connections: all of them, or when paced as many as are due.
    fn send_due(&mut self, now: Instant) -> Result<()> {
        while let Some(&index) = self.idle.last() {
            let started = match self.gap {
                None => now,
                Some(_) if self.due > now => return Ok(()),
                Some(gap) => {
                    self.due += gap;
                    self.due - gap
                }
            };
            self.idle.pop();
            self.connections[index].send(self.template.fill(), started)?;
        }
        Ok(())
    }

    fn receive(&mut self, index: usize) -> Result<()> {
        let connection = &mut self.connections[index];
        let success = &self.load.success;
        let judge = |status: u16, body: &[u8]| success.judge(status, body);
        let Some(verdict) = connection.receive(self.load.protocol, &mut self.scratch, judge)? else {
            return Ok(());
        };
        let now = Instant::now();
        if (self.count_from..self.count_until).contains(&now) {
            count(&mut self.tally, verdict, now - connection.started);
        }
        match now < self.count_until && self.gap.is_none() {
            true => connection.send(self.template.fill(), now),
            false => {
                self.idle.push(index);
                Ok(())
            }
        }
    }
}

fn count(tally: &mut Tally, verdict: Result<u64, String>, latency: Duration) {
    tally.requests += 1;
    tally.latency.saturating_record(latency.as_nanos() as u64);
    match verdict {
        Ok(units) => tally.units += units,
        Err(reason) => tally.fail(reason),
    }
}

impl Success {
    /// The units of work in a reply, or why it is none.
    pub fn judge(&self, status: u16, body: &[u8]) -> Result<u64, String> {
        if !(200..300).contains(&status) {
            return Err(format!("{status} {}", beginning(body)));
        }
        match self {
            Success::Status => Ok(1),
            Success::Answer(expected) if status == *expected => Ok(1),
            Success::Answer(_) => Err(format!("{status} {}", beginning(body))),
            Success::Body(expected) if body == expected.as_bytes() => Ok(1),
            Success::Body(_) => Err(format!("{status} with another body: {}", beginning(body))),
            Success::Needles(needle, expected) => {
                let found = memmem::find_iter(body, needle.as_bytes()).count() as u64;
                match found == *expected {
                    true => Ok(found),
                    false => Err(format!("{found} of {expected} x {needle}")),
                }
            }
        }
    }
}

/// Enough of a body to know what went wrong, without numbers that would make each reason its own.
fn beginning(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(160)]);
    text.trim().replace(|letter: char| letter.is_ascii_digit(), "#")
}
