//! Branch and bound over sets of sources: a source after the other is added, those that are least overpaid first, and what
//! cannot become better than the best so far is not followed.

use super::bound::{Bound, Ties, ascend};
use super::floor::{Floor, NOWHERE};
use super::polish::polish;
use super::within::{self, TOGETHER_MAX};
use super::{Cost, Problem, Serve, Solution, WORK_MAX};
use realtail_vocabulary::Solver;
use smallvec::SmallVec;

struct Search<'p, 'a> {
    problem: &'p Problem<'a>,
    floor: &'p Floor,
    is_allowed: Vec<bool>,
    parcels_max: usize,
    /// Whether sets of still more sources might have been better.
    is_cut: bool,
    chosen: SmallVec<[usize; TOGETHER_MAX]>,
    best: Option<(Vec<Serve>, Cost)>,
    upper: Cost,
    nodes: u32,
    work: u64,
}

/// What the chosen sources are known to cost and to have.
#[derive(Clone)]
struct State {
    /// What the sources cost, their freight not counted but what is dearer than the floor.
    house: Cost,
    /// What each need costs at the least with them.
    lines: SmallVec<[Cost; 16]>,
    /// What of each need they do not have.
    missing: SmallVec<[i64; 16]>,
}

/// The best way, starting from one that was found.
pub(super) fn search(
    problem: &Problem,
    floor: &Floor,
    found: Option<(Vec<Serve>, Cost)>,
) -> Option<Solution> {
    let live: Vec<usize> = (0..problem.sources.len()).collect();
    let found = polish(problem, floor, found, parcels_max(problem));
    let mut search = Search {
        problem,
        floor,
        is_allowed: vec![true; problem.sources.len()],
        parcels_max: parcels_max(problem),
        is_cut: false,
        chosen: SmallVec::new(),
        upper: found.as_ref().map_or(Cost::MAX / 2, |(_, cost)| *cost),
        best: found,
        nodes: 0,
        work: 0,
    };
    let none = State {
        house: 0,
        lines: SmallVec::from_elem(Cost::from(NOWHERE), problem.needs.len()),
        missing: problem.needs.iter().map(|need| need.units).collect(),
    };
    let ties = Ties::new(problem, &live, |source| floor.rates_of(source));
    let bound = search.bound(&none, &ties);
    // One source for everything was looked at before: whatever is better has two parcels.
    let root = search.least(&none, &bound);
    search.extend(&none, bound, &ties, &live);
    let exact = search.work <= WORK_MAX && !search.is_cut;
    let (serves, cost) = search.best?;
    Some(Solution {
        serves,
        cost,
        solver: if exact { Solver::Exact } else { Solver::Greedy },
        nodes: search.nodes,
        bound: if exact { cost } else { root.min(cost) },
    })
}

/// So many sources can be used together: as many as the rule allows, and as are worth enough each.
fn parcels_max(problem: &Problem) -> usize {
    let value = problem.needs.iter().fold(0i64, |sum, need| sum.saturating_add(need.value));
    let worth = match problem.shipment_value_min {
        least if least > 0 => value / least,
        _ => i64::MAX,
    };
    problem.shipments_max.min(usize::try_from(worth).unwrap_or(0))
}

impl Search<'_, '_> {
    /// What no set can cost less than that has all those chosen and others of those allowed.
    fn bound(&mut self, state: &State, ties: &Ties) -> Bound {
        self.work += 2 * ties.len() as u64;
        ascend(&self.floor.house, ties, &state.lines)
    }

    fn least(&self, state: &State, bound: &Bound) -> Cost {
        state.house + bound.total() + self.floor.of((self.chosen.len() + 1).max(2))
    }

