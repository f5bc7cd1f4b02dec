//! The connection and its runtime: what is asynchronous ends here.

use crate::message::{self, Message};
use crate::{OpenError, Settings};
use async_nats::jetstream::context::PublishErrorKind;
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::{
    Config, DirectGetErrorKind, DiscardPolicy, Info, RawMessageErrorKind, RetentionPolicy, StorageType,
    Stream,
};
use async_nats::jetstream::{self, Context};
use async_nats::{Client, ConnectOptions};
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};
use realtail_engine::log::LogFault;
use std::sync::mpsc;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// How long one question waits for its answer before it is asked again.
const ANSWER_TIME: Duration = Duration::from_secs(2);

/// How many messages are asked for at once.
const WINDOW: usize = 32;

/// A stream that is known to be there and fit for a log.
pub struct Connection {
    runtime: Option<Runtime>,
    context: Context,
    stream: Stream<()>,
    name: String,
    subject: String,
    patience: Duration,
    message_bytes_max: usize,
}

impl Connection {
    /// Also says which sequence is the last.
    pub fn open(settings: &Settings) -> Result<(Connection, u64), OpenError> {
        let name = format!("realtail-log-{}", settings.shard);
        let subject = format!("realtail.log.{}", settings.shard);
        let broken = |doing, cause: String| LogFault { doing, place: format!("stream {name}"), cause };

        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(1).thread_name("log-nats").enable_all().build();
        let runtime = runtime.map_err(|error| broken("start runtime", error.to_string()))?;
        let client = wait(&runtime, connect(settings.clone()))?;
        let message_bytes_max = client.server_info().max_payload;
        if message_bytes_max < settings.message_bytes_min {
            return Err(OpenError::SmallMessages { max: message_bytes_max, min: settings.message_bytes_min });
        }
        let context = wait(&runtime, context(client));
        let config = config(&name, &subject, settings.replicas);
        let patience = settings.patience;
        let made = wait(&runtime, make_stream(context.clone(), config, patience));
        let info = made.map_err(|cause| broken("open stream", cause))?;
        check_keeps_all(&info)?;
        let stream = wait(&runtime, get_handle(context.clone(), name.clone()));
        let stream = stream.map_err(|cause| broken("open stream", cause))?;
        let runtime = Some(runtime);
        let connection = Connection { runtime, context, stream, name, subject, patience, message_bytes_max };
        Ok((connection, info.state.last_sequence))
    }

    pub fn stream(&self) -> &str {
        &self.name
    }

    pub fn patience(&self) -> Duration {
        self.patience
    }

    pub fn message_bytes_max(&self) -> usize {
        self.message_bytes_max
    }

    /// Publishes once; the sequence that the message got, or why that is not known.
    pub fn publish(&self, message: PublishMessage) -> Result<u64, (PublishErrorKind, String)> {
        let (context, subject) = (self.context.clone(), self.subject.clone());
        self.wait(async move {
            let answer = async { context.send_publish(subject, message).await?.await };
            match answer.await {
                Ok(ack) => Ok(ack.sequence),
                Err(error) => Err((error.kind(), error.to_string())),
            }
        })
    }

    /// The message of that sequence as the leader of the stream has it; asked once.
    pub fn leader_get(&self, sequence: u64) -> Result<Option<Bytes>, LogFault> {
        let stream = self.stream.clone();
        let got = self.wait(async move { leader_get(&stream, sequence).await });
        got.map_err(|cause| self.read_fault(sequence, cause))
    }

    /// The message of the last sequence; none where that is zero.
    pub fn last(&self, sequence: u64) -> Result<Option<Message>, LogFault> {
        if sequence == 0 { Ok(None) } else { self.get(sequence).map(Some) }
    }

    pub fn last_sequence(&self) -> Result<u64, LogFault> {
        let (stream, patience) = (self.stream.clone(), self.patience);
        let asked = self.wait(async move {
            patiently(patience, || async { stream.get_info().await.map_err(|error| error.to_string()) }).await
        });
        asked.map(|info| info.state.last_sequence).map_err(|cause| self.read_fault(0, cause))
    }

    /// A message that is known to be there.
    pub fn get(&self, sequence: u64) -> Result<Message, LogFault> {
        let mut messages = self.get_range(sequence, 1)?;
        messages.pop().ok_or_else(|| self.read_fault(sequence, "no message came".into()))
    }

    /// Messages that are known to be there, in order.
    pub fn get_range(&self, first: u64, count: u64) -> Result<Vec<Message>, LogFault> {
        let (stream, patience) = (self.stream.clone(), self.patience);
        let got: Result<Vec<_>, _> = self.wait(async move {
            let asked = futures_util::stream::iter(first..first + count);
            let gets = asked.map(|sequence| {
                let stream = &stream;
                async move {
                    let got = patiently(patience, || get(stream, sequence)).await;
                    got.map(|bytes| (sequence, bytes)).map_err(|cause| (sequence, cause))
                }
            });
            gets.buffered(WINDOW).try_collect().await
        });
        let got = got.map_err(|(sequence, cause)| self.read_fault(sequence, cause))?;
        got.into_iter().map(|(sequence, bytes): (u64, Bytes)| self.decode(sequence, &bytes)).collect()
    }

