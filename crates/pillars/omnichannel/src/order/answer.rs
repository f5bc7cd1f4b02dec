//! What a provider's answer means for the order it pays.

use super::confirm::{confirm, refuse};
use super::{Order, OrderState};
use crate::machine::Omnichannel;
use crate::payment::Payment;
use crate::payment::ask::{self, Till};
use realtail_kernel::{Instant, Word};
use realtail_vocabulary::{Event, PaymentEvent, PaymentOperation, ProviderAnswer, Refused};

/// What follows from an answer to an authorisation, beside the answer itself.
pub(crate) fn authorisation(state: &Omnichannel, answered: &PaymentEvent, now: Instant) -> Vec<Event> {
    let PaymentEvent::Answered { payment, operation: PaymentOperation::Authorise, answer, .. } = answered
    else {
        return Vec::new();
    };
    let Ok(known) = state.payments.get(payment) else { return Vec::new() };
    let Ok(order) = state.orders.get(&known.order) else { return Vec::new() };
    let payments = drafts(state, order, answered);
    match (&order.state, answer) {
        (_, ProviderAnswer::Unsure { .. }) => Vec::new(),
        (OrderState::Placed, ProviderAnswer::Declined { code, .. }) => {
            let why = Refused::PaymentDeclined { payment: payment.clone(), code: code.clone() };
            refuse(state, order, payments.iter(), why, now)
        }
        // Less than was asked for pays for nothing, and is let go.
        (OrderState::Placed, ProviderAnswer::Done { amount, .. }) if *amount < asked(known) => {
            let code = Word::new("partly_authorised").expect("a word");
            let why = Refused::PaymentDeclined { payment: payment.clone(), code };
            refuse(state, order, payments.iter(), why, now)
        }
        (OrderState::Placed, ProviderAnswer::Done { .. }) => {
            if payments.iter().any(Payment::is_pending) {
                Vec::new()
            } else {
                confirm(state, order, &payments, now)
            }
        }
        // The order has ended without waiting: what is kept ready for it is let go.
        (OrderState::Refused(_) | OrderState::Cancelled, ProviderAnswer::Done { .. }) => {
            Till::new(state, now).void(payments.iter().filter(|paid| paid.payment == *payment))
        }
        (OrderState::Refused(_) | OrderState::Cancelled, ProviderAnswer::Declined { .. })
        | (OrderState::Confirmed | OrderState::Completed, _) => Vec::new(),
    }
}

/// What was asked to be kept ready.
fn asked(payment: &Payment) -> i64 {
    payment.asks.first().map_or(0, |ask| ask.amount)
}

/// The payments of an order with the answer taken in.
fn drafts(state: &Omnichannel, order: &Order, answered: &PaymentEvent) -> Vec<Payment> {
    let mut payments: Vec<Payment> = ask::of(state, &order.payments).cloned().collect();
    payments.iter_mut().for_each(|payment| payment.take_in(answered));
    payments
}