    /// Adds one source more to those chosen, each that may be in turn; those tried before are left to the sets they were
    /// tried with.
    fn extend(&mut self, state: &State, bound: Bound, ties: &Ties, allowed: &[usize]) {
        let least = self.least(state, &bound);
        let Some(parcels) = self.one_more(least) else { return };
        let (mut kept, mut dropped): (Vec<usize>, Vec<usize>) =
            allowed.iter().partition(|s| self.is_allowed[**s] && least + bound.slack[**s] < self.upper);
        dropped.retain(|s| std::mem::take(&mut self.is_allowed[*s]));
        let candidates = self.candidates(state, &bound, &kept);
        let ties = ties.of(&self.is_allowed);
        self.work += (allowed.len() + (kept.len() + candidates.len()) * self.problem.needs.len()) as u64;
        self.work += ties.len() as u64;
        for (cost, source) in candidates {
            if self.work > WORK_MAX {
                break;
            }
            self.is_allowed[source] = false;
            dropped.push(source);
            if cost + self.floor.of(parcels.max(2)) >= self.upper || least + bound.slack[source] >= self.upper
            {
                continue;
            }
            self.nodes = self.nodes.saturating_add(1);
            let beyond = cost + self.floor.of(parcels + 1);
            self.follow(state, source, beyond, &ties, &kept);
            kept.retain(|s| *s != source);
        }
        dropped.into_iter().for_each(|source| self.is_allowed[source] = true);
    }

    /// With how many parcels one source more would be, if there may be one more and it may be worth it.
    fn one_more(&mut self, least: Cost) -> Option<usize> {
        let parcels = self.chosen.len() + 1;
        if least >= self.upper || parcels > self.parcels_max {
            return None;
        }
        self.is_cut |= parcels > TOGETHER_MAX;
        (parcels <= TOGETHER_MAX).then_some(parcels)
    }

    /// Looks at the sets with one source more.
    fn follow(&mut self, state: &State, source: usize, beyond: Cost, ties: &Ties, allowed: &[usize]) {
        let with = self.with(state, source);
        self.chosen.push(source);
        if with.missing.iter().all(|units| *units == 0) {
            self.settle(&with);
        }
        if beyond < self.upper {
            let ties = ties.of(&self.is_allowed);
            let bound = self.bound(&with, &ties);
            self.extend(&with, bound, &ties, allowed);
        }
        self.chosen.pop();
    }

    /// Whoever has the need that the fewest have, or anybody where nothing is missing; cheapest first.
    fn candidates(&self, state: &State, bound: &Bound, allowed: &[usize]) -> SmallVec<[(Cost, usize); 32]> {
        let has = |source: usize, need: usize| self.floor.rates_of(source)[need] < NOWHERE;
        let havers = |need: usize| allowed.iter().filter(|s| has(**s, need)).count();
        let missing = state.missing.iter().enumerate().filter(|(_, units)| **units > 0);
        let rarest = missing.map(|(need, _)| (havers(need), need)).min();
        let helping = allowed.iter().copied().filter(|s| rarest.is_none_or(|(_, need)| has(*s, need)));
        let mut found: SmallVec<[(Cost, usize); 32]> =
            helping.map(|source| (self.priced(state, bound, source), source)).collect();
        found.sort_unstable();
        found
    }

    /// What the bound would be with a source added, the freight not counted.
    fn priced(&self, state: &State, bound: &Bound, source: usize) -> Cost {
        let rates = self.floor.rates_of(source).iter();
        let lines = rates.zip(&bound.pays).map(|(rate, pays)| Cost::from(*rate).min(*pays));
        state.house + self.floor.house[source] + lines.sum::<Cost>()
    }

    fn with(&self, state: &State, source: usize) -> State {
        let mut with = state.clone();
        with.house += self.floor.house[source];
        for (need, rate) in self.floor.rates_of(source).iter().enumerate() {
            if *rate < NOWHERE {
                with.lines[need] = with.lines[need].min(Cost::from(*rate));
                with.missing[need] = (with.missing[need] - self.problem.offer(source, need).room).max(0);
            }
        }
        with
    }

    /// Looks for the best way with just those chosen.
    fn settle(&mut self, state: &State) {
        let lines: Cost = state.lines.iter().sum();
        if self.chosen.len() < 2 || state.house + lines + self.floor.of(self.chosen.len()) >= self.upper {
            return;
        }
        let work_max = WORK_MAX.saturating_sub(self.work);
        let (found, work) = within::search(self.problem, self.floor, &self.chosen, self.upper, work_max);
        self.work += work;
        if let Some(found) = found {
            self.upper = found.1;
            self.best = Some(found);
        }
    }
}
