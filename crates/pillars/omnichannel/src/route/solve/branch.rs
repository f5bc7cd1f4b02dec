//! Branch and bound over needs, for what is not simply an order and its sources: where part of it may stay unserved, or is
//! served already. Each need goes to one source after the other, the cheapest first.

use super::bound::{Bound, Ties, ascend};
use super::floor::{NOWHERE, rate};
use super::within::can_use;
use super::{Cost, NEEDS_MAX, Problem, Serve, Solution, UNSERVED, WHOLE, WORK_MAX};
use realtail_vocabulary::Solver;
use smallvec::SmallVec;

/// The best way, starting from one that was found.
pub(super) fn search(problem: &Problem, found: Option<(Vec<Serve>, Cost)>) -> Option<Solution> {
    let upper = found.as_ref().map_or(Cost::MAX / 2, |(_, cost)| *cost);
    let mut live: Vec<usize> = (0..problem.sources.len()).filter(|s| offers_any(problem, *s)).collect();
    let paid: Vec<Cost> = (0..problem.sources.len()).map(|s| least_parcel(problem, s)).collect();
    let rates = rates(problem);
    let needs = problem.needs.len();
    let ties = Ties::new(problem, &live, |s| &rates[s * needs..(s + 1) * needs]);
    let most = vec![if problem.may_leave { UNSERVED * WHOLE } else { Cost::from(NOWHERE) }; needs];
    let bound = ascend(&paid, &ties, &most);
    live.retain(|s| bound.total() + bound.slack[*s] < upper);
    let root = bound.total();
    let mut search = Search::new(problem, live, bound, found);
    if root < upper {
        search.descend(0, 0);
    }
    let exact = search.work <= WORK_MAX;
    let (serves, cost) = search.best?;
    Some(Solution {
        serves,
        cost,
        solver: if exact { Solver::Exact } else { Solver::Greedy },
        nodes: search.nodes,
        bound: if exact { cost } else { root.min(cost) },
    })
}

/// What all of each need would cost at each source.
fn rates(problem: &Problem) -> Vec<i64> {
    let all = (0..problem.sources.len()).flat_map(|s| problem.needs.iter().zip(problem.offers_of(s)));
    let known = all.map(|(need, offer)| match can_use(problem, offer, need.units) {
        true => rate(offer, need.units),
        false => NOWHERE,
    });
    known.collect()
}

/// What using a source costs at the least.
fn least_parcel(problem: &Problem, source: usize) -> Cost {
    let offered = problem.needs.iter().zip(problem.offers_of(source)).filter(|(_, offer)| offer.room > 0);
    let lightest = offered.map(|(need, _)| need.unit_mg).min().unwrap_or(0);
    problem.sources[source].open_for(lightest).max(0)
}

fn offers_any(problem: &Problem, source: usize) -> bool {
    let mut offered = problem.needs.iter().zip(problem.offers_of(source));
    offered.any(|(need, offer)| can_use(problem, offer, need.units))
}

struct Search<'p, 'a> {
    problem: &'p Problem<'a>,
    live: Vec<usize>,
    /// Needs in the order in which they are given away.
    order: Vec<usize>,
    /// What each need costs at the least, for the open sources too: the bound's price, or a cheaper line at one of them.
    least: SmallVec<[Cost; NEEDS_MAX]>,
    is_open: Vec<bool>,
    opened: usize,
    packed: Vec<i64>,
    serves: Vec<Serve>,
    best: Option<(Vec<Serve>, Cost)>,
    upper: Cost,
    nodes: u32,
    work: u64,
}

/// One way to go on.
#[derive(Clone, Copy)]
struct Step {
    delta: Cost,
    /// None leaves the rest unserved.
    source: Option<usize>,
    units: i64,
}

impl<'p, 'a> Search<'p, 'a> {
    fn new(
        problem: &'p Problem<'a>,
        live: Vec<usize>,
        bound: Bound,
        found: Option<(Vec<Serve>, Cost)>,
    ) -> Search<'p, 'a> {
        let mut order: Vec<usize> = (0..problem.needs.len()).collect();
        let choices = |need: usize| {
            let units = problem.needs[need].units;
            live.iter().filter(|s| can_use(problem, &problem.offer(**s, need), units)).count()
        };
        order.sort_by_cached_key(|need| (choices(*need), std::cmp::Reverse(bound.pays[*need]), *need));
        let mut search = Search {
            problem,
            order,
            least: SmallVec::from_vec(bound.pays),
            is_open: problem.sources.iter().map(|source| source.is_open).collect(),
            opened: 0,
            packed: problem.sources.iter().map(|source| source.packed_mg).collect(),
            serves: Vec::new(),
            upper: found.as_ref().map_or(Cost::MAX / 2, |(_, cost)| *cost),
            best: found,
            nodes: 0,
            work: 0,
            live,
        };
        let open: Vec<usize> = search.live.iter().copied().filter(|s| search.is_open[*s]).collect();
        open.into_iter().for_each(|source| search.cheapen(source, 0));
        search
    }

