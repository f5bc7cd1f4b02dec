//! What each morning expects of the days to come, from nothing but the mornings before it and what is planned.

use super::items::Item;
use super::shelf::START_DAY;
use crate::forecast::calendar::{feast, weekday};
use crate::forecast::panel::{CLOSED, DAYS, Panel};
use crate::forecast::plan::Plan;
use crate::forecast::replay;
use realtail_learn::counts::Counts;
use realtail_learn::replenish::Outlook;

/// Days that a morning looks ahead: the most that a supplier takes and a day more, a review, and some that a batch lasts.
pub const AHEAD_DAYS: usize = 12;
/// How far off a level often is, as a share of it. Chosen on the days 140 to 199.
const DOUBT: f64 = 0.15;

/// What a morning expects of an item.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// Units on each of the days ahead.
    means: [f32; AHEAD_DAYS],
    /// Variance over mean of a day.
    spread: f32,
}

/// What is expected of an item on each morning from the first on.
pub type Means = Vec<Expected>;

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
            demand.formula(item.product, item.store, [weekday(day), feast(day)].map(usize::from), promotions)
        };
        for (item, means) in items.iter().zip(&mut means) {
            means.push(Expected {
                means: std::array::from_fn(|ahead| expected(item, morning + ahead) as f32),
                spread: demand.spread(item.product, item.store),
            });
        }
    });
    means
}

/// The outlook of each morning.
pub fn outlooks(means: &Means) -> Vec<Outlook> {
    let outlook = |expected: &Expected| {
        let days = expected.means.map(|mean| Counts::new(f64::from(mean), f64::from(expected.spread)));
        Outlook::new(&days, DOUBT, 1)
    };
    means.iter().map(outlook).collect()
}
