//! How much lies on a shelf that weighs: low once it was so for long enough, and filled at a higher limit.

use crate::registry::Registry;
use crate::watch::{Alarm, Bounds, Heard, Level, Reading, Turn, Watch, Watches, check_time};
use realtail_kernel::{DeviceId, Instant, ItemId, Mark, Rejection, SiteId, Stamp};
use realtail_vocabulary::{Device, DeviceEvent, DeviceKind, ShelfPlan};
use serde::{Deserialize, Serialize};

/// What a shelf in a store may weigh, in grams, to either side of nothing: beyond it, it is broken.
const WEIGHT_G_MAX: i64 = 10_000_000;

/// Shelves that are low, or were.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shelves {
    watches: Watches,
}

/// How many units lie on a shelf of this weight: the nearest whole number, and none where it weighs less than empty.
pub fn units(plan: &ShelfPlan, weight_g: i64) -> i64 {
    let (net_g, unit_g) =
        (weight_g.saturating_sub(plan.empty_weight_g), i64::from(plan.unit_weight_g.max(1)));
    net_g.saturating_mul(2).saturating_add(unit_g).div_euclid(unit_g * 2).max(0)
}

/// Refuses a plan by which nothing can be weighed.
pub(crate) fn check(device: &Device) -> Result<(), Rejection> {
    match &device.shelf {
        Some(plan) if plan.unit_weight_g == 0 => {
            Err(Rejection::invalid("shelf.unit_weight_g", "a unit weighs at least 1 g"))
        }
        Some(_) | None => Ok(()),
    }
}

fn bounds(plan: &ShelfPlan) -> Bounds<impl Fn(i64) -> Level> {
    let (low_at, filled_at) = (i64::from(plan.low_at_units), i64::from(plan.filled_at_units));
    let level = move |value| match value {
        value if value <= low_at => Level::Out,
        value if value >= filled_at => Level::Well,
        _ => Level::Between,
    };
    Bounds { level, for_ms: plan.for_ms }
}

fn told(device: &Device, plan: &ShelfPlan, since: Instant, units: i64) -> DeviceEvent {
    DeviceEvent::ShelfRanLow {
        device: device.device.clone(),
        site: device.site.clone(),
        zone: device.zone.clone(),
        bay: None,
        item: plan.item.clone(),
        units,
        since,
    }
}

fn filled(device: &Device, plan: &ShelfPlan, at: Instant, units: i64) -> DeviceEvent {
    DeviceEvent::ShelfFilled {
        device: device.device.clone(),
        site: device.site.clone(),
        bay: None,
        item: plan.item.clone(),
        units,
        at: Some(at),
    }
}

impl Shelves {
    /// Since when a shelf is low, where it is.
    pub fn low(&self, device: &DeviceId) -> Option<Alarm> {
        self.watches.alarm(device)
    }

    /// Whether the store was told that a shelf of an item is low.
    pub(crate) fn is_told(&self, registry: &Registry, site: &SiteId, item: &ItemId) -> bool {
        let of_item = |known: &Device| {
            known.site == *site && known.shelf.as_ref().is_some_and(|plan| plan.item == *item)
        };
        self.watches.told().any(|device| registry.device(device).is_some_and(of_item))
    }

    pub(crate) fn weigh(
        &self,
        registry: &Registry,
        reading: &Reading<i64>,
        now: Instant,
    ) -> Result<Vec<DeviceEvent>, Rejection> {
        let Reading { device, site, measured: weight_g, at, newest } = reading;
        if weight_g.unsigned_abs() > WEIGHT_G_MAX.unsigned_abs() {
            let problem =
                format!("{weight_g} g is what a broken shelf says; send {} to {WEIGHT_G_MAX}", -WEIGHT_G_MAX);
            return Err(Rejection::invalid("weight_g", problem));
        }
        check_time(*at, now)?;
        let known = registry.heard(device, DeviceKind::Shelf, site.as_ref())?;
        let Some(plan) = &known.shelf else { return Ok(Vec::new()) };
        let bounds = bounds(plan);
        let units = units(plan, *weight_g);
        let reading = Heard { value: units, at: *at };
        let Some(turn) = bounds.judge(self.watches.get(device), reading, *newest) else {
            return Ok(Vec::new());
        };
        let device = device.clone();
        Ok(vec![match turn {
            Turn::Left(since, units) => {
                DeviceEvent::ShelfSank { device, since, due_at: bounds.due_at(since, now), units }
            }
            Turn::Broke(at) => DeviceEvent::ShelfRose { device, at },
            Turn::Told(since) => told(known, plan, since, units),
            Turn::Over(at) => filled(known, plan, at, units),
        }])
    }

