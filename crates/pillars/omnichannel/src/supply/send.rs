//! Goods that were picked for another site leave.

use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{Instant, PurchaseOrderId, Quantity};
use realtail_vocabulary::{Condition, Dispatch, Event, FloorTask, ShipmentLine};

/// What a task says was picked is dispatched, to where it is expected, and no more than was asked for. What stays is free again.
pub(crate) fn decide(
    state: &Omnichannel,
    task: &FloorTask,
    units: i64,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let gone = || Refusal::WrongState {
        problem: format!("nothing is expected of task {} any more; the transfer was called off", task.task),
    };
    let shipment = task.shipment.clone().ok_or_else(gone)?;
    let expected = state.supply.order(shipment.as_str()).ok_or_else(gone)?;
    if units > task.quantity {
        let problem = format!("{} are to be sent; send no more", task.quantity);
        return Err(Refusal::invalid("quantity", problem));
    }
    let quantity =
        Quantity::try_from(units).map_err(|problem| Refusal::invalid("quantity", problem.to_string()))?;
    let line = ShipmentLine {
        item: task.item.clone(),
        quantity,
        lot: None,
        expires_at: None,
        condition: Condition::Sellable,
    };
    let dispatch = Dispatch {
        order: PurchaseOrderId::new(shipment.as_str()).ok(),
        shipment,
        from: Some(task.site.clone()),
        to: expected.site.clone(),
        lines: vec![line],
        expected_at: expected.lines.iter().map(|line| line.expected_at).min(),
    };
    super::dispatch::decide(state, &dispatch, now)
}
