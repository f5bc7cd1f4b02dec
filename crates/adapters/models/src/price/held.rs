//! A price that was set: what it sells, what is believed of the goods' answer to it, and what the former price would have sold.

use realtail_learn::price::{Belief, Day, Estimate};
use realtail_vocabulary::{DailyDemand, Outside, PriceAim, TakenPrice};
use serde::{Deserialize, Serialize};

/// A price that holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Held {
    aim: PriceAim,
    /// What a unit costs as a rule, and now, in minor units.
    usual: f64,
    price: f64,
    /// Units that there were when it was first set; none for a regular price, which is bounded by no stock.
    units: Option<i64>,
    /// Days since 1970: the first day, and the last one.
    first_day: i32,
    last_day: i32,
    /// Units of each day that were forecast at the usual price when it was first set: what it sells itself does not count.
    forecast: Vec<f32>,
    spread: f64,
    pub belief: Belief,
    /// Days before this one are taken in.
    day: i32,
    /// Units of days that are not.
    sold_open: u32,
    sold: i64,
    lost: i64,
    revenue: f64,
    without: f64,
    is_over: bool,
    is_handed_in: bool,
}

/// What was seen while a price held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Seen {
    pub sold_units: i64,
    pub revenue: i64,
    pub waste_units: i64,
    pub without_units: f64,
}

impl Held {
    /// From a day on, in days since 1970.
    pub fn new(taken: &TakenPrice, day: i32) -> Held {
        let advice = &taken.advice;
        let per = f64::from(advice.per.max(1));
        let DailyDemand { means, spread, doubt } = &advice.forecast;
        let elasticity = &advice.elasticity;
        let deviation = (elasticity.high - elasticity.low) / (2.0 * 1.96);
        Held {
            aim: advice.aim.clone(),
            usual: advice.unit_price_usual as f64 / per,
            price: taken.unit_price as f64 / per,
            units: (advice.aim != PriceAim::Regular).then_some(advice.units),
            first_day: day,
            last_day: day + i32::try_from(means.len().max(1)).unwrap_or(1) - 1,
            forecast: means.iter().map(|units| *units as f32).collect(),
            spread: *spread,
            belief: Belief::new(Estimate { mean: elasticity.mean, deviation }, *doubt),
            day,
            sold_open: 0,
            sold: 0,
            lost: 0,
            revenue: 0.0,
            without: 0.0,
            is_over: false,
            is_handed_in: false,
        }
    }

    /// Whether a price that is set now is a further step of this one.
    pub fn goes_on(&self, taken: &TakenPrice) -> bool {
        self.aim == taken.advice.aim && self.aim != PriceAim::Regular && !self.is_over
    }

    /// A further step down. What was sold today so far is taken to have been sold at it: a day is not cut in two.
    pub fn step(&mut self, taken: &TakenPrice) {
        self.price = taken.unit_price as f64 / f64::from(taken.advice.per.max(1));
    }

    pub fn post(&mut self, outside: Outside, units: i64) {
        if self.is_over {
            return;
        }
        match outside {
            Outside::Customer => {
                self.sold += units;
                self.sold_open += units.max(0) as u32;
                self.revenue += units as f64 * self.price;
            }
            Outside::Waste | Outside::Shrink => self.lost += units,
            Outside::Supplier => {}
        }
    }

    fn left(&self) -> i64 {
        self.units.map_or(i64::MAX, |units| (units - self.sold - self.lost).max(0))
    }

    fn expected(&self, day: i32) -> f64 {
        let at = usize::try_from(day - self.first_day).unwrap_or(0);
        self.forecast.get(at).or_else(|| self.forecast.last()).copied().map_or(0.0, f64::from)
    }

    fn relative(&self) -> f64 {
        if self.usual > 0.0 { self.price / self.usual } else { 1.0 }
    }

    /// Takes in the days before one.
    pub fn end_days_before(&mut self, day: i32) {
        while self.day < day && !self.is_over {
            self.end_day();
        }
    }

    fn end_day(&mut self) {
        // What is lost is lost at any price.
        let (sold, is_gone) = (self.sold_open, self.left() == 0);
        let sold_out = is_gone && self.lost == 0;
        let expected = self.expected(self.day);
        let day =
            Day { forecast_units: expected, spread: self.spread, relative_price: self.relative().max(1e-3) };
        self.belief.seen(&day, sold, sold_out);
        let elasticity = self.belief.elasticity().mean;
        let same_demand = f64::from(sold) * self.relative().max(1e-3).powf(-elasticity);
        // Where all was sold, more may have been asked for.
        self.without += if sold_out { same_demand.max(expected) } else { same_demand };
        self.sold_open = 0;
        self.day += 1;
        if sold_out {
            // What is not there any more might still have been there at the former price.
            self.without += (self.day..=self.last_day).map(|day| self.expected(day)).sum::<f64>();
        }
        self.is_over = is_gone || self.day > self.last_day;
    }

    /// What was seen, once it is over and until that was handed in.
    pub fn outcome(&self) -> Option<Seen> {
        if !self.is_over || self.is_handed_in {
            return None;
        }
        let most = self.units.map_or(f64::MAX, |units| (units - self.lost).max(0) as f64);
        Some(Seen {
            sold_units: self.sold,
            revenue: self.revenue.round() as i64,
            waste_units: self.units.map_or(0, |units| (units - self.sold).max(0)),
            without_units: self.without.min(most),
        })
    }

    pub fn handed_in(&mut self) {
        self.is_handed_in = self.is_over;
    }
}
