//! The next basket: which of the items that a household bought before it will buy again.

use super::features::{COUNT, Moment};
use super::{Scored, Taste, strongest};
use crate::boost::{self, Bins, Objective, Rows, Settings, Table, Trees};
use crate::chance::Chance;
use serde::{Deserialize, Serialize};

/// Own items that are ranked, at most.
const CANDIDATES: usize = 120;
/// Days after which a purchase counts for 1/e in the choice of candidates, and what it counts after a later basket.
const COLUMNS: usize = COUNT + 3;

/// The own items that are worth ranking, strongest first, by purchases that fade.
fn candidates(moment: &Moment<'_>) -> Vec<Scored> {
    let baskets = moment.household.baskets;
    let each = moment.household.items.iter().map(|(item, habit)| {
        let score = habit.faded(moment.day)[3] + 0.3 * habit.faded_baskets(baskets)[1];
        Scored { item, score }
    });
    strongest(each.collect(), CANDIDATES)
}

fn rows(moment: &Moment<'_>, each: &[Scored]) -> Vec<[f32; COLUMNS]> {
    let best = each.first().map_or(1.0, |best| best.score);
    let sum: f32 = each.iter().map(|scored| scored.score).sum();
    let row = |(rank, scored): (usize, &Scored)| {
        let mut row = [0.0; COLUMNS];
        row[..COUNT].copy_from_slice(&moment.features(scored.item));
        row[COUNT..].copy_from_slice(&[rank as f32, scored.score / best, scored.score / sum]);
        row
    };
    each.iter().enumerate().map(row).collect()
}

/// What was known before baskets that are known by now.
pub struct Lessons {
    table: Table,
    target: Vec<f32>,
    weight: Vec<f32>,
    chance: Chance,
}

impl Default for Lessons {
    fn default() -> Lessons {
        Lessons {
            table: Table::new(COLUMNS),
            target: Vec::new(),
            weight: Vec::new(),
            chance: Chance::new(11),
        }
    }
}

/// Of the items that were not bought, this share is learnt from.
const MISSES: f64 = 0.3;

impl Lessons {
    /// Notes what was known of a household at a moment, now that its next basket is known.
    pub fn note(&mut self, taste: &Taste, household: u32, day: f32, bought: &[u32]) {
        let Some(moment) = Moment::of(taste, household, day) else { return };
        let each = candidates(&moment);
        let weight = 1.0 / (bought.len() as f32).sqrt();
        for (scored, row) in each.iter().zip(rows(&moment, &each)) {
            let hit = bought.contains(&scored.item);
            if hit || self.chance.unit() < MISSES {
                self.table.push(&row);
                self.target.push(f32::from(u8::from(hit)));
                self.weight.push(if hit { weight } else { weight / MISSES as f32 });
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

    /// Grows the ranker.
    pub fn fit(&self, settings: &Settings) -> Next {
        let bins = Bins::fit(&self.table, 128);
        let binned = bins.bin(&self.table);
        let rows = Rows { binned: &binned, target: &self.target, weight: &self.weight, offset: &[] };
        Next { trees: boost::fit(&rows, &bins, Objective::Logistic, settings) }
    }
}

/// Ranks a household's own items.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Next {
    trees: Trees,
}

impl Next {
    /// The items that the household will most likely buy next, strongest first; none where it never bought.
    pub fn list(&self, taste: &Taste, household: u32, day: f32, length: usize) -> Vec<Scored> {
        let Some(moment) = Moment::of(taste, household, day) else { return Vec::new() };
        let each = candidates(&moment);
        let scored = each.iter().zip(rows(&moment, &each));
        let scored = scored.map(|(s, row)| Scored { item: s.item, score: self.trees.score(&row) as f32 });
        strongest(scored.collect(), length)
    }

    /// What the ranker asks most about.
    pub fn importance(&self) -> Vec<f64> {
        self.trees.importance(COLUMNS)
    }
}
