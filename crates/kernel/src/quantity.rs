//! Counts of an item's unit.

use serde::{Deserialize, Serialize};

/// One or more of an item's unit (pieces, grams, millilitres, millimetres), so a movement of nothing cannot be written down.
/// Bounds may widen, never narrow: old events must still parse.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(try_from = "i64", into = "i64")]
#[schema(value_type = i64, minimum = 1, maximum = 1_000_000_000)]
pub struct Quantity(u32);

/// A number that is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a quantity is a whole number from 1 to 1,000,000,000 of the item's unit, got {given}")]
pub struct QuantityOutOfRange {
    /// What was given.
    pub given: i64,
}

impl Quantity {
    /// The most that one line may move.
    pub const MAX: i64 = 1_000_000_000;

    /// One.
    pub const ONE: Quantity = Quantity(1);

    /// How many.
    pub fn units(self) -> i64 {
        i64::from(self.0)
    }
}

impl TryFrom<i64> for Quantity {
    type Error = QuantityOutOfRange;

    fn try_from(given: i64) -> Result<Quantity, QuantityOutOfRange> {
        match u32::try_from(given) {
            Ok(units @ 1..=1_000_000_000) => Ok(Quantity(units)),
            _ => Err(QuantityOutOfRange { given }),
        }
    }
}

impl From<Quantity> for i64 {
    fn from(quantity: Quantity) -> i64 {
        quantity.units()
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_less_than_nothing_are_no_quantity() {
        for given in [0, -1, Quantity::MAX + 1] {
            assert_eq!(Quantity::try_from(given), Err(QuantityOutOfRange { given }));
        }
        assert_eq!(Quantity::try_from(Quantity::MAX).expect("the most").units(), Quantity::MAX);
        assert!(serde_json::from_str::<Quantity>("1.5").is_err());
    }
}
