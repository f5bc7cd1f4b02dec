//! What is found by what is typed.

use realtail_search::{Asked, Matched, Search, Teller};
use realtail_vocabulary::Item;
use std::time::{Duration, Instant};

fn item(number: &str, name: &str, brand: &str, categories: &[&str], gtin: Option<&str>) -> Item {
    let text = serde_json::json!({"item": number, "name": name, "brand": brand, "categories": categories,
        "gtin": gtin});
    serde_json::from_value(text).expect("an item")
}

fn catalogue() -> Vec<Item> {
    vec![
        item("jeans-m", "Slim Jeans Blau M", "Nordhaus", &["Mode", "Hosen"], Some("4006381333931")),
        item("jeans-l", "Slim Jeans Blau L", "Nordhaus", &["Mode", "Hosen"], None),
        item("kaese", "Bergkäse würzig 200g", "Almglück", &["Kühlregal", "Käse"], None),
        item("feijao", "Feijão preto 1kg", "Camil", &["Mercearia", "Grãos"], None),
        item("milk", "Whole Milk 1l", "Meadow", &["Dairy"], None),
        item("shake", "Chocolate Shake", "Meadow", &["Dairy", "Milk drinks"], None),
        item("0042", "Cricket bat", "Willow", &["Sport"], None),
    ]
}

#[track_caller]
fn settle(search: &Search) {
    let started = Instant::now();
    while !search.is_current() {
        assert!(started.elapsed() < Duration::from_secs(20), "the index is kept");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn kept() -> (Search, Teller) {
    let (search, teller, untold) = Search::new().expect("an index");
    search.keep(catalogue(), untold).expect("a thread");
    settle(&search);
    (search, teller)
}

#[track_caller]
fn found(search: &Search, text: &str, category: Option<&str>) -> (Vec<String>, Matched) {
    let found = search.find(&Asked { text, category, limit: 10 }).expect("an answer");
    assert_eq!(found.total, found.items.len());
    (found.items.iter().map(|(item, _)| item.to_string()).collect(), found.matched)
}

#[test]
fn what_is_typed_and_what_is_found() {
    let (search, _teller) = kept();
    for (text, category, expected, matched) in [
        ("slim jeans", None, &["jeans-m", "jeans-l"][..], Matched::All),
        ("JEA", None, &["jeans-m", "jeans-l"], Matched::All),
        ("jeans l", None, &["jeans-l"], Matched::All),
        ("hosen blau", None, &["jeans-m", "jeans-l"], Matched::All),
        ("bergkase", None, &["kaese"], Matched::All),
        ("Bergka\u{308}se", None, &["kaese"], Matched::All),
        ("berkäse", None, &["kaese"], Matched::Nearly),
        ("wuerzig", None, &["kaese"], Matched::Nearly),
        ("feijao", None, &["feijao"], Matched::All),
        ("graos", None, &["feijao"], Matched::All),
        ("Feijão pretto", None, &["feijao"], Matched::Nearly),
        ("jaens", None, &["jeans-m", "jeans-l"], Matched::Nearly),
        // The name counts more than the category.
        ("milk", None, &["milk", "shake"], Matched::All),
        ("milk", Some("milk DRINKS"), &["shake"], Matched::All),
        ("", Some("dairy"), &["milk", "shake"], Matched::All),
        ("4006381333931", None, &["jeans-m"], Matched::All),
        ("04006381333931", None, &["jeans-m"], Matched::All),
        ("jeans-m", None, &["jeans-m", "jeans-l"], Matched::All),
        ("0042", None, &["0042"], Matched::All),
        ("42", None, &["0042"], Matched::All),
        ("cricket xylophone", None, &["0042"], Matched::Some),
        ("xylophone", None, &[], Matched::Nearly),
        ("jeans", Some("Nowhere"), &[], Matched::Nearly),
        ("👖 !", None, &[], Matched::All),
    ] {
        let (mut items, how) = found(&search, text, category);
        if expected.len() == 2 && expected[0] == "jeans-m" {
            items.sort_by_key(|item| std::cmp::Reverse(item.clone()));
        }
        assert_eq!((items, how), (expected.iter().map(|i| (*i).to_owned()).collect(), matched), "{text:?}");
    }
    assert_eq!(found(&search, "", None).0.len(), 7);
}

#[test]
fn what_changes_is_found_as_it_is_now() {
    let (search, teller) = kept();
    teller.tell(vec![item("milk", "Oat Drink", "Hafer", &["Plants"], None)]);
    teller.tell(vec![item("tofu", "Tofu", "Hafer", &["Plants"], None)]);
    settle(&search);
    assert_eq!(found(&search, "whole", None).0, Vec::<String>::new());
    assert_eq!(found(&search, "oat", None).0, ["milk"]);
    assert_eq!(found(&search, "", Some("Plants")).0.len(), 2);
    assert_eq!(found(&search, "hafer", None).0.len(), 2);
}
