//! Offers that join several units: bundle price, n for m, cheapest free.

use super::candidates::{Candidate, Good};
use super::offer::Stage;
use super::run::Run;
use super::share::part;
use super::spread::by_weight;
use realtail_vocabulary::{Benefit, BundleGroup, NotGiven};
use smallvec::SmallVec;

/// Units of positions that are joined once, dearest first.
type Picks = SmallVec<[(usize, i64); 4]>;

impl Run<'_, '_> {
    pub fn give_on_units(&mut self) {
        for (n, candidate, is_let) in self.joining() {
            match candidate.best_of {
                None if is_let => self.join(n, candidate),
                None => self.see_whether_idle(n, candidate),
                Some(word) if is_let => self.join_best_of(n, word),
                // Beside its rivals it may change what is given even where it joins nothing itself.
                Some(_) => (),
            }
        }
    }

    /// Whether it would join nothing when it has its turn, so that nobody need try the whole basket with it.
    fn see_whether_idle(&mut self, n: usize, candidate: &Candidate<'_>) {
        let dearest = self.dearest(n, candidate);
        match self.pick(candidate, &dearest) {
            Err(missing) => self.idle.push((n, Some(too_few(missing)))),
            Ok(picks) if self.saved(candidate, &picks).iter().all(|share| *share == 0) => {
                self.idle.push((n, None));
            }
            Ok(_) => (),
        }
    }

    /// The positions with units that may be joined, dearest first; among equals in their order.
    fn dearest(&self, n: usize, candidate: &Candidate<'_>) -> SmallVec<[Good; 16]> {
        let mut dearest = SmallVec::new();
        for good in self.open(n, candidate) {
            if self.rest[good.position as usize].free > 0 {
                dearest.push(good);
            }
        }
        dearest
    }

    /// Of the offers that name one word the one that saves most, when the first of them has its turn.
    fn join_best_of(&mut self, first: usize, word: &realtail_kernel::Word) {
        let rivals: SmallVec<[_; 4]> =
            self.stage(Stage::Units).filter(|(_, candidate)| candidate.best_of == Some(word)).collect();
        if rivals.first().is_none_or(|(n, _)| *n != first) {
            return;
        }
        let saved = |run: &mut Self, n, candidate| {
            let before = run.rest.clone();
            let (given, total, short) = (run.given.len(), run.total, run.short.len());
            run.join(n, candidate);
            let saved = run.total - total;
            run.rest = before;
            run.given.truncate(given);
            run.short.truncate(short);
            run.total = total;
            saved
        };
        let best =
            rivals.iter().map(|(n, candidate)| (saved(self, *n, candidate), std::cmp::Reverse(*n))).max();
        for (n, candidate) in rivals {
            if best.is_some_and(|(_, best)| best.0 == n) {
                self.join(n, candidate);
            }
        }
    }

    /// Joins units as often as there are enough, and as the offer allows.
    fn join(&mut self, n: usize, candidate: &Candidate<'_>) {
        let dearest = self.dearest(n, candidate);
        let most = candidate.times_per_basket.unwrap_or(i64::MAX);
        let mut times_left = most;
        while times_left > 0 {
            let picks = match self.pick(candidate, &dearest) {
                Ok(picks) => picks,
                Err(missing) if times_left == most => {
                    self.short.push((n, too_few(missing)));
                    return;
                }
                Err(_) => return,
            };
            let shares = self.saved(candidate, &picks);
            if shares.iter().all(|share| *share == 0) {
                return;
            }
            // As long as none of them runs out, the dearest units stay the same.
            let times =
                picks.iter().map(|(p, units)| self.rest[*p].free / units).min().unwrap_or(1).min(times_left);
            times_left -= times;
            for ((p, units), share) in picks.iter().zip(shares) {
                self.rest[*p].free -= units * times;
                self.give(n, *p, share * times);
                if candidate.is_exclusive {
                    self.rest[*p].units -= units * times;
                    self.rest[*p].left -= self.positions[*p].price.amount * units * times - share * times;
                }
            }
        }
    }

