//! Take in how long a supplier took.

use crate::machine::Intelligence;
use realtail_kernel::{Instant, PurchaseOrderId, Rejection};
use realtail_vocabulary::{IntelligenceEvent, SeenLeadTime};

const DAY_MICROS: i64 = 86_400_000_000;

/// Of an order of ours, at its first receipt. Others, and those of nobody in particular, teach nothing.
pub(crate) fn decide(
    state: &Intelligence,
    order: &PurchaseOrderId,
    at: Instant,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let Some(placed) = state.purchases.get(order.as_str()) else { return Ok(vec![]) };
    let Some(supplier) = placed.order.supplier.clone() else { return Ok(vec![]) };
    if state.purchases.arrived.contains(order) {
        return Ok(vec![]);
    }
    let ordered_at = placed.order.ordered_at.unwrap_or(placed.placed_at);
    let micros = at.micros_since(ordered_at).max(0);
    let days = u32::try_from((micros + DAY_MICROS / 2) / DAY_MICROS).unwrap_or(u32::MAX);
    let seen = SeenLeadTime { order: order.clone(), supplier, days };
    Ok(vec![IntelligenceEvent::LeadTimeSeen(Box::new(seen))])
}
