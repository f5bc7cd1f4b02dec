//! The ledger: double entry between accounts, so that the units of an item add up to zero everywhere, always.

pub(crate) mod count;
pub(crate) mod draft;
pub(crate) mod move_stock;
pub(crate) mod quarantine;
mod rows;
pub(crate) mod sell;
pub(crate) mod under_way;

use crate::catalogue::{Catalogue, ItemNo, SiteNo};
use realtail_kernel::{Instant, LotId, Paged, Position, ShipmentId, ZoneId};
use realtail_vocabulary::{Account, Condition, Outside, Posting};
pub(crate) use rows::Row;
use rows::Rows;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What one item has at one site. Forty-eight bytes, since there are millions of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "AtRest", into = "AtRest")]
pub struct Cell {
    /// Which item.
    pub item: ItemNo,
    /// At which site.
    pub site: SiteNo,
    /// Sellable units by the book; below zero where a till sold more than the book knew of.
    pub on_hand: i64,
    /// Units promised by holds on this site.
    pub held: i64,
    /// Units promised for good.
    pub allocated: i64,
    /// The newest entry that moved it: the head of the ledger's chain.
    pub last: Position,
    /// How often the book was found wrong since the last count that agreed.
    pub doubts: u16,
    /// See the constants.
    flags: u8,
}

/// A cell in a snapshot: without the names of its fields, of which there would be millions.
type AtRest = (ItemNo, SiteNo, i64, i64, i64, Position, u16, u8);

impl From<AtRest> for Cell {
    fn from((item, site, on_hand, held, allocated, last, doubts, flags): AtRest) -> Cell {
        Cell { item, site, on_hand, held, allocated, last, doubts, flags }
    }
}

impl From<Cell> for AtRest {
    fn from(cell: Cell) -> AtRest {
        (cell.item, cell.site, cell.on_hand, cell.held, cell.allocated, cell.last, cell.doubts, cell.flags)
    }
}

impl Cell {
    const PLACES: u8 = 1;
    const LOTS: u8 = 2;
    const INCOMING: u8 = 4;
    const SOLD_OUT: u8 = 8;
    const LOW: u8 = 16;
    const SHORT: u8 = 32;

    fn flag(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    fn set(&mut self, flag: u8, on: bool) {
        self.flags = if on { self.flags | flag } else { self.flags & !flag };
    }

    /// Whether some of it stands in a zone, or is not sellable.
    pub fn has_places(&self) -> bool {
        self.flag(Cell::PLACES)
    }

    /// Whether lots are known.
    pub fn has_lots(&self) -> bool {
        self.flag(Cell::LOTS)
    }

    /// Whether more is on its way.
    pub fn has_incoming(&self) -> bool {
        self.flag(Cell::INCOMING)
    }

    /// Whether channels were told last that nothing is left.
    pub fn told_sold_out(&self) -> bool {
        self.flag(Cell::SOLD_OUT)
    }

    /// Whether the planner was told last that the safety stock is touched.
    pub fn told_low(&self) -> bool {
        self.flag(Cell::LOW)
    }

    /// Whether somebody was told last that more is promised than there is.
    pub fn told_short(&self) -> bool {
        self.flag(Cell::SHORT)
    }
}

/// What channels and people were told of a cell.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Told {
    SoldOut(bool),
    Low(bool),
    Short(bool),
}

/// An account inside a site that is not simply its sellable stock.
pub(crate) type PlaceKey = (ItemNo, SiteNo, Option<ZoneId>, Condition);
/// Sellable units of a lot at a site, by expiry, so that the first to expire comes first.
pub(crate) type LotKey = (ItemNo, SiteNo, Instant, LotId);
/// Units under way.
pub(crate) type ShipmentKey = (ShipmentId, ItemNo);

/// Units of lots in a shipment, first to expire first.
pub(crate) type LotsUnderWay = BTreeMap<(Instant, LotId), i64>;

