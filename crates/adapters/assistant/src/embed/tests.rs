//! What the reader refuses, and that sentences alike are near each other.

use super::safetensors::{Matrix, widen};
use super::*;

fn file(header: &str, numbers: &[u16]) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    bytes
}

#[test]
fn half_precision_is_widened() {
    for (half, single) in [
        (0x0000, 0.0),
        (0x3c00, 1.0),
        (0xc000, -2.0),
        (0x3555, 0.333_251_95),
        (0x0001, 5.960_464_5e-8),
        (0x7bff, 65_504.0),
        (0x7c00, f32::INFINITY),
    ] {
        assert_eq!(widen(half), single);
    }
    assert!(widen(0x7e00).is_nan());
}

#[test]
fn only_whole_matrices_are_read() {
    let good = r#"{"w":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]}}"#;
    let matrix = Matrix::parse(file(good, &[0x3c00, 0, 0x4000, 0x4200]), "w").expect("a good file");
    let mut sum = vec![0.0; 2];
    matrix.add_row(0, &mut sum);
    matrix.add_row(1, &mut sum);
    matrix.add_row(2, &mut sum);
    assert_eq!(sum, [3.0, 3.0]);
    for (header, numbers) in [
        (good, 3),
        (r#"{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}"#, 8),
        (r#"{"w":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}"#, 4),
        (r#"{"w":{"dtype":"F16","shape":[2,2],"data_offsets":[8,0]}}"#, 4),
        (r#"{"w":{"dtype":"F16","shape":[9223372036854775807,2],"data_offsets":[0,8]}}"#, 4),
        (r#"{"w":{"dtype":"F16","shape":[2,2],"data_offsets":[0,18446744073709551615]}}"#, 4),
        (r#"{"v":{}}"#, 4),
        ("no json", 4),
    ] {
        assert!(Matrix::parse(file(header, &vec![0; numbers]), "w").is_err(), "{header}");
    }
    assert!(Matrix::parse(u64::MAX.to_le_bytes().to_vec(), "w").is_err());
    assert!(Matrix::parse(vec![1, 2, 3], "w").is_err());
}

#[test]
fn pairs_merge_in_the_order_of_the_file() {
    let json = r#"{"model":{"vocab":{"▁":0,"a":1,"b":2,"ab":3,"▁ab":4,"<0xC3>":5,"<0xA9>":6,"ba":7},
        "merges":["a b","b a","▁ ab"]}}"#;
    let tokenizer = Tokenizer::parse(json.as_bytes()).expect("a good file");
    assert_eq!(tokenizer.encode("ab aba"), [4, 4, 1]);
    assert_eq!(tokenizer.encode("é"), [0, 5, 6]);
    assert!(Tokenizer::parse(br#"{"model":{"vocab":{"a":0},"merges":["a b"]}}"#).is_err());
}

#[test]
fn hashed_sentences_alike_in_spelling_are_near() {
    let embedder = Embedder::hashed();
    let near = |one: &str, other: &str| dot(&embedder.embed(one), &embedder.embed(other));
    assert!(near("returning shoes", "return my shoe") > near("returning shoes", "opening hours"));
    assert_eq!(near("", "anything"), 0.0);
}

/// The ids are those of the package's own tokenizer (`tokenizers` 0.23.3 with this file, without special tokens).
#[test]
fn the_package_is_read_as_its_makers_read_it() {
    let Some(folder) = std::env::var_os("REALTAIL_EMBEDDINGS") else { return };
    let file = std::fs::read(Path::new(&folder).join(TOKENS)).expect("the package is there");
    let tokenizer = Tokenizer::parse(&file).expect("its tokenizer is understood");
    for (sentence, ids) in [
        ("where is my package?", &[988, 338, 590, 3577, 29973][..]),
        ("bestellung größe żółty", &[1900, 514, 686, 867, 29997, 5831, 13918, 8166, 1017]),
        ("siparişim nerede 42", &[269, 666, 1306, 30169, 326, 26033, 2742, 29871, 29946, 29906]),
    ] {
        assert_eq!(tokenizer.encode(sentence), ids, "{sentence}");
    }
    let embedder = Embedder::open(Path::new(&folder)).expect("the package is whole");
    let near = |one: &str, other: &str| dot(&embedder.embed(one), &embedder.embed(other));
    for (one, like, unlike) in [
        ("my parcel has not arrived", "where is my package", "what are your opening hours"),
        ("is it in stock", "do you have it available", "I want my money back"),
        ("the coat is torn", "the jacket is damaged", "the shop is closed"),
    ] {
        assert!(near(one, like) > near(one, unlike), "{one}");
    }
}
