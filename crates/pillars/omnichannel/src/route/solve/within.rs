//! The cheapest way with a few given sources. What their parcels cost goes by steps of weight, so each choice of steps is
//! looked at by itself, the cheapest first: what the parcels may weigh is known then, and what is left is to give each line to
//! the source where it is cheapest and still fits.

use super::floor::{Floor, NOWHERE};
use super::{Cost, Problem, Serve};
use realtail_vocabulary::Splitting;
use smallvec::SmallVec;

/// So many sources at most are used together.
pub(super) const TOGETHER_MAX: usize = 12;
/// So many choices of steps at most are laid out at once; of more, only each source's heaviest counts.
const CHOICES_MAX: usize = 4096;
type PerSource<T> = SmallVec<[T; 4]>;
type PerNeed<T> = SmallVec<[T; 16]>;

/// Looks for a way with these sources that costs less than `upper`; tells what it found, and how much it looked at.
pub(super) fn search(
    problem: &Problem,
    floor: &Floor,
    sources: &[usize],
    upper: Cost,
    work_max: u64,
) -> (Option<(Vec<Serve>, Cost)>, u64) {
    let mut within = Within::new(problem, floor, sources, upper, work_max);
    let fixed: Cost = sources.iter().map(|s| problem.sources[*s].fixed).sum();
    for (freight, full) in within.choices(floor, upper - fixed) {
        let spent = fixed + freight;
        if spent + within.rest[0] >= within.upper || within.work > work_max {
            break;
        }
        within.room = full;
        within.descend(0, spent);
    }
    (within.best, within.work)
}

/// A search among given sources.
struct Within<'p, 'a> {
    problem: &'p Problem<'a>,
    sources: PerSource<usize>,
    /// What each need costs at the least here.
    least: PerNeed<Cost>,
    /// Of the needs from one on, in the order in which they are given away, together.
    rest: SmallVec<[Cost; 17]>,
    /// The same of their weights.
    weight: SmallVec<[i64; 17]>,
    order: PerNeed<usize>,
    /// What each source's parcel may still take.
    room: PerSource<i64>,
    serves: Vec<Serve>,
    best: Option<(Vec<Serve>, Cost)>,
    upper: Cost,
    work: u64,
    work_max: u64,
}

impl<'p, 'a> Within<'p, 'a> {
    fn new(
        problem: &'p Problem<'a>,
        floor: &Floor,
        sources: &[usize],
        upper: Cost,
        work_max: u64,
    ) -> Within<'p, 'a> {
        let cheapest = |need: usize| {
            let wanted = &problem.needs[need];
            let line = |source: &usize| {
                let by_weight = floor.dearer[*source].by_weight(wanted.unit_mg * wanted.units);
                let rate = floor.rates_of(*source)[need];
                if rate < NOWHERE { Cost::from(rate - by_weight) } else { Cost::from(NOWHERE) }
            };
            let mut lines: PerSource<Cost> = sources.iter().map(line).collect();
            lines.sort_unstable();
            (lines[0], lines.get(1).map_or(0, |second| second - lines[0]))
        };
        let lines: PerNeed<(Cost, Cost)> = (0..problem.needs.len()).map(cheapest).collect();
        let mut order: PerNeed<usize> = (0..problem.needs.len()).collect();
        // What it costs most to give to another decides first.
        order.sort_by_key(|need| (std::cmp::Reverse(lines[*need].1), *need));
        let (mut rest, mut weight) =
            (SmallVec::from_elem(0, order.len() + 1), SmallVec::from_elem(0, order.len() + 1));
        for at in (0..order.len()).rev() {
            let need = &problem.needs[order[at]];
            rest[at] = rest[at + 1] + lines[order[at]].0;
            weight[at] = weight[at + 1] + need.unit_mg * need.units;
        }
        Within {
            problem,
            sources: SmallVec::from_slice(sources),
            least: lines.iter().map(|(least, _)| *least).collect(),
            rest,
            weight,
            order,
            room: SmallVec::new(),
            serves: Vec::with_capacity(problem.needs.len() + 2),
            best: None,
            upper,
            work: 0,
            work_max,
        }
    }

