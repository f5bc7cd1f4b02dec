//! Who follows the log from the first batch on: lists, the directory of customers, search, readers, whoever is near, models.

use super::end_process;
use crate::config::Config;
use crate::search::{IndexDoor, IndexTeller};
use crate::tags;
use crate::vault::FolderVault;
use anyhow::Context;
use realtail_api::{
    Directory, DirectoryKeeper, Feed, Feeder, LabourDoor, LossDoor, ModelDoor, Scout, ScoutKeeper, SearchDoor,
};
use realtail_engine::log::Log;
use realtail_engine::{Entry, Handle, Observer};
use realtail_kernel::{Instant, Position};
use realtail_models::loss::LossFollower;
use realtail_models::{Follower, Prepared};
use realtail_platform::{Pillar, Refusal, Retail};
use realtail_search::{Search, Untold};
use std::sync::Arc;

/// The sides of them that the engine tells.
type Observers = Vec<Box<dyn Observer<Retail>>>;

/// Those who will be told of each batch.
pub(super) struct Followers {
    feed: Arc<Feed>,
    vault: Arc<FolderVault>,
    directory: Arc<Directory>,
    scout: Arc<Scout>,
    search: Search,
    untold: Untold,
    intake: tags::Intake,
    waiting: tags::Waiting,
    models: Prepared<Refusal>,
    losses: Prepared<Refusal>,
}

/// Those who are told of each batch, and know what was there before.
pub(super) struct Following {
    pub feed: Arc<Feed>,
    pub vault: Arc<FolderVault>,
    pub directory: Arc<Directory>,
    pub scout: Arc<Scout>,
    pub search: Arc<dyn SearchDoor>,
    pub intake: tags::Intake,
    pub waiting: tags::Waiting,
    pub models: Option<Follower>,
    pub losses: Option<LossFollower>,
}

impl Followers {
    /// Those who follow, and the sides of them that the engine tells.
    pub fn new(config: &Config, log: &dyn Log, now: Instant) -> anyhow::Result<(Followers, Observers)> {
        let feed = Arc::new(Feed::new(newest(log)?, log.next(), now));
        let vault = FolderVault::open(&config.data(), end_process)?;
        let directory = Arc::new(Directory::new(vault.clone()));
        let scout = Arc::new(Scout::new());
        let (search, teller, untold) = Search::new().context("make the search index")?;
        let (intake, waiting) = tags::open();
        let (tap, models) = realtail_models::prepare();
        let (loss_tap, losses) = realtail_models::prepare();
        let mut observers: Observers = vec![
            Box::new(Feeder(feed.clone())),
            Box::new(DirectoryKeeper(directory.clone())),
            Box::new(tags::ReadsObserver(intake.clone())),
            Box::new(IndexTeller(teller)),
            Box::new(ScoutKeeper(scout.clone())),
        ];
        if config.pillar(Pillar::Intelligence)? {
            observers.push(Box::new(tap));
            observers.push(Box::new(loss_tap));
        }
        let followers =
            Followers { feed, vault, directory, scout, search, untold, intake, waiting, models, losses };
        Ok((followers, observers))
    }

    /// Lets them know what was there before the first batch.
    pub fn catch_up(self, config: &Config, handle: &Handle<Retail>) -> anyhow::Result<Following> {
        let Followers { feed, vault, directory, scout, search, untold, intake, waiting, models, losses } =
            self;
        feed.set_access(&handle.read().machine.access);
        // Nothing is asked or written yet: nobody waits for this copy to be looked through.
        let customers = handle.read().machine.omnichannel.customers.still();
        vault.catch_up(&customers)?;
        directory.fill(&customers);
        let catalogue = handle.read().machine.omnichannel.catalogue.clone();
        search.keep(catalogue.items().cloned().collect(), untold).context("fill the search index")?;
        let models = follow(models, handle, config)?;
        let losses = look_for_losses(losses, handle, config)?;
        let search = Arc::new(IndexDoor(search));
        Ok(Following { feed, vault, directory, scout, search, intake, waiting, models, losses })
    }
}

impl Following {
    /// What models say, where their pillar takes part.
    pub fn model_door(&self, handle: &Handle<Retail>) -> Option<Arc<dyn ModelDoor>> {
        let current = self.models.as_ref()?.current();
        Some(Arc::new(crate::models::Models { current, handle: handle.clone() }))
    }

    /// What knows who comes when, where the pillar takes part.
    pub fn labour_door(&self) -> Option<Arc<dyn LabourDoor>> {
        let current = self.models.as_ref()?.current();
        Some(Arc::new(crate::labour::Labour(current)))
    }

    /// What looks for losses, where the pillar takes part.
    pub fn loss_door(&self) -> Option<Arc<dyn LossDoor>> {
        let current = self.losses.as_ref()?.current();
        Some(Arc::new(crate::losses::Losses(current)))
    }
}

/// Lets whoever looks for losses follow the log, where the pillar takes part.
fn look_for_losses(
    prepared: Prepared<Refusal>,
    handle: &Handle<Retail>,
    config: &Config,
) -> anyhow::Result<Option<LossFollower>> {
    if !config.pillar(Pillar::Intelligence)? {
        return Ok(None);
    }
    let desk = Arc::new(crate::losses::EngineDesk(handle.clone()));
    let (budget, folder) = (config.loss_cases_per_site_day()?, config.data().join("losses"));
    let follower = LossFollower::start(prepared, budget, &folder, handle.log().clone(), desk);
    Ok(Some(follower.context("start the thread that looks for losses")?))
}

/// Lets the models follow the log, where their pillar takes part.
fn follow(
    prepared: Prepared<Refusal>,
    handle: &Handle<Retail>,
    config: &Config,
) -> anyhow::Result<Option<Follower>> {
    if !config.pillar(Pillar::Intelligence)? {
        return Ok(None);
    }
    let desk = Arc::new(crate::models::EngineDesk(handle.clone()));
    let follower = prepared.start(&config.data().join("models"), handle.log().clone(), desk);
    Ok(Some(follower.context("start the thread that keeps the models current")?))
}

/// The newest entries, for lists that people look at right after a start.
fn newest(
    log: &dyn Log,
) -> anyhow::Result<Vec<(Position, Entry<realtail_vocabulary::Event, realtail_platform::Refusal>)>> {
    let from = Position(log.next().0.saturating_sub(Feed::newest_max() / 16).max(1));
    let mut entries = Vec::new();
    for batch in log.reader().read(from) {
        entries.extend(realtail_engine::decode_batch(&batch?)?.into_iter().filter(|(p, _)| *p >= from));
    }
    Ok(entries)
}
