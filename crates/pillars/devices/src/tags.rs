//! Which tag is where.

mod report;

use crate::parts::Parts;
use realtail_kernel::{Epc, Instant, ItemId, SiteId, ZoneId};
use realtail_vocabulary::{DeviceEvent, TagFact};
pub(crate) use report::report;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a tag is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// At which site.
    pub site: SiteId,
    /// In which zone.
    pub zone: ZoneId,
    /// On what, where the retailer knows.
    pub item: Option<ItemId>,
    /// Since when.
    pub since: Instant,
    /// How sure that is, in parts per million.
    pub confidence_ppm: u32,
}

/// Which tag is where. Those that are heard nowhere are not in it, so it is never more than what hangs in the stores.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tags {
    present: Parts<Epc, Presence>,
    /// How many are in each zone.
    counts: Parts<(SiteId, ItemId), BTreeMap<ZoneId, u32>>,
}

impl Tags {
    /// Where a tag is.
    pub fn presence(&self, epc: &Epc) -> Option<&Presence> {
        self.present.get(epc)
    }

    /// All tags behind `epc`, in an order that is always the same.
    pub fn after<'a>(&'a self, epc: Option<&'a Epc>) -> impl Iterator<Item = (&'a Epc, &'a Presence)> {
        self.present.after(epc)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.present.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.present.is_empty()
    }

    /// How many tags of an item are in a zone.
    pub fn count(&self, site: &SiteId, zone: &ZoneId, item: &ItemId) -> u32 {
        let zones = self.counts.get(&(site.clone(), item.clone()));
        zones.and_then(|zones| zones.get(zone)).copied().unwrap_or(0)
    }

    /// In which zones of a site tags of an item are, and how many.
    pub fn zones(&self, site: &SiteId, item: &ItemId) -> impl Iterator<Item = (&ZoneId, u32)> {
        let zones = self.counts.get(&(site.clone(), item.clone()));
        zones.into_iter().flatten().map(|(zone, count)| (zone, *count))
    }

    pub(crate) fn apply(&mut self, event: &DeviceEvent) {
        match event {
            DeviceEvent::TagsMoved { site, facts } => facts.iter().for_each(|fact| self.moved(site, fact)),
            DeviceEvent::Set(_)
            | DeviceEvent::Removed { .. }
            | DeviceEvent::FellSilent { .. }
            | DeviceEvent::HeardAgain { .. }
            | DeviceEvent::WarmedUp { .. }
            | DeviceEvent::CooledDown { .. }
            | DeviceEvent::ShelfSank { .. }
            | DeviceEvent::ShelfRose { .. }
            | DeviceEvent::ShelfRanLow { .. }
            | DeviceEvent::ShelfFilled { .. }
            | DeviceEvent::BaySet(_)
            | DeviceEvent::BayRemoved { .. }
            | DeviceEvent::ShelfSeen(_)
            | DeviceEvent::GotTooWarm { .. }
            | DeviceEvent::Cooled { .. } => (),
        }
    }

    fn moved(&mut self, site: &SiteId, fact: &TagFact) {
        let TagFact { epc, item, from: _, to, at, confidence_ppm } = fact;
        let before = match to {
            Some(zone) => {
                if let Some(item) = item {
                    *self.counts.entry(&(site.clone(), item.clone())).entry(zone.clone()).or_default() += 1;
                }
                let presence = Presence {
                    site: site.clone(),
                    zone: zone.clone(),
                    item: item.clone(),
                    since: *at,
                    confidence_ppm: *confidence_ppm,
                };
                self.present.insert(epc.clone(), presence)
            }
            None => self.present.remove(epc),
        };
        // Whatever the fact says of where it was: the counts follow what stood here.
        if let Some(Presence { site, zone, item: Some(item), .. }) = before {
            self.count_down((site, item), &zone);
        }
    }

    fn count_down(&mut self, pair: (SiteId, ItemId), zone: &ZoneId) {
        let zones = self.counts.entry(&pair);
        if let Some(count) = zones.get_mut(zone) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                zones.remove(zone);
            }
        }
        if zones.is_empty() {
            self.counts.remove(&pair);
        }
    }
}

/// That the counts are what counting would give.
///
/// # Errors
/// The first pair of which they are not.
pub fn counts_are_true(tags: &Tags) -> Result<(), String> {
    let mut counted: BTreeMap<(SiteId, ItemId), BTreeMap<ZoneId, u32>> = BTreeMap::new();
    for (_, presence) in tags.present.iter() {
        if let Some(item) = &presence.item {
            let zones = counted.entry((presence.site.clone(), item.clone())).or_default();
            *zones.entry(presence.zone.clone()).or_default() += 1;
        }
    }
    for (pair, zones) in tags.counts.iter() {
        if counted.remove(pair).as_ref() != Some(zones) {
            return Err(format!("tags of {} at {} are counted wrongly", pair.1, pair.0));
        }
    }
    match counted.first_key_value() {
        Some(((site, item), _)) => Err(format!("tags of {item} at {site} are not counted")),
        None => Ok(()),
    }
}
