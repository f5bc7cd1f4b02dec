//! What the pillar of media asks of the rest of the retailer, answered by its state at that very instant.

use realtail_kernel::{CustomerId, Instant, ItemId, SiteId};
use realtail_media::{Person, Shop};
use realtail_omnichannel::{ItemNo, Omnichannel, SiteNo};
use realtail_vocabulary::{DeliveryMethod, Service};

/// The shop at an instant.
pub(crate) struct ShopNow<'a> {
    pub(crate) stock: &'a Omnichannel,
    pub(crate) now: Instant,
}

impl Shop for ShopNow<'_> {
    fn can_be_had(&self, item: &ItemId, site: Option<&SiteId>, method: DeliveryMethod) -> bool {
        let catalogue = &self.stock.catalogue;
        let Ok(item) = catalogue.item_no(item) else { return false };
        if !catalogue.item(item).stocked {
            return true;
        }
        let at = |site: SiteNo| self.had_at(item, site, method);
        match (site, method) {
            // A parcel comes from wherever it is.
            (Some(site), DeliveryMethod::Pickup | DeliveryMethod::Deliver | DeliveryMethod::CarryOut) => {
                catalogue.site_no(site).is_ok_and(at)
            }
            (_, DeliveryMethod::Ship) | (None, _) => {
                self.stock.stock.sites_of(item).any(|cell| at(cell.site))
            }
        }
    }

    fn person(&self, number: &CustomerId) -> Person {
        let customers = &self.stock.customers;
        let known = customers.resolved(number);
        Person {
            customer: known.map_or(number, |known| &known.customer).clone(),
            registered: known.is_some_and(|known| known.registered_at.is_some()),
            erased: known.is_some_and(|known| known.erased_at.is_some()),
        }
    }
}

impl ShopNow<'_> {
    fn had_at(&self, item: ItemNo, site: SiteNo, method: DeliveryMethod) -> bool {
        let service = match method {
            DeliveryMethod::Pickup => Service::Pickup,
            DeliveryMethod::Ship | DeliveryMethod::Deliver => Service::Ship,
            DeliveryMethod::CarryOut => Service::Sale,
        };
        let serves = &self.stock.catalogue.site(site).serves;
        if serves.as_ref().is_some_and(|serves| !serves.contains(&service)) {
            return false;
        }
        let to_have = self.stock.availability(item, site, None, self.now);
        match method {
            DeliveryMethod::CarryOut => to_have.carry_out > 0,
            DeliveryMethod::Pickup | DeliveryMethod::Ship | DeliveryMethod::Deliver => to_have.available > 0,
        }
    }
}
