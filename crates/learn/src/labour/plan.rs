//! A day's shifts: a search over every shift of every person, and a bound below which no plan can cost.
//!
//! To cover what is needed by shifts of people is a set-covering problem (Dantzig, Operations Research 2, 1954). Each
//! person's shifts are listed; given what a quarter hour's cover is worth, the best of them is found by running sums. That one
//! step serves both sides. The bound prices needs and lets each person choose alone (Lagrangian relaxation; the prices climb
//! by subgradients: Held, Wolfe and Crowder, Mathematical Programming 6, 1974). The plan begins with those choices, then lets
//! people choose anew one after the other until nobody gains, and again after a few were sent home by chance.

use super::QUARTERS;
use super::roster::{Person, Role, Rules, Shift};
use crate::chance::Chance;
use serde::{Deserialize, Serialize};

/// What is to be planned.
#[derive(Clone, Debug)]
pub struct Problem<'a> {
    /// Who may work.
    pub people: &'a [Person],
    /// What shifts keep.
    pub rules: Rules,
    /// People needed by role, in the order of [`Role::ALL`], and quarter hour.
    pub needs: [Vec<u32>; 3],
    /// What a quarter hour of one person too few costs, in cents.
    pub uncovered_cents: i64,
}

/// A day's plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// At most one a person.
    pub shifts: Vec<Shift>,
    /// Wages, in cents.
    pub wages_cents: i64,
    /// Wages and what is uncovered, in cents: what the search made small.
    pub cost_cents: i64,
    /// No plan costs less than this, in cents.
    pub bound_cents: f64,
    /// What remains uncovered, and why.
    pub uncovered: Vec<Uncovered>,
}

impl Plan {
    /// How far the plan may be from the best, as a share of its cost.
    pub fn gap(&self) -> f64 {
        if self.cost_cents == 0 { 0.0 } else { (1.0 - self.bound_cents / self.cost_cents as f64).max(0.0) }
    }
}

/// A span in which people are missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uncovered {
    /// At what.
    pub role: Role,
    /// From which quarter hour.
    pub from: usize,
    /// Until which.
    pub to: usize,
    /// Quarter hours of work that are missing.
    pub missing: u32,
    /// Why.
    pub why: Why,
}

/// Why somebody is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// Nobody who can do it has hours left and time then.
    NobodyCan,
    /// All who can have a shift: they work elsewhere in it, have their break, or may not work longer.
    AllHaveShifts,
    /// A shift for it would cost more than it is worth.
    NotWorthAShift,
}

/// Steps of the bound's prices.
const PRICE_STEPS: usize = 150;
/// How often some people are sent home by chance.
const SHAKES: usize = 150;
/// Shifts begin and end on the half hour of a person's time.
const STEP: usize = 2;

