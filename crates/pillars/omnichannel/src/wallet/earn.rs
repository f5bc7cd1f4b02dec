//! Earning points, and giving them back when goods come back.

use super::reservation::take;
use super::{Lot, Wallets, floor_part};
use crate::customer::Customers;
use realtail_kernel::{CustomerId, Instant, Money, Reference};
use realtail_vocabulary::{WalletAccount, WalletEvent, WalletPosting};

const DAY_MS: i64 = 86_400_000;

pub(super) fn earn(
    wallets: &Wallets,
    customers: &Customers,
    customer: &CustomerId,
    source: &Reference,
    spent: Money,
    now: Instant,
) -> Vec<WalletEvent> {
    let Some(programme) = wallets.programme().filter(|programme| programme.currency == spent.currency) else {
        return Vec::new();
    };
    let Ok(member) = customers.living(customer) else { return Vec::new() };
    let points = floor_part(spent.amount, i64::from(programme.earn_points), i64::from(programme.per_minor));
    if member.member_since.is_none() || points < 1 {
        return Vec::new();
    }
    let available_at = now.plus_ms(i64::from(programme.pending_days) * DAY_MS);
    let expires_at = programme.expiry_months.map(|months| available_at.month_end_after(months));
    let customer = member.customer.clone();
    let posting = WalletPosting {
        from: WalletAccount::PointsIssued,
        to: WalletAccount::PointsPending(customer.clone()),
        amount: points,
        expires_at: None,
    };
    let (source, postings) = (source.clone(), vec![posting]);
    vec![WalletEvent::Earned { customer, source, spent, available_at, expires_at, postings }]
}

/// What is kept is what the money that is kept earned, rounded down as it was then.
pub(super) fn reverse(
    wallets: &Wallets,
    customer: &CustomerId,
    source: &Reference,
    refunded: i64,
    now: Instant,
) -> Vec<WalletEvent> {
    let owner = wallets.owner(customer);
    let Some(wallet) = wallets.points.get(owner.as_str()) else { return Vec::new() };
    let Some(earned) = wallet.earned_with(source) else { return Vec::new() };
    let refunded = refunded.min(earned.spent - earned.refunded);
    if refunded < 1 {
        return Vec::new();
    }
    let kept = floor_part(earned.spent - earned.refunded - refunded, earned.points, earned.spent);
    let due = earned.points - kept - earned.reversed;
    let waiting: i64 = wallet.waiting.iter().filter(|p| p.source == *source).map(|p| p.points).sum();
    let pending = due.min(waiting);
    // The youngest go first: those that were earned with this are among them.
    let lots = take(wallet.good(now).rev(), due - pending);
    let posting = |from, lot: Lot| WalletPosting {
        from,
        to: WalletAccount::PointsIssued,
        amount: lot.points,
        expires_at: lot.expires_at,
    };
    let available = || WalletAccount::PointsAvailable(owner.clone());
    let missing = due - pending - lots.iter().map(|lot| lot.points).sum::<i64>();
    let mut postings: Vec<WalletPosting> = lots.into_iter().map(|lot| posting(available(), lot)).collect();
    if pending > 0 {
        let lot = Lot { expires_at: None, points: pending };
        postings.push(posting(WalletAccount::PointsPending(owner.clone()), lot));
    }
    let (customer, source) = (owner.clone(), source.clone());
    vec![WalletEvent::Reversed { customer, source, refunded, missing, postings }]
}
