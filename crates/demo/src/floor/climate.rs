//! Two fridges: one has a door that is left open now and then, the other is now and then too warm for too long.

use super::open::COLD;
use super::plan::FloorPlan;
use super::{Floor, signals};
use crate::DemoError;
use crate::chance::{Chance, Use};
use crate::wire::CloudEvent;
use serde_json::{Value, json};

const FRIDGES: [&str; 2] = ["fridge-1", "fridge-2"];
const TOO_WARM_MILLICELSIUS: i32 = 8_000;
const WELL_MILLICELSIUS: i32 = 6_000;
/// An alarm comes after so long.
const WARM_FOR_MS: u64 = 2_000;
/// The round in which each warms up for the first time, for how many rounds, and after how many again. The second is well
/// again before anybody is told.
const WARM: [(u64, u64, u64); 2] = [(4, 6, 75), (30, 1, 40)];

/// The thermometers.
pub(super) fn devices(plan: &FloorPlan) -> Vec<(String, Value)> {
    let climate = json!({"too_warm_above_millicelsius": TOO_WARM_MILLICELSIUS,
        "well_at_millicelsius": WELL_MILLICELSIUS, "for_ms": WARM_FOR_MS});
    let body = json!({"kind": "thermometer", "site": plan.site, "zone": COLD, "climate": climate});
    FRIDGES.iter().map(|name| ((*name).to_owned(), body.clone())).collect()
}

fn is_warm(round: u64, (first, long, every): (u64, u64, u64)) -> bool {
    round.checked_sub(first).is_some_and(|since| since % every < long)
}

/// What they say in this round.
pub(super) fn round(round: u64, floor: &Floor) -> Result<Vec<CloudEvent>, DemoError> {
    let say = |(name, warm): (&str, (u64, u64, u64))| {
        let mut chance = Chance::of(floor.world.seed, Use::Floor, round);
        let usual = if is_warm(round, warm) { 9.5 } else { 4.0 };
        let celsius = (chance.between(usual - 0.5, usual + 0.5) * 10.0).round() / 10.0;
        let data = json!({"sensor": name, "site": floor.plan.site, "celsius": celsius});
        signals::event("retail.temperature.read", format!("{name}-{round}"), &floor.plan, &data)
    };
    FRIDGES.into_iter().zip(WARM).map(say).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fridge_is_rarely_warm() {
        let warm =
            |fridge: usize| (0..160).filter(|round| is_warm(*round, WARM[fridge])).collect::<Vec<u64>>();
        assert_eq!(warm(0), [4, 5, 6, 7, 8, 9, 79, 80, 81, 82, 83, 84, 154, 155, 156, 157, 158, 159]);
        assert_eq!(warm(1), [30, 70, 110, 150]);
    }
}
