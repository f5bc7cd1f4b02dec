//! A regular price: the one that is expected to earn most within its bounds.

use super::belief::{Belief, Day};
use super::guards::{Guards, endings_at_most};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An item whose price is looked at.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Regular {
    /// What it costs now, in cents.
    pub price_cents: u32,
    /// What a unit costs the retailer, in cents.
    pub cost_cents: f64,
    /// Units forecast a day at the price of now.
    pub units_day: f64,
    /// Per cent more units of its rivals for each per cent of its price, and what these rivals earn a day, in cents.
    pub rivals: (f64, f64),
    /// The greatest change at once, as a share of the price.
    pub change_max: f64,
}

/// A price and what is expected of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The price, in cents.
    pub price_cents: u32,
    /// Units a day.
    pub units_day: f64,
    /// What the item and its rivals earn a day more than now, in cents.
    pub gain_cents_day: f64,
    /// What the item earns a day, in cents.
    pub margin_cents_day: f64,
}

impl fmt::Display for Recommendation {
    /// One sentence for a person who is to say yes or no; money in the currency's main unit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Recommendation { price_cents, units_day, gain_cents_day, margin_cents_day } = self;
        write!(f, "ask {:.2}: {units_day:.1} a day, which earn ", f64::from(*price_cents) / 100.0)?;
        write!(
            f,
            "{:.2}; with its rivals {:.2} more than now",
            margin_cents_day / 100.0,
            gain_cents_day / 100.0
        )
    }
}

/// The price within the bounds that earns most, for the item and for what its rivals in the category gain or lose by it;
/// the price of now where no other does better.
pub fn recommend(regular: &Regular, belief: &Belief, guards: &Guards) -> Recommendation {
    let now = f64::from(regular.price_cents);
    let at = |price_cents: u32| {
        let relative_price = f64::from(price_cents) / now;
        let day = Day { forecast_units: regular.units_day, spread: 1.0, relative_price };
        let units_day = belief.mean(&day);
        let (cross, rivals_cents) = regular.rivals;
        let rivals = rivals_cents * (relative_price.powf(cross) - 1.0);
        (units_day, units_day * (f64::from(price_cents) - regular.cost_cents), rivals)
    };
    let stay = at(regular.price_cents);
    let lowest = (now * (1.0 - regular.change_max)).ceil() as u32;
    let highest = (now * (1.0 + regular.change_max)).floor() as u32;
    let ends = (lowest..=highest).filter(|cents| endings_at_most(*cents, guards.ending) == Some(*cents));
    let mut best = Recommendation {
        price_cents: regular.price_cents,
        units_day: stay.0,
        gain_cents_day: 0.0,
        margin_cents_day: stay.1,
    };
    for price_cents in ends.filter(|cents| guards.allow(*cents)) {
        let (units_day, margin_cents_day, rivals) = at(price_cents);
        let gain_cents_day = margin_cents_day + rivals - stay.1 - stay.2;
        if gain_cents_day > best.gain_cents_day {
            best = Recommendation { price_cents, units_day, gain_cents_day, margin_cents_day };
        }
    }
    best
}
