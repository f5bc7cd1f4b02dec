//! The binary when what it writes to lets it down: a full disk, a corrupt snapshot, a NATS server that goes and comes.

mod engine;
#[path = "../../adapters/log-jetstream/tests/nats/mod.rs"]
mod nats;
#[path = "engine/shop.rs"]
mod shop;

use engine::Engine;
use serde_json::{Value, json};
use shop::{hold, stock};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

fn realtail() -> Command {
    Command::new(env!("CARGO_BIN_EXE_realtail"))
}

/// Asks until the answer is as wished.
fn until(what: &str, mut ask: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !ask() {
        assert!(begin.elapsed() < Duration::from_secs(60), "{what} takes too long");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn terminate(engine: &mut Engine) {
    let pid = engine.process.id().to_string();
    assert!(Command::new("kill").arg(&pid).status().expect("kill runs").success());
    assert!(engine.process.wait().expect("its end").success(), "{:?}", engine.said);
}

fn held(engine: &Engine) -> i64 {
    let (status, found) = engine.call("GET", "/v1/availability?item=A&site=S", &Value::Null);
    assert_eq!(status, 200, "{found}");
    found["lines"][0]["held"].as_i64().expect("a number")
}

/// On a disk of its own, which nobody else sees.
#[test]
fn a_full_disk_refuses_new_work_and_forgets_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let disk = folder.path().display().to_string();
    let script = r#"mount -t tmpfs -o size=96m tmpfs "$1" && head -c 24000000 /dev/zero > "$1/filler" && shift && exec "$@""#;
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", script, "sh", &disk]);
    command.arg(env!("CARGO_BIN_EXE_realtail"));
    let allowed = Command::new("unshare").args(["--map-root-user", "--mount", "true"]).status();
    if !allowed.is_ok_and(|status| status.success()) {
        println!("left out: this machine lets nobody mount a disk of his own");
        return;
    }
    let data = folder.path().join("data");
    let engine = Engine::start_by(command, &data, &["log.segment_bytes=4194304", "snapshot_every=100000000"]);
    stock(&engine, 1_000_000);
    let batch = |round: usize| {
        let name = |n: usize| format!("hold-with-a-rather-long-name-{round}-{n}");
        json!({"holds": (0..1000).map(|n| hold(&name(n), 1)).collect::<Vec<_>>()})
    };
    let mut placed = 0;
    let refused = (0..400).find_map(|round| {
        let (status, answer) = engine.call("POST", "/v1/holds:batch", &batch(round));
        if status == 200 {
            placed += 1000;
            return None;
        }
        Some((status, answer))
    });
    let (status, problem) = refused.expect("the disk is full at last");
    assert_eq!(status, 503, "{problem}");
    assert!(
        problem["detail"].as_str().is_some_and(|d| d.contains("storage of the log is full")),
        "{problem}"
    );
    assert_eq!(held(&engine), placed, "reads go on");
    assert_eq!(engine.call("GET", "/readyz", &Value::Null).0, 503);
    let filler = format!("/proc/{}/root{disk}/filler", engine.process.id());
    std::fs::remove_file(filler).expect("somebody frees some space");
    until("taking work again", || engine.call("POST", "/v1/holds", &hold("after", 1)).0 == 201);
    assert_eq!(held(&engine), placed + 1);
    assert_eq!(engine.call("GET", "/readyz", &Value::Null).0, 200);
}

#[test]
fn a_corrupt_snapshot_is_passed_over() {
    let data = tempfile::tempdir().expect("a folder");
    let mut engine = Engine::start(data.path());
    stock(&engine, 9);
    for n in 0..3 {
        assert_eq!(engine.call("POST", "/v1/holds", &hold(&format!("h{n}"), 1)).0, 201);
        terminate(&mut engine);
        engine = Engine::start(data.path());
    }
    drop(engine);
    let newest = newest_snapshot(data.path());
    let mut bytes = std::fs::read(&newest).expect("readable");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&newest, bytes).expect("writable");
    let engine = Engine::start(data.path());
    assert_eq!(held(&engine), 3);
    let said = engine.said.lock().expect("whole").join("\n");
    assert!(said.contains("snapshot passed over") && said.contains("its checksum is wrong"), "{said}");
}

fn newest_snapshot(data: &Path) -> std::path::PathBuf {
    let files = std::fs::read_dir(data.join("snapshots")).expect("snapshots").filter_map(Result::ok);
    files.map(|file| file.path()).max().expect("a snapshot")
}

#[test]
fn work_on_jetstream_waits_while_the_server_is_away() {
    let mut server = nats::Server::start(nats::SYNCED, "max_payload: 16MB, max_pending: 64MB");
    let data = tempfile::tempdir().expect("a folder");
    let url = format!("log.nats_url={}", server.url());
    let engine = Engine::start_by(realtail(), data.path(), &["log.kind=jetstream", &url]);
    stock(&engine, 9);
    assert_eq!(engine.call("POST", "/v1/holds", &hold("before", 1)).0, 201);
    server.kill();
    let asked = std::thread::scope(|scope| {
        let asked = scope.spawn(|| engine.call("POST", "/v1/holds", &hold("meanwhile", 2)));
        std::thread::sleep(Duration::from_millis(500));
        assert!(!asked.is_finished(), "nothing is answered that is not durable");
        server.begin();
        asked.join().expect("an answer")
    });
    assert_eq!(asked.0, 201, "{}", asked.1);
    assert_eq!(held(&engine), 3);
    drop(engine);
    let empty = tempfile::tempdir().expect("a folder");
    let engine = Engine::start_by(realtail(), empty.path(), &["log.kind=jetstream", &url]);
    assert_eq!(held(&engine), 3, "all of it is in the stream");
}

#[test]
fn a_deposed_engine_stops_and_says_nothing_more() {
    let server = nats::Server::start(nats::SYNCED, "max_payload: 16MB, max_pending: 64MB");
    let data = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
    let url = format!("log.nats_url={}", server.url());
    let mut first = Engine::start_by(realtail(), data[0].path(), &["log.kind=jetstream", &url]);
    stock(&first, 2);
    let second = Engine::start_by(realtail(), data[1].path(), &["log.kind=jetstream", &url]);
    assert_eq!(second.call("POST", "/v1/holds", &hold("taken", 2)).0, 201);
    assert_eq!(second.call("POST", "/v1/holds/taken/void", &Value::Null).0, 200);
    // Even a refusal that both would give: it would rest on what the first knew.
    let answer =
        first.try_raw("POST", "/v1/holds", "application/json", hold("more", 3).to_string().as_bytes());
    assert!(answer.as_ref().is_ok_and(|(status, _)| *status == 503) || answer.is_err(), "{answer:?}");
    let ended = first.process.wait().expect("its end");
    assert_eq!(ended.code(), Some(74));
    let said = first.said.lock().expect("whole").join("\n");
    assert!(said.contains("another writer has taken over"), "{said}");
    assert_eq!(held(&second), 0);
}
