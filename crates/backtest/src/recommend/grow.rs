//! Feeding the state with a year, and growing the rankers from what it said before baskets that are known at the cut.

use super::prepare::{Cut, DAY, Receipts, Visit, day};
use super::state;
use realtail_learn::boost::Settings;
use realtail_learn::taste::features::Moment;
use realtail_learn::taste::likeness::Likeness;
use realtail_learn::taste::lists::Lists;
use realtail_learn::taste::promotions::Promotions;
use realtail_learn::taste::ranker::{Lessons, Ranker};
use realtail_learn::taste::{Taste, complete, discover, next};

const WEEK: i64 = 7 * DAY;
/// Weeks before the cut from which lessons of next baskets are taken, each at its end.
const WEEKS: i64 = 9;
/// Weeks before the cut from which lessons of single visits are taken.
const VISIT_WEEKS: i64 = 6;
/// Of the visits, each so-many-th is a lesson of what is bought at once.
const VISIT_STRIDE: usize = 3;
/// And each so-many-th is a lesson of a basket of which it is not known whose it is.
const STRANGER_STRIDE: usize = 4;
/// Households with fewer baskets are not asked about.
pub const BASKETS_MIN: u32 = 5;

/// The state at the cut, and what was grown.
pub struct Grown {
    /// Fed with all visits before the cut.
    pub taste: Taste,
    /// Lists for a visit that is some time ahead.
    pub ahead: Lists,
    /// The ranker of own items for a visit that is now.
    pub now: Ranker,
}

/// The item that is held out of a visit, and the others.
pub fn held_out(visit: &Visit) -> (u32, Vec<u32>) {
    let out = visit.items[(visit.basket % visit.items.len() as u64) as usize];
    (out, visit.items.iter().copied().filter(|item| *item != out).collect())
}

struct All {
    next: Lessons,
    now: Lessons,
    discover: Lessons,
    complete: Lessons,
}

/// Feeds and grows.
pub fn grow(receipts: &Receipts, cut: &Cut, promotions: Promotions) -> Grown {
    let mut taste = state::state(receipts, cut, promotions);
    let mut all = All {
        next: next::lessons(),
        now: next::lessons(),
        discover: discover::lessons(),
        complete: complete::lessons(),
    };
    let mut week = cut.at - WEEKS * WEEK;
    for (number, visit) in cut.visits[..cut.before].iter().enumerate() {
        while visit.at >= week {
            taste.likeness = Likeness::fit(&taste, day(week));
            all.week(&taste, cut, week);
            week += WEEK;
        }
        if visit.at >= cut.at - VISIT_WEEKS * WEEK {
            all.visit(&taste, visit, number);
        }
        taste.learn(&state::basket(visit));
    }
    taste.likeness = Likeness::fit(&taste, day(cut.at));
    let ahead = Lists {
        next: all.next.fit(&settings(150, 24, 0.07), 3),
        discover: all.discover.fit(&settings(120, 24, 0.08), 2),
        complete: all.complete.fit(&settings(120, 24, 0.1), 1),
    };
    Grown { taste, ahead, now: all.now.fit(&settings(150, 24, 0.07), 1) }
}

fn settings(trees: usize, leaves: usize, rate: f64) -> Settings {
    Settings { trees, leaves, rate, leaf_rows: 100, ..Settings::default() }
}

impl All {
    /// What was known at the end of a week, of households whose next visit lies before the cut.
    fn week(&mut self, taste: &Taste, cut: &Cut, week: i64) {
        for target in cut.targets(week).iter().filter(|target| target.visit.at < cut.at) {
            let moment = Moment::of(taste, target.household, day(week));
            let bought = &target.visit.items;
            self.next.note(&next::candidates(&moment), bought, next::hit(bought));
            if bought.iter().any(|item| moment.household.items.of(*item).is_none()) {
                self.discover.note(&discover::candidates(&moment), bought, next::hit(bought));
            }
        }
    }

    /// What was known when a visit began.
    fn visit(&mut self, taste: &Taste, visit: &Visit, number: usize) {
        let moment = Moment::of(taste, visit.household, visit.day());
        if number.is_multiple_of(VISIT_STRIDE) && moment.household.baskets >= BASKETS_MIN {
            self.now.note(&next::candidates(&moment), &visit.items, next::hit(&visit.items));
        }
        if visit.items.len() >= 3 {
            let (out, query) = held_out(visit);
            self.complete.note(&complete::candidates(&moment, &query), &[out], 1.0);
            // Whoever is not known must be answered too, from the basket alone.
            if number.is_multiple_of(STRANGER_STRIDE) {
                let stranger = Moment::of(taste, u32::MAX, visit.day());
                self.complete.note(&complete::candidates(&stranger, &query), &[out], 1.0);
            }
        }
    }
}
