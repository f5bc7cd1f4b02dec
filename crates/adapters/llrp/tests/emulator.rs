//! Against the reader emulator of `llrpkit`, where `REALTAIL_LLRPKIT` names a Python that has it.

use realtail_kernel::DeviceId;
use realtail_llrp::{Counts, Desk, Reader, Readers, Settings, TagReport};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::watch;

const JEANS: &str = "3074257BF7194E4000001A85";
const SHIRT: &str = "3674257BF6B7A659B2C2BF100000000000000000000000000000";

/// An emulated reader; gone when it goes out of sight.
struct Emulator {
    process: Child,
    told: ChildStdin,
    said: BufReader<ChildStdout>,
    port: u16,
}

impl Emulator {
    fn start() -> Option<Emulator> {
        let Ok(python) = std::env::var("REALTAIL_LLRPKIT") else {
            eprintln!("REALTAIL_LLRPKIT names no Python with llrpkit: left out");
            return None;
        };
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/emulator.py");
        let mut command = Command::new(python);
        command.args([script, "200"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("the emulator starts");
        let told = process.stdin.take().expect("piped");
        let said = BufReader::new(process.stdout.take().expect("piped"));
        let mut emulator = Emulator { process, told, said, port: 0 };
        emulator.port = emulator.line().parse().expect("a port");
        Some(emulator)
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.said.read_line(&mut line).expect("it speaks");
        line.trim().to_owned()
    }

    fn tell(&mut self, line: &str) {
        writeln!(self.told, "{line}").expect("it listens");
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A desk that passes on what it is told.
struct Told {
    readers: Mutex<Vec<Reader>>,
    changed: watch::Sender<u64>,
    heard: Mutex<Sender<TagReport>>,
    listened: Mutex<u64>,
}

impl Desk for Told {
    fn changed(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    fn readers(&self) -> Vec<Reader> {
        self.readers.lock().expect("whole").clone()
    }

    fn listens(&self, _reader: &DeviceId) {
        *self.listened.lock().expect("whole") += 1;
    }

    fn heard(&self, _reader: &DeviceId, tags: Vec<TagReport>) {
        let heard = self.heard.lock().expect("whole");
        tags.into_iter().for_each(|tag| heard.send(tag).expect("somebody asks"));
    }
}

fn desk() -> (Arc<Told>, Receiver<TagReport>) {
    let (sender, heard) = channel();
    let told = Told {
        readers: Mutex::default(),
        changed: watch::Sender::new(0),
        heard: Mutex::new(sender),
        listened: Mutex::new(0),
    };
    (Arc::new(told), heard)
}

fn set(desk: &Told, port: Option<u16>) {
    let device = DeviceId::new("ceiling-1").expect("a name");
    let reader = port.map(|port| Reader { device, address: format!("127.0.0.1:{port}") });
    *desk.readers.lock().expect("whole") = reader.into_iter().collect();
    desk.changed.send_modify(|n| *n += 1);
}

fn next(heard: &Receiver<TagReport>) -> TagReport {
    heard.recv_timeout(Duration::from_secs(20)).expect("a tag is heard")
}

/// Waits until nothing has come for a while.
fn still(heard: &Receiver<TagReport>) {
    let until = Instant::now() + Duration::from_secs(20);
    while heard.recv_timeout(Duration::from_millis(700)).is_ok() {
        assert!(Instant::now() < until, "the reader goes on");
    }
}

#[test]
fn a_reader_is_connected_to_listened_to_and_let_go() {
    let Some(mut emulator) = Emulator::start() else { return };
    let (desk, heard) = desk();
    let settings = Settings {
        keepalive: Duration::from_millis(300),
        backoff_base: Duration::from_millis(100),
        ..Settings::default()
    };
    let readers = Readers::start(desk.clone(), settings).expect("started");
    // It is registered after the start, and followed.
    set(&desk, Some(emulator.port));
    emulator.tell(&format!("tag {JEANS} 2 -51"));
    let tag = next(&heard);
    assert_eq!(tag.epc.to_string(), "urn:epc:id:sgtin:0614141.812345.6789");
    assert_eq!(tag.antenna, Some(2));
    assert!(tag.peak_rssi_dbm.is_some_and(|dbm| (-65..-40).contains(&dbm)), "{tag:?}");
    let now_us =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after").as_micros();
    let seen_us = u128::from(tag.last_seen_us.expect("a time"));
    assert!(seen_us.abs_diff(now_us) < 20_000_000, "{tag:?}");
    // One of 208 bits comes in the other form.
    emulator.tell(&format!("tag {SHIRT} 1 -60"));
    let until = Instant::now() + Duration::from_secs(20);
    while next(&heard).epc.to_string() != "urn:epc:id:sgtin:0614141.712345.32a%2Fb" {
        assert!(Instant::now() < until, "the second tag is not heard");
    }
    // Signs of life are asked for and answered.
    std::thread::sleep(Duration::from_secs(1));
    emulator.tell("acks");
    assert!(emulator.line().parse::<u32>().expect("a number") >= 2);
    assert!(*desk.listened.lock().expect("whole") > 5);
    // It hangs up, and is connected to again.
    emulator.tell("unplug 3");
    emulator.tell("hang up");
    still_or_next(&heard);
    assert!(next(&heard).antenna.is_some());
    // It is registered no more.
    set(&desk, None);
    still(&heard);
    set(&desk, Some(emulator.port));
    assert!(next(&heard).antenna.is_some());
    let counters = readers.counters();
    let Counts { connected, begun, lost, reads } = counters.now();
    assert_eq!((connected, begun, lost), (1, 3, 1), "hung up once, and let go once");
    assert!(reads > 3, "{reads}");
    readers.stop();
    still(&heard);
    assert_eq!(counters.now().connected, 0);
}

/// What was on its way before the line broke.
fn still_or_next(heard: &Receiver<TagReport>) {
    let _ = heard.recv_timeout(Duration::from_millis(300));
    while heard.try_recv().is_ok() {}
}
