//! Orders of many items that share money or room in trucks.

use super::case::Case;
use super::order::{Situation, Stakes, Terms};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// An item that competes for what is shared.
pub struct Candidate<'a> {
    /// What is known of it.
    pub situation: Situation<'a>,
    /// What it and its supplier allow.
    pub terms: &'a Terms,
    /// What is at stake.
    pub stakes: &'a Stakes,
    /// What a unit takes of a truck, as a share of it; nothing where room is no matter.
    pub truck_share: f64,
}

/// The next pack of an item; the greatest gains most for what it takes.
struct Step {
    item: usize,
    units: u32,
    gain_cents: f64,
    /// Money, or room.
    takes: f64,
}

impl Step {
    fn worth(&self) -> f64 {
        self.gain_cents / self.takes.max(1e-9)
    }
}

impl Ord for Step {
    fn cmp(&self, other: &Step) -> Ordering {
        self.worth().total_cmp(&other.worth()).then(other.item.cmp(&self.item))
    }
}

impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Step) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Step) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Step {}

/// Units of each item that money buys best: pack after pack, always the one that gains most for a cent of it, until no
/// pack that gains fits the budget.
///
/// A further pack of an item never gains more than the one before it, so what is chosen gains at least as much as any
/// other choice that costs as much (marginal allocation; Fox, Management Science 1966).
pub fn within_budget(candidates: &[Candidate<'_>], budget_cents: f64) -> Vec<u32> {
    let takes = |candidate: &Candidate<'_>, units: u32| candidate.stakes.cost_cents * f64::from(units);
    chosen(candidates, takes, |_| 0.0, budget_cents).0
}

/// Units of each item that whole trucks are filled with best, and how many trucks: as many as pay for themselves. A pack
/// that rides in a truck which is not full saves its share of a later one, so trucks leave as full as is worth it.
pub fn in_trucks(candidates: &[Candidate<'_>], truck_cents: f64) -> (Vec<u32>, u32) {
    let takes = |candidate: &Candidate<'_>, units: u32| candidate.truck_share * f64::from(units);
    let mut best = (vec![0; candidates.len()], 0, 0.0);
    for trucks in 1..=TRUCKS_MAX {
        let (units, gain) = chosen(candidates, takes, |room| room * truck_cents, f64::from(trucks));
        let gain = gain - f64::from(trucks) * truck_cents;
        if gain <= best.2 {
            break;
        }
        best = (units, trucks, gain);
    }
    (best.0, best.1)
}

/// Units of each item, from `start` on, filled up pack by pack until they come to `least` of what a unit `takes`, money for a
/// minimum order or room: always with the pack that gains most, or loses least, for what it takes. And what all of them gain,
/// in cents. Where nothing more is allowed they come to less.
pub fn filled_up(
    candidates: &[Candidate<'_>],
    start: &[u32],
    takes: impl Fn(&Candidate<'_>) -> f64,
    least: f64,
) -> (Vec<u32>, f64) {
    let mut units = start.to_vec();
    let case = |item: usize| {
        let Candidate { situation, terms, stakes, .. } = &candidates[item];
        Case { situation, terms, stakes }
    };
    let next = |item: usize, ordered: u32| {
        let (case, pack) = (case(item), candidates[item].terms.pack_units.max(1));
        let position = case.position_units();
        let gain_cents = case.loss_cents(position, ordered) - case.loss_cents(position, ordered + pack);
        let takes = takes(&candidates[item]) * f64::from(pack);
        let allowed = takes > 0.0 && ordered + pack <= case.limit_units().0;
        allowed.then_some(Step { item, units: pack, gain_cents, takes })
    };
    let mut come_to: f64 = units.iter().zip(candidates).map(|(u, c)| f64::from(*u) * takes(c)).sum();
    let mut steps: BinaryHeap<Step> =
        (0..candidates.len()).filter_map(|item| next(item, units[item])).collect();
    while come_to < least - 1e-9
        && let Some(step) = steps.pop()
    {
        come_to += step.takes;
        units[step.item] += step.units;
        steps.extend(next(step.item, units[step.item]));
    }
    let gain = (0..candidates.len()).map(|item| {
        let (case, position) = (case(item), case(item).position_units());
        case.loss_cents(position, 0) - case.loss_cents(position, units[item])
    });
    let gain = gain.sum();
    (units, gain)
}

/// Trucks of one order, at most.
const TRUCKS_MAX: u32 = 100;

/// Units of each item, and what they gain, in cents.
fn chosen(
    candidates: &[Candidate<'_>],
    takes: impl Fn(&Candidate<'_>, u32) -> f64,
    credit_cents: impl Fn(f64) -> f64,
    capacity: f64,
) -> (Vec<u32>, f64) {
    let mut units = vec![0; candidates.len()];
    let (mut gain, mut left) = (0.0, capacity);
    let next = |item: usize, ordered: u32| {
        let candidate = &candidates[item];
        let Candidate { situation, terms, stakes, .. } = candidate;
        let case = Case { situation, terms, stakes };
        let step = if ordered == 0 { terms.order_units_min.max(1) } else { 1 };
        let step = step.div_ceil(terms.pack_units.max(1)) * terms.pack_units.max(1);
        let position = case.position_units();
        let takes = takes(candidate, step);
        let gain_cents = case.loss_cents(position, ordered) - case.loss_cents(position, ordered + step)
            + credit_cents(takes);
        let allowed = ordered + step <= case.limit_units().0;
        (allowed && gain_cents > 0.0).then_some(Step { item, units: step, gain_cents, takes })
    };
    let mut steps: BinaryHeap<Step> = (0..candidates.len()).filter_map(|item| next(item, 0)).collect();
    while let Some(step) = steps.pop() {
        if step.takes > left + 1e-9 {
            continue;
        }
        left -= step.takes;
        gain += step.gain_cents;
        units[step.item] += step.units;
        steps.extend(next(step.item, units[step.item]));
    }
    (units, gain)
}
