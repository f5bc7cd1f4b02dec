//! When an order placed now would leave and arrive, and how long it must last: by the supplier's calendar.

use realtail_kernel::Day;
use realtail_learn::replenish::LeadTimes;
use realtail_vocabulary::{ReplenishmentPlan, SupplierTerms};

/// A calendar that is shut for longer is taken to be open.
const SHUT_DAYS_MAX: u32 = 400;

/// From an order placed now to the arrival of the one after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cycle {
    /// On which day the supplier takes the order.
    pub order_on: Day,
    /// On which day its goods are expected.
    pub expected_on: Day,
    /// Days from now to then, as they are expected.
    pub lead_days: u32,
    /// Days from its arrival to that of the next order: what it must last for.
    pub review_days: u32,
    /// Days from now to its arrival, with how likely each is.
    pub(crate) lead: LeadTimes,
}

impl Cycle {
    /// By a plan, the supplier's lead times, and what the supplier says of its days.
    pub(crate) fn new(
        plan: &ReplenishmentPlan,
        lead: LeadTimes,
        terms: Option<&SupplierTerms>,
        today: Day,
    ) -> Cycle {
        let review_days = u32::from(plan.review_days);
        let Some(terms) = terms else {
            let lead_days = u32::from(plan.lead_time_days);
            let expected_on = later(today, lead_days);
            return Cycle { order_on: today, expected_on, lead_days, review_days, lead };
        };
        let is_open = |day: Day| !terms.closed.contains(&day);
        let takes = |day: Day| is_open(day) && terms.order_days.contains(&day.weekday());
        let brings = |day: Day| is_open(day) && terms.delivery_days.contains(&day.weekday());
        let usual = lead.mean().round() as u32;
        let wait = until(today, takes);
        let order_on = later(today, wait);
        let arrival = |order_on: Day, days: u32| {
            let earliest = later(order_on, days);
            later(earliest, until(earliest, brings))
        };
        let next_review = later(order_on, review_days);
        let next_order = later(next_review, until(next_review, takes));
        let (first, second) = (arrival(order_on, usual), arrival(next_order, usual));
        let days_to = |day: Day| u32::try_from(day.number() - today.number()).unwrap_or_default();
        Cycle {
            order_on,
            expected_on: first,
            lead_days: days_to(first),
            review_days: days_to(second).saturating_sub(days_to(first)).max(1),
            lead: lead.mapped(|days| days_to(arrival(order_on, days))),
        }
    }

    /// The same, where goods go on from there for so many days more.
    pub(crate) fn further(self, days: u32) -> Cycle {
        let lead = self.lead.mapped(|taken| taken + days);
        Cycle { lead_days: self.lead_days + days, lead, ..self }
    }
}

fn later(day: Day, days: u32) -> Day {
    Day::of_number(day.number().saturating_add(i32::try_from(days).unwrap_or(i32::MAX)))
}

/// Days to the first one that is so.
fn until(day: Day, is_so: impl Fn(Day) -> bool) -> u32 {
    (0..SHUT_DAYS_MAX).find(|days| is_so(later(day, *days))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_order_leaves_and_arrives_on_the_suppliers_days() {
        // 2026-11-23 is a Monday. Quoted lead of two days, reviewed daily.
        let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let every = &week[..];
        for (today, orders, deliveries, closed, order_on, expected_on, lasts_days) in [
            ("2026-11-23", every, every, vec![], "2026-11-23", "2026-11-25", 1),
            ("2026-11-24", &["mon", "thu"][..], every, vec![], "2026-11-26", "2026-11-28", 4),
            ("2026-11-23", &["mon", "thu"][..], every, vec![], "2026-11-23", "2026-11-25", 3),
            ("2026-11-23", &["mon"][..], &["fri"][..], vec![], "2026-11-23", "2026-11-27", 7),
            ("2026-11-27", every, &week[..5], vec![], "2026-11-27", "2026-11-30", 1),
            ("2026-11-26", every, &week[..5], vec![], "2026-11-26", "2026-11-30", 1),
            ("2026-11-23", &["mon", "thu"][..], every, vec!["2026-11-26"], "2026-11-23", "2026-11-25", 7),
            ("2026-11-23", every, every, vec!["2026-11-25", "2026-11-26"], "2026-11-23", "2026-11-27", 1),
        ] {
            let plan: ReplenishmentPlan = serde_json::from_value(json!({"item": "milk", "site": "north",
                "shelf_capacity": 40, "pack_size": 6, "lead_time_days": 2, "review_days": 1,
                "service_level_ppm": 950_000, "supplier": "Dairy"}))
            .expect("a plan");
            let terms: SupplierTerms = serde_json::from_value(json!({"supplier": "Dairy",
                "order_days": orders, "delivery_days": deliveries, "closed": closed}))
            .expect("terms");
            let today = today.parse().expect("a day");
            let cycle = Cycle::new(&plan, LeadTimes::quoted(2), Some(&terms), today);
            let found = (cycle.order_on.to_string(), cycle.expected_on.to_string(), cycle.review_days);
            assert_eq!(found, (order_on.to_owned(), expected_on.to_owned(), lasts_days), "{today} {terms:?}");
            assert!(cycle.lead.shares().all(|(days, _)| {
                deliveries.contains(&json!(later(today, days).weekday()).as_str().expect("a weekday"))
            }));
        }
    }

    #[test]
    fn without_terms_the_plan_says_how_long_it_takes() {
        let plan: ReplenishmentPlan = serde_json::from_value(json!({"item": "milk", "site": "north",
            "shelf_capacity": 40, "pack_size": 6, "lead_time_days": 2, "review_days": 3, "service_level_ppm": 950_000}))
        .expect("a plan");
        let cycle = Cycle::new(&plan, LeadTimes::quoted(2), None, Day::of_number(20_000));
        assert_eq!((cycle.lead_days, cycle.review_days), (2, 3));
        let further = cycle.further(4);
        assert_eq!((further.lead_days, further.review_days, further.lead.mean()), (6, 3, 6.0));
    }
}
