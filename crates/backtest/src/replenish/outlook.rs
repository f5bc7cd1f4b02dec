//! What each morning expects of the days to come, from nothing but the mornings before it and what is planned.

use super::items::Item;
use super::shelf::START_DAY;
use crate::forecast::panel::{CLOSED, DAYS, Panel};
use crate::forecast::plan::{Plan, weekday};
use crate::forecast::replay;
use realtail_learn::counts::Counts;
use realtail_learn::replenish::{Outlook, Scatter};

/// Days that a morning looks ahead: the most that a supplier takes and a day more, a review, and some that a batch lasts.
pub const AHEAD_DAYS: usize = 12;
/// How far off a level often is, as a share of it. Chosen on the days 140 to 199.
const DOUBT: f64 = 0.15;

/// Units expected of an item on each of the days ahead, for each morning from the first on.
pub type Means = Vec<[f32; AHEAD_DAYS]>;

/// What is expected of each item.
pub fn means(panel: &Panel, plan: &Plan, items: &[Item]) -> Vec<Means> {
    let products: Vec<u32> = items.iter().map(|item| item.product).collect();
    let mut demand = replay::opened(panel, &products);
    for item in items {
        item.store.into_iter().for_each(|store| demand.follow(item.product, store));
    }
    let mut means = vec![Means::new(); items.len()];
    replay::replay(panel, plan, DAYS - 1, &mut demand, |morning, demand| {
        if morning < START_DAY {
            return;
        }
        let expected = |item: &Item, day: usize| {
            if day == CLOSED {
                return 0.0;
            }
            let promotions = plan.on(day.min(DAYS - 1));
            demand.formula(item.product, item.store, usize::from(weekday(day)), promotions) as f32
        };
        for (item, means) in items.iter().zip(&mut means) {
            means.push(std::array::from_fn(|ahead| expected(item, morning + ahead)));
        }
    });
    means
}

/// The outlook of each morning.
pub fn outlooks(item: &Item, means: &Means) -> Vec<Outlook> {
    let mut scatter = Scatter::default();
    let outlook = |(ahead, asked): (&[f32; AHEAD_DAYS], &u32)| {
        let days = ahead.map(|mean| Counts::new(f64::from(mean), scatter.spread()));
        scatter.seen(f64::from(ahead[0]), f64::from(*asked));
        Outlook::new(&days, DOUBT, 1)
    };
    means.iter().zip(&item.units[START_DAY..]).map(outlook).collect()
}
