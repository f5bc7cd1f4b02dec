//! Take in what competitors ask.

use crate::machine::Intelligence;
use realtail_kernel::Rejection;
use realtail_vocabulary::{CompetitorPrice, PricingEvent};

/// No price is higher, in minor units.
const PRICE_MAX: i64 = 1_000_000_000_000;
const PER_MAX: u32 = 1_000_000;

/// All of them or none. What was seen before what is known already changes nothing.
pub(super) fn decide(state: &Intelligence, seen: &[CompetitorPrice]) -> Result<Vec<PricingEvent>, Rejection> {
    for (at, price) in seen.iter().enumerate() {
        if !(1..=PRICE_MAX).contains(&price.unit_price) {
            let problem = format!("{} is no price; give 1 to {PRICE_MAX} minor units", price.unit_price);
            return Err(Rejection::invalid(format!("prices[{at}].unit_price"), problem));
        }
        if !(1..=PER_MAX).contains(&price.per) {
            let problem = format!("{} is no number of units; give 1 to {PER_MAX}", price.per);
            return Err(Rejection::invalid(format!("prices[{at}].per"), problem));
        }
    }
    let is_news = |price: &&CompetitorPrice| {
        let mut known = state.pricing().competitors(&price.item).iter();
        let same =
            |known: &&CompetitorPrice| (&known.competitor, &known.site) == (&price.competitor, &price.site);
        known.find(same).is_none_or(|known| known.seen_at < price.seen_at)
    };
    Ok(seen
        .iter()
        .filter(is_news)
        .map(|seen| PricingEvent::CompetitorPriceSeen(Box::new(seen.clone())))
        .collect())
}
