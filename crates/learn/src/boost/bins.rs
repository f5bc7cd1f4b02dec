//! Columns of numbers, and their cut into bins.

use serde::{Deserialize, Serialize};

/// Columns of equal length; what is not known of a row is not a number.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: usize,
    columns: Vec<Vec<f32>>,
}

impl Table {
    /// A table of so many columns, with no row yet.
    pub fn new(columns: usize) -> Table {
        Table { rows: 0, columns: vec![Vec::new(); columns] }
    }

    /// Adds a row.
    ///
    /// # Panics
    ///
    /// Where the row has another number of cells than the table has columns.
    pub fn push(&mut self, row: &[f32]) {
        assert_eq!(row.len(), self.columns.len(), "one cell a column");
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.push(*cell);
        }
        self.rows += 1;
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// A column from the first row to the last.
    pub fn column(&self, column: usize) -> &[f32] {
        &self.columns[column]
    }
}

/// Where each column is cut. A number falls into the first bin whose upper bound is not below it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Bins {
    /// Ascending upper bounds of all bins but the last, for each column.
    cuts: Vec<Vec<f32>>,
}

/// Cells are counted as if they were not known in this bin.
pub(super) const UNKNOWN: u8 = 0;

impl Bins {
    /// Cuts each column so that the bins hold about as many rows each, and each value of a column of few values is alone.
    ///
    /// # Panics
    ///
    /// Where `max` is not from 2 to 254.
    pub fn fit(table: &Table, max: usize) -> Bins {
        assert!((2..=254).contains(&max), "2 to 254 bins");
        Bins { cuts: table.columns.iter().map(|column| cuts(column, max)).collect() }
    }

    /// The table as bins.
    pub fn bin(&self, table: &Table) -> Binned {
        let columns = table.columns.iter().zip(&self.cuts);
        let columns =
            columns.map(|(column, cuts)| column.iter().map(|cell| bin(cuts, *cell)).collect()).collect();
        Binned { rows: table.rows, columns }
    }

    /// Upper bound of a bin, which the last one does not have.
    pub(super) fn bound(&self, column: usize, bin: u8) -> f32 {
        self.cuts[column].get(usize::from(bin).saturating_sub(1)).copied().unwrap_or(f32::INFINITY)
    }

    /// How many bins a column has, that of unknown cells included.
    pub(super) fn count(&self, column: usize) -> usize {
        self.cuts[column].len() + 2
    }
}

/// A table as bins, column by column.
pub struct Binned {
    rows: usize,
    columns: Vec<Vec<u8>>,
}

impl Binned {
    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns.
    pub fn columns(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn column(&self, column: usize) -> &[u8] {
        &self.columns[column]
    }
}

fn bin(cuts: &[f32], cell: f32) -> u8 {
    if cell.is_nan() { UNKNOWN } else { 1 + cuts.partition_point(|cut| *cut < cell) as u8 }
}

/// At most `max - 1` cuts, from a sample of the column that is the same each time.
fn cuts(column: &[f32], max: usize) -> Vec<f32> {
    const SAMPLE: usize = 100_000;
    let stride = column.len().div_ceil(SAMPLE).max(1);
    let mut sample: Vec<f32> = column.iter().copied().step_by(stride).filter(|c| !c.is_nan()).collect();
    sample.sort_unstable_by(f32::total_cmp);
    let mut distinct = sample.clone();
    distinct.dedup();
    if distinct.len() <= max {
        return distinct.windows(2).map(|pair| pair[0].midpoint(pair[1])).collect();
    }
    let mut cuts: Vec<f32> = (1..max).map(|bin| sample[bin * sample.len() / max]).collect();
    cuts.dedup();
    cuts
}
