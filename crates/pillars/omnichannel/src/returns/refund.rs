//! Money of a return that has not gone back: what was declined, and what had to wait until it was captured.

use super::accept::NewCard;
use super::money::{on_new_card, parts_of, to_payments};
use super::{PartState, Return, ReturnLine, part_state};
use crate::machine::Omnichannel;
use crate::order::Order;
use crate::payment::Payment;
use crate::payment::ask::{self, Till};
use crate::refusal::Refusal;
use realtail_kernel::{Instant, OrderId, ReturnId, Word};
use realtail_vocabulary::{
    Event, PaymentEvent, PaymentOperation, ProviderAnswer, RaisedLine, RefundTo, ReturnEvent, ReturnOf,
};

/// Sends money on its way that has not gone back.
#[derive(Clone, Debug)]
pub struct RefundAgain {
    /// The return.
    pub return_id: ReturnId,
    /// Who asks for it.
    pub by: Word,
    /// Where it is to go.
    pub to: RefundTo,
    /// Should it go on a gift card, this one.
    pub card: Option<NewCard>,
}

/// What may still be given back for an order, counting what its payments are yet to take and what its returns are owed.
pub(super) fn room(state: &Omnichannel, order: &Order) -> i64 {
    let of_payment = |payment: &Payment| payment.taken() - payment.given_back();
    let payments: i64 = ask::of(state, &order.payments).map(of_payment).sum();
    let owed = state.returns.of_order(&order.order).map(|known| known.outstanding(&state.payments));
    payments - order.credited - owed.sum::<i64>()
}

/// Whether a provider still has to say whether it took something for an order.
pub(super) fn waits_for_capture(state: &Omnichannel, order: &OrderId) -> bool {
    let Some(order) = state.orders.find(order) else { return false };
    ask::of(state, &order.payments).any(|payment| payment.taken() > payment.captured)
}

pub(super) fn decide(
    state: &Omnichannel,
    command: &RefundAgain,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let known = state.returns.get(&command.return_id)?;
    let outstanding = known.outstanding(&state.payments);
    let ReturnOf::Order(order) = &known.of else { return Ok(Vec::new()) };
    let order = state.orders.get(order)?;
    let owed = outstanding + known.withheld().min(room(state, order).max(0));
    if owed <= 0 {
        return Ok(Vec::new());
    }
    let amount = owed.min(order.refundable(state));
    if amount <= 0 {
        let problem = format!(
            "{owed} are owed for return {}, and nothing of order {} can be given back now",
            known.return_id, order.order
        );
        return Err(Refusal::WrongState { problem });
    }
    let (refunds, events) = match command.to {
        RefundTo::Original => to_payments(state, order, amount, &known.return_id, now),
        RefundTo::GiftCard | RefundTo::Exchange => {
            let (part, events) = on_new_card(state, command.card.as_ref(), amount, order.currency, now)?;
            (vec![part], events)
        }
    };
    let asked = ReturnEvent::RefundAsked {
        return_id: known.return_id.clone(),
        by: command.by.clone(),
        refunds,
        raised: raised(known, amount - outstanding),
    };
    Ok([vec![Event::Return(asked)], events].concat())
}

/// Of what was withheld from its lines, the first first.
fn raised(known: &Return, amount: i64) -> Vec<RaisedLine> {
    let mut left = amount.max(0);
    let raise = |line: &ReturnLine| {
        let amount = left.min(line.withheld());
        left -= amount;
        (amount > 0).then_some(RaisedLine { line: line.line, amount })
    };
    known.lines.iter().filter_map(raise).collect()
}

/// What follows from a capture that has answered: refunds that had to wait for it are asked for.
pub(crate) fn after_capture(state: &Omnichannel, answered: &PaymentEvent, now: Instant) -> Vec<Event> {
    let PaymentEvent::Answered {
        payment,
        operation: PaymentOperation::Capture,
        answer: ProviderAnswer::Done { .. },
        ..
    } = answered
    else {
        return Vec::new();
    };
    let order = state.payments.get(payment).ok().and_then(|payment| state.orders.find(&payment.order));
    let Some(order) = order else { return Vec::new() };
    let mut payments: Vec<Payment> = ask::of(state, &order.payments).cloned().collect();
    payments.iter_mut().for_each(|payment| payment.take_in(answered));
    let mut events = Vec::new();
    for known in state.returns.of_order(&order.order).filter(|known| waits(state, known)) {
        let ready = payments.iter().map(Payment::to_refund).sum::<i64>() - order.credited;
        let amount = known.outstanding(&state.payments).min(ready);
        let (asked, _) = Till::new(state, now).refund(payments.iter(), amount, Some(&known.return_id));
        let refunds = parts_of(&asked);
        if refunds.is_empty() {
            continue;
        }
        for event in &asked {
            if let Event::Payment(event) = event {
                payments.iter_mut().for_each(|payment| payment.take_in(event));
            }
        }
        let by = Word::new("engine").expect("a word");
        let return_id = known.return_id.clone();
        let raised = Vec::new();
        events.push(Event::Return(ReturnEvent::RefundAsked { return_id, by, refunds, raised }));
        events.extend(asked);
    }
    events
}

/// What a provider has declined waits for a person instead.
fn waits(state: &Omnichannel, known: &Return) -> bool {
    known.outstanding(&state.payments) > 0
        && known.refunds.iter().all(|part| part_state(&state.payments, part) != PartState::Declined)
}
