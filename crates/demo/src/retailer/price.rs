//! From what a line brought in to a unit price and a discount that add up to the cent.

/// What a line of quantity 0 or of a measured quantity counts as: one sale.
pub(super) const ONE: u32 = 1;

/// A unit price and what is taken off the line, in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Price {
    pub(super) unit_price_cents: u32,
    pub(super) discount_cents: u32,
}

/// `unit_price * quantity - discount` is exactly `paid_cents`. Where the price before discounts does not divide by
/// the quantity, the unit price is rounded up and the cents too many are added to the discount.
pub(super) fn price(quantity: u32, paid_cents: u32, off_cents: u32) -> Price {
    let before = u64::from(paid_cents) + u64::from(off_cents);
    let unit_price_cents = before.div_ceil(u64::from(quantity.max(1)));
    let discount_cents = unit_price_cents * u64::from(quantity.max(1)) - u64::from(paid_cents);
    Price {
        unit_price_cents: u32::try_from(unit_price_cents).unwrap_or(u32::MAX),
        discount_cents: u32::try_from(discount_cents).unwrap_or(u32::MAX),
    }
}

/// How many units a line stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Units {
    /// So many.
    Counted(u32),
    /// It was paid for, but says quantity 0.
    NothingPaid,
    /// Its quantity is a measure of what is not kept in stock.
    Measured,
    /// Nothing was taken and nothing was paid.
    Nothing,
}

/// More than anybody buys of a thing at once: above it, the quantity of an item that is not stocked is a measure.
const COUNTED_MAX: i64 = 100;

/// Reads the quantity of a line.
pub(super) fn units(quantity: i64, stocked: bool, paid_cents: u32) -> Units {
    match u32::try_from(quantity) {
        Ok(0) | Err(_) if paid_cents == 0 => Units::Nothing,
        Ok(0) | Err(_) => Units::NothingPaid,
        Ok(_) if !stocked && quantity > COUNTED_MAX => Units::Measured,
        Ok(units) => Units::Counted(units),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(quantity: u32, paid_cents: u32, off_cents: u32, expected: Expect) {
        let Price { unit_price_cents, discount_cents } = price(quantity, paid_cents, off_cents);
        assert_eq!(unit_price_cents * quantity - discount_cents, paid_cents, "adds up");
        assert!(
            discount_cents >= off_cents && discount_cents < off_cents + quantity,
            "rounded by less than a cent a unit"
        );
        expected.assert_eq(&format!("{quantity} x {unit_price_cents} - {discount_cents} = {paid_cents}"));
    }

    #[test]
    fn a_line_adds_up_to_the_cent() {
        check(1, 143, 15, expect!["1 x 158 - 15 = 143"]);
        check(2, 278, 80, expect!["2 x 179 - 80 = 278"]);
        check(3, 100, 0, expect!["3 x 34 - 2 = 100"]);
        check(3, 500, 99, expect!["3 x 200 - 100 = 500"]);
        check(1, 0, 0, expect!["1 x 0 - 0 = 0"]);
        check(2, 0, 99, expect!["2 x 50 - 100 = 0"]);
        check(7, 1, 0, expect!["7 x 1 - 6 = 1"]);
    }

    #[test]
    fn a_quantity_is_read_with_care() {
        let stocked = true;
        for (quantity, stocked, paid, expected) in [
            (2, stocked, 100, Units::Counted(2)),
            (144, stocked, 100, Units::Counted(144)),
            (0, stocked, 0, Units::Nothing),
            (0, stocked, 99, Units::NothingPaid),
            (3, !stocked, 300, Units::Counted(3)),
            (10_004, !stocked, 2_617, Units::Measured),
            (-1, stocked, 0, Units::Nothing),
        ] {
            assert_eq!(units(quantity, stocked, paid), expected, "{quantity} {paid}");
        }
    }
}
