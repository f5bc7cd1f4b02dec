//! How much to order of one item today.

use super::case::Case;
use super::lead::LeadTimes;
use super::outlook::Outlook;
use serde::{Deserialize, Serialize};

/// What the item and its supplier allow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// Units that come together; orders are whole packs.
    pub pack_units: u32,
    /// The fewest units of an order.
    pub order_units_min: u32,
    /// Units of a full pallet or layer, where the supplier has one.
    pub pallet_units: Option<u32>,
    /// Units that the place can hold.
    pub capacity_units: Option<u32>,
    /// Units that must stand on the shelf for show; what is meant to be sold lies on top of them.
    pub presentation_units: u32,
    /// Days from receipt to expiry.
    pub life_days: Option<u32>,
}

/// What is at stake with one unit, in cents.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stakes {
    /// Paid to the supplier.
    pub cost_cents: f64,
    /// Lost where a unit is asked for and not there: its margin, and what the lost goodwill is thought to be worth.
    pub short_cents: f64,
    /// Of a unit that stands for a day: money tied up, space, shrinkage.
    pub holding_cents_day: f64,
    /// Lost where a unit expires: its cost less what is still got for it.
    pub expired_cents: f64,
    /// Of an order line, whatever its size: picking, transport, receiving.
    pub line_cents: f64,
    /// What handling a full pallet saves over handling its packs.
    pub pallet_cents: f64,
}

/// An item at a place before its review.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The demand from today on, for as many days as the supplier may take, a review and the life of the goods.
    pub outlook: &'a Outlook,
    /// How long the supplier takes.
    pub lead: &'a LeadTimes,
    /// Units in stock and on order, less those promised.
    pub position_units: i64,
}

/// What bounded a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// Another batch would cost more than it is expected to bring.
    Worth,
    /// More would expire before it is sold.
    Life,
    /// More would not find room.
    Capacity,
}

/// Units to order of an item, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Units to order.
    pub units: u32,
    /// Units below which another batch is worth its money.
    pub reorder_units: i64,
    /// Units in stock and on order before.
    pub position_units: i64,
    /// Units expected to be asked for until the order after this one arrives.
    pub demand_units: f64,
    /// Units expected to be short on the days that this order serves, without it.
    pub short_units_before: f64,
    /// The same with it.
    pub short_units_after: f64,
    /// Unit-days of stock on those days that the order adds.
    pub stock_unit_days: f64,
    /// Units expected to expire that waiting for the next review would save.
    pub expired_units: f64,
    /// What the order is expected to save in shortages, less what it costs to hold and in waste, in cents.
    pub gain_cents: f64,
    /// What it costs to buy, in cents.
    pub cost_cents: f64,
    /// The probability that nothing is short until the order after this one arrives, with it.
    pub lasts_probability: f64,
    /// The same for the last unit that it pays to have if units came one by one: see [`critical_ratio`].
    pub worth_probability: f64,
    /// What kept it from being more.
    pub bound: Bound,
}

/// The newsvendor's critical ratio over one review: the probability with which it pays to have the last unit in stock
/// (Arrow, Harris and Marschak, Econometrica 1951; Silver, Pyke and Thomas, Inventory and Production Management
/// in Supply Chains, 4th ed., 2017).
pub fn critical_ratio(stakes: &Stakes, review_days: u32, expires: bool) -> f64 {
    let over =
        stakes.holding_cents_day * f64::from(review_days) + if expires { stakes.expired_cents } else { 0.0 };
    let both = stakes.short_cents + over;
    if both > 0.0 { stakes.short_cents / both } else { 0.0 }
}

/// Units of a batch: the pack, the supplier's minimum, or what spreads the cost of a line best, whichever is most. The
/// last is the economic order quantity, near enough where demand scatters (Zheng, Management Science 1992).
pub fn batch_units(terms: &Terms, stakes: &Stakes, units_day: f64) -> u32 {
    let economic = if stakes.line_cents > 0.0 && stakes.holding_cents_day > 0.0 {
        (2.0 * units_day.max(0.0) * stakes.line_cents / stakes.holding_cents_day).sqrt()
    } else {
        0.0
    };
    let pack = terms.pack_units.max(1);
    let packs_min = terms.order_units_min.div_ceil(pack).max(1);
    let packs = (economic / f64::from(pack)).round().min(1e6) as u32;
    packs.max(packs_min) * pack
}

