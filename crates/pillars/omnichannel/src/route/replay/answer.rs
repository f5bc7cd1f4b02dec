//! What a replay tells: what all of it came to before and after, and the orders that came out otherwise.

use super::Replay;
use crate::route::find::sum;
use realtail_kernel::{Instant, OrderId, RuleName, SiteId, Word};
use realtail_vocabulary::{AssignedLine, CostParts, Unrouted};
use serde::Serialize;
use std::collections::BTreeMap;

/// What would be otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ReplayAnswer {
    /// How many orders were replayed.
    pub orders: u32,
    /// Whether there were more in the window than one replay takes; the oldest were taken.
    pub truncated: bool,
    /// With what is compared.
    pub before_is: ReplayBasis,
    /// What it comes to so.
    pub before: ReplayTotals,
    /// What it comes to under the rules that are tried; where none are, under those in force.
    pub after: ReplayTotals,
    /// How many orders come out otherwise: from other sites, or with other units from them.
    pub differing: u32,
    /// The first of them.
    pub differences: Vec<ReplayDifference>,
}

/// With what a replay is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReplayBasis {
    /// The same orders on the same stock, under the rules in force: what differs, differs by the rules alone.
    RulesInForce,
    /// What was done with the orders in fact, on the stock there was then; what it cost is not known.
    AsServed,
}

/// What the routes of all orders come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ReplayTotals {
    /// Parcels that are sent.
    pub parcels: u32,
    /// Orders that come in more than one.
    pub split_orders: u32,
    /// Orders of which nothing is served by anybody.
    pub unrouted_orders: u32,
    /// Orders of which all or some waits in a queue.
    pub parked_orders: u32,
    /// Units that nobody serves.
    pub unrouted_units: i64,
    /// What all parcels cost, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_total: Option<i64>,
    /// The same by its parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<CostParts>,
    /// How far all parcels go together, where that is known.
    pub distance_km: u64,
    /// How many orders each site has a part in.
    pub sites: BTreeMap<SiteId, u32>,
}

/// An order that comes out otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ReplayDifference {
    /// The order.
    pub order: OrderId,
    /// When it was placed.
    pub placed_at: Instant,
    /// Who serves it so.
    pub before: ReplayedRoute,
    /// Who would serve it.
    pub after: ReplayedRoute,
}

/// Who serves an order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ReplayedRoute {
    /// What is sent.
    pub parcels: Vec<ReplayedParcel>,
    /// What nobody serves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unrouted: Vec<Unrouted>,
    /// Where that waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue: Option<Word>,
    /// The rules that routed it; none where nobody has made any, or where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleName>,
    /// The batch of them that did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<RuleName>,
}

/// What one site sends.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ReplayedParcel {
    /// The site.
    pub site: SiteId,
    /// What it serves.
    pub lines: Vec<AssignedLine>,
    /// What that costs, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<CostParts>,
    /// How far it goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<u32>,
}

impl ReplayedRoute {
    /// Which site serves how much of which line; two routes are the same where this is.
    fn shape(&self) -> BTreeMap<(&SiteId, u16), i64> {
        let mut shape = BTreeMap::new();
        for parcel in &self.parcels {
            for line in &parcel.lines {
                *shape.entry((&parcel.site, line.line)).or_default() += line.quantity.units();
            }
        }
        shape
    }
}

impl ReplayTotals {
    fn of(routes: &[ReplayedRoute], is_cost_known: bool) -> ReplayTotals {
        let cost = is_cost_known.then(CostParts::default);
        let mut totals = ReplayTotals { cost, ..ReplayTotals::default() };
        routes.iter().for_each(|route| totals.add(route));
        totals.cost_total = totals.cost.map(|cost| cost.total());
        totals
    }

    fn add(&mut self, route: &ReplayedRoute) {
        self.parcels += route.parcels.len() as u32;
        self.split_orders += u32::from(route.parcels.len() > 1);
        self.unrouted_orders += u32::from(route.parcels.is_empty());
        self.parked_orders += u32::from(!route.unrouted.is_empty());
        self.unrouted_units += route.unrouted.iter().map(|rest| rest.quantity.units()).sum::<i64>();
        let mut sites: Vec<&SiteId> = route.parcels.iter().map(|parcel| &parcel.site).collect();
        sites.sort_unstable();
        sites.dedup();
        for site in sites {
            *self.sites.entry(site.clone()).or_default() += 1;
        }
        for parcel in &route.parcels {
            self.distance_km += u64::from(parcel.distance_km.unwrap_or(0));
            self.cost = self.cost.map(|cost| sum(cost, parcel.cost.unwrap_or_default()));
        }
    }
}

pub(super) fn compare(
    replay: &Replay,
    before_is: ReplayBasis,
    before: Vec<ReplayedRoute>,
    after: Vec<ReplayedRoute>,
    differences_max: usize,
) -> ReplayAnswer {
    let mut answer = ReplayAnswer {
        orders: replay.errands.len() as u32,
        truncated: replay.is_truncated,
        before_is,
        before: ReplayTotals::of(&before, before_is == ReplayBasis::RulesInForce),
        after: ReplayTotals::of(&after, true),
        differing: 0,
        differences: Vec::new(),
    };
    for ((errand, before), after) in replay.errands.iter().zip(before).zip(after) {
        if before.shape() == after.shape() {
            continue;
        }
        answer.differing += 1;
        if answer.differences.len() < differences_max {
            let (order, placed_at) = (errand.order.order.clone(), errand.order.placed_at);
            answer.differences.push(ReplayDifference { order, placed_at, before, after });
        }
    }
    answer
}
