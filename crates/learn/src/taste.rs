//! What each household is likely to want: its next basket, what it never bought, what its basket lacks, which offers.
//!
//! Everything here is kept current by each basket, so an answer knows of the purchase that was made a moment ago. The
//! state is counts that fade ([`habit`], [`demand`]) and pairs ([`together`]); what is made of them is decided by boosted
//! trees ([`crate::boost`]), which are grown now and then from what the state said before baskets that are known by now.

pub mod complete;
pub mod demand;
pub mod discover;
pub mod features;
pub mod habit;
pub mod household;
pub mod likeness;
pub mod lists;
pub mod next;
pub mod offers;
pub mod plain;
pub mod popular;
pub mod promotions;
pub mod ranker;
mod similar;
pub mod together;

use demand::{Demand, Group, Shelves};
use household::Household;
use likeness::Likeness;
use popular::Popular;
use promotions::Promotions;
use serde::{Deserialize, Serialize};
use together::Together;

/// The most bought items that are known.
const POPULAR: usize = 100;
/// The same of each kind and category.
const POPULAR_OF_GROUP: usize = 12;

/// What an item is, as numbers that the caller gives out from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The narrowest group of items that do for one another.
    pub kind: u32,
    /// The next wider group.
    pub category: u32,
    /// Who makes it.
    pub maker: u32,
}

/// A basket as it is learnt.
#[derive(Clone, Copy, Debug)]
pub struct Basket<'a> {
    /// Whose; numbers are dense.
    pub household: u32,
    /// In which store; numbers are dense.
    pub store: u32,
    /// When, in days since 1970.
    pub day: f32,
    /// What, each item once.
    pub items: &'a [u32],
}

/// An item and how strongly it is recommended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// Which item.
    pub item: u32,
    /// Comparable within one list only.
    pub score: f32,
}

/// All that is known of households and items.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Taste {
    articles: Vec<Article>,
    households: Vec<Household>,
    /// Whoever is not known.
    nobody: Household,
    demand: Vec<Demand>,
    /// Who bought each item, in the order of their first purchases.
    buyers: Vec<Vec<u32>>,
    kinds: Vec<Group>,
    categories: Vec<Group>,
    popular: Popular,
    shelves: Shelves,
    together: Together,
    /// Found now and then from all households.
    pub likeness: Likeness,
    /// What is planned.
    pub promotions: Promotions,
}

impl Taste {
    /// Knows of these items, numbered from 0, and of no purchase yet.
    pub fn new(articles: Vec<Article>) -> Taste {
        let mut taste = Taste::default();
        for article in articles {
            taste.list(article);
        }
        taste
    }

    /// Adds an item to the range; tells its number.
    pub fn list(&mut self, article: Article) -> u32 {
        self.make_room(article);
        self.articles.push(article);
        self.demand.push(Demand::default());
        self.buyers.push(Vec::new());
        self.articles.len() as u32 - 1
    }

    /// Takes in that an item is of other groups from now on. What was learnt of the former ones stays with those.
    ///
    /// # Panics
    ///
    /// Where the item was never listed.
    pub fn list_anew(&mut self, item: u32, article: Article) {
        self.make_room(article);
        self.articles[item as usize] = article;
    }

    fn make_room(&mut self, article: Article) {
        for (groups, group) in [(&mut self.kinds, article.kind), (&mut self.categories, article.category)] {
            if groups.len() <= group as usize {
                groups.resize_with(group as usize + 1, Group::default);
            }
        }
    }

    /// Forgets a household: its habits, and that it was among the buyers of anything. What everybody bought stays.
    pub fn forget(&mut self, household: u32) {
        let Some(known) = self.households.get_mut(household as usize) else { return };
        let gone = std::mem::take(known);
        for (item, _) in gone.items.iter() {
            self.buyers[item as usize].retain(|buyer| *buyer != household);
        }
        self.likeness.forget(household);
    }

    /// Takes in that two households were one all along: `household` is forgotten, and `into` has its habits too.
    pub fn join(&mut self, household: u32, into: u32) {
        let Some(known) = self.household(household).filter(|_| household != into).cloned() else { return };
        if self.households.len() <= into as usize {
            self.households.resize_with(into as usize + 1, Household::default);
        }
        for (item, _) in known.items.iter() {
            if self.households[into as usize].items.of(item).is_none() {
                self.buyers[item as usize].push(into);
            }
        }
        self.forget(household);
        self.households[into as usize].join(&known);
    }

