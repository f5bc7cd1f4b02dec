//! Which sites serve an order at the least cost: exact for usual orders, within a bound on the work for all.
//!
//! The problem is that of placing facilities (each site that is used costs its parcel once), with lines that may be taken
//! apart. One site for everything is looked at first, and mostly nothing can beat it; where something might, a branch and
//! bound looks at the rest, bounded from below by dual ascent (Erlenkotter 1978).

mod bound;
mod branch;
mod floor;
mod greedy;
mod polish;
mod sets;
mod single;
#[cfg(test)]
mod tests;
mod within;

use realtail_vocabulary::{Solver, Splitting, WeightPrice};
pub(crate) use single::alone;
use smallvec::SmallVec;

/// Millionths of a minor unit, below a preference that goes before any amount of money.
pub type Cost = i128;
/// One step of preference.
pub const PREFERENCE: Cost = 1 << 64;
/// A millionth of a line that nobody serves, which goes before any preference.
pub const UNSERVED: Cost = 1 << 96;
/// All of a line, in those millionths.
const WHOLE: Cost = 1_000_000;

/// How much is looked at before the best so far is taken. Counted, not timed: the same question gives the same answer.
pub const WORK_MAX: u64 = 2_000_000;
/// Orders of more items than this are not looked at exhaustively.
const NEEDS_MAX: usize = 64;

/// An item that is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Need {
    /// How much.
    pub units: i64,
    /// What a unit weighs.
    pub unit_mg: i64,
    /// What all of it is worth, in minor units.
    pub value: i64,
}

/// What a site offers of a need.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Offer {
    /// How many units, up to what is wanted.
    pub room: i64,
    /// What taking any of it costs, in millionths.
    pub line: i64,
    /// What each unit costs.
    pub unit: i64,
}

/// Somebody who would carry a parcel: a table by weight, and what comes on top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Freight<'a> {
    /// Lightest first; nothing where the price is flat.
    pub prices: &'a [WeightPrice],
    /// On top, in millionths.
    pub extra: Cost,
}

/// A site that may serve.
#[derive(Clone, Debug, PartialEq)]
pub struct Source<'a> {
    /// What using it costs, besides the parcel.
    pub fixed: Cost,
    /// Who would carry its parcel; the cheapest does. Nobody is paid where the list is empty.
    pub freight: &'a [Freight<'a>],
    /// What its parcel weighs already: it serves another part of the order.
    pub packed_mg: i64,
    /// Whether it serves another part of the order already, so using it costs nothing more.
    pub is_open: bool,
}

/// An order and the sites that may serve it.
#[derive(Clone, Debug)]
pub struct Problem<'a> {
    /// What is wanted.
    pub needs: Vec<Need>,
    /// Who may serve it.
    pub sources: Vec<Source<'a>>,
    /// For each source, what it offers of each need.
    pub offers: Vec<Offer>,
    /// How far it may be taken apart.
    pub splitting: Splitting,
    /// How many sources at most, those open already not counted.
    pub shipments_max: usize,
    /// What each source must serve where there are several, in minor units.
    pub shipment_value_min: i64,
    /// Whether part of the order may stay unserved.
    pub may_leave: bool,
}

/// Units of a need that a source serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Serve {
    /// Which source.
    pub source: usize,
    /// Which need.
    pub need: usize,
    /// How much.
    pub units: i64,
}

/// The best way that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// Who serves what.
    pub serves: Vec<Serve>,
    /// What it costs.
    pub cost: Cost,
    /// Whether there is none better.
    pub solver: Solver,
    /// How many possibilities were looked at.
    pub nodes: u32,
    /// No way costs less than this.
    pub bound: Cost,
}

impl Freight<'_> {
    /// What a parcel costs. What is heavier than the table goes in several.
    pub fn price(&self, mg: i64) -> Cost {
        let Some(heaviest) = self.prices.last() else { return self.extra };
        let full_mg = heaviest.weight_g_max.saturating_mul(1000).max(1);
        let (full, rest) = if mg > full_mg { ((mg - 1) / full_mg, (mg - 1) % full_mg + 1) } else { (0, mg) };
        let step = self.prices.iter().find(|step| rest <= step.weight_g_max.saturating_mul(1000));
        let minor =
            Cost::from(step.unwrap_or(heaviest).price) + Cost::from(full) * Cost::from(heaviest.price);
        self.extra + minor * 1_000_000
    }
}

