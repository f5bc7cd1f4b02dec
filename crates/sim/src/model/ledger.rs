//! What is where: one number for each account, and how units are drawn.

use realtail_kernel::{Instant, LotId, ShipmentId, ZoneId};
use realtail_vocabulary::{Condition, Outside, ZoneKind};
use std::collections::BTreeMap;

/// A lot without an expiry.
pub const NEVER: Instant = Instant::from_micros(i64::MAX);

/// A lot: the first to expire sorts first.
pub type Lot = (Instant, LotId);

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// Sellable units of a site, or of a zone in it.
    Shelf(usize, Option<ZoneId>),
    /// Units of a site that nobody can sell.
    Aside(usize, Option<ZoneId>, Condition),
    /// Under way.
    Shipment(ShipmentId),
    /// The world.
    Outside(Outside),
}

/// Which units are moved.
#[derive(Clone, Copy, Debug)]
pub struct Units<'a> {
    /// Of which item.
    pub item: usize,
    /// How many.
    pub units: i64,
    /// From which lot, where one is named.
    pub lot: Option<&'a LotId>,
    /// Of which lot they become where they come from none.
    pub given: Option<&'a Lot>,
    /// For people, or onwards: what has expired by then goes last.
    pub expired_last: Option<Instant>,
}

impl Units<'_> {
    /// The first to expire, expired or not.
    pub fn any(item: usize, units: i64) -> Self {
        Units { item, units, lot: None, given: None, expired_last: None }
    }

    /// Those that have not expired by now come first.
    pub fn good(item: usize, units: i64, now: Instant) -> Self {
        Units { expired_last: Some(now), ..Units::any(item, units) }
    }
}

/// All balances; the first number is the item, the second the site.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Sellable units, zones and lots included.
    pub on_hand: BTreeMap<(usize, usize), i64>,
    /// Of those, what stands in zones.
    pub zones: BTreeMap<(usize, usize, ZoneId), i64>,
    /// Of those, what is known to be of a lot.
    pub lots: BTreeMap<(usize, usize), BTreeMap<Lot, i64>>,
    /// What cannot be sold.
    pub aside: BTreeMap<(usize, usize, Option<ZoneId>, Condition), i64>,
    /// What is under way.
    pub shipments: BTreeMap<(ShipmentId, usize), i64>,
    /// Of those, what is known to be of a lot.
    pub packed: BTreeMap<(ShipmentId, usize), BTreeMap<Lot, i64>>,
    /// The world.
    pub outside: BTreeMap<(usize, Outside), i64>,
}

impl Ledger {
    /// Sellable units of a site.
    pub fn on_hand(&self, item: usize, site: usize) -> i64 {
        self.on_hand.get(&(item, site)).copied().unwrap_or(0)
    }

    /// What an account holds.
    pub fn balance(&self, item: usize, side: &Side) -> i64 {
        let found = match side {
            Side::Outside(_) => return i64::MAX,
            Side::Shelf(site, None) => self.on_hand.get(&(item, *site)),
            Side::Shelf(site, Some(zone)) => self.zones.get(&(item, *site, zone.clone())),
            Side::Aside(site, zone, condition) => self.aside.get(&(item, *site, zone.clone(), *condition)),
            Side::Shipment(shipment) => self.shipments.get(&(shipment.clone(), item)),
        };
        found.copied().unwrap_or(0)
    }

    /// Units of a lot of this name at a site.
    pub fn of_lot(&self, item: usize, site: usize, lot: &LotId) -> i64 {
        self.lots
            .get(&(item, site))
            .into_iter()
            .flatten()
            .filter(|((_, l), _)| l == lot)
            .map(|(_, n)| n)
            .sum()
    }

    /// The expiry that a lot of this name has at a site; `NEVER` counts.
    pub fn expiry_of(&self, item: usize, site: usize, lot: &LotId) -> Option<Instant> {
        let lots = self.lots.get(&(item, site))?;
        let (expiry, _) = lots.iter().find(|((_, l), n)| l == lot && **n != 0)?.0;
        Some(*expiry)
    }

