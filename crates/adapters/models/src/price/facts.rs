//! What a look at a price begins with, and what it comes to.

use realtail_engine::Cause;
use realtail_kernel::{Currency, Instant, ItemId, LotId, SiteId};
use realtail_learn::price::Guards;
use realtail_vocabulary::{PriceAdvice, PriceAim, PriceRules};

/// An item at a site, as a price is searched for it.
#[derive(Clone, Debug)]
pub struct PriceFacts {
    /// Its rules.
    pub rules: PriceRules,
    /// The bounds of its prices.
    pub guards: Guards,
    /// What it costs now, for how many units and in which currency; nothing where no price list says so.
    pub price: Option<(i64, u32, Currency)>,
    /// What a unit costs the retailer, in minor units, where it was said.
    pub unit_cost: Option<i64>,
    /// Sellable units.
    pub units: i64,
    /// The lots that expire, with when they do and how many units are left, first to expire first.
    pub lots: Vec<(LotId, Instant, i64)>,
    /// Prices that were set by advice and are not judged.
    pub set: Vec<PriceSet>,
    /// When that is.
    pub now: Instant,
}

/// A price that was set by advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceSet {
    /// What for.
    pub aim: PriceAim,
    /// How much.
    pub unit_price: i64,
    /// What it costs as a rule.
    pub unit_price_usual: i64,
    /// When it was set.
    pub taken_at: Instant,
    /// Until when it holds.
    pub valid_until: Option<Instant>,
}

/// What is to be said of a price.
#[derive(Clone, Debug, PartialEq)]
pub enum PriceTold {
    /// Another price is better.
    Advise(Box<PriceAdvice>),
    /// The price of now is as good as any.
    Keep(ItemId, SiteId, Option<LotId>),
    /// What came of a price.
    Judge(Box<PriceOutcome>),
}

/// What was seen while a price held.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceOutcome {
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// Of which lot, where it was about one.
    pub lot: Option<LotId>,
    /// Units that were sold.
    pub sold_units: i64,
    /// What was asked for them, in minor units.
    pub revenue: i64,
    /// Units that were left in the end, or lost before.
    pub waste_units: i64,
    /// Units that the former price would have sold of the same demand.
    pub without_units: f64,
}

/// An entry that led to something.
#[derive(Clone, Debug, PartialEq)]
pub struct LedBy {
    /// The entry.
    pub cause: Cause,
    /// The signal that began it all, and when it came in: the delay counts from here.
    pub signal: String,
    /// See `signal`.
    pub received_at: Instant,
}

/// The same as what is to be said, with what it follows from.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceAdvising {
    /// What is to be said.
    pub what: PriceTold,
    /// What led to it; nothing where a day ended.
    pub led_by: Option<LedBy>,
}
