//! Giving back what had paid, or part of it.

use super::reservation::{Reservation, take};
use super::{Lot, Wallets};
use crate::refusal::Refusal;
use realtail_kernel::{Instant, PaymentId};
use realtail_vocabulary::{Purse, WalletAccount, WalletEvent, WalletPosting};

/// What comes back may be spent for at least ninety days, however little time it had left when it paid.
const GRACE_MS: i64 = 90 * 86_400_000;

pub(super) fn decide(
    wallets: &Wallets,
    payment: &PaymentId,
    amount: i64,
    now: Instant,
) -> Result<Vec<WalletEvent>, Refusal> {
    let known = wallets.reserved(payment)?;
    let left = known.captured - known.refunded;
    if amount < 1 || amount > left {
        let problem = format!("{amount} cannot be refunded; payment {payment} has {left} left to refund");
        return Err(Refusal::invalid("amount", problem));
    }
    let (postings, card_expires_at) = match &known.purse {
        Purse::Points(customer) => {
            let owner = wallets.owner(customer);
            let closed = wallets.points.get(owner.as_str()).is_none_or(|wallet| wallet.closed);
            let posting = |lot: Lot| WalletPosting {
                from: WalletAccount::PointsSpent,
                to: match closed {
                    true => WalletAccount::PointsExpired,
                    false => WalletAccount::PointsAvailable(owner.clone()),
                },
                amount: lot.points,
                expires_at: lot.expires_at.map(|end| end.max(now.plus_ms(GRACE_MS))),
            };
            (coming_back(known, amount).into_iter().map(posting).collect(), None)
        }
        Purse::GiftCard(card) => {
            let grace = now.plus_ms(GRACE_MS);
            let expires_at = wallets.card(card)?.expires_at.filter(|end| *end < grace).map(|_| grace);
            let posting = WalletPosting {
                from: WalletAccount::CardsRedeemed(known.amount.currency),
                to: WalletAccount::CardBalance(card.clone()),
                amount,
                expires_at: None,
            };
            (vec![posting], expires_at)
        }
    };
    Ok(vec![WalletEvent::Refunded { payment: payment.clone(), amount, card_expires_at, postings }])
}

/// The points that a refund brings back: those that had the longest to live first. All of the money brings all of them.
fn coming_back(known: &Reservation, amount: i64) -> Vec<Lot> {
    let still_paid = known.points_for(known.captured - known.refunded - amount);
    let total = known.points_for(known.captured) - still_paid;
    let mut back_before = known.points_refunded;
    let mut left: Vec<Lot> = known.paid.iter().rev().copied().collect();
    for lot in &mut left {
        let gone = lot.points.min(back_before);
        lot.points -= gone;
        back_before -= gone;
    }
    take(left.iter(), (total - known.points_refunded).max(0)).into_iter().collect()
}