    /// What the parcels may weigh, and what that costs, cheapest first; only what may still lead below `upper`.
    fn choices(&mut self, floor: &Floor, upper: Cost) -> Vec<(Cost, PerSource<i64>)> {
        let ends = floor.ends();
        let steps = |source: &usize| -> SmallVec<[(i64, Cost); 8]> {
            let mut steps: SmallVec<[(i64, Cost); 8]> = SmallVec::new();
            for end in ends {
                let price = self.problem.sources[*source].parcel(*end);
                match steps.last_mut() {
                    Some(last) if last.1 == price => last.0 = *end,
                    _ => steps.push((*end, price)),
                }
            }
            steps
        };
        let steps: PerSource<SmallVec<[(i64, Cost); 8]>> = self.sources.iter().map(steps).collect();
        let mut choices: Vec<(Cost, PerSource<i64>)> = vec![(0, SmallVec::new())];
        for (at, of_source) in steps.iter().enumerate() {
            let lightest: Cost = steps[at + 1..].iter().map(|steps| steps[0].1).sum();
            let heaviest: i64 = steps[at + 1..].iter().map(|steps| steps[steps.len() - 1].0).sum();
            let mut longer = Vec::with_capacity(choices.len() * of_source.len());
            for (cost, full) in &choices {
                for (end, price) in of_source {
                    let (cost, held) = (cost + price, full.iter().sum::<i64>() + end + heaviest);
                    if cost + lightest + self.rest[0] < upper && held >= self.weight[0] {
                        let mut full = full.clone();
                        full.push(*end);
                        longer.push((cost, full));
                    }
                }
            }
            self.work += longer.len() as u64;
            choices = longer;
            if choices.len() > CHOICES_MAX {
                self.work = self.work_max + 1;
                return Vec::new();
            }
        }
        choices.sort_unstable();
        choices
    }

    fn descend(&mut self, depth: usize, spent: Cost) {
        if let Some(need) = self.order.get(depth) {
            return self.give(depth, self.problem.needs[*need].units, 0, spent);
        }
        // A parcel may weigh less than it might, and a source serve nothing: what it is told to cost is the most.
        if let Some(cost) = self.problem.cost(&self.serves)
            && cost < self.upper
        {
            self.upper = cost;
            self.best = Some((self.serves.clone(), cost));
        }
    }

    /// Gives what is left of a need to one source after the other; those that give all they have in their order.
    fn give(&mut self, depth: usize, left: i64, from: usize, spent: Cost) {
        let need = self.order[depth];
        let unit_mg = self.problem.needs[need].unit_mg;
        let mut steps: SmallVec<[(Cost, usize, i64); 6]> = SmallVec::new();
        for place in 0..self.sources.len() {
            let offer = self.problem.offer(self.sources[place], need);
            let units = offer.room.min(left);
            if unit_mg * units <= self.room[place] && self.may_give(need, place, &offer, left, from) {
                steps.push((offer.serving(units), place, units));
            }
        }
        self.work += 1 + steps.len() as u64;
        steps.sort_unstable();
        for (line, place, units) in steps {
            let spent = spent + line;
            if self.work > self.work_max || self.at_least(depth, need, left - units, spent) >= self.upper {
                continue;
            }
            self.serves.push(Serve { source: self.sources[place], need, units });
            self.room[place] -= unit_mg * units;
            match left - units {
                0 => self.descend(depth + 1, spent),
                left => self.give(depth, left, place + 1, spent),
            }
            self.room[place] += unit_mg * units;
            self.serves.pop();
        }
    }

    fn may_give(&self, need: usize, place: usize, offer: &super::Offer, left: i64, from: usize) -> bool {
        let source = self.sources[place];
        can_use(self.problem, offer, self.problem.needs[need].units)
            && (offer.room >= left || place >= from)
            && !self.serves.iter().rev().take_while(|s| s.need == need).any(|s| s.source == source)
    }

    /// What it costs at the least with so much of this need and all after it still to be given.
    fn at_least(&self, depth: usize, need: usize, left: i64, spent: Cost) -> Cost {
        let here = match left {
            0 => 0,
            left => self.least[need] / Cost::from(self.problem.needs[need].units) * Cost::from(left),
        };
        spent + here + self.rest[depth + 1]
    }
}

/// Whether an offer can be part of any way.
pub(super) fn can_use(problem: &Problem, offer: &super::Offer, units: i64) -> bool {
    match problem.splitting {
        Splitting::Units => offer.room > 0,
        Splitting::Lines | Splitting::Never => offer.room >= units,
    }
}
