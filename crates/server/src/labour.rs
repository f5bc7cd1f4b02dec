//! Labour between the models, the search for shifts, and the interface.

use realtail_api::{LabourDoor, ToldLabour, needed_people};
use realtail_intelligence::{PlanningDay, told_shifts};
use realtail_kernel::{Day, SiteId, TimeOfDay};
use realtail_learn::labour::{Plan, Problem, Uncovered, Why};
use realtail_models::Current;
use realtail_vocabulary::{
    LabourRole, NeededPeople, Roster, ServiceTargets, ShiftPlan, UncoveredSpan, UncoveredWhy,
};

/// What knows who comes, and searches shifts.
pub struct Labour(pub Current);

impl LabourDoor for Labour {
    fn today(&self) -> Option<Day> {
        self.0.look(|models| models.day_begun()).map(Day::of_number)
    }

    fn day(&self, site: &SiteId, day: Day, targets: &ServiceTargets) -> Option<ToldLabour> {
        self.0.look(|models| {
            let found = models.labour_day(site, day.number(), targets)?;
            let [model, version, fingerprint] = found.by;
            Some(ToldLabour {
                current_to: models.current_to(),
                shoppers: found.shoppers,
                came: found.came,
                now: found.now,
                orders: found.orders,
                service_seconds: found.service_seconds,
                needs: needed_people(found.needs),
                model,
                version,
                fingerprint,
            })
        })
    }

    fn plan(&self, roster: &Roster, day: Day, planning: &PlanningDay, told: &ToldLabour) -> ShiftPlan {
        let people = |role: LabourRole| {
            let needed = told.needs.iter().find(|needed| needed.role == role);
            needed.map_or_else(|| vec![0; realtail_learn::labour::QUARTERS], |needed| needed.people.clone())
        };
        let problem = Problem {
            people: &planning.people,
            rules: planning.rules,
            needs: LabourRole::ALL.map(people),
            uncovered_cents: i64::from(roster.targets.uncovered_cost_per_hour) / 4,
        };
        // The same day of the same roster is planned in the same way again.
        let plan = problem.plan(day.number().unsigned_abs().into());
        told_plan(roster, day, planning, told, &plan)
    }
}

fn told_plan(roster: &Roster, day: Day, planning: &PlanningDay, told: &ToldLabour, plan: &Plan) -> ShiftPlan {
    let over = plan.shifts.iter().map(|shift| {
        let contract = planning.people[shift.person as usize].contract;
        shift.paid(&planning.rules).saturating_sub(contract) as u32 * 15
    });
    ShiftPlan {
        site: roster.site.clone(),
        day,
        shifts: told_shifts(roster, &plan.shifts),
        needs: told.needs.iter().filter(|needed| is_wanted(needed)).cloned().collect(),
        uncovered: plan.uncovered.iter().map(uncovered).collect(),
        wages: plan.wages_cents,
        overtime_minutes: over.sum(),
        cost: plan.cost_cents,
        cost_bound: plan.bound_cents.floor() as i64,
        model: told.model.clone(),
        version: told.version.clone(),
        fingerprint: told.fingerprint.clone(),
        current_to: told.current_to,
    }
}

fn is_wanted(needed: &NeededPeople) -> bool {
    needed.people.iter().any(|people| *people > 0)
}

fn uncovered(span: &Uncovered) -> UncoveredSpan {
    let time = |quarter: usize| TimeOfDay::of_minutes(quarter as u32 * 15);
    UncoveredSpan {
        role: LabourRole::ALL[span.role as usize],
        from: time(span.from),
        to: time(span.to),
        missing_minutes: span.missing * 15,
        why: match span.why {
            Why::NobodyCan => UncoveredWhy::NobodyCan,
            Why::AllHaveShifts => UncoveredWhy::AllHaveShifts,
            Why::NotWorthAShift => UncoveredWhy::NotWorthAShift,
        },
    }
}
