//! Tests of two prices: what each turn brought.

use crate::rate::No;
use realtail_kernel::Instant;
use realtail_learn::price::Effect;
use realtail_vocabulary::{PricePeriod, PriceTest};
use serde::{Deserialize, Serialize};

/// A test is remembered for so many days after its end.
const KEPT_DAYS: i32 = 400;

/// What came in while each price had its turns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Tested {
    pair: (No, No),
    periods: Vec<PricePeriod>,
    /// Units and minor units of each period.
    brought: Vec<[f64; 2]>,
    ended_at: Option<Instant>,
}

/// What a test says so far.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceTrial {
    /// Each period that is over: whether the price was tried that is tested, units sold, and minor units paid for them.
    pub periods: Vec<(bool, f64, f64)>,
    /// How many units a period sells more, or fewer, at the price that is tested; nothing before two pairs are over.
    pub units: Option<Effect>,
    /// The same in minor units paid.
    pub revenue: Option<Effect>,
}

impl PriceTrial {
    /// How much more a period earns at the price that is tested, in minor units, where a unit costs so much.
    pub fn margin(&self, unit_cost: f64) -> Option<Effect> {
        self.effect(|(_, units, paid)| paid - units * unit_cost)
    }

    fn effect(&self, of: impl Fn((bool, f64, f64)) -> f64) -> Option<Effect> {
        let difference = |pair: &[(bool, f64, f64)]| {
            let (tried, now) = if pair[0].0 { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
            of(tried) - of(now)
        };
        Effect::of(&self.periods.chunks_exact(2).map(difference).collect::<Vec<_>>())
    }
}

impl Tested {
    pub fn new(pair: (No, No), test: &PriceTest) -> Tested {
        Tested {
            pair,
            periods: test.periods.clone(),
            brought: vec![[0.0; 2]; test.periods.len()],
            ended_at: None,
        }
    }

    pub fn sold(&mut self, pair: (No, No), at: Instant, units: f64, paid: f32) {
        if pair != self.pair {
            return;
        }
        let in_it = |period: &PricePeriod| period.from <= at && at < period.until;
        if let Some(period) = self.periods.iter().position(in_it) {
            self.brought[period][0] += units;
            self.brought[period][1] += f64::from(paid);
        }
    }

    pub fn end(&mut self, at: Instant) {
        self.ended_at = Some(at);
    }

    pub fn is_kept(&self, day: i32) -> bool {
        let until = self.periods.last().map_or(0, |last| last.until.micros().div_euclid(86_400_000_000));
        i64::from(day) < until + i64::from(KEPT_DAYS)
    }

    /// Only pairs of periods of which both are over are compared, and none that an early end cut short.
    pub fn tell(&self, now: Instant) -> PriceTrial {
        let until = self.ended_at.map_or(now, |ended_at| ended_at.min(now));
        let over = self.periods.iter().zip(&self.brought).take_while(|(period, _)| period.until <= until);
        let periods: Vec<(bool, f64, f64)> =
            over.map(|(period, [units, paid])| (period.tried, *units, *paid)).collect();
        let mut trial = PriceTrial { periods, units: None, revenue: None };
        trial.units = trial.effect(|(_, units, _)| units);
        trial.revenue = trial.effect(|(_, _, paid)| paid);
        trial
    }
}
