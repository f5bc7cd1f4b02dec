//! Weekdays and promotions as factors: what was seen over what the level alone expects, shrunk from level to level.

use super::pace::Ratio;
use serde::{Deserialize, Serialize};

/// States of promotion that are told apart: three times the display (none, in the shelf, at the end of an aisle, within one,
/// elsewhere) plus the mailer (none, inside, on its front or back). The first is none at all.
pub const STATES: usize = 15;

/// Which share of the trade is in which state of promotion. An item in one place is in one state.
pub type Mix = [f32; STATES];

/// The mix of one state, below [`STATES`].
pub fn mix_of(state: u8) -> Mix {
    let mut mix = [0.0; STATES];
    mix[usize::from(state)] = 1.0;
    mix
}

/// Times around a great feast that are told apart: none, the week before it, its last three days, the feast, and the two
/// days after it.
pub const SEASONS: usize = 5;

/// Units expected that draw an item's factor to that of its category, and that to the factor of all.
const WEEKDAY_PULL: [f32; 2] = [40.0, 400.0];
const LIFT_PULL: [f32; 2] = [8.0, 40.0];
/// The same; feasts are few, and an item's own rush before one tells little of the next.
const FEAST_PULL: [f32; 2] = [200.0, 100.0];
/// What a weekday keeps of its past from week to week: a half-life of 26 weeks.
pub(super) const WEEKDAY_KEPT: f32 = 0.973_7;

/// Sums for the factors of an item, a category, or all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    weekday: [Ratio; 7],
    lift: [Ratio; STATES],
    feast: [Ratio; SEASONS],
}

/// Factors of an item, ready for use.
#[derive(Clone, Copy, Debug)]
pub struct Factors {
    /// Of each weekday, Monday first; their mean is one.
    pub weekday: [f32; 7],
    /// Of each state of promotion; the first is one.
    pub lift: Mix,
    /// Of each time around a feast; the first is one.
    pub feast: [f32; SEASONS],
}

impl Factors {
    /// Of a mix of states.
    pub fn lift(&self, mix: &Mix) -> f32 {
        self.lift.iter().zip(mix).map(|(lift, share)| lift * share).sum()
    }
}

impl Shape {
    /// A day is over: units in each state, where `level` units were expected of an ordinary day.
    pub fn close(
        &mut self,
        [weekday, feast]: [usize; 2],
        units: &Mix,
        mix: &Mix,
        level: f32,
        factors: &Factors,
    ) {
        let total: f32 = units.iter().sum();
        let level = level * factors.feast[feast];
        self.weekday[weekday].add(total, level * factors.lift(mix), WEEKDAY_KEPT);
        let expected = level * factors.weekday[weekday];
        if feast > 0 {
            self.feast[feast].add(total, expected * factors.lift(mix) / factors.feast[feast], 1.0);
        }
        for (state, share) in mix.iter().enumerate() {
            if *share > 0.0 {
                self.lift[state].add(units[state], expected * share, 1.0);
            }
        }
    }

    /// Mean lift of all states of promotion together.
    pub fn promoted_lift(&self) -> f32 {
        let mut any = Ratio::default();
        for lift in &self.lift[1..] {
            any.join(*lift);
        }
        any.shrunk(1.0, 5.0)
    }

    /// The factors of an item of a category.
    pub fn factors(&self, category: &Shape, all: &Shape) -> Factors {
        let mut weekday = [1.0; 7];
        for (at, factor) in weekday.iter_mut().enumerate() {
            let usual = all.weekday[at].shrunk(1.0, 1.0);
            let usual = category.weekday[at].shrunk(usual, WEEKDAY_PULL[1]);
            *factor = self.weekday[at].shrunk(usual, WEEKDAY_PULL[0]);
        }
        let mean = weekday.iter().sum::<f32>() / 7.0;
        weekday.iter_mut().for_each(|factor| *factor /= mean.max(f32::MIN_POSITIVE));
        let mut lift = [1.0; STATES];
        for (state, factor) in lift.iter_mut().enumerate() {
            let usual = all.lift[state].shrunk(1.0, 1.0);
            let usual = category.lift[state].shrunk(usual, LIFT_PULL[1]);
            *factor = self.lift[state].shrunk(usual, LIFT_PULL[0]);
        }
        let none = lift[0].max(1e-3);
        lift.iter_mut().for_each(|factor| *factor /= none);
        let mut feast = [1.0; SEASONS];
        for (season, factor) in feast.iter_mut().enumerate().skip(1) {
            let usual = all.feast[season].shrunk(1.0, 100.0);
            let usual = category.feast[season].shrunk(usual, FEAST_PULL[1]);
            *factor = self.feast[season].shrunk(usual, FEAST_PULL[0]);
        }
        Factors { weekday, lift, feast }
    }
}
