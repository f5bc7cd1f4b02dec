//! What deciding on a notice has to know of other pillars at that very instant.

use crate::machine::Retail;
use realtail_kernel::{CustomerId, Instant, ItemId, OwnerId, SiteId};
use realtail_mobile::{Agreement, Mobile, Supply};
use realtail_vocabulary::{ContactChannel, Event, Observed, OfferMethod, PageViewed, Purpose, Signal};

impl Agreement for Retail {
    fn agrees(&self, customer: &CustomerId, purpose: Purpose, channel: ContactChannel) -> bool {
        self.media.consents.agrees(customer, purpose, channel)
    }
}

impl Supply for Retail {
    fn can_be_had(&self, item: &ItemId, site: &SiteId, method: OfferMethod, now: Instant) -> bool {
        let stock = &self.omnichannel;
        let (Ok(item), Ok(site)) = (stock.catalogue.item_no(item), stock.catalogue.site_no(site)) else {
            return false;
        };
        let to_have = stock.availability(item, site, None, now);
        match method {
            OfferMethod::Pickup => to_have.available > 0,
            OfferMethod::CarryOut => to_have.carry_out > 0,
        }
    }
}

impl Retail {
    /// What a page that was looked at says of a shopper's interest, where the shopper agrees that it is kept.
    pub(crate) fn interest_in(&self, observed: &Observed) -> Option<Event> {
        let Signal::PageViewed(PageViewed { visitor, item: Some(item), .. }) = &observed.signal else {
            return None;
        };
        let customer = shopper_of(visitor)?;
        let known = self.omnichannel.catalogue.item_no(item).is_ok();
        let agrees = self.agrees(&customer, Purpose::Personalisation, ContactChannel::Push);
        (known && agrees).then(|| Event::Mobile(Mobile::interest(&customer, item)))
    }
}

/// A visitor's number is the shopper's.
fn shopper_of(visitor: &OwnerId) -> Option<CustomerId> {
    CustomerId::new(visitor.as_str()).ok()
}
