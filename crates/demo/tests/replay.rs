//! A small made-up retailer replayed against a small engine, good and bad.

mod stub;

use realtail_demo::{Loaded, Options, Progress, Report, Size, Source, load, replay};
use std::future::pending;
use stub::Fault;

const SMALL: Size = Size { sites: 4, items: 300, days: 60, receipts: 3_000 };

fn options(base_url: String) -> Options {
    Options {
        source: Source::Generated(SMALL),
        speed: f64::INFINITY,
        online_share: 0.3,
        // Orders are replayed against the real engine; this one is small.
        order_share: 0.0,
        floor: false,
        progress: Progress::Silent,
        ..Options::new(base_url, "test")
    }
}

async fn run(fault: Fault) -> (Loaded, Report) {
    let options = options(stub::start(fault).await);
    let loaded = load(&options).await.expect("loaded");
    let report = replay(&options, &loaded, pending()).await.expect("replayed");
    println!("{report}");
    (loaded, report)
}

#[tokio::test]
async fn a_good_engine_gets_a_clean_report() {
    let (loaded, report) = run(Fault::None).await;
    let tally = &report.tally;
    assert!(report.complete && report.is_clean());
    let ended = tally.holds_posted + tally.holds_voided + tally.holds_expired + tally.holds_open;
    assert_eq!((tally.holds_held, tally.holds_open), (ended, 0));
    assert_eq!(tally.holds_asked, tally.holds_held + tally.holds_refused);
    let ways = [tally.holds_posted, tally.holds_voided, tally.holds_expired, tally.holds_refused];
    assert!(ways.iter().all(|count| *count > 0), "{ways:?}");
    let online = tally.holds_asked - tally.holds_asked_again;
    assert_eq!(tally.receipts + online, loaded.retailer.baskets().len() as u64);
    assert!((0.25..0.35).contains(&(online as f64 / loaded.retailer.baskets().len() as f64)));
    assert!(tally.shipments_received > 20 && tally.items_counted > 100 && tally.lines_oversold_at_till > 0);
    assert_eq!(report.audit.pairs_compared, loaded.retailer.pairs.len() as u64);
    serde_json::to_string(&report).expect("a report is JSON");
}

#[tokio::test]
async fn an_engine_that_is_busy_and_loses_answers_changes_nothing() {
    let (_, report) = run(Fault::Flaky).await;
    assert!(report.is_clean());
    assert!(report.busy > 0 && report.connections_lost > 0 && report.tally.signals_duplicate > 0);
}

#[tokio::test]
async fn an_engine_that_oversells_is_caught() {
    let (_, report) = run(Fault::Oversells).await;
    assert!(report.tally.lines_oversold_by_engine > 0 && !report.is_clean());
}

#[tokio::test]
async fn an_engine_that_forgets_is_caught() {
    let (_, report) = run(Fault::Forgets).await;
    assert!(report.audit.pairs_different > 0 && !report.is_clean());
}

#[tokio::test]
async fn a_stopped_replay_reports_what_it_did() {
    let mut options = options(stub::start(Fault::None).await);
    options.speed = 86_400.0;
    let loaded = load(&options).await.expect("loaded");
    let stop = tokio::time::sleep(std::time::Duration::from_secs(2));
    let report = replay(&options, &loaded, stop).await.expect("replayed");
    println!("{report}");
    assert!(!report.complete && report.is_clean());
    assert!((1.0..3.0).contains(&(report.business_s / 86_400.0)), "paced: {} s", report.business_s);
    assert!(report.wall_s < 15.0);
}

#[tokio::test]
async fn days_can_be_cut_off() {
    let mut options = options(stub::start(Fault::None).await);
    options.until_days = Some(7);
    let loaded = load(&options).await.expect("loaded");
    let report = replay(&options, &loaded, pending()).await.expect("replayed");
    assert!(report.complete && report.business_s < 7.0 * 86_400.0);
}
