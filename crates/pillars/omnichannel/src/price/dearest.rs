//! The positions of a basket by what a unit costs.

use super::position::Position;
use smallvec::SmallVec;

/// The positions, dearest first, among equals in their order.
#[derive(Default)]
pub(crate) struct Dearest {
    pub order: SmallVec<[u32; 32]>,
    /// Of each position its place in `order`.
    pub places: SmallVec<[u32; 32]>,
}

impl Dearest {
    pub fn of(positions: &[Position<'_>]) -> Dearest {
        let mut order: SmallVec<[u32; 32]> = (0..positions.len() as u32).collect();
        order.sort_unstable_by_key(|p| (std::cmp::Reverse(positions[*p as usize].price.amount), *p));
        let mut places: SmallVec<[u32; 32]> = SmallVec::from_elem(0, order.len());
        (0..).zip(&order).for_each(|(place, p)| places[*p as usize] = place);
        Dearest { order, places }
    }
}
