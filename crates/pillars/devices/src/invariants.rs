//! What must hold of devices: of the whole state at every point of the log, and of each alarm when it is told.

use crate::machine::Devices;
use crate::tags::counts_are_true;
use crate::watch::AHEAD_MS_MAX;
use realtail_kernel::{DeviceId, Instant};
use realtail_vocabulary::DeviceEvent;

/// A breach, in words.
pub type Breach = String;

/// Checks the whole state.
///
/// # Errors
/// The first breach.
pub fn all(devices: &Devices) -> Result<(), Breach> {
    counts_are_true(&devices.tags)?;
    what_runs_is_due(devices)
}

/// Each fridge that is too warm and each shelf that is low has its time at which somebody is told, as long as nobody was.
///
/// # Errors
/// The first that has not, or still has it.
pub fn what_runs_is_due(devices: &Devices) -> Result<(), Breach> {
    devices.climates.are_due().map_err(|device| format!("thermometer {device} is due at the wrong time"))?;
    devices.shelves.are_due().map_err(|device| format!("shelf {device} is due at the wrong time"))
}

/// What an alarm says: of which device, and since when.
struct Alarm<'a> {
    device: &'a DeviceId,
    since: Instant,
    /// Since when it runs as the state before it has it, and whether somebody was told.
    known: Option<(Instant, bool)>,
    /// How long it must have been so.
    for_ms: u64,
}

fn alarm<'a>(devices: &Devices, event: &'a DeviceEvent) -> Option<Alarm<'a>> {
    let plan = |device| devices.registry.device(device);
    match event {
        DeviceEvent::GotTooWarm { device, since, .. } => {
            let known = devices.climates.warm(device).map(|warm| (warm.since, warm.due_at.is_none()));
            let for_ms = plan(device)?.climate.as_ref().map_or(u64::MAX, |plan| plan.for_ms);
            Some(Alarm { device, since: *since, known, for_ms })
        }
        // A look tells of what is there now: two of them are two looks, whatever time lies between.
        DeviceEvent::ShelfRanLow { device, site, bay: Some(bay), item, since, .. } => {
            let known = devices.bays.gap(site, bay, item);
            Some(Alarm { device, since: *since, known, for_ms: 0 })
        }
        DeviceEvent::ShelfRanLow { device, since, .. } => {
            let known = devices.shelves.low(device).map(|low| (low.since, low.due_at.is_none()));
            let for_ms = plan(device)?.shelf.as_ref().map_or(u64::MAX, |plan| plan.for_ms);
            Some(Alarm { device, since: *since, known, for_ms })
        }
        _ => None,
    }
}

/// Nobody is told before it has been too warm, or the shelf low, for as long as the plan has it: by the clock of the
/// device, which may be as far ahead as is believed of one. `devices` is the state before.
///
/// # Errors
/// The alarm that comes too soon, or of a device that is not known.
pub fn alarms_wait_their_time(devices: &Devices, event: &DeviceEvent, at: Instant) -> Result<(), Breach> {
    let Some(Alarm { device, since, for_ms, .. }) = alarm(devices, event) else { return Ok(()) };
    let lasted_us = at.plus_ms(AHEAD_MS_MAX).micros_since(since);
    if i128::from(lasted_us) >= i128::from(for_ms) * 1_000 {
        return Ok(());
    }
    Err(format!("{device} is told of at {at}, and it began at {since}: less than {for_ms} ms"))
}

/// Somebody is told once of each time that it is too warm, or a shelf is low; where it had to last for a while, of what
/// began when that was noted. `devices` is the state before.
///
/// # Errors
/// The alarm that is told again, or of what never began.
pub fn alarms_are_told_once(devices: &Devices, event: &DeviceEvent) -> Result<(), Breach> {
    let Some(Alarm { device, since, known, for_ms }) = alarm(devices, event) else { return Ok(()) };
    match known {
        Some((_, true)) => Err(format!("{device} was told of before, and is again")),
        Some((noted, false)) if noted != since => {
            Err(format!("{device} is told of since {since}, it was noted since {noted}"))
        }
        None if for_ms > 0 => Err(format!("{device} is told of, and nothing was noted before")),
        Some((_, false)) | None => Ok(()),
    }
}
