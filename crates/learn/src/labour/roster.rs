//! A roster: who can work when, at what, and the rules that shifts keep.

use super::QUARTERS;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What somebody does for a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Sits at a till.
    Till,
    /// Picks orders.
    Picking,
    /// Fills shelves.
    Shelf,
}

impl Role {
    /// All of them, in the order of needs.
    pub const ALL: [Role; 3] = [Role::Till, Role::Picking, Role::Shelf];
}

/// Rules of shifts, in quarter hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// The shortest shift, with its break.
    pub shortest: usize,
    /// The longest shift, with its break.
    pub longest: usize,
    /// Work without a break, at most.
    pub unbroken: usize,
    /// A break, which is not paid.
    pub pause: usize,
    /// Rest between the end of a shift and the next day's.
    pub rest: usize,
    /// Of the wage, for hours beyond the contract; above 100.
    pub overtime_percent: i64,
}

/// Somebody who may work on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub person: u32,
    /// At what.
    pub roles: Vec<Role>,
    /// From when until when, as quarter hours of the day.
    pub free: (usize, usize),
    /// Quarter hours that the contract leaves for this day.
    pub contract: usize,
    /// Quarter hours of overtime beyond them, at most.
    pub overtime: usize,
    /// Wage of a quarter hour, in cents.
    pub cents: i64,
}

/// A shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Whose.
    pub person: u32,
    /// At what.
    pub role: Role,
    /// Its first quarter hour.
    pub from: usize,
    /// Its end.
    pub to: usize,
    /// When the break begins, if there must be one.
    pub pause: Option<usize>,
}

impl Shift {
    /// Whether somebody works in that quarter hour.
    pub fn works(&self, quarter: usize, rules: &Rules) -> bool {
        let is_pause = self.pause.is_some_and(|pause| (pause..pause + rules.pause).contains(&quarter));
        (self.from..self.to).contains(&quarter) && !is_pause
    }

    /// Quarter hours that are paid.
    pub fn paid(&self, rules: &Rules) -> usize {
        self.to - self.from - self.pause.map_or(0, |_| rules.pause)
    }

    /// What it costs its person, in cents.
    pub fn cents(&self, person: &Person, rules: &Rules) -> i64 {
        let paid = self.paid(rules) as i64;
        let over = (paid - person.contract as i64).max(0);
        person.cents * (paid - over) + person.cents * over * rules.overtime_percent / 100
    }

    /// Whether it keeps all rules for its person.
    pub fn keeps(&self, person: &Person, rules: &Rules) -> bool {
        let long = self.to - self.from;
        let unbroken = match self.pause {
            None => long <= rules.unbroken,
            Some(pause) => {
                pause > self.from
                    && pause + rules.pause < self.to
                    && pause - self.from <= rules.unbroken
                    && self.to - pause - rules.pause <= rules.unbroken
            }
        };
        person.person == self.person
            && person.roles.contains(&self.role)
            && (rules.shortest..=rules.longest).contains(&long)
            && self.from >= person.free.0
            && self.to <= person.free.1.min(QUARTERS)
            && self.paid(rules) <= person.contract + person.overtime
            && unbroken
    }
}

/// What people have worked so far: hours of the week, and when each went home.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Ledger {
    worked: BTreeMap<u32, usize>,
    /// Day and quarter hour of the last end.
    ended: BTreeMap<u32, (i64, usize)>,
}

impl Ledger {
    /// Notes the shifts of a day.
    pub fn add(&mut self, day: i64, shifts: &[Shift], rules: &Rules) {
        self.add_worked(shifts, rules);
        self.ended.extend(shifts.iter().map(|shift| (shift.person, (day, shift.to))));
    }

    /// Notes the hours of shifts that are planned already for later days of the week.
    pub fn add_worked(&mut self, shifts: &[Shift], rules: &Rules) {
        for shift in shifts {
            *self.worked.entry(shift.person).or_default() += shift.paid(rules);
        }
    }

    /// Begins a week.
    pub fn begin_week(&mut self) {
        self.worked.clear();
    }

    /// Somebody as the day finds them: with the hours that the week's contract and overtime leave, and only after rest.
    /// `person` holds the hours of the week.
    pub fn today(&self, day: i64, person: &Person, rules: &Rules) -> Person {
        let worked = self.worked.get(&person.person).copied().unwrap_or_default();
        let over = worked.saturating_sub(person.contract);
        let rested = self.ended.get(&person.person).map_or(0, |(last, end)| {
            let since = (day - last) * QUARTERS as i64;
            (*end as i64 + rules.rest as i64 - since).max(0) as usize
        });
        Person {
            free: (person.free.0.max(rested), person.free.1),
            contract: person.contract.saturating_sub(worked),
            overtime: person.overtime.saturating_sub(over),
            ..person.clone()
        }
    }
}
