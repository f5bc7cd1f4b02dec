//! What the engine has to know before the first receipt: sites, items, regions, rules and opening stock.

use crate::floor::{self, FloorPlan};
use crate::http::{Call, Client};
use crate::progress::{Board, grouped};
use crate::{BaseStock, DemoError, Options, Retailer, targets, wire};
use realtail_kernel::{Instant, Quantity, Reference};
use realtail_vocabulary::{Account, Movement, Outside, Reason};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::task::{JoinSet, spawn_blocking};

/// So many sites, items or moves go in one call: half of what the engine takes.
const CHUNK: usize = 5_000;

/// A retailer whose sites, items and opening stock the engine knows.
#[derive(Debug)]
pub struct Loaded {
    /// The retailer.
    pub retailer: Arc<Retailer>,
    /// How much of each pair is kept; the opening stock.
    pub targets: Vec<u32>,
    /// The store that is shown whole.
    pub(crate) floor: Option<FloorPlan>,
}

/// Opens the retailer and tells the engine of it. The engine must be empty, or loaded with the same retailer by the same
/// seed: then nothing happens twice.
///
/// # Errors
/// Where the data is not there, or the engine refuses or does not answer.
pub async fn load(options: &Options) -> Result<Loaded, DemoError> {
    let mut board = Board::new(options.progress);
    board.show("reading the retailer's year …");
    let (source, seed, floor) = (options.source.clone(), options.seed, options.floor);
    let opened = spawn_blocking(move || {
        let retailer = Retailer::open(&source, seed)?;
        let targets = targets(&retailer, BaseStock::default());
        let floor = if floor { floor::choose(&retailer, &targets)? } else { None };
        Ok::<_, DemoError>((retailer, targets, floor))
    });
    let (retailer, targets, floor) = opened.await.map_err(DemoError::data)??;
    board.note(&introduction(&retailer, seed));
    let loaded = Loaded { retailer: Arc::new(retailer), targets, floor };
    let client = Arc::new(Client::new(&options.base_url, &options.key, options.lanes)?);
    catalogue(&client, &loaded.retailer, &mut board).await?;
    prices(&client, &loaded.retailer, &mut board).await?;
    opening_stock(&client, &loaded, &mut board).await?;
    if let Some(plan) = &loaded.floor {
        floor::open(&client, &loaded.retailer, plan).await?;
        board.note(&format!("Shown whole: site {}, with tags on {} items.", plan.site, plan.items.len()));
    }
    Ok(loaded)
}

fn introduction(retailer: &Retailer, seed: u64) -> String {
    let count = |n: usize| grouped(n as i128);
    let census = &retailer.census;
    format!(
        "{}: {} sites, {} items, {} receipts with {} lines from {} to {}.\n\
         Left out: {} lines that nobody took or paid for. Positions and regions are made up (seed {seed}).",
        retailer.name,
        count(retailer.sites.len()),
        count(retailer.items.len()),
        count(retailer.baskets().len()),
        count(retailer.lines_total()),
        date(retailer.span().0),
        date(retailer.span().1),
        grouped(census.rows_left_out),
    )
}

/// What most shoppers paid for an item before discounts is what it costs online; a promotion shows what rules do.
async fn prices(client: &Client, retailer: &Retailer, board: &mut Board) -> Result<(), DemoError> {
    let mut paid: Vec<BTreeMap<u32, u32>> = vec![BTreeMap::new(); retailer.items.len()];
    for line in retailer.baskets().flat_map(|(_, lines)| lines) {
        if let Some(prices) = paid.get_mut(line.item as usize).filter(|_| line.unit_price_cents > 0) {
            *prices.entry(line.unit_price_cents).or_default() += 1;
        }
    }
    let usual =
        |prices: &BTreeMap<u32, u32>| prices.iter().max_by_key(|(_, often)| **often).map(|(cents, _)| *cents);
    let entry = |(item, prices): (&realtail_vocabulary::Item, &BTreeMap<u32, u32>)| json!({"item": item.item, "unit_price": usual(prices).unwrap_or(100)});
    let entries: Vec<_> = retailer.items.iter().zip(&paid).map(entry).collect();
    send(client, Call::put("/v1/price-lists/shelf", &json!({"currency": "USD"}))?).await?;
    for (index, prices) in entries.chunks(CHUNK).enumerate() {
        board.show(&progress("prices", index * CHUNK, entries.len()));
        send(client, Call::post("/v1/price-lists/shelf/prices", &json!({ "prices": prices }))?).await?;
    }
    Ok(())
}

