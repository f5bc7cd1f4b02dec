//! Rosters that cannot be, shifts that break a rule, and lanes that are told once.

use crate::{Command, Intelligence};
use realtail_kernel::{Day, Instant, Machine, Position, Rejection, SiteId, Stamp, Word};
use realtail_vocabulary::{IntelligenceEvent, LaneAdvice, PlannedShift, Roster, ShiftPlan};
use serde_json::{Value, json};

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("what the test says")
}

fn site() -> SiteId {
    read("north".into())
}

/// Mondays to Fridays, 06:00 to 18:00.
fn roster() -> Value {
    let available: Vec<Value> = ["mon", "tue", "wed", "thu", "fri"]
        .map(|weekday| json!({"weekday": weekday, "from": "06:00", "to": "18:00"}))
        .into();
    let person = |person: &str, roles: Value| {
        json!({"person": person, "roles": roles, "available": available, "contract_minutes": 1_200,
            "overtime_minutes": 120, "wage_per_hour": 1_600})
    };
    json!({"site": "north", "people": [person("P-1", json!(["till"])), person("P-2", json!(["till", "picking"]))]})
}

struct Told {
    pillar: Intelligence,
    entry: u64,
}

impl Told {
    fn with_roster() -> Told {
        let mut told = Told { pillar: Intelligence::default(), entry: 0 };
        told.run(Command::SetRoster(Box::new(read(roster())))).expect("a roster");
        told
    }

    fn run(&mut self, command: Command) -> Result<Vec<IntelligenceEvent>, Rejection> {
        let now: Instant = "2026-11-27T08:00:00Z".parse().expect("a time");
        let events = self.pillar.decide(&command, now)?;
        for event in &events {
            self.entry += 1;
            let position = Position(self.entry);
            self.pillar.apply(event, Stamp { position, origin: position, at: now });
        }
        Ok(events)
    }

    fn plan(&mut self, day: &str, shifts: &Value) -> Result<usize, String> {
        let plan: ShiftPlan =
            read(json!({"site": "north", "day": day, "shifts": shifts, "needs": [], "uncovered": [],
            "wages": 0, "overtime_minutes": 0, "cost": 0, "cost_bound": 0, "model": "labour", "version": "1",
            "fingerprint": "f", "current_to": 1}));
        let planned = self.run(Command::PlanShifts(Box::new(plan)));
        planned.map(|events| events.len()).map_err(|refusal| refusal.to_string())
    }

    fn accept(&mut self, day: &str, shifts: Option<Value>) -> Result<usize, String> {
        let shifts: Option<Vec<PlannedShift>> = shifts.map(read);
        let day: Day = day.parse().expect("a day");
        let by = Word::new("manager").expect("a word");
        let accepted = self.run(Command::AcceptShifts(site(), day, shifts, by));
        accepted.map(|events| events.len()).map_err(|refusal| refusal.to_string())
    }
}

fn shift(person: &str, role: &str, from: &str, to: &str, break_from: Option<&str>) -> Value {
    json!({"person": person, "role": role, "from": from, "to": to, "break_from": break_from})
}

#[test]
fn what_cannot_be_is_refused_with_a_reason() {
    // where in the roster, what is put there, the field that is wrong
    for (place, wrong, field) in [
        ("/people/0/roles", json!([]), "people[0].roles"),
        ("/people/1/roles", json!(["till", "till"]), "people[1].roles"),
        ("/people/1/person", json!("P-1"), "people[1].person"),
        ("/people/0/available/0/from", json!("18:00"), "people[0].available[0]"),
        ("/people/0/available/0/to", json!("17:50"), "people[0].available[0]"),
        ("/people/0/available/1/weekday", json!("mon"), "people[0].available"),
        ("/people/0/contract_minutes", json!(1_201), "people[0].contract_minutes"),
        ("/people/0/overtime_minutes", json!(20_000), "people[0].overtime_minutes"),
        ("/people/0/wage_per_hour", json!(200_000_000), "people[0].wage_per_hour"),
        ("/rules", json!({"shortest_minutes": 600}), "rules.shortest_minutes"),
        ("/rules", json!({"break_minutes": 20}), "rules.break_minutes"),
        ("/rules", json!({"overtime_percent": 90}), "rules.overtime_percent"),
        ("/targets", json!({"tills": 0}), "targets.tills"),
        ("/targets", json!({"served_share_ppm": 1_000_000}), "targets.served_share_ppm"),
        ("/targets", json!({"open_lane_minutes": 90}), "targets.open_lane_minutes"),
    ] {
        let mut given = roster();
        match given.pointer_mut(place) {
            Some(there) => *there = wrong,
            None => given[place.trim_start_matches('/')] = wrong,
        }
        let given: Roster = read(given);
        let found = Intelligence::default().decide(&Command::SetRoster(Box::new(given)), Instant::EPOCH);
        match found {
            Err(Rejection::Invalid { field: found, .. }) => assert_eq!(found, field),
            other => panic!("{place}: {other:?}"),
        }
    }
    let mut told = Told::with_roster();
    assert_eq!(told.run(Command::SetRoster(Box::new(read(roster())))), Ok(vec![]), "it stands already");
    assert_eq!(told.run(Command::RemoveRoster(site())).map(|events| events.len()), Ok(1));
    assert!(told.run(Command::RemoveRoster(site())).is_err());
    assert!(told.plan("2026-11-30", &json!([])).is_err_and(|why| why.contains("no roster")));
}