    pub fn read_fault(&self, sequence: u64, cause: String) -> LogFault {
        LogFault { doing: "read batch", place: format!("stream {} sequence {sequence}", self.name), cause }
    }

    fn decode(&self, sequence: u64, bytes: &[u8]) -> Result<Message, LogFault> {
        message::decode(bytes).map_err(|flaw| self.read_fault(sequence, flaw.to_string()))
    }

    fn wait<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> T {
        wait(self.runtime.as_ref().expect("the runtime goes last"), work)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // Nothing is under way: each call has waited for its answer. Dropped plainly, a runtime panics inside another.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Waits on the runtime's own threads, so that the caller may be a thread of any kind.
fn wait<T: Send + 'static>(runtime: &Runtime, work: impl Future<Output = T> + Send + 'static) -> T {
    let (done, result) = mpsc::sync_channel(1);
    runtime.spawn(async move {
        let _ = done.send(work.await); // The receiver waits below.
    });
    result.recv().expect("the work neither panics nor is dropped")
}

/// Asks until there is an answer or patience is at its end; then gives the last cause.
async fn patiently<T, F: Future<Output = Result<T, String>>>(
    patience: Duration,
    ask: impl Fn() -> F,
) -> Result<T, String> {
    let deadline = Instant::now() + patience;
    let mut pause = Duration::from_millis(20);
    loop {
        match ask().await {
            Err(_) if Instant::now() < deadline => tokio::time::sleep(pause).await,
            answer => return answer,
        }
        pause = Duration::from_millis(500).min(pause * 2);
    }
}

async fn connect(settings: Settings) -> Result<Client, OpenError> {
    let tried = patiently(settings.patience, || async {
        let options = ConnectOptions::new()
            .name(format!("realtail log {}", settings.shard))
            .connection_timeout(ANSWER_TIME)
            .request_timeout(Some(ANSWER_TIME))
            .reconnect_delay_callback(|tries| Duration::from_millis(500.min(20 << tries.min(6) as u64)));
        let servers: Vec<&str> = settings.servers.split(',').map(str::trim).collect();
        options.connect(servers).await.map_err(|error| error.to_string())
    });
    tried.await.map_err(|cause| {
        let servers: Vec<_> =
            settings.servers.split(',').map(|url| url.rsplit('@').next().unwrap_or(url)).collect();
        OpenError::Unreachable { servers: servers.join(", "), cause }
    })
}

fn config(name: &str, subject: &str, replicas: usize) -> Config {
    Config {
        name: name.into(),
        subjects: vec![subject.into()],
        description: Some("A log of Realtail: each message is a batch of events".into()),
        retention: RetentionPolicy::Limits,
        discard: DiscardPolicy::New,
        storage: StorageType::File,
        num_replicas: replicas,
        max_messages: -1,
        max_bytes: -1,
        max_messages_per_subject: -1,
        deny_delete: true,
        deny_purge: true,
        allow_direct: true,
        ..Config::default()
    }
}

/// Asynchronous only because it starts a task that watches over answers.
async fn context(client: Client) -> Context {
    jetstream::ContextBuilder::new().timeout(ANSWER_TIME).ack_timeout(ANSWER_TIME).build(client)
}

async fn make_stream(context: Context, config: Config, patience: Duration) -> Result<Info, String> {
    patiently(patience, || async {
        let stream = context.get_or_create_stream(config.clone()).await.map_err(|error| error.to_string())?;
        stream.get_info().await.map_err(|error| error.to_string())
    })
    .await
}

async fn get_handle(context: Context, name: String) -> Result<Stream<()>, String> {
    context.get_stream_no_info(name).await.map_err(|error| error.to_string())
}

/// A stream that somebody has made by hand has to keep every message too.
fn check_keeps_all(info: &Info) -> Result<(), OpenError> {
    let config = &info.config;
    let wrong = [
        (config.retention != RetentionPolicy::Limits, "its retention is not `limits`"),
        (config.discard != DiscardPolicy::New, "its discard is not `new`"),
        (config.storage != StorageType::File, "its storage is not `file`"),
        (!config.max_age.is_zero(), "its messages have a max_age"),
        (!config.deny_delete || !config.deny_purge, "its messages can be deleted or purged"),
        (info.state.last_sequence > 0 && info.state.first_sequence != 1, "its first messages are gone"),
    ];
    match wrong.into_iter().find(|(is_wrong, _)| *is_wrong) {
        None => Ok(()),
        Some((_, cause)) => Err(OpenError::Forgetful { stream: config.name.clone(), cause: cause.into() }),
    }
}

/// From whichever server is near; from the leader where that one does not have it yet.
async fn get(stream: &Stream<()>, sequence: u64) -> Result<Bytes, String> {
    match stream.direct_get(sequence).await {
        Ok(message) => Ok(message.payload),
        Err(error) if error.kind() == DirectGetErrorKind::NotFound => {
            leader_get(stream, sequence).await?.ok_or_else(|| "the message is missing".into())
        }
        Err(error) => Err(error.to_string()),
    }
}

async fn leader_get(stream: &Stream<()>, sequence: u64) -> Result<Option<Bytes>, String> {
    match stream.get_raw_message(sequence).await {
        Ok(message) => Ok(Some(message.payload)),
        Err(error) if matches!(error.kind(), RawMessageErrorKind::NoMessageFound) => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}
