//! Demand as it is known now: every item, category and place, kept current by each sale and each day's end.

use super::pace::{Fading, Pace};
use super::series::Series;
use super::shape::{Factors, Mix, Shape, mix_of};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Days of exposure that draw the level of an item to its category's, and that of an item in a place to the place's share.
const ITEM_PULL_DAYS: f32 = 3.0;
const PLACE_PULL_DAYS: f32 = 14.0;
/// Units that draw an item's share in a place to the place's share of all trade.
const SHARE_PULL_UNITS: f32 = 20.0;

/// Units of an item, bought in a place.
#[derive(Clone, Copy, Debug)]
pub struct Sale {
    pub item: u32,
    pub place: u32,
    pub units: f32,
    /// Money paid for all of them, in any unit that stays the same.
    pub paid: f32,
    /// The same without what the retailer took off.
    pub full: f32,
    /// Which state of promotion the item was in there.
    pub state: u8,
}

/// A day that is over.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    /// Counted from any day, without gaps.
    pub number: u16,
    /// Monday is nothing.
    pub weekday: u8,
    /// Whether the places were open.
    pub open: bool,
}

/// Where items are promoted, and how: places and their states, of each item that is promoted anywhere.
#[derive(Clone, Debug, Default)]
pub struct Promotions(FxHashMap<u32, Vec<(u32, u8)>>);

impl Promotions {
    /// An item is in a state of promotion in a place.
    pub fn add(&mut self, item: u32, place: u32, state: u8) {
        self.0.entry(item).or_default().push((place, state));
    }

    /// Sorts what was added, so that it can be looked up.
    pub fn sorted(mut self) -> Promotions {
        self.0.values_mut().for_each(|places| places.sort_unstable());
        self
    }

    /// The state of an item in a place.
    pub fn state(&self, item: u32, place: u32) -> u8 {
        let places = self.of(item);
        places.binary_search_by_key(&place, |(place, _)| *place).map_or(0, |at| places[at].1)
    }

    fn of(&self, item: u32) -> &[(u32, u8)] {
        self.0.get(&item).map_or(&[], Vec::as_slice)
    }
}

/// A category, a department, a place, or all.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Group {
    pub(super) pace: Pace,
    pub(super) shape: Shape,
    /// Units over days of items: how fast an item of it sells.
    pub(super) per_item: Pace,
    /// Seen against expected.
    pub(super) surprise: Pace,
    today_units: f32,
    today_items: [f32; 3],
}

impl Group {
    fn sell(&mut self, units: f32) {
        self.today_units += units;
    }

    fn item(&mut self, units: f32, exposure: f32, expected: f32) {
        let [sum, exposures, all] = &mut self.today_items;
        *sum += units;
        *exposures += exposure;
        *all += expected;
    }

    fn close(&mut self, open: bool) {
        let (units, [sum, exposures, expected]) =
            (std::mem::take(&mut self.today_units), std::mem::take(&mut self.today_items));
        if open {
            self.pace.close(units, 1.0);
            self.per_item.close(sum, exposures);
            self.surprise.close(sum, expected);
        }
    }
}

/// An item in all places together.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Item {
    pub(super) family: [u32; 2],
    pub(super) series: Series,
    pub(super) shape: Shape,
    today: Mix,
    /// Units in all places, and in each.
    share: Fading,
    shares: FxHashMap<u32, Fading>,
    /// The places whose own series is kept.
    pub(super) places: BTreeMap<u32, Series>,
}

/// Demand as it is known now.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Demand {
    pub(super) day: u16,
    pub(super) all: Group,
    pub(super) categories: BTreeMap<u32, Group>,
    pub(super) departments: BTreeMap<u32, Group>,
    pub(super) places: BTreeMap<u32, Group>,
    pub(super) items: BTreeMap<u32, Item>,
    trade: Fading,
    trade_of: FxHashMap<u32, Fading>,
}

