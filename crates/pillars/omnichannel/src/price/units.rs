//! Offers that join several units: bundle price, n for m, cheapest free.

use super::candidates::Candidate;
use super::offer::Stage;
use super::run::Run;
use super::sets::Set;
use super::share::part;
use super::spread::{Shares, by_weight};
use realtail_vocabulary::{Benefit, NotGiven};
use smallvec::SmallVec;

/// Units of positions that are joined once, dearest first.
type Picks = SmallVec<[(usize, i64); 4]>;

/// What a candidate may choose units from.
struct Choice<const W: usize> {
    /// Positions by their place among the dearest.
    dearest: Set<W>,
    /// The groups of a bundle in the order in which they choose, each behind how many positions it has.
    groups: SmallVec<[(usize, usize); 4]>,
}

impl<const W: usize> Run<'_, '_, W> {
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
    fn see_whether_idle(&mut self, n: usize, candidate: &Candidate<'_, W>) {
        let dearest = self.dearest(candidate);
        match self.pick(candidate, &dearest) {
            Err(missing) => self.idle.push((n, Some(too_few(missing)))),
            Ok(picks) if self.saved(candidate, &picks).iter().all(|share| *share == 0) => {
                self.idle.push((n, None));
            }
            Ok(_) => (),
        }
    }

    /// The positions with units that may be joined, and the groups of a bundle in the order in which they choose.
    fn dearest(&self, candidate: &Candidate<'_, W>) -> Choice<W> {
        let dearest = self.open_by_place(candidate);
        let mut groups = SmallVec::new();
        // The goods that fewest positions have are taken first, so that a wider group does not take them away.
        for (g, group) in self.candidates.groups(candidate).iter().enumerate() {
            groups.push((group.and(&dearest).len(), g));
        }
        if groups.len() > 1 {
            groups.sort_unstable();
        }
        Choice { dearest, groups }
    }

    /// Of the offers that name one word the one that saves most, when the first of them has its turn.
    fn join_best_of(&mut self, first: usize, word: &realtail_kernel::Word) {
        let rivals: SmallVec<[_; 4]> =
            self.stage(Stage::Units).filter(|(_, candidate)| candidate.best_of == Some(word)).collect();
        if rivals.first().is_none_or(|(n, _)| *n != first) {
            return;
        }
        let saved = |run: &mut Self, n, candidate| {
            let before = (run.rest.clone(), run.free);
            let (given, total, short) = (run.given.len(), run.total, run.short.len());
            run.join(n, candidate);
            let saved = run.total - total;
            (run.rest, run.free) = before;
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
    fn join(&mut self, n: usize, candidate: &Candidate<'_, W>) {
        let dearest = self.dearest(candidate);
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
                if self.rest[*p].free == 0 {
                    self.free.remove(self.candidates.dearest.places[*p] as usize);
                }
                self.give(n, *p, share * times);
                if candidate.is_exclusive {
                    self.rest[*p].units -= units * times;
                    self.rest[*p].left -= self.positions[*p].price.amount * units * times - share * times;
                }
            }
        }
    }

    /// The units that are joined next, or how many are missing.
    fn pick(&self, candidate: &Candidate<'_, W>, choice: &Choice<W>) -> Result<Picks, i64> {
        let mut picks = Picks::new();
        let missing = match candidate.benefit {
            Benefit::BundlePrice { groups, .. } => {
                let (mut missing, own) = (0, self.candidates.groups(candidate));
                for (_, g) in &choice.groups {
                    let open = own[*g].and(&choice.dearest);
                    missing += self.take(i64::from(groups[*g].quantity), open, &mut picks);
                }
                missing
            }
            Benefit::NForM { take: of, .. } | Benefit::CheapestFree { of, .. } => {
                self.take(i64::from(*of), choice.dearest, &mut picks)
            }
            Benefit::Percent { .. }
            | Benefit::AmountOff { .. }
            | Benefit::FixedPrice { .. }
            | Benefit::MemberPrice { .. }
            | Benefit::Threshold { .. } => return Err(0),
        };
        if missing == 0 { Ok(picks) } else { Err(missing) }
    }

    /// Adds units of the dearest positions to those picked, and tells how many are missing.
    fn take(&self, mut wanted: i64, open: Set<W>, picks: &mut Picks) -> i64 {
        for place in open.members() {
            if wanted == 0 {
                break;
            }
            let p = self.candidates.dearest.order[place] as usize;
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
    fn saved(&self, candidate: &Candidate<'_, W>, picks: &Picks) -> Shares {
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
                let mut shares = Shares::from_elem(0, picks.len());
                if let (Some(share), Some((p, _))) = (shares.last_mut(), picks.last()) {
                    *share = part(price(*p), i64::from(rate_ppm), 1_000_000);
                }
                shares
            }
            Benefit::Percent { .. }
            | Benefit::AmountOff { .. }
            | Benefit::FixedPrice { .. }
            | Benefit::MemberPrice { .. }
            | Benefit::Threshold { .. } => Shares::from_elem(0, picks.len()),
        }
    }
}

fn too_few(missing: i64) -> NotGiven {
    NotGiven::TooFew { missing: u32::try_from(missing).unwrap_or(u32::MAX) }
}
