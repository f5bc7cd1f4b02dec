//! The slot for a model: a small ONNX file, written byte by byte here, is loaded, run and read.
#![cfg(feature = "onnx")]

use realtail_kernel::DeviceId;
use realtail_vision::model::OnnxModel;
use realtail_vision::{Detector, Layout, Model, ModelPlan, Still};
use realtail_vocabulary::Bay;
use serde_json::json;

/// A field of a protocol buffer: a number, or bytes of that length.
fn number(field: u8, value: u64) -> Vec<u8> {
    [vec![field << 3], varint(value)].concat()
}

fn bytes(field: u8, content: &[u8]) -> Vec<u8> {
    [&[field << 3 | 2][..], &varint(content.len() as u64), content].concat()
}

fn varint(mut value: u64) -> Vec<u8> {
    let mut written = Vec::new();
    while value >= 0x80 {
        written.push(value as u8 | 0x80);
        value >>= 7;
    }
    written.push(value as u8);
    written
}

/// `NodeProto`: what it takes (1), gives (2), its operator (4), its attributes (5).
fn node(operator: &str, takes: &[&str], gives: &str, attributes: &[Vec<u8>]) -> Vec<u8> {
    let mut node: Vec<u8> = takes.iter().flat_map(|name| bytes(1, name.as_bytes())).collect();
    node.extend(bytes(2, gives.as_bytes()));
    node.extend(bytes(3, gives.as_bytes()));
    node.extend(bytes(4, operator.as_bytes()));
    node.extend(attributes.iter().flat_map(|attribute| bytes(5, attribute)));
    bytes(1, &node)
}

/// `AttributeProto`: whole numbers (8) of the kind INTS (7).
fn whole(name: &str, values: &[u64]) -> Vec<u8> {
    let values: Vec<u8> = values.iter().flat_map(|value| number(8, *value)).collect();
    [bytes(1, name.as_bytes()), values, [vec![20 << 3 & 0xff, 1], varint(7)].concat()].concat()
}

/// `AttributeProto`: one whole number (3) of the kind INT (2).
fn one(name: &str, value: u64) -> Vec<u8> {
    [bytes(1, name.as_bytes()), number(3, value), [vec![20 << 3 & 0xff, 1], varint(2)].concat()].concat()
}

/// `TensorProto` among the initializers (5): dims (1), kind (2), raw data (9), name (8).
fn tensor(name: &str, dims: &[u64], kind: u64, raw: &[u8]) -> Vec<u8> {
    let dims: Vec<u8> = dims.iter().flat_map(|dim| number(1, *dim)).collect();
    bytes(5, &[dims, number(2, kind), bytes(8, name.as_bytes()), bytes(9, raw)].concat())
}

fn floats(name: &str, dims: &[u64], values: &[f32]) -> Vec<u8> {
    tensor(name, dims, 1, &values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>())
}

/// `ValueInfoProto`: a tensor of floats of this shape.
fn value(field: u8, name: &str, dims: &[u64]) -> Vec<u8> {
    let dims: Vec<u8> = dims.iter().flat_map(|dim| bytes(1, &number(1, *dim))).collect();
    let tensor = [number(1, 1), bytes(2, &dims)].concat();
    bytes(field, &[bytes(1, name.as_bytes()), bytes(2, &bytes(1, &tensor))].concat())
}

