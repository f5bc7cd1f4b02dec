//! Growing one tree: the leaf that gains most is split, until there are leaves enough or nothing gains.

use super::Settings;
use super::bins::{Binned, Bins, UNKNOWN};
use super::objective::Objective;
use super::tree::{Next, Split, Tree};

/// Sums of slope, curvature and rows in one bin.
#[derive(Clone, Copy, Default)]
struct Cell {
    slope: f64,
    curve: f64,
    rows: u32,
}

impl Cell {
    fn and(self, other: Cell) -> Cell {
        Cell {
            slope: self.slope + other.slope,
            curve: self.curve + other.curve,
            rows: self.rows + other.rows,
        }
    }

    fn without(self, other: Cell) -> Cell {
        Cell {
            slope: self.slope - other.slope,
            curve: self.curve - other.curve,
            rows: self.rows - other.rows,
        }
    }

    /// Twice what a leaf of these rows makes smaller.
    fn gain(self, shrinkage: f64) -> f64 {
        self.slope * self.slope / (self.curve + shrinkage)
    }

    fn value(self, shrinkage: f64) -> f64 {
        -self.slope / (self.curve + shrinkage)
    }
}

/// A leaf that may still be split.
struct Leaf {
    /// Its rows, within the order of all.
    rows: std::ops::Range<usize>,
    sum: Cell,
    histogram: Vec<Cell>,
    best: Option<Best>,
    /// The split it hangs on, and on which side.
    parent: Option<(usize, bool)>,
}

#[derive(Clone, Copy)]
struct Best {
    gain: f64,
    column: usize,
    bin: u8,
    unknown_left: bool,
    left: Cell,
}

/// Keeps its memory from one tree to the next.
pub(super) struct Grower<'a> {
    binned: &'a Binned,
    bins: &'a Bins,
    settings: &'a Settings,
    /// Where the cells of each column begin in a histogram.
    starts: Vec<usize>,
    spare: Vec<Vec<Cell>>,
    order: Vec<u32>,
    aside: Vec<u32>,
    gathered: Vec<[f32; 2]>,
    /// Of the tree grown last: the rows of each leaf, within the order.
    grown: Vec<std::ops::Range<usize>>,
}

