//! Moving stock between accounts, all or nothing.

use super::draft::{Draft, Draw, Floor, Side};
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Shortage};
use realtail_kernel::Instant;
use realtail_vocabulary::{Event, Movement, Reason, StockEvent, SupplyEvent};

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
        let draw = Draw { item, quantity, lot: movement.lot.as_ref(), floor: floor(movement, &from) };
        let lot_in = movement.lot.as_ref().filter(|_| !matches!(from, Side::Site(..))).map(|lot| {
            let known = match &to {
                Side::Site(site, ..) => draft.expiry_of(item, *site, lot),
                Side::Shipment(_) | Side::Outside(_) => None,
            };
            (lot, known.or(movement.expires_at))
        });
        let draw = if lot_in.is_some() { Draw { lot: None, ..draw } } else { draw };
        let postings = draft.shift(draw, &from, &to, lot_in)?;
        events.push(Event::Stock(StockEvent::Moved {
            reason: movement.reason,
            reference: movement.reference.clone(),
            occurred_at: movement.occurred_at,
            postings,
        }));
        if let Some(order) = received_order(state, movement) {
            events.push(order);
        }
    }
    Ok(events)
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
    let moved = draft.on_hand(item, *site) - state.stock.on_hand(item, *site);
    let unpromised = state.unpromised(item, *site, now).saturating_add(moved);
    let requested = movement.quantity.units();
    if unpromised >= requested || draft.on_hand(item, *site) < requested {
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
fn received_order(state: &Omnichannel, movement: &Movement) -> Option<Event> {
    if movement.reason != Reason::Receipt {
        return None;
    }
    let order = state.supply.order(movement.reference.as_ref()?.as_str())?;
    let item = &state.catalogue.item(state.catalogue.item_no(&movement.item).ok()?).item;
    let left = crate::supply::less(order, [(item, movement.quantity.units())]);
    Some(Event::Supply(SupplyEvent::OrderSet(left)))
}
