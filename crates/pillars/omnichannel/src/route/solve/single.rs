//! One site for everything: what is best for most orders, and quick to see.

use super::floor::{Floor, NOWHERE, rate};
use super::{Cost, NEEDS_MAX, Problem, Serve};
use realtail_vocabulary::Splitting;

/// What a source costs that serves everything, where it can.
pub(crate) fn alone(problem: &Problem, source: usize) -> Option<Cost> {
    let (mut cost, mut mg) = (0, 0);
    for (need, offer) in problem.needs.iter().zip(problem.offers_of(source)) {
        if offer.room < need.units {
            return None;
        }
        cost += offer.serving(need.units);
        mg += need.unit_mg * need.units;
    }
    let opens = usize::from(!problem.sources[source].is_open);
    (opens <= problem.shipments_max).then(|| cost + problem.sources[source].open_for(mg))
}

/// The cheapest source that serves everything; the first among equals.
pub(super) fn best(problem: &Problem) -> Option<(Vec<Serve>, Cost)> {
    let costs = (0..problem.sources.len()).filter_map(|s| Some((alone(problem, s)?, s)));
    let (cost, source) = costs.min()?;
    let serve = |(need, wanted): (usize, &super::Need)| Serve { source, need, units: wanted.units };
    let serves: Vec<Serve> = problem.needs.iter().enumerate().map(serve).collect();
    // Beside what is served from elsewhere already, it may be worth too little.
    problem.cost(&serves).map(|_| (serves, cost))
}

/// Whether no two sources together can be cheaper, as far as can be seen without combining any carriers' steps: even the two
/// cheapest, each with the lightest parcel, and each line where it is cheapest. Mostly it can.
pub(super) fn is_plainly_best(problem: &Problem, cost: Cost) -> bool {
    let needs = problem.needs.len();
    if needs == 1 && problem.splitting == Splitting::Lines {
        return true;
    }
    if needs > NEEDS_MAX {
        return false;
    }
    let mut houses = [Cost::MAX / 4; 2];
    let mut lines = [NOWHERE; NEEDS_MAX];
    for (s, source) in problem.sources.iter().enumerate() {
        note_house(&mut houses, source.fixed + source.parcel_min());
        for ((offer, need), least) in problem.offers_of(s).iter().zip(&problem.needs).zip(&mut lines) {
            if offer.room > 0 {
                *least = (*least).min(rate(offer, need.units));
            }
        }
    }
    let lines: Cost = lines[..needs].iter().map(|least| Cost::from(*least)).sum();
    cost <= houses[0] + houses[1] + lines
}

fn note_house(houses: &mut [Cost; 2], house: Cost) {
    if house < houses[0] {
        *houses = [house, houses[0]];
    } else if house < houses[1] {
        houses[1] = house;
    }
}

/// Whether no two sources together can be cheaper: even the two cheapest, with each line where it is cheapest, and the whole
/// weight in the cheapest parcels.
pub(super) fn is_best(problem: &Problem, floor: &Floor, cost: Cost) -> bool {
    let needs = problem.needs.len();
    if needs > NEEDS_MAX {
        return false;
    }
    let mut houses = [Cost::MAX / 4; 2];
    let mut lines = [NOWHERE; NEEDS_MAX];
    for (s, house) in floor.house.iter().enumerate() {
        note_house(&mut houses, *house);
        for (rate, least) in floor.rates_of(s).iter().zip(&mut lines) {
            *least = (*least).min(*rate);
        }
    }
    let lines: Cost = lines[..needs].iter().map(|least| Cost::from(*least)).sum();
    cost <= houses[0] + houses[1] + lines + floor.of(2)
}
