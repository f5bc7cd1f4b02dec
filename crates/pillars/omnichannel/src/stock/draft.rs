//! A command's view of the balances: those of the ledger, with what the command itself has moved so far.

use super::{Cell, LotKey, LotsUnderWay, NEVER, PlaceKey, ShipmentKey, Stock, add_to};
use crate::catalogue::{Catalogue, ItemNo, SiteNo};
use crate::refusal::{Refusal, Shortage, Thing};
use realtail_kernel::{Instant, LotId, Position, Quantity, ShipmentId, ZoneId};
use realtail_vocabulary::{Account, Condition, Posting, ZoneKind};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Whether a draw may leave a site with less than nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Floor {
    /// No: the call is refused.
    Zero,
    /// Yes: it has happened already, so the book gives way.
    None,
}

/// An account with its names looked up.
#[derive(Clone, Debug)]
pub(crate) enum Side {
    Site(SiteNo, Option<ZoneId>, Condition),
    Shipment(ShipmentId),
    Outside(Account),
}

/// Which units are to be drawn.
#[derive(Clone, Debug)]
pub(crate) struct Draw<'a> {
    pub item: ItemNo,
    pub quantity: i64,
    pub lot: Option<&'a LotId>,
    pub floor: Floor,
    /// For goods that go to people: what has expired by then is taken only where nothing else is left.
    pub expired_last: Option<Instant>,
}

/// A number of units as quantities, each no more than one line may move.
pub(crate) fn in_quantities(units: i64) -> impl Iterator<Item = Quantity> {
    let mut left = units;
    std::iter::from_fn(move || {
        let next = Quantity::try_from(left.min(Quantity::MAX)).ok()?;
        left -= next.units();
        Some(next)
    })
}

/// Part of a draw: so many units of one zone and one lot.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Share {
    zone: Option<ZoneId>,
    lot: Option<(LotId, Option<Instant>)>,
    units: i64,
}

/// The ledger with a command's own movements on top.
pub(crate) struct Draft<'a> {
    pub stock: &'a Stock,
    pub catalogue: &'a Catalogue,
    on_hand: FxHashMap<(ItemNo, SiteNo), i64>,
    places: BTreeMap<PlaceKey, i64>,
    lots: BTreeMap<LotKey, i64>,
    shipments: BTreeMap<ShipmentKey, i64>,
    /// What is left of the lots of shipments that the command has drawn from.
    lots_under_way: BTreeMap<ShipmentKey, LotsUnderWay>,
}

