//! Things by where they are: found by the cells around a place, without looking at all of them.

use h3o::{CellIndex, LatLng, Resolution};
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::Hash;

/// Cells are about 350 metres from one middle to the next.
const RESOLUTION: Resolution = Resolution::Nine;
/// Where cells are smallest, each ring of them reaches at least so far, and a middle is at most so far from its corners.
const RING_M: f64 = 200.0;
const CORNER_M: f64 = 300.0;

/// Things by where they are.
pub(crate) struct Near<T> {
    by_cell: FxHashMap<CellIndex, FxHashSet<T>>,
}

impl<T> Default for Near<T> {
    fn default() -> Near<T> {
        Near { by_cell: FxHashMap::default() }
    }
}

/// A place, where the degrees are some.
pub(crate) fn place(lat: f64, lon: f64) -> Option<LatLng> {
    LatLng::new(lat, lon).ok()
}

impl<T: Eq + Hash> Near<T> {
    pub fn add(&mut self, at: LatLng, thing: T) {
        self.by_cell.entry(at.to_cell(RESOLUTION)).or_default().insert(thing);
    }

    pub fn remove(&mut self, at: LatLng, thing: &T) {
        let cell = at.to_cell(RESOLUTION);
        if let Some(things) = self.by_cell.get_mut(&cell) {
            things.remove(thing);
            if things.is_empty() {
                self.by_cell.remove(&cell);
            }
        }
    }

    /// All that may be within so many metres, and some that is a little farther.
    pub fn around(&self, at: LatLng, radius_m: f64) -> Vec<&T> {
        let rings = ((radius_m + CORNER_M) / RING_M).ceil() as u32;
        // Where fewer cells have anything in them than lie around, those are looked at.
        let cells_around = 3 * rings as usize * (rings as usize + 1) + 1;
        let reach = |cell: &CellIndex| LatLng::from(*cell).distance_m(at) <= radius_m + CORNER_M;
        if self.by_cell.len() <= cells_around {
            let near = self.by_cell.iter().filter(|(cell, _)| reach(cell));
            return near.flat_map(|(_, things)| things).collect();
        }
        let cells: Vec<CellIndex> = at.to_cell(RESOLUTION).grid_disk(rings);
        cells.iter().filter_map(|cell| self.by_cell.get(cell)).flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All over the globe, and also where a cell has five sides, nobody near is missed.
    #[test]
    fn whoever_is_near_is_found() {
        let middles =
            [(52.5, 13.4), (0.0, 0.0), (-33.9, 151.2), (64.7, 10.536), (-89.9, 40.0), (1.3, 179.99)];
        for (lat, lon) in middles {
            let middle = place(lat, lon).expect("a place");
            let (mut few, mut many) = (Near::default(), Near::default());
            let mut near = Vec::new();
            // A spiral outwards, up to about five kilometres.
            for n in 0..4_000u32 {
                let (turn, out) = (f64::from(n) * 2.4, f64::from(n) * 1.25);
                let north = out * turn.cos() / 111_000.0;
                let east = out * turn.sin() / (111_000.0 * lat.to_radians().cos().abs().max(0.001));
                let Some(at) = place(lat + north, lon + east) else { continue };
                many.add(at, n);
                if n % 400 == 0 {
                    few.add(at, n);
                }
                if at.distance_m(middle) <= 2_000.0 {
                    near.push(n);
                }
            }
            let found: FxHashSet<u32> = many.around(middle, 2_000.0).into_iter().copied().collect();
            assert!(near.len() > 500, "{lat} {lon}: {}", near.len());
            assert!(near.iter().all(|n| found.contains(n)), "{lat} {lon}");
            let found: FxHashSet<u32> = few.around(middle, 2_000.0).into_iter().copied().collect();
            assert!(near.iter().filter(|n| **n % 400 == 0).all(|n| found.contains(n)), "{lat} {lon}");
        }
    }

    #[test]
    fn what_has_gone_is_not_found() {
        let mut near = Near::default();
        let at = place(52.5, 13.4).expect("a place");
        near.add(at, 1);
        near.remove(at, &1);
        assert!(near.around(at, 100.0).is_empty() && near.by_cell.is_empty());
    }
}
