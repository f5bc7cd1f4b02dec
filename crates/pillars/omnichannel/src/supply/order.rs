//! Saying what supply is expected: a purchase order, set as a whole.

use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_vocabulary::{Event, SupplyEvent, SupplyOrder};

pub(crate) fn decide(state: &Omnichannel, order: &SupplyOrder) -> Result<Vec<Event>, Refusal> {
    state.catalogue.site_no(&order.site)?;
    let mut order = order.clone();
    for line in &mut order.lines {
        line.item = state.catalogue.item(state.catalogue.item_no(&line.item)?).item.clone();
    }
    Ok(vec![Event::Supply(SupplyEvent::OrderSet(order))])
}
