//! Trees over the formula: rows from past origins, and what they say of the days ahead.

use super::ahead::{Ahead, AheadDay};
use super::features::{COLUMNS, Described, Intensity};
use super::scatter::Scatter;
use super::state::Demand;
use crate::boost::{self, Bins, Objective, Rows, Settings, Table, Trees};
use crate::chance::Chance;
use crate::counts::Counts;
use serde::{Deserialize, Serialize};

/// How trees over one level of the hierarchy are grown.
#[derive(Clone, Debug)]
pub struct Growth {
    /// Of the rows that origins give, this share is learnt from.
    pub share: f64,
    /// A series counts with this power of its level: the root of its error is measured, in units.
    pub level_power: f32,
    /// Powers of the Tweedie distribution; one set of trees each, whose means are averaged.
    pub powers: Vec<f32>,
    /// How each set is grown; each has a seed of its own.
    pub settings: Settings,
}

impl Growth {
    /// For items in places.
    pub fn places() -> Growth {
        let settings = Settings { trees: 80, leaf_rows: 200, ..Settings::default() };
        Growth { share: 0.25, level_power: 0.0, powers: vec![1.4, 1.6], settings }
    }

    /// For items in all places together.
    pub fn chain() -> Growth {
        let settings = Settings { trees: 120, leaf_rows: 50, ..Settings::default() };
        Growth { share: 0.6, level_power: 0.8, powers: vec![1.4, 1.5, 1.6], settings }
    }
}

/// Series as they were described at an origin, for as long as their days ahead are not seen yet.
pub struct Origin(pub(super) Vec<Option<Described>>);

impl Demand {
    /// Describes items, in places or in all, as of now. Of an item that is not known there is nothing to say.
    pub fn origin(&self, series: &[(u32, Option<u32>)], ahead: &Ahead<'_>) -> Origin {
        let intensity = Intensity::of(self, ahead);
        let described = |(item, place): &(u32, Option<u32>)| self.describe(*item, *place, ahead, &intensity);
        Origin(series.iter().map(described).collect())
    }
}

/// Rows of past origins, whose days ahead have been seen since.
pub struct Learner {
    growth: Growth,
    table: Table,
    target: Vec<f32>,
    weight: Vec<f32>,
    offset: Vec<f32>,
    chance: Chance,
}

impl Learner {
    /// With no row yet.
    pub fn new(growth: Growth) -> Learner {
        let chance = Chance::new(growth.settings.seed);
        let table = Table::new(COLUMNS);
        Learner { growth, table, target: Vec::new(), weight: Vec::new(), offset: Vec::new(), chance }
    }

    /// The days ahead of an origin have been seen: `seen` tells the units of a series, by its place in the origin, on a
    /// day, counted from the first; what is not a number, as where the item was out of stock, is not learnt from.
    pub fn learn(&mut self, origin: &Origin, ahead: &Ahead<'_>, seen: impl Fn(usize, usize) -> f32) {
        for (at, described) in origin.0.iter().enumerate() {
            // Who never sold has no price, and nothing to be learnt from.
            let Some(described) = described.as_ref().filter(|described| described.price > 0.0) else {
                continue;
            };
            let money = (described.price / described.spread).sqrt();
            let weight = money * described.level.max(0.02).powf(self.growth.level_power);
            for (day, (offset, cells)) in described.rows.iter().enumerate() {
                if !ahead.days[day].open || self.chance.unit() >= self.growth.share {
                    continue;
                }
                let seen = seen(at, day);
                if seen.is_nan() {
                    continue;
                }
                self.table.push(cells);
                self.offset.push(*offset);
                self.target.push(seen);
                self.weight.push(weight);
            }
        }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.table.rows()
    }

    /// A hash of what is learnt from: what was seen, and what the formula said of it (FNV-1a over their bits).
    pub fn fingerprint(&self) -> u64 {
        let bits = self.target.iter().chain(&self.offset).flat_map(|number| number.to_bits().to_le_bytes());
        bits.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    /// Grows trees from all rows; without rows the formula stands alone.
    pub fn fit(&self, scatter: Scatter) -> Model {
        if self.rows() == 0 {
            return Model { sets: Vec::new(), scatter };
        }
        let bins = Bins::fit(&self.table, 64);
        let binned = bins.bin(&self.table);
        let mean = self.weight.iter().sum::<f32>() / self.weight.len().max(1) as f32;
        let weight: Vec<f32> = self.weight.iter().map(|weight| weight / mean).collect();
        let rows = Rows { binned: &binned, target: &self.target, weight: &weight, offset: &self.offset };
        let grow = |(seed, power): (u64, &f32)| {
            let settings = Settings { seed, ..self.growth.settings.clone() };
            boost::fit(&rows, &bins, Objective::Tweedie { power: *power }, &settings)
        };
        Model { sets: (1..).zip(&self.growth.powers).map(grow).collect(), scatter }
    }
}

/// Grown trees, and how far counts scatter around what they say.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Model {
    pub(super) sets: Vec<Trees>,
    pub(super) scatter: Scatter,
}

impl Model {
    /// The demand of each series on each day ahead, in units; none on a day on which the places are closed, and nothing at
    /// all of an item that is not known.
    pub fn predict(&self, origin: &Origin, ahead: &Ahead<'_>) -> Vec<Vec<Counts>> {
        let one = |described: &Described| {
            let day = |((offset, cells), day): (&(f32, Vec<f32>), &AheadDay)| {
                let mean = self.learnt(cells) * f64::from(*offset).exp();
                self.scatter.counts(if day.open { mean } else { 0.0 }, described.spread)
            };
            described.rows.iter().zip(&ahead.days).map(day).collect()
        };
        origin.0.iter().map(|described| described.as_ref().map_or(Vec::new(), one)).collect()
    }

    /// What the trees multiply the formula by, as the mean of all sets.
    pub(super) fn learnt(&self, cells: &[f32]) -> f64 {
        if self.sets.is_empty() {
            return 1.0;
        }
        self.sets.iter().map(|trees| trees.score(cells).exp()).sum::<f64>() / self.sets.len() as f64
    }
}
