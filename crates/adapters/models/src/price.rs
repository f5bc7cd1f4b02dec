//! What prices do: elasticities learnt week by week, which prices are worth changing, and what came of those that were set.
//!
//! What is asked and what it costs the retailer is known best where it is decided, so a look at a pair begins with the facts
//! that the desk tells of it.

mod asked;
mod facts;
mod held;
mod look;
#[cfg(test)]
mod tests;
mod trial;
pub(crate) mod weeks;
mod words;

pub use facts::{LedBy, PriceAdvising, PriceFacts, PriceOutcome, PriceSet, PriceTold};
pub use trial::PriceTrial;
pub use weeks::ElasticityOf;

use crate::demand::Demand;
use crate::names::Names;
use crate::rate::No;
use crate::trade::Trade;
use held::{Held, Seen};
use realtail_kernel::{Instant, ItemId, LotId, SiteId, Word};
use realtail_learn::price::Belief;
use realtail_vocabulary::{
    Account, DeclinedPrice, Event, IntelligenceEvent, Posting, PriceAdvice, PriceEvent, PricingEvent,
    StockEvent, TakenPrice,
};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use trial::Tested;
use weeks::Weeks;

/// The name of the model.
pub(crate) const MODEL: &str = "prices";
/// Its version.
pub(crate) const VERSION: &str = "1";
/// A pair whose lots expire is looked at again after a sale, once in so long.
const LOOK_AGAIN_MS: i64 = 900_000;

const DAY_MICROS: i64 = 86_400_000_000;

/// What a price is about: an item at a site, and one of its lots or all of it.
pub(crate) type Key = (No, No, Option<LotId>);

/// What an entry calls for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Looks {
    /// Prices of these pairs are to be looked at.
    pub pairs: Vec<(No, No)>,
    /// Prices of all pairs of these items.
    pub items: Vec<No>,
    /// Prices of all pairs.
    pub all: bool,
}

/// What was learnt of prices so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Prices {
    pub weeks: Weeks,
    /// Pairs with lots that expire: until when, and when they were looked at last.
    lots: FxHashMap<(No, No), Expiring>,
    held: BTreeMap<Key, Held>,
    /// Prices that are advised and wait for an answer, and by which rules.
    open: BTreeMap<Key, (i64, Word)>,
    /// Rules by name, and whose prices they are for beside those of lots that expire.
    rules: BTreeMap<Word, Reach>,
    tested: BTreeMap<Word, Tested>,
    /// The day that has begun, and is not over at every site.
    begun: Option<i32>,
}

/// Whose prices rules are for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Reach {
    /// Of lots that expire alone.
    Lots,
    /// Of all goods of these sites.
    Sites(Vec<No>),
    /// Of all goods.
    All,
}

/// A pair with lots that expire.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Expiring {
    last: Instant,
    looked_at: Instant,
}

impl Looks {
    /// What another event of the entry calls for as well.
    pub fn join(&mut self, other: Looks) {
        self.pairs.extend(other.pairs);
        self.items.extend(other.items);
        self.all |= other.all;
    }
}

impl Prices {
    /// Takes in what happened, after the trade did.
    pub fn take(&mut self, event: &Event, at: Instant, trade: &mut Trade) -> Looks {
        let mut looks = Looks::default();
        match event {
            Event::Stock(StockEvent::Sold { site, sold_at, lines, .. }) => {
                let site = trade.sites.number(site);
                let sold_at = (*sold_at).min(at);
                for line in lines {
                    let item = trade.items.number(&line.item);
                    if let Some([paid, full]) = crate::trade::money(line) {
                        let units = line.quantity.units() as f64;
                        self.weeks.sold(item, units, f64::from(paid), f64::from(full));
                        self.tested
                            .values_mut()
                            .for_each(|tested| tested.sold((item, site), sold_at, units, paid));
                    }
                }
            }
            Event::Price(PriceEvent::PricesSet { entries, .. }) => {
                looks.items.extend(entries.iter().filter_map(|entry| trade.items.get(&entry.item)));
            }
            Event::Intelligence(IntelligenceEvent::Pricing(event)) => {
                self.take_pricing(event, trade, &mut looks)
            }
            _ => {}
        }
        event.postings().iter().for_each(|posting| self.post(posting, at, trade, &mut looks));
        if let Some(day) = trade.demand.day().filter(|day| self.begun != Some(*day)) {
            self.begin(day, &trade.demand);
            looks.all = true;
        }
        looks
    }

