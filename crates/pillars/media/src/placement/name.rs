//! Names of placements: the second at which one ends, so that it is found there, and what was drawn for it, so that nobody
//! guesses it.

use realtail_kernel::{Instant, PlacementId};

const DRAWN_BITS: u32 = 60;

/// The end of a placement that is good for so many seconds: on a whole second, so that many end at once.
pub(super) fn end_of(now: Instant, valid_s: u32) -> i64 {
    now.micros().div_euclid(1_000_000) + 1 + i64::from(valid_s)
}

pub(super) fn name_of(second: i64, drawn: u64) -> Option<PlacementId> {
    let drawn = drawn & ((1 << DRAWN_BITS) - 1);
    // Twenty-four letters: a text of that length needs no memory of its own.
    PlacementId::new(format!("{second:08x}-{drawn:015x}")).ok()
}

pub(super) fn second_of(placement: &PlacementId) -> Option<i64> {
    let (second, _) = placement.as_str().split_once('-')?;
    i64::from_str_radix(second, 16).ok()
}
