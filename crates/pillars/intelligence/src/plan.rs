//! Plan how items are replenished.

use crate::machine::Intelligence;
use realtail_kernel::Rejection;
use realtail_vocabulary::{IntelligenceEvent, PlanMoney, ReplenishmentPlan};

/// More units than any shelf takes, or any pack holds.
const UNITS_MAX: u32 = 1_000_000;
/// No unit costs more, in minor units.
const AMOUNT_MAX: i64 = 1_000_000_000_000;
/// Nobody plans further ahead.
const DAYS_MAX: u16 = 365;

/// All of them or none; what stands already is not set again.
pub(crate) fn decide(
    state: &Intelligence,
    plans: &[ReplenishmentPlan],
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    plans.iter().try_for_each(check)?;
    let new = plans.iter().filter(|plan| state.plan(&plan.item, &plan.site) != Some(plan));
    Ok(new.map(|plan| IntelligenceEvent::PlanSet(Box::new(plan.clone()))).collect())
}

pub(crate) fn check(plan: &ReplenishmentPlan) -> Result<(), Rejection> {
    let units = |field: &'static str, units: u32| {
        let problem = || Rejection::invalid(field, format!("{units} units; give 1 to {UNITS_MAX}"));
        (1..=UNITS_MAX).contains(&units).then_some(()).ok_or_else(problem)
    };
    units("shelf_capacity", plan.shelf_capacity)?;
    units("pack_size", plan.pack_size)?;
    if plan.fill_at >= plan.shelf_capacity {
        let problem = format!(
            "the shelf takes {} units, so it would be filled at {} for ever; give less",
            plan.shelf_capacity, plan.fill_at
        );
        return Err(Rejection::invalid("fill_at", problem));
    }
    if plan.lead_time_days > DAYS_MAX {
        return Err(Rejection::invalid("lead_time_days", format!("give 0 to {DAYS_MAX} days")));
    }
    if !(1..=DAYS_MAX).contains(&plan.review_days) {
        return Err(Rejection::invalid("review_days", format!("give 1 to {DAYS_MAX} days")));
    }
    if !(500_000..=999_999).contains(&plan.service_level_ppm) {
        let problem = "give 500000 to 999999: so many of a million cycles in which the stock should last";
        return Err(Rejection::invalid("service_level_ppm", problem));
    }
    plan.money.as_ref().map_or(Ok(()), check_money)
}

fn check_money(money: &PlanMoney) -> Result<(), Rejection> {
    let amount = |field: &'static str, amount: i64, least: i64| {
        let problem =
            || Rejection::invalid(field, format!("{amount}; give {least} to {AMOUNT_MAX} minor units"));
        (least..=AMOUNT_MAX).contains(&amount).then_some(()).ok_or_else(problem)
    };
    amount("money.unit_cost", money.unit_cost, 1)?;
    amount("money.short_cost", money.short_cost, 1)?;
    amount("money.line_cost", money.line_cost, 0)?;
    if money.holding_ppm_per_day > 1_000_000 {
        return Err(Rejection::invalid("money.holding_ppm_per_day", "give 0 to 1000000 parts per million"));
    }
    if money.life_days.is_some_and(|days| !(1..=DAYS_MAX).contains(&days)) {
        return Err(Rejection::invalid("money.life_days", format!("give 1 to {DAYS_MAX} days, or nothing")));
    }
    let units = [
        ("money.presentation_units", money.presentation_units),
        ("money.order_units_min", money.order_units_min),
    ];
    match units.into_iter().find(|(_, units)| *units > UNITS_MAX) {
        Some((field, units)) => {
            Err(Rejection::invalid(field, format!("{units} units; give 0 to {UNITS_MAX}")))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use realtail_kernel::{ItemId, SiteId};

    #[test]
    fn what_cannot_be_planned_is_refused_with_a_reason() {
        // shelf capacity, fill at, pack, lead, review, service level; the field that is wrong
        for (capacity, fill_at, pack, lead, review, level, wrong) in [
            (12, 2, 6, 2, 1, 950_000, None),
            (12, 2, 6, 0, 1, 500_000, None),
            (0, 0, 6, 2, 1, 950_000, Some("shelf_capacity")),
            (12, 2, 0, 2, 1, 950_000, Some("pack_size")),
            (12, 12, 6, 2, 1, 950_000, Some("fill_at")),
            (12, 2, 6, 366, 1, 950_000, Some("lead_time_days")),
            (12, 2, 6, 2, 0, 950_000, Some("review_days")),
            (12, 2, 6, 2, 1, 1_000_000, Some("service_level_ppm")),
            (12, 2, 6, 2, 1, 499_999, Some("service_level_ppm")),
        ] {
            let plan = ReplenishmentPlan {
                item: ItemId::new("jeans").expect("an item"),
                site: SiteId::new("north").expect("a site"),
                shelf_capacity: capacity,
                fill_at,
                pack_size: pack,
                lead_time_days: lead,
                review_days: review,
                service_level_ppm: level,
                supplier: None,
                automatic: false,
                money: None,
            };
            let found = match decide(&Intelligence::default(), &[plan]) {
                Ok(events) => {
                    assert_eq!(events.len(), 1);
                    None
                }
                Err(Rejection::Invalid { field, .. }) => Some(field.into_owned()),
                Err(other) => panic!("{other}"),
            };
            assert_eq!(found.as_deref(), wrong);
        }
    }
}
