//! Picked goods lie ready, and the shopper comes for them.

use super::FulfilmentState;
use super::step::{Step, legal};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{Label, OrderId, Word};
use realtail_vocabulary::{Event, OrderEvent};

/// Says where picked goods lie ready.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The order.
    pub order: OrderId,
    /// Which fulfilment.
    pub fulfilment: u16,
    /// Who.
    pub by: Word,
    /// Where: a shelf, a locker.
    pub place: Label,
}

pub(crate) fn decide(state: &Omnichannel, command: &Stage) -> Result<Vec<Event>, Refusal> {
    let known = state.orders.get(&command.order)?.fulfilment(command.fulfilment);
    if known.is_some_and(|f| f.state == FulfilmentState::Staged && f.place.as_ref() == Some(&command.place)) {
        return Ok(Vec::new());
    }
    legal(state, &command.order, command.fulfilment, Step::Stage)?;
    Ok(vec![Event::Order(OrderEvent::Staged {
        order: command.order.clone(),
        fulfilment: command.fulfilment,
        by: command.by.clone(),
        place: command.place.clone(),
    })])
}

/// Says that the shopper is there.
#[derive(Clone, Debug)]
pub struct Arrive {
    /// The order.
    pub order: OrderId,
    /// Which fulfilment.
    pub fulfilment: u16,
    /// Where the car stands.
    pub bay: Option<Word>,
}

pub(crate) fn arrive(state: &Omnichannel, command: &Arrive) -> Result<Vec<Event>, Refusal> {
    let known = state.orders.get(&command.order)?.fulfilment(command.fulfilment);
    if known.is_some_and(|f| f.state == FulfilmentState::Arrived && f.bay == command.bay) {
        return Ok(Vec::new());
    }
    legal(state, &command.order, command.fulfilment, Step::Arrive)?;
    Ok(vec![Event::Order(OrderEvent::Arrived {
        order: command.order.clone(),
        fulfilment: command.fulfilment,
        bay: command.bay.clone(),
    })])
}
