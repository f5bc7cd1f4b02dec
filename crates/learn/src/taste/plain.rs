//! The plain rules: what is said before any ranker was grown, and what rankers are held against.

use super::discover::speaking;
use super::features::Moment;
use super::{Scored, Taste, next, strongest};
use rustc_hash::FxHashMap;

impl Taste {
    /// A household's own items by purchases that fade with days and with later baskets, strongest first; where there are
    /// fewer than wanted, what everybody buys most of late comes after them, with no score.
    pub fn plain_next(&self, household: u32, day: f32, length: usize) -> Vec<Scored> {
        let moment = Moment::of(self, household, day);
        let new = |item: u32| moment.household.items.of(item).is_none();
        self.filled(next::own(&moment, length), length, new)
    }

    /// What a household never bought, by how near it is to what it bought within a season (the sum of cosines, each
    /// weighted with purchases that fade), strongest first; then what everybody buys most of late, with no score.
    pub fn plain_new(&self, household: u32, day: f32, length: usize) -> Vec<Scored> {
        let moment = Moment::of(self, household, day);
        let new = |item: u32| moment.household.items.of(item).is_none();
        let near = self.together.spread(speaking(&moment).into_iter().map(|own| (own.item, [own.score])));
        let near = strongest(near.by(0).collect(), length + moment.household.items.len());
        let near = near.into_iter().filter(|scored| new(scored.item)).take(length).collect();
        self.filled(near, length, new)
    }

    /// What goes with a basket: the sum of cosines (Sarwar and others, WWW 2001), strongest first.
    pub fn plain_complete(&self, basket: &[u32], length: usize) -> Vec<Scored> {
        let mut sums: FxHashMap<u32, f32> = FxHashMap::default();
        for item in basket {
            for near in self.together.near(*item) {
                if !basket.contains(&near.item) {
                    *sums.entry(near.item).or_default() += self.together.cosine(*item, near);
                }
            }
        }
        strongest(sums.into_iter().map(|(item, score)| Scored { item, score }).collect(), length)
    }

    /// A list, and behind it, where it is too short, the most bought of late that `wanted` lets through, with no score.
    pub fn filled(&self, mut list: Vec<Scored>, length: usize, wanted: impl Fn(u32) -> bool) -> Vec<Scored> {
        let room = length - list.len();
        let more = self.popular().filter(|item| wanted(*item) && list.iter().all(|l| l.item != *item));
        let more: Vec<Scored> = more.take(room).map(unscored).collect();
        list.extend(more);
        list
    }
}

fn unscored(item: u32) -> Scored {
    Scored { item, score: 0.0 }
}
