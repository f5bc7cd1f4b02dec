//! Shelves that weigh what lies on them.

use super::open::FLOOR;
use super::plan::{FloorPlan, Planned};
use super::{Floor, signals};
use crate::DemoError;
use crate::wire::CloudEvent;
use serde_json::{Value, json};

/// So many of the shelves weigh.
const SHELVES: usize = 4;
const UNIT_WEIGHT_G: u32 = 450;
const EMPTY_WEIGHT_G: u32 = 2_000;
/// Each says what lies on it in one of so many rounds.
const EVERY: u64 = 2;
/// Who lifts a pack may put it back.
const LOW_FOR_MS: u64 = 1_000;

fn name(place: usize) -> String {
    format!("shelf-{}", place + 1)
}

/// The shelves.
pub(super) fn devices(plan: &FloorPlan) -> Vec<(String, Value)> {
    let shelf = |(place, planned): (usize, &Planned)| {
        let plan_of_shelf = json!({"item": planned.item, "unit_weight_g": UNIT_WEIGHT_G,
            "empty_weight_g": EMPTY_WEIGHT_G, "low_at_units": 1, "filled_at_units": planned.capacity.max(2),
            "for_ms": LOW_FOR_MS});
        let body = json!({"kind": "shelf", "site": plan.site, "zone": FLOOR, "shelf": plan_of_shelf});
        (name(place), body)
    };
    plan.items.iter().enumerate().take(SHELVES).map(shelf).collect()
}

/// What they say in this round.
pub(super) fn round(round: u64, floor: &Floor) -> Result<Vec<CloudEvent>, DemoError> {
    let weighs = |place: &usize| (*place as u64 + round).is_multiple_of(EVERY);
    let shelves = 0..SHELVES.min(floor.plan.items.len());
    let say = |place: usize| {
        let units = floor.tags().on_floor(place) as u32;
        let weight_g = EMPTY_WEIGHT_G + units * UNIT_WEIGHT_G;
        let data = json!({"shelf": name(place), "site": floor.plan.site, "weight_g": weight_g});
        signals::event("retail.shelf.weighed", format!("{}-{round}", name(place)), &floor.plan, &data)
    };
    shelves.filter(weighs).map(say).collect()
}
