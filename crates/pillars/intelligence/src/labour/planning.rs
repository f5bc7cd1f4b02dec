//! A day in the numbers of the search: people by their place in the roster, times by quarter hours.

use super::KnownPlan;
use realtail_kernel::{Day, TimeOfDay};
use realtail_learn::labour::{Ledger, Person, QUARTERS, Role, Rules, Shift};
use realtail_vocabulary::{LabourRole, PlannedShift, Roster, ShiftRules};
use std::collections::BTreeMap;

const QUARTER_MINUTES: u32 = 15;
/// Quarter hours of a day.
const DAY_QUARTERS: i64 = QUARTERS as i64;

/// A day as its planning finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanningDay {
    /// Who can work on it, and how much of the week is left; by place in the roster.
    pub people: Vec<Person>,
    /// What shifts keep.
    pub rules: Rules,
}

impl PlanningDay {
    pub(super) fn of(roster: &Roster, plans: &BTreeMap<Day, KnownPlan>, day: Day) -> PlanningDay {
        let rules = rules_of(&roster.rules);
        let number = day.number();
        let on = |day: i32| {
            let known = plans.get(&Day::of_number(day));
            known.map_or(Vec::new(), |known| shifts_of(roster, known.in_force()))
        };
        let monday = number - day.weekday() as i32;
        let mut ledger = Ledger::default();
        ledger.add(i64::from(number - 1), &on(number - 1), &rules);
        ledger.begin_week();
        (monday..monday + 7).filter(|other| *other != number).for_each(|other| {
            ledger.add_worked(&on(other), &rules);
        });
        let next = on(number + 1);
        let person = |(place, person): (usize, &realtail_vocabulary::RosterPerson)| {
            let hours = person.available.iter().find(|hours| hours.weekday == day.weekday());
            let free = hours.map_or((0, 0), |hours| (quarter(hours.from), quarter(hours.to)));
            let wanted = Person {
                person: place as u32,
                roles: person.roles.iter().map(|role| role_of(*role)).collect(),
                free,
                contract: quarters(person.contract_minutes),
                overtime: quarters(person.overtime_minutes),
                cents: i64::from(person.wage_per_hour) / 4,
            };
            let mut today = ledger.today(i64::from(number), &wanted, &rules);
            // Whoever begins early tomorrow goes home in time today.
            if let Some(early) = next.iter().find(|shift| shift.person == place as u32) {
                let latest = (early.from as i64 + DAY_QUARTERS - rules.rest as i64).max(0) as usize;
                today.free.1 = today.free.1.min(latest);
            }
            today
        };
        PlanningDay { people: roster.people.iter().enumerate().map(person).collect(), rules }
    }

    /// The first shift that does not keep the rules, and how; or the second one of somebody.
    pub(crate) fn breach(&self, roster: &Roster, shifts: &[PlannedShift]) -> Option<(usize, String)> {
        for (at, planned) in shifts.iter().enumerate() {
            let who = &planned.person;
            if shifts[..at].iter().any(|other| other.person == *who) {
                return Some((at, format!("{who} has a shift on that day already; give one a person")));
            }
            let times = [Some(planned.from), Some(planned.to), planned.break_from];
            if times.into_iter().flatten().any(|time| time.minutes() % i64::from(QUARTER_MINUTES) != 0) {
                return Some((at, "give times on the quarter hour, such as 09:15".to_owned()));
            }
            let Some(shift) = shifts_of(roster, std::slice::from_ref(planned)).pop() else {
                return Some((at, format!("there is no {who} in the roster of {}", roster.site)));
            };
            let person = &self.people[shift.person as usize];
            if !shift.keeps(person, &self.rules) {
                return Some((at, self.told(planned, person)));
            }
        }
        None
    }

    /// What a shift of somebody must keep, in words.
    fn told(&self, planned: &PlannedShift, person: &Person) -> String {
        let hours = |quarters: usize| quarters as f64 / 4.0;
        let time = |quarter: usize| TimeOfDay::of_minutes(quarter as u32 * QUARTER_MINUTES);
        let rules = &self.rules;
        format!(
            "{} to {} breaks a rule: {} is free from {} to {} on that day with {} hours of the week left, a shift takes {} to {} \
             hours, and no more than {} without a break of {} in between",
            planned.from,
            planned.to,
            planned.person,
            time(person.free.0),
            time(person.free.1),
            hours(person.contract + person.overtime),
            hours(rules.shortest),
            hours(rules.longest),
            hours(rules.unbroken),
            hours(rules.pause),
        )
    }
}

fn rules_of(rules: &ShiftRules) -> Rules {
    Rules {
        shortest: quarters(rules.shortest_minutes),
        longest: quarters(rules.longest_minutes),
        unbroken: quarters(rules.unbroken_minutes),
        pause: quarters(rules.break_minutes),
        rest: quarters(rules.rest_minutes),
        overtime_percent: i64::from(rules.overtime_percent),
    }
}

fn quarters(minutes: u32) -> usize {
    (minutes / QUARTER_MINUTES) as usize
}

fn quarter(time: TimeOfDay) -> usize {
    quarters(time.minutes() as u32)
}

fn role_of(role: LabourRole) -> Role {
    match role {
        LabourRole::Till => Role::Till,
        LabourRole::Picking => Role::Picking,
        LabourRole::Shelf => Role::Shelf,
    }
}

/// Shifts in the numbers of the search; those of people who are not in the roster any more are left out.
pub fn shifts_of(roster: &Roster, shifts: &[PlannedShift]) -> Vec<Shift> {
    let shift = |planned: &PlannedShift| {
        let place = roster.people.iter().position(|person| person.person == planned.person)?;
        Some(Shift {
            person: place as u32,
            role: role_of(planned.role),
            from: quarter(planned.from),
            to: quarter(planned.to),
            pause: planned.break_from.map(quarter),
        })
    };
    shifts.iter().filter_map(shift).collect()
}

/// Shifts of the search, by person and on the clock.
pub fn told_shifts(roster: &Roster, shifts: &[Shift]) -> Vec<PlannedShift> {
    let time = |quarter: usize| TimeOfDay::of_minutes(quarter as u32 * QUARTER_MINUTES);
    let planned = |shift: &Shift| {
        Some(PlannedShift {
            person: roster.people.get(shift.person as usize)?.person.clone(),
            role: LabourRole::ALL[shift.role as usize],
            from: time(shift.from),
            to: time(shift.to),
            break_from: shift.pause.map(time),
        })
    };
    shifts.iter().filter_map(planned).collect()
}
