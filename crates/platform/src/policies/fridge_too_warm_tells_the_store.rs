//! When it has been too warm for too long, the associates of the store are told.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, DeviceEvent, Event};

pub(super) struct FridgeTooWarmTellsTheStore;

impl Policy<Retail> for FridgeTooWarmTellsTheStore {
    fn name(&self) -> &'static str {
        "fridge_too_warm_tells_the_store"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Device(DeviceEvent::GotTooWarm { device, site, zone, millicelsius, since }) = event else {
            return Vec::new();
        };
        vec![Command::Act(Action::TooWarm {
            device: device.clone(),
            site: site.clone(),
            zone: zone.clone(),
            millicelsius: *millicelsius,
            since: *since,
        })]
    }
}
