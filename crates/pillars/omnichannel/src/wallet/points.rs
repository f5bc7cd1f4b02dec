//! The points of one customer.

use super::EARNED_MAX;
use crate::register::Named;
use realtail_kernel::{CustomerId, Instant, Reference};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// Points that may be spent until the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// Until when; for ever where it is not said.
    pub expires_at: Option<Instant>,
    /// How many.
    pub points: i64,
}

/// Points that may not be spent yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// What they were earned with.
    pub source: Reference,
    /// How many.
    pub points: i64,
    /// From when on they may be spent.
    pub available_at: Instant,
    /// Until when.
    pub expires_at: Option<Instant>,
}

/// What was earned with one order or receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Earned {
    pub source: Reference,
    /// What was paid, in minor units.
    pub spent: i64,
    pub points: i64,
    /// What of it was paid back.
    pub refunded: i64,
    /// Points that were taken back, or should have been.
    pub reversed: i64,
}

/// The points of one customer. The balances change by postings only; lots and pending points say what they are made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsWallet {
    /// Whose.
    pub customer: CustomerId,
    /// Points that may not be spent yet.
    pub pending: i64,
    /// Points that are not set aside; those whose time has run out are among them until a tick comes to say so.
    pub available: i64,
    /// Points that are set aside for payments.
    pub reserved: i64,
    /// What the available points are made of, the first to expire first.
    pub lots: SmallVec<[Lot; 2]>,
    /// What the pending points are made of, the first to be available first.
    pub waiting: Vec<Pending>,
    pub(super) earned: Vec<Earned>,
    /// Whose points they are now.
    pub(super) joined_into: Option<CustomerId>,
    /// The customer was forgotten: nothing comes back in here.
    pub(super) closed: bool,
    /// When the next timer is due.
    pub(super) due_at: Option<Instant>,
}

impl Named for PointsWallet {
    fn name(&self) -> &str {
        self.customer.as_str()
    }
}

impl PointsWallet {
    pub(super) fn new(customer: &CustomerId) -> PointsWallet {
        PointsWallet {
            customer: customer.clone(),
            pending: 0,
            available: 0,
            reserved: 0,
            lots: SmallVec::new(),
            waiting: Vec::new(),
            earned: Vec::new(),
            joined_into: None,
            closed: false,
            due_at: None,
        }
    }

    /// The lots that may be spent at `now`, the first to expire first. Expiry is exact, with no tick to wait for.
    pub(super) fn good(&self, now: Instant) -> impl DoubleEndedIterator<Item = &Lot> {
        self.lots.iter().filter(move |lot| lot.expires_at.is_none_or(|end| end > now))
    }

    /// How many points may be spent at `now`.
    pub fn spendable(&self, now: Instant) -> i64 {
        self.good(now).map(|lot| lot.points).sum()
    }

    pub(super) fn add_to_lot(&mut self, expires_at: Option<Instant>, points: i64) {
        let key = |end: Option<Instant>| (end.is_none(), end);
        match self.lots.binary_search_by_key(&key(expires_at), |lot| key(lot.expires_at)) {
            Ok(at) => {
                self.lots[at].points += points;
                if self.lots[at].points == 0 {
                    self.lots.remove(at);
                }
            }
            Err(at) => self.lots.insert(at, Lot { expires_at, points }),
        }
    }

    pub(super) fn wait_for(&mut self, pending: Pending) {
        let at = self.waiting.partition_point(|other| other.available_at <= pending.available_at);
        self.waiting.insert(at, pending);
    }

    /// Pending points that were earned with a source are fewer by so many, the first to be available first.
    pub(super) fn wait_less(&mut self, source: &Reference, mut points: i64) {
        for pending in self.waiting.iter_mut().filter(|pending| pending.source == *source) {
            let less = points.min(pending.points);
            pending.points -= less;
            points -= less;
        }
        self.waiting.retain(|pending| pending.points > 0);
    }

    pub(super) fn earned_with(&self, source: &Reference) -> Option<&Earned> {
        self.earned.iter().find(|earned| earned.source == *source)
    }

    pub(super) fn remember(&mut self, more: Earned) {
        if let Some(earned) = self.earned.iter_mut().find(|earned| earned.source == more.source) {
            earned.spent += more.spent;
            earned.points += more.points;
            earned.refunded += more.refunded;
            earned.reversed += more.reversed;
            return;
        }
        if self.earned.len() >= EARNED_MAX {
            self.earned.remove(0);
        }
        self.earned.push(more);
    }

    pub(super) fn took_back(&mut self, source: &Reference, refunded: i64, points: i64) {
        if let Some(earned) = self.earned.iter_mut().find(|earned| earned.source == *source) {
            earned.refunded += refunded;
            earned.reversed += points;
        }
    }
}
