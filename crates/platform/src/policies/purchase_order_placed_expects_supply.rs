//! When an order was placed with a supplier, its goods are expected at the site, and promised from there on.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_omnichannel as omnichannel;
use realtail_vocabulary::{Event, ExpectedLine, IntelligenceEvent, SupplyOrder};

pub(super) struct PurchaseOrderPlacedExpectsSupply;

impl Policy<Retail> for PurchaseOrderPlacedExpectsSupply {
    fn name(&self) -> &'static str {
        "purchase_order_placed_expects_supply"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Intelligence(IntelligenceEvent::PurchaseOrderPlaced(placed)) = event else {
            return Vec::new();
        };
        let expected = |line: &realtail_vocabulary::PurchaseLine| ExpectedLine {
            item: line.item.clone(),
            quantity: line.quantity,
            expected_at: placed.expected_at,
        };
        let order = SupplyOrder {
            order: placed.order.clone(),
            supplier: placed.supplier.clone(),
            site: placed.site.clone(),
            lines: placed.lines.iter().map(expected).collect(),
        };
        vec![omnichannel::Command::Expect(order).into()]
    }
}
