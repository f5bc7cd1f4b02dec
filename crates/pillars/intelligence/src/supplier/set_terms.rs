//! Say how a supplier takes and delivers orders.

use super::Suppliers;
use realtail_kernel::{Rejection, Weekday};
use realtail_vocabulary::{IntelligenceEvent, SupplierTerms};
use std::collections::BTreeSet;

/// No truck takes more of anything.
const CAPACITY_MAX: u32 = 10_000_000;
/// Nobody closes on more days that are known beforehand.
const CLOSED_MAX: usize = 1_000;
/// No order comes to more, in minor units.
const AMOUNT_MAX: i64 = 1_000_000_000_000;
/// Nobody takes longer.
const DAYS_MAX: u16 = 365;

/// What stands already is not set again.
pub(super) fn decide(
    suppliers: &Suppliers,
    terms: &SupplierTerms,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    check(terms)?;
    if suppliers.terms(terms.supplier.as_str()) == Some(terms) {
        return Ok(vec![]);
    }
    Ok(vec![IntelligenceEvent::SupplierTermsSet(Box::new(terms.clone()))])
}

pub(crate) fn check(terms: &SupplierTerms) -> Result<(), Rejection> {
    weekdays("order_days", &terms.order_days, "orders are taken")?;
    weekdays("delivery_days", &terms.delivery_days, "goods arrive")?;
    if terms.closed.len() > CLOSED_MAX {
        return Err(Rejection::invalid("closed", format!("give at most {CLOSED_MAX} days")));
    }
    let amount = |field: &'static str, amount: i64| {
        let problem = || Rejection::invalid(field, format!("{amount}; give 0 to {AMOUNT_MAX} minor units"));
        (0..=AMOUNT_MAX).contains(&amount).then_some(()).ok_or_else(problem)
    };
    let days = |field: &'static str, days: u16| {
        let problem = || Rejection::invalid(field, format!("{days}; give 0 to {DAYS_MAX} days"));
        (days <= DAYS_MAX).then_some(()).ok_or_else(problem)
    };
    amount("order_value_min", terms.order_value_min.unwrap_or_default())?;
    if terms.order_units_min.is_some_and(|units| units > CAPACITY_MAX) {
        return Err(Rejection::invalid("order_units_min", format!("give at most {CAPACITY_MAX} units")));
    }
    if let Some(truck) = &terms.truck {
        if !(1..=CAPACITY_MAX).contains(&truck.capacity) {
            return Err(Rejection::invalid("truck.capacity", format!("give 1 to {CAPACITY_MAX}")));
        }
        amount("truck.cost", truck.cost)?;
    }
    if let Some(expedite) = &terms.expedite {
        days("expedite.lead_time_days", expedite.lead_time_days)?;
        amount("expedite.cost", expedite.cost)?;
    }
    if let Some(cancel) = &terms.cancel {
        days("cancel.days_before", cancel.days_before)?;
        amount("cancel.cost", cancel.cost)?;
    }
    Ok(())
}

fn weekdays(field: &'static str, given: &[Weekday], what: &str) -> Result<(), Rejection> {
    if given.is_empty() {
        let problem = format!("name at least one weekday on which {what}, such as \"mon\", or leave it out");
        return Err(Rejection::invalid(field, problem));
    }
    if given.iter().collect::<BTreeSet<_>>().len() < given.len() {
        return Err(Rejection::invalid(field, "a weekday stands twice; name each once"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn terms_that_cannot_be_are_refused_with_a_reason() {
        for (change, wrong) in [
            (json!({}), None),
            (
                json!({"order_days": []}),
                Some("order_days: name at least one weekday on which orders are taken"),
            ),
            (json!({"delivery_days": ["mon", "mon"]}), Some("delivery_days: a weekday stands twice")),
            (json!({"order_value_min": -1}), Some("order_value_min: -1; give 0")),
            (
                json!({"truck": {"capacity": 0, "measure": "pallets", "cost": 1}}),
                Some("truck.capacity: give 1"),
            ),
            (json!({"truck": {"capacity": 33, "measure": "pallets", "cost": -5}}), Some("truck.cost: -5")),
            (json!({"expedite": {"lead_time_days": 400, "cost": 1}}), Some("expedite.lead_time_days: 400")),
            (json!({"cancel": {"days_before": 1, "cost": -1}}), Some("cancel.cost: -1")),
        ] {
            let mut terms =
                json!({"supplier": "Dairy", "order_days": ["mon", "thu"], "delivery_days": ["wed"]});
            if let (Value::Object(terms), Value::Object(change)) = (&mut terms, change) {
                terms.extend(change);
            }
            let terms: SupplierTerms = serde_json::from_value(terms).expect("well-formed");
            let found = decide(&Suppliers::default(), &terms).map(|events| events.len());
            match (&found, wrong) {
                (Ok(1), None) => {}
                (Err(problem), Some(wrong)) => {
                    assert!(problem.to_string().starts_with(wrong), "{problem}");
                }
                _ => panic!("{terms:?}: {found:?}"),
            }
        }
    }
}
