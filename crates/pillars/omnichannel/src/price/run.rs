//! Giving offers to a basket under a plan: first those that join units, then those on lines, last those on what was spent.

use super::candidates::{Candidate, Candidates};
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
    /// Of each candidate, why it is left out.
    pub banned: Vec<Option<NotGiven>>,
    /// What was short of exclusive offers when they were tried.
    pub short: Vec<(usize, NotGiven)>,
}

impl Plan {
    pub fn new(positions: usize, candidates: usize) -> Plan {
        let (taken, banned) = (vec![false; candidates], vec![None; candidates]);
        Plan { kept_for: vec![None; positions], taken, banned, short: Vec::new() }
    }
}

/// What an offer takes off a position.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given {
    pub candidate: usize,
    pub position: usize,
    pub amount: i64,
}

/// A basket to which offers are being given.
#[derive(Debug)]
pub(crate) struct Run<'r, 'a> {
    pub positions: &'r [Position],
    pub candidates: &'r Candidates<'a>,
    pub plan: &'r Plan,
    /// What the units cost that no exclusive offer has joined.
    pub left: Vec<i64>,
    /// How many those are.
    pub units: Vec<i64>,
    /// How many units no offer has joined.
    pub free: Vec<i64>,
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
        self.given.iter().filter(|given| given.candidate == candidate).map(|given| given.amount).sum()
    }
}

/// Gives all offers that the plan lets be given.
pub(crate) fn run(positions: &[Position], candidates: &Candidates<'_>, plan: &Plan) -> Ran {
    let mut run = Run {
        positions,
        candidates,
        plan,
        left: positions.iter().map(|p| p.amount).collect(),
        units: positions.iter().map(|p| p.quantity).collect(),
        free: positions.iter().map(|p| if p.is_pieces { p.quantity } else { 0 }).collect(),
        given: Vec::with_capacity(candidates.all.len() * 2),
        short: Vec::new(),
        total: 0,
        idle: Vec::new(),
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
        let plan = self.plan;
        let all = self.of_stage(stage);
        all.filter(move |(n, candidate)| plan.banned[*n].is_none() && plan.lets(*n, candidate))
    }

    /// All candidates of a stage: they stand together.
    fn of_stage(&self, stage: Stage) -> impl Iterator<Item = (usize, &'r Candidate<'a>)> + use<'r, 'a> {
        let all = &self.candidates.all;
        let start = all.partition_point(|candidate| candidate.stage < stage);
        let end = all.partition_point(|candidate| candidate.stage <= stage);
        (start..end).zip(&all[start..end])
    }

    /// The candidates that join units and are not left out for good, each with whether the plan lets it be given.
    pub fn joining(&self) -> impl Iterator<Item = (usize, &'r Candidate<'a>, bool)> + use<'r, 'a> {
        let plan = self.plan;
        let left_in = self.of_stage(Stage::Units).filter(move |(n, _)| plan.banned[*n].is_none());
        left_in.map(move |(n, candidate)| (n, candidate, plan.lets(n, candidate)))
    }

    /// The positions on which a candidate may be given.
    pub fn open(&self, n: usize, candidate: &Candidate<'_>) -> impl Iterator<Item = usize> + Clone + use<'r> {
        let plan = self.plan;
        let own = candidate.is_exclusive && candidate.stage != Stage::Units;
        let wanted = if own { Some(n) } else { None };
        self.candidates.positions(candidate).filter(move |p| plan.kept_for[*p] == wanted)
    }

    pub fn give(&mut self, candidate: usize, position: usize, amount: i64) {
        if amount > 0 {
            self.left[position] -= amount;
            self.total += amount;
            self.given.push(Given { candidate, position, amount });
        }
    }
}

impl Plan {
    fn lets(&self, n: usize, candidate: &Candidate<'_>) -> bool {
        match (candidate.is_exclusive, candidate.stage) {
            (false, _) => true,
            (true, Stage::Units) => self.taken[n],
            (true, Stage::Lines | Stage::Spent) => self.kept_for.contains(&Some(n)),
        }
    }
}
