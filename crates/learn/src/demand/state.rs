//! Demand as it is known now: every item, category and place, kept current by each sale and each day's end.

use super::group::Group;
use super::pace::Fading;
use super::promotions::Promotions;
use super::series::{Series, USUAL_SPREAD};
use super::shape::{Closed, Factors, Mix, Shape, mix_of};
use super::skies::{Skies, SkyMix, sky_mix_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Days of exposure that draw the level of an item to its category's, and that of an item in a place to the place's share.
const ITEM_PULL_DAYS: f32 = 5.0;
const PLACE_PULL_DAYS: f32 = 14.0;
/// Units expected that draw a place's weekday to that of the item.
const PLACE_WEEKDAY_PULL: f32 = 20.0;
/// Units that draw an item's share in a place to the place's share of all trade.
const SHARE_PULL_UNITS: f32 = 40.0;

/// Units of an item, bought in a place.
#[derive(Clone, Copy, Debug)]
pub struct Sale {
    /// What.
    pub item: u32,
    /// Where.
    pub place: u32,
    /// How many.
    pub units: f32,
    /// Money paid for all of them, in any unit that stays the same.
    pub paid: f32,
    /// The same without what the retailer took off.
    pub full: f32,
    /// Which state of promotion the item was in there, below [`super::STATES`].
    pub state: u8,
    /// Under which weather it was sold, below [`super::SKIES`].
    pub sky: u8,
}

/// A day that is over.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    /// Counted from the first day that was told, without gaps.
    pub number: u16,
    /// Monday is nothing.
    pub weekday: u8,
    /// Whether the places were open.
    pub open: bool,
    /// Which time around a great feast it was, below [`super::SEASONS`]; nothing for none.
    pub feast: u8,
}

/// An item in all places together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub(super) family: [u32; 2],
    pub(super) series: Series,
    pub(super) shape: Shape,
    pub(super) today: Mix,
    pub(super) today_under: SkyMix,
    /// Units in all places, and in each.
    pub(super) share: Fading,
    pub(super) shares: BTreeMap<u32, Fading>,
    /// The places whose own series is kept.
    pub(super) places: BTreeMap<u32, Series>,
}

/// Demand as it is known now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Demand {
    pub(super) day: u16,
    pub(super) all: Group,
    pub(super) categories: BTreeMap<u32, Group>,
    pub(super) departments: BTreeMap<u32, Group>,
    pub(super) places: BTreeMap<u32, Group>,
    pub(super) items: BTreeMap<u32, Item>,
    trade: Fading,
    trade_of: BTreeMap<u32, Fading>,
}

impl Demand {
    /// Knows of nothing yet; the first day that will be told has this number.
    pub fn begin(day: u16) -> Demand {
        Demand { day, ..Demand::default() }
    }

    /// The day that has begun, and is not over yet.
    pub fn day(&self) -> u16 {
        self.day
    }

    /// Whether an item in a place is kept on its own.
    pub fn follows(&self, item: u32, place: u32) -> bool {
        self.items.get(&item).is_some_and(|item| item.places.contains_key(&place))
    }

    /// All items in places that are kept on their own, in rising order.
    pub fn followed(&self) -> impl Iterator<Item = (u32, u32)> {
        self.items.iter().flat_map(|(item, known)| known.places.keys().map(|place| (*item, *place)))
    }

    /// Units of an item bought in a place on the day that has begun; nothing where it is not kept on its own.
    pub fn today_units(&self, item: u32, place: u32) -> Option<f32> {
        self.items.get(&item)?.places.get(&place).map(Series::today_units)
    }

    /// What all items were sold for today, in units.
    pub fn today_total(&self) -> f32 {
        self.all.today_units()
    }

    /// Keeps an item from now on, of a category and a department.
    pub fn know(&mut self, item: u32, family: [u32; 2]) {
        self.items.entry(item).or_insert_with(|| Item { family, ..Item::default() });
    }

    /// Keeps an item in a place on its own from now on; the item must be known.
    pub fn follow(&mut self, item: u32, place: u32) {
        if let Some(item) = self.items.get_mut(&item) {
            item.places.entry(place).or_default();
        }
    }

