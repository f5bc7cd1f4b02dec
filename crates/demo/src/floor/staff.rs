//! Who works in the store: the data names nobody, so a roster is made up.

use super::open::send;
use super::plan::FloorPlan;
use crate::DemoError;
use crate::http::{Call, Client};
use serde_json::{Value, json};

/// How many people there are.
const PEOPLE: usize = 8;
/// Tills of each store.
const TILLS: u64 = 3;
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Cents an hour of the first, and how much more each further one has.
const WAGE: [usize; 2] = [1_500, 50];

/// Sets the roster.
pub(super) async fn open(client: &Client, plan: &FloorPlan) -> Result<(), DemoError> {
    let people: Vec<Value> = (0..PEOPLE).map(person).collect();
    let roster = json!({"people": people, "targets": {"tills": TILLS}});
    send(client, Call::put(format!("/v1/sites/{}/roster", plan.site), &roster)?).await
}

/// Half of them can come early and half late; all at a till, and every other one picks orders too. Each has two days off.
fn person(at: usize) -> Value {
    let (from, to) = if at.is_multiple_of(2) { ("06:00", "16:00") } else { ("13:00", "23:00") };
    let days = WEEKDAYS.iter().enumerate().filter(|(day, _)| (day + at) % 7 > 1);
    let available: Vec<Value> =
        days.map(|(_, weekday)| json!({"weekday": weekday, "from": from, "to": to})).collect();
    let roles: &[&str] = if at % 4 < 2 { &["till", "picking"] } else { &["till"] };
    json!({"person": format!("P-{}", at + 1), "roles": roles, "available": available, "contract_minutes": 1_800,
        "overtime_minutes": 300, "wage_per_hour": WAGE[0] + WAGE[1] * at})
}

/// At which till a receipt was written, by its number.
pub(crate) fn till(sale: u64) -> u64 {
    sale % TILLS + 1
}