    /// The units that are joined next, or how many are missing.
    fn pick(&self, candidate: &Candidate<'_>, dearest: &[Good]) -> Result<Picks, i64> {
        match candidate.benefit {
            Benefit::BundlePrice { groups, .. } => self.pick_bundle(groups, dearest),
            Benefit::NForM { take: of, .. } | Benefit::CheapestFree { of, .. } => {
                let mut picks = Picks::new();
                match self.take(i64::from(*of), dearest.iter(), &mut picks) {
                    0 => Ok(picks),
                    missing => Err(missing),
                }
            }
            Benefit::Percent { .. }
            | Benefit::AmountOff { .. }
            | Benefit::FixedPrice { .. }
            | Benefit::MemberPrice { .. }
            | Benefit::Threshold { .. } => Err(0),
        }
    }

    /// The goods that fewest positions have are taken first, so that a wider group does not take them away.
    fn pick_bundle(&self, groups: &[BundleGroup], dearest: &[Good]) -> Result<Picks, i64> {
        let own = |g: usize| dearest.iter().filter(move |good| good.groups & (1 << g) != 0);
        let mut order: SmallVec<[(usize, usize); 4]> = SmallVec::new();
        (0..groups.len()).for_each(|g| order.push((own(g).count(), g)));
        order.sort_unstable();
        let (mut picks, mut missing) = (Picks::new(), 0);
        for (_, g) in order {
            missing += self.take(i64::from(groups[g].quantity), own(g), &mut picks);
        }
        if missing == 0 { Ok(picks) } else { Err(missing) }
    }

    /// Adds units of the dearest positions to those picked, and tells how many are missing.
    fn take<'g>(&self, mut wanted: i64, dearest: impl Iterator<Item = &'g Good>, picks: &mut Picks) -> i64 {
        for p in dearest.map(|good| good.position as usize) {
            if wanted == 0 {
                break;
            }
            let picked = picks.iter().position(|(known, _)| *known == p);
            let units = wanted.min(self.rest[p].free - picked.map_or(0, |n| picks[n].1));
            if units == 0 {
                continue;
            }
            match picked {
                Some(n) => picks[n].1 += units,
                None => picks.push((p, units)),
            }
            wanted -= units;
        }
        wanted
    }

    /// What each of the positions saves when these units are joined once.
    fn saved(&self, candidate: &Candidate<'_>, picks: &Picks) -> SmallVec<[i64; 8]> {
        let price = |p: usize| self.positions[p].price.amount;
        let costs: SmallVec<[i64; 8]> = picks.iter().map(|(p, units)| price(*p) * units).collect();
        match *candidate.benefit {
            Benefit::BundlePrice { price, .. } => {
                by_weight((costs.iter().sum::<i64>() - price).max(0), &costs)
            }
            Benefit::NForM { take, pay } => {
                let mut free = i64::from(take.saturating_sub(pay));
                let mut saved = 0;
                for (p, units) in picks.iter().rev() {
                    saved += price(*p) * free.min(*units);
                    free -= free.min(*units);
                }
                by_weight(saved, &costs)
            }
            Benefit::CheapestFree { rate_ppm, .. } => {
                let mut shares = SmallVec::from_elem(0, picks.len());
                if let (Some(share), Some((p, _))) = (shares.last_mut(), picks.last()) {
                    *share = part(price(*p), i64::from(rate_ppm), 1_000_000);
                }
                shares
            }
            Benefit::Percent { .. }
            | Benefit::AmountOff { .. }
            | Benefit::FixedPrice { .. }
            | Benefit::MemberPrice { .. }
            | Benefit::Threshold { .. } => SmallVec::from_elem(0, picks.len()),
        }
    }
}

fn too_few(missing: i64) -> NotGiven {
    NotGiven::TooFew { missing: u32::try_from(missing).unwrap_or(u32::MAX) }
}
