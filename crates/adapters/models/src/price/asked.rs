//! What is asked of prices by others.

use super::{ElasticityOf, PriceTrial};
use crate::models::Models;
use crate::rate::No;
use realtail_kernel::{Instant, ItemId};
use rustc_hash::FxHashSet;

impl Models {
    /// Every pair whose prices are looked at from day to day: what is planned, what expires, what something was said of,
    /// and all that was ever sold where rules are for that.
    pub(crate) fn priced_pairs(&self) -> Vec<(No, No)> {
        let mut pairs = self.said.pairs();
        pairs.extend(self.prices.pairs());
        let sites: FxHashSet<No> =
            self.trade.sites.numbers().filter(|site| self.prices.is_asked_at(*site)).collect();
        if !sites.is_empty() {
            pairs.extend(self.trade.rates.known_pairs().filter(|(_, site)| sites.contains(site)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// What is known of the demand for an item as its price changes; nothing of an item that was never heard of.
    pub fn elasticity(&self, item: &ItemId) -> Option<ElasticityOf> {
        self.prices.weeks.elasticity(self.trade.items.get(item)?, &self.trade.demand)
    }

    /// The items that have weeks enough to be known on their own, by name.
    pub fn elasticities(&self) -> Vec<(ItemId, ElasticityOf)> {
        let known = |(item, _)| {
            let name = self.trade.items.name(item)?.clone();
            Some((name, self.prices.weeks.elasticity(item, &self.trade.demand)?))
        };
        let mut all: Vec<_> = self.prices.weeks.items().filter_map(known).collect();
        all.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        all
    }

    /// What a test of two prices says by a time of the retailer's world.
    pub fn price_trial(&self, test: &str, now: Instant) -> Option<PriceTrial> {
        self.prices.trial(test, now)
    }
}
