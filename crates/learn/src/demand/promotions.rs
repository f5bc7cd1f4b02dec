//! Where items are promoted, and how.

use rustc_hash::FxHashMap;

/// Where items are promoted, and how: places and their states, of each item that is promoted anywhere.
#[derive(Clone, Debug, Default)]
pub struct Promotions(FxHashMap<u32, Vec<(u32, u8)>>);

impl Promotions {
    /// An item is in a state of promotion, below [`super::STATES`], in a place.
    ///
    /// # Panics
    ///
    /// Where there is no such state.
    pub fn add(&mut self, item: u32, place: u32, state: u8) {
        assert!(usize::from(state) < super::STATES, "a state of promotion");
        self.0.entry(item).or_default().push((place, state));
    }

    /// Sorts what was added, so that it can be looked up. Of several states of an item in a place the highest stays.
    pub fn sorted(mut self) -> Promotions {
        for places in self.0.values_mut() {
            places.sort_unstable_by_key(|(place, state)| (*place, std::cmp::Reverse(*state)));
            places.dedup_by_key(|(place, _)| *place);
        }
        self
    }

    /// The state of an item in a place.
    pub fn state(&self, item: u32, place: u32) -> u8 {
        let places = self.of(item);
        places.binary_search_by_key(&place, |(place, _)| *place).map_or(0, |at| places[at].1)
    }

    pub(super) fn of(&self, item: u32) -> &[(u32, u8)] {
        self.0.get(&item).map_or(&[], Vec::as_slice)
    }
}
