//! Shelves seen by cameras, against the binary: a still comes in, a gap is found, an associate is sent.

mod engine;
#[allow(dead_code, reason = "what is drawn for measuring is more than is asked of the engine")]
#[path = "../../adapters/vision/tests/shelves/mod.rs"]
mod shelves;

use engine::{Engine, KEY};
use serde_json::{Value, json};
use shelves::{Disturbance, Scene, Shops, Truth};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Instant;

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path} {body}: {status} {answer}");
    answer
}

fn read(engine: &Engine, path: &str) -> Value {
    good(engine, "GET", path, &Value::Null)
}

/// Sends bytes of a content type as they are.
fn send(engine: &Engine, path: &str, kind: &str, bytes: &[u8]) -> (u16, Value) {
    let mut stream = TcpStream::connect(engine.address).expect("it listens");
    let length = bytes.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {KEY}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    stream.write_all(bytes).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    (head[9..12].parse().expect("a status"), serde_json::from_str(body).unwrap_or(Value::Null))
}

fn png(scene: &Scene) -> Vec<u8> {
    let [wide, high] = shelves::STILL;
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, wide as u32, high as u32);
    encoder.set_color(png::ColorType::Rgb);
    let mut rgb = Vec::with_capacity(wide * high * 3);
    for y in 0..high {
        for x in 0..wide {
            rgb.extend(scene.still.pixel(x as i64, y as i64).map(|c| (c * 255.0).round() as u8));
        }
    }
    encoder.write_header().expect("a head").write_image_data(&rgb).expect("a picture");
    file
}

/// A store with a camera before a bay of what is drawn, five of each on the floor by the book and five behind.
fn store(engine: &Engine, scene: &Scene) -> Vec<String> {
    let zones = json!([{"zone": "floor", "kind": "sales_floor"}, {"zone": "back", "kind": "backroom"}]);
    let site = json!({"name": "North", "kind": "store", "timezone": "Europe/Berlin", "zones": zones});
    good(engine, "PUT", "/v1/sites/s", &site);
    let places = scene.bay.shelves.iter().flat_map(|shelf| &shelf.places);
    let items: Vec<String> = places.map(|place| place.item.to_string()).collect();
    let mut moves = Vec::new();
    for item in &items {
        good(engine, "PUT", &format!("/v1/items/{item}"), &json!({"name": item}));
        for zone in ["floor", "back"] {
            moves.push(json!({"item": item, "quantity": 5, "from": {"outside": "supplier"},
                "to": {"site": "s", "zone": zone}, "reason": "receipt"}));
        }
    }
    good(engine, "POST", "/v1/stock/moves", &json!({"moves": moves}));
    good(engine, "PUT", "/v1/devices/c", &json!({"kind": "camera", "site": "s", "zone": "floor"}));
    plan(engine, scene);
    items
}

fn plan(engine: &Engine, scene: &Scene) {
    let mut bay = serde_json::to_value(&scene.bay).expect("a bay");
    bay["zone"] = json!("floor");
    good(engine, "PUT", "/v1/planograms/s/b", &bay);
}

/// A scene in which some item is sold out, with its seed and the names of all that are.
fn sold_out() -> (u64, Scene, Vec<String>) {
    for seed in 2_001.. {
        let scene = shelves::scene(seed, Disturbance::None, Shops::ForMeasuring);
        let mut gone = Vec::new();
        for (s, shelf) in scene.bay.shelves.iter().enumerate() {
            for (p, place) in shelf.places.iter().enumerate() {
                let mut here = scene.truth.iter().filter(|((x, y, _), _)| (*x, *y) == (s, p));
                if here.all(|(_, truth)| *truth == Truth::Gap) {
                    gone.push(place.item.to_string());
                }
            }
        }
        if !gone.is_empty() {
            return (seed, scene, gone);
        }
    }
    unreachable!("some item is sold out somewhere")
}

