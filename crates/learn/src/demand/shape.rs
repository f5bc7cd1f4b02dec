//! Weekdays and promotions as factors: what was seen over what the level alone expects, shrunk from level to level.

use super::pace::Ratio;
use serde::{Deserialize, Serialize};

/// States of promotion that are told apart; the first is none.
pub const STATES: usize = 15;

/// Which share of the trade is in which state of promotion. An item in one place is in one state.
pub type Mix = [f32; STATES];

/// The mix of one state.
pub fn mix_of(state: u8) -> Mix {
    let mut mix = [0.0; STATES];
    mix[usize::from(state).min(STATES - 1)] = 1.0;
    mix
}

/// Units expected that draw an item's factor to that of its category, and that to the factor of all.
const WEEKDAY_PULL: [f32; 2] = [40.0, 400.0];
const LIFT_PULL: [f32; 2] = [8.0, 40.0];
/// What a weekday keeps of its past from week to week: a half-life of 26 weeks.
const WEEKDAY_KEPT: f32 = 0.973_7;

/// Sums for the factors of an item, a category, or all.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Shape {
    weekday: [Ratio; 7],
    lift: [Ratio; STATES],
}

/// Factors of an item, ready for use.
#[derive(Clone, Copy, Debug)]
pub struct Factors {
    /// Of each weekday, Monday first; their mean is one.
    pub weekday: [f32; 7],
    /// Of each state of promotion; the first is one.
    pub lift: Mix,
}

impl Factors {
    /// Of a mix of states.
    pub fn lift(&self, mix: &Mix) -> f32 {
        self.lift.iter().zip(mix).map(|(lift, share)| lift * share).sum()
    }
}

impl Shape {
    /// A day is over: units in each state, where `level` units were expected of an ordinary day.
    pub fn close(&mut self, weekday: usize, units: &Mix, mix: &Mix, level: f32, factors: &Factors) {
        let total: f32 = units.iter().sum();
        self.weekday[weekday].add(total, level * factors.lift(mix), WEEKDAY_KEPT);
        let expected = level * factors.weekday[weekday];
        for (state, share) in mix.iter().enumerate() {
            if *share > 0.0 {
                self.lift[state].add(units[state], expected * share, 1.0);
            }
        }
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
        Factors { weekday, lift }
    }
}
