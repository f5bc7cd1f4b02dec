//! Setting rules, carriers and what sites can do.

use super::check;
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use realtail_kernel::{CarrierName, RuleName};
use realtail_vocabulary::{Carrier, Event, RoutingEvent, RoutingRules, SiteSettings};

/// Changes what the router goes by.
#[derive(Clone, Debug)]
pub enum SetRouting {
    /// Add or change rules.
    Rules(Box<RoutingRules>),
    /// Take rules away.
    RemoveRules(RuleName),
    /// Add or change a carrier.
    Carrier(Box<Carrier>),
    /// Take a carrier away.
    RemoveCarrier(CarrierName),
    /// Say what a site can do.
    Site(Box<SiteSettings>),
}

pub(crate) fn decide(state: &Omnichannel, command: &SetRouting) -> Result<Vec<Event>, Refusal> {
    let settings = &state.routing.settings;
    let version = settings.changes.saturating_add(1);
    let event = match command {
        SetRouting::Rules(rules) => {
            check::rules(rules, &state.catalogue)?;
            let mut rules = rules.clone();
            rules.version = version;
            RoutingEvent::RulesSet(rules)
        }
        SetRouting::RemoveRules(name) if settings.rules.contains_key(name) => {
            RoutingEvent::RulesRemoved { name: name.clone() }
        }
        SetRouting::RemoveRules(name) => {
            return Err(Refusal::Unknown { what: Thing::Rule, id: name.to_string() });
        }
        SetRouting::Carrier(carrier) => {
            check::carrier(carrier)?;
            let mut carrier = carrier.clone();
            carrier.version = version;
            RoutingEvent::CarrierSet(carrier)
        }
        SetRouting::RemoveCarrier(carrier) if settings.carriers.contains_key(carrier) => {
            RoutingEvent::CarrierRemoved { carrier: carrier.clone() }
        }
        SetRouting::RemoveCarrier(carrier) => {
            return Err(Refusal::Unknown { what: Thing::Carrier, id: carrier.to_string() });
        }
        SetRouting::Site(site) => {
            state.catalogue.site_no(&site.site)?;
            check::site(site)?;
            let mut site = site.clone();
            site.version = version;
            RoutingEvent::SiteSet(site)
        }
    };
    Ok(vec![Event::Routing(event)])
}
