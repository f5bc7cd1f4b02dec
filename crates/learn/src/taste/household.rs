//! What one household bought: its items, kinds and categories, when and where it shops.

use super::habit::Habit;
use super::promotions::{Promotions, week};
use super::{Article, Basket};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Habits in the order in which they began, and where each stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Habits {
    places: FxHashMap<u32, u32>,
    all: Vec<(u32, Habit)>,
}

impl Habits {
    /// What is known of one.
    pub fn of(&self, what: u32) -> Option<&Habit> {
        self.places.get(&what).map(|place| &self.all[*place as usize].1)
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (u32, &Habit)> {
        self.all.iter().map(|(what, habit)| (*what, habit))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether nothing was bought yet.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Notes that the purchase learnt last was of something advertised.
    fn advertised(&mut self, what: u32) {
        if let Some(place) = self.places.get(&what) {
            self.all[*place as usize].1.advertised += 1;
        }
    }

    /// Takes over the habits of another household. Its baskets and these are numbered as if each one's newest came last.
    fn join(&mut self, other: &Habits, own_later: u32, others_later: u32) {
        for (_, habit) in &mut self.all {
            *habit = habit.later(own_later);
        }
        for (what, habit) in other.iter() {
            let habit = habit.later(others_later);
            let next = self.all.len() as u32;
            match *self.places.entry(what).or_insert(next) {
                place if place == next => self.all.push((what, habit)),
                place => self.all[place as usize].1.join(&habit),
            }
        }
    }

    /// Learns of a purchase; says whether it is the first.
    fn learn(&mut self, what: u32, day: f32, basket: u32) -> bool {
        let next = self.all.len() as u32;
        let place = *self.places.entry(what).or_insert(next);
        if place == next {
            self.all.push((what, Habit::default()));
        }
        let habit = &mut self.all[place as usize].1;
        // Two items of a kind in one basket are one purchase of the kind.
        if habit.count == 0 || habit.last_basket != basket {
            habit.learn(day, basket);
        }
        place == next
    }
}

/// A household.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Household {
    /// Baskets so far.
    pub baskets: u32,
    /// Sum of their sizes, in items.
    pub lines: u32,
    /// The size of baskets of late, in items.
    pub size_recent: f32,
    /// Days between visits of late.
    pub gap_recent_days: f32,
    /// When the first basket was bought, in days.
    pub first_day: f32,
    /// When the last basket was bought, in days.
    pub last_day: f32,
    /// How many items of the last baskets were bought for the first time, as a share.
    pub newness_recent: f32,
    /// How many items of the last baskets were advertised, as a share.
    pub advertised_recent: f32,
    /// Items.
    pub items: Habits,
    /// Kinds of items.
    pub kinds: Habits,
    /// Categories.
    pub categories: Habits,
    /// Makers.
    pub makers: Habits,
    /// Visits to each store, of late.
    stores: Vec<(u32, f32)>,
}

/// What the latest visit counts for in what is said "of late".
const LATEST: f32 = 0.15;

impl Household {
    /// Learns of a basket.
    pub(super) fn learn(&mut self, basket: &Basket<'_>, articles: &[Article], promotions: &Promotions) {
        let Basket { store, day, items, .. } = *basket;
        let size = items.len() as f32;
        let (mut fresh, mut advertised) = (0.0, 0.0);
        for item in items {
            let article = articles[*item as usize];
            fresh += f32::from(u8::from(self.items.learn(*item, day, self.baskets)));
            if promotions.of(*item, week(day), Some(store)).mailer_here {
                self.items.advertised(*item);
                advertised += 1.0;
            }
            self.kinds.learn(article.kind, day, self.baskets);
            self.categories.learn(article.category, day, self.baskets);
            self.makers.learn(article.maker, day, self.baskets);
        }
        let newness = fresh / size.max(1.0);
        if self.baskets == 0 {
            self.first_day = day;
            self.advertised_recent = advertised / size.max(1.0);
            (self.size_recent, self.newness_recent, self.gap_recent_days) = (size, newness, 7.0);
        } else {
            self.size_recent += LATEST * (size - self.size_recent);
            self.newness_recent += LATEST * (newness - self.newness_recent);
            self.advertised_recent += LATEST * (advertised / size - self.advertised_recent);
            self.gap_recent_days += LATEST * ((day - self.last_day).max(0.0) - self.gap_recent_days);
        }
        self.last_day = if self.baskets == 0 { day } else { day.max(self.last_day) };
        self.baskets += 1;
        self.lines += items.len() as u32;
        self.visit(store);
    }

    /// Takes over all that is known of another household, which was the same one all along.
    pub(super) fn join(&mut self, other: &Household) {
        if self.baskets == 0 || other.baskets == 0 {
            if self.baskets == 0 {
                self.clone_from(other);
            }
            return;
        }
        let (own_later, others_later) = (other.baskets, self.baskets);
        for (own, others) in [
            (&mut self.items, &other.items),
            (&mut self.kinds, &other.kinds),
            (&mut self.categories, &other.categories),
            (&mut self.makers, &other.makers),
        ] {
            own.join(others, own_later, others_later);
        }
        if other.last_day > self.last_day {
            self.size_recent = other.size_recent;
            self.gap_recent_days = other.gap_recent_days;
            self.newness_recent = other.newness_recent;
            self.advertised_recent = other.advertised_recent;
        }
        self.baskets += other.baskets;
        self.lines += other.lines;
        self.first_day = self.first_day.min(other.first_day);
        self.last_day = self.last_day.max(other.last_day);
        for (store, visits) in &other.stores {
            match self.stores.iter_mut().find(|(own, _)| own == store) {
                Some((_, own)) => *own += visits,
                None => self.stores.push((*store, *visits)),
            }
        }
    }

    /// Where it shops most of late; nothing before the first basket.
    pub fn store(&self) -> Option<u32> {
        let most = self.stores.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        most.map(|(store, _)| *store)
    }

    fn visit(&mut self, store: u32) {
        for (_, visits) in &mut self.stores {
            *visits *= 1.0 - LATEST;
        }
        match self.stores.iter_mut().find(|(other, _)| *other == store) {
            Some((_, visits)) => *visits += 1.0,
            None => self.stores.push((store, 1.0)),
        }
    }
}
