//! What is sold, item by item and day by day, as the log tells it, and the models that are kept current by it.

use crate::demand::{DaysAhead, Demand, Known, Sold};
use crate::names::Names;
use crate::rate::{self, Moment, No, Rates};
use crate::world_time::WorldTime;
use realtail_kernel::{Instant, ItemId, SiteId, Timezone, Wall};
use realtail_vocabulary::{
    Account, Amount, CatalogueEvent, Event, HoldEvent, Outside, Posting, Reason, SaleLine, Signal, StockEvent,
};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

const DAY_MICROS: i64 = 86_400_000_000;
/// How often it is asked whether a day has ended at every site.
const LOOK_MICROS: i64 = DAY_MICROS / 96;

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

/// What is sold, and what is made of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Trade {
    time: WorldTime,
    pub items: Names<ItemId>,
    pub sites: Names<SiteId>,
    clocks: FxHashMap<No, Clock>,
    pub rates: Rates,
    pub demand: Demand,
}

/// Who wants to look before a day is over, and once the next one has begun.
pub(crate) trait Watch {
    /// The day, in days since 1970, is about to end; all of it was told.
    fn ending(&mut self, _trade: &Trade, _day: i32) {}
    /// The day has begun; nothing of it was told.
    fn begun(&mut self, _trade: &Trade, _day: i32) {}
}

impl Watch for () {}

/// What was sold, and what else that did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// The pairs that were sold, line by line.
    pub pairs: Vec<(No, No)>,
    /// A day ended, by the clock of UTC.
    pub day_ended: bool,
    /// Forecasts of all pairs may be others now: a day ended at every site, or promotions changed.
    pub all_moved: bool,
}

/// A line as any event tells it.
struct Line<'a> {
    item: &'a ItemId,
    site: &'a SiteId,
    units: i64,
    money: Option<[f32; 2]>,
}

impl Trade {
    /// The newest business time that was heard of.
    pub fn business(&self) -> Instant {
        self.time.newest()
    }

    /// The time in the retailer's world: it goes on from the newest sale at the pace of the clock on the wall.
    pub fn business_now(&self, now: Instant) -> Instant {
        self.time.now(now)
    }

    /// Which day it is on the wall of a site, in days since 1970, and what time, in microseconds since midnight.
    pub fn shown(&self, site: No, at: Instant) -> (i32, i64) {
        let shown = self.clocks.get(&site).map_or(at.micros(), |clock| clock.wall.shown_micros(at));
        (shown.div_euclid(DAY_MICROS) as i32, shown.rem_euclid(DAY_MICROS))
    }

    fn known<'a>(items: &'a Names<ItemId>, sites: &'a Names<SiteId>) -> Known<'a> {
        Known { items, sites }
    }

    /// Takes in what happened at a time.
    pub fn take(&mut self, event: &Event, at: Instant, watch: &mut dyn Watch) -> Told {
        let mut told = Told::default();
        match event {
            Event::Catalogue(event) => self.take_catalogue(event),
            Event::Price(event) => told.all_moved = self.demand.take_price(event),
            Event::Observed(observed) => {
                if let Signal::WeatherForecast(forecast) = &observed.signal {
                    let site = self.sites.number(&forecast.site);
                    told.all_moved = self.demand.take_weather(site, forecast);
                }
            }
            Event::Stock(StockEvent::Sold { site, sold_at, lines, .. }) => {
                let lines = lines.iter().map(|line| Line {
                    item: &line.item,
                    site,
                    units: line.quantity.units(),
                    money: money(line),
                });
                self.sold(lines, *sold_at, at, watch, &mut told);
            }
            Event::Stock(StockEvent::Moved { reason: Reason::Sale, occurred_at, postings, .. }) => {
                self.sold(
                    postings.iter().filter_map(to_customer),
                    occurred_at.unwrap_or_else(|| self.time.of(at)),
                    at,
                    watch,
                    &mut told,
                );
            }
            // An order, or what was reserved in a shop. What is cancelled later was asked for all the same.
            Event::Hold(HoldEvent::Posted { lines, .. }) => {
                let lines = lines.iter().map(|line| Line {
                    item: &line.item,
                    site: &line.site,
                    units: line.quantity.units(),
                    money: None,
                });
                self.sold(lines, self.time.of(at), at, watch, &mut told);
            }
            _ => {}
        }
        self.post(event.postings(), at);
        told
    }

