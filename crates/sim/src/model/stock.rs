//! Moves, counts and sales.

use super::Model;
use super::Verdict;
use super::ledger::{Ledger, Lot, NEVER, Side};
use super::supply::less;
use crate::essence::{self, joined, short};
use realtail_kernel::Instant;
use realtail_vocabulary::{Account, Movement, Outside, Reason, Sale, StockCount};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

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
    pub(super) fn shift(
        &self,
        ledger: &mut Ledger,
        moved: (usize, i64),
        between: (&Side, &Side),
        named: Option<&realtail_kernel::LotId>,
        given: Option<&Lot>,
    ) {
        let zones = match between.0 {
            Side::Shelf(site, _) => &self.sites[*site].zones[..],
            _ => &[],
        };
        ledger.shift(moved, between, zones, named, given);
    }

    pub(super) fn name(&self, item: usize) -> &str {
        self.items[item].item.as_str()
    }

    pub(super) fn site_name(&self, site: usize) -> &str {
        self.sites[site].site.as_str()
    }

    pub(super) fn moves(&mut self, moves: &[Movement], now: Instant) -> Verdict {
        let (mut ledger, mut said, mut orders) = (self.ledger.clone(), Vec::new(), Vec::new());
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
            let inside = matches!(from, Side::Shelf(..) | Side::Aside(..));
            let given = movement.lot.as_ref().filter(|_| !inside).map(|lot| {
                let known = match &to {
                    Side::Shelf(site, _) | Side::Aside(site, ..) => self.ledger.expiry_of(item, *site, lot),
                    Side::Shipment(_) | Side::Outside(_) => None,
                };
                (known.or(movement.expires_at).unwrap_or(NEVER), lot.clone())
            });
            let units = movement.quantity.units();
            self.shift(&mut ledger, (item, units), (&from, &to), named, given.as_ref());
            let between = (essence::account(&movement.from), essence::account(&movement.to));
            let (name, reason) = (self.name(item), movement.reason);
            said.push(format!("moved for {reason:?}: {units} {name} {} to {}", between.0, between.1));
            if let Some(order) = movement.reference.as_ref().filter(|_| reason == Reason::Receipt)
                && let Some(order) = self.orders.get(order.as_str())
            {
                orders.push(less(order, &[(self.items[item].item.clone(), units)]));
            }
        }
        said.extend(orders.iter().map(essence::order));
        self.ledger = ledger;
        orders.into_iter().for_each(|order| self.set_order(order));
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
        let plan = matches!(
            movement.reason,
            Reason::Receipt
                | Reason::Transfer
                | Reason::Return
                | Reason::PutAway
                | Reason::Pick
                | Reason::Pack
                | Reason::Ship
        );
        if let Side::Shelf(site, _) = from {
            let stays = matches!(to, Side::Shelf(other, _) if other == site);
            let moved = ledger.on_hand(item, *site) - self.ledger.on_hand(item, *site);
            let unpromised = self.unpromised(item, *site, now) + moved;
            if plan && !stays && unpromised < units && ledger.on_hand(item, *site) >= units {
                return refused(self.site_name(*site), unpromised);
            }
        }
        let site = match from {
            Side::Shelf(site, _) | Side::Aside(site, ..) => Some(*site),
            Side::Shipment(_) | Side::Outside(_) => None,
        };
        let place = site.map_or("nowhere", |site| self.site_name(site));
        let sold = movement.reason == Reason::Sale && site.is_some();
        let balance = ledger.balance(item, from);
        if balance < units && !sold {
            return refused(place, balance);
        }
        match (&movement.lot, from) {
            (Some(lot), Side::Shelf(site, _)) if ledger.of_lot(item, *site, lot) < units => {
                refused(place, ledger.of_lot(item, *site, lot))
            }
            _ => Ok(()),
        }
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
                self.shift(&mut ledger, (item, counted - book), (&shrink, &here), None, None);
                moved.push(format!("{} {name} Shrink to {site}", counted - book));
            } else if counted < book {
                self.shift(&mut ledger, (item, book - counted), (&here, &shrink), None, None);
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
        let mut sold = std::collections::BTreeMap::new();
        for line in &sale.lines {
            let item = self.item(&line.item)?;
            if self.items[item].stocked {
                let (here, away) = (Side::Shelf(site, None), Side::Outside(Outside::Customer));
                let units = line.quantity.units();
                self.shift(&mut ledger, (item, units), (&here, &away), None, None);
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
