//! A suggestion in words: units and money that speak for it.

use super::order::{Bound, Suggestion};
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
        }
        match self.bound {
            Bound::Worth => Ok(()),
            Bound::Life => write!(f, "; no more, for it would expire"),
            Bound::Capacity => write!(f, "; no more, for there is no room"),
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