    /// The expiry that a lot of this name has in a shipment.
    pub fn expiry_packed(&self, item: usize, shipment: &ShipmentId, lot: &LotId) -> Option<Instant> {
        let packed = self.packed.get(&(shipment.clone(), item))?;
        let ((expiry, _), _) = packed.iter().find(|((_, l), n)| l == lot && **n != 0)?;
        Some(*expiry)
    }

    /// Units of a lot of this name that have expired.
    pub fn expired_of(&self, item: usize, site: usize, lot: &LotId, now: Instant) -> i64 {
        let lots = self.lots.get(&(item, site)).into_iter().flatten();
        lots.filter(|((expiry, name), _)| *expiry <= now && name == lot).map(|(_, n)| n).sum()
    }

    /// Units that have expired.
    pub fn expired(&self, item: usize, site: usize, now: Instant) -> i64 {
        let lots = self.lots.get(&(item, site)).into_iter().flatten();
        lots.filter(|((expiry, _), _)| *expiry <= now).map(|(_, n)| n).sum()
    }

    /// What can go from one account to another: a zone is not filled from itself.
    pub fn drawable(&self, item: usize, from: &Side, to: &Side) -> i64 {
        let avoided = avoided(from, to).map_or(0, |zone| self.balance(item, &zone));
        self.balance(item, from) - avoided
    }

    /// Moves units.
    pub fn shift(&mut self, moved: Units<'_>, (from, to): (&Side, &Side), zones: &[(ZoneKind, ZoneId)]) {
        let Units { item, units, given, .. } = moved;
        if units == 0 {
            return;
        }
        let mut lots: Vec<(Option<Lot>, i64)> = match from {
            Side::Shelf(site, zone) => {
                self.draw_zones((item, *site), zone.as_ref(), units, zones, avoided(from, to));
                let lots = self.draw_lots(*site, moved);
                *self.on_hand.entry((item, *site)).or_default() -= units;
                lots
            }
            Side::Shipment(shipment) => {
                let unpacked = self.unpack(shipment, moved);
                self.add_plain(item, from, -units);
                unpacked
            }
            other => {
                self.add_plain(item, other, -units);
                vec![(None, units)]
            }
        };
        for (lot, _) in &mut lots {
            *lot = lot.take().or_else(|| given.cloned());
        }
        match to {
            Side::Shelf(site, zone) => {
                *self.on_hand.entry((item, *site)).or_default() += units;
                if let Some(zone) = zone {
                    *self.zones.entry((item, *site, zone.clone())).or_default() += units;
                }
                for (lot, units) in lots {
                    if let Some(lot) = lot {
                        *self.lots.entry((item, *site)).or_default().entry(lot).or_default() += units;
                    }
                }
            }
            Side::Shipment(shipment) => {
                self.add_plain(item, to, units);
                let packed = self.packed.entry((shipment.clone(), item)).or_default();
                lots.into_iter().filter_map(|(lot, units)| Some((lot?, units))).for_each(|(lot, units)| {
                    *packed.entry(lot).or_default() += units;
                });
            }
            other => self.add_plain(item, other, units),
        }
    }

    /// Unit by unit: of the lot that is named, else of the first to expire; then of none; then whatever is left.
    fn unpack(&mut self, shipment: &ShipmentId, moved: Units<'_>) -> Vec<(Option<Lot>, i64)> {
        let total = self.balance(moved.item, &Side::Shipment(shipment.clone()));
        let packed = self.packed.entry((shipment.clone(), moved.item)).or_default();
        let mut of_none = total - packed.values().sum::<i64>();
        let mut drawn: Vec<(Option<Lot>, i64)> = Vec::new();
        for _ in 0..moved.units {
            let fits = |lot: &Lot| moved.given.is_none_or(|given| given.1 == lot.1);
            let first = |wanted: bool| packed.iter().find(|(lot, n)| **n > 0 && fits(lot) == wanted);
            let lot = match first(true) {
                Some((lot, _)) => Some(lot.clone()),
                None if of_none > 0 => None,
                None => first(false).map(|(lot, _)| lot.clone()),
            };
            match &lot {
                Some(lot) => *packed.entry(lot.clone()).or_default() -= 1,
                None => of_none -= 1,
            }
            let lot = if moved.given.is_some() { None } else { lot };
            match drawn.last_mut() {
                Some((known, units)) if *known == lot => *units += 1,
                _ => drawn.push((lot, 1)),
            }
        }
        drawn
    }

