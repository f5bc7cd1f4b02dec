//! Stores around a shopper.

use crate::body::Query;
use crate::problem::Problem;
use realtail_omnichannel::{Omnichannel, SiteNo, metres};
use realtail_vocabulary::{GeoPosition, Service, Site, SiteKind};

/// A store, and how far it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    pub no: SiteNo,
    /// Nothing where the shopper's place or the store's is not known.
    pub metres: Option<u32>,
}

/// Where the shopper says to be: `lat` and `lon`, both or neither. It is used for this answer and kept nowhere.
pub(super) fn place(query: &mut Query) -> Result<Option<GeoPosition>, Problem> {
    let (lat, lon) = (query.one::<f64>("lat")?, query.one::<f64>("lon")?);
    match (lat, lon) {
        (None, None) => Ok(None),
        (Some(lat), Some(lon)) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => {
            Ok(Some(GeoPosition { lat, lon }))
        }
        (Some(_), Some(_)) => {
            Err(Problem::malformed("lat is -90 to 90 and lon -180 to 180, in degrees").with("field", "lat"))
        }
        (Some(_), None) => Err(Problem::malformed("give lon with lat").with("field", "lon")),
        (None, Some(_)) => Err(Problem::malformed("give lat with lon").with("field", "lat")),
    }
}

/// Whether a site does something for shoppers.
pub(super) fn serves(site: &Site, service: Service) -> bool {
    site.serves.as_ref().is_none_or(|services| services.contains(&service))
}

/// Stores, the nearest first; in the order of the catalogue where nobody knows how far they are.
pub(super) fn stores(state: &Omnichannel, place: Option<GeoPosition>, most: usize) -> Vec<Near> {
    let store = |(no, site): (u32, &Site)| {
        let is_for_shoppers =
            site.kind == SiteKind::Store && (serves(site, Service::Pickup) || serves(site, Service::Sale));
        let metres = place.zip(site.position).map(|(from, to)| metres(from, to));
        is_for_shoppers.then_some(Near { no: SiteNo(no), metres })
    };
    let mut stores: Vec<Near> = (0..).zip(state.catalogue.sites()).filter_map(store).collect();
    stores.sort_by_key(|near| (near.metres.is_none(), near.metres));
    stores.truncate(most);
    stores
}

/// All stores that serve shoppers, in the order of the catalogue.
pub(crate) fn all_for_shoppers(state: &Omnichannel) -> Vec<SiteNo> {
    stores(state, None, usize::MAX).into_iter().map(|near| near.no).collect()
}
