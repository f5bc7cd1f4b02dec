//! Offers that shoppers near a site are told of.

use crate::machine::Mobile;
use realtail_kernel::{Instant, Position, PushOfferId, Rejection};
use realtail_vocabulary::{MobileEvent, PushOffer};
use serde::{Deserialize, Serialize};

/// The farthest from a site that somebody counts as near.
const RADIUS_M_MAX: u32 = 10_000;
/// The most sites of one offer.
const SITES_MAX: usize = 500;
/// The most offers at a time.
const OFFERS_MAX: usize = 10_000;

/// An offer, and where it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// As it was set.
    pub offer: PushOffer,
    /// The entry that set it.
    pub position: Position,
}

impl Offer {
    /// Whether shoppers are told of it at an instant.
    pub fn is_live(&self, now: Instant) -> bool {
        self.offer.starts_at <= now && now < self.offer.ends_at
    }
}

pub(crate) fn set(state: &Mobile, offer: &PushOffer) -> Result<Vec<MobileEvent>, Rejection> {
    let known = state.offers.get(&offer.offer);
    if known.is_some_and(|known| known.offer == *offer) {
        return Ok(Vec::new());
    }
    if known.is_none() && state.offers.len() >= OFFERS_MAX {
        return Err(Rejection::wrong_state(format!("there are {OFFERS_MAX} push offers; remove one first")));
    }
    if offer.sites.is_empty() || offer.sites.len() > SITES_MAX {
        return Err(Rejection::invalid("sites", format!("name 1 to {SITES_MAX} sites")));
    }
    if !(1..=RADIUS_M_MAX).contains(&offer.radius_m) {
        return Err(Rejection::invalid("radius_m", format!("give 1 to {RADIUS_M_MAX} metres")));
    }
    if offer.ends_at <= offer.starts_at {
        return Err(Rejection::invalid("ends_at", "an offer ends after it starts"));
    }
    if offer.hours.as_ref().is_some_and(|hours| hours.from == hours.to) {
        let problem = "hours that begin when they end are none; leave them out to tell at any hour";
        return Err(Rejection::invalid("hours", problem));
    }
    Ok(vec![MobileEvent::OfferSet(Box::new(offer.clone()))])
}

pub(crate) fn remove(state: &Mobile, offer: &PushOfferId) -> Result<Vec<MobileEvent>, Rejection> {
    match state.offers.contains_key(offer) {
        true => Ok(vec![MobileEvent::OfferRemoved { offer: offer.clone() }]),
        false => Err(Rejection::unknown("push offer", offer)),
    }
}
