//! Adding, changing and taking away price lists.

use super::set_promotion::check_window;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{PriceListId, RegionId, SiteId};
use realtail_vocabulary::{PriceEvent, PriceList};

pub(crate) fn decide(state: &Omnichannel, list: &PriceList) -> Result<Vec<PriceEvent>, Refusal> {
    if state.prices.list(&list.list).is_ok_and(|known| known == list) {
        return Ok(Vec::new());
    }
    if let Ok(known) = state.prices.list(&list.list)
        && known.currency != list.currency
    {
        let problem = format!(
            "the prices of {} are in {}; make another list for {}",
            list.list, known.currency, list.currency
        );
        return Err(Refusal::invalid("currency", problem));
    }
    check_places(state, &list.sites, &list.regions)?;
    check_window(list.valid_from, list.valid_until)?;
    Ok(vec![PriceEvent::ListSet(list.clone())])
}

/// All sites and regions are known.
pub(super) fn check_places(
    state: &Omnichannel,
    sites: &[SiteId],
    regions: &[RegionId],
) -> Result<(), Refusal> {
    sites.iter().try_for_each(|site| state.catalogue.site_no(site).map(|_| ()))?;
    regions.iter().try_for_each(|region| state.catalogue.region_no(region).map(|_| ()))
}

/// The list goes with its prices; what was priced by it before is priced by it still.
pub(crate) fn remove(state: &Omnichannel, list: &PriceListId) -> Result<Vec<PriceEvent>, Refusal> {
    state.prices.list(list)?;
    Ok(vec![PriceEvent::ListRemoved { list: list.clone() }])
}
