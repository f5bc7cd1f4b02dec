//! What an item costs at a site, to anybody in the store: what stands on its label, before any promotion.

use super::basket::Basket;
use super::book::UnitPrice;
use super::lists;
use super::shopper::Shopper;
use crate::machine::Omnichannel;
use realtail_kernel::{Channel, Currency, Instant, ItemId, LotId, SiteId};
use smallvec::SmallVec;
use std::collections::BTreeSet;

/// What stands on a label: minor units, for how many units, in which currency.
pub type ShelfLabel = (i64, u32, Currency);

/// Where sales are made over the counter.
const STORE: &str = "store";

impl Omnichannel {
    /// What an item costs at a site; nothing where no price list says so.
    pub fn shelf_price(&self, item: &ItemId, site: &SiteId, at: Instant) -> Option<ShelfLabel> {
        let no = self.catalogue.item_no(item).ok()?;
        let basket = in_store(site)?;
        let prices = &self.prices;
        let labels = prices.classes.labels();
        let shopper = Shopper::new(&prices.rules, labels, &self.catalogue, &basket, at).ok()?;
        let (lists, currency) = lists::in_play(&shopper);
        let mut found = lists.iter().filter_map(|list| prices.book.price(no, list.no, list.since, at));
        found.next().map(|UnitPrice { amount, per }| (amount, per, currency))
    }

    /// What it cost from `from` to `until`: each price with the time at which it began to hold, the one that held at `from`
    /// first, as far as one did.
    pub fn shelf_prices(
        &self,
        item: &ItemId,
        site: &SiteId,
        from: Instant,
        until: Instant,
    ) -> Vec<(Instant, ShelfLabel)> {
        let Ok(no) = self.catalogue.item_no(item) else { return Vec::new() };
        let prices = &self.prices;
        let lists: SmallVec<[_; 4]> = prices.rules.lists_for(Some(site)).collect();
        let mut times: BTreeSet<Instant> = prices.book.times(no, &lists).collect();
        for list in lists {
            for (since, list) in prices.rules.list(list).1.all() {
                let bounds = list.map(|list| [list.valid_from, list.valid_until]);
                times.extend([since].into_iter().chain(bounds.into_iter().flatten().flatten()));
            }
        }
        let within = times.range(from..until).copied().filter(|at| *at != from);
        let mut found: Vec<(Instant, ShelfLabel)> = Vec::new();
        for at in [from].into_iter().chain(within) {
            let Some(price) = self.shelf_price(item, site, at) else { continue };
            if found.last().is_none_or(|(_, before)| *before != price) {
                found.push((at, price));
            }
        }
        found
    }

    /// The lots of an item at a site that expire, with when they do and how many sellable units are left, first to expire first.
    pub fn expiring_lots(&self, item: &ItemId, site: &SiteId) -> Vec<(LotId, Instant, i64)> {
        let (Ok(item), Ok(site)) = (self.catalogue.item_no(item), self.catalogue.site_no(site)) else {
            return Vec::new();
        };
        let lots = self.stock.lots_of(item, site);
        let expires = lots.filter(|(key, units)| key.2 < crate::stock::NEVER && **units > 0);
        expires.map(|(key, units)| (key.3.clone(), key.2, *units)).collect()
    }
}

/// A basket of nobody in particular.
fn in_store(site: &SiteId) -> Option<Basket> {
    Some(Basket {
        channel: Channel::new(STORE).ok()?,
        site: Some(site.clone()),
        ship_to: None,
        customer: None,
        groups: Vec::new(),
        member: false,
        coupons: Vec::new(),
        currency: None,
        lines: Vec::new(),
        explain: false,
    })
}
