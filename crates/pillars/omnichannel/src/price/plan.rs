//! Which exclusive offers are given: only those with which the shopper pays less than with all that may stand together.

use super::candidates::Candidates;
use super::limits::Used;
use super::offer::Stage;
use super::on_lines;
use super::position::Position;
use super::run::{Plan, Ran, run};
use realtail_kernel::Instant;
use realtail_vocabulary::NotGiven;

/// Exclusive offers that are tried one by one at the most; each is a run.
const TRIALS_MAX: usize = 64;

/// What is given, once a plan is made.
pub(crate) struct Outcome {
    pub given: Vec<super::run::Given>,
    /// Of each candidate, why it is not given.
    pub not_given: Vec<Option<NotGiven>>,
}

/// The best plan that the budgets allow.
pub(crate) fn best<const W: usize>(
    positions: &[Position<'_>],
    candidates: &Candidates<'_, W>,
    used: &Used,
    at: Instant,
) -> Outcome {
    let mut plan = Plan::new(positions.len(), candidates.all.len());
    loop {
        let ran = improve(&mut plan, positions, candidates);
        match over_budget(&ran, candidates, used, at) {
            // It is given whole or not at all; without it others may be better.
            Some(n) => {
                let mut banned = std::mem::take(&mut plan.banned);
                banned[n] = true;
                plan = Plan { banned, ..Plan::new(positions.len(), candidates.all.len()) };
            }
            None => return outcome(plan, ran),
        }
    }
}

fn over_budget<const W: usize>(
    ran: &Ran,
    candidates: &Candidates<'_, W>,
    used: &Used,
    at: Instant,
) -> Option<usize> {
    candidates.all.iter().enumerate().find_map(|(n, candidate)| {
        if !candidate.offer.is_limited {
            return None;
        }
        let promotion = &candidate.offer.promotion;
        let budget = promotion.limits.budget?;
        let left = budget - used.given(&promotion.promotion, at).amount;
        (ran.given_by(n) > left).then_some(n)
    })
}

fn outcome(plan: Plan, ran: Ran) -> Outcome {
    let Ran { given, short, .. } = ran;
    let banned = plan.banned.into_iter();
    let mut not_given: Vec<Option<NotGiven>> =
        banned.map(|banned| banned.then_some(NotGiven::BudgetUsedUp)).collect();
    for (n, reason) in short.into_iter().chain(plan.short) {
        not_given[n].get_or_insert(reason);
    }
    Outcome { given, not_given }
}

/// Adds exclusive offers to the plan, as long as the shopper pays less; what comes of it.
fn improve<const W: usize>(
    plan: &mut Plan,
    positions: &[Position<'_>],
    candidates: &Candidates<'_, W>,
) -> Ran {
    let mut best = run(positions, candidates, plan);
    if !candidates.all.iter().any(|candidate| candidate.is_exclusive) {
        return best;
    }
    let keeps = worth_keeping(&best, plan, positions, candidates);
    if !keeps.is_empty() {
        best = keep(plan, positions, candidates, &keeps, best);
    }
    for (n, candidate) in candidates.all.iter().enumerate() {
        if !candidate.is_exclusive || plan.banned[n] || candidate.stage == Stage::Lines {
            continue;
        }
        if let Some((_, lacks)) = best.idle.iter().find(|(idle, _)| *idle == n) {
            plan.short.extend(lacks.iter().map(|lacks| (n, lacks.clone())));
            continue;
        }
        let mut trial = plan.clone();
        match candidate.stage {
            Stage::Units => trial.taken[n] = true,
            Stage::Spent | Stage::Lines => {
                for position in candidate.set.members() {
                    trial.kept_for[position].get_or_insert(n);
                }
            }
        }
        let tried = run(positions, candidates, &trial);
        if tried.total > best.total {
            (*plan, best) = (trial, tried);
        } else {
            plan.short.extend(tried.short.into_iter().filter(|(of, _)| *of == n));
        }
    }
    best
}

/// A position that an exclusive offer takes more off than all others together, and by how much.
#[derive(Clone, Copy)]
struct Keep {
    position: usize,
    candidate: usize,
    gain: i64,
}

fn worth_keeping<const W: usize>(
    base: &Ran,
    plan: &Plan,
    positions: &[Position<'_>],
    candidates: &Candidates<'_, W>,
) -> Vec<Keep> {
    let mut off = vec![0; positions.len()];
    base.given.iter().for_each(|given| off[given.position as usize] += given.amount);
    let mut best: Vec<Option<Keep>> = vec![None; positions.len()];
    for (n, candidate) in candidates.all.iter().enumerate() {
        if !candidate.is_exclusive || candidate.stage != Stage::Lines || plan.banned[n] {
            continue;
        }
        for position in candidate.set.members() {
            let Position { amount, quantity, .. } = positions[position];
            let gain = on_lines::off(candidate.benefit, amount, quantity) - off[position];
            if gain > best[position].map_or(0, |best| best.gain) {
                best[position] = Some(Keep { position, candidate: n, gain });
            }
        }
    }
    best.into_iter().flatten().collect()
}

/// Keeps positions for exclusive offers: all at once if that brings what each promises, else one after the other.
fn keep<const W: usize>(
    plan: &mut Plan,
    positions: &[Position<'_>],
    candidates: &Candidates<'_, W>,
    keeps: &[Keep],
    base: Ran,
) -> Ran {
    let mut all = plan.clone();
    keeps.iter().for_each(|keep| all.kept_for[keep.position] = Some(keep.candidate));
    let with_all = run(positions, candidates, &all);
    let promised: i64 = base.total + keeps.iter().map(|keep| keep.gain).sum::<i64>();
    if with_all.total >= promised {
        *plan = all;
        return with_all;
    }
    let mut by_gain = keeps.to_vec();
    by_gain.sort_by_key(|keep| (std::cmp::Reverse(keep.gain), keep.position));
    let mut best = base;
    for keep in by_gain.iter().take(TRIALS_MAX) {
        let before = plan.kept_for[keep.position].replace(keep.candidate);
        let tried = run(positions, candidates, plan);
        if tried.total > best.total {
            best = tried;
        } else {
            plan.kept_for[keep.position] = before;
        }
    }
    if with_all.total > best.total {
        *plan = all;
        return with_all;
    }
    best
}
