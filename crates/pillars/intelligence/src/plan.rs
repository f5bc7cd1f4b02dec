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
    plans.iter().try_for_each(|plan| is_no_circle(state, plans, plan))?;
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
    if plan.source.as_ref() == Some(&plan.site) {
        return Err(Rejection::invalid(
            "source",
            format!("{} cannot supply itself; name another site", plan.site),
        ));
    }
    if plan.source.is_some() && plan.supplier.is_some() {
        return Err(Rejection::invalid(
            "source",
            "goods come from a supplier or from a site; name one of them",
        ));
    }
    plan.money.as_ref().map_or(Ok(()), |money| check_money(money, plan.pack_size))
}

/// Goods that come from one site come to it from another, and in the end from a supplier.
fn is_no_circle(
    state: &Intelligence,
    plans: &[ReplenishmentPlan],
    plan: &ReplenishmentPlan,
) -> Result<(), Rejection> {
    let (mut at, mut way) = (plan, vec![&plan.site]);
    while let Some(source) = &at.source {
        way.push(source);
        if way[..way.len() - 1].contains(&source) {
            let way: Vec<&str> = way.iter().map(|site| site.as_str()).collect();
            let problem = format!("{} would come from itself: {}", plan.item, way.join(" from "));
            return Err(Rejection::invalid("source", problem));
        }
        let newest = plans.iter().rev().find(|other| other.item == plan.item && other.site == *source);
        match newest.or_else(|| state.plan(&plan.item, source)) {
            Some(next) => at = next,
            None => break,
        }
    }
    Ok(())
}

fn check_money(money: &PlanMoney, pack_size: u32) -> Result<(), Rejection> {
    let amount = |field: &'static str, amount: i64, least: i64| {
        let problem =
            || Rejection::invalid(field, format!("{amount}; give {least} to {AMOUNT_MAX} minor units"));
        (least..=AMOUNT_MAX).contains(&amount).then_some(()).ok_or_else(problem)
    };
    amount("money.unit_cost", money.unit_cost, 1)?;
    amount("money.short_cost", money.short_cost, 1)?;
    amount("money.line_cost", money.line_cost, 0)?;
    amount("money.pallet_saving", money.pallet_saving, 0)?;
    if let Some(pallet) = money.pallet_size
        && (pallet == 0 || pallet > UNITS_MAX || pallet % pack_size != 0)
    {
        let problem = format!("{pallet} units; give whole packs of {pack_size}, or nothing");
        return Err(Rejection::invalid("money.pallet_size", problem));
    }
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
                source: None,
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

    fn plan(site: &str, change: serde_json::Value) -> ReplenishmentPlan {
        let mut plan = serde_json::json!({"item": "milk", "site": site, "shelf_capacity": 40, "pack_size": 6,
            "lead_time_days": 2, "review_days": 3, "service_level_ppm": 950_000});
        if let (Some(plan), serde_json::Value::Object(change)) = (plan.as_object_mut(), change) {
            plan.extend(change);
        }
        serde_json::from_value(plan).expect("a plan")
    }

    #[test]
    fn goods_come_from_a_supplier_in_the_end() {
        use serde_json::json;
        let from = |site: &str, source: &str| plan(site, json!({"source": source}));
        let money = |pallet: u32| {
            plan("a", json!({"money": {"unit_cost": 1, "short_cost": 1, "pallet_size": pallet}}))
        };
        for (plans, wrong) in [
            (vec![from("a", "b"), from("b", "c"), plan("c", json!({"supplier": "Dairy"}))], None),
            (vec![from("a", "a")], Some("source: a cannot supply itself")),
            (
                vec![from("a", "b"), from("b", "a")],
                Some("source: milk would come from itself: a from b from a"),
            ),
            (
                vec![plan("a", json!({"source": "b", "supplier": "Dairy"}))],
                Some("source: goods come from a supplier or"),
            ),
            (vec![money(48)], None),
            (vec![money(50)], Some("money.pallet_size: 50 units; give whole packs of 6")),
        ] {
            let found = decide(&Intelligence::default(), &plans);
            match (&found, wrong) {
                (Ok(events), None) => assert_eq!(events.len(), plans.len()),
                (Err(problem), Some(wrong)) => assert!(problem.to_string().starts_with(wrong), "{problem}"),
                _ => panic!("{plans:?}: {found:?}"),
            }
        }
    }
}
