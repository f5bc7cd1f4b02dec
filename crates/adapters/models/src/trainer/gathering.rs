//! What is gathered while the log is told: units day by day, and origins until their days ahead have been seen.

use crate::demand::DaysAhead;
use crate::rate::No;
use crate::trade::Trade;
use realtail_learn::demand::{Growth, Learner, Origin, weekday};
use rustc_hash::FxHashMap;

/// Days ahead of an origin that are learnt from.
const HORIZON_DAYS: usize = 28;
/// Before so many days are known an origin says too little.
pub const FIRST_ORIGIN_DAYS: i32 = 56;
/// Pairs that are learnt from, and on which versions are tried.
const PAIRS_MAX: usize = 2_000;
/// Days of units that are remembered of each pair.
const KEPT_DAYS: usize = 64;
/// Days before an origin over which the scale and the money of a pair are measured.
const SCALE_DAYS: i32 = 28;

/// A pair as an origin saw it, until its days have been seen.
pub struct Pending {
    pub day: i32,
    pub pairs: Vec<(No, No)>,
    pub origin: Origin,
    pub ahead: DaysAhead,
}

/// Units of a pair on its last days; not a number where it was out of stock.
#[derive(Clone)]
struct Past([f32; KEPT_DAYS]);

impl Past {
    fn on(&self, day: i32) -> f32 {
        self.0[day.rem_euclid(KEPT_DAYS as i32) as usize]
    }

    fn set(&mut self, day: i32, units: f32) {
        self.0[day.rem_euclid(KEPT_DAYS as i32) as usize] = units;
    }
}

/// Units, prices and lessons so far.
pub struct Gathering {
    pub learner: Learner,
    pending: Vec<Pending>,
    past: FxHashMap<(No, No), Past>,
    price: FxHashMap<(No, No), f32>,
}

impl Gathering {
    /// Nothing yet.
    pub fn new() -> Gathering {
        Gathering {
            learner: Learner::new(Growth::places()),
            pending: Vec::new(),
            past: FxHashMap::default(),
            price: FxHashMap::default(),
        }
    }

    /// A day is about to end: what was sold on it.
    pub fn ending(&mut self, trade: &Trade, day: i32) {
        for pair in trade.demand.followed() {
            let Some([units, there, price]) = trade.demand.today(pair) else { continue };
            let past = self.past.entry(pair).or_insert_with(|| Past([0.0; KEPT_DAYS]));
            // What was sold of what ran out is less than what was asked for.
            past.set(day, if there < 0.99 { f32::NAN } else { units });
            self.price.insert(pair, price);
        }
    }

    /// A day has begun: origins of which all days have been seen by then are learnt from.
    pub fn learn(&mut self, day: i32) {
        let (seen, pending): (Vec<Pending>, Vec<Pending>) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|pending| pending.day + HORIZON_DAYS as i32 <= day);
        self.pending = pending;
        let Gathering { learner, past, .. } = self;
        for pending in &seen {
            let units = |at: usize, ahead: usize| {
                let past = past.get(&pending.pairs[at]);
                past.map_or(0.0, |past| past.on(pending.day + ahead as i32))
            };
            learner.learn(&pending.origin, &pending.ahead.all(), units);
        }
    }

    /// Makes the day that has begun an origin, where it is one: a Monday before which enough is known.
    pub fn begin(&mut self, trade: &Trade, day: i32) {
        if trade.demand.days_known() >= FIRST_ORIGIN_DAYS && weekday(day) == 0 {
            self.pending.push(self.origin(trade, day));
        }
    }

    /// Pairs as they are known when a day begins. The days ahead begin with it.
    pub fn origin(&self, trade: &Trade, day: i32) -> Pending {
        let pairs = drawn(trade.demand.followed());
        let ahead = trade.ahead(day, HORIZON_DAYS);
        let origin = trade.demand.origin(&pairs, &ahead.all());
        Pending { day, pairs, origin, ahead }
    }

    /// Units of a pair on one of its last days; not a number where it was out of stock, nothing where it was not kept.
    pub fn units(&self, pair: (No, No), day: i32) -> Option<f32> {
        self.past.get(&pair).map(|past| past.on(day))
    }

    /// Money for what a pair sold in the four weeks before a day, and the mean squared step from one day to the next.
    pub fn scale(&self, pair: (No, No), day: i32) -> [f64; 2] {
        let Some(past) = self.past.get(&pair) else { return [0.0, 0.0] };
        let units: Vec<f64> = (day - SCALE_DAYS..day)
            .map(|day| f64::from(past.on(day)))
            .filter(|units| !units.is_nan())
            .collect();
        let steps: f64 = units.windows(2).map(|two| (two[1] - two[0]).powi(2)).sum();
        let price = f64::from(self.price.get(&pair).copied().unwrap_or(0.0));
        [price * units.iter().sum::<f64>(), steps / (units.len().max(2) - 1) as f64]
    }
}

/// Always the same pairs, as far as there are more than can be learnt from.
fn drawn(followed: impl Iterator<Item = (No, No)>) -> Vec<(No, No)> {
    let mixed = |(item, site): (No, No)| {
        let key = (u64::from(item) << 32) | u64::from(site);
        let mixed = (key ^ (key >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    };
    let mut keyed: Vec<(u64, (No, No))> = followed.map(|pair| (mixed(pair), pair)).collect();
    if keyed.len() > PAIRS_MAX {
        keyed.select_nth_unstable(PAIRS_MAX);
        keyed.truncate(PAIRS_MAX);
    }
    let mut pairs: Vec<(No, No)> = keyed.into_iter().map(|(_, pair)| pair).collect();
    pairs.sort_unstable();
    pairs
}
