//! Orders to suppliers, and suggestions that nobody followed.

pub(crate) mod automatic;
pub(crate) mod decline;
pub(crate) mod learn_lead;
pub(crate) mod place;

use realtail_kernel::{Instant, ItemId, Label, Position, PurchaseOrderId, SiteId, Stamp};
use realtail_learn::replenish::LeadTimes;
use realtail_vocabulary::{DeclinedAdvice, PurchaseChange, PurchaseOrder, ReplenishmentPlan, SeenLeadTime};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An order, and when it was placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    /// What was ordered.
    pub order: PurchaseOrder,
    /// When.
    pub placed_at: Instant,
    /// The log entry that says so.
    pub position: Position,
}

/// All orders, and what was declined.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Purchases {
    placed: BTreeMap<PurchaseOrderId, Placed>,
    /// The newest last.
    in_order: Vec<PurchaseOrderId>,
    declined: BTreeMap<(ItemId, SiteId), DeclinedAdvice>,
    /// How many were placed by rule.
    automatic: u64,
    /// When what a rule ordered last of an item is expected at a site.
    ordered_by_rule: BTreeMap<(ItemId, SiteId), Instant>,
    /// Orders that have arrived, and how long the suppliers took for each.
    #[serde(default)]
    pub(crate) arrived: BTreeSet<PurchaseOrderId>,
    #[serde(default)]
    taken: BTreeMap<Label, Vec<u32>>,
    /// What was hastened or called off, in order.
    #[serde(default)]
    changes: BTreeMap<PurchaseOrderId, Vec<PurchaseChange>>,
}

/// Receipts that are remembered of a supplier; older ones hardly count.
const RECEIPTS_MAX: usize = 200;

impl Purchases {
    /// An order by its number.
    pub fn get(&self, order: &str) -> Option<&Placed> {
        self.placed.get(order)
    }

    /// All orders, the newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Placed> {
        self.in_order.iter().rev().filter_map(|order| self.placed.get(order))
    }

    /// What of an order was hastened or called off, the oldest first.
    pub fn changes(&self, order: &PurchaseOrderId) -> impl DoubleEndedIterator<Item = &PurchaseChange> {
        self.changes.get(order).into_iter().flatten()
    }

    /// What was declined of an item at a site, until a time that has not come yet.
    pub fn declined(&self, item: &ItemId, site: &SiteId, now: Instant) -> Option<&DeclinedAdvice> {
        self.declined.get(&(item.clone(), site.clone())).filter(|declined| now < declined.until)
    }

    pub(crate) fn apply_placed(&mut self, order: &PurchaseOrder, stamp: Stamp) {
        let placed = Placed { order: order.clone(), placed_at: stamp.at, position: stamp.position };
        self.placed.insert(order.order.clone(), placed);
        self.in_order.push(order.order.clone());
        if order.automatic {
            self.automatic += 1;
        }
        for line in &order.lines {
            let pair = (line.item.clone(), order.site.clone());
            self.declined.remove(&pair);
            if order.automatic {
                self.ordered_by_rule.insert(pair, order.expected_at);
            }
        }
    }

    /// How long it takes from an order to its receipt: as the plan says, and as the supplier's receipts have shown.
    pub fn lead_times(&self, plan: &ReplenishmentPlan) -> LeadTimes {
        let mut lead = LeadTimes::quoted(u32::from(plan.lead_time_days));
        let taken = plan.supplier.as_ref().and_then(|supplier| self.taken.get(supplier));
        taken.into_iter().flatten().for_each(|days| lead.received(*days));
        lead
    }

    /// How many receipts of a supplier have shown how long it takes.
    pub fn receipts_seen(&self, supplier: &Label) -> usize {
        self.taken.get(supplier).map_or(0, Vec::len)
    }

    pub(crate) fn apply_seen(&mut self, seen: &SeenLeadTime) {
        self.arrived.insert(seen.order.clone());
        let taken = self.taken.entry(seen.supplier.clone()).or_default();
        taken.push(seen.days);
        if taken.len() > RECEIPTS_MAX {
            taken.remove(0);
        }
    }

    pub(crate) fn apply_changed(&mut self, change: &PurchaseChange) {
        self.changes.entry(change.order.clone()).or_default().push(change.clone());
    }

    pub(crate) fn apply_declined(&mut self, declined: &DeclinedAdvice) {
        self.declined.insert((declined.item.clone(), declined.site.clone()), declined.clone());
    }
}
