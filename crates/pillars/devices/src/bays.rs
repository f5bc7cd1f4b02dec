//! Bays of shelves: what is planned to stand where, and which of it a camera saw missing.

mod check;
#[cfg(test)]
mod tests;

use crate::registry::Registry;
use crate::watch::{Alarm, check_time};
use realtail_kernel::{BayId, DeviceId, Instant, ItemId, Rejection, SiteId};
use realtail_vocabulary::{Bay, BayPlace, DeviceEvent, DeviceKind, SeenPlace, ShelfLook};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// From here on one look is enough to tell of a gap, in parts per million; below it takes two, one after the other.
pub const SURE_PPM: u32 = 900_000;
/// What was seen less surely than this counts for nothing, in parts per million.
pub const UNSURE_BELOW_PPM: u32 = 500_000;

/// Bays of shelves, by site and name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bays {
    sites: BTreeMap<SiteId, BTreeMap<BayId, KnownBay>>,
}

/// A bay, and what was seen of it last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownBay {
    /// As it is planned.
    pub bay: Bay,
    /// The last look at it.
    pub look: Option<ShelfLook>,
    gaps: BTreeMap<ItemId, Gap>,
}

/// An item that is missing from a bay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Gap {
    /// One look says so, and not surely.
    Suspected {
        /// When that was.
        since: Instant,
    },
    /// It is sure, and the store was told.
    Told {
        /// When it was seen first.
        since: Instant,
        /// By which camera.
        camera: DeviceId,
        /// How many facings were not empty.
        facings: i64,
    },
}

/// What a look says of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Judged {
    /// It is missing: so many facings are not empty.
    Missing { facings: i64, is_sure: bool },
    /// It is there.
    There { facings: i64 },
    /// Nobody can say: too much was hidden, or too little is sure.
    Unsaid,
}

impl KnownBay {
    /// Since when items are missing from the bay, and whether the store was told.
    pub fn gaps(&self) -> impl Iterator<Item = (&ItemId, Alarm, bool)> {
        self.gaps.iter().map(|(item, gap)| match gap {
            Gap::Suspected { since } => (item, Alarm { since: *since, due_at: None }, false),
            Gap::Told { since, .. } => (item, Alarm { since: *since, due_at: None }, true),
        })
    }

    /// What a look says of each item that it tells of.
    fn judged(&self, look: &ShelfLook) -> Vec<(ItemId, Judged)> {
        let mut seen: BTreeMap<&ItemId, (u32, u32, u32)> = BTreeMap::new();
        for place in &look.places {
            let Some(item) = item_of(&self.bay, place) else { continue };
            let (full, empty, sure) = seen.entry(item).or_insert((0, 0, u32::MAX));
            *full += u32::from(place.facings_seen);
            *empty += u32::from(place.facings_empty);
            *sure = (*sure).min(place.confidence_ppm);
        }
        let judged = |(item, (full, empty, sure)): (&ItemId, (u32, u32, u32))| {
            let planned: u32 = places_of(&self.bay, item).map(|place| u32::from(place.facings)).sum();
            let low_at: u32 = places_of(&self.bay, item).map(|place| u32::from(place.low_at_facings)).sum();
            let hidden = planned.saturating_sub(full + empty);
            let facings = i64::from(full);
            let judged = if sure < UNSURE_BELOW_PPM {
                Judged::Unsaid
            } else if full > low_at {
                Judged::There { facings }
            } else if empty > 0 && full + hidden <= low_at {
                Judged::Missing { facings, is_sure: sure >= SURE_PPM }
            } else {
                Judged::Unsaid
            };
            (item.clone(), judged)
        };
        seen.into_iter().map(judged).collect()
    }
}

/// All places of an item in a bay.
fn places_of<'a>(bay: &'a Bay, item: &'a ItemId) -> impl Iterator<Item = &'a BayPlace> {
    bay.shelves.iter().flat_map(|shelf| &shelf.places).filter(move |place| place.item == *item)
}

