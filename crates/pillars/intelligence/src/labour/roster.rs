//! Say who can work at a site, what shifts keep, and what shoppers are promised.

use crate::machine::Intelligence;
use realtail_kernel::{Rejection, SiteId};
use realtail_vocabulary::{IntelligenceEvent, Roster, RosterPerson, ServiceTargets, ShiftRules};
use std::collections::BTreeSet;

/// More people at one site than any plan is searched for.
const PEOPLE_MAX: usize = 500;
const WEEK_MINUTES: u32 = 7 * 24 * 60;
const DAY_MINUTES: u32 = 24 * 60;
const QUARTER_MINUTES: u32 = 15;
/// No hour costs more, in minor units.
const WAGE_MAX: u32 = 100_000_000;
/// More tills than any store has.
const TILLS_MAX: u32 = 200;

/// The whole roster, in place of the one before; what stands already is not set again.
pub(crate) fn decide(state: &Intelligence, roster: &Roster) -> Result<Vec<IntelligenceEvent>, Rejection> {
    check(roster)?;
    if state.labour.roster(&roster.site) == Some(roster) {
        return Ok(vec![]);
    }
    Ok(vec![IntelligenceEvent::RosterSet(Box::new(roster.clone()))])
}

pub(crate) fn decide_removal(
    state: &Intelligence,
    site: &SiteId,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    match state.labour.roster(site) {
        Some(_) => Ok(vec![IntelligenceEvent::RosterRemoved { site: site.clone() }]),
        None => Err(Rejection::unknown("roster", site)),
    }
}

pub(crate) fn check(roster: &Roster) -> Result<(), Rejection> {
    if roster.people.len() > PEOPLE_MAX {
        let problem = format!("{} people; give {PEOPLE_MAX} at most", roster.people.len());
        return Err(Rejection::invalid("people", problem));
    }
    check_rules(&roster.rules)?;
    check_targets(&roster.targets)?;
    let mut known = BTreeSet::new();
    for (at, person) in roster.people.iter().enumerate() {
        if !known.insert(&person.person) {
            let problem = format!("{} is named twice; give each person once", person.person);
            return Err(Rejection::invalid(format!("people[{at}].person"), problem));
        }
        check_person(at, person)?;
    }
    Ok(())
}

fn check_rules(rules: &ShiftRules) -> Result<(), Rejection> {
    for (field, minutes, least, most) in [
        ("rules.shortest_minutes", rules.shortest_minutes, QUARTER_MINUTES, rules.longest_minutes),
        ("rules.longest_minutes", rules.longest_minutes, QUARTER_MINUTES, 16 * 60),
        ("rules.unbroken_minutes", rules.unbroken_minutes, QUARTER_MINUTES, DAY_MINUTES),
        ("rules.break_minutes", rules.break_minutes, QUARTER_MINUTES, 180),
        ("rules.rest_minutes", rules.rest_minutes, 0, DAY_MINUTES),
    ] {
        on_quarters(field.to_owned(), minutes, least, most)?;
    }
    if !(100..=1_000).contains(&rules.overtime_percent) {
        return Err(Rejection::invalid("rules.overtime_percent", "give 100 to 1000 per cent of the wage"));
    }
    Ok(())
}

fn on_quarters(field: String, minutes: u32, least: u32, most: u32) -> Result<(), Rejection> {
    let good = minutes.is_multiple_of(QUARTER_MINUTES) && (least..=most).contains(&minutes);
    let problem = || format!("{minutes} minutes; give {least} to {most} in steps of {QUARTER_MINUTES}");
    good.then_some(()).ok_or_else(|| Rejection::invalid(field, problem()))
}

fn check_targets(targets: &ServiceTargets) -> Result<(), Rejection> {
    for (field, given, least, most) in [
        ("served_share_ppm", targets.served_share_ppm, 500_000, 999_000),
        ("wait_seconds", targets.wait_seconds, 0, 3_600),
        ("tills", targets.tills, 1, TILLS_MAX),
        ("basket_seconds", targets.basket_seconds, 1, 3_600),
        ("line_milliseconds", targets.line_milliseconds, 0, 60_000),
        ("pick_line_seconds", targets.pick_line_seconds, 0, 3_600),
        ("pick_within_minutes", targets.pick_within_minutes, QUARTER_MINUTES, DAY_MINUTES),
        ("shelf_unit_seconds", targets.shelf_unit_seconds, 0, 600),
        ("open_lane_minutes", targets.open_lane_minutes, 1, 60),
        ("uncovered_cost_per_hour", targets.uncovered_cost_per_hour, 1, WAGE_MAX),
    ] {
        if !(least..=most).contains(&given) {
            let problem = format!("{given}; give {least} to {most}");
            return Err(Rejection::invalid(format!("targets.{field}"), problem));
        }
    }
    Ok(())
}

fn check_person(at: usize, person: &RosterPerson) -> Result<(), Rejection> {
    let field = |field: &str| format!("people[{at}].{field}");
    let roles: BTreeSet<_> = person.roles.iter().collect();
    if roles.is_empty() || roles.len() != person.roles.len() {
        return Err(Rejection::invalid(field("roles"), "give one role or more, each once"));
    }
    let weekdays: BTreeSet<_> = person.available.iter().map(|hours| hours.weekday).collect();
    if weekdays.len() != person.available.len() {
        return Err(Rejection::invalid(field("available"), "give one span for each day of the week at most"));
    }
    for (place, hours) in person.available.iter().enumerate() {
        let on_quarter = |time: realtail_kernel::TimeOfDay| time.minutes() % i64::from(QUARTER_MINUTES) == 0;
        if hours.from >= hours.to || !on_quarter(hours.from) || !on_quarter(hours.to) {
            let problem = format!(
                "{} to {}; give two times on the quarter hour, the first before the second",
                hours.from, hours.to
            );
            return Err(Rejection::invalid(field(&format!("available[{place}]")), problem));
        }
    }
    on_quarters(field("contract_minutes"), person.contract_minutes, 0, WEEK_MINUTES)?;
    on_quarters(field("overtime_minutes"), person.overtime_minutes, 0, WEEK_MINUTES)?;
    if person.wage_per_hour > WAGE_MAX {
        let problem = format!("give 0 to {WAGE_MAX} minor units");
        return Err(Rejection::invalid(field("wage_per_hour"), problem));
    }
    Ok(())
}
