//! Thermometers and shelves: which there are, and what they say, in time, late, or with a clock of their own.

use super::{Around, Workload, name};
use crate::chance::Chance;
use realtail_devices::{Command as Devices, Heard, Reading};
use realtail_kernel::{DeviceId, Instant, SiteId, ZoneId};
use realtail_platform::Command;
use realtail_vocabulary::{ClimatePlan, Device, DeviceKind, ShelfPlan};

/// Devices of each kind.
const DEVICES: usize = 2;
/// So long it must be too warm, or a shelf low: at once, for a moment, and as long as plans have it.
const FOR_MS: [u64; 4] = [0, 30_000, 900_000, 1_800_000];

impl Workload {
    /// Something that a device says, or that happens to one.
    pub(super) fn on_the_floor(&mut self, around: &mut Around, chance: &mut Chance, now: Instant) -> Command {
        match chance.below(20) {
            0 => self.device(chance),
            1 if chance.percent(30) => Command::Devices(Devices::Remove(a_device(chance))),
            2 => Command::Devices(Devices::TakeForSilent(a_device(chance), now.plus_ms(-60_000))),
            3 => Command::Devices(Devices::HearAgain(a_device(chance))),
            4 | 5 => self.task(around, chance).unwrap_or_else(|| self.device(chance)),
            6..=9 => self.weight(around, chance, now),
            _ => self.warmth(around, chance, now),
        }
    }

    /// A thermometer in a fridge or behind the scenes, or a shelf.
    pub(super) fn device(&self, chance: &mut Chance) -> Command {
        let no = chance.below(DEVICES);
        let site = name!(SiteId, "s{}", if chance.percent(95) { no % self.sites } else { 0 });
        let for_ms = FOR_MS[chance.below(4)];
        let is_shelf = chance.percent(35);
        let shelf = is_shelf.then(|| ShelfPlan {
            item: self.an_item_name(chance),
            unit_weight_g: 250,
            empty_weight_g: 1_000,
            low_at_units: 2,
            filled_at_units: 6,
            for_ms,
        });
        let climate = (!is_shelf).then_some(ClimatePlan {
            too_warm_above_millicelsius: 7_000,
            well_at_millicelsius: 5_000,
            for_ms,
        });
        let zone = if is_shelf { "floor" } else { ["fridge", "back"][chance.below(2)] };
        Command::Devices(Devices::Set(Box::new(Device {
            device: if is_shelf { name!(DeviceId, "h{no}") } else { name!(DeviceId, "t{no}") },
            kind: if is_shelf { DeviceKind::Shelf } else { DeviceKind::Thermometer },
            site,
            zone: chance.percent(95).then(|| name!(ZoneId, "{zone}")),
            name: None,
            antennas: Vec::new(),
            llrp: None,
            shelf,
            climate,
            silent_after_ms: chance.percent(20).then_some(60_000),
        })))
    }

    fn warmth(&self, around: &mut Around, chance: &mut Chance, now: Instant) -> Command {
        let device = name!(DeviceId, "t{}", chance.below(DEVICES));
        let celsius = [3.0, 5.0, 6.0, 8.5, 9.5, 12.25][chance.below(6)];
        let at = read_at(chance, now);
        let value = (celsius * 1_000.0) as i64;
        let newest = around.remembers(chance, &device, Heard { value, at });
        Command::Devices(Devices::ReadTemperature(Reading {
            device,
            site: None,
            measured: celsius,
            at,
            newest,
        }))
    }

    fn weight(&self, around: &mut Around, chance: &mut Chance, now: Instant) -> Command {
        let device = name!(DeviceId, "h{}", chance.below(DEVICES));
        let value = chance.between(0, 8);
        let at = read_at(chance, now);
        let newest = around.remembers(chance, &device, Heard { value, at });
        let weight_g = 1_000 + 250 * value + chance.between(-100, 100);
        Command::Devices(Devices::WeighShelf(Reading { device, site: None, measured: weight_g, at, newest }))
    }
}

impl Around {
    /// What was heard before, unless whoever remembers it has just started.
    fn remembers(&mut self, chance: &mut Chance, device: &DeviceId, heard: Heard) -> Option<Heard> {
        let before = self.newest.get(device).copied();
        if before.is_none_or(|before| before.at <= heard.at) {
            self.newest.insert(device.clone(), heard);
        }
        before.filter(|_| !chance.percent(5))
    }
}

fn a_device(chance: &mut Chance) -> DeviceId {
    name!(DeviceId, "{}{}", ["t", "h"][chance.below(2)], chance.below(DEVICES))
}

/// Most readings are of now; some were kept while the device was offline, and some clocks run ahead.
fn read_at(chance: &mut Chance, now: Instant) -> Instant {
    match chance.below(10) {
        0 => now.plus_ms(-chance.between(0, 7_200_000)),
        1 => now.plus_ms(chance.between(0, 310_000)),
        2 | 3 => now.plus_ms(-chance.between(0, 60_000)),
        _ => now,
    }
}
