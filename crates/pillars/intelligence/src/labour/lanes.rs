//! Take in that more lanes are needed soon, and that enough are open again.

use crate::machine::Intelligence;
use realtail_kernel::{Rejection, SiteId};
use realtail_vocabulary::{IntelligenceEvent, LaneAdvice};

/// Told once: again only where still more lanes are needed.
pub(crate) fn decide(state: &Intelligence, advice: &LaneAdvice) -> Result<Vec<IntelligenceEvent>, Rejection> {
    check(advice)?;
    if state.labour.roster(&advice.site).is_none() {
        return Err(Rejection::unknown("roster", &advice.site));
    }
    let told = state.labour.short(&advice.site).map_or(0, |short| short.advice.lanes_needed);
    if told >= advice.lanes_needed {
        return Ok(vec![]);
    }
    Ok(vec![IntelligenceEvent::LanesAdvised(Box::new(advice.clone()))])
}

pub(crate) fn decide_sufficed(
    state: &Intelligence,
    site: &SiteId,
    lanes_open: u32,
) -> Vec<IntelligenceEvent> {
    let short = state.labour.short(site);
    short.map(|_| IntelligenceEvent::LanesSufficed { site: site.clone(), lanes_open }).into_iter().collect()
}

pub(crate) fn check(advice: &LaneAdvice) -> Result<(), Rejection> {
    if advice.lanes_needed <= advice.lanes_open {
        return Err(Rejection::invalid("lanes_needed", "give more than are open"));
    }
    if !(advice.shoppers_per_quarter_hour.is_finite() && advice.shoppers_per_quarter_hour >= 0.0) {
        return Err(Rejection::invalid("shoppers_per_quarter_hour", "give a number of 0 or more"));
    }
    Ok(())
}
