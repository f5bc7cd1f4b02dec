//! What each customer is likely to want, kept current by each basket that the log tells of.
//!
//! A customer is a household here. Habits are kept of all whom the log names; whether they may be used is asked of
//! consent when something is asked, not here. Whoever is forgotten is forgotten with the entry that says so, and whose two
//! numbers are one has the habits of both.

mod files;
mod goods;
pub(crate) mod lessons;
mod lists;
mod people;
pub(crate) mod rankers;
mod trainer;

pub use lists::{Asked, Because, Bought, Listed, Listing};
pub(crate) use rankers::Rankers;
pub(crate) use trainer::Trainer;

use crate::names::Names;
use crate::world_time::WorldTime;
use goods::Goods;
use people::People;
use realtail_kernel::{CustomerId, HoldId, Instant, ItemId, SiteId};
use realtail_learn::taste::{Basket, Taste};
use realtail_vocabulary::{
    Account, CatalogueEvent, CustomerEvent, Event, HoldEvent, OrderEvent, Outside, PlacedOrder, Reason,
    StockEvent,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A number that stands for an item, a site or a customer.
type No = u32;
/// More lines than that are no basket of one shopper.
const BASKET_MAX: usize = 100;

/// A time in days since 1970, as the models count it: to some three minutes.
pub(crate) fn days(at: Instant) -> f32 {
    (at.micros() as f64 / 86_400e6) as f32
}

/// A basket as the log tells of it.
#[derive(Clone, Debug, PartialEq)]
struct Visit<'a> {
    customer: Option<&'a CustomerId>,
    site: Option<&'a SiteId>,
    at: Instant,
    items: Vec<&'a ItemId>,
}

/// A basket that is about to be learnt, in numbers.
#[derive(Clone, Copy, Debug)]
struct Seen<'a> {
    /// Nothing where nobody knows whose it is.
    customer: Option<&'a CustomerId>,
    day: f32,
    /// Each item once.
    items: &'a [No],
}

/// Who wants to look before a basket is learnt.
trait Watch {
    fn before(&mut self, tastes: &Tastes, seen: &Seen<'_>);
}

impl Watch for () {
    fn before(&mut self, _: &Tastes, _: &Seen<'_>) {}
}

/// What was learnt from baskets so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tastes {
    taste: Taste,
    goods: Goods,
    people: People,
    sites: Names<SiteId>,
    /// Holds of orders that are not decided yet: their goods were learnt when the order was placed.
    of_orders: BTreeSet<HoldId>,
    /// The days of the first and the newest basket.
    first_day: f32,
    today: f32,
    baskets: u64,
    time: WorldTime,
}

impl Tastes {
    /// From how many baskets it was learnt.
    pub fn baskets(&self) -> u64 {
        self.baskets
    }

    /// The days of the first and the newest basket.
    pub fn days(&self) -> (f32, f32) {
        (self.first_day, self.today)
    }

    /// Takes in what happened at a time.
    pub fn take(&mut self, event: &Event, at: Instant) {
        self.take_watched(event, at, &mut ());
    }

    fn take_watched(&mut self, event: &Event, at: Instant, watch: &mut dyn Watch) {
        match event {
            Event::Catalogue(CatalogueEvent::ItemSet(item)) => self.goods.set(item, &mut self.taste),
            Event::Customer(CustomerEvent::Merged { customer, into }) => {
                self.people.merge(customer, into, &mut self.taste);
            }
            Event::Customer(CustomerEvent::Erased { customers }) => {
                self.people.forget(customers, &mut self.taste);
            }
            Event::Hold(hold) => self.take_hold(hold, self.time.of(at), watch),
            Event::Order(OrderEvent::Placed(placed)) => {
                self.of_orders.insert(placed.hold.clone());
                self.learn(&of_order(placed, self.time.of(at)), watch);
            }
            Event::Stock(StockEvent::Sold { site, sold_at, customer, lines, .. }) => {
                let items = lines.iter().map(|line| &line.item).collect();
                let told_at = at;
                let at = (*sold_at).min(told_at);
                self.time.hear(at, told_at);
                self.learn(&Visit { customer: customer.as_ref(), site: Some(site), at, items }, watch);
            }
            Event::Stock(StockEvent::Moved { reason: Reason::Sale, occurred_at, postings, .. }) => {
                let sold = postings.iter().filter_map(|posting| match (&posting.from, &posting.to) {
                    (Account::Site { site, .. }, Account::Outside { outside: Outside::Customer }) => {
                        Some((site, &posting.item))
                    }
                    _ => None,
                });
                let (sites, items): (Vec<_>, Vec<_>) = sold.unzip();
                let at = occurred_at.unwrap_or_else(|| self.time.of(at)).min(at);
                self.learn(&Visit { customer: None, site: sites.first().copied(), at, items }, watch);
            }
            _ => {}
        }
    }

    /// What was kept for somebody and taken is a basket too, unless it is that of an order.
    fn take_hold(&mut self, event: &HoldEvent, at: Instant, watch: &mut dyn Watch) {
        match event {
            HoldEvent::Posted { hold, lines, .. } => {
                if !self.of_orders.remove(hold) {
                    let items = lines.iter().map(|line| &line.item).collect();
                    let site = lines.first().map(|line| &line.site);
                    self.learn(&Visit { customer: None, site, at, items }, watch);
                }
            }
            HoldEvent::Voided { hold, .. } | HoldEvent::Expired { hold } => {
                self.of_orders.remove(hold);
            }
            HoldEvent::Placed { .. }
            | HoldEvent::Drawn { .. }
            | HoldEvent::Extended { .. }
            | HoldEvent::Fulfilled { .. }
            | HoldEvent::Released { .. }
            | HoldEvent::PartlyFulfilled { .. }
            | HoldEvent::Reassigned { .. } => {}
        }
    }

    fn learn(&mut self, visit: &Visit<'_>, watch: &mut dyn Watch) {
        let mut items: Vec<No> =
            visit.items.iter().map(|item| self.goods.number(item, &mut self.taste)).collect();
        items.sort_unstable();
        items.dedup();
        items.truncate(BASKET_MAX);
        if items.is_empty() {
            return;
        }
        let day = days(visit.at);
        let customer = visit.customer.filter(|customer| !self.people.is_forgotten(customer));
        watch.before(self, &Seen { customer, day, items: &items });
        if self.baskets == 0 {
            (self.first_day, self.today) = (day, day);
        }
        self.today = self.today.max(day);
        self.baskets += 1;
        let store = visit.site.map_or(No::MAX, |site| self.sites.number(site));
        match customer {
            Some(customer) => {
                let household = self.people.number(customer);
                self.taste.learn(&Basket { household, store, day, items: &items });
            }
            None => self.taste.learn_guest(store, day, &items),
        }
    }
}

/// What is cancelled later was wanted all the same.
fn of_order(placed: &PlacedOrder, at: Instant) -> Visit<'_> {
    Visit {
        customer: placed.customer.as_ref(),
        site: placed.delivery.site().or_else(|| placed.planned.first().map(|planned| &planned.site)),
        at,
        items: placed.lines.iter().map(|line| &line.item).collect(),
    }
}

#[cfg(test)]
mod measure;
#[cfg(test)]
mod tests;
