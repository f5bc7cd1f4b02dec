//! Offers on each line by itself: percent, amount off, another price.

use super::offer::Stage;
use super::run::{Rest, Run};
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

/// Units of a position on which an offer is given.
struct On {
    position: usize,
    units: i64,
    amount: i64,
}

impl<const W: usize> Run<'_, '_, W> {
    pub fn give_on_lines(&mut self) {
        let beaten = self.beaten();
        let mut on: SmallVec<[On; 32]> = SmallVec::new();
        for (n, candidate) in self.stage(Stage::Lines) {
            let is_single = !matches!(candidate.benefit, Benefit::Percent { .. });
            on.clear();
            for position in self.open(n, candidate) {
                let Rest { left: amount, units, .. } = self.rest[position];
                if units <= 0 || amount <= 0 || (!beaten.is_empty() && beaten.contains(&(n, position))) {
                    continue;
                }
                match (is_single, candidate.times_per_basket) {
                    (true, None) => self.give(n, position, off(candidate.benefit, amount, units)),
                    _ => on.push(On { position, units, amount }),
                }
            }
            if let Some(most) = candidate.times_per_basket {
                self.limit(&mut on, most);
            }
            self.take_off(n, candidate.benefit, &on);
        }
    }

    /// The dearest units have it, as many as may.
    fn limit(&self, on: &mut SmallVec<[On; 32]>, most: i64) {
        on.sort_by_key(|on| {
            let price = self.positions[on.position].price;
            std::cmp::Reverse(price.amount / i64::from(price.per))
        });
        let mut left = most;
        for On { units, amount, .. } in on.iter_mut() {
            let some = left.min(*units);
            (*amount, *units) = (part(*amount, some, *units), some);
            left -= some;
        }
        on.retain(|on| on.units > 0);
        // What is spread is spread in the order of positions again.
        on.sort_by_key(|on| on.position);
    }

    fn take_off(&mut self, n: usize, benefit: &Benefit, on: &[On]) {
        match (benefit, on) {
            // Rounded once for all goods, so that it does not matter how they stand on lines.
            (Benefit::Percent { .. }, [_, _, ..]) => {
                let mut amounts: SmallVec<[i64; 32]> = SmallVec::new();
                on.iter().for_each(|on| amounts.push(on.amount));
                let shares = by_weight(off(benefit, amounts.iter().sum(), 1), &amounts);
                on.iter().zip(shares).for_each(|(on, share)| self.give(n, on.position, share));
            }
            _ => on.iter().for_each(|on| self.give(n, on.position, off(benefit, on.amount, on.units))),
        }
    }

    /// Of the offers that name one word, those that another is better than, on each position.
    fn beaten(&self) -> SmallVec<[(usize, usize); 4]> {
        let mut best: SmallVec<[(usize, &Word, usize, i64); 8]> = SmallVec::new();
        let mut beaten: SmallVec<[(usize, usize); 4]> = SmallVec::new();
        if !self.candidates.has_rivals(Stage::Lines) {
            return beaten;
        }
        for (n, candidate) in self.stage(Stage::Lines) {
            let Some(word) = candidate.best_of else { continue };
            for p in self.open(n, candidate) {
                let value = off(candidate.benefit, self.rest[p].left, self.rest[p].units);
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
        beaten
    }
}
