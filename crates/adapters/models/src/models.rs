//! All models as one: they follow the log entry by entry, and say up to which entry they know it.

use crate::demand::{self, Demand, Moment, No, Outlook};
use crate::names::Names;
use crate::said::Said;
use crate::together::{self, Together};
use realtail_engine::Entry;
use realtail_kernel::{Instant, ItemId, Label, Position, SiteId, Timezone, Wall, Word};
use realtail_vocabulary::{
    Account, CatalogueEvent, DemandQuantile, Event, Forecast, HoldEvent, IntelligenceEvent, Outside, Reason,
    ReplenishmentPlan, StockEvent,
};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// The probabilities of the quantiles that are told of every forecast.
pub const PROBABILITIES: [f64; 7] = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/// The clock of a site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Timezone", into = "Timezone")]
pub(crate) struct Clock {
    timezone: Timezone,
    pub(crate) wall: Wall,
}

impl From<Timezone> for Clock {
    fn from(timezone: Timezone) -> Clock {
        Clock { wall: timezone.wall(), timezone }
    }
}

impl From<Clock> for Timezone {
    fn from(clock: Clock) -> Timezone {
        clock.timezone
    }
}

/// Which forecasts may have moved with an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Moved {
    /// Of these pairs something was sold, or is planned from now on.
    pub pairs: Vec<(No, No)>,
    /// A day ended, so all may have moved.
    pub day_ended: bool,
}

/// What was learned from the log so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Models {
    /// The newest entry that was taken in.
    current_to: Position,
    /// When that entry was decided.
    at: Instant,
    /// The newest business time that was heard of, and when it was heard.
    business: Instant,
    heard_at: Instant,
    items: Names<ItemId>,
    sites: Names<SiteId>,
    clocks: FxHashMap<No, Clock>,
    demand: Demand,
    together: Together,
    pub(crate) said: Said,
}

/// A forecast, and what else is to be told of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The forecast.
    pub forecast: Forecast,
    /// Units on each of its days: the day in days since 1970, and its mean.
    pub days: Vec<(i32, f64)>,
    /// From how many sales of the pair it was learned.
    pub sales: u32,
    /// From how many days of evidence, what is older weighing less.
    pub evidence_days: f64,
}

/// An item that goes with a basket.
#[derive(Clone, Debug, PartialEq)]
pub struct Recommended {
    /// The item.
    pub item: ItemId,
    /// How well it goes with the basket.
    pub score: f64,
    /// The item of the basket that speaks for it most.
    pub with: ItemId,
    /// Baskets with both.
    pub together: u32,
    /// Baskets with the item of the basket.
    pub of: u32,
}

impl Models {
    /// The newest entry that was taken in.
    pub fn current_to(&self) -> Position {
        self.current_to
    }

    /// How many pairs of item and site are known, and how many baskets.
    pub fn learned(&self) -> (usize, u64) {
        (self.demand.pairs(), self.together.baskets())
    }

    /// The time in the retailer's world: it goes on from the newest sale at the pace of the clock on the wall, also where
    /// a replay is behind or ahead of that clock.
    pub fn business_now(&self, now: Instant) -> Instant {
        let gone = now.micros_since(self.heard_at).max(0);
        Instant::from_micros(self.business.micros().saturating_add(gone))
    }

    /// Takes in an entry. One that was taken in before is passed over.
    pub fn follow<R>(&mut self, position: Position, entry: &Entry<Event, R>) {
        self.take(position, entry);
    }

    /// Takes in an entry, and tells what may have moved with it. One that was taken in before is passed over.
    pub(crate) fn take<R>(&mut self, position: Position, entry: &Entry<Event, R>) -> Moved {
        let mut moved = Moved::default();
        if position <= self.current_to {
            return moved;
        }
        (self.current_to, self.at) = (position, entry.at);
        for event in &entry.events {
            self.take_event(event, entry.at, position, &mut moved);
        }
        moved
    }

