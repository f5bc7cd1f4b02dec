//! Picked goods that nobody wants any more go back to their place.

use super::step::{Step, legal};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{OrderId, Word};
use realtail_vocabulary::{Event, OrderEvent};

pub(crate) fn decide(
    state: &Omnichannel,
    order: &OrderId,
    fulfilment: u16,
    by: &Word,
) -> Result<Vec<Event>, Refusal> {
    let known = state.orders.get(order)?.fulfilment(fulfilment);
    if known.is_some_and(|known| known.put_back.is_empty()) {
        return Ok(Vec::new());
    }
    legal(state, order, fulfilment, Step::PutBack)?;
    Ok(vec![Event::Order(OrderEvent::PutBack { order: order.clone(), fulfilment, by: by.clone() })])
}
