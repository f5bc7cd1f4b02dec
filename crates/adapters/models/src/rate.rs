//! What is likely to be sold of an item at a site, by a plain rule: what serves until trees do better.
//!
//! The level is a rate of units a day over sums that forget exponentially (the discounted gamma-Poisson model of Harvey
//! and Fernandes 1989; as in Teunter, Syntetos and Babai 2011 the level falls with every day without a sale, not only at
//! the next one). It is drawn towards what the item sells everywhere, by the site's share of all sales, so that a pair
//! with few sales has a sane forecast. Weekdays are a shrunk profile. Demand spreads as a negative binomial whose variance
//! follows the sizes of days with sales, and how little is known of the level.

mod sums;

pub use sums::{Days, Tuning};

use realtail_kernel::Instant;
use realtail_learn::counts::Counts;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use sums::{Added, Rate};

/// Its name.
pub const MODEL: &str = "discounted-rate";
/// Changes whenever the same sales would give another forecast.
pub const VERSION: &str = "1";

/// A number that stands for an item or a site.
pub type No = u32;

/// Where and when something was sold.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// When.
    pub at: Days,
    /// Which day that was on the wall of the site, in days since 1970.
    pub day: i32,
}

/// Many rates that are looked at together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Group {
    rate: Rate,
    /// What was sold on each day of the week, from Monday, slowly forgotten.
    weekdays: [f32; 7],
    /// The squares of the days of each part, slowly forgotten.
    squares_of_parts: f32,
}

impl Group {
    fn learn(&mut self, moment: Moment, units: f32, tuning: &Tuning) -> Added {
        let added = self.rate.learn(moment.at, moment.day, units, tuning);
        self.weekdays.iter_mut().for_each(|day| *day *= added.shrunk);
        self.weekdays[weekday(moment.day)] += units * added.weight;
        self.squares_of_parts *= added.shrunk;
        added
    }

    fn weekday_sum(&self) -> f64 {
        self.weekdays.iter().map(|units| f64::from(*units)).sum()
    }
}

/// What was learned from sales so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rates {
    tuning: Tuning,
    /// All sales: one for each line, since items have different units.
    all: Group,
    /// Units that were sold in all, and the squares of the days of each item in all sites together.
    units: f32,
    squares_of_items: f32,
    items: Vec<Group>,
    sites: Vec<Group>,
    pairs: FxHashMap<(No, No), Rate>,
}

/// What is expected of a day like any other, and how sure that is.
#[derive(Clone, Copy, Debug)]
pub struct Outlook {
    /// Units a day.
    level: f64,
    /// The part of each weekday in the level, 1 on average.
    weekdays: [f64; 7],
    /// Variance over mean of one day.
    spread: f64,
    /// The relative variance of the level.
    doubt: f64,
    /// What the pair itself says, without what is expected of it.
    pub own_level: f64,
    /// What is expected of a pair about which nothing is known.
    pub expected_level: f64,
    /// Days of evidence for it.
    pub days: f64,
    /// Sales it was learned from.
    pub sales: u32,
}

impl Outlook {
    /// Units on a day.
    pub fn on(&self, day: i32) -> f64 {
        self.level * self.weekdays[weekday(day)]
    }

    /// The variance of a day's demand over its mean.
    pub fn spread(&self) -> f64 {
        self.spread
    }

    /// How unsure the level is: its standard deviation as a share of it.
    pub fn doubt(&self) -> f64 {
        self.doubt.sqrt()
    }

    /// Quantiles of the demand over some days together.
    pub fn quantiles(&self, mean: f64, probabilities: &[f64]) -> Vec<f64> {
        let counts = Counts::new(mean, self.spread + mean * self.doubt);
        probabilities.iter().map(|p| counts.quantile(*p)).collect()
    }
}

/// A time in days.
pub fn days(at: Instant) -> Days {
    at.micros() as f64 / 86_400e6
}

/// Monday is 0: the first day of 1970 was a Thursday.
pub(crate) fn weekday(day: i32) -> usize {
    (day + 3).rem_euclid(7) as usize
}

fn grown<T: Copy + Default>(groups: &mut Vec<T>, no: No) -> Option<&mut T> {
    let index = no as usize;
    if groups.len() <= index {
        groups.resize(index + 1, T::default());
    }
    groups.get_mut(index)
}

impl Rates {
    /// A model that has learned nothing yet.
    pub fn tuned(tuning: Tuning) -> Rates {
        Rates { tuning, ..Rates::default() }
    }

    /// Whether it learns in this way.
    pub(crate) fn is_tuned_as(&self, tuning: &Tuning) -> bool {
        self.tuning == *tuning
    }

    /// Sales of an item, and of it at a site.
    pub(crate) fn sales(&self, item: No, site: No) -> (u32, u32) {
        let everywhere = self.items.get(item as usize).map_or(0, |item| item.rate.sales);
        (everywhere, self.pairs.get(&(item, site)).map_or(0, |pair| pair.sales))
    }

