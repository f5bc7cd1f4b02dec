//! Gradient-boosted trees over binned columns: grown leaf by leaf, from histograms.
//!
//! The method is that of LightGBM (Ke and others, NeurIPS 2017): columns are cut into at most 255 bins once, a tree
//! always splits the leaf that gains most, and the histogram of the larger child is what the smaller one leaves over.
//! An offset is added to every raw score, so the trees learn only what a formula does not know yet. The same rows and
//! the same settings give the same trees on every machine: rows and columns are drawn from a seed.

mod bins;
mod forest;
mod grow;
mod objective;
mod tree;

pub use bins::{Bins, Table};
pub use forest::Forest;
pub use objective::Objective;
pub use tree::Trees;

use crate::chance::Chance;
use grow::Grower;

/// How trees are grown.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How many trees.
    pub trees: usize,
    /// Leaves of one tree, at most.
    pub leaves: usize,
    /// The share of a leaf's best value that is taken.
    pub rate: f64,
    /// Rows that a leaf holds at least.
    pub leaf_rows: usize,
    /// Added to the curvature of a leaf, in units of weight: draws its value to nothing.
    pub shrinkage: f64,
    /// The share of rows each tree is grown from.
    pub row_share: f64,
    /// The share of columns each tree may split on.
    pub column_share: f64,
    /// Seed of both draws.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            trees: 150,
            leaves: 31,
            rate: 0.05,
            leaf_rows: 50,
            shrinkage: 5.0,
            row_share: 0.6,
            column_share: 0.6,
            seed: 1,
        }
    }
}

/// What is learnt from.
pub struct Rows<'a> {
    /// The columns, cut into bins.
    pub binned: &'a bins::Binned,
    /// What was seen, one a row.
    pub target: &'a [f32],
    /// How much each row counts; empty where all count the same.
    pub weight: &'a [f32],
    /// Where the raw score of each row begins; empty where all begin at the objective's own constant.
    pub offset: &'a [f32],
}

/// Grows trees one after the other, each from what those before it left over.
///
/// # Panics
///
/// Where target, weight, offset and columns do not have the same number of rows.
pub fn fit(rows: &Rows<'_>, bins: &Bins, objective: Objective, settings: &Settings) -> Trees {
    let count = rows.binned.rows();
    assert_eq!(rows.target.len(), count, "one target a row");
    assert!(rows.weight.is_empty() || rows.weight.len() == count, "one weight a row, or none");
    assert!(rows.offset.is_empty() || rows.offset.len() == count, "one offset a row, or none");

    let start = if rows.offset.is_empty() { objective.constant(rows.target, rows.weight) } else { 0.0 };
    let mut scores: Vec<f32> =
        if rows.offset.is_empty() { vec![start as f32; count] } else { rows.offset.to_vec() };
    let mut trees = Trees::new(start);
    let mut chance = Chance::new(settings.seed);
    let mut grower = Grower::new(rows.binned, bins, settings);
    let mut slopes = vec![[0f32; 2]; count];
    for _ in 0..settings.trees {
        objective.slopes(&scores, rows.target, rows.weight, &mut slopes);
        let drawn = draw(count, settings.row_share, &mut chance);
        let columns = draw_columns(rows.binned.columns(), settings.column_share, &mut chance);
        let mut tree = grower.grow(&slopes, drawn, &columns);
        if tree.is_stump() {
            continue;
        }
        if objective.renews_leaves() {
            grower.renew(&mut tree, objective, &scores, rows.target, rows.weight);
        }
        tree.shrink(settings.rate);
        grower.add(&tree, &mut scores);
        trees.push(tree);
    }
    trees
}

fn draw(rows: usize, share: f64, chance: &mut Chance) -> Vec<u32> {
    let all = 0..rows as u32;
    if share >= 1.0 { all.collect() } else { all.filter(|_| chance.unit() < share).collect() }
}

/// In ascending order, and never none.
fn draw_columns(columns: usize, share: f64, chance: &mut Chance) -> Vec<usize> {
    let wanted = ((columns as f64 * share).round() as usize).clamp(1, columns.max(1));
    let mut all: Vec<usize> = (0..columns).collect();
    for at in 0..wanted.min(columns) {
        let other = at + chance.below(columns - at);
        all.swap(at, other);
    }
    all.truncate(wanted);
    all.sort_unstable();
    all
}

#[cfg(test)]
mod tests;
