//! One store that is shown whole, beside the receipts of all: tags on a few dozen items, shelves that weigh, fridges,
//! associates, shoppers' phones with their push service, and one brand's campaign.
//!
//! It is the busiest store. What its devices say follows our own books: once a round, in wall time, what was sold or picked
//! since is heard no more, and what came in is heard in the backroom. The faster the year goes by, the more lies between two
//! rounds, so a round says the same at any speed: the store is sampled, and never slows the year. All units move within the
//! site alone, so the books of the site hold.

pub(crate) mod advice;
mod associates;
mod campaign;
mod climate;
mod feed;
mod forecasts;
mod open;
mod phones;
mod plan;
mod push_service;
mod shelves;
mod signals;
mod staff;
mod tags;
mod tally;

use crate::world::World;
use crate::{DemoError, Options, http};
pub use advice::AdviceTally;
pub use forecasts::ForecastTally;
pub(crate) use open::open;
pub(crate) use plan::{FloorPlan, Planned, choose};
use push_service::PushService;
pub(crate) use staff::till;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tags::Tags;
pub use tally::FloorTally;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

/// From one round to the next. A reader's epoch is no shorter than this in the demo.
const ROUND: Duration = Duration::from_millis(800);
/// A year that is over sooner waits for so many: it takes that long until all that a store can do has been seen.
const ROUNDS_MIN: u64 = 20;

/// The store while it is shown.
struct Floor {
    world: Arc<World>,
    /// Apart from tills and shoppers, so that neither waits for the other.
    client: http::Client,
    plan: FloorPlan,
    tags: Mutex<Tags>,
    push_service: PushService,
}

impl Floor {
    /// Never kept while waiting.
    fn tags(&self) -> MutexGuard<'_, Tags> {
        self.tags.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Thinks or works for a while: so long at the usual speed, sooner where the year goes by faster.
    async fn take(&self, ms: f64) {
        self.world.think(Duration::from_secs_f64(ms * self.world.haste / 1e3)).await;
    }
}

/// Shows the store until the year is over, and counts what came of it.
pub(crate) async fn run(
    options: Options,
    world: Arc<World>,
    plan: FloorPlan,
    over: watch::Receiver<bool>,
) -> Result<(), DemoError> {
    let client = http::Client::new(&options.base_url, &options.key, 4)?;
    let tags = Mutex::new(Tags::of(&plan, &world.books()));
    let push_service = PushService::start().await?;
    let floor = Arc::new(Floor { world, client, plan, tags, push_service });
    let listening = feed::listen(&floor).await?;
    let mut busy = JoinSet::new();
    let ended = rounds(&floor, &over, &mut busy).await;
    while let Some(done) = busy.join_next().await {
        done.map_err(DemoError::data)??;
    }
    ended?;
    campaign::look_back(&floor).await?;
    forecasts::look_back(&floor).await?;
    advice::look_back(&floor).await?;
    listening.end(&floor).await;
    Ok(())
}

async fn rounds(
    floor: &Arc<Floor>,
    over: &watch::Receiver<bool>,
    busy: &mut JoinSet<Result<(), DemoError>>,
) -> Result<(), DemoError> {
    let mut ticks = interval(ROUND);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut associates = associates::Associates::default();
    let mut phones = phones::Phones::default();
    for round in 0_u64.. {
        let hurry = *floor.world.hurry.borrow();
        if *over.borrow() && (hurry || round >= ROUNDS_MIN) {
            break;
        }
        ticks.tick().await;
        while let Some(done) = busy.try_join_next() {
            done.map_err(DemoError::data)??;
        }
        let mut said = floor.tags().round(round, &floor.plan, &floor.world.books())?;
        said.extend(shelves::round(round, floor)?);
        said.extend(climate::round(round, floor)?);
        signals::tell(floor, said).await?;
        associates.look(floor, busy).await?;
        phones.come(floor, busy);
    }
    Ok(())
}
