//! Routing an order: the rules are asked one batch after the other, and the cheapest of the sites they allow is taken.

use super::ask::{OrderLine, RouteAsk, Sites};
use super::conditions::order_fits;
use super::costs::{Costs, minor, prefer};
use super::explain;
use super::schedule::{Clocks, Diary};
use super::solve::{Problem, Solution, solve};
use super::survey::{Inquiry, Part, Survey, unit_mg};
use super::tariff::Tariffs;
use crate::catalogue::{ItemNo, SiteNo};
use crate::distance::Spot;
use crate::machine::Omnichannel;
use realtail_kernel::{Instant, Quantity, RuleName, Word};
use realtail_vocabulary::{
    AssignedLine, Assignment, CostWeights, Fallback, Incomplete, OrderConditions, Parked, RoutingAnswer,
    RoutingBatch, RoutingRules, SiteConditions, SiteSort, Solver, Split, Unrouted, WhyNotKind,
};
use smallvec::SmallVec;
use std::sync::LazyLock;

/// What goes where nobody has made any rules: every site, the cheapest way.
static UNSAID: LazyLock<RoutingRules> = LazyLock::new(|| {
    let name = RuleName::new("unsaid").expect("a name");
    let batch = RoutingBatch {
        batch: name.clone(),
        when: OrderConditions::default(),
        from: SiteConditions::default(),
        sort: Vec::new(),
        split: Split::default(),
        incomplete: Incomplete::Keep,
    };
    RoutingRules {
        name,
        version: 0,
        rank: u32::MAX,
        when: OrderConditions::default(),
        batches: vec![batch],
        fallback: Fallback::default(),
        weights: CostWeights::default(),
    }
});

/// Which site serves what of an order. Reads only; the same state and the same question give the same answer.
pub fn route(state: &Omnichannel, ask: &RouteAsk, now: Instant) -> RoutingAnswer {
    let fits = |rules: &&RoutingRules| order_fits(&rules.when, &state.catalogue, ask);
    let rules = state.routing.rules().filter(fits).min_by_key(|rules| rules.rank);
    route_by(state, rules.unwrap_or(&UNSAID), ask, now)
}

/// The same under other rules, whether or not they are for this order.
pub fn route_by(state: &Omnichannel, rules: &RoutingRules, ask: &RouteAsk, now: Instant) -> RoutingAnswer {
    let catalogue = &state.catalogue;
    let sites = match ask.sites {
        Sites::All => (0..catalogue.sites().len() as u32).map(SiteNo).collect(),
        Sites::Region(region) => SmallVec::from_slice(catalogue.region_sites(region)),
        Sites::These(sites) => SmallVec::from_slice(sites),
    };
    let service = ask.service.map(Word::as_str);
    let tariffs = Tariffs::to(&state.routing, ask.method, service, Some(ask.to));
    let to = ask.to.position.map(Spot::from);
    let inquiry = Inquiry { state, ask, to, tariffs, sites, now };
    let mut routing = Round::new(&inquiry, rules);
    routing.run();
    routing.answer
}

/// An order on its way through the batches of its rules.
struct Round<'i, 'a> {
    inquiry: &'i Inquiry<'a>,
    rules: &'i RoutingRules,
    clocks: Clocks<'a>,
    /// What is not served yet, item by item.
    parts: Vec<Part>,
    /// For each line of the order, what is not served yet.
    left: SmallVec<[i64; 8]>,
    /// What sites serve already, and what their parcels weigh.
    packed: Vec<(SiteNo, i64)>,
    /// What sites have given already, item by item.
    given: Vec<(SiteNo, ItemNo, i64)>,
    answer: RoutingAnswer,
    /// Where the order waits, if a batch has said so.
    parks: Option<Fallback>,
    /// Of which parts there was too little, when a batch was asked last.
    missing: Vec<(usize, i64)>,
    /// Why no site at all might serve then.
    nobody: Option<WhyNotKind>,
}

impl<'i, 'a> Round<'i, 'a> {
    fn new(inquiry: &'i Inquiry<'a>, rules: &'i RoutingRules) -> Round<'i, 'a> {
        let mut answer = RoutingAnswer { considered: inquiry.sites.len() as u32, ..RoutingAnswer::default() };
        if !std::ptr::eq(rules, &*UNSAID) {
            (answer.rule, answer.rule_version) = (Some(rules.name.clone()), rules.version);
        }
        let left: SmallVec<[i64; 8]> = inquiry.ask.lines.iter().map(|line| line.units).collect();
        Round {
            inquiry,
            rules,
            clocks: Clocks::default(),
            parts: parts_of(inquiry.state, inquiry.ask.lines, left.iter().copied()),
            left,
            packed: Vec::new(),
            given: Vec::new(),
            answer,
            parks: None,
            missing: Vec::new(),
            nobody: None,
        }
    }

