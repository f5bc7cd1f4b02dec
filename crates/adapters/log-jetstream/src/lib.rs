//! A log in a JetStream stream: a batch is a message, appended only behind the message the writer knows as the last.
//!
//! An acknowledgement is as durable as the servers make it: on a single server set `sync_interval: always`
//! for JetStream, in a cluster take three replicas. By default a server syncs every two minutes.

mod connection;
mod message;
mod read;

use async_nats::jetstream::context::PublishErrorKind;
use async_nats::jetstream::message::PublishMessage;
use bytes::Bytes;
use connection::Connection;
use message::{Message, PREFIX_BYTES};
use read::Reader;
use realtail_engine::log::{AppendError, Log, LogFault, LogReader};
use realtail_kernel::Position;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Where the log lives and how long to wait for it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `nats://host:port`, more than one with commas between; a user and password or a token may stand before the host.
    pub servers: String,
    /// Names the stream (`realtail-log-SHARD`) and its subject (`realtail.log.SHARD`).
    pub shard: String,
    /// How many servers keep the stream. Only for a stream that is not there yet.
    pub replicas: usize,
    /// How long an append or a read waits for a server that is gone, before it is a fault.
    pub patience: Duration,
    /// The least that the server's `max_payload` has to be.
    pub message_bytes_min: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            servers: "nats://127.0.0.1:4222".into(),
            shard: "0".into(),
            replicas: 1,
            patience: Duration::from_secs(30),
            message_bytes_min: 1 << 20,
        }
    }
}

/// Why a log cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nobody answers.
    #[error("no NATS server answers at {servers}: {cause}")]
    Unreachable {
        /// As in the settings, without passwords.
        servers: String,
        /// What the last try said.
        cause: String,
    },
    /// The server would cut batches into crumbs.
    #[error(
        "the NATS server takes messages of at most {max} bytes, the log needs {min}: raise max_payload in its settings"
    )]
    SmallMessages {
        /// What the server takes.
        max: usize,
        /// What the settings ask for.
        min: usize,
    },
    /// A stream of this name is there, but it forgets.
    #[error("stream {stream} may lose what is in it: {cause}")]
    Forgetful {
        /// Its name.
        stream: String,
        /// Which of its settings is wrong.
        cause: String,
    },
    /// JetStream refused, or the last batch cannot be read.
    #[error(transparent)]
    Fault(#[from] LogFault),
}

/// The writing side. Another one may be opened any time: its first append deposes this one.
pub struct JetStreamLog {
    connection: Arc<Connection>,
    reader: Arc<Reader>,
    /// Tells this writer's batches from those of all others.
    writer: u64,
    next: Position,
    last_sequence: u64,
    broken: Option<String>,
}

/// What has become of a message whose answer did not come.
enum Found {
    Ours,
    Another,
    Nothing,
}

impl JetStreamLog {
    /// Connects, makes the stream where it is missing, and finds its end.
    ///
    /// # Errors
    /// Unreachable within the settings' patience, a stream or server unfit for a log, or refused by JetStream.
    pub fn open(settings: &Settings) -> Result<JetStreamLog, OpenError> {
        let (connection, last_sequence) = Connection::open(settings)?;
        let connection = Arc::new(connection);
        let next = match connection.last(last_sequence)? {
            None => Position(1),
            Some(message) => message.batch.next(),
        };
        let reader = Arc::new(Reader::new(Arc::clone(&connection), next, last_sequence));
        // As random as the seed that std keeps for its maps.
        let writer = RandomState::new().hash_one("writer");
        Ok(JetStreamLog { connection, reader, writer, next, last_sequence, broken: None })
    }

