//! How long it takes to index a large catalogue, and to find something in it: `cargo run --release --example measure`.
#![expect(clippy::print_stdout, reason = "it is what this is for")]

use realtail_search::{Asked, Search};
use realtail_vocabulary::Item;
use std::time::{Duration, Instant};

/// As many as the Complete Journey has.
const ITEMS: usize = 92_348;
const ASKS: usize = 4_000;

const KINDS: [&str; 24] = [
    "Bergkäse",
    "Vollmilch",
    "Jeans",
    "Hemd",
    "Feijão preto",
    "Café torrado",
    "Whole Milk",
    "Cereal",
    "Shampoo",
    "Dog food",
    "Apfelsaft",
    "Pão de queijo",
    "Socken",
    "Rain jacket",
    "Canvas shoe",
    "Kitchen towel",
    "Batteries",
    "Schokolade",
    "Açúcar",
    "Olive oil",
    "Reis",
    "Pasta",
    "Toothbrush",
    "Maßband",
];
const WORDS: [&str; 20] = [
    "bio",
    "large",
    "klein",
    "dunkelblau",
    "light",
    "orgânico",
    "family",
    "200g",
    "1kg",
    "500ml",
    "würzig",
    "classic",
    "premium",
    "zuckerfrei",
    "fresh",
    "frozen",
    "red",
    "verde",
    "duo",
    "XL",
];

/// The same items each time.
fn catalogue() -> Vec<Item> {
    let item = |n: usize| {
        let word = |step: usize| WORDS[(n / step + n * 7) % WORDS.len()];
        let name = format!("{} {} {} no. {}", KINDS[n % KINDS.len()], word(24), word(480), n / 97);
        let text = serde_json::json!({"item": (1_000_000 + n).to_string(), "name": name,
            "brand": format!("Brand{}", n % 6_476), "categories": [KINDS[(n / 5) % 24], WORDS[(n / 11) % 20]]});
        serde_json::from_value(text).expect("an item")
    };
    (0..ITEMS).map(item).collect()
}

fn main() {
    let catalogue = catalogue();
    let (search, teller, untold) = Search::new().expect("an index");
    let started = Instant::now();
    search.keep(catalogue.clone(), untold).expect("a thread");
    wait(&search);
    println!("{ITEMS} items indexed in {:.2} s", started.elapsed().as_secs_f64());

    let started = Instant::now();
    teller.tell(vec![catalogue[0].clone()]);
    wait(&search);
    println!("one changed item is found after {:.1} ms", started.elapsed().as_secs_f64() * 1e3);

    for (what, asks) in [
        ("words", vec!["bergkäse würzig", "whole milk light", "jeans dunkelblau xl", "olive oil"]),
        ("beginnings", vec!["b", "sh", "schok", "rain ja", "cafe tor"]),
        ("letters wrong", vec!["bergkese", "tothbrush", "shcokolade", "vollmlich bio", "canvass shoo"]),
        ("numbers", vec!["1000042", "1092347"]),
    ] {
        let mut took: Vec<Duration> = (0..ASKS).map(|n| ask(&search, asks[n % asks.len()])).collect();
        took.sort();
        let at = |of_thousand: usize| took[(took.len() - 1) * of_thousand / 1_000].as_secs_f64() * 1e3;
        println!("{what}: p50 {:.2} ms, p99 {:.2} ms, most {:.2} ms", at(500), at(990), at(1_000));
    }
}

fn ask(search: &Search, text: &str) -> Duration {
    let started = Instant::now();
    let found = search.find(&Asked { text, category: None, limit: 120 }).expect("an answer");
    assert!(found.total > 0, "{text}");
    started.elapsed()
}

fn wait(search: &Search) {
    while !search.is_current() {
        std::thread::sleep(Duration::from_micros(200));
    }
}
