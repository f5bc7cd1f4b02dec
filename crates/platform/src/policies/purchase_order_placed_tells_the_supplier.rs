//! When an order was placed with a supplier, whoever carries orders to suppliers is told.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, Event, IntelligenceEvent};

pub(super) struct PurchaseOrderPlacedTellsTheSupplier;

impl Policy<Retail> for PurchaseOrderPlacedTellsTheSupplier {
    fn name(&self) -> &'static str {
        "purchase_order_placed_tells_the_supplier"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Intelligence(IntelligenceEvent::PurchaseOrderPlaced(placed)) = event else {
            return Vec::new();
        };
        vec![Command::Act(Action::PurchaseOrderSent {
            order: placed.order.clone(),
            supplier: placed.supplier.clone(),
            site: placed.site.clone(),
            expected_at: placed.expected_at,
        })]
    }
}
