//! The stock of one item, day by day: what arrives, what is ordered, what is asked for and what is lost.

use realtail_learn::chance::Chance;
use std::collections::BTreeMap;

/// Units that come together.
pub const PACK_UNITS: u32 = 6;

/// The morning on which all rules begin, with an empty shelf.
pub const START_DAY: usize = 84;

/// One day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// Units that arrived before the doors opened.
    pub arrived: u32,
    /// Units ordered before the doors opened.
    pub ordered: u32,
    /// Units asked for.
    pub asked: u32,
    /// Units sold; what else was asked for is lost.
    pub sold: u32,
    /// Units left when the doors closed.
    pub left: u32,
}

/// What a rule of ordering knows in the morning.
#[derive(Clone, Copy, Debug)]
pub struct Morning<'a> {
    /// Which day.
    pub day: usize,
    /// Units in stock and on order.
    pub position: u32,
    /// Days that the orders which arrived this morning took.
    pub receipts: &'a [u32],
}

/// How long the supplier of an item takes.
#[derive(Clone, Debug)]
pub struct Supplier {
    /// Days that are quoted: three to six.
    pub quoted_days: u32,
    seed: u64,
}

impl Supplier {
    /// The supplier of the item of that index. An order takes the quoted days in three of five cases, a day less in one
    /// and a day more in one; when it is placed decides, not who places it, so that all rules meet the same luck.
    pub fn new(item: usize, seed: u64) -> Supplier {
        let mut chance = Chance::new(seed ^ (item as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        Supplier { quoted_days: 3 + chance.below(4) as u32, seed: chance.next() }
    }

    /// Days that an order of that day takes: two to seven.
    pub fn takes_days(&self, day: usize) -> u32 {
        match Chance::new(self.seed.wrapping_add(day as u64)).below(5) {
            0 => self.quoted_days - 1,
            1 => self.quoted_days + 1,
            _ => self.quoted_days,
        }
    }
}

/// Runs a rule and returns each day from the start on. The rule returns the units that
/// it orders in the morning; they are in stock that many mornings later as the supplier takes days.
pub fn run(asked: &[u32], supplier: &Supplier, mut order: impl FnMut(&Morning<'_>) -> u32) -> Vec<Day> {
    let mut days = Vec::with_capacity(asked.len().saturating_sub(START_DAY));
    let mut on_order: BTreeMap<usize, Vec<(u32, u32)>> = BTreeMap::new();
    let (mut stock, mut coming) = (0, 0);
    for (day, asked) in asked.iter().copied().enumerate().skip(START_DAY) {
        let received = on_order.remove(&day).unwrap_or_default();
        let arrived: u32 = received.iter().map(|(units, _)| units).sum();
        let receipts: Vec<u32> = received.iter().map(|(_, days)| *days).collect();
        stock += arrived;
        coming -= arrived;
        let ordered = order(&Morning { day, position: stock + coming, receipts: &receipts });
        if ordered > 0 {
            let takes = supplier.takes_days(day);
            on_order.entry(day + takes as usize).or_default().push((ordered, takes));
            coming += ordered;
        }
        let sold = asked.min(stock);
        stock -= sold;
        days.push(Day { arrived, ordered, asked, sold, left: stock });
    }
    days
}