    /// All pairs that ever sold, in no order.
    pub(crate) fn known_pairs(&self) -> impl Iterator<Item = (No, No)> {
        self.pairs.keys().copied()
    }

    /// How many pairs are known.
    pub fn pairs(&self) -> usize {
        self.pairs.len()
    }

    /// Takes in a sale.
    pub fn learn(&mut self, item: No, site: No, moment: Moment, units: f32) {
        let tuning = &self.tuning;
        let pair = self.pairs.entry((item, site)).or_default();
        let squares = pair.learn(moment.at, moment.day, units, tuning).squares;
        let all = self.all.learn(moment, 1.0, tuning);
        self.units = self.units * all.shrunk + units * all.weight;
        self.squares_of_items *= all.shrunk;
        self.all.squares_of_parts += squares;
        if let Some(site) = grown(&mut self.sites, site) {
            site.learn(moment, 1.0, tuning);
        }
        if let Some(item) = grown(&mut self.items, item) {
            let added = item.learn(moment, units, tuning);
            item.squares_of_parts += squares;
            self.squares_of_items += added.squares;
        }
    }

    /// What is to be expected of an item at a site, as things stood at a time.
    pub fn outlook(&self, item: No, site: No, at: Days) -> Outlook {
        let tuning = &self.tuning;
        let chain = self.items.get(item as usize).copied().unwrap_or_default();
        let shop = self.sites.get(site as usize).copied().unwrap_or_default();
        let pair = self.pairs.get(&(item, site)).copied().unwrap_or_default();
        let share = self.share(&shop, at);
        let (chain_level, _) = self.chain_level(&chain, at);
        let expected = chain_level * share;
        let since = f64::from(chain.rate.since.max(shop.rate.since));
        let since = if chain.rate.sales == 0 { at } else { since };
        let (own, seen) = pair.level(since, at, tuning);
        let level = (own * seen + expected * tuning.prior_days) / (seen + tuning.prior_days);
        let (_, slow) = pair.sums(at, tuning);
        let pool = ratio(self.all.squares_of_parts, self.units);
        let spread_units = tuning.spread_units;
        let item_size = (f64::from(chain.squares_of_parts) + spread_units * pool)
            / (f64::from(chain.rate.slow) + spread_units);
        let size = (pair.squares_at(at, tuning) + spread_units * item_size) / (slow + spread_units);
        let spread = (size - level).clamp(1.0, 60.0);
        Outlook {
            level,
            weekdays: self.weekdays(&chain, &shop),
            spread,
            doubt: tuning.level_doubt * spread / (2.0 * (slow + tuning.prior_days * expected)).max(0.1),
            own_level: own,
            expected_level: expected,
            days: seen,
            sales: pair.sales,
        }
    }

    /// What is to be expected of an item in all sites together.
    pub fn outlook_everywhere(&self, item: No, at: Days) -> Outlook {
        let chain = self.items.get(item as usize).copied().unwrap_or_default();
        let (level, days) = self.chain_level(&chain, at);
        let (_, slow) = chain.rate.sums(at, &self.tuning);
        let pool = ratio(self.squares_of_items, self.units);
        let units = self.tuning.spread_units;
        let squares = chain.rate.squares_at(at, &self.tuning);
        let spread = ((squares + units * pool) / (slow + units) - level).clamp(1.0, 60.0);
        Outlook {
            level,
            weekdays: self.weekdays(&chain, &self.all),
            spread,
            doubt: self.tuning.level_doubt * spread / (2.0 * slow).max(0.1),
            own_level: level,
            expected_level: 0.0,
            days,
            sales: chain.rate.sales,
        }
    }

    fn chain_level(&self, chain: &Group, at: Days) -> (f64, f64) {
        let since = if chain.rate.sales == 0 { at } else { f64::from(chain.rate.since) };
        chain.rate.level(since, at, &self.tuning)
    }

    /// The part of a site in all sales.
    fn share(&self, shop: &Group, at: Days) -> f64 {
        let (_, here) = shop.rate.sums(at, &self.tuning);
        let (_, all) = self.all.rate.sums(at, &self.tuning);
        if all > 0.0 { here / all } else { 0.0 }
    }

    /// The weekdays of an item, drawn towards those of the place, and those towards all.
    fn weekdays(&self, chain: &Group, place: &Group) -> [f64; 7] {
        let strength = self.tuning.weekday_units;
        let drawn = |group: &Group, towards: [f64; 7]| {
            let sum = group.weekday_sum() + strength;
            let part =
                |day: usize| 7.0 * (f64::from(group.weekdays[day]) + strength * towards[day] / 7.0) / sum;
            std::array::from_fn(part)
        };
        drawn(chain, drawn(place, drawn(&self.all, [1.0; 7])))
    }
}

fn ratio(above: f32, below: f32) -> f64 {
    if below > 0.0 { f64::from(above / below) } else { 1.0 }
}
