//! When it is decided that a shopper is told of an offer, the phone is told.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, Event, MobileEvent};

pub(super) struct PushDecidedTellsThePhone;

impl Policy<Retail> for PushDecidedTellsThePhone {
    fn name(&self) -> &'static str {
        "push_decided_tells_the_phone"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Mobile(MobileEvent::PushDecided { push, offer, item, site, .. }) = event else {
            return Vec::new();
        };
        let (push, offer) = (push.clone(), offer.clone());
        vec![Command::Act(Action::PushNotice { push, offer, item: item.clone(), site: site.clone() })]
    }
}
