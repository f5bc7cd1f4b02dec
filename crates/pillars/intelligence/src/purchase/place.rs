//! Place an order with a supplier.

use crate::machine::Intelligence;
use realtail_kernel::Rejection;
use realtail_vocabulary::{IntelligenceEvent, PurchaseOrder};
use std::collections::BTreeSet;

/// The most lines of one order.
pub(crate) const LINES_MAX: usize = 10_000;

/// The same order sent again changes nothing; another one under its number is refused.
pub(crate) fn decide(
    state: &Intelligence,
    order: &PurchaseOrder,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    match state.purchases.get(order.order.as_str()) {
        Some(placed) if placed.order == *order => return Ok(vec![]),
        Some(_) => return Err(Rejection::exists("purchase order", &order.order)),
        None => {}
    }
    check(state, order)?;
    Ok(vec![IntelligenceEvent::PurchaseOrderPlaced(Box::new(order.clone()))])
}

fn check(state: &Intelligence, order: &PurchaseOrder) -> Result<(), Rejection> {
    if !(1..=LINES_MAX).contains(&order.lines.len()) {
        return Err(Rejection::invalid("lines", format!("give 1 to {LINES_MAX} lines")));
    }
    let mut seen = BTreeSet::new();
    for line in &order.lines {
        if !seen.insert(&line.item) {
            return Err(Rejection::invalid("lines", format!("{} stands in two lines; give one", line.item)));
        }
        let pack = state.plan(&line.item, &order.site).map_or(1, |plan| i64::from(plan.pack_size.max(1)));
        let units = line.quantity.units();
        if units % pack != 0 {
            let problem = format!(
                "{} comes in packs of {pack}, and {units} units are not whole packs; give {}",
                line.item,
                (units / pack + 1) * pack
            );
            return Err(Rejection::invalid("lines", problem));
        }
    }
    Ok(())
}
