//! Who comes to the tills when, what orders there are to pick, who is needed for it, and where a lane must open soon.
//!
//! Each sale at a till is a shopper. Days end as those of demand do: when they have ended at every site.

mod lanes;
mod needs;
#[cfg(test)]
mod tests;

pub use lanes::{LaneAdvising, LaneTold};
pub use needs::LabourDay;

use crate::rate::No;
use crate::trade::Trade;
use lanes::Watched;
use realtail_engine::Entry;
use realtail_kernel::{Instant, Position, Reference, SiteId};
use realtail_learn::labour::Arrivals;
use realtail_vocabulary::{Event, HoldEvent, IntelligenceEvent, ServiceTargets, StockEvent};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// The name of the model.
pub(crate) const MODEL: &str = "labour";
/// Its version.
pub(crate) const VERSION: &str = "1";
const QUARTER_MICROS: i64 = 900_000_000;
/// What is kept of a mean from one to the next.
const KEPT: f64 = 0.995;

/// The mean of numbers, what is older weighing less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Mean {
    sum: f64,
    weight: f64,
}

impl Mean {
    fn add(&mut self, number: f64) {
        self.sum = self.sum * KEPT + number;
        self.weight = self.weight * KEPT + 1.0;
    }

    fn get(self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.sum / self.weight)
    }
}

/// Somebody came, or something is to be picked.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Came {
    site: No,
    /// In days since 1970, on the wall of the site.
    day: i32,
    quarter: usize,
    /// An order to pick, and no shopper at a till.
    is_order: bool,
}

/// What was learnt so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Labour {
    shoppers: Arrivals,
    orders: Arrivals,
    lines_of_basket: FxHashMap<No, Mean>,
    lines_of_order: FxHashMap<No, Mean>,
    /// The day that has begun, and is not over at every site.
    begun: Option<i32>,
    /// Who came on days that have not begun everywhere.
    early: Vec<Came>,
    watched: FxHashMap<No, Watched>,
    waiting: Vec<LaneAdvising>,
}

impl Labour {
    /// Takes in what happened, after the trade did.
    pub fn take<R>(&mut self, event: &Event, position: Position, entry: &Entry<Event, R>, trade: &mut Trade) {
        match event {
            Event::Stock(StockEvent::Sold { site, till, sold_at, lines, .. }) => {
                self.begin(trade);
                let site = trade.sites.number(site);
                let sold_at = (*sold_at).min(entry.at);
                self.lines_of_basket.entry(site).or_default().add(lines.len() as f64);
                self.came(site, sold_at, false, trade);
                self.look(site, till.as_ref(), sold_at, (position, entry), trade);
            }
            Event::Hold(HoldEvent::Posted { lines, .. }) => {
                let mut by_site: Vec<(No, f64)> = Vec::new();
                for line in lines {
                    let site = trade.sites.number(&line.site);
                    match by_site.iter_mut().find(|(known, _)| *known == site) {
                        Some((_, lines)) => *lines += 1.0,
                        None => by_site.push((site, 1.0)),
                    }
                }
                let now = trade.business();
                for (site, lines) in by_site {
                    self.lines_of_order.entry(site).or_default().add(lines);
                    self.came(site, now, true, trade);
                }
            }
            Event::Intelligence(event) => self.take_told(event, trade),
            _ => {}
        }
    }

    fn take_told(&mut self, event: &IntelligenceEvent, trade: &mut Trade) {
        match event {
            IntelligenceEvent::RosterSet(roster) => {
                let site = trade.sites.number(&roster.site);
                self.watched.entry(site).or_default().targets = roster.targets;
            }
            IntelligenceEvent::RosterRemoved { site } => {
                self.watched.remove(&trade.sites.number(site));
                self.told(site);
            }
            IntelligenceEvent::LanesAdvised(advice) => {
                let now = trade.business();
                if let Some(watched) = self.watched.get_mut(&trade.sites.number(&advice.site)) {
                    (watched.needed, watched.told_at) = (advice.lanes_needed, now);
                }
                self.told(&advice.site);
            }
            IntelligenceEvent::LanesSufficed { site, .. } => {
                let now = trade.business();
                if let Some(watched) = self.watched.get_mut(&trade.sites.number(site)) {
                    (watched.needed, watched.told_at) = (0, now);
                }
                self.told(site);
            }
            _ => {}
        }
    }