    /// What a change of a device, or its end, means for what runs.
    pub(crate) fn changed(&self, old: &Device, new: Option<&Device>, now: Instant) -> Vec<DeviceEvent> {
        let Some(plan) = &old.shelf else { return Vec::new() };
        let stays = |units: i64| {
            let Some(new) = new.filter(|new| new.site == old.site && new.zone == old.zone) else {
                return false;
            };
            let is_same = |new: &ShelfPlan| {
                let weighs = |plan: &ShelfPlan| (plan.unit_weight_g, plan.empty_weight_g);
                new.item == plan.item && weighs(new) == weighs(plan)
            };
            new.shelf.as_ref().is_some_and(|new| is_same(new) && (bounds(new).level)(units) == Level::Out)
        };
        match self.watches.get(&old.device) {
            Some(Watch::Out { value, .. }) if !stays(*value) => {
                vec![DeviceEvent::ShelfRose { device: old.device.clone(), at: now }]
            }
            Some(Watch::Told { value, .. }) if !stays(*value) => vec![filled(old, plan, now, *value)],
            None | Some(Watch::Out { .. } | Watch::Told { .. } | Watch::Ended { .. }) => Vec::new(),
        }
    }

    pub(crate) fn apply(&mut self, event: &DeviceEvent, stamp: Stamp) {
        match event {
            DeviceEvent::ShelfSank { device, since, due_at, units } => {
                let (since, due_at, value, began) = (*since, *due_at, *units, stamp.mark());
                self.watches.set(device, Watch::Out { since, due_at, value, began });
            }
            // What a camera saw is of a bay.
            DeviceEvent::ShelfFilled { bay: Some(_), .. } | DeviceEvent::ShelfRanLow { bay: Some(_), .. } => {
            }
            DeviceEvent::ShelfRose { device, at } | DeviceEvent::ShelfFilled { device, at: Some(at), .. } => {
                self.watches.set(device, Watch::Ended { at: *at });
            }
            DeviceEvent::ShelfFilled { device, at: None, .. } => self.watches.remove(device),
            DeviceEvent::ShelfRanLow { device, since, units, .. } => {
                self.watches.set(device, Watch::Told { since: *since, value: *units });
            }
            DeviceEvent::Set(device) => match &device.shelf {
                Some(plan) => self.watches.replan(&device.device, plan.for_ms),
                None => self.watches.remove(&device.device),
            },
            DeviceEvent::Removed { device } => self.watches.remove(device),
            DeviceEvent::FellSilent { .. }
            | DeviceEvent::HeardAgain { .. }
            | DeviceEvent::TagsMoved { .. }
            | DeviceEvent::BaySet(_)
            | DeviceEvent::BayRemoved { .. }
            | DeviceEvent::ShelfSeen(_)
            | DeviceEvent::WarmedUp { .. }
            | DeviceEvent::CooledDown { .. }
            | DeviceEvent::GotTooWarm { .. }
            | DeviceEvent::Cooled { .. } => (),
        }
    }

    /// Which entry set the timer that this event ends.
    pub(crate) fn began(&self, event: &DeviceEvent) -> Option<Mark> {
        match event {
            DeviceEvent::ShelfRanLow { device, .. } => self.watches.began(device),
            _ => None,
        }
    }

    pub(crate) fn are_due(&self) -> Result<(), DeviceId> {
        self.watches.are_due()
    }

    pub(crate) fn next_due(&self) -> Option<Instant> {
        self.watches.next_due()
    }

    /// It stayed low for as long as the plan has it, as far as anybody said.
    pub(crate) fn tick(&self, registry: &Registry, now: Instant) -> Vec<DeviceEvent> {
        let due = self.watches.due(now);
        let event = |(device, since, units)| {
            let known = registry.device(device)?;
            Some(told(known, known.shelf.as_ref()?, since, units))
        };
        due.filter_map(event).collect()
    }
}
