//! Do not follow a suggestion for a while.

use crate::machine::Intelligence;
use realtail_kernel::{Instant, Rejection};
use realtail_vocabulary::{DeclinedAdvice, IntelligenceEvent};

/// Only of what is planned is anything suggested.
pub(crate) fn decide(
    state: &Intelligence,
    declined: &DeclinedAdvice,
    now: Instant,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let DeclinedAdvice { item, site, until, .. } = declined;
    if state.plan(item, site).is_none() {
        return Err(Rejection::unknown("replenishment plan", format!("{item} at {site}")));
    }
    if *until <= now {
        return Err(Rejection::invalid("until", "give a time that has not come yet"));
    }
    if state.purchases.declined(item, site, now) == Some(declined) {
        return Ok(vec![]);
    }
    Ok(vec![IntelligenceEvent::AdviceDeclined(Box::new(declined.clone()))])
}
