//! What no way can be cheaper than: dual ascent (Erlenkotter 1978).
//!
//! Each need is given a price it would pay for being served. Where a need would pay more than a source's line costs it, the
//! rest goes towards that source's parcel; prices rise until every parcel they could go to is paid. Their sum is a bound.

use super::UNSERVED;
use super::single::whole;
use super::{Cost, Problem, WHOLE};

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

/// An offer as the bound sees it: by need, cheapest first.
#[derive(Clone, Copy)]
struct Tie {
    /// What all of the need would cost there.
    cost: Cost,
    source: usize,
    /// How much of the need there is, and how much is wanted.
    room: i64,
    units: i64,
}

impl Tie {
    /// What a source gets where the need pays so much more than its line costs.
    fn goes(&self, more: Cost) -> Cost {
        if self.room >= self.units {
            return more;
        }
        let part = more * Cost::from(self.room);
        -(-part).div_euclid(Cost::from(self.units))
    }

    /// How much more a need may pay until a source has got so much.
    fn until(&self, slack: Cost) -> Cost {
        if self.room >= self.units { slack } else { slack * Cost::from(self.units) / Cost::from(self.room) }
    }
}

/// The bound over the sources that are still in the running.
pub(super) fn ascend(problem: &Problem, live: &[usize]) -> Bound {
    let mut slack = vec![0; problem.sources.len()];
    for source in live {
        slack[*source] = least_parcel(problem, *source);
    }
    let mut ties: Vec<Vec<Tie>> = (0..problem.needs.len()).map(|need| ties(problem, live, need)).collect();
    let most = if problem.may_leave { UNSERVED * WHOLE } else { Cost::MAX / 4096 };
    let mut pays: Vec<Cost> = ties.iter().map(|t| t.first().map_or(most, |tie| tie.cost.min(most))).collect();
    let mut order: Vec<usize> = (0..problem.needs.len()).collect();
    order.sort_by_key(|need| ties[*need].len());
    // Each round raises a price to the next cost of a line, or until a parcel is paid, so rounds end.
    let mut rising = true;
    while rising {
        rising = false;
        for need in &order {
            rising |= raise(&mut pays[*need], &mut ties[*need], &mut slack, most);
        }
    }
    Bound { pays, slack }
}

/// What using a source costs at the least.
fn least_parcel(problem: &Problem, source: usize) -> Cost {
    let offered = problem.needs.iter().zip(problem.offers_of(source)).filter(|(_, offer)| offer.room > 0);
    let lightest = offered.map(|(need, _)| need.unit_mg).min().unwrap_or(0);
    problem.sources[source].open_for(lightest).max(0)
}

fn ties(problem: &Problem, live: &[usize], need: usize) -> Vec<Tie> {
    let units = problem.needs[need].units;
    let offered = live.iter().map(|source| (*source, problem.offer(*source, need)));
    let usable = offered.filter(|(_, offer)| super::branch::can_use(problem, offer, units));
    let mut ties: Vec<Tie> = usable
        .map(|(source, offer)| Tie { cost: whole(&offer, units), source, room: offer.room, units })
        .collect();
    ties.sort_unstable_by_key(|tie| (tie.cost, tie.source));
    ties
}

/// Raises one price as far as the next step; tells whether it rose.
fn raise(pays: &mut Cost, ties: &mut [Tie], slack: &mut [Cost], most: Cost) -> bool {
    let reached = ties.partition_point(|tie| tie.cost <= *pays);
    let next = ties.get(reached).map_or(most, |tie| tie.cost).min(most);
    let paid = ties[..reached].iter().map(|tie| tie.until(slack[tie.source])).min().unwrap_or(0);
    let more = (next - *pays).min(paid);
    if more <= 0 {
        return false;
    }
    for tie in &ties[..reached] {
        slack[tie.source] = (slack[tie.source] - tie.goes(more)).max(0);
    }
    *pays += more;
    true
}
