//! Taking in what happened: postings change balances, and events say what the balances are made of.

use super::points::{Earned, Pending};
use super::reservation::Reservation;
use super::timers::{Timer, card_due, points_due};
use super::{GiftCard, Lot, PointsWallet, Wallets};
use realtail_kernel::{CustomerId, GiftCardId, Stamp};
use realtail_vocabulary::{Purse, WalletAccount, WalletEvent, WalletPosting};
use smallvec::SmallVec;

impl Wallets {
    /// Makes the wallets and cards that an event speaks of.
    pub(super) fn open_for(&mut self, event: &WalletEvent) {
        match event {
            WalletEvent::Earned { customer, .. } | WalletEvent::Forfeited { customer, .. } => {
                self.wallet_no(customer);
            }
            WalletEvent::Joined { customer, into, .. } => {
                self.wallet_no(customer);
                self.wallet_no(into);
            }
            WalletEvent::CardIssued { card, digest, amount, expires_at } => {
                let fresh = GiftCard {
                    card: card.clone(),
                    digest: *digest,
                    currency: amount.currency,
                    worth: amount.amount,
                    expires_at: *expires_at,
                    active_since: None,
                    balance: 0,
                    reserved: 0,
                    due_at: None,
                };
                let no = self.cards.add(fresh);
                self.by_digest.insert(*digest, no);
            }
            WalletEvent::ProgrammeSet(_)
            | WalletEvent::Matured { .. }
            | WalletEvent::Reversed { .. }
            | WalletEvent::PointsExpired { .. }
            | WalletEvent::CardActivated { .. }
            | WalletEvent::CardExpired { .. }
            | WalletEvent::Reserved { .. }
            | WalletEvent::Redeemed { .. }
            | WalletEvent::Released { .. }
            | WalletEvent::Refunded { .. } => (),
        }
    }

    fn wallet_no(&mut self, customer: &CustomerId) -> u32 {
        match self.points.number(customer.as_str()) {
            Some(no) => no,
            None => self.points.add(PointsWallet::new(customer)),
        }
    }

    /// The only thing that changes a balance.
    pub(super) fn post(&mut self, posting: &WalletPosting) {
        let WalletPosting { from, to, amount, expires_at } = posting;
        for (account, amount) in [(from, -amount), (to, *amount)] {
            match account {
                WalletAccount::PointsPending(customer) => {
                    self.points_mut(customer, |wallet| wallet.pending += amount);
                }
                WalletAccount::PointsAvailable(customer) => self.points_mut(customer, |wallet| {
                    wallet.available += amount;
                    wallet.add_to_lot(*expires_at, amount);
                }),
                WalletAccount::PointsReserved(customer) => {
                    self.points_mut(customer, |wallet| wallet.reserved += amount);
                }
                WalletAccount::CardBalance(card) => self.card_mut(card, |card| card.balance += amount),
                WalletAccount::CardReserved(card) => self.card_mut(card, |card| card.reserved += amount),
                WalletAccount::PointsIssued
                | WalletAccount::PointsSpent
                | WalletAccount::PointsExpired
                | WalletAccount::CardsSold(_)
                | WalletAccount::CardsRedeemed(_)
                | WalletAccount::CardsExpired(_) => {
                    *self.books.entry(account.clone()).or_default() += amount;
                }
            }
        }
    }

    fn points_mut(&mut self, customer: &CustomerId, change: impl FnOnce(&mut PointsWallet)) {
        let no = self.wallet_no(customer);
        if let Some(wallet) = self.points.at_mut(no) {
            change(wallet);
        }
    }

    fn card_mut(&mut self, card: &GiftCardId, change: impl FnOnce(&mut GiftCard)) {
        let card = self.cards.get_mut(card.as_str());
        debug_assert!(card.is_some(), "a card is issued before anything moves on it");
        if let Some(card) = card {
            change(card);
        }
    }

    /// What the balances are made of.
    pub(super) fn follow(&mut self, event: &WalletEvent, stamp: Stamp) {
        match event {
            WalletEvent::ProgrammeSet(programme) => self.programme = Some(programme.clone()),
            WalletEvent::Earned { customer, source, spent, available_at, expires_at, postings } => {
                let (points, source) = (total(postings), source.clone());
                self.points_mut(customer, |wallet| {
                    let (available_at, expires_at) = (*available_at, *expires_at);
                    wallet.wait_for(Pending { source: source.clone(), points, available_at, expires_at });
                    let spent = spent.amount;
                    wallet.remember(Earned { source, spent, points, refunded: 0, reversed: 0 });
                });
            }
            WalletEvent::Matured { customer, source, postings } => {
                self.points_mut(customer, |wallet| wallet.wait_less(source, total(postings)));
            }
            WalletEvent::Reversed { customer, source, refunded, missing, postings } => {
                let is_pending = |p: &&WalletPosting| matches!(p.from, WalletAccount::PointsPending(_));
                let pending = postings.iter().filter(is_pending).map(|p| p.amount).sum();
                self.points_mut(customer, |wallet| {
                    wallet.wait_less(source, pending);
                    wallet.took_back(source, *refunded, total(postings) + missing);
                });
            }
            WalletEvent::Joined { customer, into, .. } => self.hand_over(customer, into),
            WalletEvent::Forfeited { customer, .. } => self.points_mut(customer, |wallet| {
                wallet.closed = true;
                wallet.waiting.clear();
                wallet.earned.clear();
            }),
            WalletEvent::CardActivated { card, .. } => {
                self.card_mut(card, |card| card.active_since = Some(stamp.at));
            }
            WalletEvent::Reserved { .. }
            | WalletEvent::Redeemed { .. }
            | WalletEvent::Released { .. }
            | WalletEvent::Refunded { .. } => self.follow_payment(event),
            WalletEvent::PointsExpired { .. }
            | WalletEvent::CardIssued { .. }
            | WalletEvent::CardExpired { .. } => (),
        }
    }