    fn take_pricing(&mut self, event: &PricingEvent, trade: &mut Trade, looks: &mut Looks) {
        let key = |items: &mut Names<ItemId>, sites: &mut Names<SiteId>, item, site, lot: Option<&LotId>| {
            (items.number(item), sites.number(site), lot.cloned())
        };
        let Trade { items, sites, .. } = trade;
        match event {
            PricingEvent::RulesSet(rules) => {
                let terms = &rules.terms;
                let reach = match terms.season_end.is_some() || terms.regular_percent > 0 {
                    false => Reach::Lots,
                    true if terms.sites.is_empty() => Reach::All,
                    true => Reach::Sites(terms.sites.iter().map(|site| sites.number(site)).collect()),
                };
                self.rules.insert(rules.rules.clone(), reach);
                looks.all = true;
            }
            PricingEvent::RulesRemoved { rules } => {
                self.rules.remove(rules);
                self.open.retain(|_, (_, by)| by != rules);
                looks.all = true;
            }
            PricingEvent::CompetitorPriceSeen(seen) => looks.items.push(items.number(&seen.item)),
            PricingEvent::Taken(taken) => {
                let PriceAdvice { item, site, aim, .. } = &taken.advice;
                let key = key(items, sites, item, site, aim.lot());
                self.open.remove(&key);
                self.hold(key, taken);
            }
            PricingEvent::Advised(advice) => {
                let key = key(items, sites, &advice.item, &advice.site, advice.aim.lot());
                self.open.insert(key, (advice.unit_price, advice.rules.clone()));
            }
            PricingEvent::Withdrawn { item, site, lot } => {
                self.open.remove(&key(items, sites, item, site, lot.as_ref()));
            }
            PricingEvent::Declined(declined) => {
                let DeclinedPrice { item, site, lot, .. } = &**declined;
                self.open.remove(&key(items, sites, item, site, lot.as_ref()));
            }
            PricingEvent::Judged(judged) => {
                self.held.remove(&key(items, sites, &judged.item, &judged.site, judged.aim.lot()));
            }
            PricingEvent::TestSet(test) => {
                let pair = (items.number(&test.item), sites.number(&test.site));
                self.tested.insert(test.test.clone(), Tested::new(pair, test));
            }
            PricingEvent::TestEnded { test } => {
                if let Some(tested) = self.tested.get_mut(test) {
                    tested.end(trade.business());
                }
            }
        }
    }

    /// Goods came, went to customers, or are lost.
    fn post(&mut self, posting: &Posting, at: Instant, trade: &mut Trade, looks: &mut Looks) {
        let units = posting.quantity.units();
        if let (Account::Site { site, .. }, Some(expires_at)) = (&posting.to, posting.expires_at) {
            let pair = (trade.items.number(&posting.item), trade.sites.number(site));
            let known = self.lots.entry(pair).or_insert(Expiring { last: expires_at, looked_at: at });
            known.last = known.last.max(expires_at);
            looks.pairs.push(pair);
        }
        let (Account::Site { site, condition, .. }, Account::Outside { outside }) =
            (&posting.from, &posting.to)
        else {
            return;
        };
        let pair = (trade.items.number(&posting.item), trade.sites.number(site));
        if condition.is_sellable() {
            let of_lot = posting.lot.clone().map(|lot| (pair.0, pair.1, Some(lot)));
            let keys = of_lot.into_iter().chain([(pair.0, pair.1, None)]);
            for key in keys {
                if let Some(held) = self.held.get_mut(&key) {
                    held.post(*outside, units);
                }
            }
        }
        if let Some(known) = self.lots.get_mut(&pair)
            && at.micros_since(known.looked_at) >= LOOK_AGAIN_MS * 1_000
        {
            known.looked_at = at;
            looks.pairs.push(pair);
        }
    }

