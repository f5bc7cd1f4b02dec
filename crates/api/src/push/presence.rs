//! Where shoppers are who allowed us to know: in memory alone, for a quarter of an hour.

use super::near::{Near, place};
use h3o::LatLng;
use realtail_kernel::{CustomerId, Instant};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// For how long a position is kept.
const KEPT_MS: i64 = 15 * 60 * 1_000;
/// The most positions; with more, the oldest goes.
const PRESENT_MAX: usize = 500_000;

struct Here {
    at: LatLng,
    until: Instant,
}

#[derive(Default)]
struct Inner {
    here: FxHashMap<CustomerId, Here>,
    near: Near<CustomerId>,
    /// Until when, the first first.
    leaving: VecDeque<(Instant, CustomerId)>,
}

/// Where shoppers are. Nothing of it is ever written anywhere.
#[derive(Default)]
pub struct Presence(Mutex<Inner>);

impl Presence {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A shopper is here now; tells until when that is kept.
    pub(crate) fn put(&self, customer: &CustomerId, at: LatLng, now: Instant) -> Instant {
        let until = now.plus_ms(KEPT_MS);
        let mut inner = self.lock();
        inner.leave(customer);
        inner.expire(now);
        inner.here.insert(customer.clone(), Here { at, until });
        inner.near.add(at, customer.clone());
        inner.leaving.push_back((until, customer.clone()));
        until
    }

    /// Forgets where a shopper is.
    pub(crate) fn leave(&self, customer: &CustomerId) {
        self.lock().leave(customer);
    }

    /// Forgets all that is not to be kept any longer.
    pub(crate) fn expire(&self, now: Instant) {
        self.lock().expire(now);
    }

    /// Where a shopper is, and until when that is kept.
    pub(crate) fn find(&self, customer: &CustomerId, now: Instant) -> Option<(LatLng, Instant)> {
        let inner = self.lock();
        let here = inner.here.get(customer).filter(|here| here.until > now)?;
        Some((here.at, here.until))
    }

    /// The shoppers within so many metres.
    pub(crate) fn around(&self, at: LatLng, radius_m: f64, now: Instant) -> Vec<CustomerId> {
        let inner = self.lock();
        let near = inner.near.around(at, radius_m).into_iter().filter(|customer| {
            let here = inner.here.get(*customer);
            here.is_some_and(|here| here.until > now && here.at.distance_m(at) <= radius_m)
        });
        near.cloned().collect()
    }
}

impl Inner {
    fn leave(&mut self, customer: &CustomerId) {
        if let Some(here) = self.here.remove(customer) {
            self.near.remove(here.at, customer);
        }
    }

    fn expire(&mut self, now: Instant) {
        while let Some((until, customer)) = self.leaving.front() {
            let is_latest = self.here.get(customer).is_some_and(|here| here.until == *until);
            if is_latest && *until > now && self.here.len() < PRESENT_MAX {
                return;
            }
            let Some((_, customer)) = self.leaving.pop_front() else { return };
            if is_latest {
                self.leave(&customer);
            }
        }
    }
}

/// Where something is, where it can be said.
pub(crate) fn at(position: realtail_vocabulary::GeoPosition) -> Option<LatLng> {
    place(position.lat, position.lon)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customer(n: u32) -> CustomerId {
        CustomerId::new(format!("c{n}")).expect("a number")
    }

    #[test]
    fn a_position_is_kept_for_a_quarter_of_an_hour_and_the_last_one_counts() {
        let presence = Presence::default();
        let (store, elsewhere) = (place(52.5, 13.4).expect("a place"), place(48.1, 11.5).expect("a place"));
        let near =
            |minute: i64| presence.around(store, 2_000.0, Instant::EPOCH.plus_ms(minute * 60_000)).len();
        presence.put(&customer(1), store, Instant::EPOCH);
        presence.put(&customer(2), store, Instant::EPOCH.plus_ms(60_000));
        assert_eq!((near(2), near(15), near(16)), (2, 1, 0));
        presence.put(&customer(2), elsewhere, Instant::EPOCH.plus_ms(120_000));
        assert_eq!(near(3), 1);
        presence.leave(&customer(1));
        assert_eq!(near(3), 0);
        presence.expire(Instant::EPOCH.plus_ms(3_600_000));
        assert!(presence.lock().here.is_empty() && presence.lock().leaving.is_empty());
    }
}
