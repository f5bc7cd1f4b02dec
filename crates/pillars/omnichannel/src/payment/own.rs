//! Means that need no provider: cash in a person's hand, and purses in the engine's own books.

use super::Payment;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use crate::wallet::Wallets;
use realtail_kernel::{Currency, Instant, Money, PaymentId};
use realtail_vocabulary::{Event, PaymentOperation, Purse, WalletEvent};

/// Whether a means needs no provider.
pub(crate) fn is_own(means: &str) -> bool {
    means == "cash" || is_purse(means)
}

fn is_purse(means: &str) -> bool {
    matches!(means, "points" | "gift_card")
}

/// Sets part of a purse aside for a payment; nothing for cash.
pub(crate) fn set_aside(
    state: &Omnichannel,
    payment: &PaymentId,
    means: &str,
    purse: Option<&Purse>,
    amount: Money,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    match purse {
        Some(purse) if is_purse(means) => Ok(logged(state.wallets.authorise(payment, purse, amount, now)?)),
        None if is_purse(means) => {
            let problem =
                format!("{means} are taken from somewhere: name the customer, or the gift card's code");
            Err(Refusal::invalid("tenders", problem))
        }
        _ => Ok(Vec::new()),
    }
}

/// What moves in a purse when a payment out of it goes on; nothing for cash.
///
/// # Errors
/// Where it would be more than was set aside, or had paid.
pub(crate) fn moved(
    wallets: &Wallets,
    payment: &Payment,
    operation: PaymentOperation,
    amount: i64,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    if !is_purse(payment.means.as_str()) {
        return Ok(Vec::new());
    }
    Ok(logged(match operation {
        PaymentOperation::Authorise => Vec::new(),
        PaymentOperation::Capture => wallets.capture(&payment.payment, amount)?,
        PaymentOperation::Void => wallets.void(&payment.payment, now),
        PaymentOperation::Refund => wallets.refund(&payment.payment, amount, now)?,
    }))
}

fn logged(events: Vec<WalletEvent>) -> Vec<Event> {
    events.into_iter().map(Event::Wallet).collect()
}

/// An amount with its currency.
pub(crate) fn money(amount: i64, currency: Currency) -> Money {
    Money { amount, currency }
}
