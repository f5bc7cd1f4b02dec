//! What a basket lacks: items that go with those in it, and those that the household buys anyway.

use super::features::{COUNT, Moment};
use super::next;
use super::ranker::{Candidates, Lessons};
use super::{Scored, strongest};

/// Own items that are ranked, at most.
const OWN: usize = 40;
/// Items near to those in the basket that are ranked, at most.
const NEAR: usize = 50;
/// Cells of a candidate's row.
pub const COLUMNS: usize = COUNT + 14;
const MISSES: f64 = 0.3;

/// How an item goes with a basket.
#[derive(Clone, Copy, Default)]
struct Nearness {
    item: u32,
    cosine: f32,
    /// The greatest probability of the item, given one in the basket.
    share: f32,
    /// The greatest probability of one in the basket, given the item.
    back: f32,
    /// How many in the basket are near.
    links: f32,
}

/// Items near to those in a basket, and where each stands.
struct Nearby {
    /// One more than the place; nothing for items that are not near.
    places: Vec<u16>,
    all: Vec<Nearness>,
}

impl Nearby {
    fn of(moment: &Moment<'_>, basket: &[u32]) -> Nearby {
        let together = moment.taste.together();
        let mut nearby = Nearby { places: vec![0; moment.taste.items() as usize], all: Vec::new() };
        for item in basket {
            let baskets = together.baskets(*item).max(1.0);
            for near in together.near(*item) {
                let others = together.baskets(near.item);
                let place = &mut nearby.places[near.item as usize];
                if *place == 0 {
                    nearby.all.push(Nearness { item: near.item, ..Nearness::default() });
                    *place = nearby.all.len() as u16;
                }
                let nearness = &mut nearby.all[usize::from(*place) - 1];
                nearness.links += 1.0;
                nearness.cosine += together.cosine(*item, near);
                nearness.share = nearness.share.max(near.count / baskets);
                nearness.back = nearness.back.max(near.count / others);
            }
        }
        nearby
    }

    fn get(&self, item: u32) -> Nearness {
        let place = usize::from(self.places[item as usize]);
        if place == 0 { Nearness::default() } else { self.all[place - 1] }
    }
}

/// What may be added to a basket of a household, as the ranker wants it; it has [`COLUMNS`] columns.
pub fn candidates(moment: &Moment<'_>, basket: &[u32]) -> Candidates {
    let near = Nearby::of(moment, basket);
    let own = next::own(moment, OWN + basket.len());
    let own: Vec<Scored> = own.into_iter().filter(|scored| !basket.contains(&scored.item)).collect();
    let best = own.first().map_or(1.0, |best| best.score);
    let by_cosine = near.all.iter().map(|near| Scored { item: near.item, score: near.cosine });
    let by_cosine = by_cosine.filter(|scored| !basket.contains(&scored.item)).collect();
    let by_cosine = strongest(by_cosine, NEAR);
    let most = by_cosine.first().map_or(1.0, |most| most.score);
    let mut items: Vec<u32> = by_cosine.iter().chain(&own).map(|scored| scored.item).collect();
    items.sort_unstable();
    items.dedup();

    let size = basket.len() as f32;
    let articles: Vec<_> = basket.iter().map(|item| moment.taste.article(*item)).collect();
    let habits: Vec<_> = basket.iter().map(|item| moment.household.items.of(*item)).collect();
    let known = habits.iter().flatten().count() as f32 / size;
    let mut candidates = Candidates::with_room(items.len(), COLUMNS);
    for item in items {
        candidates.items.push(item);
        candidates.cells.extend(moment.features(item));
        let article = moment.taste.article(item);
        let kinds = articles.iter().filter(|other| other.kind == article.kind).count() as f32;
        let categories = articles.iter().filter(|other| other.category == article.category).count() as f32;
        let makers = articles.iter().filter(|other| other.maker == article.maker).count() as f32;
        let habit = moment.household.items.of(item);
        let same_last = |basket: u32| {
            habits.iter().flatten().filter(|habit| habit.last_basket == basket).count() as f32 / size
        };
        let same_last = habit.map_or(f32::NAN, |habit| same_last(habit.last_basket));
        let score = habit.map_or(0.0, |habit| {
            habit.faded(moment.day)[3] + 0.3 * habit.faded_baskets(moment.household.baskets)[1]
        });
        let Nearness { cosine, share, back, links, .. } = near.get(item);
        candidates.cells.extend([cosine, cosine / size, cosine / most, share, back, links]);
        candidates.cells.extend([links / size, size, known, kinds, categories, makers, same_last]);
        candidates.cells.extend([score / best]);
    }
    candidates
}

/// Where lessons are gathered.
pub fn lessons() -> Lessons {
    Lessons::new(COLUMNS, MISSES)
}
