//! The pillar as one machine.

use crate::registry::Registry;
use crate::tags::{self, Tags};
use realtail_kernel::{DeviceId, Instant, Machine, Rejection, SiteId, Stamp};
use realtail_vocabulary::{Device, DeviceEvent, TagFact};
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
}

/// Devices, and what their signals come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Devices {
    /// Which there are.
    pub registry: Registry,
    /// Which tag is where.
    #[serde(default)]
    pub tags: Tags,
}

impl Machine for Devices {
    type Command = Command;
    type Event = DeviceEvent;
    type Refusal = Rejection;

    fn decide(&self, command: &Command, _now: Instant) -> Result<Vec<DeviceEvent>, Rejection> {
        match command {
            Command::Set(device) => self.registry.set(device),
            Command::Remove(device) => self.registry.remove(device),
            Command::TakeForSilent(device, since) => self.registry.take_for_silent(device, *since),
            Command::HearAgain(device) => self.registry.hear_again(device),
            Command::Report { site, facts } => tags::report(&self.tags, site, facts),
        }
    }

    fn apply(&mut self, event: &DeviceEvent, _stamp: Stamp) {
        self.registry.apply(event);
        self.tags.apply(event);
    }
}
