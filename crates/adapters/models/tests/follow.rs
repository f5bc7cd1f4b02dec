//! The models follow a real log: what they learn is what stands in it, however they come by it.

use realtail_engine::log::Log;
use realtail_engine::{Cause, Entry, encode_entry};
use realtail_kernel::{Instant, ItemId, Position, Quantity, SaleId, SiteId};
use realtail_log_embedded::{EmbeddedLog, Settings};
use realtail_models::{Asked, Current, Desk, Follower, Heard, Saying, Told, Training, prepare};
use realtail_vocabulary::{
    Amount, CatalogueEvent, Event, IntelligenceEvent, ReplenishmentPlan, SaleLine, Site, SiteKind, StockEvent,
};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant as Stopwatch};

/// Remembers what was said.
#[derive(Default)]
struct Notes {
    said: Mutex<Vec<Saying>>,
    trained: Mutex<Vec<Training>>,
    busy_times: Mutex<u32>,
}

impl Desk for Notes {
    fn say(&self, sayings: Vec<Saying>) -> Heard {
        let mut busy = self.busy_times.lock().expect("whole");
        if *busy > 0 {
            *busy -= 1;
            return Heard::Busy;
        }
        self.said.lock().expect("whole").extend(sayings);
        Heard::Taken
    }

    fn report(&self, training: Vec<Training>) -> Heard {
        self.trained.lock().expect("whole").extend(training);
        Heard::Taken
    }
}

fn item(name: &str) -> ItemId {
    ItemId::new(name).expect("an item")
}

fn north() -> SiteId {
    SiteId::new("north").expect("a site")
}

fn open(folder: &Path) -> EmbeddedLog {
    EmbeddedLog::open(folder, Settings { segment_bytes: 1 << 20 }).expect("a log").log
}

fn append(log: &mut EmbeddedLog, at: Instant, event: Event) -> Position {
    let position = log.next();
    let entry = Entry::<Event, ()> {
        at,
        received_at: at,
        signal: "test".into(),
        by: "test".into(),
        cause: None,
        keys: Default::default(),
        events: vec![event],
        refusal: None,
    };
    let mut payload = Vec::new();
    encode_entry(position, &entry, &mut payload).expect("encoded");
    log.append(position, 1, &payload).expect("durable");
    position
}

fn time(day: u32, hour: u32) -> Instant {
    Instant::from_micros((i64::from(day) * 24 + i64::from(hour)) * 3_600_000_000)
}

fn sold(number: u32, sold_at: Instant, items: &[(&str, u32)]) -> Event {
    let line = |(name, units): &(&str, u32)| SaleLine {
        item: item(name),
        quantity: Quantity::try_from(i64::from(*units)).expect("a quantity"),
        unit_price: Amount::Minor(100),
        discount: None,
    };
    Event::Stock(StockEvent::Sold {
        sale: SaleId::new(format!("r{number}")).expect("a receipt"),
        site: north(),
        till: None,
        sold_at,
        customer: None,
        lines: items.iter().map(line).collect(),
        tenders: vec![],
        postings: vec![],
        oversold: vec![],
    })
}

fn plan(name: &str) -> Event {
    Event::Intelligence(IntelligenceEvent::PlanSet(Box::new(ReplenishmentPlan {
        item: item(name),
        site: north(),
        shelf_capacity: 10,
        fill_at: 1,
        pack_size: 2,
        lead_time_days: 2,
        review_days: 1,
        service_level_ppm: 970_000,
        supplier: None,
        source: None,
        automatic: false,
        money: None,
    })))
}

/// A store, a plan, and two months of sales.
fn two_months(log: &mut EmbeddedLog) {
    let site = Site {
        site: north(),
        name: realtail_kernel::Label::new("North").expect("a name"),
        kind: SiteKind::Store,
        timezone: "Europe/Berlin".parse().expect("a time zone"),
        gln: None,
        position: None,
        zones: vec![],
        serves: None,
        address: None,
        daily_order_capacity: None,
    };
    append(log, time(100, 0), Event::Catalogue(CatalogueEvent::SiteSet(site)));
    append(log, time(100, 0), plan("bread"));
    for day in 100..160 {
        let units = 1 + day % 3;
        append(log, time(day, 9), sold(day, time(day, 9), &[("bread", units), ("milk", 1)]));
    }
}

fn follow(folder: &Path, log: &EmbeddedLog, desk: Arc<dyn Desk>) -> (Follower, Current) {
    let (tap, prepared) = prepare::<()>();
    let follower = prepared.start(&folder.join("models"), log.reader(), desk).expect("a follower");
    // Held by nobody: what is in the log is all there is, and the follower reads it at its start.
    std::mem::forget(tap);
    let current = follower.current();
    let end = log.next();
    until(|| current.look(|models| models.current_to().next() == end));
    (follower, current)
}

