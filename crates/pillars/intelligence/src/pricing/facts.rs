//! What whoever searches for a price must know.

use super::{KnownPrice, bounds};
use crate::machine::Intelligence;
use crate::room::{LotThere, ShelfPrice, Stockroom};
use realtail_kernel::{Day, Instant, ItemId, SiteId};
use realtail_vocabulary::{PriceBounds, PriceRules};

/// An item at a site, as a price is searched for it.
#[derive(Clone, Debug)]
pub struct PriceFacts {
    /// Its rules.
    pub rules: PriceRules,
    /// The bounds of its prices, for as many units as `price` is for, or for one.
    pub bounds: PriceBounds,
    /// What it costs now, by the price lists; nothing where they say nothing.
    pub price: Option<ShelfPrice>,
    /// What a unit costs the retailer, where it was said.
    pub unit_cost: Option<i64>,
    /// Sellable units.
    pub units: i64,
    /// The lots that expire, first to expire first.
    pub lots: Vec<LotThere>,
    /// Prices that were set by advice and are not judged.
    pub set: Vec<KnownPrice>,
    /// When that is.
    pub now: Instant,
    /// Which day the site's calendar shows.
    pub today: Day,
}

impl Intelligence {
    /// What a unit costs the retailer, in minor units, where it was said.
    pub fn unit_cost(&self, item: &ItemId, site: &SiteId, room: &dyn Stockroom) -> Option<i64> {
        bounds::unit_cost(self, item, site, room)
    }

    /// What whoever searches for a price must know. Nothing where no rules take the item there, where its cost is not known and
    /// bounds its price, or where two prices of it are tested.
    pub fn price_facts(&self, item: &ItemId, site: &SiteId, room: &dyn Stockroom) -> Option<PriceFacts> {
        let pricing = self.pricing();
        let rules = pricing.rules_of(item, site, room)?;
        if pricing.test_of(item, site, room.now()).is_some() {
            return None;
        }
        let price = room.shelf_price(item, site);
        let per = price.as_ref().map_or(1, |price| price.per);
        let mut lots = room.lots(item, site);
        lots.retain(|lot| room.now() < lot.expires_at);
        Some(PriceFacts {
            bounds: bounds::of(self, rules, (item, site), per, room).ok()?,
            rules: rules.clone(),
            price,
            unit_cost: bounds::unit_cost(self, item, site, room),
            units: room.standing(item, site).map_or(0, |standing| standing.on_hand),
            lots,
            set: pricing.prices_of(item, site).cloned().collect(),
            now: room.now(),
            today: room.day(site, room.now()),
        })
    }
}
