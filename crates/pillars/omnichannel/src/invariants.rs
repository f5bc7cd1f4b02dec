//! What must hold at every point of the log: each a named function that tests, simulation, `verify` and metrics share.

pub mod order;

use crate::catalogue::ItemNo;
use crate::hold::{HoldState, Place};
use crate::machine::Omnichannel;
use realtail_kernel::Currency;
use realtail_vocabulary::{Account, Event, Outside, PostAs, Posting, Purse, StockEvent, WalletAccount};
use std::collections::BTreeMap;

/// A breach, in words.
pub type Breach = String;

/// Over all accounts the units of an item add up to zero.
///
/// # Errors
/// The first item of which they do not.
pub fn units_are_conserved(state: &Omnichannel) -> Result<(), Breach> {
    let mut sums: BTreeMap<ItemNo, i64> = BTreeMap::new();
    let mut add = |item: ItemNo, units: i64| *sums.entry(item).or_default() += units;
    state.stock.cells().for_each(|cell| add(cell.item, cell.on_hand));
    let unsellable = state.stock.all_places().filter(|(key, _)| !key.3.is_sellable());
    unsellable.for_each(|(key, units)| add(key.0, *units));
    state.stock.shipments().for_each(|(key, units)| add(key.1, *units));
    state.stock.outside().for_each(|(item, accounts)| add(item, accounts.iter().sum()));
    match sums.into_iter().find(|(_, sum)| *sum != 0) {
        None => Ok(()),
        Some((item, sum)) => {
            Err(format!("the accounts of {} add up to {sum}, not to zero", state.catalogue.item(item).item))
        }
    }
}

/// What each pair says is held and allocated is what the holds say.
///
/// # Errors
/// The first pair of which it is not.
pub fn promises_add_up(state: &Omnichannel) -> Result<(), Breach> {
    let mut sums: BTreeMap<_, (i64, i64)> = BTreeMap::new();
    for hold in state.holds.all() {
        let (lines, allocated) = match hold.state {
            HoldState::Held => (&hold.lines[..], false),
            HoldState::Posted(PostAs::Allocation) => (&hold.posted[..], true),
            _ => continue,
        };
        for line in lines {
            let Place::Site(site) = line.place else { continue };
            let sum = sums.entry((line.item, site)).or_default();
            *(if allocated { &mut sum.1 } else { &mut sum.0 }) += line.units;
        }
    }
    for cell in state.stock.cells() {
        let (held, allocated) = sums.remove(&(cell.item, cell.site)).unwrap_or_default();
        if (held, allocated) != (cell.held, cell.allocated) {
            return Err(format!(
                "{} at {} has {} held and {} allocated, its holds say {held} and {allocated}",
                state.catalogue.item(cell.item).item,
                state.catalogue.site(cell.site).site,
                cell.held,
                cell.allocated,
            ));
        }
    }
    match sums.into_iter().find(|(_, sum)| *sum != (0, 0)) {
        None => Ok(()),
        Some(((item, _), _)) => {
            Err(format!("a hold keeps units of {} where none ever stood", state.catalogue.item(item).item))
        }
    }
}

/// More is promised than there is only where a fact (a till sale, a count, damage) took units away:
/// `disturbed` tells of which pairs that is known.
///
/// # Errors
/// The first pair that is oversold by the engine itself.
pub fn nothing_is_oversold(
    state: &Omnichannel,
    disturbed: impl Fn(crate::ItemNo, crate::SiteNo) -> bool,
) -> Result<(), Breach> {
    let over = state.stock.cells().find(|cell| {
        cell.held + cell.allocated > cell.on_hand.max(0)
            && cell.held + cell.allocated > 0
            && !disturbed(cell.item, cell.site)
    });
    match over {
        None => Ok(()),
        Some(cell) => Err(format!(
            "{} at {} has {} on hand, {} held and {} allocated",
            state.catalogue.item(cell.item).item,
            state.catalogue.site(cell.site).site,
            cell.on_hand,
            cell.held,
            cell.allocated,
        )),
    }
}

/// Units in lots and zones are part of what a site or a shipment has, never more of it than a fact has taken away.
///
/// # Errors
/// The first balance of a lot that is below zero.
pub fn lots_are_not_negative(state: &Omnichannel) -> Result<(), Breach> {
    if let Some((key, units)) = state.stock.all_lots().find(|(_, units)| **units < 0) {
        return Err(format!("lot {} of {} is at {units}", key.3, state.catalogue.item(key.0).item));
    }
    for (key, lots) in state.stock.all_lots_under_way() {
        let (of_lots, total) = (lots.values().sum::<i64>(), state.stock.shipment(key));
        if of_lots > total || lots.values().any(|units| *units < 0) {
            let item = &state.catalogue.item(key.1).item;
            return Err(format!("shipment {} has {total} of {item}, and {of_lots} in lots", key.0));
        }
    }
    Ok(())
}

