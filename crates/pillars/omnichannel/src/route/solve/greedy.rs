//! A good way, quickly: where the search starts, and what is taken where it would take too long.

use super::{Cost, Problem, Serve};
use realtail_vocabulary::Splitting;

/// Takes the source that serves the most for its cost, again and again, and then tries to do without each.
pub(super) fn best(problem: &Problem) -> Option<(Vec<Serve>, Cost)> {
    let mut chosen = Vec::new();
    let mut left: Vec<i64> = problem.needs.iter().map(|need| need.units).collect();
    while left.iter().any(|units| *units > 0) && chosen.len() < problem.shipments_max {
        let next = (0..problem.sources.len())
            .filter(|source| !chosen.contains(source))
            .filter_map(|source| Some((dearness(problem, source, &left)?, source)))
            .min();
        let Some((_, source)) = next else { break };
        for (units, offer) in left.iter_mut().zip(problem.offers_of(source)) {
            *units -= taken(problem, offer.room, *units);
        }
        chosen.push(source);
    }
    let mut found = assign(problem, &chosen);
    for source in chosen.clone() {
        let without: Vec<usize> = chosen.iter().copied().filter(|s| *s != source).collect();
        let other = assign(problem, &without);
        if let Some((_, cost)) = &other
            && found.as_ref().is_none_or(|(_, known)| cost <= known)
        {
            (found, chosen) = (other, without);
        }
    }
    found
}

fn taken(problem: &Problem, room: i64, left: i64) -> i64 {
    match problem.splitting {
        Splitting::Units => room.min(left),
        Splitting::Lines | Splitting::Never => {
            if room >= left {
                left
            } else {
                0
            }
        }
    }
}

/// What a source costs for what it serves of what is left, per whole line.
fn dearness(problem: &Problem, source: usize, left: &[i64]) -> Option<Cost> {
    let (mut cost, mut mg, mut served) = (0, 0, 0);
    for ((need, offer), left) in problem.needs.iter().zip(problem.offers_of(source)).zip(left) {
        let units = taken(problem, offer.room, *left);
        if units > 0 {
            cost += offer.serving(units);
            mg += need.unit_mg * units;
            served += 1_000 * Cost::from(units) / Cost::from(need.units) + 1;
        }
    }
    (served > 0).then(|| (cost + problem.sources[source].open_for(mg)) / served)
}

/// Gives each need to the cheapest of the chosen that has all of it, else to several.
fn assign(problem: &Problem, chosen: &[usize]) -> Option<(Vec<Serve>, Cost)> {
    let mut serves = Vec::with_capacity(problem.needs.len());
    for (need, wanted) in problem.needs.iter().enumerate() {
        let whole = chosen.iter().filter(|s| problem.offer(**s, need).room >= wanted.units);
        if let Some(source) = whole.min_by_key(|s| (problem.offer(**s, need).serving(wanted.units), **s)) {
            serves.push(Serve { source: *source, need, units: wanted.units });
            continue;
        }
        if problem.splitting != Splitting::Units {
            continue;
        }
        let mut left = wanted.units;
        let mut roomy: Vec<usize> = chosen.to_vec();
        roomy.sort_by_key(|s| (std::cmp::Reverse(problem.offer(*s, need).room), *s));
        for source in roomy {
            let units = problem.offer(source, need).room.min(left);
            if units > 0 {
                serves.push(Serve { source, need, units });
                left -= units;
            }
        }
    }
    problem.cost(&serves).map(|cost| (serves, cost))
}
