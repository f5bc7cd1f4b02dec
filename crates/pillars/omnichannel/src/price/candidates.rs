//! Which offers a basket might get: those for its goods, its shopper, its place and time, in the order in which they go.

use super::index::OfferNo;
use super::limits::Used;
use super::offer::{Offer, Stage};
use super::position::Position;
use super::shopper::Shopper;
use realtail_kernel::Currency;
use realtail_vocabulary::{NotApplied, NotGiven};
use std::ops::Range;

/// An offer that a basket might get.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a> {
    pub offer: &'a Offer,
    pub stage: Stage,
    pub is_exclusive: bool,
    /// Which of the codes that were shown it is given for.
    pub code: Option<usize>,
    /// Its goods in the basket, in `Candidates::positions`.
    positions: Range<usize>,
}

/// All offers that a basket might get.
#[derive(Debug)]
pub(crate) struct Candidates<'a> {
    pub all: Vec<Candidate<'a>>,
    positions: Vec<u32>,
    /// Those that it does not get, and codes that bring nothing.
    pub not_given: Vec<NotApplied>,
}

impl<'a> Candidates<'a> {
    pub fn of(
        shopper: &Shopper<'a>,
        used: &Used,
        positions: &[Position],
        currency: Currency,
    ) -> Candidates<'a> {
        let offers = shopper.rules.offers();
        let mut search = Search {
            shopper,
            used,
            currency,
            seen: vec![0; offers.div_ceil(64)],
            given: vec![0; offers.div_ceil(64)],
            pairs: Vec::with_capacity(positions.len() * 4),
            codes: Vec::new(),
            not_given: Vec::new(),
        };
        search.by_goods(positions);
        search.by_code(positions);
        search.found()
    }

    /// The positions that an offer is for.
    pub fn positions(
        &self,
        candidate: &Candidate<'_>,
    ) -> impl ExactSizeIterator<Item = usize> + Clone + use<'_> {
        self.positions[candidate.positions.clone()].iter().map(|p| *p as usize)
    }
}

struct Search<'s, 'a> {
    shopper: &'s Shopper<'a>,
    used: &'s Used,
    currency: Currency,
    /// A bit for each offer: whether it was looked at, and whether the shopper may have it.
    seen: Vec<u64>,
    given: Vec<u64>,
    /// Offer and position.
    pairs: Vec<(OfferNo, u32)>,
    /// The code for which an offer is given.
    codes: Vec<(OfferNo, usize)>,
    not_given: Vec<NotApplied>,
}