    fn take_catalogue(&mut self, event: &CatalogueEvent) {
        match event {
            CatalogueEvent::SiteSet(site) => {
                let no = self.sites.number(&site.site);
                self.clocks.insert(no, Clock::from(site.timezone.clone()));
                self.demand.know_site(site);
            }
            CatalogueEvent::ItemSet(item) => {
                let no = self.items.number(&item.item);
                self.demand.know_item(no, item);
            }
            CatalogueEvent::RegionSet { region, sites } => self.demand.know_region(region, sites),
            CatalogueEvent::RuleSet(_) | CatalogueEvent::RuleRemoved { .. } => {}
        }
    }

    fn post(&mut self, postings: &[Posting], at: Instant) {
        let Trade { items, sites, clocks, demand, .. } = self;
        let shown = |site: No| clocks.get(&site).map_or(at.micros(), |clock| clock.wall.shown_micros(at));
        for posting in postings {
            let time_of = |site: No| shown(site).rem_euclid(DAY_MICROS);
            demand.post(posting, Trade::known(items, sites), time_of);
        }
    }

    /// A till whose clock runs ahead does not take all others with it: nothing was sold after it was told.
    fn sold<'a>(
        &mut self,
        lines: impl Iterator<Item = Line<'a>>,
        sold_at: Instant,
        told_at: Instant,
        watch: &mut dyn Watch,
        told: &mut Told,
    ) {
        let sold_at = sold_at.min(told_at);
        let mut lines = lines.peekable();
        let before = self.time.newest();
        if lines.peek().is_some() && self.time.hear(sold_at, told_at) {
            let in_units = |at: Instant, unit: i64| at.micros().div_euclid(unit);
            told.day_ended = in_units(sold_at, DAY_MICROS) > in_units(before, DAY_MICROS);
            let look = in_units(sold_at, LOOK_MICROS) > in_units(before, LOOK_MICROS);
            if look {
                told.all_moved |= self.end_days(watch);
            }
        }
        for line in lines {
            let pair = (self.items.number(line.item), self.sites.number(line.site));
            let (day, micros) = self.shown(pair.1, sold_at);
            let units = line.units as f32;
            self.rates.learn(pair.0, pair.1, Moment { at: rate::days(sold_at), day }, units);
            let sold = Sold { item: pair.0, site: pair.1, day, micros, units, money: line.money };
            let sales = self.rates.sales(pair.0, pair.1);
            self.demand.sell(sold, sales, Trade::known(&self.items, &self.sites));
            told.pairs.push(pair);
        }
    }

    /// Ends the days that are over at every site. Whether any was.
    fn end_days(&mut self, watch: &mut dyn Watch) -> bool {
        let Some(mut day) = self.demand.day() else { return false };
        let anywhere = self.clocks.values().map(|clock| clock.wall.shown_micros(self.time.newest())).min();
        let begun = anywhere.unwrap_or(self.time.newest().micros()).div_euclid(DAY_MICROS) as i32;
        let ends = day < begun;
        while day < begun {
            watch.ending(self, day);
            self.demand.end_day(Trade::known(&self.items, &self.sites));
            day += 1;
            watch.begun(self, day);
        }
        ends
    }

    /// Makes ready for forecasts of the demand model.
    pub fn prepare(&mut self) {
        self.demand.prepare(Trade::known(&self.items, &self.sites));
    }

    /// So many days from one on, and what is promoted on them as far as it is known now.
    pub fn ahead(&self, first: i32, days: usize) -> DaysAhead {
        self.demand.ahead(first, days, Trade::known(&self.items, &self.sites))
    }
}

fn to_customer(posting: &Posting) -> Option<Line<'_>> {
    match (&posting.from, &posting.to) {
        (Account::Site { site, .. }, Account::Outside { outside: Outside::Customer }) => {
            Some(Line { item: &posting.item, site, units: posting.quantity.units(), money: None })
        }
        _ => None,
    }
}

/// What was paid for a line, and what it cost before discounts, in minor units.
pub(crate) fn money(line: &SaleLine) -> Option<[f32; 2]> {
    let minor = |amount: &Amount| match amount {
        Amount::Minor(minor) => *minor,
        Amount::Money(money) => money.amount,
    };
    let full = minor(&line.unit_price) as f32 * line.quantity.units() as f32;
    let paid = full - line.discount.as_ref().map_or(0, minor) as f32;
    (full > 0.0 && paid >= 0.0).then_some([paid, full])
}
