//! Prices: what an item sells in a week in which it costs another price than usual, by its elasticity as it was known before, and
//! as if prices did nothing.

use crate::price::Prices;
use crate::price::weeks::SoldWeek;
use crate::rate::No;
use crate::told::tell;
use crate::trade::Trade;
use realtail_engine::log::LogReader;
use realtail_kernel::Position;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::atomic::AtomicBool;

/// An item is foretold once it has sold in so many weeks.
const WEEKS_MIN: u32 = 4;
/// What a week leaves of what was known of an item's level.
const KEEP: f64 = 0.8;
/// A price is another than usual from this logarithm on: about 5 %.
const APART: f64 = 0.05;

/// How weeks with other prices than usual were foretold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PriceScore {
    /// Items in weeks that were foretold.
    pub item_weeks: u32,
    /// Units that they sold.
    pub units: f64,
    /// Units by which they were off, over units sold, by elasticities.
    pub error_share: f64,
    /// The same, as if prices did nothing.
    pub plain_error_share: f64,
}

/// What an item sold in the weeks before: means of logarithms, what is older weighing less.
#[derive(Clone, Copy, Default)]
struct Level {
    weeks: u32,
    weight: f64,
    units: f64,
    /// The same with what its price did taken out.
    units_at_shelf: f64,
    reduced: f64,
}

/// Foretells the weeks that end within some days, in days since 1970.
///
/// # Errors
/// Where the log cannot be read.
pub fn prices(log: &dyn LogReader, days: Range<i32>) -> Result<PriceScore, String> {
    let (mut trade, mut prices) = (Trade::default(), Prices::default());
    let mut levels: FxHashMap<No, Level> = FxHashMap::default();
    let mut score = PriceScore::default();
    tell(log, Position(1), &AtomicBool::new(false), |entries| {
        for (_, entry) in entries {
            for event in &entry.events {
                trade.take(event, entry.at, &mut ());
                if let Some(day) = trade.demand.day().filter(|day| prices.weeks.ends_by(*day)) {
                    prices.weeks.prepare();
                    for sold in prices.weeks.ended() {
                        let own =
                            prices.weeks.elasticity(sold.item, &trade.demand).map(|of| of.own.paid.mean);
                        let level = levels.entry(sold.item).or_default();
                        if days.contains(&day) {
                            level.score(&sold, own.unwrap_or(0.0), &mut score);
                        }
                        level.learn(&sold, own.unwrap_or(0.0));
                    }
                }
                prices.take(event, entry.at, &mut trade);
            }
        }
        trade.demand.day().is_none_or(|day| day < days.end)
    })?;
    let units = score.units.max(1.0);
    (score.error_share, score.plain_error_share) =
        (score.error_share / units, score.plain_error_share / units);
    Ok(score)
}

impl Level {
    fn score(&self, sold: &SoldWeek, elasticity: f64, score: &mut PriceScore) {
        if self.weeks < WEEKS_MIN || (sold.reduced - self.reduced / self.weight).abs() < APART {
            return;
        }
        let by_price = (self.units_at_shelf / self.weight + elasticity * sold.reduced).exp();
        let plain = (self.units / self.weight).exp();
        score.item_weeks += 1;
        score.units += sold.units;
        score.error_share += (sold.units - by_price).abs();
        score.plain_error_share += (sold.units - plain).abs();
    }

    fn learn(&mut self, sold: &SoldWeek, elasticity: f64) {
        let units = sold.units.ln();
        let add = |mean: &mut f64, value: f64| *mean = KEEP * *mean + value;
        self.weeks += 1;
        add(&mut self.weight, 1.0);
        add(&mut self.units, units);
        add(&mut self.units_at_shelf, units - elasticity * sold.reduced);
        add(&mut self.reduced, sold.reduced);
    }
}