    fn take_event(&mut self, event: &Event, at: Instant, position: Position, moved: &mut Moved) {
        match event {
            Event::Catalogue(CatalogueEvent::SiteSet(site)) => {
                let no = self.sites.number(&site.site);
                self.clocks.insert(no, Clock::from(site.timezone.clone()));
            }
            Event::Stock(StockEvent::Sold { site, sold_at, lines, .. }) => {
                let lines = lines.iter().map(|line| (&line.item, site, line.quantity.units()));
                self.sold(lines, *sold_at, at, moved);
            }
            Event::Stock(StockEvent::Moved { reason: Reason::Sale, occurred_at, postings, .. }) => {
                let lines = postings.iter().filter_map(|posting| match (&posting.from, &posting.to) {
                    (Account::Site { site, .. }, Account::Outside { outside: Outside::Customer }) => {
                        Some((&posting.item, site, posting.quantity.units()))
                    }
                    _ => None,
                });
                self.sold(lines, occurred_at.unwrap_or(at), at, moved);
            }
            // An order, or what was reserved in a shop. What is cancelled later was asked for all the same.
            Event::Hold(HoldEvent::Posted { lines, .. }) => {
                let lines = lines.iter().map(|line| (&line.item, &line.site, line.quantity.units()));
                self.sold(lines, at, at, moved);
            }
            Event::Intelligence(event) => self.take_plan(event, position, moved),
            _ => {}
        }
    }

    fn take_plan(&mut self, event: &IntelligenceEvent, position: Position, moved: &mut Moved) {
        match event {
            IntelligenceEvent::PlanSet(plan) => {
                let pair = (self.items.number(&plan.item), self.sites.number(&plan.site));
                self.said.plan(pair, plan);
                moved.pairs.push(pair);
            }
            IntelligenceEvent::PlanRemoved { item, site } => {
                let pair = (self.items.number(item), self.sites.number(site));
                self.said.plan_no_more(pair);
            }
            IntelligenceEvent::ForecastSaid(forecast) => {
                let pair = (self.items.number(&forecast.item), self.sites.number(&forecast.site));
                self.said.say(pair, forecast, position);
            }
            IntelligenceEvent::PurchaseOrderPlaced(_)
            | IntelligenceEvent::AdviceDeclined(_)
            | IntelligenceEvent::ModelTrained(_)
            | IntelligenceEvent::ModelTried(_)
            | IntelligenceEvent::ModelWentLive(_)
            | IntelligenceEvent::LossCaseOpened(_)
            | IntelligenceEvent::LossCaseMarked(_) => {}
        }
    }

