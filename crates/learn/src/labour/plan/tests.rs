//! Small stores, where the best plan is known, and random ones, where rules must hold.

use super::*;
use crate::labour::Ledger;

const RULES: Rules =
    Rules { shortest: 16, longest: 38, unbroken: 24, pause: 2, rest: 44, overtime_percent: 150 };

fn person(person: u32, free: (usize, usize)) -> Person {
    Person { person, roles: vec![Role::Till], free, contract: 36, overtime: 4, cents: 400 }
}

fn needs(spans: &[(usize, usize, u32)]) -> [Vec<u32>; 3] {
    let mut needs = [(); 3].map(|()| vec![0; QUARTERS]);
    spans
        .iter()
        .for_each(|(from, to, people)| needs[0][*from..*to].iter_mut().for_each(|need| *need += people));
    needs
}

#[test]
fn a_plan_that_is_best_meets_its_bound() {
    let people = vec![person(1, (32, 96)), person(2, (32, 96)), person(3, (32, 96))];
    // Two in the morning, one in the afternoon: three shifts of six hours, unbroken.
    let problem = Problem {
        people: &people,
        rules: RULES,
        needs: needs(&[(32, 56, 2), (56, 80, 1)]),
        uncovered_cents: 2_000,
    };
    let plan = problem.plan(1);
    assert_eq!(plan.wages_cents, 3 * 24 * 400);
    assert!(plan.uncovered.is_empty(), "{plan:?}");
    assert!(plan.gap() < 0.02, "{}", plan.gap());
    assert_eq!(plan, problem.plan(1));
}

#[test]
fn what_is_uncovered_is_explained() {
    let people = vec![person(1, (32, 60)), Person { contract: 0, overtime: 0, ..person(2, (32, 96)) }];
    let of = |spans| {
        let problem = Problem { people: &people, rules: RULES, needs: needs(spans), uncovered_cents: 2_000 };
        problem
            .plan(1)
            .uncovered
            .into_iter()
            .map(|span| (span.from, span.to, span.missing, span.why))
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&[(32, 56, 1), (80, 84, 2)]), [(80, 84, 8, Why::NobodyCan)]);
    assert_eq!(of(&[(32, 56, 2)]), [(32, 56, 24, Why::AllHaveShifts)]);
    assert_eq!(of(&[(40, 42, 1)]), [(40, 42, 2, Why::NotWorthAShift)]);
}

#[test]
fn the_rules_hold_through_a_week() {
    let mut chance = Chance::new(3);
    let mut ledger = Ledger::default();
    let staff: Vec<Person> = (0..12)
        .map(|number| {
            let roles = if number % 3 == 0 { vec![Role::Till, Role::Picking] } else { vec![Role::Till] };
            let from = 24 + 4 * chance.below(8);
            Person { roles, contract: 140, overtime: 16, ..person(number, (from, (from + 60).min(96))) }
        })
        .collect();
    let mut ended: Vec<Option<usize>> = vec![None; 12];
    let mut worked = [0; 12];
    for day in 0..7 {
        let people: Vec<Person> = staff.iter().map(|person| ledger.today(day, person, &RULES)).collect();
        let mut needs = needs(&[(28, 90, 2), (40, 48, 1), (64, 76, 3)]);
        needs[1][36..60].fill(1);
        let problem = Problem { people: &people, rules: RULES, needs, uncovered_cents: 2_000 };
        let plan = problem.plan(day as u64);
        assert!(plan.bound_cents <= plan.cost_cents as f64 + 1e-6, "{plan:?}");
        let mut today: Vec<Option<usize>> = vec![None; 12];
        for shift in &plan.shifts {
            let who = shift.person as usize;
            assert!(shift.keeps(&people[who], &RULES), "{shift:?}");
            assert!(today[who].is_none(), "in two places: {shift:?}");
            assert!(
                ended[who].is_none_or(|end| shift.from + QUARTERS - end >= RULES.rest),
                "no rest: {shift:?}"
            );
            today[who] = Some(shift.to);
            worked[who] += shift.paid(&RULES);
            assert!(worked[who] <= 156, "{shift:?}");
        }
        ended = today;
        ledger.add(day, &plan.shifts, &RULES);
    }
}