impl Problem<'_> {
    /// Searches a plan; the same seed gives the same plan.
    pub fn plan(&self, seed: u64) -> Plan {
        let mut chance = Chance::new(seed);
        let lists: Vec<Vec<Shift>> = self.people.iter().map(|person| self.shifts(person)).collect();
        let mut search = Search::new(self, &lists, vec![None; self.people.len()]);
        search.improve(&mut chance);
        let (bound_cents, choices) = self.bound(&lists, search.cost());
        let mut priced = Search::new(self, &lists, choices);
        priced.improve(&mut chance);
        if priced.cost() < search.cost() {
            search = priced;
        }
        search.shake(&mut chance);
        let chosen = search.chosen.iter().zip(&lists);
        let shifts: Vec<Shift> = chosen.filter_map(|(at, list)| at.map(|at| list[at])).collect();
        let uncovered = self.uncovered(&search, &lists);
        Plan { shifts, wages_cents: search.wages, cost_cents: search.cost(), bound_cents, uncovered }
    }

    /// Every shift that a person may have.
    fn shifts(&self, person: &Person) -> Vec<Shift> {
        let rules = &self.rules;
        let mut shifts = Vec::new();
        for from in (person.free.0..person.free.1.min(QUARTERS)).step_by(STEP) {
            for long in (rules.shortest..=rules.longest).step_by(STEP) {
                let to = from + long;
                let first = (from + 1).max(to.saturating_sub(rules.unbroken + rules.pause));
                let pauses = (first..=from + rules.unbroken).step_by(STEP).map(Some);
                let pauses: Vec<Option<usize>> =
                    if long <= rules.unbroken { vec![None] } else { pauses.collect() };
                for (role, pause) in
                    person.roles.iter().flat_map(|role| pauses.iter().map(move |pause| (*role, *pause)))
                {
                    let shift = Shift { person: person.person, role, from, to, pause };
                    if shift.keeps(person, rules) {
                        shifts.push(shift);
                    }
                }
            }
        }
        shifts
    }

    /// The shift that is worth the most beyond its wage, where a quarter hour of each role is worth `prices`; none where none is
    /// worth its wage, or is no longer than `longest`.
    fn best(
        &self,
        person: &Person,
        list: &[Shift],
        prices: &[Vec<f64>; 3],
        longest: usize,
    ) -> Option<(usize, f64)> {
        let sums = prices.each_ref().map(|prices| {
            let mut sums = vec![0.0; QUARTERS + 1];
            prices.iter().enumerate().for_each(|(at, price)| sums[at + 1] = sums[at] + price);
            sums
        });
        let worth = |shift: &Shift| {
            let sums = &sums[shift.role as usize];
            let pause = shift.pause.map_or(0.0, |pause| sums[pause + self.rules.pause] - sums[pause]);
            sums[shift.to] - sums[shift.from] - pause - shift.cents(person, &self.rules) as f64
        };
        let mut best: Option<(usize, f64)> = None;
        for (at, shift) in list.iter().enumerate().filter(|(_, shift)| shift.to - shift.from <= longest) {
            let worth = worth(shift);
            if worth > best.map_or(1e-9, |(_, most)| most) {
                best = Some((at, worth));
            }
        }
        best
    }

    /// The highest bound that was found, and what each person chose at its prices.
    fn bound(&self, lists: &[Vec<Shift>], cost: i64) -> (f64, Vec<Option<usize>>) {
        let highest_price = self.uncovered_cents as f64;
        let mut prices = self.needs.each_ref().map(|needs| {
            needs.iter().map(|need| if *need > 0 { highest_price / 2.0 } else { 0.0 }).collect::<Vec<f64>>()
        });
        let (mut bound, mut choices, mut pace, mut stuck) = (0.0, vec![None; self.people.len()], 1.0, 0);
        for _ in 0..PRICE_STEPS {
            let mut value = 0.0;
            let mut cover = [(); 3].map(|()| vec![0.0; QUARTERS]);
            let mut chosen = vec![None; self.people.len()];
            for (who, person) in self.people.iter().enumerate() {
                if let Some((at, worth)) = self.best(person, &lists[who], &prices, QUARTERS) {
                    value -= worth;
                    chosen[who] = Some(at);
                    let shift = &lists[who][at];
                    let works = (shift.from..shift.to).filter(|quarter| shift.works(*quarter, &self.rules));
                    works.for_each(|quarter| cover[shift.role as usize][quarter] += 1.0);
                }
            }
            let mut slopes = [(); 3].map(|()| vec![0.0; QUARTERS]);
            let mut squares = 0.0;
            for role in 0..3 {
                for quarter in 0..QUARTERS {
                    let need = f64::from(self.needs[role][quarter]);
                    value += prices[role][quarter] * need;
                    slopes[role][quarter] = need - cover[role][quarter];
                    squares += slopes[role][quarter] * slopes[role][quarter];
                }
            }
            stuck += 1;
            if value > bound {
                (bound, choices, stuck) = (value, chosen, 0);
            } else if stuck >= 8 {
                (pace, stuck) = (pace / 2.0, 0);
            }
            let step = pace * (cost as f64 - value).max(1.0) / f64::max(squares, 1.0);
            for (prices, slopes) in prices.iter_mut().zip(&slopes) {
                prices.iter_mut().zip(slopes).for_each(|(price, slope)| {
                    *price = (*price + step * slope).clamp(0.0, highest_price);
                });
            }
        }
        (bound, choices)
    }

    fn uncovered(&self, search: &Search<'_>, lists: &[Vec<Shift>]) -> Vec<Uncovered> {
        let mut spans: Vec<Uncovered> = Vec::new();
        for role in Role::ALL {
            for quarter in 0..QUARTERS {
                let missing = search.missing[role as usize][quarter].max(0) as u32;
                if missing == 0 {
                    continue;
                }
                let why = self.why(role, quarter, search, lists);
                match spans.last_mut() {
                    Some(last) if last.role == role && last.to == quarter && last.why == why => {
                        last.to = quarter + 1;
                        last.missing += missing;
                    }
                    _ => spans.push(Uncovered { role, from: quarter, to: quarter + 1, missing, why }),
                }
            }
        }
        spans
    }

    fn why(&self, role: Role, quarter: usize, search: &Search<'_>, lists: &[Vec<Shift>]) -> Why {
        let can = |list: &Vec<Shift>| {
            list.iter().any(|shift| shift.role == role && shift.works(quarter, &self.rules))
        };
        let mut able = lists.iter().zip(&search.chosen).filter(|(list, _)| can(list)).peekable();
        if able.peek().is_none() {
            return Why::NobodyCan;
        }
        if able.all(|(_, chosen)| chosen.is_some()) { Why::AllHaveShifts } else { Why::NotWorthAShift }
    }
}