    /// Lowers what needs from `depth` on cost at the least: this source is open.
    fn cheapen(&mut self, source: usize, depth: usize) {
        for need in &self.order[depth..] {
            let units = self.problem.needs[*need].units;
            let offer = self.problem.offer(source, *need);
            if can_use(self.problem, &offer, units) {
                self.least[*need] = self.least[*need].min(Cost::from(rate(&offer, units)));
            }
        }
    }

    fn descend(&mut self, depth: usize, cost: Cost) {
        self.nodes = self.nodes.saturating_add(1);
        match self.order.get(depth) {
            Some(need) => self.give(depth, self.problem.needs[*need].units, 0, cost),
            None => self.arrive(cost),
        }
    }

    /// Every need is given away.
    fn arrive(&mut self, cost: Cost) {
        debug_assert!(self.problem.cost(&self.serves).is_none_or(|known| known == cost));
        if cost < self.upper && self.problem.cost(&self.serves).is_some() {
            self.upper = cost;
            self.best = Some((self.serves.clone(), cost));
        }
    }

    /// Gives what is left of a need to one source after the other. Those that give all they have come in their order, from
    /// `from` on, so that no set of them is looked at twice.
    fn give(&mut self, depth: usize, left: i64, from: usize, cost: Cost) {
        let need = self.order[depth];
        let mut steps = self.steps(need, left, from);
        self.work += (steps.len() + self.order.len() - depth) as u64;
        steps.sort_unstable_by_key(|step| (step.delta, step.source));
        for step in steps {
            if self.work > WORK_MAX {
                return;
            }
            self.take(depth, need, left, step, cost);
        }
    }

    fn steps(&self, need: usize, left: i64, from: usize) -> SmallVec<[Step; 16]> {
        let problem = self.problem;
        let unit_mg = problem.needs[need].unit_mg;
        let mut steps = SmallVec::new();
        for (place, source) in self.live.iter().copied().enumerate() {
            let offer = problem.offer(source, need);
            let is_new = !self.is_open[source];
            if !can_use(problem, &offer, problem.needs[need].units) || self.gave(need, source) {
                continue;
            }
            if (is_new && self.opened == problem.shipments_max) || (offer.room < left && place < from) {
                continue;
            }
            let units = offer.room.min(left);
            let (site, packed) = (&problem.sources[source], self.packed[source]);
            let parcel = if is_new {
                site.fixed + site.parcel(unit_mg * units)
            } else {
                site.parcel(packed + unit_mg * units) - site.parcel(packed)
            };
            steps.push(Step { delta: offer.serving(units) + parcel, source: Some(source), units });
        }
        if problem.may_leave {
            steps.push(Step { delta: problem.leaving(need, left), source: None, units: left });
        }
        steps
    }

    fn gave(&self, need: usize, source: usize) -> bool {
        self.serves.iter().rev().take_while(|s| s.need == need).any(|s| s.source == source)
    }

    fn take(&mut self, depth: usize, need: usize, left: i64, step: Step, cost: Cost) {
        let Some(source) = step.source else {
            if cost + step.delta + self.rest(depth + 1) < self.upper {
                self.descend(depth + 1, cost + step.delta);
            }
            return;
        };
        let was_open = self.is_open[source];
        let least = (!was_open).then(|| self.least.clone());
        if !was_open {
            self.is_open[source] = true;
            self.opened += 1;
            self.cheapen(source, depth);
        }
        let mg = self.problem.needs[need].unit_mg * step.units;
        self.packed[source] += mg;
        self.serves.push(Serve { source, need, units: step.units });
        self.go_on(depth, need, left - step.units, step, cost + step.delta);
        self.serves.pop();
        self.packed[source] -= mg;
        if let Some(least) = least {
            self.is_open[source] = false;
            self.opened -= 1;
            self.least = least;
        }
    }

    /// Follows a step, where it can become better than the best so far.
    fn go_on(&mut self, depth: usize, need: usize, left: i64, step: Step, cost: Cost) {
        let units = Cost::from(self.problem.needs[need].units);
        let here = self.least[need] / units * Cost::from(left);
        if cost + here + self.rest(depth + 1) >= self.upper {
            return;
        }
        if left == 0 {
            self.descend(depth + 1, cost);
        } else {
            let place = self.live.iter().position(|s| Some(*s) == step.source).unwrap_or(0);
            self.give(depth, left, place + 1, cost);
        }
    }

    /// What the needs from `depth` on cost at the least.
    fn rest(&self, depth: usize) -> Cost {
        self.order[depth..].iter().map(|need| self.least[*need]).sum()
    }
}
