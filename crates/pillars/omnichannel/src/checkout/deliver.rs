//! How a basket may come to the shopper: what is offered for a destination, and which site would give it.

use crate::catalogue::{ItemNo, SiteNo};
use crate::hold::Place;
use crate::machine::Omnichannel;
use realtail_kernel::{Channel, Currency, Instant, Label, OfferName, Word};
use realtail_vocabulary::{
    Bringing, CheckoutLine, DeliveryOffer, DeliveryPlace, HoldLine, HoldPlace, Offered, Service,
};

/// Sites that a shopper is shown to collect at.
const PICKUP_SITES_MAX: usize = 50;
/// The one way in which goods are collected.
pub(crate) const PICKUP: &str = "pickup";

/// Some lines that go together.
pub(super) struct Parcel<'a> {
    pub lines: Vec<(&'a CheckoutLine, ItemNo)>,
    /// Of the whole basket, since free delivery looks at all of it.
    pub subtotal: i64,
    pub basket: &'a [CheckoutLine],
    pub currency: Currency,
    pub channel: &'a Channel,
    pub now: Instant,
}

/// The ways in which a parcel may go to a destination, cheapest first.
pub(super) fn offers(
    state: &Omnichannel,
    parcel: &Parcel<'_>,
    bringing: Bringing,
    destination: Option<&DeliveryPlace>,
) -> Vec<Offered> {
    let Some(destination) = destination else { return Vec::new() };
    match bringing {
        Bringing::Pickup => pickup(state, destination).into_iter().collect(),
        Bringing::Shipping => shipping(state, parcel, destination),
    }
}

fn pickup(state: &Omnichannel, destination: &DeliveryPlace) -> Option<Offered> {
    let site = state.catalogue.site_no(&destination.destination.as_str().parse().ok()?).ok()?;
    let name = state.catalogue.site(site).name.as_str();
    let title = Label::new(format!("Pickup at {name}")).or_else(|_| Label::new("Pickup")).ok()?;
    Some(Offered { offer: OfferName::new(PICKUP).ok()?, title, price: 0 })
}

/// Of each service the offer that is nearest to the country.
fn shipping(state: &Omnichannel, parcel: &Parcel<'_>, destination: &DeliveryPlace) -> Vec<Offered> {
    let Some(country) = &destination.country else { return Vec::new() };
    let is_here = |offer: &DeliveryOffer| offer.country.as_ref().is_none_or(|of| is_same(of, country));
    let mut nearest: Vec<&DeliveryOffer> = Vec::new();
    let here = |offer: &&DeliveryOffer| offer.currency == parcel.currency && is_here(offer);
    for offer in state.checkouts.offers().filter(here) {
        match nearest.iter_mut().find(|known| known.service == offer.service) {
            Some(known) if known.country.is_none() && offer.country.is_some() => *known = offer,
            Some(_) => (),
            None => nearest.push(offer),
        }
    }
    nearest.sort_by(|a, b| (a.price, &a.offer).cmp(&(b.price, &b.offer)));
    nearest.into_iter().map(|offer| priced(offer, parcel)).collect()
}

fn is_same(a: &Word, b: &Word) -> bool {
    a.as_str().eq_ignore_ascii_case(b.as_str())
}

fn priced(offer: &DeliveryOffer, parcel: &Parcel<'_>) -> Offered {
    let is_free = offer.free.iter().any(|free| {
        free.from_subtotal.is_some_and(|from| parcel.subtotal >= from)
            || parcel.basket.iter().any(|line| free.items.contains(&line.item))
    });
    if !is_free {
        return Offered { offer: offer.offer.clone(), title: offer.title.clone(), price: offer.price };
    }
    let title = Label::new(format!("{} (Free)", offer.title)).unwrap_or_else(|_| offer.title.clone());
    Offered { offer: offer.offer.clone(), title, price: 0 }
}

/// Where a parcel may be collected: sites that have all of it first.
pub(super) fn pickup_sites(state: &Omnichannel, parcel: &Parcel<'_>) -> Vec<DeliveryPlace> {
    let mut sites: Vec<(bool, SiteNo)> =
        serving(state, Service::Pickup).map(|site| (!has_all(state, parcel, site), site)).collect();
    sites.sort();
    let destination = |(_, site): (bool, SiteNo)| {
        let site = state.catalogue.site(site);
        let destination = Word::new(site.site.as_str()).ok()?;
        Some(DeliveryPlace { destination, country: None, region: None, postal_code: None })
    };
    sites.into_iter().take(PICKUP_SITES_MAX).filter_map(destination).collect()
}

fn serving(state: &Omnichannel, service: Service) -> impl Iterator<Item = SiteNo> {
    let serves = move |site: &realtail_vocabulary::Site| {
        site.serves.as_ref().is_none_or(|services| services.contains(&service))
            && site.kind != realtail_vocabulary::SiteKind::Supplier
    };
    (0u32..).zip(state.catalogue.sites()).filter(move |(_, site)| serves(site)).map(|(no, _)| SiteNo(no))
}

fn has_all(state: &Omnichannel, parcel: &Parcel<'_>, site: SiteNo) -> bool {
    parcel.lines.iter().all(|(line, item)| {
        !state.catalogue.item(*item).stocked
            || state.room(*item, Place::Site(site), Some(parcel.channel), parcel.now) >= line.quantity.units()
    })
}

/// What would be held for a parcel, and where: at the site of its choice, else at the one that has all of it, else
/// each line where most of it is. Items of which no stock is kept need no hold.
pub(super) fn held_lines(
    state: &Omnichannel,
    parcel: &Parcel<'_>,
    bringing: Bringing,
    destination: Option<&DeliveryPlace>,
) -> Vec<HoldLine> {
    let chosen = destination.filter(|_| bringing == Bringing::Pickup);
    let chosen = chosen.and_then(|d| state.catalogue.site_no(&d.destination.as_str().parse().ok()?).ok());
    let service = if bringing == Bringing::Pickup { Service::Pickup } else { Service::Ship };
    let whole = chosen.or_else(|| serving(state, service).find(|site| has_all(state, parcel, *site)));
    let stocked = parcel.lines.iter().filter(|(_, item)| state.catalogue.item(*item).stocked);
    let line = |(line, item): &(&CheckoutLine, ItemNo)| {
        let room = |site: &SiteNo| state.room(*item, Place::Site(*site), Some(parcel.channel), parcel.now);
        let most = || serving(state, service).max_by_key(|site| (room(site), std::cmp::Reverse(*site)));
        let site = state.catalogue.site(whole.or_else(most)?).site.clone();
        Some(HoldLine { item: line.item.clone(), quantity: line.quantity, place: HoldPlace::Site(site) })
    };
    stocked.filter_map(line).collect()
}
