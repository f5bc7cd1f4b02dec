//! What the pillar asks of the rest of the retailer: what there is, what is on its way, and which day it is.

use crate::replenish::Standing;
use realtail_kernel::{Currency, Day, Instant, ItemId, Label, LotId, PurchaseOrderId, SiteId};
use realtail_vocabulary::Selection;

/// What of an order, or of a transfer, is still to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outstanding {
    /// Of what.
    pub item: ItemId,
    /// How many units.
    pub units: i64,
    /// When they should be there.
    pub expected_at: Instant,
}

/// What the catalogue says of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goods {
    /// What people call it.
    pub name: Option<Label>,
    /// What it belongs to.
    pub categories: Vec<Label>,
    /// What a unit weighs, in grams: its attribute `weight_g`.
    pub weight_g: Option<u32>,
    /// What a unit costs the retailer, in minor units: its attribute `unit_cost`.
    pub unit_cost: Option<i64>,
}

/// What an item costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShelfPrice {
    /// In minor units.
    pub unit_price: i64,
    /// For how many units.
    pub per: u32,
    /// In which currency.
    pub currency: Currency,
}

/// What is left of a lot that expires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotThere {
    /// Which.
    pub lot: LotId,
    /// When it expires.
    pub expires_at: Instant,
    /// Sellable units.
    pub units: i64,
}

/// The rest of the retailer at an instant.
pub trait Stockroom {
    /// When that is.
    fn now(&self) -> Instant;

    /// What there is of an item at a site, and what is on its way there; nothing where either is not known.
    fn standing(&self, item: &ItemId, site: &SiteId) -> Option<Standing>;

    /// Sellable units of an item at a site that are promised to nobody and have not expired.
    fn free_units(&self, item: &ItemId, site: &SiteId) -> i64;

    /// Units of an item on their way to a site that should be there by then, or of which nobody knows when.
    fn due_units(&self, item: &ItemId, site: &SiteId, by: Instant) -> i64;

    /// What of an order has not left its sender yet.
    fn outstanding(&self, order: &PurchaseOrderId) -> Vec<Outstanding>;

    /// What the catalogue says of an item.
    fn goods(&self, item: &ItemId) -> Goods;

    /// Which day the calendar of a site shows at an instant.
    fn day(&self, site: &SiteId, at: Instant) -> Day;

    /// When a day begins at a site.
    fn begins(&self, site: &SiteId, day: Day) -> Instant;

    /// Whether an item is among some goods.
    fn takes(&self, goods: &Selection, item: &ItemId) -> bool;

    /// What an item costs at a site now, to anybody in the store; nothing where no price list says so.
    fn shelf_price(&self, item: &ItemId, site: &SiteId) -> Option<ShelfPrice>;

    /// The same on the last days until now: each price with the first day on which it was asked, in the order of time.
    fn shelf_prices(&self, item: &ItemId, site: &SiteId, days: u16) -> Vec<(Day, ShelfPrice)>;

    /// The lots of an item at a site that expire, first to expire first.
    fn lots(&self, item: &ItemId, site: &SiteId) -> Vec<LotThere>;
}

/// A retailer that has nothing.
pub(crate) struct NoRoom(pub Instant);

impl Stockroom for NoRoom {
    fn now(&self) -> Instant {
        self.0
    }

    fn standing(&self, _item: &ItemId, _site: &SiteId) -> Option<Standing> {
        None
    }

    fn free_units(&self, _item: &ItemId, _site: &SiteId) -> i64 {
        0
    }

    fn due_units(&self, _item: &ItemId, _site: &SiteId, _by: Instant) -> i64 {
        0
    }

    fn outstanding(&self, _order: &PurchaseOrderId) -> Vec<Outstanding> {
        Vec::new()
    }

    fn goods(&self, _item: &ItemId) -> Goods {
        Goods::default()
    }

    fn day(&self, _site: &SiteId, at: Instant) -> Day {
        Day::of_number(i32::try_from(at.micros().div_euclid(86_400_000_000)).unwrap_or_default())
    }

    fn begins(&self, _site: &SiteId, day: Day) -> Instant {
        Instant::from_micros(i64::from(day.number()) * 86_400_000_000)
    }

    fn takes(&self, goods: &Selection, item: &ItemId) -> bool {
        *goods == Selection::default() || goods.items.contains(item)
    }

    fn shelf_price(&self, _item: &ItemId, _site: &SiteId) -> Option<ShelfPrice> {
        None
    }

    fn shelf_prices(&self, _item: &ItemId, _site: &SiteId, _days: u16) -> Vec<(Day, ShelfPrice)> {
        Vec::new()
    }

    fn lots(&self, _item: &ItemId, _site: &SiteId) -> Vec<LotThere> {
        Vec::new()
    }
}
