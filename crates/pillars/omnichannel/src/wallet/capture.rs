//! Letting what was set aside pay, or part of it.

use super::Wallets;
use super::reservation::take;
use crate::refusal::Refusal;
use realtail_kernel::PaymentId;
use realtail_vocabulary::{Purse, WalletAccount, WalletEvent, WalletPosting};

pub(super) fn decide(
    wallets: &Wallets,
    payment: &PaymentId,
    amount: i64,
) -> Result<Vec<WalletEvent>, Refusal> {
    let known = wallets.reserved(payment)?;
    if amount < 1 || amount > known.open() {
        let open = known.open();
        let problem = format!("{amount} cannot be captured; payment {payment} has {open} left to capture");
        return Err(Refusal::invalid("amount", problem));
    }
    let postings = match &known.purse {
        Purse::Points(customer) => {
            let owner = wallets.owner(customer);
            let points = known.points_for(known.captured + amount) - known.points_for(known.captured);
            let posting = |lot: super::Lot| WalletPosting {
                from: WalletAccount::PointsReserved(owner.clone()),
                to: WalletAccount::PointsSpent,
                amount: lot.points,
                expires_at: lot.expires_at,
            };
            take(known.kept.iter(), points).into_iter().map(posting).collect()
        }
        Purse::GiftCard(card) => vec![WalletPosting {
            from: WalletAccount::CardReserved(card.clone()),
            to: WalletAccount::CardsRedeemed(known.amount.currency),
            amount,
            expires_at: None,
        }],
    };
    Ok(vec![WalletEvent::Redeemed { payment: payment.clone(), amount, postings }])
}
