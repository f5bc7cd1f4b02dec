//! Giving a hold back, when asked to or when its time has come.

use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{HoldId, Instant};
use realtail_vocabulary::{Event, HoldEvent, VoidReason};

pub(crate) fn decide(state: &Omnichannel, hold: &HoldId) -> Result<Vec<Event>, Refusal> {
    let known = state.holds.get(hold)?;
    known.must_stand()?;
    Ok(vec![Event::Hold(HoldEvent::Voided { hold: known.hold.clone(), reason: VoidReason::Asked })])
}

/// The holds whose time has come by `now`.
pub(crate) fn expire(state: &Omnichannel, now: Instant) -> Vec<Event> {
    state.holds.lapsed(now).map(|hold| Event::Hold(HoldEvent::Expired { hold: hold.hold.clone() })).collect()
}
