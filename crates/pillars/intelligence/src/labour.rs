//! Who can work where, the shifts of each day, and where more lanes are wanted.

pub(crate) mod accept;
pub(crate) mod lanes;
mod planning;
pub(crate) mod roster;
pub(crate) mod shifts;
#[cfg(test)]
mod tests;

pub use planning::{PlanningDay, shifts_of, told_shifts};

use realtail_kernel::{Day, Instant, Position, SiteId, Stamp};
use realtail_vocabulary::{AcceptedShifts, LaneAdvice, PlannedShift, Roster, ShiftPlan};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Plans of days further back than this are forgotten, counted from the newest day that is planned at the site.
const KEPT_DAYS: i32 = 92;

/// A day's plan, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownPlan {
    /// What was searched for last.
    pub plan: ShiftPlan,
    /// When.
    pub planned_at: Instant,
    /// The log entry that says so.
    pub position: Position,
    /// What is in force, and since when; nothing while nobody accepted it.
    pub accepted: Option<(AcceptedShifts, Instant)>,
}

impl KnownPlan {
    /// The shifts in force.
    pub fn in_force(&self) -> &[PlannedShift] {
        self.accepted.as_ref().map_or(&[], |(accepted, _)| &accepted.shifts)
    }
}

/// A site at which more lanes are wanted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownShort {
    /// What was advised.
    pub advice: LaneAdvice,
    /// When.
    pub advised_at: Instant,
    /// The log entry that says so.
    pub position: Position,
}

/// Rosters, shifts and lanes of all sites.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Labour {
    rosters: BTreeMap<SiteId, Roster>,
    plans: BTreeMap<SiteId, BTreeMap<Day, KnownPlan>>,
    short: BTreeMap<SiteId, KnownShort>,
}

impl Labour {
    /// Who can work at a site.
    pub fn roster(&self, site: &SiteId) -> Option<&Roster> {
        self.rosters.get(site)
    }

    /// All rosters.
    pub fn rosters(&self) -> impl Iterator<Item = &Roster> {
        self.rosters.values()
    }

    /// A day's plan at a site.
    pub fn plan(&self, site: &SiteId, day: Day) -> Option<&KnownPlan> {
        self.plans.get(site)?.get(&day)
    }

    /// Plans of a site, or of all, in the order of sites and days.
    pub fn plans<'a>(&'a self, site: Option<&'a SiteId>) -> impl Iterator<Item = &'a KnownPlan> {
        let wanted = move |known: &&SiteId| site.is_none_or(|site| site == *known);
        self.plans.iter().filter(move |(known, _)| wanted(known)).flat_map(|(_, days)| days.values())
    }

    /// The site's need of more lanes, where there is one.
    pub fn short(&self, site: &SiteId) -> Option<&KnownShort> {
        self.short.get(site)
    }

    /// All sites at which more lanes are wanted.
    pub fn all_short(&self) -> impl Iterator<Item = &KnownShort> {
        self.short.values()
    }

    /// A day as its planning finds it: who can work, for how long, after what else is in force. Nothing without a roster.
    pub fn planning(&self, site: &SiteId, day: Day) -> Option<PlanningDay> {
        let roster = self.rosters.get(site)?;
        let none = BTreeMap::new();
        Some(PlanningDay::of(roster, self.plans.get(site).unwrap_or(&none), day))
    }

    pub(crate) fn apply_roster(&mut self, roster: &Roster) {
        self.rosters.insert(roster.site.clone(), roster.clone());
    }

    pub(crate) fn apply_removed(&mut self, site: &SiteId) {
        self.rosters.remove(site);
        self.short.remove(site);
    }

    pub(crate) fn apply_planned(&mut self, plan: &ShiftPlan, stamp: Stamp) {
        let days = self.plans.entry(plan.site.clone()).or_default();
        let accepted = days.remove(&plan.day).and_then(|known| known.accepted);
        let known =
            KnownPlan { plan: plan.clone(), planned_at: stamp.at, position: stamp.position, accepted };
        days.insert(plan.day, known);
        let newest = days.last_key_value().map_or(0, |(day, _)| day.number());
        days.retain(|day, _| day.number() > newest - KEPT_DAYS);
    }

    pub(crate) fn apply_accepted(&mut self, accepted: &AcceptedShifts, stamp: Stamp) {
        let days = self.plans.get_mut(&accepted.site);
        if let Some(known) = days.and_then(|days| days.get_mut(&accepted.day)) {
            known.accepted = Some((accepted.clone(), stamp.at));
        }
    }

    pub(crate) fn apply_advised(&mut self, advice: &LaneAdvice, stamp: Stamp) {
        let short = KnownShort { advice: advice.clone(), advised_at: stamp.at, position: stamp.position };
        self.short.insert(advice.site.clone(), short);
    }

    pub(crate) fn apply_sufficed(&mut self, site: &SiteId) {
        self.short.remove(site);
    }
}
