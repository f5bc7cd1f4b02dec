//! When a shopper withdraws the consent to it, what the shopper looked at is forgotten.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Consent, ContactChannel, Event, MediaEvent, Purpose};

pub(super) struct ConsentWithdrawnForgetsInterest;

impl Policy<Retail> for ConsentWithdrawnForgetsInterest {
    fn name(&self) -> &'static str {
        "consent_withdrawn_forgets_interest"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Media(MediaEvent::ConsentChanged(Consent {
            customer,
            purpose: Purpose::Personalisation,
            channel: ContactChannel::Push,
            given: false,
            ..
        })) = event
        else {
            return Vec::new();
        };
        vec![Command::Mobile(realtail_mobile::Command::ForgetInterest(customer.clone()))]
    }
}
