//! An associate takes a fulfilment on.

use super::FulfilmentState;
use super::step::{Step, legal};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{OrderId, Word};
use realtail_vocabulary::{Event, OrderEvent};

/// Takes a fulfilment on, so that two do not walk for the same goods.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The order.
    pub order: OrderId,
    /// Which fulfilment.
    pub fulfilment: u16,
    /// Who: a badge or a device, no person's name.
    pub by: Word,
}

pub(crate) fn decide(state: &Omnichannel, command: &Claim) -> Result<Vec<Event>, Refusal> {
    let known = state.orders.get(&command.order)?.fulfilment(command.fulfilment);
    if let Some(known) = known.filter(|known| known.state == FulfilmentState::Picking) {
        return match &known.by {
            Some(by) if *by == command.by => Ok(Vec::new()),
            Some(by) => Err(Refusal::WrongState { problem: format!("{by} has taken it on already") }),
            None => Ok(Vec::new()),
        };
    }
    legal(state, &command.order, command.fulfilment, Step::Accept)?;
    Ok(vec![Event::Order(OrderEvent::Claimed {
        order: command.order.clone(),
        fulfilment: command.fulfilment,
        by: command.by.clone(),
    })])
}
