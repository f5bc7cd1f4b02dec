//! Placing a hold as one of few: its owner has no more open than a limit.

use super::{Hold, PlaceHold, place};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{Instant, OwnerId};
use realtail_vocabulary::{Event, HoldEvent};

/// Promises units to somebody who may have only so many holds open.
#[derive(Clone, Debug)]
pub struct PlaceWithin {
    /// What is promised to whom.
    pub place: PlaceHold,
    /// How many the owner may have open, this one among them.
    pub open_max: u32,
}

pub(crate) fn decide(
    state: &Omnichannel,
    command: &PlaceWithin,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let events = place::decide(state, &command.place, now)?;
    let mut open = state.open_holds(&command.place.owner, now);
    // Those that give way to it leave their places to it.
    let gives_way = |hold: &Hold| {
        events.iter().any(
            |event| matches!(event, Event::Hold(HoldEvent::Voided { hold: voided, .. }) if *voided == hold.hold),
        )
    };
    open.retain(|hold| !gives_way(hold));
    match open.iter().map(|hold| hold.expires_at).min() {
        // Where nothing is new it stands already.
        Some(next_ends_at) if !events.is_empty() && open.len() >= command.open_max as usize => {
            let open_max = command.open_max;
            Err(Refusal::TooManyHolds { open: open.len() as u32, open_max, next_ends_at })
        }
        _ => Ok(events),
    }
}

impl Omnichannel {
    /// The holds of an owner that keep units now and that no order keeps, oldest first.
    pub fn open_holds(&self, owner: &OwnerId, now: Instant) -> Vec<&Hold> {
        let mut open = self.holds.of_owner(owner);
        open.retain(|hold| hold.expires_at > now && self.orders.keeping(&hold.hold).is_none());
        open
    }
}
