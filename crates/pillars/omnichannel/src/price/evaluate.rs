//! What a basket costs at some time.

use super::basket::Basket;
use super::candidates::Candidates;
use super::offer::Offer;
use super::plan::{self, Outcome};
use super::position::{Position, Positions};
use super::run::Given;
use super::sets::{FEW, MANY};
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
        Ok(match positions.all.len() {
            0..=64 => self.bill::<FEW>(&shopper, &positions, currency),
            _ => self.bill::<MANY>(&shopper, &positions, currency),
        })
    }

    fn bill<'a, const W: usize>(
        &'a self,
        shopper: &Shopper<'a>,
        positions: &Positions<'a>,
        currency: Currency,
    ) -> PricedBasket {
        let candidates = Candidates::<W>::of(shopper, &self.used, &positions.all, currency);
        let mut outcome = plan::best(&positions.all, &candidates, &self.used, shopper.at);
        // Nearly always they are so already.
        if !outcome.given.is_sorted_by_key(|given| given.candidate) {
            outcome.given.sort_by_key(|given| given.candidate);
        }
        let Candidates { all, not_given, .. } = candidates;
        let mut offers = Vec::with_capacity(all.len());
        all.iter().for_each(|candidate| offers.push((candidate.offer, candidate.code)));
        Bill { prices: self, shopper, positions, offers }.write(outcome, not_given, currency)
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
    /// Those that it might get, each with the code that it is for.
    offers: Vec<(&'a Offer, Option<usize>)>,
}

/// What a line costs before taxes.
#[derive(Default)]
struct Goods {
    list_amount: i64,
    discounts: Vec<AppliedDiscount>,
    left: i64,
}

impl Bill<'_, '_> {
    fn write(&self, outcome: Outcome, known: Vec<NotApplied>, currency: Currency) -> PricedBasket {
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
            not_applied: self.not_applied(known, outcome.not_given, &amounts),
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
        let mut off: Vec<SmallVec<[(u32, i64); 6]>> = Vec::new();
        off.resize_with(self.positions.all.len(), SmallVec::new);
        for Given { candidate, position, amount } in given {
            let off = &mut off[*position as usize];
            match off.last_mut() {
                Some((last, sum)) if last == candidate => *sum += amount,
                _ => off.push((*candidate, *amount)),
            }
        }
        for (position, off) in self.positions.all.iter().zip(&off) {
            self.spread(position, off, &mut goods[position.first..position.end]);
        }
        goods
    }

    fn spread(&self, position: &Position<'_>, off: &[(u32, i64)], goods: &mut [Goods]) {
        if let [goods] = goods {
            let mut discounts = Vec::with_capacity(off.len());
            off.iter().for_each(|(candidate, amount)| discounts.push(self.discount(*candidate, *amount)));
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
        let (offer, _) = self.offers[candidate as usize];
        AppliedDiscount {
            promotion: offer.name.clone(),
            version: offer.version,
            amount,
            why: offer.why.clone(),
        }
    }

    /// What each candidate takes off in all.
    fn amounts(&self, given: &[Given]) -> Vec<i64> {
        let mut amounts = vec![0; self.offers.len()];
        given.iter().for_each(|given| amounts[given.candidate as usize] += given.amount);
        amounts
    }

    fn redemptions(&self, amounts: &[i64]) -> Vec<Redemption> {
        let mut redemptions = Vec::with_capacity(amounts.iter().filter(|amount| **amount > 0).count());
        for ((offer, code), amount) in self.offers.iter().zip(amounts) {
            if *amount > 0 {
                redemptions.push(Redemption {
                    promotion: offer.name.clone(),
                    uses: 1,
                    amount: *amount,
                    coupon: code.map(|code| self.shopper.basket.coupons[code].clone()),
                });
            }
        }
        redemptions
    }

    fn not_applied(
        &self,
        mut told: Vec<NotApplied>,
        not_given: Vec<Option<NotGiven>>,
        amounts: &[i64],
    ) -> Vec<NotApplied> {
        told.reserve_exact(amounts.iter().filter(|amount| **amount == 0).count());
        for (((offer, code), reason), amount) in self.offers.iter().zip(not_given).zip(amounts) {
            if *amount == 0 {
                told.push(NotApplied {
                    promotion: Some(offer.name.clone()),
                    coupon: code.map(|code| self.shopper.basket.coupons[code].clone()),
                    reason: reason.unwrap_or(NotGiven::NotBetter),
                });
            }
        }
        told
    }
}
