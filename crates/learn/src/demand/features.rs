//! What is known of a series and of a day ahead, as a row of numbers.

use super::ahead::{Ahead, AheadDay};
use super::pace::Pace;
use super::shape::{Factors, Mix};
use super::state::{Demand, Group, Item, place_weekday};
use std::collections::BTreeMap;

/// What each column holds. Those of the series come first, then those of the day.
pub const COLUMNS: [&str; 60] = [
    "level", "week", "fortnight", "month", "two months", "quarter", "known units", "idle days", "idle units", "spread",
    "selling month", "selling quarter", "units a sale", "lifted week", "lifted month", "price", "price now",
    "discount now", "discount", "category week", "category fortnight", "category month", "category surprise week",
    "category surprise month", "department week", "department month", "department surprise month", "all fortnight",
    "all surprise fortnight", "place fortnight", "place month", "item week", "item month", "share", "category",
    "department", "item level", "category speed", "category lift",
    "horizon", "weekday", "day of month", "weekday factor", "own weekday", "lift", "lift over usual", "lift before",
    "display", "display end", "display aisle", "display other", "mailer", "mailer front", "both", "category lift now",
    "to feast", "from feast", "category lift over", "lift after", "feast",
];

/// How categories are promoted, week by week: the mean lift of their items.
pub(super) struct Intensity(Vec<BTreeMap<u32, f32>>);

impl Intensity {
    pub fn of(demand: &Demand, ahead: &Ahead<'_>) -> Intensity {
        let week = |promotions: &&super::Promotions| {
            let mut sums: BTreeMap<u32, [f32; 2]> = BTreeMap::new();
            for (number, item) in &demand.items {
                let level = demand.item_level(item);
                let lift = demand.factors(item).lift(&demand.mix_at(*number, None, promotions));
                let sum = sums.entry(item.family[0]).or_default();
                *sum = [sum[0] + level * lift, sum[1] + level];
            }
            sums.into_iter().map(|(category, [lifted, level])| (category, lifted / level.max(1e-6))).collect()
        };
        Intensity(ahead.weeks.iter().map(week).collect())
    }

    fn get(&self, week: usize, category: u32) -> f32 {
        self.0[week].get(&category).copied().unwrap_or(1.0)
    }
}

/// One row for each day ahead: the logarithm of what the formula says, and the cells.
pub(super) struct Described {
    pub rows: Vec<(f32, Vec<f32>)>,
    /// Units of an ordinary day.
    pub level: f32,
    /// Variance over mean.
    pub spread: f32,
    /// Money for a unit.
    pub price: f32,
}

