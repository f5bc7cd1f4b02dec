//! Devices at the engine's MQTT broker: clients of both versions, kill -9 after an acknowledgement, repetitions, rubbish.

mod engine;
#[path = "engine/shop.rs"]
mod shop;

use engine::{Engine, KEY};
use rumqttc::v5::mqttbytes::v5::{ConnectReturnCode as Code5, Packet as Packet5, PubAckReason};
use rumqttc::{
    v5, {AsyncClient, ConnectReturnCode, Event, LastWill, MqttOptions, Packet, QoS},
};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);

fn start(data: &Path, more: &[&str]) -> Engine {
    let settings = [&["mqtt.listen=127.0.0.1:0"], more].concat();
    Engine::start_by(Command::new(env!("CARGO_BIN_EXE_realtail")), data, &settings)
}

/// An engine with a fridge that is too warm above 8 degrees, for so long.
fn open(data: &Path, for_ms: u64) -> Engine {
    let engine = start(data, &["mqtt.packet_bytes_max=4096", "mqtt.connections_max=8"]);
    shop::stock(&engine, 5);
    let zones = json!([{"zone": "cold", "kind": "cold"}]);
    let site = json!({"name": "S", "kind": "store", "timezone": "Europe/Berlin", "zones": zones});
    assert_eq!(engine.call("PUT", "/v1/sites/S", &site).0, 200);
    let climate =
        json!({"too_warm_above_millicelsius": 8000, "well_at_millicelsius": 5000, "for_ms": for_ms});
    let fridge = json!({"kind": "thermometer", "site": "S", "zone": "cold", "climate": climate});
    assert_eq!(engine.call("PUT", "/v1/devices/F", &fridge).0, 200);
    let shelf = json!({"item": "A", "unit_weight_g": 500, "low_at_units": 2, "filled_at_units": 5});
    let shelf = json!({"kind": "shelf", "site": "S", "shelf": shelf});
    assert_eq!(engine.call("PUT", "/v1/devices/R", &shelf).0, 200);
    engine
}

fn address(engine: &Engine) -> SocketAddr {
    let said = engine.said.lock().expect("whole");
    let line = said.iter().find_map(|line| line.split_once("mqtt://")).expect("the broker says where it is");
    line.1.trim().parse().expect("an address")
}

fn eventually(engine: &Engine, path: &str, good: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let (_, found) = engine.call("GET", path, &Value::Null);
        if good(&found) {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "{path}: {found}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn told(engine: &Engine, action: &str) -> Value {
    let found = eventually(engine, &format!("/v1/actions?action={action}"), |a| a["actions"] != json!([]));
    found["actions"][0].clone()
}

fn run<T>(what: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async { tokio::time::timeout(PATIENCE, what).await.expect("in time") })
}

fn v4(address: SocketAddr, key: &str) -> MqttOptions {
    let mut options = MqttOptions::new("v4", address.ip().to_string(), address.port());
    options.set_credentials("fridge", key);
    options
}

fn v5(address: SocketAddr, key: &str) -> v5::MqttOptions {
    let mut options = v5::MqttOptions::new("v5", address.ip().to_string(), address.port());
    options.set_credentials("fridge", key);
    options
}

/// Publishes in version 3.1.1, and waits for the acknowledgement.
fn publish(address: SocketAddr, topic: &str, qos: QoS, payload: &Value) {
    let (client, mut events) = AsyncClient::new(v4(address, KEY), 10);
    run(async {
        client.publish(topic, qos, false, payload.to_string()).await.expect("queued");
        loop {
            let event = events.poll().await.expect("a line that stands");
            if let Event::Incoming(Packet::PubAck(_) | Packet::PubComp(_)) = event {
                break;
            }
        }
    });
}

/// Publishes in version 5, and tells what the acknowledgement says.
fn publish5(address: SocketAddr, topic: &str, payload: &str) -> (PubAckReason, String) {
    let (client, mut events) = v5::AsyncClient::new(v5(address, KEY), 10);
    run(async {
        let qos = v5::mqttbytes::QoS::AtLeastOnce;
        client.publish(topic, qos, true, payload.to_owned()).await.expect("queued");
        loop {
            if let v5::Event::Incoming(Packet5::PubAck(ack)) =
                events.poll().await.expect("a line that stands")
            {
                let why = ack.properties.and_then(|own| own.reason_string).unwrap_or_default();
                break (ack.reason, why);
            }
        }
    })
}

