//! Spreading an amount so that the parts are whole minor units and add up.

use super::share::part;
use smallvec::SmallVec;

/// The parts that something was split into.
pub(crate) type Shares = SmallVec<[i64; 32]>;

/// Splits `total` by weight: first the whole units of each part, then one more to the largest remainders; among equals to
/// the first. No part is larger than its weight where `total` is not larger than all weights together.
pub(crate) fn by_weight(total: i64, weights: &[i64]) -> Shares {
    let sum: i64 = weights.iter().sum();
    if let [_] = weights {
        return Shares::from_slice(&[total]);
    }
    if total == 0 || sum == 0 {
        return Shares::from_elem(0, weights.len());
    }
    let mut left = total;
    let mut remainders: SmallVec<[(i64, usize); 32]> = SmallVec::new();
    let mut shares = Shares::with_capacity(weights.len());
    for (n, weight) in weights.iter().enumerate() {
        let (share, remainder) = divided(total, *weight, sum);
        left -= share;
        shares.push(share);
        if remainder > 0 {
            remainders.push((-remainder, n));
        }
    }
    if left > 0 {
        // Fewer are left than there are remainders, of which no two are equal.
        let first = left as usize;
        if first == 1 {
            // By far the most frequent: nothing needs to be put in order.
            let largest = remainders.iter().min();
            largest.into_iter().for_each(|(_, n)| shares[*n] += 1);
            return shares;
        }
        if first < remainders.len() {
            remainders.select_nth_unstable(first);
        }
        remainders.iter().take(first).for_each(|(_, n)| shares[*n] += 1);
    }
    shares
}

fn divided(total: i64, weight: i64, sum: i64) -> (i64, i64) {
    match total.checked_mul(weight) {
        Some(product) => (product / sum, product % sum),
        None => {
            let product = i128::from(total) * i128::from(weight);
            let sum = i128::from(sum);
            // Both are smaller than what they were made of.
            ((product / sum) as i64, (product % sum) as i64)
        }
    }
}

/// Splits several amounts over several rows, of which each takes a given sum: all amounts and all rows come out to the
/// unit, and each row gets of each amount about as much as of the others.
pub(crate) fn over_rows(rows: &[i64], amounts: &[i64], mut each: impl FnMut(usize, usize, i64)) {
    if let [_] = amounts {
        return (0..).zip(rows).filter(|(_, row)| **row > 0).for_each(|(n, row)| each(n, 0, *row));
    }
    let sum: i64 = rows.iter().sum();
    debug_assert_eq!(sum, amounts.iter().sum::<i64>(), "rows and amounts are two ways to cut one sum");
    let mut given: SmallVec<[i64; 4]> = SmallVec::from_elem(0, amounts.len());
    let mut so_far = 0;
    for (n, row) in rows.iter().enumerate() {
        so_far += row;
        let due: SmallVec<[i64; 4]> = amounts.iter().map(|amount| part(*amount, so_far, sum)).collect();
        let mut taken: SmallVec<[i64; 4]> =
            due.iter().zip(&given).map(|(due, given)| (due - given).max(0)).collect();
        settle(*row, &mut taken, |m| amounts[m] - given[m]);
        for (m, amount) in taken.iter().enumerate() {
            given[m] += amount;
            if *amount > 0 {
                each(n, m, *amount);
            }
        }
    }
}

/// Moves what was rounded up or down to where it fits, until the row has its sum.
fn settle(row: i64, taken: &mut [i64], room: impl Fn(usize) -> i64) {
    for (m, amount) in taken.iter_mut().enumerate() {
        *amount = (*amount).min(room(m));
    }
    let mut missing = row - taken.iter().sum::<i64>();
    for (m, amount) in taken.iter_mut().enumerate() {
        let more = missing.clamp(-*amount, room(m) - *amount);
        *amount += more;
        missing -= more;
    }
}
