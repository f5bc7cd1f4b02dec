//! The state that the engine would hold, fed with the visits one by one.

use super::prepare::{Cut, Receipts, Visit};
use anyhow::Result;
use realtail_journey::{Journey, Product, Promotion};
use realtail_learn::taste::promotions::{Means, Promotions};
use realtail_learn::taste::{Article, Basket, Taste};
use rustc_hash::FxHashMap;

/// Week 1 of the data is the 2452nd since 1970 in which a Monday comes first.
const WEEK_BEFORE: u32 = 2451;

/// Numbers given out in the order in which words are met.
#[derive(Default)]
pub struct Numbers(FxHashMap<String, u32>);

impl Numbers {
    /// The number of a word.
    pub fn of(&mut self, word: String) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(word).or_insert(next)
    }
}

/// What each item of a cut is.
pub fn articles(receipts: &Receipts, cut: &Cut) -> Vec<Article> {
    let (mut kinds, mut categories) = (Numbers::default(), Numbers::default());
    let mut article = |product: &u32| {
        let Product { department, category, kind, maker, .. } = &receipts.products[*product as usize];
        let category = format!("{department:?} {category:?}");
        Article {
            kind: kinds.of(format!("{category} {kind:?}")),
            category: categories.of(category),
            maker: maker.map_or(0, |maker| maker as u32),
        }
    };
    cut.items.iter().map(&mut article).collect()
}

/// The promotions of the items of a cut, in the weeks up to one month after it.
pub fn promotions(all: &[Promotion], receipts: &Receipts, cut: &Cut) -> Promotions {
    let items = cut.items.iter().enumerate();
    let items: FxHashMap<u32, u32> =
        items.map(|(item, product)| (receipts.products[*product as usize].product, item as u32)).collect();
    let mut planned = Promotions::default();
    for promotion in all {
        let Some(item) = items.get(&promotion.product) else { continue };
        let Ok(store) = receipts.stores.binary_search(&promotion.store) else { continue };
        let week = WEEK_BEFORE + u32::from(promotion.week);
        for (code, means) in [(promotion.mailer, Means::Mailer), (promotion.display, Means::Display)] {
            if code != b'0' {
                planned.plan(*item, store as u32, week, means);
            }
        }
    }
    planned
}

/// Reads the promotions of all products that make an item at a cut.
pub fn read_promotions(journey: &Journey, receipts: &Receipts, cut: &Cut) -> Result<Promotions> {
    let mut wanted: Vec<u32> = cut.items.iter().map(|p| receipts.products[*p as usize].product).collect();
    wanted.sort_unstable();
    let all = journey.promotions(|product| wanted.binary_search(&product).is_ok())?;
    Ok(promotions(&all, receipts, cut))
}

/// A visit as the state learns it.
pub fn basket(visit: &Visit) -> Basket<'_> {
    Basket { household: visit.household, store: visit.store, day: visit.day(), items: &visit.items }
}

/// A state with the items and promotions of a cut, and no visit yet.
pub fn state(receipts: &Receipts, cut: &Cut, promotions: Promotions) -> Taste {
    let mut taste = Taste::new(articles(receipts, cut));
    taste.promotions = promotions;
    taste
}
