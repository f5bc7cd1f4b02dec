//! What a basket costs at some time.

use super::basket::Basket;
use super::candidates::Candidates;
use super::plan::{self, Outcome};
use super::position::{Position, Positions};
use super::run::Given;
use super::shopper::Shopper;
use super::spread::{by_weight, over_rows};
use super::{LINES_MAX, Prices, lists, taxes};
use crate::catalogue::Catalogue;
use crate::refusal::Refusal;
use realtail_kernel::{Currency, Instant};
use realtail_vocabulary::{
    AppliedDiscount, AppliedTax, NotApplied, NotGiven, PricedBasket, PricedLine, Redemption,
};
use smallvec::SmallVec;
use std::mem;

impl Prices {
    /// What `basket` costs at `at`, in the past as it was then, and which promotion and which tax did what to which line.
    /// The order of the lines, and whether three pieces stand on one line or on three, make no difference to the total.
    ///
    /// # Errors
    /// Where an item or a site is unknown, or an item has no price.
    pub fn evaluate(
        &self,
        catalogue: &Catalogue,
        basket: &Basket,
        at: Instant,
    ) -> Result<PricedBasket, Refusal> {
        check(basket)?;
        let shopper = Shopper::new(&self.rules, self.classes.labels(), catalogue, basket, at)?;
        let (lists, currency) = lists::in_play(&shopper);
        let positions = Positions::of(self, &shopper, &lists)?;
        let candidates = Candidates::of(&shopper, &self.used, &positions.all, currency);
        let outcome = plan::best(&positions.all, &candidates, &self.used, at);
        let bill = Bill { prices: self, shopper: &shopper, positions: &positions, candidates: &candidates };
        Ok(bill.write(outcome, currency))
    }
}

fn check(basket: &Basket) -> Result<(), Refusal> {
    if basket.lines.is_empty() || basket.lines.len() > LINES_MAX {
        return Err(Refusal::invalid("lines", format!("a basket has from 1 to {LINES_MAX} lines")));
    }
    let mut numbers: SmallVec<[u32; 32]> = basket.lines.iter().map(|line| line.line).collect();
    numbers.sort_unstable();
    match numbers.windows(2).find(|two| two[0] == two[1]) {
        None => Ok(()),
        Some(two) => Err(Refusal::invalid("lines", format!("line {} stands twice", two[0]))),
    }
}

/// All that is known of a basket when it is written down line by line.
struct Bill<'b, 'a> {
    prices: &'a Prices,
    shopper: &'b Shopper<'a>,
    positions: &'b Positions<'a>,
    candidates: &'b Candidates<'a>,
}

/// What a line costs before taxes.
#[derive(Default)]
struct Goods {
    list_amount: i64,
    discounts: Vec<AppliedDiscount>,
    left: i64,
}

impl Bill<'_, '_> {
    fn write(&self, outcome: Outcome, currency: Currency) -> PricedBasket {
        let mut goods = self.goods(&outcome.given);
        let left: SmallVec<[i64; 32]> = goods.iter().map(|goods| goods.left).collect();
        let here = taxes::here(self.shopper, self.prices.classes.labels());
        let mut borne = taxes::raise(&here, &left, &self.positions.all);
        // The lines go back into the order in which they were given.
        let mut order: SmallVec<[usize; 32]> = SmallVec::from_elem(0, goods.len());
        self.positions.lines.iter().enumerate().for_each(|(n, line)| order[line.index] = n);
        let take = |n: usize| self.line(n, mem::take(&mut goods[n]), mem::take(&mut borne[n]));
        let lines: Vec<PricedLine> = order.into_iter().map(take).collect();
        let total: i64 = lines.iter().map(|line| line.total).sum();
        let amounts = self.amounts(&outcome.given);
        PricedBasket {
            currency,
            at: self.shopper.at,
            discount: amounts.iter().sum(),
            tax: lines.iter().flat_map(|line| &line.taxes).map(|tax| tax.amount).sum(),
            total,
            cash_total: Some(currency.in_cash(total)).filter(|cash| *cash != total),
            lines,
            redemptions: self.redemptions(&amounts),
            not_applied: self.not_applied(outcome.not_given, &amounts),
        }
    }

