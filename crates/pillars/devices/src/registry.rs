//! Which devices there are.

use realtail_kernel::{DeviceId, Instant, Rejection};
use realtail_vocabulary::{Device, DeviceEvent, DeviceKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which devices there are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Registry {
    devices: BTreeMap<DeviceId, Device>,
    /// Those of which nothing is heard, and since when.
    #[serde(default)]
    silent: BTreeMap<DeviceId, Instant>,
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

    /// Since when nothing is heard of a device, where it is taken for silent.
    pub fn silent_since(&self, device: &DeviceId) -> Option<Instant> {
        self.silent.get(device).copied()
    }

    pub(crate) fn take_for_silent(
        &self,
        device: &DeviceId,
        last_seen_at: Instant,
    ) -> Result<Vec<DeviceEvent>, Rejection> {
        match self.device(device) {
            None => Err(Rejection::unknown("device", device)),
            Some(_) if self.silent.contains_key(device) => Ok(Vec::new()),
            Some(_) => Ok(vec![DeviceEvent::FellSilent { device: device.clone(), last_seen_at }]),
        }
    }

    pub(crate) fn hear_again(&self, device: &DeviceId) -> Result<Vec<DeviceEvent>, Rejection> {
        match self.device(device) {
            None => Err(Rejection::unknown("device", device)),
            Some(_) if self.silent.contains_key(device) => {
                Ok(vec![DeviceEvent::HeardAgain { device: device.clone() }])
            }
            Some(_) => Ok(Vec::new()),
        }
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
                self.silent.remove(device);
            }
            DeviceEvent::FellSilent { device, last_seen_at } => {
                self.silent.insert(device.clone(), *last_seen_at);
            }
            DeviceEvent::HeardAgain { device } => {
                self.silent.remove(device);
            }
            DeviceEvent::TagsMoved { .. }
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
}

/// The longest that a device may be quiet and not be taken for silent: a year.
const SILENT_AFTER_MS_MAX: u64 = 31_622_400_000;
/// The most antennas of one reader: hubs make up to 64 of one.
const ANTENNAS_MAX: usize = 256;

fn check(device: &Device) -> Result<(), Rejection> {
    if device.antennas.len() > ANTENNAS_MAX {
        return Err(Rejection::invalid("antennas", format!("a reader has at most {ANTENNAS_MAX}")));
    }
    if device.silent_after_ms.is_some_and(|ms| ms == 0 || ms > SILENT_AFTER_MS_MAX) {
        return Err(Rejection::invalid("silent_after_ms", "say 1 to 31622400000, a year"));
    }
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

#[cfg(test)]
mod tests {
    use crate::testing::device;
    use crate::{Command, Devices};
    use realtail_kernel::{DeviceId, Instant, Machine};

    fn set(fields: &str) -> Command {
        let text = format!("{{\"device\": \"d\", \"site\": \"X\", {fields}}}");
        Command::Set(device(serde_json::from_str(&text).expect("JSON")))
    }

    #[test]
    fn what_a_device_cannot_be_is_named() {
        for (fields, problem) in [
            ("\"kind\": \"reader\"", ""),
            (
                "\"kind\": \"sign\", \"antennas\": [{\"antenna\": 1, \"zone\": \"floor\"}]",
                "antennas: only a reader has one",
            ),
            ("\"kind\": \"shelf\", \"llrp\": \"10.0.0.7\"", "llrp: only a reader has one"),
            (
                "\"kind\": \"reader\", \"antennas\": [{\"antenna\": 0, \"zone\": \"floor\"}]",
                "antennas: antennas are counted from 1",
            ),
            (
                "\"kind\": \"reader\", \"antennas\": [{\"antenna\": 2, \"zone\": \"a\"}, {\"antenna\": 2, \"zone\": \"b\"}]",
                "antennas: antenna 2 stands twice",
            ),
            ("\"kind\": \"reader\", \"silent_after_ms\": 0", "silent_after_ms: say 1 to 31622400000, a year"),
        ] {
            let told = Devices::default().decide(&set(fields), Instant::EPOCH);
            assert_eq!(told.err().map_or(String::new(), |e| e.to_string()), problem, "{fields}");
        }
    }

    #[test]
    fn a_device_falls_silent_once_and_is_heard_again_once() {
        let mut devices = Devices::default();
        let name = DeviceId::new("d").expect("a name");
        let mut ask = |command: Command| {
            let events = devices.ask(&command, Instant::EPOCH).map_err(|e| e.to_string())?;
            Ok::<_, String>((events.len(), devices.registry.silent_since(&name)))
        };
        let since = Instant::from_micros(7);
        let silent = || Command::TakeForSilent(name.clone(), since);
        let heard = || Command::HearAgain(name.clone());
        assert_eq!(ask(silent()), Err("there is no device \"d\"".to_owned()));
        assert_eq!(ask(set("\"kind\": \"reader\"")), Ok((1, None)));
        assert_eq!(ask(heard()), Ok((0, None)));
        assert_eq!(ask(silent()), Ok((1, Some(since))));
        assert_eq!(ask(silent()), Ok((0, Some(since))));
        assert_eq!(ask(heard()), Ok((1, None)));
        assert_eq!(ask(silent()), Ok((1, Some(since))));
        assert_eq!(ask(Command::Remove(name.clone())), Ok((1, None)));
    }
}
