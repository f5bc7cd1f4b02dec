//! Adding, changing and taking away taxes.

use super::set_list::check_places;
use super::set_promotion::check_window;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::TaxId;
use realtail_vocabulary::{PriceEvent, Tax};

/// The highest rate: ten times the price.
const RATE_PPM_MAX: u32 = 10_000_000;

pub(crate) fn decide(state: &Omnichannel, tax: &Tax) -> Result<Vec<PriceEvent>, Refusal> {
    if state.prices.tax(&tax.tax).is_ok_and(|known| known == tax) {
        return Ok(Vec::new());
    }
    if tax.rate_ppm > RATE_PPM_MAX {
        let problem = format!("{} is more than {RATE_PPM_MAX}; 190000 is 19 %", tax.rate_ppm);
        return Err(Refusal::invalid("rate_ppm", problem));
    }
    check_places(state, &tax.sites, &tax.regions)?;
    check_window(tax.valid_from, tax.valid_until)?;
    Ok(vec![PriceEvent::TaxSet(Box::new(tax.clone()))])
}

pub(crate) fn remove(state: &Omnichannel, tax: &TaxId) -> Result<Vec<PriceEvent>, Refusal> {
    state.prices.tax(tax)?;
    Ok(vec![PriceEvent::TaxRemoved { tax: tax.clone() }])
}