    fn hand_over(&mut self, customer: &CustomerId, into: &CustomerId) {
        let (mut waiting, mut earned) = (Vec::new(), Vec::new());
        self.points_mut(customer, |wallet| {
            wallet.joined_into = Some(into.clone());
            (waiting, earned) = (std::mem::take(&mut wallet.waiting), std::mem::take(&mut wallet.earned));
        });
        self.points_mut(into, |wallet| {
            waiting.into_iter().for_each(|pending| wallet.wait_for(pending));
            earned.into_iter().for_each(|earned| wallet.remember(earned));
        });
    }

    pub(super) fn follow_payment(&mut self, event: &WalletEvent) {
        let lots = |postings: &[WalletPosting]| -> SmallVec<[Lot; 1]> {
            postings.iter().map(|p| Lot { expires_at: p.expires_at, points: p.amount }).collect()
        };
        match event {
            WalletEvent::Reserved { payment, purse, amount, postings } => {
                let of_points = matches!(purse, Purse::Points(_));
                let reservation = Reservation {
                    payment: payment.clone(),
                    purse: purse.clone(),
                    amount: *amount,
                    captured: 0,
                    released: 0,
                    refunded: 0,
                    points: if of_points { total(postings) } else { 0 },
                    points_refunded: 0,
                    kept: if of_points { lots(postings) } else { SmallVec::new() },
                    paid: SmallVec::new(),
                };
                self.reservations.add(reservation);
            }
            WalletEvent::Redeemed { payment, amount, postings } => {
                if let Some(known) = self.reservations.get_mut(payment.as_str()) {
                    known.captured += amount;
                    if matches!(known.purse, Purse::Points(_)) {
                        lots(postings).into_iter().for_each(|lot| known.pay(lot));
                    }
                }
            }
            WalletEvent::Released { payment, .. } => {
                if let Some(known) = self.reservations.get_mut(payment.as_str()) {
                    known.released += known.open();
                    known.kept.clear();
                }
            }
            WalletEvent::Refunded { payment, amount, card_expires_at, postings } => {
                let Some(known) = self.reservations.get_mut(payment.as_str()) else { return };
                known.refunded += amount;
                match known.purse.clone() {
                    Purse::Points(_) => known.points_refunded += total(postings),
                    Purse::GiftCard(card) => self.card_mut(&card, |card| {
                        card.expires_at = card_expires_at.or(card.expires_at);
                    }),
                }
            }
            _ => (),
        }
    }

    /// The timers of the wallets and cards whose balances an event has changed.
    pub(super) fn set_timers(&mut self, event: &WalletEvent) {
        for posting in event.postings() {
            for account in [&posting.from, &posting.to] {
                match account {
                    WalletAccount::PointsPending(customer) | WalletAccount::PointsAvailable(customer) => {
                        self.set_points_timer(customer);
                    }
                    WalletAccount::CardBalance(card) => self.set_card_timer(card),
                    WalletAccount::PointsReserved(_)
                    | WalletAccount::CardReserved(_)
                    | WalletAccount::PointsIssued
                    | WalletAccount::PointsSpent
                    | WalletAccount::PointsExpired
                    | WalletAccount::CardsSold(_)
                    | WalletAccount::CardsRedeemed(_)
                    | WalletAccount::CardsExpired(_) => (),
                }
            }
        }
    }

    fn set_points_timer(&mut self, customer: &CustomerId) {
        let Some(no) = self.points.number(customer.as_str()) else { return };
        let Some(wallet) = self.points.at(no) else { return };
        let (before, after) = (wallet.due_at, points_due(wallet, no));
        if before != after {
            self.set_timer(Timer::Points(no), before, after);
            self.points_mut(customer, |wallet| wallet.due_at = after);
        }
    }

    fn set_card_timer(&mut self, card: &GiftCardId) {
        let Some(no) = self.cards.number(card.as_str()) else { return };
        let Some(known) = self.cards.at(no) else { return };
        let (before, after) = (known.due_at, card_due(known));
        if before != after {
            self.set_timer(Timer::Card(no), before, after);
            self.card_mut(card, |card| card.due_at = after);
        }
    }

    fn set_timer(
        &mut self,
        timer: Timer,
        before: Option<realtail_kernel::Instant>,
        after: Option<realtail_kernel::Instant>,
    ) {
        if let Some(before) = before {
            self.due.remove(&(before, timer));
        }
        if let Some(after) = after {
            self.due.insert((after, timer));
        }
    }
}

impl Reservation {
    /// Points that were set aside have paid.
    fn pay(&mut self, lot: Lot) {
        for kept in self.kept.iter_mut().filter(|kept| kept.expires_at == lot.expires_at) {
            kept.points -= lot.points;
        }
        self.kept.retain(|kept| kept.points > 0);
        match self.paid.iter_mut().find(|paid| paid.expires_at == lot.expires_at) {
            Some(paid) => paid.points += lot.points,
            None => self.paid.push(lot),
        }
    }
}

fn total(postings: &[WalletPosting]) -> i64 {
    postings.iter().map(|posting| posting.amount).sum()
}
