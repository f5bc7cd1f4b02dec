//! The log told again from its beginning, to grow trees from past origins and to hold versions against days they never saw.

use crate::rate::No;
use crate::told::tell;
use crate::trade::{Trade, Watch};
use realtail_engine::log::LogReader;
use realtail_kernel::Position;
use realtail_learn::demand::{Ahead, AheadDay, Growth, Learner, Model, Origin, Promotions, Scatter, weekday};
use realtail_vocabulary::{Event, IntelligenceEvent};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

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
/// Days of a trial.
pub const TRIAL_DAYS: i32 = 14;

/// What is wanted of a run.
pub struct Wanted {
    /// The last entry that is told; nothing after it is known.
    pub until: Position,
    /// The day that has begun by then, in days since 1970: a trial is of the days before it.
    pub day: i32,
    /// Versions to hold against the newest days, none of which had learnt from them.
    pub tried: Vec<Arc<Model>>,
    /// Whether trees are to be grown.
    pub grow: bool,
}

/// Trees that were grown.
pub struct Grown {
    pub model: Model,
    pub rows: u64,
    pub fingerprint: u64,
}

/// How versions did. What is lower is better.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    pub series: u32,
    /// The plain rule.
    pub baseline: f64,
    /// The versions that were tried, in their order.
    pub tried: Vec<f64>,
}

/// What a run found.
#[derive(Default)]
pub struct Found {
    pub grown: Option<Grown>,
    pub scores: Option<Scores>,
}

/// A pair as an origin saw it, until its days have been seen.
struct Pending {
    day: i32,
    pairs: Vec<(No, No)>,
    origin: Origin,
    days: Vec<AheadDay>,
    weeks: Vec<Promotions>,
}

impl Pending {
    fn ahead(&self) -> Ahead<'_> {
        Ahead { days: self.days.clone(), weeks: self.weeks.iter().collect() }
    }
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

/// What was foretold of the days of a trial.
struct Trial {
    day: i32,
    pairs: Vec<(No, No)>,
    /// Of each pair: what all say of each day, the plain rule first.
    said: Vec<Vec<Vec<f64>>>,
    /// Of each pair: its weight in money, and the squared step from day to day.
    scale: Vec<[f64; 2]>,
}

struct Run<'a> {
    wanted: &'a Wanted,
    learner: Learner,
    pending: Vec<Pending>,
    past: FxHashMap<(No, No), Past>,
    price: FxHashMap<(No, No), f32>,
    trial: Option<Trial>,
}

/// Tells the log again.
///
/// # Errors
/// Where the log cannot be read.
pub fn run(log: &dyn LogReader, wanted: &Wanted, stop: &AtomicBool) -> Result<Found, String> {
    let mut trade = Trade::default();
    let mut run = Run {
        wanted,
        learner: Learner::new(Growth::places()),
        pending: Vec::new(),
        past: FxHashMap::default(),
        price: FxHashMap::default(),
        trial: None,
    };
    let told = tell(log, Position(1), stop, |entries| {
        for (position, entry) in entries {
            if *position > wanted.until {
                return false;
            }
            for event in &entry.events {
                if let Event::Intelligence(IntelligenceEvent::PlanSet(plan)) = event {
                    let pair = (trade.items.number(&plan.item), trade.sites.number(&plan.site));
                    trade.demand.plan(pair);
                }
                trade.take(event, entry.at, &mut run);
            }
        }
        true
    });
    Ok(if told? { run.found() } else { Found::default() })
}

impl Watch for Run<'_> {
    fn ending(&mut self, trade: &Trade, day: i32) {
        for pair in trade.demand.followed() {
            let Some([units, there, price]) = trade.demand.today(pair) else { continue };
            let past = self.past.entry(pair).or_insert_with(|| Past([0.0; KEPT_DAYS]));
            // What was sold of what ran out is less than what was asked for.
            past.set(day, if there < 0.99 { f32::NAN } else { units });
            self.price.insert(pair, price);
        }
    }

    fn begun(&mut self, trade: &Trade, day: i32) {
        self.learn(day);
        if day == self.wanted.day - TRIAL_DAYS && !self.wanted.tried.is_empty() {
            self.trial = Some(self.foretell(trade, day));
        }
        let known_days = trade.demand.days_known();
        if self.wanted.grow && known_days >= FIRST_ORIGIN_DAYS && weekday(day) == 0 {
            let pending = self.origin(trade, day);
            self.pending.push(pending);
        }
    }
}