    /// Days before this one have ended everywhere.
    fn begin(&mut self, day: i32, demand: &Demand) {
        if self.begun.is_some_and(|before| before < day) {
            self.held.values_mut().for_each(|held| held.end_days_before(day));
        }
        self.begun = Some(day);
        let now = Instant::from_micros(i64::from(day - 1) * DAY_MICROS);
        self.lots.retain(|_, known| now < known.last);
        self.weeks.begin(day, demand);
        self.tested.retain(|_, tested| tested.is_kept(day));
    }

    /// Pairs with lots that expire, and pairs that something was said of.
    pub fn pairs(&self) -> impl Iterator<Item = (No, No)> {
        let said = self.held.keys().chain(self.open.keys());
        self.lots.keys().copied().chain(said.map(|(item, site, _)| (*item, *site)))
    }

    /// Whether any rules ask for advice.
    pub fn is_asked(&self) -> bool {
        !self.rules.is_empty()
    }

    /// Whether that may be advice on goods of a site of which no lot expires.
    pub fn is_asked_at(&self, site: No) -> bool {
        self.rules.values().any(|reach| match reach {
            Reach::Lots => false,
            Reach::Sites(sites) => sites.contains(&site),
            Reach::All => true,
        })
    }

    /// Whether it is not what waits for an answer already.
    pub fn is_news(&self, pair: (No, No), told: &PriceTold) -> bool {
        let key = |lot: Option<&LotId>| (pair.0, pair.1, lot.cloned());
        match told {
            PriceTold::Advise(advice) => {
                let open = self.open.get(&key(advice.aim.lot()));
                open.map(|(unit_price, _)| *unit_price) != Some(advice.unit_price)
            }
            PriceTold::Keep(_, _, lot) => self.open.contains_key(&key(lot.as_ref())),
            PriceTold::Judge(_) => true,
        }
    }

    /// What was seen of prices that held, and was not handed in yet.
    pub fn outcomes(&self, trade: &Trade) -> Vec<PriceOutcome> {
        let outcome = |((item, site, lot), held): (&Key, &Held)| {
            let Seen { sold_units, revenue, waste_units, without_units } = held.outcome()?;
            let (item, site) = (trade.items.name(*item)?.clone(), trade.sites.name(*site)?.clone());
            Some(PriceOutcome {
                item,
                site,
                lot: lot.clone(),
                sold_units,
                revenue,
                waste_units,
                without_units,
            })
        };
        self.held.iter().filter_map(outcome).collect()
    }

    /// All that was seen is on its way into the log.
    pub fn handed_in(&mut self) {
        self.held.values_mut().for_each(Held::handed_in);
    }

    /// What a test says so far.
    pub fn trial(&self, test: &str, now: Instant) -> Option<PriceTrial> {
        self.tested.get(test).map(|tested| tested.tell(now))
    }

    /// What is believed of the answer to a price that holds.
    pub fn belief(&self, key: &Key) -> Option<&Belief> {
        self.held.get(key).map(|held| &held.belief)
    }

    /// A price was set: it is followed from the day on that has begun.
    fn hold(&mut self, key: Key, taken: &TakenPrice) {
        match self.held.get_mut(&key).filter(|held| held.goes_on(taken)) {
            Some(held) => held.step(taken),
            None => {
                let day = self.begun.unwrap_or_default();
                self.held.insert(key, Held::new(taken, day));
            }
        }
    }
}