    fn run(&mut self) {
        let ask = self.inquiry.ask;
        for batch in &self.rules.batches {
            if self.parts.is_empty() {
                break;
            }
            if !order_fits(&batch.when, &self.inquiry.state.catalogue, ask) {
                continue;
            }
            self.attempt(batch, true);
            // A promise that stands goes before what is kept back from new ones.
            if !self.parts.is_empty() && !ask.own.is_empty() {
                self.attempt(batch, false);
            }
            if let Incomplete::Park(park) = &batch.incomplete
                && !self.parts.is_empty()
            {
                self.parks = Some(park.clone());
                break;
            }
        }
        self.close();
    }

    /// Tries a batch; keeps what it serves where that is all, or where the batch says so.
    fn attempt(&mut self, batch: &RoutingBatch, keeps_back: bool) {
        let inquiry = self.inquiry;
        let survey = inquiry.survey(&mut self.clocks, batch, &self.parts, &self.given, keeps_back);
        let costs = Costs::new(&self.rules.weights, inquiry, &survey, &self.parts);
        let may_leave = batch.incomplete == Incomplete::Keep;
        let freight = costs.freight(inquiry, &survey);
        let mut problem = costs.problem(&freight, &survey, batch, &self.parts, &self.packed, may_leave);
        let capacity = self.capacity(batch, &survey);
        prefer(&mut problem, &survey, &batch.sort, &capacity);
        let solution = solve(&mut problem);
        let first_parcel = if self.packed.is_empty() { self.rules.weights.split_penalty } else { 0 };
        let sort = &batch.sort;
        explain::explain(&mut self.answer, inquiry, &survey, &problem, solution.as_ref(), sort, first_parcel);
        let served = solution.iter().flat_map(|solution| &solution.serves).map(|serve| serve.units);
        if served.sum::<i64>() < self.parts.iter().map(|part| part.units).sum() {
            self.missing = missing(&survey, &self.parts);
            self.nobody = survey.nobody();
        }
        if let Some(solution) = solution {
            self.note(batch, &solution, !batch.sort.is_empty());
            self.keep(&survey, &costs, &problem, &solution);
        }
    }

    /// What each site can take, where the batch sorts by it.
    fn capacity(&mut self, batch: &RoutingBatch, survey: &Survey<'a>) -> Vec<i64> {
        if !batch.sort.contains(&SiteSort::CapacityLeft) {
            return Vec::new();
        }
        let Inquiry { state, ask, now, .. } = self.inquiry;
        let left = |asked: &super::survey::Asked| {
            Diary::of(state, asked.no).capacity_left(&mut self.clocks, ask.method, *now)
        };
        survey.asked.iter().map(left).map(|left| left.map_or(i64::MAX, i64::from)).collect()
    }

    fn note(&mut self, batch: &RoutingBatch, solution: &Solution, is_sorted: bool) {
        let answer = &mut self.answer;
        answer.nodes = answer.nodes.saturating_add(solution.nodes);
        if answer.rule.is_some() {
            answer.batch = Some(batch.batch.clone());
        }
        if solution.solver == Solver::Greedy {
            answer.solver = Solver::Greedy;
            let gap = (solution.cost - solution.bound) * 1_000_000 / solution.cost.max(1);
            answer.gap_ppm_max = Some(if is_sorted { 1_000_000 } else { gap.clamp(0, 1_000_000) as u32 });
        }
    }

    fn keep(&mut self, survey: &Survey<'a>, costs: &Costs, problem: &Problem, solution: &Solution) {
        for serves in solution.serves.chunk_by(|a, b| a.source == b.source) {
            let asked = &survey.asked[serves[0].source];
            let taken: SmallVec<[(usize, i64); 8]> = serves.iter().map(|s| (s.need, s.units)).collect();
            let (mut cost, carrier) =
                costs.parts(self.inquiry, survey, &self.parts, serves[0].source, &taken);
            let is_open = self.packed.iter().any(|(site, _)| *site == asked.no);
            if !is_open && !self.packed.is_empty() {
                cost.split = self.rules.weights.split_penalty;
            }
            let mg: i64 = taken.iter().map(|(part, units)| problem.needs[*part].unit_mg * units).sum();
            self.given.extend(taken.iter().map(|(part, units)| (asked.no, self.parts[*part].item, *units)));
            let lines = self.take(&taken);
            match self.packed.iter_mut().find(|(site, _)| *site == asked.no) {
                Some((_, packed)) => *packed += mg,
                None => self.packed.push((asked.no, mg)),
            }
            self.assign(survey, serves[0].source, lines, cost, carrier);
        }
        self.parts = parts_of(self.inquiry.state, self.inquiry.ask.lines, self.left.iter().copied());
    }

    /// Takes units of parts off the lines they stand in, the first first.
    fn take(&mut self, taken: &[(usize, i64)]) -> Vec<AssignedLine> {
        let mut lines = Vec::with_capacity(taken.len());
        for (part, units) in taken {
            let mut units = *units;
            for (line, left) in self.inquiry.ask.lines.iter().zip(&mut self.left) {
                let of_line = if line.item == self.parts[*part].item { units.min(*left) } else { 0 };
                (units, *left) = (units - of_line, *left - of_line);
                if let Ok(quantity) = Quantity::try_from(of_line) {
                    lines.push(AssignedLine { line: line.line, quantity });
                }
            }
        }
        lines
    }

