//! Two customers that were one, and a customer who is forgotten: what becomes of the points.

use super::{PointsWallet, Wallets};
use realtail_kernel::CustomerId;
use realtail_vocabulary::{WalletAccount, WalletEvent, WalletPosting};

/// All points become those of the other. What is set aside stays set aside.
pub(super) fn join(wallets: &Wallets, customer: &CustomerId, into: &CustomerId) -> WalletEvent {
    let mut postings = Vec::new();
    if let Some(wallet) = wallets.points.get(customer.as_str()) {
        let account = |make: fn(CustomerId) -> WalletAccount| (make(customer.clone()), make(into.clone()));
        postings = moved(wallet, |kind| match kind {
            Kind::Pending => account(WalletAccount::PointsPending),
            Kind::Available => account(WalletAccount::PointsAvailable),
            Kind::Reserved => account(WalletAccount::PointsReserved),
        });
    }
    WalletEvent::Joined { customer: customer.clone(), into: into.clone(), postings }
}

/// What is set aside for payments stays until those are done.
pub(super) fn forfeit(wallets: &Wallets, customer: &CustomerId) -> Option<WalletEvent> {
    let wallet = wallets.points.get(customer.as_str())?;
    let mut postings = moved(wallet, |kind| {
        let from = match kind {
            Kind::Pending => WalletAccount::PointsPending(customer.clone()),
            Kind::Available => WalletAccount::PointsAvailable(customer.clone()),
            Kind::Reserved => WalletAccount::PointsReserved(customer.clone()),
        };
        (from, WalletAccount::PointsExpired)
    });
    postings.retain(|posting| !matches!(posting.from, WalletAccount::PointsReserved(_)));
    Some(WalletEvent::Forfeited { customer: customer.clone(), postings })
}

#[derive(Clone, Copy)]
enum Kind {
    Pending,
    Available,
    Reserved,
}

fn moved(
    wallet: &PointsWallet,
    accounts: impl Fn(Kind) -> (WalletAccount, WalletAccount),
) -> Vec<WalletPosting> {
    let of_lots = wallet.lots.iter().map(|lot| (Kind::Available, lot.points, lot.expires_at));
    let whole = [(Kind::Pending, wallet.pending, None), (Kind::Reserved, wallet.reserved, None)];
    of_lots
        .chain(whole)
        .filter(|(_, amount, _)| *amount > 0)
        .map(|(kind, amount, expires_at)| {
            let (from, to) = accounts(kind);
            WalletPosting { from, to, amount, expires_at }
        })
        .collect()
}