/// A detector that knows one thing: of a picture of 64 by 64 pixels it takes each quarter for a box, and the darker
/// that is, the surer is the gap. Each box may be a person too, with a score that is given.
fn model(person: f32) -> Vec<u8> {
    let boxes: Vec<f32> = [[16.0, 48.0, 16.0, 48.0], [16.0, 16.0, 48.0, 48.0], [32.0; 4], [32.0; 4]].concat();
    let shape: Vec<u8> = [1_i64, 1, 4].iter().flat_map(|v| v.to_le_bytes()).collect();
    let graph = [
        node("ReduceMean", &["picture"], "grey", &[whole("axes", &[1]), one("keepdims", 1)]),
        node(
            "AveragePool",
            &["grey"],
            "quarters",
            &[whole("kernel_shape", &[32, 32]), whole("strides", &[32, 32])],
        ),
        node("Reshape", &["quarters", "shape"], "bright", &[]),
        node("Sub", &["ones", "bright"], "dark", &[]),
        node("Concat", &["boxes", "dark", "people"], "found", &[one("axis", 1)]),
        bytes(2, b"dark quarters"),
        tensor("shape", &[3], 7, &shape),
        floats("ones", &[1, 1, 4], &[1.0; 4]),
        floats("boxes", &[1, 4, 4], &boxes),
        floats("people", &[1, 1, 4], &[person; 4]),
        value(11, "picture", &[1, 3, 64, 64]),
        value(12, "found", &[1, 6, 4]),
    ];
    // The version of the format, the graph, and the set of operators.
    [number(1, 8), bytes(7, &graph.concat()), bytes(8, &[bytes(1, b""), number(2, 13)].concat())].concat()
}

fn plan() -> ModelPlan {
    let classes = vec!["gap".to_owned(), "person".to_owned()];
    ModelPlan { side: 64, layout: Layout::Yolo, classes, gap: "gap".to_owned(), score_min: 0.5 }
}

/// A picture of 128 by 256 pixels whose upper right quarter is dark; the rest is of bright stripes.
fn picture() -> (Still, Vec<u8>) {
    let dark = |n: usize| n % 128 >= 64 && n / 128 < 128;
    let rgb: Vec<u8> = (0..128 * 256)
        .flat_map(|n| {
            if dark(n) {
                [10; 3]
            } else if n / 8 % 2 == 0 {
                [240, 200, 60]
            } else {
                [250, 80, 200]
            }
        })
        .collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 128, 256);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().expect("a head").write_image_data(&rgb).expect("a picture");
    (Still::of_rgb(128, rgb).expect("a still"), file)
}

#[test]
fn a_model_from_a_file_finds_what_is_dark() {
    let folder = std::env::temp_dir().join(format!("realtail-vision-{}.onnx", std::process::id()));
    std::fs::write(&folder, model(0.0)).expect("a file");
    let loaded = OnnxModel::load(&folder, plan()).expect("a model");
    std::fs::remove_file(&folder).expect("it was there");
    let found = loaded.find(&picture().0).expect("an answer");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].is_gap && found[0].score > 0.95, "{found:?}");
    assert_eq!(found[0].area, [64.0, 0.0, 128.0, 128.0], "in pixels of the still");
}

#[test]
fn what_is_a_person_to_the_model_is_dropped_and_counted() {
    let bay: Bay = serde_json::from_value(json!({"site": "s", "bay": "b", "width_cm": 100, "height_cm": 100,
        "shelves": [{"top_cm": 0, "height_cm": 50, "places": [
            {"item": "tea", "left_cm": 0, "facing_width_cm": 50, "facings": 2}]}],
        "views": [{"camera": "c", "corners_ppm": [[0, 0], [1_000_000, 0], [1_000_000, 1_000_000], [0, 1_000_000]]}]}))
    .expect("a bay");
    let camera = DeviceId::new("c").expect("a name");
    let look = |person: f32| {
        let model = OnnxModel::of_bytes(&model(person), plan()).expect("a model");
        Detector::with_model(Box::new(model)).look(&picture().1, &bay, &camera).expect("a look")
    };
    let found = look(0.0);
    assert_eq!((found.people_dropped, &found.places[0].empty[..]), (0, &[2][..]), "{found:?}");
    // Where it is surer that somebody stands there, nothing of that is used.
    let found = look(0.99);
    assert_eq!(found.people_dropped, 4);
    let text = serde_json::to_string(&found.places).expect("JSON");
    assert!(!text.contains("person"), "{text}");
}

#[test]
fn what_is_no_model_is_refused() {
    let refused = |bytes: &[u8], plan| OnnxModel::of_bytes(bytes, plan).err().expect("a fault").to_string();
    assert!(refused(b"no model", plan()).starts_with("shelf model: read the bytes"));
    let other = ModelPlan { gap: "hole".to_owned(), ..plan() };
    assert!(refused(&model(0.0), other).contains("its gap is one of its classes"));
}
