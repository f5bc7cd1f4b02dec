//! A year of real receipts as a log that the models follow: how fast they are kept current, how much memory a pair of item and
//! site takes, how long trees take to grow, and how fast forecasts are made.
//! `REALTAIL_COMPLETEJOURNEY=FOLDER cargo run --release -p realtail-models --example year`

use realtail_engine::log::Log;
use realtail_engine::{Entry, decode_batch, encode_entry};
use realtail_journey::Journey;
use realtail_kernel::{CustomerId, Instant, ItemId, Label, Position, Quantity, SaleId, SiteId};
use realtail_log_embedded::{EmbeddedLog, Settings};
use realtail_models::{Current, Desk, Follower, Heard, Models, Saying, Training, prepare};
use realtail_vocabulary::{
    Amount, CatalogueEvent, Event, IntelligenceEvent, Item, ModelLive, ModelVersion, SaleLine, Site,
    SiteKind, StockEvent, Unit,
};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant as Stopwatch};

const SEGMENT_BYTES: u64 = 1 << 26;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[derive(Default)]
struct Notes(Mutex<Vec<ModelVersion>>);

impl Desk for Notes {
    fn say(&self, _: Vec<Saying>) -> Heard {
        Heard::Taken
    }

    fn report(&self, training: Vec<Training>) -> Heard {
        let trained = training.into_iter().filter_map(|training| match training {
            Training::Trained(version) => Some(version),
            Training::Tried(_) => None,
        });
        self.0.lock().map(|mut notes| notes.extend(trained)).ok();
        Heard::Taken
    }
}

fn append(log: &mut EmbeddedLog, at: Instant, events: Vec<Event>) -> Result<Position> {
    let position = log.next();
    let entry = Entry::<Event, ()> {
        at,
        received_at: at,
        signal: "year".into(),
        by: "year".into(),
        cause: None,
        keys: Default::default(),
        events,
        refusal: None,
    };
    let mut payload = Vec::new();
    encode_entry(position, &entry, &mut payload)?;
    log.append(position, 1, &payload)?;
    Ok(position)
}

fn site(store: u32) -> Result<Event> {
    Ok(Event::Catalogue(CatalogueEvent::SiteSet(Site {
        site: SiteId::new(format!("s{store}"))?,
        name: Label::new(format!("Store {store}"))?,
        kind: SiteKind::Store,
        timezone: "America/New_York".parse()?,
        gln: None,
        position: None,
        address: None,
        zones: vec![],
        serves: None,
        daily_order_capacity: None,
    })))
}

fn write(journey: &Journey, log: &mut EmbeddedLog) -> Result<usize> {
    let mut lines = journey.lines()?;
    lines.retain(|line| line.quantity > 0 && line.quantity < 1_000 && line.paid_cents > 0);
    lines.sort_by_key(|line| (line.at_micros, line.basket));
    let start = Instant::from_micros(lines[0].at_micros - 1);
    let mut stores: Vec<u32> = lines.iter().map(|line| line.store).collect();
    stores.sort_unstable();
    stores.dedup();
    let sites: Vec<Event> = stores.into_iter().map(site).collect::<Result<_>>()?;
    append(log, start, sites)?;
    for products in journey.products()?.chunks(1_000) {
        let mut items = Vec::new();
        for product in products {
            let categories = [&product.department, &product.category].into_iter().flatten();
            items.push(Event::Catalogue(CatalogueEvent::ItemSet(Item {
                item: ItemId::new(product.product.to_string())?,
                name: Label::new(format!("Product {}", product.product))?,
                gtin: None,
                brand: None,
                categories: categories
                    .map(|text| Label::new(text.clone()))
                    .collect::<std::result::Result<_, _>>()?,
                unit: Unit::Each,
                stocked: true,
                attributes: Default::default(),
            })));
        }
        append(log, start, items)?;
    }
    for receipt in lines.chunk_by(|a, b| a.basket == b.basket) {
        let at = Instant::from_micros(receipt[0].at_micros);
        let mut sold = Vec::new();
        for line in receipt {
            let quantity = i64::from(line.quantity);
            sold.push(SaleLine {
                item: ItemId::new(line.product.to_string())?,
                quantity: Quantity::try_from(quantity)?,
                unit_price: Amount::Minor((line.paid_cents + line.card_cents) / quantity),
                discount: (line.card_cents > 0).then_some(Amount::Minor(line.card_cents)),
            });
        }
        let event = Event::Stock(StockEvent::Sold {
            sale: SaleId::new(format!("b{}", receipt[0].basket))?,
            site: SiteId::new(format!("s{}", receipt[0].store))?,
            till: None,
            sold_at: at,
            customer: Some(CustomerId::new(format!("h{}", receipt[0].household))?),
            lines: sold,
            tenders: vec![],
            postings: vec![],
            oversold: vec![],
        });
        append(log, at, vec![event])?;
    }
    Ok(lines.len())
}

