//! Giving offers to a basket under a plan: first those that join units, then those on lines, last those on what was spent.

use super::candidates::{Candidate, Candidates};
use super::offer::Stage;
use super::position::Position;
use super::sets::Set;
use realtail_vocabulary::NotGiven;

/// Which goods are kept for which exclusive offers, and which offers are left out.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// Of each position the exclusive offer that alone is given on it.
    pub kept_for: Vec<Option<usize>>,
    /// Of each candidate that joins units and is exclusive, whether it is given.
    pub taken: Vec<bool>,
    /// Of each candidate, whether it is left out, for its budget does not allow it.
    pub banned: Vec<bool>,
    /// What was short of exclusive offers when they were tried.
    pub short: Vec<(usize, NotGiven)>,
}

impl Plan {
    pub fn new(positions: usize, candidates: usize) -> Plan {
        let (taken, banned) = (vec![false; candidates], vec![false; candidates]);
        Plan { kept_for: vec![None; positions], taken, banned, short: Vec::new() }
    }
}

/// What an offer takes off a position.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given {
    pub candidate: u32,
    pub position: u32,
    pub amount: i64,
}

/// What is left of a position while offers are given.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rest {
    /// What the units cost that no exclusive offer has joined.
    pub left: i64,
    /// How many those are.
    pub units: i64,
    /// How many units no offer has joined.
    pub free: i64,
}

/// The positions that are kept for some exclusive offer.
struct Kept<const W: usize> {
    by_position: Set<W>,
    /// By their place among the dearest.
    by_place: Set<W>,
}

impl<const W: usize> Kept<W> {
    fn of(plan: &Plan, candidates: &Candidates<'_, W>) -> Kept<W> {
        let mut kept = Kept { by_position: Set::NONE, by_place: Set::NONE };
        for (p, _) in plan.kept_for.iter().enumerate().filter(|(_, kept_for)| kept_for.is_some()) {
            kept.by_position.add(p);
            // Nobody asks where nothing joins units.
            if let Some(place) = candidates.dearest.places.get(p) {
                kept.by_place.add(*place as usize);
            }
        }
        kept
    }
}

/// A basket to which offers are being given.
pub(crate) struct Run<'r, 'a, const W: usize> {
    pub positions: &'r [Position<'r>],
    pub candidates: &'r Candidates<'a, W>,
    pub plan: &'r Plan,
    kept: Kept<W>,
    /// The positions that have units which no offer has joined, by their place among the dearest.
    pub free: Set<W>,
    /// Of each position.
    pub rest: Vec<Rest>,
    pub given: Vec<Given>,
    /// Why offers were not given that might have been.
    pub short: Vec<(usize, NotGiven)>,
    /// What all of them take off.
    pub total: i64,
    /// Exclusive offers that the plan leaves out, and that would change nothing if it did not: with what they lack.
    pub idle: Vec<(usize, Option<NotGiven>)>,
}

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    pub given: Vec<Given>,
    pub short: Vec<(usize, NotGiven)>,
    pub total: i64,
    pub idle: Vec<(usize, Option<NotGiven>)>,
}

impl Ran {
    /// What a candidate takes off in all.
    pub fn given_by(&self, candidate: usize) -> i64 {
        let own = self.given.iter().filter(|given| given.candidate as usize == candidate);
        own.map(|given| given.amount).sum()
    }
}

/// Gives all offers that the plan lets be given.
pub(crate) fn run<const W: usize>(
    positions: &[Position<'_>],
    candidates: &Candidates<'_, W>,
    plan: &Plan,
) -> Ran {
    let rest = |p: &Position<'_>| Rest {
        left: p.amount,
        units: p.quantity,
        free: if p.is_pieces { p.quantity } else { 0 },
    };
    let mut free = Set::NONE;
    for (place, p) in candidates.dearest.order.iter().enumerate() {
        let position = &positions[*p as usize];
        if position.is_pieces && position.quantity > 0 {
            free.add(place);
        }
    }
    let mut run = Run {
        positions,
        candidates,
        plan,
        kept: Kept::of(plan, candidates),
        free,
        rest: positions.iter().map(rest).collect(),
        given: Vec::with_capacity(candidates.all.len() * 2),
        short: Vec::with_capacity(candidates.all.len() / 2),
        total: 0,
        idle: Vec::with_capacity(8),
    };
    run.give_on_units();
    run.give_on_lines();
    run.give_on_spent();
    let Run { given, short, total, idle, .. } = run;
    Ran { given, short, total, idle }
}

impl<'r, 'a, const W: usize> Run<'r, 'a, W> {
    /// The candidates of a stage that the plan lets be given, in their order.
    pub fn stage(
        &self,
        stage: Stage,
    ) -> impl Iterator<Item = (usize, &'r Candidate<'a, W>)> + use<'r, 'a, W> {
        let (plan, candidates, kept) = (self.plan, self.candidates, self.kept.by_position);
        let all = candidates.of_stage(stage);
        let all = all.clone().zip(&candidates.all[all]);
        all.filter(move |(n, candidate)| !plan.banned[*n] && plan.lets(*n, candidate, &kept))
    }

    /// The candidates that join units and are not left out for good, each with whether the plan lets it be given.
    pub fn joining(&self) -> impl Iterator<Item = (usize, &'r Candidate<'a, W>, bool)> + use<'r, 'a, W> {
        let (plan, candidates) = (self.plan, self.candidates);
        let all = candidates.of_stage(Stage::Units);
        let left_in = all.clone().zip(&candidates.all[all]).filter(move |(n, _)| !plan.banned[*n]);
        left_in.map(move |(n, candidate)| (n, candidate, !candidate.is_exclusive || plan.taken[n]))
    }

    /// The positions on which a candidate that joins no units may be given, in their order.
    pub fn open(&self, n: usize, candidate: &Candidate<'_, W>) -> impl Iterator<Item = usize> + use<'r, W> {
        let plan = self.plan;
        let own = candidate.is_exclusive;
        let open = match own {
            true => candidate.set.and(&self.kept.by_position),
            false => candidate.set.without(&self.kept.by_position),
        };
        open.members().filter(move |p| !own || plan.kept_for[*p] == Some(n))
    }

    /// The positions of which a candidate may join units, by their place among the dearest.
    pub fn open_by_place(&self, candidate: &Candidate<'_, W>) -> Set<W> {
        candidate.set.and(&self.free).without(&self.kept.by_place)
    }

    pub fn give(&mut self, candidate: usize, position: usize, amount: i64) {
        if amount > 0 {
            self.rest[position].left -= amount;
            self.total += amount;
            self.given.push(Given { candidate: candidate as u32, position: position as u32, amount });
        }
    }
}

impl Plan {
    fn lets<const W: usize>(&self, n: usize, candidate: &Candidate<'_, W>, kept: &Set<W>) -> bool {
        match (candidate.is_exclusive, candidate.stage) {
            (false, _) => true,
            (true, Stage::Units) => self.taken[n],
            (true, Stage::Lines | Stage::Spent) => {
                candidate.set.and(kept).members().any(|p| self.kept_for[p] == Some(n))
            }
        }
    }
}
