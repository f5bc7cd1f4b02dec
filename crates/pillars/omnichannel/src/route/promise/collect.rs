//! What is collected at a site, or carried out of it.

use super::stock::{Short, Since};
use super::{PLACES_MAX, Promise, PromisePart, Promising, rounded, slot_confidence, words};
use crate::catalogue::SiteNo;
use crate::route::schedule::{Diary, Slot};
use crate::route::survey::serves;
use realtail_kernel::Instant;
use realtail_vocabulary::DeliveryMethod;

const QUARTER_MICROS: i64 = 15 * 60 * 1_000_000;

/// A site where the basket can be had.
struct Place {
    no: SiteNo,
    metres: Option<u32>,
    since: Since,
    slot: Slot,
    ready_at: Instant,
}

impl<'a> Promising<'a> {
    pub(super) fn collect(&mut self, method: DeliveryMethod) {
        let catalogue = &self.state.catalogue;
        let (sites, unable): (Vec<SiteNo>, Vec<SiteNo>) =
            self.sites().into_iter().partition(|no| serves(catalogue.site(*no), method));
        let stock = self.stock(method, &sites);
        let mut places = Vec::new();
        let mut nearly: Option<(Short, SiteNo)> = None;
        let mut reasons: Vec<(SiteNo, String)> =
            unable.into_iter().map(|no| (no, "does not serve orders this way".to_owned())).collect();
        for (s, no) in sites.iter().copied().enumerate() {
            match stock.all(s) {
                Ok(since) => match self.place(method, no, since) {
                    Some(place) => places.push(place),
                    None => reasons.push((no, "can take no more orders for weeks".to_owned())),
                },
                Err(short) => {
                    if nearly.is_none_or(|(known, _)| short.missing < known.missing) {
                        nearly = Some((short, no));
                    }
                    if !self.ask.sites.is_empty() {
                        reasons.push((no, self.short_in_words(short)));
                    }
                }
            }
        }
        if !self.ask.sites.is_empty() {
            reasons.into_iter().for_each(|(no, reason)| self.refuse(method, Some(no), reason));
        } else if places.is_empty() {
            let reason = nearly.map(|(short, no)| self.nearly_in_words(short, no));
            self.refuse(method, None, reason.unwrap_or_else(|| "no site serves orders this way".to_owned()));
        }
        self.offer(method, places);
    }

    fn place(&mut self, method: DeliveryMethod, no: SiteNo, since: Since) -> Option<Place> {
        let diary = Diary::of(self.state, no);
        let slot = match method {
            // Nobody picks it: it is there when the shopper is.
            DeliveryMethod::CarryOut => diary.open_from(&mut self.clocks, since.at)?,
            _ => diary.slot(&mut self.clocks, method, self.parts.len(), since.at)?,
        };
        let mut ready_at = slot.ready_at;
        if method == DeliveryMethod::Pickup {
            ready_at = quarter(ready_at);
            if diary.closes(&mut self.clocks, slot.ready_at).is_some_and(|closes| ready_at > closes) {
                ready_at = slot.ready_at;
            }
        }
        Some(Place { no, metres: self.metres(no), since, slot, ready_at })
    }

    /// Of many places the nearest and the soonest are told.
    fn offer(&mut self, method: DeliveryMethod, mut places: Vec<Place>) {
        if self.ask.sites.is_empty() && places.len() > PLACES_MAX {
            places.sort_by_key(|p| (p.metres.unwrap_or(u32::MAX), p.ready_at, p.no));
            let mut rest = places.split_off(PLACES_MAX - 1);
            rest.sort_by_key(|p| (p.ready_at, p.metres, p.no));
            places.extend(rest.into_iter().next());
        }
        places.sort_by_key(|p| (p.ready_at, p.metres.unwrap_or(u32::MAX), p.no));
        for place in places {
            let promise = self.at_place(method, &place);
            self.answer.promises.push(promise);
        }
    }

    fn at_place(&mut self, method: DeliveryMethod, place: &Place) -> Promise {
        let site = self.state.catalogue.site(place.no);
        let diary = Diary::of(self.state, place.no);
        let latest_order_at = match place.since.waits_for {
            // Ordered later, it still comes with the delivery.
            Some(_) => place.since.at,
            None => {
                let work_ms = place.slot.ready_at.micros_since(place.slot.at) / 1000;
                let begins = place.ready_at.plus_ms(-work_ms - diary.lead_ms());
                diary.last_order(&mut self.clocks, method, begins)
            }
        };
        let part = PromisePart {
            site: site.site.clone(),
            lines: self.all_lines(),
            ready_at: place.ready_at,
            arrives_by: None,
            carrier: None,
        };
        Promise {
            method,
            service: None,
            site: Some(site.site.clone()),
            distance_km: place.metres.map(|m| m.div_ceil(1000)),
            ready_at: Some(place.ready_at),
            arrives_by: None,
            latest_order_at: latest_order_at.max(self.now),
            confidence: rounded(place.since.confidence * slot_confidence(&place.slot)),
            reason: words::collected(method, &place.since, &place.slot),
            parts: vec![part],
        }
    }

    pub(super) fn short_in_words(&self, short: Short) -> String {
        let item = &self.state.catalogue.item(self.parts[short.part].item).item;
        match short.is_behind {
            true => format!(
                "has {} of {item} too few on the sales floor; they stand elsewhere in the site",
                short.missing
            ),
            false => format!("has {} of {item} too few, and none is expected", short.missing),
        }
    }

    fn nearly_in_words(&self, short: Short, no: SiteNo) -> String {
        let item = &self.state.catalogue.item(self.parts[short.part].item).item;
        let site = &self.state.catalogue.site(no).site;
        let place = if short.is_behind { " on its sales floor" } else { "" };
        format!(
            "no site has all of it; {site} comes nearest, with {} of {item} too few{place}",
            short.missing
        )
    }
}

/// The next quarter of an hour.
fn quarter(at: Instant) -> Instant {
    let micros = at.micros();
    Instant::from_micros(micros + (QUARTER_MICROS - micros.rem_euclid(QUARTER_MICROS)) % QUARTER_MICROS)
}
