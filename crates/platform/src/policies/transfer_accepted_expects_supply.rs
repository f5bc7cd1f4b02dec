//! When goods are to come from another site, they are expected, and promised from there on.

use crate::machine::{Command, Retail};
use realtail_intelligence::supply_of;
use realtail_kernel::{Instant, Policy};
use realtail_omnichannel as omnichannel;
use realtail_vocabulary::{Event, ExpectedLine, IntelligenceEvent, SupplyOrder};

pub(super) struct TransferAcceptedExpectsSupply;

impl Policy<Retail> for TransferAcceptedExpectsSupply {
    fn name(&self) -> &'static str {
        "transfer_accepted_expects_supply"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Intelligence(IntelligenceEvent::TransferAccepted(accepted)) = event else {
            return Vec::new();
        };
        let Ok(order) = supply_of(&accepted.transfer) else { return Vec::new() };
        let line = ExpectedLine {
            item: accepted.item.clone(),
            quantity: accepted.quantity,
            expected_at: accepted.expected_at,
        };
        let order = SupplyOrder { order, supplier: None, site: accepted.to.clone(), lines: vec![line] };
        vec![omnichannel::Command::Expect(order).into()]
    }
}
