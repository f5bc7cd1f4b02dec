//! Measurements on the Complete Journey, to be asked for: how long learning and answers take in process, and how versions do
//! on the newest week. `REALTAIL_COMPLETEJOURNEY=… cargo test --release -p realtail-models --lib measure -- --ignored
//! --nocapture`.

use super::lessons::{self, Wanted};
use super::rankers::{Question, Serving};
use super::tests::{item, of_kind};
use super::*;
use crate::models::Models;
use crate::told::memory::{Memory, entry};
use realtail_journey::{Journey, Line, Product};
use realtail_kernel::{Position, Quantity, SaleId, Word};
use realtail_vocabulary::{Amount, SaleLine};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant as Stopwatch};

fn say(what: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    let mean = took.iter().sum::<Duration>() / took.len() as u32;
    println!(
        "{what}, {} times: mean {mean:?} p50 {:?} p99 {:?} max {:?}",
        took.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
}

/// The range, and each receipt as a sale to its household.
fn year(journey: &Journey) -> (Vec<Event>, Vec<Event>) {
    let of = |product: &Product| {
        let levels = [&product.department, &product.category, &product.kind];
        let levels: Vec<&str> = levels.into_iter().flatten().map(String::as_str).collect();
        of_kind(&product.product.to_string(), &levels)
    };
    let range = journey.products().expect("products").iter().map(of).collect();
    let mut lines = journey.lines().expect("lines");
    lines.retain(|line| line.quantity > 0 && line.quantity < 1_000);
    lines.sort_by_key(|line| (line.at_micros, line.basket));
    (range, lines.chunk_by(|a, b| a.basket == b.basket).map(sale).collect())
}

fn sale(lines: &[Line]) -> Event {
    let line = |line: &Line| SaleLine {
        item: item(&line.product.to_string()),
        quantity: Quantity::try_from(i64::from(line.quantity)).expect("a quantity"),
        unit_price: Amount::Minor(line.paid_cents.max(0) / i64::from(line.quantity)),
        discount: None,
    };
    Event::Stock(StockEvent::Sold {
        sale: SaleId::new(lines[0].basket.to_string()).expect("a receipt"),
        site: SiteId::new(lines[0].store.to_string()).expect("a site"),
        till: None,
        sold_at: Instant::from_micros(lines[0].at_micros),
        customer: CustomerId::new(format!("h{}", lines[0].household)).ok(),
        lines: lines.iter().map(line).collect(),
        tenders: Vec::new(),
        postings: Vec::new(),
        oversold: Vec::new(),
    })
}

fn resident_mib() -> f64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split(' ').nth(1).and_then(|pages| pages.parse().ok()).map_or(0.0, |pages: f64| pages / 256.0)
}

#[test]
#[ignore = "a measurement"]
fn on_the_complete_journey() {
    let journey = Journey::find(None).expect("the environment says where the Complete Journey is");
    let (range, sales) = year(&journey);
    let before = resident_mib();
    let mut models = Models::default();
    let (mut took, mut position) = (Vec::new(), 0);
    for event in range.iter().chain(&sales) {
        position += 1;
        let entry = entry(event.clone());
        let started = Stopwatch::now();
        models.tastes.take(event, entry.at);
        took.push(started.elapsed());
    }
    say("a receipt is learnt", took.split_off(range.len()));
    println!("{:.0} MiB, {} baskets", resident_mib() - before, models.tastes.baskets());
    let bytes = rmp_serde::to_vec(&models).expect("encoded").len();
    println!("{:.0} MiB as a checkpoint", bytes as f64 / f64::from(1 << 20));
    let all: Vec<Event> = range.into_iter().chain(sales).collect();
    let log = Memory::new(&all);
    let (_, today) = models.tastes.days();
    let started = Stopwatch::now();
    let wanted = Wanted {
        until: Position(position),
        held_from: today - lessons::TRIAL_DAYS,
        held_until: f32::INFINITY,
        tried: Default::default(),
        agrees: &|_| true,
    };
    let found = lessons::run(&log, &wanted, &AtomicBool::new(false)).expect("read").expect("not stopped");
    println!("grown and tried in {:.0} s", started.elapsed().as_secs_f64());
    asked(&models, "plain rule", today);
    for (question, found) in Question::ALL.into_iter().zip(found) {
        println!("{}: missed of {} lists: plain {:?}", question.model(), found.lists, found.missed);
        let (ranker, rows) = found.grown.expect("grown");
        println!("    from {rows} rows");
        let serving = Serving { version: Word::new("1").expect("a word"), ranker };
        models.rankers.serve(question, Some(serving));
    }
    asked(&models, "ranker", today);
}

/// How long lists take: twenty items for each of two thousand customers.
fn asked(models: &Models, by: &str, today: f32) {
    let as_of = Instant::from_micros((f64::from(today) * 86_400e6) as i64);
    let customers: Vec<CustomerId> =
        (1..2_000).filter_map(|no| CustomerId::new(format!("h{no}")).ok()).collect();
    for (name, list) in [("next basket", 0), ("new to the customer", 1), ("basket", 2), ("substitutes", 3)] {
        let ask = |customer: &CustomerId| {
            let own: Vec<ItemId> =
                models.bought(customer, as_of).into_iter().take(6).map(|b| b.item).collect();
            let Some(one) = own.first() else { return Duration::ZERO };
            let asked = match list {
                0 => Asked::NextBasket,
                1 => Asked::NewToCustomer,
                2 => Asked::Basket(&own),
                _ => Asked::Substitutes(one),
            };
            let started = Stopwatch::now();
            let listing = models.list(&asked, Some(customer), as_of, 20);
            std::hint::black_box(&listing);
            started.elapsed()
        };
        say(&format!("{name} by the {by}"), customers.iter().map(ask).collect());
    }
}
