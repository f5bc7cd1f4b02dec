//! When goods are to go to another site, nobody else is promised them where they are.

use crate::machine::{Command, Retail};
use realtail_intelligence::hold_of;
use realtail_kernel::{Instant, Policy};
use realtail_omnichannel as omnichannel;
use realtail_vocabulary::{Event, IntelligenceEvent};

pub(super) struct TransferAcceptedSetsItsGoodsApart;

impl Policy<Retail> for TransferAcceptedSetsItsGoodsApart {
    fn name(&self) -> &'static str {
        "transfer_accepted_sets_its_goods_apart"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Intelligence(IntelligenceEvent::TransferAccepted(accepted)) = event else {
            return Vec::new();
        };
        let Ok(hold) = hold_of(&accepted.transfer) else { return Vec::new() };
        let (item, site) = (accepted.item.clone(), accepted.from.clone());
        let apart = omnichannel::SetApart { hold, item, site, quantity: accepted.quantity };
        vec![omnichannel::Command::SetApart(apart).into()]
    }
}
