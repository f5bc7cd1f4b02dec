//! What is told to the trees of a household and an item at a moment.

use super::habit::Habit;
use super::household::Household;
use super::promotions::week;
use super::{Article, Taste};

/// How many numbers describe a household and an item.
pub const COUNT: usize = 56;

/// How many numbers tell what is planned.
pub const AHEAD: usize = 4;

/// A household at a moment.
pub struct Moment<'a> {
    pub(super) taste: &'a Taste,
    pub(super) number: u32,
    /// The household as it stands.
    pub household: &'a Household,
    /// When, in days since 1970.
    pub day: f32,
    store: Option<u32>,
}

impl<'a> Moment<'a> {
    /// Of a household that never bought, nothing is known but what everybody buys.
    pub fn of(taste: &'a Taste, household: u32, day: f32) -> Moment<'a> {
        let number = household;
        let household = taste.household(number).unwrap_or(&taste.nobody);
        Moment { taste, number, household, day, store: household.store() }
    }

    /// The numbers of an item; what is not known is not a number.
    pub fn features(&self, item: u32) -> [f32; COUNT] {
        let article = self.taste.article(item);
        let mut row = Row { cells: [f32::NAN; COUNT], next: 0 };
        let own = self.household.items.of(item);
        let faded = own.map_or([0.0; 4], |own| own.faded(self.day));
        self.habit(own, faded, &mut row);
        self.needs(own, faded[1], article, &mut row);
        self.household(&mut row);
        self.demand(item, &mut row);
        row.add(self.promotions(item, week(self.day)));
        row.add([self.taste.likeness.of(self.number, item).unwrap_or(f32::NAN)]);
        debug_assert_eq!(row.next, COUNT);
        row.cells
    }

    fn habit(&self, habit: Option<&Habit>, faded: [f32; 4], row: &mut Row) {
        let Some(habit) = habit else { return row.skip(19) };
        let baskets = self.household.baskets;
        let (age, age_baskets) = (self.day - habit.last_day, (baskets - habit.last_basket) as f32);
        let count = habit.count as f32;
        row.add([count, count / baskets as f32, count / (baskets - habit.first_basket) as f32]);
        row.add(faded);
        row.add(habit.faded_baskets(baskets));
        row.add([age, age_baskets, habit.gap_days(), age / habit.gap_days().max(0.5)]);
        row.add([habit.gap_baskets(), age_baskets / habit.gap_baskets().max(0.5)]);
        row.add([habit.gap_scatter(), if habit.count > 1 { habit.last_gap_days } else { f32::NAN }]);
        row.add([age / (self.day - habit.first_day).max(0.5), habit.advertised as f32 / count]);
    }

    /// How much the household needs the item's kind and category, and how much of it is this item.
    fn needs(&self, own: Option<&Habit>, own_faded: f32, article: Article, row: &mut Row) {
        for habit in [self.household.kinds.of(article.kind), self.household.categories.of(article.category)] {
            let Some(habit) = habit else {
                row.skip(7);
                continue;
            };
            let age = self.day - habit.last_day;
            let faded = habit.faded(self.day);
            row.add([faded[1], faded[3], age, age / habit.gap_days().max(0.5)]);
            row.add([own.map_or(0.0, |own| own.count as f32) / habit.count as f32]);
            row.add([own.map_or(f32::NAN, |own| habit.last_basket.saturating_sub(own.last_basket) as f32)]);
            row.add([own_faded / faded[1].max(1e-6)]);
        }
    }

    fn household(&self, row: &mut Row) {
        let Household { baskets, lines, size_recent, gap_recent_days, newness_recent, .. } = *self.household;
        row.add([baskets as f32, size_recent, gap_recent_days, newness_recent]);
        row.add([self.household.advertised_recent]);
        row.add([self.day - self.household.last_day, lines as f32 / self.household.items.len() as f32]);
    }

    fn demand(&self, item: u32, row: &mut Row) {
        let demand = self.taste.demand(item);
        let [week, month, season] = demand.daily(self.day);
        row.add([week, month, season]);
        row.add([(week + 0.1) / (season + 0.1), (month + 0.1) / (season + 0.1)]);
        row.add([demand.buyers as f32, demand.baskets as f32 / demand.buyers.max(1) as f32]);
        row.add([self.day - demand.first_day]);
        let here = self.store.and_then(|store| self.taste.shelves.daily(store, item, self.day));
        let [here, age] = here.unwrap_or([0.0, f32::NAN]);
        row.add([here, here / season.max(1e-3), age]);
    }

    fn promotions(&self, item: u32, week: u32) -> [f32; 4] {
        let planned = self.taste.promotions.of(item, week, self.store);
        let [mailer, display] =
            [planned.mailer_here, planned.display_here].map(|here| f32::from(u8::from(here)));
        [planned.mailer, planned.display, mailer, display]
    }

    /// What is planned for an item in the week after this one, in which the household may come.
    pub fn ahead(&self, item: u32) -> [f32; AHEAD] {
        self.promotions(item, week(self.day) + 1)
    }
}

struct Row {
    cells: [f32; COUNT],
    next: usize,
}

impl Row {
    fn add<const N: usize>(&mut self, cells: [f32; N]) {
        self.cells[self.next..self.next + N].copy_from_slice(&cells);
        self.next += N;
    }

    fn skip(&mut self, cells: usize) {
        self.next += cells;
    }
}
