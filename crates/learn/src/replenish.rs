//! What to order: from distributions of demand and of the days that suppliers take, by the money that speaks for it.
//!
//! A [`Suggestion`] weighs what a batch saves in shortages against the stock and the waste that it adds; one value of
//! money for all items lets each unit of stock stand where it saves most. [`within_budget`] and [`in_trucks`] choose
//! among many items, [`fair_shares`] and [`transfers`] among many stores, and [`follow_up`] looks after what is on its
//! way. A table of one level for each item is not needed: [`Suggestion::reorder_units`] is it, as of today.

mod budget;
mod calendar;
mod case;
mod explain;
mod follow;
mod lead;
mod order;
mod outlook;
mod share;
#[cfg(test)]
mod tests;

pub use budget::{Candidate, filled_up, in_trucks, within_budget};
pub use calendar::Calendar;
pub use follow::{FollowUp, OpenOrder, follow_up};
pub use lead::LeadTimes;
pub use order::{
    Bound, Situation, Stakes, Suggestion, Terms, batch_units, critical_ratio, gain_cents, suggest,
};
pub use outlook::{Outlook, Window};
pub use share::{Store, Transfer, TransferTerms, fair_shares, transfers};
