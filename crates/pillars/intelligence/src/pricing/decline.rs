//! Do not follow an advice on a price for a while.

use super::take::name;
use crate::machine::Intelligence;
use realtail_kernel::{Instant, Rejection};
use realtail_vocabulary::{DeclinedPrice, PricingEvent};

pub(super) fn decide(
    state: &Intelligence,
    declined: &DeclinedPrice,
    now: Instant,
) -> Result<Vec<PricingEvent>, Rejection> {
    let DeclinedPrice { item, site, lot, until, .. } = declined;
    if *until <= now {
        return Err(Rejection::invalid("until", "give a time that has not come yet"));
    }
    let pricing = state.pricing();
    if pricing.declined(item, site, lot.as_ref(), now) == Some(declined) {
        return Ok(vec![]);
    }
    if pricing.advice(item, site, lot.as_ref()).is_none() {
        return Err(Rejection::unknown("price advice", name(item, site, lot.as_ref())));
    }
    Ok(vec![PricingEvent::Declined(Box::new(declined.clone()))])
}