fn follow(folder: &Path, log: &EmbeddedLog, desk: Arc<Notes>) -> Result<(Follower, Current)> {
    let (tap, prepared) = prepare::<()>();
    let follower = prepared.start(folder, log.reader(), desk)?;
    std::mem::forget(tap);
    let current = follower.current();
    Ok((follower, current))
}

fn wait(what: &str, so: impl Fn() -> bool) -> Duration {
    let started = Stopwatch::now();
    while !so() {
        assert!(started.elapsed() < Duration::from_secs(900), "{what} does not come");
        std::thread::sleep(Duration::from_millis(5));
    }
    started.elapsed()
}

fn resident_bytes() -> Result<usize> {
    let text = std::fs::read_to_string("/proc/self/statm")?;
    let pages: usize = text.split(' ').nth(1).ok_or("statm")?.parse()?;
    Ok(pages * 4_096)
}

/// What the models know of the year takes, without those who grow versions of them behind: in a process of its own, whose
/// memory nothing else has used before.
fn memory(folder: &Path) -> Result<()> {
    let log = EmbeddedLog::open(folder, Settings { segment_bytes: SEGMENT_BYTES })?.log;
    let before = resident_bytes()?;
    let mut models = Models::default();
    for batch in log.reader().read(models.current_to().next()) {
        for (position, entry) in decode_batch::<Event, ()>(&batch?)? {
            models.follow(position, &entry);
        }
    }
    let bytes = resident_bytes()?.saturating_sub(before);
    let (pairs, baskets) = models.learned();
    println!(
        "memory               {:.0} bytes a pair of item and site ({pairs} pairs, {} of them kept on their own, {baskets} baskets of known customers)",
        bytes as f64 / pairs as f64,
        models.kept_pairs()
    );
    Ok(())
}

fn main() -> Result<()> {
    if let Some(folder) = std::env::args_os().nth(1) {
        return memory(Path::new(&folder));
    }
    let journey = Journey::find(None).ok_or("set REALTAIL_COMPLETEJOURNEY to the folder of the real data")?;
    let folder = tempfile::tempdir()?;
    let open = || EmbeddedLog::open(folder.path(), Settings { segment_bytes: SEGMENT_BYTES });
    let lines = write(&journey, &mut open()?.log)?;
    std::process::Command::new(std::env::current_exe()?).arg(folder.path()).status()?;
    let mut log = open()?.log;
    let desk = Arc::new(Notes::default());
    let (follower, current) = follow(&folder.path().join("models"), &log, desk.clone())?;
    let end = log.next();
    let took = wait("the year", || current.look(|models| models.current_to().next() == end)).as_secs_f64();
    println!(
        "kept current         {:.0} lines/s ({lines} lines in {took:.1} s, decoding included)",
        lines as f64 / took
    );
    wait("a version", || desk.0.lock().is_ok_and(|notes| !notes.is_empty()));
    let version = desk.0.lock().map_err(|_| "poisoned")?[0].clone();
    println!(
        "trees grown          {:.1} s of processor time from {} rows, the log told again included",
        version.cpu_ms as f64 / 1e3,
        version.rows
    );
    follower.stop();
    let at = version.learnt_to;
    let live = ModelLive {
        model: version.model.clone(),
        version: Some(version.version.clone()),
        why: Label::new("measured")?,
    };
    append(&mut log, at, vec![Event::Intelligence(IntelligenceEvent::ModelTrained(Box::new(version)))])?;
    append(&mut log, at, vec![Event::Intelligence(IntelligenceEvent::ModelWentLive(Box::new(live)))])?;
    let (follower, current) = follow(&folder.path().join("models"), &log, desk)?;
    wait("the trees", || current.look(|models| models.serves().is_some()));
    let pairs = current.look(|models| models.kept_names(20_000));
    let started = Stopwatch::now();
    let mut micros = Vec::new();
    for (item, site) in &pairs {
        let one = Stopwatch::now();
        let told = current.look(|models| models.forecast(item, site, 28, at, None)).ok_or("no forecast")?;
        assert_eq!(told.forecast.model.as_str(), "demand");
        micros.push(one.elapsed().as_secs_f64() * 1e6);
    }
    let took = started.elapsed().as_secs_f64() / pairs.len() as f64;
    micros.sort_by(f64::total_cmp);
    let part = |p: f64| micros[((micros.len() - 1) as f64 * p) as usize];
    println!(
        "a forecast, 28 days  {:.0} us p50, {:.0} us p99: a million in {:.1} minutes of one core",
        part(0.5),
        part(0.99),
        took * 1e6 / 60.0
    );
    follower.stop();
    Ok(())
}
