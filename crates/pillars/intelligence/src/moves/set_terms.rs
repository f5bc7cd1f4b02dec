//! Say what moving goods between sites costs.

use crate::machine::Intelligence;
use realtail_kernel::Rejection;
use realtail_vocabulary::{IntelligenceEvent, TransferTerms};

/// No way costs more, in minor units.
const AMOUNT_MAX: i64 = 1_000_000_000_000;
const DAYS_MAX: u16 = 365;
const SITES_MAX: usize = 10_000;

/// What stands already is not set again.
pub(super) fn decide(
    state: &Intelligence,
    terms: &TransferTerms,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    check(terms)?;
    if state.moves().terms() == Some(terms) {
        return Ok(vec![]);
    }
    Ok(vec![IntelligenceEvent::TransferTermsSet(Box::new(terms.clone()))])
}

pub(crate) fn check(terms: &TransferTerms) -> Result<(), Rejection> {
    for (field, amount) in [("unit_cost", terms.unit_cost), ("trip_cost", terms.trip_cost)] {
        if !(0..=AMOUNT_MAX).contains(&amount) {
            return Err(Rejection::invalid(field, format!("{amount}; give 0 to {AMOUNT_MAX} minor units")));
        }
    }
    if terms.lead_time_days > DAYS_MAX {
        return Err(Rejection::invalid("lead_time_days", format!("give 0 to {DAYS_MAX} days")));
    }
    if terms.sites.len() == 1 || terms.sites.len() > SITES_MAX {
        let problem = format!("name 2 to {SITES_MAX} sites, or none for all");
        return Err(Rejection::invalid("sites", problem));
    }
    Ok(())
}
