//! The pillar as one machine.

use crate::registry::Registry;
use realtail_kernel::{DeviceId, Instant, Machine, Rejection, Stamp};
use realtail_vocabulary::{Device, DeviceEvent};
use serde::{Deserialize, Serialize};

/// What may be asked of the pillar.
#[derive(Clone, Debug)]
pub enum Command {
    /// Know a device, or know it as another than before.
    Set(Box<Device>),
    /// Know a device no more.
    Remove(DeviceId),
}

/// Devices, and what their signals come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Devices {
    /// Which there are.
    pub registry: Registry,
}

impl Machine for Devices {
    type Command = Command;
    type Event = DeviceEvent;
    type Refusal = Rejection;

    fn decide(&self, command: &Command, _now: Instant) -> Result<Vec<DeviceEvent>, Rejection> {
        match command {
            Command::Set(device) => self.registry.set(device),
            Command::Remove(device) => self.registry.remove(device),
        }
    }

    fn apply(&mut self, event: &DeviceEvent, _stamp: Stamp) {
        self.registry.apply(event);
    }
}
