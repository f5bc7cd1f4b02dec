//! Orders on their way: which to hasten, and which to call off.

use super::case::Case;
use super::order::{Situation, Stakes, Terms};
use serde::{Deserialize, Serialize};

/// An order on its way.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct OpenOrder {
    /// How many units.
    pub units: u32,
    /// Days until it is due.
    pub due_days: u32,
    /// Days in which it could be here if it were hastened, and what that costs, in cents.
    pub hasten: Option<(u32, f64)>,
    /// What calling it off costs, in cents; nothing where it is too late for that.
    pub cancel_cents: Option<f64>,
}

/// What to do about an order on its way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum FollowUp {
    /// Let it come.
    Keep,
    /// Hasten it.
    Hasten {
        /// Units expected to be sold meanwhile that otherwise would not be.
        sold_units: f64,
        /// What that is worth less what it costs, in cents.
        gain_cents: f64,
    },
    /// Call it off: what is in stock and on order besides is enough.
    Cancel {
        /// Unit-days of stock that it would add for each review that it comes too early.
        stock_unit_days: f64,
        /// What calling it off saves in stock and waste, less what it costs and what would be short, in cents.
        gain_cents: f64,
    },
}

/// Looks after an order. The position counts it; `stock_units` are on the shelf today.
pub fn follow_up(
    situation: &Situation<'_>,
    terms: &Terms,
    stakes: &Stakes,
    stock_units: i64,
    order: &OpenOrder,
) -> FollowUp {
    if let Some((fast_days, cost_cents)) = order.hasten.filter(|(days, _)| *days < order.due_days) {
        let outlook = situation.outlook;
        let short =
            |days: u32, units: i64| outlook.mean(days) - units.max(0) as f64 + outlook.left(days, units);
        let between = |units: i64| short(order.due_days, units) - short(fast_days, units);
        let sold_units = between(stock_units) - between(stock_units + i64::from(order.units));
        let held = f64::from(order.units) * f64::from(order.due_days - fast_days) * stakes.holding_cents_day;
        let gain_cents = sold_units * stakes.short_cents - held - cost_cents;
        if gain_cents > 0.0 {
            return FollowUp::Hasten { sold_units, gain_cents };
        }
    }
    let Some(cancel_cents) = order.cancel_cents else { return FollowUp::Keep };
    let case = Case { situation, terms, stakes };
    let without = case.position_units() - i64::from(order.units);
    let gain_cents = case.loss_cents(without, order.units) - case.loss_cents(without, 0) - cancel_cents;
    if gain_cents <= 0.0 {
        return FollowUp::Keep;
    }
    let stock = |units: u32| case.window(without, units).stock_unit_days;
    FollowUp::Cancel { stock_unit_days: stock(order.units) - stock(0), gain_cents }
}
