//! How much to order: up to what lasts until the next order after this one has arrived, in whole packs.
//!
//! The rule (R, s, nQ) of the textbooks (Silver, Pyke and Thomas 2017): every R days, if what is there and on its way is
//! below s, order as many packs as bring it to s or above. s is the quantile of the demand over lead time and R days
//! together at the service level, as a forecast in the log says it.
//!
//! Where a plan says what is at stake, money decides instead: see `worth`.

mod added;
mod suggested;
mod worth;

pub(crate) use added::added;
pub use worth::{Bound, Worth};
pub(crate) use worth::{Weighed, outlook};

use crate::invariants::suggestions_are_whole_packs;
use crate::supplier::Cycle;
use realtail_vocabulary::{Forecast, ReplenishmentPlan};

/// What there is of an item at a site, and what is not there for whoever comes next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Sellable units by the book; below zero where more was sold than the book knew of.
    pub on_hand: i64,
    /// Units on their way.
    pub incoming: i64,
    /// Units that are promised: held, or allocated to orders.
    pub promised: i64,
}

impl Standing {
    /// What counts against demand to come.
    pub fn position(&self) -> i64 {
        self.on_hand.saturating_add(self.incoming).saturating_sub(self.promised)
    }

    /// What two places have together.
    pub(crate) fn and(self, other: Standing) -> Standing {
        Standing {
            on_hand: self.on_hand.saturating_add(other.on_hand),
            incoming: self.incoming.saturating_add(other.incoming),
            promised: self.promised.saturating_add(other.promised),
        }
    }
}

/// How soon something should be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Nothing need be ordered.
    None,
    /// It is to be ordered with the next order.
    NextOrder,
    /// What is there is expected to run out before an order placed now arrives.
    RunsOut,
}

/// What to order, and the numbers that led to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Units to order: whole packs.
    pub order: i64,
    /// How many packs that is.
    pub packs: i64,
    /// How soon.
    pub urgency: Urgency,
    /// What counts against demand to come.
    pub position: i64,
    /// The units up to which is ordered.
    pub order_up_to: i64,
    /// How many of them are there because demand may be higher than its mean.
    pub safety: f64,
    /// The mean demand until the next order after this one has arrived.
    pub expected_demand: f64,
    /// Over so many days: lead time and review time.
    pub days: u32,
    /// For so many days what is there lasts at the mean demand; nothing where nothing is asked for.
    pub lasts_days: Option<f64>,
    /// Units that the shelf will not take when the order arrives, at the mean demand until then.
    pub beyond_shelf: i64,
    /// What it is worth, where money decides.
    pub worth: Option<Worth>,
}

/// What to order of an item at a site, from a supplier whose orders leave and arrive like this.
pub(crate) fn suggest(
    plan: &ReplenishmentPlan,
    forecast: &Forecast,
    standing: Standing,
    cycle: &Cycle,
) -> Suggestion {
    let by_level = by_service_level(plan, forecast, standing, cycle);
    let suggestion = match &plan.money {
        Some(money) => worth::by_money(plan, money, forecast, cycle, by_level),
        None => by_level,
    };
    debug_assert_eq!(suggestions_are_whole_packs(plan, &suggestion), Ok(()));
    suggestion
}

fn by_service_level(
    plan: &ReplenishmentPlan,
    forecast: &Forecast,
    standing: Standing,
    cycle: &Cycle,
) -> Suggestion {
    let days = cycle.lead_days + cycle.review_days;
    let service_level = f64::from(plan.service_level_ppm) / 1e6;
    let expected_demand = forecast.mean_per_day * f64::from(days);
    // A forecast over another time than the plan's, until the model has heard of the plan.
    let scale = f64::from(days) / f64::from(forecast.horizon_days.max(1));
    let enough = quantile(forecast, service_level) * scale;
    // The shelf is filled at so many units: there should always be more than that.
    let order_up_to = (enough - 1e-9).ceil().max(f64::from(plan.fill_at) + 1.0) as i64;
    let position = standing.position();
    let pack = i64::from(plan.pack_size.max(1));
    let short = order_up_to.saturating_sub(position).max(0);
    let packs = short / pack + i64::from(short % pack > 0);
    let order = packs.saturating_mul(pack);
    let lead_demand = forecast.mean_per_day * f64::from(cycle.lead_days);
    let urgency = match order {
        0 => Urgency::None,
        _ if (position as f64) < lead_demand || position <= 0 => Urgency::RunsOut,
        _ => Urgency::NextOrder,
    };
    let when_it_arrives = (position as f64 - lead_demand).max(0.0) + order as f64;
    Suggestion {
        order,
        packs,
        urgency,
        position,
        order_up_to,
        safety: (order_up_to as f64 - expected_demand).max(0.0),
        expected_demand,
        days,
        lasts_days: (forecast.mean_per_day > 0.0).then(|| position.max(0) as f64 / forecast.mean_per_day),
        beyond_shelf: (when_it_arrives - f64::from(plan.shelf_capacity)).max(0.0).ceil() as i64,
        worth: None,
    }
}

