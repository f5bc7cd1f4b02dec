//! What no way can be cheaper than: dual ascent (Erlenkotter 1978).
//!
//! Each need is given a price it would pay for being served. Where a need would pay more than a source's line costs it, the
//! rest goes towards that source's house; prices rise until every house they could go to is paid. Their sum is a bound.

use super::floor::NOWHERE;
use super::{Cost, Problem};

/// In so many rounds prices rise.
const ROUNDS: Cost = 6;

/// Prices of needs, and what is left to pay of each source.
pub(super) struct Bound {
    /// What each need pays.
    pub pays: Vec<Cost>,
    /// What is not paid of each source.
    pub slack: Vec<Cost>,
}

impl Bound {
    /// No way is cheaper.
    pub fn total(&self) -> Cost {
        self.pays.iter().sum()
    }
}

/// What a source offers of a need, as the bound sees it.
#[derive(Clone, Copy)]
pub(super) struct Tie {
    /// What all of the need would cost there.
    rate: i64,
    source: u32,
    /// How much of the need there is, where that is not all.
    room: i64,
}

/// The offers of each need, cheapest first.
pub(super) struct Ties {
    by_need: Vec<Vec<Tie>>,
    units: Vec<i64>,
}

impl Ties {
    /// Of these sources, with what each need would cost there.
    pub fn new<'r>(problem: &Problem, live: &[usize], rates_of: impl Fn(usize) -> &'r [i64]) -> Ties {
        let mut by_need: Vec<Vec<Tie>> =
            problem.needs.iter().map(|_| Vec::with_capacity(live.len())).collect();
        for source in live {
            let offers = problem.offers_of(*source);
            for (need, (rate, offer)) in rates_of(*source).iter().zip(offers).enumerate() {
                if *rate < NOWHERE {
                    by_need[need].push(Tie { rate: *rate, source: *source as u32, room: offer.room });
                }
            }
        }
        by_need.iter_mut().for_each(|ties| ties.sort_unstable_by_key(|tie| (tie.rate, tie.source)));
        Ties { by_need, units: problem.needs.iter().map(|need| need.units).collect() }
    }

    /// The same of some of them.
    pub fn of(&self, is_allowed: &[bool]) -> Ties {
        let some =
            |ties: &Vec<Tie>| ties.iter().filter(|tie| is_allowed[tie.source as usize]).copied().collect();
        Ties { by_need: self.by_need.iter().map(some).collect(), units: self.units.clone() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_need.iter().map(Vec::len).sum()
    }
}

impl Tie {
    /// What a source gets where the need pays so much more than its line costs.
    fn goes(&self, units: i64, more: Cost) -> Cost {
        if self.room >= units {
            return more;
        }
        -(-more * Cost::from(self.room)).div_euclid(Cost::from(units))
    }

    /// How much more a need may pay until a source has got so much.
    fn until(&self, units: i64, slack: Cost) -> Cost {
        if self.room >= units { slack } else { slack * Cost::from(units) / Cost::from(self.room) }
    }
}

/// The bound over the sources that are still in the running. `paid` says what using each costs at the least, `most` what
/// each need pays at the most: what it costs at a source that is used anyway.
pub(super) fn ascend(paid: &[Cost], ties: &Ties, most: &[Cost]) -> Bound {
    let mut slack = paid.to_vec();
    let allowed = &ties.by_need;
    let first =
        |(ties, most): (&Vec<Tie>, &Cost)| ties.first().map_or(*most, |tie| Cost::from(tie.rate).min(*most));
    let mut pays: Vec<Cost> = allowed.iter().zip(most).map(first).collect();
    let mut order: Vec<usize> = (0..pays.len()).collect();
    order.sort_by_key(|need| allowed[*need].len());
    // Little by little, so that no need takes what several could have shared.
    for round in (1..=ROUNDS).rev() {
        for need in &order {
            let units = ties.units[*need];
            raise(&mut pays[*need], &allowed[*need], units, &mut slack, most[*need], round);
        }
    }
    Bound { pays, slack }
}

/// Raises one price by a part of what it could rise until a house is paid.
fn raise(pays: &mut Cost, ties: &[Tie], units: i64, slack: &mut [Cost], most: Cost, part: Cost) {
    let before = *pays;
    let mut limit = most;
    for tie in ties {
        let rate = Cost::from(tie.rate);
        if rate >= limit {
            break;
        }
        limit = limit.min(rate.max(before) + tie.until(units, slack[tie.source as usize]));
    }
    *pays += (limit - before).max(0) / part;
    for tie in ties {
        let from = before.max(Cost::from(tie.rate));
        if from >= *pays {
            break;
        }
        let slack = &mut slack[tie.source as usize];
        *slack = (*slack - tie.goes(units, *pays - from)).max(0);
    }
}
