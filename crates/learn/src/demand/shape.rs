//! Weekdays, promotions, feasts and weather as factors: what was seen over what the level alone expects, shrunk from level to level.

use super::pace::Ratio;
use super::skies::{SKIES, SkyMix};
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
/// The same of the weather, whose factor over all items is drawn to one.
const SKY_PULL: [f32; 3] = [60.0, 120.0, 400.0];
/// What a weekday keeps of its past from week to week: a half-life of 26 weeks.
pub(super) const WEEKDAY_KEPT: f32 = 0.973_7;

/// Sums for the factors of an item, a category, or all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    weekday: [Ratio; 7],
    lift: [Ratio; STATES],
    feast: [Ratio; SEASONS],
    sky: [Ratio; SKIES],
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
    /// Of each kind of weather; the first is one.
    pub sky: SkyMix,
}

/// A day of an item that is over: what was sold of it, and under what.
pub struct Closed<'a> {
    /// Monday is nothing.
    pub weekday: usize,
    /// Which time around a great feast it was.
    pub feast: usize,
    /// Units in each state of promotion, and under each kind of weather.
    pub units: (&'a Mix, &'a SkyMix),
    /// The shares of the trade in each state, and under each kind.
    pub mix: (&'a Mix, &'a SkyMix),
    /// Units expected of an ordinary day.
    pub level: f32,
}

impl Factors {
    /// Of a mix of states.
    pub fn lift(&self, mix: &Mix) -> f32 {
        self.lift.iter().zip(mix).map(|(lift, share)| lift * share).sum()
    }

    /// Of a mix of kinds of weather.
    pub fn sky(&self, mix: &SkyMix) -> f32 {
        self.sky.iter().zip(mix).map(|(sky, share)| sky * share).sum()
    }
}

impl Shape {
    /// A day is over, of an item with these factors.
    pub fn close(&mut self, day: &Closed<'_>, factors: &Factors) {
        let Closed { weekday, feast, units: (units, units_under), mix: (mix, skies), level } = *day;
        let total: f32 = units.iter().sum();
        let sky = factors.sky(skies);
        let level = level * factors.feast[feast];
        self.weekday[weekday].add(total, level * factors.lift(mix) * sky, WEEKDAY_KEPT);
        let dry = level * factors.weekday[weekday];
        let expected = dry * sky;
        if feast > 0 {
            self.feast[feast].add(total, expected * factors.lift(mix) / factors.feast[feast], 1.0);
        }
        for (state, share) in mix.iter().enumerate() {
            if *share > 0.0 {
                self.lift[state].add(units[state], expected * share, 1.0);
            }
        }
        let under = dry * factors.lift(mix);
        for (sky, share) in skies.iter().enumerate() {
            if *share > 0.0 {
                self.sky[sky].add(units_under[sky], under * share, 1.0);
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
        let mut sky = [1.0; SKIES];
        for (shape, pull) in [(all, SKY_PULL[2]), (category, SKY_PULL[1]), (self, SKY_PULL[0])] {
            let plain = shape.sky[0].shrunk(1.0, pull).max(1e-3);
            for (factor, ratio) in sky.iter_mut().zip(&shape.sky).skip(1) {
                *factor = ratio.shrunk(*factor * plain, pull) / plain;
            }
        }
        Factors { weekday, lift, feast, sky }
    }
}