#[test]
fn a_still_comes_in_a_gap_is_found_and_an_associate_is_sent() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    let (seed, scene, gone) = sold_out();
    store(&engine, &scene);
    let still = png(&scene);
    let path = "/v1/shelf-images?site=s&bay=b";
    let started = Instant::now();
    let (status, first) = send(&engine, path, "image/png", &still);
    assert_eq!(status, 200, "{first}");
    let (_, second) = send(&engine, path, "image/png", &still);
    let missing: Vec<&Value> =
        [&first, &second].iter().flat_map(|look| look["missing"].as_array().expect("items")).collect();
    let tasks = read(&engine, "/v1/tasks?site=s");
    let waited = started.elapsed();
    let raised: Vec<&Value> =
        tasks["tasks"].as_array().expect("tasks").iter().filter(|task| task["kind"] == "replenish").collect();
    println!(
        "two stills in, {} tasks out after {waited:?}; a look took {} ms",
        raised.len(),
        second["took_ms"]
    );
    for item in &gone {
        assert!(missing.contains(&&json!(item)), "{item} is sold out, told is {missing:?}");
        let task = raised.iter().find(|task| task["lines"][0]["item"] == json!(item));
        let task = task.unwrap_or_else(|| panic!("nobody is sent for {item}: {tasks}"));
        assert_eq!((&task["from"], &task["to"]), (&json!("back"), &json!("floor")), "{task}");
    }
    let planogram = read(&engine, "/v1/planograms/s/b");
    assert_eq!(planogram["look"]["image"], second["image"]);
    let told = planogram["gaps"].as_array().expect("gaps").iter().find(|gap| gap["item"] == json!(gone[0]));
    assert!(told.is_some_and(|gap| gap["told"] == true && gap["task"].is_string()), "{planogram}");
    // The store is told as by a shelf that weighs.
    let actions = read(&engine, "/v1/actions?limit=1000").to_string();
    assert!(actions.contains("shelf_low"), "{actions}");

    // The same bay, filled again: what was told ends, and so do the tasks that nobody took.
    let full = shelves::full(seed, Disturbance::None, Shops::ForMeasuring);
    plan(&engine, &full);
    let (status, look) = send(&engine, path, "image/png", &png(&full));
    assert_eq!(status, 200, "{look}");
    for item in &gone {
        assert!(look["back"].as_array().expect("items").contains(&json!(item)), "{look}");
    }
    let left = read(&engine, "/v1/tasks?site=s&state=open").to_string();
    assert!(gone.iter().all(|item| !left.contains(&format!("\"{item}\""))), "{left}");
}

#[test]
fn a_box_that_looks_itself_tells_by_a_signal_and_wrong_pictures_are_refused() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    let (_, scene, _) = sold_out();
    let items = store(&engine, &scene);
    let facings = scene.bay.shelves[0].places[0].facings;
    let signal = |id: &str, place: Value, time: &str| {
        let data = json!({"camera": "c", "site": "s", "bay": "b", "image": "00ff", "places": [place]});
        let event = json!({"specversion": "1.0", "id": id, "source": "box", "type": "retail.shelf.seen", "time": time, "data": data});
        send(&engine, "/v1/signals", "application/cloudevents+json", event.to_string().as_bytes())
    };
    let now = read(&engine, "/v1/me")["now"].as_str().expect("a time").to_owned();
    let gap = json!({"shelf": 1, "place": 1, "facings_seen": 0, "facings_empty": facings, "confidence_ppm": 950_000});
    let (_, verdict) = signal("1", gap, &now);
    assert_eq!(verdict["results"][0]["verdict"], "accepted", "{verdict}");
    let tasks = read(&engine, "/v1/tasks?site=s");
    assert!(tasks.to_string().contains(&items[0]), "{tasks}");
    let wrong =
        json!({"shelf": 9, "place": 1, "facings_seen": 0, "facings_empty": 1, "confidence_ppm": 950_000});
    let (_, verdict) = signal("2", wrong, &now);
    assert!(verdict.to_string().contains("say the item, or the shelf and the place"), "{verdict}");
    let schema = read(&engine, "/schemas/retail.shelf.seen");
    assert!(schema["properties"]["places"].is_object(), "{schema}");

    for (path, kind, bytes, status, says) in [
        ("/v1/shelf-images?site=s&bay=b", "image/png", &b"no picture"[..], 422, "neither a JPEG nor a PNG"),
        ("/v1/shelf-images?site=s&bay=b", "image/jpeg", &b"\xff\xd8\xff\xe0rest"[..], 422, "cannot be read"),
        ("/v1/shelf-images?site=s&bay=b", "text/plain", b"", 415, "send image/jpeg or image/png"),
        ("/v1/shelf-images?site=s&bay=z", "image/png", b"", 404, "no planogram of bay"),
        ("/v1/shelf-images?site=s&bay=b&camera=z", "image/png", b"", 422, "no view of camera z"),
        ("/v1/shelf-images?bay=b", "image/png", b"", 400, "say site in the query"),
    ] {
        let (found, problem) = send(&engine, path, kind, bytes);
        assert_eq!(found, status, "{path}: {problem}");
        assert!(
            problem["detail"].as_str().unwrap_or_default().contains(says),
            "{says:?} is not in {problem}"
        );
    }
}
