//! Grown trees laid out for quick answers: eight rows go down a tree side by side, without a branch to guess.

use super::tree::{Next, Tree, Trees};
use serde::{Deserialize, Serialize};

/// A split; its answers stand one behind the other. A leaf leads back to itself.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Node {
    bound: f32,
    /// Of the row's cells, of which there are two for each column.
    cell: u16,
    /// Where a cell not above the bound leads, within the tree; the other answer is next to it.
    next: u16,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Shape {
    first: u32,
    depth: u16,
}

/// Trees that are only asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Forest {
    columns: usize,
    start: f32,
    shapes: Vec<Shape>,
    nodes: Vec<Node>,
    values: Vec<f32>,
}

/// Rows that go down a tree at once.
const SIDE_BY_SIDE: usize = 8;

impl Forest {
    /// The same trees, for rows of so many columns.
    pub fn new(trees: &Trees, columns: usize) -> Forest {
        let (start, all) = trees.parts();
        let mut forest = Forest {
            columns,
            start: start as f32,
            shapes: Vec::with_capacity(all.len()),
            nodes: Vec::new(),
            values: Vec::new(),
        };
        for tree in all {
            let first = forest.nodes.len();
            forest.nodes.push(Node { bound: 0.0, cell: 0, next: 0 });
            forest.values.push(0.0);
            let depth = forest.lay(tree, Next::Split(0), first, first);
            forest.shapes.push(Shape { first: first as u32, depth });
        }
        forest
    }

    /// Lays what hangs at a place of the tree that begins at `first`; tells how deep it is.
    fn lay(&mut self, tree: &Tree, next: Next, first: usize, place: usize) -> u16 {
        match next {
            Next::Leaf(leaf) => {
                self.nodes[place] = Node { bound: f32::INFINITY, cell: 0, next: (place - first) as u16 };
                self.values[place] = tree.leaves[usize::from(leaf)];
                0
            }
            Next::Split(split) => {
                let split = &tree.splits[usize::from(split)];
                let left = self.nodes.len();
                for _ in 0..2 {
                    self.nodes.push(Node { bound: 0.0, cell: 0, next: 0 });
                    self.values.push(0.0);
                }
                let cell = 2 * split.column + u16::from(!split.unknown_left);
                self.nodes[place] = Node { bound: split.bound, cell, next: (left - first) as u16 };
                let (a, b) =
                    (self.lay(tree, split.left, first, left), self.lay(tree, split.right, first, left + 1));
                1 + a.max(b)
            }
        }
    }

    /// How many trees.
    pub fn len(&self) -> usize {
        self.shapes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }

    /// The raw scores of rows that stand one behind the other.
    ///
    /// # Panics
    ///
    /// Where the cells are no whole number of rows.
    pub fn scores(&self, cells: &[f32]) -> Vec<f32> {
        self.scores_of(cells, 0..self.len())
    }

    /// What some of the trees add; the start counts with the first of them.
    ///
    /// # Panics
    ///
    /// Where the cells are no whole number of rows.
    pub fn scores_of(&self, cells: &[f32], trees: std::ops::Range<usize>) -> Vec<f32> {
        assert_eq!(cells.len() % self.columns, 0, "whole rows");
        let rows = cells.len() / self.columns;
        let mut scores =
            vec![if trees.start == 0 { self.start } else { 0.0 }; rows.next_multiple_of(SIDE_BY_SIDE)];
        let width = 2 * self.columns;
        let mut doubled = vec![0.0; SIDE_BY_SIDE * width];
        for (scores, cells) in
            scores.chunks_exact_mut(SIDE_BY_SIDE).zip(cells.chunks(SIDE_BY_SIDE * self.columns))
        {
            // An unknown cell stands below every bound for the splits that take it left, and above for the others.
            for (pair, cell) in doubled.chunks_exact_mut(2).zip(cells) {
                let unknown = cell.is_nan();
                pair[0] = if unknown { f32::NEG_INFINITY } else { *cell };
                pair[1] = if unknown { f32::INFINITY } else { *cell };
            }
            for shape in &self.shapes[trees.clone()] {
                self.descend(*shape, &doubled, width, scores);
            }
        }
        scores.truncate(rows);
        scores
    }

    fn descend(&self, shape: Shape, doubled: &[f32], width: usize, scores: &mut [f32]) {
        let nodes = &self.nodes[shape.first as usize..];
        let mut at = [0usize; SIDE_BY_SIDE];
        for _ in 0..shape.depth {
            for (row, at) in at.iter_mut().enumerate() {
                let node = nodes[*at];
                let cell = doubled[row * width + usize::from(node.cell)];
                *at = usize::from(node.next) + usize::from(cell > node.bound);
            }
        }
        let values = &self.values[shape.first as usize..];
        for (score, at) in scores.iter_mut().zip(at) {
            *score += values[at];
        }
    }
}