/// A timer told of it; what set the timer is where the trace begins.
#[track_caller]
fn began_with_a_reading(engine: &Engine, action: &Value) {
    let path = format!("/v1/traces/{}", action["trace"].as_str().expect("a trace"));
    let (status, trace) = engine.call("GET", &path, &Value::Null);
    assert_eq!((status, &trace["signal"]), (200, &json!("retail.temperature.read")), "{trace}");
    let steps = trace["steps"].as_array().expect("steps");
    let told = steps.iter().find(|step| step["event"] == "retail.temperature.too_warm").expect("an alarm");
    assert_eq!((&told["part"], &told["cause"]), (&json!(1), &action["trace"]), "{trace}");
    assert_eq!(trace["parts"][1]["signal"], "timer.due", "{trace}");
}

#[test]
fn what_is_too_warm_is_told() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), 300);
    let mqtt = address(&engine);
    publish(mqtt, "realtail/S/F/temperature", QoS::AtLeastOnce, &json!({"celsius": 9.5}));
    let action = told(&engine, "too_warm");
    assert_eq!(action["action"]["millicelsius"], 9500, "{action}");
    assert_eq!((&action["action"]["device"], &action["action"]["zone"]), (&json!("F"), &json!("cold")));
    let (_, state) = engine.call("GET", "/v1/devices/F/state", &Value::Null);
    assert_eq!(state["last"]["celsius"], 9.5, "{state}");
    assert_eq!(state["too_warm"]["told"], true, "{state}");
    assert_eq!(state["too_warm"]["since"], action["action"]["since"], "{state}");
    began_with_a_reading(&engine, &action);
    publish(mqtt, "realtail/S/F/temperature", QoS::ExactlyOnce, &json!({"celsius": 4.0}));
    let (_, state) = engine.call("GET", "/v1/devices/F/state", &Value::Null);
    assert_eq!((&state["last"]["celsius"], &state["too_warm"]), (&json!(4.0), &Value::Null), "{state}");
    assert_eq!(publish5(mqtt, "realtail/S/R/weight", "{\"weight_g\": 900}").0, PubAckReason::Success);
    assert_eq!(told(&engine, "shelf_low")["action"]["units"], 2);
    let (_, states) = engine.call("GET", "/v1/device-states?site=S", &Value::Null);
    assert_eq!(states["states"][1]["last"]["units"], 2, "{states}");
    let (_, delays) = engine.call("GET", "/v1/delays", &Value::Null);
    let rows = delays["rows"].as_array().expect("rows");
    assert!(rows.iter().any(|row| row["action"] == "shelf_low" && row["signal"] == "retail.shelf.weighed"));
}

#[test]
fn what_the_broker_counts_is_among_the_metrics() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), 0);
    let mqtt = address(&engine);
    let metric = |name: &str| engine.metric(&format!("realtail_mqtt_{name}")).expect("it is told");
    assert_eq!((metric("connections"), metric("messages_accepted_total")), (0, 0));
    publish(mqtt, "realtail/S/F/temperature", QoS::AtLeastOnce, &json!({"celsius": 4.5}));
    publish(mqtt, "realtail/S/F/temperature", QoS::AtLeastOnce, &json!({"celsius": 4.0}));
    assert_ne!(publish5(mqtt, "realtail/S/F/temperature", "warm").0, PubAckReason::Success);
    let (_wrong, mut events) = AsyncClient::new(v4(mqtt, "nobody's"), 10);
    run(async { events.poll().await.expect_err("a wrong key") });
    // Whoever is let in and says nothing stays.
    let (_quiet, mut events) = AsyncClient::new(v4(mqtt, KEY), 10);
    run(async { events.poll().await.expect("let in") });
    let begun = Instant::now();
    while metric("connections") != 1 || metric("connections_refused_total") != 1 {
        assert!(begun.elapsed() < PATIENCE, "{} are connected", metric("connections"));
    }
    assert_eq!((metric("messages_accepted_total"), metric("messages_refused_total")), (2, 1));
    assert_eq!((metric("connections_accepted_total"), metric("connections_broken_total")), (4, 0));
    drop(engine);
    // Where no broker runs there is nothing to tell of.
    let engine = Engine::start(data.path());
    assert_eq!(engine.metric("realtail_mqtt_connections"), None);
}

