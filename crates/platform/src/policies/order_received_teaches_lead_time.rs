//! When what was ordered from a supplier arrives, how long it took is learnt.

use crate::machine::{Command, Retail};
use realtail_intelligence as intelligence;
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Event, SupplyEvent};

pub(super) struct OrderReceivedTeachesLeadTime;

impl Policy<Retail> for OrderReceivedTeachesLeadTime {
    fn name(&self) -> &'static str {
        "order_received_teaches_lead_time"
    }

    fn react(&self, event: &Event, retail: &Retail, now: Instant) -> Vec<Command> {
        let Event::Supply(SupplyEvent::Received { shipment, received_at, .. }) = event else {
            return Vec::new();
        };
        let known = retail.omnichannel.supply.shipment(shipment).ok();
        let Some(order) = known.and_then(|shipment| shipment.order.clone()) else { return Vec::new() };
        let at = received_at.unwrap_or(now);
        vec![Command::Intelligence(intelligence::Command::LearnLeadTime(order, at))]
    }
}
