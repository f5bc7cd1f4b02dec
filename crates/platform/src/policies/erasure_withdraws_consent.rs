//! Who is forgotten has agreed to nothing any more.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_media as media;
use realtail_vocabulary::{CustomerEvent, Event};

pub(super) struct ErasureWithdrawsConsent;

impl Policy<Retail> for ErasureWithdrawsConsent {
    fn name(&self) -> &'static str {
        "erasure_withdraws_consent"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Customer(CustomerEvent::Erased { customers }) = event else { return Vec::new() };
        vec![Command::Media(media::Command::ForgetConsents(customers.clone()))]
    }
}