    /// Learns of a basket: the household's habits, everybody's demand and the pairs.
    ///
    /// # Panics
    ///
    /// Where an item was never listed.
    pub fn learn(&mut self, basket: &Basket<'_>) {
        self.learn_shopping(basket);
        self.together.learn(basket.items);
    }

    /// Learns of a basket all but the pairs.
    ///
    /// # Panics
    ///
    /// Where an item was never listed.
    pub fn learn_shopping(&mut self, basket: &Basket<'_>) {
        let Basket { household, store, day, items } = *basket;
        self.learn_goods(store, day, items, Some(household));
        self.learn_household(basket);
    }

    /// Learns of a basket of which nobody knows whose it is: everybody's demand and the pairs.
    ///
    /// # Panics
    ///
    /// Where an item was never listed.
    pub fn learn_guest(&mut self, store: u32, day: f32, items: &[u32]) {
        self.learn_goods(store, day, items, None);
        self.together.learn(items);
    }

    fn learn_goods(&mut self, store: u32, day: f32, items: &[u32], household: Option<u32>) {
        for item in items {
            let is_new =
                |household: &u32| self.household(*household).is_none_or(|h| h.items.of(*item).is_none());
            let first_time = household.filter(is_new);
            if let Some(household) = first_time {
                self.buyers[*item as usize].push(household);
            }
            let first_time = first_time.is_some();
            let demand = &mut self.demand[*item as usize];
            demand.learn(day, first_time);
            let strength = demand.strength;
            self.popular.learn(*item, strength, POPULAR);
            self.shelves.learn(store, *item, day);
            let Article { kind, category, .. } = self.articles[*item as usize];
            for group in [&mut self.kinds[kind as usize], &mut self.categories[category as usize]] {
                group.demand.learn(day, first_time);
                group.popular.learn(*item, strength, POPULAR_OF_GROUP);
            }
        }
    }

    /// Learns what a basket says of its household alone.
    ///
    /// # Panics
    ///
    /// Where an item was never listed.
    pub fn learn_household(&mut self, basket: &Basket<'_>) {
        let household = basket.household as usize;
        if self.households.len() <= household {
            self.households.resize_with(household + 1, Household::default);
        }
        self.households[household].learn(basket, &self.articles, &self.promotions);
    }

    /// A household, if it bought before.
    pub fn household(&self, household: u32) -> Option<&Household> {
        self.households.get(household as usize).filter(|household| household.baskets > 0)
    }

    /// What an item is.
    ///
    /// # Panics
    ///
    /// Where the item was never listed.
    pub fn article(&self, item: u32) -> Article {
        self.articles[item as usize]
    }

    /// How many households bought anything.
    pub fn shoppers(&self) -> usize {
        self.households.iter().filter(|household| household.baskets > 0).count()
    }

    /// Everybody's purchases of an item.
    ///
    /// # Panics
    ///
    /// Where the item was never listed.
    pub fn demand(&self, item: u32) -> &Demand {
        &self.demand[item as usize]
    }

    /// The most bought items of late, strongest first.
    pub fn popular(&self) -> impl Iterator<Item = u32> {
        self.popular.items()
    }

    /// The most bought items of one item's kind of late, strongest first, that item not among them.
    ///
    /// # Panics
    ///
    /// Where the item was never listed.
    pub fn popular_beside(&self, item: u32) -> impl Iterator<Item = u32> {
        let kind = &self.kinds[self.article(item).kind as usize];
        kind.popular.items().filter(move |other| *other != item)
    }

    /// Which items are bought together.
    pub fn together(&self) -> &Together {
        &self.together
    }

    /// How many items are listed.
    pub fn items(&self) -> u32 {
        self.articles.len() as u32
    }
}

/// Strongest first, equals by number; only the first `length` are kept.
pub fn strongest(mut scored: Vec<Scored>, length: usize) -> Vec<Scored> {
    let order = |a: &Scored, b: &Scored| b.score.total_cmp(&a.score).then(a.item.cmp(&b.item));
    if scored.len() > length {
        scored.select_nth_unstable_by(length, order);
        scored.truncate(length);
    }
    scored.sort_unstable_by(order);
    scored
}

#[cfg(test)]
mod tests;
