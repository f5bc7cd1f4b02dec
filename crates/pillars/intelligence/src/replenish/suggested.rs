//! What to order of what is planned: a site of its own, or one that others are supplied from.
//!
//! A site that supplies others is planned by its echelon: what it and they have together, against what is asked for at all of
//! them until goods ordered now could have reached them (Clark and Scarf, Management Science 6, 1960). So it orders for what
//! shoppers will ask for, and not for the orders that the others happen to send it.

use super::{Standing, Suggestion, Weighed, added};
use crate::machine::Intelligence;
use crate::room::Stockroom;
use crate::supplier::Cycle;
use realtail_kernel::Day;
use realtail_vocabulary::{Forecast, ReplenishmentPlan};

/// Sites that supply sites that supply sites: further down nobody looks.
const LEVELS_MAX: u32 = 4;

/// A plan with all that is known for it.
struct Planned {
    forecast: Forecast,
    standing: Standing,
    cycle: Cycle,
}

impl Intelligence {
    /// What to order of what is planned, as far as a model has said what to expect.
    pub fn suggest(&self, plan: &ReplenishmentPlan, room: &dyn Stockroom) -> Option<Suggestion> {
        let Planned { forecast, standing, cycle } = self.planned(plan, room)?;
        Some(super::suggest(plan, &forecast, standing, &cycle))
    }

    /// The same with all by which money weighs it; nothing where the plan does not say what is at stake.
    pub(crate) fn weighed(&self, plan: &ReplenishmentPlan, room: &dyn Stockroom) -> Option<Weighed> {
        let money = plan.money.as_ref()?;
        let Planned { forecast, standing, cycle } = self.planned(plan, room)?;
        Some(Weighed::new(plan, money, &forecast, &cycle, standing.position()))
    }

    /// When an order placed on a day would leave and arrive, and for how long it must last.
    pub fn cycle(&self, plan: &ReplenishmentPlan, today: Day) -> Cycle {
        let terms = plan.supplier.as_ref().and_then(|supplier| self.suppliers().terms(supplier.as_str()));
        Cycle::new(plan, self.purchases.lead_times(plan), terms, today)
    }

    fn planned(&self, plan: &ReplenishmentPlan, room: &dyn Stockroom) -> Option<Planned> {
        let own = room.standing(&plan.item, &plan.site)?;
        let cycle = self.cycle(plan, room.day(&plan.site, room.now()));
        let supplied = self.supplied_from(plan);
        let said = self.said(&plan.item, &plan.site);
        if supplied.is_empty() {
            return Some(Planned { forecast: said?.clone(), standing: own, cycle });
        }
        let mut forecasts: Vec<&Forecast> = said.into_iter().collect();
        let (mut standing, mut asked, mut waited) = (own, 0.0, 0.0);
        for (further, days) in &supplied {
            let Some(forecast) = self.said(&further.item, &further.site) else { continue };
            let Some(there) = room.standing(&further.item, &further.site) else { continue };
            forecasts.push(forecast);
            standing = standing.and(there);
            asked += forecast.mean_per_day;
            waited += forecast.mean_per_day * f64::from(*days);
        }
        let days = if asked > 0.0 { (waited / asked).round() as u32 } else { 0 };
        Some(Planned { forecast: added(&forecasts)?, standing, cycle: cycle.further(days) })
    }

    /// The plans of all sites that are supplied from this one, directly or by others, with the days that goods take from here.
    fn supplied_from<'a>(&'a self, plan: &'a ReplenishmentPlan) -> Vec<(&'a ReplenishmentPlan, u32)> {
        let mut found: Vec<(&ReplenishmentPlan, u32)> = Vec::new();
        let mut level = vec![(&plan.site, 0)];
        for _ in 0..LEVELS_MAX {
            let mut next = Vec::new();
            for other in self.plans_of(&plan.item) {
                let above = level.iter().find(|(site, _)| other.source.as_ref() == Some(*site));
                let is_new =
                    other.site != plan.site && found.iter().all(|(known, _)| known.site != other.site);
                if let Some((_, days)) = above.filter(|_| is_new) {
                    let days = days + u32::from(other.lead_time_days);
                    found.push((other, days));
                    next.push((&other.site, days));
                }
            }
            if next.is_empty() {
                break;
            }
            level = next;
        }
        found
    }
}
