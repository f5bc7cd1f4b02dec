//! Orders to suppliers, and suggestions that nobody followed.

pub(crate) mod automatic;
pub(crate) mod decline;
pub(crate) mod place;

use realtail_kernel::{Instant, ItemId, Position, PurchaseOrderId, SiteId, Stamp};
use realtail_vocabulary::{DeclinedAdvice, PurchaseOrder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
}

impl Purchases {
    /// An order by its number.
    pub fn get(&self, order: &str) -> Option<&Placed> {
        self.placed.get(order)
    }

    /// All orders, the newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Placed> {
        self.in_order.iter().rev().filter_map(|order| self.placed.get(order))
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

    pub(crate) fn apply_declined(&mut self, declined: &DeclinedAdvice) {
        self.declined.insert((declined.item.clone(), declined.site.clone()), declined.clone());
    }
}
