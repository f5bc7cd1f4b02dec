//! Servers that die, come back, take too little or forget.

#[allow(dead_code)] // Not every test needs all of it.
mod nats;

use async_nats::jetstream;
use nats::{SYNCED, Server};
use realtail_engine::log::{AppendError, Log};
use realtail_engine::log_suite::{append, batch, read};
use realtail_kernel::Position;
use realtail_log_jetstream::{JetStreamLog, OpenError, Settings};
use std::time::{Duration, Instant};

#[test]
fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let mut server = Server::start(SYNCED, "");
    let settings = settings(&server);
    let (done, ended) = std::sync::mpsc::channel();
    let mut appended = Vec::new();
    std::thread::scope(|scope| {
        let mut log = JetStreamLog::open(&settings).expect("a log");
        let appended = &mut appended;
        scope.spawn(move || {
            while ended.try_recv().is_err() {
                let first = log.next().0;
                let next = batch(first, 1 + first as u32 % 3, first as usize * 31 % 3_000);
                append(&mut log, &next);
                appended.push(next);
            }
        });
        for round in 0..4 {
            std::thread::sleep(Duration::from_millis(400 + 70 * round));
            server.kill();
            std::thread::sleep(Duration::from_millis(100));
            server.begin();
        }
        std::thread::sleep(Duration::from_millis(1500));
        done.send(()).expect("a writer");
    });
    assert!(appended.len() > 20, "{} appends", appended.len());
    let log = JetStreamLog::open(&settings).expect("a log");
    assert!(read(&*log.reader(), 1) == appended, "not what was acknowledged, once and in order");
    assert_eq!(Some(log.next()), appended.last().map(|batch| batch.next()));
}

#[test]
fn a_writer_deposed_while_the_server_was_away_is_refused() {
    let mut server = Server::start(SYNCED, "");
    let mut first = JetStreamLog::open(&settings(&server)).expect("a log");
    append(&mut first, &batch(1, 1, 10));
    server.kill();
    server.begin();
    let mut second = JetStreamLog::open(&settings(&server)).expect("a log");
    // The very same batch: only who has sent it tells the two apart.
    append(&mut second, &batch(2, 1, 10));
    match first.append(Position(2), 1, &batch(2, 1, 10).payload) {
        Err(AppendError::Stale { next: Position(3), .. }) => (),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_server_that_stays_away_is_a_fault_in_the_end() {
    let mut server = Server::start(SYNCED, "");
    let settings = Settings { patience: Duration::from_millis(700), ..settings(&server) };
    let mut log = JetStreamLog::open(&settings).expect("a log");
    append(&mut log, &batch(1, 1, 10));
    server.kill();
    let begun = Instant::now();
    assert!(matches!(log.append(Position(2), 1, b"lost"), Err(AppendError::Fault(_))));
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    server.begin();
    match log.append(Position(2), 1, b"later") {
        Err(AppendError::Fault(fault)) => assert!(fault.cause.contains("not tried"), "{fault}"),
        other => panic!("{other:?}"),
    }
    server.kill();
    match JetStreamLog::open(&settings) {
        Err(OpenError::Unreachable { servers, .. }) => assert_eq!(servers, server.url()),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("opened without a server"),
    }
}

#[test]
fn a_server_that_takes_only_small_messages_is_refused() {
    let server = Server::start(SYNCED, "max_payload: 64KB");
    let refusal = JetStreamLog::open(&settings(&server)).err().expect("a refusal").to_string();
    assert!(refusal.contains("65536 bytes") && refusal.contains("max_payload"), "{refusal}");
}

#[test]
fn a_stream_that_forgets_is_refused() {
    let server = Server::start(SYNCED, "");
    let config = jetstream::stream::Config {
        name: "realtail-log-0".into(),
        subjects: vec!["realtail.log.0".into()],
        max_age: Duration::from_secs(3600),
        discard: jetstream::stream::DiscardPolicy::New,
        ..Default::default()
    };
    block_on(async {
        let client = async_nats::connect(server.url()).await.expect("a client");
        jetstream::new(client).create_stream(config).await.expect("a stream");
    });
    let refusal = JetStreamLog::open(&settings(&server)).err().expect("a refusal").to_string();
    assert!(refusal.contains("max_age"), "{refusal}");
}

#[test]
fn a_message_that_is_no_batch_is_a_fault() {
    let server = Server::start(SYNCED, "");
    let mut log = JetStreamLog::open(&settings(&server)).expect("a log");
    append(&mut log, &batch(1, 1, 10));
    block_on(async {
        let client = async_nats::connect(server.url()).await.expect("a client");
        let context = jetstream::new(client);
        context.publish("realtail.log.0", "scribble".into()).await.expect("sent").await.expect("stored");
    });
    let refusal = JetStreamLog::open(&settings(&server)).err().expect("a refusal").to_string();
    assert!(refusal.contains("sequence 2") && refusal.contains("not a batch"), "{refusal}");
    assert!(log.append(Position(2), 1, b"behind it").is_err());
}

#[test]
fn a_log_may_be_used_and_dropped_on_a_thread_of_another_runtime() {
    let server = Server::start(SYNCED, "");
    block_on(async {
        let mut log = JetStreamLog::open(&settings(&server)).expect("a log");
        append(&mut log, &batch(1, 1, 10));
        assert_eq!(read(&*log.reader(), 1).len(), 1);
    });
}

fn block_on(work: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime").block_on(work);
}

fn settings(server: &Server) -> Settings {
    Settings { servers: server.url(), patience: Duration::from_secs(20), ..Settings::default() }
}
