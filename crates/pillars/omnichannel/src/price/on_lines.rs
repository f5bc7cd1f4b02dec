//! Offers on each line by itself: percent, amount off, another price.

use super::candidates::Candidate;
use super::offer::Stage;
use super::run::Run;
use super::share::part;
use super::spread::by_weight;
use realtail_kernel::Word;
use realtail_vocabulary::Benefit;
use smallvec::SmallVec;

/// A million parts are all.
pub(crate) const ALL_PPM: i64 = 1_000_000;

/// What an offer on lines takes off `units` that cost `amount`, by itself.
pub(crate) fn off(benefit: &Benefit, amount: i64, units: i64) -> i64 {
    match *benefit {
        Benefit::Percent { rate_ppm } => part(amount, i64::from(rate_ppm), ALL_PPM),
        Benefit::AmountOff { amount: off, per } => part(off, units, i64::from(per)).min(amount),
        Benefit::FixedPrice { unit_price, per } | Benefit::MemberPrice { unit_price, per } => {
            (amount - part(unit_price, units, i64::from(per))).max(0)
        }
        Benefit::BundlePrice { .. }
        | Benefit::NForM { .. }
        | Benefit::CheapestFree { .. }
        | Benefit::Threshold { .. } => 0,
    }
}

impl Run<'_, '_> {
    pub fn give_on_lines(&mut self) {
        let beaten = self.beaten();
        for (n, candidate) in self.stage(Stage::Lines) {
            let wanted = self.open(n, candidate).filter(|p| {
                self.units[*p] > 0 && self.left[*p] > 0 && beaten.binary_search(&(n, *p)).is_err()
            });
            let mut on: SmallVec<[(usize, i64, i64); 16]> =
                wanted.map(|p| (p, self.units[p], self.left[p])).collect();
            if let Some(most) = candidate.offer.promotion.limits.times_per_basket {
                self.limit(&mut on, i64::from(most));
            }
            self.take_off(n, candidate, &on);
        }
    }

    /// The dearest units have it, as many as may.
    fn limit(&self, on: &mut SmallVec<[(usize, i64, i64); 16]>, most: i64) {
        on.sort_by_key(|(p, ..)| {
            let price = self.positions[*p].price;
            std::cmp::Reverse(price.amount / i64::from(price.per))
        });
        let mut left = most;
        for (_, units, amount) in on.iter_mut() {
            let some = left.min(*units);
            (*amount, *units) = (part(*amount, some, *units), some);
            left -= some;
        }
        on.retain(|(_, units, _)| *units > 0);
        // What is spread is spread in the order of positions again.
        on.sort_by_key(|(p, ..)| *p);
    }

    fn take_off(&mut self, n: usize, candidate: &Candidate<'_>, on: &[(usize, i64, i64)]) {
        let benefit = &candidate.offer.promotion.benefit;
        if let Benefit::Percent { .. } = benefit {
            // Rounded once for all goods, so that it does not matter how they stand on lines.
            let amounts: SmallVec<[i64; 16]> = on.iter().map(|(_, _, amount)| *amount).collect();
            let total = off(benefit, amounts.iter().sum(), 1);
            let shares = by_weight(total, &amounts);
            on.iter().zip(shares).for_each(|((p, ..), share)| self.give(n, *p, share));
            return;
        }
        for (p, units, amount) in on {
            self.give(n, *p, off(benefit, *amount, *units));
        }
    }

    /// Of the offers that name one word, those that another is better than, on each position.
    fn beaten(&self) -> SmallVec<[(usize, usize); 4]> {
        let mut best: SmallVec<[(usize, &Word, usize, i64); 8]> = SmallVec::new();
        let mut beaten: SmallVec<[(usize, usize); 4]> = SmallVec::new();
        for (n, candidate) in self.stage(Stage::Lines) {
            let promotion = &candidate.offer.promotion;
            let Some(word) = &promotion.best_of else { continue };
            for p in self.open(n, candidate) {
                let value = off(&promotion.benefit, self.left[p], self.units[p]);
                match best.iter_mut().find(|(of, known, ..)| *of == p && *known == word) {
                    Some((_, _, rival, most)) if value > *most => {
                        beaten.push((*rival, p));
                        (*rival, *most) = (n, value);
                    }
                    Some(_) => beaten.push((n, p)),
                    None => best.push((p, word, n, value)),
                }
            }
        }
        beaten.sort_unstable();
        beaten
    }
}
