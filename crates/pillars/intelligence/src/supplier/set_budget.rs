//! Say what may be spent a week.

use super::Suppliers;
use realtail_kernel::Rejection;
use realtail_vocabulary::{Budget, IntelligenceEvent};

/// No budget names more sites, suppliers or categories.
const NAMES_MAX: usize = 1_000;
/// Nobody spends more, in minor units.
const AMOUNT_MAX: i64 = 1_000_000_000_000_000;

/// What stands already is not set again.
pub(super) fn decide(suppliers: &Suppliers, budget: &Budget) -> Result<Vec<IntelligenceEvent>, Rejection> {
    check(budget)?;
    if suppliers.budget(budget.budget.as_str()) == Some(budget) {
        return Ok(vec![]);
    }
    Ok(vec![IntelligenceEvent::BudgetSet(Box::new(budget.clone()))])
}

pub(crate) fn check(budget: &Budget) -> Result<(), Rejection> {
    if !(0..=AMOUNT_MAX).contains(&budget.money_per_week) {
        let problem = format!("{}; give 0 to {AMOUNT_MAX} minor units", budget.money_per_week);
        return Err(Rejection::invalid("money_per_week", problem));
    }
    let lengths = [
        ("sites", budget.sites.len()),
        ("suppliers", budget.suppliers.len()),
        ("categories", budget.categories.len()),
    ];
    match lengths.into_iter().find(|(_, length)| *length > NAMES_MAX) {
        Some((field, _)) => Err(Rejection::invalid(field, format!("name at most {NAMES_MAX}"))),
        None => Ok(()),
    }
}
