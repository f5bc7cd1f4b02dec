//! What time alone brings about: points become available, points and gift cards expire.

use super::{GiftCard, PointsWallet, Wallets};
use realtail_kernel::Instant;
use realtail_vocabulary::{WalletAccount, WalletEvent, WalletPosting};
use serde::{Deserialize, Serialize};

/// Wallets whose timers fire together. All points of a programme expire at the end of a month: without a bound, one
/// entry would hold them all.
const TOGETHER_MAX: usize = 500;
/// The books are brought up to date within a day of the end of a month, so that not all of it comes at midnight. The
/// points themselves may not be spent from midnight on.
const SPREAD_MS: u64 = 86_400_000;

/// Whose timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Timer {
    Points(u32),
    Card(u32),
}

/// When the books are told of points that expire.
fn booked_at(expires_at: Instant, no: u32) -> Instant {
    let spread = (u64::from(no).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) % SPREAD_MS;
    expires_at.plus_ms(i64::try_from(spread).unwrap_or(0))
}

pub(super) fn points_due(wallet: &PointsWallet, no: u32) -> Option<Instant> {
    let available = wallet.waiting.first().map(|pending| pending.available_at);
    let expired = wallet.lots.first().and_then(|lot| lot.expires_at).map(|end| booked_at(end, no));
    available.into_iter().chain(expired).min()
}

pub(super) fn card_due(card: &GiftCard) -> Option<Instant> {
    card.expires_at.filter(|_| card.balance > 0)
}

/// What is due at `now`.
pub(super) fn tick(wallets: &Wallets, now: Instant) -> Vec<WalletEvent> {
    let due = wallets.due.range(..=(now, Timer::Card(u32::MAX))).take(TOGETHER_MAX);
    let mut events = Vec::new();
    for (_, timer) in due {
        match timer {
            Timer::Points(no) => {
                if let Some(wallet) = wallets.points.at(*no) {
                    mature(wallet, now, &mut events);
                    expire(wallet, *no, now, &mut events);
                }
            }
            Timer::Card(no) => events.extend(wallets.cards.at(*no).map(expire_card)),
        }
    }
    events
}

fn mature(wallet: &PointsWallet, now: Instant, events: &mut Vec<WalletEvent>) {
    for pending in wallet.waiting.iter().take_while(|pending| pending.available_at <= now) {
        let posting = WalletPosting {
            from: WalletAccount::PointsPending(wallet.customer.clone()),
            to: WalletAccount::PointsAvailable(wallet.customer.clone()),
            amount: pending.points,
            expires_at: pending.expires_at,
        };
        let (customer, source) = (wallet.customer.clone(), pending.source.clone());
        events.push(WalletEvent::Matured { customer, source, postings: vec![posting] });
    }
}

fn expire(wallet: &PointsWallet, no: u32, now: Instant, events: &mut Vec<WalletEvent>) {
    let ended = |lot: &&super::Lot| lot.expires_at.is_some_and(|end| booked_at(end, no) <= now);
    let posting = |lot: &super::Lot| WalletPosting {
        from: WalletAccount::PointsAvailable(wallet.customer.clone()),
        to: WalletAccount::PointsExpired,
        amount: lot.points,
        expires_at: lot.expires_at,
    };
    let postings: Vec<WalletPosting> = wallet.lots.iter().take_while(ended).map(posting).collect();
    if !postings.is_empty() {
        events.push(WalletEvent::PointsExpired { customer: wallet.customer.clone(), postings });
    }
}

fn expire_card(card: &GiftCard) -> WalletEvent {
    let posting = WalletPosting {
        from: WalletAccount::CardBalance(card.card.clone()),
        to: WalletAccount::CardsExpired(card.currency),
        amount: card.balance,
        expires_at: None,
    };
    WalletEvent::CardExpired { card: card.card.clone(), postings: vec![posting] }
}