#[test]
fn signals_over_http_come_to_the_same() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), 0);
    let event = |id: &str, sensor: &str, celsius: f64| {
        json!({"specversion": "1.0", "id": id, "source": "t", "type": "retail.temperature.read",
            "data": {"sensor": sensor, "site": "S", "celsius": celsius}})
    };
    let batch = json!([
        event("1", "F", 9.0),
        event("2", "unknown", 9.0),
        event("3", "F", 999.0),
        event("1", "F", 9.0)
    ]);
    let kind = "application/cloudevents-batch+json";
    let (status, verdicts) = engine.raw("POST", "/v1/signals", kind, batch.to_string().as_bytes());
    let found: Vec<&Value> =
        verdicts["results"].as_array().expect("verdicts").iter().map(|v| &v["verdict"]).collect();
    assert_eq!((status, json!(found)), (202, json!(["accepted", "accepted", "refused", "duplicate"])));
    assert_eq!(verdicts["results"][2]["problem"]["field"], "celsius", "{verdicts}");
    assert_eq!(told(&engine, "too_warm")["signal"], "retail.temperature.read");
    // The same event over MQTT is the same event.
    let mqtt = address(&engine);
    publish(mqtt, "realtail/signals", QoS::AtLeastOnce, &event("1", "F", 9.0));
    publish(mqtt, "realtail/signals", QoS::AtLeastOnce, &event("4", "F", 3.0));
    let (_, state) = engine.call("GET", "/v1/devices/F/state", &Value::Null);
    assert_eq!(state["last"]["celsius"], 3.0, "{state}");
    let (reason, why) = publish5(mqtt, "realtail/signals", "{\"specversion\": \"1.0\"}");
    assert_eq!(reason, PubAckReason::PayloadFormatInvalid, "{why}");
    assert!(why.contains("source"), "{why}");
}

#[test]
fn what_was_acknowledged_outlives_kill_9() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), 8000);
    publish(address(&engine), "realtail/S/F/temperature", QoS::AtLeastOnce, &json!({"celsius": 9.0}));
    // Dropping it is kill -9.
    drop(engine);
    let engine = start(data.path(), &[]);
    let (_, state) = engine.call("GET", "/v1/devices/F/state", &Value::Null);
    assert_eq!(state["too_warm"]["told"], false, "the time runs on: {state}");
    let alarm = told(&engine, "too_warm");
    assert_eq!(alarm["action"]["since"], state["too_warm"]["since"]);
    began_with_a_reading(&engine, &alarm);
    // So does what was told, of either kind.
    publish(address(&engine), "realtail/S/R/weight", QoS::AtLeastOnce, &json!({"weight_g": 900}));
    told(&engine, "shelf_low");
    drop(engine);
    let engine = start(data.path(), &[]);
    assert_eq!(told(&engine, "too_warm")["action"]["since"], state["too_warm"]["since"]);
}

