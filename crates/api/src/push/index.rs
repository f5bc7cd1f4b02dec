//! Offers by where they are and of what, made anew from the state whenever one of them changes.

use super::near::Near;
use super::presence::at;
use h3o::LatLng;
use realtail_kernel::{Instant, ItemId, PushOfferId, SiteId};
use realtail_platform::Retail;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// An offer at one of its sites.
#[derive(Clone)]
pub(crate) struct Spot {
    pub offer: PushOfferId,
    pub site: SiteId,
    pub at: LatLng,
    pub radius_m: f64,
    pub starts_at: Instant,
    pub ends_at: Instant,
}

/// Offers that have not ended.
#[derive(Default)]
pub(crate) struct OfferIndex {
    spots: Vec<Spot>,
    near: Near<usize>,
    by_item: FxHashMap<ItemId, Vec<usize>>,
    by_offer: BTreeMap<PushOfferId, Vec<usize>>,
    /// The farthest that any of them reaches.
    radius_m_max: f64,
}

impl OfferIndex {
    pub fn of(retail: &Retail, now: Instant) -> OfferIndex {
        let mut index = OfferIndex::default();
        let catalogue = &retail.omnichannel.catalogue;
        for known in retail.mobile.offers.values().filter(|known| known.offer.ends_at > now) {
            let offer = &known.offer;
            for site in &offer.sites {
                let position = catalogue.site_no(site).ok().and_then(|no| catalogue.site(no).position);
                let Some(at) = position.and_then(at) else { continue };
                let no = index.spots.len();
                let radius_m = f64::from(offer.radius_m);
                index.near.add(at, no);
                index.by_item.entry(offer.item.clone()).or_default().push(no);
                index.by_offer.entry(offer.offer.clone()).or_default().push(no);
                index.radius_m_max = index.radius_m_max.max(radius_m);
                let (offer, site, starts_at, ends_at) =
                    (offer.offer.clone(), site.clone(), offer.starts_at, offer.ends_at);
                index.spots.push(Spot { offer, site, at, radius_m, starts_at, ends_at });
            }
        }
        index
    }

    /// Offers whose sites are near a place, the nearest first; each once.
    pub fn around(&self, place: LatLng, now: Instant) -> Vec<Spot> {
        if self.spots.is_empty() {
            return Vec::new();
        }
        let near = self.near.around(place, self.radius_m_max).into_iter().filter_map(|no| {
            let spot = &self.spots[*no];
            let distance = spot.at.distance_m(place);
            let live = spot.starts_at <= now && now < spot.ends_at;
            (live && distance <= spot.radius_m).then_some((distance, spot))
        });
        let mut near: Vec<(f64, &Spot)> = near.collect();
        near.sort_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| one.offer.cmp(&other.offer)));
        let mut once: Vec<Spot> = Vec::new();
        for (_, spot) in near {
            if !once.iter().any(|known| known.offer == spot.offer) {
                once.push(spot.clone());
            }
        }
        once
    }

    pub fn has_item(&self, item: &ItemId) -> bool {
        self.by_item.contains_key(item)
    }

    /// Where offers of an item are.
    pub fn of_item(&self, item: &ItemId) -> impl Iterator<Item = &Spot> {
        self.by_item.get(item).into_iter().flatten().map(|no| &self.spots[*no])
    }

    /// Where an offer is.
    pub fn of_offer(&self, offer: &PushOfferId) -> impl Iterator<Item = &Spot> {
        self.by_offer.get(offer).into_iter().flatten().map(|no| &self.spots[*no])
    }

    /// Offers that begin within a span of time.
    pub fn starting(&self, after: Instant, through: Instant) -> impl Iterator<Item = &PushOfferId> {
        let begins = move |spots: &Vec<usize>| {
            spots.first().is_some_and(|no| {
                let at = self.spots[*no].starts_at;
                after < at && at <= through
            })
        };
        self.by_offer.iter().filter(move |(_, spots)| begins(spots)).map(|(offer, _)| offer)
    }
}