/// Which item of the bay is told of.
fn item_of<'a>(bay: &'a Bay, place: &SeenPlace) -> Option<&'a ItemId> {
    match (&place.item, place.shelf, place.place) {
        (_, Some(shelf), Some(number)) => {
            let shelf = bay.shelves.get(usize::from(shelf).checked_sub(1)?)?;
            let planned = shelf.places.get(usize::from(number).checked_sub(1)?)?;
            place.item.as_ref().is_none_or(|item| *item == planned.item).then_some(&planned.item)
        }
        (Some(item), None, None) => {
            let mut places = bay.shelves.iter().flat_map(|shelf| &shelf.places);
            places.find(|place| place.item == *item).map(|place| &place.item)
        }
        _ => None,
    }
}

impl Bays {
    /// The bay of this name, and what is known of it.
    pub fn bay(&self, site: &SiteId, bay: &BayId) -> Option<&KnownBay> {
        self.sites.get(site)?.get(bay)
    }

    /// All bays, or those of one site, by site and name.
    pub fn bays<'a>(&'a self, site: Option<&'a SiteId>) -> impl Iterator<Item = &'a KnownBay> {
        let wanted = self.sites.iter().filter(move |(known, _)| site.is_none_or(|site| site == *known));
        wanted.flat_map(|(_, bays)| bays.values())
    }

    /// Whether the store was told that an item is missing from a bay, and no look said otherwise since.
    pub fn is_missing(&self, site: &SiteId, item: &ItemId) -> bool {
        let told = |known: &KnownBay| matches!(known.gaps.get(item), Some(Gap::Told { .. }));
        self.bays(Some(site)).any(told)
    }

    pub(crate) fn set(&self, bay: &Bay, now: Instant) -> Result<Vec<DeviceEvent>, Rejection> {
        check::bay(bay)?;
        let known = self.bay(&bay.site, &bay.bay);
        if known.is_some_and(|known| known.bay == *bay) {
            return Ok(Vec::new());
        }
        // What stands there no more cannot be missing from it.
        let is_gone = |item: &ItemId| places_of(bay, item).next().is_none();
        let mut events = known.map_or(Vec::new(), |known| known.ended(now, is_gone));
        events.push(DeviceEvent::BaySet(Box::new(bay.clone())));
        Ok(events)
    }

    pub(crate) fn remove(
        &self,
        site: &SiteId,
        bay: &BayId,
        now: Instant,
    ) -> Result<Vec<DeviceEvent>, Rejection> {
        let known = self.bay(site, bay).ok_or_else(|| Rejection::unknown("bay", bay))?;
        let mut events = known.ended(now, |_| true);
        events.push(DeviceEvent::BayRemoved { site: site.clone(), bay: bay.clone() });
        Ok(events)
    }

    /// What a look comes to. One that is not newer than the last says nothing of now.
    pub(crate) fn look(
        &self,
        registry: &Registry,
        look: &ShelfLook,
        now: Instant,
    ) -> Result<Vec<DeviceEvent>, Rejection> {
        check_time(look.at, now)?;
        registry.heard(&look.camera, DeviceKind::Camera, Some(&look.site))?;
        let Some(known) = self.bay(&look.site, &look.bay) else {
            let problem = format!(
                "site {} has no planogram of bay {}; PUT /v1/planograms/{}/{} first",
                look.site, look.bay, look.site, look.bay
            );
            return Err(Rejection::invalid("bay", problem));
        };
        check::look(&known.bay, look)?;
        if known.look.as_ref().is_some_and(|last| last.at >= look.at) {
            return Ok(Vec::new());
        }
        let mut events = vec![DeviceEvent::ShelfSeen(Box::new(look.clone()))];
        for (item, judged) in known.judged(look) {
            match (judged, known.gaps.get(&item)) {
                (Judged::Missing { facings, .. }, Some(Gap::Suspected { since })) => {
                    events.push(known.told(look, item, facings, *since));
                }
                (Judged::Missing { facings, is_sure: true }, None) => {
                    events.push(known.told(look, item, facings, look.at));
                }
                (Judged::There { facings }, Some(Gap::Told { .. })) => {
                    events.push(known.filled(&look.camera, item, facings, look.at));
                }
                (Judged::Missing { .. } | Judged::There { .. } | Judged::Unsaid, _) => (),
            }
        }
        Ok(events)
    }

