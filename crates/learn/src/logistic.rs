//! Logistic regression with a ridge, by Newton's method.
//!
//! Columns are taken by the logarithm of their size, which counts and ages ask for; what is not known is taken for the
//! column's mean.

use crate::boost::Table;
use crate::inverse::invert;
use serde::{Deserialize, Serialize};

/// Steps that are enough for any start: Newton's method doubles the digits with each.
const STEPS: usize = 12;

/// A fitted regression.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Logistic {
    columns: Vec<Column>,
    constant: f64,
}

/// How a column is moved and stretched, and what it counts.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Column {
    mean: f64,
    deviation: f64,
    weight: f64,
}

impl Column {
    fn standard(self, cell: f32) -> f64 {
        if cell.is_nan() { 0.0 } else { (small(cell) - self.mean) / self.deviation }
    }
}

fn small(cell: f32) -> f64 {
    f64::from(cell.signum() * cell.abs().ln_1p())
}

impl Logistic {
    /// Fits rows with targets from 0 to 1 and weights; `ridge` is added to the curvature of each standardised column.
    ///
    /// # Panics
    ///
    /// Where there is not one target and one weight for each row.
    pub fn fit(table: &Table, columns: usize, target: &[f32], weight: &[f32], ridge: f64) -> Logistic {
        assert!(target.len() == table.rows() && weight.len() == table.rows(), "one target and weight a row");
        let mut fitted = Logistic {
            columns: (0..columns).map(|column| scale(table.column(column), weight)).collect(),
            constant: 0.0,
        };
        let rows: Vec<Vec<f64>> = (0..table.rows())
            .map(|row| {
                let cells = fitted.columns.iter().enumerate();
                cells.map(|(at, column)| column.standard(table.column(at)[row])).chain([1.0]).collect()
            })
            .collect();
        let mut weights = vec![0.0; columns + 1];
        for _ in 0..STEPS {
            step(&rows, target, weight, ridge, &mut weights);
        }
        fitted.constant = weights[columns];
        fitted.columns.iter_mut().zip(weights).for_each(|(column, weight)| column.weight = weight);
        fitted
    }

    /// The raw score of a row: the logarithm of the odds.
    pub fn score(&self, row: &[f32]) -> f32 {
        let each = self.columns.iter().zip(row);
        (self.constant + each.map(|(column, cell)| column.weight * column.standard(*cell)).sum::<f64>())
            as f32
    }
}

fn scale(cells: &[f32], weight: &[f32]) -> Column {
    let (mut sum, mut squares, mut total) = (0.0, 0.0, 0.0);
    for (cell, weight) in cells.iter().zip(weight).filter(|(cell, _)| !cell.is_nan()) {
        let (cell, weight) = (small(*cell), f64::from(*weight));
        sum += weight * cell;
        squares += weight * cell * cell;
        total += weight;
    }
    let mean = if total > 0.0 { sum / total } else { 0.0 };
    let variance = if total > 0.0 { squares / total - mean * mean } else { 0.0 };
    let deviation = if variance > 1e-9 { variance.sqrt() } else { 1.0 };
    Column { mean, deviation, weight: 0.0 }
}

/// One step of Newton's method; the last column is the constant, which no ridge draws to nothing.
fn step(rows: &[Vec<f64>], target: &[f32], weight: &[f32], ridge: f64, weights: &mut [f64]) {
    let size = weights.len();
    let mut curve = vec![0.0f64; size * size];
    let mut slope: Vec<f64> = weights.iter().map(|weight| -ridge * weight).collect();
    slope[size - 1] = 0.0;
    for ((row, target), weight) in rows.iter().zip(target).zip(weight) {
        let score: f64 = row.iter().zip(weights.iter()).map(|(cell, weight)| cell * weight).sum();
        let (weight, chance) = (f64::from(*weight), 1.0 / (1.0 + (-score).exp()));
        let (left, bend) = (weight * (f64::from(*target) - chance), weight * chance * (1.0 - chance));
        for (at, cell) in row.iter().enumerate() {
            slope[at] += left * cell;
            let bent = bend * cell;
            let line = &mut curve[at * size..at * size + at + 1];
            line.iter_mut().zip(row).for_each(|(curve, other)| *curve += bent * other);
        }
    }
    let mut inverse: Vec<f32> = (0..size * size)
        .map(|at| {
            let (row, column) = (at / size, at % size);
            let shrinkage = if row != column {
                0.0
            } else if row + 1 < size {
                ridge
            } else {
                1e-6
            };
            (curve[row.max(column) * size + row.min(column)] + shrinkage) as f32
        })
        .collect();
    invert(&mut inverse, size);
    for (at, weight) in weights.iter_mut().enumerate() {
        let line = inverse[at * size..(at + 1) * size].iter().zip(&slope);
        *weight += line.map(|(cell, slope)| f64::from(*cell) * slope).sum::<f64>();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    #[test]
    fn odds_are_found_in_logarithms() {
        let mut chance = Chance::new(5);
        let mut table = Table::new(2);
        let mut target = Vec::new();
        for row in 0..20_000 {
            let x = 10.0 * chance.unit();
            let odds = 1.5 * (1.0 + x).ln() - 3.0;
            let unknown = if row % 9 == 0 { f32::NAN } else { chance.unit() as f32 };
            table.push(&[x as f32, unknown]);
            target.push(f32::from(u8::from(chance.unit() < 1.0 / (1.0 + (-odds).exp()))));
        }
        let fitted = Logistic::fit(&table, 2, &target, &vec![1.0; target.len()], 1.0);
        for x in [0.5f32, 3.0, 9.0] {
            let expected = 1.5 * x.ln_1p() - 3.0;
            assert!((fitted.score(&[x, f32::NAN]) - expected).abs() < 0.15, "{x}");
        }
    }
}
