//! Whose signal it is: only a device that is known, of the right kind, at its own site.

use crate::registry::Registry;
use realtail_kernel::{DeviceId, Rejection, SiteId};
use realtail_vocabulary::{Device, DeviceKind};

impl Registry {
    /// The device that such a signal may come from.
    pub(crate) fn heard(
        &self,
        device: &DeviceId,
        kind: DeviceKind,
        site: Option<&SiteId>,
    ) -> Result<&Device, Rejection> {
        let known = self.device(device).ok_or_else(|| Rejection::unknown("device", device))?;
        if known.kind != kind {
            let (is, wants) = (name(known.kind), name(kind));
            return Err(Rejection::wrong_state(format!("{device} is a {is}, and only a {wants} says that")));
        }
        match site {
            Some(site) if *site != known.site => {
                let problem = format!("{device} stands at {}, not at {site}; register it there", known.site);
                Err(Rejection::invalid("site", problem))
            }
            Some(_) | None => Ok(known),
        }
    }
}

fn name(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Reader => "reader",
        DeviceKind::Shelf => "shelf",
        DeviceKind::Thermometer => "thermometer",
        DeviceKind::Counter => "counter",
        DeviceKind::Sign => "sign",
        DeviceKind::Camera => "camera",
    }
}
