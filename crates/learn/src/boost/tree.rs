//! Grown trees: what they say of a row, and what they asked it.

use super::bins::Table;
use serde::{Deserialize, Serialize};

/// One question, and where each answer leads.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Split {
    pub column: u16,
    /// The greatest bin that goes left; only of use while the tree is grown.
    #[serde(skip)]
    pub bin: u8,
    pub bound: f32,
    pub unknown_left: bool,
    pub left: Next,
    pub right: Next,
    /// What the question made smaller.
    pub gain: f32,
}

/// Another split, or a leaf.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum Next {
    Split(u16),
    Leaf(u16),
}

/// One tree.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Tree {
    /// The first is the root.
    pub splits: Vec<Split>,
    pub leaves: Vec<f32>,
}

impl Tree {
    pub fn is_stump(&self) -> bool {
        self.splits.is_empty()
    }

    pub fn shrink(&mut self, rate: f64) {
        for leaf in &mut self.leaves {
            *leaf *= rate as f32;
        }
    }

    fn value(&self, cell: impl Fn(usize) -> f32) -> f32 {
        let mut next = Next::Split(0);
        loop {
            match next {
                Next::Leaf(leaf) => return self.leaves[usize::from(leaf)],
                Next::Split(split) => {
                    let split = &self.splits[usize::from(split)];
                    let cell = cell(usize::from(split.column));
                    let left = if cell.is_nan() { split.unknown_left } else { cell <= split.bound };
                    next = if left { split.left } else { split.right };
                }
            }
        }
    }
}

/// Trees whose values add up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Trees {
    start: f64,
    trees: Vec<Tree>,
}

impl Trees {
    pub(super) fn new(start: f64) -> Trees {
        Trees { start, trees: Vec::new() }
    }

    pub(super) fn parts(&self) -> (f64, &[Tree]) {
        (self.start, &self.trees)
    }

    pub(super) fn push(&mut self, tree: Tree) {
        self.trees.push(tree);
    }

    /// The raw score of a row, to which the row's own offset is to be added.
    pub fn score(&self, row: &[f32]) -> f64 {
        self.start + self.trees.iter().map(|tree| f64::from(tree.value(|column| row[column]))).sum::<f64>()
    }

    /// The raw scores of all rows of a table.
    pub fn scores(&self, table: &Table) -> Vec<f64> {
        let mut scores = vec![self.start; table.rows()];
        for tree in &self.trees {
            for (row, score) in scores.iter_mut().enumerate() {
                *score += f64::from(tree.value(|column| table.column(column)[row]));
            }
        }
        scores
    }

    /// How much smaller all questions about each column made the loss, as shares of the whole.
    pub fn importance(&self, columns: usize) -> Vec<f64> {
        let mut gains = vec![0.0; columns];
        for split in self.trees.iter().flat_map(|tree| &tree.splits) {
            gains[usize::from(split.column)] += f64::from(split.gain);
        }
        let total = gains.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        gains.into_iter().map(|gain| gain / total).collect()
    }
}
