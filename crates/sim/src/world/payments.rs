//! Payments in a run: asks reach the provider once they are durable, and answers come back late, twice, or never.

use super::World;
use crate::invariants::{self, Breach, Held, breach};
use crate::mutation::Subject;
use crate::provider::Call;
use realtail_engine::{Core, Request};
use realtail_omnichannel::payment::{AnswerPayment, Payment};
use realtail_omnichannel::returns::{RefundState, Return};
use realtail_omnichannel::{Command as Stock, Omnichannel};
use realtail_platform::Command;
use realtail_vocabulary::{PaymentAsk, ProviderAnswer};

/// Longer than any time limit.
const LONG_MS: i64 = 100 * 86_400_000;

impl<P: Subject> World<P> {
    /// The courier carries one of the asks that are durable, whether it has carried it before or not.
    pub(super) fn call_provider(&mut self, at: usize) -> Held {
        let Some(provider) = &mut self.provider else { return Ok(()) };
        let state = &self.nodes[at].replica.machine.retail().omnichannel;
        let waiting: Vec<PaymentAsk> = state.payments.waiting().cloned().collect();
        let Some(ask) = self.chance.pick(&waiting).cloned() else { return Ok(()) };
        let answer = match provider.call(&ask, &mut self.chance)? {
            Call::Answered(answer) => answer,
            Call::Cut => {
                let problem = realtail_kernel::Word::new("the line was cut").expect("a word");
                ProviderAnswer::Unsure { problem }
            }
        };
        self.history.note(format!("provider: {}/{} {:?}", ask.payment, ask.ask, answer));
        self.ask_for(told(&ask, answer, self.now));
        Ok(())
    }

    /// In the end every ask is answered and every limit has passed; then both books must say the same.
    pub(super) fn settle_payments(&mut self) -> Held {
        let Some(provider) = &mut self.provider else { return Ok(()) };
        let mut core = Core::new(self.shadow.clone());
        let mut now = self.now.max(self.shadow.at);
        for _ in 0..1_000 {
            let state = &core.replica().machine.retail().omnichannel;
            let Some(ask) = state.payments.waiting().next().cloned() else {
                match core.next_due() {
                    Some(due) if due <= self.now.plus_ms(LONG_MS) => {
                        now = now.max(due);
                        core.tick(now);
                        core.take_pending();
                        continue;
                    }
                    _ => break,
                }
            };
            let answer = provider.act(&ask, &mut self.chance)?;
            core.take(told(&ask, answer, now), now);
            core.take_pending();
        }
        let retail = core.replica().machine.retail();
        invariants::of_the_stock(retail)?;
        let provider = &*provider;
        let stock = &retail.omnichannel;
        stock.payments.all().try_for_each(|payment| same(stock, payment, provider))?;
        stock.returns.all().try_for_each(|known| came_to_an_end(stock, known))
    }
}

fn told(ask: &PaymentAsk, answer: ProviderAnswer, now: realtail_kernel::Instant) -> Request<Command> {
    let (payment, ask) = (ask.payment.clone(), ask.ask);
    Request {
        command: Stock::AnswerPayment(AnswerPayment { payment, ask, answer }).into(),
        signal: compact_str::CompactString::const_new("payment.answer"),
        by: compact_str::CompactString::const_new("courier"),
        received_at: now,
        cause: None,
        keys: smallvec::smallvec![],
    }
}

/// Once every ask is answered, what a return is owed is back, or somebody was told that it is not.
fn came_to_an_end(state: &Omnichannel, known: &Return) -> Result<(), Breach> {
    match state.refund_state(known) {
        RefundState::Refunded | RefundState::RefundFailed => Ok(()),
        RefundState::RefundPending => {
            let words = format!("the refund of return {} never comes to an end", known.return_id);
            Err(breach("refunds_come_to_an_end", words))
        }
    }
}

/// What the engine knows of a payment is what the provider has done.
fn same(state: &Omnichannel, payment: &Payment, provider: &crate::provider::Provider) -> Result<(), Breach> {
    if payment.means.as_str() == "cash" {
        return Ok(());
    }
    let theirs = provider.account(&payment.payment);
    let ours = (payment.authorised, payment.captured, payment.refunded, payment.voided);
    if ours != (theirs.authorised, theirs.captured, theirs.refunded, theirs.voided) {
        let words = format!("{}: the engine says {ours:?}, the provider {theirs:?}", payment.payment);
        return Err(breach("both_books_say_the_same", words));
    }
    let order = state.orders.find(&payment.order);
    let stands = order.is_some_and(|order| order.state_word() != "refused");
    let declined = |ask: &realtail_omnichannel::payment::Ask| {
        matches!(ask.state, realtail_omnichannel::payment::AskState::Declined(_))
    };
    // A provider may decline to let go of what it keeps; a person is told then.
    if !stands && theirs.authorised > 0 && !theirs.voided && !payment.asks.iter().any(declined) {
        let words = format!(
            "{} keeps {} ready for an order that never came about",
            payment.payment, theirs.authorised
        );
        return Err(breach("no_payment_without_an_order", words));
    }
    Ok(())
}
