//! A notice that a shopper opened is among what may have led to a sale.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, OwnerId, Policy};
use realtail_media as media;
use realtail_vocabulary::{Event, MobileEvent};

pub(super) struct NoticeOpenedCountsAsATouch;

impl Policy<Retail> for NoticeOpenedCountsAsATouch {
    fn name(&self) -> &'static str {
        "notice_opened_counts_as_a_touch"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Mobile(MobileEvent::PushOpened { push, customer }) = event else { return Vec::new() };
        // A shopper's number is the visitor's.
        let (Some((_, notice)), Ok(visitor)) = (retail.mobile.notice(push), OwnerId::new(customer.as_str()))
        else {
            return Vec::new();
        };
        let offer = retail.mobile.offers.get(&notice.offer);
        let campaign = offer.and_then(|known| known.offer.campaign.clone());
        let open = media::Command::OpenPush(visitor, notice.offer.clone(), notice.item.clone(), campaign);
        vec![Command::Media(open)]
    }
}
