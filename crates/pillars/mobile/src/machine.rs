//! The pillar as one machine.

use realtail_kernel::{Instant, Machine, PushId, Rejection, Stamp};
use realtail_vocabulary::MobileEvent;
use serde::{Deserialize, Serialize};

/// What may be asked of the pillar.
#[derive(Clone, Debug)]
pub enum Command {
    /// The push service has taken a notice.
    Sent(PushId),
}

/// Notices to shoppers' phones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mobile {}

impl Machine for Mobile {
    type Command = Command;
    type Event = MobileEvent;
    type Refusal = Rejection;

    fn decide(&self, command: &Command, _now: Instant) -> Result<Vec<MobileEvent>, Rejection> {
        match command {
            Command::Sent(push) => Ok(vec![MobileEvent::PushSent { push: push.clone() }]),
        }
    }

    fn apply(&mut self, _event: &MobileEvent, _stamp: Stamp) {}
}
