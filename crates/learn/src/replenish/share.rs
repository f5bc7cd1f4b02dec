//! Short stock among several places: who gets what of a distribution centre, and what moves between stores.

use super::outlook::Outlook;
use serde::{Deserialize, Serialize};

/// A store that waits for goods.
#[derive(Clone, Copy)]
pub struct Store<'a> {
    /// Its demand from today on.
    pub outlook: &'a Outlook,
    /// Days until it can get goods again.
    pub days: u32,
    /// Units that it has or gets until then.
    pub units: i64,
    /// Of these, units that it could give away now.
    pub free_units: u32,
    /// Lost where a unit is asked for there and not to be had, in cents.
    pub short_cents: f64,
    /// Units that it would like.
    pub wanted_units: u32,
}

/// Units that go from one store to another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transfer {
    /// Which store gives, by its index.
    pub from: usize,
    /// Which store gets them.
    pub to: usize,
    /// How many.
    pub units: u32,
    /// Units expected to be sold that otherwise would not be.
    pub sold_units: f64,
    /// What that is worth less the transfer, in cents.
    pub gain_cents: f64,
}

/// What a transfer costs and brings, in cents.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct TransferTerms {
    /// Of moving a unit.
    pub unit_cents: f64,
    /// Of the way from one store to another.
    pub trip_cents: f64,
    /// Units that move together.
    pub pack_units: u32,
}

impl Store<'_> {
    /// Units expected to be short with so many more.
    fn short_units(&self, more: i64) -> f64 {
        let have = self.units + more;
        self.outlook.mean(self.days) - have.max(0) as f64 + self.outlook.left(self.days, have)
    }

    /// The share of its demand that it can expect to meet with so many more; all of it where none is expected.
    fn fill(&self, more: i64) -> f64 {
        let mean = self.outlook.mean(self.days);
        if mean > 0.0 { 1.0 - self.short_units(more) / mean } else { 1.0 }
    }
}

/// Shares out what a distribution centre has, in packs, so that the expected fill of the worst store is as good as it can
/// be: the next pack always goes to the store that fares worst (fair shares: Eppen and Schrage, TIMS
/// Studies in the Management Sciences 16, 1981). No store gets more than it wants.
pub fn fair_shares(available_units: u32, pack_units: u32, stores: &[Store<'_>]) -> Vec<u32> {
    let pack = pack_units.max(1);
    let mut units = vec![0; stores.len()];
    let mut left = available_units;
    let fill = |store: usize, units: &[u32]| stores[store].fill(i64::from(units[store]));
    while left >= pack {
        let open = (0..stores.len()).filter(|store| units[*store] + pack <= stores[*store].wanted_units);
        let worst = open.min_by(|a, b| fill(*a, &units).total_cmp(&fill(*b, &units)));
        let Some(worst) = worst else { break };
        units[worst] += pack;
        left -= pack;
    }
    units
}

/// Suggests what to move between stores: pack by pack from where it is missed least to where it saves most, as long as what
/// it saves in shortages is worth more than moving it; a way that does not pay for itself is not gone. What a store gets is
/// not passed on.
pub fn transfers(stores: &[Store<'_>], terms: &TransferTerms) -> Vec<Transfer> {
    let pack = i64::from(terms.pack_units.max(1));
    let mut moved = vec![0_i64; stores.len()];
    let mut found: Vec<Transfer> = Vec::new();
    let gained = |store: usize, moved: i64| {
        let store = &stores[store];
        store.short_units(moved) - store.short_units(moved + pack)
    };
    let gains = |store: usize, moved: &[i64]| stores[store].short_cents * gained(store, moved[store]);
    let loses = |store: usize, moved: &[i64]| stores[store].short_cents * gained(store, moved[store] - pack);
    loop {
        let getting = (0..stores.len()).filter(|to| moved[*to] >= 0);
        let to = getting.max_by(|a, b| gains(*a, &moved).total_cmp(&gains(*b, &moved)));
        let able = |from: &usize| {
            let free = i64::from(stores[*from].free_units) + moved[*from];
            moved[*from] <= 0 && free >= pack && Some(*from) != to
        };
        let able = (0..stores.len()).filter(able);
        let from = able.min_by(|a, b| loses(*a, &moved).total_cmp(&loses(*b, &moved)));
        let (Some(from), Some(to)) = (from, to) else { break };
        let gain_cents = gains(to, &moved) - loses(from, &moved) - pack as f64 * terms.unit_cents;
        if gain_cents <= 0.0 {
            break;
        }
        let sold_units = gained(to, moved[to]) - gained(from, moved[from] - pack);
        moved[to] += pack;
        moved[from] -= pack;
        match found.iter_mut().find(|transfer| (transfer.from, transfer.to) == (from, to)) {
            Some(transfer) => {
                transfer.units += pack as u32;
                transfer.sold_units += sold_units;
                transfer.gain_cents += gain_cents;
            }
            None => {
                let gain_cents = gain_cents - terms.trip_cents;
                found.push(Transfer { from, to, units: pack as u32, sold_units, gain_cents });
            }
        }
    }
    found.retain(|transfer| transfer.gain_cents > 0.0);
    found
}