impl Demand {
    /// Describes an item, in a place or in all, for the days ahead.
    pub(super) fn describe(&self, number: u32, place: Option<u32>, ahead: &Ahead<'_>, intensity: &Intensity) -> Option<Described> {
        let item = self.items.get(&number)?;
        let series = match place {
            Some(place) => item.places.get(&place)?,
            None => &item.series,
        };
        let level = place.map_or_else(|| self.item_level(item), |place| self.level_at(item, place)).max(1e-4);
        let factors = self.factors(item);
        let spread = series.spread(1.5);
        let mut fixed = Vec::with_capacity(COLUMNS.len());
        let pace = &series.pace;
        fixed.push(level.ln());
        fixed.extend((0..5).map(|half_life| (pace.level(half_life, level, 2.0) / level).ln()));
        fixed.push((1.0 + pace.units(4)).ln());
        let idle = series.last_sale_day.map_or(f32::NAN, |day| f32::from(self.day - day));
        fixed.extend([idle, idle * level, spread]);
        let selling = |half_life| series.selling.level(half_life, 0.0, 1.0);
        fixed.extend([selling(2), selling(4), pace.units(4) / series.selling.units(4)]);
        fixed.extend([series.lifted.level(0, 1.0, 1.0).ln(), series.lifted.level(2, 1.0, 1.0).ln()]);
        let [price_now, price] = series.prices();
        fixed.extend([price.ln(), price_now / price]);
        fixed.extend(series.discounts());
        let none = Group::default();
        let category = self.categories.get(&item.family[0]).unwrap_or(&none);
        let department = self.departments.get(&item.family[1]).unwrap_or(&none);
        let store = place.and_then(|place| self.places.get(&place));
        fixed.extend([0, 1, 2].map(|half_life| trend(&category.pace, half_life)));
        fixed.extend([0, 2].map(|half_life| surprise(&category.surprise, half_life)));
        fixed.extend([trend(&department.pace, 0), trend(&department.pace, 2), surprise(&department.surprise, 2)]);
        fixed.extend([trend(&self.all.pace, 1), surprise(&self.all.surprise, 1)]);
        fixed.extend([1, 2].map(|half_life| store.map_or(f32::NAN, |store| trend(&store.pace, half_life))));
        let whole = self.item_level(item).max(1e-4);
        fixed.extend([0, 2].map(|half_life| (item.series.pace.level(half_life, whole, 2.0) / whole).ln()));
        fixed.push((level / whole).ln());
        fixed.extend([item.family[0] as f32, item.family[1] as f32, whole.ln()]);
        fixed.push(category.per_item.level(4, 0.0, 1.0).max(1e-4).ln());
        fixed.push(category.shape_lift());
        let weeks: Vec<Mix> = ahead.weeks.iter().map(|week| self.mix_at(number, place, week)).collect();
        let lifts: Vec<f32> = weeks.iter().map(|mix| factors.lift(mix).max(1e-3)).collect();
        let usual = series.lifted.level(3, 1.0, 1.0).ln();
        let row = |(horizon, day): (usize, &AheadDay)| {
            let weekday = self.weekday_factor(item, place, &factors, day);
            let mut cells = fixed.clone();
            let lift = lifts[day.week].ln();
            cells.extend([horizon as f32, f32::from(day.weekday), f32::from(day.day_of_month)]);
            cells.extend([factors.weekday[usize::from(day.weekday)], weekday]);
            cells.extend([lift, lift - usual, lifts[day.week - 1].ln()]);
            cells.extend(promoted(&weeks[day.week]));
            let category = intensity.get(day.week, item.family[0]).ln();
            cells.push(category);
            cells.extend(day.feasts);
            cells.push(lift - category);
            cells.push(lifts.get(day.week + 1).map_or(f32::NAN, |lift| lift.ln()));
            let feast = factors.feast[usize::from(day.feast)].max(1e-3).ln();
            cells.push(feast);
            debug_assert_eq!(cells.len(), COLUMNS.len());
            ((level * weekday).ln() + lift + feast, cells)
        };
        Some(Described { rows: ahead.days.iter().enumerate().map(row).collect(), level, spread, price })
    }

    fn weekday_factor(&self, item: &Item, place: Option<u32>, factors: &Factors, day: &AheadDay) -> f32 {
        let weekday = usize::from(day.weekday);
        let own = place.and_then(|place| item.places.get(&place));
        own.map_or(factors.weekday[weekday], |series| place_weekday(series, factors, weekday)).max(1e-3)
    }
}

/// Logarithm of a pace over that of a quarter.
fn trend(pace: &Pace, half_life: usize) -> f32 {
    let usual = pace.level(4, 0.0, 1.0).max(1e-4);
    (pace.level(half_life, usual, 1.0) / usual).ln()
}

/// Logarithm of units seen over units expected.
fn surprise(pace: &Pace, half_life: usize) -> f32 {
    ((pace.units(half_life) + 5.0) / (pace.exposure(half_life) + 5.0)).ln()
}

/// Shares displayed at all, at the end of an aisle, within one, and elsewhere; in any mailer, on its front; and both.
fn promoted(mix: &Mix) -> [f32; 7] {
    let sum = |wanted: &dyn Fn(usize, usize) -> bool| {
        mix.iter().enumerate().filter(|(state, _)| wanted(state / 3, state % 3)).map(|(_, share)| share).sum::<f32>()
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
