//! What is on its way: shipments in transit and purchase orders.

pub(crate) mod dispatch;
pub(crate) mod order;
pub(crate) mod receive;
pub(crate) mod send;
pub(crate) mod set_apart;

pub use set_apart::SetApart;

use crate::availability::Incoming;
use crate::catalogue::{Catalogue, ItemNo, SiteNo};
use crate::refusal::{Refusal, Thing};
use crate::stock::Stock;
use realtail_kernel::{Instant, ItemId, PurchaseOrderId, Quantity, ShipmentId, SiteId, Stamp};
use realtail_vocabulary::{Account, Posting, SupplyEvent, SupplyOrder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A shipment. What is in it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// Where it goes.
    pub to: SiteId,
    /// When it will be there.
    pub expected_at: Option<Instant>,
    /// When it left.
    pub dispatched_at: Instant,
    /// When it was done with.
    pub closed_at: Option<Instant>,
    /// The purchase order it answers.
    #[serde(default)]
    pub order: Option<PurchaseOrderId>,
}

/// Shipments and purchase orders.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Supply {
    shipments: BTreeMap<ShipmentId, Shipment>,
    orders: BTreeMap<PurchaseOrderId, SupplyOrder>,
    incoming: BTreeMap<(ItemNo, SiteNo), Vec<Expected>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Expected {
    expected_at: Option<Instant>,
    units: i64,
    source: Source,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Source {
    Shipment(ShipmentId),
    Order(PurchaseOrderId),
}

impl Supply {
    /// The shipment of this name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn shipment(&self, shipment: &ShipmentId) -> Result<&Shipment, Refusal> {
        self.shipments
            .get(shipment)
            .ok_or_else(|| Refusal::Unknown { what: Thing::Shipment, id: shipment.to_string() })
    }

    pub(crate) fn has_shipment(&self, shipment: &ShipmentId) -> bool {
        self.shipments.contains_key(shipment)
    }

    /// The purchase order of this name.
    pub fn order(&self, order: &str) -> Option<&SupplyOrder> {
        self.orders.get(order)
    }

    /// What is on its way to a pair, soonest first; what nobody can date comes last.
    pub(crate) fn incoming(&self, item: ItemNo, site: SiteNo) -> Vec<Incoming> {
        let mut found: Vec<Incoming> = self
            .incoming
            .get(&(item, site))
            .into_iter()
            .flatten()
            .map(|e| Incoming {
                quantity: e.units,
                expected_at: e.expected_at,
                source: match &e.source {
                    Source::Shipment(shipment) => shipment.to_string(),
                    Source::Order(order) => order.to_string(),
                },
            })
            .collect();
        found.sort_by_key(|i| (i.expected_at.is_none(), i.expected_at));
        found
    }

    pub(crate) fn apply(
        &mut self,
        event: &SupplyEvent,
        stamp: Stamp,
        catalogue: &Catalogue,
        stock: &mut Stock,
    ) {
        match event {
            SupplyEvent::OrderSet(order) => self.set_order(order, catalogue, stock),
            SupplyEvent::Dispatched { shipment, to, expected_at, order, postings, .. } => {
                postings.iter().for_each(|p| stock.post(p, catalogue, stamp.position));
                let fresh = Shipment {
                    to: to.clone(),
                    expected_at: *expected_at,
                    dispatched_at: stamp.at,
                    closed_at: None,
                    order: order.clone(),
                };
                self.shipments.insert(shipment.clone(), fresh);
                self.expect_shipment(shipment, catalogue, stock);
            }
            SupplyEvent::Received { shipment, closed, postings, .. } => {
                let items: Vec<ItemNo> = stock.shipment_lines(shipment).map(|(item, _)| item).collect();
                postings.iter().for_each(|p| stock.post(p, catalogue, stamp.position));
                if let Some(known) = self.shipments.get_mut(shipment) {
                    known.closed_at = closed.then_some(stamp.at);
                    if let Ok(to) = catalogue.site_no(&known.to) {
                        self.forget(items.into_iter(), to, &Source::Shipment(shipment.clone()), stock);
                    }
                }
                self.expect_shipment(shipment, catalogue, stock);
            }
        }
    }

    /// What is moved into or out of a shipment is on its way, or no longer.
    pub(crate) fn follow(&mut self, postings: &[Posting], catalogue: &Catalogue, stock: &mut Stock) {
        for posting in postings {
            for account in [&posting.from, &posting.to] {
                let Account::Shipment { shipment } = account else { continue };
                let Some(known) = self.shipments.get(shipment).filter(|known| known.closed_at.is_none())
                else {
                    continue;
                };
                let (Ok(to), Ok(item)) = (catalogue.site_no(&known.to), catalogue.item_no(&posting.item))
                else {
                    continue;
                };
                let (expected_at, source) = (known.expected_at, Source::Shipment(shipment.clone()));
                self.forget(std::iter::once(item), to, &source, stock);
                let units = stock.shipment(&(shipment.clone(), item));
                if units > 0 {
                    self.expect(item, to, Expected { expected_at, units, source }, stock);
                }
            }
        }
    }

    fn expect_shipment(&mut self, shipment: &ShipmentId, catalogue: &Catalogue, stock: &mut Stock) {
        let Some(known) = self.shipments.get(shipment) else { return };
        let (expected_at, Ok(to)) = (known.expected_at, catalogue.site_no(&known.to)) else { return };
        let lines: Vec<(ItemNo, i64)> =
            stock.shipment_lines(shipment).filter(|(_, units)| *units > 0).collect();
        for (item, units) in lines {
            self.expect(
                item,
                to,
                Expected { expected_at, units, source: Source::Shipment(shipment.clone()) },
                stock,
            );
        }
    }

    fn set_order(&mut self, order: &SupplyOrder, catalogue: &Catalogue, stock: &mut Stock) {
        let source = Source::Order(order.order.clone());
        if let Some(old) = self.orders.remove(&order.order)
            && let Ok(site) = catalogue.site_no(&old.site)
        {
            let items = old.lines.iter().filter_map(|line| catalogue.item_no(&line.item).ok());
            self.forget(items, site, &source, stock);
        }
        if order.lines.is_empty() {
            return;
        }
        self.orders.insert(order.order.clone(), order.clone());
        let Ok(site) = catalogue.site_no(&order.site) else { return };
        for line in &order.lines {
            let Ok(item) = catalogue.item_no(&line.item) else { continue };
            let expected_at = Some(line.expected_at);
            self.expect(
                item,
                site,
                Expected { expected_at, units: line.quantity.units(), source: source.clone() },
                stock,
            );
        }
    }

    fn expect(&mut self, item: ItemNo, site: SiteNo, expected: Expected, stock: &mut Stock) {
        self.incoming.entry((item, site)).or_default().push(expected);
        stock.mark_incoming(item, site, true);
    }

    fn forget(
        &mut self,
        items: impl Iterator<Item = ItemNo>,
        site: SiteNo,
        source: &Source,
        stock: &mut Stock,
    ) {
        for item in items {
            let Some(expected) = self.incoming.get_mut(&(item, site)) else { continue };
            expected.retain(|e| e.source != *source);
            if expected.is_empty() {
                self.incoming.remove(&(item, site));
                stock.mark_incoming(item, site, false);
            }
        }
    }
}

/// An order with what has come taken off, soonest lines first.
pub(crate) fn less<'a>(
    order: &SupplyOrder,
    came: impl IntoIterator<Item = (&'a ItemId, i64)>,
) -> SupplyOrder {
    let mut left = order.clone();
    left.lines.sort_by_key(|line| line.expected_at);
    for (item, mut units) in came {
        left.lines.retain_mut(|line| {
            if line.item != *item || units == 0 {
                return true;
            }
            let rest = line.quantity.units() - units;
            units = (-rest).max(0);
            match Quantity::try_from(rest) {
                Ok(rest) => {
                    line.quantity = rest;
                    true
                }
                Err(_) => false,
            }
        });
    }
    left
}