    /// Sends until the stream has answered, always for the same place in it: however often a message
    /// arrives, the stream takes it once or not at all.
    fn send(&self, message: &Bytes) -> Result<(), AppendError> {
        let deadline = Instant::now() + self.connection.patience();
        let mut pause = Duration::from_millis(20);
        loop {
            let cause = match self.connection.publish(self.publication(message.clone())) {
                Ok(sequence) if sequence == self.last_sequence + 1 => return Ok(()),
                Ok(sequence) => return Err(self.fault(&format!("stored as sequence {sequence}")).into()),
                Err((PublishErrorKind::MaxPayloadExceeded, cause)) => return Err(self.fault(&cause).into()),
                Err((_, cause)) => cause,
            };
            match self.look() {
                Ok(Found::Ours) => return Ok(()),
                Ok(Found::Another) => return Err(self.stale()),
                Ok(Found::Nothing) | Err(_) if Instant::now() < deadline => std::thread::sleep(pause),
                Ok(Found::Nothing) => return Err(self.fault(&cause).into()),
                Err(unknown) => {
                    return Err(self
                        .fault(&format!("{cause}, and whether it is stored: {}", unknown.cause))
                        .into());
                }
            }
            pause = Duration::from_millis(500).min(pause * 2);
        }
    }

    /// What this writer knows by itself.
    fn must_go_on_at(&self, expected_next: Position) -> Result<(), AppendError> {
        if let Some(cause) = &self.broken {
            return Err(self.fault(&format!("not tried, for an earlier append failed: {cause}")).into());
        }
        if expected_next != self.next {
            return Err(AppendError::Stale { expected: expected_next, next: self.next });
        }
        Ok(())
    }

    fn publication(&self, message: Bytes) -> PublishMessage {
        PublishMessage::build().payload(message).expected_last_sequence(self.last_sequence)
    }

    /// What stands where our message should stand.
    fn look(&self) -> Result<Found, LogFault> {
        let Some(bytes) = self.connection.leader_get(self.last_sequence + 1)? else {
            return Ok(Found::Nothing);
        };
        match message::decode(&bytes) {
            Ok(Message { writer, batch }) if writer == self.writer && batch.first == self.next => {
                Ok(Found::Ours)
            }
            Ok(_) | Err(_) => Ok(Found::Another),
        }
    }

    fn stale(&self) -> AppendError {
        let end = self.connection.last_sequence().and_then(|sequence| self.connection.last(sequence));
        match end {
            Ok(Some(message)) => AppendError::Stale { expected: self.next, next: message.batch.next() },
            Ok(None) => self.fault("the stream is empty again").into(),
            Err(fault) => fault.into(),
        }
    }

    fn fault(&self, cause: &str) -> LogFault {
        let place = format!(
            "stream {} sequence {} position {}",
            self.connection.stream(),
            self.last_sequence + 1,
            self.next
        );
        LogFault { doing: "append batch", place, cause: cause.into() }
    }
}

impl Log for JetStreamLog {
    fn next(&self) -> Position {
        self.next
    }

    fn append(&mut self, expected_next: Position, count: u32, payload: &[u8]) -> Result<(), AppendError> {
        self.must_go_on_at(expected_next)?;
        if count == 0 || payload.len() > self.batch_bytes_max() {
            let (bytes, max) = (payload.len(), self.batch_bytes_max());
            return Err(self
                .fault(&format!("{count} entries in {bytes} bytes: one to many in {max} can be"))
                .into());
        }
        let sent = self.send(&message::encode(self.writer, self.next, count, payload));
        if let Err(AppendError::Fault(fault)) = &sent {
            self.broken = Some(fault.to_string());
        }
        sent?;
        self.last_sequence += 1;
        self.reader.learn(self.next, self.last_sequence);
        self.next = Position(self.next.0 + u64::from(count));
        self.reader.reach(self.next, self.last_sequence);
        Ok(())
    }

    fn confirm(&mut self, expected_next: Position) -> Result<(), AppendError> {
        self.must_go_on_at(expected_next)?;
        let deadline = Instant::now() + self.connection.patience();
        let mut pause = Duration::from_millis(20);
        loop {
            match self.look() {
                Ok(Found::Nothing) => return Ok(()),
                Ok(Found::Ours | Found::Another) => return Err(self.stale()),
                Err(fault) if Instant::now() >= deadline => return Err(fault.into()),
                Err(_) => std::thread::sleep(pause),
            }
            pause = Duration::from_millis(500).min(pause * 2);
        }
    }

    /// A server's limit counts the headers too.
    fn batch_bytes_max(&self) -> usize {
        self.connection.message_bytes_max() - PREFIX_BYTES - 1024
    }

    fn reader(&self) -> Arc<dyn LogReader> {
        Arc::clone(&self.reader) as Arc<dyn LogReader>
    }
}
