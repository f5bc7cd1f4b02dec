//! Take in the shifts that were searched for a day.

use crate::machine::Intelligence;
use realtail_kernel::Rejection;
use realtail_vocabulary::{IntelligenceEvent, ShiftPlan};

/// A search works on people as they are known, so what it finds keeps their rules unless something changed meanwhile.
pub(crate) fn decide(state: &Intelligence, plan: &ShiftPlan) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let labour = &state.labour;
    let roster = labour.roster(&plan.site).ok_or_else(|| Rejection::unknown("roster", &plan.site))?;
    let day =
        labour.planning(&plan.site, plan.day).ok_or_else(|| Rejection::unknown("roster", &plan.site))?;
    if let Some((at, why)) = day.breach(roster, &plan.shifts) {
        let problem =
            format!("shift {at} of the plan: {why}; the roster has changed meanwhile, so plan again");
        return Err(Rejection::wrong_state(problem));
    }
    if labour.plan(&plan.site, plan.day).is_some_and(|known| known.plan == *plan) {
        return Ok(vec![]);
    }
    Ok(vec![IntelligenceEvent::ShiftsPlanned(Box::new(plan.clone()))])
}