    /// A till whose clock runs ahead does not take all others with it: nothing was sold after it was told.
    fn sold<'a>(
        &mut self,
        lines: impl Iterator<Item = (&'a ItemId, &'a SiteId, i64)>,
        sold_at: Instant,
        told_at: Instant,
        moved: &mut Moved,
    ) {
        let sold_at = sold_at.min(told_at);
        let mut basket = Vec::new();
        for (item, site, units) in lines {
            let pair = (self.items.number(item), self.sites.number(site));
            let moment = Moment { at: demand::days(sold_at), day: self.day(pair.1, sold_at) };
            self.demand.learn(pair.0, pair.1, moment, units as f32);
            basket.push(pair.0);
            if self.said.is_planned(pair) {
                moved.pairs.push(pair);
            }
        }
        if basket.is_empty() {
            return;
        }
        self.together.learn(&basket, demand::days(sold_at));
        if sold_at > self.business {
            let day = |at: Instant| at.micros().div_euclid(86_400_000_000);
            moved.day_ended |= day(sold_at) > day(self.business);
            (self.business, self.heard_at) = (sold_at, told_at);
        }
    }

    /// Which day it is on the wall of a site, in days since 1970.
    fn day(&self, site: No, at: Instant) -> i32 {
        let shown = self.clocks.get(&site).map_or(at.micros(), |clock| clock.wall.shown_micros(at));
        shown.div_euclid(86_400_000_000) as i32
    }

    /// What is likely to be sold of an item at a site on the days after this one, as things stand at a time of the
    /// retailer's world. Nothing only where the words for it cannot be made.
    pub fn forecast(
        &self,
        item: &ItemId,
        site: &SiteId,
        horizon_days: u16,
        as_of: Instant,
        also: Option<f64>,
    ) -> Option<Told> {
        let pair = (self.items.get(item).unwrap_or(No::MAX), self.sites.get(site).unwrap_or(No::MAX));
        let outlook = self.demand.outlook(pair.0, pair.1, demand::days(as_of));
        let today = self.day(pair.1, as_of);
        let days: Vec<(i32, f64)> =
            (1..=i32::from(horizon_days)).map(|day| (today + day, outlook.on(today + day))).collect();
        let mean: f64 = days.iter().map(|(_, mean)| mean).sum();
        let mut probabilities = PROBABILITIES.to_vec();
        probabilities.extend(also);
        probabilities.sort_by(f64::total_cmp);
        probabilities.dedup();
        let units = outlook.quantiles(mean, &probabilities);
        let quantile = |(p, units)| DemandQuantile { p, units };
        let forecast = Forecast {
            item: item.clone(),
            site: site.clone(),
            model: Word::new(demand::MODEL).ok()?,
            version: Word::new(demand::VERSION).ok()?,
            made_at: as_of,
            current_to: self.current_to,
            horizon_days,
            mean_per_day: mean / f64::from(horizon_days.max(1)),
            quantiles: probabilities.into_iter().zip(units).map(quantile).collect(),
            why: why(&outlook)?,
        };
        Some(Told { forecast, days, sales: outlook.sales, evidence_days: outlook.days })
    }

    /// The forecast that a plan asks for: over the time from one order to the arrival of the next.
    pub(crate) fn planned(&self, pair: (No, No)) -> Option<Forecast> {
        let (item, site) = (self.items.name(pair.0)?, self.sites.name(pair.1)?);
        let (horizon_days, service_level) = self.said.horizon(pair)?;
        self.forecast(item, site, horizon_days, self.business, Some(service_level)).map(|told| told.forecast)
    }

    /// The items that go best with a basket, the best first.
    pub fn recommend(&self, basket: &[ItemId], as_of: Instant, max: usize) -> Vec<Recommended> {
        let known: Vec<No> = basket.iter().filter_map(|item| self.items.get(item)).collect();
        let found = self.together.with(&known, demand::days(as_of), max);
        let named = |found: together::Match| {
            let (item, with) = (self.items.name(found.item)?.clone(), self.items.name(found.with)?.clone());
            let together::Match { score, together, of, .. } = found;
            Some(Recommended { item, score, with, together, of })
        };
        found.into_iter().filter_map(named).collect()
    }

    /// Whether it was learned as this version would.
    pub(crate) fn is_tuned_as_now(&self) -> bool {
        self.demand.is_tuned_as(&demand::Tuning::default())
    }

    /// Every pair for which something is planned.
    pub(crate) fn plans(&self) -> Vec<(No, No)> {
        self.said.pairs()
    }
}

/// In words, with the numbers that led to it.
fn why(outlook: &Outlook) -> Option<Label> {
    let text = if outlook.sales == 0 {
        format!(
            "nothing was sold of it there yet; {:.2} units a day by what it sells elsewhere and the site's share",
            outlook.expected_level
        )
    } else {
        format!(
            "{:.2} units a day from {} sales there over {:.0} days of evidence, drawn towards {:.2} by what it sells everywhere; variance {:.1} times the mean",
            outlook.own_level,
            outlook.sales,
            outlook.days,
            outlook.expected_level,
            outlook.spread()
        )
    };
    Label::new(text).ok()
}

/// What a plan asks of a forecast.
pub(crate) fn asked(plan: &ReplenishmentPlan) -> (u16, f64) {
    let days = plan.lead_time_days.saturating_add(plan.review_days).max(1);
    (days, f64::from(plan.service_level_ppm) / 1e6)
}
