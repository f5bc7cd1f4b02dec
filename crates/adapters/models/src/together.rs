//! What is bought together: how often each item was in one basket with each other, what is older weighing less.
//!
//! Items are near to each other by the cosine of their baskets. Weights grow towards the present instead of shrinking
//! towards the past (forward decay: Cormode, Shkapenyuk, Srivastava and Xu 2009), so a basket costs only its own pairs.

use crate::rate::{Days, No};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Its name.
pub const MODEL: &str = "bought-together";
/// Changes whenever the same baskets would give another recommendation.
pub const VERSION: &str = "1";

/// The mean age of what is remembered, in days.
const LIFE_DAYS: Days = 180.0;
/// An item keeps so many others; up to twice as many between two clearings.
const OTHERS_MAX: usize = 256;
/// More lines than that are no basket of one shopper.
const BASKET_MAX: usize = 100;
/// Weights are scaled down when they have grown so far.
const WEIGHT_MAX: f64 = 1e12;
/// For how many baskets' evidence chance counts, so that two items that met once are no match.
const SHRINK: f64 = 2.0;

/// An item that was in a basket with another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Other {
    item: No,
    /// Baskets with both.
    baskets: u32,
    /// The same, what is older weighing less.
    weight: f32,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Companions {
    baskets: u32,
    weight: f64,
    others: Vec<Other>,
}

/// What was learned from baskets so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Together {
    /// When a basket weighed 1.
    landmark: Days,
    baskets: u64,
    items: Vec<Companions>,
}

/// An item that goes with a basket, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The item.
    pub item: No,
    /// How well it goes with all of the basket: the sum of the cosines.
    pub score: f64,
    /// The item of the basket that speaks for it most.
    pub with: No,
    /// Baskets with both.
    pub together: u32,
    /// Baskets with the item of the basket.
    pub of: u32,
}

impl Together {
    /// How many baskets it was learned from.
    pub fn baskets(&self) -> u64 {
        self.baskets
    }

    /// How many pairs of items are kept.
    pub fn pairs(&self) -> usize {
        self.items.iter().map(|item| item.others.len()).sum()
    }

    /// Takes in a basket. An item that stands in it twice counts once.
    pub fn learn(&mut self, items: &[No], at: Days) {
        let mut basket: Vec<No> = items.to_vec();
        basket.sort_unstable();
        basket.dedup();
        basket.truncate(BASKET_MAX);
        let Some(greatest) = basket.last() else { return };
        if self.items.len() <= *greatest as usize {
            self.items.resize_with(*greatest as usize + 1, Companions::default);
        }
        if self.baskets == 0 {
            self.landmark = at;
        }
        self.baskets += 1;
        let weight = self.weight(at);
        for item in &basket {
            self.items[*item as usize].learn(*item, &basket, weight);
        }
    }

    /// What a basket of that age weighs.
    fn weight(&mut self, at: Days) -> f64 {
        let weight = ((at - self.landmark) / LIFE_DAYS).exp();
        if weight < WEIGHT_MAX {
            return weight;
        }
        self.landmark = at;
        for item in &mut self.items {
            item.weight /= weight;
            item.others.iter_mut().for_each(|other| other.weight = (f64::from(other.weight) / weight) as f32);
        }
        1.0
    }

    /// The items that go best with a basket, the best first.
    pub fn with(&self, basket: &[No], at: Days, max: usize) -> Vec<Match> {
        let shrink = SHRINK * ((at - self.landmark) / LIFE_DAYS).exp().min(WEIGHT_MAX);
        let mut found: FxHashMap<No, (Match, f64)> = FxHashMap::default();
        for with in basket {
            let Some(own) = self.items.get(*with as usize) else { continue };
            for other in own.others.iter().filter(|other| !basket.contains(&other.item)) {
                let weight = self.items[other.item as usize].weight;
                let cosine = f64::from(other.weight) / ((own.weight * weight).sqrt() + shrink);
                let (item, together) = (other.item, other.baskets);
                let new = || (Match { item, score: 0.0, with: *with, together, of: own.baskets }, 0.0);
                let (found, best) = found.entry(item).or_insert_with(new);
                found.score += cosine;
                if cosine > *best {
                    *best = cosine;
                    (found.with, found.together, found.of) = (*with, together, own.baskets);
                }
            }
        }
        let mut found: Vec<Match> = found.into_values().map(|(found, _)| found).collect();
        let order = |a: &Match, b: &Match| b.score.total_cmp(&a.score).then(a.item.cmp(&b.item));
        if found.len() > max && max > 0 {
            found.select_nth_unstable_by(max - 1, order);
            found.truncate(max);
        }
        found.sort_unstable_by(order);
        found
    }
}

impl Companions {
    fn learn(&mut self, own: No, basket: &[No], weight: f64) {
        self.baskets = self.baskets.saturating_add(1);
        self.weight += weight;
        for item in basket.iter().filter(|item| **item != own) {
            match self.others.iter_mut().find(|other| other.item == *item) {
                Some(other) => {
                    other.baskets = other.baskets.saturating_add(1);
                    other.weight += weight as f32;
                }
                None => self.others.push(Other { item: *item, baskets: 1, weight: weight as f32 }),
            }
        }
        if self.others.len() >= 2 * OTHERS_MAX {
            let order = |a: &Other, b: &Other| b.weight.total_cmp(&a.weight).then(a.item.cmp(&b.item));
            self.others.select_nth_unstable_by(OTHERS_MAX - 1, order);
            self.others.truncate(OTHERS_MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_bought_together_is_found_with_its_reason() {
        let mut together = Together::default();
        // Bread 0, butter 1, milk 2, a lamp 3: butter goes with bread, milk with everything, lamps with milk once.
        for day in 0..40 {
            let basket: &[No] = match day % 4 {
                0 | 1 => &[0, 1, 2],
                2 => &[2],
                _ => &[2, 3],
            };
            together.learn(basket, f64::from(day));
        }
        let found = together.with(&[0], 40.0, 10);
        assert_eq!(found.iter().map(|found| found.item).collect::<Vec<_>>(), [1, 2], "{found:?}");
        assert_eq!((found[0].with, found[0].together, found[0].of), (0, 20, 20));
        assert!(together.with(&[0, 1, 2], 40.0, 10).iter().all(|found| found.item == 3));
        assert_eq!(together.with(&[9], 40.0, 10), []);
    }

    #[test]
    fn what_is_old_is_forgotten_and_the_lists_stay_short() {
        let mut together = Together::default();
        together.learn(&[0, 1], 0.0);
        together.learn(&[0, 1], 1.0);
        together.learn(&[0, 2], 900.0);
        assert_eq!(together.with(&[0], 900.0, 1)[0].item, 2);
        // Far into the future the weights start again, and nothing else changes.
        together.learn(&[0, 2], 20_000.0);
        assert_eq!(together.with(&[0], 20_000.0, 1)[0].item, 2);
        together.learn(&[0, 2], 20_000.5);
        for item in 10..5_000 {
            together.learn(&[0, item], 20_001.0);
        }
        assert!(together.items[0].others.len() < 2 * OTHERS_MAX);
        assert_eq!(together.with(&[0], 20_001.0, 1)[0].item, 2);
    }
}