    fn add_plain(&mut self, item: usize, side: &Side, units: i64) {
        match side {
            Side::Shelf(..) => (),
            Side::Aside(site, zone, condition) => {
                *self.aside.entry((item, *site, zone.clone(), *condition)).or_default() += units;
            }
            Side::Shipment(shipment) => {
                *self.shipments.entry((shipment.clone(), item)).or_default() += units;
            }
            Side::Outside(outside) => *self.outside.entry((item, *outside)).or_default() += units,
        }
    }

    /// From the zone that is named; else what stands nowhere goes first, then zone after zone from the sales floor on.
    fn draw_zones(
        &mut self,
        (item, site): (usize, usize),
        zone: Option<&ZoneId>,
        units: i64,
        zones: &[(ZoneKind, ZoneId)],
        avoided: Option<Side>,
    ) {
        if let Some(zone) = zone {
            *self.zones.entry((item, site, zone.clone())).or_default() -= units;
            return;
        }
        let mut zones = zones.to_vec();
        zones.sort();
        let in_zone = |z: &ZoneId| self.zones.get(&(item, site, z.clone())).copied().unwrap_or(0).max(0);
        let loose = self.on_hand(item, site) - zones.iter().map(|(_, z)| in_zone(z)).sum::<i64>();
        let mut wanted = units - loose.clamp(0, units);
        let avoided = |zone: &ZoneId| avoided == Some(Side::Shelf(site, Some(zone.clone())));
        for (_, zone) in zones.iter().filter(|(_, zone)| !avoided(zone)) {
            let balance = self.zones.entry((item, site, zone.clone())).or_default();
            let taken = (*balance).clamp(0, wanted);
            *balance -= taken;
            wanted -= taken;
        }
    }

    /// First expired, first out; what is of no lot goes last, unless expired units must wait for it.
    fn draw_lots(&mut self, site: usize, moved: Units<'_>) -> Vec<(Option<Lot>, i64)> {
        let on_hand = self.on_hand(moved.item, site);
        let lots = self.lots.entry((moved.item, site)).or_default();
        let mut no_lot = (on_hand - lots.values().sum::<i64>()).max(0);
        let waits = |lot: &Lot| moved.lot.is_none() && moved.expired_last.is_some_and(|now| lot.0 <= now);
        let (bad, good): (Vec<Lot>, Vec<Lot>) = lots.keys().cloned().partition(waits);
        let order = good.into_iter().map(Some).chain([None]).chain(bad.into_iter().map(Some));
        let (mut drawn, mut wanted) = (Vec::new(), moved.units);
        for lot in order {
            if moved.lot.is_some() && moved.lot != lot.as_ref().map(|(_, name)| name) {
                continue;
            }
            let left = lot.as_ref().map_or(Some(&mut no_lot), |lot| lots.get_mut(lot));
            let Some(left) = left else { continue };
            let taken = (*left).clamp(0, wanted);
            *left -= taken;
            wanted -= taken;
            drawn.push((lot, taken));
        }
        drawn.push((None, wanted));
        drawn.retain(|(_, units)| *units > 0);
        drawn
    }
}

/// The zone that goods of its own site are put into.
fn avoided(from: &Side, to: &Side) -> Option<Side> {
    match (from, to) {
        (Side::Shelf(here, None), Side::Shelf(there, Some(_))) if here == there => Some(to.clone()),
        _ => None,
    }
}
