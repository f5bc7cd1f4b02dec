//! The pillar as one machine.

use crate::{plan, say};
use realtail_kernel::{Instant, ItemId, Machine, Rejection, SiteId, Stamp};
use realtail_vocabulary::{Forecast, IntelligenceEvent, ReplenishmentPlan};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What may be asked of the pillar.
#[derive(Clone, Debug)]
pub enum Command {
    /// Plan how an item is replenished at a site.
    SetPlan(Box<ReplenishmentPlan>),
    /// Plan several, all or none.
    SetPlans(Vec<ReplenishmentPlan>),
    /// Plan it no more.
    RemovePlan(ItemId, SiteId),
    /// Take in what a model says.
    Say(Box<Forecast>),
}

/// What models said, and what is planned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Intelligence {
    plans: BTreeMap<(ItemId, SiteId), ReplenishmentPlan>,
    said: BTreeMap<(ItemId, SiteId), Forecast>,
}

impl Intelligence {
    /// How an item is replenished at a site.
    pub fn plan(&self, item: &ItemId, site: &SiteId) -> Option<&ReplenishmentPlan> {
        self.plans.get(&(item.clone(), site.clone()))
    }

    /// All plans.
    pub fn plans(&self) -> impl Iterator<Item = &ReplenishmentPlan> {
        self.plans.values()
    }

    pub(crate) fn all_said(&self) -> impl Iterator<Item = &Forecast> {
        self.said.values()
    }

    /// What a model said last of the demand for an item at a site.
    pub fn said(&self, item: &ItemId, site: &SiteId) -> Option<&Forecast> {
        self.said.get(&(item.clone(), site.clone()))
    }
}

impl Machine for Intelligence {
    type Command = Command;
    type Event = IntelligenceEvent;
    type Refusal = Rejection;

    fn decide(&self, command: &Command, _now: Instant) -> Result<Vec<IntelligenceEvent>, Rejection> {
        match command {
            Command::SetPlan(plan) => plan::decide(self, std::slice::from_ref(plan)),
            Command::SetPlans(plans) => plan::decide(self, plans),
            Command::RemovePlan(item, site) => match self.plan(item, site) {
                None => Err(Rejection::unknown("replenishment plan", format!("{item} at {site}"))),
                Some(_) => {
                    Ok(vec![IntelligenceEvent::PlanRemoved { item: item.clone(), site: site.clone() }])
                }
            },
            Command::Say(forecast) => say::decide(forecast),
        }
    }

    fn apply(&mut self, event: &IntelligenceEvent, _stamp: Stamp) {
        match event {
            IntelligenceEvent::PlanSet(plan) => {
                self.plans.insert((plan.item.clone(), plan.site.clone()), (**plan).clone());
            }
            IntelligenceEvent::PlanRemoved { item, site } => {
                let pair = (item.clone(), site.clone());
                self.plans.remove(&pair);
                self.said.remove(&pair);
            }
            IntelligenceEvent::ForecastSaid(forecast) => {
                self.said.insert((forecast.item.clone(), forecast.site.clone()), (**forecast).clone());
            }
        }
    }
}
