//! When each device was heard last: in memory only, for a log of all that devices say would be gigabytes a day.

use realtail_kernel::{DeviceId, Instant};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The most devices that are kept: a name that nobody registered may be heard too.
const DEVICES_MAX: usize = 100_000;

/// When each device was heard last.
#[derive(Default)]
pub(crate) struct Seen(Mutex<BTreeMap<DeviceId, Instant>>);

impl Seen {
    /// Notes that a device was heard. Of two times the later counts.
    pub(crate) fn note(&self, device: &DeviceId, at: Instant) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let room = seen.len() < DEVICES_MAX;
        match seen.get_mut(device) {
            Some(last) => *last = at.max(*last),
            None if room => {
                seen.insert(device.clone(), at);
            }
            None => (),
        }
    }

    /// When a device was heard last since the start, if it was.
    pub(crate) fn last(&self, device: &DeviceId) -> Option<Instant> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(device).copied()
    }
}
