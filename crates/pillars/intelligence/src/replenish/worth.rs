//! How much to order where money decides: what a batch saves in shortages against its stock and its waste.
//!
//! The weighing is that of [`realtail_learn::replenish::suggest`]; here it gets its plan, its forecast and its words.

use super::{Suggestion, Urgency};
use crate::supplier::Cycle;
use realtail_learn::counts::Counts;
use realtail_learn::replenish::{self as learnt, Candidate, LeadTimes, Outlook, Situation, Stakes, Terms};
use realtail_vocabulary::{DailyDemand, Forecast, PlanMoney, ReplenishmentPlan};

/// What kept an order from being more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Another batch would cost more than it brings.
    Worth,
    /// More would expire.
    Life,
    /// More would find no room.
    Capacity,
}

/// What an order is worth. Amounts are minor units, rounded.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// What it saves in shortages, less what it costs to hold and in waste.
    pub gain: i64,
    /// What it costs to buy.
    pub cost: i64,
    /// Units expected to be short on the days that it serves, without it and with it.
    pub short: [f64; 2],
    /// Units expected to expire that waiting would save.
    pub expired: f64,
    /// The probability that nothing is short until the order after it arrives.
    pub lasts: f64,
    /// Below so many units another batch is worth its money.
    pub reorder_at: i64,
    /// What kept it from being more.
    pub bound: Bound,
    /// The same in words.
    pub why: String,
}

/// An item at a place, with all by which its money is weighed.
pub(crate) struct Weighed {
    pub outlook: Outlook,
    pub lead: LeadTimes,
    pub terms: Terms,
    pub stakes: Stakes,
    pub position_units: i64,
}

impl Weighed {
    /// As of a forecast, with so many units in stock and on their way less those promised.
    pub fn new(
        plan: &ReplenishmentPlan,
        money: &PlanMoney,
        forecast: &Forecast,
        cycle: &Cycle,
        position_units: i64,
    ) -> Weighed {
        Weighed {
            outlook: outlook(forecast, cycle),
            lead: cycle.lead.clone(),
            terms: terms(plan, money),
            stakes: stakes(money),
            position_units,
        }
    }

    pub fn situation(&self) -> Situation<'_> {
        Situation { outlook: &self.outlook, lead: &self.lead, position_units: self.position_units }
    }

    /// As one of many that compete for money or room, of which a unit takes such a share.
    pub fn candidate(&self, truck_share: f64) -> Candidate<'_> {
        Candidate { situation: self.situation(), terms: &self.terms, stakes: &self.stakes, truck_share }
    }

    /// What so many units are expected to gain, in minor units.
    pub fn gain(&self, units: u32) -> i64 {
        learnt::gain_cents(&self.situation(), &self.terms, &self.stakes, units).round() as i64
    }
}

/// What the item and whoever delivers it allow. Only the goods beyond those for show are weighed.
pub(crate) fn terms(plan: &ReplenishmentPlan, money: &PlanMoney) -> Terms {
    Terms {
        pack_units: plan.pack_size,
        order_units_min: money.order_units_min,
        pallet_units: money.pallet_size,
        capacity_units: None,
        presentation_units: money.presentation_units,
        life_days: money.life_days.map(u32::from),
    }
}

/// What is at stake with one unit, in minor units.
pub(crate) fn stakes(money: &PlanMoney) -> Stakes {
    let unit_cost = money.unit_cost as f64;
    Stakes {
        cost_cents: unit_cost,
        short_cents: money.short_cost as f64,
        holding_cents_day: unit_cost * f64::from(money.holding_ppm_per_day) / 1e6,
        expired_cents: unit_cost,
        line_cents: money.line_cost as f64,
        pallet_cents: money.pallet_saving as f64,
    }
}

pub(super) fn by_money(
    plan: &ReplenishmentPlan,
    money: &PlanMoney,
    forecast: &Forecast,
    cycle: &Cycle,
    by_level: Suggestion,
) -> Suggestion {
    let days = cycle.review_days;
    let weighed = Weighed::new(plan, money, forecast, cycle, by_level.position);
    let Weighed { outlook, lead, terms, stakes, .. } = &weighed;
    let found = learnt::suggest(&weighed.situation(), terms, stakes);
    let order = i64::from(found.units);
    let lead_demand = outlook.mean(lead.mean().round() as u32);
    let position = by_level.position;
    let urgency = match order {
        0 => Urgency::None,
        _ if position <= 0 || (position as f64) < lead_demand => Urgency::RunsOut,
        _ => Urgency::NextOrder,
    };
    let worth = Worth {
        gain: found.gain_cents.round() as i64,
        cost: found.cost_cents.round() as i64,
        short: [found.short_units_before, found.short_units_after],
        expired: found.expired_units,
        lasts: found.lasts_probability,
        reorder_at: found.reorder_units,
        bound: match found.bound {
            learnt::Bound::Worth => Bound::Worth,
            learnt::Bound::Life => Bound::Life,
            learnt::Bound::Capacity => Bound::Capacity,
        },
        why: found.to_string(),
    };
    let arrives = (position as f64 - lead_demand).max(0.0) + order as f64;
    Suggestion {
        order,
        packs: order / i64::from(plan.pack_size.max(1)),
        urgency,
        order_up_to: position.saturating_add(order),
        safety: ((position + order) as f64 - found.demand_units).max(0.0),
        expected_demand: found.demand_units,
        days: lead.mean().round() as u32 + days,
        beyond_shelf: (arrives - f64::from(plan.shelf_capacity)).max(0.0).ceil() as i64,
        worth: Some(worth),
        ..by_level
    }
}

