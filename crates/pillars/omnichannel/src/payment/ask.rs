//! Taking, giving back and letting go: each bounded by what stands, so that no interleaving takes or gives back too much.

use super::{Payment, own};
use crate::machine::Omnichannel;
use crate::wallet::Wallets;
use realtail_kernel::{Instant, PaymentId, ReturnId};
use realtail_vocabulary::{Event, PaymentAsk, PaymentEvent, PaymentOperation};

/// Payments as the decision so far has left them, and the purses behind them.
pub(crate) struct Till<'a> {
    /// What is set aside in purses, as the decision so far has left it.
    pub wallets: &'a Wallets,
    pub now: Instant,
}

impl<'a> Till<'a> {
    /// For a decision that has touched no purse before.
    pub fn new(state: &'a Omnichannel, now: Instant) -> Till<'a> {
        Till { wallets: &state.wallets, now }
    }

    /// Takes `amount` from payments, the first first: what could not be taken is told.
    pub fn capture<'p>(&self, payments: impl Iterator<Item = &'p Payment>, amount: i64) -> (Vec<Event>, i64) {
        self.spread(payments, amount, PaymentOperation::Capture, Payment::to_capture, None)
    }

    /// Gives `amount` back to payments, the last first: what could not be given back is told.
    pub fn refund<'p>(
        &self,
        payments: impl DoubleEndedIterator<Item = &'p Payment>,
        amount: i64,
        return_id: Option<&ReturnId>,
    ) -> (Vec<Event>, i64) {
        self.spread(payments.rev(), amount, PaymentOperation::Refund, Payment::to_refund, return_id)
    }

    /// Lets go what payments still keep ready and nobody will take. Of a payment that something was taken from, a
    /// provider lets go of the rest by itself.
    pub fn void<'p>(&self, payments: impl Iterator<Item = &'p Payment>) -> Vec<Event> {
        let untouched =
            |payment: &&Payment| payment.to_capture() > 0 && payment.to_capture() == payment.authorised;
        let void = |payment: &Payment| self.next(payment, PaymentOperation::Void, payment.authorised, None);
        payments.filter(untouched).flat_map(void).collect()
    }

    fn spread<'p>(
        &self,
        payments: impl Iterator<Item = &'p Payment>,
        amount: i64,
        operation: PaymentOperation,
        most: impl Fn(&Payment) -> i64,
        return_id: Option<&ReturnId>,
    ) -> (Vec<Event>, i64) {
        let mut left = amount;
        let mut events = Vec::new();
        for payment in payments {
            let part = most(payment).min(left);
            let next = if part > 0 { self.next(payment, operation, part, return_id) } else { Vec::new() };
            if !next.is_empty() {
                left -= part;
                events.extend(next);
            }
        }
        (events, left)
    }

    /// The next thing that a payment does, as an ask to its provider or as a fact where it has none.
    fn next(
        &self,
        payment: &Payment,
        operation: PaymentOperation,
        amount: i64,
        return_id: Option<&ReturnId>,
    ) -> Vec<Event> {
        if !own::is_own(payment.means.as_str()) {
            return vec![Event::Payment(PaymentEvent::Asked(PaymentAsk {
                payment: payment.payment.clone(),
                ask: payment.asks.len() as u32 + 1,
                operation,
                amount,
                currency: payment.currency,
                provider: payment.means.clone(),
                token: payment.token.clone(),
                sealed_token: payment.sealed_token.clone(),
                reference: payment.reference.clone(),
                order: payment.order.clone(),
                return_id: return_id.cloned(),
            }))];
        }
        // A purse that refuses leaves the money where it is.
        let Ok(mut events) = own::moved(self.wallets, payment, operation, amount, self.now) else {
            return Vec::new();
        };
        events.push(Event::Payment(PaymentEvent::Settled {
            payment: payment.payment.clone(),
            operation,
            amount,
            currency: payment.currency,
            means: payment.means.clone(),
            order: payment.order.clone(),
            return_id: return_id.cloned(),
            at: self.now,
        }));
        events
    }
}

/// The payments of an order.
pub(crate) fn of<'a>(
    state: &'a Omnichannel,
    payments: &'a [PaymentId],
) -> impl DoubleEndedIterator<Item = &'a Payment> {
    payments.iter().filter_map(|payment| state.payments.get(payment).ok())
}
