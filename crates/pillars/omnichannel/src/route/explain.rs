//! Who else was asked, and why they were not chosen: a few of them by name, all of them counted.

use super::find::money;
use super::solve::{Cost, Problem, Solution};
use super::survey::{Inquiry, Survey};
use realtail_vocabulary::{Candidate, RoutingAnswer, SiteSort, WhyNot, WhyNotKind};
use smallvec::SmallVec;

/// So many of those that could have served alone are named.
const DEARER_MAX: usize = 4;
/// And so many of those that could not.
const UNABLE_MAX: usize = 2;
/// So many sites are named altogether.
const NAMED_MAX: usize = 16;

/// Adds what an attempt has shown. `first_parcel` is what the search counts for opening a first parcel, which nobody pays.
pub(super) fn explain(
    answer: &mut RoutingAnswer,
    inquiry: &Inquiry,
    survey: &Survey,
    problem: &Problem,
    solution: Option<&Solution>,
    sort: &[SiteSort],
    first_parcel: i64,
) {
    let mut chosen: SmallVec<[usize; 4]> = SmallVec::new();
    for serve in solution.into_iter().flat_map(|solution| &solution.serves) {
        if !chosen.contains(&serve.source) {
            chosen.push(serve.source);
        }
    }
    // What an attempt before this one said counts no more: this one was asked after it failed.
    answer.why_not_counts.clear();
    answer.candidates.retain(|candidate| candidate.why_not.is_none());
    let cost = solution.map(|solution| solution.cost);
    let paid = |alone: Cost| money(alone) - first_parcel;
    let mut able: SmallVec<[(Cost, usize); 64]> = SmallVec::new();
    let mut unable: SmallVec<[usize; 64]> = SmallVec::new();
    for source in 0..survey.asked.len() {
        let alone = super::solve::alone(problem, source);
        match alone {
            _ if chosen.contains(&source) => {
                answer.candidates.push(candidate(survey, source, alone.map(paid), None));
            }
            Some(alone) => able.push((alone, source)),
            None => unable.push(source),
        }
    }
    // Only those that are named must be in order.
    if able.len() > DEARER_MAX {
        able.select_nth_unstable(DEARER_MAX);
    }
    let named = able.len().min(DEARER_MAX);
    able[..named].sort_unstable();
    let others = able.iter().map(|(alone, source)| (Some(*alone), *source, DEARER_MAX));
    let others =
        others.enumerate().chain(unable.iter().map(|source| (None, *source, UNABLE_MAX)).enumerate());
    let mut counts: SmallVec<[(WhyNotKind, u32); 4]> = SmallVec::new();
    for (at, (alone, source, named_max)) in others {
        let why = why_not(inquiry, survey, problem, source, alone, cost, chosen.len(), sort);
        match counts.iter_mut().find(|(kind, _)| *kind == why.kind()) {
            Some((_, count)) => *count += 1,
            None => counts.push((why.kind(), 1)),
        }
        if at < named_max {
            answer.candidates.push(candidate(survey, source, alone.map(paid), Some(why)));
        }
    }
    answer.why_not_counts.extend(counts);
    for (site, metres, why) in &survey.refused.some {
        if answer.candidates.len() < NAMED_MAX {
            let site = inquiry.state.catalogue.site(*site).site.clone();
            let distance_km = metres.map(|m| m.div_ceil(1000));
            answer.candidates.push(Candidate { site, cost: None, distance_km, why_not: Some(why.clone()) });
        }
    }
    for (kind, count) in &survey.refused.counts {
        *answer.why_not_counts.entry(*kind).or_default() += count;
    }
}

fn candidate(survey: &Survey, source: usize, cost: Option<i64>, why_not: Option<WhyNot>) -> Candidate {
    let asked = &survey.asked[source];
    Candidate {
        site: asked.site.site.clone(),
        cost,
        distance_km: asked.metres.map(|m| m.div_ceil(1000)),
        why_not,
    }
}

#[expect(clippy::too_many_arguments, reason = "the one place where all that was found comes together")]
fn why_not(
    inquiry: &Inquiry,
    survey: &Survey,
    problem: &Problem,
    source: usize,
    alone: Option<Cost>,
    cost: Option<Cost>,
    parcels: usize,
    sort: &[SiteSort],
) -> WhyNot {
    match (alone, cost) {
        (Some(_), Some(_)) if !sort.is_empty() => WhyNot::OthersFirst,
        (Some(alone), Some(cost)) => WhyNot::Dearer { by: Some(money(alone - cost)) },
        (None, Some(_)) if parcels > 1 => WhyNot::Dearer { by: None },
        (Some(_), None) | (None, _) => {
            let short = |(need, room): (&super::solve::Need, &i64)| need.units - room;
            let rooms = problem.needs.iter().zip(survey.rooms_of(source));
            let first = rooms.map(short).enumerate().find(|(_, short)| *short > 0);
            first.map_or(WhyNot::Dearer { by: None }, |(part, missing)| {
                let item = survey.items[part];
                WhyNot::NotAll { item: inquiry.state.catalogue.item(item).item.clone(), missing }
            })
        }
    }
}