    fn line(&self, n: usize, goods: Goods, taxes: Vec<AppliedTax>) -> PricedLine {
        let line = &self.positions.lines[n];
        let borne = |inclusive: bool| -> i64 {
            taxes.iter().filter(|tax| tax.inclusive == inclusive).map(|tax| tax.amount).sum()
        };
        let (inside, added) = (borne(true), borne(false));
        PricedLine {
            line: line.line.line,
            item: line.item.item.clone(),
            quantity: line.line.quantity,
            unit_price: line.price.amount,
            per: line.price.per,
            list: line.list.map(|list| self.prices.rules.list(list).0.clone()),
            list_amount: goods.list_amount,
            discounts: goods.discounts,
            net: goods.left - inside,
            total: goods.left + added,
            taxes,
        }
    }

    /// What the goods of each line cost: what was taken off a position is spread over its lines by their units.
    fn goods(&self, given: &[Given]) -> Vec<Goods> {
        let mut goods: Vec<Goods> = Vec::new();
        goods.resize_with(self.positions.lines.len(), Goods::default);
        let mut off: Vec<SmallVec<[(u32, i64); 4]>> = Vec::new();
        off.resize_with(self.positions.all.len(), SmallVec::new);
        for Given { candidate, position, amount } in given {
            let off = &mut off[*position as usize];
            // Nearly all were given in the order in which they are told.
            let place = off.iter().rposition(|(known, _)| known <= candidate).map_or(0, |known| known + 1);
            match place.checked_sub(1).filter(|last| off[*last].0 == *candidate) {
                Some(known) => off[known].1 += amount,
                None => off.insert(place, (*candidate, *amount)),
            }
        }
        for (position, off) in self.positions.all.iter().zip(&off) {
            self.spread(position, off, &mut goods[position.first..position.end]);
        }
        goods
    }

    fn spread(&self, position: &Position<'_>, off: &[(u32, i64)], goods: &mut [Goods]) {
        if let [goods] = goods {
            let discounts =
                off.iter().map(|(candidate, amount)| self.discount(*candidate, *amount)).collect();
            let left = position.amount - off.iter().map(|(_, amount)| amount).sum::<i64>();
            *goods = Goods { list_amount: position.amount, discounts, left };
            return;
        }
        let lines = &self.positions.lines[position.first..position.end];
        let units: SmallVec<[i64; 8]> = lines.iter().map(|line| line.line.quantity.units()).collect();
        let amounts: SmallVec<[i64; 4]> = off.iter().map(|(_, amount)| *amount).collect();
        let (list, taken) = (by_weight(position.amount, &units), by_weight(amounts.iter().sum(), &units));
        for (n, goods) in goods.iter_mut().enumerate() {
            goods.list_amount = list[n];
            goods.left = list[n] - taken[n];
        }
        if !off.is_empty() {
            over_rows(&taken, &amounts, |n, m, amount| {
                goods[n].discounts.push(self.discount(off[m].0, amount));
            });
        }
    }

    fn discount(&self, candidate: u32, amount: i64) -> AppliedDiscount {
        let offer = self.candidates.all[candidate as usize].offer;
        AppliedDiscount {
            promotion: offer.name.clone(),
            version: offer.version,
            amount,
            why: offer.why.clone(),
        }
    }

    /// What each candidate takes off in all.
    fn amounts(&self, given: &[Given]) -> Vec<i64> {
        let mut amounts = vec![0; self.candidates.all.len()];
        given.iter().for_each(|given| amounts[given.candidate as usize] += given.amount);
        amounts
    }

    fn redemptions(&self, amounts: &[i64]) -> Vec<Redemption> {
        let mut redemptions = Vec::with_capacity(amounts.iter().filter(|amount| **amount > 0).count());
        for (candidate, amount) in self.candidates.all.iter().zip(amounts) {
            if *amount > 0 {
                redemptions.push(Redemption {
                    promotion: candidate.offer.name.clone(),
                    uses: 1,
                    amount: *amount,
                    coupon: candidate.code.map(|code| self.shopper.basket.coupons[code].clone()),
                });
            }
        }
        redemptions
    }

    fn not_applied(&self, not_given: Vec<Option<NotGiven>>, amounts: &[i64]) -> Vec<NotApplied> {
        let known = &self.candidates.not_given;
        let more = amounts.iter().filter(|amount| **amount == 0).count();
        let mut told = Vec::with_capacity(known.len() + more);
        told.extend_from_slice(known);
        for ((candidate, reason), amount) in self.candidates.all.iter().zip(not_given).zip(amounts) {
            if *amount == 0 {
                told.push(NotApplied {
                    promotion: Some(candidate.offer.name.clone()),
                    coupon: candidate.code.map(|code| self.shopper.basket.coupons[code].clone()),
                    reason: reason.unwrap_or(NotGiven::NotBetter),
                });
            }
        }
        told
    }
}
