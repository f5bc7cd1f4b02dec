//! Moves, counts and sales.

use super::Model;
use super::Verdict;
use super::ledger::{Ledger, NEVER, Side, Units};
use super::supply::less;
use crate::essence::{self, joined, short};
use realtail_kernel::{Instant, LotId, ShipmentId};
use realtail_vocabulary::{Account, Movement, Outside, Reason, Sale, StockCount};
use std::collections::BTreeMap;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Whether it can wait; all else tells of what has happened to the goods.
fn is_plan(reason: Reason) -> bool {
    use Reason::{Pack, Pick, PutAway, Receipt, Return, Ship, Transfer};
    matches!(reason, Receipt | Transfer | Return | PutAway | Pick | Pack | Ship)
}

impl Model {
    pub(super) fn side(&self, account: &Account) -> Result<Side, String> {
        match account {
            Account::Outside { outside } => Ok(Side::Outside(*outside)),
            Account::Shipment { shipment } => Ok(Side::Shipment(shipment.clone())),
            Account::Site { site, zone, condition } => {
                let no = self.site(site)?;
                if let Some(zone) = zone
                    && !self.sites[no].zones.iter().any(|(_, z)| z == zone)
                {
                    return Err(format!("unknown zone {site}/{zone}"));
                }
                let zone = zone.clone();
                let sellable = condition.is_sellable();
                Ok(if sellable { Side::Shelf(no, zone) } else { Side::Aside(no, zone, *condition) })
            }
        }
    }

    /// Moves units in `ledger`.
    pub(super) fn shift(&self, ledger: &mut Ledger, moved: Units<'_>, between: (&Side, &Side)) {
        let zones = match between.0 {
            Side::Shelf(site, _) => &self.sites[*site].zones[..],
            _ => &[],
        };
        ledger.shift(moved, between, zones);
    }

    pub(super) fn name(&self, item: usize) -> &str {
        self.items[item].item.as_str()
    }

    pub(super) fn site_name(&self, site: usize) -> &str {
        self.sites[site].site.as_str()
    }

    pub(super) fn moves(&mut self, moves: &[Movement], now: Instant) -> Verdict {
        let (mut ledger, mut said, mut orders) = (self.ledger.clone(), Vec::new(), BTreeMap::new());
        for movement in moves {
            if movement.occurred_at.is_some_and(|at| at > now.plus_ms(DAY_MS)) {
                return Err("invalid occurred_at".to_owned());
            }
            let item = self.item(&movement.item)?;
            if !self.items[item].stocked {
                return Err("invalid item".to_owned());
            }
            if movement.from == movement.to {
                return Err("invalid to".to_owned());
            }
            let (from, to) = (self.side(&movement.from)?, self.side(&movement.to)?);
            self.may_move(&ledger, movement, item, (&from, &to), now)?;
            let named = movement.lot.as_ref().filter(|_| matches!(from, Side::Shelf(..)));
            let given = movement.lot.as_ref().filter(|_| named.is_none()).map(|lot| {
                let known = match &to {
                    Side::Shelf(site, _) | Side::Aside(site, ..) => self.expiry(&ledger, item, *site, lot),
                    Side::Shipment(_) | Side::Outside(_) => None,
                };
                let sent = match &from {
                    Side::Shipment(shipment) => self.expiry_sent(&ledger, item, shipment, lot),
                    _ => None,
                };
                (known.or(movement.expires_at).or(sent).unwrap_or(NEVER), lot.clone())
            });
            let units = movement.quantity.units();
            let for_people = movement.reason == Reason::Sale || is_plan(movement.reason);
            let expired_last = Some(now).filter(|_| for_people);
            let moved = Units { item, units, lot: named, given: given.as_ref(), expired_last };
            self.shift(&mut ledger, moved, (&from, &to));
            let between = (essence::account(&movement.from), essence::account(&movement.to));
            let (name, reason) = (self.name(item), movement.reason);
            said.push(format!("moved for {reason:?}: {units} {name} {} to {}", between.0, between.1));
            if let Some(order) = movement.reference.as_ref().filter(|_| reason == Reason::Receipt)
                && let Some(order) = self.orders.get(order.as_str())
            {
                let left = orders.entry(order.order.clone()).or_insert_with(|| order.clone());
                *left = less(left, &[(self.items[item].item.clone(), units)]);
            }
        }
        said.extend(orders.values().map(essence::order));
        self.ledger = ledger;
        orders.into_values().for_each(|order| self.set_order(order));
        Ok(said)
    }

