//! What sites have taken on, hour by hour.

use crate::catalogue::SiteNo;
use realtail_kernel::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub(crate) const HOUR_MICROS: i64 = 3_600_000_000;
/// Hours so long before the newest are forgotten: nobody is asked about them any more.
const KEPT_HOURS: i64 = 72;

/// Orders by site and hour since 1970.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Booked(BTreeMap<SiteNo, BTreeMap<i64, u32>>);

pub(crate) fn hour_of(at: Instant) -> i64 {
    at.micros().div_euclid(HOUR_MICROS)
}

impl Booked {
    pub(crate) fn in_hour(&self, site: SiteNo, hour: i64) -> u32 {
        self.0.get(&site).and_then(|hours| hours.get(&hour)).copied().unwrap_or(0)
    }

    pub(crate) fn between(&self, site: SiteNo, hours: std::ops::Range<i64>) -> u32 {
        self.0.get(&site).map_or(0, |booked| booked.range(hours).map(|(_, orders)| *orders).sum())
    }

    pub(crate) fn add(&mut self, site: SiteNo, at: Instant, orders: u32) {
        let hours = self.0.entry(site).or_default();
        let hour = hour_of(at);
        let booked = hours.entry(hour).or_default();
        *booked = booked.saturating_add(orders);
        while let Some(first) = hours.first_entry()
            && *first.key() < hour - KEPT_HOURS
        {
            first.remove();
        }
    }

    pub(crate) fn take(&mut self, site: SiteNo, at: Instant, orders: u32) {
        let Some(hours) = self.0.get_mut(&site) else { return };
        let hour = hour_of(at);
        if let Some(booked) = hours.get_mut(&hour) {
            *booked = booked.saturating_sub(orders);
            if *booked == 0 {
                hours.remove(&hour);
            }
        }
        if hours.is_empty() {
            self.0.remove(&site);
        }
    }
}
