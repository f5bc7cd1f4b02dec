//! Who carries a parcel from a site to a shopper, what that costs, and when it is there.

use super::Routing;
use realtail_kernel::{Day, Instant, TimeOfDay, Wall};
use realtail_vocabulary::{Carrier, CarrierZone, DeliveryMethod, Destination, Reach, SiteSettings};
use smallvec::SmallVec;

/// A carrier whose day of coming is not found within so many days comes no more.
const DAYS_MAX: u32 = 14;

/// The carriers that go to a destination at all.
pub(crate) struct Tariffs<'a> {
    carriers: SmallVec<[Towards<'a>; 4]>,
    /// Whether anybody has said who carries: else a parcel costs what the rules say.
    pub is_said: bool,
}

struct Towards<'a> {
    carrier: &'a Carrier,
    /// The zones that fit, the first first. Further ones count only where the first asks for nearness.
    zones: SmallVec<[&'a CarrierZone; 2]>,
}

/// One carrier's way from a site.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lane<'a> {
    pub carrier: &'a Carrier,
    pub zone: &'a CarrierZone,
}

impl<'a> Tariffs<'a> {
    pub(crate) fn to(
        routing: &'a Routing,
        method: DeliveryMethod,
        service: Option<&str>,
        to: Option<&Destination>,
    ) -> Tariffs<'a> {
        let mut of_method = routing.carriers().filter(|c| c.method == method).peekable();
        let is_said = of_method.peek().is_some();
        let of_service = of_method.filter(|c| c.service.as_str() == service.unwrap_or("standard"));
        let towards = |carrier: &'a Carrier| {
            let fits = |zone: &&CarrierZone| {
                zone.to.is_empty() || to.is_some_and(|to| zone.to.iter().any(|reach| reaches(reach, to)))
            };
            let zones: SmallVec<[&CarrierZone; 2]> = carrier.zones.iter().filter(fits).collect();
            (!zones.is_empty()).then_some(Towards { carrier, zones })
        };
        Tariffs { carriers: of_service.filter_map(towards).collect(), is_said }
    }

    /// Who goes there from a site.
    pub(crate) fn from(
        &self,
        settings: Option<&SiteSettings>,
        metres: Option<u32>,
    ) -> impl Iterator<Item = Lane<'a>> {
        let comes = move |towards: &&Towards| {
            settings.is_none_or(|s| s.carriers.is_empty() || s.carriers.contains(&towards.carrier.carrier))
        };
        let near = move |zone: &&&CarrierZone| match zone.distance_km_max {
            None => true,
            Some(km) => metres.is_some_and(|m| m <= km.saturating_mul(1000)),
        };
        let lane = move |towards: &Towards<'a>| {
            let zone = towards.zones.iter().find(near)?;
            Some(Lane { carrier: towards.carrier, zone })
        };
        self.carriers.iter().filter(comes).filter_map(lane)
    }
}

fn reaches(reach: &Reach, to: &Destination) -> bool {
    let prefix = reach.postal_prefix.as_ref();
    let begins = |prefix: &realtail_kernel::Word| {
        to.postal_code.as_ref().is_some_and(|code| code.as_str().starts_with(prefix.as_str()))
    };
    reach.country == to.country && prefix.is_none_or(begins)
}

/// When a parcel leaves and arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Transport {
    /// By when it must be packed for that.
    pub leaves_at: Instant,
    /// By when it is there.
    pub arrives_by: Instant,
}

impl Lane<'_> {
    /// When a parcel that is packed at `ready_at` leaves and arrives, by the clock of the site.
    pub(crate) fn transport(
        &self,
        wall: &Wall,
        settings: Option<&SiteSettings>,
        ready_at: Instant,
    ) -> Option<Transport> {
        let Carrier { carrier, cut_off, pickup_days, .. } = self.carrier;
        let own = settings.and_then(|s| s.carrier_cut_offs.get(carrier));
        let cut_off = *own.unwrap_or(cut_off);
        let comes_on = |day: &Day| pickup_days.contains(&day.weekday());
        let (mut day, time) = wall.read(ready_at);
        if time > cut_off {
            day = day.next();
        }
        let day = days_from(day).take(DAYS_MAX as usize).find(comes_on)?;
        let leaves_at = wall.instant(day, cut_off);
        let transit = self.zone.transit;
        if let Some(hours) = transit.hours_max {
            let leaves = ready_at.max(wall.instant(day, TimeOfDay::MIDNIGHT));
            return Some(Transport { leaves_at, arrives_by: leaves.plus_ms(i64::from(hours) * 3_600_000) });
        }
        let arrival = match transit.days_max {
            0 => day,
            days => days_from(day.next()).filter(comes_on).nth(days as usize - 1)?,
        };
        Some(Transport { leaves_at, arrives_by: wall.instant(arrival, TimeOfDay::LAST) })
    }
}

fn days_from(day: Day) -> impl Iterator<Item = Day> {
    std::iter::successors(Some(day), |day| Some(day.next()))
}
