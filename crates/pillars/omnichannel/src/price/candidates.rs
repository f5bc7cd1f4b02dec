//! Which offers a basket might get: those for its goods, its shopper, its place and time, in the order in which they go.

use super::goods::Class;
use super::index::{Found, Look, OfferNo};
use super::limits::Used;
use super::offer::{Glance, Offer, Stage};
use super::position::Position;
use super::shopper::Shopper;
use realtail_kernel::{Currency, Word};
use realtail_vocabulary::{Benefit, NotApplied, NotGiven};
use smallvec::SmallVec;
use std::ops::Range;

/// An offer that a basket might get.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a> {
    pub offer: &'a Offer,
    pub benefit: &'a Benefit,
    pub best_of: Option<&'a Word>,
    pub times_per_basket: Option<i64>,
    pub stage: Stage,
    pub is_exclusive: bool,
    /// Which of the codes that were shown it is given for.
    pub code: Option<usize>,
    /// In `Candidates::goods`.
    goods: Range<usize>,
}

/// A position that an offer is for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Good {
    pub position: u32,
    /// Of a bundle a bit for each of its groups that takes the position.
    pub groups: u32,
}

/// All offers that a basket might get.
#[derive(Debug)]
pub(crate) struct Candidates<'a> {
    pub all: Vec<Candidate<'a>>,
    goods: Vec<Good>,
    /// Where the candidates of each stage stand, and whether any has rivals of which the best is given.
    stages: [(Range<usize>, bool); 3],
    /// Those that it does not get, and codes that bring nothing.
    pub not_given: Vec<NotApplied>,
}

impl<'a> Candidates<'a> {
    pub fn of(
        shopper: &Shopper<'a>,
        used: &Used,
        positions: &[Position<'_>],
        currency: Currency,
    ) -> Candidates<'a> {
        let mut search = Search {
            shopper,
            used,
            currency,
            met: vec![Met::NotYet; shopper.rules.offers()],
            given: vec![0; shopper.rules.offers().div_ceil(64)],
            found: 0,
            pairs: Vec::with_capacity(positions.len() * 12),
            codes: SmallVec::new(),
            not_given: Vec::with_capacity(positions.len()),
        };
        search.by_goods(positions);
        search.by_code(positions);
        search.found(positions)
    }

    /// The positions that a candidate is for: in their order; of one that joins units the dearest first, and among equals
    /// in their order.
    pub fn goods(&self, candidate: &Candidate<'_>) -> &[Good] {
        &self.goods[candidate.goods.clone()]
    }

    /// The candidates of a stage: they stand together.
    pub fn of_stage(&self, stage: Stage) -> Range<usize> {
        self.stages[stage as usize].0.clone()
    }

    /// Whether any candidate of a stage is given only where it is the best of several.
    pub fn has_rivals(&self, stage: Stage) -> bool {
        self.stages[stage as usize].1
    }
}

struct Search<'s, 'a> {
    shopper: &'s Shopper<'a>,
    used: &'s Used,
    currency: Currency,
    /// Of each offer.
    met: Vec<Met>,
    /// A bit for each offer by its place, whether the shopper may have it: so they come out in their order.
    given: Vec<u64>,
    /// How many those are.
    found: usize,
    /// Offer and position.
    pairs: Vec<(OfferNo, u32)>,
    /// The code for which an offer is given.
    codes: SmallVec<[(OfferNo, usize); 2]>,
    not_given: Vec<NotApplied>,
}

/// What is known of an offer while a basket looks for those that it may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Met {
    #[default]
    NotYet,
    /// The shopper may not have it.
    InVain,
    Given,
}

