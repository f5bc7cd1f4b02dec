//! Order by rule what is missing, where the plan says so.

use crate::machine::Intelligence;
use crate::room::Stockroom;
use realtail_kernel::{Instant, ItemId, PurchaseOrderId, Quantity, Rejection, SiteId};
use realtail_vocabulary::{IntelligenceEvent, PurchaseLine, PurchaseOrder};

const DAY_MS: i64 = 86_400_000;

/// So many units at a time of the retailer's world, at most once in the plan's review time and not while a person has
/// declined it.
pub(crate) fn decide(
    state: &Intelligence,
    item: &ItemId,
    site: &SiteId,
    suggested: u32,
    at: Instant,
    room: &dyn Stockroom,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let plan = state.plan(item, site);
    let plan = plan.ok_or_else(|| Rejection::unknown("replenishment plan", format!("{item} at {site}")))?;
    let purchases = &state.purchases;
    let cycle = state.cycle(plan, room.day(site, at));
    let expected_at = at.plus_ms(i64::from(cycle.lead_days) * DAY_MS);
    let last = purchases.ordered_by_rule.get(&(item.clone(), site.clone()));
    let next = last.map(|last| last.plus_ms(i64::from(plan.review_days) * DAY_MS));
    let is_time = next.is_none_or(|next| next <= expected_at);
    if !plan.automatic || !is_time || purchases.declined(item, site, room.now()).is_some() {
        return Ok(vec![]);
    }
    let Ok(quantity) = Quantity::try_from(i64::from(suggested)) else { return Ok(vec![]) };
    let gain = state.weighed(plan, room).map(|weighed| weighed.gain(suggested));
    let order = PurchaseOrder {
        order: number(purchases.automatic + 1)?,
        supplier: plan.supplier.clone(),
        site: site.clone(),
        ordered_at: Some(at),
        expected_at,
        lines: vec![PurchaseLine {
            item: item.clone(),
            quantity,
            suggested: Some(suggested),
            gain,
            why: None,
        }],
        automatic: true,
    };
    super::place::decide(state, &order)
}

fn number(count: u64) -> Result<PurchaseOrderId, Rejection> {
    let text = format!("auto-{count:06}");
    PurchaseOrderId::new(text).map_err(|problem| Rejection::invalid("order", problem.to_string()))
}
