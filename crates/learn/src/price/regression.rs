//! Least squares from sums that each observation is added to.

use serde::{Deserialize, Serialize};

/// Columns of the regression of elasticities, the constant among them.
pub(super) const COLUMNS: usize = 6;

/// Of an observation's weight, what each later one leaves: half after 138, which are years of weeks.
const KEEP: f64 = 0.995;

/// Sums of weighted products of the columns and the target.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Sums {
    products: [[f64; COLUMNS]; COLUMNS],
    targets: [f64; COLUMNS],
    target_squares: f64,
    count: f64,
}

/// Coefficients, and the variance of each in units of the target's.
pub(super) struct Fit {
    pub coefficients: [f64; COLUMNS],
    pub leverages: [f64; COLUMNS],
    /// Squares that are left over, and how many are free.
    pub residual: f64,
    pub free: f64,
}

impl Sums {
    /// Adds an observation that counts `weight`; those before it fade.
    pub fn add(&mut self, row: [f64; COLUMNS], target: f64, weight: f64) {
        self.products.iter_mut().flatten().chain(&mut self.targets).for_each(|sum| *sum *= KEEP);
        self.target_squares *= KEEP;
        self.count *= KEEP;
        for (at, cell) in row.iter().enumerate() {
            for (sum, other) in self.products[at].iter_mut().zip(row) {
                *sum += weight * cell * other;
            }
            self.targets[at] += weight * cell * target;
        }
        self.target_squares += weight * target * target;
        self.count += 1.0;
    }

    /// Solves the normal equations. `ridge` is added to each column but the constant, in units of the target's own
    /// precision, so that a column which never moved says nothing instead of anything. Nothing where there are not more
    /// observations than columns.
    pub fn fit(&self, ridge: f64) -> Option<Fit> {
        let free = self.count - COLUMNS as f64;
        if free < 1.0 {
            return None;
        }
        let mut matrix = self.products;
        for (at, row) in matrix.iter_mut().enumerate().skip(1) {
            row[at] += ridge;
        }
        let inverse = inverse(matrix)?;
        let coefficients = inverse.map(|row| row.iter().zip(self.targets).map(|(a, b)| a * b).sum::<f64>());
        let explained: f64 = coefficients.iter().zip(self.targets).map(|(a, b)| a * b).sum();
        let residual = (self.target_squares - explained).max(0.0);
        let leverages = std::array::from_fn(|at| inverse[at][at]);
        Some(Fit { coefficients, leverages, residual, free })
    }
}

/// By Gauss and Jordan, with the greatest pivot; nothing where the matrix has no inverse.
fn inverse(mut matrix: [[f64; COLUMNS]; COLUMNS]) -> Option<[[f64; COLUMNS]; COLUMNS]> {
    let mut inverse: [[f64; COLUMNS]; COLUMNS] =
        std::array::from_fn(|row| std::array::from_fn(|column| f64::from(u8::from(row == column))));
    for column in 0..COLUMNS {
        let pivot =
            (column..COLUMNS).max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()))?;
        matrix.swap(column, pivot);
        inverse.swap(column, pivot);
        let divisor = matrix[column][column];
        if divisor.abs() < 1e-12 {
            return None;
        }
        for cell in matrix[column].iter_mut().chain(&mut inverse[column]) {
            *cell /= divisor;
        }
        let (pivot_row, pivot_inverse) = (matrix[column], inverse[column]);
        for row in (0..COLUMNS).filter(|row| *row != column) {
            let factor = matrix[row][column];
            matrix[row].iter_mut().zip(pivot_row).for_each(|(cell, pivot)| *cell -= factor * pivot);
            inverse[row].iter_mut().zip(pivot_inverse).for_each(|(cell, pivot)| *cell -= factor * pivot);
        }
    }
    Some(inverse)
}
