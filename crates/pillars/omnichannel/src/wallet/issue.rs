//! Making gift cards, and letting them be spent once they are paid for.

use super::Wallets;
use crate::refusal::{Refusal, Thing};
use realtail_kernel::{GiftCardId, Instant, Money};
use realtail_vocabulary::{Digest, WalletAccount, WalletEvent, WalletPosting};

/// The most that one gift card may hold, in minor units.
const AMOUNT_MAX: i64 = 1_000_000_000;

pub(super) fn issue(
    wallets: &Wallets,
    card: &GiftCardId,
    digest: Digest,
    amount: Money,
    expires_at: Option<Instant>,
    now: Instant,
) -> Result<Vec<WalletEvent>, Refusal> {
    if !(1..=AMOUNT_MAX).contains(&amount.amount) {
        let problem = format!("a gift card holds from 1 to {AMOUNT_MAX} minor units");
        return Err(Refusal::invalid("amount", problem));
    }
    if expires_at.is_some_and(|end| end <= now) {
        return Err(Refusal::invalid("expires_at", "the time is past; give one to come, or none"));
    }
    if wallets.card(card).is_ok() || wallets.card_of(&digest).is_some() {
        return Err(Refusal::ConflictingRetry { what: Thing::GiftCard, id: card.to_string() });
    }
    Ok(vec![WalletEvent::CardIssued { card: card.clone(), digest, amount, expires_at }])
}

pub(super) fn activate(
    wallets: &Wallets,
    card: &GiftCardId,
    now: Instant,
) -> Result<Vec<WalletEvent>, Refusal> {
    let known = wallets.card(card)?;
    if known.active_since.is_some() {
        return Ok(Vec::new());
    }
    if known.is_expired(now) {
        let problem = format!("the time of gift card {card} has run out; issue another");
        return Err(Refusal::WrongState { problem });
    }
    Ok(vec![activated(card, Money { amount: known.worth, currency: known.currency })])
}

pub(super) fn activated(card: &GiftCardId, amount: Money) -> WalletEvent {
    let posting = WalletPosting {
        from: WalletAccount::CardsSold(amount.currency),
        to: WalletAccount::CardBalance(card.clone()),
        amount: amount.amount,
        expires_at: None,
    };
    WalletEvent::CardActivated { card: card.clone(), postings: vec![posting] }
}
