//! The pillar as one machine.

use crate::consent::Consents;
use realtail_kernel::{Instant, Machine, Rejection, Stamp};
use realtail_vocabulary::{Consent, MediaEvent};
use serde::{Deserialize, Serialize};

/// What may be asked of the pillar.
#[derive(Clone, Debug)]
pub enum Command {
    /// Take in what a customer agrees to, or withdraws.
    ChangeConsent(Consent),
}

/// Consent, campaigns, and what is shown for money.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Media {
    /// What customers have agreed to.
    pub consents: Consents,
}

impl Machine for Media {
    type Command = Command;
    type Event = MediaEvent;
    type Refusal = Rejection;

    fn decide(&self, command: &Command, _now: Instant) -> Result<Vec<MediaEvent>, Rejection> {
        match command {
            Command::ChangeConsent(consent) => self.consents.change(consent),
        }
    }

    fn apply(&mut self, event: &MediaEvent, _stamp: Stamp) {
        match event {
            MediaEvent::ConsentChanged(consent) => self.consents.apply(consent),
            MediaEvent::BrandFunded { .. } => (),
        }
    }
}