/// Further ahead than so many days nobody looks; the last day stands for those after it.
const REACH_DAYS_MAX: usize = 120;

/// The days to come, as the forecast tells them; even where it tells no single day. Days beyond it that an order placed now must
/// still last for are like its days on average.
pub(crate) fn outlook(forecast: &Forecast, cycle: &Cycle) -> Outlook {
    let DailyDemand { mut means, spread, doubt } = daily(forecast);
    let reach = (cycle.lead.days_max() + cycle.review_days) as usize;
    let reach = reach.min(REACH_DAYS_MAX).max(means.len());
    means.resize(reach, forecast.mean_per_day);
    let days: Vec<Counts> = means.iter().map(|mean| Counts::new(*mean, spread)).collect();
    Outlook::new(&days, doubt, cycle.review_days)
}

/// Day by day; where the forecast tells no single day, each is like the others.
pub(super) fn daily(forecast: &Forecast) -> DailyDemand {
    let even = || DailyDemand {
        means: vec![forecast.mean_per_day; usize::from(forecast.horizon_days.max(1))],
        spread: 1.5,
        doubt: 0.3,
    };
    forecast.daily.clone().unwrap_or_else(even)
}

#[cfg(test)]
mod tests {
    use super::super::{Standing, suggest};
    use super::*;
    use realtail_kernel::{Day, Instant, ItemId, Label, Position, SiteId, Word};

    fn forecast(means: &[f64]) -> Forecast {
        Forecast {
            item: ItemId::new("yoghurt").expect("an item"),
            site: SiteId::new("north").expect("a site"),
            model: Word::new("told").expect("a word"),
            version: Word::new("1").expect("a word"),
            made_at: Instant::EPOCH,
            current_to: Position(1),
            horizon_days: means.len() as u16,
            mean_per_day: means.iter().sum::<f64>() / means.len() as f64,
            quantiles: vec![],
            why: Label::new("a test says so").expect("a label"),
            daily: Some(DailyDemand { means: means.into(), spread: 1.0, doubt: 0.0 }),
        }
    }

    fn ordered(short_cost: i64, life_days: Option<u16>, on_hand: i64, means: &[f64]) -> Suggestion {
        let forecast = forecast(means);
        let money = PlanMoney {
            unit_cost: 100,
            short_cost,
            holding_ppm_per_day: 1_000,
            line_cost: 0,
            life_days,
            presentation_units: 0,
            order_units_min: 0,
            pallet_size: None,
            pallet_saving: 0,
        };
        let plan = ReplenishmentPlan {
            item: forecast.item.clone(),
            site: forecast.site.clone(),
            shelf_capacity: 100,
            fill_at: 2,
            pack_size: 6,
            lead_time_days: 2,
            review_days: 1,
            service_level_ppm: 950_000,
            supplier: None,
            source: None,
            automatic: false,
            money: Some(money),
        };
        let standing = Standing { on_hand, incoming: 0, promised: 0 };
        let cycle = Cycle::new(&plan, LeadTimes::quoted(2), None, Day::of_number(20_000));
        suggest(&plan, &forecast, standing, &cycle)
    }

    #[test]
    fn what_is_dear_to_miss_is_kept_in_more_units() {
        let at =
            |short_cost| ordered(short_cost, None, 0, &[4.0; 6]).worth.expect("money decides").reorder_at;
        assert!(at(1) < at(50) && at(50) < at(5_000), "{} {} {}", at(1), at(50), at(5_000));
    }

    #[test]
    fn of_what_expires_soon_less_is_ordered() {
        let lasting = ordered(10_000, None, 0, &[4.0; 6]);
        let short = ordered(10_000, Some(1), 0, &[4.0; 6]);
        assert!(short.order < lasting.order, "{short:?} {lasting:?}");
    }

    #[test]
    fn a_promotion_tomorrow_counts_only_while_it_lasts() {
        let usual = ordered(300, None, 12, &[2.0; 6]);
        let soon = ordered(300, None, 12, &[2.0, 9.0, 9.0, 9.0, 2.0, 2.0]);
        let late = ordered(300, None, 12, &[2.0, 2.0, 2.0, 2.0, 2.0, 9.0]);
        assert!(soon.order > usual.order, "{soon:?}");
        assert_eq!(late.order, usual.order, "{late:?}");
        assert_eq!(usual.order % 6, 0);
    }

    #[test]
    fn an_order_lasts_beyond_the_forecast_where_the_next_one_is_far() {
        let (forecast, on_hand) = (forecast(&[2.0; 3]), 4);
        let units = |review_days: u16| {
            let plan: ReplenishmentPlan = serde_json::from_value(serde_json::json!({"item": "yoghurt",
                "site": "north", "shelf_capacity": 100, "pack_size": 1, "lead_time_days": 2,
                "review_days": review_days, "service_level_ppm": 950_000, "money": {"unit_cost": 100,
                "short_cost": 300, "presentation_units": 0}}))
            .expect("a plan");
            let cycle = Cycle::new(&plan, LeadTimes::quoted(2), None, Day::of_number(20_000));
            suggest(&plan, &forecast, Standing { on_hand, incoming: 0, promised: 0 }, &cycle).order
        };
        assert!((20..=28).contains(&units(7)), "two a day for a week, and some more: {}", units(7));
        let more = units(14) - units(7);
        assert!((12..=18).contains(&more), "another week asks for fourteen more, and scatters: {more}");
    }

    #[test]
    fn enough_is_enough() {
        let found = ordered(300, None, 60, &[2.0; 6]);
        assert_eq!((found.order, found.urgency), (0, Urgency::None));
        assert!(found.worth.expect("money decides").why.starts_with("order nothing"));
    }
}
