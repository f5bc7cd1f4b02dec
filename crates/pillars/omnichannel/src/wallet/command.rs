//! What may be asked about wallets.

use super::issue;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{CustomerId, GiftCardId, Instant, Money, Reference};
use realtail_vocabulary::{Digest, Event, LoyaltyProgramme, WalletEvent};

const PENDING_DAYS_MAX: u16 = 3650;
const EXPIRY_MONTHS_MAX: u16 = 1200;

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
        WalletCommand::SetProgramme(programme) => set_programme(state, programme)?,
        WalletCommand::Earn { customer, source, spent } => {
            wallets.earn(&state.customers, customer, source, *spent, now)
        }
        WalletCommand::IssueCard { card, digest, amount, expires_at, active: true } => {
            wallets.issue(card, *digest, *amount, *expires_at, now)?
        }
        WalletCommand::IssueCard { card, digest, amount, expires_at, active: false } => {
            issue::issue(wallets, card, *digest, *amount, *expires_at, now)?
        }
        WalletCommand::ActivateCard(card) => issue::activate(wallets, card, now)?,
    };
    Ok(events.into_iter().map(Event::Wallet).collect())
}

/// Points that were earned stay earned, and are worth what the new programme says.
fn set_programme(state: &Omnichannel, programme: &LoyaltyProgramme) -> Result<Vec<WalletEvent>, Refusal> {
    let LoyaltyProgramme { per_minor, value_points, pending_days, expiry_months, .. } = programme;
    for (field, number) in [("per_minor", per_minor), ("value_points", value_points)] {
        if *number == 0 {
            return Err(Refusal::invalid(field, "at least 1"));
        }
    }
    if *pending_days > PENDING_DAYS_MAX {
        return Err(Refusal::invalid("pending_days", format!("at most {PENDING_DAYS_MAX}")));
    }
    if expiry_months.is_some_and(|months| !(1..=EXPIRY_MONTHS_MAX).contains(&months)) {
        let problem = format!("from 1 to {EXPIRY_MONTHS_MAX}; leave it out for points that never expire");
        return Err(Refusal::invalid("expiry_months", problem));
    }
    if state.wallets.programme() == Some(programme) {
        return Ok(Vec::new());
    }
    Ok(vec![WalletEvent::ProgrammeSet(programme.clone())])
}
