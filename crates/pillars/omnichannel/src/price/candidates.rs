//! Which offers a basket might get: those for its goods, its shopper, its place and time, in the order in which they go.

use super::dearest::Dearest;
use super::goods::Class;
use super::index::{Found, Look, OfferNo};
use super::limits::Used;
use super::offer::{Glance, Offer, Stage};
use super::position::Position;
use super::sets::Set;
use super::shopper::Shopper;
use realtail_kernel::{Currency, Word};
use realtail_vocabulary::{Benefit, NotApplied, NotGiven};
use smallvec::SmallVec;
use std::ops::Range;

/// An offer that a basket might get.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a, const W: usize> {
    pub offer: &'a Offer,
    pub benefit: &'a Benefit,
    pub best_of: Option<&'a Word>,
    pub times_per_basket: Option<i64>,
    pub stage: Stage,
    pub is_exclusive: bool,
    /// Which of the codes that were shown it is given for.
    pub code: Option<usize>,
    /// The positions that it is for: of one that joins units by their place among the dearest.
    pub set: Set<W>,
    /// Where those of each group of a bundle stand in `Candidates::groups`.
    groups: Range<usize>,
}

/// All offers that a basket might get.
pub(crate) struct Candidates<'a, const W: usize> {
    pub all: Vec<Candidate<'a, W>>,
    groups: Vec<Set<W>>,
    pub dearest: Dearest,
    /// Where the candidates of each stage stand, and whether any has rivals of which the best is given.
    stages: [(Range<usize>, bool); 3],
    /// Those that it does not get, and codes that bring nothing.
    pub not_given: Vec<NotApplied>,
}

impl<'a, const W: usize> Candidates<'a, W> {
    pub fn of(
        shopper: &Shopper<'a>,
        used: &Used,
        positions: &[Position<'_>],
        currency: Currency,
    ) -> Candidates<'a, W> {
        let mut search = Search {
            shopper,
            used,
            currency,
            met: vec![NOT_YET; shopper.rules.offers()],
            given: vec![0; shopper.rules.offers().div_ceil(64)],
            sets: Vec::with_capacity(128),
            codes: SmallVec::new(),
            not_given: Vec::with_capacity(positions.len()),
            room: String::new(),
        };
        search.by_goods(positions);
        search.by_code(positions);
        search.found(positions)
    }

    /// The positions of each group of a bundle, by their place among the dearest.
    pub fn groups(&self, candidate: &Candidate<'_, W>) -> &[Set<W>] {
        &self.groups[candidate.groups.clone()]
    }

    /// The candidates of a stage: they stand together.
    pub fn of_stage(&self, stage: Stage) -> Range<usize> {
        self.stages[stage as usize].0.clone()
    }