impl<'a> Grower<'a> {
    pub fn new(binned: &'a Binned, bins: &'a Bins, settings: &'a Settings) -> Grower<'a> {
        let mut starts = vec![0];
        for column in 0..binned.columns() {
            starts.push(starts[column] + bins.count(column));
        }
        Grower {
            binned,
            bins,
            settings,
            starts,
            spare: Vec::new(),
            order: Vec::new(),
            aside: Vec::new(),
            gathered: Vec::new(),
            grown: Vec::new(),
        }
    }

    /// A tree from some of the rows, with leaf values that are not shrunk by the rate yet.
    pub fn grow(&mut self, slopes: &[[f32; 2]], rows: Vec<u32>, columns: &[usize]) -> Tree {
        self.order = rows;
        let all = 0..self.order.len();
        let mut root = self.leaf(all, None);
        self.fill(&mut root, slopes, columns);
        root.sum = self.total(&root, columns);
        root.best = self.best(&root, columns);
        let mut leaves = vec![root];
        let mut tree = Tree::default();
        while leaves.len() < self.settings.leaves {
            let gains = |leaf: &Leaf| leaf.best.map_or(0.0, |best| best.gain);
            let Some(at) = (0..leaves.len()).max_by(|a, b| gains(&leaves[*a]).total_cmp(&gains(&leaves[*b])))
            else {
                break;
            };
            let Some(best) = leaves[at].best else { break };
            let leaf = leaves.swap_remove(at);
            let (left, right) = self.split(leaf, best, &mut tree, slopes, columns);
            leaves.extend([left, right]);
        }
        self.finish(leaves, &mut tree);
        tree
    }

    fn leaf(&mut self, rows: std::ops::Range<usize>, parent: Option<(usize, bool)>) -> Leaf {
        let histogram = self.spare.pop().unwrap_or_default();
        Leaf { rows, sum: Cell::default(), histogram, best: None, parent }
    }

    /// Sums the slopes of a leaf's rows by bin, for each column that may be asked.
    fn fill(&mut self, leaf: &mut Leaf, slopes: &[[f32; 2]], columns: &[usize]) {
        let rows = &self.order[leaf.rows.clone()];
        self.gathered.clear();
        self.gathered.extend(rows.iter().map(|row| slopes[*row as usize]));
        leaf.histogram.clear();
        leaf.histogram.resize(self.starts[self.starts.len() - 1], Cell::default());
        for column in columns {
            let cells = &mut leaf.histogram[self.starts[*column]..self.starts[column + 1]];
            let bins = self.binned.column(*column);
            for (row, [slope, curve]) in rows.iter().zip(&self.gathered) {
                let cell = &mut cells[usize::from(bins[*row as usize])];
                cell.slope += f64::from(*slope);
                cell.curve += f64::from(*curve);
                cell.rows += 1;
            }
        }
    }

    fn total(&self, leaf: &Leaf, columns: &[usize]) -> Cell {
        let Some(column) = columns.first() else { return Cell::default() };
        let cells = &leaf.histogram[self.starts[*column]..self.starts[column + 1]];
        cells.iter().fold(Cell::default(), |sum, cell| sum.and(*cell))
    }

    fn best(&self, leaf: &Leaf, columns: &[usize]) -> Option<Best> {
        let least = self.settings.leaf_rows.max(1) as u32;
        if leaf.sum.rows < 2 * least {
            return None;
        }
        let mut best: Option<Best> = None;
        for column in columns {
            let cells = &leaf.histogram[self.starts[*column]..self.starts[column + 1]];
            self.best_of(*column, cells, leaf.sum, least, &mut best);
        }
        best
    }

    /// Tries every cut of a column, with unknown cells on either side.
    fn best_of(&self, column: usize, cells: &[Cell], sum: Cell, least: u32, best: &mut Option<Best>) {
        let shrinkage = self.settings.shrinkage;
        let whole = sum.gain(shrinkage);
        let unknown = cells[usize::from(UNKNOWN)];
        for unknown_left in [false, true] {
            if unknown_left && unknown.rows == 0 {
                break;
            }
            let mut left = if unknown_left { unknown } else { Cell::default() };
            for (bin, cell) in cells.iter().enumerate().take(cells.len() - 1).skip(1) {
                left = left.and(*cell);
                let right = sum.without(left);
                if left.rows < least || cell.rows == 0 {
                    continue;
                }
                if right.rows < least {
                    break;
                }
                let gain = left.gain(shrinkage) + right.gain(shrinkage) - whole;
                if gain > best.map_or(1e-9, |best| best.gain) {
                    *best = Some(Best { gain, column, bin: bin as u8, unknown_left, left });
                }
            }
        }
    }

    fn split(
        &mut self,
        leaf: Leaf,
        best: Best,
        tree: &mut Tree,
        slopes: &[[f32; 2]],
        columns: &[usize],
    ) -> (Leaf, Leaf) {
        let at = tree.splits.len();
        self.hang(tree, leaf.parent, Next::Split(at as u16));
        tree.splits.push(Split {
            column: best.column as u16,
            bin: best.bin,
            bound: self.bins.bound(best.column, best.bin),
            unknown_left: best.unknown_left,
            left: Next::Leaf(0),
            right: Next::Leaf(0),
            gain: best.gain as f32,
        });
        let middle = self.part(leaf.rows.clone(), best);
        let mut left = self.leaf(leaf.rows.start..middle, Some((at, true)));
        let mut right = self.leaf(middle..leaf.rows.end, Some((at, false)));
        (left.sum, right.sum) = (best.left, leaf.sum.without(best.left));
        let (small, large) = if left.rows.len() <= right.rows.len() {
            (&mut left, &mut right)
        } else {
            (&mut right, &mut left)
        };
        self.fill(small, slopes, columns);
        self.spare.push(std::mem::replace(&mut large.histogram, leaf.histogram));
        for column in columns {
            let range = self.starts[*column]..self.starts[column + 1];
            for (cell, other) in large.histogram[range.clone()].iter_mut().zip(&small.histogram[range]) {
                *cell = cell.without(*other);
            }
        }
        left.best = self.best(&left, columns);
        right.best = self.best(&right, columns);
        (left, right)
    }

    /// Puts the rows that go left before the others, both in their order; tells where the others begin.
    fn part(&mut self, rows: std::ops::Range<usize>, best: Best) -> usize {
        let bins = self.binned.column(best.column);
        self.aside.clear();
        let mut to = rows.start;
        for at in rows.clone() {
            let row = self.order[at];
            let bin = bins[row as usize];
            let left = if bin == UNKNOWN { best.unknown_left } else { bin <= best.bin };
            if left {
                self.order[to] = row;
                to += 1;
            } else {
                self.aside.push(row);
            }
        }
        self.order[to..rows.end].copy_from_slice(&self.aside);
        to
    }

    fn hang(&self, tree: &mut Tree, parent: Option<(usize, bool)>, next: Next) {
        match parent {
            Some((split, true)) => tree.splits[split].left = next,
            Some((split, false)) => tree.splits[split].right = next,
            None => {}
        }
    }

    fn finish(&mut self, leaves: Vec<Leaf>, tree: &mut Tree) {
        self.grown.clear();
        for (number, leaf) in leaves.into_iter().enumerate() {
            self.hang(tree, leaf.parent, Next::Leaf(number as u16));
            tree.leaves.push(leaf.sum.value(self.settings.shrinkage) as f32);
            self.grown.push(leaf.rows);
            self.spare.push(leaf.histogram);
        }
    }

    /// Asks the rows of each leaf for the value that is best for them.
    pub fn renew(&self, tree: &mut Tree, objective: Objective, scores: &[f32], seen: &[f32], weight: &[f32]) {
        for (leaf, rows) in tree.leaves.iter_mut().zip(&self.grown) {
            let each = |row: &u32| {
                let row = *row as usize;
                (seen[row] - scores[row], weight.get(row).copied().unwrap_or(1.0))
            };
            let mut left: Vec<(f32, f32)> = self.order[rows.clone()].iter().map(each).collect();
            *leaf = objective.renewed(&mut left);
        }
    }

    /// Adds a tree's values to the scores of all rows, those it was not grown from included.
    pub fn add(&self, tree: &Tree, scores: &mut [f32]) {
        for (row, score) in scores.iter_mut().enumerate() {
            let mut next = Next::Split(0);
            *score += loop {
                match next {
                    Next::Leaf(leaf) => break tree.leaves[usize::from(leaf)],
                    Next::Split(split) => {
                        let split = &tree.splits[usize::from(split)];
                        let bin = self.binned.column(usize::from(split.column))[row];
                        let left = if bin == UNKNOWN { split.unknown_left } else { bin <= split.bin };
                        next = if left { split.left } else { split.right };
                    }
                }
            };
        }
    }
}
