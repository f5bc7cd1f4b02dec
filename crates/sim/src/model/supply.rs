//! Shipments and purchase orders.

use super::ledger::{NEVER, Side, Units};
use super::{Model, Verdict, Voyage};
use crate::essence::{self, joined, short};
use realtail_kernel::{Instant, ItemId, Quantity};
use realtail_vocabulary::{Condition, Dispatch, Outside, Receipt, SupplyOrder};
use std::collections::BTreeMap;

/// An order with what came taken off, soonest lines first.
pub fn less(order: &SupplyOrder, came: &[(ItemId, i64)]) -> SupplyOrder {
    let mut left = order.clone();
    left.lines.sort_by_key(|line| line.expected_at);
    for (item, units) in came {
        let mut units = *units;
        let mut lines = Vec::new();
        for mut line in left.lines {
            let taken = if line.item == *item { line.quantity.units().min(units) } else { 0 };
            units -= taken;
            if let Ok(rest) = Quantity::try_from(line.quantity.units() - taken) {
                line.quantity = rest;
                lines.push(line);
            }
        }
        left.lines = lines;
    }
    left
}

/// Item, units, condition, lot.
type Arrived = (usize, i64, Condition, Option<super::ledger::Lot>);

impl Model {
    pub(super) fn set_order(&mut self, order: SupplyOrder) {
        if order.lines.is_empty() {
            self.orders.remove(&order.order);
        } else {
            self.orders.insert(order.order.clone(), order);
        }
    }

    pub(super) fn expect(&mut self, order: &SupplyOrder) -> Verdict {
        self.site(&order.site)?;
        let mut order = order.clone();
        for line in &mut order.lines {
            line.item = self.items[self.item(&line.item)?].item.clone();
        }
        let said = essence::order(&order);
        self.set_order(order);
        Ok(vec![said])
    }

    pub(super) fn dispatch(&mut self, dispatch: &Dispatch, now: Instant) -> Verdict {
        if self.voyages.contains_key(&dispatch.shipment) {
            return Err(format!("conflict shipment {}", dispatch.shipment));
        }
        if dispatch.lines.is_empty() {
            return Err("invalid lines".to_owned());
        }
        let to = self.site(&dispatch.to)?;
        let from = dispatch.from.as_ref().map(|site| self.site(site)).transpose()?;
        let away = Side::Shipment(dispatch.shipment.clone());
        let mut ledger = self.ledger.clone();
        let (mut moved, mut came, mut shorts) = (BTreeMap::new(), Vec::new(), Vec::new());
        for line in &dispatch.lines {
            let item = self.item(&line.item)?;
            let units = line.quantity.units();
            if !self.items[item].stocked {
                return Err("invalid lines".to_owned());
            }
            if line.condition != Condition::Sellable {
                return Err("invalid condition".to_owned());
            }
            let Some(site) = from else {
                let supplier = Side::Outside(Outside::Supplier);
                let lot = line.lot.clone().map(|lot| (line.expires_at.unwrap_or(NEVER), lot));
                let sent = Units { given: lot.as_ref(), ..Units::any(item, units) };
                self.shift(&mut ledger, sent, (&supplier, &away));
                *moved.entry(item).or_insert(0) += units;
                came.push((self.items[item].item.clone(), units));
                continue;
            };
            let available = self.unpromised(&ledger, item, site, now);
            let refused = |n: i64| short(self.name(item), self.site_name(site), units, n.max(0));
            if available < units {
                shorts.push(refused(available));
                continue;
            }
            let of_lot = line.lot.as_ref().map(|lot| ledger.of_lot(item, site, lot));
            let there = [Some(ledger.on_hand(item, site)), of_lot];
            if let Some(n) = there.into_iter().flatten().find(|n| *n < units) {
                return Err(format!("short: {}", refused(n)));
            }
            let here = Side::Shelf(site, None);
            let drawn = Units { lot: line.lot.as_ref(), ..Units::good(item, units, now) };
            self.shift(&mut ledger, drawn, (&here, &away));
            *moved.entry(item).or_insert(0) += units;
            came.push((self.items[item].item.clone(), units));
        }
        if !shorts.is_empty() {
            return Err(format!("short: {}", joined(shorts)));
        }
        self.ledger = ledger;
        let voyage = Voyage { to, expected_at: dispatch.expected_at, closed: false };
        self.voyages.insert(dispatch.shipment.clone(), voyage);
        Ok(self.said_dispatched(dispatch, from, &moved, &came))
    }

    fn said_dispatched(
        &mut self,
        dispatch: &Dispatch,
        from: Option<usize>,
        moved: &BTreeMap<usize, i64>,
        came: &[(ItemId, i64)],
    ) -> Vec<String> {
        let start = from.map_or("Supplier".to_owned(), |site| format!("{}/Sellable", self.site_name(site)));
        let shipment = &dispatch.shipment;
        let moved = moved
            .iter()
            .map(|(item, units)| format!("{units} {} {start} to shipment {shipment}", self.name(*item)));
        let mut said = vec![format!("dispatched {shipment} to {}: {}", dispatch.to, joined(moved.collect()))];
        let answered = dispatch.order.as_ref().and_then(|order| self.orders.get(order));
        if let Some(left) = answered.map(|order| less(order, came)) {
            said.push(essence::order(&left));
            self.set_order(left);
        }
        said
    }