/// The demand over the horizon of a forecast at a probability: between two that it names, in proportion; beyond them, the
/// nearest. Where it names none, the mean.
fn quantile(forecast: &Forecast, p: f64) -> f64 {
    let above = forecast.quantiles.iter().find(|known| known.p >= p - 1e-9);
    let below = forecast.quantiles.iter().rev().find(|known| known.p < p - 1e-9);
    match (below, above) {
        (Some(below), Some(above)) if above.p - p > 1e-9 => {
            below.units + (above.units - below.units) * (p - below.p) / (above.p - below.p)
        }
        (_, Some(above)) => above.units,
        (Some(below), None) => below.units,
        (None, None) => forecast.mean_per_day * f64::from(forecast.horizon_days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use realtail_kernel::{Day, Instant, ItemId, Label, Position, SiteId, Word};
    use realtail_learn::replenish::LeadTimes;
    use realtail_vocabulary::DemandQuantile;

    /// Two units a day over four days: eight are expected, 10 are enough in half of all cases, 14 in 95 of 100.
    fn forecast() -> Forecast {
        let quantile = |(p, units)| DemandQuantile { p, units };
        Forecast {
            item: ItemId::new("jeans").expect("an item"),
            site: SiteId::new("north").expect("a site"),
            model: Word::new("told").expect("a word"),
            version: Word::new("1").expect("a word"),
            made_at: Instant::EPOCH,
            current_to: Position(1),
            horizon_days: 4,
            mean_per_day: 2.0,
            quantiles: [(0.5, 8.0), (0.9, 12.0), (0.95, 14.0)].map(quantile).into(),
            why: Label::new("a test says so").expect("a label"),
            daily: None,
        }
    }

    fn plan(pack_size: u32, service_level_ppm: u32) -> ReplenishmentPlan {
        let Forecast { item, site, .. } = forecast();
        ReplenishmentPlan {
            item,
            site,
            shelf_capacity: 12,
            fill_at: 2,
            pack_size,
            lead_time_days: 3,
            review_days: 1,
            service_level_ppm,
            supplier: None,
            source: None,
            automatic: false,
            money: None,
        }
    }

    fn suggest(plan: &ReplenishmentPlan, forecast: &Forecast, standing: Standing) -> Suggestion {
        let cycle = Cycle::new(plan, LeadTimes::quoted(3), None, Day::of_number(20_000));
        super::suggest(plan, forecast, standing, &cycle)
    }

    #[test]
    fn orders_bring_stock_to_what_lasts_in_whole_packs() {
        use Urgency::{NextOrder, None, RunsOut};
        // on hand, incoming, promised, pack, service level; order, packs, up to, how soon
        for (on_hand, incoming, promised, pack, level, order, packs, up_to, urgency) in [
            (20, 0, 0, 6, 950_000, 0, 0, 14, None),
            (14, 0, 0, 6, 950_000, 0, 0, 14, None),
            (13, 0, 0, 6, 950_000, 6, 1, 14, NextOrder),
            (13, 0, 0, 1, 950_000, 1, 1, 14, NextOrder),
            // What is on its way counts, what is promised does not.
            (4, 10, 0, 6, 950_000, 0, 0, 14, None),
            (14, 0, 7, 6, 950_000, 12, 2, 14, NextOrder),
            // Three days at two units a day until it arrives.
            (5, 0, 0, 6, 950_000, 12, 2, 14, RunsOut),
            (0, 0, 0, 6, 950_000, 18, 3, 14, RunsOut),
            (-3, 0, 0, 6, 950_000, 18, 3, 14, RunsOut),
            // Between two quantiles in proportion, beyond the last the last.
            (0, 0, 0, 1, 925_000, 13, 13, 13, RunsOut),
            (0, 0, 0, 1, 990_000, 14, 14, 14, RunsOut),
            (0, 0, 0, 1, 500_000, 8, 8, 8, RunsOut),
        ] {
            let found = suggest(&plan(pack, level), &forecast(), Standing { on_hand, incoming, promised });
            let case = format!("{on_hand} {incoming} {promised} {pack} {level}: {found:?}");
            assert_eq!(
                (found.order, found.packs, found.order_up_to, found.urgency),
                (order, packs, up_to, urgency),
                "{case}"
            );
        }
    }

    #[test]
    fn a_suggestion_gives_its_numbers() {
        let standing = Standing { on_hand: 5, incoming: 0, promised: 1 };
        let found = suggest(&plan(6, 950_000), &forecast(), standing);
        assert_eq!((found.position, found.expected_demand, found.safety, found.days), (4, 8.0, 6.0, 4));
        assert_eq!((found.lasts_days, found.order, found.beyond_shelf), (Some(2.0), 12, 0));
        // A hundred in one pack: the shelf takes twelve.
        assert_eq!(suggest(&plan(100, 950_000), &forecast(), standing).beyond_shelf, 88);
    }

    #[test]
    fn where_nothing_is_sold_the_shelf_is_kept_from_being_empty() {
        let nothing = Forecast { mean_per_day: 0.0, quantiles: vec![], ..forecast() };
        let found = suggest(&plan(1, 950_000), &nothing, Standing::default());
        assert_eq!((found.order, found.lasts_days), (3, None));
        let stocked = Standing { on_hand: 3, ..Standing::default() };
        assert_eq!(suggest(&plan(1, 950_000), &nothing, stocked).order, 0);
    }

    #[test]
    fn a_forecast_over_another_time_is_scaled_to_the_plan() {
        let week = Forecast { horizon_days: 8, ..forecast() };
        assert_eq!(suggest(&plan(1, 950_000), &week, Standing::default()).order_up_to, 7);
    }
}
