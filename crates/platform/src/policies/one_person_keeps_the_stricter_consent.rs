//! When two customers turn out to be one person, what either of them withdrew is withdrawn.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_media as media;
use realtail_vocabulary::{CustomerEvent, Event, JoinedConsents};

pub(super) struct OnePersonKeepsTheStricterConsent;

impl Policy<Retail> for OnePersonKeepsTheStricterConsent {
    fn name(&self) -> &'static str {
        "one_person_keeps_the_stricter_consent"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Customer(CustomerEvent::Merged { customer, into }) = event else { return Vec::new() };
        let joined = JoinedConsents { customer: customer.clone(), into: into.clone() };
        vec![Command::Media(media::Command::JoinConsents(joined))]
    }
}
