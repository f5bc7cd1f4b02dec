//! What is asked, and what is answered with its reason: lists for a customer, for a basket and for an item.

use super::rankers::{PLAIN_VERSION, Question};
use super::{No, Rankers, Tastes, days};
use crate::models::Models;
use realtail_kernel::{CustomerId, Instant, ItemId};
use realtail_learn::taste::features::Moment;
use realtail_learn::taste::habit::Habit;
use realtail_learn::taste::{Scored, complete, discover, next};

/// Memories of a habit: a month, a season.
const MONTH: usize = 1;
const SEASON: usize = 2;

/// What is asked. Where the customer is not named, or nothing may be used of the customer, what everybody buys is told.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'a> {
    /// What the customer will most likely buy again next.
    NextBasket,
    /// What the customer never bought and will most likely buy next.
    NewToCustomer,
    /// What goes with a basket; by the basket alone where nothing may be used of the customer.
    Basket(&'a [ItemId]),
    /// What does for an item: bought by the same people, and not together with it.
    Substitutes(&'a ItemId),
    /// What is like an item: of its kind, bought by the same people.
    Similar(&'a ItemId),
}

/// A list, and which model says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// Which model; a plain rule where no version of it serves.
    pub model: &'static str,
    /// Which version of it.
    pub version: String,
    /// The items, the best first.
    pub listed: Vec<Listed>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The item.
    pub item: ItemId,
    /// Comparable within one list only.
    pub score: f64,
    /// Why it is there.
    pub because: Because,
}

/// Why an item is listed. It tells of the customer who asks, and of baskets without their owners; never of somebody else.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    /// The customer buys it.
    Bought {
        /// In so many baskets.
        times: u32,
        /// The last time, so many days ago.
        last_days: f64,
        /// Every so many days, where it was bought more than once.
        every_days: Option<f64>,
    },
    /// It is bought together with an item of the basket, or one that the customer buys.
    With {
        /// Which.
        with: ItemId,
        /// Baskets with both.
        together: u32,
        /// Baskets with that item.
        of: u32,
    },
    /// It is of a category with the item that was asked about, and the same people buy it.
    Alike,
    /// It is of a kind with the item that was asked about.
    OfAKind,
    /// Everybody buys it.
    Popular,
}

/// What a customer bought of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Bought {
    /// The item.
    pub item: ItemId,
    /// In so many baskets.
    pub times: u32,
    /// Purchases that fade within a month.
    pub lately: f64,
}

impl Models {
    /// Answers what is asked, as things stand at a time of the retailer's world. `customer` is named only where the
    /// customer agrees that habits are used. Items that were never heard of are passed over.
    pub fn list(
        &self,
        asked: &Asked<'_>,
        customer: Option<&CustomerId>,
        as_of: Instant,
        max: usize,
    ) -> Listing {
        let (tastes, rankers) = (&self.tastes, &self.rankers);
        let household = customer.and_then(|customer| tastes.people.get(customer));
        let answer = Answer { tastes, rankers, household, day: days(as_of), max };
        match asked {
            Asked::NextBasket => answer.next_basket(),
            Asked::NewToCustomer => answer.new_to_customer(),
            Asked::Basket(items) => {
                let mut basket: Vec<No> = items.iter().filter_map(|item| tastes.goods.get(item)).collect();
                basket.sort_unstable();
                basket.dedup();
                answer.basket(&basket)
            }
            Asked::Substitutes(item) => answer.of_item(item, "substitutes"),
            Asked::Similar(item) => answer.of_item(item, "similar-items"),
        }
    }

    /// How much a customer bought of each item within a season, what is older weighing less; nothing is 0.
    pub fn fondness(&self, customer: &CustomerId, items: &[ItemId], as_of: Instant) -> Vec<f64> {
        let (tastes, day) = (&self.tastes, days(as_of));
        let household = tastes.people.get(customer).and_then(|no| tastes.taste.household(no));
        let fondness = |item: &ItemId| {
            let habit = household?.items.of(tastes.goods.get(item)?)?;
            Some(f64::from(habit.faded(day)[SEASON]))
        };
        items.iter().map(|item| fondness(item).unwrap_or(0.0)).collect()
    }

    /// All that a customer bought, and how much of it lately.
    pub fn bought(&self, customer: &CustomerId, as_of: Instant) -> Vec<Bought> {
        let (tastes, day) = (&self.tastes, days(as_of));
        let household = tastes.people.get(customer).and_then(|no| tastes.taste.household(no));
        let each = household.into_iter().flat_map(|household| household.items.iter());
        let bought = |(no, habit): (No, &Habit)| {
            let item = tastes.goods.name(no)?.clone();
            Some(Bought { item, times: habit.count, lately: f64::from(habit.faded(day)[MONTH]) })
        };
        each.filter_map(bought).collect()
    }
}

/// One question of one customer, or of nobody.
struct Answer<'a> {
    tastes: &'a Tastes,
    rankers: &'a Rankers,
    household: Option<No>,
    day: f32,
    max: usize,
}