    /// Units were bought, of an item of this category and department; that of an item not known counts for them alone.
    pub fn sell(&mut self, sale: &Sale, family: [u32; 2]) {
        self.all.sell(sale.units);
        self.categories.entry(family[0]).or_default().sell(sale.units);
        self.departments.entry(family[1]).or_default().sell(sale.units);
        self.places.entry(sale.place).or_default().sell(sale.units);
        self.trade.add(sale.units, self.day);
        self.trade_of.entry(sale.place).or_default().add(sale.units, self.day);
        let Some(item) = self.items.get_mut(&sale.item) else { return };
        item.series.sell(sale.units, sale.paid, sale.full);
        item.today[usize::from(sale.state)] += sale.units;
        item.today_under[usize::from(sale.sky)] += sale.units;
        item.share.add(sale.units, self.day);
        item.shares.entry(sale.place).or_default().add(sale.units, self.day);
        if let Some(series) = item.places.get_mut(&sale.place) {
            series.sell(sale.units, sale.paid, sale.full);
        }
    }

    /// A day is over. `stocked` says for which share of it an item could be had in a place, from nothing to one; a day on
    /// which it could not be had is no exposure, and so no reason to expect less.
    pub fn close(
        &mut self,
        day: &Day,
        promotions: &Promotions,
        skies: &Skies,
        stocked: impl Fn(u32, u32) -> f32,
    ) {
        let mut items = std::mem::take(&mut self.items);
        for (number, item) in &mut items {
            self.close_item((*number, item), day, (promotions, skies), &stocked);
        }
        self.items = items;
        let groups = self.categories.values_mut().chain(self.departments.values_mut());
        groups.chain(self.places.values_mut()).for_each(|group| group.close(day.open));
        self.all.close(day.open);
        self.day = day.number + 1;
    }

    fn close_item(
        &mut self,
        (number, item): (u32, &mut Item),
        day: &Day,
        (promotions, skies): (&Promotions, &Skies),
        stocked: &impl Fn(u32, u32) -> f32,
    ) {
        let (weekday, season) = (usize::from(day.weekday), usize::from(day.feast));
        let mix = self.mix(item, promotions.of(number));
        let sky_mix = self.sky_mix(item, skies);
        let factors = self.factors(item);
        let level = self.item_level(item);
        let feast = factors.feast[season];
        let mut open = f32::from(u8::from(day.open));
        let mut missing = 0.0;
        for (place, series) in &mut item.places {
            let share = self.share_of(&item.share, item.shares.get(place), *place);
            let there = open * stocked(number, *place);
            missing += (open - there) * share;
            let lift = feast
                * factors.lift[usize::from(promotions.state(number, *place))]
                * factors.sky[usize::from(skies.of(*place))];
            close_place(series, level * share, &factors, lift, (day, there));
        }
        // What some places could not sell is no reason to expect less of all.
        open = (open - missing).max(0.0);
        let both = [factors.weekday[weekday], feast * factors.lift(&mix) * factors.sky(&sky_mix)];
        let exposure = open * both[0] * both[1];
        let units = item.series.today_units();
        item.series.close(day.number, weekday, exposure * level, both, open);
        let today = std::mem::take(&mut item.today);
        let under = std::mem::take(&mut item.today_under);
        if open <= 0.0 {
            return;
        }
        let [category, department] = item.family;
        let category = self.categories.entry(category).or_default();
        let closed = Closed {
            weekday,
            feast: season,
            units: (&today, &under),
            mix: (&mix, &sky_mix),
            level: open * level,
        };
        for shape in [&mut item.shape, &mut category.shape, &mut self.all.shape] {
            shape.close(&closed, &factors);
        }
        category.item(units, exposure, exposure * level);
        self.departments.entry(department).or_default().item(units, exposure, exposure * level);
        self.all.item(units, exposure, exposure * level);
    }

    /// Which shares of an item's trade are in which state of promotion.
    pub(super) fn mix(&self, item: &Item, promoted: &[(u32, u8)]) -> Mix {
        let mut mix = [0.0; super::STATES];
        for (place, state) in promoted {
            mix[usize::from(*state)] += self.share_of(&item.share, item.shares.get(place), *place);
        }
        mix[0] = (1.0 - mix[1..].iter().sum::<f32>()).max(0.0);
        mix
    }

    /// Which shares of an item's trade are under which weather.
    pub(super) fn sky_mix(&self, item: &Item, skies: &Skies) -> SkyMix {
        let mut mix = sky_mix_of(0);
        for (place, sky) in skies.told() {
            let share = self.share_of(&item.share, item.shares.get(&place), place);
            mix[usize::from(sky)] += share;
            mix[0] -= share;
        }
        mix[0] = mix[0].max(0.0);
        mix
    }