    /// Of the candidates that join units, puts the positions by their place among the dearest, group by group.
    fn put_dearest_first(&mut self, positions: &[Position<'_>]) {
        let joining = self.of_stage(Stage::Units);
        if joining.is_empty() {
            return;
        }
        self.dearest = Dearest::of(positions);
        for candidate in &mut self.all[joining] {
            let start = self.groups.len();
            if let Benefit::BundlePrice { groups, .. } = candidate.benefit {
                self.groups.resize(start + groups.len(), Set::NONE);
            }
            candidate.groups = start..self.groups.len();
            for p in std::mem::replace(&mut candidate.set, Set::NONE).members() {
                let place = self.dearest.places[p] as usize;
                candidate.set.add(place);
                for (group, goods) in self.groups[start..].iter_mut().zip(&candidate.offer.goods) {
                    if goods.takes(&positions[p].class) {
                        group.add(place);
                    }
                }
            }
        }
    }

    /// Whether any candidate of a stage is given only where it is the best of several.
    pub fn has_rivals(&self, stage: Stage) -> bool {
        self.stages[stage as usize].1
    }
}

struct Search<'s, 'a, const W: usize> {
    shopper: &'s Shopper<'a>,
    used: &'s Used,
    currency: Currency,
    /// Of each offer: `NOT_YET`, `IN_VAIN`, or one more than where its positions stand in `sets`.
    met: Vec<u32>,
    /// A bit for each offer by its place, whether the shopper may have it: so they come out in their order.
    given: Vec<u64>,
    /// The positions of each offer that the shopper may have.
    sets: Vec<Set<W>>,
    /// The code for which an offer is given.
    codes: SmallVec<[(OfferNo, usize); 2]>,
    not_given: Vec<NotApplied>,
    /// Where names are put together.
    room: String,
}

/// No basket has looked at the offer yet.
const NOT_YET: u32 = 0;

/// The shopper may not have the offer.
const IN_VAIN: u32 = u32::MAX;

impl<'a, const W: usize> Search<'_, 'a, W> {
    fn by_goods(&mut self, positions: &[Position<'_>]) {
        for index in self.shopper.rules.indexes(self.shopper.at) {
            for (p, position) in positions.iter().enumerate() {
                index.each_for_goods(&position.class, |found| self.meet(found, p, &position.class));
            }
        }
    }

    /// Takes in that an offer may be for a position.
    fn meet(&mut self, Found { no, look }: Found, p: usize, class: &Class) {
        let met = self.met[no as usize];
        if met == IN_VAIN {
            return;
        }
        let is_for = match look {
            Look::NoFurther => true,
            Look::AtExceptions => {
                !self.shopper.rules.offer(no).goods.iter().any(|goods| goods.excepts(class))
            }
            Look::AtAll => self.shopper.rules.offer(no).takes(class),
        };
        if is_for && let Some(set) = if met == NOT_YET { self.look_at(no) } else { Some(met as usize - 1) } {
            self.sets[set].add(p);
        }
    }

    /// Looks at an offer once: whether the shopper may have it, and where its positions stand then.
    fn look_at(&mut self, no: OfferNo) -> Option<usize> {
        self.met[no as usize] = IN_VAIN;
        match self.verdict(no) {
            Some(Ok(_)) => return Some(self.take_in(no)),
            Some(Err(reason)) => self.tell(self.shopper.rules.offer(no), reason),
            None => (),
        }
        None
    }

    fn take_in(&mut self, no: OfferNo) -> usize {
        let place = self.shopper.rules.ranking().place(no);
        let set = self.sets.len();
        self.met[no as usize] = set as u32 + 1;
        self.given[place as usize / 64] |= 1 << (place % 64);
        self.sets.push(Set::NONE);
        set
    }

    /// Whether the shopper may have it, and for which code; nothing where it was another version of itself at the time.
    fn verdict(&mut self, no: OfferNo) -> Option<Result<Option<usize>, NotGiven>> {
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
    fn code(&mut self, offer: &Offer) -> Result<Option<usize>, NotGiven> {
        if !offer.is_limited && offer.coupons.is_empty() {
            return Ok(None);
        }
        let Search { shopper, used, room, .. } = self;
        let mut allow = |code: Option<usize>| {
            let shown = code.map(|code| &*shopper.codes[code]);
            let customer = shopper.basket.customer.as_ref();
            used.allow(offer, customer, shown, shopper.at, room).map(|()| code)
        };
        let mut found = Err(NotGiven::NoCoupon);
        for code in shopper.codes_for(offer) {
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
        if ![NOT_YET, IN_VAIN].contains(&self.met[no as usize]) {
            return; // It names the code twice.
        }
        let mut taken =
            positions.iter().enumerate().filter(|(_, position)| offer.takes(&position.class)).peekable();
        if taken.peek().is_none() {
            return self.tell_code(code, Some(offer), NotGiven::NoGoods);
        }
        let set = self.take_in(no);
        taken.for_each(|(p, _)| self.sets[set].add(p));
        self.codes.push((no, code));
    }

    fn tell_code(&mut self, code: usize, offer: Option<&Offer>, reason: NotGiven) {
        self.not_given.push(NotApplied {
            promotion: offer.map(|offer| offer.name.clone()),
            coupon: Some(self.shopper.basket.coupons[code].clone()),
            reason,
        });
    }

    /// Puts together what was found: the bits stand in the order in which offers go.
    fn found(self, positions: &[Position<'_>]) -> Candidates<'a, W> {
        let Search { shopper, met, given, sets, codes, not_given, .. } = self;
        let (rules, mut all) = (shopper.rules, Vec::with_capacity(sets.len()));
        for (first, word) in (0..).step_by(64).zip(given) {
            let mut rest = word;
            while rest != 0 {
                let no = rules.ranking().at(first + rest.trailing_zeros());
                let code = codes.iter().find(|(of, _)| *of == no).map(|(_, code)| *code);
                all.push(Candidate::new(rules.offer(no), code, sets[met[no as usize] as usize - 1]));
                rest &= rest - 1;
            }
        }
        let stages = [Stage::Units, Stage::Lines, Stage::Spent].map(|stage| {
            let start = all.partition_point(|candidate| candidate.stage < stage);
            let end = all.partition_point(|candidate| candidate.stage <= stage);
            (start..end, all[start..end].iter().any(|candidate| candidate.best_of.is_some()))
        });
        let mut candidates =
            Candidates { all, groups: Vec::new(), dearest: Dearest::default(), stages, not_given };
        candidates.put_dearest_first(positions);
        candidates
    }
}

impl<'a, const W: usize> Candidate<'a, W> {
    fn new(offer: &'a Offer, code: Option<usize>, set: Set<W>) -> Candidate<'a, W> {
        Candidate {
            offer,
            benefit: &offer.promotion.benefit,
            best_of: offer.best_of.as_ref(),
            times_per_basket: offer.times_per_basket.map(i64::from),
            stage: offer.stage(),
            is_exclusive: offer.is_exclusive,
            code,
            set,
            groups: 0..0,
        }
    }
}
