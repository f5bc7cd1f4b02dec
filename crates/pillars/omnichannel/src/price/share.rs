//! Splitting amounts so that the parts add up to the minor unit.

use realtail_vocabulary::PricedLine;

/// What some units of a line come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Without any tax.
    pub net: i64,
    /// All taxes.
    pub tax: i64,
    /// What the shopper paid for them.
    pub total: i64,
}

/// What the next `units_now` units of a line come to, when `units_already` were dealt with before. However a line is cut
/// into parts, and whatever their order, the parts add up to the line.
pub fn share_of(line: &PricedLine, units_already: i64, units_now: i64) -> Share {
    let of = line.quantity.units();
    let from = units_already.clamp(0, of);
    let to = units_already.saturating_add(units_now).clamp(from, of);
    let tax_of_line: i64 = line.taxes.iter().map(|tax| tax.amount).sum();
    let (before, after) = (part(line.total, from, of), part(line.total, to, of));
    // By the money rather than by the units: so no part bears more tax than it costs.
    let tax = part(tax_of_line, after, line.total) - part(tax_of_line, before, line.total);
    let total = after - before;
    Share { net: total - tax, tax, total }
}

/// What the next `now` of `of` units come to, when `before` were dealt with: the parts always add up to `amount`.
pub(crate) fn slice(amount: i64, of: i64, before: i64, now: i64) -> i64 {
    if of <= 0 {
        return 0;
    }
    part(amount, before.saturating_add(now), of) - part(amount, before, of)
}

/// `amount` × `k` ÷ `of`, rounded to the nearest, half away from nothing. All of it where `k` is `of`.
pub(super) fn part(amount: i64, k: i64, of: i64) -> i64 {
    if of == 0 {
        return amount;
    }
    if let Some(product) = amount.checked_mul(k).and_then(|p| p.checked_add(of / 2)) {
        return product.div_euclid(of);
    }
    let (amount, k, of) = (i128::from(amount), i128::from(k), i128::from(of));
    i64::try_from((amount * k + of / 2).div_euclid(of)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::slice;

    #[test]
    fn parts_add_up_however_they_are_cut() {
        for (amount, of) in [(100, 3), (1, 7), (9_999, 10), (0, 4), (7, 1), (-5, 3)] {
            let singly: i64 = (0..of).map(|n| slice(amount, of, n, 1)).sum();
            let halves = slice(amount, of, 0, of / 2) + slice(amount, of, of / 2, of - of / 2);
            assert_eq!((singly, halves), (amount, amount), "{amount} over {of}");
        }
    }
}
