//! Routing an order.

use super::ask::{OrderLine, RouteAsk, Sites};
use crate::catalogue::SiteNo;
use crate::hold::Place;
use crate::machine::Omnichannel;
use realtail_kernel::{Instant, Quantity, Word};
use realtail_vocabulary::{
    AssignedLine, Assignment, CostParts, Parked, RoutingAnswer, Service, Solver, Unrouted,
};

/// Which site serves what of an order. Reads only; the same state and the same question give the same answer.
pub fn route(state: &Omnichannel, ask: &RouteAsk, now: Instant) -> RoutingAnswer {
    let sites = candidates(state, ask);
    let mut answer = RoutingAnswer { solver: Solver::Greedy, ..RoutingAnswer::default() };
    answer.considered = sites.len() as u32;
    let whole = sites.iter().find(|s| ask.lines.iter().all(|l| room(state, ask, l, **s, now) >= l.units));
    for line in ask.lines {
        let mut left = line.units;
        for site in whole.into_iter().chain(&sites) {
            let units = room(state, ask, line, *site, now).min(left);
            if let Ok(quantity) = Quantity::try_from(units) {
                assign(state, &mut answer, *site, AssignedLine { line: line.line, quantity }, now);
                left -= units;
            }
        }
        if let Ok(quantity) = Quantity::try_from(left) {
            answer.unrouted.push(Unrouted { line: line.line, quantity, reason: "no site has it".to_owned() });
        }
    }
    if !answer.unrouted.is_empty() {
        answer.parked = Word::new("unrouted").ok().map(|queue| Parked { queue, cancel_at: None });
    }
    answer
}

fn candidates(state: &Omnichannel, ask: &RouteAsk) -> Vec<SiteNo> {
    let catalogue = &state.catalogue;
    let sites: Vec<SiteNo> = match ask.sites {
        Sites::All => (0..catalogue.sites().len() as u32).map(SiteNo).collect(),
        Sites::Region(region) => catalogue.region_sites(region).to_vec(),
        Sites::These(sites) => sites.to_vec(),
    };
    let serves = |site: &SiteNo| {
        let serves = &catalogue.site(*site).serves;
        serves.as_ref().is_none_or(|services| services.contains(&Service::Ship))
    };
    sites.into_iter().filter(|site| serves(site) && !ask.exclude.contains(site)).collect()
}

fn room(state: &Omnichannel, ask: &RouteAsk, line: &OrderLine, site: SiteNo, now: Instant) -> i64 {
    let here = |own: &&crate::hold::Line| own.item == line.item && own.place == Place::Site(site);
    let own: i64 = ask.own.iter().filter(here).map(|own| own.units).sum();
    let free = state.stock.cell(line.item, site).map_or(0, |cell| state.free(cell, now));
    state.kept_back(line.item, site, Some(ask.channel)).map_or(0, |kept| free + own - kept).max(0)
}

fn assign(state: &Omnichannel, answer: &mut RoutingAnswer, site: SiteNo, line: AssignedLine, now: Instant) {
    let site = &state.catalogue.site(site).site;
    match answer.assignments.iter_mut().find(|a| a.site == *site) {
        Some(assignment) => assignment.lines.push(line),
        None => answer.assignments.push(Assignment {
            site: site.clone(),
            lines: vec![line],
            cost: CostParts::default(),
            carrier: None,
            distance_km: None,
            slot_at: now,
            ready_at: now,
            arrives_by: None,
        }),
    }
}
