//! Reads that came in as signals, and changes of the registry, as they become durable.

use super::{Intake, Read, Told};
use realtail_engine::{Cause, Committed, Observer};
use realtail_kernel::{DeviceId, Instant};
use realtail_platform::Retail;
use realtail_vocabulary::{DeviceEvent, Event, Observed, Signal};

/// Sees what is committed, and hands in the reads.
pub struct ReadsObserver(pub Intake);

impl Observer<Retail> for ReadsObserver {
    fn committed(&mut self, batch: &Committed<'_, Retail>) {
        for (position, entry) in batch.iter() {
            for event in &entry.events {
                if let Event::Device(DeviceEvent::Set(_) | DeviceEvent::Removed { .. }) = event {
                    self.0.registry.send_modify(|n| *n += 1);
                }
                if let Event::Observed(observed) = event {
                    let origin = entry.origin(position);
                    let cause = Cause { entry: position, origin, later: true };
                    if let Some(read) = read(observed, entry.received_at, cause) {
                        self.0.tell(Told::Read(read));
                    }
                }
            }
        }
    }
}

/// A read that came in as a signal. One with an EPC that is none was refused at the door, or nobody can use it.
fn read(observed: &Observed, received_at: Instant, cause: Cause) -> Option<Read> {
    let Signal::TagRead(read) = &observed.signal else { return None };
    Some(Read {
        reader: DeviceId::new(read.reader.as_str()).ok()?,
        antenna: read.antenna,
        epc: read.epc.as_str().parse().ok()?,
        rssi_dbm: read.rssi_dbm,
        at: observed.time,
        received_at,
        signal: Some((read.site.clone(), read.zone.clone(), cause)),
    })
}
