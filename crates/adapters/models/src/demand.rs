//! What is likely to be sold of an item at a site, by [`realtail_learn::demand`]: kept current by each sale, and each day's end.
//!
//! Items and pairs are kept on their own once they have sold a few times, or are planned; the rest is known by what its
//! category and site sell. The day ends when it has ended at every site.

mod hours;
mod promoted;
mod shelves;
#[cfg(test)]
mod tests;
mod weather;

use crate::cache::Cache;
use crate::names::Names;
use crate::rate::No;
use hours::Hours;
use promoted::Promoted;
use realtail_kernel::{ItemId, Label, RegionId, SiteId};
use realtail_learn::demand::{
    self as learnt, Ahead, AheadDay, Intensity, Land, Model, Outlook, PromotedDay, Promotions, Sale, Skies,
    weekday,
};
use realtail_vocabulary::{Account, Condition, Item, Posting, PriceEvent, Site, WeatherDay, WeatherForecast};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use shelves::Shelves;
use std::collections::BTreeSet;
use weather::Weather;

pub(crate) use weather::by_weather;

/// Its name.
pub const MODEL: &str = "demand";
/// How far ahead it looks, in days.
pub const HORIZON_DAYS: usize = 90;
/// Days of a week.
const WEEK: i32 = 7;
/// After so many sales an item, or an item at a site, is kept on its own.
const LINES: u32 = 8;
/// Days on which all was shut that are remembered.
const SHUT_MAX: usize = 400;
/// A day of the week on which all was shut so many times in a row is expected to be so again.
const SHUT_WEEKS: i32 = 4;
/// What a unit costs before any price was heard of, in minor units.
const SOME_PRICE: f32 = 100.0;

/// Units of an item that were sold at a site.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sold {
    /// What.
    pub item: No,
    /// Where.
    pub site: No,
    /// Which day that was on the wall of the site, in days since 1970.
    pub day: i32,
    /// When on that day, in microseconds since midnight.
    pub micros: i64,
    /// How many units.
    pub units: f32,
    /// What was paid for all of them, and what they cost before discounts, in minor units; where it is not known, they cost
    /// what they did last.
    pub money: Option<[f32; 2]>,
}

/// Demand as it is known now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Demand {
    land: Land,
    state: learnt::Demand,
    /// The first day that was heard of, and the one that has begun and is not over at every site.
    days: Option<[i32; 2]>,
    /// What was sold on days that have not begun everywhere.
    early: Vec<Sold>,
    families: Names<Label>,
    family_of: FxHashMap<No, [u32; 2]>,
    price_of: FxHashMap<No, f32>,
    hours: Hours,
    shelves: Shelves,
    promoted: Promoted,
    weather: Weather,
    /// Pairs that were planned before the first sale.
    planned: BTreeSet<(No, No)>,
    /// Days on which nothing was sold anywhere.
    shut: BTreeSet<i32>,
    today: Cache<Promotions>,
    /// The weather of the day that has begun, as it was known when it was first asked for.
    today_skies: Cache<Skies>,
    ready: Cache<Ready>,
}

/// What all forecasts have in common until the day is over.
#[derive(Clone, Debug)]
struct Ready {
    ahead: DaysAhead,
    intensity: Intensity,
}

/// Days to be forecast, with what is promoted on them.
#[derive(Clone, Debug)]
pub(crate) struct DaysAhead {
    days: Vec<AheadDay>,
    promotions: Vec<Promotions>,
    /// For as many as the weather is forecast.
    skies: Vec<Skies>,
}

impl DaysAhead {
    /// The first of them.
    pub fn first(&self, days: usize) -> Ahead<'_> {
        Ahead {
            days: self.days[..days.min(self.days.len())].to_vec(),
            promotions: self.promotions.iter().collect(),
            skies: self.skies.iter().take(days).collect(),
        }
    }

    /// All of them.
    pub fn all(&self) -> Ahead<'_> {
        self.first(self.days.len())
    }
}

/// All that numbers stand for.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub items: &'a Names<ItemId>,
    pub sites: &'a Names<SiteId>,
}

impl Demand {
    /// The day that has begun, in days since 1970; nothing before the first sale.
    pub fn day(&self) -> Option<i32> {
        self.days.map(|[_, day]| day)
    }

    /// How many days are over.
    pub fn days_known(&self) -> i32 {
        self.days.map_or(0, |[first, day]| day - first)
    }

    /// Pairs that are kept on their own.
    pub fn followed(&self) -> impl Iterator<Item = (No, No)> {
        self.state.followed()
    }

    /// Units of a pair sold today, for which share of the day it could be had, and the price of one in minor units.
    pub fn today(&self, pair: (No, No)) -> Option<[f32; 3]> {
        let units = self.state.today_units(pair.0, pair.1)?;
        Some([units, self.shelves.there(pair), self.price(pair.0)])
    }

