//! What is set aside of a purse for one payment, and what has become of it.

use super::points::Lot;
use crate::register::Named;
use realtail_kernel::{Money, PaymentId};
use realtail_vocabulary::Purse;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// What is set aside of a purse for one payment. Amounts are in minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reservation {
    /// The payment.
    pub payment: PaymentId,
    /// From where.
    pub purse: Purse,
    /// What was set aside.
    pub amount: Money,
    /// What has paid of it.
    pub captured: i64,
    /// What was freed of it.
    pub released: i64,
    /// What had paid and came back.
    pub refunded: i64,
    /// Points that were set aside, where the purse is one of points.
    pub(super) points: i64,
    pub(super) points_refunded: i64,
    /// The points by when they expire, the first first: those that are set aside still.
    pub(crate) kept: SmallVec<[Lot; 1]>,
    /// The same of those that have paid.
    pub(super) paid: SmallVec<[Lot; 1]>,
}

impl Named for Reservation {
    fn name(&self) -> &str {
        self.payment.as_str()
    }
}

impl Reservation {
    /// What may still be captured.
    pub fn open(&self) -> i64 {
        self.amount.amount - self.released - self.captured
    }

    /// How many points a part of the amount costs. It rises with the part and the whole costs exactly what was set
    /// aside, so however a payment is captured and refunded, its points add up.
    pub(super) fn points_for(&self, part: i64) -> i64 {
        let exact = i128::from(part) * i128::from(self.points);
        let whole = i128::from(self.amount.amount);
        i64::try_from((exact + whole - 1).div_euclid(whole)).unwrap_or(self.points)
    }
}

/// Takes points out of lots, those in front first, and tells what was taken of each.
pub(super) fn take<'a>(lots: impl Iterator<Item = &'a Lot>, mut points: i64) -> SmallVec<[Lot; 2]> {
    let mut taken = SmallVec::new();
    for lot in lots {
        let some = lot.points.min(points);
        if some > 0 {
            taken.push(Lot { points: some, ..*lot });
            points -= some;
        }
    }
    taken
}
