//! A provider's answer comes in.

use super::AskState;
use crate::machine::Omnichannel;
use crate::order;
use crate::refusal::{Refusal, Thing};
use crate::returns;
use realtail_kernel::{Instant, PaymentId};
use realtail_vocabulary::{Event, PaymentEvent, PaymentOperation, ProviderAnswer};

/// What a provider answered to an ask.
#[derive(Clone, Debug)]
pub struct AnswerPayment {
    /// The payment.
    pub payment: PaymentId,
    /// Which ask.
    pub ask: u32,
    /// What it said.
    pub answer: ProviderAnswer,
}

/// A final answer is taken in once; one that comes again changes nothing.
pub(crate) fn decide(
    state: &Omnichannel,
    command: &AnswerPayment,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let payment = state.payments.get(&command.payment)?;
    let asked = (command.ask as usize).checked_sub(1).and_then(|n| payment.asks.get(n));
    let Some(asked) = asked else {
        return Err(Refusal::Unknown {
            what: Thing::Payment,
            id: format!("{}/{}", command.payment, command.ask),
        });
    };
    match (&asked.state, &command.answer) {
        (AskState::Done | AskState::Declined(_), _) | (AskState::Unsure, ProviderAnswer::Unsure { .. }) => {
            return Ok(Vec::new());
        }
        (AskState::Waiting | AskState::Unsure, _) => (),
    }
    let answered = PaymentEvent::Answered {
        payment: command.payment.clone(),
        ask: command.ask,
        operation: asked.operation,
        answer: bounded(&command.answer, asked.operation, asked.amount),
    };
    let mut follows = order::answer::authorisation(state, &answered, now);
    follows.extend(returns::refund::after_capture(state, &answered, now));
    let mut events = vec![Event::Payment(answered)];
    events.extend(follows);
    Ok(events)
}

/// Of an authorisation, less than was asked for is known as it is; else what was done is what was asked for.
fn bounded(answer: &ProviderAnswer, operation: PaymentOperation, asked: i64) -> ProviderAnswer {
    match answer {
        ProviderAnswer::Done { reference, amount } => {
            let is_less = operation == PaymentOperation::Authorise && (1..asked).contains(amount);
            ProviderAnswer::Done {
                reference: reference.clone(),
                amount: if is_less { *amount } else { asked },
            }
        }
        ProviderAnswer::Declined { .. } | ProviderAnswer::Unsure { .. } => answer.clone(),
    }
}
