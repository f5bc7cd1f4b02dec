//! One reader: connected to, told what to do, listened to, and connected to again.

use crate::counters::Counters;
use crate::desk::Desk;
use crate::frame::{Frame, Frames, NotAFrame};
use crate::message::{self, ReaderEvent};
use crate::report::tag_reports;
use crate::{Meeting, Settings};
use bytes::BytesMut;
use realtail_kernel::DeviceId;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;

/// The port of the protocol.
const PORT: u16 = 5084;

/// Why a connection ended.
#[derive(Debug, thiserror::Error)]
enum Lost {
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    NotAFrame(#[from] NotAFrame),
    #[error("it said nothing for {0:?}")]
    Quiet(Duration),
    #[error("it closed the connection")]
    Closed,
    #[error("it refuses the connection (status {0}): somebody else may be connected")]
    NotTaken(u16),
    #[error("it refuses {what}: status {code} {why}")]
    Refused { what: &'static str, code: u16, why: String },
}

struct Session<'a> {
    desk: &'a dyn Desk,
    counters: &'a Counters,
    device: &'a DeviceId,
    stream: TcpStream,
    frames: Frames,
    quiet_max: Duration,
    next_id: u32,
}

/// Follows a reader until it is told to stop.
pub async fn follow(meeting: Meeting, device: DeviceId, address: String, mut stopped: watch::Receiver<bool>) {
    let settings = &meeting.settings;
    let mut wait = settings.backoff_base;
    loop {
        let begun = Instant::now();
        let lost = match connect(&meeting, &device, &address, &mut stopped).await {
            Ok(()) => return,
            Err(lost) => lost,
        };
        meeting.counters.lose();
        // A reader that has worked for a while is met again at once.
        if begun.elapsed() > settings.backoff_max {
            wait = settings.backoff_base;
        }
        tracing::warn!("the reader {device} at {address} is lost: {lost}; trying again in {wait:?}");
        let stop = stopped.wait_for(|stopped| *stopped);
        if timeout(wait, stop).await.is_ok() {
            return;
        }
        wait = (wait * 2).min(settings.backoff_max);
    }
}

/// Connects and listens until the connection is lost; returns well where it was told to stop.
async fn connect(
    Meeting { desk, settings, counters }: &Meeting,
    device: &DeviceId,
    address: &str,
    stopped: &mut watch::Receiver<bool>,
) -> Result<(), Lost> {
    let target = with_port(address);
    let stream = tokio::select! {
        stream = timeout(settings.timeout, TcpStream::connect(target)) => {
            stream.map_err(|_| Lost::Quiet(settings.timeout))??
        }
        _ = stopped.wait_for(|stopped| *stopped) => return Ok(()),
    };
    stream.set_nodelay(true)?;
    let (frames, quiet_max) = (Frames::default(), settings.timeout);
    let mut session = Session { desk: &**desk, counters, device, stream, frames, quiet_max, next_id: 1 };
    tokio::select! {
        begun = session.begin(settings) => begun?,
        _ = stopped.wait_for(|stopped| *stopped) => return Ok(()),
    }
    session.quiet_max = settings.keepalive * 3;
    let _connected = counters.begin();
    let lost = tokio::select! {
        lost = session.listen() => Some(lost),
        _ = stopped.wait_for(|stopped| *stopped) => None,
    };
    if let Some(lost) = lost {
        return lost;
    }
    session.quiet_max = Duration::from_secs(1);
    // It lets go by itself where it does not answer.
    let _ = session.ask("to be let go", message::CLOSE_CONNECTION, message::empty).await;
    Ok(())
}

/// The address with the port of the protocol, where none is said.
fn with_port(address: &str) -> String {
    let has_port = match address.rsplit_once(':') {
        // An address of version 6 has many colons, and a port only behind brackets.
        Some((host, port)) => port.parse::<u16>().is_ok() && (host.ends_with(']') || !host.contains(':')),
        None => false,
    };
    match has_port {
        true => address.to_owned(),
        false if address.contains(':') && !address.starts_with('[') => format!("[{address}]:{PORT}"),
        false => format!("{address}:{PORT}"),
    }
}

impl Session<'_> {
    /// Has the reader report all that it hears.
    async fn begin(&mut self, settings: &Settings) -> Result<(), Lost> {
        self.taken().await?;
        let answer = self
            .ask("to say what it is", message::GET_READER_CAPABILITIES, message::get_capabilities)
            .await?;
        let described = message::described(&answer.body).unwrap_or_else(|| "nothing".to_owned());
        self.ask("to be configured", message::SET_READER_CONFIG, |out: &mut BytesMut| {
            message::set_config(out, settings.keepalive);
        })
        .await?;
        // Where there is nothing to delete some readers refuse, and that is as good.
        match self.ask("to forget the rest", message::DELETE_ROSPEC, message::delete_all).await {
            Ok(_) | Err(Lost::Refused { .. }) => (),
            Err(lost) => return Err(lost),
        }
        self.ask("to take a rule for reading", message::ADD_ROSPEC, message::add_rospec).await?;
        self.ask("to put it in force", message::ENABLE_ROSPEC, message::rospec_id).await?;
        self.ask("to read", message::START_ROSPEC, message::rospec_id).await?;
        tracing::info!("the reader {} reads; it says of itself: {described}", self.device);
        Ok(())
    }