#[test]
fn only_keys_that_may_send_signals_are_let_in() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), 0);
    let mqtt = address(&engine);
    let elsewhere = json!({"name": "T", "kind": "store", "timezone": "Europe/Berlin"});
    assert_eq!(engine.call("PUT", "/v1/sites/T", &elsewhere).0, 200);
    let key = |body: Value| {
        let (_, made) = engine.call("POST", "/v1/keys", &body);
        made["secret"].as_str().unwrap_or_else(|| panic!("a key: {made}")).to_owned()
    };
    let (reader, elsewhere) = (
        key(json!({"name": "r", "role": "read_only"})),
        key(json!({"name": "e", "role": "associate", "site": "T"})),
    );
    let code = |secret: &str| {
        let (_client, mut events) = AsyncClient::new(v4(mqtt, secret), 10);
        match run(events.poll()) {
            Ok(Event::Incoming(Packet::ConnAck(ack))) => ack.code,
            Err(rumqttc::ConnectionError::ConnectionRefused(code)) => code,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(code(KEY), ConnectReturnCode::Success);
    assert_eq!(code("wrong"), ConnectReturnCode::BadUserNamePassword);
    assert_eq!(code(&reader), ConnectReturnCode::NotAuthorized);
    let (_client, mut events) = v5::AsyncClient::new(v5(mqtt, "wrong"), 10);
    match run(events.poll()) {
        Err(v5::ConnectionError::ConnectionRefused(code)) => assert_eq!(code, Code5::BadUserNamePassword),
        other => panic!("{other:?}"),
    }
    // A key of another site, and nobody else's fridge.
    let (client, mut events) = v5::AsyncClient::new(v5(mqtt, &elsewhere), 10);
    run(async {
        let qos = v5::mqttbytes::QoS::AtLeastOnce;
        client.publish("realtail/S/F/temperature", qos, false, "{\"celsius\": 9}").await.expect("queued");
        loop {
            if let v5::Event::Incoming(Packet5::PubAck(ack)) =
                events.poll().await.expect("a line that stands")
            {
                assert_eq!(ack.reason, PubAckReason::NotAuthorized);
                break;
            }
        }
    });
    assert_eq!(engine.call("GET", "/v1/devices/F/state", &Value::Null).1["last"], Value::Null);
    let said = engine.said.lock().expect("whole").join("\n");
    assert!(!said.contains(&elsewhere) && !said.contains("wrong\""), "no key is logged: {said}");
}

#[test]
fn what_is_no_reading_is_refused_with_a_reason() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), 0);
    let mqtt = address(&engine);
    let cases = [
        (
            "realtail/S/F/temperature",
            "{\"celsius\": 900}",
            PubAckReason::PayloadFormatInvalid,
            "broken thermometer",
        ),
        (
            "realtail/S/F/temperature",
            "{\"celsius\": 1e999}",
            PubAckReason::PayloadFormatInvalid,
            "out of range",
        ),
        (
            "realtail/S/F/temperature",
            "{\"celsius\": 4, \"x\": 1}",
            PubAckReason::PayloadFormatInvalid,
            "unknown field",
        ),
        ("realtail/S/F/temperature", "warm", PubAckReason::PayloadFormatInvalid, "payload"),
        (
            "realtail/S/F/temperature",
            "{\"celsius\": 4, \"at\": \"2999-01-01T00:00:00Z\"}",
            PubAckReason::PayloadFormatInvalid,
            "ahead",
        ),
        ("realtail/T/F/temperature", "{\"celsius\": 4}", PubAckReason::PayloadFormatInvalid, "stands at S"),
        ("realtail/S/R/temperature", "{\"celsius\": 4}", PubAckReason::PayloadFormatInvalid, "is a shelf"),
        ("realtail/S/F/humidity", "{}", PubAckReason::TopicNameInvalid, "temperature or weight"),
        ("elsewhere", "{}", PubAckReason::TopicNameInvalid, "realtail/{site}/{device}"),
    ];
    for (topic, payload, reason, word) in cases {
        let (found, why) = publish5(mqtt, topic, payload);
        assert!(found == reason && why.contains(word), "{topic} {payload}: {found:?} {why}");
    }
    // Version 3.1.1 has no word for it: it is dropped, and counted.
    publish(mqtt, "elsewhere", QoS::AtLeastOnce, &json!({}));
    assert_eq!(engine.call("GET", "/v1/devices/F/state", &Value::Null).1["last"], Value::Null);
}

/// A packet of version 3.1.1 or 5 that begins a line: client `raw`, key as the user name.
fn connect(version: u8, keep_alive_s: u16) -> Vec<u8> {
    let mut body = vec![0, 4, b'M', b'Q', b'T', b'T', version, 0x80];
    body.extend(keep_alive_s.to_be_bytes());
    body.extend(if version == 5 { &[0_u8][..] } else { &[] });
    for text in ["raw", KEY] {
        body.extend((text.len() as u16).to_be_bytes());
        body.extend(text.as_bytes());
    }
    [vec![0x10, body.len() as u8], body].concat()
}

