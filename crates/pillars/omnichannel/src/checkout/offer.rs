//! Ways of delivery that shoppers are offered.

use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use realtail_kernel::OfferName;
use realtail_vocabulary::{CheckoutEvent, DeliveryOffer, Event};

const OFFERS_MAX: usize = 1_000;

pub(crate) fn set(state: &Omnichannel, offer: &DeliveryOffer) -> Result<Vec<Event>, Refusal> {
    if offer.price < 0 {
        return Err(Refusal::invalid("price", "delivery costs nothing or more"));
    }
    if offer.offer.as_str() == super::deliver::PICKUP {
        return Err(Refusal::invalid("offer", "pickup is offered by itself; choose another name"));
    }
    let is_known = state.checkouts.offers.contains_key(&offer.offer);
    if !is_known && state.checkouts.offers.len() >= OFFERS_MAX {
        return Err(Refusal::invalid("offer", format!("there are {OFFERS_MAX} already; remove one first")));
    }
    if state.checkouts.offers.get(&offer.offer) == Some(offer) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Checkout(CheckoutEvent::OfferSet(Box::new(offer.clone())))])
}

pub(crate) fn remove(state: &Omnichannel, offer: &OfferName) -> Result<Vec<Event>, Refusal> {
    if !state.checkouts.offers.contains_key(offer) {
        return Err(Refusal::Unknown { what: Thing::DeliveryOffer, id: offer.to_string() });
    }
    Ok(vec![Event::Checkout(CheckoutEvent::OfferRemoved { offer: offer.clone() })])
}
