//! What may be asked about wallets.

use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{CustomerId, GiftCardId, Instant, Money, Reference};
use realtail_vocabulary::{Digest, Event, LoyaltyProgramme, WalletEvent};

/// What may be asked about wallets.
#[derive(Clone, Debug)]
pub enum WalletCommand {
    /// Say how points are earned and what they are worth, from now on.
    SetProgramme(LoyaltyProgramme),
    /// Let a member earn points.
    Earn {
        /// Who.
        customer: CustomerId,
        /// The order or receipt.
        source: Reference,
        /// What was paid.
        spent: Money,
    },
    /// Make a gift card.
    IssueCard {
        /// Its number.
        card: GiftCardId,
        /// Of its code.
        digest: Digest,
        /// What it holds.
        amount: Money,
        /// Until when it may be spent.
        expires_at: Option<Instant>,
        /// Whether it may be spent at once, or when it is activated.
        active: bool,
    },
    /// A gift card was paid for, and may be spent.
    ActivateCard(GiftCardId),
}

pub(crate) fn decide(
    state: &Omnichannel,
    command: &WalletCommand,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let wallets = &state.wallets;
    let events = match command {
        WalletCommand::SetProgramme(programme) => vec![WalletEvent::ProgrammeSet(programme.clone())],
        WalletCommand::Earn { customer, source, spent } => {
            wallets.earn(&state.customers, customer, source, *spent, now)
        }
        WalletCommand::IssueCard { card, digest, amount, expires_at, .. } => {
            wallets.issue(card, *digest, *amount, *expires_at, now)?
        }
        WalletCommand::ActivateCard(_) => Vec::new(),
    };
    Ok(events.into_iter().map(Event::Wallet).collect())
}
