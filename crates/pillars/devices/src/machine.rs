//! The pillar as one machine.

use crate::bays::Bays;
use crate::climate::Climates;
use crate::registry::Registry;
use crate::shelf::{self, Shelves};
use crate::tags::{self, Tags};
use crate::watch::Reading;
use realtail_kernel::{BayId, DeviceId, Instant, ItemId, Machine, Mark, Rejection, SiteId, Stamp};
use realtail_vocabulary::{Bay, Device, DeviceEvent, ShelfLook, TagFact};
use serde::{Deserialize, Serialize};

/// What may be asked of the pillar.
#[derive(Clone, Debug)]
pub enum Command {
    /// Know a device, or know it as another than before.
    Set(Box<Device>),
    /// Know a device no more.
    Remove(DeviceId),
    /// Take a device for silent: nothing was heard of it since then.
    TakeForSilent(DeviceId, Instant),
    /// Take it for heard again.
    HearAgain(DeviceId),
    /// Know where tags are.
    Report {
        /// At which site.
        site: SiteId,
        /// What was found out, in its order.
        facts: Vec<TagFact>,
    },
    /// A thermometer says how warm it is, in degrees Celsius.
    ReadTemperature(Reading<f64>),
    /// A shelf says what it weighs, in grams.
    WeighShelf(Reading<i64>),
    /// Plan a bay of shelves, or plan it otherwise than before.
    SetBay(Box<Bay>),
    /// Plan it no more.
    RemoveBay(SiteId, BayId),
    /// A camera says what it saw of a bay.
    LookAtShelf(Box<ShelfLook>),
}

/// Devices, and what their signals come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Devices {
    /// Which there are.
    pub registry: Registry,
    /// Which tag is where.
    #[serde(default)]
    pub tags: Tags,
    /// Where it is too warm.
    #[serde(default)]
    pub climates: Climates,
    /// Which shelves are low.
    #[serde(default)]
    pub shelves: Shelves,
    /// Bays of shelves, and what cameras saw of them.
    #[serde(default)]
    pub bays: Bays,
}

impl Devices {
    /// Whether the store was told that the shelf of an item is low, by a shelf that weighs or by a camera, and it was not
    /// filled since.
    pub fn is_told_empty(&self, site: &SiteId, item: &ItemId) -> bool {
        self.bays.is_missing(site, item) || self.shelves.is_told(&self.registry, site, item)
    }

    /// What runs for a device ends where it is moved, planned anew so that all is well, or gone; then it changes.
    fn changed(
        &self,
        device: &DeviceId,
        new: Option<&Device>,
        events: Vec<DeviceEvent>,
        now: Instant,
    ) -> Vec<DeviceEvent> {
        let Some(old) = self.registry.device(device).filter(|_| !events.is_empty()) else { return events };
        let mut ended = self.climates.changed(old, new, now);
        ended.extend(self.shelves.changed(old, new, now));
        ended.extend(events);
        ended
    }
}

impl Machine for Devices {
    type Command = Command;
    type Event = DeviceEvent;
    type Refusal = Rejection;

    fn decide(&self, command: &Command, now: Instant) -> Result<Vec<DeviceEvent>, Rejection> {
        match command {
            Command::Set(device) => {
                shelf::check(device)?;
                let events = self.registry.set(device)?;
                Ok(self.changed(&device.device, Some(device), events, now))
            }
            Command::Remove(device) => {
                let events = self.registry.remove(device)?;
                Ok(self.changed(device, None, events, now))
            }
            Command::ReadTemperature(reading) => self.climates.read(&self.registry, reading, now),
            Command::WeighShelf(weight) => self.shelves.weigh(&self.registry, weight, now),
            Command::SetBay(bay) => self.bays.set(bay, now),
            Command::RemoveBay(site, bay) => self.bays.remove(site, bay, now),
            Command::LookAtShelf(look) => self.bays.look(&self.registry, look, now),
            Command::TakeForSilent(device, since) => self.registry.take_for_silent(device, *since),
            Command::HearAgain(device) => self.registry.hear_again(device),
            Command::Report { site, facts } => tags::report(&self.tags, site, facts),
        }
    }

    fn apply(&mut self, event: &DeviceEvent, stamp: Stamp) {
        self.registry.apply(event);
        self.tags.apply(event);
        self.climates.apply(event, stamp);
        self.shelves.apply(event, stamp);
        self.bays.apply(event);
    }

    fn next_due(&self) -> Option<Instant> {
        [self.climates.next_due(), self.shelves.next_due()].into_iter().flatten().min()
    }

    fn tick(&self, now: Instant) -> Vec<DeviceEvent> {
        let mut events = self.climates.tick(&self.registry, now);
        events.extend(self.shelves.tick(&self.registry, now));
        events
    }

    fn began(&self, event: &DeviceEvent) -> Option<Mark> {
        self.climates.began(event).or_else(|| self.shelves.began(event))
    }
}
