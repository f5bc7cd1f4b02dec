//! Which devices there are.

use realtail_kernel::{DeviceId, Rejection};
use realtail_vocabulary::{Device, DeviceEvent, DeviceKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which devices there are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Registry {
    devices: BTreeMap<DeviceId, Device>,
}

impl Registry {
    /// All devices, by name.
    pub fn devices(&self) -> impl Iterator<Item = &Device> {
        self.devices.values()
    }

    /// The device of this name.
    pub fn device(&self, device: &DeviceId) -> Option<&Device> {
        self.devices.get(device)
    }

    pub(crate) fn set(&self, device: &Device) -> Result<Vec<DeviceEvent>, Rejection> {
        check(device)?;
        if self.device(&device.device) == Some(device) {
            return Ok(Vec::new());
        }
        Ok(vec![DeviceEvent::Set(Box::new(device.clone()))])
    }

    pub(crate) fn remove(&self, device: &DeviceId) -> Result<Vec<DeviceEvent>, Rejection> {
        match self.device(device) {
            Some(_) => Ok(vec![DeviceEvent::Removed { device: device.clone() }]),
            None => Err(Rejection::unknown("device", device)),
        }
    }

    pub(crate) fn apply(&mut self, event: &DeviceEvent) {
        match event {
            DeviceEvent::Set(device) => {
                self.devices.insert(device.device.clone(), (**device).clone());
            }
            DeviceEvent::Removed { device } => {
                self.devices.remove(device);
            }
            DeviceEvent::FellSilent { .. }
            | DeviceEvent::HeardAgain { .. }
            | DeviceEvent::TagsMoved { .. }
            | DeviceEvent::ShelfRanLow { .. }
            | DeviceEvent::ShelfFilled { .. }
            | DeviceEvent::GotTooWarm { .. }
            | DeviceEvent::Cooled { .. } => (),
        }
    }
}

fn check(device: &Device) -> Result<(), Rejection> {
    let only = |field: &'static str, is_set: bool, kind: DeviceKind| {
        if is_set && device.kind != kind {
            return Err(Rejection::invalid(field, format!("only a {kind:?} has one").to_lowercase()));
        }
        Ok(())
    };
    only("antennas", !device.antennas.is_empty(), DeviceKind::Reader)?;
    only("llrp", device.llrp.is_some(), DeviceKind::Reader)?;
    only("shelf", device.shelf.is_some(), DeviceKind::Shelf)?;
    only("climate", device.climate.is_some(), DeviceKind::Thermometer)?;
    for (n, antenna) in device.antennas.iter().enumerate() {
        if antenna.antenna == 0 {
            return Err(Rejection::invalid("antennas", "antennas are counted from 1"));
        }
        if device.antennas[..n].iter().any(|other| other.antenna == antenna.antenna) {
            return Err(Rejection::invalid("antennas", format!("antenna {} stands twice", antenna.antenna)));
        }
    }
    if device.shelf.as_ref().is_some_and(|shelf| shelf.filled_at_units <= shelf.low_at_units) {
        return Err(Rejection::invalid("shelf.filled_at_units", "say more than low_at_units"));
    }
    if device.climate.as_ref().is_some_and(|c| c.well_at_millicelsius > c.too_warm_above_millicelsius) {
        return Err(Rejection::invalid(
            "climate.well_at_millicelsius",
            "say at most too_warm_above_millicelsius",
        ));
    }
    Ok(())
}