struct Search<'a> {
    problem: &'a Problem<'a>,
    lists: &'a [Vec<Shift>],
    chosen: Vec<Option<usize>>,
    /// Needs less cover, by role and quarter hour.
    missing: [Vec<i32>; 3],
    wages: i64,
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem<'a>, lists: &'a [Vec<Shift>], choices: Vec<Option<usize>>) -> Search<'a> {
        let missing = problem.needs.each_ref().map(|needs| needs.iter().map(|need| *need as i32).collect());
        let mut search = Search { problem, lists, chosen: vec![None; choices.len()], missing, wages: 0 };
        choices.into_iter().enumerate().for_each(|(who, choice)| search.choose(who, choice));
        search
    }

    fn choose(&mut self, who: usize, choice: Option<usize>) {
        let rules = &self.problem.rules;
        let before = std::mem::replace(&mut self.chosen[who], choice);
        for (at, sign) in [(before, 1), (choice, -1)] {
            let Some(at) = at else { continue };
            let shift = &self.lists[who][at];
            self.wages -= i64::from(sign) * shift.cents(&self.problem.people[who], rules);
            for quarter in (shift.from..shift.to).filter(|quarter| shift.works(*quarter, rules)) {
                self.missing[shift.role as usize][quarter] += sign;
            }
        }
    }

    fn cost(&self) -> i64 {
        let missing: i64 = self.missing.iter().flatten().map(|missing| i64::from((*missing).max(0))).sum();
        self.wages + missing * self.problem.uncovered_cents
    }

    /// One person chooses what is best among shifts that are not too long, given all others.
    fn choose_anew(&mut self, who: usize, longest: usize) {
        self.choose(who, None);
        let worth = self.problem.uncovered_cents as f64;
        let of = |missing: &Vec<i32>| {
            missing.iter().map(|missing| if *missing > 0 { worth } else { 0.0 }).collect()
        };
        let prices: [Vec<f64>; 3] = self.missing.each_ref().map(of);
        let best = self.problem.best(&self.problem.people[who], &self.lists[who], &prices, longest);
        self.choose(who, best.map(|(at, _)| at));
    }

    /// People choose one after the other until nobody gains.
    fn improve(&mut self, chance: &mut Chance) {
        loop {
            let before = self.cost();
            for who in drawn(self.chosen.len(), self.chosen.len(), chance) {
                self.choose_anew(who, QUARTERS);
            }
            if self.cost() >= before {
                return;
            }
        }
    }

    /// Sends a few home and lets them choose anew in another order, and shifts no longer than chance says, for who chooses first
    /// would take the longest; what is no better is taken back.
    fn shake(&mut self, chance: &mut Chance) {
        let count = self.chosen.len();
        for _ in 0..SHAKES {
            let (before, cost) = (self.chosen.clone(), self.cost());
            let rules = &self.problem.rules;
            let longest = rules.shortest + chance.below(rules.longest + 1 - rules.shortest);
            let few = drawn(count, 2 + chance.below(3), chance);
            few.iter().for_each(|who| self.choose(*who, None));
            few.iter().for_each(|who| self.choose_anew(*who, longest));
            drawn(count, 4, chance).into_iter().for_each(|who| self.choose_anew(who, QUARTERS));
            if self.cost() > cost {
                before.into_iter().enumerate().for_each(|(who, choice)| self.choose(who, choice));
            }
        }
    }
}

/// So many of a count, in an order that chance draws.
fn drawn(count: usize, wanted: usize, chance: &mut Chance) -> Vec<usize> {
    let mut all: Vec<usize> = (0..count).collect();
    let wanted = wanted.min(count);
    for at in 0..wanted {
        let other = at + chance.below(count - at);
        all.swap(at, other);
    }
    all.truncate(wanted);
    all
}

#[cfg(test)]
mod tests;
