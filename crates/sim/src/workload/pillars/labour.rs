//! Rosters, shifts and lanes, as planners say them and a model does: few people and few days, so that they meet.

use crate::chance::Chance;
use crate::workload::name;
use realtail_intelligence::Command as Intelligence;
use realtail_kernel::{Day, Instant, Label, Position, Reference, SiteId, TimeOfDay, Weekday, Word};
use realtail_platform::Command;
use realtail_vocabulary::{
    AvailableHours, LabourRole, LaneAdvice, PlannedShift, Roster, RosterPerson, ServiceTargets, ShiftPlan,
    ShiftRules,
};

const PEOPLE: usize = 3;
/// Today and tomorrow.
const DAYS: i64 = 1;
const DAY_MICROS: i64 = 86_400_000_000;

pub(super) fn any(site: SiteId, chance: &mut Chance, now: Instant) -> Command {
    let today = now.micros().div_euclid(DAY_MICROS) as i32;
    let day = Day::of_number(today + chance.between(0, DAYS) as i32);
    Command::Intelligence(match chance.below(10) {
        0 | 1 => Intelligence::SetRoster(Box::new(roster(site, chance))),
        2 if chance.percent(20) => Intelligence::RemoveRoster(site),
        2..=4 => Intelligence::PlanShifts(Box::new(plan(site, day, chance))),
        5 | 6 => {
            let changed = chance.percent(50).then(|| shifts(chance));
            Intelligence::AcceptShifts(site, day, changed, name!(Word, "badge-{}", chance.below(2)))
        }
        7 | 8 => Intelligence::SufficeLanes(site, 1 + chance.below(4) as u32),
        _ => Intelligence::AdviseLanes(Box::new(lanes(site, chance, now))),
    })
}

fn quarter(number: usize) -> TimeOfDay {
    TimeOfDay::of_minutes(number as u32 * 15)
}

fn roster(site: SiteId, chance: &mut Chance) -> Roster {
    let person = |number: usize| {
        let hours = |weekday: Weekday| AvailableHours { weekday, from: quarter(28), to: quarter(88) };
        RosterPerson {
            person: name!(Reference, "P-{number}"),
            roles: if number == 0 { vec![LabourRole::Till] } else { LabourRole::ALL.to_vec() },
            available: Weekday::ALL.map(hours).into(),
            contract_minutes: 600 * (1 + number as u32),
            overtime_minutes: 60,
            wage_per_hour: 1_600,
        }
    };
    let rest_minutes = [660, 720][chance.below(2)];
    Roster {
        site,
        people: (0..PEOPLE).map(person).collect(),
        rules: ShiftRules { rest_minutes, ..ShiftRules::default() },
        targets: ServiceTargets::default(),
    }
}

/// Now and then one that no roster lets pass: too long, too early, of nobody, or one person twice.
fn shifts(chance: &mut Chance) -> Vec<PlannedShift> {
    let shift = |chance: &mut Chance| {
        let usual = chance.percent(80);
        let from = if usual { 30 } else { 26 + chance.below(40) };
        let to = from + if usual { 16 + chance.below(8) } else { 12 + chance.below(28) };
        let long = to - from > 24;
        let person = if usual { 1 + chance.below(2) } else { chance.below(PEOPLE + 1) };
        PlannedShift {
            person: name!(Reference, "P-{person}"),
            role: LabourRole::ALL[chance.below(3)],
            from: quarter(from),
            to: quarter(to),
            break_from: (long && chance.percent(80)).then(|| quarter(from + 14)),
        }
    };
    (0..1 + usize::from(chance.percent(20))).map(|_| shift(chance)).collect()
}

fn plan(site: SiteId, day: Day, chance: &mut Chance) -> ShiftPlan {
    ShiftPlan {
        site,
        day,
        shifts: shifts(chance),
        needs: Vec::new(),
        uncovered: Vec::new(),
        wages: chance.between(1, 900),
        overtime_minutes: 0,
        cost: 900,
        cost_bound: 0,
        model: name!(Word, "labour"),
        version: name!(Word, "1"),
        fingerprint: name!(Word, "f"),
        current_to: Position(1),
    }
}

fn lanes(site: SiteId, chance: &mut Chance, now: Instant) -> LaneAdvice {
    let lanes_open = 1 + chance.below(3) as u32;
    LaneAdvice {
        site,
        needed_at: now.plus_ms(600_000),
        lanes_open,
        // Now and then one that no model should have said.
        lanes_needed: lanes_open + chance.below(4) as u32,
        shoppers_per_quarter_hour: 12.0,
        reason: name!(Label, "a rush"),
        model: name!(Word, "labour"),
        version: name!(Word, "1"),
        current_to: Position(1),
    }
}
