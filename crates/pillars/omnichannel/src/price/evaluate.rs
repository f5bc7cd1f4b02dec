//! What a basket costs at some time.

use super::basket::Basket;
use super::candidates::Candidates;
use super::plan::{self, Outcome};
use super::position::{Position, Positions};
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
        let shopper = Shopper::new(&self.rules, catalogue, basket, at)?;
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
        let goods = self.goods(&outcome);
        let left: Vec<i64> = goods.iter().map(|goods| goods.left).collect();
        let here = taxes::here(self.shopper);
        let borne = taxes::raise(&here, &left, |n| self.positions.lines[n].item);
        let mut priced: Vec<Option<PricedLine>> = Vec::new();
        priced.resize_with(goods.len(), || None);
        for (n, (goods, taxes)) in goods.into_iter().zip(borne).enumerate() {
            priced[self.positions.lines[n].index] = Some(self.line(n, goods, taxes.into_vec()));
        }
        let lines: Vec<PricedLine> = priced.into_iter().flatten().collect();
        let total: i64 = lines.iter().map(|line| line.total).sum();
        PricedBasket {
            currency,
            at: self.shopper.at,
            discount: lines.iter().flat_map(|line| &line.discounts).map(|discount| discount.amount).sum(),
            tax: lines.iter().flat_map(|line| &line.taxes).map(|tax| tax.amount).sum(),
            total,
            cash_total: Some(currency.in_cash(total)).filter(|cash| *cash != total),
            lines,
            redemptions: self.redemptions(&outcome),
            not_applied: self.not_applied(outcome),
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
    fn goods(&self, outcome: &Outcome) -> Vec<Goods> {
        let mut given = outcome.given.clone();
        given.sort_unstable_by_key(|given| (given.position, given.candidate));
        let mut goods: Vec<Goods> = Vec::new();
        goods.resize_with(self.positions.lines.len(), Goods::default);
        let mut rest = &given[..];
        for (p, position) in self.positions.all.iter().enumerate() {
            let (own, others) = rest.split_at(rest.partition_point(|given| given.position == p));
            rest = others;
            let off: SmallVec<[(usize, i64); 4]> = own
                .chunk_by(|a, b| a.candidate == b.candidate)
                .map(|some| (some[0].candidate, some.iter().map(|given| given.amount).sum()))
                .collect();
            self.spread(position, &off, &mut goods[position.first..position.end]);
        }
        goods
    }

    fn spread(&self, position: &Position, off: &[(usize, i64)], goods: &mut [Goods]) {
        let lines = &self.positions.lines[position.first..position.end];
        let units: SmallVec<[i64; 8]> = lines.iter().map(|line| line.line.quantity.units()).collect();
        let amounts: SmallVec<[i64; 4]> = off.iter().map(|(_, amount)| *amount).collect();
        let (list, taken) = (by_weight(position.amount, &units), by_weight(amounts.iter().sum(), &units));
        for (n, goods) in goods.iter_mut().enumerate() {
            goods.list_amount = list[n];
            goods.left = list[n] - taken[n];
        }
        if off.is_empty() {
            return;
        }
        over_rows(&taken, &amounts, |n, m, amount| {
            let offer = self.candidates.all[off[m].0].offer;
            goods[n].discounts.push(AppliedDiscount {
                promotion: offer.promotion.promotion.clone(),
                version: offer.version,
                amount,
                why: offer.why.clone(),
            });
        });
    }

    fn redemptions(&self, outcome: &Outcome) -> Vec<Redemption> {
        let mut amounts = vec![0; self.candidates.all.len()];
        outcome.given.iter().for_each(|given| amounts[given.candidate] += given.amount);
        let given = self.candidates.all.iter().zip(amounts).filter(|(_, amount)| *amount > 0);
        given
            .map(|(candidate, amount)| Redemption {
                promotion: candidate.offer.promotion.promotion.clone(),
                uses: 1,
                amount,
                coupon: candidate.code.map(|code| self.shopper.basket.coupons[code].clone()),
            })
            .collect()
    }

    fn not_applied(&self, outcome: Outcome) -> Vec<NotApplied> {
        let mut is_given = vec![false; self.candidates.all.len()];
        outcome.given.iter().for_each(|given| is_given[given.candidate] = true);
        let mut told = self.candidates.not_given.clone();
        for ((candidate, reason), is_given) in self.candidates.all.iter().zip(outcome.not_given).zip(is_given)
        {
            if !is_given {
                told.push(NotApplied {
                    promotion: Some(candidate.offer.promotion.promotion.clone()),
                    coupon: candidate.code.map(|code| self.shopper.basket.coupons[code].clone()),
                    reason: reason.unwrap_or(NotGiven::NotBetter),
                });
            }
        }
        told
    }
}