    /// Waits until the reader takes the connection: its first word.
    async fn taken(&mut self) -> Result<(), Lost> {
        loop {
            let frame = self.next().await?;
            let events = match frame.kind {
                message::READER_EVENT_NOTIFICATION => message::events(&frame.body),
                _ => Vec::new(),
            };
            for event in events {
                match event {
                    ReaderEvent::ConnectionAttempt(0) => return Ok(()),
                    ReaderEvent::ConnectionAttempt(status) => return Err(Lost::NotTaken(status)),
                    ReaderEvent::ConnectionClosed => return Err(Lost::Closed),
                    ReaderEvent::Antenna { .. } | ReaderEvent::Exception(_) => (),
                }
            }
        }
    }

    async fn listen(&mut self) -> Result<(), Lost> {
        loop {
            let frame = self.next().await?;
            self.take(&frame).await?;
        }
    }

    /// Asks, and takes in what comes before the answer.
    async fn ask(
        &mut self,
        what: &'static str,
        kind: u16,
        body: impl FnOnce(&mut BytesMut),
    ) -> Result<Frame, Lost> {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&message::frame(kind, id, body)).await?;
        let until = tokio::time::Instant::now() + self.quiet_max;
        loop {
            // A reader that hears many tags is never quiet, but may still not answer.
            let next = tokio::time::timeout_at(until, self.next()).await;
            let frame = next.map_err(|_| Lost::Quiet(self.quiet_max))??;
            let is_answer = frame.kind == message::answer_to(kind) || frame.kind == message::ERROR_MESSAGE;
            if !is_answer || frame.id != id {
                self.take(&frame).await?;
                continue;
            }
            return match message::status(&frame.body) {
                Some(status) if status.code == 0 => Ok(frame),
                Some(message::Status { code, why }) => Err(Lost::Refused { what, code, why }),
                None => Err(Lost::Refused { what, code: 0, why: "without a word".to_owned() }),
            };
        }
    }

    /// What the reader says of its own accord.
    async fn take(&mut self, frame: &Frame) -> Result<(), Lost> {
        match frame.kind {
            message::RO_ACCESS_REPORT => {
                let tags = tag_reports(&frame.body);
                self.counters.hear(tags.len());
                if !tags.is_empty() {
                    self.desk.heard(self.device, tags);
                }
            }
            message::KEEPALIVE => self.send(&message::keepalive_ack(frame.id)).await?,
            message::READER_EVENT_NOTIFICATION => self.told(&frame.body)?,
            message::ERROR_MESSAGE => {
                let why = message::status(&frame.body).map_or(String::new(), |status| status.why);
                tracing::warn!("the reader {} says that something went wrong: {why}", self.device);
            }
            _ => (),
        }
        Ok(())
    }

    fn told(&self, body: &[u8]) -> Result<(), Lost> {
        for event in message::events(body) {
            match event {
                ReaderEvent::ConnectionClosed => return Err(Lost::Closed),
                ReaderEvent::ConnectionAttempt(_) => (),
                ReaderEvent::Antenna { antenna, is_connected } => {
                    let plugged = if is_connected { "plugged in" } else { "unplugged" };
                    tracing::warn!("antenna {antenna} of the reader {} was {plugged}", self.device);
                }
                ReaderEvent::Exception(why) => tracing::warn!("the reader {}: {why}", self.device),
            }
        }
        Ok(())
    }

    async fn send(&mut self, frame: &Frame) -> Result<(), Lost> {
        let written = timeout(self.quiet_max, self.stream.write_all(&frame.to_bytes())).await;
        written.map_err(|_| Lost::Quiet(self.quiet_max))??;
        Ok(())
    }

    /// The next message. Whatever it is, the reader is there. May be given up in the middle without loss.
    async fn next(&mut self) -> Result<Frame, Lost> {
        loop {
            if let Some(frame) = self.frames.next()? {
                self.desk.listens(self.device);
                return Ok(frame);
            }
            let read = timeout(self.quiet_max, self.stream.read_buf(&mut self.frames.buffer)).await;
            if read.map_err(|_| Lost::Quiet(self.quiet_max))?? == 0 {
                return Err(Lost::Closed);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_port;

    #[test]
    fn a_port_is_added_where_none_is_said() {
        for (given, used) in [
            ("reader-1", "reader-1:5084"),
            ("reader-1:6000", "reader-1:6000"),
            ("10.0.0.7", "10.0.0.7:5084"),
            ("fe80::1", "[fe80::1]:5084"),
            ("[fe80::1]", "[fe80::1]:5084"),
            ("[fe80::1]:6000", "[fe80::1]:6000"),
        ] {
            assert_eq!(with_port(given), used);
        }
    }
}
