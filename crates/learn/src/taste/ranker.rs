//! Ranking of candidates by boosted trees, and the lessons that the trees are grown from.

use super::{Scored, strongest};
use crate::boost::{self, Bins, Forest, Objective, Rows, Settings, Table};
use crate::chance::Chance;
use serde::{Deserialize, Serialize};

/// Items that may be recommended, each with a row of cells.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// Which.
    pub items: Vec<u32>,
    /// Their rows, one behind the other.
    pub cells: Vec<f32>,
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

    /// Notes candidates, now that it is known which of them were bought.
    pub fn note(&mut self, candidates: &Candidates, bought: &[u32], hit_is: f32, weight: f32) {
        for (item, row) in candidates.items.iter().zip(candidates.cells.chunks(self.columns)) {
            let hit = bought.contains(item);
            if hit || self.chance.unit() < self.misses {
                self.table.push(row);
                self.target.push(if hit { hit_is } else { 0.0 });
                self.weight.push(if hit { weight } else { weight / self.misses as f32 });
            }
        }
    }

    /// Rows so far.
    pub fn len(&self) -> usize {
        self.target.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.target.is_empty()
    }

    /// Grows a ranker.
    pub fn fit(&self, settings: &Settings, seeds: u64) -> Ranker {
        let bins = Bins::fit(&self.table, 128);
        let binned = bins.bin(&self.table);
        let rows = Rows { binned: &binned, target: &self.target, weight: &self.weight, offset: &[] };
        let mut ranker = Ranker { forests: Vec::new(), importance: Vec::new() };
        for seed in 0..seeds {
            let settings = Settings { seed: settings.seed + seed, ..settings.clone() };
            let trees = boost::fit(&rows, &bins, Objective::Logistic, &settings);
            ranker.forests.push(Forest::new(&trees, self.columns));
            ranker.importance = trees.importance(self.columns);
        }
        ranker
    }
}

/// Grown trees.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ranker {
    forests: Vec<Forest>,
    importance: Vec<f64>,
}

impl Ranker {
    /// The strongest candidates.
    pub fn rank(&self, candidates: &Candidates, length: usize) -> Vec<Scored> {
        let mut scores = vec![0.0; candidates.items.len()];
        for forest in &self.forests {
            for (sum, score) in scores.iter_mut().zip(forest.scores(&candidates.cells)) {
                *sum += score;
            }
        }
        let scored = candidates.items.iter().zip(scores).map(|(item, score)| Scored { item: *item, score });
        strongest(scored.collect(), length)
    }

    /// The share of each column in what was learnt.
    pub fn importance(&self) -> &[f64] {
        &self.importance
    }
}
