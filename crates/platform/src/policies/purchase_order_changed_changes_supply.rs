//! When a line of an order to a supplier is hastened or called off, what is expected of it is changed.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_omnichannel as omnichannel;
use realtail_vocabulary::{Event, IntelligenceEvent, PurchaseChangeKind};

pub(super) struct PurchaseOrderChangedChangesSupply;

impl Policy<Retail> for PurchaseOrderChangedChangesSupply {
    fn name(&self) -> &'static str {
        "purchase_order_changed_changes_supply"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Intelligence(IntelligenceEvent::PurchaseOrderChanged(change)) = event else {
            return Vec::new();
        };
        let open = retail.omnichannel.supply.order(change.order.as_str());
        let Some(mut order) = open.cloned() else { return Vec::new() };
        match change.what {
            PurchaseChangeKind::Cancel => order.lines.retain(|line| line.item != change.item),
            PurchaseChangeKind::Expedite => {
                let of_it = order.lines.iter_mut().filter(|line| line.item == change.item);
                of_it.for_each(|line| line.expected_at = line.expected_at.min(change.expected_at));
            }
        }
        vec![omnichannel::Command::Expect(order).into()]
    }
}
