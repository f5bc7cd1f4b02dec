//! Half-space trees: how alone a point stands among those seen lately.
//!
//! Tan, Ting and Liu, "Fast Anomaly Detection for Streaming Data", IJCAI 2011: trees that cut a box of the space in half
//! at every node, along a dimension drawn at random, before any point is seen. Points of the last window leave their mass
//! in the nodes; a point where there is little mass, for the size of its box, stands alone.

use crate::chance::Chance;
use serde::{Deserialize, Serialize};

const TREES: usize = 25;
const DEPTH: usize = 8;
const WINDOW: u32 = 250;
/// A node of fewer points than a tenth of a window ends the walk.
const MASS_MIN: u32 = WINDOW / 10;
const NODES: usize = (1 << (DEPTH + 1)) - 1;
/// Bins of the scores' own distribution, in halves of a doubling.
const RANKS: usize = 64;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Tree {
    dimensions: Vec<u8>,
    cuts: Vec<f32>,
    known: Vec<u32>,
    latest: Vec<u32>,
}

/// Trees over points whose coordinates lie between nothing and one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Forest {
    trees: Vec<Tree>,
    in_window: u32,
    windows: u32,
    ranks: Vec<f64>,
}

impl Forest {
    /// For points of so many coordinates; the cuts depend on the seed alone.
    pub fn new(dimensions: usize, seed: u64) -> Forest {
        let mut chance = Chance::new(seed);
        let trees = (0..TREES).map(|_| Tree::new(dimensions, &mut chance)).collect();
        Forest { trees, in_window: 0, windows: 0, ranks: vec![0.0; RANKS] }
    }

    /// How rarely a point stands as alone as this one, as `-log10` of the share; then learns the point.
    ///
    /// # Panics
    ///
    /// Where the point has fewer coordinates than the forest.
    pub fn observe(&mut self, point: &[f64]) -> f64 {
        let mass: f64 = self.trees.iter_mut().map(|tree| tree.walk(point)).sum();
        self.in_window += 1;
        if self.in_window == WINDOW {
            self.in_window = 0;
            self.windows += 1;
            self.trees.iter_mut().for_each(Tree::turn);
            self.ranks.iter_mut().for_each(|weight| *weight *= 0.95);
        }
        // The first window has nothing to compare with.
        if self.windows == 0 {
            return 0.0;
        }
        let rank = ((2.0 * (1.0 + mass).log2()) as usize).min(RANKS - 1);
        self.ranks[rank] += 1.0;
        let total: f64 = self.ranks.iter().sum();
        let as_alone: f64 = self.ranks[..=rank].iter().sum();
        -(as_alone / total).log10()
    }
}

impl Tree {
    /// Each coordinate gets a range around a point drawn at random, so that trees differ in where they halve (section 3).
    fn new(dimensions: usize, chance: &mut Chance) -> Tree {
        let ranges: Vec<(f64, f64)> = (0..dimensions)
            .map(|_| {
                let middle = chance.unit();
                let reach = 2.0 * middle.max(1.0 - middle);
                (middle - reach, middle + reach)
            })
            .collect();
        let mut tree = Tree {
            dimensions: vec![0; NODES],
            cuts: vec![0.0; NODES],
            known: vec![0; NODES],
            latest: vec![0; NODES],
        };
        tree.cut(0, 0, ranges, chance);
        tree
    }

    fn cut(&mut self, node: usize, depth: usize, ranges: Vec<(f64, f64)>, chance: &mut Chance) {
        if depth == DEPTH {
            return;
        }
        let dimension = chance.below(ranges.len());
        let (low, high) = ranges[dimension];
        let middle = (low + high) / 2.0;
        self.dimensions[node] = dimension as u8;
        self.cuts[node] = middle as f32;
        for (child, range) in [(2 * node + 1, (low, middle)), (2 * node + 2, (middle, high))] {
            let mut half = ranges.clone();
            half[dimension] = range;
            self.cut(child, depth + 1, half, chance);
        }
    }

    /// The mass where the point ends among those of the last window, times the number of such boxes; leaves its own mass
    /// for the next.
    fn walk(&mut self, point: &[f64]) -> f64 {
        let (mut node, mut ended) = (0, None);
        for depth in 0..=DEPTH {
            self.latest[node] += 1;
            if ended.is_none() && (self.known[node] < MASS_MIN || depth == DEPTH) {
                ended = Some(f64::from(self.known[node]) * f64::from(1u32 << depth));
            }
            if depth < DEPTH {
                let right = point[usize::from(self.dimensions[node])] >= f64::from(self.cuts[node]);
                node = 2 * node + 1 + usize::from(right);
            }
        }
        ended.unwrap_or_default()
    }

    fn turn(&mut self) {
        std::mem::swap(&mut self.known, &mut self.latest);
        self.latest.fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_alone_is_rarer_than_one_of_the_crowd() {
        let (mut forest, mut chance) = (Forest::new(4, 9), Chance::new(2));
        let mut crowd = || (0..4).map(|_| (0.3 + 0.05 * chance.normal()).clamp(0.0, 1.0)).collect::<Vec<_>>();
        let usual: f64 = (0..5_000).map(|_| forest.observe(&crowd())).sum::<f64>() / 5_000.0;
        let alone = forest.observe(&[0.9, 0.3, 0.95, 0.3]);
        assert!(usual < 0.8 && alone > 2.0, "{usual} {alone}");
    }

    #[test]
    fn the_same_seed_tells_the_same() {
        let run = || {
            let (mut forest, mut chance) = (Forest::new(3, 5), Chance::new(8));
            let mut point = || (0..3).map(|_| chance.unit()).collect::<Vec<_>>();
            (0..1_000).map(|_| forest.observe(&point()).to_bits()).collect::<Vec<_>>()
        };
        assert_eq!(run(), run());
    }
}
