//! Let a rule ask for what is missing from the site that supplies another, where the plan says so.

use crate::machine::Intelligence;
use crate::room::Stockroom;
use realtail_kernel::{Instant, ItemId, Quantity, Rejection, SiteId, TransferId};
use realtail_vocabulary::{IntelligenceEvent, Transfer, TransferKind};

const DAY_MS: i64 = 86_400_000;

/// So many units at a time of the retailer's world, at most once in the plan's review time and not while a person has
/// declined it.
pub(super) fn decide(
    state: &Intelligence,
    (item, site): (&ItemId, &SiteId),
    suggested: u32,
    at: Instant,
    room: &dyn Stockroom,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let plan = state.plan(item, site);
    let plan = plan.ok_or_else(|| Rejection::unknown("replenishment plan", format!("{item} at {site}")))?;
    let Some(source) = plan.source.as_ref().filter(|_| plan.automatic) else { return Ok(vec![]) };
    let moves = state.moves();
    let expected_at = at.plus_ms(i64::from(plan.lead_time_days) * DAY_MS);
    let last = moves.asked_by_rule.get(item).and_then(|sites| sites.get(site));
    let next = last.map(|last| last.plus_ms(i64::from(plan.review_days) * DAY_MS));
    let is_time = next.is_none_or(|next| next <= expected_at);
    if !is_time || state.purchases().declined(item, site, room.now()).is_some() {
        return Ok(vec![]);
    }
    let Ok(quantity) = Quantity::try_from(i64::from(suggested)) else { return Ok(vec![]) };
    let text = format!("auto-{:06}", moves.automatic + 1);
    let number =
        TransferId::new(text).map_err(|problem| Rejection::invalid("transfer", problem.to_string()))?;
    let transfer = Transfer {
        transfer: number,
        item: item.clone(),
        from: source.clone(),
        to: site.clone(),
        quantity,
        kind: TransferKind::Supply,
        expected_at,
        suggested: Some(suggested),
        gain: state.weighed(plan, room).map(|weighed| weighed.gain(suggested)),
        why: None,
        automatic: true,
    };
    super::accept::decide(state, &transfer, room)
}
