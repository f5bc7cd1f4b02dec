//! Lanes of a site: which are open, and what is to be said of them.

use super::{MODEL, VERSION};
use realtail_engine::{Cause, Entry};
use realtail_kernel::{Instant, Label, Position, Reference, SiteId, Word};
use realtail_learn::labour::{Advice, Lanes, QUARTER_SECONDS, Target};
use realtail_vocabulary::{LaneAdvice, ServiceTargets};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

/// Before so many days are known nothing is said of lanes.
pub(super) const DAYS_MIN: i32 = 14;
/// How often a site is looked at.
const LOOK_AGAIN_MS: i64 = 300_000;
/// A till that sold nothing for so long is closed.
const OPEN_MS: i64 = 900_000;
/// What was said of lanes stands for so long: lanes that open and close all the time please nobody.
const STANDS_MS: i64 = 900_000;

/// What is to be said of a site's lanes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LaneTold {
    /// More are needed soon than are open.
    Short(Box<LaneAdvice>),
    /// So many that are open are enough again.
    Suffice(SiteId, u32),
}

impl LaneTold {
    pub(super) fn site(&self) -> &SiteId {
        match self {
            LaneTold::Short(advice) => &advice.site,
            LaneTold::Suffice(site, _) => site,
        }
    }
}

/// The same, with what it follows from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LaneAdvising {
    /// What is to be said.
    pub what: LaneTold,
    /// The entry that led to it.
    pub cause: Cause,
    /// The signal that began it all, and when it came in: the delay counts from here.
    pub signal: String,
    /// See `signal`.
    pub received_at: Instant,
    #[serde(skip)]
    pub(super) is_handed_in: bool,
}

impl LaneAdvising {
    pub(super) fn after<R>(
        what: LaneTold,
        position: Position,
        entry: &Entry<realtail_vocabulary::Event, R>,
    ) -> LaneAdvising {
        LaneAdvising {
            what,
            cause: Cause { entry: position, origin: entry.origin(position), later: true },
            signal: entry.signal.to_string(),
            received_at: entry.received_at,
            is_handed_in: false,
        }
    }
}

/// A site whose lanes are looked at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Watched {
    pub targets: ServiceTargets,
    /// When each till sold something last.
    tills: BTreeMap<Reference, Instant>,
    /// When shoppers were served in the last quarter hour.
    served: VecDeque<Instant>,
    looked_at: Instant,
    /// As many lanes as were said to be needed last; nothing where enough are open.
    pub needed: u32,
    /// When that was said, in the retailer's world.
    pub told_at: Instant,
}

fn gone_ms(from: Instant, to: Instant) -> i64 {
    to.micros_since(from) / 1_000
}

impl Watched {
    /// A till sold something. Whether it is time to look at the site's lanes.
    pub fn is_due(&mut self, till: Option<&Reference>, now: Instant) -> bool {
        if let Some(till) = till {
            self.tills.insert(till.clone(), now);
        }
        self.served.push_back(now);
        while self.served.front().is_some_and(|served_at| gone_ms(*served_at, now) >= OPEN_MS) {
            self.served.pop_front();
        }
        if gone_ms(self.looked_at, now) < LOOK_AGAIN_MS {
            return false;
        }
        self.looked_at = now;
        self.tills.retain(|_, sold_at| gone_ms(*sold_at, now) < OPEN_MS);
        // Without the numbers of tills nobody knows how many are open.
        !self.tills.is_empty()
    }

    /// What is to be said, where so many shoppers are expected in a quarter hour soon. A rush that nobody expected is believed
    /// half: what comes next is no less than the middle between what is expected and what came in the last quarter hour.
    pub fn advise(
        &self,
        site: &SiteId,
        now: Instant,
        expected: f64,
        service_seconds: f64,
        current_to: Position,
    ) -> Option<LaneTold> {
        let targets = &self.targets;
        let shoppers = expected.max((expected + self.served.len() as f64) / 2.0);
        let lanes_open = self.tills.len() as u32;
        let load = shoppers * service_seconds / QUARTER_SECONDS;
        let lanes = Lanes {
            open: lanes_open,
            there_are: targets.tills.max(lanes_open),
            // Nobody counts the queue; who is served is known by the tills that sell.
            people: (load.ceil() as u32).min(lanes_open),
            arrivals_per_quarter: shoppers,
            service_seconds,
            target: Target {
                share: f64::from(targets.served_share_ppm) / 1e6,
                wait_seconds: f64::from(targets.wait_seconds),
            },
            notice_seconds: f64::from(targets.open_lane_minutes) * 60.0,
        };
        match lanes.advise() {
            Advice::Open { lanes, reason } if lanes_open + lanes > self.needed => {
                Some(LaneTold::Short(Box::new(LaneAdvice {
                    site: site.clone(),
                    needed_at: now.plus_ms(i64::from(targets.open_lane_minutes) * 60_000),
                    lanes_open,
                    lanes_needed: lanes_open + lanes,
                    shoppers_per_quarter_hour: (shoppers * 100.0).round() / 100.0,
                    reason: Label::new(reason).ok()?,
                    model: Word::new(MODEL).ok()?,
                    version: Word::new(VERSION).ok()?,
                    current_to,
                })))
            }
            Advice::Open { .. } => None,
            Advice::Keep | Advice::Close { .. } => {
                let stood = self.needed > 0 && gone_ms(self.told_at, now) >= STANDS_MS;
                stood.then(|| LaneTold::Suffice(site.clone(), lanes_open))
            }
        }
    }
}