impl Source<'_> {
    /// What its parcel costs at a weight.
    pub fn parcel(&self, mg: i64) -> Cost {
        self.freight.iter().map(|freight| freight.price(mg)).min().unwrap_or(0)
    }

    /// What any parcel of it costs at the least.
    fn parcel_min(&self) -> Cost {
        let least = |freight: &Freight| {
            let prices = freight.prices.iter().map(|step| step.price);
            freight.extra + Cost::from(prices.min().unwrap_or(0)) * 1_000_000
        };
        self.freight.iter().map(least).min().unwrap_or(0)
    }

    /// What using it for so many milligrams costs, its lines not counted.
    fn open_for(&self, mg: i64) -> Cost {
        if self.is_open {
            self.parcel(self.packed_mg + mg) - self.parcel(self.packed_mg)
        } else {
            self.fixed + self.parcel(mg)
        }
    }
}

impl Offer {
    /// What so many units cost, its parcel not counted.
    fn serving(&self, units: i64) -> Cost {
        Cost::from(self.line) + Cost::from(self.unit) * Cost::from(units)
    }
}

impl Problem<'_> {
    pub(crate) fn offer(&self, source: usize, need: usize) -> Offer {
        self.offers[source * self.needs.len() + need]
    }

    fn offers_of(&self, source: usize) -> &[Offer] {
        let needs = self.needs.len();
        &self.offers[source * needs..(source + 1) * needs]
    }

    /// What leaving so many units unserved costs.
    fn leaving(&self, need: usize, units: i64) -> Cost {
        let all = Cost::from(self.needs[need].units.max(1));
        // Rounded up, as the bound is rounded down.
        UNSERVED * -(-WHOLE * Cost::from(units)).div_euclid(all)
    }

    /// What a way costs, or nothing where it is none: see the fields.
    pub fn cost(&self, serves: &[Serve]) -> Option<Cost> {
        let mut cost = 0;
        let mut used: SmallVec<[(usize, i64, i64); 8]> = SmallVec::new();
        let mut left: SmallVec<[i64; 16]> = self.needs.iter().map(|need| need.units).collect();
        for serve in serves {
            let need = &self.needs[serve.need];
            cost += self.offer(serve.source, serve.need).serving(serve.units);
            left[serve.need] -= serve.units;
            let (mg, value) = (need.unit_mg * serve.units, worth(need, serve.units));
            match used.iter_mut().find(|(source, _, _)| *source == serve.source) {
                Some(known) => (known.1, known.2) = (known.1 + mg, known.2 + value),
                None => used.push((serve.source, mg, value)),
            }
        }
        for (need, units) in left.iter().enumerate().filter(|(_, units)| **units > 0) {
            if !self.may_leave {
                return None;
            }
            cost += self.leaving(need, *units);
        }
        let opened = used.iter().filter(|(source, _, _)| !self.sources[*source].is_open).count();
        if opened > self.shipments_max || self.is_worth_too_little(&used) {
            return None;
        }
        Some(cost + used.iter().map(|(source, mg, _)| self.sources[*source].open_for(*mg)).sum::<Cost>())
    }

    fn is_worth_too_little(&self, used: &[(usize, i64, i64)]) -> bool {
        let least = self.shipment_value_min;
        let several = used.len() > 1 || self.sources.iter().any(|source| source.is_open);
        let too_little =
            |(source, _, value): &(usize, i64, i64)| *value < least && !self.sources[*source].is_open;
        least > 0 && several && used.iter().any(too_little)
    }
}

fn worth(need: &Need, units: i64) -> i64 {
    (i128::from(need.value) * i128::from(units) / i128::from(need.units.max(1))) as i64
}

/// The best way, if there is any. What nobody has is left first, where it may be: then the rest is a plain order.
pub fn solve(problem: &mut Problem) -> Option<Solution> {
    let is_plain = problem.sources.iter().all(|source| !source.is_open);
    if !is_plain {
        return solve_any(problem);
    }
    if !std::mem::take(&mut problem.may_leave) {
        return solve_plain(problem);
    }
    let all_there_is = solve_what_there_is(problem);
    problem.may_leave = true;
    all_there_is.or_else(|| solve_any(problem))
}

