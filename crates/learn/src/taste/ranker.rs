//! Ranking of candidates by boosted trees, and the lessons that the trees are grown from.

use super::{Scored, strongest};
use crate::boost::{self, Bins, Forest, Objective, Rows, Settings, Table};
use crate::chance::Chance;
use crate::logistic::Logistic;
use serde::{Deserialize, Serialize};

/// Items that may be recommended, each with a row of cells.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// Which.
    pub items: Vec<u32>,
    /// Their rows, one behind the other.
    pub cells: Vec<f32>,
}

impl Candidates {
    pub(super) fn with_room(rows: usize, columns: usize) -> Candidates {
        Candidates { items: Vec::with_capacity(rows), cells: Vec::with_capacity(rows * columns) }
    }
}

/// What was known before purchases that are known by now.
pub struct Lessons {
    columns: usize,
    /// The share of candidates that were not bought which is learnt from; they count the more for it.
    misses: f64,
    table: Table,
    target: Vec<f32>,
    weight: Vec<f32>,
    chance: Chance,
}

impl Lessons {
    /// None yet, of rows of so many columns.
    pub fn new(columns: usize, misses: f64) -> Lessons {
        let table = Table::new(columns);
        Lessons { columns, misses, table, target: Vec::new(), weight: Vec::new(), chance: Chance::new(11) }
    }

    /// Notes candidates, now that it is known which of them were bought. A purchase counts as much of one as `hit` says.
    pub fn note(&mut self, candidates: &Candidates, bought: &[u32], hit: f32) {
        for (item, row) in candidates.items.iter().zip(candidates.cells.chunks(self.columns)) {
            let found = bought.contains(item);
            if found || self.chance.unit() < self.misses {
                self.table.push(row);
                self.target.push(if found { hit } else { 0.0 });
                self.weight.push(if found { 1.0 } else { 1.0 / self.misses as f32 });
            }
        }
    }

    /// Fits a logistic regression to the same lessons.
    pub fn fit_logistic(&self, ridge: f64) -> Logistic {
        Logistic::fit(&self.table, self.columns, &self.target, &self.weight, ridge)
    }

    /// Grows a ranker: the mean of as many boosted models as seeds.
    pub fn fit(&self, settings: &Settings, seeds: u64) -> Ranker {
        let bins = Bins::fit(&self.table, 128);
        let binned = bins.bin(&self.table);
        let rows = Rows { binned: &binned, target: &self.target, weight: &self.weight, offset: &[] };
        let mut ranker = Ranker { forests: Vec::new() };
        for seed in 0..seeds {
            let settings = Settings { seed: settings.seed + seed, ..settings.clone() };
            let trees = boost::fit(&rows, &bins, Objective::Logistic, &settings);
            ranker.forests.push(Forest::new(&trees, self.columns));
        }
        ranker
    }
}

/// Trees that all candidates are shown to.
const EARLY: usize = 25;
/// For each place of the list that is asked for, candidates that are shown to all trees.
const STAY: usize = 2;

/// Grown trees.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ranker {
    forests: Vec<Forest>,
}

impl Ranker {
    /// The strongest candidates. The first trees of the first forest know most: only the candidates that are among the
    /// strongest by them are shown to the others.
    pub fn rank(&self, candidates: &Candidates, length: usize) -> Vec<Scored> {
        let columns = candidates.cells.len() / candidates.items.len().max(1);
        let Some(first) = self.forests.first() else { return Vec::new() };
        let early = EARLY.min(first.len());
        let scores = first.scores_of(&candidates.cells, 0..early);
        let places = scores.iter().enumerate();
        let places = places.map(|(place, score)| Scored { item: place as u32, score: *score }).collect();
        let stay = strongest(places, length.saturating_mul(STAY));
        let row = |place: u32| {
            let start = place as usize * columns;
            &candidates.cells[start..start + columns]
        };
        let cells: Vec<f32> = stay.iter().flat_map(|scored| row(scored.item)).copied().collect();
        let mut sums = first.scores_of(&cells, early..first.len());
        sums.iter_mut().zip(&stay).for_each(|(sum, scored)| *sum += scored.score);
        for forest in &self.forests[1..] {
            sums.iter_mut().zip(forest.scores(&cells)).for_each(|(sum, score)| *sum += score);
        }
        let scored = stay.iter().zip(sums);
        let scored = scored.map(|(s, score)| Scored {
            item: candidates.items[s.item as usize],
            score: score / self.forests.len() as f32,
        });
        strongest(scored.collect(), length)
    }
}
