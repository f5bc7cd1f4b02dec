//! Routing: which site serves what of an order, when it is ready, and what it costs.

mod ask;
mod booked;
mod check;
mod conditions;
mod costs;
mod explain;
mod find;
mod promise;
mod replay;
mod room;
pub(crate) mod schedule;
pub(crate) mod set;
pub mod solve;
mod survey;
mod tariff;

pub use ask::{OrderLine, RouteAsk, Sites};
pub use promise::{Impossible, Promise, PromiseAnswer, PromiseAsk, PromisePart, promise};
pub use replay::{
    Replay, ReplayAnswer, ReplayAsk, ReplayBasis, ReplayDifference, ReplayTotals, ReplayedParcel,
    ReplayedRoute,
};
pub use set::SetRouting;

use crate::catalogue::{Catalogue, SiteNo};
use booked::Booked;
pub use find::{route, route_by};
use realtail_kernel::{CarrierName, Instant, RuleName};
use realtail_vocabulary::{Carrier, RoutingEvent, RoutingRules, SiteSettings};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the router goes by, and what sites have taken on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Routing {
    settings: Arc<Settings>,
    booked: Booked,
}

/// What people have said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Settings {
    /// How many changes there were: the version of the newest.
    changes: u32,
    rules: BTreeMap<RuleName, RoutingRules>,
    carriers: BTreeMap<CarrierName, Carrier>,
    sites: BTreeMap<SiteNo, SiteSettings>,
}

impl Routing {
    /// All rules, by name.
    pub fn rules(&self) -> impl Iterator<Item = &RoutingRules> {
        self.settings.rules.values()
    }

    /// All carriers, by name.
    pub fn carriers(&self) -> impl Iterator<Item = &Carrier> {
        self.settings.carriers.values()
    }

    /// What was said of sites.
    pub fn sites(&self) -> impl Iterator<Item = &SiteSettings> {
        self.settings.sites.values()
    }

    /// What was said of a site.
    pub fn site(&self, site: SiteNo) -> Option<&SiteSettings> {
        self.settings.sites.get(&site)
    }

    /// The rules of this name.
    pub fn rules_named(&self, name: &RuleName) -> Option<&RoutingRules> {
        self.settings.rules.get(name)
    }

    /// The carrier of this name.
    pub fn carrier(&self, carrier: &CarrierName) -> Option<&Carrier> {
        self.settings.carriers.get(carrier)
    }

    /// With these rules beside the others, or in the place of those of the same name, and nothing booked anywhere.
    fn to_try(&self, rules: Option<&RoutingRules>) -> Routing {
        let mut settings = Arc::clone(&self.settings);
        if let Some(rules) = rules {
            Arc::make_mut(&mut settings).rules.insert(rules.name.clone(), rules.clone());
        }
        Routing { settings, booked: Booked::default() }
    }

    pub(crate) fn apply(&mut self, event: &RoutingEvent, catalogue: &Catalogue) {
        let settings = Arc::make_mut(&mut self.settings);
        match event {
            RoutingEvent::RulesSet(rules) => {
                settings.changes = settings.changes.max(rules.version);
                settings.rules.insert(rules.name.clone(), RoutingRules::clone(rules));
            }
            RoutingEvent::RulesRemoved { name } => {
                settings.rules.remove(name);
            }
            RoutingEvent::CarrierSet(carrier) => {
                settings.changes = settings.changes.max(carrier.version);
                settings.carriers.insert(carrier.carrier.clone(), Carrier::clone(carrier));
            }
            RoutingEvent::CarrierRemoved { carrier } => {
                settings.carriers.remove(carrier);
            }
            RoutingEvent::SiteSet(site) => {
                let Ok(no) = catalogue.site_no(&site.site) else { return };
                settings.changes = settings.changes.max(site.version);
                settings.sites.insert(no, SiteSettings::clone(site));
            }
        }
    }

    /// Takes capacity of a site in the hour of `at`: one for each fulfilment that was made there.
    pub(crate) fn book_capacity(&mut self, site: SiteNo, at: Instant, orders: u32) {
        self.booked.add(site, at, orders);
    }

    /// Gives it back: the fulfilment was cancelled, or went to another site.
    pub(crate) fn release_capacity(&mut self, site: SiteNo, at: Instant, orders: u32) {
        self.booked.take(site, at, orders);
    }
}