#[test]
fn shifts_in_force_keep_the_rules() {
    let mut told = Told::with_roster();
    let monday = "2026-11-30";
    assert_eq!(told.plan(monday, &json!([shift("P-1", "till", "08:00", "16:00", Some("12:00"))])), Ok(1));
    assert_eq!(told.accept(monday, None), Ok(1));
    assert_eq!(told.accept(monday, None), Ok(0), "the same again changes nothing");
    // what a person changes it to, and what is wrong with it
    for (changed, wrong) in [
        (vec![shift("P-9", "till", "08:00", "12:00", None)], "no P-9 in the roster"),
        (vec![shift("P-1", "till", "08:05", "12:00", None)], "on the quarter hour"),
        (vec![shift("P-1", "picking", "08:00", "12:00", None)], "breaks a rule"),
        (vec![shift("P-1", "till", "08:00", "11:00", None)], "breaks a rule"),
        (vec![shift("P-1", "till", "05:00", "10:00", None)], "is free from 06:00 to 18:00"),
        (vec![shift("P-1", "till", "08:00", "15:00", None)], "no more than 6 without a break of 0.5"),
        (vec![shift("P-1", "till", "08:00", "17:45", Some("12:00"))], "a shift takes 4 to 9.5"),
        (
            vec![shift("P-2", "till", "08:00", "12:00", None), shift("P-2", "till", "13:00", "17:00", None)],
            "one a person",
        ),
    ] {
        let found = told.accept(monday, Some(json!(changed)));
        assert!(found.as_ref().is_err_and(|why| why.contains(wrong)), "{wrong}: {found:?}");
    }
    let changed = json!([
        shift("P-1", "till", "08:00", "16:00", Some("12:00")),
        shift("P-2", "picking", "09:00", "15:00", None)
    ]);
    assert_eq!(told.accept(monday, Some(changed)), Ok(1));
    assert!(told.accept("2026-12-01", None).is_err_and(|why| why.contains("no plan of shifts")));
}

#[test]
fn a_week_is_no_longer_than_its_contract_and_overtime_and_nights_are_for_rest() {
    let mut told = Told::with_roster();
    // 20 hours and two of overtime: two days of 7.5 leave seven.
    for day in ["2026-11-30", "2026-12-02"] {
        assert_eq!(told.plan(day, &json!([shift("P-1", "till", "09:00", "17:00", Some("13:00"))])), Ok(1));
        assert_eq!(told.accept(day, None), Ok(1));
    }
    let thursday = "2026-12-03";
    let planned = told.plan(thursday, &json!([shift("P-1", "till", "08:00", "16:00", Some("12:00"))]));
    assert!(planned.as_ref().is_err_and(|why| why.contains("7 hours of the week left")), "{planned:?}");
    assert_eq!(told.plan(thursday, &json!([shift("P-1", "till", "08:00", "15:30", Some("12:00"))])), Ok(1));
    // On Tuesday nobody ends so late that the morning after is too soon, nor begins too soon after the evening before.
    let day = told.pillar.labour().planning(&site(), "2026-12-01".parse().expect("a day")).expect("a roster");
    assert_eq!(day.people[0].free, (24, 72), "from 06:00 to 18:00: 13 hours after 17:00, 15 before 09:00");
    let mut late: Roster = read(roster());
    late.rules.rest_minutes = 960;
    told.run(Command::SetRoster(Box::new(late))).expect("a roster");
    let day = told.pillar.labour().planning(&site(), "2026-12-01".parse().expect("a day")).expect("a roster");
    assert_eq!(day.people[0].free, (36, 68), "16 hours after 17:00, and before 09:00");
    // The week after begins anew.
    let next =
        told.pillar.labour().planning(&site(), "2026-12-07".parse().expect("a day")).expect("a roster");
    assert_eq!((next.people[0].contract, next.people[0].overtime), (80, 8));
}

#[test]
fn a_need_of_lanes_is_told_once_until_it_grows_or_ends() {
    let mut told = Told::with_roster();
    let advice = |open: u32, needed: u32| -> LaneAdvice {
        read(
            json!({"site": "north", "needed_at": "2026-11-27T08:10:00Z", "lanes_open": open, "lanes_needed": needed,
            "shoppers_per_quarter_hour": 20.0, "reason": "a rush", "model": "labour", "version": "1", "current_to": 3}),
        )
    };
    let mut told_events = |command: Command| told.run(command).map(|events| events.len());
    for (open, needed, events) in [(2, 3, Ok(1)), (2, 3, Ok(0)), (2, 4, Ok(1)), (2, 3, Ok(0))] {
        assert_eq!(
            told_events(Command::AdviseLanes(Box::new(advice(open, needed)))),
            events,
            "{open} {needed}"
        );
    }
    assert!(told_events(Command::AdviseLanes(Box::new(advice(3, 3)))).is_err());
    assert_eq!(told_events(Command::SufficeLanes(site(), 4)), Ok(1));
    assert_eq!(told_events(Command::SufficeLanes(site(), 4)), Ok(0));
    assert_eq!(told_events(Command::AdviseLanes(Box::new(advice(2, 3)))), Ok(1));
}
