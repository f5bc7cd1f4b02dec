//! Letting a hold stand for longer.

use super::place::check_lasting;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{HoldId, Instant};
use realtail_vocabulary::{Event, HoldEvent};

/// Lets a hold stand for so long from now.
#[derive(Clone, Debug)]
pub struct Extend {
    /// Which.
    pub hold: HoldId,
    /// For how long from now.
    pub expires_in_ms: i64,
}

pub(crate) fn decide(state: &Omnichannel, command: &Extend, now: Instant) -> Result<Vec<Event>, Refusal> {
    check_lasting(command.expires_in_ms)?;
    let known = state.holds.get(&command.hold)?;
    known.must_stand()?;
    let expires_at = now.plus_ms(command.expires_in_ms);
    Ok(vec![Event::Hold(HoldEvent::Extended { hold: known.hold.clone(), expires_at })])
}
