//! When a line of an order to a supplier is hastened or called off, whoever carries orders to suppliers is told.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, Event, IntelligenceEvent};

pub(super) struct PurchaseOrderChangedTellsTheSupplier;

impl Policy<Retail> for PurchaseOrderChangedTellsTheSupplier {
    fn name(&self) -> &'static str {
        "purchase_order_changed_tells_the_supplier"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Intelligence(IntelligenceEvent::PurchaseOrderChanged(change)) = event else {
            return Vec::new();
        };
        let placed = retail.intelligence.purchases().get(change.order.as_str());
        vec![Command::Act(Action::PurchaseOrderChanged {
            order: change.order.clone(),
            change: change.change,
            supplier: placed.and_then(|placed| placed.order.supplier.clone()),
            item: change.item.clone(),
            what: change.what,
        })]
    }
}
