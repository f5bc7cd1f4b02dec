//! When a shelf has been nearly empty for long enough, the associates of the store are told.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, DeviceEvent, Event};

pub(super) struct ShelfRanLowTellsTheStore;

impl Policy<Retail> for ShelfRanLowTellsTheStore {
    fn name(&self) -> &'static str {
        "shelf_ran_low_tells_the_store"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Device(DeviceEvent::ShelfRanLow { device, site, zone, item, units, since, .. }) = event
        else {
            return Vec::new();
        };
        vec![Command::Act(Action::ShelfLow {
            device: device.clone(),
            item: item.clone(),
            site: site.clone(),
            zone: zone.clone(),
            units: *units,
            since: *since,
        })]
    }
}