/// The day of a time, in UTC.
pub(crate) fn date(at: Instant) -> String {
    at.to_string().chars().take(10).collect()
}

async fn catalogue(client: &Client, retailer: &Retailer, board: &mut Board) -> Result<(), DemoError> {
    for sites in retailer.sites.chunks(CHUNK) {
        send(client, Call::post("/v1/sites:batch", &json!({ "sites": sites }))?).await?;
    }
    for (index, items) in retailer.items.chunks(CHUNK).enumerate() {
        board.show(&progress("items", index * CHUNK, retailer.items.len()));
        send(client, Call::post("/v1/items:batch", &json!({ "items": items }))?).await?;
    }
    for region in &retailer.regions {
        let sites = region.sites.iter().map(|site| wire::site(retailer, *site));
        let sites = sites.collect::<Result<Vec<_>, _>>()?;
        let path = format!("/v1/regions/{}", region.region);
        send(client, Call::put(path, &json!({ "sites": sites }))?).await?;
    }
    for rule in &retailer.rules {
        let mut body = serde_json::to_value(rule).map_err(DemoError::data)?;
        if let Some(fields) = body.as_object_mut() {
            // The name stands in the path.
            fields.remove("name");
        }
        send(client, Call::put(format!("/v1/stock/rules/{}", rule.name), &body)?).await?;
    }
    Ok(())
}

async fn send(client: &Client, call: Call) -> Result<(), DemoError> {
    client.send(call).await?.success().map(drop)
}

fn progress(what: &str, done: usize, all: usize) -> String {
    format!("loading {what}: {} of {}", grouped(done as i128), grouped(all as i128))
}

async fn opening_stock(client: &Arc<Client>, loaded: &Loaded, board: &mut Board) -> Result<(), DemoError> {
    let all = loaded.targets.len();
    let (mut calls, mut done) = (JoinSet::new(), 0);
    for from in (0..all).step_by(CHUNK) {
        let to = (from + CHUNK).min(all);
        let moves = (from..to).map(|pair| opening_move(loaded, pair)).collect::<Result<Vec<_>, _>>()?;
        let call = Call::post("/v1/stock/moves", &json!({ "moves": moves }))?.once(format!("opening-{from}"));
        let client = Arc::clone(client);
        calls.spawn(async move { send(&client, call).await.map(|()| to - from) });
        if calls.len() < 4 {
            continue;
        }
        done += answered(calls.join_next().await)?;
        board.show(&progress("opening stock", done, all));
    }
    while !calls.is_empty() {
        done += answered(calls.join_next().await)?;
    }
    let units: u64 = loaded.targets.iter().map(|units| u64::from(*units)).sum();
    board.note(&format!(
        "Opening stock: {} units in {} pairs of item and site, by the demand of the year.",
        grouped(units),
        grouped(done as i128)
    ));
    Ok(())
}

fn answered(
    call: Option<Result<Result<usize, DemoError>, tokio::task::JoinError>>,
) -> Result<usize, DemoError> {
    match call {
        Some(Ok(moved)) => moved,
        Some(Err(failed)) => Err(DemoError::data(failed)),
        None => Ok(0),
    }
}

fn opening_move(loaded: &Loaded, pair: usize) -> Result<Movement, DemoError> {
    let gone = || DemoError::data("no such pair");
    let place = loaded.retailer.pairs.get(pair).ok_or_else(gone)?;
    let units = loaded.targets.get(pair).ok_or_else(gone)?;
    let item = loaded.retailer.items.get(place.item as usize).ok_or_else(gone)?;
    Ok(Movement {
        item: item.item.clone(),
        quantity: Quantity::try_from(i64::from(*units)).map_err(DemoError::data)?,
        from: Account::Outside { outside: Outside::Supplier },
        to: Account::site(wire::site(&loaded.retailer, place.site)?.clone()),
        reason: Reason::Receipt,
        reference: Some(Reference::new("opening stock").map_err(DemoError::data)?),
        lot: None,
        expires_at: None,
        occurred_at: Some(loaded.retailer.span().0),
    })
}
