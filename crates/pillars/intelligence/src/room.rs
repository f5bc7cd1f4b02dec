//! What the pillar asks of the rest of the retailer: what there is, what is on its way, and which day it is.

use crate::replenish::Standing;
use realtail_kernel::{Day, Instant, ItemId, Label, PurchaseOrderId, SiteId};

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
}
