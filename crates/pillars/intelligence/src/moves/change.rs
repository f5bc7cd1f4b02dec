//! Hasten a line of an order to a supplier, or call it off.

use super::follow::days_until;
use crate::machine::Intelligence;
use crate::room::{Outstanding, Stockroom};
use realtail_kernel::{ItemId, Label, PurchaseOrderId, Quantity, Rejection};
use realtail_vocabulary::{
    CancelTerms, ExpediteTerms, IntelligenceEvent, PurchaseChange, PurchaseChangeKind, SupplierTerms,
};

const DAY_MS: i64 = 86_400_000;

/// What is asked.
pub(super) struct Asked<'a> {
    pub order: &'a PurchaseOrderId,
    pub item: &'a ItemId,
    pub what: PurchaseChangeKind,
    pub gain: Option<i64>,
    pub why: Option<&'a Label>,
}

/// Only what is still to come, and as the supplier's terms let it. The same again changes nothing.
pub(super) fn decide(
    state: &Intelligence,
    asked: &Asked<'_>,
    room: &dyn Stockroom,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let Asked { order, item, what, .. } = asked;
    let placed = state.purchases().get(order.as_str());
    let placed = placed.ok_or_else(|| Rejection::unknown("purchase order", order))?;
    if !placed.order.lines.iter().any(|line| line.item == **item) {
        return Err(Rejection::unknown("line of the order", format!("{order} {item}")));
    }
    let before = state.purchases().changes(order).rfind(|known| known.item == **item);
    let open: Vec<Outstanding> =
        room.outstanding(order).into_iter().filter(|open| open.item == **item).collect();
    let Some(due) = open.iter().map(|open| open.expected_at).min() else {
        return match before {
            Some(known) if known.what == PurchaseChangeKind::Cancel && *what == known.what => Ok(vec![]),
            _ => Err(Rejection::wrong_state(format!("nothing of {item} is still to come of order {order}"))),
        };
    };
    let supplier = placed.order.supplier.as_ref();
    let terms = supplier.and_then(|supplier| state.suppliers().terms(supplier.as_str()));
    let (expected_at, cost) = match what {
        PurchaseChangeKind::Expedite => {
            let ExpediteTerms { lead_time_days, cost } = expedite(terms, order)?;
            let soonest = room.now().plus_ms(i64::from(*lead_time_days) * DAY_MS);
            if soonest >= due {
                // It is on its way as fast as the supplier can.
                return match before {
                    Some(known) if known.what == *what => Ok(vec![]),
                    _ => Err(Rejection::wrong_state(format!(
                        "{item} of order {order} is due at {due}, and the supplier cannot be faster than {lead_time_days} days"
                    ))),
                };
            }
            (soonest, *cost)
        }
        PurchaseChangeKind::Cancel => {
            let CancelTerms { days_before, cost } = cancel(terms, order)?;
            let left = days_until(room, &placed.order.site, due);
            if left < u32::from(*days_before) {
                return Err(Rejection::wrong_state(format!(
                    "{item} of order {order} is due in {left} days; the supplier lets it be called off {days_before} days before"
                )));
            }
            (due, *cost)
        }
    };
    let units: i64 = open.iter().map(|open| open.units).sum();
    let quantity = Quantity::try_from(units)
        .map_err(|problem| Rejection::invalid("item", format!("{item}: {problem}")))?;
    let change = u32::try_from(state.purchases().changes(order).count()).unwrap_or(u32::MAX - 1) + 1;
    Ok(vec![IntelligenceEvent::PurchaseOrderChanged(Box::new(PurchaseChange {
        order: (*order).clone(),
        change,
        item: (*item).clone(),
        what: *what,
        quantity,
        expected_at,
        cost,
        gain: asked.gain,
        why: asked.why.cloned(),
    }))])
}

fn expedite<'a>(
    terms: Option<&'a SupplierTerms>,
    order: &PurchaseOrderId,
) -> Result<&'a ExpediteTerms, Rejection> {
    let found = terms.and_then(|terms| terms.expedite.as_ref());
    found.ok_or_else(|| {
        Rejection::wrong_state(format!(
            "the terms of order {order}'s supplier do not say that a line can be hastened; set \"expedite\" there"
        ))
    })
}

fn cancel<'a>(
    terms: Option<&'a SupplierTerms>,
    order: &PurchaseOrderId,
) -> Result<&'a CancelTerms, Rejection> {
    let found = terms.and_then(|terms| terms.cancel.as_ref());
    found.ok_or_else(|| {
        Rejection::wrong_state(format!(
            "the terms of order {order}'s supplier do not say that a line can be called off; set \"cancel\" there"
        ))
    })
}
