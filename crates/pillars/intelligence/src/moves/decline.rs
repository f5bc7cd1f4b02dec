//! Do not follow an advice to move, hasten or call off for a while.

use crate::machine::Intelligence;
use realtail_kernel::{Instant, Rejection};
use realtail_vocabulary::{DeclinedMove, IntelligenceEvent, MoveAdvice};

pub(super) fn decide(
    state: &Intelligence,
    declined: &DeclinedMove,
    now: Instant,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    if declined.until <= now {
        return Err(Rejection::invalid("until", "give a time that has not come yet"));
    }
    match &declined.advice {
        MoveAdvice::Transfer { item, to, .. } if state.plan(item, to).is_none() => {
            return Err(Rejection::unknown("replenishment plan", format!("{item} at {to}")));
        }
        MoveAdvice::FollowUp { order, .. } if state.purchases().get(order.as_str()).is_none() => {
            return Err(Rejection::unknown("purchase order", order));
        }
        MoveAdvice::Transfer { .. } | MoveAdvice::FollowUp { .. } => {}
    }
    if state.moves().declined(&declined.advice, now) == Some(declined) {
        return Ok(vec![]);
    }
    Ok(vec![IntelligenceEvent::MoveDeclined(Box::new(declined.clone()))])
}