    /// What was said of a site's lanes stands in the log.
    fn told(&mut self, site: &SiteId) {
        self.waiting.retain(|waiting| waiting.what.site() != site);
    }

    /// Ends the days that have ended at every site.
    fn begin(&mut self, trade: &Trade) {
        let begun = trade.demand.day();
        let Some(day) = begun.filter(|_| begun != self.begun) else { return };
        self.begun = begun;
        self.shoppers.end_days_before(i64::from(day));
        self.orders.end_days_before(i64::from(day));
        let (early, now): (Vec<Came>, Vec<Came>) =
            std::mem::take(&mut self.early).into_iter().partition(|came| came.day > day);
        self.early = early;
        now.into_iter().for_each(|came| self.observe(came));
    }

    fn came(&mut self, site: No, at: Instant, is_order: bool, trade: &Trade) {
        let (day, micros) = trade.shown(site, at);
        let came = Came { site, day, quarter: (micros / QUARTER_MICROS) as usize, is_order };
        match self.begun {
            // What is told so late is of a day that is learnt already.
            Some(begun) if day < begun => {}
            Some(begun) if day == begun => self.observe(came),
            _ => self.early.push(came),
        }
    }

    fn observe(&mut self, came: Came) {
        let arrivals = if came.is_order { &mut self.orders } else { &mut self.shoppers };
        arrivals.observe(came.site, i64::from(came.day), came.quarter);
    }

    /// How long a shopper is served at a till.
    fn service_seconds(&self, site: No, targets: &ServiceTargets) -> f64 {
        let lines = self.lines_of_basket.get(&site).copied().and_then(Mean::get).unwrap_or(0.0);
        f64::from(targets.basket_seconds) + f64::from(targets.line_milliseconds) / 1e3 * lines
    }

    fn look<R>(
        &mut self,
        site: No,
        till: Option<&Reference>,
        now: Instant,
        (position, entry): (Position, &Entry<Event, R>),
        trade: &Trade,
    ) {
        let Some(watched) = self.watched.get_mut(&site) else { return };
        if !watched.is_due(till, now) {
            return;
        }
        let targets = watched.targets;
        let service_seconds = self.service_seconds(site, &targets);
        let Some(shoppers) = self.shoppers_soon(site, now, &targets, trade) else { return };
        let Some(name) = trade.sites.name(site) else { return };
        if self.waiting.iter().any(|waiting| waiting.what.site() == name) {
            return;
        }
        let Some(watched) = self.watched.get(&site) else { return };
        let told = watched.advise(name, now, shoppers, service_seconds, position);
        self.waiting.extend(told.map(|what| LaneAdvising::after(what, position, entry)));
    }

    /// Shoppers expected in a quarter hour, once a lane that is asked for now would be open.
    fn shoppers_soon(&self, site: No, now: Instant, targets: &ServiceTargets, trade: &Trade) -> Option<f64> {
        let soon = now.plus_ms(i64::from(targets.open_lane_minutes) * 60_000);
        let ((day, micros), (later, later_micros)) = (trade.shown(site, now), trade.shown(site, soon));
        if trade.demand.days_known() < lanes::DAYS_MIN {
            return None;
        }
        let [quarter, soon] = [micros, later_micros].map(|micros| (micros / QUARTER_MICROS) as usize);
        let counts = if self.begun == Some(day) && later == day {
            self.shoppers.live(site, i64::from(day), quarter).get(soon - quarter).copied()
        } else {
            // Around midnight what came today tells nothing of the day that begins.
            self.shoppers.day(site, i64::from(later)).get(soon).copied()
        };
        counts.map(|counts| counts.mean())
    }

    /// What is to be said of lanes, and was not handed in yet.
    pub fn to_hand_in(&self) -> Vec<LaneAdvising> {
        self.waiting.iter().filter(|waiting| !waiting.is_handed_in).cloned().collect()
    }

    /// All that waits is on its way into the log.
    pub fn handed_in(&mut self) {
        self.waiting.iter_mut().for_each(|waiting| waiting.is_handed_in = true);
    }
}