/// A lot without an expiry expires last.
pub(crate) const NEVER: Instant = Instant::from_micros(i64::MAX);

/// What a zone or a condition of a site holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceBalance {
    /// The zone; none for what stands nowhere in particular.
    pub zone: Option<ZoneId>,
    /// The condition.
    pub condition: Condition,
    /// How many units.
    pub quantity: i64,
}

/// All balances.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Stock {
    cells: Paged<Cell>,
    places: BTreeMap<PlaceKey, i64>,
    lots: BTreeMap<LotKey, i64>,
    shipments: BTreeMap<ShipmentKey, i64>,
    /// Of those, what is known to be of a lot.
    lots_under_way: BTreeMap<ShipmentKey, LotsUnderWay>,
    /// Supplier, customer, waste, shrink of each item.
    outside: Paged<[i64; 4]>,
    #[serde(skip)]
    rows: Rows,
}

impl PartialEq for Stock {
    fn eq(&self, other: &Stock) -> bool {
        self.cells == other.cells
            && self.places == other.places
            && self.lots == other.lots
            && self.shipments == other.shipments
            && self.lots_under_way == other.lots_under_way
            && self.outside == other.outside
    }
}

impl Stock {
    /// What `item` has at `site`, if it ever had anything.
    pub fn cell(&self, item: ItemNo, site: SiteNo) -> Option<&Cell> {
        self.rows.find(item, site).map(|cell| &self.cells[cell as usize])
    }

