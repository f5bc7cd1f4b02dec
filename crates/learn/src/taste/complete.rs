//! What a basket lacks: items that go with those in it, and those that the household buys anyway.

use super::features::{COUNT, Moment};
use super::next;
use super::ranker::{Candidates, Lessons};
use super::{Scored, strongest};

/// Own items that are ranked, at most.
const OWN: usize = 60;
/// Items near to those in the basket that are ranked, at most.
const NEAR: usize = 80;
/// Cells of a candidate's row.
pub const COLUMNS: usize = COUNT + 14;
const MISSES: f64 = 0.3;

/// How items go with a basket.
struct Nearness {
    cosine: Vec<f32>,
    /// The greatest probability of the item, given one in the basket.
    share: Vec<f32>,
    /// The greatest probability of one in the basket, given the item.
    back: Vec<f32>,
    /// How many in the basket are near.
    links: Vec<f32>,
    touched: Vec<u32>,
}

impl Nearness {
    fn of(moment: &Moment<'_>, basket: &[u32]) -> Nearness {
        let together = moment.taste.together();
        let items = moment.taste.items() as usize;
        let mut all = Nearness {
            cosine: vec![0.0; items],
            share: vec![0.0; items],
            back: vec![0.0; items],
            links: vec![0.0; items],
            touched: Vec::new(),
        };
        for item in basket {
            let baskets = together.baskets(*item).max(1.0);
            for near in together.near(*item) {
                let at = near.item as usize;
                let others = together.baskets(near.item);
                if all.links[at] == 0.0 {
                    all.touched.push(near.item);
                }
                all.links[at] += 1.0;
                all.cosine[at] += near.count / (baskets * others).sqrt();
                all.share[at] = all.share[at].max(near.count / baskets);
                all.back[at] = all.back[at].max(near.count / others);
            }
        }
        all
    }
}

/// What may be added to a basket of a household, as the ranker wants it; it has [`COLUMNS`] columns.
pub fn candidates(moment: &Moment<'_>, basket: &[u32]) -> Candidates {
    let near = Nearness::of(moment, basket);
    let own = next::own(moment, OWN + basket.len());
    let own: Vec<Scored> = own.into_iter().filter(|scored| !basket.contains(&scored.item)).collect();
    let best = own.first().map_or(1.0, |best| best.score);
    let by_cosine = near.touched.iter().map(|item| Scored { item: *item, score: near.cosine[*item as usize] });
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
    let mut candidates = Candidates::default();
    for item in items {
        let at = item as usize;
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
        let (cosine, links) = (near.cosine[at], near.links[at]);
        candidates.cells.extend([cosine, cosine / size, cosine / most, near.share[at], near.back[at], links]);
        candidates.cells.extend([links / size, size, known, kinds, categories, makers, same_last]);
        candidates.cells.extend([score / best]);
    }
    candidates
}

/// Where lessons are gathered.
pub fn lessons() -> Lessons {
    Lessons::new(COLUMNS, MISSES)
}
