//! Models over a past period of a log, each knowing only what stood in the log before what it foretells.

mod demand;
mod labour;
mod loss;
mod prices;

pub use demand::{BacktestDay, FORETELLERS, Origin, Scores, demand};
pub use labour::{LabourScore, labour};
pub use loss::{LossFound, LossScore, loss};
pub use prices::{PriceScore, prices};

use crate::taste::lessons::{self, Wanted};
use crate::taste::rankers::Question;
use realtail_engine::log::LogReader;
use realtail_kernel::{CustomerId, Position};
use std::ops::Range;
use std::sync::atomic::AtomicBool;

/// How lists of twenty did that a customer, or a basket, would have been given.
#[derive(Clone, Debug, PartialEq)]
pub struct TasteScore {
    /// The model.
    pub model: &'static str,
    /// The plain rule beside it.
    pub plain_rule: &'static str,
    /// On how many lists both were tried.
    pub lists: u32,
    /// The share of what was bought that the list of the plain rule held (recall at 20).
    pub plain_recall: f64,
    /// The same of trees that were grown from what was known before the period; nothing where too little was.
    pub recall: Option<f64>,
}

/// Rankers grown from what was known before the first of some days, in days since 1970, and tried on those days.
/// `agrees` says whether habits of a customer may be used.
///
/// # Errors
/// Where the log cannot be read.
pub fn tastes(
    log: &dyn LogReader,
    days: Range<i32>,
    agrees: &dyn Fn(&CustomerId) -> bool,
) -> Result<Vec<TasteScore>, String> {
    let until = Position(log.next().0.saturating_sub(1));
    let (held_from, held_until) = (days.start as f32, days.end as f32);
    let wanted = Wanted { until, held_from, held_until, tried: Default::default(), agrees };
    let found = lessons::run(log, &wanted, &AtomicBool::new(false))?;
    let score = |(question, found): (Question, lessons::Found)| TasteScore {
        model: question.model(),
        plain_rule: question.plain(),
        lists: found.lists,
        plain_recall: found.missed.first().map_or(0.0, |missed| 1.0 - missed),
        recall: found.missed.get(1).map(|missed| 1.0 - missed),
    };
    Ok(Question::ALL.into_iter().zip(found.into_iter().flatten()).map(score).collect())
}
