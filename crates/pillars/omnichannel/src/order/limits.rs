//! How long each step of an order may take.

use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_vocabulary::{Event, OrderEvent, OrderLimits};

const DAY_MINUTES: u32 = 24 * 60;

pub(crate) fn decide(state: &Omnichannel, limits: &OrderLimits) -> Result<Vec<Event>, Refusal> {
    if state.orders.limits == *limits {
        return Ok(Vec::new());
    }
    let within = |field: &str, minutes: u32, most: u32| {
        let problem = || format!("from 1 to {most} minutes, not {minutes}");
        if (1..=most).contains(&minutes) { Ok(()) } else { Err(Refusal::invalid(field, problem())) }
    };
    within("payment_minutes", limits.payment_minutes, DAY_MINUTES)?;
    within("claim_minutes", limits.claim_minutes, 7 * DAY_MINUTES)?;
    within("pick_minutes", limits.pick_minutes, 7 * DAY_MINUTES)?;
    within("ready_minutes", limits.ready_minutes, 7 * DAY_MINUTES)?;
    within("collect_minutes", limits.collect_minutes, 90 * DAY_MINUTES)?;
    within("parked_minutes", limits.parked_minutes, 7 * DAY_MINUTES)?;
    within("parked_cancel_minutes", limits.parked_cancel_minutes, 90 * DAY_MINUTES)?;
    Ok(vec![Event::Order(OrderEvent::LimitsSet(*limits))])
}
