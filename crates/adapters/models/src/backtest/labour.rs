//! Labour: shoppers by quarter hour, as they were expected when the day began, beside the same day of the week before.

use crate::labour::Labour;
use crate::rate::No;
use crate::told::tell;
use crate::trade::Trade;
use realtail_engine::Entry;
use realtail_engine::log::LogReader;
use realtail_kernel::{Position, SiteId};
use realtail_vocabulary::{Event, ServiceTargets, StockEvent};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::AtomicBool;

const QUARTERS: usize = realtail_learn::labour::QUARTERS;
const QUARTER_MICROS: i64 = 900_000_000;
/// With fewer shoppers in a quarter hour the store is taken to be shut: whether its band held is not asked.
const OPEN_MIN: f64 = 0.05;

/// How shoppers of a site were foretold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabourScore {
    /// Days that were foretold and on which somebody came.
    pub days: u32,
    /// Who came.
    pub shoppers: f64,
    /// Shoppers by which the quarter hours were off, over who came.
    pub error_share: f64,
    /// The same, had each quarter hour been as that of the week before.
    pub week_before_error_share: f64,
    /// The share of open quarter hours within the band that should hold eight of ten.
    pub covered: f64,
}

#[derive(Default)]
struct Sums {
    days: u32,
    shoppers: f64,
    error: f64,
    plain_error: f64,
    open: f64,
    inside: f64,
}

#[derive(Default)]
struct Back {
    trade: Trade,
    labour: Labour,
    /// The day that has begun, and what was expected of it at each site then.
    day: Option<i32>,
    expected: Vec<(No, Vec<[f64; 3]>)>,
    came: FxHashMap<(No, i32), Vec<f64>>,
    sums: BTreeMap<No, Sums>,
}

/// Foretells some days, in days since 1970, each when it has begun at every site; by site, those with sales alone.
///
/// # Errors
/// Where the log cannot be read.
pub fn labour(log: &dyn LogReader, days: Range<i32>) -> Result<Vec<(SiteId, LabourScore)>, String> {
    let mut back = Back::default();
    tell(log, Position(1), &AtomicBool::new(false), |entries| {
        entries.iter().for_each(|(position, entry)| back.take(*position, entry, &days));
        back.day.is_none_or(|day| day < days.end)
    })?;
    let Back { trade, sums, .. } = &back;
    let score = |(site, sums): (&No, &Sums)| {
        let (shoppers, open) = (sums.shoppers.max(1.0), sums.open.max(1.0));
        let score = LabourScore {
            days: sums.days,
            shoppers: sums.shoppers,
            error_share: sums.error / shoppers,
            week_before_error_share: sums.plain_error / shoppers,
            covered: sums.inside / open,
        };
        Some((trade.sites.name(*site)?.clone(), score))
    };
    Ok(sums.iter().filter_map(score).collect())
}

impl Back {
    fn take<R>(&mut self, position: Position, entry: &Entry<Event, R>, days: &Range<i32>) {
        for event in &entry.events {
            self.trade.take(event, entry.at, &mut ());
            self.labour.take(event, position, entry, &mut self.trade);
            if self.trade.demand.day() != self.day {
                self.begin(days);
            }
            if let Event::Stock(StockEvent::Sold { site, sold_at, .. }) = event {
                let site = self.trade.sites.number(site);
                let (day, micros) = self.trade.shown(site, (*sold_at).min(entry.at));
                let came = self.came.entry((site, day)).or_insert_with(|| vec![0.0; QUARTERS]);
                came[(micros / QUARTER_MICROS) as usize % QUARTERS] += 1.0;
            }
        }
    }

    /// Another day has begun: what was expected of the one before is held against who came.
    fn begin(&mut self, days: &Range<i32>) {
        if let Some(day) = self.day {
            for (site, expected) in std::mem::take(&mut self.expected) {
                self.score(site, day, &expected);
            }
        }
        self.day = self.trade.demand.day();
        let Some(day) = self.day else { return };
        self.came.retain(|(_, known), _| *known >= day - 8);
        if !days.contains(&day) {
            return;
        }
        let foretold = |site: No| {
            let told = self.labour.day(&self.trade, site, day, &ServiceTargets::default())?;
            Some((site, told.shoppers))
        };
        self.expected = self.trade.sites.numbers().filter_map(foretold).collect();
    }

    fn score(&mut self, site: No, day: i32, expected: &[[f64; 3]]) {
        let Some(came) = self.came.get(&(site, day)) else { return };
        let none = vec![0.0; QUARTERS];
        let before = self.came.get(&(site, day - 7)).unwrap_or(&none);
        let sums = self.sums.entry(site).or_default();
        sums.days += 1;
        for ((came, before), [mean, low, high]) in came.iter().zip(before).zip(expected) {
            sums.shoppers += came;
            sums.error += (came - mean).abs();
            sums.plain_error += (came - before).abs();
            if *mean >= OPEN_MIN {
                sums.open += 1.0;
                sums.inside += f64::from(u8::from((*low..=*high).contains(came)));
            }
        }
    }
}
