//! Routing: where orders go, which site serves them, and what that costs.

mod answer;
mod carrier;
mod place;
mod rules;
mod site;

pub use answer::{
    AssignedLine, Assignment, Candidate, CostParts, Parked, RoutingAnswer, Solver, Unrouted, WhyNot,
    WhyNotKind,
};
pub use carrier::{Carrier, CarrierZone, Reach, Transit, WeightPrice};
pub use place::{Country, DeliveryMethod, Destination, NotACountry};
pub use rules::{
    CostWeights, Fallback, Incomplete, OrderConditions, RoutingBatch, RoutingRules, SiteConditions, SiteSort,
    Split, Splitting,
};
pub use site::{DayException, OpenHours, SiteSettings};

use realtail_kernel::{CarrierName, RuleName};
use serde::{Deserialize, Serialize};

/// A change to what the router goes by. Whatever it carries is complete: the newest of a name counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoutingEvent {
    /// Rules were added or changed.
    RulesSet(Box<RoutingRules>),
    /// Rules were taken away.
    RulesRemoved {
        /// Which.
        name: RuleName,
    },
    /// A carrier was added or changed.
    CarrierSet(Box<Carrier>),
    /// A carrier was taken away.
    CarrierRemoved {
        /// Which.
        carrier: CarrierName,
    },
    /// What a site can do, and what it costs, was said.
    SiteSet(Box<SiteSettings>),
}
