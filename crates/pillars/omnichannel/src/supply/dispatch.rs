//! A shipment leaves: its units are in transit until somebody receives them.

use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Shortage, Thing};
use crate::stock::draft::{Draft, Draw, Floor, Side};
use realtail_kernel::Instant;
use realtail_vocabulary::{Account, Condition, Dispatch, Event, Outside, SupplyEvent};

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
    for line in &dispatch.lines {
        let item = state.catalogue.item_no(&line.item)?;
        if !line.condition.is_sellable() {
            return Err(Refusal::invalid(
                "condition",
                "a shipment leaves sellable; its condition is told when it is received",
            ));
        }
        let quantity = line.quantity.units();
        if let Side::Site(site, None, Condition::Sellable) = &from {
            let moved = draft.on_hand(item, *site) - state.stock.on_hand(item, *site);
            let available = state.unpromised(item, *site, now).saturating_add(moved);
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
        let draw = Draw { item, quantity, lot: line.lot.as_ref().filter(|_| drawn), floor: Floor::Zero };
        let lot_in = line.lot.as_ref().filter(|_| !drawn).map(|lot| (lot, line.expires_at));
        postings.extend(draft.shift(draw, &from, &under_way, lot_in)?);
    }
    if !short.is_empty() {
        return Err(Refusal::InsufficientStock { shortages: short });
    }
    let mut events = vec![Event::Supply(SupplyEvent::Dispatched {
        shipment: dispatch.shipment.clone(),
        from: from_account,
        to: dispatch.to.clone(),
        expected_at: dispatch.expected_at,
        order: dispatch.order.clone(),
        postings,
    })];
    if let Some(order) = dispatch.order.as_ref().and_then(|order| state.supply.order(order.as_str())) {
        let mut came = Vec::with_capacity(dispatch.lines.len());
        for line in &dispatch.lines {
            let item = state.catalogue.item_no(&line.item)?;
            came.push((&state.catalogue.item(item).item, line.quantity.units()));
        }
        events.push(Event::Supply(SupplyEvent::OrderSet(super::less(order, came))));
    }
    Ok(events)
}
