//! Which lots leave a shipment when units do.

use super::LotsUnderWay;
use realtail_kernel::{Instant, LotId};

/// Units of one lot, or of none that is known.
pub(crate) type Drawn = (Option<(Instant, LotId)>, i64);

/// Draws `units` of the `total` that are under way, and tells of which lots they were: those of the lot that is named
/// and those of no lot first, else the first to expire; the rest last.
pub(crate) fn draw(lots: &mut LotsUnderWay, total: i64, units: i64, named: Option<&LotId>) -> Vec<Drawn> {
    let of_none = (total - lots.values().sum::<i64>()).max(0);
    let is_named = |key: &(Instant, LotId)| named.is_none_or(|lot| key.1 == *lot);
    let (first, last): (Vec<_>, Vec<_>) = lots.keys().cloned().partition(is_named);
    let order = first.into_iter().map(Some).chain([None]).chain(last.into_iter().map(Some));
    let (mut drawn, mut wanted) = (Vec::new(), units);
    for key in order {
        let left = key.as_ref().map_or(of_none, |key| lots[key]);
        let taken = left.min(wanted);
        if taken == 0 {
            continue;
        }
        if let Some(key) = &key {
            super::add_to(lots, key.clone(), -taken);
        }
        drawn.push((key, taken));
        wanted -= taken;
    }
    if wanted > 0 {
        drawn.push((None, wanted));
    }
    drawn
}
