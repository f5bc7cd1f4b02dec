//! What all tills, docks and shoppers of a replay share.

use crate::books::Books;
use crate::chance::{Chance, Use};
use crate::floor::{FloorPlan, Planned};
use crate::http::Client;
use crate::tally::Tally;
use crate::{DemoError, Line, Options, Retailer, SPEED_DEFAULT};
use realtail_kernel::{Instant, ItemId, SiteId};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

/// What all tills, docks and shoppers of a replay share.
pub(crate) struct World {
    pub(crate) retailer: Arc<Retailer>,
    /// The store that is shown whole, where one is.
    shown: Option<FloorPlan>,
    pub(crate) seed: u64,
    online_share: f64,
    order_share: f64,
    /// What thinking takes of its usual wall time.
    pub(crate) haste: f64,
    pub(crate) tills: Client,
    pub(crate) shoppers: Client,
    /// True once nobody shall think about it any longer.
    pub(crate) hurry: watch::Receiver<bool>,
    books: Mutex<Books>,
    tally: Mutex<Tally>,
    business_now: AtomicI64,
    /// The indexes of sites and items by their names.
    sites: BTreeMap<SiteId, u32>,
    items: BTreeMap<ItemId, u32>,
}

/// How a basket is bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// At a till.
    Till,
    /// Held online, then collected.
    Collected,
    /// Held online, then given up.
    GivenUp,
    /// Held online, then forgotten.
    Forgotten,
    /// Ordered and paid online.
    Ordered(Ordered),
}

/// How an order reaches the shopper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ordered {
    /// Collected at the store.
    Pickup,
    /// Sent from wherever serves best.
    Ship,
    /// Taken along.
    CarryOut,
}

/// Of a hundred that hold, so many collect, and so many give up; the others forget.
const COLLECT_SHARE: f64 = 0.8;
const GIVE_UP_SHARE: f64 = 0.1;
/// Of a hundred orders so many are collected, and so many sent.
const PICKUP_SHARE: f64 = 0.5;
const SHIP_SHARE: f64 = 0.4;

/// Shoppers think in wall time. Where the year goes by faster than usual they think faster, or every hold would stand for
/// weeks and empty the shelves; up to twenty times.
fn haste(speed: f64) -> f64 {
    (SPEED_DEFAULT / speed).clamp(0.05, 1.0)
}

impl World {
    /// Before anything happened.
    pub(crate) fn new(
        options: &Options,
        retailer: Arc<Retailer>,
        targets: &[u32],
        shown: Option<FloorPlan>,
        hurry: watch::Receiver<bool>,
    ) -> Result<World, DemoError> {
        let (first, _) = retailer.span();
        Ok(World {
            shown,
            seed: options.seed,
            online_share: options.online_share,
            order_share: options.order_share,
            haste: haste(options.speed),
            tills: Client::new(&options.base_url, &options.key, options.lanes)?,
            shoppers: Client::new(&options.base_url, &options.key, options.shopper_connections)?,
            hurry,
            books: Mutex::new(Books::open(targets)),
            tally: Mutex::default(),
            business_now: AtomicI64::new(first.micros()),
            sites: (0..).zip(&retailer.sites).map(|(no, site)| (site.site.clone(), no)).collect(),
            items: (0..).zip(&retailer.items).map(|(no, item)| (item.item.clone(), no)).collect(),
            retailer,
        })
    }

    /// What of a site's goods the engine suggests orders for.
    pub(crate) fn planned_at(&self, site: u32) -> &[Planned] {
        self.shown.as_ref().filter(|plan| plan.index == site).map_or(&[], |plan| &plan.items)
    }

    /// Our books. Never kept while waiting.
    pub(crate) fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Our counts. Never kept while waiting.
    pub(crate) fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The business time of what was last begun.
    pub(crate) fn business_now(&self) -> Instant {
        Instant::from_micros(self.business_now.load(Ordering::Relaxed))
    }

    /// Moves business time on; never back.
    pub(crate) fn advance(&self, now: Instant) {
        self.business_now.fetch_max(now.micros(), Ordering::Relaxed);
    }

    /// Which of our pairs an item at a site is.
    pub(crate) fn pair_of(&self, site: &SiteId, item: &ItemId) -> Option<u32> {
        let (site, item) = (self.sites.get(site)?, self.items.get(item)?);
        let pairs = self.retailer.pairs_of(*site);
        let here = self.retailer.pairs.get(pairs.start as usize..pairs.end as usize)?;
        let at = here.binary_search_by_key(item, |pair| pair.item).ok()?;
        Some(pairs.start + at as u32)
    }

    /// Thinks for a while, or not at all if there is hurry.
    pub(crate) async fn think(&self, time: Duration) {
        let mut hurry = self.hurry.clone();
        tokio::select! {
            () = sleep(time) => (),
            _ = hurry.wait_for(|hurry| *hurry) => (),
        }
    }

    /// How this receipt comes about: by the seed alone. Only what is kept in stock can be held.
    pub(crate) fn way(&self, sale: u64, lines: &[Line]) -> Way {
        let mut chance = Chance::of(self.seed, Use::Shopper, sale);
        if chance.unit() >= self.online_share || lines.iter().all(|line| line.pair.is_none()) {
            return Way::Till;
        }
        if chance.unit() < self.order_share {
            return Way::Ordered(match chance.unit() {
                way if way < PICKUP_SHARE => Ordered::Pickup,
                way if way < PICKUP_SHARE + SHIP_SHARE => Ordered::Ship,
                _ => Ordered::CarryOut,
            });
        }
        match chance.unit() {
            end if end < COLLECT_SHARE => Way::Collected,
            end if end < COLLECT_SHARE + GIVE_UP_SHARE => Way::GivenUp,
            _ => Way::Forgotten,
        }
    }
}
