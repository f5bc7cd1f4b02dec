//! What is known of a series and of a day ahead, as a row of numbers.

use super::ahead::{Ahead, AheadDay, PromotedDay};
use super::group::Group;
use super::pace::Pace;
use super::promotions::Promotions;
use super::series::Series;
use super::shape::{Factors, Mix};
use super::skies::Skies;
use super::state::{Demand, Item, place_weekday};
use std::collections::BTreeMap;

/// Cells that are the same for all days ahead, and those that are not.
const FIXED: usize = 39;
const DAILY: usize = 21;
/// Cells of a row.
pub(super) const COLUMNS: usize = FIXED + DAILY;

/// Levels and factors below this are taken for it before their logarithm.
const LEAST: f32 = 1e-3;

/// How categories are promoted: the mean lift of their items under each of [`Ahead::promotions`].
#[derive(Clone, Debug)]
pub struct Intensity(Vec<BTreeMap<u32, f32>>);

impl Intensity {
    /// Of the days ahead, as demand is known now.
    pub fn of(demand: &Demand, ahead: &Ahead<'_>) -> Intensity {
        let mut sums: Vec<BTreeMap<u32, [f32; 2]>> = vec![BTreeMap::new(); ahead.promotions.len()];
        for (number, item) in &demand.items {
            let (level, factors) = (demand.item_level(item), demand.factors(item));
            for (sums, promotions) in sums.iter_mut().zip(&ahead.promotions) {
                let lift = factors.lift(&demand.mix(item, promotions.of(*number)));
                let sum = sums.entry(item.family[0]).or_default();
                *sum = [sum[0] + level * lift, sum[1] + level];
            }
        }
        let mean = |(category, [lifted, level]): (u32, [f32; 2])| (category, lifted / level.max(LEAST));
        Intensity(sums.into_iter().map(|sums| sums.into_iter().map(mean).collect()).collect())
    }

    fn get(&self, promotions: usize, category: u32) -> f32 {
        self.0[promotions].get(&category).copied().unwrap_or(1.0)
    }
}

/// A series as it was known at an origin.
pub(super) struct Described {
    /// For each day ahead: the logarithm of what the formula says, and the cells.
    pub rows: Vec<(f32, Vec<f32>)>,
    /// What the weather makes of each day for which it is forecast.
    pub weather: Vec<f32>,
    /// Units of an ordinary day.
    pub level: f32,
    /// Variance over mean.
    pub spread: f32,
    /// Money for a unit; not a number where none was sold.
    pub price: f32,
}

impl Demand {
    /// Describes an item, in a place or in all, for the days ahead.
    pub(super) fn describe(
        &self,
        number: u32,
        place: Option<u32>,
        ahead: &Ahead<'_>,
        intensity: &Intensity,
    ) -> Option<Described> {
        let item = self.items.get(&number)?;
        self.describe_item((number, item), place, self.day, ahead, intensity)
    }

    /// The same of an item as it is given, where the days ahead begin with `today`.
    pub(super) fn describe_item(
        &self,
        (number, item): (u32, &Item),
        place: Option<u32>,
        today: u16,
        ahead: &Ahead<'_>,
        intensity: &Intensity,
    ) -> Option<Described> {
        let series = match place {
            Some(place) => item.places.get(&place)?,
            None => &item.series,
        };
        let whole = self.item_level(item).max(LEAST);
        let level = place.map_or(whole, |place| self.level_at(item, place).max(LEAST));
        let mut fixed = own(series, level, today);
        fixed.extend(self.around(item, place));
        fixed.extend([0, 2].map(|half_life| (item.series.pace.level(half_life, whole, 2.0) / whole).ln()));
        fixed.extend([(level / whole).ln(), whole.ln()]);
        debug_assert_eq!(fixed.len(), FIXED);

        let factors = self.factors(item);
        let mix = |promotions: &&Promotions| self.mix_at(number, place, promotions);
        let mixes: Vec<Mix> = ahead.promotions.iter().map(mix).collect();
        let lifts: Vec<f32> = mixes.iter().map(|mix| factors.lift(mix).max(LEAST).ln()).collect();
        let usual = series.lifted.level(3, 1.0, 1.0).ln();
        let sky = |skies: &&Skies| factors.sky(&self.sky_mix_at(item, place, skies)).max(LEAST);
        let weather: Vec<f32> = ahead.skies.iter().map(sky).collect();
        let row = |(horizon, day): (usize, &AheadDay)| {
            let weekday = own_weekday(item, place, &factors, day);
            let feast = factors.feast[usize::from(day.feast)].max(LEAST).ln();
            let PromotedDay { before, on, after } = day.promoted;
            let lift = lifts[on];
            let category = intensity.get(on, item.family[0]).max(LEAST).ln();
            let mut cells = fixed.clone();
            cells.extend([horizon as f32, f32::from(day.weekday), f32::from(day.day_of_month)]);
            cells.extend([factors.weekday[usize::from(day.weekday)], weekday, feast]);
            cells.extend(day.feasts);
            cells.extend([lift, lift - usual, lifts[before], category, lift - category]);
            cells.push(after.map_or(f32::NAN, |after| lifts[after]));
            cells.extend(promoted(&mixes[on]));
            debug_assert_eq!(cells.len(), COLUMNS);
            let sky = weather.get(horizon).map_or(0.0, |factor| factor.ln());
            ((level * weekday).ln() + lift + feast + sky, cells)
        };
        let rows = ahead.days.iter().enumerate().map(row).collect();
        Some(Described { rows, weather, level, spread: series.spread(), price: series.prices()[1] })
    }