fn message(first: u8, id: u16, topic: &str, payload: &str) -> Vec<u8> {
    let mut body = (topic.len() as u16).to_be_bytes().to_vec();
    body.extend(topic.as_bytes());
    body.extend(id.to_be_bytes());
    body.extend(payload.as_bytes());
    [vec![first, body.len() as u8], body].concat()
}

fn line(address: SocketAddr, hello: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).expect("a line");
    stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
    stream.write_all(hello).expect("sent");
    stream
}

fn answer(stream: &mut TcpStream, bytes: usize) -> Vec<u8> {
    let mut found = vec![0; bytes];
    stream.read_exact(&mut found).expect("an answer");
    found
}

/// All that comes until the line ends.
fn last_words(stream: &mut TcpStream) -> Vec<u8> {
    let mut found = Vec::new();
    let _ = stream.read_to_end(&mut found);
    found
}

#[test]
fn a_repetition_has_one_effect() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), 0);
    let mqtt = address(&engine);
    // An unknown device: each message would stand in the log by itself.
    let (topic, payload) = ("realtail/S/X/temperature", "{\"celsius\": 4.5}");
    for (first, session) in [(0x32, 0), (0x3A, 1), (0x3A, 1)] {
        let mut stream = line(mqtt, &connect(4, 60));
        assert_eq!(answer(&mut stream, 4), [0x20, 2, session, 0]);
        stream.write_all(&message(first, 7, topic, payload)).expect("sent");
        assert_eq!(answer(&mut stream, 4), [0x40, 2, 0, 7]);
    }
    let mut stream = line(mqtt, &connect(4, 60));
    assert_eq!(answer(&mut stream, 4), [0x20, 2, 1, 0]);
    // Quality 2: sent again until it is released, and then it is another message.
    for first in [0x34, 0x3C, 0x3C] {
        stream.write_all(&message(first, 8, topic, payload)).expect("sent");
        assert_eq!(answer(&mut stream, 4), [0x50, 2, 0, 8]);
    }
    stream.write_all(&[0x62, 2, 0, 8]).expect("sent");
    assert_eq!(answer(&mut stream, 4), [0x70, 2, 0, 8]);
    // A new message under the number of an old one.
    stream.write_all(&message(0x32, 7, topic, payload)).expect("sent");
    assert_eq!(answer(&mut stream, 4), [0x40, 2, 0, 7]);
    let (_, traces) = engine.call("GET", "/v1/traces?limit=1000", &Value::Null);
    let traces = traces["traces"].as_array().expect("traces");
    let taken = traces.iter().filter(|trace| trace["signal"] == "retail.temperature.read").count();
    assert_eq!(taken, 3, "{traces:?}");
}

