//! What somebody else tells of an order, and what its agent was told.

use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use realtail_kernel::{OrderId, Position};
use realtail_vocabulary::{AdjustmentNote, CheckoutEvent, Event, ParcelNote};

const NOTES_MAX: usize = 1_000;

/// Takes in what happened to an order outside.
#[derive(Clone, Debug)]
pub struct NoteOrder {
    /// Which.
    pub order: OrderId,
    /// All that is known of its parcels by now.
    pub parcels: Vec<ParcelNote>,
    /// All that is known of its money by now.
    pub adjustments: Vec<AdjustmentNote>,
}

/// What is new of it is written down; what was told before is known by its name.
pub(crate) fn decide(state: &Omnichannel, command: &NoteOrder) -> Result<Vec<Event>, Refusal> {
    let order = &command.order;
    if state.checkouts.of_order(order).is_none() {
        return Err(Refusal::Unknown { what: Thing::Checkout, id: order.to_string() });
    }
    let known = state.checkouts.notes(order).cloned().unwrap_or_default();
    let is_new = |note: &&ParcelNote| known.parcels.iter().all(|known| known.note != note.note);
    let parcels: Vec<ParcelNote> = command.parcels.iter().filter(is_new).cloned().collect();
    let is_new = |note: &&AdjustmentNote| known.adjustments.iter().all(|known| known.note != note.note);
    let adjustments: Vec<AdjustmentNote> = command.adjustments.iter().filter(is_new).cloned().collect();
    if parcels.is_empty() && adjustments.is_empty() {
        return Ok(Vec::new());
    }
    let many = known.parcels.len() + known.adjustments.len() + parcels.len() + adjustments.len();
    if many > NOTES_MAX {
        return Err(Refusal::invalid("events", format!("an order takes at most {NOTES_MAX} notes")));
    }
    Ok(vec![Event::Checkout(CheckoutEvent::OrderNoted { order: order.clone(), parcels, adjustments })])
}

/// The agent was told, or will never be.
pub(crate) fn tell(
    state: &Omnichannel,
    order: &OrderId,
    through: Position,
    arrived: bool,
) -> Result<Vec<Event>, Refusal> {
    if !state.checkouts.news.contains(&(order.clone(), through)) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Checkout(CheckoutEvent::Told { order: order.clone(), through, arrived })])
}
