//! What there is of what is planned: the rest of the retailer, as the pillar of forecasts asks for it.

use crate::machine::Retail;
use realtail_intelligence::{Goods, LotThere, Outstanding, ShelfPrice, Standing, Stockroom};
use realtail_kernel::{Day, Instant, ItemId, PurchaseOrderId, SiteId, TimeOfDay};
use realtail_omnichannel::{Omnichannel, ShelfLabel};
use realtail_vocabulary::Selection;

/// The rest of the retailer at an instant.
pub struct RoomNow<'a> {
    stock: &'a Omnichannel,
    now: Instant,
}

impl Retail {
    /// The rest of the retailer at an instant, as the pillar of forecasts asks for it.
    pub fn room(&self, now: Instant) -> RoomNow<'_> {
        RoomNow { stock: &self.omnichannel, now }
    }
}

impl Stockroom for RoomNow<'_> {
    fn now(&self) -> Instant {
        self.now
    }

    fn standing(&self, item: &ItemId, site: &SiteId) -> Option<Standing> {
        let item = self.stock.catalogue.item_no(item).ok()?;
        let site = self.stock.catalogue.site_no(site).ok()?;
        let found = self.stock.availability(item, site, None, self.now);
        let incoming = self.stock.incoming(item, site).iter().map(|incoming| incoming.quantity).sum();
        Some(Standing { on_hand: found.on_hand, incoming, promised: found.held + found.allocated })
    }

    fn free_units(&self, item: &ItemId, site: &SiteId) -> i64 {
        let catalogue = &self.stock.catalogue;
        match (catalogue.item_no(item), catalogue.site_no(site)) {
            (Ok(item), Ok(site)) => self.stock.unpromised_units(item, site, self.now),
            _ => 0,
        }
    }

    fn due_units(&self, item: &ItemId, site: &SiteId, by: Instant) -> i64 {
        let catalogue = &self.stock.catalogue;
        let (Ok(item), Ok(site)) = (catalogue.item_no(item), catalogue.site_no(site)) else { return 0 };
        let incoming = self.stock.incoming(item, site);
        let due = incoming.iter().filter(|incoming| incoming.expected_at.is_none_or(|at| at <= by));
        due.map(|incoming| incoming.quantity).sum()
    }

    fn outstanding(&self, order: &PurchaseOrderId) -> Vec<Outstanding> {
        let open = self.stock.supply.order(order.as_str());
        let line = |line: &realtail_vocabulary::ExpectedLine| Outstanding {
            item: line.item.clone(),
            units: line.quantity.units(),
            expected_at: line.expected_at,
        };
        open.into_iter().flat_map(|open| &open.lines).map(line).collect()
    }

    fn goods(&self, item: &ItemId) -> Goods {
        let Ok(item) = self.stock.catalogue.item_no(item) else { return Goods::default() };
        let known = self.stock.catalogue.item(item);
        let weight_g = known.attributes.get("weight_g").and_then(|grams| grams.as_u64());
        let unit_cost = known.attributes.get("unit_cost").and_then(|cost| cost.as_i64());
        Goods {
            name: Some(known.name.clone()),
            categories: known.categories.clone(),
            weight_g: weight_g.and_then(|grams| u32::try_from(grams).ok()),
            unit_cost: unit_cost.filter(|cost| *cost > 0),
        }
    }

    fn day(&self, site: &SiteId, at: Instant) -> Day {
        let catalogue = &self.stock.catalogue;
        let shown = match catalogue.site_no(site) {
            Ok(site) => catalogue.site(site).timezone.wall().shown_micros(at),
            Err(_) => at.micros(),
        };
        Day::of_number(i32::try_from(shown.div_euclid(86_400_000_000)).unwrap_or_default())
    }

    fn begins(&self, site: &SiteId, day: Day) -> Instant {
        let catalogue = &self.stock.catalogue;
        match catalogue.site_no(site) {
            Ok(site) => catalogue.site(site).timezone.wall().instant(day, TimeOfDay::MIDNIGHT),
            Err(_) => Instant::from_micros(i64::from(day.number()) * 86_400_000_000),
        }
    }

    fn takes(&self, goods: &Selection, item: &ItemId) -> bool {
        let catalogue = &self.stock.catalogue;
        catalogue.item_no(item).is_ok_and(|item| goods.takes(catalogue.item(item)))
    }

    fn shelf_price(&self, item: &ItemId, site: &SiteId) -> Option<ShelfPrice> {
        self.stock.shelf_price(item, site, self.now).map(price)
    }

    fn shelf_prices(&self, item: &ItemId, site: &SiteId, days: u16) -> Vec<(Day, ShelfPrice)> {
        let from = self.now.plus_ms(-i64::from(days) * 86_400_000);
        let prices = self.stock.shelf_prices(item, site, from, self.now);
        prices.into_iter().map(|(at, label)| (self.day(site, at), price(label))).collect()
    }

    fn lots(&self, item: &ItemId, site: &SiteId) -> Vec<LotThere> {
        let lots = self.stock.expiring_lots(item, site).into_iter();
        lots.map(|(lot, expires_at, units)| LotThere { lot, expires_at, units }).collect()
    }
}

fn price((unit_price, per, currency): ShelfLabel) -> ShelfPrice {
    ShelfPrice { unit_price, per, currency }
}
