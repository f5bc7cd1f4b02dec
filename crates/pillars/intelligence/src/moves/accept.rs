//! Let goods go from one site to another.

use super::supply_of;
use crate::machine::Intelligence;
use crate::room::Stockroom;
use realtail_kernel::Rejection;
use realtail_vocabulary::{IntelligenceEvent, Transfer};

/// Only what is there and promised to nobody. The same transfer sent again changes nothing; another one under its number is
/// refused.
pub(super) fn decide(
    state: &Intelligence,
    transfer: &Transfer,
    room: &dyn Stockroom,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let Transfer { transfer: number, item, from, to, quantity, .. } = transfer;
    match state.moves().get(number.as_str()) {
        Some(known) if is_same(&known.transfer, transfer) => return Ok(vec![]),
        Some(_) => return Err(Rejection::exists("transfer", number)),
        None => {}
    }
    if from == to {
        return Err(Rejection::invalid("to", format!("{to} sends it; name another site")));
    }
    if supply_of(number).is_ok_and(|name| state.purchases().get(name.as_str()).is_some()) {
        return Err(Rejection::exists("purchase order", number));
    }
    if room.standing(item, to).is_none() {
        return Err(Rejection::unknown("item at a site", format!("{item} at {to}")));
    }
    let free = room.free_units(item, from).max(0);
    if quantity.units() > free {
        let problem = format!(
            "{free} of {item} at {from} are there and promised to nobody, so {} cannot go; give {free} or fewer",
            quantity.units()
        );
        let problem = if free == 0 { problem.replace("; give 0 or fewer", "") } else { problem };
        return Err(Rejection::invalid("quantity", problem));
    }
    Ok(vec![IntelligenceEvent::TransferAccepted(Box::new(transfer.clone()))])
}

/// What was expected of it may have moved since.
fn is_same(known: &Transfer, asked: &Transfer) -> bool {
    let names = |of: &Transfer| (of.item.clone(), of.from.clone(), of.to.clone(), of.quantity, of.kind);
    names(known) == names(asked)
}
