//! How often promotions were given, and how much in all, kept with its time so that any past time can be asked about.

use super::offer::{Offer, capitals};
use super::rules::Rules;
use crate::register::{Named, Register};
use realtail_kernel::{CustomerId, Instant, PromotionId};
use realtail_vocabulary::{NotGiven, Redemption};
use serde::{Deserialize, Serialize};

/// What had been given by some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    at: Instant,
    pub uses: i64,
    pub amount: i64,
}

/// What was given of one promotion: to all, to one customer, or for one code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Count {
    name: String,
    /// Oldest first.
    marks: Vec<Mark>,
}

impl Named for Count {
    fn name(&self) -> &str {
        &self.name
    }
}

impl Count {
    fn at(&self, at: Instant) -> Mark {
        let known = self.marks.partition_point(|mark| mark.at <= at);
        known.checked_sub(1).map_or(Mark::default(), |last| self.marks[last])
    }

    /// What is asked about the past only where there is a limit needs no more than one mark where there is none.
    fn add(&mut self, at: Instant, uses: i64, amount: i64, keeps_the_past: bool) {
        let last = self.marks.last().copied().unwrap_or_default();
        let next = Mark {
            at: at.max(last.at),
            uses: (last.uses + uses).max(0),
            amount: (last.amount + amount).max(0),
        };
        if !keeps_the_past || last.at == next.at {
            self.marks.pop();
        }
        self.marks.push(next);
    }
}

/// What was given so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Used {
    counts: Register<Count>,
    /// When the last event happened: what is counted now happened then.
    pub now: Instant,
}

/// Whose count it is.
enum Of<'a> {
    All,
    Customer(&'a CustomerId),
    Coupon(&'a str),
}

/// Names do not run into each other: no identifier has a control character.
fn name<'n>(promotion: &'n PromotionId, of: &Of<'n>, room: &'n mut String) -> &'n str {
    let parts = match of {
        Of::All => return promotion.as_str(),
        Of::Customer(customer) => [promotion.as_str(), "\u{1}", customer.as_str()],
        Of::Coupon(code) => [promotion.as_str(), "\u{2}", code],
    };
    room.clear();
    parts.iter().for_each(|part| room.push_str(part));
    room
}

impl Used {
    /// Whether the limits of an offer leave room for one more basket.
    pub fn allow(
        &self,
        offer: &Offer,
        customer: Option<&CustomerId>,
        code: Option<&str>,
        at: Instant,
        room: &mut String,
    ) -> Result<(), NotGiven> {
        if !offer.is_limited {
            return Ok(());
        }
        let limits = &offer.promotion.limits;
        let mut full = |of: Of<'_>, most: u64| {
            let uses = self.mark(&offer.name, &of, at, room).uses;
            u64::try_from(uses).unwrap_or(0) >= most
        };
        if limits.uses.is_some_and(|most| full(Of::All, most)) {
            return Err(NotGiven::UsedUp);
        }
        if limits.budget.is_some_and(|budget| self.given(&offer.name, at).amount >= budget) {
            return Err(NotGiven::BudgetUsedUp);
        }
        if let Some(most) = limits.uses_per_customer {
            let customer = customer.ok_or(NotGiven::NoCustomer)?;
            if full(Of::Customer(customer), u64::from(most)) {
                return Err(NotGiven::UsedUpByCustomer);
            }
        }
        match (limits.uses_per_coupon, code) {
            (Some(most), Some(code)) if full(Of::Coupon(code), u64::from(most)) => {
                Err(NotGiven::CouponUsedUp)
            }
            _ => Ok(()),
        }
    }

    /// What was given of a promotion in all by `at`.
    pub fn given(&self, promotion: &PromotionId, at: Instant) -> Mark {
        self.mark(promotion, &Of::All, at, &mut String::new())
    }

    fn mark(&self, promotion: &PromotionId, of: &Of<'_>, at: Instant, room: &mut String) -> Mark {
        self.counts.get(name(promotion, of, room)).map_or(Mark::default(), |count| count.at(at))
    }

    /// Counts redemptions, or takes them back where `sign` is minus one.
    pub fn count(
        &mut self,
        rules: &Rules,
        redemptions: &[Redemption],
        customer: Option<&CustomerId>,
        sign: i64,
    ) {
        for Redemption { promotion, uses, amount, coupon } in redemptions {
            let limits =
                rules.promotions.get(promotion).and_then(|versions| versions.latest()).map(|p| &p.limits);
            let limited = limits.is_some_and(|limits| limits.uses.is_some() || limits.budget.is_some());
            let (uses, amount) = (sign * i64::from(*uses), sign * amount);
            self.add(promotion, &Of::All, uses, amount, limited);
            let Some(limits) = limits else { continue };
            if let (Some(_), Some(customer)) = (limits.uses_per_customer, customer) {
                self.add(promotion, &Of::Customer(customer), uses, amount, true);
            }
            if let (Some(_), Some(coupon)) = (limits.uses_per_coupon, coupon) {
                self.add(promotion, &Of::Coupon(&capitals(coupon.as_str())), uses, amount, true);
            }
        }
    }

    fn add(&mut self, promotion: &PromotionId, of: &Of<'_>, uses: i64, amount: i64, keeps_the_past: bool) {
        let mut room = String::new();
        let name = name(promotion, of, &mut room);
        let no = match self.counts.number(name) {
            Some(no) => no,
            None => self.counts.add(Count { name: name.to_owned(), marks: Vec::new() }),
        };
        if let Some(count) = self.counts.at_mut(no) {
            count.add(self.now, uses, amount, keeps_the_past);
        }
    }

    /// What one customer has had counts for another from now on: they are one person.
    pub fn merge(&mut self, rules: &Rules, from: &CustomerId, into: &CustomerId) {
        for promotion in rules.promotions.keys() {
            let had = self.mark(promotion, &Of::Customer(from), self.now, &mut String::new());
            if had.uses > 0 {
                self.add(promotion, &Of::Customer(into), had.uses, had.amount, true);
                self.add(promotion, &Of::Customer(from), -had.uses, -had.amount, true);
            }
        }
    }

    /// A copy that costs next to nothing and finds nothing by its name.
    pub fn freeze(&self) -> Used {
        Used { counts: self.counts.freeze(), now: self.now }
    }

    /// Makes again what a snapshot does not keep.
    pub fn index(&mut self) {
        self.counts.index();
    }
}