    /// Plans leave alone what is promised; only what has happened takes it, and only a sale takes what is not there.
    fn may_move(
        &self,
        ledger: &Ledger,
        movement: &Movement,
        item: usize,
        (from, to): (&Side, &Side),
        now: Instant,
    ) -> Result<(), String> {
        let units = movement.quantity.units();
        let refused = |place: &str, available: i64| {
            Err(format!("short: {}", short(self.name(item), place, units, available.max(0))))
        };
        if let Side::Shelf(site, _) = from {
            let stays = matches!(to, Side::Shelf(other, _) if other == site);
            // What has expired was promised to nobody.
            let dead = movement.lot.as_ref().map_or(0, |lot| ledger.expired_of(item, *site, lot, now));
            let unpromised = self.unpromised(ledger, item, *site, now) + dead.min(units);
            if is_plan(movement.reason) && !stays && unpromised < units && ledger.balance(item, from) >= units
            {
                return refused(self.site_name(*site), unpromised);
            }
        }
        let site = match from {
            Side::Shelf(site, _) | Side::Aside(site, ..) => Some(*site),
            Side::Shipment(_) | Side::Outside(_) => None,
        };
        let place = site.map_or("nowhere", |site| self.site_name(site));
        let sold = movement.reason == Reason::Sale && site.is_some();
        let balance = ledger.drawable(item, from, to);
        if balance < units && !sold {
            return refused(place, balance);
        }
        match (&movement.lot, from) {
            (Some(lot), Side::Shelf(site, _)) if !sold && ledger.of_lot(item, *site, lot) < units => {
                refused(place, ledger.of_lot(item, *site, lot))
            }
            _ => Ok(()),
        }
    }

    /// The expiry that a lot has in a shipment: as it was before the call, else as the call made it.
    pub(super) fn expiry_sent(
        &self,
        draft: &Ledger,
        item: usize,
        shipment: &ShipmentId,
        lot: &LotId,
    ) -> Option<Instant> {
        let found = self.ledger.expiry_packed(item, shipment, lot);
        let found = found.or_else(|| draft.expiry_packed(item, shipment, lot));
        found.filter(|expiry| *expiry != NEVER)
    }

    /// The expiry that a lot has at a site: as it was before the call, else as the call made it.
    pub(super) fn expiry(&self, draft: &Ledger, item: usize, site: usize, lot: &LotId) -> Option<Instant> {
        let found = self.ledger.expiry_of(item, site, lot).or_else(|| draft.expiry_of(item, site, lot));
        found.filter(|expiry| *expiry != NEVER)
    }

    pub(super) fn count(&mut self, count: &StockCount, now: Instant) -> Verdict {
        if count.counted_at.is_some_and(|at| at > now.plus_ms(DAY_MS)) {
            return Err("invalid counted_at".to_owned());
        }
        if count.lines.is_empty() {
            return Err("invalid lines".to_owned());
        }
        let site = self.site(&count.site)?;
        let here = self.side(&Account::Site {
            site: count.site.clone(),
            zone: count.zone.clone(),
            condition: realtail_vocabulary::Condition::Sellable,
        })?;
        let shrink = Side::Outside(Outside::Shrink);
        let (mut ledger, mut lines, mut moved, mut seen) = (self.ledger.clone(), vec![], vec![], vec![]);
        for line in &count.lines {
            let item = self.item(&line.item)?;
            if !self.items[item].stocked || seen.contains(&item) {
                return Err("invalid lines".to_owned());
            }
            seen.push(item);
            let (counted, book) = (i64::from(line.counted), ledger.balance(item, &here));
            let (name, site) = (self.name(item), format!("{}/Sellable", self.site_name(site)));
            lines.push(format!("{counted} of {book} {name}"));
            if counted > book {
                self.shift(&mut ledger, Units::any(item, counted - book), (&shrink, &here));
                moved.push(format!("{} {name} Shrink to {site}", counted - book));
            } else if counted < book {
                self.shift(&mut ledger, Units::any(item, book - counted), (&here, &shrink));
                moved.push(format!("{} {name} {site} to Shrink", book - counted));
            }
        }
        self.ledger = ledger;
        Ok(vec![format!("counted at {}: {}; {}", count.site, joined(lines), joined(moved))])
    }

    pub(super) fn sell(&mut self, sale: &Sale, now: Instant) -> Verdict {
        if sale.sold_at > now.plus_ms(DAY_MS) {
            return Err("invalid sold_at".to_owned());
        }
        if sale.lines.is_empty() {
            return Err("invalid lines".to_owned());
        }
        let site = self.site(&sale.site)?;
        let mut ledger = self.ledger.clone();
        let mut sold = BTreeMap::new();
        for line in &sale.lines {
            let item = self.item(&line.item)?;
            if self.items[item].stocked {
                let (here, away) = (Side::Shelf(site, None), Side::Outside(Outside::Customer));
                let units = line.quantity.units();
                self.shift(&mut ledger, Units::good(item, units, now), (&here, &away));
                *sold.entry(item).or_insert(0) += units;
            }
        }
        let moved = sold.iter().map(|(item, units)| {
            format!("{units} {} {}/Sellable to Customer", self.name(*item), self.site_name(site))
        });
        let over = sold.keys().filter(|item| ledger.on_hand(**item, site) < 0);
        let over =
            over.map(|item| format!("{} {}", -ledger.on_hand(*item, site), self.name(*item))).collect();
        let said = format!(
            "sold {} at {}: {}; oversold {}",
            sale.sale,
            sale.site,
            joined(moved.collect()),
            joined(over)
        );
        self.ledger = ledger;
        Ok(vec![said])
    }
}