impl<'a> Draft<'a> {
    pub fn new(stock: &'a Stock, catalogue: &'a Catalogue) -> Draft<'a> {
        Draft {
            stock,
            catalogue,
            on_hand: FxHashMap::default(),
            places: BTreeMap::new(),
            lots: BTreeMap::new(),
            shipments: BTreeMap::new(),
            lots_under_way: BTreeMap::new(),
        }
    }

    /// Looks up the names in an account.
    pub fn side(&self, account: &Account) -> Result<Side, Refusal> {
        match account {
            Account::Outside { .. } => Ok(Side::Outside(account.clone())),
            Account::Shipment { shipment } => Ok(Side::Shipment(shipment.clone())),
            Account::Site { site, zone, condition } => {
                let no = self.catalogue.site_no(site)?;
                if let Some(zone) = zone
                    && self.catalogue.zone_kind(no, zone).is_none()
                {
                    return Err(Refusal::Unknown { what: Thing::Zone, id: format!("{site}/{zone}") });
                }
                Ok(Side::Site(no, zone.clone(), *condition))
            }
        }
    }

    pub fn on_hand(&self, item: ItemNo, site: SiteNo) -> i64 {
        self.stock.on_hand(item, site) + self.on_hand.get(&(item, site)).copied().unwrap_or(0)
    }

    /// What the command itself has added so far to what a pair can promise; below zero where it has taken.
    pub fn moved(&self, item: ItemNo, site: SiteNo, now: Instant) -> i64 {
        let expired = super::lots_in(&self.lots, item, site).take_while(|(key, _)| key.2 <= now);
        let expired: i64 = expired.map(|(_, units)| *units).sum();
        self.on_hand.get(&(item, site)).copied().unwrap_or(0) - expired
    }

    /// Units of a lot that had expired by `now`.
    pub fn expired_of(&self, item: ItemNo, site: SiteNo, lot: &LotId, now: Instant) -> i64 {
        let lots = self.stock.lots_of(item, site).chain(super::lots_in(&self.lots, item, site));
        lots.filter(|(key, _)| key.2 <= now && key.3 == *lot).map(|(_, units)| *units).sum()
    }

    fn place(&self, key: &PlaceKey) -> i64 {
        self.stock.place(key) + self.places.get(key).copied().unwrap_or(0)
    }

    /// What an account holds; without bound for the world outside.
    pub fn balance(&self, item: ItemNo, side: &Side) -> i64 {
        match side {
            Side::Outside(_) => i64::MAX,
            Side::Shipment(shipment) => {
                let key = (shipment.clone(), item);
                self.stock.shipment(&key) + self.shipments.get(&key).copied().unwrap_or(0)
            }
            Side::Site(site, None, Condition::Sellable) => self.on_hand(item, *site),
            Side::Site(site, zone, condition) => self.place(&(item, *site, zone.clone(), *condition)),
        }
    }

    /// Moves units from one account to another: the postings that say which zones and lots they came from.
    ///
    /// # Errors
    /// Where `from` has not enough and the floor is zero, or the lot that was named has not.
    pub fn shift(
        &mut self,
        draw: Draw<'_>,
        from: &Side,
        to: &Side,
        lot_in: Option<(&LotId, Option<Instant>)>,
    ) -> Result<Vec<Posting>, Refusal> {
        let avoid = same_site_zone(from, to);
        let available = match (from, &avoid) {
            (Side::Site(site, ..), Some(zone)) => {
                let there = (draw.item, *site, Some(zone.clone()), Condition::Sellable);
                self.balance(draw.item, from) - self.place(&there)
            }
            _ => self.balance(draw.item, from),
        };
        if draw.floor == Floor::Zero && available < draw.quantity {
            return Err(self.short(&draw, from, available));
        }
        let mut postings = Vec::with_capacity(1);
        let shares = match from {
            Side::Shipment(shipment) => {
                self.shares_under_way(&draw, shipment, lot_in.as_ref().map(|(lot, _)| *lot))
            }
            _ => self.shares(&draw, from, avoid.as_ref())?,
        };
        for share in shares {
            let lot = share.lot.or_else(|| lot_in.map(|(lot, expires)| (lot.clone(), expires)));
            let (lot, expires_at) = lot.map_or((None, None), |(lot, expires)| (Some(lot), expires));
            let (from_account, to_account) = (self.account(from, share.zone), self.account(to, None));
            for quantity in in_quantities(share.units) {
                let posting = Posting {
                    item: self.catalogue.item(draw.item).item.clone(),
                    quantity,
                    from: from_account.clone(),
                    to: to_account.clone(),
                    lot: lot.clone(),
                    expires_at,
                    previous_from: self.previous(draw.item, from),
                    previous_to: self.previous(draw.item, to),
                };
                self.add(draw.item, &posting.from, -quantity.units(), &posting);
                self.add(draw.item, &posting.to, quantity.units(), &posting);
                postings.push(posting);
            }
        }
        Ok(postings)
    }

    fn previous(&self, item: ItemNo, side: &Side) -> Option<Position> {
        match side {
            Side::Site(site, ..) => {
                self.stock.cell(item, *site).map(|cell| cell.last).filter(|last| last.0 > 0)
            }
            Side::Shipment(_) | Side::Outside(_) => None,
        }
    }

    fn account(&self, side: &Side, drawn_zone: Option<ZoneId>) -> Account {
        match side {
            Side::Outside(account) => account.clone(),
            Side::Shipment(shipment) => Account::Shipment { shipment: shipment.clone() },
            Side::Site(site, zone, condition) => Account::Site {
                site: self.catalogue.site(*site).site.clone(),
                zone: zone.clone().or(drawn_zone),
                condition: *condition,
            },
        }
    }

    fn short(&self, draw: &Draw<'_>, from: &Side, available: i64) -> Refusal {
        let site = match from {
            Side::Site(site, ..) => Some(self.catalogue.site(*site).site.clone()),
            Side::Shipment(_) | Side::Outside(_) => None,
        };
        let item = self.catalogue.item(draw.item).item.clone();
        let shortage =
            Shortage { item, site, region: None, requested: draw.quantity, available: available.max(0) };
        Refusal::InsufficientStock { shortages: vec![shortage] }
    }

    /// Which zones and lots the units come from.
    fn shares(&self, draw: &Draw<'_>, from: &Side, avoid: Option<&ZoneId>) -> Result<Vec<Share>, Refusal> {
        let plain = |units| Share { zone: None, lot: None, units };
        let Side::Site(site, zone, condition) = from else { return Ok(vec![plain(draw.quantity)]) };
        let cell = self.stock.cell(draw.item, *site);
        let places = cell.is_some_and(Cell::has_places) || !self.places.is_empty();
        let lots = cell.is_some_and(Cell::has_lots) || !self.lots.is_empty();
        if !condition.is_sellable() || (!places && !lots && draw.lot.is_none()) {
            return Ok(vec![plain(draw.quantity)]);
        }
        let zones = match zone {
            None if places => self.zones_to_draw(draw, *site, avoid),
            _ => vec![plain(draw.quantity)],
        };
        if lots || draw.lot.is_some() { self.with_lots(zones, draw, *site) } else { Ok(zones) }
    }

    /// Lots travel with their goods. Where whoever unpacks them names a lot, they are of that.
    fn shares_under_way(
        &mut self,
        draw: &Draw<'_>,
        shipment: &ShipmentId,
        named: Option<&LotId>,
    ) -> Vec<Share> {
        let key = (shipment.clone(), draw.item);
        let total = self.balance(draw.item, &Side::Shipment(shipment.clone()));
        let known = || self.stock.lots_under_way(&key).cloned().unwrap_or_default();
        let lots = self.lots_under_way.entry(key.clone()).or_insert_with(known);
        let drawn = super::under_way::draw(lots, total, draw.quantity, named);
        if named.is_some() {
            return vec![Share { zone: None, lot: None, units: draw.quantity }];
        }
        let share = |(key, units): super::under_way::Drawn| {
            let lot = key.map(|(expires, lot)| (lot, Some(expires).filter(|e| *e != NEVER)));
            Share { zone: None, lot, units }
        };
        drawn.into_iter().map(share).collect()
    }

    /// From what stands nowhere in particular first, then from the sales floor on towards the dock.
    fn zones_to_draw(&self, draw: &Draw<'_>, site: SiteNo, avoid: Option<&ZoneId>) -> Vec<Share> {
        let mut zoned: Vec<(ZoneKind, ZoneId, i64)> = Vec::new();
        for zone in &self.catalogue.site(site).zones {
            let units = self.place(&(draw.item, site, Some(zone.zone.clone()), Condition::Sellable));
            if units > 0 {
                zoned.push((zone.kind, zone.zone.clone(), units));
            }
        }
        zoned.sort();
        let in_zones: i64 = zoned.iter().map(|(.., units)| units).sum();
        zoned.retain(|(_, zone, _)| Some(zone) != avoid);
        let mut wanted = draw.quantity;
        let mut shares = Vec::new();
        let loose = (self.on_hand(draw.item, site) - in_zones).clamp(0, wanted);
        if loose > 0 {
            shares.push(Share { zone: None, lot: None, units: loose });
            wanted -= loose;
        }
        for (_, zone, units) in zoned {
            let units = units.min(wanted);
            if units > 0 {
                shares.push(Share { zone: Some(zone), lot: None, units });
                wanted -= units;
            }
        }
        if wanted > 0 {
            shares.push(Share { zone: None, lot: None, units: wanted });
        }
        shares
    }

    /// First expired, first out; what is in no lot goes last. A lot that is named is taken from alone.
    fn with_lots(&self, zones: Vec<Share>, draw: &Draw<'_>, site: SiteNo) -> Result<Vec<Share>, Refusal> {
        let mut balances: BTreeMap<LotKey, i64> =
            self.stock.lots_of(draw.item, site).map(|(key, units)| (key.clone(), *units)).collect();
        for (key, units) in super::lots_in(&self.lots, draw.item, site) {
            add_to(&mut balances, key.clone(), *units);
        }
        if let Some(lot) = draw.lot {
            balances.retain(|key, _| key.3 == *lot);
            let available: i64 = balances.values().sum();
            if available < draw.quantity && draw.floor == Floor::Zero {
                let side = Side::Site(site, None, Condition::Sellable);
                return Err(self.short(draw, &side, available));
            }
        }
        // A lot that is named is meant, expired or not.
        let order = draw.expired_last.filter(|_| draw.lot.is_none());
        let good = |key: &LotKey| order.is_none_or(|now| key.2 > now);
        let known: i64 = balances.values().filter(|units| **units > 0).sum();
        let (good, bad): (Vec<_>, Vec<_>) =
            balances.into_iter().filter(|(_, units)| *units > 0).partition(|(key, _)| good(key));
        // Units of no lot stand between: they may be good.
        let no_lot = if bad.is_empty() { 0 } else { (self.on_hand(draw.item, site) - known).max(0) };
        let good = good.into_iter().map(|(key, units)| (Some(key), units));
        let bad = bad.into_iter().map(|(key, units)| (Some(key), units));
        let no_lot = Some((None, no_lot)).filter(|(_, units)| *units > 0);
        let mut lots = good.chain(no_lot).chain(bad).peekable();
        let mut shares = Vec::new();
        for Share { zone, units: mut wanted, .. } in zones {
            while wanted > 0 {
                let Some((key, left)) = lots.peek_mut() else {
                    shares.push(Share { zone: zone.clone(), lot: None, units: wanted });
                    break;
                };
                let units = wanted.min(*left);
                let lot = key.as_ref().map(|key| (key.3.clone(), Some(key.2).filter(|e| *e != NEVER)));
                shares.push(Share { zone: zone.clone(), lot, units });
                wanted -= units;
                *left -= units;
                if *left == 0 {
                    lots.next();
                }
            }
        }
        Ok(shares)
    }

    fn add(&mut self, item: ItemNo, account: &Account, units: i64, posting: &Posting) {
        match account {
            Account::Outside { .. } => (),
            Account::Shipment { shipment } => {
                let key = (shipment.clone(), item);
                if let (Some(lot), 1..) = (&posting.lot, units) {
                    let known = || self.stock.lots_under_way(&key).cloned().unwrap_or_default();
                    let lots = self.lots_under_way.entry(key.clone()).or_insert_with(known);
                    add_to(lots, (posting.expires_at.unwrap_or(NEVER), lot.clone()), units);
                }
                add_to(&mut self.shipments, key, units);
            }
            Account::Site { site, zone, condition } => {
                let Ok(site) = self.catalogue.site_no(site) else { return };
                if condition.is_sellable() {
                    *self.on_hand.entry((item, site)).or_default() += units;
                    if let Some(lot) = &posting.lot {
                        let key = (item, site, posting.expires_at.unwrap_or(NEVER), lot.clone());
                        add_to(&mut self.lots, key, units);
                    }
                }
                if zone.is_some() || !condition.is_sellable() {
                    add_to(&mut self.places, (item, site, zone.clone(), *condition), units);
                }
            }
        }
    }

    /// The expiry that a lot of this item has in a shipment.
    pub fn expiry_under_way(&self, item: ItemNo, shipment: &ShipmentId, lot: &LotId) -> Option<Instant> {
        let key = (shipment.clone(), item);
        let known = [self.stock.lots_under_way(&key), self.lots_under_way.get(&key)];
        let mut lots = known.into_iter().flatten().flat_map(LotsUnderWay::keys);
        lots.find(|key| key.1 == *lot).map(|key| key.0).filter(|e| *e != NEVER)
    }

    /// The expiry that a lot of this item already has, wherever it stands at `site`.
    pub fn expiry_of(&self, item: ItemNo, site: SiteNo, lot: &LotId) -> Option<Instant> {
        self.stock
            .lots_of(item, site)
            .chain(super::lots_in(&self.lots, item, site))
            .find(|(key, _)| key.3 == *lot)
            .map(|(key, _)| key.2)
            .filter(|e| *e != NEVER)
    }
}

/// The zone that goods are put into from elsewhere in the same site: none of them come from there.
fn same_site_zone(from: &Side, to: &Side) -> Option<ZoneId> {
    match (from, to) {
        (Side::Site(a, None, Condition::Sellable), Side::Site(b, zone, Condition::Sellable)) if a == b => {
            zone.clone()
        }
        _ => None,
    }
}