/// How much of a need can be had at all.
fn to_be_had(problem: &Problem, need: usize) -> i64 {
    let wanted = problem.needs[need].units;
    let rooms = (0..problem.sources.len()).map(|source| problem.offer(source, need).room);
    match problem.splitting {
        Splitting::Units => rooms.fold(0i64, i64::saturating_add).min(wanted),
        Splitting::Lines => rooms.max().filter(|room| *room >= wanted).map_or(0, |_| wanted),
        Splitting::Never => wanted,
    }
}

/// The best way to serve all that can be had, if all of that can be served at once.
fn solve_what_there_is(problem: &Problem) -> Option<Solution> {
    let had: SmallVec<[i64; 16]> = (0..problem.needs.len()).map(|need| to_be_had(problem, need)).collect();
    let is_all = had.iter().zip(&problem.needs).all(|(had, need)| *had == need.units);
    if is_all {
        return solve_plain(problem);
    }
    let kept: Vec<usize> = (0..had.len()).filter(|need| had[*need] > 0).collect();
    if kept.is_empty() {
        return None;
    }
    let less = |need: &usize| {
        let wanted = problem.needs[*need];
        Need { units: had[*need], value: worth(&wanted, had[*need]), ..wanted }
    };
    let offers = (0..problem.sources.len()).flat_map(|s| kept.iter().map(move |need| (s, *need)));
    let rest = Problem {
        needs: kept.iter().map(less).collect(),
        sources: problem.sources.clone(),
        offers: offers.map(|(s, need)| problem.offer(s, need)).collect(),
        ..*problem
    };
    let mut solution = solve_plain(&rest)?;
    solution.serves.iter_mut().for_each(|serve| serve.need = kept[serve.need]);
    let left = |(need, had): (usize, &i64)| match problem.needs[need].units - had {
        0 => 0,
        units => problem.leaving(need, units),
    };
    let left: Cost = had.iter().enumerate().map(left).sum();
    (solution.cost, solution.bound) = (solution.cost + left, solution.bound + left);
    Some(solution)
}

/// All of an order from sources that serve nothing of it yet.
fn solve_plain(problem: &Problem) -> Option<Solution> {
    if (0..problem.needs.len()).any(|need| to_be_had(problem, need) < problem.needs[need].units) {
        return None;
    }
    let single = single::best(problem);
    let looked = problem.sources.len() as u32;
    let exact = |(serves, cost)| Solution { serves, cost, solver: Solver::Exact, nodes: looked, bound: cost };
    if problem.splitting == Splitting::Never || problem.shipments_max == 1 {
        return single.map(exact);
    }
    if single.as_ref().is_some_and(|(_, cost)| single::is_plainly_best(problem, *cost)) {
        return single.map(exact);
    }
    let floor = floor::Floor::new(problem);
    if single.as_ref().is_some_and(|(_, cost)| single::is_best(problem, &floor, *cost)) {
        return single.map(exact);
    }
    let found = cheaper(single, greedy::best(problem));
    let mut solution = if problem.needs.len() > NEEDS_MAX {
        found.map(|(serves, cost)| Solution { serves, cost, solver: Solver::Greedy, nodes: 0, bound: 0 })
    } else {
        sets::search(problem, &floor, found)
    }?;
    solution.nodes = solution.nodes.saturating_add(looked);
    solution.serves.sort_unstable();
    Some(solution)
}

type Found = Option<(Vec<Serve>, Cost)>;

fn cheaper(a: Found, b: Found) -> Found {
    match (a, b) {
        (Some(one), Some(several)) if several.1 < one.1 => Some(several),
        (Some(one), _) => Some(one),
        (None, several) => several,
    }
}

/// An order of which part may stay unserved, or is served already.
fn solve_any(problem: &Problem) -> Option<Solution> {
    let found = cheaper(single::best(problem), greedy::best(problem));
    let mut solution = if problem.splitting == Splitting::Never || problem.needs.len() > NEEDS_MAX {
        let solver = if problem.splitting == Splitting::Never { Solver::Exact } else { Solver::Greedy };
        found.map(|(serves, cost)| Solution { serves, cost, solver, nodes: 0, bound: 0 })
    } else {
        branch::search(problem, found)
    }?;
    solution.serves.sort_unstable();
    Some(solution)
}
