//! Freeing what was set aside and has not paid.

use super::Wallets;
use realtail_kernel::{Instant, PaymentId};
use realtail_vocabulary::{Purse, WalletAccount, WalletEvent, WalletPosting};

/// What ran out of time meanwhile does not come back.
pub(super) fn decide(wallets: &Wallets, payment: &PaymentId, now: Instant) -> Vec<WalletEvent> {
    let Some(known) = wallets.reservations.get(payment.as_str()).filter(|known| known.open() > 0) else {
        return Vec::new();
    };
    let postings = match &known.purse {
        Purse::Points(customer) => {
            let owner = wallets.owner(customer);
            let closed = wallets.points.get(owner.as_str()).is_none_or(|wallet| wallet.closed);
            let posting = |lot: &super::Lot| {
                let late = closed || lot.expires_at.is_some_and(|end| end <= now);
                WalletPosting {
                    from: WalletAccount::PointsReserved(owner.clone()),
                    to: match late {
                        true => WalletAccount::PointsExpired,
                        false => WalletAccount::PointsAvailable(owner.clone()),
                    },
                    amount: lot.points,
                    expires_at: lot.expires_at,
                }
            };
            known.kept.iter().map(posting).collect()
        }
        Purse::GiftCard(card) => {
            let late = wallets.card(card).is_ok_and(|card| card.is_expired(now));
            vec![WalletPosting {
                from: WalletAccount::CardReserved(card.clone()),
                to: match late {
                    true => WalletAccount::CardsExpired(known.amount.currency),
                    false => WalletAccount::CardBalance(card.clone()),
                },
                amount: known.open(),
                expires_at: None,
            }]
        }
    };
    vec![WalletEvent::Released { payment: payment.clone(), postings }]
}