impl Run<'_> {
    /// Origins of which all days have been seen by the beginning of a day.
    fn learn(&mut self, day: i32) {
        let (seen, pending) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|pending| pending.day + HORIZON_DAYS as i32 <= day);
        self.pending = pending;
        let seen: Vec<Pending> = seen;
        for pending in &seen {
            let units = |at: usize, ahead: usize| {
                let past = self.past.get(&pending.pairs[at]);
                past.map_or(0.0, |past| past.on(pending.day + ahead as i32))
            };
            self.learner.learn(&pending.origin, &pending.ahead(), units);
        }
    }

    /// Pairs as they are known when a day begins. The days ahead begin with it.
    fn origin(&self, trade: &Trade, day: i32) -> Pending {
        let pairs = drawn(trade.demand.followed());
        let (days, weeks) = ahead(trade, day, HORIZON_DAYS);
        let known = Ahead { days: days.clone(), weeks: weeks.iter().collect() };
        let origin = trade.demand.origin(&pairs, &known);
        Pending { day, pairs, origin, days, weeks }
    }

    fn foretell(&self, trade: &Trade, day: i32) -> Trial {
        let Pending { pairs, origin, days, weeks, .. } = self.origin(trade, day);
        let ahead = Ahead { days, weeks: weeks.iter().collect() };
        let by_model: Vec<Vec<Vec<f64>>> = self
            .wanted
            .tried
            .iter()
            .map(|model| {
                let said = model.predict(&origin, &ahead);
                said.iter().map(|days| days.iter().map(|counts| counts.mean()).collect()).collect()
            })
            .collect();
        let plain = |(item, site): (No, No)| {
            let outlook = trade.rates.outlook(item, site, f64::from(day));
            (0..TRIAL_DAYS).map(|at| outlook.on(day + at)).collect()
        };
        let said = |(at, pair): (usize, &(No, No))| {
            let mut said: Vec<Vec<f64>> = vec![plain(*pair)];
            said.extend(by_model.iter().map(|pairs| pairs[at].clone()));
            said
        };
        let said = pairs.iter().enumerate().map(said).collect();
        let scale = pairs.iter().map(|pair| self.scale(*pair, day)).collect();
        Trial { day, pairs, said, scale }
    }

    /// Money for what a pair sold in the four weeks before a day, and the mean squared step from one day to the next.
    fn scale(&self, pair: (No, No), day: i32) -> [f64; 2] {
        let Some(past) = self.past.get(&pair) else { return [0.0, 0.0] };
        let units: Vec<f64> = (day - SCALE_DAYS..day)
            .map(|day| f64::from(past.on(day)))
            .filter(|units| !units.is_nan())
            .collect();
        let steps: f64 = units.windows(2).map(|two| (two[1] - two[0]).powi(2)).sum();
        let price = f64::from(self.price.get(&pair).copied().unwrap_or(0.0));
        [price * units.iter().sum::<f64>(), steps / (units.len().max(2) - 1) as f64]
    }

    fn found(self) -> Found {
        let scores = self.trial.as_ref().map(|trial| self.score(trial));
        let grown = (self.wanted.grow && self.learner.rows() > 0).then(|| Grown {
            model: self.learner.fit(Scatter::PLACES),
            rows: self.learner.rows() as u64,
            fingerprint: self.learner.fingerprint(),
        });
        Found { grown, scores }
    }

    /// The weighted root mean squared scaled error (WRMSSE; Makridakis, Spiliotis and Assimakopoulos 2022) over pairs.
    fn score(&self, trial: &Trial) -> Scores {
        let versions = 1 + self.wanted.tried.len();
        let (mut sums, mut weights, mut series) = (vec![0.0; versions], 0.0, 0);
        for ((pair, said), [money, step]) in trial.pairs.iter().zip(&trial.said).zip(&trial.scale) {
            let Some(past) = self.past.get(pair).filter(|_| *money > 0.0 && *step > 0.0) else { continue };
            let seen: Vec<(usize, f64)> = (0..TRIAL_DAYS)
                .map(|at| (at as usize, f64::from(past.on(trial.day + at))))
                .filter(|(_, units)| !units.is_nan())
                .collect();
            if seen.is_empty() || said.iter().any(|days| days.len() < TRIAL_DAYS as usize) {
                continue;
            }
            series += 1;
            weights += money;
            for (sum, days) in sums.iter_mut().zip(said) {
                let squares: f64 = seen.iter().map(|(at, units)| (days[*at] - units).powi(2)).sum();
                *sum += money * (squares / seen.len() as f64 / step).sqrt();
            }
        }
        let mut scores = sums.into_iter().map(|sum| if weights > 0.0 { sum / weights } else { 0.0 });
        let baseline = scores.next().unwrap_or_default();
        Scores { series, baseline, tried: scores.collect() }
    }
}

/// The days from one on that begins, and what is promoted in their weeks.
fn ahead(trade: &Trade, day: i32, days: usize) -> (Vec<AheadDay>, Vec<Promotions>) {
    (trade.demand.days_ahead(day - 1, days), trade.weeks_ahead(day - 1))
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