    /// The weather of an item in a place, or in all.
    pub(super) fn sky_mix_at(&self, item: &Item, place: Option<u32>, skies: &Skies) -> SkyMix {
        place.map_or_else(|| self.sky_mix(item, skies), |place| sky_mix_of(skies.of(place)))
    }

    /// The mix of an item in a place, or in all.
    pub(super) fn mix_at(&self, number: u32, place: Option<u32>, promotions: &Promotions) -> Mix {
        match (place, self.items.get(&number)) {
            (Some(place), _) => mix_of(promotions.state(number, place)),
            (None, Some(item)) => self.mix(item, promotions.of(number)),
            (None, None) => mix_of(0),
        }
    }

    pub(super) fn share_of(&self, item: &Fading, there: Option<&Fading>, place: u32) -> f32 {
        let all = self.trade.units(self.day).max(1.0);
        let usual = self.trade_of.get(&place).map_or(0.0, |trade| trade.units(self.day)) / all;
        let there = there.map_or(0.0, |there| there.units(self.day));
        (there + SHARE_PULL_UNITS * usual) / (item.units(self.day) + SHARE_PULL_UNITS)
    }

    /// Weekday and promotion factors of an item.
    pub(super) fn factors(&self, item: &Item) -> Factors {
        let none = Shape::default();
        let category = self.categories.get(&item.family[0]).map_or(&none, |group| &group.shape);
        item.shape.factors(category, &self.all.shape)
    }

    /// Units of an ordinary day, in all places; of a new item those of an item of its category.
    pub(super) fn item_level(&self, item: &Item) -> f32 {
        let all = self.all.per_item.level(4, 0.0, 0.0);
        let category = self.categories.get(&item.family[0]);
        let usual = category.map_or(all, |group| group.per_item.level(4, all, 30.0));
        item_pace(&item.series, usual)
    }

    /// Units of an ordinary day in a place.
    pub(super) fn level_at(&self, item: &Item, place: u32) -> f32 {
        let usual = self.item_level(item) * self.share_of(&item.share, item.shares.get(&place), place);
        item.places.get(&place).map_or(usual, |series| place_level(series, usual))
    }

    /// Variance over mean of an item's daily units, in a place or in all.
    pub fn spread(&self, number: u32, place: Option<u32>) -> f32 {
        let item = self.items.get(&number);
        let series = item.and_then(|item| match place {
            Some(place) => item.places.get(&place),
            None => Some(&item.series),
        });
        series.map_or(USUAL_SPREAD, Series::spread)
    }

    /// Units that the formula expects of an item on a weekday, in a place or in all places, under these promotions and at a
    /// time around a great feast, see [`super::SEASONS`]; nothing of an item that is not known.
    pub fn formula(
        &self,
        number: u32,
        place: Option<u32>,
        [weekday, feast]: [usize; 2],
        promotions: &Promotions,
    ) -> f64 {
        let Some(item) = self.items.get(&number) else { return 0.0 };
        let factors = self.factors(item);
        let mix = self.mix_at(number, place, promotions);
        let (level, day) = match place {
            None => (self.item_level(item), factors.weekday[weekday]),
            Some(place) => {
                let day = item.places.get(&place).map(|series| place_weekday(series, &factors, weekday));
                (self.level_at(item, place), day.unwrap_or(factors.weekday[weekday]))
            }
        };
        f64::from(level * day * factors.lift(&mix) * factors.feast[feast])
    }
}

/// A month's pace leads, and a fortnight's and a quarter's hold it between them.
fn item_pace(series: &Series, usual: f32) -> f32 {
    let level = |half_life| series.pace.level(half_life, usual, ITEM_PULL_DAYS);
    (3.0 * level(1) + 5.0 * level(2) + 5.0 * level(4)) / 13.0
}

/// A day of which a share `there` is over, in a place where `usual` units are expected by the item alone.
pub(super) fn close_place(
    series: &mut Series,
    usual: f32,
    factors: &Factors,
    lift: f32,
    (day, there): (&Day, f32),
) {
    let level = place_level(series, usual);
    let weekday = usize::from(day.weekday);
    let both = [place_weekday(series, factors, weekday), lift];
    series.close(day.number, weekday, there * level * both[0] * both[1], both, there);
}

fn place_level(series: &Series, usual: f32) -> f32 {
    series.pace.level(4, usual, PLACE_PULL_DAYS)
}

/// A place's own weekday, drawn to that of the item.
pub(super) fn place_weekday(series: &Series, factors: &Factors, weekday: usize) -> f32 {
    series.weekday[weekday].shrunk(factors.weekday[weekday], PLACE_WEEKDAY_PULL)
}
