//! Giving offers to a basket under a plan: first those that join units, then those on lines, last those on what was spent.

use super::candidates::{Candidate, Candidates, Good};
use super::offer::Stage;
use super::position::Position;
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

/// A basket to which offers are being given.
#[derive(Debug)]
pub(crate) struct Run<'r, 'a> {
    pub positions: &'r [Position<'r>],
    pub candidates: &'r Candidates<'a>,
    pub plan: &'r Plan,
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
pub(crate) fn run(positions: &[Position<'_>], candidates: &Candidates<'_>, plan: &Plan) -> Ran {
    let rest = |p: &Position<'_>| Rest {
        left: p.amount,
        units: p.quantity,
        free: if p.is_pieces { p.quantity } else { 0 },
    };
    let mut run = Run {
        positions,
        candidates,
        plan,
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

impl<'r, 'a> Run<'r, 'a> {
    /// The candidates of a stage that the plan lets be given, in their order.
    pub fn stage(&self, stage: Stage) -> impl Iterator<Item = (usize, &'r Candidate<'a>)> + use<'r, 'a> {
        let (plan, candidates) = (self.plan, self.candidates);
        let all = candidates.of_stage(stage);
        let all = all.clone().zip(&candidates.all[all]);
        all.filter(move |(n, candidate)| !plan.banned[*n] && plan.lets(*n, candidate, candidates))
    }

    /// The candidates that join units and are not left out for good, each with whether the plan lets it be given.
    pub fn joining(&self) -> impl Iterator<Item = (usize, &'r Candidate<'a>, bool)> + use<'r, 'a> {
        let (plan, candidates) = (self.plan, self.candidates);
        let all = candidates.of_stage(Stage::Units);
        let left_in = all.clone().zip(&candidates.all[all]).filter(move |(n, _)| !plan.banned[*n]);
        left_in.map(move |(n, candidate)| (n, candidate, plan.lets(n, candidate, candidates)))
    }

    /// The goods on which a candidate may be given.
    pub fn open(&self, n: usize, candidate: &Candidate<'_>) -> impl Iterator<Item = Good> + Clone + use<'r> {
        let plan = self.plan;
        let own = candidate.is_exclusive && candidate.stage != Stage::Units;
        let wanted = if own { Some(n) } else { None };
        let goods = self.candidates.goods(candidate).iter().copied();
        goods.filter(move |good| plan.kept_for[good.position as usize] == wanted)
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
    fn lets(&self, n: usize, candidate: &Candidate<'_>, candidates: &Candidates<'_>) -> bool {
        match (candidate.is_exclusive, candidate.stage) {
            (false, _) => true,
            (true, Stage::Units) => self.taken[n],
            (true, Stage::Lines | Stage::Spent) => {
                let mut goods = candidates.goods(candidate).iter();
                goods.any(|good| self.kept_for[good.position as usize] == Some(n))
            }
        }
    }
}
