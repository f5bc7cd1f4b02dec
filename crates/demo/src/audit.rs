//! At the end: the engine's books beside our own, pair by pair.

use crate::http::{Call, Client};
use crate::wire::{self, Availability, Delays, PairAsked, PairsAsked, Status};
use crate::world::World;
use crate::{Audit, DemoError};

/// So many pairs are asked for in one call.
const CHUNK: usize = 5_000;

/// Only so many differences are told in words.
const DIFFERENCES_MAX: usize = 5;

/// How the engine is.
pub(crate) async fn status(client: &Client) -> Result<Status, DemoError> {
    client.send(Call::get("/v1/status")).await?.success()?.parse()
}

/// The delays the engine measured.
pub(crate) async fn delays(client: &Client) -> Result<Delays, DemoError> {
    client.send(Call::get("/v1/delays")).await?.success()?.parse()
}

/// Compares all pairs. Nothing may be under way.
pub(crate) async fn audit(world: &World, client: &Client, position_before: u64) -> Result<Audit, DemoError> {
    let status = status(client).await?;
    let mut audit = Audit {
        conserved: status.conserved,
        oversold_by_engine: status.oversold_by_engine,
        oversold_at_till: status.oversold_at_till,
        events: status.position.saturating_sub(position_before),
        ..Audit::default()
    };
    let pairs = world.retailer.pairs.len();
    for from in (0..pairs).step_by(CHUNK) {
        let range = from..(from + CHUNK).min(pairs);
        let answer = ask(world, client, range.clone()).await?;
        compare(world, range, &answer, &mut audit)?;
    }
    Ok(audit)
}

async fn ask(
    world: &World,
    client: &Client,
    range: std::ops::Range<usize>,
) -> Result<Availability, DemoError> {
    let asked = world.retailer.pairs.get(range).unwrap_or_default().iter().map(|pair| {
        let item =
            world.retailer.items.get(pair.item as usize).ok_or_else(|| DemoError::data("no such item"))?;
        Ok(PairAsked { item: &item.item, site: wire::site(&world.retailer, pair.site)? })
    });
    let asked = PairsAsked { pairs: asked.collect::<Result<_, DemoError>>()? };
    client.send(Call::post("/v1/availability:query", &asked)?).await?.success()?.parse()
}

/// The lines of the answer stand in the order of the question.
fn compare(
    world: &World,
    range: std::ops::Range<usize>,
    answer: &Availability,
    audit: &mut Audit,
) -> Result<(), DemoError> {
    if answer.lines.len() != range.len() {
        let problem = format!("{} lines for {} pairs", answer.lines.len(), range.len());
        return Err(DemoError::Answer { call: "POST /v1/availability:query".to_owned(), problem });
    }
    let books = world.books();
    for (pair, line) in range.zip(&answer.lines) {
        let pair = pair as u32;
        let (on_hand, held) = (books.on_hand(pair), books.held(pair));
        audit.pairs_compared += 1;
        // What we left open may have run out since.
        let held_differs = if held == 0 { line.held != 0 } else { line.held > held };
        if line.on_hand == on_hand && !held_differs {
            continue;
        }
        audit.pairs_different += 1;
        if audit.differences.len() < DIFFERENCES_MAX {
            audit.differences.push(format!(
                "item {} at {}: the engine has {} on hand and {} held, we know of {on_hand} and {held}",
                line.item, line.site, line.on_hand, line.held
            ));
        }
    }
    Ok(())
}