    fn price(&self, item: No) -> f32 {
        self.price_of.get(&item).copied().unwrap_or(SOME_PRICE)
    }

    fn family(&self, item: No) -> [u32; 2] {
        self.family_of.get(&item).copied().unwrap_or([No::MAX; 2])
    }

    /// Where a site lies says whose feasts are kept.
    pub fn know_site(&mut self, site: &Site) {
        let zone = site.timezone.as_str();
        let american = zone.starts_with("America/") || zone.starts_with("US/") || zone == "Pacific/Honolulu";
        if american {
            self.land = Land::UnitedStates;
        }
    }

    /// What an item belongs to: its narrowest category, and the widest.
    pub fn know_item(&mut self, no: No, item: &Item) {
        self.promoted.know(&item.item, &item.categories, item.brand.as_ref());
        let number = |label: &Label, families: &mut Names<Label>| families.number(label);
        if let (Some(widest), Some(narrowest)) = (item.categories.first(), item.categories.last()) {
            let widest = number(widest, &mut self.families);
            let narrowest = number(narrowest, &mut self.families);
            self.family_of.insert(no, [narrowest, widest]);
        }
    }

    /// The narrowest category of an item.
    pub fn category(&self, item: No) -> Option<No> {
        self.family_of.get(&item).map(|[narrowest, _]| *narrowest)
    }

    /// Which sites a region has.
    pub fn know_region(&mut self, region: &RegionId, sites: &[SiteId]) {
        self.promoted.region(region, sites);
    }

    /// What happened to prices. Whether promotions are others now.
    pub fn take_price(&mut self, event: &PriceEvent) -> bool {
        let changed = self.promoted.take(event);
        if changed {
            self.today.drop();
            self.ready.drop();
        }
        changed
    }

    /// What the weather will be at a site. Whether forecasts are others now.
    pub fn take_weather(&mut self, site: No, forecast: &WeatherForecast) -> bool {
        let changed = self.weather.take(site, forecast, self.day());
        if changed {
            self.ready.drop();
        }
        changed
    }

    /// The weather at a site on a day, where it was told.
    pub fn weather(&self, site: No, day: i32) -> Option<WeatherDay> {
        self.weather.at(site, day)
    }

    /// Keeps a pair on its own from now on, however little it sells.
    pub fn plan(&mut self, pair: (No, No)) {
        if self.days.is_some() {
            self.follow(pair);
        } else {
            self.planned.insert(pair);
        }
    }

    fn follow(&mut self, (item, site): (No, No)) {
        self.state.know(item, self.family(item));
        self.state.follow(item, site);
    }

    /// Stock moved, at a time of the day of its site.
    pub fn post(&mut self, posting: &Posting, known: Known<'_>, time_of: impl Fn(No) -> i64) {
        let Some(item) = known.items.get(&posting.item) else { return };
        for (account, sign) in [(&posting.from, -1), (&posting.to, 1)] {
            if let Account::Site { site, condition: Condition::Sellable, .. } = account
                && let Some(site) = known.sites.get(site)
            {
                let gone = self.hours.gone(time_of(site));
                self.shelves.post((item, site), sign * posting.quantity.units(), gone);
            }
        }
    }

    /// Takes in a sale; of `sales` before it, of the item and of the pair.
    pub fn sell(&mut self, sold: Sold, sales: (u32, u32), known: Known<'_>) {
        let day = sold.day.clamp(0, i32::from(u16::MAX) - 1);
        let [_, begun] = self.days.unwrap_or([day, day]);
        if self.days.is_none() {
            self.days = Some([day, day]);
            self.state = learnt::Demand::begin(day as u16);
            std::mem::take(&mut self.planned).into_iter().for_each(|pair| self.follow(pair));
        }
        if sales.0 >= LINES {
            self.state.know(sold.item, self.family(sold.item));
        }
        if sales.1 >= LINES {
            self.state.follow(sold.item, sold.site);
        }
        if day > begun {
            self.early.push(sold);
        } else {
            self.tell(&sold, known);
        }
    }

    fn tell(&mut self, sold: &Sold, known: Known<'_>) {
        let price = self.price(sold.item);
        let [paid, full] = sold.money.unwrap_or([price * sold.units; 2]);
        if sold.money.is_some() && sold.units > 0.0 && full > 0.0 {
            self.price_of.insert(sold.item, full / sold.units);
        }
        self.hours.sell(sold.micros);
        let gone = self.hours.gone(sold.micros);
        self.shelves.is_there((sold.item, sold.site), gone);
        let state = self.promotions_today(known).state(sold.item, sold.site);
        let Sold { item, site: place, units, .. } = *sold;
        let sky = self.skies_today().of(place);
        let sale = Sale { item, place, units, paid, full, state, sky };
        self.state.sell(&sale, self.family(item));
    }

