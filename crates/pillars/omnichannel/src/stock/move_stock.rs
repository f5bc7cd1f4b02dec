//! Moving stock between accounts, all or nothing.

use super::draft::{Draft, Draw, Floor, Side};
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Shortage};
use realtail_kernel::Instant;
use realtail_vocabulary::{Condition, Event, Movement, Reason, StockEvent, SupplyEvent, SupplyOrder};
use std::collections::BTreeMap;

/// A time further ahead than this is a broken clock, not a plan.
pub(crate) const AHEAD_MS_MAX: i64 = 24 * 60 * 60 * 1000;

/// Refuses a time at which nothing can have happened yet.
pub(crate) fn check_happened(field: &str, at: Instant, now: Instant) -> Result<(), Refusal> {
    if at > now.plus_ms(AHEAD_MS_MAX) {
        let problem =
            format!("{at} is more than a day ahead of {now}; a thing that happened has a time in the past");
        return Err(Refusal::invalid(field, problem));
    }
    Ok(())
}

pub(crate) fn decide(state: &Omnichannel, moves: &[Movement], now: Instant) -> Result<Vec<Event>, Refusal> {
    let mut draft = Draft::new(&state.stock, &state.catalogue);
    let mut events = Vec::with_capacity(moves.len());
    let mut orders: BTreeMap<&str, SupplyOrder> = BTreeMap::new();
    for movement in moves {
        if let Some(at) = movement.occurred_at {
            check_happened("occurred_at", at, now)?;
        }
        let item = state.catalogue.item_no(&movement.item)?;
        if !state.catalogue.item(item).stocked {
            return Err(Refusal::invalid("item", format!("no stock is kept of {}", movement.item)));
        }
        if movement.from == movement.to {
            return Err(Refusal::invalid("to", "the same account as from: nothing would move"));
        }
        let (from, to) = (draft.side(&movement.from)?, draft.side(&movement.to)?);
        let quantity = movement.quantity.units();
        spare_promises(state, &draft, movement, &from, &to, now)?;
        let expired_last = Some(now).filter(|_| !is_fact(movement.reason) || movement.reason == Reason::Sale);
        let draw =
            Draw { item, quantity, lot: movement.lot.as_ref(), floor: floor(movement, &from), expired_last };
        let lot_in = movement.lot.as_ref().filter(|_| !is_sellable(&from)).map(|lot| {
            let known = match &to {
                Side::Site(site, ..) => draft.expiry_of(item, *site, lot),
                Side::Shipment(_) | Side::Outside(_) => None,
            };
            let sent = || match &from {
                Side::Shipment(shipment) => draft.expiry_under_way(item, shipment, lot),
                Side::Site(..) | Side::Outside(_) => None,
            };
            (lot, known.or(movement.expires_at).or_else(sent))
        });
        let draw = if lot_in.is_some() { Draw { lot: None, ..draw } } else { draw };
        let postings = draft.shift(draw, &from, &to, lot_in)?;
        events.push(Event::Stock(StockEvent::Moved {
            reason: movement.reason,
            reference: movement.reference.clone(),
            occurred_at: movement.occurred_at,
            postings,
        }));
        take_off_order(state, movement, &mut orders);
    }
    events.extend(orders.into_values().map(|left| Event::Supply(SupplyEvent::OrderSet(left))));
    Ok(events)
}

/// Whether lots are known there.
fn is_sellable(side: &Side) -> bool {
    matches!(side, Side::Site(_, _, Condition::Sellable))
}

/// A sale that already happened is a fact, whatever the book says.
fn floor(movement: &Movement, from: &Side) -> Floor {
    match (movement.reason, from) {
        (_, Side::Outside(_)) | (Reason::Sale, Side::Site(..)) => Floor::None,
        _ => Floor::Zero,
    }
}

/// Whether a movement is a plan that can wait, or tells of something that has happened to the goods.
fn is_fact(reason: Reason) -> bool {
    match reason {
        Reason::Sale
        | Reason::Count
        | Reason::Damage
        | Reason::Waste
        | Reason::Theft
        | Reason::Adjustment => true,
        Reason::Receipt
        | Reason::Transfer
        | Reason::Return
        | Reason::PutAway
        | Reason::Pick
        | Reason::Pack
        | Reason::Ship => false,
    }
}

/// Plans leave what is promised alone; facts cannot.
fn spare_promises(
    state: &Omnichannel,
    draft: &Draft<'_>,
    movement: &Movement,
    from: &Side,
    to: &Side,
    now: Instant,
) -> Result<(), Refusal> {
    let Side::Site(site, _, condition) = from else { return Ok(()) };
    let stays = matches!(to, Side::Site(other, _, c) if other == site && c.is_sellable());
    if !condition.is_sellable() || stays || is_fact(movement.reason) {
        return Ok(());
    }
    let item = state.catalogue.item_no(&movement.item)?;
    let requested = movement.quantity.units();
    // What has expired was promised to nobody, so it may go where its lot is named.
    let dead = movement.lot.as_ref().map_or(0, |lot| draft.expired_of(item, *site, lot, now));
    let unpromised =
        state.unpromised(item, *site, now, |site| draft.moved(item, site, now)) + dead.min(requested);
    if unpromised >= requested || draft.balance(item, from) < requested {
        return Ok(());
    }
    Err(Refusal::InsufficientStock {
        shortages: vec![Shortage {
            item: state.catalogue.item(item).item.clone(),
            site: Some(state.catalogue.site(*site).site.clone()),
            region: None,
            requested,
            available: unpromised.max(0),
        }],
    })
}

/// A receipt that names a purchase order takes its quantity off what is still to come.
fn take_off_order<'a>(
    state: &Omnichannel,
    movement: &'a Movement,
    orders: &mut BTreeMap<&'a str, SupplyOrder>,
) {
    let (Reason::Receipt, Some(reference)) = (movement.reason, &movement.reference) else { return };
    let Some(order) = state.supply.order(reference.as_str()) else { return };
    let Ok(item) = state.catalogue.item_no(&movement.item) else { return };
    let left = orders.entry(reference.as_str()).or_insert_with(|| order.clone());
    *left = crate::supply::less(left, [(&state.catalogue.item(item).item, movement.quantity.units())]);
}
