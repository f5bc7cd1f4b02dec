//! Wallets: loyalty points and gift cards, as double entry.

use crate::Digest;
use realtail_kernel::{Currency, CustomerId, GiftCardId, Instant, Money, PaymentId, Reference};
use serde::{Deserialize, Serialize};

/// How points are earned and what they are worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoyaltyProgramme {
    /// The currency in which points are earned and spent.
    pub currency: Currency,
    /// Points for every `per_minor` that a member spends.
    pub earn_points: u32,
    /// Minor units that earn `earn_points`.
    #[schema(minimum = 1)]
    pub per_minor: u32,
    /// What `value_points` pay, in minor units; 0 where points pay nothing.
    pub value_minor: u32,
    /// Points that pay `value_minor`.
    #[schema(minimum = 1)]
    pub value_points: u32,
    /// Days until earned points may be spent: as long as goods may be returned.
    #[schema(maximum = 3650)]
    pub pending_days: u16,
    /// Months after which points expire, at the end of the month in UTC; never where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 1200)]
    pub expiry_months: Option<u16>,
}

/// An account of a wallet ledger. Points and each currency of gift cards are a ledger each, and each adds up to zero.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WalletAccount {
    /// Points that were given out: what the retailer owes, below zero.
    PointsIssued,
    /// A customer's points that may not be spent yet.
    PointsPending(CustomerId),
    /// A customer's points that may be spent.
    PointsAvailable(CustomerId),
    /// A customer's points that are set aside for payments.
    PointsReserved(CustomerId),
    /// Points that paid for something.
    PointsSpent,
    /// Points whose time ran out.
    PointsExpired,
    /// Gift cards that were sold: what the retailer owes, below zero.
    CardsSold(Currency),
    /// What may be spent of a gift card.
    CardBalance(GiftCardId),
    /// What is set aside of a gift card for payments.
    CardReserved(GiftCardId),
    /// What gift cards paid for.
    CardsRedeemed(Currency),
    /// What was left on gift cards whose time ran out.
    CardsExpired(Currency),
}

/// A change of two accounts of one ledger by the same amount: the only thing that changes any balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalletPosting {
    /// The account that has less.
    pub from: WalletAccount,
    /// The account that has more.
    pub to: WalletAccount,
    /// Points, or minor units of the card's currency; above zero.
    pub amount: i64,
    /// Until when the points may be spent, of points that are available before or after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
}

/// From which purse a payment is taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purse {
    /// A customer's points.
    Points(CustomerId),
    /// A gift card.
    GiftCard(GiftCardId),
}

/// What happened in wallets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WalletEvent {
    /// The loyalty programme is this from now on.
    ProgrammeSet(LoyaltyProgramme),
    /// A member earned points for what was bought.
    Earned {
        /// Who.
        customer: CustomerId,
        /// The order or receipt they were earned with.
        source: Reference,
        /// What was paid for it, so that a part that comes back takes its part of the points back.
        spent: Money,
        /// From when on they may be spent.
        available_at: Instant,
        /// Until when; the end of a month.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_at: Option<Instant>,
        /// What moved.
        postings: Vec<WalletPosting>,
    },
    /// Earned points may be spent from now on.
    Matured {
        /// Whose.
        customer: CustomerId,
        /// The order or receipt they were earned with.
        source: Reference,
        /// What moved.
        postings: Vec<WalletPosting>,
    },
    /// Earned points were taken back, since goods came back.
    Reversed {
        /// Whose.
        customer: CustomerId,
        /// The order or receipt they were earned with.
        source: Reference,
        /// What was paid back, in minor units.
        refunded: i64,
        /// How many should have been taken back but were spent before.
        #[serde(default, skip_serializing_if = "is_zero")]
        missing: i64,
        /// What moved.
        postings: Vec<WalletPosting>,
    },
    /// The time of points ran out.
    PointsExpired {
        /// Whose.
        customer: CustomerId,
        /// What moved.
        postings: Vec<WalletPosting>,
    },
    /// Two customers were one, and so are their points.
    Joined {
        /// Whose points they were.
        customer: CustomerId,
        /// Whose they are now.
        into: CustomerId,
        /// What moved.
        postings: Vec<WalletPosting>,
    },
    /// The points of a customer who was erased are gone. What is set aside for payments stays until those are done.
    Forfeited {
        /// Whose they were.
        customer: CustomerId,
        /// What moved.
        postings: Vec<WalletPosting>,
    },
    /// A gift card was made. It pays nothing before it is activated.
    CardIssued {
        /// Its number.
        card: GiftCardId,
        /// Of its code, which itself is nowhere.
        digest: Digest,
        /// What it will hold.
        amount: Money,
        /// Until when it may be spent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_at: Option<Instant>,
    },
    /// A gift card was paid for, and may be spent.
    CardActivated {
        /// Which.
        card: GiftCardId,
        /// What moved.
        postings: Vec<WalletPosting>,
    },
    /// The time of a gift card ran out.
    CardExpired {
        /// Which.
        card: GiftCardId,
        /// What moved.
        postings: Vec<WalletPosting>,
    },
    /// Part of a purse was set aside for a payment.
    Reserved {
        /// The payment.
        payment: PaymentId,
        /// From where.
        purse: Purse,
        /// What it pays.
        amount: Money,
        /// What moved.
        postings: Vec<WalletPosting>,
    },
    /// What was set aside, or part of it, paid.
    Redeemed {
        /// The payment.
        payment: PaymentId,
        /// What it paid now, in minor units.
        amount: i64,
        /// What moved.
        postings: Vec<WalletPosting>,
    },
    /// What was set aside and has not paid is free again.
    Released {
        /// The payment.
        payment: PaymentId,
        /// What moved.
        postings: Vec<WalletPosting>,
    },
    /// What had paid came back, or part of it.
    Refunded {
        /// The payment.
        payment: PaymentId,
        /// What came back now, in minor units.
        amount: i64,
        /// Until when a gift card may be spent now, where its time would have run out before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        card_expires_at: Option<Instant>,
        /// What moved.
        postings: Vec<WalletPosting>,
    },
}

fn is_zero(number: &i64) -> bool {
    *number == 0
}

impl WalletEvent {
    /// What moved.
    pub fn postings(&self) -> &[WalletPosting] {
        match self {
            WalletEvent::Earned { postings, .. }
            | WalletEvent::Matured { postings, .. }
            | WalletEvent::Reversed { postings, .. }
            | WalletEvent::PointsExpired { postings, .. }
            | WalletEvent::Joined { postings, .. }
            | WalletEvent::Forfeited { postings, .. }
            | WalletEvent::CardActivated { postings, .. }
            | WalletEvent::CardExpired { postings, .. }
            | WalletEvent::Reserved { postings, .. }
            | WalletEvent::Redeemed { postings, .. }
            | WalletEvent::Released { postings, .. }
            | WalletEvent::Refunded { postings, .. } => postings,
            WalletEvent::ProgrammeSet(_) | WalletEvent::CardIssued { .. } => &[],
        }
    }
}
