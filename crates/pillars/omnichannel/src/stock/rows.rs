//! Where the cell of an item at a site stands: a row for each item, its sites in order.
//!
//! Whoever asks for one site mostly asks for all of them, a router or a promise; then a row is read from end to end,
//! where a table by hash would be somewhere else in memory for each.

use super::Cell;
use crate::catalogue::{ItemNo, SiteNo};
use realtail_kernel::Paged;
use std::collections::BTreeSet;

/// The rows of all items.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows(Vec<Vec<(SiteNo, u32)>>);

impl Rows {
    pub fn row(&self, item: ItemNo) -> &[(SiteNo, u32)] {
        self.0.get(item.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The number of the cell, where there is one.
    #[inline]
    pub fn find(&self, item: ItemNo, site: SiteNo) -> Option<u32> {
        let row = self.row(item);
        place(row, site).ok().map(|place| row[place].1)
    }

    /// The numbers of an item's cells, in the order of their sites.
    pub fn of(&self, item: ItemNo) -> impl Iterator<Item = u32> {
        self.row(item).iter().map(|(_, cell)| *cell)
    }

    /// Enters a cell that is not there yet.
    pub fn enter(&mut self, item: ItemNo, site: SiteNo, cell: u32) {
        let item = item.0 as usize;
        if self.0.len() <= item {
            self.0.resize_with(item + 1, Vec::new);
        }
        let row = &mut self.0[item];
        if let Err(place) = place(row, site) {
            row.insert(place, (site, cell));
        }
    }

    /// The rows of these items alone.
    pub fn only(&self, items: &BTreeSet<ItemNo>) -> Rows {
        let mut rows = Rows::default();
        for item in items {
            rows.0.resize_with(item.0 as usize + 1, Vec::new);
            rows.0[item.0 as usize] = self.row(*item).to_vec();
        }
        rows
    }
}

/// The cells of one item.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(super) cells: &'a Paged<Cell>,
    pub(super) places: &'a [(SiteNo, u32)],
}

impl<'a> Row<'a> {
    /// The cell at a site, if the item was ever there.
    #[inline]
    pub fn cell(self, site: SiteNo) -> Option<&'a Cell> {
        let place = place(self.places, site).ok()?;
        self.cells.get(self.places[place].1 as usize)
    }
}

/// Where a site stands in a row, or would stand. It cannot stand behind its own number, and stands right there where
/// the item has been at every site before it.
#[inline]
fn place(row: &[(SiteNo, u32)], site: SiteNo) -> Result<usize, usize> {
    let guess = site.0 as usize;
    match row.get(guess) {
        Some((at, _)) if *at == site => Ok(guess),
        _ => row[..guess.min(row.len())].binary_search_by_key(&site, |(at, _)| *at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_where_it_was_entered_and_nowhere_else() {
        let orders: [&[u32]; 5] = [&[0, 1, 2, 3], &[3, 2, 1, 0], &[7], &[9, 0, 4, 2], &[]];
        for sites in orders {
            let mut rows = Rows::default();
            for (cell, site) in (10..).zip(sites) {
                rows.enter(ItemNo(2), SiteNo(*site), cell);
            }
            for site in 0..12 {
                let entered = sites.iter().position(|at| *at == site).map(|at| 10 + at as u32);
                assert_eq!(rows.find(ItemNo(2), SiteNo(site)), entered, "{sites:?} at {site}");
                assert_eq!(rows.find(ItemNo(1), SiteNo(site)), None);
                assert_eq!(rows.find(ItemNo(3), SiteNo(site)), None);
            }
            let only = rows.only(&BTreeSet::from([ItemNo(2)]));
            assert!(only.of(ItemNo(2)).eq(rows.of(ItemNo(2))));
            assert_eq!(rows.of(ItemNo(2)).count(), sites.len());
        }
    }
}
