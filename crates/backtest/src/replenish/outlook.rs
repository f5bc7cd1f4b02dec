//! What each morning expects of the days to come, from nothing but the mornings before it.

use super::items::Item;
use crate::forecast::panel::{CLOSED, DAYS, Panel};
use crate::forecast::plan::{Plan, weekday};
use crate::forecast::replay::{opened, replay};
use realtail_learn::counts::Counts;
use realtail_learn::replenish::Outlook;

/// Days that a morning looks ahead: the most that a supplier takes, and a review.
pub const AHEAD_DAYS: usize = 9;

pub struct Knobs { pub doubt: f64, pub spread_scale: f64 }

/// Expected units of each item [item][morning - start][ahead]
pub fn means(panel: &Panel, plan: &Plan, items: &[Item], start: usize) -> Vec<Vec<[f32; AHEAD_DAYS]>> {
    let mut all = vec![Vec::new(); items.len()];
    let products: Vec<u32> = items.iter().map(|item| item.product).collect();
    let mut demand = opened(panel, &products);
    for item in items { if let Some(s) = item.store { demand.follow(item.product, s); } }
    replay(panel, plan, DAYS, &mut demand, |morning, demand| {
        if morning < start || morning >= DAYS { return; }
        for (item, all) in items.iter().zip(&mut all) {
            all.push(std::array::from_fn(|ahead| {
                let day = morning + ahead;
                if day == CLOSED { 0.0 } else { demand.formula(item.product, item.store, usize::from(weekday(day)), plan.on(day.min(DAYS-1))) as f32 }
            }));
        }
    });
    all
}

/// One outlook for each morning from `start` on.
pub fn of(item: &Item, means: &[[f32; AHEAD_DAYS]], start: usize, k: &Knobs) -> Vec<Outlook> {
    let (mut sq, mut sqm) = (0.0f64, 0.0f64);
    let mut outlooks = Vec::new();
    for (day, m) in (start..DAYS).zip(means) {
        let spread = ((sq + 20.0 * 1.5) / (sqm + 20.0)).clamp(1.0, 60.0);
            let days: Vec<Counts> = m.iter().map(|m| Counts::new(f64::from(*m), 1.0 + (spread - 1.0) * k.spread_scale)).collect();
            outlooks.push(Outlook::new(&days, k.doubt, 1));
        let y = f64::from(item.units[day]);
        sq = sq * 0.99 + (y - f64::from(m[0])).powi(2);
        sqm = sqm * 0.99 + f64::from(m[0]);
    }
    outlooks
}