    fn assign(
        &mut self,
        survey: &Survey<'a>,
        source: usize,
        lines: Vec<AssignedLine>,
        cost: realtail_vocabulary::CostParts,
        carrier: Option<&realtail_kernel::CarrierName>,
    ) {
        let Inquiry { state, ask, now, .. } = self.inquiry;
        let asked = &survey.asked[source];
        if let Some(known) = self.answer.assignments.iter_mut().find(|a| a.site == asked.site.site) {
            known.lines.extend(lines);
            known.cost = sum(known.cost, cost);
            return;
        }
        let slot = Diary::of(state, asked.no).slot(&mut self.clocks, ask.method, lines.len(), *now);
        let (slot_at, ready_at) = slot.map_or((*now, *now), |slot| (slot.at, slot.ready_at));
        let lane = survey.lanes_of(asked).iter().find(|(lane, _)| Some(&lane.carrier.carrier) == carrier);
        let there = lane.and_then(|(lane, _)| {
            lane.transport(&self.clocks.wall(&asked.site.timezone), asked.settings, ready_at)
        });
        self.answer.assignments.push(Assignment {
            site: asked.site.site.clone(),
            lines,
            cost,
            carrier: carrier.cloned(),
            distance_km: asked.metres.map(|m| m.div_ceil(1000)),
            slot_at,
            ready_at,
            arrives_by: there.map(|t| t.arrives_by),
        });
    }

    fn close(&mut self) {
        let answer = &mut self.answer;
        answer.total_cost = answer.assignments.iter().map(|a| a.cost.total()).sum();
        if self.parts.is_empty() {
            return;
        }
        for (line, left) in self.inquiry.ask.lines.iter().zip(&self.left) {
            let Ok(quantity) = Quantity::try_from(*left) else { continue };
            let item = &self.inquiry.state.catalogue.item(line.item).item;
            let part = self.parts.iter().position(|part| part.item == line.item);
            let missing = self.missing.iter().find(|(at, _)| Some(*at) == part);
            let reason = match (missing, &self.nobody) {
                (_, Some(why)) => why.as_str().to_owned(),
                (Some((_, short)), None) => format!("sites that may serve have {short} of {item} too few"),
                (None, None) => "cannot be served in as few parcels as the rule allows".to_owned(),
            };
            answer.unrouted.push(Unrouted { line: line.line, quantity, reason });
        }
        let park = self.parks.as_ref().unwrap_or(&self.rules.fallback);
        let queue = park.queue.clone().unwrap_or_else(|| Word::new("unrouted").expect("a word"));
        let in_days = |days: u32| self.inquiry.now.plus_ms(i64::from(days) * 24 * 3_600_000);
        answer.parked = Some(Parked { queue, cancel_at: park.cancel_after_days.map(in_days) });
    }
}

pub(super) fn sum(
    a: realtail_vocabulary::CostParts,
    b: realtail_vocabulary::CostParts,
) -> realtail_vocabulary::CostParts {
    realtail_vocabulary::CostParts {
        shipping: a.shipping + b.shipping,
        labour: a.labour + b.labour,
        split: a.split + b.split,
        markdown: a.markdown + b.markdown,
        confidence: a.confidence + b.confidence,
        late: a.late + b.late,
    }
}

/// What is left of lines, item by item.
pub(super) fn parts_of(
    state: &Omnichannel,
    lines: &[OrderLine],
    left: impl IntoIterator<Item = i64>,
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::with_capacity(lines.len());
    for (line, left) in lines.iter().zip(left).filter(|(_, left)| *left > 0) {
        let value = (i128::from(line.value) * i128::from(left) / i128::from(line.units.max(1))) as i64;
        match parts.iter_mut().find(|part| part.item == line.item) {
            Some(part) => {
                part.units = part.units.saturating_add(left);
                part.value = part.value.saturating_add(value);
            }
            None => {
                let unit_mg = unit_mg(state.catalogue.item(line.item));
                parts.push(Part { item: line.item, units: left, value, unit_mg });
            }
        }
    }
    parts
}

/// Of which parts all sites together have too little, and how much.
fn missing(survey: &Survey, parts: &[Part]) -> Vec<(usize, i64)> {
    let short = |(p, part): (usize, &Part)| {
        let rooms = survey.rooms.iter().skip(p).step_by(parts.len());
        (p, part.units - rooms.fold(0i64, |sum, room| sum.saturating_add(*room)))
    };
    parts.iter().enumerate().map(short).filter(|(_, short)| *short > 0).collect()
}

/// What a solution costs in minor units, without its preferences.
pub(super) fn money(cost: super::solve::Cost) -> i64 {
    minor(cost & (super::solve::PREFERENCE - 1))
}