#[test]
fn rubbish_hurts_nobody_else() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), 0);
    let mqtt = address(&engine);
    let mut good = line(mqtt, &connect(5, 60));
    answer(&mut good, 3);
    let oversize = [&[0x32, 0x80, 0x80, 0x80, 0x01], vec![0; 5000].as_slice()].concat();
    let cases: Vec<(Vec<u8>, &[u8])> = vec![
        (b"GET / HTTP/1.1\r\n\r\n".to_vec(), &[]),
        (vec![0xFF; 64], &[]),
        (vec![0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], &[]),
        // A version that nobody speaks is told so.
        (vec![0x10, 12, 0, 4, b'M', b'Q', b'T', b'T', 9, 2, 0, 60, 0, 0], &[0x20, 2, 0, 1]),
    ];
    for (bytes, words) in cases {
        assert_eq!(last_words(&mut line(mqtt, &bytes)), words, "{bytes:?}");
    }
    // After CONNECT, version 5 says what was wrong.
    let faults: [(&[u8], u8); 6] = [
        (&oversize, 0x95),
        (&connect(5, 60), 0x82),
        (&[0x36, 0], 0x81),
        (&[0x40, 2, 0, 1], 0x82),
        (&[0x80, 5, 0, 1, 0, 0, 0], 0x81),
        (&[0xF0, 0], 0x82),
    ];
    for (bytes, code) in faults {
        let mut stream = line(mqtt, &[&connect(5, 60), bytes].concat());
        let length = usize::from(answer(&mut stream, 2)[1]);
        answer(&mut stream, length);
        let words = last_words(&mut stream);
        assert_eq!((words[0], words[2]), (0xE0, code), "{bytes:?}: {words:?}");
    }
    // Whoever says nothing for half as long again as promised is gone; whoever is heard stays.
    let mut quiet = line(mqtt, &connect(4, 1));
    answer(&mut quiet, 4);
    let begun = Instant::now();
    assert!(last_words(&mut quiet).is_empty() && begun.elapsed() >= Duration::from_millis(1400));
    // Too many at once: the next one is closed.
    let mut many: Vec<TcpStream> = (0..9).map(|_| TcpStream::connect(mqtt).expect("a line")).collect();
    assert!(last_words(many.last_mut().expect("nine")).is_empty());
    drop(many);
    let subscribe = [&[0x82, 7, 0, 9, 0, 0, 1, b'#', 1][..], &[0xA2, 6, 0, 9, 0, 0, 1, b'#']].concat();
    let mut reconnected = loop {
        let mut stream = line(mqtt, &connect(5, 60));
        let mut length = [0; 2];
        if stream.read_exact(&mut length).is_ok() {
            answer(&mut stream, usize::from(length[1]));
            break stream;
        }
    };
    // The earlier line of this client is told that it is over.
    assert!(last_words(&mut good).windows(3).any(|words| words[0] == 0xE0 && words[2] == 0x8E));
    reconnected.write_all(&subscribe).expect("sent");
    let length = usize::from(answer(&mut reconnected, 2)[1]);
    assert_eq!(answer(&mut reconnected, length).last(), Some(&0x87), "no subscriptions");
    let length = usize::from(answer(&mut reconnected, 2)[1]);
    assert_eq!(answer(&mut reconnected, length).last(), Some(&0x11), "none to end");
    publish(mqtt, "realtail/S/F/temperature", QoS::AtLeastOnce, &json!({"celsius": 4.0}));
}

#[test]
fn a_dead_line_is_silence() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = open(data.path(), 0);
    let mqtt = address(&engine);
    let silent = |is: bool| eventually(&engine, "/v1/devices/F", |device| device["silent"] == is);
    let mut options = v4(mqtt, KEY);
    options.set_last_will(LastWill::new("realtail/S/F/status", "gone", QoS::AtLeastOnce, true));
    let (client, mut events) = AsyncClient::new(options.clone(), 10);
    run(async { events.poll().await.expect("let in") });
    silent(false);
    drop((client, events));
    silent(true);
    publish(mqtt, "realtail/S/F/temperature", QoS::AtLeastOnce, &json!({"celsius": 4.0}));
    silent(false);
    // Whoever says good-bye is not dead.
    let (client, mut events) = AsyncClient::new(options, 10);
    run(async {
        events.poll().await.expect("let in");
        client.disconnect().await.expect("queued");
        while events.poll().await.is_ok() {}
    });
    publish(mqtt, "realtail/S/F/temperature", QoS::AtLeastOnce, &json!({"celsius": 4.0}));
    assert_eq!(engine.call("GET", "/v1/devices/F", &Value::Null).1["silent"], false);
}

#[test]
fn it_stops_in_good_order() {
    let data = tempfile::tempdir().expect("a folder");
    let mut engine = open(data.path(), 0);
    let mut stream = line(address(&engine), &connect(5, 60));
    let length = usize::from(answer(&mut stream, 2)[1]);
    answer(&mut stream, length);
    let pid = engine.process.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
    let words = last_words(&mut stream);
    assert_eq!((words[0], words[2]), (0xE0, 0x8B), "{words:?}");
    assert!(engine.process.wait().expect("ended").success());
}
