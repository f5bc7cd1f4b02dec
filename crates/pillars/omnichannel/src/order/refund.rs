//! Money goes back beside any return: for goodwill, for a promise that was not kept.

use super::Order;
use crate::machine::Omnichannel;
use crate::payment::ask::{self, Till};
use crate::refusal::Refusal;
use realtail_kernel::{Instant, OrderId, Word};
use realtail_vocabulary::{Event, OrderEvent};

/// Gives money of an order back.
#[derive(Clone, Debug)]
pub struct RefundOrder {
    /// The order.
    pub order: OrderId,
    /// How much, in minor units.
    pub amount: i64,
    /// Why.
    pub reason: Word,
    /// Who decided it.
    pub by: Word,
}

impl Order {
    /// What was taken and is not on its way back.
    pub fn refundable(&self, state: &Omnichannel) -> i64 {
        let payments = ask::of(state, &self.payments).map(crate::payment::Payment::to_refund).sum::<i64>();
        (payments - self.credited).max(0)
    }
}

pub(crate) fn decide(
    state: &Omnichannel,
    command: &RefundOrder,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let order = state.orders.get(&command.order)?;
    let most = order.refundable(state);
    if command.amount < 1 || command.amount > most {
        let problem = format!(
            "{} of order {} can be given back, not {}; no more goes back than was taken",
            most, order.order, command.amount
        );
        return Err(Refusal::invalid("amount", problem));
    }
    let (refunds, _) = Till::new(state, now).refund(ask::of(state, &order.payments), command.amount, None);
    let mut events = vec![Event::Order(OrderEvent::Refunded {
        order: order.order.clone(),
        amount: command.amount,
        reason: command.reason.clone(),
        by: command.by.clone(),
    })];
    events.extend(refunds);
    Ok(events)
}
