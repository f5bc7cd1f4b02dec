//! How warm it is: too warm once it was so for long enough, and well again at a lower limit.

use crate::registry::Registry;
use crate::watch::{Alarm, Bounds, Heard, Level, Reading, Turn, Watch, Watches, check_time};
use realtail_kernel::{DeviceId, Instant, Mark, Rejection, Stamp};
use realtail_vocabulary::{ClimatePlan, Device, DeviceEvent, DeviceKind};
use serde::{Deserialize, Serialize};

/// What a thermometer in a store may say, in degrees Celsius: beyond it, it is broken.
const CELSIUS_MIN: f64 = -150.0;
const CELSIUS_MAX: f64 = 250.0;

/// Thermometers where it is too warm, or was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Climates {
    watches: Watches,
}

/// Degrees Celsius as the log has them, in thousandths.
///
/// # Errors
/// Where no thermometer in a store can say that.
pub fn millicelsius(celsius: f64) -> Result<i32, Rejection> {
    // What is not a number is in no range.
    if (CELSIUS_MIN..=CELSIUS_MAX).contains(&celsius) {
        return Ok((celsius * 1000.0).round() as i32);
    }
    let problem =
        format!("{celsius} °C is what a broken thermometer says; send {CELSIUS_MIN} to {CELSIUS_MAX}");
    Err(Rejection::invalid("celsius", problem))
}

fn bounds(plan: &ClimatePlan) -> Bounds<impl Fn(i64) -> Level> {
    let (above, well_at) =
        (i64::from(plan.too_warm_above_millicelsius), i64::from(plan.well_at_millicelsius));
    let level = move |value| match value {
        value if value > above => Level::Out,
        value if value <= well_at => Level::Well,
        _ => Level::Between,
    };
    Bounds { level, for_ms: plan.for_ms }
}

fn told(device: &Device, since: Instant, value: i64) -> DeviceEvent {
    DeviceEvent::GotTooWarm {
        device: device.device.clone(),
        site: device.site.clone(),
        zone: device.zone.clone(),
        millicelsius: value as i32,
        since,
    }
}

fn cooled(device: &Device, at: Instant, value: i64) -> DeviceEvent {
    DeviceEvent::Cooled {
        device: device.device.clone(),
        site: device.site.clone(),
        zone: device.zone.clone(),
        millicelsius: value as i32,
        at: Some(at),
    }
}

impl Climates {
    /// Since when it is too warm, where it is.
    pub fn warm(&self, device: &DeviceId) -> Option<Alarm> {
        self.watches.alarm(device)
    }

    pub(crate) fn read(
        &self,
        registry: &Registry,
        reading: &Reading<f64>,
        now: Instant,
    ) -> Result<Vec<DeviceEvent>, Rejection> {
        let Reading { device, site, measured, at, newest } = reading;
        let value = i64::from(millicelsius(*measured)?);
        check_time(*at, now)?;
        let known = registry.heard(device, DeviceKind::Thermometer, site.as_ref())?;
        let Some(plan) = &known.climate else { return Ok(Vec::new()) };
        let bounds = bounds(plan);
        let reading = Heard { value, at: *at };
        let Some(turn) = bounds.judge(self.watches.get(device), reading, *newest) else {
            return Ok(Vec::new());
        };
        let device = device.clone();
        Ok(vec![match turn {
            Turn::Left(since, value) => DeviceEvent::WarmedUp {
                device,
                since,
                due_at: bounds.due_at(since, now),
                millicelsius: value as i32,
            },
            Turn::Broke(at) => DeviceEvent::CooledDown { device, at },
            Turn::Told(since) => told(known, since, value),
            Turn::Over(at) => cooled(known, at, value),
        }])
    }

    /// What a change of a device, or its end, means for what runs.
    pub(crate) fn changed(&self, old: &Device, new: Option<&Device>, now: Instant) -> Vec<DeviceEvent> {
        let stays = |value: i64| {
            let Some(new) = new.filter(|new| new.site == old.site && new.zone == old.zone) else {
                return false;
            };
            new.climate.as_ref().is_some_and(|plan| (bounds(plan).level)(value) == Level::Out)
        };
        match self.watches.get(&old.device) {
            Some(Watch::Out { value, .. }) if !stays(*value) => {
                vec![DeviceEvent::CooledDown { device: old.device.clone(), at: now }]
            }
            Some(Watch::Told { value, .. }) if !stays(*value) => vec![cooled(old, now, *value)],
            None | Some(Watch::Out { .. } | Watch::Told { .. } | Watch::Ended { .. }) => Vec::new(),
        }
    }

    pub(crate) fn apply(&mut self, event: &DeviceEvent, stamp: Stamp) {
        match event {
            DeviceEvent::WarmedUp { device, since, due_at, millicelsius } => {
                let (value, began) = (i64::from(*millicelsius), stamp.mark());
                self.watches.set(device, Watch::Out { since: *since, due_at: *due_at, value, began });
            }
            DeviceEvent::CooledDown { device, at } | DeviceEvent::Cooled { device, at: Some(at), .. } => {
                self.watches.set(device, Watch::Ended { at: *at });
            }
            DeviceEvent::Cooled { device, at: None, .. } => self.watches.remove(device),
            DeviceEvent::GotTooWarm { device, since, millicelsius, .. } => {
                let value = i64::from(*millicelsius);
                self.watches.set(device, Watch::Told { since: *since, value });
            }
            DeviceEvent::Set(device) => match &device.climate {
                Some(plan) => self.watches.replan(&device.device, plan.for_ms),
                None => self.watches.remove(&device.device),
            },
            DeviceEvent::Removed { device } => self.watches.remove(device),
            DeviceEvent::FellSilent { .. }
            | DeviceEvent::HeardAgain { .. }
            | DeviceEvent::TagsMoved { .. }
            | DeviceEvent::ShelfSank { .. }
            | DeviceEvent::ShelfRose { .. }
            | DeviceEvent::ShelfRanLow { .. }
            | DeviceEvent::BaySet(_)
            | DeviceEvent::BayRemoved { .. }
            | DeviceEvent::ShelfSeen(_)
            | DeviceEvent::ShelfFilled { .. } => (),
        }
    }

    /// Which entry set the timer that this event ends.
    pub(crate) fn began(&self, event: &DeviceEvent) -> Option<Mark> {
        match event {
            DeviceEvent::GotTooWarm { device, .. } => self.watches.began(device),
            _ => None,
        }
    }

    pub(crate) fn are_due(&self) -> Result<(), DeviceId> {
        self.watches.are_due()
    }

    pub(crate) fn next_due(&self) -> Option<Instant> {
        self.watches.next_due()
    }

    /// It stayed too warm for as long as the plan has it, as far as anybody said.
    pub(crate) fn tick(&self, registry: &Registry, now: Instant) -> Vec<DeviceEvent> {
        let due = self.watches.due(now);
        due.filter_map(|(device, since, value)| Some(told(registry.device(device)?, since, value))).collect()
    }
}