impl Answer<'_> {
    /// A number that no customer has.
    const NOBODY: No = No::MAX;

    fn moment(&self) -> Moment<'_> {
        Moment::of(&self.tastes.taste, self.household.unwrap_or(Self::NOBODY), self.day)
    }

    fn next_basket(&self) -> Listing {
        let taste = &self.tastes.taste;
        let household = self.household.unwrap_or(Self::NOBODY);
        let because = |item: No| self.bought(item).unwrap_or(Because::Popular);
        match self.rankers.serving(Question::Next).filter(|_| taste.household(household).is_some()) {
            Some(serving) => {
                let own = serving.ranker.rank(&next::candidates(&self.moment()), self.max);
                let new = |item: No| self.moment().household.items.of(item).is_none();
                let list = taste.filled(own, self.max, new);
                self.told(Question::Next.model(), serving.version.as_str(), list, because)
            }
            None => {
                let list = taste.plain_next(household, self.day, self.max);
                self.told(Question::Next.plain(), PLAIN_VERSION, list, because)
            }
        }
    }

    fn new_to_customer(&self) -> Listing {
        let taste = &self.tastes.taste;
        let household = self.household.unwrap_or(Self::NOBODY);
        let because = |item: No| self.near_to_own(item).unwrap_or(Because::Popular);
        match self.rankers.serving(Question::New).filter(|_| taste.household(household).is_some()) {
            Some(serving) => {
                let list = serving.ranker.rank(&discover::candidates(&self.moment()), self.max);
                self.told(Question::New.model(), serving.version.as_str(), list, because)
            }
            None => {
                let list = taste.plain_new(household, self.day, self.max);
                self.told(Question::New.plain(), PLAIN_VERSION, list, because)
            }
        }
    }

    fn basket(&self, basket: &[No]) -> Listing {
        let because = |item: No| {
            let near = self.near_to(item, basket);
            near.or_else(|| self.bought(item)).unwrap_or(Because::Popular)
        };
        match self.rankers.serving(Question::Basket).filter(|_| !basket.is_empty()) {
            Some(serving) => {
                let list = serving.ranker.rank(&complete::candidates(&self.moment(), basket), self.max);
                self.told(Question::Basket.model(), serving.version.as_str(), list, because)
            }
            None => {
                let list = self.tastes.taste.plain_complete(basket, self.max);
                self.told(Question::Basket.plain(), PLAIN_VERSION, list, because)
            }
        }
    }

    /// What does for an item, or is like it: first what is of its kind.
    fn of_item(&self, item: &ItemId, model: &'static str) -> Listing {
        let taste = &self.tastes.taste;
        let Some(no) = self.tastes.goods.get(item) else {
            return self.told(model, PLAIN_VERSION, Vec::new(), |_| Because::Popular);
        };
        let mut list = match model {
            "substitutes" => taste.instead_of(no, self.max),
            _ => taste.similar_to(no, self.max),
        };
        let kind = taste.article(no).kind;
        let is_of_kind = |other: No| taste.article(other).kind == kind;
        let of_kind =
            taste.popular_beside(no).filter(|other| list.iter().all(|scored| scored.item != *other));
        let of_kind: Vec<No> = of_kind.collect();
        list.extend(of_kind.into_iter().map(|item| Scored { item, score: 0.0 }));
        // What is of its kind comes before what is only of its category.
        list.sort_by_key(|scored| !is_of_kind(scored.item));
        list.truncate(self.max);
        let because = |item: No| if is_of_kind(item) { Because::OfAKind } else { Because::Alike };
        self.told(model, PLAIN_VERSION, list, because)
    }

    fn told(
        &self,
        model: &'static str,
        version: &str,
        list: Vec<Scored>,
        because: impl Fn(No) -> Because,
    ) -> Listing {
        let listed = |scored: Scored| {
            let item = self.tastes.goods.name(scored.item)?.clone();
            Some(Listed { item, score: f64::from(scored.score), because: because(scored.item) })
        };
        Listing { model, version: version.to_owned(), listed: list.into_iter().filter_map(listed).collect() }
    }

    fn bought(&self, item: No) -> Option<Because> {
        let habit = self.tastes.taste.household(self.household?)?.items.of(item)?;
        let every = f64::from(habit.gap_days());
        Some(Because::Bought {
            times: habit.count,
            last_days: f64::from((self.day - habit.last_day).max(0.0)),
            every_days: (every > 0.0).then_some(every),
        })
    }

    /// Of what the customer buys, what speaks for an item most: the nearest, by how much of it was bought within a season.
    fn near_to_own(&self, item: No) -> Option<Because> {
        let together = self.tastes.taste.together();
        let own = &self.tastes.taste.household(self.household?)?.items;
        let each = together.near(item).iter().filter_map(|near| {
            let weight = own.of(near.item)?.faded(self.day)[SEASON];
            Some((near, weight * together.cosine(item, near)))
        });
        let (near, _) = each.max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some(Because::With {
            with: self.tastes.goods.name(near.item)?.clone(),
            together: near.count as u32,
            of: together.baskets(near.item) as u32,
        })
    }

    /// The item of a basket that speaks for another most.
    fn near_to(&self, item: No, basket: &[No]) -> Option<Because> {
        let together = self.tastes.taste.together();
        let each = basket.iter().map(|with| {
            let both = together.both(item, *with);
            (*with, both, both * together.scale(*with))
        });
        let (with, both, _) = each.filter(|(_, both, _)| *both > 0.0).max_by(|a, b| a.2.total_cmp(&b.2))?;
        Some(Because::With {
            with: self.tastes.goods.name(with)?.clone(),
            together: both as u32,
            of: together.baskets(with) as u32,
        })
    }
}
