//! Which items are bought together, kept current by each basket.
//!
//! Counts of pairs, and for each item a short list of those nearest to it by cosine (Sarwar and others, WWW 2001). The
//! list holds counts, so the cosine is always that of now; only its membership is decided when a pair is counted.

use super::Scored;
use crate::chance::Chance;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Items that are kept as near to one.
const NEAR: usize = 100;
/// Pairs that are learnt from one basket, at most; larger baskets give a sample of theirs. The pairs drawn do not count
/// for those left out: one chance meeting of two rare items would then make them near for good.
const PAIRS_MAX: usize = 300;

/// Pairs of an item that are counted at once. An item that everybody buys meets everything once: that says nothing, and
/// took half of the memory.
const PAIRS_KEPT: usize = 512;

/// How often two were bought together, and where the other stands among the near.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Pair {
    count: f32,
    place: u16,
}

const FAR: u16 = u16::MAX;

/// A near item.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Near {
    /// Which.
    pub item: u32,
    /// Baskets that held both.
    pub count: f32,
}

/// How near items are to some given ones.
pub struct Spread<const N: usize> {
    sums: Vec<[f32; N]>,
    items: Vec<u32>,
}

impl<const N: usize> Spread<N> {
    /// The sums of an item; nothings where it is not near.
    pub fn of(&self, item: u32) -> [f32; N] {
        self.sums.get(item as usize).copied().unwrap_or([0.0; N])
    }

    /// All items that are near to any, with the sums of one of the weights.
    pub fn by(&self, weight: usize) -> impl Iterator<Item = Scored> {
        self.items.iter().map(move |item| Scored { item: *item, score: self.sums[*item as usize][weight] })
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Row {
    pairs: FxHashMap<u32, Pair>,
    near: Vec<Near>,
    /// The least strength among the near, as it was when it was looked for last.
    weakest: f32,
}

impl Row {
    /// Forgets the pairs that were met least, so that no more than half of those that may be kept are left, and all that
    /// are near. What comes back begins anew, as in the lossy counting of Manku and Motwani (VLDB 2002).
    fn forget(&mut self) {
        let mut least = 1.0;
        loop {
            let stays = |pair: &Pair| pair.place != FAR || pair.count > least;
            if self.pairs.values().filter(|pair| stays(pair)).count() <= (PAIRS_KEPT / 2).max(self.near.len())
            {
                return self.pairs.retain(|_, pair| stays(pair));
            }
            least += 1.0;
        }
    }
}

/// Counts of pairs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Together {
    /// Baskets of each item, apart from the rows: they are asked for much more often.
    baskets: Vec<f32>,
    /// One over the square root of each.
    scales: Vec<f32>,
    rows: Vec<Row>,
    /// Baskets so far: the seed of the next sample, so that a restored state draws as one that never stopped.
    learnt: u64,
}

impl Together {
    /// Learns of a basket, whose items are each named once.
    pub fn learn(&mut self, items: &[u32]) {
        for item in items {
            if self.rows.len() <= *item as usize {
                self.rows.resize_with(*item as usize + 1, Row::default);
                self.baskets.resize(*item as usize + 1, 0.0);
                self.scales.resize(*item as usize + 1, 0.0);
            }
            self.baskets[*item as usize] += 1.0;
            self.scales[*item as usize] = self.baskets[*item as usize].sqrt().recip();
        }
        self.learnt += 1;
        let mut chance = Chance::new(self.learnt);
        let all = items.len() * items.len().saturating_sub(1) / 2;
        let share = if all > PAIRS_MAX { PAIRS_MAX as f64 / all as f64 } else { 1.0 };
        for (at, one) in items.iter().enumerate() {
            for other in &items[..at] {
                if share >= 1.0 || chance.unit() < share {
                    self.count(*one, *other);
                    self.count(*other, *one);
                }
            }
        }
    }

    fn count(&mut self, item: u32, other: u32) {
        let others = self.baskets[other as usize];
        let row = &mut self.rows[item as usize];
        if row.pairs.len() >= PAIRS_KEPT && !row.pairs.contains_key(&other) {
            row.forget();
        }
        let pair = row.pairs.entry(other).or_insert(Pair { count: 0.0, place: FAR });
        pair.count += 1.0;
        let count = pair.count;
        if pair.place != FAR {
            row.near[usize::from(pair.place)].count = count;
        } else if row.near.len() < NEAR {
            pair.place = row.near.len() as u16;
            row.near.push(Near { item: other, count });
            row.weakest = 0.0;
        } else if count * count > row.weakest * others {
            self.replace(item, other, count);
        }
    }

    /// Puts another item in place of the weakest, if that is weaker than it.
    fn replace(&mut self, item: u32, other: u32, count: f32) {
        let strength = |near: &Near| near.count * near.count / self.baskets[near.item as usize];
        let near = &self.rows[item as usize].near;
        let strengths = near.iter().map(strength).enumerate();
        let Some((place, weakest)) = strengths.min_by(|a, b| a.1.total_cmp(&b.1)) else { return };
        let strong = count * count / self.baskets[other as usize];
        let row = &mut self.rows[item as usize];
        row.weakest = weakest;
        if strong <= weakest {
            return;
        }
        let gone = std::mem::replace(&mut row.near[place], Near { item: other, count }).item;
        for (which, place) in [(gone, FAR), (other, place as u16)] {
            if let Some(pair) = row.pairs.get_mut(&which) {
                pair.place = place;
            }
        }
    }

    /// Baskets that were learnt from.
    pub fn learnt(&self) -> u64 {
        self.learnt
    }

    /// Baskets that held an item.
    pub fn baskets(&self, item: u32) -> f32 {
        self.baskets.get(item as usize).copied().unwrap_or(0.0)
    }

    /// How near each item is to those given: the sum of cosines, each by a weight above nothing; `N` weights at once.
    pub fn spread<const N: usize>(&self, given: impl Iterator<Item = (u32, [f32; N])>) -> Spread<N> {
        let mut spread = Spread { sums: vec![[0.0; N]; self.rows.len()], items: Vec::new() };
        for (item, weights) in given {
            let weights = weights.map(|weight| weight * self.scale(item));
            for near in self.near(item) {
                let sums = &mut spread.sums[near.item as usize];
                if *sums == [0.0; N] {
                    spread.items.push(near.item);
                }
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += weight * near.count;
                }
            }
        }
        // What is the same for all that an item is near to is multiplied once.
        for item in &spread.items {
            let scale = self.scales[*item as usize];
            spread.sums[*item as usize].iter_mut().for_each(|sum| *sum *= scale);
        }
        spread
    }

    /// One over the square root of the baskets that held an item; nothing where there is none.
    pub fn scale(&self, item: u32) -> f32 {
        self.scales.get(item as usize).copied().unwrap_or(0.0)
    }

    /// Baskets that held both.
    pub fn both(&self, item: u32, other: u32) -> f32 {
        let pair = self.rows.get(item as usize).and_then(|row| row.pairs.get(&other));
        pair.map_or(0.0, |pair| pair.count)
    }

    /// The items that are nearest to one, in no order that means anything.
    pub fn near(&self, item: u32) -> &[Near] {
        self.rows.get(item as usize).map_or(&[], |row| &row.near)
    }

    /// Baskets with both over the geometric mean of the baskets with either.
    pub fn cosine(&self, item: u32, near: &Near) -> f32 {
        near.count * self.scale(item) * self.scale(near.item)
    }
}
