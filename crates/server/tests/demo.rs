//! The demonstration against the binary: in a short made-up year each of the five pillars is seen at work.

mod engine;

use engine::{Engine, KEY};
use realtail_demo::{Options, Progress, Report, Size, Source, load, replay};
use std::process::Command;

/// A few days that take about a quarter of a minute.
const SMALL: Size = Size { sites: 3, items: 300, days: 8, receipts: 1_600 };

fn replayed(engine: &Engine) -> Report {
    let options = Options {
        source: Source::Generated(SMALL),
        progress: Progress::Silent,
        ..Options::new(format!("http://{}", engine.address), KEY)
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let loaded = load(&options).await.expect("loaded");
        replay(&options, &loaded, std::future::pending()).await.expect("replayed")
    })
}

#[test]
fn all_five_pillars_are_at_work_and_the_books_hold() {
    let data = tempfile::tempdir().expect("a folder");
    let settings = ["payments.test_provider=on", "tags.epoch_ms=1000", "push.local=true"];
    let engine = Engine::start_by(Command::new(env!("CARGO_BIN_EXE_realtail")), data.path(), &settings);
    let report = replayed(&engine);
    println!("{report}");
    assert!(report.complete && report.is_clean(), "{report}");
    let (tally, floor) = (&report.tally, &report.tally.floor);
    for (pillar, count) in [
        ("omnichannel: receipts", tally.receipts),
        ("omnichannel: holds", tally.holds_held),
        ("omnichannel: orders", tally.orders_completed),
        ("devices: signals", floor.signals),
        ("devices: tag facts", floor.tag_facts),
        ("devices: too warm", floor.too_warm),
        ("devices: shelves low", floor.shelves_low),
        ("intelligence: forecasts", floor.forecasts_said),
        ("intelligence: tasks raised", floor.tasks_raised),
        ("intelligence: tasks done", floor.tasks_done),
        ("media: placements decided", floor.placements_decided),
        ("media: placements clicked", floor.placements_clicked),
        ("media: spent", floor.spent_cents.unsigned_abs()),
        ("media: sales put down", floor.sales_put_down),
        ("mobile: phones", floor.phones),
        ("mobile: orders", floor.phone_orders),
        ("mobile: notices decided", floor.notices_decided),
        ("mobile: notices sent", floor.notices_sent),
        ("mobile: notices opened", floor.notices_opened),
    ] {
        assert!(count > 0, "{pillar}: none\n{report}");
    }
    assert!(floor.tasks_done <= floor.tasks_raised && floor.placements_clicked <= floor.placements_decided);
    assert!(floor.sales_put_down_cents > 0 && floor.units_put_down > 0, "{report}");
    assert!(floor.notices_opened <= floor.notices_sent && floor.notices_sent <= floor.notices_decided);
}
