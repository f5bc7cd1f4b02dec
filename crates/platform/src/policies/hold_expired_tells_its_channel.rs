//! When a hold runs out, the channel that placed it is told, so that the shopper is not surprised.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, Event, HoldEvent};

pub(super) struct HoldExpiredTellsItsChannel;

impl Policy<Retail> for HoldExpiredTellsItsChannel {
    fn name(&self) -> &'static str {
        "hold_expired_tells_its_channel"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Hold(HoldEvent::Expired { hold }) = event else { return Vec::new() };
        let Ok(known) = retail.omnichannel.holds.get(hold) else { return Vec::new() };
        vec![Command::Act(Action::HoldLapsed {
            hold: hold.clone(),
            owner: known.owner.clone(),
            channel: known.channel.clone(),
        })]
    }
}
