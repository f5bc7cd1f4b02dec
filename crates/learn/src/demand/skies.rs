//! The weather of a day, place by place: how much warmer or colder than lately, and how wet.

use rustc_hash::FxHashMap;

/// Kinds of weather that are told apart: three times the warmth (as lately, colder, much colder, warmer, much warmer) plus
/// the wetness (dry, wet, very wet). The first is a dry day as warm as those before, and what is not known.
pub const SKIES: usize = 15;

/// Degrees away from lately from which on a day is warmer or colder, and much so.
const AWAY_KELVIN: [f64; 2] = [3.0, 8.0];
/// Rain, or melted snow, from which on a day is wet, and very wet. Ten millimetres a day is what meteorological services
/// call heavy.
const WET_MM: [f64; 2] = [1.0, 10.0];

/// Which share of the trade is under which kind of weather. An item in one place is under one.
pub type SkyMix = [f32; SKIES];

/// Of a day so many degrees warmer than lately, with so much rain. What is not known counts as usual.
pub fn sky(warmer_kelvin: Option<f64>, rain_mm: Option<f64>) -> u8 {
    let steps = |amount: f64, from: [f64; 2]| from.iter().filter(|from| amount >= **from).count() as u8;
    let warmer = warmer_kelvin.unwrap_or(0.0);
    let warmth = match steps(warmer.abs(), AWAY_KELVIN) {
        0 => 0,
        much if warmer < 0.0 => much,
        much => 2 + much,
    };
    3 * warmth + steps(rain_mm.unwrap_or(0.0), WET_MM)
}

/// The weather of a day in each place; the first of [`SKIES`] where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skies(FxHashMap<u32, u8>);

impl Skies {
    /// The weather in a place, below [`SKIES`].
    ///
    /// # Panics
    ///
    /// Where there is no such weather.
    pub fn set(&mut self, place: u32, sky: u8) {
        assert!(usize::from(sky) < SKIES, "a kind of weather");
        if sky > 0 {
            self.0.insert(place, sky);
        } else {
            self.0.remove(&place);
        }
    }

    /// The weather in a place.
    pub fn of(&self, place: u32) -> u8 {
        self.0.get(&place).copied().unwrap_or(0)
    }

    /// Places whose weather is not the first.
    pub(super) fn told(&self) -> impl Iterator<Item = (u32, u8)> {
        self.0.iter().map(|(place, sky)| (*place, *sky))
    }
}

/// The mix of one kind of weather, below [`SKIES`].
pub(super) fn sky_mix_of(sky: u8) -> SkyMix {
    let mut mix = [0.0; SKIES];
    mix[usize::from(sky)] = 1.0;
    mix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warmth_and_wetness_are_told_apart() {
        for (warmer, rain, expected) in [
            (None, None, 0),
            (Some(2.9), Some(0.9), 0),
            (Some(-3.0), Some(0.0), 3),
            (Some(-12.0), Some(0.0), 6),
            (Some(3.0), Some(0.0), 9),
            (Some(8.0), Some(0.0), 12),
            (None, Some(1.0), 1),
            (Some(0.0), Some(40.0), 2),
            (Some(9.0), Some(12.0), 14),
        ] {
            assert_eq!(sky(warmer, rain), expected, "{warmer:?} {rain:?}");
            assert!(usize::from(expected) < SKIES);
        }
    }
}
