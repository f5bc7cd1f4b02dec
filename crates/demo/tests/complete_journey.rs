//! The Complete Journey as it is read, where it is there to be read.

use realtail_demo::{Retailer, Source};
use realtail_journey::FOLDER;

/// The real data, or none with a word on how to get it. A run that claims to be complete must have it.
fn year() -> Option<Retailer> {
    let named = std::env::var_os(FOLDER).is_some_and(|folder| !folder.is_empty());
    if named {
        return Some(Retailer::open(&Source::CompleteJourney(None), 1).expect("the year is read"));
    }
    let ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
    assert!(!ci, "{FOLDER} is not set: run `./dev test`, which fetches the data and sets it");
    eprintln!("left out: this test needs the Complete Journey; run `./dev test`, which fetches it");
    None
}

#[test]
fn the_year_is_read_whole() {
    let Some(year) = year() else { return };
    assert_eq!(year.census.rows, 1_469_307);
    assert_eq!(year.sites.len(), 457);
    assert_eq!(year.items.len() as u64, 92_331 + year.census.items_unlisted);
    assert_eq!(year.lines_total() as u64 + year.census.rows_left_out, year.census.rows);
    assert_eq!(year.baskets().len() as u64 + year.census.receipts_left_out, 155_848);
    assert!(year.baskets().is_sorted_by_key(|(basket, _)| basket.sold_at));
    let paid: u64 = year
        .baskets()
        .flat_map(|(_, lines)| lines)
        .map(|l| u64::from(l.unit_price_cents * l.quantity - l.discount_cents))
        .sum();
    assert_eq!(paid, 459_603_958, "cents, as the file adds up");
    let (first, last) = year.span();
    assert_eq!(first.to_string(), "2017-01-01T11:53:26Z");
    assert_eq!(last.to_string(), "2018-01-01T04:01:20Z");
    assert!(year.baskets().flat_map(|(_, lines)| lines).all(|line| line.quantity <= 200));
    println!("{:?}, {} pairs, {} receipts", year.census, year.pairs.len(), year.baskets().len());
}

#[test]
fn stock_runs_out_now_and_then() {
    let Some(year) = year() else { return };
    let targets = realtail_demo::targets(&year, realtail_demo::BaseStock::default());
    assert_eq!(targets.len(), year.pairs.len());
    assert!(targets.iter().all(|target| *target >= 1));
    println!("opening units: {}", targets.iter().map(|t| u64::from(*t)).sum::<u64>());
}