    pub(super) fn receive(&mut self, receipt: &Receipt) -> Verdict {
        let shipment = &receipt.shipment;
        let voyage = self.voyages.get(shipment).ok_or_else(|| format!("unknown shipment {shipment}"))?;
        if voyage.closed {
            return Err("wrong state".to_owned());
        }
        let site = voyage.to;
        if self.site_name(site) != receipt.site.as_str() {
            return Err("invalid site".to_owned());
        }
        let under_way = Side::Shipment(shipment.clone());
        let shrink = Side::Outside(Outside::Shrink);
        let expected: BTreeMap<usize, i64> = (0..self.items.len())
            .map(|item| (item, self.ledger.balance(item, &under_way)))
            .filter(|(_, units)| *units != 0)
            .collect();
        let lines = self.arrived(receipt, &expected)?;
        let mut ledger = self.ledger.clone();
        let mut moved: BTreeMap<(usize, String), i64> = BTreeMap::new();
        let mut received: BTreeMap<usize, i64> = BTreeMap::new();
        for (item, units, condition, mut lot) in lines {
            if let Some((expiry, lot)) = &mut lot {
                let said = Some(*expiry).filter(|expiry| *expiry != NEVER);
                let sent = self.expiry_sent(&ledger, item, shipment, lot);
                *expiry = self.expiry(&ledger, item, site, lot).or(said).or(sent).unwrap_or(NEVER);
            }
            *received.entry(item).or_default() += units;
            let sent = ledger.balance(item, &under_way).clamp(0, units);
            let to = match condition {
                Condition::Sellable => Side::Shelf(site, None),
                other => Side::Aside(site, None, other),
            };
            let here = format!("{}/{condition:?}", receipt.site);
            for (from, name, part) in
                [(&under_way, format!("shipment {shipment}"), sent), (&shrink, "Shrink".into(), units - sent)]
            {
                let found = Units { given: lot.as_ref(), ..Units::any(item, part) };
                self.shift(&mut ledger, found, (from, &to));
                *moved.entry((item, format!("{name} to {here}"))).or_default() += part;
            }
        }
        if !receipt.more_to_come {
            for item in 0..self.items.len() {
                let left = ledger.balance(item, &under_way).max(0);
                self.shift(&mut ledger, Units::any(item, left), (&under_way, &shrink));
                *moved.entry((item, format!("shipment {shipment} to Shrink"))).or_default() += left;
            }
        }
        let differences = self.differences(&expected, &received, receipt.more_to_come);
        moved.retain(|_, units| *units != 0);
        let moved = moved.iter().map(|((item, way), n)| format!("{n} {} {way}", self.name(*item))).collect();
        let closed = !receipt.more_to_come;
        let said = format!(
            "received {shipment} at {}, closed {closed}: {}; {}",
            receipt.site,
            joined(moved),
            joined(differences)
        );
        self.ledger = ledger;
        if let Some(voyage) = self.voyages.get_mut(shipment) {
            voyage.closed = closed;
        }
        Ok(vec![said])
    }

    /// What a receipt says was found: all that was sent where it names nothing.
    fn arrived(&self, receipt: &Receipt, expected: &BTreeMap<usize, i64>) -> Result<Vec<Arrived>, String> {
        let Some(given) = &receipt.lines else {
            return Ok(expected.iter().map(|(item, n)| (*item, *n, Condition::Sellable, None)).collect());
        };
        let mut lines = Vec::new();
        for line in given {
            let item = self.item(&line.item)?;
            if !self.items[item].stocked {
                return Err("invalid lines".to_owned());
            }
            let lot = line.lot.clone().map(|lot| (line.expires_at.unwrap_or(NEVER), lot));
            lines.push((item, line.quantity.units(), line.condition, lot));
        }
        Ok(lines)
    }

    /// Where what came is not what was sent; what is missing may still come.
    fn differences(
        &self,
        expected: &BTreeMap<usize, i64>,
        received: &BTreeMap<usize, i64>,
        more_to_come: bool,
    ) -> Vec<String> {
        let of = |units: &BTreeMap<usize, i64>, item| units.get(&item).copied().unwrap_or(0);
        (0..self.items.len())
            .map(|item| (item, of(received, item), of(expected, item)))
            .filter(|(_, came, sent)| came > sent || came < sent && !more_to_come)
            .map(|(item, came, sent)| format!("{came} of {sent} {}", self.name(item)))
            .collect()
    }

    /// What is on its way to a pair: quantity, when, and in what.
    pub(super) fn incoming(&self, item: usize, site: usize) -> Vec<(i64, Option<Instant>, String)> {
        let mut found = Vec::new();
        for (shipment, voyage) in &self.voyages {
            let units = self.ledger.balance(item, &Side::Shipment(shipment.clone()));
            if voyage.to == site && units > 0 && !voyage.closed {
                found.push((units, voyage.expected_at, shipment.to_string()));
            }
        }
        for order in self.orders.values().filter(|order| order.site == self.sites[site].site) {
            for line in order.lines.iter().filter(|line| line.item == self.items[item].item) {
                found.push((line.quantity.units(), Some(line.expected_at), order.order.to_string()));
            }
        }
        found.sort();
        found
    }
}