    fn promotions_today(&mut self, known: Known<'_>) -> &Promotions {
        let day = self.day().unwrap_or_default();
        self.today.get_or(|| self.promoted.on(day, known.items, known.sites))
    }

    fn skies_today(&mut self) -> &Skies {
        let day = self.day().unwrap_or_default();
        self.today_skies.get_or(|| self.weather.on(day))
    }

    /// The day that has begun is over everywhere; what was sold on the next one already is told.
    pub fn end_day(&mut self, known: Known<'_>) {
        let Some([first, day]) = self.days else { return };
        self.promotions_today(known);
        self.skies_today();
        let open = self.state.today_total() > 0.0;
        if !open {
            self.shut.insert(day);
            while self.shut.len() > SHUT_MAX {
                self.shut.pop_first();
            }
        }
        let over = self.day_of(day, open);
        if let (Some(today), Some(skies)) = (self.today.get(), self.today_skies.get()) {
            self.state.close(&over, today, skies, |item, site| self.shelves.there((item, site)));
        }
        self.shelves.end_day();
        self.hours.end_day();
        self.days = Some([first, day + 1]);
        self.today.drop();
        self.today_skies.drop();
        self.weather.begin(day + 1);
        self.ready.drop();
        let early = std::mem::take(&mut self.early);
        for sold in early {
            if sold.day > day + 1 {
                self.early.push(sold);
            } else {
                self.tell(&sold, known);
            }
        }
    }

    fn day_of(&self, day: i32, open: bool) -> learnt::Day {
        learnt::Day { number: day as u16, weekday: weekday(day), open, feast: self.land.season(day) }
    }

    /// Whether the sites are expected to be open on a day ahead: not where they were shut on that day of the year before,
    /// nor on a day of the week on which they always are.
    fn is_open(&self, day: i32) -> bool {
        let (year, month, day_of_month) = learnt::date(day);
        let year_ago = learnt::days(year - 1, month, day_of_month);
        let weekly = (1..=SHUT_WEEKS).all(|weeks| self.shut.contains(&self.same_weekday(day, weeks)));
        !(weekly || self.shut.contains(&year_ago))
    }

    /// The same day of the week, so many weeks before the one that has begun.
    fn same_weekday(&self, day: i32, weeks: i32) -> i32 {
        let begun = self.day().unwrap_or(day);
        day - 7 * ((day - begun).div_euclid(7) + weeks)
    }

    /// So many days from one on, and what is promoted on them as far as it is known now.
    pub fn ahead(&self, first: i32, count: usize, known: Known<'_>) -> DaysAhead {
        let (promotions, of_day) =
            self.promoted.during(first - WEEK..first + count as i32 + WEEK, known.items, known.sites);
        let ahead = |(at, around): (usize, &[usize])| {
            let day = first + at as i32;
            let promoted = PromotedDay { before: around[0], on: around[7], after: Some(around[14]) };
            self.land.ahead(day, promoted, self.is_open(day))
        };
        let days = of_day.windows(15).enumerate().map(ahead).collect();
        DaysAhead { days, promotions, skies: self.weather.ahead(first, count) }
    }

    /// Makes ready for forecasts, unless it is.
    pub fn prepare(&mut self, known: Known<'_>) {
        let Some(day) = self.day().filter(|_| self.ready.get().is_none()) else { return };
        self.promotions_today(known);
        self.skies_today();
        let ahead = self.ahead(day + 1, HORIZON_DAYS, known);
        let intensity = Intensity::of(&self.state, &ahead.all());
        self.ready.get_or(|| Ready { ahead, intensity });
    }

    /// Pairs as they are known now, before anything was sold on the day that has begun.
    pub fn origin(&self, pairs: &[(No, No)], ahead: &Ahead<'_>) -> learnt::Origin {
        let series: Vec<(u32, Option<u32>)> = pairs.iter().map(|(item, site)| (*item, Some(*site))).collect();
        self.state.origin(&series, ahead)
    }

    /// What is expected of a pair from the day after `today` on, of which at the site's clock so much is over; and the place
    /// of that day among the days told. Nothing where the pair is not kept on its own, or it was not made ready.
    pub fn outlook(
        &self,
        model: &Model,
        (item, site): (No, No),
        today: i32,
        micros: i64,
        horizon_days: usize,
    ) -> Option<(Outlook, usize)> {
        let (ready, begun) = (self.ready.get()?, self.day()?);
        let skipped = usize::try_from(today - begun).unwrap_or(0);
        let gone = if skipped > 0 { 1.0 } else { self.hours.gone(micros) };
        let over = self.day_of(begun, true);
        let under = (self.today.get()?, self.today_skies.get()?);
        let current = self.state.current(item, site, &over, under, gone)?;
        let ahead = ready.ahead.first(skipped + horizon_days);
        let outlook = model.outlook(&self.state, &current, &ahead, &ready.intensity)?;
        Some((outlook, skipped))
    }
}
