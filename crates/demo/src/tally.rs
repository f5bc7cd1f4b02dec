//! What was counted while the year went by.

use crate::FloorTally;

/// Only so many surprises are kept word for word.
const SURPRISES_MAX: usize = 10;

/// What was counted while the year went by.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Signals that the engine took.
    pub signals_taken: u64,
    /// Of those, the ones it said it had already: they were sent again after a lost answer.
    pub signals_duplicate: u64,
    /// Signals that the engine refused. There should be none.
    pub signals_refused: u64,
    /// Receipts of tills.
    pub receipts: u64,
    /// Their lines.
    pub lines: u64,
    /// Of those, lines of items of which stock is kept.
    pub lines_stocked: u64,
    /// Of those, lines that sold what the book did not have.
    pub lines_oversold_at_till: u64,
    /// Deliveries that left.
    pub shipments_dispatched: u64,
    /// Deliveries that arrived.
    pub shipments_received: u64,
    /// Units in them.
    pub units_received: u64,
    /// Units that were sent and did not arrive.
    pub units_lost_under_way: u64,
    /// Items counted.
    pub items_counted: u64,
    /// Of those, items that were not as the book said.
    pub items_counted_different: u64,
    /// Holds that were asked for.
    pub holds_asked: u64,
    /// Holds that were granted.
    pub holds_held: u64,
    /// Holds that were refused for want of stock.
    pub holds_refused: u64,
    /// Holds asked for again, without what was not there; also counted as asked for.
    pub holds_asked_again: u64,
    /// Holds that became a sale.
    pub holds_posted: u64,
    /// Units sold that way.
    pub units_posted: u64,
    /// Holds of which a till had sold units by the time the shopper came; what was left was posted, or all given up.
    pub holds_short: u64,
    /// Holds that were given up.
    pub holds_voided: u64,
    /// Holds that ran out.
    pub holds_expired: u64,
    /// Holds that were left open at the end.
    pub holds_open: u64,
    /// Orders that were asked for.
    pub orders_asked: u64,
    /// Orders that were confirmed: held, paid and routed.
    pub orders_confirmed: u64,
    /// Orders whose payment was declined.
    pub orders_declined: u64,
    /// Orders that were refused for want of stock.
    pub orders_refused: u64,
    /// Orders of which all that was left of them is with the shopper.
    pub orders_completed: u64,
    /// Orders that nobody could serve in the end.
    pub orders_cancelled: u64,
    /// Orders that were still open at the end.
    pub orders_open: u64,
    /// Units that left with orders.
    pub units_ordered: u64,
    /// Parts of orders that were promised for a time.
    pub promises: u64,
    /// Of those, parts that were picked by then.
    pub promises_kept: u64,
    /// Parts that a site could not find.
    pub rejects: u64,
    /// Of those, parts that another site serves instead.
    pub reroutes: u64,
    /// From our saying so to the answer that names the other site, all together.
    pub reroute_us_total: u64,
    /// The longest of them.
    pub reroute_us_max: u64,
    /// Returns.
    pub returns: u64,
    /// Of those, refunds that were exact to the cent.
    pub refunds_exact: u64,
    /// What was given back.
    pub refunded_cents: i64,
    /// Lines that the engine promised though nobody can have had them. Must be 0.
    pub lines_oversold_by_engine: u64,
    /// The store that is shown whole.
    pub floor: FloorTally,
    /// What should not have happened, word for word; the first ten.
    pub surprises: Vec<String>,
}

impl Tally {
    /// Keeps what should not have happened.
    pub(crate) fn surprise(&mut self, what: impl Into<String>) {
        if self.surprises.len() < SURPRISES_MAX {
            self.surprises.push(what.into());
        }
    }
}
