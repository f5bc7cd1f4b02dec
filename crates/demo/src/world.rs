//! What all tills, docks and shoppers of a replay share.

use crate::books::Books;
use crate::chance::{Chance, Use};
use crate::http::Client;
use crate::tally::Tally;
use crate::{DemoError, Line, Options, Retailer, SPEED_DEFAULT};
use realtail_kernel::Instant;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// What all tills, docks and shoppers of a replay share.
pub(crate) struct World {
    pub(crate) retailer: Arc<Retailer>,
    pub(crate) seed: u64,
    online_share: f64,
    /// What thinking takes of its usual wall time.
    pub(crate) haste: f64,
    pub(crate) tills: Client,
    pub(crate) shoppers: Client,
    /// True once nobody shall think about it any longer.
    pub(crate) hurry: watch::Receiver<bool>,
    books: Mutex<Books>,
    tally: Mutex<Tally>,
    business_now: AtomicI64,
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
}

/// Of a hundred that hold, so many collect, and so many give up; the others forget.
const COLLECT_SHARE: f64 = 0.8;
const GIVE_UP_SHARE: f64 = 0.1;

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
        hurry: watch::Receiver<bool>,
    ) -> Result<World, DemoError> {
        let (first, _) = retailer.span();
        Ok(World {
            seed: options.seed,
            online_share: options.online_share,
            haste: haste(options.speed),
            tills: Client::new(&options.base_url, &options.key, options.lanes)?,
            shoppers: Client::new(&options.base_url, &options.key, options.shopper_connections)?,
            hurry,
            books: Mutex::new(Books::open(targets)),
            tally: Mutex::default(),
            business_now: AtomicI64::new(first.micros()),
            retailer,
        })
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

    /// How this receipt comes about: by the seed alone. Only what is kept in stock can be held.
    pub(crate) fn way(&self, sale: u64, lines: &[Line]) -> Way {
        let mut chance = Chance::of(self.seed, Use::Shopper, sale);
        if chance.unit() >= self.online_share || lines.iter().all(|line| line.pair.is_none()) {
            return Way::Till;
        }
        match chance.unit() {
            end if end < COLLECT_SHARE => Way::Collected,
            end if end < COLLECT_SHARE + GIVE_UP_SHARE => Way::GivenUp,
            _ => Way::Forgotten,
        }
    }
}