    pub(crate) fn apply(&mut self, event: &DeviceEvent) {
        match event {
            DeviceEvent::BaySet(bay) => {
                let bays = self.sites.entry(bay.site.clone()).or_default();
                let known = bays.entry(bay.bay.clone()).or_insert_with(|| KnownBay {
                    bay: (**bay).clone(),
                    look: None,
                    gaps: BTreeMap::new(),
                });
                known.bay = (**bay).clone();
                // What was seen was seen of places that may be others now.
                known.look = None;
                known.gaps.retain(|_, gap| matches!(gap, Gap::Told { .. }));
            }
            DeviceEvent::BayRemoved { site, bay } => {
                if let Some(bays) = self.sites.get_mut(site) {
                    bays.remove(bay);
                    if bays.is_empty() {
                        self.sites.remove(site);
                    }
                }
            }
            DeviceEvent::ShelfSeen(look) => {
                if let Some(known) = self.known(&look.site, &look.bay) {
                    known.see(look);
                }
            }
            DeviceEvent::ShelfRanLow { device, site, bay: Some(bay), item, units, since, .. } => {
                if let Some(known) = self.known(site, bay) {
                    let gap = Gap::Told { since: *since, camera: device.clone(), facings: *units };
                    known.gaps.insert(item.clone(), gap);
                }
            }
            DeviceEvent::ShelfFilled { site, bay: Some(bay), item, .. } => {
                if let Some(known) = self.known(site, bay) {
                    known.gaps.remove(item);
                }
            }
            DeviceEvent::ShelfRanLow { bay: None, .. }
            | DeviceEvent::ShelfFilled { bay: None, .. }
            | DeviceEvent::Set(_)
            | DeviceEvent::Removed { .. }
            | DeviceEvent::FellSilent { .. }
            | DeviceEvent::HeardAgain { .. }
            | DeviceEvent::TagsMoved { .. }
            | DeviceEvent::ShelfSank { .. }
            | DeviceEvent::ShelfRose { .. }
            | DeviceEvent::WarmedUp { .. }
            | DeviceEvent::CooledDown { .. }
            | DeviceEvent::GotTooWarm { .. }
            | DeviceEvent::Cooled { .. } => (),
        }
    }

    fn known(&mut self, site: &SiteId, bay: &BayId) -> Option<&mut KnownBay> {
        self.sites.get_mut(site)?.get_mut(bay)
    }

    /// Since when an item is missing from a bay, and whether the store was told.
    pub(crate) fn gap(&self, site: &SiteId, bay: &BayId, item: &ItemId) -> Option<(Instant, bool)> {
        match self.bay(site, bay)?.gaps.get(item)? {
            Gap::Suspected { since } => Some((*since, false)),
            Gap::Told { since, .. } => Some((*since, true)),
        }
    }
}

impl KnownBay {
    fn see(&mut self, look: &ShelfLook) {
        for (item, judged) in self.judged(look) {
            match (judged, self.gaps.get(&item)) {
                (Judged::Missing { .. }, None) => {
                    self.gaps.insert(item, Gap::Suspected { since: look.at });
                }
                (Judged::There { .. }, Some(Gap::Suspected { .. })) => {
                    self.gaps.remove(&item);
                }
                (Judged::Missing { .. } | Judged::There { .. } | Judged::Unsaid, _) => (),
            }
        }
        self.look = Some(look.clone());
    }

    fn told(&self, look: &ShelfLook, item: ItemId, facings: i64, since: Instant) -> DeviceEvent {
        DeviceEvent::ShelfRanLow {
            device: look.camera.clone(),
            site: look.site.clone(),
            zone: self.bay.zone.clone(),
            bay: Some(look.bay.clone()),
            item,
            units: facings,
            since,
        }
    }

    fn filled(&self, camera: &DeviceId, item: ItemId, facings: i64, at: Instant) -> DeviceEvent {
        DeviceEvent::ShelfFilled {
            device: camera.clone(),
            site: self.bay.site.clone(),
            bay: Some(self.bay.bay.clone()),
            item,
            units: facings,
            at: Some(at),
        }
    }

    /// The end of what was told of.
    fn ended(&self, now: Instant, is_gone: impl Fn(&ItemId) -> bool) -> Vec<DeviceEvent> {
        let told = |(item, gap): (&ItemId, &Gap)| match gap {
            Gap::Told { camera, facings, .. } if is_gone(item) => {
                Some(self.filled(camera, item.clone(), *facings, now))
            }
            Gap::Told { .. } | Gap::Suspected { .. } => None,
        };
        self.gaps.iter().filter_map(told).collect()
    }
}