/// Suggests an order.
///
/// A batch is ordered today, not at the next review, where what it saves in shortages on the days between the two
/// arrivals is worth more than its stock on these days and what it adds to waste. In a steady state this is the best
/// reorder point of an (R, s, nQ) policy, since its positions are spread evenly over s+1 … s+Q (Hadley and Whitin,
/// Analysis of Inventory Systems, 1963; Axsater, Inventory Control, 3rd ed., 2015); one threshold for
/// money of all items makes each unit of stock stand where it saves most.
pub fn suggest(situation: &Situation<'_>, terms: &Terms, stakes: &Stakes) -> Suggestion {
    let days = (situation.lead.mean() + f64::from(situation.outlook.review_days())).ceil().max(1.0) as u32;
    let demand_units = situation.outlook.mean(days);
    let batch = batch_units(terms, stakes, situation.outlook.pace(days));
    let case = Case { situation, terms, stakes };
    let (limit, limited_by) = case.limit_units();
    let position = case.position_units();
    let loss_before = case.loss_cents(position, 0);
    let (units, bound) = batches(&case, batch, (limit, limited_by));
    let units = to_pallets(&case, units, limit);
    let loss = case.loss_cents(position, units);
    let (before, after) = (case.window(position, 0), case.window(position, units));
    Suggestion {
        units,
        reorder_units: case.reorder_units(batch),
        position_units: situation.position_units,
        demand_units,
        short_units_before: before.short_units,
        short_units_after: after.short_units,
        stock_unit_days: after.stock_unit_days - before.stock_unit_days,
        expired_units: case.expired_units(position + i64::from(units)) - case.expired_units(position),
        gain_cents: loss_before - loss,
        cost_cents: stakes.cost_cents * f64::from(units),
        lasts_probability: situation.outlook.lasts(days, position + i64::from(units)),
        worth_probability: critical_ratio(
            stakes,
            situation.outlook.review_days(),
            terms.life_days.is_some_and(|life_days| life_days <= situation.outlook.review_days()),
        ),
        bound,
    }
}

/// What an order of so many units is expected to gain, in cents, as [`Suggestion::gain_cents`] has it for what is suggested.
pub fn gain_cents(situation: &Situation<'_>, terms: &Terms, stakes: &Stakes, units: u32) -> f64 {
    let case = Case { situation, terms, stakes };
    let position = case.position_units();
    case.loss_cents(position, 0) - case.loss_cents(position, units)
}

/// The batch as often as it pays, and why no more. A first batch may be large to spread the cost of the line; what is
/// added to it comes in packs.
fn batches(case: &Case<'_>, batch: u32, (limit, limited_by): (u32, Bound)) -> (u32, Bound) {
    let position = case.position_units();
    let (mut units, mut loss, mut step) = (0, case.loss_cents(position, 0), batch);
    loop {
        let more = case.loss_cents(position, units + step);
        if more >= loss {
            return (units, Bound::Worth);
        }
        if units + step > limit {
            return (units, limited_by);
        }
        (units, loss, step) = (units + step, more, case.terms.pack_units.max(1));
    }
}

/// Up or down to whole pallets, where the handling that they save is worth more than what the other units cost.
fn to_pallets(case: &Case<'_>, units: u32, limit: u32) -> u32 {
    let Some(pallet) = case.terms.pallet_units.filter(|pallet| *pallet > 0 && units > 0) else {
        return units;
    };
    let position = case.position_units();
    let loss =
        |units: u32| case.loss_cents(position, units) - f64::from(units / pallet) * case.stakes.pallet_cents;
    let whole = [units / pallet * pallet, units.div_ceil(pallet) * pallet];
    let allowed = whole.into_iter().filter(|units| *units > 0 && *units <= limit);
    allowed.fold(units, |best, units| if loss(units) < loss(best) { units } else { best })
}