impl Demand {
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
        item.share.add(sale.units, self.day);
        item.shares.entry(sale.place).or_default().add(sale.units, self.day);
        if let Some(series) = item.places.get_mut(&sale.place) {
            series.sell(sale.units, sale.paid, sale.full);
        }
    }

    /// A day is over. `stocked` says for which share of it an item could be had in a place, from nothing to one; a day on
    /// which it could not be had is no exposure, and so no reason to expect less.
    pub fn close(&mut self, day: &Day, promotions: &Promotions, stocked: impl Fn(u32, u32) -> f32) {
        let mut items = std::mem::take(&mut self.items);
        for (number, item) in &mut items {
            let mix = self.mix(item, promotions.of(*number));
            self.close_item(item, *number, day, &mix, promotions, &stocked);
        }
        self.items = items;
        let groups = self.categories.values_mut().chain(self.departments.values_mut());
        groups.chain(self.places.values_mut()).for_each(|group| group.close(day.open));
        self.all.close(day.open);
        self.day = day.number + 1;
    }

    fn close_item(
        &mut self,
        item: &mut Item,
        number: u32,
        day: &Day,
        mix: &Mix,
        promotions: &Promotions,
        stocked: &impl Fn(u32, u32) -> f32,
    ) {
        let weekday = usize::from(day.weekday);
        let open = f32::from(u8::from(day.open));
        let factors = self.factors(item);
        let level = self.item_level(item);
        for (place, series) in &mut item.places {
            let state = promotions.state(number, *place);
            let usual = level * self.share_of(&item.share, item.shares.get(place), *place);
            let level = place_level(series, usual);
            let both = [place_weekday(series, &factors, weekday), factors.lift[usize::from(state)]];
            let open = open * stocked(number, *place);
            series.close(day.number, weekday, open * level * both[0] * both[1], both, open);
        }
        let both = [factors.weekday[weekday], factors.lift(mix)];
        let units = item.series.today_units();
        let expected = open * level * both[0] * both[1];
        item.series.close(day.number, weekday, expected, both, open);
        let today = std::mem::take(&mut item.today);
        if day.open {
            item.shape.close(weekday, &today, mix, level, &factors);
            let [category, department] = item.family;
            let category = self.categories.entry(category).or_default();
            category.shape.close(weekday, &today, mix, level, &factors);
            category.item(units, both[0] * both[1], expected);
            self.departments.entry(department).or_default().item(units, both[0] * both[1], expected);
            self.all.shape.close(weekday, &today, mix, level, &factors);
            self.all.item(units, both[0] * both[1], expected);
        }
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

    /// The mix of an item in a place, or in all.
    pub(super) fn mix_at(&self, number: u32, place: Option<u32>, promotions: &Promotions) -> Mix {
        match (place, self.items.get(&number)) {
            (Some(place), _) => mix_of(promotions.state(number, place)),
            (None, Some(item)) => self.mix(item, promotions.of(number)),
            (None, None) => mix_of(0),
        }
    }

    fn share_of(&self, item: &Fading, there: Option<&Fading>, place: u32) -> f32 {
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
        blend(&item.series, usual, ITEM_PULL_DAYS)
    }

    /// Units of an ordinary day in a place.
    pub(super) fn level_at(&self, item: &Item, place: u32) -> f32 {
        let usual = self.item_level(item) * self.share_of(&item.share, item.shares.get(&place), place);
        item.places.get(&place).map_or(usual, |series| place_level(series, usual))
    }

    /// Units that the formula expects of an item on a weekday, in a place or in all places, under a mix of promotions.
    pub fn formula(&self, number: u32, place: Option<u32>, weekday: usize, promotions: &Promotions) -> f64 {
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
        f64::from(level * day * factors.lift(&mix))
    }
}

fn place_level(series: &Series, usual: f32) -> f32 {
    blend(series, usual, PLACE_PULL_DAYS)
}

/// Half of what a month says, half of what a quarter does.
fn blend(series: &Series, usual: f32, days: f32) -> f32 {
    0.5 * (series.pace.level(2, usual, days) + series.pace.level(4, usual, days))
}

/// A place's own weekday, drawn to that of the item.
pub(super) fn place_weekday(series: &Series, factors: &Factors, weekday: usize) -> f32 {
    series.weekday[weekday].shrunk(factors.weekday[weekday], 20.0)
}
