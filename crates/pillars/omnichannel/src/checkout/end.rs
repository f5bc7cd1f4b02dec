//! Giving a checkout up, and what is said of one that is over.

use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::CheckoutId;
use realtail_vocabulary::{Checkout, CheckoutEvent, CheckoutState, Event, HoldEvent, VoidReason};

/// Gives a checkout up, and back what was held for it.
pub(crate) fn cancel(state: &Omnichannel, checkout: &CheckoutId) -> Result<Vec<Event>, Refusal> {
    let known = state.checkouts.get(checkout)?;
    if known.state != CheckoutState::Open {
        return Err(over(known));
    }
    let standing = known.hold.as_ref().and_then(|hold| state.holds.get(hold).ok());
    let give_back = standing
        .filter(|hold| hold.is_open())
        .map(|hold| Event::Hold(HoldEvent::Voided { hold: hold.hold.clone(), reason: VoidReason::Asked }));
    let moved = CheckoutEvent::Moved { checkout: checkout.clone(), state: CheckoutState::Cancelled };
    Ok(give_back.into_iter().chain([Event::Checkout(moved)]).collect())
}

/// Why nothing can be done with a checkout any more.
pub(super) fn over(known: &Checkout) -> Refusal {
    let id = &known.checkout;
    let problem = match &known.state {
        CheckoutState::Cancelled => format!("checkout {id} was cancelled; open another"),
        CheckoutState::Completed { order } => {
            format!("checkout {id} was completed with order {order}; open another")
        }
        CheckoutState::Completing { order } => {
            format!("checkout {id} is being completed with order {order}; wait for its payment")
        }
        CheckoutState::Open => format!("checkout {id} is open"),
    };
    Refusal::WrongState { problem }
}
