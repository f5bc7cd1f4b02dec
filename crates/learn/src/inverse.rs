//! The inverse of a symmetric, positive definite matrix, by blocks that stay in the processor's cache.

/// Rows that are eliminated at once.
const BLOCK: usize = 32;

/// Replaces a matrix of `size` rows, one behind the other, by its inverse: Gauss and Jordan's elimination, which needs no
/// pivots where the matrix is positive definite.
///
/// # Panics
///
/// Where the matrix is not square.
pub fn invert(matrix: &mut [f32], size: usize) {
    assert_eq!(matrix.len(), size * size, "a square");
    let mut panel = Vec::new();
    for first in (0..size).step_by(BLOCK) {
        let rows = first..(first + BLOCK).min(size);
        let pivot = invert_small(matrix, size, rows.clone());
        multiply_panel(matrix, size, rows.clone(), &pivot, &mut panel);
        for row in (0..size).filter(|row| !rows.contains(row)) {
            eliminate(&mut matrix[row * size..(row + 1) * size], rows.clone(), &panel, size);
        }
        matrix[rows.start * size..rows.end * size].copy_from_slice(&panel);
    }
}

/// The inverse of a block on the diagonal.
fn invert_small(matrix: &[f32], size: usize, rows: std::ops::Range<usize>) -> Vec<f64> {
    let width = rows.len();
    let cell = |row: usize, column: usize| f64::from(matrix[(rows.start + row) * size + rows.start + column]);
    let mut small: Vec<f64> = (0..width * width).map(|at| cell(at / width, at % width)).collect();
    for pivot in 0..width {
        let by = 1.0 / small[pivot * width + pivot];
        small[pivot * width + pivot] = 1.0;
        small[pivot * width..(pivot + 1) * width].iter_mut().for_each(|cell| *cell *= by);
        for row in (0..width).filter(|row| *row != pivot) {
            let factor = std::mem::take(&mut small[row * width + pivot]);
            for column in 0..width {
                small[row * width + column] -= factor * small[pivot * width + column];
            }
        }
    }
    small
}

/// The block's rows times its inverse; in the block itself, the inverse.
fn multiply_panel(
    matrix: &[f32],
    size: usize,
    rows: std::ops::Range<usize>,
    pivot: &[f64],
    panel: &mut Vec<f32>,
) {
    let width = rows.len();
    panel.clear();
    panel.resize(width * size, 0.0);
    for (row, into) in panel.chunks_exact_mut(size).enumerate() {
        for other in 0..width {
            let by = pivot[row * width + other] as f32;
            let from = &matrix[(rows.start + other) * size..(rows.start + other + 1) * size];
            into.iter_mut().zip(from).for_each(|(into, from)| *into += by * from);
        }
        for (column, cell) in into[rows.clone()].iter_mut().enumerate() {
            *cell = pivot[row * width + column] as f32;
        }
    }
}

/// Takes the panel out of another row. Four of the panel's rows at once: the row is read and written a quarter as often.
fn eliminate(row: &mut [f32], block: std::ops::Range<usize>, panel: &[f32], size: usize) {
    let factors: Vec<f32> = row[block.clone()].iter_mut().map(std::mem::take).collect();
    for (factors, panel) in factors.chunks(4).zip(panel.chunks(4 * size)) {
        if let [a, b, c, d] = *factors {
            let (ab, cd) = panel.split_at(2 * size);
            let ((pa, pb), (pc, pd)) = (ab.split_at(size), cd.split_at(size));
            for ((((cell, pa), pb), pc), pd) in row.iter_mut().zip(pa).zip(pb).zip(pc).zip(pd) {
                *cell -= a * pa + b * pb + c * pc + d * pd;
            }
        } else {
            for (factor, panel) in factors.iter().zip(panel.chunks(size)) {
                row.iter_mut().zip(panel).for_each(|(cell, panel)| *cell -= factor * panel);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    #[test]
    fn a_matrix_times_its_inverse_is_one() {
        for size in [1, 5, 32, 33, 100] {
            let mut chance = Chance::new(3);
            let root: Vec<f32> = (0..size * size).map(|_| chance.normal() as f32).collect();
            let product = |a: &[f32], b: &[f32], row: usize, column: usize| -> f32 {
                (0..size).map(|k| a[row * size + k] * b[k * size + column]).sum()
            };
            let transposed: Vec<f32> =
                (0..size * size).map(|at| root[at % size * size + at / size]).collect();
            let square: Vec<f32> = (0..size * size)
                .map(|at| {
                    let (row, column) = (at / size, at % size);
                    let ridge = if row == column { size as f32 } else { 0.0 };
                    product(&root, &transposed, row, column) + ridge
                })
                .collect();
            let mut inverse = square.clone();
            invert(&mut inverse, size);
            for at in 0..size * size {
                let (row, column) = (at / size, at % size);
                let expected = if row == column { 1.0 } else { 0.0 };
                assert!((product(&square, &inverse, row, column) - expected).abs() < 1e-3, "{size} {at}");
            }
        }
    }
}
