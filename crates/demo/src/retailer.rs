//! A retailer's year in memory: sites, items, receipts in the order of time, and what it keeps in stock.

mod complete_journey;
mod departments;
mod generated;
mod price;
mod scatter;

use crate::{DemoError, Source};
use realtail_kernel::{Instant, RegionId};
use realtail_vocabulary::{Item, Site, StockRule};

/// A group of sites.
#[derive(Clone, Debug)]
pub struct Region {
    /// Its name.
    pub region: RegionId,
    /// Indices into the sites of the retailer.
    pub sites: Vec<u32>,
}

/// One line of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Index into the items of the retailer.
    pub item: u32,
    /// How many.
    pub quantity: u32,
    /// Cents for one, before discounts.
    pub unit_price_cents: u32,
    /// Cents off the line.
    pub discount_cents: u32,
    /// Index into the pairs of the retailer; none where no stock is kept of the item.
    pub pair: Option<u32>,
}

impl Line {
    /// What the line brought in, in cents.
    pub fn paid_cents(&self) -> i64 {
        i64::from(self.unit_price_cents) * i64::from(self.quantity) - i64::from(self.discount_cents)
    }
}

/// A receipt.
#[derive(Clone, Debug)]
pub struct Basket {
    /// Its number.
    pub sale: u64,
    /// Index into the sites of the retailer.
    pub site: u32,
    /// The customer's number.
    pub customer: u32,
    /// When it was paid.
    pub sold_at: Instant,
    /// What manufacturers' coupons paid, in cents.
    pub coupon_cents: u32,
    lines: std::ops::Range<u32>,
}

/// An item at a site that keeps stock of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Index into the sites of the retailer.
    pub site: u32,
    /// Index into the items of the retailer.
    pub item: u32,
}

/// What was read, and what was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Census {
    /// Lines as they stand in the source.
    pub rows: u64,
    /// Lines that nobody paid for and nobody took: quantity 0 and value 0.
    pub rows_left_out: u64,
    /// Lines of quantity 0 that were paid for, taken as one unit.
    pub rows_of_nothing_paid: u64,
    /// Lines whose quantity is a measure (thousandths of a gallon), taken as one unit.
    pub rows_measured: u64,
    /// Receipts of which no line was left.
    pub receipts_left_out: u64,
    /// Items that were sold but stand in no list of products.
    pub items_unlisted: u64,
    /// Lines of items of which no stock is kept.
    pub lines_not_stocked: u64,
}

/// A retailer's year.
#[derive(Debug)]
pub struct Retailer {
    /// What it is called.
    pub name: &'static str,
    /// Its stores.
    pub sites: Vec<Site>,
    /// What it sells.
    pub items: Vec<Item>,
    /// Groups of its stores.
    pub regions: Vec<Region>,
    /// Who may sell what.
    pub rules: Vec<StockRule>,
    /// Each item at each site that ever sold it, by site and item; not those of which no stock is kept.
    pub pairs: Vec<Pair>,
    /// What was read, and what was left out.
    pub census: Census,
    baskets: Vec<Basket>,
    lines: Vec<Line>,
}

impl Retailer {
    /// Reads or makes a retailer. Takes a second or two: not for an async task.
    ///
    /// # Errors
    /// Where the data is not there, or is not what it should be.
    pub fn open(source: &Source, seed: u64) -> Result<Retailer, DemoError> {
        match source {
            Source::CompleteJourney(folder) => complete_journey::open(folder.as_deref(), seed),
            Source::Generated(size) => generated::make(*size, seed),
        }
    }

    /// The receipts with their lines, in the order of time.
    pub fn baskets(&self) -> impl ExactSizeIterator<Item = (&Basket, &[Line])> {
        self.baskets.iter().map(|basket| (basket, self.lines_of(basket)))
    }

    /// One receipt with its lines.
    pub fn basket(&self, index: usize) -> Option<(&Basket, &[Line])> {
        self.baskets.get(index).map(|basket| (basket, self.lines_of(basket)))
    }

    fn lines_of(&self, basket: &Basket) -> &[Line] {
        let range = basket.lines.start as usize..basket.lines.end as usize;
        self.lines.get(range).unwrap_or_default()
    }

    /// Lines over all receipts.
    pub fn lines_total(&self) -> usize {
        self.lines.len()
    }

    /// From the first receipt to the last.
    pub fn span(&self) -> (Instant, Instant) {
        let at = |basket: Option<&Basket>| basket.map_or(Instant::EPOCH, |b| b.sold_at);
        (at(self.baskets.first()), at(self.baskets.last()))
    }

    /// The pairs of a site, as a range of indices.
    pub fn pairs_of(&self, site: u32) -> std::ops::Range<u32> {
        let from = self.pairs.partition_point(|pair| pair.site < site);
        let to = self.pairs.partition_point(|pair| pair.site <= site);
        from as u32..to as u32
    }
}

/// Receipts as they are gathered, in any order.
#[derive(Default)]
struct Gathered {
    baskets: Vec<Basket>,
    lines: Vec<Line>,
}

impl Gathered {
    /// Adds a receipt; the lines need no pair yet.
    fn push(&mut self, mut basket: Basket, lines: impl IntoIterator<Item = Line>) {
        let from = self.lines.len() as u32;
        self.lines.extend(lines);
        basket.lines = from..self.lines.len() as u32;
        self.baskets.push(basket);
    }

    /// Puts the receipts in order and gives each stocked line its pair.
    fn finish(mut self, items: &[Item]) -> (Vec<Basket>, Vec<Line>, Vec<Pair>) {
        self.baskets.sort_by_key(|basket| (basket.sold_at, basket.sale));
        let stocked = |line: &Line| items.get(line.item as usize).is_some_and(|item| item.stocked);
        let mut keys = Vec::with_capacity(self.lines.len());
        for basket in &self.baskets {
            let range = basket.lines.start as usize..basket.lines.end as usize;
            let sold = self.lines.get(range).unwrap_or_default();
            keys.extend(sold.iter().filter(|line| stocked(line)).map(|line| (basket.site, line.item)));
        }
        keys.sort_unstable();
        keys.dedup();
        for basket in &self.baskets {
            let range = basket.lines.start as usize..basket.lines.end as usize;
            for line in self.lines.get_mut(range).unwrap_or_default() {
                line.pair = keys.binary_search(&(basket.site, line.item)).ok().map(|i| i as u32);
            }
        }
        let pairs = keys.into_iter().map(|(site, item)| Pair { site, item }).collect();
        (self.baskets, self.lines, pairs)
    }
}
