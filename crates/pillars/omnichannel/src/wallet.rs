//! Wallets: loyalty points and gift cards as double entry, and payments out of them.

mod apply;
mod authorise;
mod capture;
mod card;
mod command;
mod earn;
mod issue;
mod join;
mod points;
mod refund;
mod reservation;
#[cfg(test)]
mod tests;
mod timers;
mod void;

use crate::customer::Customers;
use crate::refusal::{Refusal, Thing};
use crate::register::Register;
pub use card::GiftCard;
pub use command::WalletCommand;
pub(crate) use command::decide;
pub use points::{Lot, Pending, PointsWallet};
use realtail_kernel::{CustomerId, GiftCardId, Instant, Money, PaymentId, Reference, Stamp};
use realtail_vocabulary::{Digest, Event, LoyaltyProgramme, Purse, WalletAccount, WalletEvent};
pub use reservation::Reservation;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use timers::Timer;

/// Orders and receipts of a customer of which it is remembered what they earned, so that it can be taken back.
const EARNED_MAX: usize = 200;

/// Points of all members and all gift cards.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Wallets {
    programme: Option<LoyaltyProgramme>,
    points: Register<PointsWallet>,
    cards: Register<GiftCard>,
    reservations: Register<Reservation>,
    /// The retailer's side of the ledgers.
    books: BTreeMap<WalletAccount, i64>,
    #[serde(skip)]
    by_digest: BTreeMap<Digest, u32>,
    #[serde(skip)]
    due: BTreeSet<(Instant, Timer)>,
}

impl PartialEq for Wallets {
    fn eq(&self, other: &Wallets) -> bool {
        let Wallets { programme, points, cards, reservations, books, by_digest: _, due: _ } = self;
        (programme, points, cards) == (&other.programme, &other.points, &other.cards)
            && (reservations, books) == (&other.reservations, &other.books)
    }
}

impl Wallets {
    /// Sets part of a purse aside for a payment, or finds that it is. A purse that holds less is a refusal, and so is a
    /// payment that has set something else aside.
    ///
    /// # Errors
    /// [`Refusal::InsufficientFunds`] where the purse holds less, or another where it cannot pay at all.
    pub(crate) fn authorise(
        &self,
        payment: &PaymentId,
        purse: &Purse,
        amount: Money,
        now: Instant,
    ) -> Result<Vec<WalletEvent>, Refusal> {
        authorise::decide(self, payment, purse, amount, now)
    }

    /// Lets what was set aside pay, or part of it; never more than was set aside.
    ///
    /// # Errors
    /// Where it would be more, or nothing is set aside.
    pub(crate) fn capture(&self, payment: &PaymentId, amount: i64) -> Result<Vec<WalletEvent>, Refusal> {
        capture::decide(self, payment, amount)
    }

    /// Frees what was set aside and has not paid; nothing where nothing is.
    pub(crate) fn void(&self, payment: &PaymentId, now: Instant) -> Vec<WalletEvent> {
        void::decide(self, payment, now)
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
        refund::decide(self, payment, amount, now)
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
        earn::earn(self, customers, customer, source, spent, now)
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
        earn::reverse(self, customer, source, refunded, now)
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
        let mut events = issue::issue(self, card, digest, amount, expires_at, now)?;
        events.push(issue::activated(card, amount));
        Ok(events)
    }

    /// The loyalty programme in force.
    pub fn programme(&self) -> Option<&LoyaltyProgramme> {
        self.programme.as_ref()
    }

    /// The points of a customer, whichever number is given.
    pub fn points_of(&self, customer: &CustomerId) -> Option<&PointsWallet> {
        self.points.get(self.owner(customer).as_str())
    }

    /// What points pay under the programme in force, in minor units.
    pub fn worth_of(&self, points: i64) -> i64 {
        let programme = self.programme.as_ref();
        programme.map_or(0, |p| floor_part(points, i64::from(p.value_minor), i64::from(p.value_points)))
    }

    /// The gift card of this number.
    ///
    /// # Errors
    /// Where there is none.
    pub fn card(&self, card: &GiftCardId) -> Result<&GiftCard, Refusal> {
        let unknown = || Refusal::Unknown { what: Thing::GiftCard, id: card.to_string() };
        self.cards.get(card.as_str()).ok_or_else(unknown)
    }

    /// The gift card of a code, by the digest of the code.
    pub fn card_of(&self, digest: &Digest) -> Option<&GiftCardId> {
        self.cards.at(*self.by_digest.get(digest)?).map(|card| &card.card)
    }

    /// What is or was set aside for a payment.
    pub fn reservation(&self, payment: &PaymentId) -> Option<&Reservation> {
        self.reservations.get(payment.as_str())
    }

    pub(crate) fn all_points(&self) -> impl Iterator<Item = &PointsWallet> {
        self.points.all()
    }