#[track_caller]
fn until(so: impl Fn() -> bool) {
    let started = Stopwatch::now();
    while !so() {
        assert!(started.elapsed() < Duration::from_secs(20), "it does not come");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn told(current: &Current, name: &str, as_of: Instant) -> Told {
    current.look(|models| models.forecast(&item(name), &north(), 7, as_of, None)).expect("a forecast")
}

#[test]
fn from_a_checkpoint_and_from_the_log_the_models_say_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut log = open(&folder.path().join("log"));
    two_months(&mut log);
    let (follower, current) = follow(folder.path(), &log, Arc::new(Notes::default()));
    follower.stop();
    let first = current.look(Clone::clone);
    // More is sold while nobody follows.
    for day in 160..190 {
        append(&mut log, time(day, 9), sold(day, time(day, 9), &[("bread", 4), ("jam", 1)]));
    }
    let (follower, current) = follow(folder.path(), &log, Arc::new(Notes::default()));
    follower.stop();
    let from_checkpoint = current.look(Clone::clone);
    assert_ne!(from_checkpoint, first);
    let elsewhere = tempfile::tempdir().expect("a folder");
    let (follower, current) = follow(elsewhere.path(), &log, Arc::new(Notes::default()));
    follower.stop();
    assert_eq!(current.look(Clone::clone).learned(), from_checkpoint.learned());
    let as_of = time(190, 0);
    let say = |models: &realtail_models::Models| {
        (
            models.forecast(&item("bread"), &north(), 28, as_of, None),
            models.forecast(&item("jam"), &north(), 28, as_of, None),
            models.list(&Asked::Basket(&[item("bread")]), None, as_of, 10),
        )
    };
    assert_eq!(current.look(say), say(&from_checkpoint));
    // A file of another shape is dropped, and nothing is lost by it.
    std::fs::write(folder.path().join("models/checkpoint"), b"RTMODELSxxxxxxxxxxxx").expect("written");
    let (follower, current) = follow(folder.path(), &log, Arc::new(Notes::default()));
    assert_eq!(current.look(say), say(&from_checkpoint));
    follower.stop();
}

#[test]
fn what_comes_after_the_origin_is_not_used() {
    let folders = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
    let [quiet, wild] = folders.each_ref().map(|folder| {
        let mut log = open(&folder.path().join("log"));
        two_months(&mut log);
        log
    });
    let follow_one = |folder: &tempfile::TempDir, log: &EmbeddedLog| {
        let (follower, current) = follow(folder.path(), log, Arc::new(Notes::default()));
        let found = told(&current, "bread", time(160, 0));
        follower.stop();
        found
    };
    let before = [follow_one(&folders[0], &quiet), follow_one(&folders[1], &wild)];
    assert_eq!(before[0], before[1]);
    // The origin is after the newest sale: days without one count.
    let mut log = wild;
    append(&mut log, time(161, 9), sold(500, time(161, 9), &[("bread", 90)]));
    let (follower, current) = follow(folders[1].path(), &log, Arc::new(Notes::default()));
    assert!(told(&current, "bread", time(162, 0)).forecast.mean_per_day > before[0].forecast.mean_per_day);
    let (soon, late) = (told(&current, "bread", time(170, 0)), told(&current, "bread", time(400, 0)));
    assert!(late.forecast.mean_per_day < soon.forecast.mean_per_day / 2.0, "{soon:?} {late:?}");
    follower.stop();
    // A till whose clock is a year ahead does not make a year without sales of it.
    append(&mut log, time(162, 9), sold(501, time(527, 9), &[("milk", 1)]));
    let (follower, current) = follow(folders[1].path(), &log, Arc::new(Notes::default()));
    assert_eq!(current.look(|models| models.business_now(time(162, 9))), time(162, 9));
    follower.stop();
}

#[test]
fn what_is_planned_is_said_once_it_has_changed_with_the_sale_that_moved_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut log = open(&folder.path().join("log"));
    two_months(&mut log);
    let newest = Position(log.next().0 - 1);
    let desk = Arc::new(Notes { busy_times: Mutex::new(3), ..Notes::default() });
    let (follower, _) = follow(folder.path(), &log, desk.clone());
    until(|| !desk.said.lock().expect("whole").is_empty());
    std::thread::sleep(Duration::from_millis(200));
    follower.stop();
    let said = desk.said.lock().expect("whole").clone();
    assert_eq!(said.len(), 1, "two months are caught up with in one saying: {said:?}");
    let Saying { forecast, cause } = &said[0];
    assert_eq!(*cause, Some(Cause { entry: newest, origin: newest, later: true }));
    assert_eq!((forecast.item.as_str(), forecast.horizon_days), ("bread", 3));
    assert!((1.5..2.5).contains(&forecast.mean_per_day), "{forecast:?}");
    assert!(forecast.quantiles.iter().any(|quantile| quantile.p == 0.97), "{forecast:?}");
    // It stands in the log now: the next start has nothing to add.
    let event = Event::Intelligence(IntelligenceEvent::ForecastSaid(Box::new(forecast.clone())));
    append(&mut log, time(160, 9), event);
    let desk = Arc::new(Notes::default());
    let (follower, _) = follow(folder.path(), &log, desk.clone());
    std::thread::sleep(Duration::from_millis(300));
    follower.stop();
    assert!(desk.said.lock().expect("whole").is_empty(), "nothing has changed");
}