impl<'a> Search<'_, 'a> {
    fn by_goods(&mut self, positions: &[Position<'_>]) {
        for index in self.shopper.rules.indexes(self.shopper.at) {
            for (p, position) in (0u32..).zip(positions) {
                for offers in index.for_goods(&position.class) {
                    offers.iter().for_each(|found| self.meet(*found, p, &position.class));
                }
            }
        }
    }

    /// Takes in that an offer may be for a position.
    fn meet(&mut self, Found { no, look }: Found, p: u32, class: &Class) {
        let met = self.met[no as usize];
        if met == Met::InVain {
            return;
        }
        let is_for = match look {
            Look::NoFurther => true,
            Look::AtExceptions => !self.shopper.rules.offer(no).goods.iter().any(|goods| goods.excepts(class)),
            Look::AtAll => self.shopper.rules.offer(no).takes(class),
        };
        if is_for && (met == Met::Given || self.look_at(no)) {
            self.pairs.push((no, p));
        }
    }

    /// Looks at an offer once: whether the shopper may have it.
    fn look_at(&mut self, no: OfferNo) -> bool {
        self.met[no as usize] = Met::InVain;
        match self.verdict(no) {
            Some(Ok(_)) => {
                self.take_in(no);
                return true;
            }
            Some(Err(reason)) => self.tell(self.shopper.rules.offer(no), reason),
            None => (),
        }
        false
    }

    fn take_in(&mut self, no: OfferNo) {
        let place = self.shopper.rules.ranking().place(no);
        self.met[no as usize] = Met::Given;
        self.given[place as usize / 64] |= 1 << (place % 64);
        self.found += 1;
    }

    /// Whether the shopper may have it, and for which code; nothing where it was another version of itself at the time.
    fn verdict(&self, no: OfferNo) -> Option<Result<Option<usize>, NotGiven>> {
        let Glance { since, until, valid, is_for_anyone } = *self.shopper.rules.glance(no);
        let at = self.shopper.at;
        if at < since || until <= at {
            return None;
        }
        if is_for_anyone {
            return Some(if valid.0 <= at && at < valid.1 { Ok(None) } else { Err(NotGiven::NotNow) });
        }
        let offer = self.shopper.rules.offer(no);
        Some(self.shopper.gets(offer, self.currency).and_then(|()| self.code(offer)))
    }

    /// The first code that the limits leave room for, where the offer is for codes.
    fn code(&self, offer: &Offer) -> Result<Option<usize>, NotGiven> {
        if !offer.is_limited && offer.coupons.is_empty() {
            return Ok(None);
        }
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
            let promotion = Some(offer.name.clone());
            self.not_given.push(NotApplied { promotion, coupon: None, reason });
        }
    }

    /// Offers for a code are found by it. Of each code that brings nothing it is said why.
    fn by_code(&mut self, positions: &[Position<'_>]) {
        let shopper = self.shopper;
        for (code, shown) in shopper.codes.iter().enumerate() {
            let mut is_known = false;
            for index in shopper.rules.indexes(shopper.at) {
                for Found { no, .. } in index.for_coupon(shown) {
                    let offer = shopper.rules.offer(*no);
                    let Some(verdict) = self.verdict(*no) else { continue };
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

    fn add_for_code(&mut self, no: OfferNo, offer: &Offer, code: usize, positions: &[Position<'_>]) {
        if self.met[no as usize] == Met::Given {
            return; // It names the code twice.
        }
        let before = self.pairs.len();
        let taken = (0u32..).zip(positions).filter(|(_, position)| offer.takes(&position.class));
        self.pairs.extend(taken.map(|(p, _)| (no, p)));
        match self.pairs.len() == before {
            true => self.tell_code(code, Some(offer), NotGiven::NoGoods),
            false => {
                self.take_in(no);
                self.codes.push((no, code));
            }
        }
    }

    fn tell_code(&mut self, code: usize, offer: Option<&Offer>, reason: NotGiven) {
        self.not_given.push(NotApplied {
            promotion: offer.map(|offer| offer.name.clone()),
            coupon: Some(self.shopper.basket.coupons[code].clone()),
            reason,
        });
    }

    /// Puts together what was found: the bits stand in the order in which offers go.
    fn found(self, positions: &[Position<'_>]) -> Candidates<'a> {
        let Search { shopper, given, found, mut pairs, codes, not_given, .. } = self;
        let (rules, mut all) = (shopper.rules, Vec::with_capacity(found));
        let mut numbers = vec![0u32; rules.offers()];
        for (first, word) in (0..).step_by(64).zip(given) {
            let mut rest = word;
            while rest != 0 {
                let no = rules.ranking().at(first + rest.trailing_zeros());
                let code = codes.iter().find(|(of, _)| *of == no).map(|(_, code)| *code);
                numbers[no as usize] = all.len() as u32;
                all.push(Candidate::new(rules.offer(no), code));
                rest &= rest - 1;
            }
        }
        pairs.iter_mut().for_each(|(no, _)| *no = numbers[*no as usize]);
        let goods = goods_of(&mut all, &pairs, positions);
        let stages = [Stage::Units, Stage::Lines, Stage::Spent].map(|stage| {
            let start = all.partition_point(|candidate| candidate.stage < stage);
            let end = all.partition_point(|candidate| candidate.stage <= stage);
            (start..end, all[start..end].iter().any(|candidate| candidate.best_of.is_some()))
        });
        Candidates { all, goods, stages, not_given }
    }
}

impl<'a> Candidate<'a> {
    fn new(offer: &'a Offer, code: Option<usize>) -> Candidate<'a> {
        Candidate {
            offer,
            benefit: &offer.promotion.benefit,
            best_of: offer.best_of.as_ref(),
            times_per_basket: offer.times_per_basket.map(i64::from),
            stage: offer.stage(),
            is_exclusive: offer.is_exclusive,
            code,
            goods: 0..0,
        }
    }
}

/// Puts the positions of each candidate together. The pairs are of candidate and position, for each candidate in the order
/// of positions; one may stand twice.
fn goods_of(all: &mut [Candidate<'_>], pairs: &[(u32, u32)], positions: &[Position<'_>]) -> Vec<Good> {
    for (n, _) in pairs {
        all[*n as usize].goods.end += 1;
    }
    let mut start = 0;
    for candidate in &mut *all {
        let end = start + candidate.goods.end;
        candidate.goods = start..start;
        start = end;
    }
    let mut goods = vec![Good::default(); pairs.len()];
    for (n, position) in pairs {
        let own = &mut all[*n as usize].goods;
        if own.start == own.end || goods[own.end - 1].position != *position {
            goods[own.end].position = *position;
            own.end += 1;
        }
    }
    for candidate in all.iter().take_while(|candidate| candidate.stage == Stage::Units) {
        let own = &mut goods[candidate.goods.clone()];
        for good in &mut *own {
            good.groups = candidate.offer.groups(&positions[good.position as usize].class);
        }
        own.sort_by_key(|good| std::cmp::Reverse(positions[good.position as usize].price.amount));
    }
    goods
}
