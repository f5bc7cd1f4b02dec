//! Suggestions in words: the units and the money that speak for them.

use super::follow::FollowUp;
use super::order::{Bound, Suggestion};
use super::share::Transfer;
use std::fmt;

impl fmt::Display for Suggestion {
    /// One sentence for a person who is to say yes or no; money in the currency's main unit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Suggestion { units, position_units, demand_units, reorder_units, .. } = self;
        if *units == 0 {
            write!(f, "order nothing: ")?;
        } else {
            write!(f, "order {units} for {}: ", Money(self.cost_cents))?;
        }
        write!(f, "{position_units} in stock and on order, {demand_units:.1} expected to be asked for, ")?;
        write!(f, "reordered at {reorder_units}")?;
        if *units > 0 {
            let (before, after) = (self.short_units_before, self.short_units_after);
            write!(f, "; {before:.2} would be short without it and {after:.2} with it, ")?;
            write!(f, "{:.1} unit-days of stock more", self.stock_unit_days)?;
            if self.expired_units > 0.0 {
                write!(f, ", {:.2} more would expire", self.expired_units)?;
            }
            write!(f, ", worth {} in all", Money(self.gain_cents))?;
            write!(f, "; nothing is short with a probability of {:.0} %", 100.0 * self.lasts_probability)?;
        }
        match self.bound {
            Bound::Worth => Ok(()),
            Bound::Life => write!(f, "; no more, for it would expire"),
            Bound::Capacity => write!(f, "; no more, for there is no room"),
        }
    }
}

impl fmt::Display for Transfer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Transfer { from, to, units, sold_units, gain_cents } = self;
        write!(f, "move {units} from {from} to {to}: {sold_units:.1} more are sold, ")?;
        write!(f, "worth {} after the way", Money(*gain_cents))
    }
}

impl fmt::Display for FollowUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FollowUp::Keep => write!(f, "let it come"),
            FollowUp::Hasten { sold_units, gain_cents } => {
                write!(
                    f,
                    "hasten it: {sold_units:.1} more are sold, worth {} after its cost",
                    Money(*gain_cents)
                )
            }
            FollowUp::Cancel { stock_unit_days, gain_cents } => {
                write!(f, "call it off: {stock_unit_days:.1} unit-days of stock less, ")?;
                write!(f, "worth {} after its cost", Money(*gain_cents))
            }
        }
    }
}

/// Cents as an amount with two decimals.
struct Money(f64);

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.0 / 100.0)
    }
}
