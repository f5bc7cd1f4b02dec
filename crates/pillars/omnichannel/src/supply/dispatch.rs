//! A shipment leaves: its units are in transit until somebody receives them.

use super::set_apart;
use crate::hold::Hold;
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Shortage, Thing};
use crate::stock::draft::{Draft, Draw, Floor, Side};
use realtail_kernel::Instant;
use realtail_vocabulary::{
    Account, Condition, Dispatch, Event, HoldEvent, Outside, ShipmentLine, SupplyEvent,
};

pub(crate) fn decide(state: &Omnichannel, dispatch: &Dispatch, now: Instant) -> Result<Vec<Event>, Refusal> {
    if state.supply.has_shipment(&dispatch.shipment) {
        return Err(Refusal::ConflictingRetry { what: Thing::Shipment, id: dispatch.shipment.to_string() });
    }
    if dispatch.lines.is_empty() {
        return Err(Refusal::invalid("lines", "a shipment has at least one line"));
    }
    state.catalogue.site_no(&dispatch.to)?;
    let mut draft = Draft::new(&state.stock, &state.catalogue);
    let from_account = dispatch.from.clone().map_or(Outside::Supplier.into(), Account::site);
    let from = draft.side(&from_account)?;
    let under_way = Side::Shipment(dispatch.shipment.clone());
    let mut postings = Vec::with_capacity(dispatch.lines.len());
    let mut short = Vec::new();
    // What was set apart for this shipment is what it takes.
    let apart = dispatch.order.as_ref().and_then(|order| set_apart::under(state, order.as_str()));
    for line in &dispatch.lines {
        let item = state.catalogue.item_no(&line.item)?;
        if !state.catalogue.item(item).stocked {
            return Err(Refusal::invalid("lines", format!("no stock is kept of {}", line.item)));
        }
        if !line.condition.is_sellable() {
            return Err(Refusal::invalid(
                "condition",
                "a shipment leaves sellable; its condition is told when it is received",
            ));
        }
        let quantity = line.quantity.units();
        if let Side::Site(site, None, Condition::Sellable) = &from {
            let moved = |site| draft.moved(item, site, now) + set_apart::units(apart, item, site);
            let available = state.unpromised(item, *site, now, moved);
            if available < quantity {
                let item = state.catalogue.item(item).item.clone();
                let site = dispatch.from.clone();
                short.push(Shortage {
                    item,
                    site,
                    region: None,
                    requested: quantity,
                    available: available.max(0),
                });
                continue;
            }
        }
        let drawn = matches!(from, Side::Site(..));
        let draw = Draw {
            item,
            quantity,
            lot: line.lot.as_ref().filter(|_| drawn),
            floor: Floor::Zero,
            expired_last: Some(now),
        };
        let lot_in = line.lot.as_ref().filter(|_| !drawn).map(|lot| (lot, line.expires_at));
        postings.extend(draft.shift(draw, &from, &under_way, lot_in)?);
    }
    if !short.is_empty() {
        return Err(Refusal::InsufficientStock { shortages: short });
    }
    let mut events = freed(apart);
    events.push(Event::Supply(SupplyEvent::Dispatched {
        shipment: dispatch.shipment.clone(),
        from: from_account,
        to: dispatch.to.clone(),
        expected_at: dispatch.expected_at,
        order: dispatch.order.clone(),
        postings,
    }));
    events.extend(order_left(state, dispatch));
    Ok(events)
}

/// What was set apart is no longer: it leaves.
fn freed(apart: Option<&Hold>) -> Vec<Event> {
    let released = |hold: &Hold| Event::Hold(HoldEvent::Released { hold: hold.hold.clone() });
    apart.map(released).into_iter().collect()
}

/// The purchase order that the shipment answers, with what is under way taken off.
fn order_left(state: &Omnichannel, dispatch: &Dispatch) -> Option<Event> {
    let order = state.supply.order(dispatch.order.as_ref()?.as_str())?;
    let number =
        |line: &ShipmentLine| Some((state.catalogue.item_no(&line.item).ok()?, line.quantity.units()));
    let came = dispatch.lines.iter().filter_map(number);
    let came = came.map(|(item, units)| (&state.catalogue.item(item).item, units));
    Some(Event::Supply(SupplyEvent::OrderSet(super::less(order, came))))
}
