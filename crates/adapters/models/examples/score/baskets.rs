//! One item is taken out of each basket: is it found again from the others?

use crate::panel::{Line, Receipts};
use realtail_models::together::Together;
use std::collections::HashMap;
use std::time::Instant;

/// 2017-12-01 in microseconds since 1970: what was bought from then on is asked about.
const CUT: i64 = 1_512_086_400_000_000;
/// And until 31 days later.
const END: i64 = CUT + 31 * 86_400_000_000;

#[derive(Default)]
struct Found {
    queries: f64,
    in_10: f64,
    in_20: f64,
    reciprocal_20: f64,
}

impl Found {
    fn add(&mut self, rank: Option<usize>) {
        self.queries += 1.0;
        let Some(rank) = rank.filter(|rank| *rank <= 20) else { return };
        self.in_20 += 1.0;
        self.in_10 += f64::from(rank <= 10);
        self.reciprocal_20 += 1.0 / rank as f64;
    }

    fn row(&self, name: &str) {
        let part = |sum: f64| sum / self.queries;
        println!(
            "| {name} | {:.0} | {:.4} | {:.4} | {:.4} |",
            self.queries,
            part(self.in_10),
            part(self.in_20),
            part(self.reciprocal_20)
        );
    }
}

/// Each basket once: what is in it, by the number of the product.
pub fn baskets(receipts: &Receipts) -> Vec<(i64, i64, Vec<i64>)> {
    let lines: Vec<&Line> = receipts.lines.iter().filter(|line| line.is_basket).collect();
    let mut baskets: Vec<(i64, i64, Vec<i64>)> = Vec::new();
    for lines in lines.chunk_by(|a, b| (a.micros, a.basket) == (b.micros, b.basket)) {
        let mut products: Vec<i64> = lines.iter().map(|line| line.product).collect();
        products.sort_unstable();
        products.dedup();
        baskets.push((lines[0].micros, lines[0].basket, products));
    }
    baskets
}

/// Items in at least ten baskets before the cut, and in how many.
fn vocabulary(baskets: &[(i64, i64, Vec<i64>)]) -> HashMap<i64, u32> {
    let mut counts = HashMap::new();
    for product in baskets.iter().filter(|basket| basket.0 < CUT).flat_map(|basket| &basket.2) {
        *counts.entry(*product).or_insert(0) += 1;
    }
    counts.retain(|_, count| *count >= 10);
    counts
}

pub fn score(receipts: &Receipts) {
    let baskets = baskets(receipts);
    let counts = vocabulary(&baskets);
    let mut popular: Vec<(i64, u32)> = counts.iter().map(|(product, count)| (*product, *count)).collect();
    popular.sort_by_key(|(product, count)| (std::cmp::Reverse(*count), *product));
    let number = |product: &i64| receipts.items[product];
    let (mut frozen, mut live) = (Together::default(), Together::default());
    let known = |products: &[i64]| -> Vec<i64> {
        products.iter().filter(|product| counts.contains_key(product)).copied().collect()
    };
    let (mut by_count, mut by_frozen, mut by_live) = (Found::default(), Found::default(), Found::default());
    let mut micros = Vec::new();
    for (time, basket, products) in baskets.iter().filter(|basket| basket.0 < END) {
        let (items, at) = (known(products), *time as f64 / 86_400e6);
        let numbers: Vec<u32> = items.iter().map(number).collect();
        if *time < CUT {
            frozen.learn(&numbers, at);
            live.learn(&numbers, at);
            continue;
        }
        if items.len() >= 3 {
            let out = items[usize::try_from(*basket).unwrap_or(0) % items.len()];
            let rest: Vec<u32> = items.iter().filter(|item| **item != out).map(number).collect();
            let rank = |together: &Together| {
                let found = together.with(&rest, at, 20);
                found.iter().position(|found| found.item == number(&out)).map(|place| place + 1)
            };
            by_frozen.add(rank(&frozen));
            let started = Instant::now();
            by_live.add(rank(&live));
            micros.push(started.elapsed().as_secs_f64() * 1e6);
            let others = popular.iter().filter(|(product, _)| *product == out || !items.contains(product));
            by_count.add(others.take(20).position(|(product, _)| *product == out).map(|place| place + 1));
        }
        live.learn(&numbers, at);
    }
    println!("\none item of each basket of December found again from the others\n");
    println!("| model | queries | HR@10 | HR@20 | MRR@20 |\n|---|---|---|---|---|");
    by_count.row("popularity before December");
    by_frozen.row("bought-together 1, as of 1 December");
    by_live.row("bought-together 1, learning on");
    micros.sort_by(f64::total_cmp);
    let at = |p: f64| micros[((micros.len() - 1) as f64 * p) as usize];
    println!(
        "\na recommendation takes {:.0} µs (p50), {:.0} µs (p99), {:.0} µs at most; {} pairs of items are kept",
        at(0.5),
        at(0.99),
        at(1.0),
        live.pairs()
    );
}
