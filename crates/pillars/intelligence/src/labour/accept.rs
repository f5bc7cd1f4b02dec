//! Put a day's shifts in force.

use crate::machine::Intelligence;
use realtail_kernel::{Day, Rejection, SiteId, Word};
use realtail_vocabulary::{AcceptedShifts, IntelligenceEvent, PlannedShift};

/// As they were planned, or as a person changed them; both keep the rules. The same again changes nothing.
pub(crate) fn decide(
    state: &Intelligence,
    site: &SiteId,
    day: Day,
    shifts: Option<&[PlannedShift]>,
    by: &Word,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let labour = &state.labour;
    let known = labour.plan(site, day);
    let known = known.ok_or_else(|| Rejection::unknown("plan of shifts", format!("{site} on {day}")))?;
    let roster = labour.roster(site).ok_or_else(|| Rejection::unknown("roster", site))?;
    let shifts = shifts.unwrap_or(&known.plan.shifts);
    let planning = labour.planning(site, day).ok_or_else(|| Rejection::unknown("roster", site))?;
    if let Some((at, why)) = planning.breach(roster, shifts) {
        return Err(Rejection::invalid(format!("shifts[{at}]"), why));
    }
    if known.accepted.as_ref().is_some_and(|(accepted, _)| accepted.shifts == shifts) {
        return Ok(vec![]);
    }
    let accepted = AcceptedShifts { site: site.clone(), day, shifts: shifts.to_vec(), by: by.clone() };
    Ok(vec![IntelligenceEvent::ShiftsAccepted(Box::new(accepted))])
}