    /// The cells of an item, for who asks for those of many sites.
    pub(crate) fn row(&self, item: ItemNo) -> Row<'_> {
        Row { cells: &self.cells, places: self.rows.row(item) }
    }

    /// Every item-site pair that ever had anything, in the order in which they first did.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter()
    }

    /// How many pairs there are.
    pub fn pairs(&self) -> usize {
        self.cells.len()
    }

    /// The pairs of one item, in the order of the sites.
    pub fn sites_of(&self, item: ItemNo) -> impl Iterator<Item = &Cell> {
        self.rows.of(item).map(|cell| &self.cells[cell as usize])
    }

    /// Sellable units by the book.
    pub fn on_hand(&self, item: ItemNo, site: SiteNo) -> i64 {
        self.cell(item, site).map_or(0, |cell| cell.on_hand)
    }

    /// Units of lots that have expired by `now`, so nobody may be promised them.
    pub fn expired(&self, cell: &Cell, now: Instant) -> i64 {
        if !cell.has_lots() {
            return 0;
        }
        self.lots_of(cell.item, cell.site).take_while(|(key, _)| key.2 <= now).map(|(_, units)| *units).sum()
    }

    /// The lots of a pair, first to expire first.
    pub(crate) fn lots_of(&self, item: ItemNo, site: SiteNo) -> impl Iterator<Item = (&LotKey, &i64)> {
        lots_in(&self.lots, item, site)
    }

    /// Where the units of a pair stand, and in which condition.
    pub fn places(&self, cell: &Cell) -> Vec<PlaceBalance> {
        let mut places: Vec<PlaceBalance> = self
            .places_of(cell.item, cell.site)
            .map(|(key, units)| PlaceBalance { zone: key.2.clone(), condition: key.3, quantity: *units })
            .collect();
        let zoned: i64 = places.iter().filter(|p| p.condition.is_sellable()).map(|p| p.quantity).sum();
        if cell.on_hand != zoned {
            let quantity = cell.on_hand - zoned;
            places.insert(0, PlaceBalance { zone: None, condition: Condition::Sellable, quantity });
        }
        places
    }

    pub(crate) fn places_of(&self, item: ItemNo, site: SiteNo) -> impl Iterator<Item = (&PlaceKey, &i64)> {
        self.places
            .range((item, site, None, Condition::Sellable)..)
            .take_while(move |(key, _)| key.0 == item && key.1 == site)
    }

    pub(crate) fn place(&self, key: &PlaceKey) -> i64 {
        self.places.get(key).copied().unwrap_or(0)
    }

    /// Sellable units of an item in a zone of a site; below zero where a till sold more than stood there.
    pub fn sellable_in(&self, item: ItemNo, site: SiteNo, zone: &ZoneId) -> i64 {
        self.place(&(item, site, Some(zone.clone()), Condition::Sellable))
    }

    pub(crate) fn shipment(&self, key: &ShipmentKey) -> i64 {
        self.shipments.get(key).copied().unwrap_or(0)
    }

    pub(crate) fn lots_under_way(&self, key: &ShipmentKey) -> Option<&LotsUnderWay> {
        self.lots_under_way.get(key)
    }

    pub(crate) fn all_lots_under_way(&self) -> impl Iterator<Item = (&ShipmentKey, &LotsUnderWay)> {
        self.lots_under_way.iter()
    }

    /// What is under way in a shipment.
    pub fn shipment_lines(&self, shipment: &ShipmentId) -> impl Iterator<Item = (ItemNo, i64)> {
        self.shipments
            .range((shipment.clone(), ItemNo(0))..)
            .take_while(move |((s, _), _)| s == shipment)
            .map(|((_, item), units)| (*item, *units))
    }

    pub(crate) fn shipments(&self) -> impl Iterator<Item = (&ShipmentKey, &i64)> {
        self.shipments.iter()
    }

    pub(crate) fn all_places(&self) -> impl Iterator<Item = (&PlaceKey, &i64)> {
        self.places.iter()
    }

    pub(crate) fn all_lots(&self) -> impl Iterator<Item = (&LotKey, &i64)> {
        self.lots.iter()
    }

    pub(crate) fn outside(&self) -> impl Iterator<Item = (ItemNo, &[i64; 4])> {
        (0u32..).map(ItemNo).zip(self.outside.iter())
    }

    /// The pair, made where it is not there yet.
    pub(crate) fn cell_mut(&mut self, item: ItemNo, site: SiteNo) -> &mut Cell {
        let number = self.rows.find(item, site).unwrap_or_else(|| {
            let fresh = Cell {
                item,
                site,
                on_hand: 0,
                held: 0,
                allocated: 0,
                last: Position(0),
                doubts: 0,
                flags: 0,
            };
            let number = self.cells.push(fresh) as u32;
            self.rows.enter(item, site, number);
            number
        });
        &mut self.cells[number as usize]
    }

    pub(crate) fn told(&mut self, item: ItemNo, site: SiteNo, told: Told) {
        let cell = self.cell_mut(item, site);
        match told {
            Told::SoldOut(on) => cell.set(Cell::SOLD_OUT, on),
            Told::Low(on) => cell.set(Cell::LOW, on),
            Told::Short(on) => cell.set(Cell::SHORT, on),
        }
    }

    pub(crate) fn mark_incoming(&mut self, item: ItemNo, site: SiteNo, on: bool) {
        self.cell_mut(item, site).set(Cell::INCOMING, on);
    }

    /// Takes in a posting: the only code that changes a balance.
    pub(crate) fn post(&mut self, posting: &Posting, catalogue: &Catalogue, position: Position) {
        let Ok(item) = catalogue.item_no(&posting.item) else { return };
        let units = posting.quantity.units();
        let lot = posting.lot.as_ref().map(|lot| (posting.expires_at.unwrap_or(NEVER), lot));
        self.add(item, &posting.from, -units, lot, catalogue, position);
        self.add(item, &posting.to, units, lot, catalogue, position);
    }

    fn add(
        &mut self,
        item: ItemNo,
        account: &Account,
        units: i64,
        lot: Option<(Instant, &LotId)>,
        catalogue: &Catalogue,
        position: Position,
    ) {
        match account {
            Account::Outside { outside } => {
                while self.outside.len() <= item.0 as usize {
                    self.outside.push([0; 4]);
                }
                self.outside[item.0 as usize][outside_index(*outside)] += units;
            }
            Account::Shipment { shipment } => self.add_under_way((shipment.clone(), item), units, lot),
            Account::Site { site, zone, condition } => {
                let Ok(site) = catalogue.site_no(site) else { return };
                let sellable = condition.is_sellable();
                let places = zone.is_some() || !sellable;
                let cell = self.cell_mut(item, site);
                cell.last = position;
                if sellable {
                    cell.on_hand += units;
                }
                if places {
                    cell.set(Cell::PLACES, true);
                }
                if sellable && lot.is_some() {
                    cell.set(Cell::LOTS, true);
                }
                if places {
                    add_to(&mut self.places, (item, site, zone.clone(), *condition), units);
                }
                if sellable && let Some((expires, lot)) = lot {
                    add_to(&mut self.lots, (item, site, expires, lot.clone()), units);
                }
            }
        }
    }

    fn add_under_way(&mut self, key: ShipmentKey, units: i64, lot: Option<(Instant, &LotId)>) {
        let total = self.shipment(&key);
        let mut lots = self.lots_under_way.remove(&key).unwrap_or_default();
        if units < 0 {
            under_way::draw(&mut lots, total, -units, lot.map(|(_, lot)| lot));
        } else if let Some((expires, lot)) = lot {
            add_to(&mut lots, (expires, lot.clone()), units);
        }
        if !lots.is_empty() {
            self.lots_under_way.insert(key.clone(), lots);
        }
        add_to(&mut self.shipments, key, units);
    }

    /// Makes again what is not kept in a snapshot.
    pub(crate) fn index(&mut self) {
        let mut rows = Rows::default();
        for (number, cell) in (0..).zip(self.cells.iter()) {
            rows.enter(cell.item, cell.site, number);
        }
        self.rows = rows;
    }

    /// The cells and lots of some items, for trying things out. Quick, however much there is.
    pub(crate) fn of_items(&self, items: &BTreeSet<ItemNo>) -> Stock {
        let cells = items.iter().flat_map(|item| self.sites_of(*item)).filter(|cell| cell.has_lots());
        let lots = cells.flat_map(|cell| self.lots_of(cell.item, cell.site));
        Stock {
            lots: lots.map(|(key, units)| (key.clone(), *units)).collect(),
            cells: self.cells.clone(),
            rows: self.rows.only(items),
            ..Stock::default()
        }
    }

    /// The same without its rows, which `index` makes again.
    pub(crate) fn freeze(&self) -> Stock {
        Stock {
            cells: self.cells.clone(),
            places: self.places.clone(),
            lots: self.lots.clone(),
            shipments: self.shipments.clone(),
            lots_under_way: self.lots_under_way.clone(),
            outside: self.outside.clone(),
            rows: Rows::default(),
        }
    }
}

/// The lots of a pair among `lots`, first to expire first.
pub(crate) fn lots_in(
    lots: &BTreeMap<LotKey, i64>,
    item: ItemNo,
    site: SiteNo,
) -> impl Iterator<Item = (&LotKey, &i64)> {
    lots.range((item, site, Instant::from_micros(i64::MIN), first_lot())..)
        .take_while(move |(key, _)| key.0 == item && key.1 == site)
}

fn first_lot() -> LotId {
    LotId::new("!").expect("a printable character")
}

fn outside_index(outside: Outside) -> usize {
    match outside {
        Outside::Supplier => 0,
        Outside::Customer => 1,
        Outside::Waste => 2,
        Outside::Shrink => 3,
    }
}

/// Adds to a balance that is not kept where it is zero.
pub(crate) fn add_to<K: Ord>(balances: &mut BTreeMap<K, i64>, key: K, units: i64) {
    match balances.entry(key) {
        std::collections::btree_map::Entry::Vacant(entry) => {
            if units != 0 {
                entry.insert(units);
            }
        }
        std::collections::btree_map::Entry::Occupied(mut entry) => {
            *entry.get_mut() += units;
            if *entry.get() == 0 {
                entry.remove();
            }
        }
    }
}
