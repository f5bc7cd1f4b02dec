//! Plain rules: what is bought most, by everybody or by the household, and what was bought together.

use super::prepare::{Cut, DAY, Visit};
use rustc_hash::FxHashMap;

/// Days of P-Decay after which a purchase counts for 1/e, and what it counts after a later basket.
const FADING_DAYS: f64 = 150.0;
const KEPT: f64 = 0.99;
/// Days that G-Top looks back.
const TOP_DAYS: i64 = 30;

/// The household's own counts.
#[derive(Clone, Copy, Default)]
struct Own {
    count: f64,
    faded: f64,
    at: i64,
    basket: i32,
}

/// All that the plain rules know.
#[derive(Default)]
pub struct Plain {
    own: FxHashMap<u32, FxHashMap<u32, Own>>,
    baskets: FxHashMap<u32, i32>,
    /// Items by how often they were bought of late.
    top: Vec<u32>,
    counts: Vec<f64>,
    /// Baskets of each item, and those with another.
    pairs: Vec<FxHashMap<u32, u32>>,
}

impl Plain {
    /// Knows of the visits before a cut; of pairs only where asked to.
    pub fn at(cut: &Cut, pairs: bool) -> Plain {
        let mut plain = Plain { counts: vec![0.0; cut.items.len()], ..Plain::default() };
        plain.pairs.resize_with(cut.items.len(), FxHashMap::default);
        let mut late = vec![0usize; cut.items.len()];
        for visit in &cut.visits[..cut.before] {
            plain.learn(visit);
            for item in &visit.items {
                plain.counts[*item as usize] += 1.0;
                late[*item as usize] += usize::from(visit.at >= cut.at - TOP_DAYS * DAY);
            }
            if pairs {
                plain.pair(&visit.items);
            }
        }
        plain.top = (0..cut.items.len() as u32).collect();
        plain.top.sort_by_key(|item| (std::cmp::Reverse(late[*item as usize]), *item));
        plain
    }

    fn pair(&mut self, items: &[u32]) {
        for one in items {
            for other in items.iter().filter(|other| *other != one) {
                *self.pairs[*one as usize].entry(*other).or_default() += 1;
            }
        }
    }

    /// Learns what a visit says of its household.
    pub fn learn(&mut self, visit: &Visit) {
        let basket = self.baskets.entry(visit.household).or_default();
        let all = self.own.entry(visit.household).or_default();
        for item in &visit.items {
            let own = all.entry(*item).or_default();
            let faded = own.faded * fading(visit.at - own.at, *basket - own.basket);
            *own = Own { count: own.count + 1.0, faded: faded + 1.0, at: visit.at, basket: *basket };
        }
        *basket += 1;
    }

    /// Whether a household bought an item.
    pub fn owns(&self, household: u32, item: u32) -> bool {
        self.own.get(&household).is_some_and(|all| all.contains_key(&item))
    }

    /// The most bought items of late that are not among those to leave out.
    pub fn top(&self, length: usize, leave: impl Fn(u32) -> bool) -> Vec<u32> {
        self.top.iter().copied().filter(|item| !leave(*item)).take(length).collect()
    }

    /// The household's most bought items.
    pub fn own_top(&self, household: u32, length: usize) -> Vec<u32> {
        self.own_by(household, length, |own| own.count)
    }

    /// The household's items by purchases that fade.
    pub fn own_faded(&self, household: u32, at: i64, length: usize) -> Vec<u32> {
        let baskets = self.baskets.get(&household).copied().unwrap_or_default();
        self.own_by(household, length, |own| own.faded * fading(at - own.at, baskets - own.basket))
    }

    fn own_by(&self, household: u32, length: usize, score: impl Fn(&Own) -> f64) -> Vec<u32> {
        let all = self.own.get(&household).into_iter().flatten();
        ranked(all.map(|(item, own)| (*item, score(own))).collect(), length)
    }

    /// What goes with the items of a basket: the sum of cosines.
    pub fn together(&self, basket: &[u32], length: usize) -> Vec<u32> {
        let mut sums: FxHashMap<u32, f64> = FxHashMap::default();
        for item in basket {
            for (other, both) in &self.pairs[*item as usize] {
                let scale = (self.counts[*item as usize] * self.counts[*other as usize]).sqrt();
                *sums.entry(*other).or_default() += f64::from(*both) / scale;
            }
        }
        ranked(sums.into_iter().filter(|(item, _)| !basket.contains(item)).collect(), length)
    }
}

fn fading(age: i64, later: i32) -> f64 {
    (-(age as f64 / DAY as f64) / FADING_DAYS).exp() * KEPT.powi(later)
}

fn ranked(mut all: Vec<(u32, f64)>, length: usize) -> Vec<u32> {
    all.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all.into_iter().take(length).map(|(item, _)| item).collect()
}
