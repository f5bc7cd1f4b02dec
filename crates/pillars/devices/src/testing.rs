//! What the tests of this pillar have in common: asking it, and letting what it answers happen.

use crate::{Command, Devices};
use realtail_kernel::{Instant, Machine, Position, Rejection, Stamp};
use realtail_vocabulary::{Device, DeviceEvent};

/// A device as it is written down.
pub(crate) fn device(value: serde_json::Value) -> Box<Device> {
    serde_json::from_value(value).expect("a device")
}

impl Devices {
    /// Decides, and takes in what that brings about.
    pub(crate) fn ask(&mut self, command: &Command, now: Instant) -> Result<Vec<DeviceEvent>, Rejection> {
        let events = self.decide(command, now)?;
        self.take(&events, now);
        Ok(events)
    }

    /// Takes in what happened.
    pub(crate) fn take(&mut self, events: &[DeviceEvent], now: Instant) {
        let stamp = Stamp { position: Position(1), origin: Position(1), at: now };
        events.iter().for_each(|event| self.apply(event, stamp));
    }
}