    pub(crate) fn all_cards(&self) -> impl Iterator<Item = &GiftCard> {
        self.cards.all()
    }

    pub(crate) fn all_reservations(&self) -> impl Iterator<Item = &Reservation> {
        self.reservations.all()
    }

    pub(crate) fn books(&self) -> impl Iterator<Item = (&WalletAccount, i64)> {
        self.books.iter().map(|(account, amount)| (account, *amount))
    }

    /// Whose points a customer's are now.
    pub(crate) fn owner<'a>(&'a self, customer: &'a CustomerId) -> &'a CustomerId {
        let mut found = customer;
        while let Some(into) = self.points.get(found.as_str()).and_then(|wallet| wallet.joined_into.as_ref())
        {
            found = into;
        }
        found
    }

    /// What is set aside for payments, for one decision to draw on: what was before, and what the decision says itself.
    pub(crate) fn set_aside_for<'p>(
        &self,
        payments: impl Iterator<Item = &'p PaymentId>,
        events: &[Event],
    ) -> Wallets {
        let mut draft = Wallets::default();
        for known in payments.filter_map(|payment| self.reservation(payment)) {
            let purse = self.by_owner(&known.purse);
            draft.reservations.add(Reservation { purse, ..known.clone() });
        }
        for event in events {
            if let Event::Wallet(WalletEvent::Reserved { payment, purse, amount, postings }) = event {
                let (payment, purse, postings) = (payment.clone(), self.by_owner(purse), postings.clone());
                draft.draw(&WalletEvent::Reserved { payment, purse, amount: *amount, postings });
            }
        }
        draft
    }

    /// The draft has no wallets that could say who goes on for whom.
    fn by_owner(&self, purse: &Purse) -> Purse {
        match purse {
            Purse::Points(customer) => Purse::Points(self.owner(customer).clone()),
            Purse::GiftCard(card) => Purse::GiftCard(card.clone()),
        }
    }

    /// Takes in what a decision does with what is set aside, in a draft of it.
    pub(crate) fn draw(&mut self, event: &WalletEvent) {
        if matches!(event, WalletEvent::Reserved { .. } | WalletEvent::Redeemed { .. }) {
            self.follow_payment(event);
        }
    }

    fn reserved(&self, payment: &PaymentId) -> Result<&Reservation, Refusal> {
        let problem = || format!("payment {payment} has nothing set aside; authorise it first");
        self.reservation(payment).ok_or_else(|| Refusal::WrongState { problem: problem() })
    }

    pub(crate) fn join(&self, customer: &CustomerId, into: &CustomerId) -> WalletEvent {
        join::join(self, customer, into)
    }

    pub(crate) fn forfeit(&self, customer: &CustomerId) -> Option<WalletEvent> {
        join::forfeit(self, customer)
    }

    pub(crate) fn next_due(&self) -> Option<Instant> {
        self.due.first().map(|(at, _)| *at)
    }

    pub(crate) fn tick(&self, now: Instant) -> Vec<WalletEvent> {
        timers::tick(self, now)
    }

    /// A copy that costs next to nothing and finds nothing by name.
    pub(crate) fn freeze(&self) -> Wallets {
        Wallets {
            programme: self.programme.clone(),
            points: self.points.freeze(),
            cards: self.cards.freeze(),
            reservations: self.reservations.freeze(),
            books: self.books.clone(),
            ..Wallets::default()
        }
    }

    /// Makes again what a snapshot does not keep.
    pub(crate) fn index(&mut self) {
        let Wallets { points, cards, reservations, by_digest, due, .. } = self;
        points.index();
        cards.index();
        reservations.index();
        *by_digest = (0..).zip(cards.all()).map(|(no, card)| (card.digest, no)).collect();
        let of_points = (0..).zip(points.all()).filter_map(|(no, w)| Some((w.due_at?, Timer::Points(no))));
        let of_cards = (0..).zip(cards.all()).filter_map(|(no, c)| Some((c.due_at?, Timer::Card(no))));
        *due = of_points.chain(of_cards).collect();
    }

    pub(crate) fn apply(&mut self, event: &WalletEvent, stamp: Stamp) {
        self.open_for(event);
        event.postings().iter().for_each(|posting| self.post(posting));
        self.follow(event, stamp);
        self.set_timers(event);
    }
}

/// `amount * times / of`, rounded down.
fn floor_part(amount: i64, times: i64, of: i64) -> i64 {
    let exact = i128::from(amount) * i128::from(times);
    i64::try_from(exact.div_euclid(i128::from(of.max(1)))).unwrap_or(i64::MAX)
}

/// `amount * times / of`, rounded up.
fn ceil_part(amount: i64, times: i64, of: i64) -> i64 {
    let of = i128::from(of.max(1));
    let exact = i128::from(amount) * i128::from(times);
    i64::try_from((exact + of - 1).div_euclid(of)).unwrap_or(i64::MAX)
}