    /// What the item's category and department, all, and the place do.
    fn around(&self, item: &Item, place: Option<u32>) -> Vec<f32> {
        let none = Group::default();
        let [category, department] = item.family;
        let category_group = self.categories.get(&category).unwrap_or(&none);
        let department_group = self.departments.get(&department).unwrap_or(&none);
        let store = place.and_then(|place| self.places.get(&place));
        let mut cells = Vec::from([0, 1, 2].map(|half_life| trend(&category_group.pace, half_life)));
        cells.extend([0, 2].map(|half_life| surprise(&category_group.surprise, half_life)));
        cells.extend([trend(&department_group.pace, 0), trend(&department_group.pace, 2)]);
        cells.push(surprise(&department_group.surprise, 2));
        cells.extend([trend(&self.all.pace, 1), surprise(&self.all.surprise, 1)]);
        cells.extend([1, 2].map(|half_life| store.map_or(f32::NAN, |store| trend(&store.pace, half_life))));
        cells.extend([category as f32, department as f32]);
        cells.push(category_group.per_item.level(4, 0.0, 1.0).max(LEAST).ln());
        cells.push(category_group.shape.promoted_lift().max(LEAST).ln());
        cells
    }
}

/// What a series tells of itself.
fn own(series: &Series, level: f32, today: u16) -> Vec<f32> {
    let pace = &series.pace;
    let mut cells = vec![level.ln()];
    cells.extend((0..5).map(|half_life| (pace.level(half_life, level, 2.0) / level).max(LEAST).ln()));
    cells.push((1.0 + pace.units(4)).ln());
    let idle = series.last_sale_day.map_or(f32::NAN, |day| f32::from(today - day));
    cells.extend([idle, idle * level, series.spread()]);
    cells.extend([2, 4].map(|half_life| series.selling.level(half_life, 0.0, 1.0)));
    cells.push(pace.units(4) / series.selling.units(4));
    cells.extend([0, 2].map(|half_life| series.lifted.level(half_life, 1.0, 1.0).max(LEAST).ln()));
    let [price_now, price] = series.prices();
    cells.extend([price.ln(), price_now / price]);
    cells.extend(series.discounts());
    cells
}

fn own_weekday(item: &Item, place: Option<u32>, factors: &Factors, day: &AheadDay) -> f32 {
    let weekday = usize::from(day.weekday);
    let own = place.and_then(|place| item.places.get(&place));
    own.map_or(factors.weekday[weekday], |series| place_weekday(series, factors, weekday)).max(LEAST)
}

/// Logarithm of a pace over that of a quarter.
fn trend(pace: &Pace, half_life: usize) -> f32 {
    let usual = pace.level(4, 0.0, 1.0).max(LEAST);
    (pace.level(half_life, usual, 1.0) / usual).max(LEAST).ln()
}

/// Logarithm of units seen over units expected.
fn surprise(pace: &Pace, half_life: usize) -> f32 {
    ((pace.units(half_life) + 5.0) / (pace.exposure(half_life) + 5.0)).ln()
}

/// Shares of the trade with a display at all, and of each wider kind; in a mailer, and of its wider kind; and with both.
fn promoted(mix: &Mix) -> [f32; 7] {
    let sum = |wanted: &dyn Fn(usize, usize) -> bool| {
        let states = mix.iter().enumerate().filter(|(state, _)| wanted(state / 3, state % 3));
        states.map(|(_, share)| share).sum::<f32>()
    };
    [
        sum(&|display, _| display > 0),
        sum(&|display, _| display == 2),
        sum(&|display, _| display == 3),
        sum(&|display, _| display == 4),
        sum(&|_, mailer| mailer > 0),
        sum(&|_, mailer| mailer == 2),
        sum(&|display, mailer| display > 0 && mailer > 0),
    ]
}