/// Of each kind of task there is one to be done for an item and the place it is wanted at, and no more are remembered
/// than can be told apart.
///
/// # Errors
/// Where two are, in words.
pub fn one_task_a_shelf(state: &Omnichannel) -> Result<(), Breach> {
    let (open, indexed) = (state.tasks.counted_open(), state.tasks.open());
    if open != indexed {
        return Err(format!("{open} tasks are to be done, for {indexed} places"));
    }
    Ok(())
}

/// Points add up to zero over all accounts, and so does each currency of gift cards.
///
/// # Errors
/// The first ledger that does not.
pub fn wallets_balance(state: &Omnichannel) -> Result<(), Breach> {
    let mut sums: BTreeMap<Option<Currency>, i64> = BTreeMap::new();
    for wallet in state.wallets.all_points() {
        *sums.entry(None).or_default() += wallet.pending + wallet.available + wallet.reserved;
    }
    for card in state.wallets.all_cards() {
        *sums.entry(Some(card.currency)).or_default() += card.balance + card.reserved;
    }
    for (account, amount) in state.wallets.books() {
        let ledger = match account {
            WalletAccount::CardsSold(currency)
            | WalletAccount::CardsRedeemed(currency)
            | WalletAccount::CardsExpired(currency) => Some(*currency),
            _ => None,
        };
        *sums.entry(ledger).or_default() += amount;
    }
    match sums.into_iter().find(|(_, sum)| *sum != 0) {
        None => Ok(()),
        Some((None, sum)) => Err(format!("the accounts of points add up to {sum}, not to zero")),
        Some((Some(currency), sum)) => {
            Err(format!("the gift cards in {} add up to {sum}, not to zero", String::from(currency)))
        }
    }
}

/// No purse is below zero, each balance is what its parts are, and no payment takes or gives back more than it may.
///
/// # Errors
/// The first purse or payment of which that is not so.
pub fn purses_are_whole(state: &Omnichannel) -> Result<(), Breach> {
    let mut kept: BTreeMap<Purse, i64> = BTreeMap::new();
    for known in state.wallets.all_reservations() {
        let amount = known.amount.amount;
        let bounded = 0 <= known.refunded && known.refunded <= known.captured && known.open() >= 0;
        if !bounded || known.captured + known.released > amount {
            let (captured, refunded) = (known.captured, known.refunded);
            return Err(format!(
                "{}: {captured} captured and {refunded} refunded of {amount}",
                known.payment
            ));
        }
        let (purse, more) = match &known.purse {
            Purse::Points(customer) => (
                Purse::Points(state.wallets.owner(customer).clone()),
                known.kept.iter().map(|l| l.points).sum(),
            ),
            card => (card.clone(), known.open()),
        };
        *kept.entry(purse).or_default() += more;
    }
    for wallet in state.wallets.all_points() {
        let parts = (
            wallet.waiting.iter().map(|pending| pending.points).sum(),
            wallet.lots.iter().map(|lot| lot.points).sum(),
            kept.remove(&Purse::Points(wallet.customer.clone())).unwrap_or(0),
        );
        let whole = (wallet.pending, wallet.available, wallet.reserved);
        let lots_hold = wallet.lots.iter().all(|lot| lot.points > 0);
        if parts != whole || !lots_hold || whole.0.min(whole.1).min(whole.2) < 0 {
            return Err(format!("the points of {} are {whole:?}, their parts {parts:?}", wallet.customer));
        }
    }
    for card in state.wallets.all_cards() {
        let reserved = kept.remove(&Purse::GiftCard(card.card.clone())).unwrap_or(0);
        if card.balance < 0 || card.reserved != reserved {
            let (balance, said) = (card.balance, card.reserved);
            return Err(format!("{} has {balance}, and {said} set aside of {reserved}", card.card));
        }
    }
    Ok(())
}

/// Nothing is sold that is set apart: what the engine takes out of a site for a customer is sellable. Whoever moves stock by
/// hand says what happened to it, and is not asked.
///
/// # Errors
/// The first posting by which something is.
pub fn what_is_set_apart_is_not_sold(event: &Event) -> Result<(), Breach> {
    let customer = Account::from(Outside::Customer);
    let is_wrong = |posting: &&Posting| {
        let is_apart = matches!(&posting.from, Account::Site { condition, .. } if !condition.is_sellable());
        is_apart && posting.to == customer
    };
    let by_hand = matches!(event, Event::Stock(StockEvent::Moved { .. }));
    match event.postings().iter().find(is_wrong).filter(|_| !by_hand) {
        None => Ok(()),
        Some(posting) => {
            Err(format!("{} {} are sold out of {:?}", posting.quantity, posting.item, posting.from))
        }
    }
}

/// All that must hold without knowing what happened before.
///
/// # Errors
/// The first breach.
pub fn all(state: &Omnichannel) -> Result<(), Breach> {
    units_are_conserved(state)?;
    promises_add_up(state)?;
    lots_are_not_negative(state)?;
    wallets_balance(state)?;
    purses_are_whole(state)?;
    order::all(state)?;
    one_task_a_shelf(state)?;
    crate::returns::invariants::all(state)
}
