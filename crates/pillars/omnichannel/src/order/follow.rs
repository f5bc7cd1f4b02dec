//! What an order's event means for the books around it.

use super::{Order, OrderState};
use crate::machine::Omnichannel;
use realtail_kernel::{OrderId, Stamp, Word};
use realtail_vocabulary::{LineQuantity, OrderEvent};

/// Takes in what has happened to an order, and what that means for the books around it: the hours of its sites, the
/// limits of its promotions, how sure the stock is.
pub(crate) fn follow(state: &mut Omnichannel, event: &OrderEvent, stamp: Stamp) {
    let slots = |state: &Omnichannel| event.order().and_then(|o| state.orders.find(o)).map(Order::slots);
    let before = slots(state).unwrap_or_default();
    let was_over = event.order().and_then(|o| state.orders.find(o)).is_some_and(came_to_nothing);
    if let OrderEvent::Rejected { order, fulfilment, reason, lines, .. } = event
        && speaks_of_stock(reason)
    {
        doubt(state, order, *fulfilment, lines);
    }
    let Omnichannel { orders, catalogue, prices, routing, .. } = state;
    orders.apply(event, stamp, catalogue);
    if let OrderEvent::Placed(placed) = event {
        prices.redeem(&placed.price.redemptions, placed.customer.as_ref());
    }
    let Some(order) = event.order().and_then(|order| orders.find(order)) else { return };
    if !was_over && came_to_nothing(order) && !order.redemptions.is_empty() {
        prices.give_back(&order.redemptions, order.customer.as_ref());
    }
    let after = order.slots();
    let gone = before.iter().filter(|slot| !after.contains(slot));
    gone.for_each(|(_, site, at)| routing.release_capacity(*site, *at, 1));
    let come = after.iter().filter(|slot| !before.contains(slot));
    come.for_each(|(_, site, at)| routing.book_capacity(*site, *at, 1));
}

/// Whether nothing of it will ever leave.
fn came_to_nothing(order: &Order) -> bool {
    matches!(order.state, OrderState::Refused(_) | OrderState::Cancelled)
}

/// Whether a site rejects for what it does not have, and not for what it cannot do now.
fn speaks_of_stock(reason: &Word) -> bool {
    !matches!(reason.as_str(), "too_busy" | "closed" | "unclaimed" | "quarantined")
}

fn doubt(state: &mut Omnichannel, order: &OrderId, fulfilment: u16, lines: &[LineQuantity]) {
    let Some(known) = state.orders.find(order).and_then(|order| order.fulfilment(fulfilment)) else { return };
    let site = state.catalogue.site(known.site).site.clone();
    let item = |line: &LineQuantity| known.lines.iter().find(|l| l.line == line.line).map(|l| l.item);
    let items = lines.iter().filter_map(item).map(|item| state.catalogue.item(item).item.clone());
    for item in items.collect::<Vec<_>>() {
        state.doubt_pair(&item, &site, true);
    }
}
