//! Trees over the formula: rows from past origins, and what they say of the days ahead.

use super::ahead::Ahead;
use super::features::{COLUMNS, Described, Intensity};
use super::state::Demand;
use crate::boost::{self, Bins, Objective, Rows, Settings, Table, Trees};
use crate::chance::Chance;

/// Rows of past origins, whose days ahead have been seen since.
pub struct Learner {
    table: Table,
    target: Vec<f32>,
    weight: Vec<f32>,
    offset: Vec<f32>,
    chance: Chance,
    share: f64,
}

/// Series as they were described at an origin, for as long as their days ahead are not seen yet.
pub struct Origin(Vec<Option<Described>>);

impl Demand {
    /// Describes series, in places or in all, as of now.
    pub fn origin(&self, series: &[(u32, Option<u32>)], ahead: &Ahead<'_>) -> Origin {
        let intensity = Intensity::of(self, ahead);
        Origin(series.iter().map(|(item, place)| self.describe(*item, *place, ahead, &intensity)).collect())
    }
}

/// How rows count.
#[derive(Clone, Copy, Debug)]
pub struct Weighing {
    pub money: f32,
    pub level: f32,
}

impl Learner {
    /// No row yet; of each day ahead, this share is taken.
    pub fn new(share: f64) -> Learner {
        Learner { table: Table::new(COLUMNS.len()), target: Vec::new(), weight: Vec::new(), offset: Vec::new(), chance: Chance::new(3), share }
    }

    /// The days ahead of an origin have been seen: units of each series on each day.
    pub fn learn(&mut self, origin: &Origin, ahead: &Ahead<'_>, seen: impl Fn(usize, usize) -> f32, weighing: Weighing) {
        for (at, described) in origin.0.iter().enumerate() {
            let Some(described) = described else { continue };
            if !(described.price > 0.0) { continue; }
            let money = (described.price / described.spread).powf(weighing.money);
            let weight = money * described.level.max(0.02).powf(-weighing.level);
            if std::env::var("WEEKLY").is_ok() {
                for (week, rows) in described.rows.chunks(7).enumerate() {
                    if self.chance.unit() >= self.share { continue; }
                    self.table.push(&masked(&rows[3].1));
                    self.offset.push(rows.iter().map(|r| r.0.exp()).sum::<f32>().ln());
                    self.target.push((0..7).map(|d| seen(at, 7 * week + d)).sum());
                    self.weight.push(weight);
                }
                continue;
            }
            for (day, (offset, cells)) in described.rows.iter().enumerate() {
                if !ahead.days[day].open || self.chance.unit() >= self.share {
                    continue;
                }
                self.table.push(&masked(cells));
                self.offset.push(*offset);
                self.target.push(seen(at, day));
                self.weight.push(weight);
            }
        }
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.table.rows()
    }

    /// Grows trees.
    pub fn fit(&self, power: f32, settings: &Settings) -> Model {
        let bins = Bins::fit(&self.table, 64);
        let binned = bins.bin(&self.table);
        let mean = self.weight.iter().sum::<f32>() / self.weight.len() as f32;
        let weight: Vec<f32> = self.weight.iter().map(|w| w / mean).collect();
        let rows = Rows { binned: &binned, target: &self.target, weight: &weight, offset: &self.offset };
        Model { trees: boost::fit(&rows, &bins, Objective::Tweedie { power }, settings) }
    }
}

/// Grown trees.
pub struct Model {
    trees: Trees,
}

impl Model {
    /// Units of each series on each day ahead.
    pub fn means(&self, origin: &Origin) -> Vec<Vec<f64>> {
        if std::env::var("WEEKLY").is_ok() {
            return origin.0.iter().map(|d| d.as_ref().map_or(Vec::new(), |d| d.rows.chunks(7).flat_map(|rows| {
                let score = self.trees.score(&masked(&rows[3].1));
                rows.iter().map(move |r| (score + f64::from(r.0)).exp()).collect::<Vec<_>>()
            }).collect())).collect();
        }
        let one = |described: &Option<Described>| match described {
            Some(described) => {
                described.rows.iter().map(|(offset, cells)| (self.trees.score(&masked(cells)) + f64::from(*offset)).exp()).collect()
            }
            None => Vec::new(),
        };
        origin.0.iter().map(one).collect()
    }

    pub fn importance(&self) -> Vec<(f64, &'static str)> {
        let mut all: Vec<_> = self.trees.importance(COLUMNS.len()).into_iter().zip(COLUMNS).collect();
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        all
    }
}

fn masked(cells: &[f32]) -> Vec<f32> {
    static MASK: std::sync::OnceLock<Vec<bool>> = std::sync::OnceLock::new();
    let mask = MASK.get_or_init(|| {
        let names = std::env::var("DROP").unwrap_or_default();
        COLUMNS.iter().map(|c| names.split(',').any(|n| n == *c)).collect()
    });
    cells.iter().zip(mask).map(|(c, m)| if *m { 0.0 } else { *c }).collect()
}
