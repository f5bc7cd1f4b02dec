//! Wallets: loyalty points and gift cards as double entry, and payments out of them.

mod command;

use crate::customer::Customers;
use crate::refusal::Refusal;
pub use command::WalletCommand;
pub(crate) use command::decide;
use realtail_kernel::{CustomerId, GiftCardId, Instant, Money, PaymentId, Reference, Stamp};
use realtail_vocabulary::{Digest, LoyaltyProgramme, Purse, WalletEvent};
use serde::{Deserialize, Serialize};

/// Points of all members and all gift cards.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wallets {
    programme: Option<LoyaltyProgramme>,
}

impl Wallets {
    /// Sets part of a purse aside for a payment. A purse that holds less is a refusal, and so is a payment that has
    /// something set aside already, unless it is the same.
    ///
    /// # Errors
    /// [`Refusal::InsufficientFunds`] where the purse holds less, or another where there is no such purse.
    pub(crate) fn authorise(
        &self,
        payment: &PaymentId,
        purse: &Purse,
        amount: Money,
        now: Instant,
    ) -> Result<Vec<WalletEvent>, Refusal> {
        let _ = (payment, purse, amount, now);
        Ok(Vec::new())
    }

    /// Lets what was set aside pay, or part of it; never more than was set aside.
    ///
    /// # Errors
    /// Where it would be more, or nothing is set aside.
    pub(crate) fn capture(&self, payment: &PaymentId, amount: i64) -> Result<Vec<WalletEvent>, Refusal> {
        let _ = (payment, amount);
        Ok(Vec::new())
    }

    /// Frees what was set aside and has not paid; nothing where nothing is.
    pub(crate) fn void(&self, payment: &PaymentId, now: Instant) -> Vec<WalletEvent> {
        let _ = (payment, now);
        Vec::new()
    }

    /// Gives back what had paid, or part of it; never more than had paid.
    ///
    /// # Errors
    /// Where it would be more, or nothing has paid.
    pub(crate) fn refund(
        &self,
        payment: &PaymentId,
        amount: i64,
        now: Instant,
    ) -> Result<Vec<WalletEvent>, Refusal> {
        let _ = (payment, amount, now);
        Ok(Vec::new())
    }

    /// The points that a member earns for what was paid: none without a programme, for others than members, in another
    /// currency. `source` is the order or receipt; it may earn several times.
    pub(crate) fn earn(
        &self,
        customers: &Customers,
        customer: &CustomerId,
        source: &Reference,
        spent: Money,
        now: Instant,
    ) -> Vec<WalletEvent> {
        let _ = (customers, customer, source, spent, now);
        Vec::new()
    }

    /// Takes back the points that were earned with `source` as far as its money is paid back: pending ones first, then
    /// those that may be spent. What was spent meanwhile is said to be missing, and nobody goes below zero.
    pub(crate) fn reverse(
        &self,
        customer: &CustomerId,
        source: &Reference,
        refunded: i64,
        now: Instant,
    ) -> Vec<WalletEvent> {
        let _ = (customer, source, refunded, now);
        Vec::new()
    }

    /// Makes a gift card that may be spent at once, such as for a refund. The door has drawn its code and gives the digest.
    ///
    /// # Errors
    /// Where there is one of this number, or the amount cannot be.
    pub(crate) fn issue(
        &self,
        card: &GiftCardId,
        digest: Digest,
        amount: Money,
        expires_at: Option<Instant>,
        now: Instant,
    ) -> Result<Vec<WalletEvent>, Refusal> {
        let _ = (card, digest, amount, expires_at, now);
        Ok(Vec::new())
    }

    /// The gift card of a code, by the digest of the code.
    pub fn card_of(&self, digest: &Digest) -> Option<&GiftCardId> {
        let _ = digest;
        None
    }

    /// The loyalty programme in force.
    pub fn programme(&self) -> Option<&LoyaltyProgramme> {
        self.programme.as_ref()
    }

    pub(crate) fn join(&self, customer: &CustomerId, into: &CustomerId) -> WalletEvent {
        WalletEvent::Joined { customer: customer.clone(), into: into.clone(), postings: Vec::new() }
    }

    pub(crate) fn forfeit(&self, _customer: &CustomerId, _now: Instant) -> Option<WalletEvent> {
        None
    }

    pub(crate) fn apply(&mut self, event: &WalletEvent, _stamp: Stamp) {
        if let WalletEvent::ProgrammeSet(programme) = event {
            self.programme = Some(programme.clone());
        }
    }
}