impl<'a> Search<'_, 'a> {
    fn by_goods(&mut self, positions: &[Position]) {
        for index in self.shopper.rules.indexes(self.shopper.at) {
            for (p, position) in (0u32..).zip(positions) {
                for no in index.for_goods(&position.class) {
                    if self.is_out(no) {
                        continue;
                    }
                    let offer = self.shopper.rules.offer(no);
                    if offer.goods.iter().any(|goods| goods.takes(&position.class))
                        && self.may_have(no, offer)
                    {
                        self.pairs.push((no, p));
                    }
                }
            }
        }
    }

    /// Whether it is known already that the shopper may not have it.
    fn is_out(&self, no: OfferNo) -> bool {
        let (word, bit) = (no as usize / 64, 1 << (no % 64));
        self.seen[word] & !self.given[word] & bit != 0
    }

    /// Looks at an offer once.
    fn may_have(&mut self, no: OfferNo, offer: &Offer) -> bool {
        let (word, bit) = (no as usize / 64, 1 << (no % 64));
        if self.seen[word] & bit == 0 {
            self.seen[word] |= bit;
            match self.verdict(offer) {
                Some(Ok(_)) => self.given[word] |= bit,
                Some(Err(reason)) => self.tell(offer, reason),
                None => (),
            }
        }
        self.given[word] & bit != 0
    }

    /// Whether the shopper may have it, and for which code; nothing where it was another version of itself at the time.
    fn verdict(&self, offer: &Offer) -> Option<Result<Option<usize>, NotGiven>> {
        if self.shopper.at < offer.since || offer.until <= self.shopper.at {
            return None;
        }
        Some(self.shopper.gets(offer, self.currency).and_then(|()| self.code(offer)))
    }

    /// The first code that the limits leave room for, where the offer is for codes.
    fn code(&self, offer: &Offer) -> Result<Option<usize>, NotGiven> {
        let allow = |code: Option<usize>| {
            let shown = code.map(|code| &*self.shopper.codes[code]);
            let customer = self.shopper.basket.customer.as_ref();
            self.used.allow(offer, customer, shown, self.shopper.at).map(|()| code)
        };
        let mut found = Err(NotGiven::NoCoupon);
        for code in self.shopper.codes_for(offer) {
            found = found.or_else(|_| allow(Some(code)));
        }
        if offer.coupons.is_empty() { allow(None) } else { found }
    }

    fn tell(&mut self, offer: &Offer, reason: NotGiven) {
        let is_for_the_shopper = match reason {
            NotGiven::UnknownCoupon
            | NotGiven::NoCoupon
            | NotGiven::NotNow
            | NotGiven::NotHere
            | NotGiven::NotOnChannel
            | NotGiven::OtherCurrency
            | NotGiven::OtherGroup => false,
            NotGiven::MembersOnly
            | NotGiven::NoGoods
            | NotGiven::TooFew { .. }
            | NotGiven::SpendMore { .. }
            | NotGiven::NotBetter
            | NotGiven::BudgetUsedUp
            | NotGiven::UsedUp
            | NotGiven::NoCustomer
            | NotGiven::UsedUpByCustomer
            | NotGiven::CouponUsedUp => true,
        };
        if is_for_the_shopper || self.shopper.basket.explain {
            let promotion = Some(offer.promotion.promotion.clone());
            self.not_given.push(NotApplied { promotion, coupon: None, reason });
        }
    }

    /// Offers for a code are found by it. Of each code that brings nothing it is said why.
    fn by_code(&mut self, positions: &[Position]) {
        let shopper = self.shopper;
        for (code, shown) in shopper.codes.iter().enumerate() {
            let mut is_known = false;
            for index in shopper.rules.indexes(shopper.at) {
                for no in index.for_coupon(shown) {
                    let offer = shopper.rules.offer(*no);
                    let Some(verdict) = self.verdict(offer) else { continue };
                    is_known = true;
                    match verdict {
                        Ok(first) if first == Some(code) => self.add_for_code(*no, offer, code, positions),
                        // It is given for another code that was shown before this one.
                        Ok(_) => (),
                        Err(reason) => self.tell_code(code, Some(offer), reason),
                    }
                }
            }
            if !is_known {
                self.tell_code(code, None, NotGiven::UnknownCoupon);
            }
        }
    }

    fn add_for_code(&mut self, no: OfferNo, offer: &Offer, code: usize, positions: &[Position]) {
        let takes = |position: &Position| offer.goods.iter().any(|goods| goods.takes(&position.class));
        let before = self.pairs.len();
        let taken = (0u32..).zip(positions).filter(|(_, position)| takes(position));
        self.pairs.extend(taken.map(|(p, _)| (no, p)));
        match self.pairs.len() == before {
            true => self.tell_code(code, Some(offer), NotGiven::NoGoods),
            false => self.codes.push((no, code)),
        }
    }

    fn tell_code(&mut self, code: usize, offer: Option<&Offer>, reason: NotGiven) {
        self.not_given.push(NotApplied {
            promotion: offer.map(|offer| offer.promotion.promotion.clone()),
            coupon: Some(self.shopper.basket.coupons[code].clone()),
            reason,
        });
    }

    fn found(mut self) -> Candidates<'a> {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        let mut all: Vec<Candidate<'a>> = Vec::new();
        let mut start = 0;
        for some in self.pairs.chunk_by(|a, b| a.0 == b.0) {
            let no = some[0].0;
            let offer = self.shopper.rules.offer(no);
            let code = self.codes.iter().find(|(of, _)| *of == no).map(|(_, code)| *code);
            all.push(Candidate {
                offer,
                stage: offer.stage(),
                is_exclusive: offer.is_exclusive(),
                code,
                positions: start..start + some.len(),
            });
            start += some.len();
        }
        all.sort_unstable_by(|a, b| a.offer.order(b.offer));
        let positions = self.pairs.iter().map(|(_, p)| *p).collect();
        Candidates { all, positions, not_given: self.not_given }
    }
}
