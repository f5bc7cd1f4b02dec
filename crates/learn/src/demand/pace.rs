//! How fast something sells: units over days of exposure, remembered over several half-lives.

use serde::{Deserialize, Serialize};

/// What is kept from one day to the next of memories that halve in 7, 14, 28, 56 and 112 days.
const KEPT: [f32; 5] = [0.905_723_7, 0.951_695_4, 0.975_548_3, 0.987_698_4, 0.993_830_2];

/// Units and exposure, in days of an ordinary weekday without promotion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Pace {
    units: [f32; 5],
    exposure: [f32; 5],
}

impl Pace {
    /// A day is over. Without exposure, as where the item was out of stock, it says nothing and nothing is forgotten.
    pub fn close(&mut self, units: f32, exposure: f32) {
        if exposure <= 0.0 {
            return;
        }
        for (at, kept) in KEPT.iter().enumerate() {
            self.units[at] = self.units[at] * kept + units;
            self.exposure[at] = self.exposure[at] * kept + exposure;
        }
    }

    /// Units a day of exposure over the memory of that number, drawn to `usual` as by so many days.
    pub fn level(&self, half_life: usize, usual: f32, days: f32) -> f32 {
        let exposure = self.exposure[half_life] + days;
        if exposure > 0.0 { (self.units[half_life] + days * usual) / exposure } else { usual }
    }

    /// Units remembered.
    pub fn units(&self, half_life: usize) -> f32 {
        self.units[half_life]
    }

    /// Days of exposure remembered.
    pub fn exposure(&self, half_life: usize) -> f32 {
        self.exposure[half_life]
    }
}

/// What was seen over what was expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ratio {
    seen: f32,
    expected: f32,
}

impl Ratio {
    /// Adds what was seen, and what was expected, after forgetting a share of the past.
    pub fn add(&mut self, seen: f32, expected: f32, kept: f32) {
        self.seen = self.seen * kept + seen;
        self.expected = self.expected * kept + expected;
    }

    /// The ratio, drawn to `usual` as by so many units expected.
    pub fn shrunk(&self, usual: f32, units: f32) -> f32 {
        let expected = self.expected + units;
        if expected > 0.0 { (self.seen + units * usual) / expected } else { usual }
    }

    /// Adds what another one rests on.
    pub fn join(&mut self, other: Ratio) {
        self.add(other.seen, other.expected, 1.0);
    }
}

/// Units that fade with time, without being told of each day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fading {
    units: f32,
    day: u16,
}

impl Fading {
    const HALF_LIFE_DAYS: f32 = 112.0;

    /// Adds units of a day.
    pub fn add(&mut self, units: f32, day: u16) {
        self.units = self.units(day) + units;
        self.day = self.day.max(day);
    }

    /// What is left on a day.
    pub fn units(&self, day: u16) -> f32 {
        let days = f32::from(day.saturating_sub(self.day));
        self.units * (-days / Fading::HALF_LIFE_DAYS).exp2()
    }
}
