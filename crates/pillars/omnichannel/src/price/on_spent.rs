//! Offers on what was spent.

use super::candidates::Candidate;
use super::offer::Stage;
use super::on_lines::ALL_PPM;
use super::run::Run;
use super::share::part;
use super::spread::by_weight;
use realtail_kernel::Word;
use realtail_vocabulary::{Benefit, NotGiven, Off};
use smallvec::SmallVec;

impl<const W: usize> Run<'_, '_, W> {
    pub fn give_on_spent(&mut self) {
        if self.stage(Stage::Spent).next().is_none() {
            return;
        }
        // Measured before any of them, so that none takes another its spend away.
        let spent: SmallVec<[i64; 32]> = self.rest.iter().map(|rest| rest.left).collect();
        let beaten = self.beaten_on(&spent);
        let mut on: SmallVec<[usize; 32]> = SmallVec::new();
        let mut amounts: SmallVec<[i64; 32]> = SmallVec::new();
        for (n, candidate) in self.stage(Stage::Spent) {
            match self.off(n, candidate, &spent) {
                Err(missing) => self.short.push((n, NotGiven::SpendMore { missing })),
                Ok(_) if beaten.contains(&n) => (),
                Ok(off) => {
                    on.clear();
                    amounts.clear();
                    for p in self.open(n, candidate) {
                        if self.rest[p].left > 0 {
                            on.push(p);
                            amounts.push(self.rest[p].left);
                        }
                    }
                    let left: i64 = amounts.iter().sum();
                    let total = match off {
                        Off::Percent { rate_ppm } => part(left, i64::from(rate_ppm), ALL_PPM),
                        Off::Amount { amount } => amount.min(left),
                    };
                    let shares = by_weight(total, &amounts);
                    on.iter().zip(shares).for_each(|(p, share)| self.give(n, *p, share));
                }
            }
        }
    }

    /// What is off, or how much more must be spent.
    fn off(&self, n: usize, candidate: &Candidate<'_, W>, spent: &[i64]) -> Result<Off, i64> {
        let Benefit::Threshold { spend, off } = candidate.benefit else { return Err(0) };
        let sum: i64 = self.open(n, candidate).map(|p| spent[p]).sum();
        if sum < *spend { Err(spend - sum) } else { Ok(off.clone()) }
    }

    /// Of the offers that name one word, all but the one that takes most off.
    fn beaten_on(&self, spent: &[i64]) -> SmallVec<[usize; 4]> {
        let mut best: SmallVec<[(&Word, usize, i64); 4]> = SmallVec::new();
        let mut beaten = SmallVec::new();
        if !self.candidates.has_rivals(Stage::Spent) {
            return beaten;
        }
        for (n, candidate) in self.stage(Stage::Spent) {
            let Some(word) = candidate.best_of else { continue };
            let Ok(off) = self.off(n, candidate, spent) else { continue };
            let sum: i64 = self.open(n, candidate).map(|p| spent[p]).sum();
            let value = match off {
                Off::Percent { rate_ppm } => part(sum, i64::from(rate_ppm), ALL_PPM),
                Off::Amount { amount } => amount.min(sum),
            };
            match best.iter_mut().find(|(known, ..)| *known == word) {
                Some((_, rival, most)) if value > *most => {
                    beaten.push(*rival);
                    (*rival, *most) = (n, value);
                }
                Some(_) => beaten.push(n),
                None => best.push((word, n, value)),
            }
        }
        beaten
    }
}
