//! Betters a way before the search: one source is added, or put in another's place, as long as that is cheaper. The nearer the
//! first way is to the best, the less the search has to look at.

use super::floor::{Floor, NOWHERE};
use super::within::{self, TOGETHER_MAX};
use super::{Cost, Problem, Serve};
use smallvec::SmallVec;

/// So many changes at most.
const CHANGES_MAX: usize = 4;
/// Of all sets that differ in one source, so many are looked at closely.
const CLOSELY: usize = 12;
/// How much each of them may take.
const WORK_MAX: u64 = 2_000;

type Found = Option<(Vec<Serve>, Cost)>;
type Set = SmallVec<[usize; TOGETHER_MAX]>;

/// The way, or a cheaper one.
pub(super) fn polish(problem: &Problem, floor: &Floor, mut found: Found, parcels_max: usize) -> Found {
    for _ in 0..CHANGES_MAX {
        let Some((serves, upper)) = &found else { break };
        let mut set: Set = SmallVec::new();
        for serve in serves {
            if !set.contains(&serve.source) {
                set.push(serve.source);
            }
        }
        let better =
            neighbours(problem, floor, &set, *upper, parcels_max).into_iter().find_map(|(_, set)| {
                (set.len() > 1).then(|| within::search(problem, floor, &set, *upper, WORK_MAX).0).flatten()
            });
        match better {
            Some(better) => found = Some(better),
            None => break,
        }
    }
    found
}

/// Sets that differ in one source and might be cheaper, the most promising first.
fn neighbours(
    problem: &Problem,
    floor: &Floor,
    set: &[usize],
    upper: Cost,
    parcels_max: usize,
) -> Vec<(Cost, Set)> {
    let mut near: Vec<(Cost, Set)> = Vec::new();
    let mut bases: Vec<Set> = Vec::new();
    if set.len() < parcels_max.min(TOGETHER_MAX) {
        bases.push(SmallVec::from_slice(set));
    }
    if set.len() > 1 || parcels_max > 1 {
        bases.extend(
            (0..set.len()).map(|out| set.iter().copied().filter(|s| *s != set[out]).collect::<Set>()),
        );
    }
    for base in bases {
        let held = Held::of(problem, floor, &base);
        for source in (0..problem.sources.len()).filter(|s| !set.contains(s)) {
            let Some(least) = held.with(problem, floor, source, base.len() + 1) else { continue };
            if least < upper {
                let mut set = base.clone();
                set.push(source);
                near.push((least, set));
            }
        }
    }
    near.sort_unstable();
    near.truncate(CLOSELY);
    near
}

/// What a set costs at the least, and what it has.
struct Held {
    house: Cost,
    rates: SmallVec<[i64; 16]>,
    missing: SmallVec<[i64; 16]>,
}

impl Held {
    fn of(problem: &Problem, floor: &Floor, set: &[usize]) -> Held {
        let mut held = Held {
            house: set.iter().map(|s| floor.house[*s]).sum(),
            rates: SmallVec::from_elem(NOWHERE, problem.needs.len()),
            missing: problem.needs.iter().map(|need| need.units).collect(),
        };
        for source in set {
            for (need, rate) in
                floor.rates_of(*source).iter().enumerate().filter(|(_, rate)| **rate < NOWHERE)
            {
                held.rates[need] = held.rates[need].min(*rate);
                held.missing[need] -= problem.offer(*source, need).room;
            }
        }
        held
    }

    /// With a source more; nothing where something is missing still.
    fn with(&self, problem: &Problem, floor: &Floor, source: usize, parcels: usize) -> Option<Cost> {
        let mut cost = self.house + floor.house[source] + floor.of(parcels);
        let offers = floor.rates_of(source).iter().zip(problem.offers_of(source));
        for ((rate, offer), (known, missing)) in offers.zip(self.rates.iter().zip(&self.missing)) {
            let is_held = *missing <= 0 || (*rate < NOWHERE && *missing <= offer.room);
            if !is_held {
                return None;
            }
            cost += Cost::from((*known).min(*rate));
        }
        Some(cost)
    }
}
