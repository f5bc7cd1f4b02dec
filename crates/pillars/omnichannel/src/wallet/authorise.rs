//! Setting part of a purse aside for a payment.

use super::reservation::take;
use super::{Wallets, ceil_part};
use crate::refusal::Refusal;
use realtail_kernel::{CustomerId, GiftCardId, Instant, Money, PaymentId};
use realtail_vocabulary::{LoyaltyProgramme, Purse, WalletAccount, WalletEvent, WalletPosting};

pub(super) fn decide(
    wallets: &Wallets,
    payment: &PaymentId,
    purse: &Purse,
    amount: Money,
    now: Instant,
) -> Result<Vec<WalletEvent>, Refusal> {
    if amount.amount < 1 {
        return Err(Refusal::invalid("amount", "a payment is at least one minor unit"));
    }
    if let Some(known) = wallets.reservations.get(payment.as_str()) {
        if known.purse == *purse && known.amount == amount {
            return Ok(Vec::new());
        }
        let problem = format!("payment {payment} has set something else aside before");
        return Err(Refusal::WrongState { problem });
    }
    let postings = match purse {
        Purse::Points(customer) => points(wallets, customer, amount, now)?,
        Purse::GiftCard(card) => vec![gift_card(wallets, card, amount, now)?],
    };
    Ok(vec![WalletEvent::Reserved { payment: payment.clone(), purse: purse.clone(), amount, postings }])
}

/// The first to expire are the first to go.
fn points(
    wallets: &Wallets,
    customer: &CustomerId,
    amount: Money,
    now: Instant,
) -> Result<Vec<WalletPosting>, Refusal> {
    let programme = spending(wallets, amount)?;
    let purse = Purse::Points(customer.clone());
    let short = |available| Refusal::InsufficientFunds { purse, requested: amount.amount, available };
    let owner = wallets.owner(customer);
    let Some(wallet) = wallets.points.get(owner.as_str()) else { return Err(short(0)) };
    let (worth, of) = (i64::from(programme.value_minor), i64::from(programme.value_points));
    let needed = ceil_part(amount.amount, of, worth);
    let there = wallet.spendable(now);
    if there < needed {
        return Err(short(super::floor_part(there, worth, of)));
    }
    let posting = |lot: super::Lot| WalletPosting {
        from: WalletAccount::PointsAvailable(owner.clone()),
        to: WalletAccount::PointsReserved(owner.clone()),
        amount: lot.points,
        expires_at: lot.expires_at,
    };
    Ok(take(wallet.good(now), needed).into_iter().map(posting).collect())
}

fn spending(wallets: &Wallets, amount: Money) -> Result<&LoyaltyProgramme, Refusal> {
    let none =
        || Refusal::WrongState { problem: "points pay nothing under the programme in force".to_owned() };
    let programme = wallets.programme().filter(|programme| programme.value_minor > 0).ok_or_else(none)?;
    if programme.currency != amount.currency {
        let currency = String::from(programme.currency);
        return Err(Refusal::invalid("currency", format!("points pay in {currency} only")));
    }
    Ok(programme)
}

fn gift_card(
    wallets: &Wallets,
    card: &GiftCardId,
    amount: Money,
    now: Instant,
) -> Result<WalletPosting, Refusal> {
    let known = wallets.card(card)?;
    if known.active_since.is_none() {
        let problem = format!("gift card {card} was not activated; activate it when it is paid for");
        return Err(Refusal::WrongState { problem });
    }
    if known.currency != amount.currency {
        let currency = String::from(known.currency);
        return Err(Refusal::invalid("currency", format!("gift card {card} pays in {currency} only")));
    }
    let available = known.spendable(now);
    if available < amount.amount {
        let purse = Purse::GiftCard(card.clone());
        return Err(Refusal::InsufficientFunds { purse, requested: amount.amount, available });
    }
    Ok(WalletPosting {
        from: WalletAccount::CardBalance(card.clone()),
        to: WalletAccount::CardReserved(card.clone()),
        amount: amount.amount,
        expires_at: None,
    })
}
