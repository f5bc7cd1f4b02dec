//! One site for everything: what is best for most orders, and quick to see.

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

/// Whether no two sources together can be cheaper: even the two cheapest parcels, with each line where it is cheapest.
pub(super) fn is_best(problem: &Problem, single: Option<&(Vec<Serve>, Cost)>) -> bool {
    let Some((_, cost)) = single else { return false };
    let needs = problem.needs.len();
    if needs == 1 && problem.splitting == Splitting::Lines {
        return true;
    }
    let mut parcels = [Cost::MAX / 4; 2];
    let mut lines = [Cost::MAX / 1024; NEEDS_MAX];
    if needs > NEEDS_MAX {
        return false;
    }
    for (s, source) in problem.sources.iter().enumerate() {
        let mut lightest = i64::MAX;
        for ((need, offer), least) in problem.needs.iter().zip(problem.offers_of(s)).zip(&mut lines) {
            if offer.room > 0 {
                lightest = lightest.min(need.unit_mg);
                *least = (*least).min(whole(offer, need.units));
            }
        }
        if lightest < i64::MAX {
            let parcel = source.open_for(lightest);
            if parcel < parcels[0] {
                parcels = [parcel, parcels[0]];
            } else if parcel < parcels[1] {
                parcels[1] = parcel;
            }
        }
    }
    let least: Cost = parcels[0] + parcels[1] + lines[..needs].iter().sum::<Cost>();
    *cost <= least
}

/// What all units of a need would cost at the rate of an offer: no way to serve a part of it is cheaper than that part of this.
pub(super) fn whole(offer: &super::Offer, units: i64) -> Cost {
    let line = Cost::from(offer.line) * Cost::from(units) / Cost::from(offer.room.max(1).min(units));
    line + Cost::from(offer.unit) * Cost::from(units)
}
