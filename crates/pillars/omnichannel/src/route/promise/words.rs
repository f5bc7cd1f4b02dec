//! Why a promise is what it is, in words.

use super::stock::Since;
use crate::route::schedule::{Slot, Waits};
use realtail_vocabulary::DeliveryMethod;

pub(super) fn collected(method: DeliveryMethod, since: &Since, slot: &Slot) -> String {
    if let Some(waits_for) = &since.waits_for {
        return waits_for.clone();
    }
    let minutes = slot.ready_at.micros_since(slot.at) / 60_000_000;
    match (method, slot.waits) {
        (DeliveryMethod::CarryOut, Waits::No) => "in stock, and the site is open".to_owned(),
        (_, Waits::No) if minutes > 0 => format!("in stock; picked at once, which takes {minutes} minutes"),
        (_, waits) => format!("in stock; {}", waiting(waits)),
    }
}

/// Why a site does not begin at once.
pub(super) fn waiting(waits: Waits) -> &'static str {
    match waits {
        Waits::No => "picked at once",
        Waits::Closed => "picked when the site opens",
        Waits::CutOff => "today's last orders are in; picked on the next day",
        Waits::Full => "picked in the next hour that is not full",
    }
}
